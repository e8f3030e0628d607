// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-json-units.h"
#include "ns3/nemo-scenario-loader-parts.h"
#include "ns3/nemo-scenario-names.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace ns3::nemo
{

namespace
{

/// Smallest MTU of IPv6, RFC 8200 section 5.
constexpr int64_t SMALLEST_MTU = 1280;
/// Shortest intervals between router advertisements, RFC 6275 section 7.5, and the longest of
/// RFC 4861 section 6.2.1.
const Time SHORTEST_MIN_INTERVAL = MilliSeconds(30);
const Time SHORTEST_MAX_INTERVAL = MilliSeconds(70);
const Time LONGEST_INTERVAL = Seconds(1800);

/// Read an item of "prefix".
std::optional<LinkPrefix>
LoadLinkPrefix(const JsonValue& item)
{
    LinkPrefix result;
    if (!item.Get().is_object())
    {
        const auto prefix = ReadLinkPrefix(item);
        result.prefix = prefix.value_or(NetworkPrefix());
        return prefix ? std::optional(result) : std::nullopt;
    }
    const auto object = JsonObject::Open(item, KeyContext::LINK_PREFIX);
    const auto lifetime = [](const JsonValue& value) {
        return ReadWholeSeconds(value, Time(0), Seconds(LONGEST_SECONDS));
    };
    const bool read = object->AssignRequired("prefix",
                                             "a prefix, such as \"5::/64\"",
                                             result.prefix,
                                             ReadLinkPrefix);
    object->Assign("valid", result.valid, lifetime);
    result.preferred = std::min(result.preferred, result.valid);
    result.decrementing = object->Find("valid") || object->Find("preferred");
    if (object->Assign("preferred", result.preferred, lifetime) && result.preferred > result.valid)
    {
        object->Find("preferred")
            ->Refuse("is longer than the valid lifetime", "at most what \"valid\" says");
    }
    return read ? std::optional(result) : std::nullopt;
}

/// Read "prefix", one or a list.
std::vector<LinkPrefix>
LoadLinkPrefixes(const JsonValue& value)
{
    std::vector<JsonValue> items{value};
    if (value.Get().is_array())
    {
        items = *value.ReadArray("");
    }
    if (items.empty())
    {
        value.Refuse("is empty", "one prefix at least, such as \"5::/64\"");
    }
    std::vector<LinkPrefix> prefixes;
    for (const auto& item : items)
    {
        const auto prefix = LoadLinkPrefix(item);
        if (prefix)
        {
            prefixes.push_back(*prefix);
        }
    }
    return prefixes;
}

LinkSpec
LoadLink(const JsonValue& member)
{
    LinkSpec link;
    link.name = member.GetKey();
    const auto object = JsonObject::Open(member, KeyContext::LINK);
    if (!object)
    {
        return link;
    }
    object->Assign("type", link.type, [](const JsonValue& v) {
        return v.ReadEnum(LINK_TYPES, {"wifi"});
    });
    const auto prefix =
        object->Require("prefix", "a prefix, such as \"5::/64\", or a list of them");
    if (prefix)
    {
        link.prefixes = LoadLinkPrefixes(*prefix);
    }
    object->Assign("delay", link.delay, [](const JsonValue& v) { return ReadDuration(v); });
    object->Assign("rate", link.rate, ReadDataRate);
    object->Assign("loss", link.loss, [](const JsonValue& v) { return v.ReadNumber(0, 1); });
    object->Assign("mtu", link.mtu, [](const JsonValue& v) {
        return v.ReadAs<uint16_t>(SMALLEST_MTU, 65535);
    });
    return link;
}

/// Routes lead to prefixes, so one that two links have leads to one of them only.
void
CheckPrefixesDiffer(const JsonValue& links, LoadContext& context)
{
    std::unordered_map<NetworkPrefix, std::string> owners;
    for (const auto& link : context.scenario.links)
    {
        for (const auto& item : link.prefixes)
        {
            const auto [owner, isNew] = owners.emplace(item.prefix, link.name);
            if (!isNew)
            {
                context.diagnostics.AddError(
                    {AppendToPointer(AppendToPointer(links.GetPointer(), link.name), "prefix"),
                     "\"" + item.prefix.ToString() + "\"",
                     "is the prefix of link \"" + owner->second + "\" already",
                     "a prefix of its own",
                     ""});
            }
        }
    }
}

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

/// Read "::3", a whole address, or null.
std::vector<Ipv6Address>
LoadAddresses(const JsonValue& value, const LinkSpec& link)
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
    if (advertises && link.type == LinkType::SHARED)
    {
        result.advertise = AdvertiseSpec();
    }
    if (!member.Get().is_object())
    {
        result.addresses = LoadAddresses(member, link);
        return result;
    }
    const auto object = JsonObject::Open(member, KeyContext::NODE_LINK);
    const auto address = object->Find("address");
    if (address)
    {
        result.addresses = LoadAddresses(*address, link);
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

void
LoadLinks(const JsonObject& file, LoadContext& context)
{
    const auto value = file.Require("links", "an object of links by name");
    const auto members = value ? value->ReadMembers("an object of links by name") : std::nullopt;
    if (!members)
    {
        return;
    }
    for (const auto& member : *members)
    {
        if (CheckName(member))
        {
            context.links.Add(member.GetKey());
            context.scenario.links.push_back(LoadLink(member));
        }
    }
    CheckPrefixesDiffer(*value, context);
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
        else
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
