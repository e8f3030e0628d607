// SPDX-License-Identifier: GPL-2.0-only
// The models of home networks of RFC 4887: extended, aggregated, virtual; and the way to mobile
// networks that are at home.
#include "nemo-requirement.h"
#include "support/link-tap.h"
#include "system/scenario-run.h"

#include "ns3/mip6-home-agent.h"
#include "ns3/nemo-mobile-router.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::nemo_home_networks_test
{

namespace
{

constexpr uint8_t NEIGHBOR_SOLICITATION = 135;

/// The scenario of RFC 3963's figure 2 in short: home link 4, mobile network 5, visited link 7, and
/// a correspondent far away.
const char* const SCENARIO = R"({
  "duration": "90s",
  "links": {
    "home": { "prefix": "fd00:4::/64" }, "visited": { "prefix": "7::/64" }, "core": { "prefix": "3::/64" },
    "onboard": { "prefix": "fd00:4:0:1::/64" }, "internet": { "prefix": "fd00:ffff::/64", "delay": "10ms" }
  },
  "nodes": {
    "HA": { "role": "home-agent", "links": { "home": "::3", "internet": "::4" },
            "prefixTable": { "fd00:4::2": ["fd00:4:0:1::/64"] } },
    "R3": { "role": "router", "links": { "core": "::1", "internet": "::3" } },
    "AR": { "role": "router", "links": { "visited": "::1", "internet": "::7" } },
    "CN": { "role": "correspondent", "links": { "core": "::2" } },
    "MR": { "role": "mobile-router", "home": "home", "interfaceId": "::2", "homeAgent": "HA",
            "ingress": { "onboard": "::1" }, "mode": "explicit", "routeOptimization": false },
    "LFN": { "role": "host", "links": { "onboard": "::2" } }
  },
  "movement": [ { "at": "20s", "node": "MR", "to": "visited" }, { "at": "60s", "node": "MR", "to": "home" } ],
  "traffic": [ { "name": "ping", "type": "ping", "from": "CN", "to": "LFN", "interval": "100ms", "start": "5s", "stop": "85s" } ]
})";

/// Probes of an address on a link, from somebody who does not have it yet.
std::size_t
CountProbes(const LinkTap& tap, const Ipv6Address& target)
{
    return tap
        .Where([&](const CaughtPacket& packet) {
            return packet.icmpv6 == NEIGHBOR_SOLICITATION && packet.source.IsAny() &&
                   packet.As<NeighborSolicitation>().target == target;
        })
        .size();
}

/// From the first update to the first answer.
Time
RegistrationTime(const LinkTap& tap)
{
    const auto updates = tap.Where([](const CaughtPacket& packet) { return packet.IsUpdate(); });
    const auto answers =
        tap.Where([](const CaughtPacket& packet) { return packet.IsAcknowledgement(); });
    return updates.empty() || answers.empty() ? Time::Max() : answers[0].at - updates[0].at;
}

} // namespace

TEST(HomeNetworksTest, ExtendedTheHomeLinkIsOnePartOfAnAggregate)
{
    REQ("HOME-1");
    ScenarioRun run(SCENARIO);
    LinkTap home(run.LinkOf("home"));
    LinkTap visited(run.LinkOf("visited"));
    LinkTap core(run.LinkOf("core"));
    run.Run();
    EXPECT_EQ(CountProbes(home, "fd00:4::2"), 1U);
    EXPECT_EQ(CountProbes(home, "fd00:4:0:1::2"), 0U);
    EXPECT_GT(RegistrationTime(visited), Seconds(1));
    EXPECT_LT(RegistrationTime(visited), Seconds(1.1));
    EXPECT_GT(run.FlowOf("ping").at("received"), 700);
    // Nobody outside sees more than the aggregate's way.
    EXPECT_TRUE(
        core.Where([](const CaughtPacket& packet) { return packet.inner != nullptr; }).empty());
}

/// The parameter is the mode.
class HomeRoutesTest : public testing::TestWithParam<std::string>
{
};

INSTANTIATE_TEST_SUITE_P(Mode,
                         HomeRoutesTest,
                         testing::Values(std::string("explicit"),
                                         std::string("implicit"),
                                         std::string("routing")));

TEST_P(HomeRoutesTest, AtHomeTheNetworkIsReachedByRoutes)
{
    REQ("HOME-3");
    ScenarioRun run(SCENARIO,
                    {"/nodes/MR/mode=" + GetParam(),
                     R"(/traffic=[{"name": "back", "type": "ping", "from": "CN", "to": "LFN",
                                   "interval": "100ms", "start": "70s", "stop": "85s"}])"});
    run.At(Seconds(75), [&]() {
        EXPECT_EQ(run.RegistrarOf("HA")->GetCache().Find(Ipv6Address("fd00:4::2")), nullptr);
    });
    run.Run();
    EXPECT_GE(run.FlowOf("back").at("received"), 149);
}

TEST(HomeNetworksTest, AtHomeNothingLeadsToTheNetworkWithoutRoutes)
{
    REQ("HOME-3");
    // Nothing static is configured where RIPng runs, and this home agent does not hear it.
    ScenarioRun run(SCENARIO,
                    {"/nodes/MR/mode=routing",
                     R"(/nodes/HA/attributes={"ns3::nemo::HomeAgent::PropagateRoutes": false})",
                     R"(/traffic=[{"name": "away", "type": "ping", "from": "CN", "to": "LFN",
                                   "interval": "100ms", "start": "30s", "stop": "50s"},
                                  {"name": "back", "type": "ping", "from": "CN", "to": "LFN",
                                   "interval": "100ms", "start": "70s", "stop": "85s"}])"});
    run.Run();
    EXPECT_GE(run.FlowOf("away").at("received"), 199);
    EXPECT_EQ(run.FlowOf("back").at("received"), 0);
}

TEST(HomeNetworksTest, AggregatedItsNodesSeemToBeOnTheHomeLink)
{
    REQ("HOME-4");
    const std::string lan =
        R"({"role": "correspondent", "links": {"home": "fd00:4::9"}, "routes": {"::/0": "HA"}})";
    // Neighbours notice half a minute after the move that the router is gone (RFC 4861
    // section 7.3).
    ScenarioRun run(SCENARIO,
                    {R"(/links/home/prefix="fd00:4::/48")",
                     "/nodes/LAN=" + lan,
                     R"(/duration="150s")",
                     R"(/movement=[{"at": "20s", "node": "MR", "to": "visited"},
                                   {"at": "100s", "node": "MR", "to": "home"}])",
                     R"(/traffic=[{"name": "first", "type": "ping", "from": "LAN", "to": "LFN",
                                   "interval": "100ms", "start": "5s", "stop": "20s"},
                                  {"name": "notice", "type": "ping", "from": "LAN", "to": "LFN",
                                   "interval": "1s", "start": "70s", "stop": "80s"},
                                  {"name": "away", "type": "ping", "from": "LAN", "to": "LFN",
                                   "interval": "100ms", "start": "80s", "stop": "95s"},
                                  {"name": "far", "type": "ping", "from": "CN", "to": "LFN",
                                   "interval": "100ms", "start": "40s", "stop": "60s"},
                                  {"name": "back", "type": "ping", "from": "LAN", "to": "LFN",
                                   "interval": "100ms", "start": "130s", "stop": "145s"}])"});
    // To whom is on the link, all of the aggregate is.
    const auto& lanNode = run.NodeOf("LAN");
    lanNode.stack->GetInterfaceTable()->RemoveRoute(*NetworkPrefix::Parse("fd00:4:0:1::/64"),
                                                    "fd00:4::2",
                                                    lanNode.FindInterface("home")->number);
    LinkTap home(run.LinkOf("home"));
    run.Run();
    EXPECT_GE(run.FlowOf("first").at("received"), 149);
    EXPECT_GE(run.FlowOf("away").at("received"), 149);
    EXPECT_GE(run.FlowOf("far").at("received"), 199);
    EXPECT_GE(run.FlowOf("back").at("received"), 149);
    const Ipv6Address node("fd00:4:0:1::2");
    const auto agent =
        Mac48Address::ConvertFrom(run.NodeOf("HA").FindInterface("home")->device->GetAddress());
    const auto router =
        Mac48Address::ConvertFrom(run.NodeOf("MR").FindRoaming()->device->GetAddress());
    bool isAnsweredAway = false;
    bool isAnsweredAtHome = false;
    for (const CaughtPacket& packet : home.All())
    {
        if (packet.icmpv6 != 136 || packet.As<NeighborAdvertisement>().target != node)
        {
            continue;
        }
        const bool isAway = packet.at > Seconds(25) && packet.at < Seconds(100);
        EXPECT_EQ(packet.from, isAway ? agent : router) << packet.at;
        EXPECT_FALSE(packet.As<NeighborAdvertisement>().override);
        (isAway ? isAnsweredAway : isAnsweredAtHome) = true;
    }
    EXPECT_TRUE(isAnsweredAway);
    EXPECT_TRUE(isAnsweredAtHome);
}

TEST(HomeNetworksTest, VirtualThereIsNoHomeLink)
{
    REQ("HOME-5");
    ScenarioRun run(
        SCENARIO,
        {R"(/nodes/HA={"role": "home-agent", "links": {"internet": "::4"}, "homePrefixes": ["fd00:4::/64"],
                       "prefixTable": {"fd00:4::2": ["fd00:4:0:1::/64"]}})",
         R"(/nodes/MR={"role": "mobile-router", "homePrefix": "fd00:4::/64", "interfaceId": "::2",
                       "homeAgent": "HA", "attached": "visited", "ingress": {"onboard": "::1"},
                       "routeOptimization": false})",
         R"(/movement=[{"at": "20s", "node": "MR", "to": "home"}])"});
    LinkTap visited(run.LinkOf("visited"));
    LinkTap internet(run.LinkOf("internet"));
    run.At(Seconds(19), [&]() {
        const Binding* binding = run.RegistrarOf("HA")->GetCache().Find(Ipv6Address("fd00:4::2"));
        ASSERT_NE(binding, nullptr);
        EXPECT_EQ(binding->interface, 0U);
    });
    run.Run();
    EXPECT_LT(RegistrationTime(visited), MilliSeconds(100));
    for (const char* address : {"fd00:4::2", "fd00:4:0:1::2"})
    {
        EXPECT_EQ(CountProbes(internet, address), 0U);
        const auto asked = internet.Where([&](const CaughtPacket& packet) {
            return packet.icmpv6 == 136 &&
                   packet.As<NeighborAdvertisement>().target == Ipv6Address(address);
        });
        EXPECT_TRUE(asked.empty());
    }
    const auto until20 = run.FlowOf("ping").at("received");
    EXPECT_GE(until20, 149);
}

TEST(HomeNetworksTest, APrefixHasOneMobileRouter)
{
    REQ("HOME-6");
    const std::string second = R"({"role": "mobile-router", "home": "home", "interfaceId": "::8",
        "homeAgent": "HA", "ingress": {"other": "::1"}, "prefixes": ["fd00:4:0:1::/64"],
        "attached": "visited"})";
    ScenarioRun run(
        SCENARIO,
        {R"(/links/other={"prefix": "fd00:4:0:2::/64"})",
         "/nodes/MR2=" + second,
         R"(/nodes/HA/prefixTable={"fd00:4::2": ["fd00:4:0:1::/64"], "fd00:4::8": ["fd00:4:0:2::/64"]})"});
    run.Run();
    EXPECT_EQ(run.CountOf("MR2", "BA", "rx", 142), 1U);
    EXPECT_EQ(run.CountOf("MR", "BA", "rx", 142), 0U);
    EXPECT_GT(run.FlowOf("ping").at("received"), 700);
}

} // namespace ns3::nemo::tests::nemo_home_networks_test
