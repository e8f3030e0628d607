// SPDX-License-Identifier: GPL-2.0-only

#ifndef MIP6_DROP_REASON_H
#define MIP6_DROP_REASON_H

#include <cstdint>
#include <ostream>
#include <string_view>

namespace ns3::nemo
{

/**
 * Why a packet or a message was dropped: the one table for all floors.
 *
 * To add a reason: a row here and, at the same place, one in mip6-drop-reason.cc (the compiler
 * checks that both tables agree).
 */
enum class DropReason : uint8_t
{
    // What cannot be read.
    TRUNCATED,              //!< a header or message is longer than the packet
    BAD_CHECKSUM,           //!< RFC 6275 section 9.2; RFC 4443 section 2.3
    BAD_PAYLOAD_PROTO,      //!< Payload Proto is not 59. RFC 6275 section 9.2
    UNKNOWN_MESSAGE_TYPE,   //!< MH Type or ICMPv6 type that the reader does not know
    MESSAGE_TOO_SHORT,      //!< shorter than its type requires. RFC 6275 section 9.2
    BAD_OPTION_LENGTH,      //!< an option runs past the end, or has a length that it cannot have
    AUTHORIZATION_NOT_LAST, //!< something follows Binding Authorization Data. RFC 6275 section 6.2
    BAD_CODE,               //!< ICMPv6 code other than 0. RFC 4861 section 6.1
    BAD_HOP_LIMIT,          //!< Neighbor Discovery from off the link. RFC 4861 section 6.1
    BAD_ADDRESS,            //!< an address that cannot stand in its field
    UNRECOGNIZED_OPTION,    //!< unknown destination option that asks to discard. RFC 8200 4.2
    DUPLICATE_HOME_ADDRESS, //!< more than one Home Address option. RFC 6275 section 6.3
    BAD_HOME_ADDRESS,       //!< Home Address option not unicast routable. RFC 6275 section 9.3.1
    BAD_ROUTING_HEADER,     //!< type 2 with wrong length or segments. RFC 6275 section 6.4
    UNKNOWN_ROUTING_TYPE,   //!< unknown routing header with segments left. RFC 8200 section 4.4
    BAD_MTU,                //!< Packet Too Big names less than 1280 octets. RFC 8201 section 4
    HOME_ADDRESS_TO_GROUP,  //!< Home Address option to a multicast group. RFC 6275 section 11.3.4

    // What is not to be believed.
    FOREIGN_ROUTING_ADDRESS,        //!< routing header names no home address of the node
    NO_BINDING,                     //!< Home Address option without a binding. RFC 6275 9.3.1
    REVERSE_TUNNEL_SOURCE_MISMATCH, //!< tunnelled source is not behind that care-of address
    BAD_OUTER_SOURCE,               //!< tunnelled packet not from the home agent
    BAD_INNER_DESTINATION,          //!< tunnelled packet for nobody behind this tunnel
    INGRESS_FILTER,                 //!< source is not of where it comes from. RFC 3963 section 5.5
    ROUTING_HEADER_FILTER,          //!< this router forwards no such type. RFC 6275 section 8.3
    BAD_CARE_OF_ADDRESS,            //!< care-of address is not unicast routable. RFC 6275 6.1.7
    MISSING_HOME_ADDRESS,           //!< registration without that option. RFC 6275 10.3.1
    UNEXPECTED_OPTION,              //!< Nonce Indices in a home registration. RFC 6275 9.5.1
    UNAUTHORIZED_UPDATE,            //!< nothing proves that it may bind. RFC 6275 section 9.5.1
    BAD_AUTHENTICATOR,              //!< Binding Authorization Data is false. RFC 6275 9.5.1
    SUPERSEDED_UPDATE,              //!< a newer one for this home address is being served
    UNEXPECTED_MESSAGE,             //!< nothing that this node waits for or can answer
    SKIPPED_OPTION,     //!< option of prefix delegation in a wrong shape or message; only that is
                        //!< lost. draft-ietf-nemo-prefix-delegation-00 sections 6.4 and 6.5
    UNKNOWN_CORRELATOR, //!< confirmation that answers no request; only that is lost. The same
                        //!< draft, section 7

    // What no security association vouches for.
    UNKNOWN_ASSOCIATION,  //!< no association with that SPI. RFC 4303 section 3.4.2
    REPLAYED,             //!< its sequence number has come before. RFC 4303 section 3.4.3
    BAD_INTEGRITY,        //!< the Integrity Check Value is wrong. RFC 4303 section 3.4.4
    BAD_PADDING,          //!< padding other than 1, 2, 3 ... RFC 4303 section 2.4
    ASSOCIATION_MISMATCH, //!< the association is not for this home address, or not for such
                          //!< packets. RFC 6275 section 5.1, RFC 4301 section 5.2
    UNPROTECTED,          //!< should have come by an association. RFC 6275 section 5.1
    CUT_AUTHENTICATION,   //!< Authentication Header in fragments, whose first headers are gone. RFC
                          //!< 2402 section 3.3.4

    // What is too much to remember: whoever is on the link could send it without end.
    TOO_MANY_ROUTERS,   //!< advertisement of one more router than are kept
    TOO_MANY_PREFIXES,  //!< advertisement with more prefixes than are kept of one router
    TOO_MANY_ADDRESSES, //!< no address is formed from one more prefix
    TOO_MANY_PATH_MTUS, //!< Packet Too Big for one more destination than are kept
    TOO_MANY_REQUESTS,  //!< one more prefix request in an update than are read; only that is lost
    TUNNEL_NESTING,     //!< tunnel in tunnel, deeper than this node takes packets out

    // What cannot be sent.
    NO_TUNNEL,           //!< no binding that a tunnel could use
    NO_SOURCE,           //!< no address to send from on the way out. RFC 4291 section 2.5.2
    NO_ROUTE,            //!< no route to the outer destination
    PACKET_TOO_BIG,      //!< exceeds the path MTU; told to the source
    HOP_LIMIT_EXCEEDED,  //!< tunnelled packet at the end of its hops
    ENCAPSULATION_LIMIT, //!< nested deeper than its limit. RFC 2473 section 4.1.1
    BEYOND_SCOPE,        //!< destination of a scope that is not tunnelled. RFC 6275 10.4.2
    HOME_ADDRESS_LOST,   //!< source was refused as duplicate. RFC 6275 section 11.7.1
    TUNNEL_LOOP,         //!< tunnel entry equals source and destination. RFC 2473 4.1.2
    REFUSED,             //!< steering says so, with an ICMPv6 error
    ERROR_RATE_LIMIT,    //!< ICMPv6 error beyond the rate of such. RFC 4443 section 2.4 (f)
    SEQUENCE_EXHAUSTED,  //!< the association has used all its numbers. RFC 4303 section 3.3.3
    NO_ASSOCIATION,      //!< has to be authenticated, and no association is between the two.
                         //!< draft-ietf-mobileip-ipv6-04 section 4.2
    POWERED_OFF,         //!< the node has no power
};

/**
 * @param reason any value of the enum
 * @return its name in kebab-case, for example "reverse-tunnel-source-mismatch"
 */
std::string_view ToString(DropReason reason);

/// Writes ToString().
std::ostream& operator<<(std::ostream& os, DropReason reason);

} // namespace ns3::nemo

#endif // MIP6_DROP_REASON_H
