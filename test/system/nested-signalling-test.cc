// SPDX-License-Identifier: GPL-2.0-only
// IPv6 Ready, NEMO group 9: what nodes below one and below two mobile routers send and get reaches
// its end, whatever kind of node it is.
#include "system/nested-run.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::nested_signalling_test
{

namespace
{

/// A visiting mobile node that finds its home agent itself and optimises its routes, and a visiting
/// mobile router that finds its own, on a link inside.
/// @param place where they are
NestedWorld
Visited(const NestedWorld& around, const std::string& place)
{
    NestedWorld world = around;
    world.AddVisitor("VMN", "");
    world.AddRouter(7, "");
    world.AddHost("LFN", "net7", "::10");
    for (const char* node : {"VMN", "MR7"})
    {
        world.Node(node)["homeAgent"] = "discover";
        world.Move("20s", node, place);
    }
    // Correspondents ask for a refresh 10 s before the end; the home link gets another prefix.
    world.Node("VMN")["attributes"] = {{"ns3::nemo::MobileNode::CorrespondentLifetime", "20s"}};
    world.Node("HAV")["attributes"] = {{"ns3::nemo::HomeAgent::MinMobPfxAdvInterval", "1s"},
                                       {"ns3::nemo::HomeAgent::MaxMobPfxAdvInterval", "2s"}};
    world.json["faults"] = NestedWorld::Json::parse(R"([ { "at": "68s", "link": "homeV", "prefix": [
        "fd00:ee::/64", { "prefix": "fd00:e::/64", "valid": "600s", "preferred": "300s" } ] } ])");
    world.Send("there", "VMN", "CN");
    world.Send("back", "CN", "VMN");
    world.Send("network", "LFN", "CN");
    return world;
}

/// Expect that a kind of message of a node ended where it was meant to, as often as it was made.
void
ExpectExchange(const NestedRun& run,
               const std::string& node,
               const std::string& peer,
               const std::string& request,
               const std::string& answer)
{
    EXPECT_GE(run.CountOf(node, request, "tx"), 1U) << request;
    EXPECT_GE(run.CountOf(peer, request, "rx"), 1U) << request;
    EXPECT_GE(run.CountOf(node, answer, "rx"), 1U) << answer;
}

void
ExpectAll(NestedRun& run, const std::string& placePrefix)
{
    run.Run();
    ExpectExchange(run, "VMN", "HAV", "DHAADRequest", "DHAADReply");
    ExpectExchange(run, "VMN", "HAV", "BU", "BA");
    ExpectExchange(run, "VMN", "HAV", "MPS", "MPA");
    ExpectExchange(run, "VMN", "CN", "HoTI", "HoT");
    ExpectExchange(run, "VMN", "CN", "CoTI", "CoT");
    ExpectExchange(run, "VMN", "CN", "BU", "BA");
    EXPECT_GE(run.CountOf("CN", "BRR", "tx"), 1U);
    EXPECT_GE(run.CountOf("VMN", "BRR", "rx"), 1U);
    ExpectExchange(run, "MR7", "HA7", "DHAADRequest", "DHAADReply");
    ExpectExchange(run, "MR7", "HA7", "BU", "BA");
    EXPECT_EQ(run.BindingsOf("HAV").at(0).at("careOf"), placePrefix + "::201");
    EXPECT_EQ(run.BindingsOf("CN").at(0).at("careOf"), placePrefix + "::201");
    EXPECT_EQ(run.BindingsOf("HA7").at(0).at("careOf"), placePrefix + "::107");
    for (const char* flow : {"there", "back", "network"})
    {
        EXPECT_GE(run.FlowOf(flow).at("received"), 185) << flow;
    }
}

TEST(NestedSignalling, PassesBelowOneMobileRouter)
{
    NestedRun run(Visited(NestedWorld::Chain(1), "net1"));
    ExpectAll(run, "fd00:b1");
    EXPECT_EQ(run.WayOf("network"), "LFN 1 MR7 2 MR1 3 HA1 2 HA7 1 CN");
}

TEST(NestedSignalling, PassesBelowTwoMobileRouters)
{
    NestedRun run(Visited(NestedWorld::Chain(2), "net2"));
    ExpectAll(run, "fd00:b2");
    EXPECT_EQ(run.WayOf("network"), "LFN 1 MR7 2 MR2 3 MR1 4 HA1 3 HA2 2 HA7 1 CN");
}

TEST(NestedSignalling, PassesBehindAFixedRouterOfAMobileNetwork)
{
    NestedWorld world = NestedWorld::Chain(1);
    world.json["links"]["deep"] = {{"prefix", "fd00:dd::/64"}};
    world.json["nodes"]["LFR"] = {{"role", "router"},
                                  {"links", {{"net1", "::20"}, {"deep", "::1"}}}};
    const auto prefixes = NestedWorld::Json::array({"fd00:b1::/64", "fd00:dd::/64"});
    world.Node("MR1")["prefixes"] = prefixes;
    world.Node("HA1")["prefixTable"]["fd00:a1::101"] = prefixes;
    NestedRun run(Visited(world, "deep"));
    ExpectAll(run, "fd00:dd");
    EXPECT_EQ(run.WayOf("network"), "LFN 1 MR7 2 LFR 2 MR1 3 HA1 2 HA7 1 CN");
}

} // namespace

} // namespace ns3::nemo::tests::nested_signalling_test
