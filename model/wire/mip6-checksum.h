// SPDX-License-Identifier: GPL-2.0-only

#ifndef MIP6_CHECKSUM_H
#define MIP6_CHECKSUM_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-octets.h"

#include <cstddef>
#include <cstdint>

namespace ns3::nemo
{

constexpr uint8_t ICMPV6_PROTOCOL = 58; //!< Next Header value. RFC 4443 section 1

/**
 * The Internet checksum over the IPv6 pseudo-header and an upper-layer message. RFC 8200 section
 * 8.1; RFC 6275 section 6.1.1.
 *
 * With a Home Address option the source is the home address, with a type 2 routing header the
 * destination is the address in it.
 *
 * @param source source address of the pseudo-header
 * @param destination destination address of the pseudo-header
 * @param nextHeader 135 for the mobility header, 58 for ICMPv6
 * @param data the whole message
 * @param size its length in octets
 * @return over a message whose checksum field is 0: the checksum to put there; over a message as
 * received: 0 when its checksum is right
 */
uint16_t UpperLayerChecksum(const Ipv6Address& source,
                            const Ipv6Address& destination,
                            uint8_t nextHeader,
                            const uint8_t* data,
                            std::size_t size);

/**
 * Puts the checksum into an ICMPv6 message. RFC 4443 section 2.3.
 *
 * @param[in,out] message at least 4 octets (less is misuse and aborts)
 * @param source source address of the pseudo-header
 * @param destination destination address of the pseudo-header
 */
void WriteIcmpv6Checksum(Octets& message,
                         const Ipv6Address& source,
                         const Ipv6Address& destination);

/**
 * @param data a whole ICMPv6 message as received
 * @param size its length in octets
 * @param source source address of the pseudo-header
 * @param destination destination address of the pseudo-header
 * @return whether its checksum is right
 */
bool IsIcmpv6ChecksumRight(const uint8_t* data,
                           std::size_t size,
                           const Ipv6Address& source,
                           const Ipv6Address& destination);

} // namespace ns3::nemo

#endif // MIP6_CHECKSUM_H
