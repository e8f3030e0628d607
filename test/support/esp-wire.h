// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_ESP_WIRE_H
#define NEMO_TEST_ESP_WIRE_H

#include "ns3/mip6-esp.h"
#include "ns3/mip6-security-policy.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>

namespace ns3::nemo::tests
{

/// An Encapsulating Security Payload on the wire.
struct EspOnWire
{
    std::size_t offset{0};   ///< of it in the packet
    EspPosition position;    ///< SPI and Sequence Number
    uint8_t before{0};       ///< number of the extension header before it; 0: the IPv6 header
    uint32_t size{0};        ///< octets of the whole packet
    Ipv6Address source;      ///< IPv6 source
    Ipv6Address destination; ///< IPv6 destination
    EspPayload payload;      ///< what is inside, opened with the keys
};

/// The Encapsulating Security Payload of an IPv6 packet.
/// @param keys what it is opened with
/// @return absent: there is none, or the keys do not open it
std::optional<EspOnWire> FindEsp(const Octets& packet, const EspKeys& keys);

/// The same IPv6 packet with all behind its Destination Options and routing headers in an
/// Encapsulating Security Payload.
Octets SealPacket(const Octets& packet, const EspKeys& keys, const EspPosition& position);

/// Keys of AES-CBC with HMAC-SHA1-96 whose octets are all this.
EspKeys KeysOf(uint8_t fill);

/// One end of associations between a home address and a home agent. Its keys are KeysOf of the low
/// octets of the SPIs.
/// @param spi of what the mobile node sends; the next one is of what it receives
SecurityPolicy PolicyOf(const Ipv6Address& homeAddress,
                        const Ipv6Address& homeAgent,
                        bool isHomeAgent,
                        std::set<TrafficKind> kinds,
                        uint32_t spi);

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_ESP_WIRE_H
