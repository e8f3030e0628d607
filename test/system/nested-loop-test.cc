// SPDX-License-Identifier: GPL-2.0-only
// Mobile routers behind themselves: RFC 3963 has nothing against loops, so what bounds them is that
// nobody uses a tunnel before it is acknowledged, RFC 2473's limit, and the MTU.
#include "nemo-requirement.h"
#include "system/nested-run.h"
#include "system/scenario-run.h"

#include "ns3/inet6-socket-address.h"
#include "ns3/mip6-mobile-node.h"
#include "ns3/mip6-steering.h"
#include "ns3/socket.h"
#include "ns3/udp-socket-factory.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::nested_loop_test
{

namespace
{

/// MR2 is in the network of MR1, which moves into that of MR2 at 30 s.
NestedWorld
Cycle()
{
    NestedWorld world = NestedWorld::Chain(2);
    world.Move("30s", "MR1", "net2");
    return world;
}

void
SendOne(const NestedRun& run, const std::string& from, const Ipv6Address& to)
{
    auto socket = Socket::CreateSocket(run.NodeOf(from).node, UdpSocketFactory::GetTypeId());
    socket->Bind6();
    socket->SendTo(Create<Packet>(100), 0, Inet6SocketAddress(to, 9));
}

/// Let a mobile router of the cycle use a tunnel that no home agent has acknowledged.
void
ForceTunnel(const NestedRun& run, const std::string& number)
{
    const BuiltNode& router = run.NodeOf("MR" + number);
    LeavingRule rule;
    rule.action.verdict = Verdict::TRANSFORM;
    rule.action.transform.source = run.AddressOf("CoA" + number);
    rule.action.transform.destination = run.AddressOf("HA" + number);
    rule.action.transform.encapsulate = true;
    rule.action.transform.interface = router.FindRoaming()->number;
    rule.sources = {*NetworkPrefix::Parse("fd00:b" + number + "::/64")};
    router.stack->GetSteering()->Leaving(router.FindRoaming()->number, rule);
}

/// What became of one packet of MNN in a cycle with forced tunnels.
struct Circled
{
    std::vector<std::size_t> headers; ///< Of the packet each time that it was sent.
    std::size_t largest{0};           ///< Octets.
    std::size_t problems{0};          ///< Parameter Problems on both links.
    std::vector<CaughtPacket> told;   ///< ICMPv6 errors that MNN got.
};

Circled
Circle(const NestedWorld& world)
{
    constexpr int64_t AT = 45;
    NestedRun run(world);
    run.At(Seconds(AT), [&run] {
        ForceTunnel(run, "1");
        ForceTunnel(run, "2");
        SendOne(run, "MNN", run.AddressOf("CN"));
    });
    run.Run();
    EXPECT_EQ(run.GetResults().at("warnings").size(), 1U);
    EXPECT_LT(run.GetResults().at("events"), 500000);
    Circled circled;
    for (const char* link : {"net1", "net2"})
    {
        for (const CaughtPacket& packet : run.On(link).All())
        {
            const CaughtPacket& inner = Innermost(packet);
            const bool isOne = packet.at >= Seconds(AT) && inner.icmpv6 == 0 &&
                               inner.source == run.AddressOf("MNN");
            if (isOne)
            {
                circled.headers.push_back(CountHeaders(packet));
                circled.largest = std::max(circled.largest, packet.octets.size());
            }
            const bool isLater = packet.at >= Seconds(AT) && packet.at < Seconds(AT + 0.2);
            circled.problems += isLater && packet.icmpv6 == 4 ? 1 : 0;
            if (isLater && packet.icmpv6 == 1 && packet.destination == run.AddressOf("MNN"))
            {
                circled.told.push_back(packet);
            }
        }
    }
    std::sort(circled.headers.begin(), circled.headers.end());
    return circled;
}

} // namespace

TEST(NestedLoops, ARouterInItsOwnNetworkTakesNothingFromItself)
{
    REQ("NEST-LOOP-1");
    NestedWorld world = NestedWorld::Chain(1);
    world.Move("30s", "MR1", "net1");
    world.Move("50s", "MR1", "visited");
    world.Send("up", "MNN", "CN");
    NestedRun run(world);
    const Ipv6Address inside("fd00:b1::101");
    run.At(Seconds(49), [&run, &inside] {
        const auto role = run.RoleOf<MobileNode>("MR1");
        EXPECT_NE(role->GetCareOfAddress(), inside);
        const auto ipv6 = run.NodeOf("MR1").node->GetObject<Ipv6L3Protocol>();
        EXPECT_LT(ipv6->GetInterfaceForAddress(inside), 0);
    });
    run.Run();
    const auto updates = run.On("net1").Where(
        [](const CaughtPacket& packet) { return Innermost(packet).IsUpdate(); });
    EXPECT_TRUE(updates.empty());
    ASSERT_EQ(run.GetResults().at("warnings").size(), 1U);
    EXPECT_NE(run.GetResults().at("warnings")[0].get<std::string>().find("cycle of attachment"),
              std::string::npos);
    EXPECT_EQ(run.FlowOf("up").at("lost"), 0) << "it is well when it is out again";
}

TEST(NestedLoops, EndWithTheEncapsulationLimit)
{
    REQ("NEST-LOOP-2");
    NestedWorld world = Cycle();
    world.LimitEncapsulation(4);
    const Circled circled = Circle(world);
    EXPECT_EQ(circled.headers, (std::vector<std::size_t>{1, 2, 3, 4, 5, 6}));
    EXPECT_EQ(circled.problems, 1U);
    ASSERT_EQ(circled.told.size(), 1U) << "relayed by all entry points";
    EXPECT_EQ(circled.told[0].octets.at(41), 3) << "code";
}

TEST(NestedLoops, WithoutALimitEndWithTheMtu)
{
    REQ("NEST-LOOP-3");
    const Circled circled = Circle(Cycle());
    ASSERT_EQ(circled.headers.size(), 34U) << "33 encapsulations";
    EXPECT_EQ(circled.headers.back(), 34U);
    EXPECT_EQ(circled.largest, 1468U);
    EXPECT_EQ(circled.problems, 0U);
}

TEST(NestedLoops, AreNoneWhereTunnelsWaitForAcknowledgements)
{
    REQ("NEST-LOOP-3");
    NestedWorld world = Cycle();
    for (const char* router : {"MR1", "MR2"})
    {
        world.Node(router)["attributes"]["ns3::nemo::MobileNode::LifetimeRequested"] = "24s";
    }
    world.Send("up", "MNN", "CN");
    NestedRun run(world);
    run.Run();
    // The binding of MR2, the last one, has ended by 56 s.
    for (const char* link : {"net1", "net2"})
    {
        const auto tunnelled = run.On(link).Where(
            [](const CaughtPacket& packet) { return packet.at > Seconds(57) && packet.inner; });
        EXPECT_TRUE(tunnelled.empty()) << link;
    }
    EXPECT_EQ(run.FlowOf("up").at("received"), 0);
}

TEST(NestedLoops, WhatComesOutOfATunnelAndIsNowhereDoesNotGoBack)
{
    REQ("NEST-LOOP-4");
    NestedWorld world = NestedWorld::Chain(1);
    const auto prefixes = NestedWorld::Json::array({"fd00:b1::/64", "fd00:bb::/64"});
    world.Node("MR1")["prefixes"] = prefixes;
    world.Node("HA1")["prefixTable"]["fd00:a1::101"] = prefixes;
    NestedRun run(world);
    const Ipv6Address nowhere("fd00:bb::9");
    run.At(Seconds(45), [&run, &nowhere] { SendOne(run, "CN", nowhere); });
    run.Run();
    const auto tunnelled = run.On("visited").Where([&nowhere](const CaughtPacket& packet) {
        return packet.inner && packet.inner->destination == nowhere;
    });
    ASSERT_EQ(tunnelled.size(), 1U);
    EXPECT_EQ(run.Layout(tunnelled[0]).substr(0, 16), "[HA1>CoA1 hl62] ");
}

/// What is sealed can be seen in a tunnel by nobody on the way; a registration that circles must
/// come to an end all the same.
TEST(NestedLoops, OfProtectedTunnelsEndWithTheMtuToo)
{
    REQ("NEST-LOOP-3");
    ScenarioRun run(R"({
      "duration": "16s",
      "links": {
        "home1": { "prefix": "fd00:4::/64" }, "home2": { "prefix": "fd00:44::/64" }, "visited": { "prefix": "fd00:7::/64" },
        "core": { "prefix": "fd00:ffff::/64", "delay": "10ms" }, "net1": { "prefix": "fd00:5::/64" },
        "net2": { "prefix": "fd00:6::/64" }
      },
      "nodes": {
        "HA1": { "role": "home-agent", "links": { "home1": "::3", "core": "::4" },
                 "prefixTable": { "fd00:4::2": ["fd00:5::/64"] } },
        "HA2": { "role": "home-agent", "links": { "home2": "::3", "core": "::5" },
                 "prefixTable": { "fd00:44::2": ["fd00:6::/64"] } },
        "AR": { "role": "router", "links": { "visited": "::1", "core": "::7" } },
        "MR1": { "role": "mobile-router", "home": "home1", "interfaceId": "::2", "homeAgent": "HA1",
                 "attached": "visited", "mode": "implicit", "ingress": { "net1": "::1" } },
        "MR2": { "role": "mobile-router", "home": "home2", "interfaceId": "::2", "homeAgent": "HA2",
                 "attached": "net1", "mode": "implicit", "ingress": { "net2": "::1" } }
      },
      "allowLoops": true,
      "movement": [ { "at": "10s", "node": "MR1", "to": "net2" } ],
      "security": [ { "between": ["MR1", "HA1"], "protect": ["binding", "data"] },
                    { "between": ["MR2", "HA2"], "protect": ["binding", "data"] } ]
    })");
    run.Run();
    EXPECT_LT(run.GetResults().at("events"), 5000);
    EXPECT_GT(run.DropsOf("MR1", "tunnel-loop") + run.DropsOf("MR2", "tunnel-loop"), 0U);
}

} // namespace ns3::nemo::tests::nested_loop_test
