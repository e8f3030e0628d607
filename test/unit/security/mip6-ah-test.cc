// SPDX-License-Identifier: GPL-2.0-only
#include "fuzz/round-trip.h"
#include "support/draft1997-wire.h"
#include "unit/wire/wire-data.h"

#include "ns3/mip6-ah.h"
#include "ns3/mip6-digest.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_ah_test
{

namespace
{

const Ipv6Address SOURCE("2001:db8:1::1");
const Ipv6Address DESTINATION("2001:db8:2::2");

/// A packet of an empty Authentication Header and these octets.
AuthenticatedPacket
Plain(const std::string& payload, const std::string& front = "", uint8_t first = 51)
{
    return {SOURCE,
            DESTINATION,
            first,
            FromHex(front + "3b0400000000000000000000000000000000000000000000" + payload)};
}

/// What of a packet is covered behind the IPv6 header.
std::string
Covered(const AuthenticatedPacket& packet)
{
    return ToHex(std::get<Octets>(CoveredByAuthentication(packet))).substr(80);
}

} // namespace

// RFC 2202 section 2, cases 1 to 3 and 6.
TEST(HmacMd5, AgreesWithRfc2202)
{
    const auto mac = [](const Octets& key, const Octets& text) {
        const auto digest = HmacMd5(key.data(), key.size(), text);
        return ToHex(Octets(digest.begin(), digest.end()));
    };
    EXPECT_EQ(mac(Octets(16, 0x0b), FromHex("4869205468657265")),
              "9294727a3638bb1c13f48ef8158bfc9d");
    EXPECT_EQ(mac(FromHex("4a656665"),
                  FromHex("7768617420646f2079612077616e7420666f72206e6f7468696e673f")),
              "750c783e6ab0b503eaa86e310a5db738");
    EXPECT_EQ(mac(Octets(16, 0xaa), Octets(50, 0xdd)), "56be34521d144c88dbb8c733f0e8b3f6");
}

// RFC 2402 section 2: 24 octets, Payload Len 4.
TEST(AuthenticationHeader, IsWrittenAndReadOctetByOctet)
{
    AuthenticationHeader header;
    header.nextHeader = 60;
    header.spi = 0x12345678;
    header.sequence = 9;
    header.icv.fill(0xab);
    const Octets octets = WriteAuthenticationHeader(header);
    EXPECT_EQ(ToHex(octets), "3c0400001234567800000009abababababababababababab");
    const auto read =
        std::get<AuthenticationHeader>(ReadAuthenticationHeader(octets.data(), octets.size()));
    EXPECT_EQ(read.nextHeader, 60);
    EXPECT_EQ(read.spi, header.spi);
    EXPECT_EQ(read.sequence, 9U);
    EXPECT_EQ(read.icv, header.icv);
    for (std::size_t size = 0; size < octets.size(); ++size)
    {
        EXPECT_EQ(std::get<DropReason>(ReadAuthenticationHeader(octets.data(), size)),
                  DropReason::TRUNCATED);
    }
    Octets longer = octets;
    longer[1] = 5;
    EXPECT_EQ(std::get<DropReason>(ReadAuthenticationHeader(longer.data(), longer.size())),
              DropReason::BAD_OPTION_LENGTH);
}

TEST(Ah, CoversClassFlowAndHopLimitAsZero)
{
    const Octets covered = std::get<Octets>(CoveredByAuthentication(Plain("aabb")));
    OctetWriter writer;
    writer.U32(0x60000000);
    writer.U16(26);
    writer.U8(51);
    writer.U8(0);
    writer.Address(SOURCE);
    writer.Address(DESTINATION);
    EXPECT_EQ(ToHex(covered).substr(0, 80), ToHex(writer.Get()));
}

TEST(Ah, CoversAuthenticationDataAsZeroAndTheRestOfTheHeaderAsItIs)
{
    AuthenticatedPacket packet = Plain("aabb");
    std::fill(packet.octets.begin() + 4, packet.octets.begin() + 24, uint8_t{0xff});
    EXPECT_EQ(Covered(packet), "3b040000ffffffffffffffff000000000000000000000000aabb");
}

// RFC 2402 section 3.3.3.1.2.2: the third bit of an option type says that its data may change.
TEST(Ah, CoversOptionsThatMayChangeAsZero)
{
    const std::string before = "3300c302aabb2300";
    EXPECT_EQ(Covered(Plain("", before, 60)).substr(0, 16), before);
    EXPECT_EQ(Covered(Plain("", "33002302aabb0100", 60)).substr(0, 16), "3300230200000100");
    EXPECT_EQ(Covered(Plain("", "33003e02aabb0100", 0)).substr(0, 16), "33003e0200000100");
    // Behind the Authentication Header too.
    AuthenticatedPacket behind = Plain("3b002302aabb0100");
    behind.octets[0] = 60;
    EXPECT_EQ(Covered(behind).substr(48), "3b00230200000100");
}

// RFC 2402 section 3.3.3.1.2.3.
TEST(Ah, CoversASourceRouteAsItArrivesWhereverItIs)
{
    const std::string first = "20010db8000300000000000000000003";
    const std::string second = "20010db8000400000000000000000004";
    AuthenticatedPacket packet = Plain("", "3304000000000000" + first + second, 43);
    packet.octets[3] = 2;
    const std::string atSource = Covered(packet);
    // At the first intermediate node the destination and the first address have changed places.
    AuthenticatedPacket later = packet;
    later.octets[3] = 1;
    later.destination = Ip("2001:db8:3::3");
    const Octets swapped = FromHex("20010db8000200000000000000000002");
    std::copy(swapped.begin(), swapped.end(), later.octets.begin() + 8);
    EXPECT_EQ(std::get<Octets>(CoveredByAuthentication(later)),
              std::get<Octets>(CoveredByAuthentication(packet)));
    EXPECT_EQ(atSource.substr(0, 80), "3304000000000000" + ToHex(swapped) + first);
    packet.octets[3] = 3;
    EXPECT_EQ(std::get<DropReason>(CoveredByAuthentication(packet)),
              DropReason::BAD_ROUTING_HEADER);
}

TEST(Ah, WithoutTheHeaderOrWithACutOneNothingIsCovered)
{
    AuthenticatedPacket packet{SOURCE, DESTINATION, 17, FromHex("0011223344556677")};
    EXPECT_EQ(std::get<DropReason>(CoveredByAuthentication(packet)), DropReason::UNPROTECTED);
    packet.nextHeader = 51;
    EXPECT_EQ(std::get<DropReason>(CoveredByAuthentication(packet)), DropReason::TRUNCATED);
    packet.nextHeader = 60;
    EXPECT_EQ(std::get<DropReason>(CoveredByAuthentication(packet)), DropReason::TRUNCATED);
    packet.octets = FromHex("3300c30500000000");
    EXPECT_EQ(std::get<DropReason>(CoveredByAuthentication(packet)), DropReason::TRUNCATED)
        << "an option that is longer than its header";
}

TEST(SigningAssociation, IsUnderstoodByItsPeerAndNobodyElse)
{
    for (const auto algorithm : {AhAlgorithm::HMAC_SHA1_96, AhAlgorithm::HMAC_MD5_96})
    {
        SigningAssociation association(256, AhKeyOf(1, algorithm));
        AuthenticatedPacket packet = Plain("00112233");
        EXPECT_FALSE(association.Sign(packet));
        EXPECT_FALSE(VerifyingAssociation(AhKeyOf(1, algorithm)).Verify(packet));
        EXPECT_EQ(VerifyingAssociation(AhKeyOf(2, algorithm)).Verify(packet),
                  DropReason::BAD_INTEGRITY);
    }
    // Not of one algorithm with the other's.
    AuthenticatedPacket packet = Plain("00112233");
    SigningAssociation(256, AhKeyOf(1, AhAlgorithm::HMAC_MD5_96)).Sign(packet);
    EXPECT_EQ(VerifyingAssociation(AhKeyOf(1)).Verify(packet), DropReason::BAD_INTEGRITY);
}

// RFC 2402 sections 3.3.2 and 3.4.3.
TEST(SigningAssociation, NumbersEachPacketAndItsPeerTakesEachNumberOnce)
{
    SigningAssociation association(256, AhKeyOf(1));
    VerifyingAssociation peer(AhKeyOf(1));
    AuthenticatedPacket first = Plain("01");
    AuthenticatedPacket second = Plain("02");
    association.Sign(first);
    association.Sign(second);
    EXPECT_EQ(first.octets.at(11), 1);
    EXPECT_EQ(second.octets.at(11), 2);
    EXPECT_FALSE(peer.Verify(second));
    EXPECT_FALSE(peer.Verify(first)) << "within the window any order will do";
    EXPECT_EQ(peer.Verify(first), DropReason::REPLAYED);
    // What is not authentic does not move the window.
    association.SetNextSequence(50);
    AuthenticatedPacket third = Plain("03");
    association.Sign(third);
    AuthenticatedPacket forged = third;
    forged.octets.back() ^= 1;
    EXPECT_EQ(peer.Verify(forged), DropReason::BAD_INTEGRITY);
    EXPECT_FALSE(peer.Verify(third));
    association.SetNextSequence(0xffffffff);
    EXPECT_FALSE(association.Sign(first));
    EXPECT_EQ(association.Sign(first), DropReason::SEQUENCE_EXHAUSTED);
}

TEST(AhKey, HasTheLengthThatItsAlgorithmWants)
{
    EXPECT_TRUE(AhKeyOf(1).IsSound());
    EXPECT_TRUE(AhKeyOf(1, AhAlgorithm::HMAC_MD5_96).IsSound());
    EXPECT_FALSE((AhKey{AhAlgorithm::HMAC_SHA1_96, Octets(16)}).IsSound());
    EXPECT_FALSE((AhKey{AhAlgorithm::HMAC_MD5_96, Octets(20)}).IsSound());
}

TEST(Ah, WhateverOctetsThereAreIsSignedOrRefused)
{
    const Octets octets = FromHex("2b3c0200010000000020010db80001000000000000000000103304000000"
                                  "0000000000000000000000000000000000000000003b01c308c0400028000003"
                                  "e801020000");
    for (std::size_t size = 0; size <= octets.size(); ++size)
    {
        EXPECT_TRUE(AuthenticationRoundTrips(
            Octets(octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(size))));
    }
    for (std::size_t i = 0; i < octets.size() * 8; ++i)
    {
        Octets flipped = octets;
        flipped[i / 8] = static_cast<uint8_t>(flipped[i / 8] ^ (1 << (i % 8)));
        EXPECT_TRUE(AuthenticationRoundTrips(flipped)) << i;
    }
}

} // namespace ns3::nemo::tests::mip6_ah_test
