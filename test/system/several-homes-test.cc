// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/capture-file.h"
#include "support/link-tap.h"
#include "system/scenario-run.h"

#include "ns3/mip6-mobile-node.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>
#include <utility>

// Scenarios of mobile nodes with several homes, or with one that is on no link.

namespace ns3::nemo::tests::several_homes_test
{

namespace
{

/// A mobile node with homes `h1` (home agent HA1) and `h2` (HA2) visits both, and a link of
/// neither.
constexpr const char* TWO_HOMES = R"({
  "duration": "80s",
  "links": {
    "h1": { "prefix": "fd00:1::/64" }, "h2": { "prefix": "fd00:2::/64" }, "away": { "prefix": "fd00:3::/64" },
    "core": { "prefix": "fd00:9::/64", "delay": "5ms" }
  },
  "nodes": {
    "HA1": { "role": "home-agent", "links": { "h1": "::1", "core": "::1" } },
    "HA2": { "role": "home-agent", "links": { "h2": "::1", "core": "::2" } },
    "AR": { "role": "router", "links": { "away": "::1", "core": "::3" } },
    "CN": { "role": "correspondent", "links": { "core": "::5" } },
    "MN": { "role": "mobile-node", "interfaceId": "::10", "homes": [
      { "link": "h1", "homeAgent": "HA1" }, { "link": "h2", "interfaceId": "::20", "homeAgent": "HA2" } ] }
  },
  "movement": [ { "at": "20s", "node": "MN", "to": "away" }, { "at": "40s", "node": "MN", "to": "h2" },
                { "at": "60s", "node": "MN", "to": "h1" } ],
  "traffic": [
    { "name": "to-second", "type": "udp", "from": "CN", "to": { "node": "MN", "address": "fd00:2::20" },
      "rate": "20pps", "size": 100, "start": "30s" }
  ],
  "expect": [ { "flow": "to-second", "receivedMin": 1 } ]
})";

const Ipv6Address FIRST("fd00:1::10");
const Ipv6Address SECOND("fd00:2::20");

TEST(SeveralHomes, Peer_52_AreBoundEachByItselfAtEveryMove)
{
    REQ("BOOK-077");
    ScenarioRun run(TWO_HOMES);
    const auto careOf = [&run](const std::string& agent, const Ipv6Address& home) {
        const Binding* binding = run.RegistrarOf(agent)->GetCache().Find(home);
        return binding ? binding->careOfAddress : Ipv6Address::GetAny();
    };
    const auto check = [&](double when, const Ipv6Address& first, const Ipv6Address& second) {
        run.At(Seconds(when), [=] {
            SCOPED_TRACE(when);
            EXPECT_EQ(careOf("HA1", FIRST), first);
            EXPECT_EQ(careOf("HA2", SECOND), second);
            // BOOK-076: each at its own home agent only.
            EXPECT_EQ(careOf("HA1", SECOND), Ipv6Address::GetAny());
            EXPECT_EQ(careOf("HA2", FIRST), Ipv6Address::GetAny());
        });
    };
    check(19, Ipv6Address::GetAny(), FIRST);
    check(39, Ipv6Address("fd00:3::10"), Ipv6Address("fd00:3::10"));
    check(59, SECOND, Ipv6Address::GetAny());
    check(79, Ipv6Address::GetAny(), FIRST);
    run.Run();
    EXPECT_TRUE(run.HoldsExpectations());
    EXPECT_EQ(run.GetResults().at("warnings").size(), 0U);
    for (uint32_t index = 0; index < 3; ++index)
    {
        EXPECT_FALSE(run.HandoverOf("MN", index).at("outage").is_null()) << index;
    }
}

TEST(SeveralHomes, ATunnelledPacketOptimisesTheRouteOfTheAddressThatItIsFor)
{
    REQ("RFC-199");
    ScenarioRun run(TWO_HOMES);
    run.At(Seconds(39), [&run] {
        const auto node = run.RoleOf<MobileNode>("MN");
        const Ipv6Address peer("fd00:9::5");
        EXPECT_EQ(node->FindHome(FIRST)->GetRouteOptimizer()->Find(peer), nullptr);
        const auto* second = node->FindHome(SECOND)->GetRouteOptimizer()->Find(peer);
        ASSERT_NE(second, nullptr);
        EXPECT_TRUE(second->IsBound());
        const auto& cache = run.RegistrarOf("CN")->GetCache();
        EXPECT_EQ(cache.Size(), 1U);
        EXPECT_NE(cache.Find({SECOND, peer}), nullptr);
    });
    run.Run();
}

TEST(SeveralHomes, ShareTheTestOfTheCareOfAddress)
{
    REQ("RFC-018");
    ScenarioRun run(TWO_HOMES,
                    {R"(/traffic=[
                        { "type": "udp", "from": "CN", "to": "MN", "rate": "20pps", "size": 100, "start": "30s" },
                        { "name": "to-second", "type": "udp", "from": "CN", "rate": "20pps", "size": 100,
                          "to": { "node": "MN", "address": "fd00:2::20" }, "start": "30s" } ])",
                     R"(/movement=[ { "at": "20s", "node": "MN", "to": "away" } ])",
                     "/duration=39s"});
    run.Run();
    EXPECT_EQ(run.CountOf("CN", "HoTI", "rx"), 2U);
    EXPECT_EQ(run.CountOf("CN", "CoTI", "rx"), 1U);
    EXPECT_EQ(run.BindingsOf("CN").size(), 2U);
    EXPECT_EQ(run.DropsOf("MN", "unexpected-message"), 0U);
}

/// Five home addresses of one link, and a correspondent that talks to all at once.
TEST(SeveralHomes, KeepTogetherBelowTheRateTowardsOneCorrespondent)
{
    REQ("RFC-179");
    ScenarioRun run(R"({
      "duration": "30s",
      "links": { "home": { "prefix": "fd00:1::/64" }, "away": { "prefix": "fd00:3::/64" },
                 "core": { "prefix": "fd00:9::/64", "delay": "5ms" } },
      "nodes": {
        "HA": { "role": "home-agent", "links": { "home": "::1", "core": "::1" } },
        "AR": { "role": "router", "links": { "away": "::1", "core": "::3" } },
        "CN": { "role": "correspondent", "links": { "core": "::5" } },
        "MN": { "role": "mobile-node", "interfaceId": "::10", "attached": "away", "homes": [
          { "link": "home", "interfaceId": "::11", "homeAgent": "HA" },
          { "link": "home", "interfaceId": "::12", "homeAgent": "HA" },
          { "link": "home", "interfaceId": "::13", "homeAgent": "HA" },
          { "link": "home", "interfaceId": "::14", "homeAgent": "HA" },
          { "link": "home", "interfaceId": "::15", "homeAgent": "HA" } ] }
      },
      "traffic": [
        { "type": "ping", "from": "CN", "to": { "node": "MN", "address": "fd00:1::11" }, "interval": "1s", "start": "15s" },
        { "name": "b", "type": "ping", "from": "CN", "to": { "node": "MN", "address": "fd00:1::12" }, "interval": "1s", "start": "15s" },
        { "name": "c", "type": "ping", "from": "CN", "to": { "node": "MN", "address": "fd00:1::13" }, "interval": "1s", "start": "15s" },
        { "name": "d", "type": "ping", "from": "CN", "to": { "node": "MN", "address": "fd00:1::14" }, "interval": "1s", "start": "15s" },
        { "name": "e", "type": "ping", "from": "CN", "to": { "node": "MN", "address": "fd00:1::15" }, "interval": "1s", "start": "15s" }
      ]
    })");
    std::vector<Time> tests;
    run.NodeOf("CN").stack->GetMessagePort()->Take(MobilityHeaderType::HOME_TEST_INIT,
                                                   [&tests](const SignalDelivery&) {
                                                       tests.push_back(Simulator::Now());
                                                       return false;
                                                   });
    run.Run();
    ASSERT_GE(tests.size(), 5U);
    for (std::size_t i = 3; i < tests.size(); ++i)
    {
        // The first ones have waited for each other on the links, for some microseconds.
        EXPECT_GE(tests[i] - tests[i - 3], MicroSeconds(999900)) << "three in any second";
    }
    EXPECT_LT(tests[2] - tests[0], Seconds(1));
    const auto bindings = run.BindingsOf("CN");
    EXPECT_EQ(bindings.size(), 5U) << "and all in the end";
}

/// A mobile router whose home link has two prefixes, with a home address in each.
TEST(SeveralHomes, AMobileRouterRegistersEachByAnUpdateOfItsOwn)
{
    REQ("NEMO-3-7");
    ScenarioRun run(R"({
      "duration": "60s",
      "links": {
        "home": { "prefix": [ "4::/64", "14::/64" ] }, "away": { "prefix": "7::/64" },
        "inside": { "prefix": "5::/64" }, "core": { "prefix": "9::/64", "delay": "5ms" }
      },
      "nodes": {
        "HA": { "role": "home-agent", "links": { "home": "::3", "core": "::1" },
                "prefixTable": { "4::2": ["5::/64"] } },
        "AR": { "role": "router", "links": { "away": "::1", "core": "::3" } },
        "CN": { "role": "correspondent", "links": { "core": "::5" } },
        "MR": { "role": "mobile-router", "interfaceId": "::2", "ingress": { "inside": "::1" }, "homes": [
          { "link": "home", "homeAgent": "HA" }, { "link": "home", "prefix": "14::/64", "homeAgent": "HA" } ] },
        "LFN": { "role": "host", "links": { "inside": "::9" } }
      },
      "movement": [ { "at": "10s", "node": "MR", "to": "away" }, { "at": "40s", "node": "MR", "to": "home" } ],
      "traffic": [
        { "name": "to-network", "type": "udp", "from": "CN", "to": "LFN", "rate": "20pps", "size": 100, "start": "20s" },
        { "name": "to-second", "type": "ping", "from": "CN", "to": { "node": "MR", "address": "14::2" },
          "interval": "100ms", "start": "20s" }
      ],
      "expect": [ { "flow": "to-network", "lostMax": 100 }, { "flow": "to-second", "lostMax": 30 } ]
    })");
    const LinkTap visited(run.LinkOf("away"));
    run.At(Seconds(39), [&run] {
        const BindingCache& cache = run.RegistrarOf("HA")->GetCache();
        EXPECT_EQ(cache.Size(), 2U);
        for (const auto& [home, isRouter] : {std::pair("4::2", true), std::pair("14::2", false)})
        {
            const Binding* binding = cache.Find(Ipv6Address(home));
            ASSERT_NE(binding, nullptr) << home;
            EXPECT_EQ(binding->careOfAddress, Ipv6Address("7::2"));
            EXPECT_EQ(binding->mobileRouter, isRouter) << home;
            EXPECT_EQ(binding->prefixes.size(), isRouter ? 1U : 0U) << home;
        }
    });
    run.At(Seconds(59), [&run] { EXPECT_EQ(run.RegistrarOf("HA")->GetCache().Size(), 0U); });
    run.Run();
    EXPECT_TRUE(run.HoldsExpectations());
    EXPECT_TRUE(run.GetResults().at("warnings").empty()) << run.GetResults().at("warnings");
    std::set<Ipv6Address> homes;
    for (const CaughtPacket& packet : visited.All())
    {
        if (packet.IsUpdate() && packet.homeAddress)
        {
            homes.insert(*packet.homeAddress);
        }
    }
    EXPECT_EQ(homes, (std::set<Ipv6Address>{Ipv6Address("4::2"), Ipv6Address("14::2")}));
}

/// The home prefix of the mobile node is on no link.
constexpr const char* VIRTUAL = R"({
  "duration": "60s",
  "links": { "a": { "prefix": "fd00:1::/64" }, "b": { "prefix": "fd00:2::/64" },
             "core": { "prefix": "fd00:9::/64", "delay": "5ms" } },
  "nodes": {
    "HA": { "role": "home-agent", "homePrefixes": ["fd00:8::/64"], "links": { "b": "::1", "core": "::1" } },
    "AR": { "role": "router", "links": { "a": "::1", "core": "::3" } },
    "CN": { "role": "host", "links": { "core": "::5" } },
    "MN": { "role": "mobile-node", "homePrefix": "fd00:8::/64", "interfaceId": "::10", "homeAgent": "HA",
            "attached": "a" }
  },
  "movement": [ { "at": "20s", "node": "MN", "to": "b" }, { "at": "40s", "node": "MN", "to": "a" } ],
  "traffic": [ { "name": "ping", "type": "ping", "from": "CN", "to": "MN", "interval": "100ms", "start": "10s" } ],
  "expect": [
    { "binding": { "at": "15s", "node": "HA", "home": "fd00:8::10", "careOf": "fd00:1::10" } },
    { "binding": { "at": "35s", "node": "HA", "home": "fd00:8::10", "careOf": "fd00:2::10" } },
    { "binding": { "at": "55s", "node": "HA", "home": "fd00:8::10", "careOf": "fd00:1::10" } },
    { "flow": "ping", "receivedMin": 400 }
  ]
})";

TEST(VirtualHome, IsNeverReturnedToAndNobodyIsAskedForIt)
{
    REQ("BOOK-078", "BOOK-079");
    ScenarioRun run(VIRTUAL);
    const LinkTap core(run.LinkOf("core"));
    uint32_t deletions = 0;
    uint32_t homecomings = 0;
    run.NodeOf("HA").stack->GetMessagePort()->Take(
        MobilityHeaderType::BINDING_UPDATE,
        [&deletions](const SignalDelivery& delivery) {
            deletions += delivery.signal.Get<BindingUpdate>()->lifetime == 0 ? 1 : 0;
            return false;
        });
    for (int second = 1; second < 60; ++second)
    {
        run.At(Seconds(second),
               [&] { homecomings += run.RoleOf<MobileNode>("MN")->IsAtHome() ? 1 : 0; });
    }
    run.Run();
    EXPECT_TRUE(run.HoldsExpectations());
    EXPECT_EQ(deletions, 0U);
    EXPECT_EQ(homecomings, 0U);
    EXPECT_EQ(run.CountOf("HA", "BU", "rx"), 3U);
    const auto updates = core.Where([](const CaughtPacket& packet) { return packet.IsUpdate(); });
    const auto answers =
        core.Where([](const CaughtPacket& packet) { return packet.IsAcknowledgement(); });
    ASSERT_FALSE(updates.empty());
    ASSERT_FALSE(answers.empty());
    EXPECT_LT(answers[0].at - updates[0].at, MilliSeconds(6)) << "without a probe of a second";
    const NetworkPrefix home(Ipv6Address("fd00:8::"), 64);
    for (const char* link : {"a", "b", "core"})
    {
        for (const auto& packet : ReadCapture(run.CaptureOf(link)))
        {
            const bool isAboutHome =
                (packet.icmpv6 == 135 && home.Contains(packet.As<NeighborSolicitation>().target)) ||
                (packet.icmpv6 == 136 && home.Contains(packet.As<NeighborAdvertisement>().target));
            EXPECT_FALSE(isAboutHome) << link;
        }
    }
}

TEST(CareOfPorts, ShortExchangesGoPastTheHomeAgent)
{
    REQ("BOOK-060");
    ScenarioRun run(R"({
      "duration": "30s",
      "links": { "home": { "prefix": "fd00:1::/64" }, "away": { "prefix": "fd00:3::/64" },
                 "core": { "prefix": "fd00:9::/64", "delay": "5ms" } },
      "nodes": {
        "HA": { "role": "home-agent", "links": { "home": "::1", "core": "::1" } },
        "AR": { "role": "router", "links": { "away": "::1", "core": "::3" } },
        "DNS": { "role": "host", "links": { "core": "::5" } },
        "MN": { "role": "mobile-node", "home": "home", "interfaceId": "::10", "homeAgent": "HA", "attached": "away",
                "careOfPorts": [7] }
      },
      "traffic": [
        { "name": "query", "type": "udp", "from": "MN", "to": "DNS", "port": 7, "rate": "1pps", "size": 40, "start": "10s" },
        { "name": "rest", "type": "udp", "from": "MN", "to": "DNS", "port": 54, "rate": "1pps", "size": 40, "start": "10s" }
      ],
      "output": { "pcap": true }
    })");
    run.Run();
    EXPECT_EQ(run.FlowOf("query").at("received"), run.FlowOf("query").at("sent"));
    EXPECT_EQ(run.FlowOf("rest").at("received"), run.FlowOf("rest").at("sent"));
    std::size_t plain = 0;
    std::size_t tunnelled = 0;
    for (const auto& packet : ReadCapture(run.CaptureOf("away")))
    {
        if (packet.protocol == 17)
        {
            ++plain;
            EXPECT_EQ(packet.source, Ipv6Address("fd00:3::10"));
            EXPECT_FALSE(packet.homeAddress);
        }
        else if (packet.inner && packet.inner->protocol == 17)
        {
            ++tunnelled;
            EXPECT_EQ(packet.inner->source, Ipv6Address("fd00:1::10"));
        }
    }
    EXPECT_EQ(plain, run.FlowOf("query").at("sent").get<std::size_t>());
    EXPECT_EQ(tunnelled, run.FlowOf("rest").at("sent").get<std::size_t>());
}

} // namespace

} // namespace ns3::nemo::tests::several_homes_test
