// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-mobility-routing.h"

#include "ns3/abort.h"
#include "ns3/icmpv6-header.h"
#include "ns3/icmpv6-l4-protocol.h"
#include "ns3/ipv6-route.h"
#include "ns3/mip6-end-system-model.h"
#include "ns3/mip6-icmpv6-error.h"
#include "ns3/mip6-link-scope.h"

#include <algorithm>
#include <limits>

// Where mobility meets ns-3's routing; mip6-mobility-routing-actions.cc has what becomes of a
// packet.

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(MobilityRouting);

namespace
{

constexpr int16_t FIRST_ASKED = 1000;
/// What is for a link-local address that is kept for somebody: unreachable, code 3.
const SteeringAction DEFENDED{Verdict::REFUSE, {}, 3, DropReason::BEYOND_SCOPE};

} // namespace

TypeId
MobilityRouting::GetTypeId()
{
    static TypeId tid = TypeId("ns3::nemo::MobilityRouting")
                            .SetParent<Ipv6RoutingProtocol>()
                            .SetGroupName("Nemo")
                            .AddConstructor<MobilityRouting>();
    return tid;
}

void
MobilityRouting::Attach(Ptr<Node> node, Ptr<Steering> steering, Ptr<PacketPath> path)
{
    m_ipv6 = node->GetObject<Ipv6L3Protocol>();
    m_icmpv6 = DynamicCast<MobilityIcmpv6>(m_ipv6->GetIcmpv6());
    const auto list = DynamicCast<Ipv6ListRouting>(m_ipv6->GetRoutingProtocol());
    NS_ABORT_MSG_UNLESS(list,
                        "Mobility needs Ipv6ListRouting: give the InternetStackHelper an "
                        "Ipv6ListRoutingHelper (with static routing at priority 0)");
    m_steering = steering;
    m_path = path;
    m_device = CreateObject<VirtualNetDevice>();
    m_device->SetAddress(Mac48Address::Allocate());
    // The device itself never limits: PacketPath knows the MTU of each path and tells sources.
    m_device->SetMtu(std::numeric_limits<uint16_t>::max());
    m_device->SetNeedsArp(false);
    m_device->SetSendCallback(MakeCallback(&MobilityRouting::DeviceSend, this));
    node->AddDevice(m_device);
    m_interface = m_ipv6->AddInterface(m_device);
    m_ipv6->SetUp(m_interface);
    m_ipv6->SetForwarding(m_interface, true);
    m_path->SetTunnelDevice(m_device);
    list->AddRoutingProtocol(this, FIRST_ASKED);
    m_others.Attach(m_ipv6, PeekPointer(list), this, m_device);
    if (SetEndSystemModel(*m_ipv6, true))
    {
        m_ipv6->TraceConnectWithoutContext("Rx", MakeCallback(&MobilityRouting::OnArrival, this));
    }
}

void
MobilityRouting::DoDispose()
{
    if (m_device)
    {
        m_device->SetSendCallback({});
    }
    m_others.Detach();
    m_ipv6 = nullptr;
    m_icmpv6 = nullptr;
    m_steering = nullptr;
    m_path = nullptr;
    m_device = nullptr;
    m_isProxied = nullptr;
    m_groups = nullptr;
    Ipv6RoutingProtocol::DoDispose();
}

void
MobilityRouting::SetProxyQuery(ProxyQuery query)
{
    m_isProxied = std::move(query);
}

void
MobilityRouting::SetGroupForwarder(GroupForwarder forwarder)
{
    m_groups = std::move(forwarder);
}

const PlainRouting&
MobilityRouting::Others() const
{
    return m_others;
}

uint32_t
MobilityRouting::GetTransformInterface() const
{
    return m_interface;
}

bool
MobilityRouting::RouteInput(Ptr<const Packet> packet,
                            const Ipv6Header& header,
                            Ptr<const NetDevice> device,
                            RouteInputArguments::At<3> unicast,
                            RouteInputArguments::At<4> multicast,
                            RouteInputArguments::At<5> deliver,
                            RouteInputArguments::At<6> error)
{
    const auto interface = static_cast<uint32_t>(m_ipv6->GetInterfaceForDevice(device));
    if (header.GetSource().IsMulticast()) // RFC 4291 section 2.7
    {
        m_path->Drop(DropReason::BAD_ADDRESS, packet);
        return true;
    }
    if (header.GetDestination().IsMulticast())
    {
        if (IsForProxiedPrefix(packet, header, interface))
        {
            deliver(packet, header, interface);
            return true;
        }
        return RouteGroup(packet, header, interface, deliver);
    }
    // Neighbours ask by their link-local addresses, and for the one that is kept for a home
    // address.
    if (IsForProxy(packet, header, interface) || m_steering->IsAnycast(header.GetDestination()))
    {
        deliver(packet, header, interface);
        return true;
    }
    if (IsForDefended(header, interface))
    {
        // RFC 6275 section 10.4.2: what stays on the link is not for who has left it.
        Refuse(DEFENDED, packet, header);
        return true;
    }
    if (StaysOnLink(header.GetDestination()) || header.GetSource().IsLinkLocal())
    {
        return false;
    }
    if (const auto refused = JudgeForwarded(packet, header, interface))
    {
        m_path->Drop(*refused, packet);
        return true;
    }
    const SteeringAction& action = ActionForForwarded(packet, header);
    switch (action.verdict)
    {
    case Verdict::PASS:
        return m_others.IsLinkAddressLacking() &&
               m_others.Forward(packet, header, device, unicast, multicast, deliver, error);
    case Verdict::TRANSFORM:
        Forward(action.transform, packet, header, device, unicast);
        return true;
    case Verdict::REFUSE:
        Refuse(action, packet, header);
        return true;
    case Verdict::DROP:
        m_path->Drop(action.reason, packet);
        return true;
    }
    return false;
}

void
MobilityRouting::Forward(const Transform& transform,
                         Ptr<const Packet> packet,
                         const Ipv6Header& header,
                         Ptr<const NetDevice> device,
                         const UnicastForwardCallback& unicast)
{
    if (!m_path->Fits(packet, header, transform))
    {
        return;
    }
    m_pending = Pending{&transform, header.GetDestination()};
    unicast(device, RouteToTransform(header.GetSource(), header.GetDestination()), packet, header);
    // Not used if the hop limit ran out.
    m_pending.reset();
}

void
MobilityRouting::Refuse(const SteeringAction& action,
                        Ptr<const Packet> packet,
                        const Ipv6Header& header)
{
    SendIcmpv6Error(*m_ipv6->GetIcmpv6(),
                    {Icmpv6Header::ICMPV6_ERROR_DESTINATION_UNREACHABLE, action.icmpCode},
                    header,
                    packet);
    m_path->Drop(action.reason, packet);
}

bool
MobilityRouting::DeviceSend(Ptr<Packet> packet, const Address&, const Address&, uint16_t)
{
    Ipv6Header header;
    packet->RemoveHeader(header);
    if (IsUnknownToNs3(header.GetDestination()))
    {
        m_path->Drop(DropReason::BEYOND_SCOPE, packet);
        return false;
    }
    if (StaysOnLink(header.GetDestination()))
    {
        // The device has a link-local address like any other, but there is no link behind it.
        return false;
    }
    if (header.GetSource().IsAny()) // RFC 4291 section 2.5.2
    {
        m_path->Drop(DropReason::NO_SOURCE, packet);
        return false;
    }
    if (m_pending && m_pending->destination == header.GetDestination())
    {
        const Transform& transform = *m_pending->transform;
        m_pending.reset();
        return m_path->Output(packet, header, transform, PacketPath::Origin::FORWARDED) > 0;
    }
    const SteeringAction& action =
        ActionForOriginated(header.GetSource(), header.GetDestination(), header.GetNextHeader());
    if (action.verdict == Verdict::TRANSFORM)
    {
        return m_path->Output(packet, header, action.transform) > 0;
    }
    m_path->Drop(action.verdict == Verdict::PASS ? DropReason::NO_TUNNEL : action.reason, packet);
    return false;
}

void
MobilityRouting::NotifyInterfaceUp(uint32_t)
{
    m_others.Forget();
}

void
MobilityRouting::NotifyInterfaceDown(uint32_t)
{
    m_others.Forget();
}

void
MobilityRouting::NotifyAddAddress(uint32_t, Ipv6InterfaceAddress)
{
    m_others.Forget();
}

void
MobilityRouting::NotifyRemoveAddress(uint32_t, Ipv6InterfaceAddress)
{
    m_others.Forget();
}

void
MobilityRouting::NotifyAddRoute(Ipv6Address, Ipv6Prefix, Ipv6Address, uint32_t, Ipv6Address)
{
}

void
MobilityRouting::NotifyRemoveRoute(Ipv6Address, Ipv6Prefix, Ipv6Address, uint32_t, Ipv6Address)
{
}

void
MobilityRouting::SetIpv6(Ptr<Ipv6>)
{
}

void
MobilityRouting::PrintRoutingTable(Ptr<OutputStreamWrapper>, Time::Unit) const
{
}

} // namespace ns3::nemo
