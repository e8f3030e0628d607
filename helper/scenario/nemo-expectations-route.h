// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_EXPECTATIONS_ROUTE_H
#define NEMO_EXPECTATIONS_ROUTE_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/nemo-topology.h"

#include <optional>
#include <string>

namespace ns3::nemo
{

/// Where a node sends a packet at this moment.
struct FoundRoute
{
    /// The other end of the tunnel that it enters; then there is neither link nor next hop.
    std::optional<Ipv6Address> tunnel;
    std::string link;                   ///< The link it leaves by; empty: none.
    std::optional<Ipv6Address> gateway; ///< The next hop; nullopt: the destination itself.
    const BuiltNode* nextNode{nullptr}; ///< Whose the next hop is, if that is known.
    bool isNone{false};                 ///< There is no route, or the node refuses to use it.
};

/// Ask a node where it sends what goes to a prefix: what it forwards, if it is a router of some
/// kind, else what it sends itself with its home address or first address.
/// \param to the prefix; its lowest address is asked for
FoundRoute LookUpRoute(const Topology& topology, const BuiltNode& node, const NetworkPrefix& to);

/// \return whether the next hop is the node with this global address
bool LeadsTo(const FoundRoute& route, const Ipv6Address& via, const Topology& topology);

/// \return such as "via 4::2 on link 4", "tunnel to 7::2", "on link 5" or "no route"
std::string ToString(const FoundRoute& route, const Topology& topology);

} // namespace ns3::nemo

#endif // NEMO_EXPECTATIONS_ROUTE_H
