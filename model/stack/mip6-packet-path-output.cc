// SPDX-License-Identifier: GPL-2.0-only
// The way out of PacketPath: the exit, encapsulation, extension headers, fragments.
#include "ns3/ipv6-extension-demux.h"
#include "ns3/ipv6-route.h"
#include "ns3/ipv6-routing-protocol.h"
#include "ns3/mip6-held.h"
#include "ns3/mip6-icmpv6-error.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/mip6-packet-path-parts.h"
#include "ns3/mip6-raw-header.h"
#include "ns3/mip6-tunnel-circle.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <list>

namespace ns3::nemo
{

namespace
{

constexpr uint32_t MOST_ADDED = 128; ///< More than any tunnel adds to a packet.

/// The most common transform, a plain tunnel, has no extension headers: nothing to lay out.
bool
HasHeaders(const Transform& transform)
{
    return transform.routing || transform.homeAddress || transform.encapsulationLimit ||
           !transform.options.empty();
}

/// The octets that are left for a packet where so many leave.
uint32_t
Room(std::size_t room, const ExtensionChain& chain, const SealingAssociation* association)
{
    if (!association)
    {
        return static_cast<uint32_t>(room - chain.Size());
    }
    uint8_t ignored = 0;
    return static_cast<uint32_t>(association->Room(room - chain.SerialiseFront(0, ignored).size()) -
                                 chain.SerialiseBack(0, ignored).size());
}

} // namespace

ExtensionChain
PacketPath::ChainOf(const Transform& transform) const
{
    ExtensionChain chain;
    if (transform.routing)
    {
        chain.routing = RoutingHeader{m_format.routingType, *transform.routing, 1, {}};
    }
    chain.homeAddress = transform.homeAddress;
    chain.homeAddressType = m_format.homeAddressType;
    chain.encapsulationLimit = transform.encapsulationLimit;
    chain.options = transform.options;
    return chain;
}

uint32_t
PacketPath::RoomOf(const Transform& transform,
                   uint32_t mtu,
                   const SealingAssociation* association) const
{
    return Room(mtu - (transform.encapsulate ? IPV6_HEADER_SIZE : 0),
                HasHeaders(transform) ? ChainOf(transform) : ExtensionChain(),
                association);
}

std::optional<PacketPath::Exit>
PacketPath::FindExit(const Transform& transform) const
{
    Exit exit;
    if (transform.interface && transform.neighbour)
    {
        exit.interface = m_ipv6->GetInterface(*transform.interface);
        exit.nextHop = transform.destination;
    }
    else
    {
        Ipv6Header wire;
        wire.SetSource(transform.source);
        wire.SetDestination(transform.destination);
        Ptr<NetDevice> device =
            transform.interface ? m_ipv6->GetNetDevice(*transform.interface) : nullptr;
        Socket::SocketErrno error = Socket::ERROR_NOTERROR;
        const auto route = m_ipv6->GetRoutingProtocol()->RouteOutput(nullptr, wire, device, error);
        if (!route)
        {
            return std::nullopt;
        }
        const auto number = m_ipv6->GetInterfaceForDevice(route->GetOutputDevice());
        exit.interface = m_ipv6->GetInterface(static_cast<uint32_t>(number));
        exit.nextHop = route->GetGateway().IsAny() ? transform.destination : route->GetGateway();
    }
    exit.mtu = exit.interface->GetDevice()->GetMtu();
    if (const auto learned = m_pathMtu.Get(transform.destination, Simulator::Now()))
    {
        exit.mtu = std::min(exit.mtu, *learned);
    }
    return exit;
}

std::optional<uint32_t>
PacketPath::InnerMtu(const Transform& transform) const
{
    const auto exit = FindExit(transform);
    if (!exit)
    {
        return std::nullopt;
    }
    const SealingAssociation* association =
        Secures() && transform.encapsulate
            ? m_security->ForTunnel(transform.tunnelHome, {transform.source, transform.destination})
            : nullptr;
    Transform limited = transform;
    if (transform.encapsulate && !transform.encapsulationLimit)
    {
        limited.encapsulationLimit = ConfiguredLimit();
    }
    return RoomOf(limited, exit->mtu, association);
}

bool
PacketPath::Fits(Ptr<const Packet> packet, const Ipv6Header& header, const Transform& transform)
{
    const uint32_t size = packet->GetSize() + header.GetSerializedSize();
    if (size + MOST_ADDED <= IPV6_MINIMUM_MTU)
    {
        return true;
    }
    Transform limited = transform;
    if (transform.encapsulate)
    {
        limited.encapsulationLimit = LimitOf(header, packet);
    }
    const uint32_t room = InnerMtu(limited).value_or(size);
    const uint32_t limit = std::max(room, IPV6_MINIMUM_MTU);
    if (size <= limit)
    {
        // What is cut for a tunnel that it is in already comes back in two pieces, each of which
        // would grow and be cut again. Without a limit nothing else ends that.
        const bool circles =
            size > room && transform.encapsulate && IsWithin(transform, header, packet);
        if (circles)
        {
            Drop(DropReason::TUNNEL_LOOP, packet);
        }
        return !circles;
    }
    // RFC 2473 section 7.1: the tunnel entry point tells the source.
    SendIcmpv6Error(*m_ipv6->GetIcmpv6(),
                    {Icmpv6Header::ICMPV6_ERROR_PACKET_TOO_BIG, 0, limit},
                    header,
                    packet);
    Drop(DropReason::PACKET_TOO_BIG, packet);
    return false;
}

uint32_t
PacketPath::Output(Ptr<Packet> packet,
                   const Ipv6Header& header,
                   const Transform& transform,
                   Origin origin)
{
    const bool namesSource = !transform.source.IsAny() || header.GetSource().IsAny();
    if (!namesSource || transform.destination.IsAny())
    {
        Transform own = transform;
        own.source = namesSource ? transform.source : header.GetSource();
        own.destination =
            transform.destination.IsAny() ? header.GetDestination() : transform.destination;
        return Output(packet, header, own, origin);
    }
    if (transform.encapsulate && !transform.encapsulationLimit)
    {
        if (!MayEnterTunnel(header, packet))
        {
            return 0;
        }
        if (const auto limit = LimitOf(header, packet))
        {
            Transform limited = transform;
            limited.encapsulationLimit = limit;
            return Output(packet, header, limited, origin);
        }
    }
    const Held<uint32_t> depth(m_depth, m_depth + 1);
    const bool wouldRepeat = transform.encapsulate && header.GetSource() == transform.source &&
                             header.GetDestination() == transform.destination;
    if (wouldRepeat || m_depth > MOST_NESTED)
    {
        // RFC 2473 section 4.1.2: a tunnel packet does not enter its own tunnel again.
        Drop(DropReason::TUNNEL_LOOP, packet);
        return 0;
    }
    const auto exit = FindExit(transform);
    if (!exit)
    {
        Drop(DropReason::NO_ROUTE, packet);
        return 0;
    }
    const bool mayCarry = m_riders && origin == Origin::LOCAL && !transform.encapsulate &&
                          transform.options.empty() && !transform.authenticate;
    if (mayCarry)
    {
        if (const auto sent = OutputWithRider(packet, header, transform, exit->mtu))
        {
            return *sent;
        }
    }
    if (transform.authenticate)
    {
        return EmitSigned(packet, header, transform, *exit);
    }
    SealingAssociation* const association = AssociationFor(packet, header, transform);
    if (!transform.encapsulate)
    {
        Ipv6Header wire = header;
        wire.SetSource(transform.source);
        wire.SetDestination(transform.destination);
        return association ? EmitSealed(packet, wire, transform, *exit, *association)
                           : Emit(packet, wire, transform, *exit);
    }
    const uint32_t mtu = std::max(RoomOf(transform, exit->mtu, association), IPV6_MINIMUM_MTU);
    if (origin == Origin::LOCAL && packet->GetSize() + IPV6_HEADER_SIZE > mtu)
    {
        return CutAndEncapsulate(packet, header, transform, *exit, mtu);
    }
    return Encapsulate(packet, header, transform, *exit, association);
}

uint32_t
PacketPath::CutAndEncapsulate(Ptr<Packet> packet,
                              const Ipv6Header& header,
                              const Transform& transform,
                              const Exit& exit,
                              uint32_t mtu)
{
    // What this node itself made too big it cuts before the tunnel, as for any interface.
    const auto fragment = DynamicCast<Ipv6ExtensionFragment>(
        m_node->GetObject<Ipv6ExtensionDemux>()->GetExtension(FRAGMENT_HEADER));
    std::list<Ipv6ExtensionFragment::Ipv6PayloadHeaderPair> pieces;
    fragment->GetFragments(packet, header, mtu, pieces);
    uint32_t sent = 0;
    for (const auto& [piece, inner] : pieces)
    {
        sent += Encapsulate(piece, inner, transform, exit, AssociationFor(piece, inner, transform));
    }
    return sent;
}

uint32_t
PacketPath::Encapsulate(Ptr<Packet> packet,
                        const Ipv6Header& header,
                        const Transform& transform,
                        const Exit& exit,
                        SealingAssociation* association)
{
    Ipv6Header inner = header;
    inner.SetPayloadLength(static_cast<uint16_t>(packet->GetSize()));
    packet->AddHeader(inner);
    Ipv6Header outer;
    outer.SetSource(transform.source);
    outer.SetDestination(transform.destination);
    outer.SetNextHeader(IPV6_IN_IPV6);
    outer.SetHopLimit(m_tunnelHopLimit);
    outer.SetTrafficClass(m_copyTrafficClass ? header.GetTrafficClass() : 0);
    outer.SetFlowLabel(m_copyFlowLabel ? header.GetFlowLabel() : 0);
    m_encapsulated(outer, packet);
    return association ? EmitSealed(packet, outer, transform, exit, *association)
                       : Emit(packet, outer, transform, exit);
}

uint32_t
PacketPath::Emit(Ptr<Packet> payload,
                 Ipv6Header header,
                 const Transform& transform,
                 const Exit& exit)
{
    uint32_t size = IPV6_HEADER_SIZE + payload->GetSize();
    if (HasHeaders(transform) || size > exit.mtu)
    {
        const ExtensionChain chain = ChainOf(transform);
        uint8_t first = 0;
        const Octets octets = chain.Serialise(header.GetNextHeader(), first);
        size += static_cast<uint32_t>(octets.size());
        if (size > exit.mtu)
        {
            return EmitFragments(payload, header, chain, exit);
        }
        payload->AddHeader(RawHeader(octets));
        header.SetNextHeader(first);
    }
    header.SetPayloadLength(static_cast<uint16_t>(payload->GetSize()));
    exit.interface->Send(payload, header, exit.nextHop);
    return size;
}

uint32_t
PacketPath::EmitFragments(Ptr<Packet> payload,
                          Ipv6Header header,
                          const ExtensionChain& chain,
                          const Exit& exit)
{
    uint8_t first = 0;
    const Octets back = chain.SerialiseBack(header.GetNextHeader(), first);
    if (!back.empty())
    {
        payload->AddHeader(RawHeader(back));
        header.SetNextHeader(first);
    }
    // RFC 6275 section 6.3: the Home Address option stands before Fragment, in every fragment.
    const Octets front = chain.SerialiseFront(FRAGMENT_HEADER, first);
    const auto fragment = DynamicCast<Ipv6ExtensionFragment>(
        m_node->GetObject<Ipv6ExtensionDemux>()->GetExtension(FRAGMENT_HEADER));
    std::list<Ipv6ExtensionFragment::Ipv6PayloadHeaderPair> pieces;
    fragment->GetFragments(payload, header, exit.mtu - static_cast<uint32_t>(front.size()), pieces);
    uint32_t sent = 0;
    for (auto& [piece, wire] : pieces)
    {
        if (!front.empty())
        {
            piece->AddHeader(RawHeader(front));
            wire.SetNextHeader(first);
        }
        wire.SetPayloadLength(static_cast<uint16_t>(piece->GetSize()));
        sent += piece->GetSize() + IPV6_HEADER_SIZE;
        exit.interface->Send(piece, wire, exit.nextHop);
    }
    return sent;
}

} // namespace ns3::nemo
