// SPDX-License-Identifier: GPL-2.0-only

#ifndef MIP6_EXTENSION_CHAIN_H
#define MIP6_EXTENSION_CHAIN_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-drop-reason.h"
#include "ns3/mip6-octets.h"

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace ns3::nemo
{

constexpr uint8_t HOP_BY_HOP_HEADER = 0;           //!< Next Header value. RFC 8200 section 4.3
constexpr uint8_t ROUTING_HEADER = 43;             //!< Next Header value. RFC 8200 section 4.4
constexpr uint8_t DESTINATION_OPTIONS_HEADER = 60; //!< Next Header value. RFC 8200 section 4.6
constexpr uint8_t PAD1_OPTION = 0;                 //!< option type. RFC 8200 section 4.2
constexpr uint8_t PADN_OPTION = 1;                 //!< option type. RFC 8200 section 4.2
constexpr uint8_t HOME_ADDRESS_OPTION = 201;       //!< option type. RFC 6275 section 6.3
constexpr uint8_t ENCAPSULATION_LIMIT_OPTION = 4;  //!< option type. RFC 2473 section 4.1.1
constexpr uint8_t MOBILITY_ROUTING_TYPE = 2;       //!< Routing Type. RFC 6275 section 6.4
constexpr uint8_t SOURCE_ROUTE_TYPE = 0;           //!< Routing Type. RFC 2460, dead by RFC 5095

/// A routing header. Type 2: RFC 6275 section 6.4; type 0, for the 1997 dialect: RFC 2460 4.4.
struct RoutingHeader
{
    uint8_t type{MOBILITY_ROUTING_TYPE};         //!< Routing Type
    Ipv6Address address{Ipv6Address::GetZero()}; //!< first address; type 2: the home address
    uint8_t segmentsLeft{1};                     //!< Segments Left
    std::vector<Ipv6Address> others;             //!< type 0: further addresses, at most 126
};

/// @return whether all fields are equal
bool operator==(const RoutingHeader& a, const RoutingHeader& b);

/**
 * The extension headers that this module puts between an IPv6 header and its payload, in the only
 * order there is: routing header, destination options with the Home Address, then (where Fragment,
 * AH and ESP have their place) the other destination options. RFC 6275 section 6.3, RFC 8200
 * section 4.1.
 */
struct ExtensionChain
{
    std::optional<RoutingHeader> routing;         //!< absent: no routing header
    std::optional<Ipv6Address> homeAddress;       //!< absent: no Home Address option
    std::optional<uint8_t> encapsulationLimit;    //!< absent: no Tunnel Encapsulation Limit
    Octets options;                               //!< complete options, laid out from offset 2 of
                                                  //!< their header (see AppendOption); at most 2046
    uint8_t homeAddressType{HOME_ADDRESS_OPTION}; //!< see ExtensionFormat

    /**
     * All headers in a row, for a packet with nothing between front and back.
     *
     * @param payloadProtocol Next Header of the last header
     * @param[out] firstHeader number of the first header, payloadProtocol when there is none
     * @return the headers, a multiple of 8 octets, or none
     */
    Octets Serialise(uint8_t payloadProtocol, uint8_t& firstHeader) const;

    /**
     * The headers before Fragment, AH and ESP: routing, Home Address, encapsulation limit.
     *
     * @param following Next Header of the last of them
     * @param[out] firstHeader number of the first header, following when there is none
     * @return the headers, a multiple of 8 octets, or none
     */
    Octets SerialiseFront(uint8_t following, uint8_t& firstHeader) const;

    /**
     * The header behind Fragment, AH and ESP: the other options.
     *
     * @param payloadProtocol Next Header of it
     * @param[out] firstHeader 60, or payloadProtocol when there are no options
     * @return the header, a multiple of 8 octets, or none
     */
    Octets SerialiseBack(uint8_t payloadProtocol, uint8_t& firstHeader) const;

    /// @return how many octets Serialise would give
    std::size_t Size() const;
};

/**
 * Adds an option behind those that are there, with the shortest padding before it. RFC 8200 4.2.
 *
 * @param[in,out] options laid out from offset 2 of their header
 * @param type option type
 * @param data at most 255 octets
 * @param modulus 1, 2, 4 or 8: the n of an alignment "xn + y"
 * @param remainder the y of it: where the option type stands, counted from the header's start
 */
void AppendOption(Octets& options,
                  uint8_t type,
                  const Octets& data,
                  uint8_t modulus = 1,
                  uint8_t remainder = 0);

/// Why an extension header spoils its packet, and what the source is to be told.
struct ExtensionError
{
    DropReason reason{DropReason::TRUNCATED}; //!< for counters and traces
    /// Code of the ICMPv6 Parameter Problem to send. Absent: discard silently.
    std::optional<uint8_t> parameterProblemCode;
    std::size_t pointer{0};       //!< octet of the header in question, 0 is its first
    bool evenForMulticast{false}; //!< tell the source also when the destination was multicast
};

/// @return whether all fields are equal
bool operator==(const ExtensionError& a, const ExtensionError& b);

/// Which option types a reader knows; any other is treated by its two top bits. RFC 8200 4.2.
using KnownOptions = std::bitset<256>;

/// @return Home Address and Tunnel Encapsulation Limit
KnownOptions MobilityDestinationOptions();

/// Which routing types a reader knows besides type 2.
enum class SourceRoutes
{
    REFUSE, //!< type 0 is as good as unknown. RFC 5095
    READ,   //!< type 0 too, for the 1997 dialect
};

/// The numbers and rules that a standard of Mobile IPv6 has for extension headers. The defaults are
/// those of RFC 6275.
struct ExtensionFormat
{
    uint8_t homeAddressType{HOME_ADDRESS_OPTION}; //!< of the Home Address option
    /// Octets behind the address are extensions, which are passed over; else they are an error.
    bool homeAddressExtends{false};
    /// A Home Address option counts only if a binding vouches for it. RFC 6275 section 9.3.1.
    bool homeAddressNeedsBinding{true};
    uint8_t routingType{MOBILITY_ROUTING_TYPE}; //!< of the routing header to a home address
    KnownOptions signals;                       //!< destination options that are signals

    /// @return which destination options a node knows that follows the standard
    KnownOptions Known() const;
    /// @return whether routing headers of type 0 are among what it reads
    SourceRoutes ReadsSourceRoutes() const;
};

/// An option as it stands in its header.
struct HeaderOption
{
    uint8_t type{0};       //!< option type
    std::size_t offset{0}; //!< of the option type, from the start of the header
    Octets data;           //!< without type and length
};

/// A hop-by-hop or destination options header as read.
struct OptionsHeader
{
    uint8_t nextHeader{0};                     //!< what follows
    std::size_t size{0};                       //!< octets of the header
    std::optional<Ipv6Address> homeAddress;    //!< of the Home Address option, when it is known
    std::size_t homeAddressOffset{0};          //!< of its option type
    std::optional<uint8_t> encapsulationLimit; //!< of that option, when it is known
    std::size_t encapsulationLimitOffset{0};   //!< of its option type
    std::vector<HeaderOption> others;          //!< the other known options, in order
};

/**
 * Reads a hop-by-hop or destination options header. RFC 8200 sections 4.2, 4.3 and 4.6.
 *
 * Padding and unknown options that may be skipped are passed over. Which addresses a Home Address
 * may have is not judged here.
 *
 * @param data first octet of the header; never read beyond size
 * @param size how many octets the packet has from there
 * @param known option types that this node processes
 * @param format what of them is the Home Address option, and how long that may be
 * @return what it says; or an error: longer than the packet (silent), an option that runs past the
 * end or has a wrong length (code 0 at its length), an unknown option that forbids to go on (silent
 * or code 2 at its type), a second Home Address option (silent)
 */
std::variant<OptionsHeader, ExtensionError> ReadOptionsHeader(const uint8_t* data,
                                                              std::size_t size,
                                                              const KnownOptions& known,
                                                              const ExtensionFormat& format = {});

/// A routing header as read.
struct ReceivedRoutingHeader
{
    uint8_t nextHeader{0}; //!< what follows
    std::size_t size{0};   //!< octets of the header
    RoutingHeader routing; //!< addresses only of a type that is read
};

/**
 * Reads a routing header. RFC 8200 section 4.4; type 2: RFC 6275 sections 6.4 and 11.3.3.
 *
 * @param data first octet of the header; never read beyond size
 * @param size how many octets the packet has from there
 * @param sourceRoutes whether type 0 is read
 * @return the header; one of unknown type with Segments Left 0 has no addresses and is to be passed
 * over. Or an error: type 2 with a length other than 2 or Segments Left other than 1 (silent),
 * unknown type with segments left (code 0 at Routing Type), type 0 with odd length or too many
 * segments left (code 0 there), longer than the packet (silent)
 */
std::variant<ReceivedRoutingHeader, ExtensionError> ReadRoutingHeader(
    const uint8_t* data,
    std::size_t size,
    SourceRoutes sourceRoutes = SourceRoutes::REFUSE);

} // namespace ns3::nemo

#endif // MIP6_EXTENSION_CHAIN_H
