// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-lease-prefix-authority.h"

#include "ns3/nemo-prefix-lease-table.h"
#include "ns3/nemo-prefix-table.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

namespace
{

bool
IsWantedType(PrefixType wanted, PrefixType type)
{
    return wanted == PrefixType::NONE_SPECIFIED || wanted == type;
}

PrefixGrant
Refuse(PrefixStatus status)
{
    PrefixGrant grant;
    grant.status = status;
    return grant;
}

PrefixGrant
Grant(const PrefixLease& lease, bool isNew)
{
    return {lease.isLonger ? PrefixStatus::LONGER_PREFIX_ALLOCATED : PrefixStatus::OK,
            lease,
            isNew,
            std::nullopt};
}

} // namespace

LeasePrefixAuthority::LeasePrefixAuthority(std::unique_ptr<PrefixLeaseStore> store,
                                           std::vector<PrefixPool> pools)
    : m_store(std::move(store)),
      m_pools(std::move(pools))
{
}

LeasePrefixAuthority::~LeasePrefixAuthority() = default;

std::unique_ptr<PrefixAuthority>
LeasePrefixAuthority::InMemory(std::vector<PrefixPool> pools)
{
    return std::make_unique<LeasePrefixAuthority>(std::make_unique<PrefixLeaseTable>(),
                                                  std::move(pools));
}

PrefixGrant
LeasePrefixAuthority::Request(const PrefixRequest& request, Time now, const Obstacle& findObstacle)
{
    PrefixGrant grant;
    m_store->Atomically([&] {
        m_store->Purge(now);
        if (auto known = m_store->Find(request.homeAddress, request.correlator, now))
        {
            if (!known->persistent)
            {
                // As long as the binding will, whatever the repeat asks for; should there be none,
                // nothing has changed.
                known->expires = request.transientEnd;
            }
            grant = Grant(*known, false);
            return;
        }
        grant = Give(request, now, findObstacle);
        if (grant.IsGiven())
        {
            m_store->Put(grant.lease);
        }
    });
    return grant;
}

PrefixGrant
LeasePrefixAuthority::Give(const PrefixRequest& request, Time now, const Obstacle& findObstacle)
{
    if (const auto assigned = TakeUp(request, now))
    {
        return *assigned;
    }
    const bool hasPool = std::any_of(m_pools.begin(), m_pools.end(), [&](const PrefixPool& pool) {
        return IsWantedType(request.type, TypeOf(pool.aggregate));
    });
    if (!hasPool)
    {
        const auto own = m_store->Of(request.homeAddress, now);
        const bool hasType = std::any_of(own.begin(), own.end(), [&](const PrefixLease& lease) {
            return IsWantedType(request.type, TypeOf(lease.prefix));
        });
        const bool isStranger = m_pools.empty() && own.empty();
        return Refuse(isStranger ? PrefixStatus::NOT_OWNED_BY_MOBILE_ROUTER
                      : hasType  ? PrefixStatus::INSUFFICIENT_RESOURCES
                                 : PrefixStatus::NOT_OWNED_BY_DOMAIN);
    }
    const auto obstacle = [&](const NetworkPrefix& prefix) -> std::optional<NetworkPrefix> {
        if (const auto other = m_store->FindOverlap(prefix, std::nullopt, now))
        {
            return other->prefix;
        }
        return findObstacle ? findObstacle(prefix) : std::nullopt;
    };
    for (const PrefixPool& pool : m_pools)
    {
        const uint8_t length = pool.LengthFor(request.length);
        const auto free = IsWantedType(request.type, TypeOf(pool.aggregate))
                              ? pool.LowestFree(length, obstacle)
                              : std::nullopt;
        if (free)
        {
            PrefixLease lease;
            lease.homeAddress = request.homeAddress;
            lease.prefix = *free;
            lease.correlator = request.correlator;
            lease.persistent = request.persistent;
            lease.implicit = request.implicit;
            lease.confirmed = true;
            lease.isLonger = length > request.length;
            lease.expires = request.persistent ? request.persistentEnd : request.transientEnd;
            return Grant(lease, true);
        }
    }
    return Refuse(PrefixStatus::INSUFFICIENT_RESOURCES);
}

/// The lease that the administrator assigned and the mobile router does not have yet.
std::optional<PrefixGrant>
LeasePrefixAuthority::TakeUp(const PrefixRequest& request, Time now) const
{
    for (const PrefixLease& assigned : m_store->Of(request.homeAddress, now))
    {
        if (!assigned.correlator && !assigned.confirmed &&
            assigned.prefix.length >= request.length &&
            IsWantedType(request.type, TypeOf(assigned.prefix)))
        {
            PrefixLease lease = assigned;
            lease.correlator = request.correlator;
            lease.confirmed = true;
            lease.isLonger = lease.prefix.length > request.length;
            PrefixGrant grant = Grant(lease, true);
            grant.before = assigned;
            return grant;
        }
    }
    return std::nullopt;
}

bool
LeasePrefixAuthority::Assign(const PrefixLease& lease, Time now)
{
    bool isAssigned = false;
    m_store->Atomically([&] {
        m_store->Purge(now);
        const bool isTaken =
            m_store->FindOverlap(lease.prefix, std::nullopt, now) ||
            (lease.correlator && m_store->Find(lease.homeAddress, *lease.correlator, now));
        isAssigned = !isTaken && PrefixTable::IsUsable(lease.prefix) && lease.expires > now;
        if (isAssigned)
        {
            m_store->Put(lease);
        }
    });
    return isAssigned;
}

bool
LeasePrefixAuthority::Update(const PrefixLease& lease, Time now)
{
    bool isThere = false;
    m_store->Atomically([&] {
        isThere = FindExact(lease.homeAddress, lease.prefix, now).has_value();
        if (isThere)
        {
            m_store->Put(lease);
        }
    });
    return isThere;
}

bool
LeasePrefixAuthority::Release(const Ipv6Address& homeAddress, const NetworkPrefix& prefix, Time now)
{
    bool isThere = false;
    m_store->Atomically([&] {
        isThere = FindExact(homeAddress, prefix, now).has_value() && m_store->Erase(prefix);
    });
    return isThere;
}

void
LeasePrefixAuthority::ReleaseTransient(std::optional<Ipv6Address> homeAddress, Time now)
{
    m_store->Atomically([&] {
        m_store->Purge(now);
        m_store->EraseTransient(homeAddress);
    });
}

void
LeasePrefixAuthority::Advance(Time now)
{
    m_store->Atomically([&] { m_store->Purge(now); });
}

std::optional<PrefixLease>
LeasePrefixAuthority::FindExact(const Ipv6Address& homeAddress,
                                const NetworkPrefix& prefix,
                                Time now) const
{
    const auto lease = m_store->FindOverlap(prefix, std::nullopt, now);
    const bool isIt = lease && lease->prefix == prefix && lease->homeAddress == homeAddress;
    return isIt ? lease : std::nullopt;
}

std::optional<PrefixLease>
LeasePrefixAuthority::Find(const Ipv6Address& homeAddress, uint16_t correlator, Time now) const
{
    return m_store->Find(homeAddress, correlator, now);
}

std::vector<PrefixLease>
LeasePrefixAuthority::Of(const Ipv6Address& homeAddress, Time now) const
{
    return m_store->Of(homeAddress, now);
}

bool
LeasePrefixAuthority::OverlapsOther(const Ipv6Address& homeAddress,
                                    const NetworkPrefix& prefix,
                                    Time now) const
{
    return m_store->FindOverlap(prefix, homeAddress, now).has_value();
}

bool
LeasePrefixAuthority::IsFromHere(const NetworkPrefix& prefix) const
{
    return std::any_of(m_pools.begin(), m_pools.end(), [&](const PrefixPool& pool) {
        return pool.aggregate.Covers(prefix);
    });
}

std::vector<PrefixLease>
LeasePrefixAuthority::All(Time now) const
{
    return m_store->All(now);
}

} // namespace ns3::nemo
