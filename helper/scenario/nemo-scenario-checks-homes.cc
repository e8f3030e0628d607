// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-scenario-loader-parts.h"
#include "ns3/nemo-text-values.h"

#include <algorithm>

// That each home agent serves the homes that name it.

namespace ns3::nemo
{

namespace
{

/// \return whether the node has that link for good
bool
IsOnLink(const NodeSpec& node, const std::string& link)
{
    return std::any_of(node.links.begin(), node.links.end(), [&link](const NodeLinkSpec& own) {
        return own.link == link;
    });
}

/// \return the home agents of a link
std::vector<std::string_view>
HomeAgentsOf(const std::string& link, const LoadContext& context)
{
    std::vector<std::string_view> names;
    for (const auto& node : context.scenario.nodes)
    {
        if (node.homeAgent && IsOnLink(node, link))
        {
            names.emplace_back(node.name);
        }
    }
    return names;
}

/// A home agent serves the virtual homes that it names.
void
CheckVirtualHome(const HomeSpec& home, const NodeSpec& agent, LoadContext& context)
{
    const auto& served = agent.homeAgent->homePrefixes;
    if (std::find(served.begin(), served.end(), home.prefix) == served.end())
    {
        context.diagnostics.AddError({home.pointer + "/homeAgent",
                                      "\"" + home.homeAgent + "\"",
                                      "does not serve the virtual home " + home.prefix.ToString(),
                                      "a home agent with that prefix in \"homePrefixes\"",
                                      ""});
    }
}

/// Home agents are discovered on a home link, and at least one has to be there that the node
/// understands.
void
CheckDiscovery(const NodeSpec& node, const HomeSpec& home, LoadContext& context)
{
    const auto names = HomeAgentsOf(home.link, context);
    const bool isAnswered = std::any_of(names.begin(), names.end(), [&](std::string_view name) {
        return context.scenario.FindNode(name)->dialect == node.dialect;
    });
    if (!home.IsVirtual() && isAnswered)
    {
        return;
    }
    context.diagnostics.AddError(
        {home.pointer + "/homeAgent",
         "\"discover\"",
         home.IsVirtual() ? "looks on a home link, which a virtual home has not"
         : names.empty()
             ? "finds nobody: no home agent is on the home link \"" + home.link + "\""
             : "finds nobody: no home agent of \"" + node.dialect + "\" is on the home link",
         "a home agent",
         ""});
}

/// A home agent serves the links that it is on.
void
CheckHome(const NodeSpec& node, const HomeSpec& home, LoadContext& context)
{
    if (home.homeAgent.empty())
    {
        CheckDiscovery(node, home, context);
        return;
    }
    const auto index = context.nodes.Find(home.homeAgent);
    if (!index || !context.roles[*index])
    {
        return;
    }
    const NodeSpec& agent = context.scenario.nodes[*index];
    if (home.IsVirtual())
    {
        CheckVirtualHome(home, agent, context);
        return;
    }
    if (IsOnLink(agent, home.link))
    {
        return;
    }
    const auto names = HomeAgentsOf(home.link, context);
    context.diagnostics.AddError(
        {home.pointer + "/homeAgent",
         "\"" + home.homeAgent + "\"",
         "is not on the home link \"" + home.link + "\"",
         names.empty() ? "a home agent with that link: there is none" : ListNames(names),
         names.size() == 1 ? std::string(names.front()) : ""});
}

/// A mobile node and its home agent understand each other.
void
CheckDialect(const NodeSpec& node, const HomeSpec& home, LoadContext& context)
{
    const auto* agent = context.scenario.FindNode(home.homeAgent);
    if (agent && agent->homeAgent && agent->dialect != node.dialect)
    {
        context.diagnostics.AddError({home.pointer + "/homeAgent",
                                      "\"" + home.homeAgent + "\"",
                                      "speaks \"" + agent->dialect + "\", which this node, of \"" +
                                          node.dialect + "\", does not understand",
                                      "a home agent of the same dialect",
                                      ""});
    }
}

} // namespace

void
CheckHomes(LoadContext& context)
{
    for (const auto& node : context.scenario.nodes)
    {
        for (const auto& home : HomesOf(node))
        {
            CheckHome(node, home, context);
            CheckDialect(node, home, context);
        }
    }
}

} // namespace ns3::nemo
