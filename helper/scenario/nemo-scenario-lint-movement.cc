// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-scenario-loader-parts.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <variant>

// Movement that can happen and is hardly meant.

namespace ns3::nemo
{

namespace
{

/// Of two moves at one time the first lasts no time.
void
WarnOfHaste(LoadContext& context)
{
    std::map<std::pair<std::string, uint32_t>, const PlacedMovement*> last;
    for (const auto& placed : context.movement)
    {
        const auto& movement = placed.movement;
        auto& before = last[{movement.node, movement.interface}];
        if (before && before->movement.at == movement.at && movement.at < context.end)
        {
            context.diagnostics.AddWarning(placed.pointer,
                                           "moves \"" + movement.node + "\" at the same time as " +
                                               before->pointer + ", which so lasts no time");
        }
        before = &placed;
    }
}

/// \return whether the link is down at that time, and stays so
bool
IsDead(const std::string& link, Time at, const LoadContext& context)
{
    bool isUp = context.scenario.FindLink(link)->up;
    for (const auto& placed : context.faults)
    {
        const auto* fault = std::get_if<LinkFault>(&placed.fault.what);
        const bool isThis = fault && fault->link == link && fault->up;
        // What comes later can only help.
        isUp = isThis && (placed.fault.at <= at || *fault->up) ? *fault->up : isUp;
    }
    return !isUp;
}

} // namespace

void
WarnOfOddMoves(LoadContext& context)
{
    WarnOfHaste(context);
    for (const auto& placed : context.movement)
    {
        const auto& [at, node, to, interface] = placed.movement;
        if (to && at < context.end && IsDead(*to, at, context))
        {
            context.diagnostics.AddWarning(placed.pointer,
                                           "leads to link \"" + *to +
                                               "\", which is down (\"up\": "
                                               "false) from then on");
        }
    }
}

} // namespace ns3::nemo
