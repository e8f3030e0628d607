// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TOPOLOGY_POWER_H
#define NEMO_TOPOLOGY_POWER_H

#include "ns3/nemo-topology.h"

#include <cstdint>

namespace ns3::nemo
{

/// Give an interface an address that it keeps.
/// \param length bits of its prefix
void AddGivenAddress(const BuiltNode& node,
                     const BuiltInterface& interface,
                     const Ipv6Address& address,
                     uint8_t length);

/// Let a correspondent learn its addresses on the links where it has none of its own; ns-3's hosts
/// do by themselves.
void StartAutoconfiguration(const BuiltNode& node, const Scenario& scenario);

/// Crash: the node neither sends nor receives, and forgets what it has learned. Nothing happens if
/// it is off. A host forgets its neighbours only: ns-3 cannot forget autoconfigured addresses.
void TurnOff(const BuiltNode& node);

/// It starts as at time 0, on the links where it is. Nothing happens if it is on.
void TurnOn(const BuiltNode& node, const Scenario& scenario);

/// \return whether a node has power: whether its devices have
bool HasPower(Ptr<const Node> node);

} // namespace ns3::nemo

#endif // NEMO_TOPOLOGY_POWER_H
