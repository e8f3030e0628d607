// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-scenario-loader-parts.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>

// That flows can be put on their nodes.

namespace ns3::nemo
{

namespace
{

/// \return whether the node has an address before the run begins, on some link
bool
HasAddress(const NodeSpec& node, const LoadContext& context)
{
    return node.mobile || std::any_of(node.links.begin(), node.links.end(), [&](const auto& place) {
               const auto& link = context.scenario.links[*context.links.Find(place.link)];
               return !place.addresses.empty() || !link.prefixes.empty();
           });
}

/// What is sent needs a destination from the beginning.
void
CheckReceiver(const TrafficSpec& flow, LoadContext& context)
{
    const auto& node = context.scenario.nodes[*context.nodes.Find(flow.to)];
    if (!flow.address && !HasAddress(node, context))
    {
        context.diagnostics.AddError(
            {flow.pointer + "/to",
             "\"" + flow.to + "\"",
             "has no address by now: its links get their prefixes in the run",
             "{\"node\": \"" + flow.to +
                 "\", \"address\": ...}, with the address that it will have",
             ""});
    }
}

/// Flows are told apart by their ports.
void
CheckPorts(LoadContext& context)
{
    const auto& flows = context.scenario.traffic;
    std::map<std::tuple<std::string, bool, uint16_t>, std::string> owners;
    for (std::size_t i = 0; i < std::min(flows.size(), MOST_FLOWS); ++i)
    {
        const auto& flow = flows[i];
        if (flow.type == TrafficType::PING || flow.to.empty())
        {
            continue;
        }
        const auto port = PortOf(flow, i);
        const bool isTcp = flow.type == TrafficType::TCP;
        const auto [owner, isNew] = owners.emplace(std::tuple(flow.to, isTcp, port), flow.name);
        if (!isNew)
        {
            context.diagnostics.AddError(
                {flow.pointer + (flow.port ? "/port" : ""),
                 flow.port ? std::to_string(port) : "",
                 (flow.port ? "is" : "its port " + std::to_string(port) + " is") +
                     std::string(" that of flow \"") + owner->second + "\" at node \"" + flow.to +
                     "\" already",
                 "a \"port\" of its own",
                 ""});
        }
    }
}

} // namespace

void
CheckFlows(LoadContext& context)
{
    const auto& flows = context.scenario.traffic;
    if (flows.size() > MOST_FLOWS)
    {
        context.diagnostics.AddError({"/traffic",
                                      "",
                                      "holds " + std::to_string(flows.size()) + " flows",
                                      std::to_string(MOST_FLOWS) + ", which ports can tell apart",
                                      ""});
    }
    CheckPorts(context);
    // Of a link whose prefix was refused nothing can be said.
    const bool isWhole = !context.diagnostics.HasErrors();
    for (const auto& flow : isWhole ? flows : std::vector<TrafficSpec>())
    {
        CheckReceiver(flow, context);
    }
}

} // namespace ns3::nemo
