// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-discovery-responder.h"

#include "ns3/mip6-home-agents-anycast.h"
#include "ns3/mip6-unicast-routable.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace ns3::nemo
{

DiscoveryResponder::DiscoveryResponder(Ptr<MobilityStack> stack,
                                       HomeAgentsList::Random random,
                                       ChangeCallback onChange)
    : m_interfaces(stack->GetInterfaceTable()),
      m_steering(stack->GetSteering()),
      m_proxy(stack->GetAddressProxy()),
      m_icmpv6(stack->GetIcmpv6()),
      m_port(stack->GetMessagePort()),
      m_random(std::move(random)),
      m_onChange(std::move(onChange)),
      m_handler(m_port->Take(
          MobilityIcmpv6Type::HOME_AGENT_ADDRESS_DISCOVERY_REQUEST,
          [this](const MobilityIcmpv6Delivery& delivery) { return OnRequest(delivery); }))
{
    m_icmpv6->AddObserver(this);
}

DiscoveryResponder::~DiscoveryResponder()
{
    m_icmpv6->RemoveObserver(this);
    m_port->Release(m_handler);
}

void
DiscoveryResponder::Serve(const std::vector<Home>& homes, const Self& self)
{
    LeaveAll();
    std::map<uint32_t, LinkHomeAgent> own;
    for (const Home& home : homes)
    {
        LinkHomeAgent& me = own[home.interface];
        me.linkLocal = m_interfaces->LinkLocalAddress(home.interface);
        me.expires = Time::Max();
        me.preference = self.preference;
        me.mobileRouter = self.mobileRouter;
        me.addresses.push_back({home.ownAddress, home.prefix.length, home.validUntil});
        if (const auto anycast = HomeAgentsAnycastAddress(home.prefix))
        {
            Join(*anycast, home);
        }
    }
    for (auto list = m_lists.begin(); list != m_lists.end();)
    {
        list = own.count(list->first) > 0 ? std::next(list) : m_lists.erase(list);
    }
    for (auto& [interface, me] : own)
    {
        m_lists[interface].SetOwn(std::move(me));
    }
    ScheduleExpiry();
}

void
DiscoveryResponder::Join(const Ipv6Address& anycast, const Home& home)
{
    m_homes[anycast] = home;
    m_steering->JoinAnycast(anycast, home.interface);
    // Without the Override flag, as of any proxy and any anycast address (RFC 4861 section 7.2.7).
    m_proxy->Answer(anycast, home.interface, true);
}

void
DiscoveryResponder::LeaveAll()
{
    for (const auto& [anycast, home] : std::exchange(m_homes, {}))
    {
        m_steering->LeaveAnycast(anycast);
        m_proxy->StopAnswering(anycast, home.interface);
    }
}

const HomeAgentsList*
DiscoveryResponder::FindList(uint32_t interface) const
{
    const auto entry = m_lists.find(interface);
    return entry == m_lists.end() ? nullptr : &entry->second;
}

std::optional<Ipv6Address>
DiscoveryResponder::FindOwnAddress(const Ipv6Address& anycast) const
{
    const auto home = m_homes.find(anycast);
    if (home == m_homes.end() || home->second.validUntil <= Simulator::Now())
    {
        return std::nullopt;
    }
    return home->second.ownAddress;
}

/// Leaves what it hears to others too.
bool
DiscoveryResponder::OnIcmpv6(const Icmpv6Delivery& delivery)
{
    const auto entry = m_lists.find(delivery.interface);
    if (delivery.type != static_cast<uint8_t>(NeighborMessageType::ROUTER_ADVERTISEMENT) ||
        entry == m_lists.end() || !delivery.header.GetSource().IsLinkLocal())
    {
        return false;
    }
    const auto result = DecodeNeighborMessage(delivery.octets.data(), delivery.octets.size());
    if (const auto* message = std::get_if<NeighborMessage>(&result))
    {
        const bool hasChanged = entry->second.Hear(delivery.header.GetSource(),
                                                   std::get<RouterAdvertisement>(*message),
                                                   Simulator::Now());
        ScheduleExpiry();
        if (hasChanged)
        {
            m_onChange(entry->first, entry->second);
        }
    }
    return false;
}

bool
DiscoveryResponder::OnRequest(const MobilityIcmpv6Delivery& delivery)
{
    const auto entry = m_homes.find(delivery.destination);
    if (entry == m_homes.end() || entry->second.validUntil <= Simulator::Now() ||
        !IsUnicastRoutable(delivery.wireSource))
    {
        return false;
    }
    const Home home = entry->second;
    Envelope envelope;
    envelope.source = home.ownAddress;
    envelope.destination = delivery.wireSource;
    const auto& request = std::get<HomeAgentAddressDiscoveryRequest>(delivery.message);
    m_port->Send(MakeReply(request, home.interface), envelope);
    return true;
}

HomeAgentAddressDiscoveryReply
DiscoveryResponder::MakeReply(const HomeAgentAddressDiscoveryRequest& request,
                              uint32_t interface) const
{
    const HomeAgentsList& list = m_lists.at(interface);
    const Time now = Simulator::Now();
    HomeAgentAddressDiscoveryReply reply;
    reply.identifier = request.identifier;
    reply.homeAgents = list.ReplyOrder(request.mobileRouter, now, m_random);
    reply.mobileRouter = request.mobileRouter && !reply.homeAgents.empty();
    if (request.mobileRouter && !reply.mobileRouter)
    {
        // RFC 3963 section 7.2: those who serve mobile nodes only, and R says so.
        reply.homeAgents = list.ReplyOrder(false, now, m_random);
    }
    return reply;
}

void
DiscoveryResponder::Expire()
{
    for (auto& [interface, list] : m_lists)
    {
        if (list.Expire(Simulator::Now()))
        {
            m_onChange(interface, list);
        }
    }
    ScheduleExpiry();
}

void
DiscoveryResponder::ScheduleExpiry()
{
    Time next = Time::Max();
    for (const auto& [interface, list] : m_lists)
    {
        next = std::min(next, list.NextExpiry().value_or(Time::Max()));
    }
    if (next == Time::Max())
    {
        m_expiry.Cancel();
        return;
    }
    m_expiry.Schedule(std::max(next - Simulator::Now(), Time(0)), [this] { Expire(); });
}

} // namespace ns3::nemo
