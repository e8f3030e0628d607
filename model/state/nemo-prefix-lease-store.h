// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_PREFIX_LEASE_STORE_H
#define NEMO_PREFIX_LEASE_STORE_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/nemo-prefix-lease.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace ns3::nemo
{

/// Keeps leases of which no two overlap; it decides nothing. Leases that have ended are not found,
/// and forgotten by Purge.
class PrefixLeaseStore
{
  public:
    virtual ~PrefixLeaseStore() = default;

    /// Do `work`, a number of calls of this object, with nobody else in between.
    virtual void Atomically(const std::function<void()>& work) = 0;

    /// Keep `lease` in place of the one of this prefix, as given by this home agent. Its prefix
    /// overlaps no other.
    virtual void Put(const PrefixLease& lease) = 0;

    /// Forget the lease of a prefix. @return whether there was one
    virtual bool Erase(const NetworkPrefix& prefix) = 0;

    /// Forget the transient leases that this home agent has given: of one home address, or all.
    virtual void EraseTransient(std::optional<Ipv6Address> homeAddress) = 0;

    /// Forget every lease that ends at `now` or earlier.
    virtual void Purge(Time now) = 0;

    /// The lease of a request.
    virtual std::optional<PrefixLease> Find(const Ipv6Address& homeAddress,
                                            uint16_t correlator,
                                            Time now) const = 0;

    /// The leases of a home address, in the order of their prefixes.
    virtual std::vector<PrefixLease> Of(const Ipv6Address& homeAddress, Time now) const = 0;

    /// Some lease that overlaps `prefix`; not one of the home address `except`, if given.
    virtual std::optional<PrefixLease> FindOverlap(const NetworkPrefix& prefix,
                                                   std::optional<Ipv6Address> except,
                                                   Time now) const = 0;

    /// All leases, in the order of their prefixes.
    virtual std::vector<PrefixLease> All(Time now) const = 0;
};

} // namespace ns3::nemo

#endif /* NEMO_PREFIX_LEASE_STORE_H */
