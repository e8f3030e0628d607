// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TOPOLOGY_POLICY_H
#define NEMO_TOPOLOGY_POLICY_H

#include "ns3/mip6-mobile-node.h"
#include "ns3/mip6-route-optimization-policy.h"
#include "ns3/nemo-scenario-node.h"
#include "ns3/nemo-topology.h"

namespace ns3::nemo
{

/// What "routeOptimization" of a node means once addresses are known.
/// \return a peer of the list stands for all its addresses, home addresses too
RouteOptimizationPolicy RouteOptimizationPolicyOf(const RouteOptimizationSpec& spec,
                                                  const Topology& topology);

/// Give a mobile node what its keys say of its interface, where it starts, and how it notices that
/// it has moved.
void SetMobileAttributes(const BuiltNode& node, Ptr<MobileNode> mobile);

} // namespace ns3::nemo

#endif // NEMO_TOPOLOGY_POLICY_H
