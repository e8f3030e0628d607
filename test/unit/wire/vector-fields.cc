// SPDX-License-Identifier: GPL-2.0-only

#include "unit/wire/vector-fields.h"

#include "unit/wire/wire-data.h"

#include <functional>
#include <map>

namespace ns3::nemo::tests
{

namespace
{

using Json = nlohmann::ordered_json;

/// What a check of one field of a vector can look at.
struct Seen
{
    WalkedPacket packet; //!< without its payload's meaning
    Upper upper;         //!< that

    const Signal& Message() const
    {
        return std::get<Signal>(upper);
    }

    const BindingUpdate* Update() const
    {
        return std::holds_alternative<Signal>(upper) ? Message().Get<BindingUpdate>() : nullptr;
    }

    const BindingAcknowledgement* Answer() const
    {
        return std::holds_alternative<Signal>(upper) ? Message().Get<BindingAcknowledgement>()
                                                     : nullptr;
    }

    template <typename T>
    const T& Icmpv6() const
    {
        return std::get<T>(std::get<MobilityIcmpv6Message>(upper));
    }

    template <typename T>
    const T& Neighbor() const
    {
        return std::get<T>(std::get<NeighborMessage>(upper));
    }

    /// The packet within this one.
    WalkedPacket Inner() const
    {
        return MustWalk(packet.payload);
    }
};

/// Gives a field as decoded, in the form that the vector has it in.
using Look = std::function<Json(const Seen&)>;

Json
Lifetime(const Seen& seen)
{
    return (seen.Update() ? seen.Update()->lifetime : seen.Answer()->lifetime) / 4;
}

Json
Sequence(const Seen& seen)
{
    return seen.Update() ? seen.Update()->sequence : seen.Answer()->sequence;
}

Json
Status(const Seen& seen)
{
    if (const auto* error = seen.Message().Get<BindingError>())
    {
        return static_cast<int>(error->status);
    }
    return static_cast<int>(seen.Answer()->status);
}

Json
FlagR(const Seen& seen)
{
    if (const auto* neighbor = std::get_if<NeighborMessage>(&seen.upper))
    {
        return std::get<NeighborAdvertisement>(*neighbor).router ? 1 : 0;
    }
    if (const auto* icmpv6 = std::get_if<MobilityIcmpv6Message>(&seen.upper))
    {
        const auto* request = std::get_if<HomeAgentAddressDiscoveryRequest>(icmpv6);
        return (request ? request->mobileRouter
                        : std::get<HomeAgentAddressDiscoveryReply>(*icmpv6).mobileRouter)
                   ? 1
                   : 0;
    }
    return (seen.Update() ? seen.Update()->mobileRouter : seen.Answer()->mobileRouter) ? 1 : 0;
}

Json
FlagK(const Seen& seen)
{
    return (seen.Update() ? seen.Update()->keyManagementMobility
                          : seen.Answer()->keyManagementMobility)
               ? 1
               : 0;
}

Json
FlagH(const Seen& seen)
{
    return (seen.Update() ? seen.Update()->homeRegistration
                          : seen.Neighbor<RouterAdvertisement>().homeAgent)
               ? 1
               : 0;
}

Json
FlagO(const Seen& seen)
{
    return (std::holds_alternative<NeighborMessage>(seen.upper)
                ? seen.Neighbor<NeighborAdvertisement>().override
                : seen.Icmpv6<MobilePrefixAdvertisement>().other)
               ? 1
               : 0;
}

Json
Identifier(const Seen& seen)
{
    const uint16_t identifier = std::visit([](const auto& message) { return message.identifier; },
                                           std::get<MobilityIcmpv6Message>(seen.upper));
    return "0x" + ToHex(identifier, 2);
}

Json
HomeAgents(const Seen& seen)
{
    Json words = Json::array();
    for (const auto& address : seen.Icmpv6<HomeAgentAddressDiscoveryReply>().homeAgents)
    {
        words.push_back(Text(address));
    }
    return words;
}

Json
Prefixes(const Seen& seen)
{
    Json words = Json::array();
    for (const auto& option : seen.Message().Options<MobileNetworkPrefixOption>())
    {
        words.push_back(Text(option.prefix) + "/" + std::to_string(option.prefixLength));
    }
    return words;
}

Json
Target(const Seen& seen)
{
    const auto& message = std::get<NeighborMessage>(seen.upper);
    const auto* solicitation = std::get_if<NeighborSolicitation>(&message);
    return Text(solicitation ? solicitation->target
                             : std::get<NeighborAdvertisement>(message).target);
}

Json
LinkLayer(const Seen& seen)
{
    uint8_t octets[6];
    FindOption<TargetLinkLayerAddress>(seen.Neighbor<NeighborAdvertisement>().options)
        ->address.CopyTo(octets);
    std::string text;
    for (const uint8_t octet : octets)
    {
        text += (text.empty() ? "" : ":") + ToHex(octet, 1);
    }
    return text;
}

/// @return the only prefix that was advertised
PrefixInformation
Advertised(const Seen& seen)
{
    return AllOptions<PrefixInformation>(std::holds_alternative<NeighborMessage>(seen.upper)
                                             ? seen.Neighbor<RouterAdvertisement>().options
                                             : seen.Icmpv6<MobilePrefixAdvertisement>().options)
        .at(0);
}

Json
AdvertisedFlags(const Seen& seen)
{
    const auto prefix = Advertised(seen);
    std::string text = prefix.onLink ? "L" : "";
    text += prefix.autonomous ? ",A" : "";
    text += prefix.routerAddress ? ",R" : "";
    return text;
}

/// The mobility header up to the authenticator with checksum 0, and the addresses before it.
/// RFC 6275 section 6.2.7.
Json
MacInput(const Seen& seen)
{
    const bool update = seen.Update() != nullptr;
    const auto* alternate = seen.Message().Option<AlternateCareOfAddress>();
    const Ipv6Address coa = alternate ? alternate->address
                            : update  ? seen.packet.source
                                      : seen.packet.destination;
    Octets header = EncodeUpper(seen.upper, coa, coa, PaddingStyle::CANONICAL);
    header[4] = header[5] = 0;
    header.resize(header.size() - 12);
    OctetWriter writer;
    writer.Address(coa);
    writer.Address(update ? seen.packet.destination : seen.packet.source);
    writer.Append(header);
    return ToHex(writer.Get());
}

Look
MessageCookie()
{
    return [](const Seen& seen) -> Json {
        const auto& body = seen.Message().body;
        const auto* init = std::get_if<HomeTestInit>(&body);
        const auto* careOfInit = std::get_if<CareOfTestInit>(&body);
        const auto* test = std::get_if<HomeTest>(&body);
        return ToHex(init         ? init->cookie
                     : careOfInit ? careOfInit->cookie
                     : test       ? test->cookie
                                  : std::get<CareOfTest>(body).cookie,
                     8);
    };
}

Json
HomeNonce(const Seen& seen)
{
    const auto* option = seen.Message().Option<NonceIndices>();
    return option ? option->home : seen.Message().Get<HomeTest>()->nonceIndex;
}

Json
CareOfNonce(const Seen& seen)
{
    const auto* option = seen.Message().Option<NonceIndices>();
    return option ? option->careOf : seen.Message().Get<CareOfTest>()->nonceIndex;
}

Json
CareOfToken(const Seen& seen)
{
    return ToHex(seen.Message().Get<CareOfTest>()->token, 8);
}

/// Looks at fields of the IPv6 header and its extensions.
void
AddPacketLooks(std::map<std::string, Look>& looks)
{
    looks["src"] = [](const Seen& seen) { return Text(seen.packet.source); };
    looks["dst"] = [](const Seen& seen) { return Text(seen.packet.destination); };
    looks["outer_src"] = looks["src"];
    looks["outer_dst"] = looks["dst"];
    looks["inner_src"] = [](const Seen& seen) { return Text(seen.Inner().source); };
    looks["inner_dst"] = [](const Seen& seen) { return Text(seen.Inner().destination); };
    looks["hao"] = [](const Seen& seen) { return Text(*seen.packet.chain.homeAddress); };
    looks["rh2"] = [](const Seen& seen) { return Text(seen.packet.chain.routing->address); };
    looks["segments_left"] = [](const Seen& seen) {
        return seen.packet.chain.routing->segmentsLeft;
    };
    looks["payload"] = [](const Seen& seen) {
        return std::string(seen.packet.payload.begin() + 8, seen.packet.payload.end());
    };
    looks["udp_checksum"] = [](const Seen& seen) {
        return ToHex(Octets(seen.packet.payload.begin() + 6, seen.packet.payload.begin() + 8));
    };
    looks["checksum"] = [](const Seen& seen) {
        const int offset = seen.packet.protocol == MOBILITY_HEADER_PROTOCOL ? 4 : 2;
        const auto start = seen.packet.payload.begin() + offset;
        return ToHex(Octets(start, start + 2));
    };
    looks["type"] = [](const Seen& seen) { return seen.packet.payload.at(0); };
}

/// Looks at fields of mobility headers.
void
AddMessageLooks(std::map<std::string, Look>& looks)
{
    looks["mh_type"] = [](const Seen& seen) { return static_cast<int>(TypeOf(seen.Message())); };
    looks["hdr_len"] = [](const Seen& seen) { return seen.packet.payload.size() / 8 - 1; };
    looks["seq"] = Sequence;
    looks["A"] = [](const Seen& seen) { return seen.Update()->acknowledge ? 1 : 0; };
    looks["L"] = [](const Seen& seen) {
        return (seen.Update() ? seen.Update()->linkLocalAddressCompatibility
                              : Advertised(seen).onLink)
                   ? 1
                   : 0;
    };
    looks["H"] = FlagH;
    looks["K"] = FlagK;
    looks["R"] = FlagR;
    looks["lifetime_units"] = Lifetime;
    looks["status"] = Status;
    looks["alt_coa"] = [](const Seen& seen) {
        return Text(seen.Message().Option<AlternateCareOfAddress>()->address);
    };
    looks["refresh_units"] = [](const Seen& seen) {
        return seen.Message().Option<BindingRefreshAdvice>()->interval;
    };
    looks["padn_len"] = [](const Seen& seen) {
        return seen.Message().Option<Padding>()->octets.size() - 2;
    };
    looks["authenticator"] = [](const Seen& seen) {
        return ToHex(seen.Message().Option<BindingAuthorizationData>()->authenticator);
    };
    looks["mac_input"] = MacInput;
    looks["unknown_option"] = [](const Seen& seen) {
        return seen.Message().Option<UnknownOption>()->type;
    };
    looks["home_address"] = [](const Seen& seen) {
        return Text(seen.Message().Get<BindingError>()->homeAddress);
    };
    looks["mnp"] = Prefixes;
    looks["home_init_cookie"] = looks["careof_init_cookie"] = MessageCookie();
    looks["home_nonce_index"] = HomeNonce;
    looks["careof_nonce_index"] = CareOfNonce;
    looks["home_keygen_token"] = [](const Seen& seen) {
        return ToHex(seen.Message().Get<HomeTest>()->token, 8);
    };
    looks["careof_keygen_token"] = CareOfToken;
}

/// Looks at fields of ICMPv6 messages.
void
AddIcmpv6Looks(std::map<std::string, Look>& looks)
{
    looks["identifier"] = Identifier;
    looks["home_agents"] = HomeAgents;
    looks["M"] = [](const Seen& seen) {
        return seen.Icmpv6<MobilePrefixAdvertisement>().managed ? 1 : 0;
    };
    looks["O"] = FlagO;
    looks["S"] = [](const Seen& seen) {
        return seen.Neighbor<NeighborAdvertisement>().solicited ? 1 : 0;
    };
    looks["prefix"] = [](const Seen& seen) {
        const auto prefix = Advertised(seen);
        return Text(prefix.prefix) + "/" + std::to_string(prefix.prefixLength);
    };
    looks["Aflag"] = [](const Seen& seen) { return Advertised(seen).autonomous ? 1 : 0; };
    looks["valid"] = [](const Seen& seen) { return Advertised(seen).validLifetime; };
    looks["preferred"] = [](const Seen& seen) { return Advertised(seen).preferredLifetime; };
    looks["pio_flags"] = AdvertisedFlags;
    looks["pio_address"] = [](const Seen& seen) { return Text(Advertised(seen).prefix); };
    looks["adv_interval_ms"] = [](const Seen& seen) {
        return FindOption<AdvertisementInterval>(seen.Neighbor<RouterAdvertisement>().options)
            ->milliseconds;
    };
    looks["ha_preference"] = [](const Seen& seen) {
        return FindOption<HomeAgentInformation>(seen.Neighbor<RouterAdvertisement>().options)
            ->preference;
    };
    looks["ha_lifetime_s"] = [](const Seen& seen) {
        return FindOption<HomeAgentInformation>(seen.Neighbor<RouterAdvertisement>().options)
            ->lifetime;
    };
    looks["target"] = Target;
    looks["tlla"] = LinkLayer;
}

} // namespace

nlohmann::ordered_json
FieldOf(const WalkedPacket& packet, const Upper& upper, const std::string& field)
{
    static const auto all = [] {
        std::map<std::string, Look> looks;
        AddPacketLooks(looks);
        AddMessageLooks(looks);
        AddIcmpv6Looks(looks);
        return looks;
    }();
    return all.at(field)(Seen{packet, upper});
}

} // namespace ns3::nemo::tests
