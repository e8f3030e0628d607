// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-tunnelled-packet.h"

#include "ns3/mip6-ah.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/mip6-message.h"
#include "ns3/mip6-mobility-header.h"
#include "ns3/mip6-octets.h"

#include <algorithm>

namespace ns3::nemo
{

namespace
{

constexpr std::size_t NEXT_HEADER_OFFSET = 6;
constexpr std::size_t SOURCE_OFFSET = 8;
constexpr std::size_t DESTINATION_OFFSET = 24;
constexpr std::size_t MESSAGE_TYPE_OFFSET = 2;
/// Whatever comes later is not looked for.
constexpr uint32_t WINDOW = 512;

bool
IsReturnRoutability(uint8_t type)
{
    return type >= static_cast<uint8_t>(MobilityHeaderType::HOME_TEST_INIT) &&
           type <= static_cast<uint8_t>(MobilityHeaderType::CARE_OF_TEST);
}

/// Reads one header before the payload. @return how long it is; absent if it cannot be read
std::optional<std::size_t>
StepOver(const uint8_t* data,
         std::size_t size,
         const ExtensionFormat& format,
         uint8_t& next,
         TunnelledPacket& read)
{
    if (next == AUTHENTICATION_HEADER)
    {
        const auto result = ReadAuthenticationHeader(data, size);
        const auto* header = std::get_if<AuthenticationHeader>(&result);
        next = header ? header->nextHeader : next;
        return header ? std::optional(AH_SIZE) : std::nullopt;
    }
    if (next == ROUTING_HEADER)
    {
        const auto result = ReadRoutingHeader(data, size, format.ReadsSourceRoutes());
        const auto* header = std::get_if<ReceivedRoutingHeader>(&result);
        if (!header)
        {
            return std::nullopt;
        }
        const auto& others = header->routing.others;
        if (header->routing.segmentsLeft > 0)
        {
            read.destination = others.empty() ? header->routing.address : others.back();
        }
        next = header->nextHeader;
        return header->size;
    }
    const auto result = ReadOptionsHeader(data, size, format.Known(), format);
    const auto* header = std::get_if<OptionsHeader>(&result);
    if (!header)
    {
        return std::nullopt;
    }
    read.peer = header->homeAddress.value_or(read.peer);
    next = header->nextHeader;
    return header->size;
}

} // namespace

std::optional<TunnelledPacket>
TunnelledPacket::Read(Ptr<const Packet> packet, const ExtensionFormat& format)
{
    Octets octets(std::min(packet->GetSize(), WINDOW));
    packet->CopyData(octets.data(), static_cast<uint32_t>(octets.size()));
    if (octets.size() < IPV6_HEADER_SIZE)
    {
        return std::nullopt;
    }
    TunnelledPacket read;
    read.source = Ipv6Address::Deserialize(octets.data() + SOURCE_OFFSET);
    read.peer = read.source;
    read.destination = Ipv6Address::Deserialize(octets.data() + DESTINATION_OFFSET);
    uint8_t next = octets[NEXT_HEADER_OFFSET];
    std::size_t at = IPV6_HEADER_SIZE;
    while (next == DESTINATION_OPTIONS_HEADER || next == HOP_BY_HOP_HEADER ||
           next == ROUTING_HEADER || next == AUTHENTICATION_HEADER)
    {
        const auto size = StepOver(octets.data() + at, octets.size() - at, format, next, read);
        if (!size)
        {
            return std::nullopt;
        }
        at += *size;
    }
    if (next == MOBILITY_HEADER_PROTOCOL && at + MESSAGE_TYPE_OFFSET < octets.size())
    {
        read.isTest = IsReturnRoutability(octets[at + MESSAGE_TYPE_OFFSET]);
    }
    if ((next == UDP_PROTOCOL || next == TCP_PROTOCOL) && at + 1 < octets.size())
    {
        read.sourcePort = static_cast<uint16_t>(octets[at] << 8 | octets[at + 1]);
    }
    return read;
}

} // namespace ns3::nemo
