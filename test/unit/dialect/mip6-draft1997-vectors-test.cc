// SPDX-License-Identifier: GPL-2.0-only
// The four vectors of the 1997 draft: octets to values and values to octets, Authentication Header
// included.
#include "nemo-requirement.h"
#include "support/draft1997-wire.h"
#include "unit/wire/wire-data.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <string_view>

namespace ns3::nemo::tests::mip6_draft1997_vectors_test
{

namespace
{

using Json = nlohmann::ordered_json;

const Ipv6Address HOME("2001:db8:1::10");
const Ipv6Address AGENT("2001:db8:1::1");
const Ipv6Address CARE_OF("2001:db8:2::10");
const Ipv6Address PEER("2001:db8:3::5");

const Json&
Vector(std::string_view name)
{
    return Named(ReadJson("vectors/mip6.json").at("vectors"), name);
}

AhKey
Key()
{
    const Json& parameters = ReadJson("vectors/mip6.json").at("parameters");
    return {AhAlgorithm::HMAC_SHA1_96, FromHex(parameters.at("draft1997_ah_key"))};
}

/// The Authentication Header that a vector has.
AuthenticationHeader
HeaderOf(const AuthenticatedPacket& packet)
{
    const auto at = std::get<std::size_t>(FindAuthenticationHeader(packet));
    return std::get<AuthenticationHeader>(
        ReadAuthenticationHeader(packet.octets.data() + at, packet.octets.size() - at));
}

/// A packet with a Binding Update that a mobile node sends.
Draft1997Packet
UpdateTo(const Ipv6Address& destination, Signal update)
{
    Draft1997Packet packet;
    packet.source = CARE_OF;
    packet.destination = destination;
    packet.homeAddress = HOME;
    packet.signals.push_back(std::move(update));
    return packet;
}

/// The packet as it has to be, signed with the SPI and number of the vector.
void
ExpectBuilt(const std::string& name, Draft1997Packet packet)
{
    const Json& vector = Vector(name);
    const AuthenticationHeader there = HeaderOf(AsAuthenticated(FromHex(vector.at("hex"))));
    SigningAssociation association(there.spi, Key());
    association.SetNextSequence(there.sequence);
    packet.association = &association;
    EXPECT_EQ(vector.at("hex"), ToHex(packet.Build())) << name;
    EXPECT_EQ(packet.Build().size(), vector.at("length"));
}

} // namespace

TEST(Draft1997Vectors, TheHomeRegistrationIsEncodedOctetByOctet)
{
    REQ("D04-015");
    BindingUpdate update;
    update.acknowledge = true;
    update.homeRegistration = true;
    update.interfaceIdentifierLength = 64;
    update.sequence = 40;
    update.lifetime = 1000;
    ExpectBuilt("draft1997_bu_home", UpdateTo(AGENT, {update, {}}));
}

TEST(Draft1997Vectors, TheUpdateOfACorrespondentIsEncodedOctetByOctet)
{
    REQ("D04-015");
    BindingUpdate update;
    update.sequence = 41;
    update.lifetime = 600;
    ExpectBuilt("draft1997_bu_cn_coa",
                UpdateTo(PEER, {update, {AlternateCareOfAddress{Ip("2001:db8:4::10")}}}));
}

TEST(Draft1997Vectors, TheAcknowledgementIsEncodedOctetByOctet)
{
    REQ("D04-024");
    BindingAcknowledgement answer;
    answer.sequence = 40;
    answer.lifetime = 1000;
    answer.refresh = 500;
    Draft1997Packet packet;
    packet.source = AGENT;
    packet.destination = CARE_OF;
    packet.routing = HOME;
    packet.signals.push_back({answer, {}});
    ExpectBuilt("draft1997_ba_home", packet);
}

TEST(Draft1997Vectors, TheRequestRidesOnADatagram)
{
    REQ("D04-032");
    const Octets octets = FromHex(Vector("draft1997_br_piggyback").at("hex"));
    Draft1997Packet packet;
    packet.source = PEER;
    packet.destination = CARE_OF;
    packet.routing = HOME;
    packet.signals.push_back({BindingRefreshRequest{}, {}});
    packet.protocol = 17;
    packet.payload = Octets(octets.begin() + 40 + 24 + 8, octets.end());
    EXPECT_EQ(ToHex(packet.Build()), ToHex(octets));
}

TEST(Draft1997Vectors, EachFieldIsDecoded)
{
    REQ("D04-015", "D04-024", "D04-032");
    for (const char* name : {"draft1997_bu_home",
                             "draft1997_bu_cn_coa",
                             "draft1997_ba_home",
                             "draft1997_br_piggyback"})
    {
        SCOPED_TRACE(name);
        const Json& fields = Vector(name).at("fields");
        const AuthenticatedPacket packet = AsAuthenticated(FromHex(Vector(name).at("hex")));
        Octets options;
        uint8_t next = packet.nextHeader;
        std::size_t at = 0;
        while (next == 43 || next == 51 || next == 60)
        {
            const std::size_t size =
                next == 51 ? AH_SIZE : (std::size_t{packet.octets.at(at + 1)} + 1) * 8;
            if (next == 60)
            {
                options.assign(packet.octets.begin() + static_cast<std::ptrdiff_t>(at + 2),
                               packet.octets.begin() + static_cast<std::ptrdiff_t>(at + size));
            }
            next = packet.octets.at(at);
            at += size;
        }
        const auto results = ReadDraft1997Options(options, {});
        ASSERT_EQ(results.size(), 1U);
        const Signal& signal = std::get<Signal>(results.front());
        if (const auto* update = signal.Get<BindingUpdate>())
        {
            EXPECT_EQ(int{update->acknowledge}, fields.at("A"));
            EXPECT_EQ(int{update->homeRegistration}, fields.at("H"));
            EXPECT_EQ(signal.Option<AlternateCareOfAddress>() ? 1 : 0, fields.at("C"));
            EXPECT_EQ(update->interfaceIdentifierLength, fields.at("id_length"));
            EXPECT_EQ(update->sequence, fields.at("seq"));
            EXPECT_EQ(update->lifetime, fields.at("lifetime_s"));
        }
        else if (const auto* answer = signal.Get<BindingAcknowledgement>())
        {
            EXPECT_EQ(static_cast<int>(answer->status), fields.at("status"));
            EXPECT_EQ(answer->sequence, fields.at("seq"));
            EXPECT_EQ(answer->lifetime, fields.at("lifetime_s"));
            EXPECT_EQ(answer->refresh, fields.at("refresh_s"));
        }
        else
        {
            EXPECT_NE(signal.Get<BindingRefreshRequest>(), nullptr);
        }
    }
}

// Section 9.1 and RFC 2402 section 3.3.3.1.2: the order of the wire, but for the routing header,
// which counts as it arrives.
TEST(Draft1997Vectors, AuthenticationDataIsOfTheOrderOfTheWire)
{
    REQ("D04-076", "D04-076+1");
    for (const char* name : {"draft1997_bu_home", "draft1997_bu_cn_coa", "draft1997_ba_home"})
    {
        AuthenticatedPacket packet = AsAuthenticated(FromHex(Vector(name).at("hex")));
        VerifyingAssociation association(Key());
        EXPECT_FALSE(association.Verify(packet)) << name;
        const AhIcv icv = HeaderOf(packet).icv;
        EXPECT_EQ(Vector(name).at("fields").at("ah_icv"), ToHex(Octets(icv.begin(), icv.end())));
    }
    // Whoever puts the home address into its place first computes something else.
    AuthenticatedPacket swapped = AsAuthenticated(FromHex(Vector("draft1997_bu_home").at("hex")));
    swapped.source = HOME;
    EXPECT_EQ(VerifyingAssociation(Key()).Verify(swapped), DropReason::BAD_INTEGRITY);
    // And whoever covers the routing header as it left.
    const auto packet = AsAuthenticated(FromHex(Vector("draft1997_ba_home").at("hex")));
    const Octets covered = std::get<Octets>(CoveredByAuthentication(packet));
    EXPECT_EQ(Ipv6Address::Deserialize(covered.data() + 24), HOME);
    EXPECT_EQ(covered.at(40 + 3), 0) << "Segments Left";
    EXPECT_EQ(Ipv6Address::Deserialize(covered.data() + 48), CARE_OF);
}

TEST(Draft1997Vectors, WhateverBitIsChangedThatMayNotIsSeen)
{
    for (const char* name : {"draft1997_bu_home", "draft1997_bu_cn_coa", "draft1997_ba_home"})
    {
        const Octets good = FromHex(Vector(name).at("hex"));
        for (std::size_t i = 0; i < good.size() * 8; ++i)
        {
            // Class, flow label, Payload Length (that of the octets) and Hop Limit.
            const bool mayChange = i < 48 || i / 8 == 7;
            Octets flipped = good;
            flipped[i / 8] = static_cast<uint8_t>(flipped[i / 8] ^ (1 << (i % 8)));
            const auto flaw = VerifyingAssociation(Key()).Verify(AsAuthenticated(flipped));
            EXPECT_EQ(flaw.has_value(), !mayChange) << name << ", bit " << i;
        }
        for (std::size_t size = 40; size < good.size(); ++size)
        {
            const Octets cut(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size));
            EXPECT_TRUE(VerifyingAssociation(Key()).Verify(AsAuthenticated(cut))) << size;
        }
    }
}

} // namespace ns3::nemo::tests::mip6_draft1997_vectors_test
