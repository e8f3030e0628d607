// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_CORRESPONDENT_POLICY_H
#define MIP6_CORRESPONDENT_POLICY_H

#include "ns3/mip6-binding-request.h"

#include <cstdint>

namespace ns3::nemo
{

/// The values of a correspondent's policy, as its Attributes stand at the moment.
struct CorrespondentTerms
{
    uint32_t lifetimeMax{0};    ///< The longest lifetime granted, in seconds.
    uint32_t maxBindings{0};    ///< How many bindings it keeps at most.
    bool replacesOldest{false}; ///< A full cache gives up what was not used for longest.
};

/// A correspondent node as BindingRegistrar sees it: it says what may be bound; the registrar asks
/// in the right order, answers, and writes what follows.
class CorrespondentPolicy
{
  public:
    virtual ~CorrespondentPolicy() = default;

    /// The values that hold now.
    virtual CorrespondentTerms GetTerms() const = 0;

    /// Whether `request`, which is no home registration, may bind. RFC 6275 section 9.5.1.
    virtual UpdateAuthorization Authorize(const BindingRequest& request) = 0;

    /// `request`, which Authorize had nothing against, is carried out: it binds, or deletes.
    virtual void OnAccepted(const BindingRequest& request) = 0;
};

} // namespace ns3::nemo

#endif /* MIP6_CORRESPONDENT_POLICY_H */
