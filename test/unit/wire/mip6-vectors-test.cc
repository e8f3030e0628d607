// SPDX-License-Identifier: GPL-2.0-only

// The vectors of test/vectors: octets to values and values to octets.

#include "fuzz/round-trip.h"
#include "nemo-requirement.h"
#include "unit/wire/packet-walker.h"
#include "unit/wire/vector-fields.h"
#include "unit/wire/vector-packets.h"
#include "unit/wire/wire-data.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_vectors_test
{

namespace
{

using Json = nlohmann::ordered_json;

/// What a vector tells that its packet does not carry: keys, for return routability.
bool
IsKeyMaterial(const std::string& name, const std::string& field)
{
    return name == "bu_cn_altcoa" && (field == "kbm" || field == "careof_keygen_token");
}

/// Compares what was decoded with each field of a vector.
void
CheckFields(const Json& vector)
{
    const std::string name = vector.at("name");
    SCOPED_TRACE(name);
    const WalkedPacket packet = MustWalk(FromHex(vector.at("hex")));
    const Upper upper = MustDecodeUpper(packet);
    for (const auto& [field, expected] : vector.at("fields").items())
    {
        if (!IsKeyMaterial(name, field))
        {
            EXPECT_EQ(FieldOf(packet, upper, field), expected) << field;
        }
    }
}

/// Whether two packets say the same; checksums and paddings say nothing.
void
ExpectSame(const WalkedPacket& seen, const WalkedPacket& said)
{
    EXPECT_EQ(seen.versionClassFlow, said.versionClassFlow);
    EXPECT_EQ(seen.hopLimit, said.hopLimit);
    EXPECT_EQ(seen.source, said.source);
    EXPECT_EQ(seen.destination, said.destination);
    EXPECT_EQ(seen.protocol, said.protocol);
    EXPECT_EQ(seen.chain.homeAddress, said.chain.homeAddress);
    EXPECT_EQ(seen.chain.routing, said.chain.routing);
}

/// @return the message without its padding
Upper
WithoutPadding(Upper upper)
{
    if (auto* signal = std::get_if<Signal>(&upper))
    {
        signal->options = Unpadded(signal->options);
    }
    return upper;
}

const Json&
Mip6Json()
{
    return ReadJson("vectors/mip6.json");
}

/// @return the octets of a vector's mobility header or ICMPv6 message
Octets
PayloadOf(const std::string& name)
{
    return MustWalk(FromHex(Named(Mip6Json().at("vectors"), name).at("hex"))).payload;
}

} // namespace

TEST(Mip6Vectors, EachFieldIsDecoded)
{
    REQ("RFC-024", "RFC-025", "RFC-026", "RFC-027", "RFC-028", "RFC-029", "RFC-030", "RFC-034");
    REQ("RFC-037", "RFC-055", "RFC-056", "RFC-057", "RFC-058", "RFC-061", "RFC-064", "RFC-065");
    REQ("BOOK-023", "RFC-049", "RFC-052");
    int checked = 0;
    for (const auto& vector : Mip6Json().at("vectors"))
    {
        if (!IsDraft1997(vector))
        {
            CheckFields(vector);
            ++checked;
        }
    }
    EXPECT_EQ(checked, 43);
}

TEST(Mip6Vectors, EachIsDecodedToTheValuesSaidByHand)
{
    REQ("BOOK-010", "BOOK-023", "RFC-044");
    for (const auto& [name, said] : Mip6Packets())
    {
        SCOPED_TRACE(name);
        const auto packet = MustWalk(FromHex(Named(Mip6Json().at("vectors"), name).at("hex")));
        ExpectSame(packet, said.packet);
        EXPECT_EQ(WithoutPadding(MustDecodeUpper(packet)), said.upper);
    }
}

TEST(Mip6Vectors, EachIsEncodedFromTheValuesSaidByHand)
{
    REQ("RFC-024", "RFC-025", "RFC-026", "RFC-027", "RFC-028", "RFC-029", "RFC-030", "RFC-034");
    REQ("RFC-037", "RFC-055", "RFC-056", "RFC-057", "RFC-058", "RFC-061", "RFC-064", "RFC-065");
    REQ("BOOK-010", "BOOK-023", "RFC-044", "RFC-049", "RFC-052");
    EXPECT_EQ(Mip6Packets().size(), 43u);
    for (const auto& [name, said] : Mip6Packets())
    {
        const Octets payload = EncodeUpper(said.upper,
                                           said.packet.PseudoSource(),
                                           said.packet.PseudoDestination(),
                                           PaddingStyle::CANONICAL);
        EXPECT_EQ(Named(Mip6Json().at("vectors"), name).at("hex"),
                  ToHex(Build(said.packet, payload)))
            << name;
    }
}

TEST(Mip6Vectors, HomeAddressOptionPrecedesTheMobilityHeaderAndAlternateCareOfAddressIsInIt)
{
    REQ("BOOK-010");
    const auto packet = MustWalk(FromHex(Named(Mip6Json().at("vectors"), "bu_home").at("hex")));
    EXPECT_EQ(packet.names, std::vector<std::string>{"options"});
    EXPECT_EQ(packet.chain.homeAddress, Ip("2001:db8:1::10"));
    EXPECT_EQ(packet.protocol, MOBILITY_HEADER_PROTOCOL);
    const auto signal = std::get<Signal>(MustDecodeUpper(packet));
    ASSERT_NE(signal.Option<AlternateCareOfAddress>(), nullptr);
    EXPECT_EQ(signal.Option<AlternateCareOfAddress>()->address, Ip("2001:db8:2::10"));
}

TEST(Mip6Vectors, AlternateCareOfAddressStandsOnAnEightOctetBoundary)
{
    REQ("RFC-043");
    for (const auto& [name, said] : Mip6Packets())
    {
        const auto* signal = std::get_if<Signal>(&said.upper);
        const auto* option = signal ? signal->Option<AlternateCareOfAddress>() : nullptr;
        if (option)
        {
            const std::string header = ToHex(PayloadOf(name));
            OctetWriter writer;
            writer.Address(option->address);
            const auto place = header.find("0310" + ToHex(writer.Get()));
            ASSERT_NE(place, std::string::npos) << name;
            EXPECT_EQ((place / 2 + 2) % 8, 0u) << name;
            EXPECT_NE(signal->Get<BindingUpdate>(), nullptr) << name;
        }
    }
}

TEST(Mip6Vectors, BindingAuthorizationDataEndsTheHeaderAtEightNPlusTwo)
{
    REQ("RFC-045");
    const Octets header = PayloadOf("bu_cn");
    EXPECT_EQ(header.at(18), 5);
    EXPECT_EQ(header.at(19), 12);
    EXPECT_EQ(header.size(), 18u + 2 + 12);
}

TEST(Mip6Vectors, DeletionIsDecodedWhateverItsCareOfNonceIndexSays)
{
    REQ("RFC-044");
    const auto packet =
        MustWalk(FromHex(Named(Mip6Json().at("vectors"), "bu_cn_delete_at_home").at("hex")));
    auto signal = std::get<Signal>(MustDecodeUpper(packet));
    for (const uint16_t index : {0, 1, 6, 0xffff})
    {
        auto& option = std::get<NonceIndices>(signal.options.at(0));
        option.careOf = index;
        const Octets header = EncodeMobilityHeader(signal, packet.source, packet.destination);
        EXPECT_EQ(ToHex(header).substr(24, 12), "04040005" + ToHex(index, 2));
        const auto result =
            DecodeMobilityHeader(header.data(), header.size(), packet.source, packet.destination);
        EXPECT_EQ(std::get<Signal>(result), signal);
    }
}

TEST(NemoVectors, EachIsDecodedToTheValuesSaidByHand)
{
    REQ("NEMO-4.1-1", "NEMO-4.2-1", "NEMO-4.2-3", "NEMO-4.3-1", "NEMO-7.1-1", "NEMO-7.2-1");
    REQ("PD-6.1-1", "PD-6.2-1", "PD-6.3-1", "PD-6.4-1", "PD-6.5-1");
    EXPECT_EQ(NemoMessages().size(), 19u);
    for (const auto& [name, said] : NemoMessages())
    {
        const auto& vector = Named(ReadJson("vectors/nemo.json"), name);
        WalkedPacket packet;
        packet.source = Ip(vector.at("pseudo_src"));
        packet.destination = Ip(vector.at("pseudo_dst"));
        packet.protocol = std::holds_alternative<Signal>(said) ? MOBILITY_HEADER_PROTOCOL : 58;
        packet.payload = FromHex(vector.at("hex"));
        EXPECT_EQ(WithoutPadding(MustDecodeUpper(packet)), said) << name;
    }
}

TEST(NemoVectors, EachIsEncodedFromTheValuesSaidByHand)
{
    REQ("NEMO-4.1-1", "NEMO-4.2-1", "NEMO-4.2-3", "NEMO-4.3-1", "NEMO-7.1-1", "NEMO-7.2-1");
    REQ("PD-6.1-1", "PD-6.2-1", "PD-6.3-1", "PD-6.4-1", "PD-6.5-1", "NEMO-4.3-2");
    for (const auto& [name, said] : NemoMessages())
    {
        const auto& vector = Named(ReadJson("vectors/nemo.json"), name);
        const Octets octets = EncodeUpper(said,
                                          Ip(vector.at("pseudo_src")),
                                          Ip(vector.at("pseudo_dst")),
                                          PaddingStyle::CANONICAL);
        EXPECT_EQ(vector.at("hex"), ToHex(octets)) << name;
        EXPECT_EQ(octets.size(), vector.at("length")) << name;
    }
}

TEST(NemoVectors, HomeAgentInformationHasTheMobileRouterFlag)
{
    REQ("NEMO-7.3-1");
    const auto& vector = Named(ReadJson("vectors/nemo.json"), "nd-hai");
    const NeighborOptions said{HomeAgentInformation{true, 10, 1800}};
    OctetWriter writer;
    WriteNeighborOptions(said, writer);
    EXPECT_EQ(vector.at("hex"), ToHex(writer.Get()));
    const Octets octets = FromHex(vector.at("hex"));
    OctetReader reader(octets);
    EXPECT_EQ(ReadNeighborOptions(reader), said);
    EXPECT_TRUE(reader.Ok());
}

TEST(NemoVectors, TunnelEncapsulationLimitStandsAloneInItsHeader)
{
    const auto& vector = Named(ReadJson("vectors/nemo.json"), "dstopt-tel");
    ExtensionChain chain;
    chain.encapsulationLimit = 4;
    uint8_t first = 0;
    EXPECT_EQ(vector.at("hex"), ToHex(chain.Serialise(41, first)));
    EXPECT_EQ(first, DESTINATION_OPTIONS_HEADER);
    const Octets octets = FromHex(vector.at("hex"));
    const auto result =
        ReadOptionsHeader(octets.data(), octets.size(), MobilityDestinationOptions());
    const auto& header = std::get<OptionsHeader>(result);
    EXPECT_EQ(header.nextHeader, 41);
    EXPECT_EQ(header.size, 8u);
    EXPECT_EQ(header.encapsulationLimit, 4);
    EXPECT_EQ(header.encapsulationLimitOffset, 2u);
}

namespace
{

/// What the codec has to say about a packet that must be refused.
struct Refusal
{
    const char* name;                         //!< of the negative vector
    std::optional<MobilityHeaderError> error; //!< absent: its bytes are in order
};

} // namespace

TEST(Mip6NegativeVectors, GiveTheErrorThatTheRfcAsksFor)
{
    using Reason = DropReason;
    const std::vector<Refusal> refusals{
        {"bad_checksum", MobilityHeaderError{Reason::BAD_CHECKSUM, {}, {}}},
        {"unknown_mh_type", MobilityHeaderError{Reason::UNKNOWN_MESSAGE_TYPE, {}, uint8_t{250}}},
        {"payload_proto_not_59", MobilityHeaderError{Reason::BAD_PAYLOAD_PROTO, uint8_t{0}, {}}},
        {"mh_too_short", MobilityHeaderError{Reason::MESSAGE_TOO_SHORT, uint8_t{1}, {}}},
        {"bu_cn_bad_not_last", MobilityHeaderError{Reason::AUTHORIZATION_NOT_LAST, {}, {}}},
    };
    for (const auto& [name, error] : refusals)
    {
        const auto packet =
            MustWalk(FromHex(Named(Mip6Json().at("negative_vectors"), name).at("hex")));
        const auto result = DecodeUpper(packet);
        ASSERT_TRUE(std::holds_alternative<UpperError>(result)) << name;
        EXPECT_EQ(std::get<MobilityHeaderError>(std::get<UpperError>(result)), error) << name;
    }
}

TEST(Mip6NegativeVectors, RoutingHeaderWithTwoSegmentsLeftIsRefusedSilently)
{
    const auto result =
        Walk(FromHex(Named(Mip6Json().at("negative_vectors"), "rh2_segleft_2").at("hex")));
    ASSERT_TRUE(std::holds_alternative<ExtensionError>(result));
    EXPECT_EQ(std::get<ExtensionError>(result),
              (ExtensionError{DropReason::BAD_ROUTING_HEADER, {}, 0, false}));
}

TEST(Mip6NegativeVectors, WhatOnlyANodeCanJudgeIsDecodedInFull)
{
    const auto walk = [](const char* name) {
        return MustWalk(FromHex(Named(Mip6Json().at("negative_vectors"), name).at("hex")));
    };
    const auto signal = [&walk](const char* name) {
        return std::get<Signal>(MustDecodeUpper(walk(name)));
    };
    EXPECT_EQ(walk("hoti_with_hao").chain.homeAddress, Ip("2001:db8:1::10"));
    EXPECT_NE(signal("hoti_with_hao").Get<HomeTestInit>(), nullptr);
    EXPECT_EQ(walk("data_hao_no_binding").chain.homeAddress, Ip("2001:db8:1::10"));
    EXPECT_EQ(walk("rh2_foreign_address").chain.routing->address, Ip("2001:db8:9::9"));
    EXPECT_EQ(
        ToHex(signal("bu_cn_bad_authenticator").Option<BindingAuthorizationData>()->authenticator),
        "1681188208becfccd59a8c55");
    EXPECT_TRUE(signal("bu_h_with_nonce_indices").Get<BindingUpdate>()->homeRegistration);
    EXPECT_EQ(*signal("bu_h_with_nonce_indices").Option<NonceIndices>(), (NonceIndices{5, 6}));
    EXPECT_EQ(signal("bu_multicast_coa").Option<AlternateCareOfAddress>()->address, Ip("ff02::1"));
    EXPECT_EQ(Mip6Json().at("negative_vectors").size(), 12u);
}

} // namespace ns3::nemo::tests::mip6_vectors_test
