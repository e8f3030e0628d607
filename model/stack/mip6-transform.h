// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_TRANSFORM_H
#define MIP6_TRANSFORM_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-octets.h"

#include <cstdint>
#include <optional>

namespace ns3::nemo
{

/**
 * What is to be done to a packet before it leaves the node: a value without behaviour.
 *
 * The order of the headers on the wire is a property of PacketPath::Output and ExtensionChain, not
 * of whoever fills this in.
 */
struct Transform
{
    /// IPv6 source on the wire, for example a care-of address; `::`: that of the packet, which may
    /// be any address of the node (not with `encapsulate`).
    Ipv6Address source;
    /// First IPv6 destination on the wire; `::`: that of the packet (not with `encapsulate`).
    Ipv6Address destination;
    bool encapsulate{false}; ///< put the whole packet into a new IPv6 header (RFC 2473)
    /// With `encapsulate`: the home address that the tunnel serves, whose security association may
    /// protect it (RFC 3776 section 4.3); ::: none.
    Ipv6Address tunnelHome;
    /// With `encapsulate`: how many more tunnels the packet may enter before it is out of this one
    /// (RFC 2473 section 4.1.1); none: as PacketPath is configured, and what the packet says of it.
    std::optional<uint8_t> encapsulationLimit;
    /// Address for a Home Address option (RFC 6275 section 6.3); none: no option.
    std::optional<Ipv6Address> homeAddress;
    /// Final destination for a routing header (RFC 6275 section 6.4); none: no header.
    std::optional<Ipv6Address> routing;
    /// Further destination options, already encoded, without padding at the end.
    Octets options;
    /// Leave with an Authentication Header of the association between the two ends, or not at all
    /// (not with `encapsulate`). RFC 2402; draft-ietf-mobileip-ipv6-04 section 4.2.
    bool authenticate{false};
    /// Leave by this interface, whatever the routing table says of the destination: a care-of
    /// address may only be used on its own link, and ns-3's static routing ignores the source.
    std::optional<uint32_t> interface;
    /// With `interface`: the destination is a neighbour there, so no router is asked.
    bool neighbour{false};
};

} // namespace ns3::nemo

#endif // MIP6_TRANSFORM_H
