// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-dynamic-routing.h"

#include "ns3/inet6-socket-address.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/ipv6-list-routing.h"
#include "ns3/ripng-header.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/udp-socket-factory.h"

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(DynamicRouting);

namespace
{

constexpr uint16_t RIPNG_PORT = 521;    ///< RFC 2080 section 2.1.
constexpr uint8_t INFINITY_METRIC = 16; ///< RFC 2080 section 2.1.
constexpr uint8_t HOP_LIMIT = 255;      ///< RFC 2080 section 2.4.2.

Ipv6Address
RipRouters()
{
    return "ff02::9";
}

/// Forget what was learned on an interface, and its network. ns-3 takes a network that it has
/// invalidated and not deleted yet for a valid one when another router says that it is unreachable,
/// so it is deleted at once.
void
ForgetInterface(Ptr<RipNg> protocol, uint32_t interface)
{
    TimeValue delay;
    protocol->GetAttribute("GarbageCollectionDelay", delay);
    protocol->SetAttribute("GarbageCollectionDelay", TimeValue(Time(0)));
    protocol->NotifyInterfaceDown(interface);
    protocol->SetAttribute("GarbageCollectionDelay", delay);
}

} // namespace

TypeId
DynamicRouting::GetTypeId()
{
    static TypeId tid = TypeId("ns3::nemo::DynamicRouting")
                            .SetParent<Object>()
                            .SetGroupName("Nemo")
                            .AddConstructor<DynamicRouting>();
    return tid;
}

void
DynamicRouting::Attach(Ptr<Node> node, Ptr<InterfaceTable> interfaces, uint32_t transformInterface)
{
    m_node = node;
    m_interfaces = interfaces;
    m_transformInterface = transformInterface;
    if (const auto protocol = Find())
    {
        auto excluded = protocol->GetInterfaceExclusions();
        excluded.insert(transformInterface);
        protocol->SetInterfaceExclusions(excluded);
        // Behind the protocol's own start, which opens the socket of the group.
        Simulator::ScheduleNow(&DynamicRouting::LimitGroup, Ptr<DynamicRouting>(this));
    }
}

void
DynamicRouting::DoDispose()
{
    m_node = nullptr;
    m_interfaces = nullptr;
    Object::DoDispose();
}

Ptr<RipNg>
DynamicRouting::Find() const
{
    const auto ipv6 = m_node ? m_node->GetObject<Ipv6L3Protocol>() : nullptr;
    const auto list =
        ipv6 ? DynamicCast<Ipv6ListRouting>(ipv6->GetRoutingProtocol()) : Ptr<Ipv6ListRouting>();
    for (uint32_t i = 0; list && i < list->GetNRoutingProtocols(); ++i)
    {
        int16_t priority = 0;
        if (const auto protocol = DynamicCast<RipNg>(list->GetRoutingProtocol(i, priority)))
        {
            return protocol;
        }
    }
    return nullptr;
}

bool
DynamicRouting::IsThere() const
{
    return Find() != nullptr;
}

void
DynamicRouting::SetMember(uint32_t interface, bool isMember)
{
    if (isMember && m_members.insert(interface).second)
    {
        m_interfaces->JoinGroup(RipRouters(), interface);
    }
    else if (!isMember && m_members.erase(interface) > 0)
    {
        m_interfaces->LeaveGroup(RipRouters(), interface);
    }
}

void
DynamicRouting::LimitGroup()
{
    const auto protocol = Find();
    if (!protocol)
    {
        return;
    }
    const auto ipv6 = m_node->GetObject<Ipv6L3Protocol>();
    if (ipv6->IsRegisteredMulticastAddress(RipRouters()))
    {
        ipv6->RemoveMulticastAddress(RipRouters());
    }
    const auto excluded = protocol->GetInterfaceExclusions();
    for (uint32_t i = 1; i < ipv6->GetNInterfaces(); ++i)
    {
        SetMember(i, excluded.count(i) == 0);
    }
}

bool
DynamicRouting::IsSpeaking(uint32_t interface) const
{
    const auto protocol = Find();
    return protocol && protocol->GetInterfaceExclusions().count(interface) == 0;
}

void
DynamicRouting::Speak(uint32_t interface)
{
    const auto protocol = Find();
    if (!protocol || interface == m_transformInterface)
    {
        return;
    }
    auto excluded = protocol->GetInterfaceExclusions();
    const bool wasSilent = excluded.erase(interface) > 0;
    protocol->SetInterfaceExclusions(excluded);
    if (wasSilent)
    {
        protocol->NotifyInterfaceUp(interface);
    }
    LimitGroup();
    Ask(interface);
}

void
DynamicRouting::BeSilent(uint32_t interface)
{
    const auto protocol = Find();
    auto excluded = protocol ? protocol->GetInterfaceExclusions() : std::set<uint32_t>();
    if (!protocol || excluded.count(interface) > 0)
    {
        return;
    }
    ForgetInterface(protocol, interface);
    excluded.insert(interface);
    protocol->SetInterfaceExclusions(excluded);
    LimitGroup();
}

void
DynamicRouting::SetMetric(uint32_t interface, uint8_t metric)
{
    if (const auto protocol = Find())
    {
        protocol->SetInterfaceMetric(interface, metric);
    }
}

void
DynamicRouting::Ask(uint32_t interface)
{
    if (IsSpeaking(interface))
    {
        Simulator::ScheduleNow(&DynamicRouting::SendRequest, Ptr<DynamicRouting>(this), interface);
    }
}

void
DynamicRouting::SendRequest(uint32_t interface)
{
    if (!m_node || !IsSpeaking(interface))
    {
        return;
    }
    const auto socket = Socket::CreateSocket(m_node, UdpSocketFactory::GetTypeId());
    socket->BindToNetDevice(m_interfaces->DeviceOf(interface));
    // ns-3 answers to RIPng's port, whichever a request for the whole table comes from.
    socket->Bind(Inet6SocketAddress(m_interfaces->LinkLocalAddress(interface), 0));
    const auto packet = Create<Packet>();
    SocketIpv6HopLimitTag tag;
    tag.SetHopLimit(HOP_LIMIT);
    packet->AddPacketTag(tag);
    RipNgHeader request;
    request.SetCommand(RipNgHeader::REQUEST);
    RipNgRte everything;
    everything.SetPrefix(Ipv6Address::GetAny());
    everything.SetPrefixLen(0);
    everything.SetRouteMetric(INFINITY_METRIC);
    request.AddRte(everything);
    packet->AddHeader(request);
    socket->SendTo(packet, 0, Inet6SocketAddress(RipRouters(), RIPNG_PORT));
    socket->Close();
}

void
DynamicRouting::PowerOff()
{
    const auto protocol = Find();
    for (const uint32_t interface : m_members)
    {
        ForgetInterface(protocol, interface);
    }
}

void
DynamicRouting::PowerOn()
{
    const auto protocol = Find();
    for (const uint32_t interface : m_members)
    {
        protocol->NotifyInterfaceUp(interface);
        Ask(interface);
    }
}

} // namespace ns3::nemo
