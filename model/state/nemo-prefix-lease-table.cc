// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-prefix-lease-table.h"

#include "ns3/nemo-prefix-pool.h"

#include <iterator>

namespace ns3::nemo
{

void
PrefixLeaseTable::Atomically(const std::function<void()>& work)
{
    work();
}

void
PrefixLeaseTable::Put(const PrefixLease& lease)
{
    Erase(lease.prefix);
    m_leases[lease.prefix] = lease;
    m_owned[lease.homeAddress].insert(lease.prefix);
    m_ends.Set(lease.prefix, lease.expires);
    if (lease.correlator)
    {
        m_correlators[{lease.homeAddress, *lease.correlator}] = lease.prefix;
    }
}

bool
PrefixLeaseTable::Erase(const NetworkPrefix& prefix)
{
    const auto entry = m_leases.find(prefix);
    if (entry == m_leases.end())
    {
        return false;
    }
    const PrefixLease& lease = entry->second;
    const auto owned = m_owned.find(lease.homeAddress);
    owned->second.erase(prefix);
    if (owned->second.empty())
    {
        m_owned.erase(owned);
    }
    if (lease.correlator)
    {
        m_correlators.erase({lease.homeAddress, *lease.correlator});
    }
    m_ends.Cancel(prefix);
    m_leases.erase(entry);
    return true;
}

void
PrefixLeaseTable::EraseTransient(std::optional<Ipv6Address> homeAddress)
{
    std::vector<NetworkPrefix> ended;
    for (const auto& [prefix, lease] : m_leases)
    {
        if (!lease.persistent && (!homeAddress || lease.homeAddress == *homeAddress))
        {
            ended.push_back(prefix);
        }
    }
    for (const auto& prefix : ended)
    {
        Erase(prefix);
    }
}

void
PrefixLeaseTable::Purge(Time now)
{
    for (const auto& prefix : m_ends.PopDue(now))
    {
        Erase(prefix);
    }
}

std::optional<PrefixLease>
PrefixLeaseTable::Find(const Ipv6Address& homeAddress, uint16_t correlator, Time now) const
{
    const auto known = m_correlators.find({homeAddress, correlator});
    if (known == m_correlators.end())
    {
        return std::nullopt;
    }
    const PrefixLease& lease = m_leases.at(known->second);
    return lease.expires > now ? std::optional(lease) : std::nullopt;
}

std::vector<PrefixLease>
PrefixLeaseTable::Of(const Ipv6Address& homeAddress, Time now) const
{
    std::vector<PrefixLease> leases;
    const auto owned = m_owned.find(homeAddress);
    if (owned == m_owned.end())
    {
        return leases;
    }
    for (const auto& prefix : owned->second)
    {
        const PrefixLease& lease = m_leases.at(prefix);
        if (lease.expires > now)
        {
            leases.push_back(lease);
        }
    }
    return leases;
}

std::optional<PrefixLease>
PrefixLeaseTable::FindOverlap(const NetworkPrefix& prefix,
                              std::optional<Ipv6Address> except,
                              Time now) const
{
    // Since leases do not overlap, those that overlap the prefix stand side by side, and the last
    // of them is the last that does not begin behind it.
    auto entry = m_leases.upper_bound(NetworkPrefix(PrefixPool::LastAddress(prefix), 128));
    while (entry != m_leases.begin() && std::prev(entry)->first.Overlaps(prefix))
    {
        --entry;
        if (entry->second.expires > now && entry->second.homeAddress != except)
        {
            return entry->second;
        }
    }
    return std::nullopt;
}

std::vector<PrefixLease>
PrefixLeaseTable::All(Time now) const
{
    std::vector<PrefixLease> leases;
    for (const auto& [prefix, lease] : m_leases)
    {
        if (lease.expires > now)
        {
            leases.push_back(lease);
        }
    }
    return leases;
}

} // namespace ns3::nemo
