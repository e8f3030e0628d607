// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_TUNNEL_CIRCLE_H
#define MIP6_TUNNEL_CIRCLE_H

#include "ns3/ipv6-header.h"
#include "ns3/mip6-transform.h"
#include "ns3/packet.h"

namespace ns3::nemo
{

/// Is a packet inside a tunnel already, so that it would enter it again without having left it?
/// RFC 2473 section 4.1.3.
/// @param tunnel its entry and exit points
/// @param header the packet's IPv6 header, which is not looked at
/// @param packet what follows; any header in it may be that of the tunnel, as far as it can be read
bool IsWithin(const Transform& tunnel, const Ipv6Header& header, Ptr<const Packet> packet);

} // namespace ns3::nemo

#endif // MIP6_TUNNEL_CIRCLE_H
