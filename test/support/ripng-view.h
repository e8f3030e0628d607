// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_RIPNG_VIEW_H
#define NEMO_TEST_RIPNG_VIEW_H

#include "support/mobile-world.h"

#include "ns3/ripng.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3::nemo::tests
{

/// A route that RIPng has.
struct RipRoute
{
    Ipv6Address gateway; ///< :: for a network of a link of the node
    uint32_t interface;  ///< IPv6 interface number
};

/// @return the RIPng of a node; null if it has none
Ptr<RipNg> RipNgOf(Ptr<Node> node);

/// @return what RIPng of a node knows of the way to an address; none: nothing
std::optional<RipRoute> RipRouteTo(Ptr<Node> node, const Ipv6Address& destination);

/// @return the destinations of RIPng's valid routes by an interface, as "5::/64"
std::vector<std::string> RipRoutesBy(Ptr<Node> node, uint32_t interface);

/// Whether this is a message of RIPng, in no tunnel.
bool IsRipng(const CaughtPacket& packet);

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_RIPNG_VIEW_H
