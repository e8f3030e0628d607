// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_AH_H
#define MIP6_AH_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-drop-reason.h"
#include "ns3/mip6-octets.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <variant>

namespace ns3::nemo
{

/// Next Header value of the Authentication Header. RFC 2402 section 2.
constexpr uint8_t AUTHENTICATION_HEADER = 51;
/// Octets of Authentication Data of HMAC-SHA1-96 and HMAC-MD5-96. RFC 2404, RFC 2403 section 2.
constexpr std::size_t AH_ICV_SIZE = 12;
/// Octets of the whole header with that: a multiple of 8, as IPv6 wants it. RFC 2402 section 2.
constexpr std::size_t AH_SIZE = 24;

/// How an association proves what it carries.
enum class AhAlgorithm : uint8_t
{
    HMAC_SHA1_96, ///< RFC 2404
    HMAC_MD5_96,  ///< RFC 2403
};

/// The algorithm of an association and its key.
struct AhKey
{
    AhAlgorithm algorithm{AhAlgorithm::HMAC_SHA1_96}; ///< How it proves.
    Octets key; ///< Of HMAC-SHA1-96 20 octets, of HMAC-MD5-96 16.

    /// @return whether the key has the length that the algorithm wants
    bool IsSound() const;
};

/// Authentication Data.
using AhIcv = std::array<uint8_t, AH_ICV_SIZE>;

/**
 * The Authentication Header of RFC 2402 section 2 with 96 bits of Authentication Data:
 *
 *      0                   1                   2                   3
 *     +---------------+---------------+-------------------------------+
 *     |  Next Header  | Payload Len 4 |           RESERVED            |
 *     +---------------+---------------+-------------------------------+
 *     |               Security Parameters Index (SPI)                 |
 *     +---------------------------------------------------------------+
 *     |                    Sequence Number Field                      |
 *     +---------------------------------------------------------------+
 *     |                 Authentication Data, 96 bits                  |
 *     +---------------------------------------------------------------+
 */
struct AuthenticationHeader
{
    uint8_t nextHeader{0}; ///< What follows.
    uint32_t spi{0};       ///< Security Parameters Index.
    uint32_t sequence{0};  ///< Sequence Number.
    AhIcv icv{};           ///< Authentication Data.
};

/// @return the header in octets, AH_SIZE of them
Octets WriteAuthenticationHeader(const AuthenticationHeader& header);

/// @param data first octet of the header; never read beyond size
/// @param size how many octets the packet has from there
/// @return the header; or that the packet is too short for it, or that its Payload Len is not that
/// of 96 bits (BAD_OPTION_LENGTH)
std::variant<AuthenticationHeader, DropReason> ReadAuthenticationHeader(const uint8_t* data,
                                                                        std::size_t size);

/// A packet with an Authentication Header, as it is on the wire.
struct AuthenticatedPacket
{
    Ipv6Address source;      ///< Of the IPv6 header; not that of a Home Address option.
    Ipv6Address destination; ///< Of the IPv6 header.
    uint8_t nextHeader{0};   ///< Of the IPv6 header.
    Octets octets;           ///< All that follows that, not fragmented.
};

/**
 * What the Authentication Data of a packet covers, in the order of the wire. RFC 2402 section
 * 3.3.3.1.2; draft-ietf-mobileip-ipv6-04 section 9.1.
 *
 * The class, the flow label and the hop limit count as zero, and so do the Authentication Data, and
 * the data of options that may change on the way. A type 0 routing header counts as it arrives at
 * its end. The Home Address option is not processed: the Source Address is the care-of address.
 *
 * @param packet any octets
 * @return the octets from the IPv6 header to the end of the packet; or that a header is cut
 * (TRUNCATED), that a routing header has more segments left than addresses (BAD_ROUTING_HEADER), or
 * that there is no Authentication Header (UNPROTECTED)
 */
std::variant<Octets, DropReason> CoveredByAuthentication(const AuthenticatedPacket& packet);

/// @param key must be sound, else the run is aborted
/// @param covered what CoveredByAuthentication said
/// @return the Authentication Data
AhIcv MakeAhIcv(const AhKey& key, const Octets& covered);

/// @return where in the octets behind the IPv6 header the Authentication Header starts; TRUNCATED
/// or UNPROTECTED if there is none
std::variant<std::size_t, DropReason> FindAuthenticationHeader(const AuthenticatedPacket& packet);

} // namespace ns3::nemo

#endif // MIP6_AH_H
