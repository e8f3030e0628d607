// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_PREFIX_LEASE_H
#define NEMO_PREFIX_LEASE_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-status.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <optional>

namespace ns3::nemo
{

/// A mobile network prefix that a mobile router was given for a time.
/// draft-ietf-nemo-prefix-delegation-00 sections 4 and 5.3.
struct PrefixLease
{
    Ipv6Address homeAddress; ///< Whose it is.
    NetworkPrefix prefix;    ///< What it is.
    /// Of the request that it answers; absent: assigned by the administrator, and not asked for.
    std::optional<uint16_t> correlator;
    bool persistent{false}; ///< P: outlasts the binding.
    bool implicit{false};   ///< I: forwarded even if the update does not list it.
    /// The mobile router has it, so that it may be forwarded without being listed: what was asked
    /// for is, what the administrator assigned is after an update lists it with D. Section 3.1.2.
    bool confirmed{false};
    bool isLonger{false};      ///< Longer than asked for: status 7.
    Time expires{Time::Max()}; ///< Absolute end; Time::Max(): none.

    /// What is left at `now` in whole seconds; 0xffffffff: no end. Section 6.5, Valid Lifetime.
    uint32_t ValidLifetime(Time now) const;
};

/// @return whether all is equal
bool operator==(const PrefixLease& a, const PrefixLease& b);

/// Which kind of prefix it is: private (fec0::/10), unique local (fc00::/7), or global. Section
/// 6.5.
PrefixType TypeOf(const NetworkPrefix& prefix);

/// What a mobile router asks for. Section 6.4.
struct PrefixRequest
{
    Ipv6Address homeAddress;                     ///< Who asks.
    uint16_t correlator{0};                      ///< Together with that, which request it is.
    uint8_t length{0};                           ///< Bits of the prefix, 1 to 128.
    bool persistent{false};                      ///< P
    bool implicit{false};                        ///< I
    PrefixType type{PrefixType::NONE_SPECIFIED}; ///< Any number.
    Time persistentEnd{Time::Max()};             ///< Absolute end of what is given for itself.
    Time transientEnd{Time::Max()};              ///< The same with the binding.
};

/// What became of a request.
struct PrefixGrant
{
    PrefixStatus status{PrefixStatus::OK}; ///< OK and LONGER_PREFIX_ALLOCATED: there is a lease.
    PrefixLease lease;                     ///< Of no meaning with any other status.
    bool isNew{false};                     ///< It was not there before, or not taken up.
    std::optional<PrefixLease> before;     ///< What the administrator had assigned, if it is that.

    /// Whether there is a lease.
    bool IsGiven() const;
};

} // namespace ns3::nemo

#endif /* NEMO_PREFIX_LEASE_H */
