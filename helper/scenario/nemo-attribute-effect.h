// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_ATTRIBUTE_EFFECT_H
#define NEMO_ATTRIBUTE_EFFECT_H

#include "ns3/nemo-scenario-node.h"

#include <optional>
#include <string>

namespace ns3::nemo
{

/// Some attributes that ns-3 or this module has do nothing on the nodes of a scenario, because
/// something else does their work there, or because the runner sets them itself.
/// \param attribute exists
/// \param role of the node that is to get it
/// \return what to give in its place; nothing if it has its effect
std::optional<std::string> FindEffective(const AttributeSpec& attribute, NodeRole role);

} // namespace ns3::nemo

#endif // NEMO_ATTRIBUTE_EFFECT_H
