// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_LEASE_PREFIX_AUTHORITY_H
#define NEMO_LEASE_PREFIX_AUTHORITY_H

#include "ns3/nemo-prefix-authority.h"
#include "ns3/nemo-prefix-lease-store.h"
#include "ns3/nemo-prefix-pool.h"

#include <memory>
#include <vector>

namespace ns3::nemo
{

/// A prefix authority that gives what the administrator has assigned, and then parts of pools, and
/// keeps a lease of each in a store. Without pools it is a static table.
class LeasePrefixAuthority : public PrefixAuthority
{
  public:
    /// @param store where leases are kept
    /// @param pools asked in this order; their aggregates do not overlap
    LeasePrefixAuthority(std::unique_ptr<PrefixLeaseStore> store, std::vector<PrefixPool> pools);
    ~LeasePrefixAuthority() override;

    PrefixGrant Request(const PrefixRequest& request,
                        Time now,
                        const Obstacle& findObstacle) override;
    bool Assign(const PrefixLease& lease, Time now) override;
    bool Update(const PrefixLease& lease, Time now) override;
    bool Release(const Ipv6Address& homeAddress, const NetworkPrefix& prefix, Time now) override;
    void ReleaseTransient(std::optional<Ipv6Address> homeAddress, Time now) override;
    void Advance(Time now) override;
    std::optional<PrefixLease> Find(const Ipv6Address& homeAddress,
                                    uint16_t correlator,
                                    Time now) const override;
    std::vector<PrefixLease> Of(const Ipv6Address& homeAddress, Time now) const override;
    bool OverlapsOther(const Ipv6Address& homeAddress,
                       const NetworkPrefix& prefix,
                       Time now) const override;
    bool IsFromHere(const NetworkPrefix& prefix) const override;
    std::vector<PrefixLease> All(Time now) const override;

    /// An authority of one home agent, in memory: a pool, or with none a static table.
    static std::unique_ptr<PrefixAuthority> InMemory(std::vector<PrefixPool> pools = {});

  private:
    PrefixGrant Give(const PrefixRequest& request, Time now, const Obstacle& findObstacle);
    std::optional<PrefixGrant> TakeUp(const PrefixRequest& request, Time now) const;
    std::optional<PrefixLease> FindExact(const Ipv6Address& homeAddress,
                                         const NetworkPrefix& prefix,
                                         Time now) const;

    std::unique_ptr<PrefixLeaseStore> m_store;
    std::vector<PrefixPool> m_pools;
};

} // namespace ns3::nemo

#endif /* NEMO_LEASE_PREFIX_AUTHORITY_H */
