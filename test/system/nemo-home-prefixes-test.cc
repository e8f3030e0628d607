// SPDX-License-Identifier: GPL-2.0-only
// Mobile routers at home on links with several prefixes.
#include "system/scenario-run.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::nemo_home_prefixes_test
{

namespace
{

const char* const WORLD = R"({ "duration": "60s",
  "links": {
    "home": { "prefix": "fd00:4::/64" }, "net": { "prefix": "fd00:5::/64" },
    "visited": { "prefix": "fd00:7::/64" }, "core": { "prefix": "fd00:c::/64", "delay": "5ms" }
  },
  "nodes": {
    "HA": { "role": "home-agent", "links": { "home": "::1", "core": "::1" }, "prefixTable": "any",
            "attributes": { "ns3::nemo::HomeAgent::MinMobPfxAdvInterval": "1s",
                            "ns3::nemo::HomeAgent::MaxMobPfxAdvInterval": "2s" } },
    "AR": { "role": "router", "links": { "visited": "::1", "core": "::2" } },
    "CN": { "role": "correspondent", "links": { "core": "::10" } },
    "MR": { "role": "mobile-router", "home": "home", "homeAgent": "HA", "interfaceId": "::2",
            "ingress": { "net": "::1" } },
    "LFN": { "role": "host", "links": { "net": "::10" } }
  },
  "movement": [ { "at": "5s", "node": "MR", "to": "visited" } ],
  "traffic": [ { "name": "ping", "type": "ping", "from": "CN", "to": "LFN", "start": "12s" } ] })";

/// The network stays with the one home address, which the home agent lets claim its prefix.
void
ExpectNothingLost(const std::string& setting)
{
    ScenarioRun run(WORLD, {setting});
    run.Run();
    EXPECT_EQ(run.FlowOf("ping").at("lost"), 0);
    EXPECT_EQ(run.CountOf("HA", "BU", "rx"), 1U);
    const auto bindings = run.BindingsOf("HA");
    ASSERT_EQ(bindings.size(), 1U);
    EXPECT_EQ(bindings[0].at("home"), "fd00:4::2");
    EXPECT_GE(run.CountOf("MR", "MPA", "rx"), 1U) << "it has heard of the other prefix";
}

TEST(HomePrefixes, ASecondOneLeavesAMobileNetworkAsItIs)
{
    ExpectNothingLost(R"(/links/home/prefix=["fd00:4::/64", "fd00:14::/64"])");
}

TEST(HomePrefixes, SoDoesOneThatComesLater)
{
    ExpectNothingLost(
        R"(/faults=[{ "at": "20s", "link": "home", "prefix": ["fd00:4::/64", "fd00:14::/64"] }])");
}

} // namespace

} // namespace ns3::nemo::tests::nemo_home_prefixes_test
