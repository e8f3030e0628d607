// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_ROUTE_OPTIMIZATION_POLICY_H
#define MIP6_ROUTE_OPTIMIZATION_POLICY_H

#include "ns3/ipv6-address.h"

#include <cstdint>
#include <set>

namespace ns3::nemo
{

/// With whom a mobile node wants to talk straight, and from when on. RFC 6275 section 11.7.2 leaves
/// that to the node.
struct RouteOptimizationPolicy
{
    /// Which packets from the home agent's tunnel make the node begin.
    enum class Trigger : uint8_t
    {
        NEVER,         ///< None.
        ALWAYS,        ///< The first of any peer.
        PEERS,         ///< The first of those in `peers`.
        AFTER_PACKETS, ///< The one after `packets` of the same peer.
        PORTS,         ///< The first of any peer from one of `ports` (UDP or TCP).
    };

    Trigger trigger{Trigger::ALWAYS}; ///< Which one.
    std::set<Ipv6Address> peers;      ///< For PEERS.
    uint32_t packets{0};              ///< For AFTER_PACKETS.
    std::set<uint16_t> ports;         ///< For PORTS.
};

} // namespace ns3::nemo

#endif /* MIP6_ROUTE_OPTIMIZATION_POLICY_H */
