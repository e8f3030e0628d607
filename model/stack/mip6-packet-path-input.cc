// SPDX-License-Identifier: GPL-2.0-only
// The way in of PacketPath: the walk over extension headers, the one delivery.
#include "ns3/icmpv6-l4-protocol.h"
#include "ns3/mip6-held.h"
#include "ns3/mip6-icmpv6-error.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/mip6-packet-path-parts.h"
#include "ns3/mip6-unicast-routable.h"

#include <algorithm>
#include <limits>

namespace ns3::nemo
{

namespace
{

/// RFC 8200 section 4.1: each header at most once, Destination Options twice.
constexpr int MAX_HEADERS = 8;

} // namespace

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
        const bool isSigned = walk.next == AUTHENTICATION_HEADER;
        if (!isRouting && !isOptions && !isSigned && walk.next != ESP_HEADER)
        {
            return true;
        }
        if (headers == MAX_HEADERS)
        {
            return Refuse(walk, {DropReason::TRUNCATED, std::nullopt, 0, false});
        }
        const bool isRead = isRouting   ? ReadRouting(walk)
                            : isOptions ? ReadOptions(walk)
                            : isSigned  ? ReadSigned(walk)
                                        : ReadSealed(walk);
        if (!isRead)
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
    const auto& protection = walk.arrival.protection;
    const bool isHidden = protection && protection->protocol == SecurityProtocol::ESP;
    if (error.parameterProblemCode && !isHidden)
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
    const auto result = ReadRoutingHeader(walk.Data(), walk.Left(), m_format.ReadsSourceRoutes());
    if (const auto* error = std::get_if<ExtensionError>(&result))
    {
        return Refuse(walk, *error);
    }
    const auto& received = std::get<ReceivedRoutingHeader>(result);
    const RoutingHeader& routing = received.routing;
    const bool isOurs = routing.type == m_format.routingType;
    if (routing.type == MOBILITY_ROUTING_TYPE || (isOurs && routing.segmentsLeft > 0))
    {
        if (!m_aware || !isOurs)
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
        if (!IsUnicastRoutable(routing.address) || !routing.others.empty() ||
            !m_authority->IsHomeAddress(routing.address))
        {
            return Refuse(walk, {DropReason::FOREIGN_ROUTING_ADDRESS, std::nullopt, 0, false});
        }
        walk.header.SetDestination(routing.address);
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
    const auto result = ReadOptionsHeader(walk.Data(), walk.Left(), m_known, m_format);
    if (const auto* error = std::get_if<ExtensionError>(&result))
    {
        return Refuse(walk, *error);
    }
    const auto& options = std::get<OptionsHeader>(result);
    if (options.homeAddress && !TakeHomeAddress(walk, options))
    {
        return false;
    }
    for (const HeaderOption& option : options.others)
    {
        AppendOption(walk.signals, option.type, option.data);
        walk.rewritten = true;
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
    const bool verified =
        !m_format.homeAddressNeedsBinding || m_authority->MayComeFrom(*options.homeAddress,
                                                                      walk.header.GetSource(),
                                                                      walk.header.GetDestination());
    // RFC 6275 section 9.3.1: a Binding Update makes the binding that would vouch for it, and a
    // security association is of one home address.
    if (!verified && options.nextHeader != MOBILITY_HEADER && options.nextHeader != ESP_HEADER)
    {
        if (m_unbound && options.nextHeader != AUTHENTICATION_HEADER)
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

void
PacketPath::Deliver(Walk& walk)
{
    const Ipv6Address destination = walk.header.GetDestination();
    int32_t owner = m_ipv6->GetInterfaceForAddress(destination);
    const auto anycast = m_authority->AnycastInterface(destination);
    if (owner < 0 && anycast && !walk.signals.empty())
    {
        // draft-ietf-mobileip-ipv6-04 section 8.1: whoever looks for a home agent sends a signal.
        owner = static_cast<int32_t>(*anycast);
    }
    if (owner < 0)
    {
        Drop(DropReason::FOREIGN_ROUTING_ADDRESS, walk.packet);
        return;
    }
    const auto device = m_ipv6->GetNetDevice(static_cast<uint32_t>(owner));
    if (walk.arrival.routingHeader)
    {
        m_authority->NoteStraight(destination, walk.header.GetSource());
        m_cameStraight(walk.arrival.header, walk.header);
    }
    Arrival& arrival = walk.arrival;
    arrival.payloadOffset = arrival.packet->GetSize() - (walk.packet->GetSize() - walk.at);
    auto packet = walk.packet->Copy();
    packet->RemoveAtStart(walk.at);
    Ipv6Header header = walk.header;
    header.SetNextHeader(walk.next);
    header.SetPayloadLength(static_cast<uint16_t>(packet->GetSize()));
    if (arrival.protection && arrival.protection->mode == SecurityMode::TRANSPORT &&
        arrival.protection->protocol == SecurityProtocol::ESP)
    {
        if (const auto refused = m_security->JudgeSignal(header, packet, &*arrival.protection))
        {
            Drop(*refused, packet);
            return;
        }
    }
    const Held<const Arrival*> held(m_arrival, &arrival);
    if (!TakeSignals(walk, header, packet))
    {
        return;
    }
    packet->AddHeader(header);
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
