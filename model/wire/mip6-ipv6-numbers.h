// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_IPV6_NUMBERS_H
#define MIP6_IPV6_NUMBERS_H

#include <cstdint>

// Numbers of IPv6 itself that several rooms need. What belongs to one header of ours stands with
// it.

namespace ns3::nemo
{

constexpr uint32_t IPV6_HEADER_SIZE = 40;   //!< Octets of the IPv6 header. RFC 8200 section 3
constexpr uint32_t IPV6_MINIMUM_MTU = 1280; //!< Octets that every link carries. RFC 8200 section 5
constexpr uint8_t IPV6_IN_IPV6 = 41;        //!< Next Header of a tunnel packet. RFC 2473 section 3
constexpr uint8_t FRAGMENT_HEADER = 44;     //!< Next Header value. RFC 8200 section 4.5
constexpr uint8_t ICMPV6 = 58;              //!< Next Header value. RFC 4443 section 1

} // namespace ns3::nemo

#endif // MIP6_IPV6_NUMBERS_H
