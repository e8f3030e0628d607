// SPDX-License-Identifier: GPL-2.0-only
#include "unit/scenario/bad-case.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <variant>

namespace ns3::nemo::tests::nemo_scenario_faults_test
{

using ::testing::ElementsAre;
using ::testing::IsEmpty;

namespace
{

/// The faults of the base scenario with others in their place.
LoadResult
LoadWith(const std::string& faults)
{
    return LoadBase({"/faults=[" + faults + "]"});
}

class BadFault : public ::testing::TestWithParam<BadCase>
{
};

} // namespace

TEST(ScenarioFaults, AreThoseOfTheFileInTheOrderOfTime)
{
    const auto result = LoadWith(R"(
        { "at": "9s", "node": "HA", "action": "restart" },
        { "at": "8s", "node": "HA", "action": "crash" },
        { "at": "9s", "link": "core", "delay": "7ms", "rate": "1Mbps", "loss": 0.25,
          "duplicate": 0.5, "reorder": 0.75, "mtu": 1280, "up": false })");
    ASSERT_TRUE(result.scenario) << Join(result.errors);
    EXPECT_THAT(result.warnings, IsEmpty());
    const auto& faults = result.scenario->faults;
    ASSERT_EQ(faults.size(), 3U);
    EXPECT_EQ(faults[0].at, Seconds(8));
    EXPECT_EQ(std::get<NodeFault>(faults[0].what).node, "HA");
    EXPECT_EQ(std::get<NodeFault>(faults[0].what).action, NodeAction::CRASH);
    EXPECT_EQ(faults[1].at, Seconds(9));
    EXPECT_EQ(std::get<NodeFault>(faults[1].what).action, NodeAction::RESTART);
    const auto& link = std::get<LinkFault>(faults[2].what);
    EXPECT_EQ(link.link, "core");
    EXPECT_EQ(link.delay, MilliSeconds(7));
    EXPECT_EQ(link.rate, DataRate("1Mbps"));
    EXPECT_EQ(link.loss, 0.25);
    EXPECT_EQ(link.duplicate, 0.5);
    EXPECT_EQ(link.reorder, 0.75);
    EXPECT_EQ(link.mtu, uint16_t{1280});
    EXPECT_EQ(link.up, false);
    EXPECT_TRUE(link.prefixes.empty());
}

TEST(ScenarioFaults, OfALinkSayNothingOfOtherKeys)
{
    const auto result = LoadWith(R"({ "at": "9s", "link": "core", "up": true })");
    ASSERT_TRUE(result.scenario) << Join(result.errors);
    const auto& link = std::get<LinkFault>(result.scenario->faults[0].what);
    EXPECT_FALSE(link.delay || link.rate || link.loss || link.duplicate || link.reorder ||
                 link.mtu);
    EXPECT_EQ(link.up, true);
}

TEST(ScenarioFaults, RenumberALinkFromThatMomentOn)
{
    const auto result = LoadWith(R"(
        { "at": "30s", "link": "home",
          "prefix": ["a::/64", { "prefix": "4::/64", "valid": "60s", "preferred": "0s" }] })");
    ASSERT_TRUE(result.scenario) << Join(result.errors);
    const auto& prefixes = std::get<LinkFault>(result.scenario->faults[0].what).prefixes;
    ASSERT_EQ(prefixes.size(), 2U);
    EXPECT_EQ(prefixes[0].prefix.ToString(), "a::/64");
    EXPECT_FALSE(prefixes[0].decrementing);
    EXPECT_EQ(prefixes[1].valid, Seconds(60));
    EXPECT_EQ(prefixes[1].preferred, Time(0));
    EXPECT_TRUE(prefixes[1].decrementing);
    EXPECT_EQ(prefixes[1].since, Seconds(30));
    const auto& later = result.scenario->FindLink("home")->laterPrefixes;
    ASSERT_EQ(later.size(), 1U) << "what it has from the beginning is none of these";
    EXPECT_EQ(later[0].ToString(), "a::/64");
}

TEST(ScenarioFaults, ALinkCanBeBadFromTheBeginning)
{
    const auto result =
        LoadBase({"/links/core/duplicate=0.5", "/links/core/reorder=1", "/links/core/up=false"});
    ASSERT_TRUE(result.scenario) << Join(result.errors);
    const auto* link = result.scenario->FindLink("core");
    EXPECT_EQ(link->duplicate, 0.5);
    EXPECT_EQ(link->reorder, 1);
    EXPECT_FALSE(link->up);
}

TEST(ScenarioFaults, AnAddressOfALaterPrefixIsSomewhere)
{
    const std::string expectation = R"(/expect/0/binding/careOf="e::2")";
    EXPECT_THAT(LoadBase({expectation}).warnings, IsEmpty());
    EXPECT_EQ(LoadBase({expectation, "/faults=[]"}).warnings.size(), 1U);
}

TEST(ScenarioFaults, WarnOfWhatDoesNothing)
{
    EXPECT_THAT(LoadWith(R"({ "at": "5s", "node": "HA", "action": "restart" },
                            { "at": "6s", "node": "HA", "action": "crash" },
                            { "at": "7s", "node": "CN", "action": "crash" },
                            { "at": "8s", "node": "HA", "action": "crash" },
                            { "at": "100s", "node": "CN", "action": "restart" })")
                    .warnings,
                ElementsAre("/faults/0: does nothing: \"HA\" is up already",
                            "/faults/3: does nothing: \"HA\" is down already",
                            "/faults/4: comes after the end of the run"));
}

TEST_P(BadFault, IsRefused)
{
    ExpectOnlyThisError(GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    EachMistake,
    BadFault,
    ::testing::Values(
        BadCase{"/faults={}", "", "is not", ""},
        BadCase{"/faults/0=7", "", "is not an object", ""},
        BadCase{"/faults/0/node=HX", "", "is not a node", "HA"},
        BadCase{"/faults/0/action=crush", "", "is none of the words", "crash"},
        BadCase{"/faults/0/at=-1s", "", "is out of range", ""},
        BadCase{"/faults/0/up=false", "", "there is no such key", ""},
        BadCase{"/faults/0/link=core", "", "there is no such key", ""},
        BadCase{"/faults/2/link=awai", "", "is not a link", "away"},
        BadCase{"/faults/2/los=1", "", "there is no such key", "loss"},
        BadCase{"/faults/2/loss=2", "", "is out of range", ""},
        BadCase{"/faults/2/duplicate=-1", "", "is out of range", ""},
        BadCase{"/faults/2/reorder=x", "", "is not", ""},
        BadCase{"/faults/2/mtu=1279", "", "is out of range", ""},
        BadCase{"/faults/2/up=1", "", "neither true nor false", ""},
        BadCase{"/faults/2/prefix=[]", "", "is empty", ""},
        BadCase{"/faults/2/prefix=4::/64", "", "is of link \"home\"", ""},
        BadCase{"/faults/2/prefix=a::/72", "", "no room for identifiers", ""},
        BadCase{R"(/faults/2={"at": "1s", "link": "inside", "prefix": "a::/64"})",
                "/faults/2/prefix",
                "no mobile router serves",
                ""},
        BadCase{R"(/faults/2={"at": "1s", "link": "core"})", "", "changes nothing", ""},
        BadCase{R"(/faults/2={"link": "core", "up": true})", "", "\"at\" is missing", ""},
        BadCase{R"(/faults/2={"at": "1s", "action": "crash"})", "", "\"node\" is missing", ""}));

} // namespace ns3::nemo::tests::nemo_scenario_faults_test
