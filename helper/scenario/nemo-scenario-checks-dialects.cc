// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-scenario-loader-parts.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

// That nodes of several dialects are not asked for what they cannot do with each other.

namespace ns3::nemo
{

namespace
{

const std::string DRAFT = "draft1997";

std::string
PointerOf(const NodeSpec& node, const std::string& key)
{
    return AppendToPointer("/nodes", node.name) + "/" + key;
}

/// \return whether the node has an attribute of this name, of any type, with this truth value
bool
Says(const NodeSpec& node, const std::string& name, bool wanted)
{
    return std::any_of(node.attributes.begin(), node.attributes.end(), [&](const auto& attribute) {
        const bool value = attribute.value == "true" || attribute.value == "1";
        return attribute.attribute == name && value == wanted;
    });
}

/// \return whether the node takes part in mobility, by its own dialect
bool
KnowsMobility(const NodeSpec& node)
{
    return node.role != NodeRole::HOST && node.mobility;
}

/// \return whether the mobile node would tell the other where it is
bool
OptimisesWith(const NodeSpec& mobile, const NodeSpec& peer)
{
    const auto& policy = mobile.mobile->routeOptimization;
    if (policy.policy == RouteOptimizationSpec::Policy::PEERS)
    {
        return std::find(policy.peers.begin(), policy.peers.end(), peer.name) != policy.peers.end();
    }
    return policy.policy != RouteOptimizationSpec::Policy::NEVER;
}

/// A mobile node of the 1997 dialect puts its Home Address option into each packet, to whomever.
void
CheckDraftPeer(const NodeSpec& mobile, const NodeSpec& peer, LoadContext& context)
{
    if (KnowsMobility(peer) && peer.dialect == DRAFT)
    {
        return;
    }
    const bool isOther = peer.dialect != DRAFT;
    context.diagnostics.AddError(
        {PointerOf(peer, isOther ? "dialect" : "role"),
         isOther ? "\"" + peer.dialect + "\"" : "",
         "does not understand the Home Address option by which \"" + mobile.name +
             "\", of \"draft1997\", sends to this node from elsewhere than its home",
         "a correspondent of \"draft1997\"; or \"ns3::nemo::Dialect::AllowsClash\": true among the "
         "attributes of \"" +
             mobile.name + "\", to see what happens",
         ""});
}

/// A correspondent of the 1997 dialect answers no test of return routability.
void
CheckPeerOfDraft(const NodeSpec& mobile, const NodeSpec& peer, LoadContext& context)
{
    if (peer.dialect != DRAFT || !KnowsMobility(peer) || !OptimisesWith(mobile, peer))
    {
        return;
    }
    context.diagnostics.AddError(
        {PointerOf(peer, "dialect"),
         "\"" + peer.dialect + "\"",
         "does not know return routability, by which \"" + mobile.name +
             "\" wants to optimise its route to this node",
         "a correspondent of \"" + mobile.dialect +
             "\"; \"routeOptimization\": false of the mobile node; or "
             "\"ns3::nemo::Dialect::AllowsClash\": true among its attributes, to see what happens",
         ""});
}

void
CheckPair(const NodeSpec& mobile, const NodeSpec& peer, LoadContext& context)
{
    if (!mobile.mobile || Says(mobile, "AllowsClash", true))
    {
        return;
    }
    mobile.dialect == DRAFT ? CheckDraftPeer(mobile, peer, context)
                            : CheckPeerOfDraft(mobile, peer, context);
}

/// Binding Updates of the 1997 dialect are ignored without an association.
void
CheckAssociation(const NodeSpec& mobile, LoadContext& context)
{
    if (mobile.dialect != DRAFT || Says(mobile, "RequiresAuthentication", false) ||
        Says(mobile, "AllowsClash", true))
    {
        return;
    }
    const auto& homes = HomesOf(mobile);
    for (std::size_t i = 0; i < homes.size(); ++i)
    {
        const HomeSpec& home = homes[i];
        const auto& all = context.scenario.security;
        const bool isProtected = std::any_of(all.begin(), all.end(), [&](const auto& item) {
            return item.mobile == mobile.name && item.home == i && item.homeAgent == home.homeAgent;
        });
        if (!isProtected && context.scenario.FindNode(home.homeAgent))
        {
            context.diagnostics.AddError(
                {home.pointer + "/homeAgent",
                 "\"" + home.homeAgent + "\"",
                 "ignores Binding Updates of \"draft1997\" that no association protects, and there "
                 "is none with this node",
                 "an item of \"security\" between the two with \"protocol\": \"ah\"; or "
                 "\"ns3::nemo::Draft1997Codec::RequiresAuthentication\": false among the "
                 "attributes of both",
                 ""});
        }
    }
}

/// The 1997 dialect moves hosts alone.
void
CheckMobileRouter(const NodeSpec& node, LoadContext& context)
{
    if (node.role != NodeRole::MOBILE_ROUTER || node.dialect != DRAFT ||
        Says(node, "AllowsClash", true))
    {
        return;
    }
    context.diagnostics.AddError(
        {PointerOf(node, "dialect"),
         "\"" + node.dialect + "\"",
         "knows no mobile networks: its messages say no prefixes, and its home agents forward to "
         "home addresses alone",
         "\"rfc6275\" for a mobile router; a mobile node; or \"ns3::nemo::Dialect::AllowsClash\": "
         "true among its attributes, to see what happens",
         ""});
}

/// RFC 6275 tells correspondents of the primary care-of address alone.
void
CheckCareOfLinks(const NodeSpec& node, LoadContext& context)
{
    if (!node.mobile || node.mobile->careOfLinks.empty() || node.dialect == DRAFT)
    {
        return;
    }
    context.diagnostics.AddError({PointerOf(node, "careOfLinks"),
                                  "",
                                  "is for nodes of \"draft1997\": one of \"" + node.dialect +
                                      "\" tells everybody of the same care-of address",
                                  "\"dialect\": \"draft1997\"",
                                  ""});
}

} // namespace

void
CheckDialects(LoadContext& context)
{
    std::set<std::pair<std::string, std::string>> seen;
    for (const auto& flow : context.scenario.traffic)
    {
        const auto* from = context.scenario.FindNode(flow.from);
        const auto* to = context.scenario.FindNode(flow.to);
        if (from && to && seen.insert(std::minmax(flow.from, flow.to)).second)
        {
            CheckPair(*from, *to, context);
            CheckPair(*to, *from, context);
        }
    }
    for (const auto& node : context.scenario.nodes)
    {
        CheckAssociation(node, context);
        CheckCareOfLinks(node, context);
        CheckMobileRouter(node, context);
    }
}

} // namespace ns3::nemo
