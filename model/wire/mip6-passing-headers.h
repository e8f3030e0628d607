// SPDX-License-Identifier: GPL-2.0-only

#ifndef MIP6_PASSING_HEADERS_H
#define MIP6_PASSING_HEADERS_H

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::nemo
{

/// An extension header of a packet that a node passes on.
struct PassingHeader
{
    uint8_t number{0};     //!< 0, 43, 44 or 60
    std::size_t offset{0}; //!< of its first octet, from the end of the IPv6 header
    std::size_t size{0};   //!< octets of it, all of which are there
};

/// @param number a Next Header value @return whether ReadPassingHeaders reads such a header
bool IsPassingHeader(uint8_t number);

/**
 * The extension headers of a packet from left to right, as far as a node may read them that is not
 * its destination. It ends at whatever is no such header (another IPv6 header, ESP, a payload), at
 * a header that is not all there, behind a Fragment header that is not of the first fragment, and
 * after eight headers, which no sane packet has. RFC 2473 section 4.1.1 (a), RFC 8200 section 4.1.
 *
 * @param first Next Header of the IPv6 header
 * @param data what follows the IPv6 header; never read beyond size
 * @param size how many octets of that there are
 * @return the headers in order
 */
std::vector<PassingHeader> ReadPassingHeaders(uint8_t first, const uint8_t* data, std::size_t size);

/// A Tunnel Encapsulation Limit option in a packet that is to enter a tunnel.
struct PassingLimit
{
    uint8_t limit{0};      //!< how many more tunnels the packet may enter
    std::size_t offset{0}; //!< of the octet that says so, from the end of the IPv6 header
};

/// The first Tunnel Encapsulation Limit option of a packet; parameters as ReadPassingHeaders.
/// RFC 2473 section 4.1.1 (a).
/// @return none: there is none that could be read
std::optional<PassingLimit> FindEncapsulationLimit(uint8_t first,
                                                   const uint8_t* data,
                                                   std::size_t size);

/// The Routing Types of the routing headers of a packet; parameters as ReadPassingHeaders.
/// @return the types in order; none of headers that cannot be read
std::vector<uint8_t> RoutingTypesOf(uint8_t first, const uint8_t* data, std::size_t size);

} // namespace ns3::nemo

#endif // MIP6_PASSING_HEADERS_H
