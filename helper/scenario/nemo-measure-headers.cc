// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-measure-headers.h"

#include "ns3/mip6-extension-chain.h"
#include "ns3/mip6-ipv6-numbers.h"

#include <algorithm>
#include <sstream>
#include <tuple>

namespace ns3::nemo
{

namespace
{

constexpr uint8_t HOME_ADDRESS_OPTION = 201;
constexpr uint8_t ROUTING_TYPE_2 = 2;
constexpr uint8_t ECHO_REQUEST = 128;
constexpr uint8_t ECHO_REPLY = 129;

/// All headers and the first octets of what they carry fit into this.
constexpr std::size_t LONGEST_HEADERS = 1024;

/// Read the Home Address option, if it is there. RFC 6275 section 6.3, RFC 8200 section 4.2.
void
ReadOptions(const Octets& octets, StackHeader& header)
{
    OctetReader options(octets);
    while (options.Ok() && options.Remaining() > 0)
    {
        const uint8_t type = options.U8();
        if (type == 0)
        {
            continue;
        }
        const uint8_t length = options.U8();
        if (type == HOME_ADDRESS_OPTION && length == 16)
        {
            header.homeAddress = options.Address();
        }
        else
        {
            options.Skip(length);
        }
    }
}

/// Read the home address of a type 2 routing header. RFC 6275 section 6.4.
void
ReadRouting(const Octets& octets, StackHeader& header)
{
    OctetReader routing(octets);
    const uint8_t type = routing.U8();
    routing.Skip(5);
    if (type == ROUTING_TYPE_2)
    {
        const Ipv6Address address = routing.Address();
        header.routing = routing.Ok() ? std::optional(address) : std::nullopt;
    }
}

/// Read extension headers.
/// \param next the first one's number; becomes the number of what follows them
/// \return whether what follows is there
bool
ReadExtensions(OctetReader& reader, uint8_t& next, StackHeader& header)
{
    while (reader.Ok())
    {
        if (next == FRAGMENT_HEADER)
        {
            next = reader.U8();
            reader.Skip(1);
            // The offset is in the upper 13 bits.
            const bool isFirst = reader.U16() >> 3 == 0;
            reader.Skip(4);
            if (!isFirst)
            {
                return false;
            }
            continue;
        }
        if (next != HOP_BY_HOP_HEADER && next != ROUTING_HEADER &&
            next != DESTINATION_OPTIONS_HEADER)
        {
            return true;
        }
        const uint8_t kind = next;
        next = reader.U8();
        // The length is in 8 octets, without the first 8, of which two are read.
        const Octets rest = reader.Take(static_cast<std::size_t>(reader.U8()) * 8 + 6);
        kind == ROUTING_HEADER ? ReadRouting(rest, header) : ReadOptions(rest, header);
    }
    return false;
}

} // namespace

bool
operator==(const StackHeader& a, const StackHeader& b)
{
    return std::tie(a.source, a.destination, a.routing, a.homeAddress) ==
           std::tie(b.source, b.destination, b.routing, b.homeAddress);
}

bool
operator!=(const StackHeader& a, const StackHeader& b)
{
    return !(a == b);
}

std::string
ToString(const HeaderStack& stack)
{
    std::ostringstream text;
    const char* separator = "";
    for (const auto& header : stack)
    {
        text << separator << header.source << " > " << header.destination;
        if (header.routing)
        {
            text << " routing " << *header.routing;
        }
        if (header.homeAddress)
        {
            text << " home address " << *header.homeAddress;
        }
        separator = ", ";
    }
    return text.str();
}

std::optional<ReadablePacket>
ReadPacket(Ptr<const Packet> packet)
{
    Octets octets(std::min<std::size_t>(packet->GetSize(), LONGEST_HEADERS));
    packet->CopyData(octets.data(), static_cast<uint32_t>(octets.size()));
    OctetReader reader(octets);
    ReadablePacket result;
    uint8_t next = IPV6_IN_IPV6;
    while (next == IPV6_IN_IPV6)
    {
        StackHeader header;
        // Version, class, flow label and payload length come first.
        reader.Skip(6);
        next = reader.U8();
        const uint8_t hopLimit = reader.U8();
        result.hopLimit = result.stack.empty() ? hopLimit : result.hopLimit;
        header.source = reader.Address();
        header.destination = reader.Address();
        if (!ReadExtensions(reader, next, header))
        {
            return std::nullopt;
        }
        result.stack.push_back(header);
    }
    result.protocol = next;
    result.payload = reader.Take(std::min(reader.Remaining(), ReadablePacket::TELLTALE));
    return result;
}

bool
IsOfFlow(const ReadablePacket& packet, const FlowIdentity& identity, FlowDirection direction)
{
    if (packet.protocol != identity.protocol)
    {
        return false;
    }
    OctetReader reader(packet.payload);
    const bool isForward = direction == FlowDirection::FORWARD;
    if (packet.protocol == ICMPV6)
    {
        const uint8_t type = reader.U8();
        reader.Skip(3);
        return type == (isForward ? ECHO_REQUEST : ECHO_REPLY) &&
               reader.U16() == identity.identifier && reader.Ok();
    }
    const uint16_t source = reader.U16();
    const uint16_t destination = reader.U16();
    return (packet.protocol == UDP_PROTOCOL || packet.protocol == TCP_PROTOCOL) && reader.Ok() &&
           source == (isForward ? identity.sourcePort : identity.port) &&
           destination == (isForward ? identity.port : identity.sourcePort);
}

} // namespace ns3::nemo
