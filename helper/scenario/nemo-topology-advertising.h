// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TOPOLOGY_ADVERTISING_H
#define NEMO_TOPOLOGY_ADVERTISING_H

#include "ns3/mip6-advertising-config.h"
#include "ns3/nemo-routes.h"
#include "ns3/nemo-topology.h"

#include <cstddef>

namespace ns3::nemo
{

/// How a node advertises on one of its links.
/// \param index of the link in its spec; it advertises there
AdvertisingConfig AdvertisingOn(const BuiltNode& node,
                                std::size_t index,
                                const Topology& topology,
                                const RoutePlanner& planner);

/// Let the roles of a router or home agent that stays say of a link what BuiltLink::prefixes has:
/// in advertisements, and as home prefixes that are served. May be done again when that has
/// changed. Other roles say nothing by this. \param index as before; it need not advertise there
void AnnouncePrefixes(const BuiltNode& node,
                      std::size_t index,
                      const Topology& topology,
                      const RoutePlanner& planner);

} // namespace ns3::nemo

#endif // NEMO_TOPOLOGY_ADVERTISING_H
