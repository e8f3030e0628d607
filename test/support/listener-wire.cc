// SPDX-License-Identifier: GPL-2.0-only
#include "support/listener-wire.h"

#include "support/hand-station.h"

#include "ns3/mip6-checksum.h"

#include <algorithm>
#include <array>
#include <sstream>

namespace ns3::nemo::tests
{

namespace
{

constexpr std::size_t HEADER_SIZE = 40;
constexpr std::array<uint8_t, 8> ROUTER_ALERT{58, 0, 5, 2, 0, 0, 1, 0};

Ipv6Address
DestinationOf(const ListenerMessage& message)
{
    switch (message.type)
    {
    case ListenerMessageType::DONE:
        return Ipv6Address("ff02::2");
    case ListenerMessageType::QUERY:
        return message.group.IsAny() ? Ipv6Address("ff02::1") : message.group;
    case ListenerMessageType::REPORT:
        break;
    }
    return message.group;
}

} // namespace

Octets
ListenerPacket::Encode() const
{
    const Ipv6Address to = destination.IsAny() ? DestinationOf(message) : destination;
    OctetWriter writer;
    std::for_each(ROUTER_ALERT.begin(), ROUTER_ALERT.end(), [&](uint8_t octet) {
        writer.U8(octet);
    });
    writer.Append(EncodeListenerMessage(message, source, to));
    return HandStation::MakePacket(source, to, 0, writer.Release(), hopLimit);
}

std::optional<ListenerPacket>
ListenerPacket::Read(const Octets& packet)
{
    constexpr std::size_t MESSAGE = HEADER_SIZE + ROUTER_ALERT.size();
    if (packet.size() <= MESSAGE || packet[6] != 0 ||
        !std::equal(ROUTER_ALERT.begin(), ROUTER_ALERT.end(), packet.begin() + HEADER_SIZE))
    {
        return std::nullopt;
    }
    ListenerPacket read;
    read.hopLimit = packet[7];
    read.source = Ipv6Address::Deserialize(packet.data() + 8);
    read.destination = Ipv6Address::Deserialize(packet.data() + 24);
    const uint8_t* data = packet.data() + MESSAGE;
    const std::size_t size = packet.size() - MESSAGE;
    const auto result = DecodeListenerMessage(data, size);
    const auto* message = std::get_if<ListenerMessage>(&result);
    if (!message || !IsIcmpv6ChecksumRight(data, size, read.source, read.destination))
    {
        return std::nullopt;
    }
    read.message = *message;
    return read;
}

Octets
MakeReport(const std::string& group, const std::string& source)
{
    ListenerPacket packet;
    packet.message = {ListenerMessageType::REPORT, 0, Ipv6Address(group.c_str())};
    packet.source = Ipv6Address(source.c_str());
    return packet.Encode();
}

Octets
MakeDone(const std::string& group)
{
    ListenerPacket packet;
    packet.message = {ListenerMessageType::DONE, 0, Ipv6Address(group.c_str())};
    return packet.Encode();
}

Octets
MakeQuery(const std::string& group, uint16_t maximumResponseDelay)
{
    ListenerPacket packet;
    packet.message = {ListenerMessageType::QUERY, maximumResponseDelay, Ipv6Address(group.c_str())};
    return packet.Encode();
}

std::string
ToText(const ListenerMessage& message)
{
    std::ostringstream text;
    text << (message.type == ListenerMessageType::QUERY    ? "query"
             : message.type == ListenerMessageType::REPORT ? "report"
                                                           : "done");
    if (!message.group.IsAny())
    {
        text << ' ' << message.group;
    }
    return text.str();
}

} // namespace ns3::nemo::tests
