// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "unit/scenario/scenario-fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::nemo::tests::nemo_scenario_attachment_test
{

using ::testing::ElementsAre;
using ::testing::HasSubstr;

namespace
{

/// Three mobile routers that could be nested: link m1 is behind M1, and n1 behind a fixed router
/// there.
constexpr char NESTED[] = R"json({
  "duration": "100s",
  "links": { "home": { "prefix": "4::/64" }, "away": { "prefix": "7::/64" },
             "m1": { "prefix": "a1::/64" }, "n1": { "prefix": "b1::/64" },
             "m2": { "prefix": "a2::/64" }, "m3": { "prefix": "a3::/64" } },
  "nodes": {
    "HA": { "role": "home-agent", "links": { "home": "::3", "away": "::3" }, "prefixTable": "any" },
    "M1": { "role": "mobile-router", "home": "home", "interfaceId": "::11", "homeAgent": "HA", "ingress": { "m1": "::1" } },
    "M2": { "role": "mobile-router", "home": "home", "interfaceId": "::12", "homeAgent": "HA", "ingress": { "m2": "::1" } },
    "M3": { "role": "mobile-router", "home": "home", "interfaceId": "::13", "homeAgent": "HA", "ingress": { "m3": "::1" } },
    "R1": { "role": "router", "links": { "m1": "::5", "n1": "::5" } }
  }
})json";

LoadResult
Nested(const std::vector<std::string>& settings)
{
    return LoadText(NESTED, settings);
}

/// \return a setting that lets nodes move, "20s M1 m2" each
std::string
Movement(const std::vector<std::string>& moves)
{
    std::string list;
    for (const auto& move : moves)
    {
        const auto first = move.find(' ');
        const auto second = move.find(' ', first + 1);
        const auto to = move.substr(second + 1);
        list += (list.empty() ? "" : ",") + std::string("{\"at\": \"") + move.substr(0, first) +
                "\", \"node\": \"" + move.substr(first + 1, second - first - 1) +
                "\", \"to\": " + (to == "null" ? to : "\"" + to + "\"") + "}";
    }
    return "/movement=[" + list + "]";
}

} // namespace

TEST(ScenarioAttachment, ATreeIsAllRight)
{
    const auto result =
        Nested({"/nodes/M1/attached=away", "/nodes/M2/attached=n1", "/nodes/M3/attached=m2"});
    EXPECT_EQ(Join(result.errors), "");
    EXPECT_THAT(result.warnings, ElementsAre());
}

TEST(ScenarioAttachment, ACycleAtTheStartIsAnError)
{
    REQ("NEMO-3-5");
    const auto own = Nested({"/nodes/M1/attached=m1"});
    ASSERT_EQ(own.errors.size(), 1u) << Join(own.errors);
    EXPECT_EQ(own.errors[0].pointer, "/nodes/M1/attached");
    EXPECT_THAT(own.errors[0].problem, HasSubstr("\"M1\" is behind \"M1\""));

    const auto fixed = Nested({"/nodes/M1/attached=n1"});
    ASSERT_EQ(fixed.errors.size(), 1u) << "behind a fixed router of its own network";

    const auto pair = Nested({"/nodes/M1/attached=m2", "/nodes/M2/attached=n1"});
    ASSERT_EQ(pair.errors.size(), 1u) << "told once\n" << Join(pair.errors);
    EXPECT_THAT(pair.errors[0].problem, HasSubstr("\"M1\" is behind \"M2\" is behind \"M1\""));

    const auto three =
        Nested({"/nodes/M1/attached=m2", "/nodes/M2/attached=m3", "/nodes/M3/attached=m1"});
    ASSERT_EQ(three.errors.size(), 1u) << Join(three.errors);
    EXPECT_THAT(three.errors[0].problem,
                HasSubstr("\"M1\" is behind \"M2\" is behind \"M3\" is behind \"M1\""));

    const auto home = Nested({"/nodes/M1/ingress={\"home\": \"::1\"}"});
    ASSERT_EQ(home.errors.size(), 1u) << Join(home.errors);
    EXPECT_EQ(home.errors[0].pointer, "/nodes/M1/home");
}

TEST(ScenarioAttachment, ACycleThatMovementMakesIsAWarning)
{
    REQ("NEMO-3-5");
    const auto result = Nested({Movement({"10s M1 m2", "20s M2 n1", "30s M1 away", "40s M2 n1"})});
    EXPECT_EQ(Join(result.errors), "");
    EXPECT_THAT(
        result.warnings,
        ElementsAre(
            "/movement/1: makes a cycle of attachment: \"M2\" is behind \"M1\" is behind \"M2\"",
            "/movement/3: node \"M2\" is there already"));
    ASSERT_TRUE(result.scenario);
    EXPECT_EQ(result.scenario->warnings, result.warnings);
}

TEST(ScenarioAttachment, CyclesCanBeAllowed)
{
    const auto moving = Nested({Movement({"10s M1 m2", "20s M2 n1"}), "/allowLoops=true"});
    EXPECT_THAT(moving.warnings, ElementsAre());
    EXPECT_TRUE(moving.scenario);
    const auto start = Nested({"/nodes/M1/attached=m1"});
    EXPECT_THAT(Join(start.errors), ::testing::HasSubstr("makes a cycle of attachment"));
    const auto allowed = Nested({"/nodes/M1/attached=m1", "/allowLoops=true"});
    EXPECT_EQ(Join(allowed.errors), "");
    EXPECT_TRUE(allowed.scenario);
}

TEST(ScenarioAttachment, LeavingEndsACycle)
{
    const auto result =
        Nested({Movement({"10s M1 m2", "15s M1 null", "20s M2 m1", "30s M2 home", "40s M1 m2"})});
    EXPECT_EQ(Join(result.errors), "");
    EXPECT_THAT(result.warnings, ElementsAre());
}

TEST(ScenarioAttachment, AMobileNodeMakesNoCycle)
{
    const auto result = LoadBase({Movement({"10s MN inside", "20s MN deep"}), "/expect=[]"});
    EXPECT_EQ(Join(result.errors), "");
    EXPECT_THAT(result.warnings, ElementsAre());
}

TEST(ScenarioAttachment, PointToPointLinksHaveTwoEnds)
{
    const auto start = LoadBase({"/nodes/CN/links/wire=::9"});
    ASSERT_EQ(start.errors.size(), 1u);
    EXPECT_EQ(start.errors[0].pointer, "/links/wire");
    EXPECT_THAT(start.errors[0].problem, HasSubstr("3 nodes"));
    const auto attached = LoadBase({"/nodes/MN/attached=wire"});
    ASSERT_EQ(attached.errors.size(), 1u);
    const auto moved = LoadBase({Movement({"10s MN wire"}), "/expect=[]"});
    ASSERT_EQ(moved.errors.size(), 1u);
    EXPECT_EQ(moved.errors[0].pointer, "/movement/0");
    const auto second =
        LoadText(R"({"duration": "9s",
        "links": {"home": {"prefix": "1::/64"}, "p": {"type": "point-to-point", "prefix": "2::/64"}},
        "nodes": {"HA": {"role": "home-agent", "links": {"home": "::1", "p": "::1"}},
                  "A": {"role": "mobile-node", "home": "home", "interfaceId": "::2", "homeAgent": "HA"},
                  "B": {"role": "mobile-node", "home": "home", "interfaceId": "::3", "homeAgent": "HA"}}})",
                 {Movement({"1s A p", "2s A home", "3s B p", "4s B null", "5s A p"})});
    EXPECT_EQ(Join(second.errors), "") << "one after the other is all right";
}

TEST(ScenarioAttachment, OddMovementIsWarnedOf)
{
    const auto result = LoadBase({Movement({"10s MN home2", "100s MN away"}), "/expect=[]"});
    EXPECT_EQ(Join(result.errors), "");
    EXPECT_THAT(result.warnings,
                ElementsAre("/movement/0: node \"MN\" is there already",
                            "/movement/1: does not happen before the end"));
}

TEST(ScenarioAttachment, AddressesThatWouldCollideAreWarnedOf)
{
    const auto fixed =
        LoadBase({"/nodes/MN/interfaceId=::1", Movement({"10s MN away"}), "/expect=[]"});
    EXPECT_THAT(
        fixed.warnings,
        ElementsAre(
            "/movement/0: node \"MN\" cannot have 7::1 there, which is that of node \"AR\""));
    const auto both = LoadBase(
        {"/nodes/MN/interfaceId=::2", Movement({"10s MR away", "20s MN away"}), "/expect=[]"});
    EXPECT_THAT(
        both.warnings,
        ElementsAre(
            "/movement/1: node \"MN\" cannot have 7::2 there, which is that of node \"MR\""));
    const auto later = LoadBase({"/nodes/MN/interfaceId=::2",
                                 Movement({"10s MR away", "20s MR home", "30s MN away"}),
                                 "/expect=[]"});
    EXPECT_THAT(later.warnings, ElementsAre()) << "the first has left";
}

TEST(ScenarioChecks, StrangersAreWarnedOf)
{
    const auto table =
        LoadBase({R"(/nodes/HA/prefixTable={"4::2": ["5::/64", "6::/64"], "4::3": ["9::/64"]})"});
    EXPECT_EQ(Join(table.errors), "");
    EXPECT_THAT(table.warnings,
                ElementsAre("/nodes/HA/prefixTable/4::3: no mobile node or mobile router has this "
                            "home address; there "
                            "are: \"1::22 of MN\", \"4::2 of MR\""));
    const auto expect = LoadBase({"/expect/0/binding/careOf=9::2"});
    EXPECT_THAT(expect.warnings, ElementsAre("/expect/0: 9::2 is in no prefix of any link"));
    const auto flow = LoadBase({"/traffic/0/start=100s", "/traffic/0/stop=200s"});
    EXPECT_THAT(flow.warnings, ElementsAre("/traffic/0: the flow starts after the end of the run"));
}

} // namespace ns3::nemo::tests::nemo_scenario_attachment_test
