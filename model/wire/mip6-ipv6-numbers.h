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
constexpr uint8_t TCP_PROTOCOL = 6;         //!< Next Header value. RFC 9293 section 3.1
constexpr uint8_t UDP_PROTOCOL = 17;        //!< Next Header value. RFC 768
constexpr uint8_t ICMPV6 = 58;              //!< Next Header value. RFC 4443 section 1
constexpr uint16_t ETHERNET_IPV6 = 0x86dd;  //!< Ethernet type of IPv6. RFC 2464 section 3

/// Types below are errors, these and above informational. RFC 4443 section 2.1
constexpr uint8_t ICMPV6_FIRST_INFORMATIONAL = 128;

} // namespace ns3::nemo

#endif // MIP6_IPV6_NUMBERS_H
