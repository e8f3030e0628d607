// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_ROUTED_TUNNEL_H
#define MIP6_ROUTED_TUNNEL_H

#include "ns3/ipv6-address.h"
#include "ns3/ipv6-header.h"
#include "ns3/net-device.h"

#include <functional>
#include <optional>

namespace ns3::nemo
{

/// The tunnel that a packet may come out of by what a routing protocol has told. RFC 3963 section
/// 8.
struct RoutedTunnel
{
    Ipv6Address homeAddress; ///< that the tunnel serves
    /// The device that the packet arrives on, if it is a message of the routing protocol; null: as
    /// any other out of a tunnel.
    Ptr<NetDevice> device;
};

/// Asked for the tunnel by the header of that and the one inside; none: the packet may not come out
/// by routing.
using RoutedTunnelQuery =
    std::function<std::optional<RoutedTunnel>(const Ipv6Header& outer, const Ipv6Header& inner)>;

/// Of a node whose tunnels no routing protocol runs over.
inline std::optional<RoutedTunnel>
NoRoutedTunnel(const Ipv6Header&, const Ipv6Header&)
{
    return std::nullopt;
}

} // namespace ns3::nemo

#endif // MIP6_ROUTED_TUNNEL_H
