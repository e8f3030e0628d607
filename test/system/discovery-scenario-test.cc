// SPDX-License-Identifier: GPL-2.0-only
// Discovery of home agents as a scenario says it, and as results.json tells of it.
#include "nemo-requirement.h"
#include "system/scenario-run.h"

#include "ns3/mip6-home-agent.h"

#include <gtest/gtest.h>
#include <stdexcept>
#include <string>

namespace ns3::nemo::tests::discovery_scenario_test
{

namespace
{

/// Two home agents on a home link behind a router; the mobile node leaves after ten seconds.
constexpr const char* SCENARIO = R"({
  "duration": "200s",
  "links": { "home": { "prefix": "fd00:1::/64" }, "away": { "prefix": "fd00:2::/64" },
             "core": { "prefix": "fd00:3::/64", "delay": "5ms" } },
  "nodes": {
    "R": { "role": "router", "links": { "home": "::1", "core": "::1" } },
    "HA1": { "role": "home-agent", "links": { "home": "::11" }, "preference": 20 },
    "HA2": { "role": "home-agent", "links": { "home": "::12" }, "preference": 10 },
    "AR": { "role": "router", "links": { "away": "::1", "core": "::2" } },
    "CN": { "role": "correspondent", "links": { "core": "::3" } },
    "MN": { "role": "mobile-node", "home": "home", "homeAgent": "discover",
            "routeOptimization": false,
            "attributes": { "ns3::nemo::MobileNode::LifetimeRequested": "60s" } }
  },
  "movement": [ { "at": "10s", "node": "MN", "to": "away" } ],
  "traffic": [ { "name": "ping", "type": "ping", "from": "CN", "to": "MN", "interval": "1s" } ]
})";

} // namespace

TEST(DiscoveryScenario, TheBestHomeAgentIsFound)
{
    REQ("BOOK-061", "BOOK-066");
    ScenarioRun run(SCENARIO);
    run.Run();
    EXPECT_EQ(run.CountOf("MN", "DHAADRequest", "tx"), 1U);
    EXPECT_EQ(run.CountOf("MN", "DHAADReply", "rx"), 1U);
    EXPECT_EQ(run.CountOf("HA1", "DHAADRequest", "rx") + run.CountOf("HA2", "DHAADRequest", "rx"),
              1U);
    EXPECT_EQ(run.CountOf("HA1", "DHAADReply", "tx") + run.CountOf("HA2", "DHAADReply", "tx"), 1U);
    EXPECT_EQ(run.BindingsOf("HA1").size(), 1U);
    EXPECT_TRUE(run.BindingsOf("HA2").empty());
    EXPECT_GT(run.FlowOf("ping")["received"], 180);
}

TEST(DiscoveryScenario, TheOtherTakesOver)
{
    REQ("BOOK-072", "BOOK-040");
    ScenarioRun run(SCENARIO);
    run.At(Seconds(20), [&]() { run.NodeOf("HA1").stack->PowerOff(); });
    run.Run();
    EXPECT_EQ(run.BindingsOf("HA2").size(), 1U);
    // Not before the refresh and its whole back-off: at most 48 s and 63 s after the failure.
    EXPECT_GT(run.FlowOf("ping")["received"], 80);
    EXPECT_LT(run.FlowOf("ping")["received"], 130);
}

/// When the binding of the mobile node at a correspondent ends; 0: there is none.
Time
EndOf(const ScenarioRun& run, const std::string& correspondent)
{
    const auto bindings = run.RegistrarOf(correspondent)->GetCache().Sorted();
    return bindings.empty() ? Time(0) : bindings.front()->expires;
}

TEST(PrefixScenario, CorrespondentsHearOfAPrefixThatEndsSooner)
{
    REQ("RFC-147", "RFC-130");
    ScenarioRun run(
        SCENARIO,
        {"/nodes/MN/routeOptimization=true",
         "/nodes/MN/homeAgent=HA1",
         "/nodes/MN/attributes={}",
         "/nodes/HA1/attributes={\"ns3::nemo::HomeAgent::MinMobPfxAdvInterval\": \"1s\", "
         "\"ns3::nemo::HomeAgent::MaxMobPfxAdvInterval\": \"100s\"}",
         "/duration=60s"});
    run.At(Seconds(39), [&]() {
        EXPECT_GT(EndOf(run, "CN"), Seconds(400));
        const auto agent = run.RoleOf<HomeAgent>("HA1");
        agent->SetAttribute("MaxMobPfxAdvInterval", TimeValue(Seconds(2)));
        AdvertisingConfig config;
        config.prefixes.resize(1);
        config.prefixes[0].address = Ipv6Address("fd00:1::11");
        config.prefixes[0].router = true;
        config.prefixes[0].valid = Seconds(60);
        config.prefixes[0].preferred = Seconds(60);
        config.prefixes[0].countsFrom = Seconds(39);
        agent->Advertise(run.NodeOf("HA1").interfaces[0].number, config);
    });
    run.Run();
    const auto asked = run.CountOf("MN", "MPS", "tx");
    const auto told = run.CountOf("HA1", "MPA", "tx");
    EXPECT_GE(asked, 1U);
    // One question for each advertisement that nobody asked for, and one about the end.
    EXPECT_LE(asked, told - asked + 1);
    EXPECT_GE(told, 2U); // unasked, and the answer
    EXPECT_GT(EndOf(run, "CN"), Seconds(60));
    EXPECT_LE(EndOf(run, "CN"), Seconds(99));
}

TEST(DiscoveryScenario, NeedsAHomeAgentToFind)
{
    EXPECT_THROW(ScenarioRun(SCENARIO,
                             {"/nodes/HA1={\"role\": \"host\", \"links\": {\"home\": \"::11\"}}",
                              "/nodes/HA2={\"role\": \"host\", \"links\": {\"home\": \"::12\"}}"}),
                 std::runtime_error);
}

} // namespace ns3::nemo::tests::discovery_scenario_test
