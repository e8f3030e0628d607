// SPDX-License-Identifier: GPL-2.0-only
// What a home agent that delegates prefixes tells of them, and when they end;
// nemo-prefix-delegation-requests.cc has what it gives.
#include "ns3/nemo-prefix-delegation.h"

#include "ns3/mip6-lifetime.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace ns3::nemo
{

namespace
{

/// How many prefixes a list has at most: what fits into a packet of 1280 octets.
constexpr std::size_t MOST_LISTED = 49;

} // namespace

PrefixDelegation::PrefixDelegation() = default;

PrefixDelegation::~PrefixDelegation() = default;

void
PrefixDelegation::DoDispose()
{
    m_end.Cancel();
    m_host.reset();
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
    m_listDue.insert(homeAddress);
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
    m_listDue.insert(homeAddress);
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
        // That a lease was lost is told on, since nothing says that it was heard.
        m_changed.erase(home);
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
        m_listDue.insert(home);
        m_host->withdraw(home, prefix);
    }
    Plan();
}

// --- What the registrar asks

void
PrefixDelegation::NoteConfirmed(const BindingRequest& request) const
{
    for (const auto& option : request.options)
    {
        const auto* listed = std::get_if<MobileNetworkPrefixOption>(&option);
        if (!listed || !listed->delegated)
        {
            continue;
        }
        for (PrefixLease lease : m_authority->Of(request.homeAddress, Simulator::Now()))
        {
            if (!lease.confirmed &&
                lease.prefix == NetworkPrefix(listed->prefix, listed->prefixLength))
            {
                lease.confirmed = true;
                m_authority->Update(lease, Simulator::Now());
            }
        }
    }
}

std::vector<NetworkPrefix>
PrefixDelegation::ImplicitPrefixes(const Ipv6Address& homeAddress) const
{
    std::vector<NetworkPrefix> prefixes;
    for (const PrefixLease& lease : m_authority->Of(homeAddress, Simulator::Now()))
    {
        if (lease.implicit && lease.confirmed)
        {
            prefixes.push_back(lease.prefix);
        }
    }
    return prefixes;
}

std::vector<MobileNetworkPrefixOption>
PrefixDelegation::List(const Ipv6Address& homeAddress) const
{
    std::vector<MobileNetworkPrefixOption> list;
    for (const NetworkPrefix& prefix : m_host->table->Of(homeAddress))
    {
        // Configured at the home agent: for good, and without being listed.
        list.push_back({true, true, false, prefix.length, prefix.address});
    }
    for (const PrefixLease& lease : m_authority->Of(homeAddress, Simulator::Now()))
    {
        list.push_back(
            {lease.persistent, lease.implicit, true, lease.prefix.length, lease.prefix.address});
    }
    return list;
}

void
PrefixDelegation::Complete(const BindingRequest& request, Signal& acknowledgement) const
{
    const Ipv6Address& home = request.homeAddress;
    const auto changed = m_changed.find(home);
    for (const PrefixLease& lease : m_authority->Of(home, Simulator::Now()))
    {
        if (changed != m_changed.end() && changed->second.count(lease.prefix) > 0)
        {
            MobileNetworkPrefixConfirmation news;
            news.prefixLength = lease.prefix.length;
            news.prefix = lease.prefix.address;
            news.persistent = lease.persistent;
            news.implicit = lease.implicit;
            news.prefixType = TypeOf(lease.prefix);
            news.validLifetime = lease.ValidLifetime(Simulator::Now());
            acknowledgement.options.emplace_back(news);
        }
    }
    // S asks for an acknowledgement, so without A it means nothing.
    const bool isAsked = request.update.prefixDelegation && request.update.acknowledge;
    const auto list = List(home);
    if ((!isAsked && !m_listsAlways && m_listDue.count(home) == 0) || list.size() > MOST_LISTED)
    {
        return;
    }
    std::get<BindingAcknowledgement>(acknowledgement.body).prefixDelegation = true;
    acknowledgement.options.insert(acknowledgement.options.end(), list.begin(), list.end());
}

} // namespace ns3::nemo
