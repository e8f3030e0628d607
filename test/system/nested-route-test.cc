// SPDX-License-Identifier: GPL-2.0-only
// The ways that packets take between nested mobile networks: RFC 4888 appendix A, by what "paths"
// of results.json says, and how routers below other routers register.
#include "nemo-requirement.h"
#include "system/nested-run.h"

#include <gtest/gtest.h>
#include <ostream>
#include <string>

namespace ns3::nemo::tests::nested_route_test
{

namespace
{

/// Where the node is that MNN or VMN talks to.
enum class Peer
{
    FIXED,     ///< CN, in the infrastructure
    ELSEWHERE, ///< behind MR5, behind MR4, on a link of its own: figure 7
    SAME_NEST, ///< behind MR5, behind MR4, in the network of MR1: figure 11
    SAME_LINK, ///< behind MR3 too: figure 15
};

/// A case of the appendix.
struct RouteCase
{
    const char* letter; ///< Its name there.
    Peer peer;          ///< Where the other is.
    bool isVisitor;     ///< A visiting mobile node talks, not a local fixed node.
    bool optimizes;     ///< By an optimised route.
    const char* there;  ///< The way of its packets, as drawn there.
    const char* back;   ///< The way of what it gets.
};

std::ostream&
operator<<(std::ostream& os, const RouteCase& one)
{
    return os << one.letter;
}

/// MR3 behind MR2 behind MR1, with the node that talks; and where `peer` is not CN, "PEER".
NestedWorld
WorldOf(const RouteCase& one)
{
    NestedWorld world = NestedWorld::Chain(3);
    const std::string node = one.isVisitor ? "VMN" : "MNN";
    std::string peer = "CN";
    if (one.isVisitor)
    {
        world.AddVisitor("VMN", "");
        world.Move("20s", "VMN", "net3");
        world.Node("VMN")["routeOptimization"] = one.optimizes;
    }
    if (one.peer == Peer::ELSEWHERE || one.peer == Peer::SAME_NEST)
    {
        if (one.peer == Peer::ELSEWHERE)
        {
            world.AddPlace("other", "fd00:8::/64");
        }
        world.AddRouter(4, one.peer == Peer::ELSEWHERE ? "other" : "");
        world.AddRouter(5, "");
        if (one.peer == Peer::SAME_NEST)
        {
            world.Move("10s", "MR4", "net1");
        }
        world.Move("20s", "MR5", "net4");
    }
    if (one.peer != Peer::FIXED)
    {
        peer = "PEER";
        world.AddHost(peer, one.peer == Peer::SAME_LINK ? "net3" : "net5", "::20");
        world.Node(peer)["role"] = "correspondent";
    }
    world.Send("there", node, peer);
    world.Send("back", peer, node);
    return world;
}

class RoutesOfRfc4888 : public ::testing::TestWithParam<RouteCase>
{
};

TEST_P(RoutesOfRfc4888, AreThoseOfTheAppendix)
{
    REQ("NEST-N-7", "NEST-N-9");
    NestedRun run(WorldOf(GetParam()));
    run.Run();
    EXPECT_EQ(run.WayOf("there"), GetParam().there);
    EXPECT_EQ(run.WayOf("back"), GetParam().back);
    EXPECT_EQ(run.FlowOf("there").at("lost"), 0);
    EXPECT_EQ(run.FlowOf("back").at("lost"), 0);
}

// Every way back is the way there, from its end.
INSTANTIATE_TEST_SUITE_P(
    Cases,
    RoutesOfRfc4888,
    ::testing::Values(
        RouteCase{"A",
                  Peer::FIXED,
                  false,
                  false,
                  "MNN 1 MR3 2 MR2 3 MR1 4 HA1 3 HA2 2 HA3 1 CN",
                  "CN 1 HA3 2 HA2 3 HA1 4 MR1 3 MR2 2 MR3 1 MNN"},
        RouteCase{"B",
                  Peer::FIXED,
                  true,
                  true,
                  "VMN 1 MR3 2 MR2 3 MR1 4 HA1 3 HA2 2 HA3 1 CN",
                  "CN 1 HA3 2 HA2 3 HA1 4 MR1 3 MR2 2 MR3 1 VMN"},
        RouteCase{"C",
                  Peer::FIXED,
                  true,
                  false,
                  "VMN 2 MR3 3 MR2 4 MR1 5 HA1 4 HA2 3 HA3 2 HAV 1 CN",
                  "CN 1 HAV 2 HA3 3 HA2 4 HA1 5 MR1 4 MR2 3 MR3 2 VMN"},
        RouteCase{"D",
                  Peer::ELSEWHERE,
                  false,
                  false,
                  "MNN 1 MR3 2 MR2 3 MR1 4 HA1 3 HA2 2 HA3 1 HA5 2 HA4 3 MR4 2 MR5 1 PEER",
                  "PEER 1 MR5 2 MR4 3 HA4 2 HA5 1 HA3 2 HA2 3 HA1 4 MR1 3 MR2 2 MR3 1 MNN"},
        RouteCase{"E",
                  Peer::ELSEWHERE,
                  true,
                  true,
                  "VMN 1 MR3 2 MR2 3 MR1 4 HA1 3 HA2 2 HA3 1 HA5 2 HA4 3 MR4 2 MR5 1 PEER",
                  "PEER 1 MR5 2 MR4 3 HA4 2 HA5 1 HA3 2 HA2 3 HA1 4 MR1 3 MR2 2 MR3 1 VMN"},
        RouteCase{"F",
                  Peer::ELSEWHERE,
                  true,
                  false,
                  "VMN 2 MR3 3 MR2 4 MR1 5 HA1 4 HA2 3 HA3 2 HAV 1 HA5 2 HA4 3 MR4 2 MR5 1 PEER",
                  "PEER 1 MR5 2 MR4 3 HA4 2 HA5 1 HAV 2 HA3 3 HA2 4 HA1 5 MR1 4 MR2 3 MR3 2 VMN"},
        RouteCase{"G",
                  Peer::SAME_NEST,
                  false,
                  false,
                  "MNN 1 MR3 2 MR2 3 MR1 4 HA1 3 HA2 2 HA3 1 HA5 2 HA4 3 HA1 4 MR1 3 MR4 2 MR5 1 "
                  "PEER",
                  "PEER 1 MR5 2 MR4 3 MR1 4 HA1 3 HA4 2 HA5 1 HA3 2 HA2 3 HA1 4 MR1 3 MR2 2 MR3 1 "
                  "MNN"},
        RouteCase{"H",
                  Peer::SAME_NEST,
                  true,
                  true,
                  "VMN 1 MR3 2 MR2 3 MR1 4 HA1 3 HA2 2 HA3 1 HA5 2 HA4 3 HA1 4 MR1 3 MR4 2 MR5 1 "
                  "PEER",
                  "PEER 1 MR5 2 MR4 3 MR1 4 HA1 3 HA4 2 HA5 1 HA3 2 HA2 3 HA1 4 MR1 3 MR2 2 MR3 1 "
                  "VMN"},
        RouteCase{"I",
                  Peer::SAME_NEST,
                  true,
                  false,
                  "VMN 2 MR3 3 MR2 4 MR1 5 HA1 4 HA2 3 HA3 2 HAV 1 HA5 2 HA4 3 HA1 4 MR1 3 MR4 2 "
                  "MR5 1 PEER",
                  "PEER 1 MR5 2 MR4 3 MR1 4 HA1 3 HA4 2 HA5 1 HAV 2 HA3 3 HA2 4 HA1 5 MR1 4 MR2 3 "
                  "MR3 2 VMN"},
        RouteCase{"J", Peer::SAME_LINK, false, false, "MNN 1 PEER", "PEER 1 MNN"},
        RouteCase{"K", Peer::SAME_LINK, true, true, "VMN 1 PEER", "PEER 1 VMN"},
        RouteCase{"L",
                  Peer::SAME_LINK,
                  true,
                  false,
                  "VMN 2 MR3 3 MR2 4 MR1 5 HA1 4 HA2 3 HA3 2 HAV 1 HA3 2 HA2 3 HA1 4 MR1 3 MR2 2 "
                  "MR3 1 PEER",
                  "PEER 1 MR3 2 MR2 3 MR1 4 HA1 3 HA2 2 HA3 1 HAV 2 HA3 3 HA2 4 HA1 5 MR1 4 MR2 3 "
                  "MR3 2 VMN"}));

TEST(NestedRoutes, ACaseOfOneLinkSendsNothingThroughTheRouter)
{
    REQ("NEST-N-8");
    NestedRun run(WorldOf({"J", Peer::SAME_LINK, false, false, "", ""}));
    run.Run();
    EXPECT_EQ(run.WayOf("there"), "MNN 1 PEER");
    const auto leaving = run.On("net2").Where([&](const CaughtPacket& packet) {
        const auto& inner = Innermost(packet);
        return inner.source == run.AddressOf("MNN") || inner.source == run.AddressOf("PEER");
    });
    EXPECT_TRUE(leaving.empty());
}

TEST(NestedRoutes, AnOptimisedRouteSparesAHeaderAndAHomeAgentAndCosts24Octets)
{
    REQ("NEST-N-10");
    NestedRun run(WorldOf({"B", Peer::FIXED, true, true, "", ""}));
    run.Run();
    for (const char* flow : {"there", "back"})
    {
        EXPECT_EQ(run.WayOf(flow).find("HAV"), std::string::npos);
        EXPECT_EQ(run.OctetsOn(flow, "net3"), 148U + 24U) << flow;
        EXPECT_EQ(run.OctetsOn(flow, "visited"), 148U + 24U + 3U * 40U) << flow;
        EXPECT_EQ(run.OctetsOn(flow, "R-CN"), 148U + 24U) << flow;
    }
    const auto sent = run.Between("VMN", "MR3", run.AddressOf("VMN"), run.AddressOf("CN"));
    EXPECT_TRUE(sent.empty() || sent.back().at < Seconds(62))
        << "the care-of address is the source";
}

TEST(NestedRoutes, OneHomeAgentServesSeveralLevels)
{
    REQ("NEST-N-13");
    NestedWorld world = NestedWorld::Chain(2);
    world.Node("MR2")["home"] = "home1";
    world.Node("MR2")["homeAgent"] = "HA1";
    world.Node("MR2")["interfaceId"] = "::102";
    world.Node("HA1")["prefixTable"]["fd00:a1::102"] = NestedWorld::Json::array({"fd00:b2::/64"});
    world.Send("there", "MNN", "CN");
    world.Send("back", "CN", "MNN");
    NestedRun run(world);
    run.Run();
    EXPECT_EQ(run.BindingsOf("HA1").size(), 2U);
    EXPECT_EQ(run.WayOf("there"), "MNN 1 MR2 2 MR1 3 HA1 1 CN");
    EXPECT_EQ(run.WayOf("back"), "CN 1 HA1 3 MR1 2 MR2 1 MNN");
    const auto packets = run.Between("HA1", "R", run.AddressOf("CN"), run.AddressOf("MNN"));
    ASSERT_EQ(packets.size(), 190U);
    EXPECT_EQ(run.Layout(packets[0]), "[HA1>CoA1 hl64] [HA1>CoA2 hl64] [CN>MNN hl62]");
    EXPECT_EQ(run.FlowOf("there").at("lost"), 0);
    EXPECT_EQ(run.FlowOf("back").at("lost"), 0);
}

} // namespace

} // namespace ns3::nemo::tests::nested_route_test
