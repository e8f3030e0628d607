// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-json-units.h"
#include "ns3/nemo-scenario-loader-parts.h"

#include <utility>

namespace ns3::nemo
{

namespace
{

/// Read "to" of a route: a prefix, or an address, which is one of length 128.
std::optional<NetworkPrefix>
ReadRouteDestination(const JsonValue& value)
{
    const bool isPrefix = value.Get().is_string() &&
                          value.Get().get_ref<const std::string&>().find('/') != std::string::npos;
    if (isPrefix)
    {
        return ReadPrefix(value);
    }
    const auto address = ReadGlobalAddress(value);
    return address ? std::optional(NetworkPrefix(*address, 128)) : std::nullopt;
}

/// Read "tunnel": true, or its other end.
std::optional<RouteExpectation::Tunnel>
ReadTunnel(const JsonValue& value, const LoadContext& context)
{
    RouteExpectation::Tunnel tunnel;
    if (value.Get() == true)
    {
        return tunnel;
    }
    if (value.Get().is_boolean())
    {
        value.Refuse("says nothing: a route that is no tunnel has \"via\" or \"link\"",
                     "true, or the address of the other end");
        return std::nullopt;
    }
    tunnel.end = ReadAddressSpec(value, false, context);
    return tunnel.end ? std::optional(tunnel) : std::nullopt;
}

/// Read "none", which can only be true.
std::optional<bool>
ReadNone(const JsonValue& value)
{
    const auto none = value.ReadBoolean();
    if (none && !*none)
    {
        value.Refuse("says nothing", "true, or no such key");
    }
    return none;
}

/// A route leads nowhere, into a tunnel, or by way of a link: one of these.
void
CheckRouteForm(const JsonObject& object)
{
    const int forms = (object.Has("none") ? 1 : 0) + (object.Has("tunnel") ? 1 : 0) +
                      (object.Has("via") || object.Has("link") ? 1 : 0);
    if (forms != 1)
    {
        object.GetValue().Refuse("does not say one thing about the route",
                                 "\"via\" or \"link\" or both, or \"tunnel\", or \"none\": true");
    }
}

/// Read "4::3 > 7::2".
std::optional<StackExpectation::Header>
ReadHeaderText(const JsonValue& value)
{
    const auto text = value.Get().get<std::string>();
    const auto arrow = text.find(" > ");
    if (arrow == std::string::npos)
    {
        value.Refuse("is not a header", "\"SOURCE > DESTINATION\", or {\"from\", \"to\"}");
        return std::nullopt;
    }
    const auto source = ReadGlobalAddress(value, text.substr(0, arrow));
    const auto destination = ReadDestination(value, text.substr(arrow + 3));
    if (!source || !destination)
    {
        return std::nullopt;
    }
    return StackExpectation::Header{*source, *destination, std::nullopt, std::nullopt};
}

/// Read an item of "headers".
std::optional<StackExpectation::Header>
ReadHeader(const JsonValue& value, const LoadContext& context)
{
    if (value.Get().is_string())
    {
        return ReadHeaderText(value);
    }
    const auto object = JsonObject::Open(value, KeyContext::STACK_HEADER);
    if (!object)
    {
        return std::nullopt;
    }
    const auto address = [&](const JsonValue& v) { return ReadAddressSpec(v, false, context); };
    StackExpectation::Header header;
    object->AssignRequired("from", "the source address", header.source, address);
    object->AssignRequired("to", "the destination address", header.destination, address);
    object->Assign("routing", header.routing, address);
    object->Assign("homeAddress", header.homeAddress, address);
    return header;
}

/// Read "headers".
std::optional<std::vector<StackExpectation::Header>>
ReadHeaders(const JsonValue& value, const LoadContext& context)
{
    std::vector<StackExpectation::Header> headers;
    const auto items = value.ReadArray("a list of headers, such as [\"4::3 > 7::2\"]");
    if (items && items->empty())
    {
        value.Refuse("is empty", "one header at least");
    }
    for (const auto& item : items.value_or(std::vector<JsonValue>()))
    {
        auto header = ReadHeader(item, context);
        if (header)
        {
            headers.push_back(std::move(*header));
        }
    }
    return headers;
}

} // namespace

std::optional<AddressSpec>
ReadAddressSpec(const JsonValue& value, bool needsLink, const LoadContext& context)
{
    if (!value.Get().is_object())
    {
        const auto address = ReadGlobalAddress(value);
        return address ? std::optional<AddressSpec>(*address) : std::nullopt;
    }
    const auto object = JsonObject::Open(value, KeyContext::NODE_ADDRESS);
    NodeAddress result;
    const bool named =
        object->AssignRequired("node", "a node", result.node, [&](const JsonValue& v) {
            return ReadNodeName(v, context);
        });
    const auto link = needsLink ? object->Require("link", "a link") : object->Find("link");
    result.link = link ? ReadLinkName(*link, context) : std::nullopt;
    return named && (result.link || !link) ? std::optional<AddressSpec>(result) : std::nullopt;
}

std::optional<RouteExpectation>
ReadRouteExpectation(const JsonValue& value, const LoadContext& context)
{
    RouteExpectation route;
    const auto object = JsonObject::Open(value, KeyContext::ROUTE);
    if (!object)
    {
        return std::nullopt;
    }
    route.at = context.end;
    object->Assign("at", route.at, [&](const JsonValue& v) { return ReadMoment(v, context); });
    object->AssignRequired("node", "a node", route.node, [&](const JsonValue& v) {
        return ReadNodeName(v, context);
    });
    object->AssignRequired("to", "a prefix or an address", route.to, ReadRouteDestination);
    object->Assign("via", route.via, [&](const JsonValue& v) {
        return ReadAddressSpec(v, false, context);
    });
    object->Assign("link", route.link, [&](const JsonValue& v) {
        return ReadLinkName(v, context);
    });
    object->Assign("tunnel", route.tunnel, [&](const JsonValue& v) {
        return ReadTunnel(v, context);
    });
    object->Assign("none", route.none, ReadNone);
    CheckRouteForm(*object);
    return route;
}

std::optional<StackExpectation>
ReadStackExpectation(const JsonValue& value, const LoadContext& context)
{
    StackExpectation stack;
    const auto object = JsonObject::Open(value, KeyContext::STACK);
    if (!object)
    {
        return std::nullopt;
    }
    const auto time = [&](const JsonValue& v) { return ReadMoment(v, context); };
    stack.stop = context.end;
    object->AssignRequired("flow", "the name of a flow", stack.flow, [&](const JsonValue& v) {
        return ReadFlowName(v, context);
    });
    object->AssignRequired("link", "a link", stack.link, [&](const JsonValue& v) {
        return ReadLinkName(v, context);
    });
    object->Assign("start", stack.start, time);
    object->Assign("stop", stack.stop, time);
    object->Assign("reverse", stack.reverse, [](const JsonValue& v) { return v.ReadBoolean(); });
    object->AssignRequired("headers", "a list of headers", stack.headers, [&](const JsonValue& v) {
        return ReadHeaders(v, context);
    });
    if (stack.stop <= stack.start)
    {
        value.Refuse("looks at no time at all", "\"start\" before \"stop\"");
    }
    return stack;
}

} // namespace ns3::nemo
