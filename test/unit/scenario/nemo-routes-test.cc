// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-diagnostics.h"
#include "ns3/nemo-routes.h"
#include "ns3/nemo-scenario-loader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iostream>

namespace ns3::nemo::tests::nemo_routes_test
{

namespace
{

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Scenario
Load(const std::string& text)
{
    Diagnostics diagnostics("inline");
    auto scenario = LoadScenarioText(text, {}, diagnostics);
    diagnostics.PrintErrors(std::cerr);
    return scenario.value();
}

/// \return each route as "PREFIX NODE LINK"
std::vector<std::string>
RoutesOf(const Scenario& scenario, const std::string& node)
{
    std::vector<std::string> lines;
    for (const auto& route : RoutePlanner(scenario).RoutesOf(*scenario.FindNode(node)))
    {
        lines.push_back(route.prefix.ToString() + " " + route.next + " " + route.link);
    }
    return lines;
}

std::string
WayOutOf(const Scenario& scenario, const std::string& node)
{
    return RoutePlanner(scenario).WayOut(*scenario.FindNode(node)).value_or("none");
}

/// RFC 3963 appendix A without what does not route.
const char* const FIGURE = R"({
  "duration": "1s",
  "links": { "1": { "prefix": "1::/64" }, "2": { "prefix": "2::/64" }, "4": { "prefix": "4::/64" },
             "5": { "prefix": "5::/64" }, "6": { "prefix": "6::/64" },
             "internet": { "prefix": "fd00:ffff::/64" } },
  "nodes": {
    "HA_MN": { "role": "home-agent", "links": { "1": "::3", "internet": "::1" } },
    "HA_MR": { "role": "home-agent", "links": { "4": "::3", "internet": "::4" } },
    "R2": { "role": "router", "links": { "2": "::1", "internet": "::2" } },
    "CN": { "role": "correspondent", "links": { "2": "::2" } },
    "MR": { "role": "mobile-router", "home": "4", "interfaceId": "::2", "homeAgent": "HA_MR",
            "ingress": { "5": "::1" }, "prefixes": ["5::/64", "6::/64", "15::/64", "2::/80"] },
    "LFN": { "role": "host", "links": { "5": "::2" } },
    "LFR": { "role": "router", "links": { "5": "::3", "6": "::1" } },
    "DEEP": { "role": "host", "links": { "6": "::9" } },
    "AUTO": { "role": "host", "links": { "6": null } }
  } })";

TEST(RoutePlanner, LeadsToMobileNetworksByTheHomeLink)
{
    const auto scenario = Load(FIGURE);
    // 15:: is claimed and on no link; 2::/80 is on a link, whoever claims it.
    EXPECT_THAT(RoutesOf(scenario, "HA_MR"),
                ElementsAre("1::/64 HA_MN internet",
                            "2::/64 R2 internet",
                            "5::/64 MR 4",
                            "6::/64 MR 4",
                            "15::/64 MR 4"));
    EXPECT_THAT(RoutesOf(scenario, "R2"),
                ElementsAre("1::/64 HA_MN internet",
                            "4::/64 HA_MR internet",
                            "5::/64 HA_MR internet",
                            "6::/64 HA_MR internet",
                            "15::/64 HA_MR internet"));
}

TEST(RoutePlanner, LeavesItsWayOutToTheMobileRouter)
{
    EXPECT_THAT(RoutesOf(Load(FIGURE), "MR"), ElementsAre("6::/64 LFR 5"));
}

TEST(RoutePlanner, GivesThoseThatDoNotForwardADefaultRoute)
{
    const auto scenario = Load(FIGURE);
    EXPECT_THAT(RoutesOf(scenario, "CN"), ElementsAre("::/0 R2 2"));
    EXPECT_THAT(RoutesOf(scenario, "LFN"), ElementsAre("::/0 MR 5", "6::/64 LFR 5"));
    EXPECT_THAT(RoutesOf(scenario, "DEEP"), ElementsAre("::/0 LFR 6"));
}

TEST(RoutePlanner, GivesNothingToThoseThatLearn)
{
    EXPECT_THAT(RoutesOf(Load(FIGURE), "AUTO"), IsEmpty());
}

TEST(RoutePlanner, FindsTheWaysOut)
{
    const auto scenario = Load(FIGURE);
    EXPECT_EQ(WayOutOf(scenario, "LFR"), "5");
    EXPECT_EQ(WayOutOf(scenario, "MR"), "4");
    // The internet is the middle.
    EXPECT_EQ(WayOutOf(scenario, "R2"), "none");
    EXPECT_EQ(WayOutOf(scenario, "HA_MR"), "none");
}

TEST(RoutePlanner, FindsTheWayOutOfAHomeAgentWithOneInterface)
{
    const auto scenario = Load(R"({
      "duration": "1s",
      "links": { "home": { "prefix": "1::/64" }, "a": { "prefix": "2::/64" },
                 "b": { "prefix": "3::/64" } },
      "nodes": { "HA": { "role": "home-agent", "links": { "home": "::3" } },
                 "R": { "role": "router", "links": { "home": "::1", "a": "::1", "b": "::1" } } } })");
    EXPECT_EQ(WayOutOf(scenario, "HA"), "home");
    EXPECT_EQ(WayOutOf(scenario, "R"), "none");
    EXPECT_THAT(RoutesOf(scenario, "HA"), ElementsAre("2::/64 R home", "3::/64 R home"));
}

TEST(RoutePlanner, TakesTheFewestLinksAndThenTheFirstDeclared)
{
    const auto scenario = Load(R"({
      "duration": "1s",
      "links": { "a": { "prefix": "1::/64" }, "b": { "prefix": "2::/64" },
                 "c": { "prefix": "3::/64" }, "d": { "prefix": "4::/64" } },
      "nodes": { "S": { "role": "router", "links": { "a": "::1" } },
                 "LONG": { "role": "router", "links": { "a": "::2", "b": "::2" } },
                 "LONGER": { "role": "router", "links": { "b": "::3", "d": "::3" } },
                 "SECOND": { "role": "router", "links": { "a": "::5", "c": "::5" } },
                 "FIRST": { "role": "router", "links": { "c": "::6", "a": "::6" } },
                 "END": { "role": "router", "links": { "c": "::7", "d": "::7" } } } })");
    // To d: over b or over c, the same number of links; to c: SECOND was declared before FIRST.
    EXPECT_THAT(RoutesOf(scenario, "S"),
                ElementsAre("2::/64 LONG a", "3::/64 SECOND a", "4::/64 LONG a"));
}

TEST(RoutePlanner, ObeysTheFile)
{
    auto scenario = Load(FIGURE);
    auto& routes = scenario.nodes[2].routes;
    ASSERT_EQ(scenario.nodes[2].name, "R2");
    routes.push_back({*NetworkPrefix::Parse("5::/64"), "HA_MN", ""});
    routes.push_back({*NetworkPrefix::Parse("9::/64"), "HA_MR", ""});
    EXPECT_THAT(RoutesOf(scenario, "R2"),
                ElementsAre("1::/64 HA_MN internet",
                            "4::/64 HA_MR internet",
                            "5::/64 HA_MN internet",
                            "6::/64 HA_MR internet",
                            "9::/64 HA_MR internet",
                            "15::/64 HA_MR internet"));
}

} // namespace

} // namespace ns3::nemo::tests::nemo_routes_test
