// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_ATTRIBUTE_CHECK_H
#define NEMO_ATTRIBUTE_CHECK_H

#include "ns3/nemo-json-value.h"
#include "ns3/nemo-scenario-node.h"

#include <optional>
#include <string>

namespace ns3::nemo
{

/// Read an ns-3 attribute, its full name as the key: "ns3::Ipv6L3Protocol::DefaultTtl": 64. Type,
/// attribute and value are checked here since ns-3 ends the program on what it cannot read. Values
/// of plain kinds (numbers, booleans, strings, enumerations, times, data rates) can be given, and
/// objects by ns-3's own notation: "ns3::ConstantRandomVariable[Constant=0]".
/// \param member the value, with the name as its key
/// \return the attribute, or nothing if an error was added
std::optional<AttributeSpec> ReadAttribute(const JsonValue& member);

} // namespace ns3::nemo

#endif // NEMO_ATTRIBUTE_CHECK_H
