// SPDX-License-Identifier: GPL-2.0-only
// What can be chosen about RIPng between mobile routers and home agents. RFC 3963 sections 6.3 and
// 8, appendix B.
#include "nemo-requirement.h"
#include "support/ripng-view.h"
#include "system/scenario-run.h"

#include "ns3/mip6-home-agent.h"
#include "ns3/nemo-mobile-router.h"
#include "ns3/string.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::nemo_dynamic_routing_choices_test
{

namespace
{

const Ipv6Address HOME("4::2");

/// Settings of the scenario that ships.
using Settings = std::vector<std::string>;

Settings
With(Settings more)
{
    Settings settings{"/security=[]", "/expect=[]"};
    settings.insert(settings.end(), more.begin(), more.end());
    return settings;
}

bool
LeadsIntoTunnel(const ScenarioRun& run, const char* destination)
{
    const auto route = RipRouteTo(run.NodeOf("HA").node, destination);
    const auto tunnel = run.NodeOf("HA").stack->GetTunnelInterfaces()->Find(HOME);
    return route && tunnel && route->interface == *tunnel;
}

} // namespace

/// Whether the home agent propagates what mobile routers tell.
class RoutePropagationTest : public testing::TestWithParam<bool>
{
};

INSTANTIATE_TEST_SUITE_P(PropagateRoutes, RoutePropagationTest, testing::Bool());

TEST_P(RoutePropagationTest, OtherRoutersOfTheHomeNetworkLearnWhatTheyMay)
{
    REQ("NEMO-6.3-3");
    const std::string propagates = GetParam() ? "true" : "false";
    ScenarioRun run(
        Shipped("ripng-over-tunnel"),
        With(
            {R"(/links/office={"prefix": "41::/64"})",
             R"(/nodes/HR={"role": "router", "links": {"home": "::9", "office": "::1"}, "routing": "ripng"})",
             R"(/nodes/HA/attributes={"ns3::nemo::HomeAgent::PropagateRoutes": )" + propagates +
                 "}",
             R"(/nodes/MR/attached="visited")"}));
    run.At(Seconds(48), [&]() {
        EXPECT_TRUE(LeadsIntoTunnel(run, "5::9"));
        EXPECT_TRUE(LeadsIntoTunnel(run, "6::9"));
        for (const char* destination : {"5::9", "6::9"})
        {
            const auto route = RipRouteTo(run.NodeOf("HR").node, destination);
            EXPECT_EQ(route.has_value(), GetParam()) << destination;
            EXPECT_TRUE(!route ||
                        route->interface == run.NodeOf("HR").FindInterface("home")->number);
        }
        EXPECT_EQ(RipRouteTo(run.NodeOf("HA").node, "41::9").has_value(), GetParam());
    });
    run.Run();
}

TEST_P(RoutePropagationTest, ADefaultRouteIsAllThatAMobileRouterNeeds)
{
    REQ("NEMO-B2-3");
    const std::string propagates = GetParam() ? "true" : "false";
    ScenarioRun run(Shipped("ripng-over-tunnel"),
                    With({R"(/nodes/HA/attributes={"ns3::nemo::HomeAgent::PropagateRoutes": )" +
                              propagates + "}",
                          R"(/nodes/MR/attached="visited")",
                          R"(/movement=[])"}));
    run.At(Seconds(100), [&]() {
        const auto tunnel = run.NodeOf("MR").stack->GetTunnelInterfaces()->Find(HOME);
        ASSERT_TRUE(tunnel);
        const auto learned = RipRoutesBy(run.NodeOf("MR").node, *tunnel);
        EXPECT_EQ(learned.empty(), !GetParam());
    });
    run.Run();
    // What it does not know the way to goes to the home agent.
    EXPECT_GT(run.FlowOf("up").at("received"), 740);
    EXPECT_GT(run.FlowOf("deep").at("received"), 980);
}

TEST(DynamicRoutingChoiceTest, TheVisitedNetworkIsToldNothing)
{
    REQ("NEMO-3-1");
    ScenarioRun run(Shipped("ripng-over-tunnel"), With({R"(/nodes/AR/routing="ripng")"}));
    for (int second = 21; second < 50; ++second)
    {
        run.At(Seconds(second), [&]() {
            // It may know the way to the home agent, from elsewhere.
            for (const char* destination : {"5::9", "6::9"})
            {
                const auto known = RipRouteTo(run.NodeOf("AR").node, destination);
                EXPECT_TRUE(!known ||
                            known->interface != run.NodeOf("AR").FindInterface("visited")->number);
            }
            // Nor does the mobile router take anything from there.
            const auto route = RipRouteTo(run.NodeOf("MR").node, "7::9");
            EXPECT_TRUE(!route || route->interface != run.NodeOf("MR").FindRoaming()->number);
        });
    }
    run.Run();
    EXPECT_GT(run.FlowOf("deep").at("received"), 900);
}

TEST(DynamicRoutingChoiceTest, OneSideAloneIsRefusedAndReported)
{
    REQ("NEMO-8-1");
    // The home agent knows nothing of it.
    ScenarioRun run(Shipped("ripng-over-tunnel"),
                    With({R"(/nodes/MR/mode="implicit")",
                          R"(/nodes/MR/attributes={"ns3::nemo::MobileRouter::Mode": "routing"})",
                          R"(/movement=[{"at": "20s", "node": "MR", "to": "visited"}])",
                          R"(/duration="60s")"}));
    run.Run();
    EXPECT_EQ(run.CountOf("MR", "BA", "rx", 143), 1U);
    EXPECT_EQ(run.CountOf("MR", "BU", "tx"), 1U);
    const auto& warnings = run.GetResults().at("warnings");
    ASSERT_EQ(warnings.size(), 2U); // one foreseen
    EXPECT_NE(warnings[1].get<std::string>().find("/nodes/MR"), std::string::npos);
    EXPECT_NE(warnings[1].get<std::string>().find("143"), std::string::npos);
    EXPECT_TRUE(run.BindingsOf("HA").empty());
}

/// Whether the home agent takes prefixes from the routing protocol only.
class RoutesOnlyTest : public testing::TestWithParam<bool>
{
};

INSTANTIATE_TEST_SUITE_P(RoutesOnly, RoutesOnlyTest, testing::Bool());

TEST_P(RoutesOnlyTest, PrefixesInUpdatesCountWhereTheyMay)
{
    REQ("NEMO-8-14");
    const std::string routesOnly = GetParam() ? "true" : "false";
    ScenarioRun run(
        Shipped("ripng-over-tunnel"),
        With({R"(/nodes/HA/prefixTable={"4::2": ["5::/64"]})",
              R"(/nodes/HA/attributes={"ns3::nemo::HomeAgent::RoutesOnly": )" + routesOnly + "}",
              R"(/nodes/MR/attributes={"ns3::nemo::MobileRouter::Mode": "explicit"})",
              R"(/nodes/MR/attached="visited")"}));
    const auto isForwarded = [&]() {
        return run.NodeOf("HA").stack->GetSteering()->RuleOf(*NetworkPrefix::Parse("5::/64")) !=
               nullptr;
    };
    run.At(Seconds(15), [&]() {
        const Binding* binding = run.RegistrarOf("HA")->GetCache().Find(HOME);
        ASSERT_NE(binding, nullptr);
        EXPECT_EQ(binding->prefixes.empty(), GetParam());
        EXPECT_EQ(isForwarded(), !GetParam());
        EXPECT_FALSE(LeadsIntoTunnel(run, "5::9"));
        run.RoleOf<MobileRouter>("MR")->SetAttribute("Mode", StringValue("routing"));
    });
    // From the next update on; what counts is what RIPng tells, every 30 s.
    run.At(Seconds(49), [&]() {
        EXPECT_TRUE(LeadsIntoTunnel(run, "5::9"));
        EXPECT_TRUE(LeadsIntoTunnel(run, "6::9"));
    });
    run.Run();
}

} // namespace ns3::nemo::tests::nemo_dynamic_routing_choices_test
