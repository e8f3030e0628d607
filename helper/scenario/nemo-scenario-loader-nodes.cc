// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-attribute-check.h"
#include "ns3/nemo-json-units.h"
#include "ns3/nemo-scenario-loader-parts.h"
#include "ns3/nemo-scenario-names.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace ns3::nemo
{

namespace
{

/// The longest lifetime that a Binding Update can ask for: 16 bits of 4 s, RFC 6275 section 6.1.7.
const Time LONGEST_BINDING = Seconds(65535 * 4);
/// Home Agent Lifetime has 16 bits of seconds, RFC 6275 section 7.4.
const Time LONGEST_HOME_AGENT_LIFETIME = Seconds(65535);
/// A Tunnel Encapsulation Limit is an octet, RFC 2473 section 4.1.1.
constexpr int64_t LARGEST_ENCAPSULATION_LIMIT = 255;

/// \return the bits of KeyRule::variants that this role stands for; all if it is not known
uint32_t
Variants(std::optional<NodeRole> role)
{
    return role ? VariantBit(*role) : ALL_VARIANTS;
}

/// Read the roles of all nodes, so that whoever names a node can be told that its role is wrong.
void
LoadRoles(const std::vector<JsonValue>& members, LoadContext& context)
{
    for (const auto& member : members)
    {
        if (!CheckName(member))
        {
            continue;
        }
        NodeSpec node;
        node.name = member.GetKey();
        std::optional<NodeRole> role;
        const auto found =
            member.Get().is_object() ? member.Get().find("role") : member.Get().end();
        if (found != member.Get().end())
        {
            const JsonValue value(*found, member.GetPointer() + "/role", context.diagnostics);
            role = value.ReadEnum(NODE_ROLES);
        }
        else if (member.Get().is_object())
        {
            std::vector<std::string_view> names;
            for (const auto& name : NODE_ROLES)
            {
                names.push_back(name.name);
            }
            context.diagnostics.AddError(
                {member.GetPointer(), "", "\"role\" is missing", ListNames(names), ""});
        }
        node.role = role.value_or(NodeRole::HOST);
        context.nodes.Add(node.name);
        context.roles.push_back(role);
        context.scenario.nodes.push_back(std::move(node));
    }
}

std::vector<RouteSpec>
LoadRoutes(const JsonValue& value, const LoadContext& context)
{
    std::vector<RouteSpec> routes;
    const auto members = value.ReadMembers("an object of nodes by prefix");
    for (const auto& member : members.value_or(std::vector<JsonValue>()))
    {
        const auto prefix = ReadPrefix(member, member.GetKey());
        const auto via = ReadNodeName(member, context);
        if (prefix && via)
        {
            routes.push_back({*prefix, *via, member.GetPointer()});
        }
    }
    return routes;
}

/// Read "mobility", which says two things: whether a correspondent knows mobility, and how a node
/// moves among wifi links.
void
LoadMobility(const JsonValue& value,
             std::optional<NodeRole> role,
             LoadContext& context,
             NodeSpec& node)
{
    if (value.Get().is_object())
    {
        constexpr uint32_t mobile =
            VariantBit(NodeRole::MOBILE_NODE) | VariantBit(NodeRole::MOBILE_ROUTER);
        if (role && (VariantBit(*role) & mobile) == 0)
        {
            value.Refuse("says how a node moves, which is for mobile nodes and mobile routers",
                         "true or false; access points have \"position\" in their link");
            return;
        }
        LoadCourse(value, context, node);
        return;
    }
    const auto mobility = value.ReadBoolean();
    node.mobility = mobility.value_or(true);
    if (!node.mobility && role && *role != NodeRole::CORRESPONDENT)
    {
        value.Refuse("is for correspondents only", "true");
    }
}

/// Read what every role may have.
void
LoadCommon(const JsonObject& object,
           std::optional<NodeRole> role,
           LoadContext& context,
           NodeSpec& node)
{
    object.Assign("dialect", node.dialect, [](const JsonValue& value) {
        return value.ReadEnum(DIALECTS);
    });
    const auto attributes = object.Find("attributes");
    if (attributes)
    {
        node.attributes = LoadAttributes(*attributes);
    }
    const auto routes = object.Find("routes");
    if (routes)
    {
        node.routes = LoadRoutes(*routes, context);
    }
    const auto mobility = object.Find("mobility");
    if (mobility)
    {
        LoadMobility(*mobility, role, context, node);
    }
}

void
LoadNode(const JsonValue& member, std::size_t index, LoadContext& context)
{
    NodeSpec& node = context.scenario.nodes[index];
    const auto role = context.roles[index];
    const uint32_t variants = Variants(role);
    const auto object = JsonObject::Open(member, KeyContext::NODE, variants);
    if (!object)
    {
        return;
    }
    LoadCommon(*object, role, context, node);
    constexpr uint32_t routers = VariantBit(NodeRole::ROUTER) | VariantBit(NodeRole::HOME_AGENT);
    constexpr uint32_t mobileRouters = VariantBit(NodeRole::MOBILE_ROUTER);
    constexpr uint32_t mobile = VariantBit(NodeRole::MOBILE_NODE) | mobileRouters;
    const bool fixed = role && (variants & mobile) == 0;
    const auto links =
        fixed ? object->Require("links", "an object of addresses by link") : object->Find("links");
    if (links && (variants & ~mobile) != 0)
    {
        node.links = LoadNodeLinks(*links, (variants & routers) != 0, context);
    }
    if (const auto routing = object->Find("routing"))
    {
        node.ripng = routing->ReadEnum(ROUTING_PROTOCOLS).has_value();
    }
    if (const auto groups = object->Find("groups"))
    {
        node.groups = LoadGroups(*groups);
    }
    const auto limit = object->Find("encapsulationLimit");
    if (limit && !limit->Get().is_null())
    {
        node.encapsulationLimit = limit->ReadAs<uint8_t>(0, LARGEST_ENCAPSULATION_LIMIT);
    }
    if ((variants & VariantBit(NodeRole::HOME_AGENT)) != 0)
    {
        LoadHomeAgent(*object, context, node);
    }
    if ((variants & mobile) != 0)
    {
        LoadMobile(*object, role.has_value(), context, node);
    }
    if ((variants & mobileRouters) != 0)
    {
        LoadMobileRouter(*object, role.has_value(), context, node);
    }
}

void
LoadPrefixTable(const JsonValue& value, HomeAgentSpec& homeAgent)
{
    homeAgent.acceptAnyPrefix = value.Get() == "any";
    if (!homeAgent.acceptAnyPrefix)
    {
        homeAgent.prefixTable =
            LoadPrefixesByHome(value,
                               "\"any\", or an object of lists of prefixes by home address, such "
                               "as {\"4::2\": [\"5::/64\"]}");
    }
}

/// Read "homeAddresses".
std::vector<HomeAddressSpec>
LoadOwners(const JsonValue& value, const LoadContext& context)
{
    std::vector<HomeAddressSpec> owners;
    const auto members =
        value.ReadMembers("an object of nodes by home address, such as {\"4::2\": \"MN\"}");
    for (const auto& member : members.value_or(std::vector<JsonValue>()))
    {
        constexpr uint32_t mobile =
            VariantBit(NodeRole::MOBILE_NODE) | VariantBit(NodeRole::MOBILE_ROUTER);
        const auto home = ReadGlobalAddress(member, member.GetKey());
        const auto node = ReadNodeName(member, context, mobile, "is not mobile");
        if (home && node)
        {
            owners.push_back({*home, *node});
        }
    }
    return owners;
}

/// A mobile router that runs RIPng needs home agents that do.
void
ImplyRouting(Scenario& scenario)
{
    for (const auto& router : scenario.nodes)
    {
        const bool routes =
            router.mobileRouter && router.mobileRouter->mode == RegistrationMode::ROUTING;
        for (const auto& home : routes ? HomesOf(router) : std::vector<HomeSpec>())
        {
            for (auto& agent : scenario.nodes)
            {
                const bool isOnLink =
                    std::any_of(agent.links.begin(), agent.links.end(), [&home](const auto& place) {
                        return place.link == home.link;
                    });
                const bool isOne = home.homeAgent.empty() ? isOnLink : agent.name == home.homeAgent;
                agent.ripng = agent.ripng || (agent.role == NodeRole::HOME_AGENT && isOne);
            }
        }
    }
}

} // namespace

void
LoadHomeAgent(const JsonObject& object, const LoadContext& context, NodeSpec& node)
{
    HomeAgentSpec homeAgent;
    const auto table = object.Find("prefixTable");
    if (table)
    {
        LoadPrefixTable(*table, homeAgent);
    }
    const auto virtualHomes = object.Find("homePrefixes");
    if (virtualHomes)
    {
        homeAgent.homePrefixes = ReadPrefixes(*virtualHomes).value_or(std::vector<NetworkPrefix>());
    }
    const auto owners = object.Find("homeAddresses");
    if (owners)
    {
        homeAgent.homeAddresses = LoadOwners(*owners, context);
    }
    object.Assign("nemo", homeAgent.nemo, [](const JsonValue& v) { return v.ReadBoolean(); });
    object.Assign("preference", homeAgent.preference, [](const JsonValue& v) {
        return v.ReadAs<int16_t>(std::numeric_limits<int16_t>::min(),
                                 std::numeric_limits<int16_t>::max());
    });
    object.Assign("homeAgentLifetime", homeAgent.homeAgentLifetime, [](const JsonValue& v) {
        return ReadWholeSeconds(v, Seconds(1), LONGEST_HOME_AGENT_LIFETIME);
    });
    object.Assign("lifetimeMax", homeAgent.lifetimeMax, [](const JsonValue& v) {
        return ReadWholeSeconds(v, Seconds(4), LONGEST_BINDING);
    });
    if (const auto authority = object.Find("authority"))
    {
        homeAgent.authority = LoadAuthority(*authority);
    }
    node.homeAgent = std::move(homeAgent);
}

std::vector<AttributeSpec>
LoadAttributes(const JsonValue& value)
{
    std::vector<AttributeSpec> attributes;
    const auto members = value.ReadMembers(
        "an object of values by ns-3 attribute, such as {\"ns3::Ipv6L3Protocol::DefaultTtl\": 64}");
    for (const auto& member : members.value_or(std::vector<JsonValue>()))
    {
        auto attribute = ReadAttribute(member);
        if (attribute)
        {
            attributes.push_back(std::move(*attribute));
        }
    }
    return attributes;
}

void
LoadNodes(const JsonObject& file, LoadContext& context)
{
    const auto value = file.Require("nodes", "an object of nodes by name");
    const auto members = value ? value->ReadMembers("an object of nodes by name") : std::nullopt;
    if (!members)
    {
        return;
    }
    LoadRoles(*members, context);
    for (const auto& member : *members)
    {
        const auto index = context.nodes.Find(member.GetKey());
        if (index)
        {
            LoadNode(member, *index, context);
        }
    }
    LoadTraces(context);
    ImplyRouting(context.scenario);
}

} // namespace ns3::nemo
