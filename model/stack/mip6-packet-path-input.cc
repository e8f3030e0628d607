// SPDX-License-Identifier: GPL-2.0-only
// The way in of PacketPath: the walk over extension headers, the one delivery.
#include "ns3/icmpv6-l4-protocol.h"
#include "ns3/mip6-byte-tags.h"
#include "ns3/mip6-held.h"
#include "ns3/mip6-icmpv6-error.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/mip6-packet-path.h"
#include "ns3/mip6-unicast-routable.h"

#include <algorithm>
#include <limits>

namespace ns3::nemo
{

namespace
{

/// Extension headers are read in a window of this many octets: more than any sane packet has.
constexpr uint32_t WINDOW = 4096;
/// RFC 8200 section 4.1: each header at most once, Destination Options twice.
constexpr int MAX_HEADERS = 8;

} // namespace

struct PacketPath::Walk
{
    Ptr<const Packet> packet; ///< all behind the IPv6 header
    Ipv6Header header;        ///< rewritten on the way
    Arrival arrival;          ///< what the wire said
    Octets octets;            ///< the first part of the packet
    uint32_t at{0};           ///< offset of the next header to read
    uint8_t next{0};          ///< its number
    bool rewritten{false};    ///< an address changed, so the packet must be delivered anew

    /// Go on in this packet, from there on.
    void Take(Ptr<const Packet> from, uint32_t offset)
    {
        packet = from;
        octets.resize(std::min(from->GetSize(), WINDOW));
        from->CopyData(octets.data(), static_cast<uint32_t>(octets.size()));
        at = std::min(offset, static_cast<uint32_t>(octets.size()));
    }

    const uint8_t* Data() const
    {
        return octets.data() + at;
    }

    std::size_t Left() const
    {
        return octets.size() - at;
    }
};

ExtensionResult
PacketPath::Input(Ptr<const Packet> packet,
                  uint32_t offset,
                  const Ipv6Header& header,
                  uint8_t number)
{
    Walk walk;
    walk.header = header;
    if (m_arrival)
    {
        // The rest of a packet that came in fragments, whose first headers were taken off already.
        walk.arrival = *m_arrival;
    }
    else
    {
        walk.arrival.header = header;
        walk.arrival.tunnel = m_tunnel;
    }
    walk.arrival.packet = packet;
    walk.Take(packet, offset);
    walk.next = number;
    if (!Read(walk))
    {
        return {true, 0, 0};
    }
    const uint32_t length = walk.at - offset;
    if (!walk.rewritten && length <= std::numeric_limits<uint8_t>::max())
    {
        return {false, static_cast<uint8_t>(length), walk.next};
    }
    if (walk.header.GetDestination().IsMulticast())
    {
        // ns-3 counts the octets of a header in eight bits, and a group has no owner to ask.
        Drop(DropReason::TRUNCATED, packet);
        return {true, 0, 0};
    }
    Deliver(walk);
    return {true, 0, 0};
}

bool
PacketPath::Read(Walk& walk)
{
    for (int headers = 0;; ++headers)
    {
        const bool isRouting = walk.next == ROUTING_HEADER;
        const bool isOptions = walk.next == DESTINATION_OPTIONS_HEADER;
        if (!isRouting && !isOptions && walk.next != ESP_HEADER)
        {
            return true;
        }
        if (headers == MAX_HEADERS)
        {
            return Refuse(walk, {DropReason::TRUNCATED, std::nullopt, 0, false});
        }
        if (!(isRouting ? ReadRouting(walk) : isOptions ? ReadOptions(walk) : ReadSealed(walk)))
        {
            return false;
        }
    }
}

bool
PacketPath::Refuse(const Walk& walk, const ExtensionError& error)
{
    Drop(error.reason, walk.packet);
    // What was protected is not to be quoted in the open.
    if (error.parameterProblemCode && !walk.arrival.protection)
    {
        const auto pointer = static_cast<uint32_t>(IPV6_HEADER_SIZE + walk.at + error.pointer);
        SendIcmpv6Error(*m_ipv6->GetIcmpv6(),
                        {Icmpv6Header::ICMPV6_ERROR_PARAMETER_ERROR,
                         *error.parameterProblemCode,
                         pointer,
                         error.evenForMulticast},
                        walk.arrival.header,
                        walk.packet);
    }
    return false;
}

bool
PacketPath::ReadRouting(Walk& walk)
{
    const auto result = ReadRoutingHeader(walk.Data(), walk.Left());
    if (const auto* error = std::get_if<ExtensionError>(&result))
    {
        return Refuse(walk, *error);
    }
    const auto& received = std::get<ReceivedRoutingHeader>(result);
    if (received.routing.type == MOBILITY_ROUTING_TYPE)
    {
        if (!m_aware)
        {
            constexpr std::size_t ROUTING_TYPE_OFFSET = 2;
            return Refuse(walk,
                          {DropReason::UNKNOWN_ROUTING_TYPE,
                           Icmpv6Header::ICMPV6_MALFORMED_HEADER,
                           ROUTING_TYPE_OFFSET,
                           false});
        }
        // RFC 6275 section 6.4: only an own home address, or the header would make this node a
        // reflector.
        if (!IsUnicastRoutable(received.routing.address) ||
            !m_authority->IsHomeAddress(received.routing.address))
        {
            return Refuse(walk, {DropReason::FOREIGN_ROUTING_ADDRESS, std::nullopt, 0, false});
        }
        walk.header.SetDestination(received.routing.address);
        walk.arrival.routingHeader = true;
        walk.rewritten = true;
    }
    walk.next = received.nextHeader;
    walk.at += static_cast<uint32_t>(received.size);
    return true;
}

bool
PacketPath::ReadOptions(Walk& walk)
{
    const auto result = ReadOptionsHeader(walk.Data(), walk.Left(), m_known);
    if (const auto* error = std::get_if<ExtensionError>(&result))
    {
        return Refuse(walk, *error);
    }
    const auto& options = std::get<OptionsHeader>(result);
    if (options.homeAddress && !TakeHomeAddress(walk, options))
    {
        return false;
    }
    walk.next = options.nextHeader;
    walk.at += static_cast<uint32_t>(options.size);
    return true;
}

bool
PacketPath::TakeHomeAddress(Walk& walk, const OptionsHeader& options)
{
    if (walk.header.GetDestination().IsMulticast())
    {
        // No mobile node sends that, so no binding is to be asked for it either.
        return Refuse(walk, {DropReason::HOME_ADDRESS_TO_GROUP, std::nullopt, 0, false});
    }
    if (walk.arrival.homeAddress)
    {
        return Refuse(walk, {DropReason::DUPLICATE_HOME_ADDRESS, std::nullopt, 0, false});
    }
    if (!IsUnicastRoutable(*options.homeAddress))
    {
        return Refuse(walk, {DropReason::BAD_HOME_ADDRESS, std::nullopt, 0, false});
    }
    constexpr uint8_t MOBILITY_HEADER = 135;
    constexpr uint8_t AH = 51;
    const bool verified = m_authority->MayComeFrom(*options.homeAddress,
                                                   walk.header.GetSource(),
                                                   walk.header.GetDestination());
    // RFC 6275 section 9.3.1: a Binding Update makes the binding that would vouch for it, and a
    // security association is of one home address.
    if (!verified && options.nextHeader != MOBILITY_HEADER && options.nextHeader != ESP_HEADER)
    {
        if (m_unbound && options.nextHeader != AH)
        {
            m_unbound(walk.header.GetDestination(), walk.header.GetSource(), *options.homeAddress);
        }
        return Refuse(walk, {DropReason::NO_BINDING, std::nullopt, 0, false});
    }
    walk.arrival.homeAddress = options.homeAddress;
    walk.arrival.homeAddressVerified = verified;
    walk.header.SetSource(*options.homeAddress);
    walk.rewritten = true;
    return true;
}

/// RFC 6275 sections 9.3.1 and 11.3.2: the home addresses are in their places by now.
bool
PacketPath::ReadSealed(Walk& walk)
{
    const auto size = walk.packet->GetSize() - walk.at;
    Octets octets(size);
    walk.packet->CreateFragment(walk.at, size)->CopyData(octets.data(), size);
    auto result = m_security
                      ? m_security->Open(walk.header, octets)
                      : std::variant<OpenedPacket, DropReason>(DropReason::UNKNOWN_ASSOCIATION);
    // One association is enough: no policy asks for more.
    if (walk.arrival.protection)
    {
        result = DropReason::ASSOCIATION_MISMATCH;
    }
    if (const auto* reason = std::get_if<DropReason>(&result))
    {
        return Refuse(walk, {*reason, std::nullopt, 0, false});
    }
    const auto& opened = std::get<OpenedPacket>(result);
    const Octets& inside = opened.payload.octets;
    walk.arrival.protection = opened.protection;
    auto packet = Create<Packet>(inside.data(), static_cast<uint32_t>(inside.size()));
    CopyByteTags(walk.packet, packet);
    walk.Take(packet, 0);
    walk.next = opened.payload.nextHeader;
    walk.rewritten = true;
    return true;
}

void
PacketPath::Deliver(const Walk& walk)
{
    const int32_t owner = m_ipv6->GetInterfaceForAddress(walk.header.GetDestination());
    if (owner < 0)
    {
        Drop(DropReason::FOREIGN_ROUTING_ADDRESS, walk.packet);
        return;
    }
    const auto device = m_ipv6->GetNetDevice(static_cast<uint32_t>(owner));
    if (walk.arrival.routingHeader)
    {
        m_authority->NoteStraight(walk.header.GetDestination(), walk.header.GetSource());
    }
    Arrival arrival = walk.arrival;
    arrival.payloadOffset = arrival.packet->GetSize() - (walk.packet->GetSize() - walk.at);
    auto packet = walk.packet->Copy();
    packet->RemoveAtStart(walk.at);
    Ipv6Header header = walk.header;
    header.SetNextHeader(walk.next);
    header.SetPayloadLength(static_cast<uint16_t>(packet->GetSize()));
    if (arrival.protection && arrival.protection->mode == SecurityMode::TRANSPORT)
    {
        if (const auto refused = m_security->JudgeSignal(header, packet, &*arrival.protection))
        {
            Drop(*refused, packet);
            return;
        }
    }
    packet->AddHeader(header);
    const Held<const Arrival*> held(m_arrival, &arrival);
    m_ipv6->Receive(device,
                    packet,
                    Ipv6L3Protocol::PROT_NUMBER,
                    device->GetAddress(),
                    device->GetAddress(),
                    NetDevice::PACKET_HOST);
}

ExtensionResult
PacketPath::HopByHop(Ptr<const Packet> packet, uint32_t offset, const Ipv6Header& header)
{
    Walk walk;
    walk.arrival.header = header;
    walk.Take(packet, offset);
    const auto result = ReadOptionsHeader(walk.Data(), walk.Left(), KnownOptions{});
    if (const auto* error = std::get_if<ExtensionError>(&result))
    {
        Refuse(walk, *error);
        return {true, 0, 0};
    }
    const auto& options = std::get<OptionsHeader>(result);
    if (options.size > std::numeric_limits<uint8_t>::max())
    {
        // ns-3 counts the octets of a header in eight bits.
        Drop(DropReason::TRUNCATED, packet);
        return {true, 0, 0};
    }
    return {false, static_cast<uint8_t>(options.size), options.nextHeader};
}

} // namespace ns3::nemo
