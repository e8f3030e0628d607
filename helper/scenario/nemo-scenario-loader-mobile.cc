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

/// Read "careOfAddresses".
std::vector<Ipv6Address>
LoadCareOfAddresses(const JsonValue& value, const LoadContext& context)
{
    std::vector<Ipv6Address> all;
    const auto members = value.ReadMembers("an object of addresses by link");
    for (const auto& member : members.value_or(std::vector<JsonValue>()))
    {
        const auto index = context.links.Find(member.GetKey());
        if (!index && context.hasLinks)
        {
            RefuseKeyName(member, "is not a link", context.links.GetNames());
        }
        if (!index)
        {
            continue;
        }
        const auto here = ReadAddressesOnLink(member, context.scenario.links[*index]);
        all.insert(all.end(), here.begin(), here.end());
    }
    return all;
}

/// Read "careOfLinks".
std::vector<CareOfLinkSpec>
LoadCareOfLinks(const JsonValue& value, const LoadContext& context)
{
    std::vector<CareOfLinkSpec> all;
    const auto members = value.ReadMembers("an object of links by node");
    for (const auto& member : members.value_or(std::vector<JsonValue>()))
    {
        const auto link = ReadLinkName(member, context);
        if (!context.nodes.Find(member.GetKey()))
        {
            RefuseKeyName(member, "is not a node", context.nodes.GetNames());
        }
        else if (link)
        {
            all.push_back({member.GetKey(), *link, member.GetPointer()});
        }
    }
    return all;
}

} // namespace

void
LoadMobile(const JsonObject& object, bool complete, LoadContext& context, NodeSpec& node)
{
    MobileSpec mobile;
    object.Assign("interfaceId", mobile.interfaceId, ReadInterfaceIdentifier);
    mobile.homes = LoadHomes(object, complete, mobile.interfaceId, context);
    for (const auto& home : mobile.homes)
    {
        if (!home.IsVirtual() && !mobile.attached)
        {
            mobile.attached = home.link;
        }
    }
    const auto attached = object.Find("attached");
    if (node.course)
    {
        // The radio finds out where it is.
        mobile.attached = std::nullopt;
        if (attached)
        {
            attached->Refuse("is for nodes that \"movement\" moves: this one has \"mobility\", and "
                             "joins the access points that it hears",
                             "nothing: leave it out");
        }
    }
    else if (attached)
    {
        mobile.attached =
            attached->Get().is_null() ? std::nullopt : ReadLinkName(*attached, context);
    }
    else if (!mobile.attached && !mobile.homes.empty())
    {
        object.Require("attached", "a link, or null for none: no home is on a link");
    }
    object.Assign("interfaces", mobile.interfaces, [](const JsonValue& value) {
        const auto count = value.ReadInteger(1, MOST_INTERFACES);
        return count ? std::optional(static_cast<uint32_t>(*count)) : std::nullopt;
    });
    object.Assign("movementDetection", mobile.movementDetection, [](const JsonValue& value) {
        return value.ReadEnum(MOVEMENT_DETECTIONS);
    });
    const auto policy = object.Find("routeOptimization");
    if (policy)
    {
        mobile.routeOptimization = LoadRouteOptimization(*policy, context);
    }
    const auto ports = object.Find("careOfPorts");
    if (ports)
    {
        mobile.careOfPorts = LoadPorts(*ports);
    }
    if (const auto addresses = object.Find("careOfAddresses"))
    {
        mobile.careOfAddresses = LoadCareOfAddresses(*addresses, context);
    }
    if (const auto links = object.Find("careOfLinks"))
    {
        mobile.careOfLinks = LoadCareOfLinks(*links, context);
    }
    node.mobile = std::move(mobile);
}

void
LoadMobileRouter(const JsonObject& object, bool complete, LoadContext& context, NodeSpec& node)
{
    MobileRouterSpec router;
    object.Assign("mode", router.mode, [](const JsonValue& value) {
        return value.ReadEnum(REGISTRATION_MODES);
    });
    node.ripng = router.mode == RegistrationMode::ROUTING;
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
    router.requests = LoadRequests(object.Find("request"), node, router.mode, context);
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
