// SPDX-License-Identifier: GPL-2.0-only
// What a home agent that delegates prefixes tells a mobile router of them besides answers to
// requests. draft-ietf-nemo-prefix-delegation-00 sections 3.1.2, 5.1 and 5.2.
#include "ns3/nemo-prefix-delegation.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <variant>

namespace ns3::nemo
{

namespace
{

/// How many prefixes a list has at most: what fits into a packet of 1280 octets.
constexpr std::size_t MOST_LISTED = 49;

/// How many other options the list leaves room for in an acknowledgement.
constexpr std::size_t MOST_ANSWERS = 24;

/// How long a mobile router takes at most to repeat an update that was not answered:
/// MAX_BINDACK_TIMEOUT of RFC 6275 section 12, and a little.
const Time LONGEST_REPEAT = Seconds(33);

/// S asks for an acknowledgement, so without A it means nothing.
bool
IsListAsked(const BindingRequest& request)
{
    return request.update.prefixDelegation && request.update.acknowledge;
}

} // namespace

void
PrefixDelegation::OnRegistering(const BindingRequest& request, const Binding* before)
{
    NoteConfirmed(request);
    const Time now = Simulator::Now();
    if (IsListAsked(request))
    {
        // It asks until it hears it.
        m_listDue.erase(request.homeAddress);
        return;
    }
    if (!before)
    {
        // It may believe that it has what was lost together with a binding.
        m_listDue[request.homeAddress] = now;
        return;
    }
    const auto due = m_listDue.find(request.homeAddress);
    if (due == m_listDue.end())
    {
        return;
    }
    // Nothing says that the list was heard, but that its update is not repeated.
    const bool isHeard = due->second && now - *due->second > LONGEST_REPEAT &&
                         before->careOfAddress == request.careOfAddress;
    if (isHeard)
    {
        m_listDue.erase(due);
        return;
    }
    due->second = now;
}

void
PrefixDelegation::NoteConfirmed(const BindingRequest& request)
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
        // What would be refused if an update listed it is not the mobile router's; nor is what
        // would be over before it could use it.
        if (lease.ValidLifetime(Simulator::Now()) > 0 &&
            !m_host->isElsewhere(homeAddress, lease.prefix))
        {
            list.push_back({lease.persistent,
                            lease.implicit,
                            true,
                            lease.prefix.length,
                            lease.prefix.address});
        }
    }
    return list;
}

/// Whether the end of a lease is told without an answer: it has changed, or the list, which tells
/// no ends, has it.
bool
PrefixDelegation::IsNews(const PrefixLease& lease,
                         bool isListed,
                         const Signal& acknowledgement) const
{
    if (acknowledgement.options.size() >= MOST_ANSWERS)
    {
        return false;
    }
    const auto changed = m_changed.find(lease.homeAddress);
    if (changed != m_changed.end() && changed->second.count(lease.prefix) > 0)
    {
        return true;
    }
    const auto answers = acknowledgement.Options<MobileNetworkPrefixConfirmation>();
    return isListed && lease.persistent && lease.expires != Time::Max() &&
           std::none_of(answers.begin(), answers.end(), [&](const auto& answer) {
               return NetworkPrefix(answer.prefix, answer.prefixLength) == lease.prefix;
           });
}

void
PrefixDelegation::Complete(const BindingRequest& request, Signal& acknowledgement) const
{
    const Ipv6Address& home = request.homeAddress;
    const auto list = List(home);
    const bool isListed = (IsListAsked(request) || m_listsAlways || m_listDue.count(home) > 0) &&
                          list.size() <= MOST_LISTED;
    for (const PrefixLease& lease : m_authority->Of(home, Simulator::Now()))
    {
        if (!IsNews(lease, isListed, acknowledgement))
        {
            continue;
        }
        MobileNetworkPrefixConfirmation news;
        news.prefixLength = lease.prefix.length;
        news.prefix = lease.prefix.address;
        news.persistent = lease.persistent;
        news.implicit = lease.implicit;
        news.prefixType = TypeOf(lease.prefix);
        news.validLifetime = lease.ValidLifetime(Simulator::Now());
        acknowledgement.options.emplace_back(news);
    }
    if (isListed)
    {
        std::get<BindingAcknowledgement>(acknowledgement.body).prefixDelegation = true;
        acknowledgement.options.insert(acknowledgement.options.end(), list.begin(), list.end());
    }
}

} // namespace ns3::nemo
