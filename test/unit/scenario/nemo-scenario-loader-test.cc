// SPDX-License-Identifier: GPL-2.0-only
#include "unit/scenario/scenario-fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string_view>

namespace ns3::nemo::tests::nemo_scenario_loader_test
{

using ::testing::ElementsAre;

namespace
{

NetworkPrefix
P(const char* text)
{
    return NetworkPrefix::Parse(text).value_or(NetworkPrefix());
}

/// The base scenario with settings; that it loads is a condition of the test.
Scenario
Loaded(const std::vector<std::string>& settings = {})
{
    auto result = LoadBase(settings);
    EXPECT_EQ(Join(result.errors), "");
    return result.scenario.value_or(Scenario());
}

const NodeSpec&
Node(const Scenario& scenario, std::string_view name)
{
    static const NodeSpec none;
    const auto* node = scenario.FindNode(name);
    EXPECT_NE(node, nullptr) << name;
    return node == nullptr ? none : *node;
}

} // namespace

TEST(ScenarioLoader, TheBaseHasNeitherErrorsNorWarnings)
{
    const auto result = LoadBase();
    EXPECT_EQ(Join(result.errors), "");
    EXPECT_THAT(result.warnings, ElementsAre());
    EXPECT_TRUE(result.scenario);
}

TEST(ScenarioLoader, DefaultsAreThoseOfTheContract)
{
    const auto scenario = Loaded();
    EXPECT_EQ(scenario.seed, 1u);
    EXPECT_EQ(scenario.run, 1u);
    EXPECT_FALSE(scenario.output.pcap);
    const auto& link = *scenario.FindLink("home");
    EXPECT_EQ(link.type, LinkType::SHARED);
    EXPECT_EQ(link.rate, DataRate("100Mbps"));
    EXPECT_EQ(link.delay, MicroSeconds(1));
    EXPECT_EQ(link.loss, 0);
    EXPECT_EQ(link.mtu, 1500);
    EXPECT_EQ(link.prefixes[0].valid, Seconds(2592000));
    EXPECT_EQ(link.prefixes[0].preferred, Seconds(604800));
    const auto& advertise = Node(scenario, "AR").links[0].advertise;
    ASSERT_TRUE(advertise);
    EXPECT_EQ(advertise->min, MilliSeconds(50));
    EXPECT_EQ(advertise->max, MilliSeconds(1500));
    const auto& flow = *scenario.FindFlow("voice");
    EXPECT_EQ(flow.start, Seconds(1));
    EXPECT_EQ(flow.stop, Seconds(100));
    EXPECT_EQ(flow.interval, MilliSeconds(20));
    EXPECT_EQ(flow.size, 160u);
    const auto& mobile = *Node(scenario, "MN").mobile;
    EXPECT_EQ(mobile.attached, "home2") << "they start at home";
    EXPECT_EQ(mobile.movementDetection, MovementDetection::SOLICIT);
    EXPECT_EQ(mobile.routeOptimization.policy, RouteOptimizationSpec::Policy::ALWAYS);
    EXPECT_TRUE(Node(scenario, "CN").mobility);
    EXPECT_EQ(Node(scenario, "CN").dialect, "rfc6275");
    EXPECT_TRUE(Node(scenario, "HA").homeAgent->nemo);
    EXPECT_FALSE(Node(scenario, "HA").homeAgent->acceptAnyPrefix);
    EXPECT_TRUE(Node(scenario, "HA2").homeAgent->prefixTable.empty());
}

TEST(ScenarioLoader, ModeIsExplicitUnlessItIsImplicit)
{
    EXPECT_EQ(Node(Loaded(), "MR").mobileRouter->mode, RegistrationMode::EXPLICIT);
    EXPECT_EQ(Node(Loaded({"/nodes/MR/mode=explicit"}), "MR").mobileRouter->mode,
              RegistrationMode::EXPLICIT);
    EXPECT_EQ(Node(Loaded({"/nodes/MR/mode=implicit"}), "MR").mobileRouter->mode,
              RegistrationMode::IMPLICIT);
    const auto none = LoadBase({"/nodes/MR/mode=none"});
    ASSERT_EQ(none.errors.size(), 1u) << Join(none.errors);
    EXPECT_EQ(none.errors[0].allowed, "\"explicit\", \"implicit\", \"delegated\", \"routing\"");
}

TEST(ScenarioLoader, OrderOfDeclarationIsKept)
{
    const auto scenario =
        LoadText(
            R"({"duration": "1s", "links": {"z": {"prefix": "1::/64"}, "a": {"prefix": "2::/64"}},
                     "nodes": {"n9": {"role": "host", "links": {"z": "::1", "a": "::1"}},
                               "n1": {"role": "host", "links": {"a": "::2"}}}})")
            .scenario;
    ASSERT_TRUE(scenario);
    EXPECT_EQ(scenario->links[0].name, "z");
    EXPECT_EQ(scenario->links[1].name, "a");
    EXPECT_EQ(scenario->nodes[0].name, "n9");
    EXPECT_EQ(scenario->nodes[0].links[1].link, "a");
}

TEST(ScenarioLoader, AddressesAreResolvedAgainstThePrefixOfTheLink)
{
    const auto addresses = [](const std::vector<std::string>& settings) {
        return Node(Loaded(settings), "CN").links[0].addresses;
    };
    EXPECT_THAT(addresses({}), ElementsAre(Ipv6Address("fd00::9")));
    EXPECT_THAT(addresses({"/nodes/CN/links/core=fd00::1:2"}),
                ElementsAre(Ipv6Address("fd00::1:2")));
    EXPECT_THAT(addresses({"/nodes/CN/links/core=null"}), ElementsAre());
    EXPECT_THAT(addresses({"/nodes/CN/links/core={\"address\": \"::8\"}"}),
                ElementsAre(Ipv6Address("fd00::8")));
    EXPECT_THAT(addresses({"/nodes/CN/links/core={}"}), ElementsAre());
    EXPECT_THAT(addresses({"/links/core/prefix=[\"fd00::/64\", {\"prefix\": \"fd01::/64\"}]"}),
                ElementsAre(Ipv6Address("fd00::9"), Ipv6Address("fd01::9")));
}

TEST(ScenarioLoader, WhoAdvertisesWhere)
{
    const auto scenario =
        Loaded({"/nodes/AR/links/core={\"address\": \"::7\", \"advertise\": false}",
                "/nodes/LFR/links/deep={\"address\": \"::1\", \"advertise\": "
                "{\"min\": \"30ms\", \"max\": \"70ms\"}}"});
    EXPECT_TRUE(Node(scenario, "HA").links[0].advertise);
    EXPECT_TRUE(Node(scenario, "MR").links[0].advertise) << "on its ingress link";
    EXPECT_FALSE(Node(scenario, "CN").links[0].advertise);
    EXPECT_FALSE(Node(scenario, "LFN").links[0].advertise);
    EXPECT_FALSE(Node(scenario, "AR").links[1].advertise) << "switched off";
    EXPECT_FALSE(Node(scenario, "AR").links[2].advertise) << "not on point-to-point links";
    EXPECT_EQ(Node(scenario, "LFR").links[1].advertise->max, MilliSeconds(70));
}

TEST(ScenarioLoader, LinksWithEverything)
{
    const auto scenario =
        Loaded({"/links/away={\"type\": \"shared\", \"delay\": \"5ms\", \"rate\": "
                "\"2Mbps\", \"loss\": 0.25, \"mtu\": 1280, \"prefix\": "
                "[{\"prefix\": \"7::/64\", \"valid\": \"60s\"}, "
                "{\"prefix\": \"a::/64\", \"valid\": \"90s\", \"preferred\": \"0s\"}]}"});
    const auto& link = *scenario.FindLink("away");
    EXPECT_EQ(link.delay, MilliSeconds(5));
    EXPECT_EQ(link.rate, DataRate("2Mbps"));
    EXPECT_EQ(link.loss, 0.25);
    EXPECT_EQ(link.mtu, 1280);
    ASSERT_EQ(link.prefixes.size(), 2u);
    EXPECT_EQ(link.prefixes[0].valid, Seconds(60));
    EXPECT_EQ(link.prefixes[0].preferred, Seconds(60)) << "never above valid";
    EXPECT_EQ(link.prefixes[1].prefix, P("a::/64"));
    EXPECT_EQ(link.prefixes[1].preferred, Seconds(0));
    EXPECT_EQ(scenario.FindLink("wire")->type, LinkType::POINT_TO_POINT);
}

TEST(ScenarioLoader, HomesOfMobileNodes)
{
    const auto scenario = Loaded();
    const auto& home = Node(scenario, "MR").mobile->homes.at(0);
    EXPECT_EQ(home.link, "home");
    EXPECT_EQ(home.prefix, P("4::/64"));
    EXPECT_EQ(home.homeAgent, "HA");
    EXPECT_EQ(home.interfaceId, Ipv6Address("::2"));
    EXPECT_EQ(home.homeAddress, Ipv6Address("4::2"));
    const std::string listed =
        "/nodes/MN={\"role\": \"mobile-node\", \"homes\": [{\"link\": \"home2\", "
        "\"homeAgent\": \"HA2\"}], \"attached\": ";
    const auto mobile = *Node(Loaded({listed + "null}"}), "MN").mobile;
    EXPECT_EQ(mobile.homes.at(0).link, "home2");
    EXPECT_EQ(mobile.homes.at(0).homeAddress, std::nullopt) << "EUI-64";
    EXPECT_EQ(mobile.attached, std::nullopt) << "nowhere";
    EXPECT_EQ(Node(Loaded({listed + "\"away\"}"}), "MN").mobile->attached, "away");
}

TEST(ScenarioLoader, MobileRouters)
{
    const auto scenario = Loaded();
    EXPECT_EQ(Node(scenario, "MR").links.at(0).link, "inside");
    EXPECT_THAT(Node(scenario, "MR").links.at(0).addresses, ElementsAre(Ipv6Address("5::1")));
    EXPECT_THAT(Node(scenario, "MR").mobileRouter->prefixes, ElementsAre(P("5::/64"), P("6::/64")));
    const std::string bare =
        "/nodes/MR={\"role\": \"mobile-router\", \"home\": \"home\", \"homeAgent\": "
        "\"HA\", \"interfaceId\": \"::2\", \"ingress\": {\"inside\": \"::1\"}}";
    EXPECT_THAT(Node(Loaded({bare}), "MR").mobileRouter->prefixes, ElementsAre(P("5::/64")))
        << "absent: those of the ingress links";
    EXPECT_THAT(Node(Loaded({"/nodes/MR/prefixes=[\"::/0\", \"ff00::/8\", \"5::1/128\"]"}), "MR")
                    .mobileRouter->prefixes,
                ElementsAre(P("::/0"), P("ff00::/8"), P("5::1/128")))
        << "any prefix loads, so that refusals can be provoked";
}

TEST(ScenarioLoader, HomeAgents)
{
    const auto scenario = Loaded({"/nodes/HA/nemo=false",
                                  "/nodes/HA/preference=-5",
                                  "/nodes/HA/homeAgentLifetime=1h",
                                  "/nodes/HA/lifetimeMax=420s",
                                  "/nodes/HA2/prefixTable=any"});
    const auto& agent = *Node(scenario, "HA").homeAgent;
    ASSERT_EQ(agent.prefixTable.size(), 1u);
    EXPECT_EQ(agent.prefixTable[0].homeAddress, Ipv6Address("4::2"));
    EXPECT_THAT(agent.prefixTable[0].prefixes, ElementsAre(P("5::/64"), P("6::/64")));
    EXPECT_FALSE(agent.nemo);
    EXPECT_EQ(agent.preference, -5);
    EXPECT_EQ(agent.homeAgentLifetime, Hours(1));
    EXPECT_EQ(agent.lifetimeMax, Seconds(420));
    EXPECT_TRUE(Node(scenario, "HA2").homeAgent->acceptAnyPrefix);
}

TEST(ScenarioLoader, PoliciesOfRouteOptimization)
{
    using Policy = RouteOptimizationSpec::Policy;
    const auto policy = [](const std::string& value) {
        return Node(Loaded({"/nodes/MN/routeOptimization=" + value}), "MN")
            .mobile->routeOptimization;
    };
    EXPECT_EQ(policy("true").policy, Policy::ALWAYS);
    EXPECT_EQ(policy("false").policy, Policy::NEVER);
    EXPECT_EQ(policy("[\"CN\", \"MR\"]").policy, Policy::PEERS);
    EXPECT_THAT(policy("[\"CN\", \"MR\"]").peers, ElementsAre("CN", "MR"));
    EXPECT_EQ(policy("{\"after\": 10}").policy, Policy::AFTER_PACKETS);
    EXPECT_EQ(policy("{\"after\": 10}").packets, 10u);
    EXPECT_EQ(policy("{\"ports\": [80, 443]}").policy, Policy::PORTS);
    EXPECT_THAT(policy("{\"ports\": [80, 443]}").ports, ElementsAre(80, 443));
}

TEST(ScenarioLoader, WhatAnyNodeMayCarry)
{
    const auto scenario = Loaded({"/nodes/CN/mobility=false",
                                  "/nodes/CN/dialect=rfc6275",
                                  "/nodes/CN/routes={\"5::/64\": \"HA\", \"::/0\": \"AR\"}",
                                  "/nodes/CN/attributes={\"ns3::Ipv6L3Protocol::DefaultTtl\": 32}",
                                  "/nodes/MN/movementDetection=link"});
    const auto& node = Node(scenario, "CN");
    EXPECT_FALSE(node.mobility);
    ASSERT_EQ(node.routes.size(), 2u);
    EXPECT_EQ(node.routes[0].prefix, P("5::/64"));
    EXPECT_EQ(node.routes[0].via, "HA");
    EXPECT_EQ(node.routes[1].prefix, P("::/0"));
    ASSERT_EQ(node.attributes.size(), 1u);
    EXPECT_EQ(node.attributes[0].type, "ns3::Ipv6L3Protocol");
    EXPECT_EQ(node.attributes[0].attribute, "DefaultTtl");
    EXPECT_EQ(node.attributes[0].value, "32");
    EXPECT_EQ(node.attributes[0].pointer, "/nodes/CN/attributes/ns3::Ipv6L3Protocol::DefaultTtl");
    EXPECT_EQ(Node(scenario, "MN").mobile->movementDetection, MovementDetection::LINK);
}

TEST(ScenarioLoader, MovementComesByTime)
{
    const auto scenario =
        Loaded({"/movement=[{\"at\": \"50s\", \"node\": \"MN\", \"to\": \"away\"},"
                "{\"at\": \"50s\", \"node\": \"MR\", \"to\": null, \"interface\": 0},"
                "{\"at\": \"20s\", \"node\": \"MR\", \"to\": \"away\"}]"});
    ASSERT_EQ(scenario.movement.size(), 3u);
    EXPECT_EQ(scenario.movement[0].at, Seconds(20));
    EXPECT_EQ(scenario.movement[0].to, "away");
    EXPECT_EQ(scenario.movement[1].node, "MN") << "at the same time in the file's order";
    EXPECT_EQ(scenario.movement[2].to, std::nullopt);
}

TEST(ScenarioLoader, Traffic)
{
    const auto flow = [](const std::string& json) {
        return Loaded({"/traffic/-=" + json}).traffic.back();
    };
    const auto voice =
        flow(R"({"type": "udp", "from": "CN", "to": "MR", "rate": "64kbps", "size": 200,
                                "start": "2s", "stop": "200s", "port": 5000})");
    EXPECT_EQ(voice.name, "CN-MR-udp");
    EXPECT_EQ(voice.interval, MilliSeconds(25)) << "1600 bits at 64 kbit/s";
    EXPECT_EQ(voice.stop, Seconds(100)) << "not after the end";
    EXPECT_EQ(voice.port, 5000);
    EXPECT_EQ(flow(R"({"type": "udp", "from": "CN", "to": "MR", "rate": "0.5pps"})").interval,
              Seconds(2));
    EXPECT_EQ(flow(R"({"type": "udp", "from": "CN", "to": "MR", "rate": "3pps"})").interval,
              NanoSeconds(333333333));
    const auto ping =
        flow(R"({"type": "ping", "from": "CN", "to": {"node": "LFR", "address": "6::1"},
                               "interval": "100ms"})");
    EXPECT_EQ(ping.interval, MilliSeconds(100));
    EXPECT_EQ(ping.to, "LFR");
    EXPECT_EQ(ping.address, Ipv6Address("6::1"));
    EXPECT_EQ(ping.size, 56u);
    const auto file = flow(R"({"type": "tcp", "from": "CN", "to": "MR", "bytes": 1000000})");
    EXPECT_EQ(file.bytes, 1000000u);
    EXPECT_EQ(flow(R"({"type": "tcp", "from": "CN", "to": "MR"})").bytes, std::nullopt);
}

TEST(ScenarioLoader, SettingsAreAppliedBeforeTheChecks)
{
    const auto scenario = Loaded({"/seed=7", "/links/away/delay=50ms", "/duration=200s"});
    EXPECT_EQ(scenario.seed, 7u);
    EXPECT_EQ(scenario.duration, Seconds(200));
    EXPECT_EQ(scenario.FindLink("away")->delay, MilliSeconds(50));
    EXPECT_EQ(scenario.traffic[0].stop, Seconds(200));
}

TEST(ScenarioLoader, NamesAreFound)
{
    const auto scenario = Loaded();
    EXPECT_EQ(scenario.FindLink("deep")->name, "deep");
    EXPECT_EQ(scenario.FindLink("shallow"), nullptr);
    EXPECT_EQ(scenario.FindNode("nobody"), nullptr);
    EXPECT_EQ(scenario.FindFlow("echo")->type, TrafficType::PING);
    EXPECT_EQ(scenario.FindFlow("noise"), nullptr);
}

} // namespace ns3::nemo::tests::nemo_scenario_loader_test
