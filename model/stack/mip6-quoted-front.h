// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_QUOTED_FRONT_H
#define MIP6_QUOTED_FRONT_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-extension-chain.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/mip6-octets.h"
#include "ns3/mip6-quoted-packet.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace ns3::nemo
{

/// What stands before the payload of a packet that an ICMPv6 error quotes: the IPv6 header and the
/// extension headers that PacketPath adds, undone.
struct QuotedFront
{
    Ipv6Address source;               ///< with the Home Address option put in its place
    Ipv6Address destination;          ///< with the routing header put in its place
    uint8_t next;                     ///< number of the header at `at`
    std::size_t at{IPV6_HEADER_SIZE}; ///< offset of what is not read yet
    uint32_t fragment{0};             ///< octets of Fragment headers among them
    /// Where a Tunnel Encapsulation Limit of 0 is, in octets from the packet's start; none:
    /// nowhere.
    std::optional<std::size_t> exhaustedLimit{};
    Octets signals{}; ///< destination options among them that are signals

    /// Reads the headers that a node adds which follows this standard. @return none if one is
    /// broken, or not quoted
    static std::optional<QuotedFront> Read(const QuotedPacket& quoted,
                                           const ExtensionFormat& format);
};

} // namespace ns3::nemo

#endif // MIP6_QUOTED_FRONT_H
