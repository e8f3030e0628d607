// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "unit/wire/wire-data.h"

#include "ns3/mip6-return-routability.h"

#include <gtest/gtest.h>
#include <string>

namespace ns3::nemo::tests::mip6_return_routability_test
{

namespace
{

/// @return a parameter of test/vectors/mip6.json, for example "kcn"
std::string
Parameter(const char* name)
{
    return ReadJson("vectors/mip6.json").at("parameters").at(name);
}

Octets
Kcn()
{
    return FromHex(Parameter("kcn"));
}

Octets
Nonce(const char* index)
{
    return FromHex(ReadJson("vectors/mip6.json").at("parameters").at("nonces").at(index));
}

std::string
HexOf(const BindingManagementKey& key)
{
    return ToHex(Octets(key.begin(), key.end()));
}

constexpr uint64_t HOME_TOKEN = 0x80b02f5f06bc8a54;
constexpr uint64_t CARE_OF_TOKEN = 0x4cf56038bbe4a6cc;

} // namespace

TEST(ReturnRoutability, HomeKeygenTokenIsTheVector)
{
    REQ("RFC-007");
    const Ipv6Address home = Ip(Parameter("home_address"));
    const uint64_t token = MakeHomeKeygenToken(home, Kcn(), Nonce("5"));
    EXPECT_EQ(token, HOME_TOKEN);
    EXPECT_EQ(ToHex(token, 8), Parameter("home_keygen_token"));
}

TEST(ReturnRoutability, CareOfKeygenTokenIsTheVector)
{
    REQ("RFC-008");
    const Ipv6Address careOf = Ip(Parameter("care_of_address"));
    const uint64_t token = MakeCareOfKeygenToken(careOf, Kcn(), Nonce("6"));
    EXPECT_EQ(token, CARE_OF_TOKEN);
    EXPECT_EQ(ToHex(token, 8), Parameter("careof_keygen_token"));
}

TEST(ReturnRoutability, Peer_42_TokensDependOnAddressKeyNonceAndKind)
{
    const Ipv6Address home = Ip(Parameter("home_address"));
    Octets otherKey = Kcn();
    otherKey.back() ^= 0x01;
    EXPECT_NE(MakeHomeKeygenToken(Ip("2001:db8:1::11"), Kcn(), Nonce("5")), HOME_TOKEN);
    EXPECT_NE(MakeHomeKeygenToken(home, otherKey, Nonce("5")), HOME_TOKEN);
    EXPECT_NE(MakeHomeKeygenToken(home, Kcn(), Nonce("6")), HOME_TOKEN);
    EXPECT_NE(MakeCareOfKeygenToken(home, Kcn(), Nonce("5")), HOME_TOKEN)
        << "a home token must not do for a care-of token";
}

TEST(ReturnRoutability, KeyIsTheVector)
{
    REQ("RFC-009");
    EXPECT_EQ(HexOf(MakeBindingManagementKey(HOME_TOKEN, CARE_OF_TOKEN)), Parameter("kbm"));
    EXPECT_EQ(HexOf(MakeDeletionKey(HOME_TOKEN)), Parameter("kbm_delete"));
}

TEST(ReturnRoutability, AlternateCareOfAddressHasATokenAndKeyOfItsOwn)
{
    const auto& fields =
        Named(ReadJson("vectors/mip6.json").at("vectors"), "bu_cn_altcoa").at("fields");
    const Ipv6Address careOf = Ip(fields.at("alt_coa"));
    const uint64_t token = MakeCareOfKeygenToken(careOf, Kcn(), Nonce("6"));
    EXPECT_EQ(fields.at("careof_keygen_token"), ToHex(token, 8));
    EXPECT_EQ(fields.at("kbm"), HexOf(MakeBindingManagementKey(HOME_TOKEN, token)));
}

TEST(ReturnRoutability, KeysAgreeWithWhatALinuxNodeMade)
{
    for (const auto& exchange : ReadJson("captures/authdata-vectors.json"))
    {
        const auto number = [&exchange](const char* name) {
            return std::stoull(exchange.at(name).get<std::string>(), nullptr, 16);
        };
        EXPECT_EQ(exchange.at("kbm"),
                  HexOf(MakeBindingManagementKey(number("home_token"), number("coa_token"))));
    }
}

} // namespace ns3::nemo::tests::mip6_return_routability_test
