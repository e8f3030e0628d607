// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-mobile-node-groups.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

using Place = MobileNodeHome::Place;

MobileNodeGroups::MobileNodeGroups(Ptr<MobilityStack> stack,
                                   uint32_t interface,
                                   MulticastListener::Random random,
                                   ListenerTerms terms)
    : m_stack(stack),
      m_interface(interface),
      m_random(std::move(random)),
      m_terms(terms),
      m_handler(stack->GetGroupMembership()->Take(
          [this](const ListenerDelivery& delivery) { OnMessage(delivery); })),
      m_link(
          [this](const ListenerMessage& message) {
              m_stack->GetGroupMembership()->SendOnLink(m_interface, message);
          },
          m_random,
          m_terms)
{
}

MobileNodeGroups::~MobileNodeGroups()
{
    m_stack->GetGroupMembership()->Release(m_handler);
    m_link.Pause();
    for (const Ipv6Address& group : std::set<Ipv6Address>(m_joined))
    {
        LeaveOnLink(group);
    }
    for (auto& [homeAddress, home] : m_homes)
    {
        home.listener->Pause();
        for (const Ipv6Address& group : home.listener->GetGroups())
        {
            LeaveByHome(homeAddress, group);
        }
    }
}

void
MobileNodeGroups::JoinOnLink(const Ipv6Address& group)
{
    if (m_joined.insert(group).second)
    {
        ListenOnLink(group, true);
    }
}

void
MobileNodeGroups::LeaveOnLink(const Ipv6Address& group)
{
    if (m_joined.erase(group) > 0)
    {
        ListenOnLink(group, false);
    }
}

void
MobileNodeGroups::JoinByHome(const Ipv6Address& homeAddress, const Ipv6Address& group)
{
    Home& home = HomeOf(homeAddress);
    if (!home.listener->Has(group))
    {
        home.listener->Join(group);
        Listen(home, group, true);
    }
}

void
MobileNodeGroups::LeaveByHome(const Ipv6Address& homeAddress, const Ipv6Address& group)
{
    Home& home = HomeOf(homeAddress);
    if (home.listener->Has(group))
    {
        home.listener->Leave(group);
        Listen(home, group, false);
    }
}

std::vector<Ipv6Address>
MobileNodeGroups::GroupsOf(const Ipv6Address& homeAddress) const
{
    const auto home = m_homes.find(homeAddress);
    return home == m_homes.end() ? std::vector<Ipv6Address>() : home->second.listener->GetGroups();
}

void
MobileNodeGroups::OnLink()
{
    m_link.Resume();
}

void
MobileNodeGroups::OnLinkLost()
{
    m_link.Pause();
}

void
MobileNodeGroups::UseInterface(uint32_t interface)
{
    m_link.Pause();
    const auto interfaces = m_stack->GetInterfaceTable();
    for (const auto& [group, count] : m_onLink)
    {
        for (uint32_t i = 0; i < count; ++i)
        {
            interfaces->LeaveGroup(group, m_interface);
            interfaces->JoinGroup(group, interface);
        }
    }
    m_interface = interface;
}

MobileNodeGroups::Home&
MobileNodeGroups::HomeOf(const Ipv6Address& homeAddress)
{
    Home& home = m_homes[homeAddress];
    if (!home.listener)
    {
        home.listener = std::make_unique<MulticastListener>(
            [this, homeAddress](const ListenerMessage& message) {
                SendThrough(homeAddress, message);
            },
            m_random,
            m_terms);
    }
    return home;
}

void
MobileNodeGroups::Review(const MobileNodeHome& home)
{
    using State = HomeRegistration::State;
    Home& known = HomeOf(home.GetConfig().homeAddress);
    if (known.place != home.GetPlace())
    {
        const auto groups = known.listener->GetGroups();
        std::for_each(groups.begin(), groups.end(), [&](const Ipv6Address& group) {
            Listen(known, group, false);
        });
        known.place = home.GetPlace();
        std::for_each(groups.begin(), groups.end(), [&](const Ipv6Address& group) {
            Listen(known, group, true);
        });
    }
    const HomeBinding& registration = home.GetRegistration();
    const State state = registration.GetState();
    const bool isBound = known.place == Place::TRANSFORM && registration.IsBound();
    known.isOpen = isBound && (state == State::REGISTERED || state == State::REFRESHING);
    known.isAsked = known.isAsked && isBound;
    const bool maySpeak = known.isOpen && known.isAsked;
    if (maySpeak != known.listener->IsActive())
    {
        maySpeak ? known.listener->Resume() : known.listener->Pause();
    }
}

void
MobileNodeGroups::OnMessage(const ListenerDelivery& delivery)
{
    if (!delivery.isTunnelled)
    {
        if (delivery.interface == m_interface)
        {
            m_link.Receive(delivery.message);
        }
        return;
    }
    for (const Ipv6Address& homeAddress : delivery.homes)
    {
        if (const auto home = m_homes.find(homeAddress); home != m_homes.end())
        {
            Receive(home->second, delivery.message);
        }
    }
}

void
MobileNodeGroups::Receive(Home& home, const ListenerMessage& message)
{
    if (message.type != ListenerMessageType::QUERY)
    {
        return;
    }
    // RFC 6275 section 11.3.4: from now on, as long as the binding does not expire. Without one
    // nothing comes out of the tunnel.
    home.isAsked = true;
    if (!home.listener->IsActive() && home.isOpen)
    {
        home.listener->Resume();
        return;
    }
    home.listener->Receive(message);
}

void
MobileNodeGroups::SendThrough(const Ipv6Address& homeAddress, const ListenerMessage& message) const
{
    const SteeringAction* out = m_stack->GetSteering()->GroupAction(homeAddress);
    if (out && out->verdict == Verdict::TRANSFORM)
    {
        m_stack->GetGroupMembership()->SendThrough(out->transform, message);
    }
}

/// Packets for the group are received where the home address is.
void
MobileNodeGroups::Listen(const Home& home, const Ipv6Address& group, bool isOn)
{
    const auto interfaces = m_stack->GetInterfaceTable();
    switch (home.place)
    {
    case Place::ROAMING:
        ListenOnLink(group, isOn);
        break;
    case Place::TRANSFORM:
        isOn ? interfaces->JoinGroup(group, m_stack->GetTransformInterface())
             : interfaces->LeaveGroup(group, m_stack->GetTransformInterface());
        break;
    case Place::NOWHERE:
        break;
    }
}

void
MobileNodeGroups::ListenOnLink(const Ipv6Address& group, bool isOn)
{
    const auto interfaces = m_stack->GetInterfaceTable();
    uint32_t& count = m_onLink[group];
    if (isOn)
    {
        ++count;
        interfaces->JoinGroup(group, m_interface);
        m_link.Join(group);
        return;
    }
    interfaces->LeaveGroup(group, m_interface);
    if (--count == 0)
    {
        m_onLink.erase(group);
        m_link.Leave(group);
    }
}

} // namespace ns3::nemo
