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

} // namespace

std::vector<LinkPrefix>
ReadLinkPrefixes(const JsonValue& value)
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

namespace
{

/// \param needsPrefix whether it must have one from the beginning
LinkSpec
LoadLink(const JsonValue& member, bool needsPrefix)
{
    LinkSpec link;
    link.name = member.GetKey();
    const auto object = JsonObject::Open(member, KeyContext::LINK);
    if (!object)
    {
        return link;
    }
    object->Assign("type", link.type, [](const JsonValue& v) { return v.ReadEnum(LINK_TYPES); });
    const auto prefix =
        needsPrefix ? object->Require("prefix", "a prefix, such as \"5::/64\", or a list of them")
                    : object->Find("prefix");
    if (prefix)
    {
        link.prefixes = ReadLinkPrefixes(*prefix);
    }
    ReadLinkKeys(*object, link);
    LoadAccessPoints(*object, link);
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

} // namespace

void
LoadLinks(const JsonObject& file, LoadContext& context)
{
    const auto value = file.Require("links", "an object of links by name");
    const auto members = value ? value->ReadMembers("an object of links by name") : std::nullopt;
    context.hasLinks = members.has_value();
    if (!members)
    {
        return;
    }
    const auto toNumber = LinksToNumber(file);
    for (const auto& member : *members)
    {
        if (CheckName(member))
        {
            const bool needsPrefix = toNumber.count(member.GetKey()) == 0;
            context.links.Add(member.GetKey());
            context.scenario.links.push_back(LoadLink(member, needsPrefix));
        }
    }
    CheckPrefixesDiffer(*value, context);
}

} // namespace ns3::nemo
