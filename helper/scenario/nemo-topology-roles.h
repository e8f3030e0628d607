// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TOPOLOGY_ROLES_H
#define NEMO_TOPOLOGY_ROLES_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/nemo-routes.h"
#include "ns3/nemo-topology.h"

#include <cstdint>

namespace ns3::nemo
{

/// Give a node that is no host the mobility of its dialect, before it has any interface.
/// \return its stack
Ptr<MobilityStack> InstallMobility(const BuiltNode& node);

/// Put the roles on a node and set the attributes that follow from keys of the file, so that its
/// "attributes" can override them. The node has its interfaces.
void CreateRoles(BuiltNode& node);

/// Tell the roles of a node whom they serve and how they advertise. All nodes have their
/// interfaces.
void ConfigureRoles(const BuiltNode& node, const Topology& topology, const RoutePlanner& planner);

/// Let a home agent route a mobile network by way of a home address that it serves.
/// \return whether the node is a home agent that serves it
bool AddRouteByHome(const BuiltNode& node,
                    const NetworkPrefix& prefix,
                    const Ipv6Address& homeAddress,
                    const Topology& topology);

/// Give the random variables of the roles fixed streams.
/// \param stream the first one
/// \return how many were used
int64_t AssignRoleStreams(const BuiltNode& node, int64_t stream);

} // namespace ns3::nemo

#endif // NEMO_TOPOLOGY_ROLES_H
