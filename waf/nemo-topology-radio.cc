// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-topology-radio.h"

#include "ns3/abort.h"

#include <algorithm>

// What stands for ../helper/scenario/nemo-topology-radio.cc with ns-3.35.

namespace ns3::nemo
{

void
BuildRadio(Topology& topology)
{
    const auto& links = topology.GetScenario().links;
    NS_ABORT_MSG_IF(std::any_of(links.begin(),
                                links.end(),
                                [](const LinkSpec& link) { return link.type == LinkType::WIFI; }),
                    "Links of \"type\": \"wifi\" need ns-3.37 or later.");
}

void
AssignRadioStreams(const Topology& /* topology */, int64_t /* first */)
{
}

void
PlaceStations(const Topology& /* topology */)
{
}

} // namespace ns3::nemo
