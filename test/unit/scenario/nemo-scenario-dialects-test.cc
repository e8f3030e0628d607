// SPDX-License-Identifier: GPL-2.0-only
// Which nodes of which dialects may meet in a scenario.
#include "support/draft1997-world.h"
#include "unit/scenario/scenario-fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::nemo::tests::nemo_scenario_dialects_test
{

namespace
{

using ::testing::HasSubstr;

const std::string FLOW = R"({ "type": "ping", "from": "CN", "to": "MN" },
                            { "type": "udp", "from": "MN", "to": "CN" })";

LoadResult
Load(const std::vector<std::string>& settings)
{
    return LoadText(Draft1997World::Text("", FLOW), settings);
}

void
ExpectRefused(const std::vector<std::string>& settings,
              const std::string& pointer,
              const std::string& problem)
{
    const auto result = Load(settings);
    EXPECT_FALSE(result.scenario);
    ASSERT_EQ(result.errors.size(), 1U) << Join(result.errors);
    EXPECT_EQ(result.errors[0].pointer, pointer);
    EXPECT_THAT(result.errors[0].problem, HasSubstr(problem));
    EXPECT_FALSE(result.errors[0].allowed.empty());
}

const std::string CLASH = R"(/nodes/MN/attributes={ "ns3::nemo::Dialect::AllowsClash": true })";
const std::string WITH_AGENT =
    R"(/security=[{ "between": ["MN", "HA"], "protect": ["binding"], "protocol": "ah" }])";

} // namespace

TEST(ScenarioDialects, OneForAllIsFine)
{
    EXPECT_TRUE(Load({}).scenario);
    EXPECT_TRUE(Load({WITH_AGENT}).scenario) << "a correspondent without an association";
}

TEST(ScenarioDialects, TheDraftHasNoMobileRouters)
{
    const std::vector<std::string> router{WITH_AGENT,
                                          "/nodes/MN/role=mobile-router",
                                          R"(/links/inside={ "prefix": "fd00:55::/64" })",
                                          R"(/nodes/MN/ingress={ "inside": "::1" })",
                                          R"(/nodes/HA/prefixTable=any)"};
    ExpectRefused(router, "/nodes/MN/dialect", "knows no mobile networks");
    auto clash = router;
    clash.push_back(CLASH);
    const auto result = Load(clash);
    EXPECT_TRUE(result.scenario) << Join(result.errors);
}

TEST(ScenarioDialects, WhoDoesNotUnderstandTheHomeAddressOptionIsNoPeer)
{
    const std::string problem = "does not understand the Home Address option by which \"MN\"";
    ExpectRefused({WITH_AGENT, "/nodes/CN/dialect=rfc6275"}, "/nodes/CN/dialect", problem);
    ExpectRefused({WITH_AGENT, "/nodes/CN/mobility=false"}, "/nodes/CN/role", problem);
    ExpectRefused({WITH_AGENT, "/nodes/CN/role=host"}, "/nodes/CN/role", problem);
    EXPECT_TRUE(Load({WITH_AGENT, "/nodes/CN/dialect=rfc6275", CLASH}).scenario);
    EXPECT_TRUE(Load({WITH_AGENT, "/nodes/CN/dialect=rfc6275", "/traffic=[]"}).scenario)
        << "they do not talk to each other";
}

TEST(ScenarioDialects, WhoKnowsNoReturnRoutabilityIsOptimisedByNobody)
{
    const std::vector<std::string> modern{"/security=[]",
                                          "/nodes/MN/dialect=rfc6275",
                                          "/nodes/HA/dialect=rfc6275"};
    const auto with = [&](const std::string& setting) {
        auto settings = modern;
        settings.push_back(setting);
        return settings;
    };
    const std::string problem = "does not know return routability, by which \"MN\"";
    ExpectRefused(modern, "/nodes/CN/dialect", problem);
    ExpectRefused(with(R"(/nodes/MN/routeOptimization=["CN"])"), "/nodes/CN/dialect", problem);
    EXPECT_TRUE(Load(with(R"(/nodes/MN/routeOptimization=["HA"])")).scenario);
    EXPECT_TRUE(Load(with("/nodes/MN/routeOptimization=false")).scenario);
    EXPECT_TRUE(Load(with("/nodes/CN/mobility=false")).scenario);
    EXPECT_TRUE(Load(with(CLASH)).scenario);
}

TEST(ScenarioDialects, AHomeAgentOfTheDraftNeedsAnAssociation)
{
    const std::string problem = "ignores Binding Updates of \"draft1997\" that no association";
    ExpectRefused({"/security=[]"}, "/nodes/MN/homeAgent", problem);
    EXPECT_TRUE(Load(Draft1997World::Unsigned()).scenario);
    EXPECT_TRUE(Load({"/security=[]", CLASH}).scenario);
}

} // namespace ns3::nemo::tests::nemo_scenario_dialects_test
