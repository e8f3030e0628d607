// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-json-units.h"
#include "ns3/nemo-scenario-loader-parts.h"
#include "ns3/nemo-scenario-names.h"

#include <algorithm>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

namespace ns3::nemo
{

namespace
{

/// Longest prefix that fits the identifiers of those who are on the link.
constexpr uint8_t LONGEST_NEW_PREFIX = 64;

/// Read "at".
bool
ReadMoment(const JsonObject& object, Time& at)
{
    return object.AssignRequired("at", "a duration, such as \"20s\"", at, [](const JsonValue& v) {
        return ReadDuration(v);
    });
}

std::optional<FaultSpec>
LoadNodeFault(const JsonValue& item, const LoadContext& context)
{
    const auto object = JsonObject::Open(item, KeyContext::NODE_FAULT);
    FaultSpec fault;
    NodeFault what;
    const bool timed = ReadMoment(*object, fault.at);
    const bool named =
        object->AssignRequired("node", "a node, or \"link\"", what.node, [&](const JsonValue& v) {
            return ReadNodeName(v, context);
        });
    const bool acts =
        object->AssignRequired("action",
                               "\"crash\", \"restart\"",
                               what.action,
                               [](const JsonValue& v) { return v.ReadEnum(NODE_ACTIONS); });
    fault.what = what;
    return timed && named && acts ? std::optional(fault) : std::nullopt;
}

/// \return whether a mobile router serves the link
bool
IsIngress(const std::string& link, const LoadContext& context)
{
    const auto& nodes = context.scenario.nodes;
    return std::any_of(nodes.begin(), nodes.end(), [&link](const NodeSpec& node) {
        const auto serves = [&link](const NodeLinkSpec& place) { return place.link == link; };
        return node.mobileRouter && std::any_of(node.links.begin(), node.links.end(), serves);
    });
}

/// A new prefix is nobody else's, and the nodes of the link fit in.
void
CheckNewPrefix(const JsonValue& value,
               const LinkPrefix& item,
               const LinkSpec& link,
               const LoadContext& context)
{
    for (const auto& other : context.scenario.links)
    {
        const auto& own = other.prefixes;
        const auto& later = other.laterPrefixes;
        const bool has = std::any_of(own.begin(),
                                     own.end(),
                                     [&](const auto& p) { return p.prefix == item.prefix; }) ||
                         std::find(later.begin(), later.end(), item.prefix) != later.end();
        if (other.name != link.name && has)
        {
            value.Refuse("holds " + item.prefix.ToString() + ", which is of link \"" + other.name +
                             "\"",
                         "prefixes of its own");
        }
    }
    if (item.prefix.length > LONGEST_NEW_PREFIX)
    {
        value.Refuse("holds " + item.prefix.ToString() + ", which leaves no room for identifiers",
                     "prefixes of 64 bits at most");
    }
}

/// Read "prefix" of a fault, and note it with its link.
void
LoadNewPrefixes(const JsonValue& value, Time at, LinkFault& what, LoadContext& context)
{
    LinkSpec& link = context.scenario.links[*context.links.Find(what.link)];
    if (IsIngress(link.name, context))
    {
        value.Refuse("is for links that no mobile router serves: its network is not renumbered in "
                     "a run",
                     "a link without mobile router");
        return;
    }
    what.prefixes = ReadLinkPrefixes(value);
    for (auto& item : what.prefixes)
    {
        item.since = at;
        CheckNewPrefix(value, item, link, context);
        const bool isKnown =
            std::any_of(link.prefixes.begin(), link.prefixes.end(), [&item](const auto& own) {
                return own.prefix == item.prefix;
            });
        auto& later = link.laterPrefixes;
        if (!isKnown && std::find(later.begin(), later.end(), item.prefix) == later.end())
        {
            later.push_back(item.prefix);
        }
    }
}

std::optional<FaultSpec>
LoadLinkFault(const JsonValue& item, LoadContext& context)
{
    const auto object = JsonObject::Open(item, KeyContext::LINK_FAULT);
    FaultSpec fault;
    LinkFault what;
    const bool timed = ReadMoment(*object, fault.at);
    const bool named = object->AssignRequired("link", "a link", what.link, [&](const JsonValue& v) {
        return ReadLinkName(v, context);
    });
    ReadLinkKeys(*object, what);
    const auto prefix = object->Find("prefix");
    if (prefix && named)
    {
        LoadNewPrefixes(*prefix, fault.at, what, context);
    }
    const auto keys = GetKeys(KeyContext::LINK_FAULT, ALL_VARIANTS);
    const bool sets = std::any_of(keys.begin(), keys.end(), [&](std::string_view key) {
        return key != "at" && key != "link" && object->Has(key);
    });
    if (!sets)
    {
        item.Refuse("changes nothing", "one key of the link at least, such as \"up\": false");
    }
    fault.what = what;
    return timed && named && sets ? std::optional(fault) : std::nullopt;
}

void
LoadFault(const JsonValue& item, LoadContext& context)
{
    if (!item.Get().is_object())
    {
        JsonObject::Open(item, KeyContext::NODE_FAULT);
        return;
    }
    const bool isOfLink = item.Get().contains("link") && !item.Get().contains("node");
    auto fault = isOfLink ? LoadLinkFault(item, context) : LoadNodeFault(item, context);
    if (fault)
    {
        context.faults.push_back({std::move(*fault), item.GetPointer()});
    }
}

/// Crashes of who is down and restarts of who is up.
void
WarnOfIdleAction(const PlacedFault& placed,
                 const NodeFault& what,
                 std::set<std::string>& down,
                 LoadContext& context)
{
    const bool crashes = what.action == NodeAction::CRASH;
    const bool changes = crashes ? down.insert(what.node).second : down.erase(what.node) > 0;
    if (!changes)
    {
        context.diagnostics.AddWarning(placed.pointer,
                                       "does nothing: \"" + what.node + "\" is " +
                                           (crashes ? "down" : "up") + " already");
    }
}

} // namespace

void
LoadFaults(const JsonObject& file, LoadContext& context)
{
    const auto value = file.Find("faults");
    const auto items = value ? value->ReadArray("a list of faults") : std::nullopt;
    for (const auto& item : items.value_or(std::vector<JsonValue>()))
    {
        LoadFault(item, context);
    }
    std::stable_sort(context.faults.begin(),
                     context.faults.end(),
                     [](const auto& a, const auto& b) { return a.fault.at < b.fault.at; });
    for (const auto& placed : context.faults)
    {
        context.scenario.faults.push_back(placed.fault);
    }
}

void
WarnOfIdleFaults(LoadContext& context)
{
    std::set<std::string> down;
    for (const auto& placed : context.faults)
    {
        if (placed.fault.at >= context.end)
        {
            context.diagnostics.AddWarning(placed.pointer, "comes after the end of the run");
        }
        if (const auto* what = std::get_if<NodeFault>(&placed.fault.what))
        {
            WarnOfIdleAction(placed, *what, down, context);
        }
    }
}

} // namespace ns3::nemo
