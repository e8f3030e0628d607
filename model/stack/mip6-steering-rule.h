// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_STEERING_RULE_H
#define MIP6_STEERING_RULE_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-steering-action.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::nemo
{

/// What a destination means: one action for what this node sends, one for what it forwards, since a
/// home agent tunnels what it intercepts but uses a routing header itself (RFC 6275 section 6.4).
struct SteeringRule
{
    SteeringAction originated; ///< for packets that this node sends
    SteeringAction forwarded;  ///< for packets that it forwards
    /// The other end that packets *from* this address or prefix must come from when they arrive in
    /// a tunnel (RFC 6275 section 10.4.5, RFC 3963 section 9); none: they may not come in one.
    std::optional<Ipv6Address> tunnelSource;
    /// The own address that such a tunnel must end at.
    Ipv6Address tunnelDestination;
    /// Of a prefix: as packets that are forwarded to this home address, nothing above counts (RFC
    /// 3963 section 6.5, method 1); as long as that has no rule, as if this one were not there.
    std::optional<Ipv6Address> nextHop;
};

/// What to do with packets that the routing table would send out by the roaming interface of a
/// mobile router (RFC 3963 sections 5.5 and 9), or by the interface of a tunnel.
struct LeavingRule
{
    SteeringAction action;              ///< for those that pass the filter
    std::vector<NetworkPrefix> sources; ///< prefixes that sources must belong to (ingress filter)
    /// Sources pass too that the routing table leads to by an interface without such a rule: of
    /// prefixes that a routing protocol has told of.
    bool byRoute{false};
    /// It holds also for packets that no route leads anywhere: this is the node's one way out.
    bool isWayOut{true};

    /// Whether a source belongs to one of them.
    bool Covers(const Ipv6Address& source) const;
};

/// Tunnels that may bring packets to this node (RFC 6275 section 11.3.3, RFC 3963 section 3).
struct TunnelEnd
{
    NetworkPrefix remote; ///< where the outer source must be: the home agent, as a /128
    /// What inner destinations must belong to; empty: anything, the packet is judged again when it
    /// is forwarded.
    std::vector<NetworkPrefix> destinations;
    /// The interfaces that tunnel packets must arrive by, in no other tunnel; empty: any. Where the
    /// outer source proves nothing, since whoever is outside can write one of the inside.
    std::vector<uint32_t> interfaces{};

    /// Whether a packet that arrived by this interface (none: not known) may come out of it.
    bool MayArriveBy(std::optional<uint32_t> interface) const;
    /// Whether a packet for this destination may come out of it.
    bool Leads(const Ipv6Address& destination) const;
};

} // namespace ns3::nemo

#endif // MIP6_STEERING_RULE_H
