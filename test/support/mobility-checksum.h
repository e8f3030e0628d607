// SPDX-License-Identifier: GPL-2.0-only

#ifndef MOBILITY_CHECKSUM_H
#define MOBILITY_CHECKSUM_H

#include <cstddef>
#include <cstdint>

namespace ns3::nemo::tests
{

/// The mobility headers of a packet, by their checksums.
struct ChecksumCount
{
    int right{0}; //!< headers whose checksum is right
    int wrong{0}; //!< headers whose checksum is wrong, or that are longer than their packet
};

/**
 * Checks the checksum of each mobility header in a packet, also within tunnels. Written from RFC
 * 6275 section 6.1.1, RFC 8200 section 8.1 and RFC 1071, without the module's code: a second
 * opinion on its encoder, for packets from wherever (tshark prints this checksum but does not
 * verify it).
 *
 * @param packet a whole IPv6 packet, without link header
 * @param size its length in octets
 * @return how many headers are right and wrong; none in a fragment or behind ESP
 */
ChecksumCount CheckMobilityHeaders(const uint8_t* packet, std::size_t size);

} // namespace ns3::nemo::tests

#endif // MOBILITY_CHECKSUM_H
