// SPDX-License-Identifier: GPL-2.0-only
// The end of tunnels in PacketPath: what may come out, and its delivery.
#include "ns3/mip6-held.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/mip6-listener-message.h"
#include "ns3/mip6-packet-path.h"

#include <algorithm>

namespace ns3::nemo
{

namespace
{

/// What of Multicast Listener Discovery is tunnelled although its source is link-local: RFC 6275
/// section 10.4.3.
bool
IsListener(Ptr<const Packet> packet)
{
    constexpr uint32_t WINDOW = 256; // whatever may stand before the message
    Octets octets(std::min(packet->GetSize(), WINDOW));
    packet->CopyData(octets.data(), static_cast<uint32_t>(octets.size()));
    return IsListenerPacket(octets.data(), octets.size());
}

} // namespace

void
PacketPath::Decapsulate(Ptr<Packet> packet, const Ipv6Header& outer, Ptr<Ipv6Interface> interface)
{
    // What is inside is delivered within this call.
    const Held<uint32_t> unwound(m_unwound, m_unwound + 1);
    if (m_unwound > MOST_NESTED)
    {
        Drop(DropReason::TUNNEL_NESTING, packet);
        return;
    }
    if (packet->GetSize() < IPV6_HEADER_SIZE)
    {
        Drop(DropReason::TRUNCATED, packet);
        return;
    }
    if (m_signals.tunnelled && m_signals.tunnelled(outer, packet))
    {
        return;
    }
    std::optional<uint32_t> arrivedBy;
    if (!m_tunnel && !m_arrival)
    {
        arrivedBy = static_cast<uint32_t>(m_ipv6->GetInterfaceForDevice(interface->GetDevice()));
    }
    if (const auto refused = JudgeTunnel(packet, outer, arrivedBy))
    {
        Drop(*refused, packet);
        return;
    }
    m_decapsulated(outer, packet);
    const TunnelArrival tunnel{outer.GetSource(),
                               outer.GetDestination(),
                               m_arrival ? m_arrival->protection : std::nullopt};
    const Held<const TunnelArrival*> heldTunnel(m_tunnel, &tunnel);
    const Held<const Arrival*> heldArrival(m_arrival, nullptr);
    Ipv6Header inner;
    packet->PeekHeader(inner);
    const auto routed = inner.GetSource().IsLinkLocal() ? m_routed(outer, inner) : std::nullopt;
    const Ptr<NetDevice> device = routed && routed->device ? routed->device : m_tunnelDevice;
    m_ipv6->Receive(device,
                    packet,
                    Ipv6L3Protocol::PROT_NUMBER,
                    device->GetAddress(),
                    device->GetAddress(),
                    NetDevice::PACKET_HOST);
}

std::optional<DropReason>
PacketPath::JudgeTunnel(Ptr<const Packet> packet,
                        const Ipv6Header& outer,
                        std::optional<uint32_t> interface) const
{
    Ipv6Header inner;
    packet->PeekHeader(inner);
    const bool isProtected = m_arrival && m_arrival->protection;
    if (inner.GetSource().IsLinkLocal() && IsListener(packet))
    {
        return JudgeListener(packet, outer, interface);
    }
    std::optional<RoutedTunnel> routed;
    if (!isProtected)
    {
        const auto refused =
            m_judge ? m_judge(outer, inner, interface) : DropReason::REVERSE_TUNNEL_SOURCE_MISMATCH;
        routed = refused ? m_routed(outer, inner) : std::nullopt;
        if ((refused && !routed) || !Secures())
        {
            return routed ? std::nullopt : refused;
        }
    }
    auto homes = m_authority->TunnelHomes(inner.GetSource(), inner.GetDestination());
    routed = isProtected ? m_routed(outer, inner) : routed;
    if (routed)
    {
        homes.push_back(routed->homeAddress);
    }
    return JudgeSecurity(packet, outer, homes);
}

std::optional<DropReason>
PacketPath::JudgeListener(Ptr<const Packet> packet,
                          const Ipv6Header& outer,
                          std::optional<uint32_t> interface) const
{
    const auto homes =
        m_authority->HomesBehind(outer.GetSource(), outer.GetDestination(), interface);
    if (homes.empty())
    {
        return DropReason::REVERSE_TUNNEL_SOURCE_MISMATCH;
    }
    return Secures() ? JudgeSecurity(packet, outer, homes) : std::nullopt;
}

std::optional<DropReason>
PacketPath::JudgeSecurity(Ptr<const Packet> packet,
                          const Ipv6Header& outer,
                          const std::vector<Ipv6Address>& homes) const
{
    const SecurityEnds ends{outer.GetDestination(), outer.GetSource()};
    if (m_arrival && m_arrival->protection)
    {
        // RFC 3963 section 3: the association proves more than the outer source could.
        const Protection& protection = *m_arrival->protection;
        return std::find(homes.begin(), homes.end(), protection.homeAddress) == homes.end()
                   ? DropReason::ASSOCIATION_MISMATCH
                   : m_security->JudgeTunnelled(protection.homeAddress, ends, packet, &protection);
    }
    for (const Ipv6Address& home : homes)
    {
        if (const auto refused = m_security->JudgeTunnelled(home, ends, packet, nullptr))
        {
            return refused;
        }
    }
    return std::nullopt;
}

} // namespace ns3::nemo
