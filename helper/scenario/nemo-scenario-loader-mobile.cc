// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-json-units.h"
#include "ns3/nemo-scenario-loader-parts.h"
#include "ns3/nemo-scenario-names.h"

#include <limits>
#include <utility>

namespace ns3::nemo
{

namespace
{

/// What fits into a Binding Update of 1280 octets, the smallest MTU.
constexpr std::size_t MOST_PREFIXES = 49;

/// Read the home agent of a home.
std::optional<std::string>
ReadHomeAgent(const JsonValue& value, const LoadContext& context)
{
    return ReadNodeName(value,
                        context,
                        VariantBit(NodeRole::HOME_AGENT),
                        "is not a home agent",
                        {"discover"});
}

/// Form the home address.
void
FormHomeAddress(const std::optional<JsonValue>& identifier,
                const LoadContext& context,
                HomeSpec& home)
{
    const auto& prefixes = context.scenario.links[*context.links.Find(home.link)].prefixes;
    if (prefixes.empty())
    {
        return;
    }
    home.prefix = prefixes.front().prefix;
    if (!home.interfaceId)
    {
        return;
    }
    home.homeAddress = JoinIdentifier(home.prefix, *home.interfaceId);
    if (!home.homeAddress || IsReservedAnycast(home.prefix, *home.homeAddress))
    {
        identifier->Refuse("makes no home address in " + home.prefix.ToString(),
                           "an identifier behind the prefix that is not reserved for anycast");
    }
}

/// Read a home from the keys of a node or of an item of "homes".
/// \param linkKey what the key of the link is called there
/// \return the home, or nothing if its link was refused
std::optional<HomeSpec>
LoadHome(const JsonObject& object, const std::string& linkKey, const LoadContext& context)
{
    HomeSpec home;
    home.pointer = object.GetValue().GetPointer();
    object.AssignRequired("homeAgent", "a home agent", home.homeAgent, [&](const JsonValue& value) {
        return ReadHomeAgent(value, context);
    });
    object.Assign("interfaceId", home.interfaceId, ReadInterfaceIdentifier);
    const bool linked =
        object.AssignRequired(linkKey, "a link", home.link, [&](const JsonValue& value) {
            return ReadLinkName(value, context);
        });
    if (!linked)
    {
        return std::nullopt;
    }
    FormHomeAddress(object.Find("interfaceId"), context, home);
    return home;
}

/// RFC 3963 section 1 and the binding cache allow one binding of a home address at a time.
void
CheckHomesDiffer(const JsonValue& value, const std::vector<HomeSpec>& homes)
{
    for (std::size_t i = 0; i < homes.size(); ++i)
    {
        for (std::size_t j = 0; j < i; ++j)
        {
            if (homes[i].link == homes[j].link && homes[i].interfaceId == homes[j].interfaceId)
            {
                value.GetDiagnostics().AddError(
                    {value.GetPointer() + "/" + std::to_string(i),
                     "",
                     "is the same home address as " + value.GetPointer() + "/" + std::to_string(j) +
                         ": a home address has one binding at one home agent at a time",
                     "another link or interfaceId",
                     ""});
                return;
            }
        }
    }
}

/// Read "homes".
std::vector<HomeSpec>
LoadHomes(const JsonValue& value, const LoadContext& context)
{
    std::vector<HomeSpec> homes;
    const auto items = value.ReadArray("a list of homes");
    for (const auto& item : items.value_or(std::vector<JsonValue>()))
    {
        const auto object = JsonObject::Open(item, KeyContext::HOME);
        auto home = object ? LoadHome(*object, "link", context) : std::nullopt;
        if (home && homes.size() < MOST_PREFIXES)
        {
            homes.push_back(std::move(*home));
        }
    }
    if (items && items->empty())
    {
        value.Refuse("is empty", "one home");
    }
    CheckHomesDiffer(value, homes);
    if (items && items->size() > 1)
    {
        value.Refuse("names several homes, which is not built yet", "one home");
    }
    return homes;
}

/// Read a list of "ports".
std::vector<uint16_t>
LoadPorts(const JsonValue& value)
{
    std::vector<uint16_t> ports;
    const auto items = value.ReadArray("a list of port numbers");
    for (const auto& item : items.value_or(std::vector<JsonValue>()))
    {
        const auto port = item.ReadAs<uint16_t>(1, 65535);
        if (port)
        {
            ports.push_back(*port);
        }
    }
    return ports;
}

/// Read the form {"after": n} or {"ports": [...]}.
void
LoadRouteOptimizationObject(const JsonValue& value, RouteOptimizationSpec& policy)
{
    const auto object = JsonObject::Open(value, KeyContext::ROUTE_OPTIMIZATION);
    if (object->Has("after") == object->Has("ports"))
    {
        value.Refuse("holds no single policy", "{\"after\": packets} or {\"ports\": [...]}");
        return;
    }
    const auto ports = object->Find("ports");
    if (ports)
    {
        policy.policy = RouteOptimizationSpec::Policy::PORTS;
        policy.ports = LoadPorts(*ports);
        return;
    }
    policy.policy = RouteOptimizationSpec::Policy::AFTER_PACKETS;
    object->Assign("after", policy.packets, [](const JsonValue& v) {
        return v.ReadAs<uint32_t>(0, std::numeric_limits<uint32_t>::max());
    });
}

/// Read "routeOptimization" in any of its forms.
RouteOptimizationSpec
LoadRouteOptimization(const JsonValue& value, const LoadContext& context)
{
    using Policy = RouteOptimizationSpec::Policy;
    RouteOptimizationSpec policy;
    if (value.Get().is_boolean())
    {
        policy.policy = value.Get().get<bool>() ? Policy::ALWAYS : Policy::NEVER;
    }
    else if (value.Get().is_array())
    {
        policy.policy = Policy::PEERS;
        const auto items = value.ReadArray("a list of nodes");
        for (const auto& item : *items)
        {
            const auto peer = ReadNodeName(item, context);
            if (peer)
            {
                policy.peers.push_back(*peer);
            }
        }
    }
    else if (value.Get().is_object())
    {
        LoadRouteOptimizationObject(value, policy);
    }
    else
    {
        value.Refuse("is not a policy of route optimisation",
                     "true, false, a list of nodes, {\"after\": packets}, {\"ports\": [...]}");
    }
    return policy;
}

} // namespace

void
LoadMobile(const JsonObject& object, bool complete, LoadContext& context, NodeSpec& node)
{
    MobileSpec mobile;
    const auto homes = object.Find("homes");
    if (homes)
    {
        mobile.homes = LoadHomes(*homes, context);
        if (object.Has("home") || object.Has("interfaceId") || object.Has("homeAgent"))
        {
            homes->Refuse("stands beside \"home\", \"interfaceId\" or \"homeAgent\"",
                          "either \"homes\" or these");
        }
    }
    else if (complete || object.Has("home"))
    {
        auto home = LoadHome(object, "home", context);
        if (home)
        {
            mobile.homes.push_back(std::move(*home));
        }
    }
    if (!mobile.homes.empty())
    {
        mobile.attached = mobile.homes.front().link;
    }
    const auto attached = object.Find("attached");
    if (attached)
    {
        mobile.attached =
            attached->Get().is_null() ? std::nullopt : ReadLinkName(*attached, context);
    }
    object.Assign("movementDetection", mobile.movementDetection, [](const JsonValue& value) {
        return value.ReadEnum(MOVEMENT_DETECTIONS);
    });
    const auto policy = object.Find("routeOptimization");
    if (policy)
    {
        mobile.routeOptimization = LoadRouteOptimization(*policy, context);
    }
    node.mobile = std::move(mobile);
}

void
LoadMobileRouter(const JsonObject& object, bool complete, LoadContext& context, NodeSpec& node)
{
    MobileRouterSpec router;
    object.Assign("mode", router.mode, [](const JsonValue& value) {
        return value.ReadEnum(REGISTRATION_MODES, {"delegated", "routing"});
    });
    const auto ingress = complete ? object.Require("ingress", "an object of addresses by link")
                                  : object.Find("ingress");
    if (ingress)
    {
        node.links = LoadNodeLinks(*ingress, true, context);
    }
    const auto prefixes = object.Find("prefixes");
    if (prefixes)
    {
        router.prefixes = ReadPrefixes(*prefixes).value_or(std::vector<NetworkPrefix>());
    }
    else
    {
        for (const auto& link : node.links)
        {
            for (const auto& item : context.scenario.links[*context.links.Find(link.link)].prefixes)
            {
                router.prefixes.push_back(item.prefix);
            }
        }
    }
    const bool isExplicit = router.mode == RegistrationMode::EXPLICIT;
    if (isExplicit && router.prefixes.size() > MOST_PREFIXES)
    {
        (prefixes ? *prefixes : *ingress)
            .Refuse("are more prefixes than a Binding Update of 1280 octets can hold",
                    "at most " + std::to_string(MOST_PREFIXES));
    }
    if (isExplicit && prefixes && prefixes->Get().is_array() && prefixes->Get().empty())
    {
        prefixes->Refuse("claims nothing, which explicit mode cannot say",
                         "one prefix at least, or \"mode\": \"implicit\"");
    }
    node.mobileRouter = std::move(router);
}

} // namespace ns3::nemo
