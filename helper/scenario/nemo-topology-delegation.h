// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TOPOLOGY_DELEGATION_H
#define NEMO_TOPOLOGY_DELEGATION_H

#include "ns3/nemo-topology.h"
#include "ns3/nstime.h"

#include <map>
#include <string>
#include <vector>

namespace ns3::nemo
{

/// The files of prefix leases of a scenario that cannot be used.
/// \return a line for each, with its JSON pointer
std::vector<std::string> CheckLeaseFiles(const Scenario& scenario);

/// Give each home agent what delegates its prefixes.
void ConfigureDelegation(const Topology& topology);

/// Tell a mobile router what to ask for.
void ConfigurePrefixRequests(const BuiltNode& node);

/// The identifier of a mobile router on a link of its network, for prefixes that come later.
/// \param place which of its links
Ipv6Address IdentifierOn(const BuiltNode& node, std::size_t place);

} // namespace ns3::nemo

#endif // NEMO_TOPOLOGY_DELEGATION_H
