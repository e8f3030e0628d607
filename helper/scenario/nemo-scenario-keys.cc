// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-scenario-keys.h"

#include "ns3/nemo-scenario.h"

#include <algorithm>
#include <initializer_list>

namespace ns3::nemo
{

namespace
{

constexpr uint32_t MOBILE_ROUTERS = VariantBit(NodeRole::MOBILE_ROUTER);
constexpr uint32_t MOBILE = VariantBit(NodeRole::MOBILE_NODE) | MOBILE_ROUTERS;
constexpr uint32_t HOME_AGENTS = VariantBit(NodeRole::HOME_AGENT);
constexpr uint32_t FIXED = ~MOBILE;
constexpr uint32_t CORRESPONDENTS = ~VariantBit(NodeRole::HOST);
constexpr uint32_t ROUTERS = VariantBit(NodeRole::ROUTER) | HOME_AGENTS;
constexpr uint32_t UDP_FLOWS = VariantBit(TrafficType::UDP);
constexpr uint32_t PING_FLOWS = VariantBit(TrafficType::PING);
constexpr uint32_t ON_OFF_FLOWS = VariantBit(TrafficType::ON_OFF);
constexpr uint32_t TCP_FLOWS = VariantBit(TrafficType::TCP);

using Names = std::initializer_list<std::string_view>;

constexpr std::string_view NO_FIXED_LINKS =
    "is for nodes that stay: a mobile node or router has one egress interface, which starts at "
    "\"home\" and moves; the links that a mobile router serves are its \"ingress\"";
constexpr std::string_view ONE_EGRESS =
    "is for mobile nodes: a mobile router has one egress interface, multihomed mobile networks are "
    "outside of RFC 3963 (section 1)";

/// Add rules that differ in their names only.
void
Add(std::vector<KeyRule>& rules,
    KeyContext context,
    uint32_t variants,
    Names built,
    Names later = {},
    std::string_view reason = {})
{
    for (const auto name : built)
    {
        rules.push_back({context, name, variants, true, reason});
    }
    for (const auto name : later)
    {
        rules.push_back({context, name, variants, false, reason});
    }
}

void
AddTopology(std::vector<KeyRule>& rules)
{
    Add(rules,
        KeyContext::SCENARIO,
        ALL_VARIANTS,
        {"$schema",
         "description",
         "duration",
         "seed",
         "run",
         "links",
         "nodes",
         "movement",
         "faults",
         "traffic",
         "security",
         "expect",
         "output",
         "allowLoops",
         "sweep"});
    Add(rules,
        KeyContext::LINK,
        ALL_VARIANTS,
        {"type",
         "prefix",
         "delay",
         "rate",
         "loss",
         "duplicate",
         "reorder",
         "mtu",
         "up",
         "ssid",
         "accessPoint"});
    Add(rules, KeyContext::ACCESS_POINT, ALL_VARIANTS, {"node", "position"});
    Add(rules, KeyContext::LINK_PREFIX, ALL_VARIANTS, {"prefix", "valid", "preferred"});
    Add(rules, KeyContext::NODE_LINK, ALL_VARIANTS, {"address", "advertise"});
    Add(rules, KeyContext::NODE_FAULT, ALL_VARIANTS, {"at", "node", "action"});
    Add(rules,
        KeyContext::LINK_FAULT,
        ALL_VARIANTS,
        {"at", "link", "prefix", "delay", "rate", "loss", "duplicate", "reorder", "mtu", "up"});
    Add(rules, KeyContext::ADVERTISE, ALL_VARIANTS, {"min", "max"});
}

void
AddNodes(std::vector<KeyRule>& rules)
{
    constexpr auto node = KeyContext::NODE;
    Add(rules, node, ALL_VARIANTS, {"role", "dialect", "attributes", "routes"});
    Add(rules, node, FIXED, {"links"}, {}, NO_FIXED_LINKS);
    // On correspondents false; on any node, as an object, how it moves among wifi links.
    Add(rules, node, ALL_VARIANTS, {"mobility"});
    Add(rules, node, ROUTERS, {"routing"});
    Add(rules,
        node,
        HOME_AGENTS,
        {"prefixTable",
         "nemo",
         "preference",
         "homeAgentLifetime",
         "lifetimeMax",
         "homePrefixes",
         "homeAddresses",
         "authority"});
    Add(rules,
        node,
        MOBILE,
        {"home",
         "interfaceId",
         "homeAgent",
         "homes",
         "attached",
         "routeOptimization",
         "careOfPorts",
         "careOfAddresses",
         "careOfLinks"});
    Add(rules, node, MOBILE, {"movementDetection"});
    Add(rules, node, VariantBit(NodeRole::MOBILE_NODE), {"interfaces"}, {}, ONE_EGRESS);
    Add(rules, node, MOBILE, {"homePrefix"});
    Add(rules, node, MOBILE_ROUTERS, {"ingress", "mode", "prefixes", "request"});
    Add(rules, node, MOBILE | HOME_AGENTS, {"encapsulationLimit"});
    Add(rules, node, CORRESPONDENTS, {"groups"});
    Add(rules, KeyContext::HOME, ALL_VARIANTS, {"link", "prefix", "interfaceId", "homeAgent"});
    Add(rules, KeyContext::AUTHORITY, ALL_VARIANTS, {"static", "pool", "sqlite"});
    Add(rules, KeyContext::POOL, ALL_VARIANTS, {"prefix", "length"});
    Add(rules, KeyContext::REQUEST, ALL_VARIANTS, {"link", "length", "persistent", "implicit"});
    Add(rules, KeyContext::ROUTE_OPTIMIZATION, ALL_VARIANTS, {"after", "ports"});
    Add(rules, KeyContext::MOVEMENT, ALL_VARIANTS, {"at", "node", "to", "interface"});
    Add(rules,
        KeyContext::COURSE,
        ALL_VARIANTS,
        {"constant", "waypoints", "random", "ns2", "sumo", "id", "from"});
    Add(rules, KeyContext::RANDOM_COURSE, ALL_VARIANTS, {"area", "speed", "pause"});
}

void
AddTraffic(std::vector<KeyRule>& rules)
{
    constexpr auto traffic = KeyContext::TRAFFIC;
    Add(rules, traffic, ALL_VARIANTS, {"name", "type", "from", "to", "start", "stop"});
    Add(rules, traffic, UDP_FLOWS | ON_OFF_FLOWS, {"rate"});
    Add(rules, traffic, PING_FLOWS, {"interval"});
    Add(rules, traffic, ~TCP_FLOWS, {"size"});
    Add(rules, traffic, TCP_FLOWS, {"bytes"});
    Add(rules, traffic, ~PING_FLOWS, {"port"});
    Add(rules, traffic, ON_OFF_FLOWS, {"on", "off"});
    Add(rules,
        KeyContext::ON_OFF_SPAN,
        ALL_VARIANTS,
        {"exponential", "uniform", "pareto", "shape"});
    Add(rules, KeyContext::DESTINATION, ALL_VARIANTS, {"node", "address"});
    Add(rules, KeyContext::OUTPUT, ALL_VARIANTS, {"pcap", "paths", "report"});
}

void
AddSecurity(std::vector<KeyRule>& rules)
{
    Add(rules,
        KeyContext::SECURITY,
        ALL_VARIANTS,
        {"between", "home", "protect", "protocol", "encryption", "authentication", "spi", "keys"});
    Add(rules, KeyContext::SECURITY_KEYS, ALL_VARIANTS, {"encryption", "authentication"});
}

void
AddExpectations(std::vector<KeyRule>& rules)
{
    Add(rules,
        KeyContext::EXPECT,
        ALL_VARIANTS,
        {"binding", "noBinding", "bindings", "handover", "messages", "route", "stack"});
    Add(rules,
        KeyContext::EXPECT_FLOW,
        ALL_VARIANTS,
        {"flow", "receivedMin", "receivedMax", "lostMin", "lostMax", "delayMax"});
    Add(rules, KeyContext::BINDING, ALL_VARIANTS, {"at", "node", "home", "careOf", "prefixes"});
    Add(rules, KeyContext::NO_BINDING, ALL_VARIANTS, {"at", "node", "home"});
    Add(rules, KeyContext::BINDINGS, ALL_VARIANTS, {"at", "node", "exact", "table"});
    Add(rules, KeyContext::BINDINGS_ENTRY, ALL_VARIANTS, {"home", "careOf", "prefixes"});
    Add(rules, KeyContext::HANDOVER, ALL_VARIANTS, {"node", "index", "outageMin", "outageMax"});
    Add(rules,
        KeyContext::MESSAGES,
        ALL_VARIANTS,
        {"node", "type", "direction", "status", "min", "max"});
    Add(rules,
        KeyContext::ROUTE,
        ALL_VARIANTS,
        {"at", "node", "to", "via", "link", "tunnel", "none"});
    Add(rules,
        KeyContext::STACK,
        ALL_VARIANTS,
        {"flow", "link", "headers", "start", "stop", "reverse"});
    Add(rules, KeyContext::STACK_HEADER, ALL_VARIANTS, {"from", "to", "routing", "homeAddress"});
    Add(rules, KeyContext::NODE_ADDRESS, ALL_VARIANTS, {"node", "link"});
}

void
AddSweep(std::vector<KeyRule>& rules)
{
    Add(rules, KeyContext::SWEEP_RANGE, ALL_VARIANTS, {"from", "to", "step"});
    Add(rules, KeyContext::SWEEP_PUBLISHED, ALL_VARIANTS, {"source", "at", "values"});
}

} // namespace

const std::vector<KeyRule>&
GetKeyRules()
{
    static const std::vector<KeyRule> rules = [] {
        std::vector<KeyRule> all;
        AddTopology(all);
        AddNodes(all);
        AddTraffic(all);
        AddSecurity(all);
        AddExpectations(all);
        AddSweep(all);
        return all;
    }();
    return rules;
}

std::vector<std::string_view>
GetKeys(KeyContext context, uint32_t variants)
{
    std::vector<std::string_view> names;
    for (const auto& rule : GetKeyRules())
    {
        if (rule.context == context && rule.built && (rule.variants & variants) != 0)
        {
            names.push_back(rule.name);
        }
    }
    return names;
}

const KeyRule*
FindKeyRule(KeyContext context, std::string_view name)
{
    const auto& rules = GetKeyRules();
    const auto found = std::find_if(rules.begin(), rules.end(), [&](const KeyRule& rule) {
        return rule.context == context && rule.name == name;
    });
    return found == rules.end() ? nullptr : &*found;
}

} // namespace ns3::nemo
