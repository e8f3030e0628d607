// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "unit/wire/packet-walker.h"
#include "unit/wire/vector-packets.h"
#include "unit/wire/wire-data.h"

#include "ns3/mip6-authenticator.h"
#include "ns3/mip6-mobility-header.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ns3::nemo::tests::mip6_authenticator_test
{

namespace
{

const Ipv6Address HOME("2001:db8:1::10");
const Ipv6Address CARE_OF("2001:db8:2::10");
const Ipv6Address OTHER_CARE_OF("2001:db8:4::10");
const Ipv6Address CORRESPONDENT("2001:db8:3::5");

constexpr std::size_t SIZE_BEFORE_OPTIONS = 12; // of a Binding Update and of an acknowledgement

const nlohmann::ordered_json&
Vector(std::string_view name)
{
    return Named(ReadJson("vectors/mip6.json").at("vectors"), name);
}

BindingManagementKey
KeyOf(const std::string& hex)
{
    const Octets octets = FromHex(hex);
    BindingManagementKey key;
    std::copy(octets.begin(), octets.end(), key.begin());
    return key;
}

/// A message of the vectors with what authorizes it.
struct Authorized
{
    const char* name;
    Ipv6Address careOf;
    std::string key;

    BindingAuthority Authority() const
    {
        return {KeyOf(key), careOf, CORRESPONDENT};
    }
};

std::vector<Authorized>
AllAuthorized()
{
    const auto& parameters = ReadJson("vectors/mip6.json").at("parameters");
    const std::string both = parameters.at("kbm");
    const std::string deletion = parameters.at("kbm_delete");
    return {
        {"bu_cn", CARE_OF, both},
        {"ba_cn", CARE_OF, both},
        {"bu_cn_delete_at_home", HOME, deletion},
        {"bu_cn_delete_away", HOME, deletion},
        {"ba_cn_seq_out_of_window", CARE_OF, both},
        {"bu_cn_altcoa", OTHER_CARE_OF, Vector("bu_cn_altcoa").at("fields").at("kbm")},
    };
}

bool
IsAuthentic(const Octets& header, const BindingAuthority& authority)
{
    return nemo::IsAuthentic(header.data(), header.size(), authority);
}

/// @return a whole mobility header of these options, with the other fields of bu_cn
Octets
UpdateWith(const std::string& options)
{
    Octets header = FromHex("3b0005000000006480000069" + options);
    header[1] = static_cast<uint8_t>(header.size() / 8 - 1);
    return header;
}

/// @return what authorizes bu_cn
BindingAuthority
AuthorityOfUpdate()
{
    return AllAuthorized().front().Authority();
}

} // namespace

TEST(Authenticator, MessagesOfTheVectorsAreAuthentic)
{
    REQ("RFC-012", "RFC-046", "RFC-047");
    for (const auto& it : AllAuthorized())
    {
        const Octets header = MustWalk(FromHex(Vector(it.name).at("hex"))).payload;
        EXPECT_TRUE(IsAuthentic(header, it.Authority())) << it.name;
    }
}

TEST(Authenticator, SigningWritesTheVectors)
{
    REQ("RFC-012", "RFC-046", "RFC-047");
    for (const auto& it : AllAuthorized())
    {
        const WalkedPacket packet = MustWalk(FromHex(Vector(it.name).at("hex")));
        Signal signal = std::get<Signal>(Mip6Packets().at(it.name).upper);
        ASSERT_TRUE(std::holds_alternative<BindingAuthorizationData>(signal.options.back()));
        signal.options.back() = UnsignedAuthorization();
        const Ipv6Address source = packet.PseudoSource();
        const Ipv6Address destination = packet.PseudoDestination();
        Octets header = EncodeMobilityHeader(signal, source, destination);
        EXPECT_NE(ToHex(header), ToHex(packet.payload));
        SignMobilityHeader(header, it.Authority(), source, destination);
        EXPECT_EQ(ToHex(header), ToHex(packet.payload)) << it.name;
    }
}

TEST(Authenticator, CoversWhatTheVectorsSayItCovers)
{
    REQ("RFC-046");
    int covered = 0;
    for (const auto& it : AllAuthorized())
    {
        const auto& fields = Vector(it.name).at("fields");
        if (fields.contains("mac_input"))
        {
            const BindingManagementKey key = KeyOf(it.key);
            const auto digest = HmacSha1(key.data(), key.size(), FromHex(fields.at("mac_input")));
            const Octets first(digest.begin(), digest.begin() + AUTHENTICATOR_SIZE);
            EXPECT_EQ(fields.at("authenticator"), ToHex(first)) << it.name;
            ++covered;
        }
    }
    EXPECT_EQ(covered, 5);
}

TEST(Authenticator, AnyOtherBitButOfTheChecksumSpoilsIt)
{
    const Octets right = MustWalk(FromHex(Vector("bu_cn").at("hex"))).payload;
    for (std::size_t bit = 0; bit < right.size() * 8; ++bit)
    {
        Octets wrong = right;
        wrong[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
        const bool isChecksum = bit / 8 == 4 || bit / 8 == 5;
        EXPECT_EQ(IsAuthentic(wrong, AuthorityOfUpdate()), isChecksum) << bit;
    }
}

TEST(Authenticator, AnyOtherKeyOrAddressSpoilsIt)
{
    const Octets header = MustWalk(FromHex(Vector("bu_cn").at("hex"))).payload;
    const BindingAuthority right = AuthorityOfUpdate();
    BindingAuthority wrong = right;
    wrong.key[19] ^= 0x01;
    EXPECT_FALSE(IsAuthentic(header, wrong));
    wrong = right;
    wrong.careOfAddress = HOME;
    EXPECT_FALSE(IsAuthentic(header, wrong));
    wrong = right;
    wrong.correspondent = HOME;
    EXPECT_FALSE(IsAuthentic(header, wrong));
    wrong = right;
    std::swap(wrong.careOfAddress, wrong.correspondent);
    EXPECT_FALSE(IsAuthentic(header, wrong));
}

TEST(Authenticator, AddressOfTheSourceDoesNotDoForAnAlternateOne)
{
    const Octets header = MustWalk(FromHex(Vector("bu_cn_altcoa").at("hex"))).payload;
    BindingAuthority authority = AllAuthorized().back().Authority();
    EXPECT_TRUE(IsAuthentic(header, authority));
    authority.careOfAddress = CARE_OF;
    EXPECT_FALSE(IsAuthentic(header, authority));
}

TEST(Authenticator, WrongOrFollowedAuthenticatorsOfTheVectorsAreNotAuthentic)
{
    const auto& negative = ReadJson("vectors/mip6.json").at("negative_vectors");
    for (const char* name : {"bu_cn_bad_authenticator", "bu_cn_bad_not_last"})
    {
        const Octets header = MustWalk(FromHex(Named(negative, name).at("hex"))).payload;
        EXPECT_FALSE(IsAuthentic(header, AuthorityOfUpdate())) << name;
    }
}

TEST(Authenticator, MessagesOfALinuxNodeAreAuthentic)
{
    const auto& exchanges = ReadJson("captures/authdata-vectors.json");
    EXPECT_EQ(exchanges.size(), 6U);
    for (const auto& exchange : exchanges)
    {
        const BindingAuthority authority{KeyOf(exchange.at("kbm")),
                                         Ip(exchange.at("coa")),
                                         Ip(exchange.at("cn"))};
        EXPECT_TRUE(IsAuthentic(FromHex(exchange.at("mh_hex")), authority)) << exchange;
    }
}

TEST(Authenticator, PaddingBeforeItIsCovered)
{
    Octets header = UpdateWith("0404000500060100010200000000050c" + std::string(24, '0'));
    ASSERT_EQ(header.size() % 8, 0U);
    SignMobilityHeader(header, AuthorityOfUpdate(), HOME, CORRESPONDENT);
    EXPECT_TRUE(IsAuthentic(header, AuthorityOfUpdate()));
    EXPECT_TRUE(std::holds_alternative<Signal>(
        DecodeMobilityHeader(header.data(), header.size(), HOME, CORRESPONDENT)))
        << "the checksum is that of the signed message";
    header[SIZE_BEFORE_OPTIONS + 10] ^= 0x01; // an octet of PadN
    EXPECT_FALSE(IsAuthentic(header, AuthorityOfUpdate()));
}

TEST(Authenticator, OctetsBehindTheHeaderAreIgnored)
{
    Octets header = MustWalk(FromHex(Vector("bu_cn").at("hex"))).payload;
    header.insert(header.end(), {1, 2, 3});
    EXPECT_TRUE(IsAuthentic(header, AuthorityOfUpdate()));
}

TEST(Authenticator, IsOnlyInUpdatesAndAcknowledgements)
{
    Octets header = MustWalk(FromHex(Vector("bu_cn").at("hex"))).payload;
    for (int type = 0; type < 256; ++type)
    {
        header[2] = static_cast<uint8_t>(type);
        if (type == 5 || type == 6)
        {
            SignMobilityHeader(header, AuthorityOfUpdate(), HOME, CORRESPONDENT);
        }
        EXPECT_EQ(IsAuthentic(header, AuthorityOfUpdate()), type == 5 || type == 6) << type;
    }
}

TEST(Authenticator, WhatOnlyLooksLikeItInAnotherOptionIsNoAuthenticator)
{
    // An unknown option of type 127, whose data ends as a header ends that is authentic.
    Octets header = UpdateWith("7f1200000000050c" + std::string(24, '0'));
    const std::size_t place = header.size() - AUTHENTICATOR_SIZE;
    const BindingAuthority authority = AuthorityOfUpdate();
    OctetWriter covered;
    covered.Address(authority.careOfAddress);
    covered.Address(authority.correspondent);
    covered.Append(Octets(header.begin(), header.begin() + static_cast<long>(place)));
    const auto digest = HmacSha1(authority.key.data(), authority.key.size(), covered.Get());
    std::copy_n(digest.begin(), AUTHENTICATOR_SIZE, header.data() + place);
    EXPECT_FALSE(IsAuthentic(header, authority));
}

TEST(Authenticator, HeadersThatAreCutOrEndWrongAreNotAuthentic)
{
    const Octets right = MustWalk(FromHex(Vector("bu_cn").at("hex"))).payload;
    for (std::size_t size = 0; size < right.size(); ++size)
    {
        const Octets cut(right.begin(), right.begin() + static_cast<long>(size));
        EXPECT_FALSE(IsAuthentic(cut, AuthorityOfUpdate())) << size;
    }
    const BindingAuthority authority = AuthorityOfUpdate();
    EXPECT_FALSE(IsAuthentic(UpdateWith(""), authority)) << "shorter than a Binding Update";
    EXPECT_FALSE(IsAuthentic(UpdateWith("01020000"), authority)) << "no option";
    EXPECT_FALSE(IsAuthentic(UpdateWith("01020000050a" + std::string(20, '0') + "0000"), authority))
        << "ten octets and two of Pad1";
    EXPECT_FALSE(IsAuthentic(UpdateWith("0404000500060510" + std::string(24, '0')), authority))
        << "runs past the end";
}

TEST(AuthenticatorDeathTest, OnlyMessagesWithRoomForItCanBeSigned)
{
    Octets without = UpdateWith("01020000");
    EXPECT_DEATH(SignMobilityHeader(without, AuthorityOfUpdate(), HOME, CORRESPONDENT),
                 "can be signed");
    Octets longer = MustWalk(FromHex(Vector("bu_cn").at("hex"))).payload;
    longer.push_back(0);
    EXPECT_DEATH(SignMobilityHeader(longer, AuthorityOfUpdate(), HOME, CORRESPONDENT),
                 "can be signed");
}

} // namespace ns3::nemo::tests::mip6_authenticator_test
