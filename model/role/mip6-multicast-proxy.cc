// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-multicast-proxy.h"

#include "ns3/mip6-multicast-scope.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

namespace
{

/// RFC 2710 section 7.6: queries follow each other four times as fast at first.
constexpr int64_t STARTUP_FRACTION = 4;

/// Is it a home registration?
bool
IsHome(const Binding& binding)
{
    return binding.homeRegistration && binding.valid;
}

} // namespace

MulticastProxy::MulticastProxy(Ptr<MobilityStack> stack, Needs needs)
    : m_stack(stack),
      m_needs(std::move(needs)),
      m_handler(stack->GetGroupMembership()->Take(
          [this](const ListenerDelivery& delivery) { OnMessage(delivery); }))
{
}

MulticastProxy::~MulticastProxy()
{
    const auto groups = m_stack->GetGroupMembership();
    groups->Release(m_handler);
    for (auto& [interface, link] : m_links)
    {
        link.listener->Pause();
    }
    for (const auto& [home, client] : m_clients)
    {
        for (const Membership& membership : m_memberships.Forget(home))
        {
            End(membership, client.interface);
        }
        groups->ForgetLeadOut(home);
    }
}

const GroupMemberships&
MulticastProxy::GetMemberships() const
{
    return m_memberships;
}

void
MulticastProxy::OnBinding(const Binding* before, const Binding* after)
{
    if (!after)
    {
        OnBindingEnd(*before);
        return;
    }
    if (!IsHome(*after))
    {
        return;
    }
    const Ipv6Address& home = after->homeAddress;
    const auto [client, isNew] =
        m_clients.try_emplace(home, Client{after->interface, m_needs.terms().robustness, {}});
    if (!isNew)
    {
        return;
    }
    if (after->interface != 0)
    {
        m_stack->GetGroupMembership()->LeadOut(home, after->interface);
    }
    // The mobile node may not report before it was asked, and does not know yet that it is bound.
    m_queries.Set({home, Ipv6Address::GetAny()}, Simulator::Now());
    Arm();
}

void
MulticastProxy::OnBindingEnd(const Binding& binding)
{
    const auto client = m_clients.find(binding.homeAddress);
    if (!IsHome(binding) || client == m_clients.end())
    {
        return;
    }
    for (const Membership& membership : m_memberships.Forget(binding.homeAddress))
    {
        End(membership, client->second.interface);
    }
    m_queries.Cancel({binding.homeAddress, Ipv6Address::GetAny()});
    for (const auto& [group, left] : client->second.lastQueries)
    {
        m_queries.Cancel({binding.homeAddress, group});
    }
    m_stack->GetGroupMembership()->ForgetLeadOut(binding.homeAddress);
    m_clients.erase(client);
    Arm();
}

void
MulticastProxy::OnMessage(const ListenerDelivery& delivery)
{
    const ListenerMessage& message = delivery.message;
    if (!delivery.isTunnelled)
    {
        if (const auto link = m_links.find(delivery.interface); link != m_links.end())
        {
            link->second.listener->Receive(message);
        }
        return;
    }
    for (const Ipv6Address& home : delivery.homes)
    {
        if (m_clients.count(home) == 0)
        {
            continue;
        }
        if (message.type == ListenerMessageType::REPORT)
        {
            OnReport({home, message.group});
        }
        else if (message.type == ListenerMessageType::DONE)
        {
            OnDone({home, message.group});
        }
    }
    Arm();
}

/// RFC 2710 section 5; of which groups packets are tunnelled, RFC 6275 section 10.4.2 says.
void
MulticastProxy::OnReport(const Membership& membership)
{
    if (!IsGlobalGroup(membership.group))
    {
        return;
    }
    const MulticastTerms terms = m_needs.terms();
    // Multicast Listener Interval: RFC 2710 section 7.4.
    const Time interval =
        terms.queryInterval * static_cast<int64_t>(terms.robustness) + terms.queryResponseInterval;
    const auto noted =
        m_memberships.Note(membership, Simulator::Now() + interval, terms.mostGroups);
    if (noted == GroupMemberships::Noted::BEGUN)
    {
        Begin(membership);
    }
    // It has not left after all.
    m_clients.at(membership.home).lastQueries.erase(membership.group);
    m_queries.Cancel(membership);
}

/// RFC 2710 section 5: it is asked again before it is believed, since it may have been a Done of
/// another listener behind the tunnel.
void
MulticastProxy::OnDone(const Membership& membership)
{
    const MulticastTerms terms = m_needs.terms();
    const Time within = terms.lastListenerQueryInterval * static_cast<int64_t>(terms.robustness);
    auto& asked = m_clients.at(membership.home).lastQueries;
    if (asked.count(membership.group) == 0 &&
        m_memberships.Shorten(membership, Simulator::Now() + within))
    {
        asked[membership.group] = terms.robustness;
        m_queries.Set(membership, Simulator::Now());
    }
}

MulticastProxy::HomeLink&
MulticastProxy::LinkOf(uint32_t interface)
{
    HomeLink& link = m_links[interface];
    if (!link.listener)
    {
        const MulticastTerms terms = m_needs.terms();
        const auto groups = m_stack->GetGroupMembership();
        link.listener = std::make_unique<MulticastListener>(
            [groups, interface](const ListenerMessage& message) {
                groups->SendOnLink(interface, message);
            },
            m_needs.random,
            ListenerTerms{terms.unsolicitedReportInterval, terms.robustness});
        link.listener->Resume();
    }
    return link;
}

void
MulticastProxy::Begin(const Membership& membership)
{
    m_stack->GetGroupMembership()->Subscribe(membership.group, membership.home);
    const uint32_t interface = m_clients.at(membership.home).interface;
    if (interface != 0 && LinkOf(interface).members[membership.group]++ == 0)
    {
        m_stack->GetInterfaceTable()->JoinGroup(membership.group, interface);
        LinkOf(interface).listener->Join(membership.group);
    }
}

void
MulticastProxy::End(const Membership& membership, uint32_t interface)
{
    m_stack->GetGroupMembership()->Unsubscribe(membership.group, membership.home);
    if (interface == 0)
    {
        return;
    }
    HomeLink& link = LinkOf(interface);
    if (--link.members.at(membership.group) == 0)
    {
        link.members.erase(membership.group);
        m_stack->GetInterfaceTable()->LeaveGroup(membership.group, interface);
        link.listener->Leave(membership.group);
    }
}

void
MulticastProxy::Query(const Ipv6Address& home, const Ipv6Address& group)
{
    const SteeringAction& action = m_stack->GetSteering()->Forwarded(home);
    if (action.verdict != Verdict::TRANSFORM)
    {
        return;
    }
    const MulticastTerms terms = m_needs.terms();
    const Time within =
        group.IsAny() ? terms.queryResponseInterval : terms.lastListenerQueryInterval;
    m_stack->GetGroupMembership()->SendThrough(
        action.transform,
        {ListenerMessageType::QUERY, static_cast<uint16_t>(within.GetMilliSeconds()), group});
}

/// The General Query, and when the next one follows.
void
MulticastProxy::AskAll(const Ipv6Address& home)
{
    const Time interval = m_needs.terms().queryInterval;
    uint32_t& left = m_clients.at(home).startQueries;
    left -= std::min(left, 1U);
    m_queries.Set({home, Ipv6Address::GetAny()},
                  Simulator::Now() + (left > 0 ? interval / STARTUP_FRACTION : interval));
    Query(home, Ipv6Address::GetAny());
}

/// The Query of a group whose last listener may have left, and when the next one follows.
void
MulticastProxy::AskLast(const Membership& membership)
{
    auto& asked = m_clients.at(membership.home).lastQueries;
    const auto left = asked.find(membership.group);
    if (--left->second > 0)
    {
        m_queries.Set(membership, Simulator::Now() + m_needs.terms().lastListenerQueryInterval);
    }
    else
    {
        asked.erase(left);
    }
    Query(membership.home, membership.group);
}

void
MulticastProxy::OnDue()
{
    for (const Membership& membership : m_memberships.Expire(Simulator::Now()))
    {
        End(membership, m_clients.at(membership.home).interface);
    }
    for (const Membership& question : m_queries.PopDue(Simulator::Now()))
    {
        question.group.IsAny() ? AskAll(question.home) : AskLast(question);
    }
    Arm();
}

void
MulticastProxy::Arm()
{
    const auto query = m_queries.Next();
    const auto end = m_memberships.NextExpiry();
    if (!query && !end)
    {
        m_event.Cancel();
        return;
    }
    const Time next = std::min(query.value_or(Time::Max()), end.value_or(Time::Max()));
    m_event.Schedule(next - Simulator::Now(), [this]() { OnDue(); });
}

} // namespace ns3::nemo
