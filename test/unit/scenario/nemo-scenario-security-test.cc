// SPDX-License-Identifier: GPL-2.0-only
#include "unit/scenario/bad-case.h"
#include "unit/scenario/scenario-fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::nemo::tests::nemo_scenario_security_test
{

namespace
{

using ::testing::HasSubstr;

/// "security" of one item between the mobile router and its home agent, with these keys besides.
std::string
Item(const std::string& keys)
{
    return R"({"between": ["MR", "HA"])" + (keys.empty() ? "" : ", " + keys) + "}";
}

LoadResult
Load(const std::string& items)
{
    return LoadBase({"/security=[" + items + "]"});
}

SecuritySpec
Only(const std::string& keys)
{
    const auto result = Load(Item(keys));
    EXPECT_TRUE(result.scenario) << Join(result.errors);
    return result.scenario ? result.scenario->security.at(0) : SecuritySpec();
}

/// What one item gets wrong: no more than this.
void
ExpectRefused(const std::string& items, const std::string& pointer, const std::string& problem)
{
    const auto result = Load(items);
    EXPECT_FALSE(result.scenario) << items;
    ASSERT_EQ(result.errors.size(), 1U) << items << "\n" << Join(result.errors);
    EXPECT_EQ(result.errors[0].pointer, "/security/" + pointer) << items;
    EXPECT_THAT(result.errors[0].problem, HasSubstr(problem)) << items;
    EXPECT_FALSE(result.errors[0].allowed.empty()) << items;
}

} // namespace

TEST(ScenarioSecurity, IsNotThereUnlessTheFileSaysSo)
{
    EXPECT_TRUE(LoadBase().scenario->security.empty());
    EXPECT_TRUE(Load("").scenario->security.empty());
}

TEST(ScenarioSecurity, HidesByAesCbcWithDrawnKeysUnlessTheFileSaysOtherwise)
{
    const auto spec = Only(R"("protect": ["binding"])");
    EXPECT_EQ(spec.mobile, "MR");
    EXPECT_EQ(spec.homeAgent, "HA");
    EXPECT_EQ(spec.encryption, EspEncryption::AES_CBC);
    EXPECT_FALSE(spec.encryptionKey || spec.authenticationKey);
    ASSERT_EQ(spec.pairs.size(), 1U);
    EXPECT_EQ(spec.pairs[0].mode, SecurityMode::TRANSPORT);
    EXPECT_EQ(spec.pairs[0].kinds, std::set{TrafficKind::BINDING});
    EXPECT_EQ(spec.pairs[0].toHomeAgent, 256U);
    EXPECT_EQ(spec.pairs[0].toMobile, 257U);
}

TEST(ScenarioSecurity, HasAPairOfAssociationsForEachMode)
{
    const auto spec = Only(R"("protect": ["data", "binding", "return-routability", "prefix"],
                              "spi": [1000, 1001, 1002, 1003], "protocol": "esp",
                              "authentication": "hmac-sha1-96", "encryption": "null",
                              "keys": {"authentication":
                                       "0x000102030405060708090a0b0c0d0e0f101112aB"})");
    ASSERT_EQ(spec.pairs.size(), 2U);
    EXPECT_EQ(spec.pairs[0].kinds, (std::set{TrafficKind::BINDING, TrafficKind::PREFIX}));
    EXPECT_EQ(spec.pairs[0].toHomeAgent, 1000U);
    EXPECT_EQ(spec.pairs[0].toMobile, 1001U);
    EXPECT_EQ(spec.pairs[1].mode, SecurityMode::TUNNEL);
    EXPECT_EQ(spec.pairs[1].kinds, (std::set{TrafficKind::RETURN_ROUTABILITY, TrafficKind::DATA}));
    EXPECT_EQ(spec.pairs[1].toHomeAgent, 1002U);
    EXPECT_EQ(spec.pairs[1].toMobile, 1003U);
    EXPECT_EQ(spec.encryption, EspEncryption::NONE);
    ASSERT_TRUE(spec.authenticationKey);
    EXPECT_EQ(spec.authenticationKey->size(), 20U);
    EXPECT_EQ(spec.authenticationKey->at(1), 1);
    EXPECT_EQ(spec.authenticationKey->back(), 0xab);
}

TEST(ScenarioSecurity, NumbersGoFromTheFirstToTheSecond)
{
    const auto result = Load(
        R"({"between": ["HA", "MR"], "protect": ["data"], "spi": [300, 301],
            "keys": {"encryption": "0x000102030405060708090a0b0c0d0e0f"}})");
    ASSERT_TRUE(result.scenario) << Join(result.errors);
    const auto& spec = result.scenario->security.at(0);
    EXPECT_EQ(spec.mobile, "MR");
    EXPECT_EQ(spec.pairs[0].toMobile, 300U);
    EXPECT_EQ(spec.pairs[0].toHomeAgent, 301U);
    EXPECT_EQ(spec.encryptionKey->size(), 16U);
}

TEST(ScenarioSecurity, TwoNumbersAreThoseOfTransportMode)
{
    const auto spec = Only(R"("protect": ["data", "binding"], "spi": [300, 301])");
    ASSERT_EQ(spec.pairs.size(), 2U);
    EXPECT_EQ(spec.pairs[0].toHomeAgent, 300U);
    EXPECT_EQ(spec.pairs[0].toMobile, 301U);
    EXPECT_EQ(spec.pairs[1].toHomeAgent, 256U);
    EXPECT_EQ(spec.pairs[1].toMobile, 257U);
}

TEST(ScenarioSecurity, NumbersThatAreLeftOutAreTheLowestThatAreFree)
{
    const auto result =
        Load(Item(R"("protect": ["binding"])") + "," +
             Item(R"("protect": ["prefix", "data"], "spi": [257, 9999, 256, 259])") +
             R"(,{"between": ["HA2", "MN"], "protect": ["binding", "data"]})");
    ASSERT_TRUE(result.scenario) << Join(result.errors);
    const auto& security = result.scenario->security;
    EXPECT_EQ(security[0].pairs[0].toHomeAgent, 258U);
    EXPECT_EQ(security[0].pairs[0].toMobile, 260U);
    EXPECT_EQ(security[2].pairs[0].toHomeAgent, 261U);
    EXPECT_EQ(security[2].pairs[1].toMobile, 264U);
}

/// Each home address has associations of its own: RFC 6275 section 5.1.
TEST(ScenarioSecurity, SaysWhichOfSeveralHomesItIsOf)
{
    const auto load = [](const std::string& homes, const std::string& items) {
        return LoadBase({R"(/nodes/MN={"role": "mobile-node", "interfaceId": "::22", "homes": [)" +
                             homes + "]}",
                         R"(/nodes/HA/homePrefixes=["fd00:8::/64"])",
                         "/security=[" + items + "]"});
    };
    const auto item = [](const std::string& agent, const std::string& home) {
        return R"({"between": [")" + agent + R"(", "MN"], "protect": ["binding"])" + home + "}";
    };
    const std::string one = R"({"link": "home2", "homeAgent": "HA2"})";
    const std::string two = one + R"(, {"prefix": "fd00:8::/64", "homeAgent": "HA"})";
    EXPECT_TRUE(load(one, item("HA2", "")).scenario);
    EXPECT_TRUE(load(one, item("HA2", R"(, "home": 0)")).scenario);
    const auto both = load(two, item("HA2", R"(, "home": 0)") + "," + item("HA", R"(, "home": 1)"));
    ASSERT_TRUE(both.scenario) << Join(both.errors);
    EXPECT_EQ(both.scenario->security[0].home, 0U);
    EXPECT_EQ(both.scenario->security[1].home, 1U);

    struct Bad
    {
        std::string homes;
        std::string items;
        std::string pointer;
        std::string problem;
    };

    for (const Bad& bad : std::vector<Bad>{
             {two, item("HA2", ""), "0/between", "several homes"},
             {two, item("HA2", R"(, "home": 2)"), "0/home", ""},
             {one, item("HA2", R"(, "home": 1)"), "0/home", ""},
             {one, item("HA2", R"(, "home": -1)"), "0/home", ""},
             {two, item("HA", R"(, "home": 0)"), "0/between", "not a mobile node and a home agent"},
             {two,
              item("HA2", R"(, "home": 1)"),
              "0/between",
              "not a mobile node and a home agent"},
             {two,
              item("HA2", R"(, "home": 0)") + "," + item("HA2", R"(, "home": 0)"),
              "1/protect/0",
              "already"}})
    {
        const auto result = load(bad.homes, bad.items);
        EXPECT_FALSE(result.scenario) << bad.items;
        ASSERT_EQ(result.errors.size(), 1U) << bad.items << "\n" << Join(result.errors);
        EXPECT_EQ(result.errors[0].pointer, "/security/" + bad.pointer) << bad.items;
        EXPECT_THAT(result.errors[0].problem, HasSubstr(bad.problem)) << bad.items;
    }
}

TEST(ScenarioSecurity, RefusesWhatCannotBe)
{
    ExpectRefused("1", "0", "");
    ExpectRefused(Item(""), "0", "");
    ExpectRefused(R"({"protect": ["binding"]})", "0", "");
    ExpectRefused(R"({"between": ["MR"], "protect": ["binding"]})", "0/between", "two nodes");
    ExpectRefused(R"({"between": ["MR", "NO"], "protect": ["binding"]})",
                  "0/between/1",
                  "is not a node");
    for (const char* ends : {R"(["MR", "MN"])",
                             R"(["HA", "HA2"])",
                             R"(["MR", "CN"])",
                             R"(["MR", "HA2"])",
                             R"(["CN", "AR"])"})
    {
        ExpectRefused(R"({"between": )" + std::string(ends) + R"(, "protect": ["binding"]})",
                      "0/between",
                      "not a mobile node and a home agent of its home link");
    }
    ExpectRefused(Item(R"("protect": [])"), "0/protect", "protects nothing");
    ExpectRefused(Item(R"("protect": ["updates"])"), "0/protect/0", "none of the words");
    ExpectRefused(Item(R"("protect": ["data", "data"])"), "0/protect/1", "already");
    ExpectRefused(Item(R"("protect": ["data"])") + "," + Item(R"("protect": ["data"])"),
                  "1/protect/0",
                  "already");
    ExpectRefused(Item(R"("protect": ["binding"], "protocol": "ah")"), "0/protocol", "dialect");
    ExpectRefused(Item(R"("protect": ["data"], "encryption": "des")"), "0/encryption", "");
    ExpectRefused(Item(R"("protect": ["data"], "authentication": "md5")"), "0/authentication", "");
    ExpectRefused(Item(R"("protect": ["data"], "secret": 1)"), "0/secret", "");
}

TEST(ScenarioSecurity, RefusesNumbersThatCannotBe)
{
    ExpectRefused(Item(R"("protect": ["data"], "spi": [300])"), "0/spi", "as many numbers");
    ExpectRefused(Item(R"("protect": ["data", "binding"], "spi": [300, 301, 302])"),
                  "0/spi",
                  "as many numbers");
    ExpectRefused(Item(R"("protect": ["data"], "spi": [300, 301, 302, 303])"),
                  "0/spi",
                  "as many numbers");
    ExpectRefused(Item(R"("protect": ["data"], "spi": [255, 300])"), "0/spi/0", "");
    ExpectRefused(Item(R"("protect": ["data"], "spi": [300, 300])"), "0/spi/1", "already");
    ExpectRefused(Item(R"("protect": ["data"], "spi": [300, 301])") + "," +
                      Item(R"("protect": ["binding"], "spi": [301, 302])"),
                  "1/spi/0",
                  "already");
}

TEST(ScenarioSecurity, RefusesKeysThatCannotBe)
{
    const auto keys = [](const std::string& text) {
        return Item(R"("protect": ["data"], "keys": {)" + text + "}");
    };
    for (const char* key : {"",
                            "0x",
                            "0x00",
                            "000102030405060708090a0b0c0d0e0f",
                            "0x000102030405060708090a0b0c0d0e0",
                            "0x000102030405060708090a0b0c0d0e0g"})
    {
        ExpectRefused(keys(R"("encryption": ")" + std::string(key) + "\""),
                      "0/keys/encryption",
                      "no such key");
    }
    ExpectRefused(keys(R"("authentication": "0x000102030405060708090a0b0c0d0e0f")"),
                  "0/keys/authentication",
                  "no such key");
    ExpectRefused(keys(R"("authentication": 7)"), "0/keys/authentication", "no such key");
    ExpectRefused(Item(R"("protect": ["data"], "encryption": "null",
                          "keys": {"encryption": "0x000102030405060708090a0b0c0d0e0f"})"),
                  "0/keys/encryption",
                  "a key for nothing");
}

// RFC 3776 section 4.3: a non-null encryption must be applied.
TEST(ScenarioSecurity, WarnsOfHomeTestsThatAnybodyCanRead)
{
    const auto open = Load(Item(R"("protect": ["return-routability"], "encryption": "null")"));
    ASSERT_EQ(open.warnings.size(), 1U);
    EXPECT_THAT(open.warnings[0], HasSubstr("return routability without encryption"));
    EXPECT_TRUE(Load(Item(R"("protect": ["binding"], "encryption": "null")")).warnings.empty());
    EXPECT_TRUE(Load(Item(R"("protect": ["return-routability"])")).warnings.empty());
}

} // namespace ns3::nemo::tests::nemo_scenario_security_test
