// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-scenario.h"

#include <algorithm>

namespace ns3::nemo
{

namespace
{

constexpr std::size_t FIRST_PORT = 9000;

template <typename Spec>
const Spec*
FindByName(const std::vector<Spec>& specs, std::string_view name)
{
    const auto found = std::find_if(specs.begin(), specs.end(), [name](const Spec& spec) {
        return spec.name == name;
    });
    return found == specs.end() ? nullptr : &*found;
}

} // namespace

const std::vector<HomeSpec>&
HomesOf(const NodeSpec& node)
{
    static const std::vector<HomeSpec> NONE;
    return node.mobile ? node.mobile->homes : NONE;
}

uint16_t
PortOf(const TrafficSpec& flow, std::size_t index)
{
    return flow.port.value_or(static_cast<uint16_t>(FIRST_PORT + index));
}

const LinkSpec*
Scenario::FindLink(std::string_view name) const
{
    return FindByName(links, name);
}

const NodeSpec*
Scenario::FindNode(std::string_view name) const
{
    return FindByName(nodes, name);
}

const TrafficSpec*
Scenario::FindFlow(std::string_view name) const
{
    return FindByName(traffic, name);
}

} // namespace ns3::nemo
