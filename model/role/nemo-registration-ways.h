// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_REGISTRATION_WAYS_H
#define NEMO_REGISTRATION_WAYS_H

#include "ns3/mip6-registration-host.h"
#include "ns3/mip6-status.h"
#include "ns3/nemo-mobile-network.h"

#include <optional>
#include <set>
#include <vector>

namespace ns3::nemo
{

/// A way for a mobile router to register: in a mode, with flag R; none: as a mobile host.
using RegistrationWay = std::optional<MobileNetwork::Mode>;

/**
 * The ways of registering that a mobile router has, and which of them it is at: the error
 * processing of RFC 3963 section 5.4. A way fails when no home agent takes it, or by an answer that
 * cannot be; then the next one is tried that has not failed since the last acceptance. After the
 * last one nothing is asked for any more.
 */
class RegistrationWays
{
  public:
    /// @param ways the one that is wanted first, and what may be tried in its place, in this order;
    /// one at least; one that is listed again does not count
    explicit RegistrationWays(std::vector<RegistrationWay> ways);

    /// The present one; the last one tried if all have failed.
    RegistrationWay GetWay() const;

    /// Whether all have failed.
    bool IsOver() const;

    /// A home agent has refused the present way: what that means, and it is remembered.
    Refusal OnRefusal(BindingStatus status);

    /// Whether the present way fails when nobody is asked on because of this status; below 128: a
    /// home agent has accepted it without flag R.
    bool IsFailure(BindingStatus status) const;

    /// A home agent has accepted the present way: none has failed.
    void OnAccepted();

    /// The present way has failed. Where it was for no other reason than that home agents do not
    /// support this mobile router at all (status 140), so have all that set flag R.
    /// @param status with which the last home agent refused; below 128: it accepted without flag R
    /// @return whether another way is left, which is the present one now
    bool OnFailed(BindingStatus status);

    /// Whether explicit mode has failed because the prefixes were refused (status 141 or 142) and
    /// no home agent has accepted flag R since.
    bool HasLostPrefixes() const;

  private:
    bool IsUnsupported() const;

    std::vector<RegistrationWay> m_ways;
    RegistrationWay m_way;
    std::set<RegistrationWay> m_failed;
    std::set<BindingStatus> m_refusals; ///< Of the present way.
    bool m_hasLostPrefixes{false};
};

} // namespace ns3::nemo

#endif // NEMO_REGISTRATION_WAYS_H
