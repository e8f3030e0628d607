// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_PREFIX_LEASE_TABLE_H
#define NEMO_PREFIX_LEASE_TABLE_H

#include "ns3/mip6-expiry-queue.h"
#include "ns3/nemo-prefix-lease-store.h"

#include <map>
#include <set>
#include <utility>

namespace ns3::nemo
{

/// Leases in memory, of one home agent.
class PrefixLeaseTable : public PrefixLeaseStore
{
  public:
    void Atomically(const std::function<void()>& work) override;
    void Put(const PrefixLease& lease) override;
    bool Erase(const NetworkPrefix& prefix) override;
    void EraseTransient(std::optional<Ipv6Address> homeAddress) override;
    void Purge(Time now) override;
    std::optional<PrefixLease> Find(const Ipv6Address& homeAddress,
                                    uint16_t correlator,
                                    Time now) const override;
    std::vector<PrefixLease> Of(const Ipv6Address& homeAddress, Time now) const override;
    std::optional<PrefixLease> FindOverlap(const NetworkPrefix& prefix,
                                           std::optional<Ipv6Address> except,
                                           Time now) const override;
    std::vector<PrefixLease> All(Time now) const override;

  private:
    std::map<NetworkPrefix, PrefixLease> m_leases;
    std::map<std::pair<Ipv6Address, uint16_t>, NetworkPrefix> m_correlators;
    std::map<Ipv6Address, std::set<NetworkPrefix>> m_owned; ///< By home address.
    ExpiryQueue<NetworkPrefix> m_ends;
};

} // namespace ns3::nemo

#endif /* NEMO_PREFIX_LEASE_TABLE_H */
