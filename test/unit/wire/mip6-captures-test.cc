// SPDX-License-Identifier: GPL-2.0-only

// Every packet that a real daemon sent, judged by what an independent decoder saw in it.

#include "nemo-requirement.h"
#include "unit/wire/packet-walker.h"
#include "unit/wire/wire-data.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_captures_test
{

namespace
{

using Json = nlohmann::ordered_json;

/// @return the option in the words of packets.json
struct OptionWords
{
    std::string operator()(const Padding& option) const
    {
        return option.octets.size() == 1 ? "Pad1"
                                         : "PadN" + std::to_string(option.octets.size() - 2);
    }

    std::string operator()(const BindingRefreshAdvice& option) const
    {
        return "Refresh=" + std::to_string(option.interval);
    }

    std::string operator()(const AlternateCareOfAddress& option) const
    {
        return "AltCoA=" + Text(option.address);
    }

    std::string operator()(const NonceIndices& option) const
    {
        return "NonceIdx=" + std::to_string(option.home) + "/" + std::to_string(option.careOf);
    }

    std::string operator()(const BindingAuthorizationData& option) const
    {
        return "AuthData=" + ToHex(option.authenticator);
    }

    std::string operator()(const MobileNetworkPrefixOption& option) const
    {
        return "MNP=" + Text(option.prefix) + "/" + std::to_string(option.prefixLength);
    }

    template <typename Other>
    std::string operator()(const Other&) const
    {
        return "not expected in a capture";
    }
};

Json
Words(const MobilityOptions& options)
{
    Json words = Json::array();
    for (const auto& option : options)
    {
        words.push_back(std::visit(OptionWords(), option));
    }
    return words;
}

/// Fills in what packets.json says of each message.
struct BodyWords
{
    Json& words;                    //!< gets the fields
    const MobilityOptions& options; //!< of the message

    void operator()(const BindingRefreshRequest&) const
    {
        words["type"] = "BRR";
        words["opts"] = Words(options);
    }

    template <typename Init>
    void Cookie(const char* type, const Init& message) const
    {
        words["type"] = type;
        words["cookie"] = ToHex(message.cookie, 8);
    }

    template <typename Test>
    void Token(const char* type, const Test& message) const
    {
        Cookie(type, message);
        words["nonce_idx"] = message.nonceIndex;
        words["token"] = ToHex(message.token, 8);
    }

    void operator()(const HomeTestInit& message) const
    {
        Cookie("HoTI", message);
    }

    void operator()(const CareOfTestInit& message) const
    {
        Cookie("CoTI", message);
    }

    void operator()(const HomeTest& message) const
    {
        Token("HoT", message);
    }

    void operator()(const CareOfTest& message) const
    {
        Token("CoT", message);
    }

    void operator()(const BindingUpdate& message) const
    {
        std::string flags;
        flags += message.acknowledge ? "A" : "";
        flags += message.homeRegistration ? "H" : "";
        flags += message.linkLocalAddressCompatibility ? "L" : "";
        flags += message.keyManagementMobility ? "K" : "";
        flags += message.mobileRouter ? "R" : "";
        flags += message.prefixDelegation ? "S" : "";
        words["type"] = "BU";
        words["flags"] = flags;
        words["seq"] = message.sequence;
        words["life4s"] = message.lifetime / 4;
        words["opts"] = Words(options);
    }

    void operator()(const BindingAcknowledgement& message) const
    {
        std::string flags;
        flags += message.keyManagementMobility ? "K" : "";
        flags += message.mobileRouter ? "R" : "";
        flags += message.prefixDelegation ? "S" : "";
        words["type"] = "BA";
        words["flags"] = flags;
        words["status"] = static_cast<int>(message.status);
        words["seq"] = message.sequence;
        words["life4s"] = message.lifetime / 4;
        words["opts"] = Words(options);
    }

    void operator()(const BindingError&) const
    {
        words["type"] = "BE";
    }
};

/// @return what packets.json says of advertised options
Json
Words(const NeighborOptions& options)
{
    Json words = Json::array();
    for (const auto& option : options)
    {
        if (const auto* prefix = std::get_if<PrefixInformation>(&option))
        {
            const int flags = (prefix->onLink ? 0x80 : 0) | (prefix->autonomous ? 0x40 : 0) |
                              (prefix->routerAddress ? 0x20 : 0);
            words.push_back("PIO " + Text(prefix->prefix) + "/" +
                            std::to_string(prefix->prefixLength) + " flags=0x" +
                            ToHex(static_cast<uint64_t>(flags), 1));
        }
        else if (const auto* interval = std::get_if<AdvertisementInterval>(&option))
        {
            words.push_back("AdvInt=" + std::to_string(interval->milliseconds) + "ms");
        }
        else if (const auto* agent = std::get_if<HomeAgentInformation>(&option))
        {
            words.push_back(std::string("HAInfo flags=0x") +
                            (agent->mobileRouter ? "8000" : "0000") +
                            " pref=" + std::to_string(agent->preference) +
                            " life=" + std::to_string(agent->lifetime));
        }
    }
    return words;
}

/// Fills in what packets.json says of the payload.
void
Describe(const Upper& upper, const WalkedPacket& packet, Json& words)
{
    if (const auto* signal = std::get_if<Signal>(&upper))
    {
        std::visit(BodyWords{words, signal->options}, signal->body);
        words["cksum_ok"] = true; // else there were no signal
    }
    else if (const auto* mobility = std::get_if<MobilityIcmpv6Message>(&upper))
    {
        const auto* solicitation = std::get_if<MobilePrefixSolicitation>(mobility);
        const auto* advertisement = std::get_if<MobilePrefixAdvertisement>(mobility);
        words["type"] = solicitation ? "MPS" : "MPA";
        words["id"] = solicitation ? solicitation->identifier : advertisement->identifier;
        words["rsv_hex"] =
            advertisement && (advertisement->managed || advertisement->other) ? "flags" : "0000";
        if (advertisement)
        {
            words["opt_bytes"] = packet.payload.size() - 8;
        }
    }
    else if (const auto* neighbor = std::get_if<NeighborMessage>(&upper))
    {
        const auto& router = std::get<RouterAdvertisement>(*neighbor);
        const int flags =
            (router.managed ? 0x80 : 0) | (router.other ? 0x40 : 0) | (router.homeAgent ? 0x20 : 0);
        words["type"] = "RA";
        words["hop_limit"] = packet.hopLimit;
        words["ra_flags"] = "0x" + ToHex(static_cast<uint64_t>(flags), 1);
        words["ra_opts"] = Words(router.options);
    }
    else
    {
        words["type"] = "data";
        words["proto"] = packet.protocol;
        words["icmp_type"] = packet.payload.at(0);
    }
}

/// @return the extension headers in the words of packets.json
Json
ChainWords(const WalkedPacket& packet)
{
    Json words = Json::array();
    for (const auto& name : packet.names)
    {
        if (name == "hop-by-hop")
        {
            words.push_back("HbH");
        }
        else if (name == "routing")
        {
            words.push_back("RH" + std::to_string(packet.chain.routing->type) +
                            "(segl=" + std::to_string(packet.chain.routing->segmentsLeft) +
                            ")=" + Text(packet.chain.routing->address));
        }
        else
        {
            words.push_back("HAO=" + Text(packet.chain.homeAddress.value()));
        }
    }
    return words;
}

/// @return the packet in the words of packets.json, built again on the way
Json
Describe(const Octets& octets)
{
    const WalkedPacket packet = MustWalk(octets);
    if (packet.protocol == 41)
    {
        Json inner = Describe(packet.payload);
        inner["tunnel_depth"] = inner.at("tunnel_depth").get<int>() + 1;
        inner["outer"] = "IP6IP6[" + Text(packet.source) + ">" + Text(packet.destination) + "]";
        EXPECT_EQ(ToHex(Build(packet, packet.payload)), ToHex(octets));
        return inner;
    }
    Json words;
    words["src"] = Text(packet.source);
    words["dst"] = Text(packet.destination);
    words["chain"] = ChainWords(packet);
    words["tunnel_depth"] = 0;
    const Upper upper = MustDecodeUpper(packet);
    Describe(upper, packet, words);
    const Octets payload = EncodeUpper(upper, packet.PseudoSource(), packet.PseudoDestination());
    EXPECT_EQ(ToHex(Build(packet, payload)), ToHex(octets));
    return words;
}

} // namespace

TEST(Captures, AreDecodedAsTheRefereeSawThemAndBuiltAgainToTheSameOctets)
{
    const auto& packets = ReadJson("captures/packets.json");
    ASSERT_EQ(packets.size(), 192u);
    for (const auto& expected : packets)
    {
        SCOPED_TRACE(expected.at("file").get<std::string>() + " frame " +
                     expected.at("frame").dump());
        Json ours = Describe(FromHex(expected.at("ipv6_hex")));
        for (const char* key : {"file", "frame", "t", "ipv6_hex"})
        {
            ours[key] = expected.at(key);
        }
        // Sorted by key: the order of keys says nothing.
        EXPECT_EQ(nlohmann::json(ours), nlohmann::json(expected));
    }
}

} // namespace ns3::nemo::tests::mip6_captures_test
