// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-json-units.h"
#include "ns3/nemo-scenario-loader-parts.h"
#include "ns3/nemo-scenario-names.h"

#include <algorithm>
#include <utility>

// The homes of mobile nodes and mobile routers.

namespace ns3::nemo
{

namespace
{

/// Far more than anybody needs.
constexpr std::size_t MOST_HOMES = 16;

/// Stands for a home agent that was refused: the name of no node, and none to be discovered.
constexpr char REFUSED_AGENT[] = "?";

/// The keys of a home, which are called otherwise at a node and in an item of "homes".
struct HomeKeys
{
    std::string link;   ///< Of the home link.
    std::string prefix; ///< Of the prefix of a virtual home.
    bool isItem;        ///< Of "homes"; the identifier of a node has been read before.
};

/// Read the home agent of a home.
std::optional<std::string>
ReadHomeAgent(const JsonValue& value, const LoadContext& context)
{
    if (value.Get() == "discover")
    {
        return std::string();
    }
    return ReadNodeName(value, context, VariantBit(NodeRole::HOME_AGENT), "is not a home agent");
}

/// Form the home address, if the prefix is known.
void
FormHomeAddress(const std::optional<JsonValue>& identifier, HomeSpec& home)
{
    if (!home.interfaceId || home.prefix.length == 0)
    {
        return;
    }
    home.homeAddress = JoinIdentifier(home.prefix, *home.interfaceId);
    if (identifier && (!home.homeAddress || IsReservedAnycast(home.prefix, *home.homeAddress)))
    {
        identifier->Refuse("makes no home address in " + home.prefix.ToString(),
                           "an identifier behind the prefix that is not reserved for anycast");
    }
}

/// Read which of the prefixes of its link a home has: the first, or the one named.
/// \return whether the one named is among them
bool
LoadPrefix(const std::optional<JsonValue>& named, const LinkSpec& link, HomeSpec& home)
{
    home.prefix = link.prefixes.empty() ? NetworkPrefix() : link.prefixes.front().prefix;
    const auto read = named ? ReadPrefix(*named) : std::nullopt;
    if (!read)
    {
        return !named;
    }
    home.prefix = *read;
    const bool isThere = std::any_of(link.prefixes.begin(),
                                     link.prefixes.end(),
                                     [&](const auto& one) { return one.prefix == *read; });
    if (!isThere)
    {
        named->Refuse("is not a prefix of the link \"" + home.link + "\"",
                      "one of its prefixes, or no link for a virtual home");
    }
    return isThere;
}

/// Read where it is: on a link, or on none.
/// \return whether that is known
bool
LoadPlace(const JsonObject& object,
          const HomeKeys& keys,
          const LoadContext& context,
          HomeSpec& home)
{
    const auto prefix = object.Find(keys.prefix);
    if (!prefix || object.Has(keys.link))
    {
        const bool isLinked =
            object.AssignRequired(keys.link, "a link", home.link, [&](const JsonValue& value) {
                return ReadLinkName(value, context);
            });
        return isLinked &&
               LoadPrefix(prefix, context.scenario.links[*context.links.Find(home.link)], home);
    }
    const auto read = ReadPrefix(*prefix);
    home.prefix = read.value_or(NetworkPrefix());
    return read.has_value();
}

/// Read a home from the keys of a node or of an item of "homes".
/// \param common the interface identifier if it names none
/// \return the home, or nothing if where it is was refused
std::optional<HomeSpec>
LoadHome(const JsonObject& object,
         const HomeKeys& keys,
         const std::optional<Ipv6Address>& common,
         const LoadContext& context)
{
    HomeSpec home;
    home.pointer = object.GetValue().GetPointer();
    home.interfaceId = common;
    home.homeAgent = REFUSED_AGENT;
    object.AssignRequired("homeAgent", "a home agent", home.homeAgent, [&](const JsonValue& value) {
        return ReadHomeAgent(value, context);
    });
    if (keys.isItem)
    {
        object.Assign("interfaceId", home.interfaceId, ReadInterfaceIdentifier);
    }
    if (!LoadPlace(object, keys, context, home))
    {
        return std::nullopt;
    }
    FormHomeAddress(object.Find("interfaceId"), home);
    return home;
}

/// RFC 3963 section 1 and the binding cache allow one binding of a home address at a time.
/// \return whether it is none of those before it
bool
CheckHomeDiffers(const JsonValue& item, const HomeSpec& home, const std::vector<HomeSpec>& others)
{
    const auto same = std::find_if(others.begin(), others.end(), [&home](const HomeSpec& other) {
        return other.prefix == home.prefix && other.interfaceId == home.interfaceId;
    });
    if (same != others.end())
    {
        item.Refuse("is the same home address as " + same->pointer +
                        ": a home address has one binding at one home agent at a time",
                    "another link or interfaceId");
    }
    return same == others.end();
}

/// Read "homes".
std::vector<HomeSpec>
LoadList(const JsonValue& value,
         const std::optional<Ipv6Address>& common,
         const LoadContext& context)
{
    std::vector<HomeSpec> homes;
    const auto items = value.ReadArray("a list of homes");
    for (const auto& item : items.value_or(std::vector<JsonValue>()))
    {
        const auto object = JsonObject::Open(item, KeyContext::HOME);
        auto home =
            object ? LoadHome(*object, {"link", "prefix", true}, common, context) : std::nullopt;
        if (home && CheckHomeDiffers(item, *home, homes))
        {
            homes.push_back(std::move(*home));
        }
    }
    if (items && (items->empty() || items->size() > MOST_HOMES))
    {
        value.Refuse("are " + std::to_string(items->size()) + " homes",
                     "1 to " + std::to_string(MOST_HOMES));
    }
    return homes;
}

} // namespace

std::vector<HomeSpec>
LoadHomes(const JsonObject& node,
          bool complete,
          const std::optional<Ipv6Address>& identifier,
          const LoadContext& context)
{
    const auto list = node.Find("homes");
    if (list)
    {
        if (node.Has("home") || node.Has("homePrefix") || node.Has("homeAgent"))
        {
            list->Refuse("stands beside \"home\", \"homePrefix\" or \"homeAgent\"",
                         "either \"homes\" or these");
        }
        return LoadList(*list, identifier, context);
    }
    std::vector<HomeSpec> homes;
    if (complete || node.Has("home") || node.Has("homePrefix"))
    {
        auto home = LoadHome(node, {"home", "homePrefix", false}, identifier, context);
        if (home)
        {
            homes.push_back(std::move(*home));
        }
    }
    return homes;
}

} // namespace ns3::nemo
