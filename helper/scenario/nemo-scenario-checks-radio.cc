// SPDX-License-Identifier: GPL-2.0-only
// Who moves by radio, and who by "movement".
#include "ns3/nemo-scenario-loader-parts.h"

#include <algorithm>
#include <vector>

namespace ns3::nemo
{

namespace
{

constexpr char GIVE_MOBILITY[] =
    "a link of another type; or give the node \"mobility\", such as {\"constant\": [0, 0]}";

bool
IsWifi(const LoadContext& context, const std::string& link)
{
    const auto* spec = context.scenario.FindLink(link);
    return spec && spec->type == LinkType::WIFI;
}

/// \return the nodes that are on a link all the time and can have an access point there
std::vector<std::string_view>
NodesOn(const LoadContext& context, const std::string& link)
{
    std::vector<std::string_view> names;
    for (const auto& node : context.scenario.nodes)
    {
        const bool isThere =
            std::any_of(node.links.begin(), node.links.end(), [&link](const NodeLinkSpec& place) {
                return place.link == link;
            });
        if (isThere && !node.mobile)
        {
            names.emplace_back(node.name);
        }
    }
    return names;
}

void
CheckAccessPoints(const LinkSpec& link, LoadContext& context)
{
    const auto names = NodesOn(context, link.name);
    for (const auto& point : link.accessPoints)
    {
        if (std::find(names.begin(), names.end(), point.node) == names.end())
        {
            const Json shown(point.node);
            context.diagnostics.AddError(
                {point.pointer + "/node",
                 Abridge(shown),
                 "is not a node that stays on this link",
                 names.empty() ? "a router with \"" + link.name + "\" among its \"links\""
                               : ListNames(names),
                 Suggest(point.node, names).value_or("")});
        }
    }
}

/// Who has no course is moved by "movement", which is not for wifi links.
void
CheckStart(const NodeSpec& node, LoadContext& context)
{
    const auto pointer = AppendToPointer("/nodes", node.name);
    const auto& links = context.scenario.links;
    const bool hasWifi = std::any_of(links.begin(), links.end(), [](const LinkSpec& link) {
        return link.type == LinkType::WIFI;
    });
    if (node.course && !hasWifi)
    {
        context.diagnostics.AddError({pointer + "/mobility",
                                      "",
                                      "has no access point to move to",
                                      "a link of \"type\": \"wifi\" in this file, or \"movement\"",
                                      ""});
    }
    if (!node.course && node.mobile->attached && IsWifi(context, *node.mobile->attached))
    {
        const Json shown(*node.mobile->attached);
        context.diagnostics.AddError(
            {pointer,
             "",
             "begins on the wifi link " + Abridge(shown) + ", which nodes join by radio",
             "\"mobility\", such as {\"constant\": [0, 0]}, or \"attached\" "
             "with another link",
             ""});
    }
}

void
CheckMovement(const PlacedMovement& placed, LoadContext& context)
{
    const auto& movement = placed.movement;
    const auto* node = context.scenario.FindNode(movement.node);
    if (node && node->course && movement.interface == 0)
    {
        context.diagnostics.AddError({placed.pointer + "/node",
                                      Abridge(Json(movement.node)),
                                      "has \"mobility\": it moves where that leads",
                                      "another node, or an \"interface\" of it from 1 on",
                                      ""});
    }
    else if (movement.to && IsWifi(context, *movement.to))
    {
        context.diagnostics.AddError({placed.pointer + "/to",
                                      Abridge(Json(*movement.to)),
                                      "is a wifi link, which nodes join by radio",
                                      GIVE_MOBILITY,
                                      ""});
    }
}

void
CheckFault(const PlacedFault& placed, LoadContext& context)
{
    const auto* fault = std::get_if<LinkFault>(&placed.fault.what);
    if (fault && fault->up && IsWifi(context, fault->link))
    {
        context.diagnostics.AddError({placed.pointer + "/up",
                                      *fault->up ? "true" : "false",
                                      "is not for wifi links, whose access points are always on",
                                      "\"loss\": 1 to let nothing through",
                                      ""});
    }
}

} // namespace

void
CheckRadio(LoadContext& context)
{
    for (const auto& link : context.scenario.links)
    {
        CheckAccessPoints(link, context);
    }
    for (const auto& node : context.scenario.nodes)
    {
        if (node.mobile)
        {
            CheckStart(node, context);
        }
    }
    for (const auto& placed : context.movement)
    {
        CheckMovement(placed, context);
    }
    for (const auto& placed : context.faults)
    {
        CheckFault(placed, context);
    }
}

} // namespace ns3::nemo
