// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-digest.h"
#include "ns3/nemo-scenario-loader-parts.h"
#include "ns3/nemo-scenario-names.h"

#include <algorithm>
#include <cctype>
#include <limits>
#include <set>
#include <tuple>
#include <utility>

namespace ns3::nemo
{

namespace
{

constexpr uint32_t HIGHEST_SPI = std::numeric_limits<uint32_t>::max();
constexpr std::size_t DRAWN_ENCRYPTION_KEY_SIZE = 16;

/// What is there of other items.
struct SecurityTable
{
    std::set<uint32_t> spis; ///< Those that the file gives.
    std::set<std::tuple<std::string, std::size_t, std::string, TrafficKind>> kinds;
};

bool
IsOfTunnel(TrafficKind kind)
{
    return kind == TrafficKind::RETURN_ROUTABILITY || kind == TrafficKind::DATA;
}

/// Read "0x" and two digits for each octet.
std::optional<Octets>
ReadKey(const JsonValue& value, const std::set<std::size_t>& sizes, const std::string& allowed)
{
    const std::string text = value.Get().is_string() ? value.Get().get<std::string>() : "";
    const bool isHex = text.size() > 2 && text.size() % 2 == 0 && text.compare(0, 2, "0x") == 0 &&
                       std::all_of(text.begin() + 2, text.end(), [](unsigned char c) {
                           return std::isxdigit(c) != 0;
                       });
    if (!isHex || sizes.count(text.size() / 2 - 1) == 0)
    {
        value.Refuse("is no such key", allowed);
        return std::nullopt;
    }
    Octets key;
    for (std::size_t i = 2; i < text.size(); i += 2)
    {
        key.push_back(static_cast<uint8_t>(std::stoi(text.substr(i, 2), nullptr, 16)));
    }
    return key;
}

void
LoadKeys(const JsonObject& item, SecuritySpec& spec)
{
    const auto value = item.Find("keys");
    const auto keys = value ? JsonObject::Open(*value, KeyContext::SECURITY_KEYS) : std::nullopt;
    if (!keys)
    {
        return;
    }
    const bool isMd5 = spec.authentication == AhAlgorithm::HMAC_MD5_96;
    keys->Assign("authentication", spec.authenticationKey, [isMd5](const JsonValue& v) {
        return ReadKey(v,
                       {isMd5 ? MD5_SIZE : SHA1_SIZE},
                       isMd5 ? "\"0x\" and 32 hexadecimal digits"
                             : "\"0x\" and 40 hexadecimal digits");
    });
    const auto encryption = keys->Find("encryption");
    if (encryption && spec.protocol == SecurityProtocol::AH)
    {
        encryption->Refuse("is a key for nothing", "none with \"protocol\": \"ah\"");
    }
    else if (encryption && spec.encryption == EspEncryption::NONE)
    {
        encryption->Refuse("is a key for nothing", "none with \"encryption\": \"null\"");
    }
    else if (encryption)
    {
        spec.encryptionKey = ReadKey(*encryption,
                                     {DRAWN_ENCRYPTION_KEY_SIZE, 24, 32},
                                     "\"0x\" and 32, 48 or 64 hexadecimal digits");
    }
}

/// Read "home": which of the homes of the mobile node. Each home address has associations of its
/// own (RFC 6275 section 5.1). \return nothing if it was refused
std::optional<std::size_t>
LoadHomeNumber(const JsonObject& item, const JsonValue& ends, const NodeSpec& mobile)
{
    const std::size_t count = mobile.mobile->homes.size();
    if (const auto value = item.Find("home"))
    {
        const std::size_t last = count == 0 ? 0 : count - 1;
        return value->ReadAs<uint32_t>(0, static_cast<uint32_t>(last));
    }
    if (count > 1)
    {
        ends.Refuse("name a node with several homes, each with associations of its own",
                    "with \"home\": which of its \"homes\", counted from 0");
        return std::nullopt;
    }
    return 0;
}

/// Whether a node is a home agent of a home: on its link, or the one that it names.
bool
IsAgentOf(const NodeSpec& agent, const HomeSpec& home)
{
    if (home.IsVirtual())
    {
        return agent.name == home.homeAgent;
    }
    return std::any_of(agent.links.begin(), agent.links.end(), [&home](const auto& place) {
        return place.link == home.link;
    });
}

/// Read "between". \return whether the mobile one comes first; nothing if it was refused
std::optional<bool>
LoadEnds(const JsonObject& item, const LoadContext& context, SecuritySpec& spec)
{
    const std::string allowed =
        "a mobile node or mobile router and a home agent of that home of it";
    const auto value = item.Require("between", allowed);
    const auto ends = value ? value->ReadArray(allowed) : std::nullopt;
    if (!ends)
    {
        return std::nullopt;
    }
    if (ends->size() != 2)
    {
        value->Refuse("does not name two nodes", allowed);
        return std::nullopt;
    }
    const auto first = ReadNodeName(ends->front(), context);
    const auto second = ReadNodeName(ends->back(), context);
    if (!first || !second)
    {
        return std::nullopt;
    }
    const auto& scenario = context.scenario;
    const bool mobileFirst = scenario.FindNode(*first)->mobile.has_value();
    spec.mobile = mobileFirst ? *first : *second;
    spec.homeAgent = mobileFirst ? *second : *first;
    const NodeSpec& mobile = *scenario.FindNode(spec.mobile);
    const NodeSpec& agent = *scenario.FindNode(spec.homeAgent);
    const bool isPlain = spec.protocol == SecurityProtocol::AH && !agent.mobile;
    if (!mobile.mobile || (!agent.homeAgent && !isPlain))
    {
        value->Refuse("are not a mobile node and a home agent of its home link", allowed);
        return std::nullopt;
    }
    const auto home = LoadHomeNumber(item, *value, mobile);
    if (!home)
    {
        return std::nullopt;
    }
    spec.home = *home;
    const auto& homes = mobile.mobile->homes;
    if (!isPlain && !homes.empty() && !IsAgentOf(agent, homes[spec.home]))
    {
        value->Refuse("are not a mobile node and a home agent of its home link", allowed);
        return std::nullopt;
    }
    return mobileFirst;
}

/// Read "authentication" and "encryption".
void
LoadAlgorithms(const JsonObject& item, SecuritySpec& spec)
{
    const bool isAh = spec.protocol == SecurityProtocol::AH;
    item.Assign("authentication", spec.authentication, [](const JsonValue& v) {
        return v.ReadEnum(AUTHENTICATIONS);
    });
    const auto authentication = item.Find("authentication");
    if (authentication && !isAh && spec.authentication != AhAlgorithm::HMAC_SHA1_96)
    {
        authentication->Refuse("is for the Authentication Header only", "\"hmac-sha1-96\"");
    }
    item.Assign("encryption", spec.encryption, [](const JsonValue& v) {
        return v.ReadEnum(ENCRYPTIONS);
    });
    const auto encryption = item.Find("encryption");
    if (encryption && isAh)
    {
        encryption->Refuse("is for the Encapsulating Security Payload only",
                           "none with \"protocol\": \"ah\"");
    }
}

/// The 1997 draft is protected by AH, RFC 6275 by ESP.
void
CheckDialects(const JsonObject& item,
              const JsonValue& value,
              const Scenario& scenario,
              const SecuritySpec& spec)
{
    const std::string dialect = spec.protocol == SecurityProtocol::AH ? "draft1997" : "rfc6275";
    const bool isOfBoth = scenario.FindNode(spec.mobile)->dialect == dialect &&
                          scenario.FindNode(spec.homeAgent)->dialect == dialect;
    if (!isOfBoth)
    {
        item.Find("protocol")
            .value_or(value)
            .Refuse("is not how the \"dialect\" of these nodes is protected",
                    "\"ah\" between nodes of draft1997, \"esp\" between nodes of rfc6275");
    }
}

/// Read "protect" as one or two pairs without SPIs.
void
LoadKinds(const JsonObject& item, SecuritySpec& spec, SecurityTable& table)
{
    const std::string allowed = "a list of what is protected, such as [\"binding\"]";
    const auto value = item.Require("protect", allowed);
    const auto words = value ? value->ReadArray(allowed) : std::nullopt;
    if (!words)
    {
        return;
    }
    SecurityPairSpec transport;
    SecurityPairSpec tunnel;
    tunnel.mode = SecurityMode::TUNNEL;
    for (const auto& word : *words)
    {
        const auto kind = word.ReadEnum(TRAFFIC_KINDS);
        if (!kind)
        {
            continue;
        }
        if (spec.protocol == SecurityProtocol::AH && *kind != TrafficKind::BINDING)
        {
            word.Refuse("is not what the Authentication Header is for here", "\"binding\"");
            continue;
        }
        (IsOfTunnel(*kind) ? tunnel : transport).kinds.insert(*kind);
        if (!table.kinds.emplace(spec.mobile, spec.home, spec.homeAgent, *kind).second)
        {
            word.Refuse("is protected between these two already", "each once");
        }
    }
    if (words->empty())
    {
        value->Refuse("protects nothing", allowed);
    }
    for (const auto& pair : {transport, tunnel})
    {
        if (!pair.kinds.empty())
        {
            spec.pairs.push_back(pair);
        }
    }
}

/// Read "spi" into the pairs.
void
LoadIndices(const JsonObject& item, bool mobileFirst, SecuritySpec& spec, SecurityTable& table)
{
    const std::string allowed =
        spec.pairs.size() < 2
            ? "two numbers: of the first to the second of \"between\", and back"
            : "two numbers of transport mode (binding, prefix), or four: then two of tunnel mode";
    const auto value = item.Find("spi");
    const auto numbers = value ? value->ReadArray(allowed) : std::nullopt;
    if (!numbers || spec.pairs.empty())
    {
        return;
    }
    if (numbers->size() != 2 && numbers->size() != 2 * spec.pairs.size())
    {
        value->Refuse("has not as many numbers as there are associations", allowed);
        return;
    }
    for (std::size_t i = 0; i < numbers->size(); ++i)
    {
        const auto spi = (*numbers)[i].ReadAs<uint32_t>(LOWEST_FREE_SPI, HIGHEST_SPI);
        if (spi && !table.spis.insert(*spi).second)
        {
            (*numbers)[i].Refuse("is the number of another association already",
                                 "a number of its own");
        }
        SecurityPairSpec& pair = spec.pairs[i / 2];
        ((i % 2 == 0) == mobileFirst ? pair.toHomeAgent : pair.toMobile) = spi.value_or(0);
    }
}

void
LoadItem(const JsonValue& value, LoadContext& context, SecurityTable& table)
{
    const auto item = JsonObject::Open(value, KeyContext::SECURITY);
    if (!item)
    {
        return;
    }
    SecuritySpec spec;
    item->Assign("protocol", spec.protocol, [](const JsonValue& v) {
        return v.ReadEnum(SECURITY_PROTOCOLS);
    });
    const auto mobileFirst = LoadEnds(*item, context, spec);
    LoadAlgorithms(*item, spec);
    if (mobileFirst)
    {
        CheckDialects(*item, value, context.scenario, spec);
    }
    LoadKeys(*item, spec);
    LoadKinds(*item, spec, table);
    LoadIndices(*item, mobileFirst.value_or(true), spec, table);
    const bool hidesTests = spec.encryption != EspEncryption::NONE || spec.pairs.empty() ||
                            spec.pairs.back().kinds.count(TrafficKind::RETURN_ROUTABILITY) == 0;
    if (!hidesTests)
    {
        context.diagnostics.AddWarning(
            value.GetPointer(),
            "return routability without encryption: whoever reads both of its ways can bind "
            "(RFC 3776 section 4.3)");
    }
    context.scenario.security.push_back(std::move(spec));
}

} // namespace

void
LoadSecurity(const JsonObject& file, LoadContext& context)
{
    const auto value = file.Find("security");
    const auto items = value ? value->ReadArray("a list of security associations") : std::nullopt;
    SecurityTable table;
    for (const auto& item : items.value_or(std::vector<JsonValue>()))
    {
        LoadItem(item, context, table);
    }
    AssignSecurityIndices(context, std::move(table.spis));
}

} // namespace ns3::nemo
