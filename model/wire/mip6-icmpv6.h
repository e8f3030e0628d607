// SPDX-License-Identifier: GPL-2.0-only

#ifndef MIP6_ICMPV6_H
#define MIP6_ICMPV6_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-drop-reason.h"
#include "ns3/mip6-neighbor-discovery.h"
#include "ns3/mip6-octets.h"

#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

namespace ns3::nemo
{

/// ICMPv6 types of Mobile IPv6. RFC 6275 sections 6.5 to 6.8.
enum class MobilityIcmpv6Type : uint8_t
{
    HOME_AGENT_ADDRESS_DISCOVERY_REQUEST = 144, //!< Home Agent Address Discovery Request
    HOME_AGENT_ADDRESS_DISCOVERY_REPLY = 145,   //!< Home Agent Address Discovery Reply
    MOBILE_PREFIX_SOLICITATION = 146,           //!< Mobile Prefix Solicitation
    MOBILE_PREFIX_ADVERTISEMENT = 147,          //!< Mobile Prefix Advertisement
};

/// Home Agent Address Discovery Request. RFC 6275 section 6.5; R: RFC 3963 section 7.1.
struct HomeAgentAddressDiscoveryRequest
{
    uint16_t identifier{0};   //!< copied into the reply
    bool mobileRouter{false}; //!< R: wants home agents that support mobile routers
};

/// Home Agent Address Discovery Reply. RFC 6275 section 6.6; R: RFC 3963 section 7.2.
struct HomeAgentAddressDiscoveryReply
{
    uint16_t identifier{0};              //!< of the request
    bool mobileRouter{false};            //!< R: these home agents support mobile routers
    std::vector<Ipv6Address> homeAgents; //!< best first; may be empty
};

/// Mobile Prefix Solicitation. RFC 6275 section 6.7.
struct MobilePrefixSolicitation
{
    uint16_t identifier{0};  //!< copied into the advertisement
    NeighborOptions options; //!< none is defined; to be ignored
};

/// Mobile Prefix Advertisement. RFC 6275 section 6.8.
struct MobilePrefixAdvertisement
{
    uint16_t identifier{0};  //!< of the solicitation
    bool managed{false};     //!< M
    bool other{false};       //!< O
    NeighborOptions options; //!< one or more Prefix Information; others are to be ignored
};

/// @name Equality: all fields are equal.
/// @{
bool operator==(const HomeAgentAddressDiscoveryRequest& a,
                const HomeAgentAddressDiscoveryRequest& b);
bool operator==(const HomeAgentAddressDiscoveryReply& a, const HomeAgentAddressDiscoveryReply& b);
bool operator==(const MobilePrefixSolicitation& a, const MobilePrefixSolicitation& b);
bool operator==(const MobilePrefixAdvertisement& a, const MobilePrefixAdvertisement& b);
/// @}

/// An ICMPv6 message of Mobile IPv6.
using MobilityIcmpv6Message = std::variant<HomeAgentAddressDiscoveryRequest,
                                           HomeAgentAddressDiscoveryReply,
                                           MobilePrefixSolicitation,
                                           MobilePrefixAdvertisement>;

/**
 * Makes an ICMPv6 message with its checksum and zeros in the reserved bits.
 *
 * @param message what to say
 * @param source of the pseudo-header: the home address when the packet has a Home Address option
 * @param destination of the pseudo-header: the home address when it has a type 2 routing header
 * @return the octets
 */
Octets EncodeMobilityIcmpv6(const MobilityIcmpv6Message& message,
                            const Ipv6Address& source,
                            const Ipv6Address& destination);

/**
 * Reads types 144 to 147. The checksum is checked by who has the addresses.
 *
 * @param data the whole ICMPv6 message; never read beyond size
 * @param size its length in octets
 * @return the message, or why it is invalid: other type, code other than 0, too short, addresses
 * that are not a multiple of 16 octets, an option of length 0 or running past the end
 */
std::variant<MobilityIcmpv6Message, DropReason> DecodeMobilityIcmpv6(const uint8_t* data,
                                                                     std::size_t size);

} // namespace ns3::nemo

#endif // MIP6_ICMPV6_H
