// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TOPOLOGY_POLICY_H
#define NEMO_TOPOLOGY_POLICY_H

#include "ns3/mip6-mobile-node.h"
#include "ns3/mip6-route-optimization-policy.h"
#include "ns3/nemo-scenario-node.h"
#include "ns3/nemo-topology.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3::nemo
{

/// What "routeOptimization" of a node means once addresses are known.
/// \return a peer of the list stands for all its addresses, home addresses too
RouteOptimizationPolicy RouteOptimizationPolicyOf(const RouteOptimizationSpec& spec,
                                                  const Topology& topology);

/// \return the interface identifier of the care-of addresses of a mobile node, whatever it is made
/// of
uint64_t CareOfIdentifierOf(const BuiltNode& node);

/// \return the home addresses of a mobile node that its home of this number stands for besides its
/// own: those of the same interface identifier. draft-ietf-mobileip-ipv6-04 section 9.4
std::vector<Ipv6Address> FollowersOf(const BuiltNode& node,
                                     std::size_t home,
                                     const Topology& topology);

/// Give a mobile node its homes and its policies; addresses of all nodes are known.
void ConfigureMobileNode(const BuiltNode& node, const Topology& topology);

/// Give a mobile node what its keys say of its interface, and how it notices that it has moved.
void SetMobileAttributes(const BuiltNode& node, Ptr<MobileNode> mobile);

} // namespace ns3::nemo

#endif // NEMO_TOPOLOGY_POLICY_H
