// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-draft1997-discovery.h"

#include "ns3/mip6-checksum.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/mip6-neighbor-discovery.h"

#include <algorithm>
#include <cstddef>
#include <variant>

namespace ns3::nemo
{

namespace
{

constexpr uint8_t ND_HOP_LIMIT = 255; ///< RFC 4861 section 6.1
constexpr std::size_t PAYLOAD_LENGTH = 4;
constexpr std::size_t NEXT_HEADER = 6;
constexpr std::size_t HOP_LIMIT = 7;
constexpr std::size_t SOURCE = 8;
constexpr std::size_t DESTINATION = 24;

Octets
MakePacket(const NeighborMessage& message,
           const Ipv6Address& source,
           const Ipv6Address& destination)
{
    const Octets payload = EncodeNeighborMessage(message, source, destination);
    OctetWriter writer;
    writer.U32(0x60000000);
    writer.U16(static_cast<uint16_t>(payload.size()));
    writer.U8(ICMPV6_PROTOCOL);
    writer.U8(ND_HOP_LIMIT);
    writer.Address(source);
    writer.Address(destination);
    writer.Append(payload);
    return writer.Release();
}

} // namespace

Octets
TunnelledDiscovery(const MobilityIcmpv6Message& message,
                   const Ipv6Address& source,
                   const Ipv6Address& linkLocal)
{
    if (const auto* prefixes = std::get_if<MobilePrefixAdvertisement>(&message))
    {
        RouterAdvertisement advertisement;
        advertisement.managed = prefixes->managed;
        advertisement.other = prefixes->other;
        advertisement.options = prefixes->options;
        // Whoever is away has another default router: the lifetime stays 0.
        return MakePacket(advertisement,
                          linkLocal.IsAny() ? source : linkLocal,
                          Ipv6Address::GetAllNodesMulticast());
    }
    if (std::holds_alternative<MobilePrefixSolicitation>(message))
    {
        return MakePacket(RouterSolicitation{}, source, Ipv6Address::GetAllRoutersMulticast());
    }
    return {};
}

std::optional<MobilityIcmpv6Message>
ReadTunnelledDiscovery(const Octets& packet)
{
    if (packet.size() < IPV6_HEADER_SIZE || packet[NEXT_HEADER] != ICMPV6_PROTOCOL ||
        packet[HOP_LIMIT] != ND_HOP_LIMIT)
    {
        return std::nullopt;
    }
    const Ipv6Address source = Ipv6Address::Deserialize(packet.data() + SOURCE);
    const Ipv6Address destination = Ipv6Address::Deserialize(packet.data() + DESTINATION);
    const std::size_t length =
        std::size_t{packet[PAYLOAD_LENGTH]} << 8 | packet[PAYLOAD_LENGTH + 1];
    const uint8_t* payload = packet.data() + IPV6_HEADER_SIZE;
    if (length != packet.size() - IPV6_HEADER_SIZE ||
        !IsIcmpv6ChecksumRight(payload, length, source, destination))
    {
        return std::nullopt;
    }
    const auto decoded = DecodeNeighborMessage(payload, length);
    const auto* message = std::get_if<NeighborMessage>(&decoded);
    if (message && std::holds_alternative<RouterAdvertisement>(*message))
    {
        const auto& advertisement = std::get<RouterAdvertisement>(*message);
        return MobilePrefixAdvertisement{0,
                                         advertisement.managed,
                                         advertisement.other,
                                         advertisement.options};
    }
    if (message && std::holds_alternative<RouterSolicitation>(*message))
    {
        return MobilePrefixSolicitation{};
    }
    return std::nullopt;
}

} // namespace ns3::nemo
