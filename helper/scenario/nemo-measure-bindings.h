// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_MEASURE_BINDINGS_H
#define NEMO_MEASURE_BINDINGS_H

#include "ns3/mip6-binding.h"
#include "ns3/nemo-results.h"
#include "ns3/nemo-topology.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3::nemo
{

/// \return the valid bindings that a node keeps at this moment, by home address; none if it keeps
/// no bindings at all
std::vector<BindingResult> BindingsOf(const BuiltNode& node);

/// \return what a report says of a binding at this moment
/// \param prefixes that are forwarded to it
BindingResult DescribeBinding(const std::string& node,
                              const Binding& binding,
                              const std::vector<NetworkPrefix>& prefixes);

/// \return the prefixes that home agents have given at this moment; nothing if none delegates. A
/// store that several share is told of once, as the first one's
std::optional<std::vector<DelegationResult>> DelegationsOf(const Topology& topology);

/// \return such as "4::2 -> 7::2 [5::/64 6::/64]"
std::string ToString(const BindingResult& binding);

} // namespace ns3::nemo

#endif // NEMO_MEASURE_BINDINGS_H
