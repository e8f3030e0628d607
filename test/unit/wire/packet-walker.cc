// SPDX-License-Identifier: GPL-2.0-only

#include "unit/wire/packet-walker.h"

#include "ns3/mip6-checksum.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests
{

namespace
{

constexpr std::size_t IPV6_HEADER = 40; //!< octets

/// Router Alert, which MLD reports have hop by hop. RFC 2711.
constexpr uint8_t ROUTER_ALERT = 5;

/// Takes what an options header says over into the packet.
void
Note(const OptionsHeader& header, WalkedPacket& packet)
{
    packet.names.push_back("options");
    if (header.homeAddress)
    {
        packet.chain.homeAddress = header.homeAddress;
    }
    if (header.encapsulationLimit)
    {
        packet.chain.encapsulationLimit = header.encapsulationLimit;
    }
}

/// Reads one extension header. @return how long it is
std::variant<std::size_t, ExtensionError>
WalkHeader(const uint8_t* data, std::size_t size, WalkedPacket& packet)
{
    if (packet.protocol == ROUTING_HEADER)
    {
        const auto result = ReadRoutingHeader(data, size);
        if (const auto* error = std::get_if<ExtensionError>(&result))
        {
            return *error;
        }
        const auto& header = std::get<ReceivedRoutingHeader>(result);
        packet.names.push_back("routing");
        packet.chain.routing = header.routing;
        packet.protocol = header.nextHeader;
        return header.size;
    }
    const auto known = MobilityDestinationOptions().set(ROUTER_ALERT);
    const auto result = ReadOptionsHeader(data, size, known);
    if (const auto* error = std::get_if<ExtensionError>(&result))
    {
        return *error;
    }
    const auto& header = std::get<OptionsHeader>(result);
    if (packet.protocol == HOP_BY_HOP_HEADER)
    {
        packet.names.push_back("hop-by-hop");
        packet.hopByHop = header;
    }
    else
    {
        Note(header, packet);
    }
    packet.protocol = header.nextHeader;
    return header.size;
}

bool
IsExtension(uint8_t protocol)
{
    return protocol == HOP_BY_HOP_HEADER || protocol == ROUTING_HEADER ||
           protocol == DESTINATION_OPTIONS_HEADER;
}

std::variant<Upper, UpperError>
DecodeIcmpv6(const WalkedPacket& packet)
{
    const uint8_t* data = packet.payload.data();
    const std::size_t size = packet.payload.size();
    if (!IsIcmpv6ChecksumRight(data, size, packet.PseudoSource(), packet.PseudoDestination()))
    {
        return UpperError(DropReason::BAD_CHECKSUM);
    }
    const uint8_t type = size > 0 ? data[0] : uint8_t{0};
    if (type >= 144 && type <= 147)
    {
        auto result = DecodeMobilityIcmpv6(data, size);
        auto* message = std::get_if<MobilityIcmpv6Message>(&result);
        return message ? std::variant<Upper, UpperError>(Upper(*message))
                       : UpperError(std::get<DropReason>(result));
    }
    if (type >= 133 && type <= 136)
    {
        auto result = DecodeNeighborMessage(data, size);
        auto* message = std::get_if<NeighborMessage>(&result);
        return message ? std::variant<Upper, UpperError>(Upper(*message))
                       : UpperError(std::get<DropReason>(result));
    }
    return Upper(packet.payload);
}

} // namespace

Ipv6Address
WalkedPacket::PseudoSource() const
{
    return chain.homeAddress.value_or(source);
}

Ipv6Address
WalkedPacket::PseudoDestination() const
{
    return chain.routing ? chain.routing->address : destination;
}

std::variant<WalkedPacket, ExtensionError>
Walk(const Octets& octets)
{
    WalkedPacket packet;
    OctetReader reader(octets);
    packet.versionClassFlow = reader.U32();
    const std::size_t length = reader.U16();
    packet.protocol = reader.U8();
    packet.hopLimit = reader.U8();
    packet.source = reader.Address();
    packet.destination = reader.Address();
    OctetReader body = reader.Sub(length);
    if (!body.Ok())
    {
        return ExtensionError{};
    }
    while (IsExtension(packet.protocol))
    {
        const auto size = WalkHeader(body.Position(), body.Remaining(), packet);
        if (const auto* error = std::get_if<ExtensionError>(&size))
        {
            return *error;
        }
        body.Skip(std::get<std::size_t>(size));
    }
    packet.payload = body.Take(body.Remaining());
    return packet;
}

WalkedPacket
MustWalk(const Octets& octets)
{
    auto result = Walk(octets);
    if (const auto* error = std::get_if<ExtensionError>(&result))
    {
        ADD_FAILURE() << "a good packet was refused: " << error->reason;
        return {};
    }
    return std::get<WalkedPacket>(result);
}

Octets
Build(const WalkedPacket& packet, const Octets& payload)
{
    uint8_t next = packet.protocol;
    Octets headers = packet.chain.Serialise(packet.protocol, next);
    if (packet.hopByHop)
    {
        // A hop-by-hop header has the layout of a destination options header.
        ExtensionChain hopByHop;
        for (const auto& option : packet.hopByHop->others)
        {
            AppendOption(hopByHop.options, option.type, option.data, 2, 0);
        }
        const uint8_t following = next;
        const Octets header = hopByHop.Serialise(following, next);
        headers.insert(headers.begin(), header.begin(), header.end());
        next = HOP_BY_HOP_HEADER;
    }
    OctetWriter writer;
    writer.U32(packet.versionClassFlow);
    writer.U16(static_cast<uint16_t>(headers.size() + payload.size()));
    writer.U8(next);
    writer.U8(packet.hopLimit);
    writer.Address(packet.source);
    writer.Address(packet.destination);
    EXPECT_EQ(writer.Size(), IPV6_HEADER);
    writer.Append(headers);
    writer.Append(payload);
    return writer.Release();
}

std::variant<Upper, UpperError>
DecodeUpper(const WalkedPacket& packet)
{
    if (packet.protocol == ICMPV6_PROTOCOL)
    {
        return DecodeIcmpv6(packet);
    }
    if (packet.protocol != MOBILITY_HEADER_PROTOCOL)
    {
        return Upper(packet.payload);
    }
    auto result = DecodeMobilityHeader(packet.payload.data(),
                                       packet.payload.size(),
                                       packet.PseudoSource(),
                                       packet.PseudoDestination());
    if (const auto* error = std::get_if<MobilityHeaderError>(&result))
    {
        return UpperError(*error);
    }
    return Upper(std::get<Signal>(result));
}

Upper
MustDecodeUpper(const WalkedPacket& packet)
{
    auto result = DecodeUpper(packet);
    if (!std::holds_alternative<Upper>(result))
    {
        ADD_FAILURE() << "a good payload was refused";
        return Octets{};
    }
    return std::get<Upper>(result);
}

Octets
EncodeUpper(const Upper& upper,
            const Ipv6Address& source,
            const Ipv6Address& destination,
            PaddingStyle style)
{
    if (const auto* signal = std::get_if<Signal>(&upper))
    {
        return EncodeMobilityHeader(*signal, source, destination, style);
    }
    if (const auto* message = std::get_if<MobilityIcmpv6Message>(&upper))
    {
        return EncodeMobilityIcmpv6(*message, source, destination);
    }
    if (const auto* message = std::get_if<NeighborMessage>(&upper))
    {
        return EncodeNeighborMessage(*message, source, destination);
    }
    return std::get<Octets>(upper);
}

} // namespace ns3::nemo::tests
