// SPDX-License-Identifier: GPL-2.0-only
// The keys of prefix delegation.
#include "unit/scenario/scenario-fixture.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::nemo_scenario_delegation_test
{

namespace
{

/// A link that a mobile router numbers, and its home agent.
const std::vector<std::string> DELEGATED = {
    "/links/bus={}",
    R"(/nodes/MR/ingress={"bus": "::1"})",
    "/nodes/MR/mode=delegated",
    "/nodes/MR/prefixes=[]",
    R"(/nodes/LFR/links={"deep": "::1"})",
    R"(/nodes/LFN/links={"bus": null})",
    R"(/nodes/HA/authority={"pool": {"prefix": "fd00:b000::/48"}})",
    "/nodes/HA/prefixTable={}",
    R"(/traffic=[])",
    R"(/expect=[])"};

LoadResult
LoadDelegated(const std::vector<std::string>& more = {})
{
    auto settings = DELEGATED;
    settings.insert(settings.end(), more.begin(), more.end());
    return LoadBase(settings);
}

std::string
ErrorsOf(const LoadResult& result)
{
    return Join(result.errors);
}

} // namespace

TEST(ScenarioDelegation, ALinkMayWaitForItsPrefix)
{
    const auto loaded = LoadDelegated();
    ASSERT_TRUE(loaded.scenario) << ErrorsOf(loaded);
    const auto& router = *loaded.scenario->FindNode("MR");
    EXPECT_EQ(router.mobileRouter->mode, RegistrationMode::DELEGATED);
    ASSERT_EQ(router.mobileRouter->requests.size(), 1U);
    EXPECT_EQ(router.mobileRouter->requests[0].link, "bus");
    EXPECT_EQ(router.mobileRouter->requests[0].length, 64);
    EXPECT_FALSE(router.mobileRouter->requests[0].persistent);
    EXPECT_EQ(router.links[0].identifier, std::optional(Ipv6Address("::1")));
    EXPECT_TRUE(router.links[0].addresses.empty());
    const auto& authority = *loaded.scenario->FindNode("HA")->homeAgent->authority;
    ASSERT_EQ(authority.pools.size(), 1U);
    EXPECT_EQ(authority.pools[0].prefix, *NetworkPrefix::Parse("fd00:b000::/48"));
    EXPECT_EQ(authority.pools[0].length, 64);
    EXPECT_FALSE(authority.file);
}

TEST(ScenarioDelegation, EveryKeyIsRead)
{
    const auto loaded = LoadDelegated(
        {R"(/nodes/HA/authority={"static": {"4::2": ["fd00:5::/64"]}, "sqlite": "leases.db",
             "pool": [{"prefix": "fd00:b000::/48", "length": 56}, {"prefix": "20::/32"}]})",
         R"(/nodes/MR/request=[{"link": "bus", "length": 56, "persistent": true, "implicit": true}])"});
    ASSERT_TRUE(loaded.scenario) << ErrorsOf(loaded);
    const auto& authority = *loaded.scenario->FindNode("HA")->homeAgent->authority;
    EXPECT_EQ(authority.assigned.at(0).homeAddress, Ipv6Address("4::2"));
    EXPECT_EQ(authority.pools.at(0).length, 56);
    EXPECT_EQ(authority.pools.at(1).length, 64);
    EXPECT_EQ(authority.file, std::optional<std::string>("leases.db"));
    const auto& request = loaded.scenario->FindNode("MR")->mobileRouter->requests.at(0);
    EXPECT_EQ(request.length, 56);
    EXPECT_TRUE(request.persistent && request.implicit);
}

TEST(ScenarioDelegation, WhatCannotBeIsSaid)
{
    const auto expect = [](const std::vector<std::string>& settings, const std::string& text) {
        const auto loaded = LoadDelegated(settings);
        EXPECT_FALSE(loaded.scenario) << text;
        EXPECT_NE(ErrorsOf(loaded).find(text), std::string::npos) << ErrorsOf(loaded);
    };
    expect({"/nodes/MR/mode=explicit"}, "\"prefix\" is missing");
    expect({"/nodes/HA/authority={}"}, "gives nothing");
    expect({R"(/nodes/HA/authority={"pool": {"prefix": "fd00:b000::/48", "length": 40}})"},
           "larger than the whole");
    expect(
        {R"(/nodes/HA/authority={"pool": [{"prefix": "fd00:b000::/48"}, {"prefix": "fd00:b000::/52"}]})"},
        "overlaps another pool");
    expect({R"(/nodes/HA/authority={"pool": {"prefix": "7::/16"}})"},
           "overlaps the prefix of link \"away\"");
    expect({R"(/nodes/MR/request=[{"link": "core"}])"}, "is no link of this router's network");
    expect({R"(/nodes/MR/request=[{"link": "bus", "length": 129}])"}, "out of range");
    expect({R"(/nodes/LFN/links={"bus": "::7"})"}, "has no prefix before a mobile router gets one");
    expect({R"(/nodes/HA/authority={"static": {"4::2": ["fe80::/64"]}})"},
           "/nodes/HA/authority/static/4::2");
    expect(
        {R"(/nodes/HA/authority={"static": {"4::2": ["fd00:5::/64"], "4::3": ["fd00:5::/64"]}})"},
        "overlaps a prefix of another home address");
    expect({R"(/nodes/HA/authority={"static": {"4::2": ["fd00:5::/64"]}})",
            R"(/nodes/HA/prefixTable={"4::3": ["fd00:5::/60"]})"},
           "overlaps a prefix of another home address");
    std::string list;
    for (int i = 0; i < 50; ++i)
    {
        list += std::string(i > 0 ? "," : "") + "\"fd00:5:0:" + std::to_string(i) + "::/64\"";
    }
    expect({R"(/nodes/HA/authority={"static": {"4::2": [)" + list + "]}}"}, "can be listed");
    std::string many = "[";
    for (int i = 0; i < 17; ++i)
    {
        many += std::string(i > 0 ? "," : "") + R"({"link": "bus"})";
    }
    expect({"/nodes/MR/request=" + many + "]"}, "more requests than a home agent reads");
}

TEST(ScenarioDelegation, ATableAndAnAuthorityMayAgree)
{
    const auto loaded = LoadDelegated(
        {R"(/nodes/HA/authority={"static": {"4::2": ["fd00:5::/64"], "4::3": ["fd00:6::/64"]}})",
         R"(/nodes/HA/prefixTable={"4::2": ["fd00:5::/64"]})"});
    EXPECT_TRUE(loaded.scenario) << ErrorsOf(loaded);
}

TEST(ScenarioDelegation, WithoutAnAuthorityItIsForeseenThatNothingComes)
{
    const auto loaded = LoadDelegated({"/nodes/HA={\"role\": \"home-agent\", "
                                       "\"links\": {\"home\": \"::3\", \"core\": \"::4\"}}"});
    ASSERT_TRUE(loaded.scenario) << ErrorsOf(loaded);
    bool isTold = false;
    for (const auto& warning : loaded.warnings)
    {
        isTold = isTold || warning.find("it delegates no prefixes") != std::string::npos;
    }
    EXPECT_TRUE(isTold);
}

} // namespace ns3::nemo::tests::nemo_scenario_delegation_test
