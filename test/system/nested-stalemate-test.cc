// SPDX-License-Identifier: GPL-2.0-only
// RFC 4888 appendix B: a home agent inside a mobile network that ends up below the router it
// serves.
#include "nemo-requirement.h"
#include "support/link-tap.h"
#include "system/scenario-run.h"

#include <gtest/gtest.h>
#include <string>

namespace ns3::nemo::tests::nested_stalemate_test
{

namespace
{

/// Figures 19 to 21: MR2 leaves at 20 s, MR1 follows it into its network at 60 s.
const char* const STALEMATE = R"({
  "duration": "400s",
  "links": {
    "home1": { "prefix": "fd00:1::/64" }, "net1": { "prefix": "fd00:2::/64" },
    "net2": { "prefix": "fd00:3::/64" }, "visited": { "prefix": "fd00:4::/64" },
    "internet": { "prefix": "fd00:5::/64", "delay": "5ms" }
  },
  "nodes": {
    "HA1": { "role": "home-agent", "links": { "home1": "::1", "internet": "::1" },
             "prefixTable": { "fd00:1::100": ["fd00:2::/64"] } },
    "AR": { "role": "router", "links": { "visited": "::1", "internet": "::2" } },
    "CN": { "role": "correspondent", "links": { "internet": "::10" } },
    "HA2": { "role": "home-agent", "links": { "net1": "::2" },
             "prefixTable": { "fd00:2::100": ["fd00:3::/64"] } },
    "MR1": { "role": "mobile-router", "home": "home1", "homeAgent": "HA1", "interfaceId": "::100",
             "ingress": { "net1": "::1" } },
    "MR2": { "role": "mobile-router", "home": "net1", "homeAgent": "HA2", "interfaceId": "::100",
             "ingress": { "net2": "::1" } },
    "LFN": { "role": "host", "links": { "net2": "::10" } }
  },
  "movement": [ { "at": "20s", "node": "MR2", "to": "visited" },
                { "at": "60s", "node": "MR1", "to": "net2" } ],
  "traffic": [
    { "name": "home", "type": "udp", "from": "CN", "to": "LFN", "rate": "10pps", "start": "10s", "stop": "20s" },
    { "name": "away", "type": "udp", "from": "CN", "to": "LFN", "rate": "10pps", "start": "40s", "stop": "60s" },
    { "name": "stuck", "type": "udp", "from": "CN", "to": "LFN", "rate": "10pps", "start": "70s" },
    { "name": "out", "type": "udp", "from": "LFN", "to": "CN", "rate": "10pps", "start": "70s" }
  ],
  "output": { "paths": true }
})";

/// The way of a flow, if all its packets took the same.
std::string
OnlyWayOf(const ScenarioRun& run, const std::string& flow)
{
    const auto paths = run.FlowOf(flow).at("paths");
    if (paths.size() != 1)
    {
        return std::to_string(paths.size()) + " ways";
    }
    std::string text = paths[0].at("hops")[0].at("from");
    for (const auto& hop : paths[0].at("hops"))
    {
        text += " " + std::to_string(hop.at("headers").get<int>()) + " " +
                hop.at("to").get<std::string>();
    }
    return text;
}

} // namespace

TEST(NestedStalemate, StopsTheTrafficAndNothingElse)
{
    REQ("NEST-N-18");
    ScenarioRun run(STALEMATE);
    const LinkTap inside(run.LinkOf("net2"));
    const LinkTap visited(run.LinkOf("visited"));
    run.Run();
    // Figures 19 and 20: "CN->BR->MR1->HA2=>MR1=>BR=>AR=>MR2->LFN".
    EXPECT_EQ(OnlyWayOf(run, "home"), "CN 1 HA1 1 MR1 1 MR2 1 LFN");
    EXPECT_EQ(OnlyWayOf(run, "away"), "CN 1 HA1 1 MR1 1 HA2 2 MR1 2 HA1 2 AR 2 MR2 1 LFN");
    EXPECT_EQ(run.FlowOf("home").at("lost"), 0);
    EXPECT_EQ(run.FlowOf("away").at("lost"), 0);
    // Figure 21.
    EXPECT_EQ(run.FlowOf("stuck").at("received"), 0);
    EXPECT_EQ(run.FlowOf("out").at("received"), 0);
    EXPECT_GE(run.CountOf("MR1", "BU", "tx"), 4U) << "it goes on trying";
    EXPECT_EQ(run.CountOf("MR1", "BA", "rx"), 0U);
    EXPECT_EQ(run.BindingsOf("HA1").size(), 0U);
    // What MR1 sends goes into the tunnel of MR2 and out of the nest, once.
    const auto tried = inside.Where(
        [](const CaughtPacket& packet) { return packet.at > Seconds(60) && packet.IsUpdate(); });
    const auto tunnelled = visited.Where([](const CaughtPacket& packet) {
        return packet.at > Seconds(60) && packet.inner && packet.inner->IsUpdate();
    });
    EXPECT_EQ(tried.size(), run.CountOf("MR1", "BU", "tx"));
    EXPECT_FALSE(tunnelled.empty());
    EXPECT_LE(tunnelled.size(), tried.size());
    for (const auto& packet : visited.All())
    {
        EXPECT_FALSE(packet.inner && packet.inner->inner) << "no tunnel in a tunnel";
    }
    EXPECT_LT(run.GetResults().at("events"), 200000);
}

} // namespace ns3::nemo::tests::nested_stalemate_test
