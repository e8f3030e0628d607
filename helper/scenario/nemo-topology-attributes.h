// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TOPOLOGY_ATTRIBUTES_H
#define NEMO_TOPOLOGY_ATTRIBUTES_H

#include "ns3/nemo-topology.h"

#include <string>
#include <vector>

namespace ns3::nemo
{

/// Set a node's "attributes" on whatever it carries of that type: the node itself, what is
/// aggregated to it, its devices, roles and protocols, the parts of its mobility stack, and what
/// these hold in attributes of their own. Links are nobody's.
/// \return what nothing on the node carries, and what it did not take, each with its JSON pointer
std::vector<std::string> ApplyAttributes(const BuiltNode& node);

} // namespace ns3::nemo

#endif // NEMO_TOPOLOGY_ATTRIBUTES_H
