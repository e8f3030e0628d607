// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_ICMPV6_ERROR_H
#define MIP6_ICMPV6_ERROR_H

#include "ns3/icmpv6-l4-protocol.h"
#include "ns3/ipv6-header.h"
#include "ns3/mip6-quoted-packet.h"
#include "ns3/packet.h"

#include <cstdint>

namespace ns3::nemo
{

/// An ICMPv6 error message but for the packet that it quotes. RFC 4443 section 3.
struct Icmpv6Error
{
    uint8_t type;                 ///< 1 to 4
    uint8_t code;                 ///< of the type
    uint32_t value{0};            ///< MTU, or octet that a Parameter Problem points at
    bool evenForMulticast{false}; ///< about a multicast packet too, as RFC 8200 section 4.2 says
};

/**
 * The only code that sends an ICMPv6 error: to the source of the packet, where that may be told
 * (RFC 4443 section 2.4 (e)), else nothing happens. What peers send decides what is quoted, and
 * ns-3 cannot send to a group without an interface. MobilityIcmpv6 limits the rate.
 * @param icmpv6 the node's
 * @param error what to say
 * @param quoted the packet that it is about
 * @return whether its source may be told
 */
bool SendIcmpv6Error(Icmpv6L4Protocol& icmpv6,
                     const Icmpv6Error& error,
                     const QuotedPacket& quoted);

/// The same for a packet whose IPv6 header is apart from it.
bool SendIcmpv6Error(Icmpv6L4Protocol& icmpv6,
                     const Icmpv6Error& error,
                     const Ipv6Header& header,
                     Ptr<const Packet> packet);

} // namespace ns3::nemo

#endif // MIP6_ICMPV6_ERROR_H
