// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-json-units.h"
#include "ns3/nemo-scenario-loader-parts.h"

#include <algorithm>
#include <utility>

// Where nodes that stay are on their links, and how they advertise there.

namespace ns3::nemo
{

namespace
{

/// Shortest intervals between router advertisements, RFC 6275 section 7.5, and the longest of
/// RFC 4861 section 6.2.1.
const Time SHORTEST_MIN_INTERVAL = MilliSeconds(30);
const Time SHORTEST_MAX_INTERVAL = MilliSeconds(70);
const Time LONGEST_INTERVAL = Seconds(1800);

/// \return the prefixes of the link for a message
std::string
ListPrefixes(const LinkSpec& link)
{
    std::string text;
    for (const auto& item : link.prefixes)
    {
        text += (text.empty() ? "" : ", ") + item.prefix.ToString();
    }
    return text;
}

/// The identifier in each prefix of the link.
std::vector<Ipv6Address>
JoinPrefixes(const JsonValue& value, const Ipv6Address& identifier, const LinkSpec& link)
{
    std::vector<Ipv6Address> addresses;
    for (const auto& item : link.prefixes)
    {
        const auto address = JoinIdentifier(item.prefix, identifier);
        if (address)
        {
            addresses.push_back(*address);
        }
        else
        {
            value.Refuse("reaches into the prefix " + item.prefix.ToString(),
                         "an identifier of " + std::to_string(128 - item.prefix.length) + " bits");
        }
    }
    return addresses;
}

/// A whole address, which must be of one of the link's prefixes.
std::vector<Ipv6Address>
ReadAddressOnLink(const JsonValue& value, const LinkSpec& link)
{
    const auto address = ReadGlobalAddress(value);
    const auto within = [&address](const LinkPrefix& item) {
        return item.prefix.Contains(*address);
    };
    if (!address || link.prefixes.empty() ||
        std::any_of(link.prefixes.begin(), link.prefixes.end(), within))
    {
        return address ? std::vector<Ipv6Address>{*address} : std::vector<Ipv6Address>();
    }
    value.Refuse("is outside of the prefix of link \"" + link.name + "\"",
                 "an address of " + ListPrefixes(link) + ", or an identifier such as \"::3\"");
    return {};
}

/// \return "::3" where it cannot be an address yet
std::optional<Ipv6Address>
ReadLaterIdentifier(const JsonValue& value, const LinkSpec& link)
{
    const auto text = link.prefixes.empty() && value.Get().is_string()
                          ? ParseAddress(value.Get().get_ref<const std::string&>())
                          : std::nullopt;
    return text && IsInterfaceIdentifier(*text) ? text : std::nullopt;
}

/// Read "advertise".
/// \param byDefault what holds where it is true
std::optional<AdvertiseSpec>
LoadAdvertise(const JsonValue& value)
{
    AdvertiseSpec advertise;
    if (value.Get().is_boolean())
    {
        return value.Get().get<bool>() ? std::optional(advertise) : std::nullopt;
    }
    const auto object = JsonObject::Open(value, KeyContext::ADVERTISE);
    if (!object)
    {
        return advertise;
    }
    object->Assign("min", advertise.min, [](const JsonValue& v) {
        return ReadDuration(v, SHORTEST_MIN_INTERVAL, LONGEST_INTERVAL);
    });
    object->Assign("max", advertise.max, [](const JsonValue& v) {
        return ReadDuration(v, SHORTEST_MAX_INTERVAL, LONGEST_INTERVAL);
    });
    if (advertise.min > advertise.max)
    {
        value.Refuse("has \"min\" above \"max\"", "\"min\" up to \"max\" (default 50ms and 1.5s)");
    }
    return advertise;
}

/// Read one link of a node.
/// \param advertises whether nodes of this role send router advertisements
NodeLinkSpec
LoadNodeLink(const JsonValue& member, bool advertises, const LinkSpec& link)
{
    NodeLinkSpec result;
    result.link = link.name;
    if (advertises && link.type != LinkType::POINT_TO_POINT)
    {
        result.advertise = AdvertiseSpec();
    }
    if (!member.Get().is_object())
    {
        result.addresses = ReadAddressesOnLink(member, link);
        result.identifier = ReadLaterIdentifier(member, link);
        return result;
    }
    const auto object = JsonObject::Open(member, KeyContext::NODE_LINK);
    const auto address = object->Find("address");
    if (address)
    {
        result.addresses = ReadAddressesOnLink(*address, link);
        result.identifier = ReadLaterIdentifier(*address, link);
    }
    const auto advertise = object->Find("advertise");
    if (advertise)
    {
        result.advertise = LoadAdvertise(*advertise);
        if (result.advertise && !advertises)
        {
            advertise->Refuse("is for routers: this role sends no router advertisements", "false");
        }
    }
    return result;
}

} // namespace

std::vector<Ipv6Address>
ReadAddressesOnLink(const JsonValue& value, const LinkSpec& link)
{
    if (value.Get().is_null())
    {
        const bool formable =
            std::all_of(link.prefixes.begin(), link.prefixes.end(), [](const LinkPrefix& item) {
                return item.prefix.length == 64;
            });
        if (!formable)
        {
            value.Refuse("asks for EUI-64, which needs prefixes of length 64",
                         "an address of " + ListPrefixes(link));
        }
        return {};
    }
    const auto text = value.Get().is_string()
                          ? ParseAddress(value.Get().get_ref<const std::string&>())
                          : std::nullopt;
    if (!text)
    {
        value.Refuse("is not an address on a link",
                     "\"::3\" (an interface identifier), a whole address, or null (EUI-64)");
        return {};
    }
    const auto addresses = IsInterfaceIdentifier(*text) ? JoinPrefixes(value, *text, link)
                                                        : ReadAddressOnLink(value, link);
    for (const auto& item : link.prefixes)
    {
        const auto reserved = [&item](const Ipv6Address& address) {
            return IsReservedAnycast(item.prefix, address);
        };
        if (std::any_of(addresses.begin(), addresses.end(), reserved))
        {
            value.Refuse("is reserved for anycast", "another identifier");
        }
    }
    return addresses;
}

std::vector<NodeLinkSpec>
LoadNodeLinks(const JsonValue& value, bool advertises, const LoadContext& context)
{
    std::vector<NodeLinkSpec> links;
    const auto members = value.ReadMembers("an object of addresses by link");
    if (!members)
    {
        return links;
    }
    for (const auto& member : *members)
    {
        const auto index = context.links.Find(member.GetKey());
        if (index)
        {
            links.push_back(LoadNodeLink(member, advertises, context.scenario.links[*index]));
        }
        else if (context.hasLinks)
        {
            RefuseKeyName(member, "is not a link", context.links.GetNames());
        }
    }
    if (members->empty())
    {
        value.Refuse("is empty", "one link at least");
    }
    return links;
}

} // namespace ns3::nemo
