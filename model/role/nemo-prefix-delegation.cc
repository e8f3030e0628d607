// SPDX-License-Identifier: GPL-2.0-only
// What the administrator of a home agent that delegates prefixes does, and when leases end;
// nemo-prefix-delegation-requests.cc has what is given, nemo-prefix-delegation-list.cc what is
// told.
#include "ns3/nemo-prefix-delegation.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

PrefixDelegation::PrefixDelegation() = default;

PrefixDelegation::~PrefixDelegation() = default;

void
PrefixDelegation::DoDispose()
{
    m_end.Cancel();
    m_host.reset();
    if (m_authority)
    {
        // What happens after the end of this simulation is later.
        m_authority->Advance(Simulator::Now());
    }
    m_authority.reset();
    Object::DoDispose();
}

void
PrefixDelegation::SetAuthority(std::shared_ptr<PrefixAuthority> authority)
{
    m_authority = std::move(authority);
}

PrefixAuthority*
PrefixDelegation::GetAuthority() const
{
    return m_authority.get();
}

void
PrefixDelegation::Limit(const Ipv6Address& homeAddress, std::set<PrefixType> types)
{
    m_limits[homeAddress] = std::move(types);
}

void
PrefixDelegation::Start(const Host& host)
{
    m_host = host;
    m_authority->ReleaseTransient(std::nullopt, Simulator::Now());
}

void
PrefixDelegation::Stop()
{
    m_end.Cancel();
    m_ends.clear();
    m_host.reset();
}

Time
PrefixDelegation::PersistentEnd() const
{
    return m_persistentLifetime.IsZero() ? Time::Max() : Simulator::Now() + m_persistentLifetime;
}

// --- What the administrator does

bool
PrefixDelegation::Assign(const Ipv6Address& homeAddress,
                         const NetworkPrefix& prefix,
                         bool isImplicit,
                         std::optional<Time> lifetime)
{
    if (m_host && m_host->table->OverlapsOther(homeAddress, prefix))
    {
        return false;
    }
    PrefixLease lease;
    lease.homeAddress = homeAddress;
    lease.prefix = prefix;
    lease.persistent = true;
    lease.implicit = isImplicit;
    lease.expires = lifetime ? Simulator::Now() + *lifetime : Time::Max();
    if (!m_authority->Assign(lease, Simulator::Now()))
    {
        return false;
    }
    m_listDue[homeAddress].reset();
    if (lifetime)
    {
        m_changed[homeAddress].insert(prefix);
    }
    Watch(homeAddress);
    return true;
}

bool
PrefixDelegation::SetLifetime(const Ipv6Address& homeAddress,
                              const NetworkPrefix& prefix,
                              Time lifetime)
{
    const Time now = Simulator::Now();
    for (PrefixLease lease : m_authority->Of(homeAddress, now))
    {
        if (lease.prefix == prefix && lifetime.IsStrictlyPositive())
        {
            lease.expires = now + lifetime;
            m_authority->Update(lease, now);
            m_changed[homeAddress].insert(prefix);
            Watch(homeAddress);
            return true;
        }
    }
    return false;
}

bool
PrefixDelegation::Withdraw(const Ipv6Address& homeAddress, const NetworkPrefix& prefix)
{
    const bool isThere = m_authority->Release(homeAddress, prefix, Simulator::Now());
    m_ends.erase({homeAddress, prefix});
    m_listDue[homeAddress].reset();
    Plan();
    if (m_host)
    {
        // Also if another home agent that shares the store has ended it.
        m_host->withdraw(homeAddress, prefix);
    }
    return isThere;
}

// --- What follows from bindings

void
PrefixDelegation::OnBinding(const Binding* before, const Binding* after)
{
    const Binding& either = after ? *after : *before;
    if (!m_host || !either.homeRegistration)
    {
        return;
    }
    const Ipv6Address home = either.homeAddress;
    if (!after)
    {
        // The next binding is told everything.
        m_changed.erase(home);
        m_listDue.erase(home);
        m_ends.erase(m_ends.lower_bound({home, NetworkPrefix()}),
                     std::find_if(m_ends.lower_bound({home, NetworkPrefix()}),
                                  m_ends.end(),
                                  [&](const auto& end) { return end.first.first != home; }));
        Plan();
        m_authority->ReleaseTransient(home, Simulator::Now());
        return;
    }
    for (PrefixLease lease : m_authority->Of(home, Simulator::Now()))
    {
        // With a new binding it is this home agent's, whoever gave it.
        if (!lease.persistent && (!before || lease.expires != after->expires))
        {
            lease.expires = after->expires;
            m_authority->Update(lease, Simulator::Now());
        }
    }
    Watch(home);
}

void
PrefixDelegation::Watch(const Ipv6Address& homeAddress)
{
    for (const PrefixLease& lease : m_authority->Of(homeAddress, Simulator::Now()))
    {
        if (lease.persistent && lease.expires != Time::Max())
        {
            m_ends[{homeAddress, lease.prefix}] = lease.expires;
        }
    }
    Plan();
}

void
PrefixDelegation::Plan()
{
    const auto next =
        std::min_element(m_ends.begin(), m_ends.end(), [](const auto& a, const auto& b) {
            return a.second < b.second;
        });
    if (next == m_ends.end() || !m_host)
    {
        m_end.Cancel();
        return;
    }
    m_end.Schedule(std::max(next->second - Simulator::Now(), Time(0)), [this] { EndDue(); });
}

bool
PrefixDelegation::IsLeased(const Ipv6Address& homeAddress, const NetworkPrefix& prefix) const
{
    const auto leases = m_authority->Of(homeAddress, Simulator::Now());
    return std::any_of(leases.begin(), leases.end(), [&](const PrefixLease& lease) {
        return lease.prefix == prefix;
    });
}

void
PrefixDelegation::EndDue()
{
    const Time now = Simulator::Now();
    std::vector<std::pair<Ipv6Address, NetworkPrefix>> ended;
    for (const auto& [which, end] : m_ends)
    {
        if (end <= now)
        {
            ended.push_back(which);
        }
    }
    for (const auto& [home, prefix] : ended)
    {
        m_ends.erase({home, prefix});
        // Another home agent may have prolonged it.
        if (IsLeased(home, prefix))
        {
            continue;
        }
        m_listDue[home].reset();
        m_host->withdraw(home, prefix);
    }
    Plan();
}

} // namespace ns3::nemo
