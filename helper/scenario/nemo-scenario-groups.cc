// SPDX-License-Identifier: GPL-2.0-only
// What a scenario says of multicast groups.
#include "ns3/nemo-json-units.h"
#include "ns3/nemo-scenario-loader-parts.h"

#include <algorithm>
#include <sstream>
#include <string>

namespace ns3::nemo
{

namespace
{

/// Whether a node with this name listens to a group.
bool
Listens(const Scenario& scenario, const std::string& name, const Ipv6Address& group)
{
    return std::any_of(scenario.nodes.begin(), scenario.nodes.end(), [&](const NodeSpec& node) {
        return node.name == name && std::count(node.groups.begin(), node.groups.end(), group) > 0;
    });
}

/// What is wrong with a flow to a group; empty: nothing.
std::string
Judge(const Scenario& scenario, const TrafficSpec& flow)
{
    if (flow.type != TrafficType::UDP && flow.type != TrafficType::ON_OFF)
    {
        return "is a multicast group, which only udp and onoff flows can be for";
    }
    return Listens(scenario, flow.to, *flow.address)
               ? ""
               : "is a multicast group that \"" + flow.to + "\" does not have among its \"groups\"";
}

} // namespace

std::vector<Ipv6Address>
LoadGroups(const JsonValue& value)
{
    std::vector<Ipv6Address> groups;
    const auto items = value.ReadArray("a list of multicast groups");
    for (const auto& item : items.value_or(std::vector<JsonValue>()))
    {
        const auto group = ReadGroup(item);
        if (group && std::find(groups.begin(), groups.end(), *group) != groups.end())
        {
            item.Refuse("is in the list already", "each group once");
        }
        else if (group)
        {
            groups.push_back(*group);
        }
    }
    return groups;
}

void
CheckGroups(LoadContext& context)
{
    auto& nodes = context.scenario.nodes;
    const bool isUsed = std::any_of(nodes.begin(), nodes.end(), [](const NodeSpec& node) {
        return node.mobile && !node.groups.empty();
    });
    for (NodeSpec& node : nodes)
    {
        if (node.homeAgent)
        {
            node.homeAgent->multicast = isUsed;
        }
    }
    // Items that were refused are not there, so that the indices hold only without errors.
    const auto& traffic = context.scenario.traffic;
    const bool isWhole = !context.diagnostics.HasErrors();
    for (std::size_t i = 0; isWhole && i < traffic.size(); ++i)
    {
        const TrafficSpec& flow = traffic[i];
        if (!flow.address || !flow.address->IsMulticast())
        {
            continue;
        }
        const std::string problem = Judge(context.scenario, flow);
        if (!problem.empty())
        {
            std::ostringstream text;
            text << '"' << *flow.address << '"';
            context.diagnostics.AddError({"/traffic/" + std::to_string(i) + "/to/address",
                                          text.str(),
                                          problem,
                                          "a node that listens to it",
                                          ""});
        }
    }
}

} // namespace ns3::nemo
