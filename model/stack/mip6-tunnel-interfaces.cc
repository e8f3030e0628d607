// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-tunnel-interfaces.h"

#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/simulator.h"
#include "ns3/udp-l4-protocol.h"

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(TunnelInterfaces);

namespace
{

/// Messages of the routing protocol fit into one packet of any link, tunnelled and protected.
/// RFC 8200 section 5 less what is added.

/// Of this link, as seen by whoever speaks a routing protocol.
bool
IsOfLink(const Ipv6Address& address)
{
    return address.IsLinkLocal() || address.IsLinkLocalMulticast();
}

} // namespace

TypeId
TunnelInterfaces::GetTypeId()
{
    static TypeId tid = TypeId("ns3::nemo::TunnelInterfaces")
                            .SetParent<Object>()
                            .SetGroupName("Nemo")
                            .AddConstructor<TunnelInterfaces>();
    return tid;
}

void
TunnelInterfaces::Attach(Ptr<Node> node,
                         Ptr<InterfaceTable> interfaces,
                         Ptr<Steering> steering,
                         Ptr<PacketPath> path,
                         Ptr<MobilityRouting> routing)
{
    m_node = node;
    m_interfaces = interfaces;
    m_steering = steering;
    m_path = path;
    m_routing = routing;
    m_path->SetRoutedTunnels(
        [this](const Ipv6Header& outer, const Ipv6Header& inner) { return Judge(outer, inner); });
}

void
TunnelInterfaces::DoDispose()
{
    for (auto& [home, tunnel] : m_tunnels)
    {
        tunnel.device->SetSendCallback({});
    }
    m_tunnels.clear();
    m_node = nullptr;
    m_interfaces = nullptr;
    m_steering = nullptr;
    m_path = nullptr;
    m_routing = nullptr;
    Object::DoDispose();
}

TunnelInterfaces::Tunnel&
TunnelInterfaces::Make(const Ipv6Address& homeAddress)
{
    const auto device = CreateObject<VirtualNetDevice>();
    device->SetAddress(Mac48Address::Allocate());
    device->SetMtu(IPV6_MINIMUM_MTU);
    device->SetNeedsArp(false);
    device->SetSendCallback(MakeCallback(&TunnelInterfaces::Send, this, homeAddress));
    m_node->AddDevice(device);
    const uint32_t interface = m_interfaces->AddInterface(device);
    m_interfaces->SetForwarding(interface, true);
    return m_tunnels
        .emplace(homeAddress, Tunnel{device, interface, Side::HOME_AGENT, true, std::nullopt})
        .first->second;
}

uint32_t
TunnelInterfaces::Open(const Ipv6Address& homeAddress, Side side)
{
    const auto known = m_tunnels.find(homeAddress);
    Tunnel& tunnel = known == m_tunnels.end() ? Make(homeAddress) : known->second;
    tunnel.side = side;
    tunnel.isOpen = true;
    return tunnel.interface;
}

void
TunnelInterfaces::Direct(const Ipv6Address& homeAddress, const LeavingRule& rule)
{
    const auto known = m_tunnels.find(homeAddress);
    if (known == m_tunnels.end() || !known->second.isOpen)
    {
        return;
    }
    const bool isThere = rule.action.verdict == Verdict::TRANSFORM;
    known->second.action = isThere ? std::optional(rule.action) : std::nullopt;
    m_steering->Leaving(known->second.interface, rule);
}

void
TunnelInterfaces::Close(const Ipv6Address& homeAddress)
{
    const auto known = m_tunnels.find(homeAddress);
    if (known != m_tunnels.end() && known->second.isOpen)
    {
        known->second.isOpen = false;
        known->second.action.reset();
        m_steering->ForgetLeaving(known->second.interface);
    }
}

std::optional<uint32_t>
TunnelInterfaces::Find(const Ipv6Address& homeAddress) const
{
    const auto known = m_tunnels.find(homeAddress);
    return known == m_tunnels.end() || !known->second.isOpen
               ? std::nullopt
               : std::optional(known->second.interface);
}

void
TunnelInterfaces::Reset()
{
    for (auto& [home, tunnel] : m_tunnels)
    {
        tunnel.isOpen = false;
        tunnel.action.reset();
    }
}

/// What the routing table leads out by the interface does not come here: MobilityRouting sees it
/// first.
bool
TunnelInterfaces::Send(Ipv6Address homeAddress,
                       Ptr<Packet> packet,
                       const Address&,
                       const Address&,
                       uint16_t)
{
    const Tunnel& tunnel = m_tunnels.at(homeAddress);
    Ipv6Header header;
    packet->RemoveHeader(header);
    const bool isRouting = header.GetNextHeader() == UdpL4Protocol::PROT_NUMBER &&
                           header.GetSource().IsLinkLocal() && IsOfLink(header.GetDestination());
    if (!isRouting)
    {
        if (!header.GetSource().IsLinkLocal())
        {
            m_path->Drop(DropReason::NO_TUNNEL, packet);
        }
        return false;
    }
    // RIPng goes through its interfaces in the order of their sockets' places in memory; what
    // leaves in one moment is to be in the same order each time.
    Simulator::Schedule(
        NanoSeconds(tunnel.interface),
        [self = Ptr<TunnelInterfaces>(this), homeAddress, packet, header]() {
            const auto known = self->m_tunnels.find(homeAddress);
            if (known != self->m_tunnels.end() && known->second.action)
            {
                self->m_path->Output(packet, header, known->second.action->transform);
            }
            else if (self->m_path)
            {
                self->m_path->Drop(DropReason::NO_TUNNEL, packet);
            }
        });
    return true;
}

std::optional<RoutedTunnel>
TunnelInterfaces::Judge(const Ipv6Header& outer, const Ipv6Header& inner) const
{
    for (const auto& [home, tunnel] : m_tunnels)
    {
        const bool isIt = tunnel.action &&
                          tunnel.action->transform.destination == outer.GetSource() &&
                          tunnel.action->transform.source == outer.GetDestination();
        if (!isIt)
        {
            continue;
        }
        if (inner.GetSource().IsLinkLocal())
        {
            // RFC 3963 section 8: link-local sources are allowed, and not forwarded.
            return inner.GetNextHeader() == UdpL4Protocol::PROT_NUMBER &&
                           IsOfLink(inner.GetDestination())
                       ? std::optional(RoutedTunnel{home, tunnel.device})
                       : std::nullopt;
        }
        if (MayComeOut(tunnel, inner))
        {
            return RoutedTunnel{home, nullptr};
        }
    }
    return std::nullopt;
}

bool
TunnelInterfaces::MayComeOut(const Tunnel& tunnel, const Ipv6Header& inner) const
{
    switch (tunnel.side)
    {
    case Side::HOME_AGENT:
        return m_routing->Others().ExitTo(inner.GetSource()) == tunnel.interface;
    case Side::MOBILE_ROUTER: {
        const auto exit = m_routing->Others().ExitTo(inner.GetDestination());
        return exit && !m_steering->LeavingBy(*exit);
    }
    }
    return false;
}

} // namespace ns3::nemo
