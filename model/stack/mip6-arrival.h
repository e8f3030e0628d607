// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_ARRIVAL_H
#define MIP6_ARRIVAL_H

#include "ns3/ipv6-address.h"
#include "ns3/ipv6-header.h"
#include "ns3/mip6-security-policy.h"
#include "ns3/packet.h"

#include <cstdint>
#include <optional>

namespace ns3::nemo
{

/**
 * The tunnel that the packet being delivered came out of: the addresses of the outer header.
 */
struct TunnelArrival
{
    Ipv6Address source;      ///< outer source
    Ipv6Address destination; ///< outer destination
    /// What the security association that brought it proves; none: it came by none.
    std::optional<Protection> protection{};
};

/**
 * How the packet that is being delivered looked on the wire.
 *
 * It lives for the length of the delivery and is asked for (PacketPath::GetArrival), never attached
 * to the packet: packet tags would travel to the next node.
 */
struct Arrival
{
    Ipv6Header header;        ///< the IPv6 header as received
    Ptr<const Packet> packet; ///< all that followed it, extension headers included
    /// Octets of it beside the delivered payload: the extension headers before that, and what
    /// stands behind it in an Encapsulating Security Payload.
    uint32_t payloadOffset{0};
    /// The Home Address option's address; none: there was no such option.
    std::optional<Ipv6Address> homeAddress;
    /// True if a binding (or another rule of the node) vouches for that home address; a Binding
    /// Update may come with an unverified one. RFC 6275 section 9.3.1.
    bool homeAddressVerified{false};
    /// True if a type 2 routing header brought the packet to the home address.
    bool routingHeader{false};
    /// What the security association that it came by proves; none: it came by none, so that the
    /// payload lies in `packet` as it was delivered.
    std::optional<Protection> protection{};
    const TunnelArrival* tunnel{nullptr}; ///< the tunnel it came in; null: none
};

} // namespace ns3::nemo

#endif // MIP6_ARRIVAL_H
