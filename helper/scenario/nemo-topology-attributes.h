// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TOPOLOGY_ATTRIBUTES_H
#define NEMO_TOPOLOGY_ATTRIBUTES_H

#include "ns3/nemo-topology.h"

#include <string>
#include <utility>
#include <vector>

namespace ns3::nemo
{

/// What came of attributes that could not be set.
struct AttributeProblems
{
    /// What something on a node did not take, each with its JSON pointer.
    std::vector<std::string> texts;
    /// Attributes of what the node does not have.
    std::vector<std::pair<const NodeSpec*, const AttributeSpec*>> strangers;
};

/// Set a node's "attributes" on whatever it carries of that type: the node itself, what is
/// aggregated to it, its devices, roles and protocols, the parts of its mobility stack, and what
/// these hold in attributes of their own. Links are nobody's.
/// \param problems gets what could not be set
void ApplyAttributes(const BuiltNode& node, AttributeProblems& problems);

/// \return the problems in a sentence each, with the JSON pointer and with the nodes that could
/// have
///         such an attribute
std::vector<std::string> Describe(const AttributeProblems& problems, const Topology& topology);

} // namespace ns3::nemo

#endif // NEMO_TOPOLOGY_ATTRIBUTES_H
