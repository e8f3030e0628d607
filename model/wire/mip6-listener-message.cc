// SPDX-License-Identifier: GPL-2.0-only

#include "ns3/mip6-listener-message.h"

#include "ns3/mip6-checksum.h"
#include "ns3/mip6-extension-chain.h"

namespace ns3::nemo
{

namespace
{

constexpr uint8_t ROUTER_ALERT_OPTION = 5; //!< RFC 2711 section 2.1
constexpr uint16_t ALERT_LISTENER = 0;     //!< its value for these messages

} // namespace

bool
ListenerMessage::IsGeneralQuery() const
{
    return type == ListenerMessageType::QUERY && group.IsAny();
}

Ipv6Address
ListenerMessage::Destination() const
{
    if (type == ListenerMessageType::DONE)
    {
        return Ipv6Address::GetAllRoutersMulticast();
    }
    return IsGeneralQuery() ? Ipv6Address::GetAllNodesMulticast() : group;
}

bool
operator==(const ListenerMessage& a, const ListenerMessage& b)
{
    return a.type == b.type && a.maximumResponseDelay == b.maximumResponseDelay &&
           a.group == b.group;
}

bool
IsListenerMessage(uint8_t type)
{
    return type >= static_cast<uint8_t>(ListenerMessageType::QUERY) &&
           type <= static_cast<uint8_t>(ListenerMessageType::DONE);
}

Octets
EncodeListenerMessage(const ListenerMessage& message,
                      const Ipv6Address& source,
                      const Ipv6Address& destination)
{
    OctetWriter writer;
    writer.U8(static_cast<uint8_t>(message.type));
    writer.U8(0);  // Code
    writer.U16(0); // Checksum
    writer.U16(message.maximumResponseDelay);
    writer.U16(0); // Reserved
    writer.Address(message.group);
    Octets octets = writer.Release();
    WriteIcmpv6Checksum(octets, source, destination);
    return octets;
}

std::variant<ListenerMessage, DropReason>
DecodeListenerMessage(const uint8_t* data, std::size_t size)
{
    OctetReader reader(data, size);
    ListenerMessage message;
    const uint8_t type = reader.U8();
    reader.Skip(3); // Code, Checksum
    message.maximumResponseDelay = reader.U16();
    reader.Skip(2); // Reserved
    message.group = reader.Address();
    if (!reader.Ok())
    {
        return DropReason::MESSAGE_TOO_SHORT;
    }
    if (!IsListenerMessage(type))
    {
        return DropReason::UNKNOWN_MESSAGE_TYPE;
    }
    message.type = static_cast<ListenerMessageType>(type);
    if (!message.group.IsMulticast() && !message.IsGeneralQuery())
    {
        return DropReason::BAD_ADDRESS;
    }
    return message;
}

Octets
ListenerRouterAlert()
{
    OctetWriter writer;
    writer.U8(ICMPV6_PROTOCOL);
    writer.U8(0); // Hdr Ext Len
    writer.U8(ROUTER_ALERT_OPTION);
    writer.U8(2);
    writer.U16(ALERT_LISTENER);
    writer.U8(PADN_OPTION);
    writer.U8(0);
    return writer.Release();
}

bool
IsListenerPacket(const uint8_t* packet, std::size_t size)
{
    OctetReader reader(packet, size);
    reader.Skip(6); // Version to Payload Length
    uint8_t next = reader.U8();
    reader.Skip(1 + 2 * ADDRESS_SIZE); // Hop Limit, addresses
    if (reader.Ok() && next == HOP_BY_HOP_HEADER)
    {
        const auto result =
            ReadOptionsHeader(reader.Position(), reader.Remaining(), KnownOptions());
        const auto* header = std::get_if<OptionsHeader>(&result);
        if (!header)
        {
            return false;
        }
        next = header->nextHeader;
        reader.Skip(header->size);
    }
    const uint8_t type = reader.U8();
    return reader.Ok() && next == ICMPV6_PROTOCOL && IsListenerMessage(type);
}

} // namespace ns3::nemo
