// SPDX-License-Identifier: GPL-2.0-only
#include "support/esp-wire.h"

#include <utility>

namespace ns3::nemo::tests
{

namespace
{

constexpr std::size_t IPV6_HEADER_SIZE = 40;
constexpr std::size_t PAYLOAD_LENGTH = 4;
constexpr std::size_t NEXT_HEADER = 6;
constexpr uint8_t ROUTING = 43;
constexpr uint8_t DESTINATION_OPTIONS = 60;

/// Where what is behind Destination Options and routing headers begins, and who names it.
struct Front
{
    std::size_t size;  ///< octets
    std::size_t field; ///< offset of the Next Header that names what follows
    uint8_t last;      ///< number of the last header; 0: the IPv6 header
};

Front
FrontOf(const Octets& packet)
{
    Front front{IPV6_HEADER_SIZE, NEXT_HEADER, 0};
    while (packet.at(front.field) == ROUTING || packet.at(front.field) == DESTINATION_OPTIONS)
    {
        front.last = packet.at(front.field);
        front.field = front.size;
        front.size += (packet.at(front.size + 1) + std::size_t{1}) * 8;
    }
    return front;
}

} // namespace

std::optional<EspOnWire>
FindEsp(const Octets& packet, const EspKeys& keys)
{
    constexpr std::size_t SOURCE = 8;
    constexpr std::size_t DESTINATION = 24;
    const Front front = FrontOf(packet);
    if (packet.at(front.field) != ESP_HEADER)
    {
        return std::nullopt;
    }
    const uint8_t* data = packet.data() + front.size;
    const std::size_t size = packet.size() - front.size;
    auto opened = OpenEsp(keys, data, size);
    if (!std::holds_alternative<EspPayload>(opened))
    {
        return std::nullopt;
    }
    return EspOnWire{front.size,
                     std::get<EspPosition>(ReadEspPosition(data, size)),
                     front.last,
                     static_cast<uint32_t>(packet.size()),
                     Ipv6Address::Deserialize(packet.data() + SOURCE),
                     Ipv6Address::Deserialize(packet.data() + DESTINATION),
                     std::get<EspPayload>(std::move(opened))};
}

Octets
SealPacket(const Octets& packet, const EspKeys& keys, const EspPosition& position)
{
    const Front front = FrontOf(packet);
    const auto end = packet.begin() + static_cast<std::ptrdiff_t>(front.size);
    const Octets payload =
        SealEsp(keys, position, {}, Octets(end, packet.end()), packet.at(front.field));
    Octets sealed(packet.begin(), end);
    sealed[front.field] = ESP_HEADER;
    sealed.insert(sealed.end(), payload.begin(), payload.end());
    const std::size_t length = sealed.size() - IPV6_HEADER_SIZE;
    sealed[PAYLOAD_LENGTH] = static_cast<uint8_t>(length >> 8);
    sealed[PAYLOAD_LENGTH + 1] = static_cast<uint8_t>(length);
    return sealed;
}

EspKeys
KeysOf(uint8_t fill)
{
    return {EspEncryption::AES_CBC, Octets(16, fill), Octets(ESP_AUTHENTICATION_KEY_SIZE, fill)};
}

SecurityPolicy
PolicyOf(const Ipv6Address& homeAddress,
         const Ipv6Address& homeAgent,
         bool isHomeAgent,
         std::set<TrafficKind> kinds,
         uint32_t spi)
{
    SecurityPolicy policy;
    policy.homeAddress = homeAddress;
    policy.homeAgent = homeAgent;
    policy.isHomeAgent = isHomeAgent;
    policy.mode = ModeOf(*kinds.begin());
    policy.kinds = std::move(kinds);
    policy.outboundSpi = isHomeAgent ? spi + 1 : spi;
    policy.inboundSpi = isHomeAgent ? spi : spi + 1;
    policy.outboundKeys = KeysOf(static_cast<uint8_t>(policy.outboundSpi));
    policy.inboundKeys = KeysOf(static_cast<uint8_t>(policy.inboundSpi));
    return policy;
}

} // namespace ns3::nemo::tests
