// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-json-units.h"
#include "ns3/nemo-prefix-table.h"
#include "ns3/nemo-scenario-loader-parts.h"

#include <algorithm>
#include <sstream>
#include <utility>

// Prefix delegation: where home agents get prefixes, and what mobile routers ask for.

namespace ns3::nemo
{

namespace
{

/// What one update is read for; a home agent gives no more, either.
constexpr std::size_t MOST_REQUESTS = 16;

/// What a home agent can list in one acknowledgement.
constexpr std::size_t MOST_LISTED = 49;

std::string
ToText(const Ipv6Address& address)
{
    std::ostringstream text;
    text << address;
    return text.str();
}

std::optional<uint8_t>
ReadPrefixLength(const JsonValue& value)
{
    return value.ReadAs<uint8_t>(1, 128);
}

/// Read one "pool".
std::optional<PrefixPoolSpec>
LoadPool(const JsonValue& value)
{
    const auto object = JsonObject::Open(value, KeyContext::POOL);
    PrefixPoolSpec pool;
    const bool isRead =
        object && object->AssignRequired("prefix",
                                         "a prefix, such as \"fd00:b000::/48\"",
                                         pool.prefix,
                                         [](const JsonValue& v) { return ReadPrefix(v); });
    if (!isRead)
    {
        return std::nullopt;
    }
    object->Assign("length", pool.length, ReadPrefixLength);
    if (pool.length < pool.prefix.length)
    {
        object->GetValue().Refuse("has parts that are larger than the whole",
                                  "a \"length\" of " + std::to_string(pool.prefix.length) +
                                      " or more");
    }
    return pool;
}

/// Read "pool", one or a list.
std::vector<PrefixPoolSpec>
LoadPools(const JsonValue& value)
{
    std::vector<JsonValue> items{value};
    if (value.Get().is_array())
    {
        items = *value.ReadArray("");
    }
    std::vector<PrefixPoolSpec> pools;
    for (const auto& item : items)
    {
        if (const auto pool = LoadPool(item))
        {
            const bool overlaps =
                std::any_of(pools.begin(), pools.end(), [&](const PrefixPoolSpec& other) {
                    return other.prefix.Overlaps(pool->prefix);
                });
            if (overlaps)
            {
                item.Refuse("overlaps another pool", "a prefix of its own");
            }
            pools.push_back(*pool);
        }
    }
    return pools;
}

/// Read an item of "request".
std::optional<PrefixRequestSpec>
LoadRequest(const JsonValue& value, const NodeSpec& node, const LoadContext& context)
{
    const auto object = JsonObject::Open(value, KeyContext::REQUEST);
    PrefixRequestSpec request;
    const bool isRead = object && object->AssignRequired(
                                      "link",
                                      "an ingress link of this node",
                                      request.link,
                                      [&](const JsonValue& v) { return ReadLinkName(v, context); });
    if (!isRead)
    {
        return std::nullopt;
    }
    const bool isOwn = std::any_of(node.links.begin(), node.links.end(), [&](const auto& link) {
        return link.link == request.link;
    });
    if (!isOwn)
    {
        object->Find("link")->Refuse("is no link of this router's network", "one of \"ingress\"");
    }
    const auto flag = [](const JsonValue& v) { return v.ReadBoolean(); };
    object->Assign("length", request.length, ReadPrefixLength);
    object->Assign("persistent", request.persistent, flag);
    object->Assign("implicit", request.implicit, flag);
    return request;
}

/// What a home agent cannot give besides what it has given before (`known`, by home address).
std::optional<std::string>
FindDispute(const Ipv6Address& home, const NetworkPrefix& prefix, const PrefixTable& known)
{
    if (!PrefixTable::IsUsable(prefix))
    {
        return "cannot be the prefix of a mobile network";
    }
    if (known.OverlapsOther(home, prefix))
    {
        return "overlaps a prefix of another home address";
    }
    return known.Of(home).size() >= MOST_LISTED
               ? std::optional("is more than the " + std::to_string(MOST_LISTED) +
                               " prefixes of one home address that can be listed")
               : std::nullopt;
}

/// "prefixTable" and "static" of a home agent that delegates prefixes.
void
CheckGiven(const HomeAgentSpec& agent, const std::string& pointer, LoadContext& context)
{
    PrefixTable known;
    const auto check = [&](const std::vector<PrefixTableSpec>& entries, const std::string& key) {
        for (const auto& entry : entries)
        {
            for (const auto& prefix : entry.prefixes)
            {
                const auto dispute = FindDispute(entry.homeAddress, prefix, known);
                if (dispute && known.OwnerOf(prefix) != entry.homeAddress)
                {
                    context.diagnostics.AddError(
                        {AppendToPointer(pointer + key, ToText(entry.homeAddress)),
                         "\"" + prefix.ToString() + "\"",
                         *dispute,
                         "a prefix that only this home address has",
                         ""});
                }
                known.Add(entry.homeAddress, prefix);
            }
        }
    };
    check(agent.prefixTable, "/prefixTable");
    check(agent.authority->assigned, "/authority/static");
}

} // namespace

std::vector<PrefixTableSpec>
LoadPrefixesByHome(const JsonValue& value, const std::string& shape)
{
    std::vector<PrefixTableSpec> table;
    const auto members = value.ReadMembers(shape);
    for (const auto& member : members.value_or(std::vector<JsonValue>()))
    {
        const auto home = ReadGlobalAddress(member, member.GetKey());
        const auto prefixes = ReadPrefixes(member);
        if (home && prefixes)
        {
            table.push_back({*home, *prefixes});
        }
    }
    return table;
}

std::optional<AuthoritySpec>
LoadAuthority(const JsonValue& value)
{
    const auto object = JsonObject::Open(value, KeyContext::AUTHORITY);
    if (!object)
    {
        return std::nullopt;
    }
    AuthoritySpec authority;
    if (!object->Has("static") && !object->Has("pool"))
    {
        value.Refuse("gives nothing", "\"static\", \"pool\", or both");
    }
    if (const auto assigned = object->Find("static"))
    {
        authority.assigned = LoadPrefixesByHome(*assigned,
                                                "an object of lists of prefixes by home address, "
                                                "such as {\"4::2\": [\"5::/64\"]}");
    }
    if (const auto pool = object->Find("pool"))
    {
        authority.pools = LoadPools(*pool);
    }
    object->Assign("sqlite", authority.file, [](const JsonValue& v) { return v.ReadString(); });
    return authority;
}

std::vector<PrefixRequestSpec>
LoadRequests(const std::optional<JsonValue>& value,
             const NodeSpec& node,
             RegistrationMode mode,
             const LoadContext& context)
{
    std::vector<PrefixRequestSpec> requests;
    if (!value)
    {
        for (const auto& link : node.links)
        {
            if (mode == RegistrationMode::DELEGATED &&
                context.scenario.links[*context.links.Find(link.link)].prefixes.empty())
            {
                PrefixRequestSpec request;
                request.link = link.link;
                requests.push_back(request);
            }
        }
        return requests;
    }
    const auto items = value->ReadArray("a list of {\"link\", \"length\", ...}");
    for (const auto& item : items.value_or(std::vector<JsonValue>()))
    {
        if (const auto request = LoadRequest(item, node, context))
        {
            requests.push_back(*request);
        }
    }
    if (requests.size() > MOST_REQUESTS)
    {
        value->Refuse("are more requests than a home agent reads of one update",
                      "at most " + std::to_string(MOST_REQUESTS));
    }
    return requests;
}

std::set<std::string>
LinksToNumber(const JsonObject& file)
{
    std::set<std::string> names;
    const auto& text = file.GetValue().Get();
    const auto nodes = text.find("nodes");
    if (nodes == text.end() || !nodes->is_object())
    {
        return names;
    }
    for (const auto& node : *nodes)
    {
        if (!node.is_object() || !node.contains("mode") || node.at("mode") != "delegated")
        {
            continue;
        }
        const auto ingress = node.find("ingress");
        if (ingress != node.end() && ingress->is_object())
        {
            for (const auto& link : ingress->items())
            {
                names.insert(link.key());
            }
        }
    }
    return names;
}

void
CheckDelegation(LoadContext& context)
{
    const auto pointerOf = [](const NodeSpec& node) {
        return AppendToPointer("/nodes", node.name);
    };
    const auto& nodes = context.scenario.nodes;
    // Else its prefix was refused.
    const auto isNumbered = [&nodes](const std::string& name) {
        return std::any_of(nodes.begin(), nodes.end(), [&name](const NodeSpec& node) {
            return node.mobileRouter && node.mobileRouter->mode == RegistrationMode::DELEGATED &&
                   std::any_of(node.links.begin(), node.links.end(), [&name](const auto& link) {
                       return link.link == name;
                   });
        });
    };
    for (const auto& node : nodes)
    {
        for (const auto& link : node.links)
        {
            if (link.identifier && !node.mobileRouter && isNumbered(link.link))
            {
                context.diagnostics.AddError(
                    {AppendToPointer(pointerOf(node) + "/links", link.link),
                     "\"" + ToText(*link.identifier) + "\"",
                     "is on a link that has no prefix before a mobile router gets one for it",
                     "null: the node forms its address then",
                     ""});
            }
        }
        if (node.homeAgent && node.homeAgent->authority)
        {
            CheckGiven(*node.homeAgent, pointerOf(node), context);
        }
        const auto pools = node.homeAgent && node.homeAgent->authority
                               ? node.homeAgent->authority->pools
                               : std::vector<PrefixPoolSpec>();
        for (const auto& pool : pools)
        {
            for (const auto& link : context.scenario.links)
            {
                for (const auto& item : link.prefixes)
                {
                    if (item.prefix.Overlaps(pool.prefix))
                    {
                        context.diagnostics.AddError(
                            {pointerOf(node) + "/authority/pool",
                             "\"" + pool.prefix.ToString() + "\"",
                             "overlaps the prefix of link \"" + link.name + "\"",
                             "a prefix that nothing else uses",
                             ""});
                    }
                }
            }
        }
    }
}

} // namespace ns3::nemo
