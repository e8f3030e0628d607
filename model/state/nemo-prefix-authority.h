// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_PREFIX_AUTHORITY_H
#define NEMO_PREFIX_AUTHORITY_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/nemo-prefix-lease.h"
#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace ns3::nemo
{

/// Where a home agent gets and keeps the prefixes that it delegates: a table, a pool, a store that
/// several home agents share, or whatever else answers these questions.
/// draft-ietf-nemo-prefix-delegation-00 sections 3.4 and 5.4.
///
/// No two leases overlap, and a home address has at most one for each correlator. A lease that has
/// ended at `now` does not exist. What is asked here has passed all other tests: who may ask, and
/// for what, is the home agent's.
class PrefixAuthority
{
  public:
    /// What keeps a prefix from being given for a reason that the authority does not know: a prefix
    /// that overlaps it and of which no part can be given, or absent. The larger, the sooner
    /// something is found behind it.
    using Obstacle = std::function<std::optional<NetworkPrefix>(const NetworkPrefix&)>;

    virtual ~PrefixAuthority() = default;

    /// Give what is asked for. The same home address and correlator get the same answer as long as
    /// the lease lives, whatever else differs (a transient one that another home agent has given
    /// is this one's from Update on). Else a lease that the administrator assigned and nobody has
    /// taken up, or the lowest prefix that is free. A prefix of another length than wanted is only
    /// given if it is longer. Section 6.4.
    ///
    /// @return the lease, or status 4 (no prefixes of that type), 5 (none for this home address) or
    /// 6 (none left), and nothing has changed
    virtual PrefixGrant Request(const PrefixRequest& request,
                                Time now,
                                const Obstacle& findObstacle) = 0;

    /// Take back what was given to a request that comes to nothing: what was assigned is there to
    /// be taken up again, as it is now.
    void Undo(const PrefixGrant& grant, Time now);

    /// The administrator gives `lease` to its home address. @return false if it overlaps another
    /// one, or its correlator is taken, and nothing has changed
    virtual bool Assign(const PrefixLease& lease, Time now) = 0;

    /// Change what is known of the lease with the home address and prefix of `lease`. @return false
    /// if there is none
    virtual bool Update(const PrefixLease& lease, Time now) = 0;

    /// End the lease. @return whether there was one of this home address
    virtual bool Release(const Ipv6Address& homeAddress, const NetworkPrefix& prefix, Time now) = 0;

    /// End what this home agent has given as transient: to one home address, or to all (absent).
    virtual void ReleaseTransient(std::optional<Ipv6Address> homeAddress, Time now) = 0;

    /// It is `now` at least: for an authority that outlasts the simulation.
    virtual void Advance(Time now) = 0;

    /// The lease of a request, if it lives.
    virtual std::optional<PrefixLease> Find(const Ipv6Address& homeAddress,
                                            uint16_t correlator,
                                            Time now) const = 0;

    /// The leases of a home address, in the order of their prefixes.
    virtual std::vector<PrefixLease> Of(const Ipv6Address& homeAddress, Time now) const = 0;

    /// Whether `prefix` equals, covers or lies inside a lease of another home address.
    virtual bool OverlapsOther(const Ipv6Address& homeAddress,
                               const NetworkPrefix& prefix,
                               Time now) const = 0;

    /// Whether `prefix` is one that only this authority may give: inside a prefix of its own.
    virtual bool IsFromHere(const NetworkPrefix& prefix) const = 0;

    /// All leases, in the order of their prefixes: for dumps and reports.
    virtual std::vector<PrefixLease> All(Time now) const = 0;
};

} // namespace ns3::nemo

#endif /* NEMO_PREFIX_AUTHORITY_H */
