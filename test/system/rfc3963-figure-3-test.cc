// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/capture-file.h"
#include "system/scenario-run.h"

#include "ns3/mip6-drop-reason.h"

#include <cmath>
#include <gtest/gtest.h>
#include <set>

// RFC 3963 appendix A, figure 3: a mobile node inside the mobile network that has moved.

namespace ns3::nemo::tests::rfc3963_figure_3_test
{

namespace
{

using Stack = std::vector<std::string>;

/// \return all different stacks of what goes from one address to another, after a time
std::set<Stack>
StacksOf(const std::string& file, const std::string& innermost, double after)
{
    std::set<Stack> stacks;
    for (const auto& packet : ReadCapture(file))
    {
        const auto stack = StackOf(packet);
        if (packet.at.GetSeconds() > after && stack.back() == innermost &&
            InnermostOf(packet).icmpv6 != 0)
        {
            stacks.insert(stack);
        }
    }
    return stacks;
}

TEST(Rfc3963Figure3, EndsWithTheTablesOfTheRfc)
{
    ScenarioRun run(Shipped("rfc3963-figure-3"));
    run.Run();
    ASSERT_EQ(run.BindingsOf("HA_MN").size(), 1U);
    const auto node = run.BindingsOf("HA_MN")[0];
    EXPECT_EQ(node.at("home"), "1::2");
    EXPECT_EQ(node.at("careOf"), "6::2");
    EXPECT_EQ(node.at("prefixes"), nlohmann::json::array());
    ASSERT_EQ(run.BindingsOf("HA_MR").size(), 1U);
    const auto router = run.BindingsOf("HA_MR")[0];
    EXPECT_EQ(router.at("home"), "4::2");
    EXPECT_EQ(router.at("careOf"), "7::2");
    EXPECT_EQ(router.at("prefixes"), nlohmann::json({"5::/64", "6::/64"}));
}

TEST(Rfc3963Figure3, NestsTheTunnelOfTheNodeInThatOfTheRouter)
{
    REQ("NEMO-A3-5");
    ScenarioRun run(Shipped("rfc3963-figure-3"));
    run.Run();
    const double bound = run.HandoverOf("MN", 0).at("baReceived");
    const auto there = [&](const std::string& link) {
        return StacksOf(run.CaptureOf(link), "3::2 > 1::2", bound);
    };
    const auto back = [&](const std::string& link) {
        return StacksOf(run.CaptureOf(link), "1::2 > 3::2", bound);
    };
    const Stack plain{"3::2 > 1::2"};
    const Stack inner{"1::3 > 6::2", "3::2 > 1::2"};
    const Stack nested{"4::3 > 7::2", "1::3 > 6::2", "3::2 > 1::2"};
    EXPECT_EQ(there("3"), std::set{plain});
    EXPECT_EQ(there("internet"), (std::set{plain, inner, nested}));
    EXPECT_EQ(there("7"), std::set{nested});
    EXPECT_EQ(there("5"), std::set{inner});
    EXPECT_EQ(there("6"), std::set{inner});
    EXPECT_EQ(there("1"), std::set<Stack>{});
    EXPECT_EQ(back("6"), (std::set<Stack>{{"6::2 > 1::3", "1::2 > 3::2"}}));
    EXPECT_EQ(back("7"), (std::set<Stack>{{"7::2 > 4::3", "6::2 > 1::3", "1::2 > 3::2"}}));
    EXPECT_EQ(back("3"), (std::set<Stack>{{"1::2 > 3::2"}}));
}

TEST(Rfc3963Figure3, IngressFilterPassesTheCareOfAddressOfTheNodeInside)
{
    REQ("NEMO-A3-3");
    ScenarioRun run(Shipped("rfc3963-figure-3"));
    run.Run();
    EXPECT_EQ(run.DropsOf("MR", std::string(ToString(DropReason::INGRESS_FILTER))), 0U);
    const double bound = run.HandoverOf("MN", 0).at("baReceived");
    // From LFR into the network of the router, and from there through its tunnel, all of them.
    const auto count = [&](const std::string& link, std::size_t headers) {
        std::size_t packets = 0;
        for (const auto& packet : ReadCapture(run.CaptureOf(link)))
        {
            const auto stack = StackOf(packet);
            packets += packet.at.GetSeconds() > bound && stack.size() == headers &&
                               stack[headers - 2] == "6::2 > 1::3"
                           ? 1
                           : 0;
        }
        return packets;
    };
    const auto inside = count("5", 2);
    EXPECT_GT(inside, 0U);
    EXPECT_EQ(count("7", 3), inside);
}

TEST(Rfc3963Figure3, IngressFilterStopsTheNodeInsideAPrefixThatIsNotTheRouters)
{
    REQ("NEMO-A3-3");
    ScenarioRun run(Shipped("rfc3963-figure-3"),
                    {R"(/nodes/MR/prefixes=["5::/64"])", "/expect=[]"});
    run.Run();
    EXPECT_GT(run.CountOf("MN", "BU", "tx"), 0U);
    EXPECT_EQ(run.CountOf("HA_MN", "BU", "rx"), 0U);
    EXPECT_GE(run.DropsOf("MR", std::string(ToString(DropReason::INGRESS_FILTER))),
              run.CountOf("MN", "BU", "tx"));
}

/// Before, between and after the moves nothing is lost: what is lost fits into the outages.
TEST(Rfc3963Figure3, AllFlowsWorkBeforeAndAfterTheMoves)
{
    ScenarioRun run(Shipped("rfc3963-figure-3"));
    run.Run();
    const double router = run.HandoverOf("MR", 0).at("outage");
    const double node = run.HandoverOf("MN", 0).at("outage");
    for (const auto& [flow, rate, outage] : {std::tuple("cn-lfn", 10.0, router),
                                             std::tuple("cn-mr", 10.0, router),
                                             std::tuple("cnmr-mn", 10.0, node),
                                             std::tuple("cn-mn", 50.0, node)})
    {
        const auto result = run.FlowOf(flow);
        EXPECT_LE(result.at("lost"), std::ceil(rate * outage)) << flow;
        EXPECT_EQ(result.at("sent"),
                  result.at("received").get<uint64_t>() + result.at("lost").get<uint64_t>());
        EXPECT_EQ(result.at("outOfOrder"), 0) << flow;
    }
}

} // namespace

} // namespace ns3::nemo::tests::rfc3963_figure_3_test
