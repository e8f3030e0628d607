// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_TUNNELLED_PACKET_H
#define MIP6_TUNNELLED_PACKET_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-extension-chain.h"
#include "ns3/packet.h"

#include <cstdint>
#include <optional>

namespace ns3::nemo
{

/// What a mobile node learns from a packet that came out of its home agent's tunnel, to see whether
/// it is worth to ask its sender for the straight way. RFC 6275 section 11.7.2.
struct TunnelledPacket
{
    Ipv6Address peer;                   ///< From the Home Address option, else the IPv6 source.
    Ipv6Address source;                 ///< IPv6 source.
    Ipv6Address destination;            ///< The last one, to which a routing header leads.
    bool isTest{false};                 ///< A message of return routability.
    std::optional<uint16_t> sourcePort; ///< Of UDP or TCP.

    /// Reads a whole packet, IPv6 header first, whose extension headers are laid out like this;
    /// absent if it cannot be read. No more than its first octets are looked at.
    static std::optional<TunnelledPacket> Read(Ptr<const Packet> packet,
                                               const ExtensionFormat& format = {});
};

} // namespace ns3::nemo

#endif /* MIP6_TUNNELLED_PACKET_H */
