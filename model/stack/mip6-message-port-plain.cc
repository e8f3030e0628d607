// SPDX-License-Identifier: GPL-2.0-only
// Signals that need no header of ours.
#include "ns3/ipv6-route.h"
#include "ns3/ipv6-routing-protocol.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/mip6-message-port.h"

namespace ns3::nemo
{

/// Nothing to add: an ordinary packet, which steering may still tunnel.
uint32_t
MessagePort::SendPlain(Ptr<Packet> packet, uint8_t nextHeader, const Envelope& envelope)
{
    Ipv6Header header;
    header.SetSource(envelope.source);
    header.SetDestination(envelope.destination);
    header.SetNextHeader(nextHeader);
    const int32_t from = envelope.source.IsLinkLocal() || envelope.destination.IsLinkLocal()
                             ? m_ipv6->GetInterfaceForAddress(envelope.source)
                             : -1;
    const Ptr<NetDevice> device =
        from < 0 ? nullptr : m_ipv6->GetNetDevice(static_cast<uint32_t>(from));
    Socket::SocketErrno error = Socket::ERROR_NOTERROR;
    const auto route = m_ipv6->GetRoutingProtocol()->RouteOutput(packet, header, device, error);
    if (!route)
    {
        m_path->Drop(DropReason::NO_ROUTE, packet);
        return 0;
    }
    const uint32_t size = packet->GetSize() + IPV6_HEADER_SIZE;
    SocketIpv6HopLimitTag tag;
    tag.SetHopLimit(m_hopLimit);
    packet->AddPacketTag(tag);
    // By way of the transform device it may still end in PacketPath, which ns-3 does not tell.
    const uint64_t dropped = m_path->GetDropped();
    m_ipv6->Send(packet, envelope.source, envelope.destination, nextHeader, route);
    return m_path->GetDropped() == dropped ? size : 0;
}

} // namespace ns3::nemo
