// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "system/scenario-run.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::site_local_test
{

namespace
{

/// A site without any other addresses; `tunnels`: TunnelSiteLocal of its home agent.
std::string
Site(bool tunnels)
{
    return R"({
      "duration": "40s",
      "links": { "home": { "prefix": "fec0:0:0:1::/64" }, "away": { "prefix": "fec0:0:0:2::/64" },
                 "core": { "prefix": "fec0:0:0:9::/64", "delay": "5ms" } },
      "nodes": {
        "HA": { "role": "home-agent", "links": { "home": "::1", "core": "::1" },
                "attributes": { "ns3::nemo::HomeAgent::TunnelSiteLocal": )" +
           std::string(tunnels ? "true" : "false") + R"( } },
        "AR": { "role": "router", "links": { "away": "::1", "core": "::2" } },
        "CN": { "role": "host", "links": { "core": "::5" } },
        "MN": { "role": "mobile-node", "home": "home", "interfaceId": "::10", "homeAgent": "HA" }
      },
      "movement": [ { "at": "10s", "node": "MN", "to": "away" } ],
      "traffic": [ { "name": "ping", "type": "ping", "from": "CN", "to": "MN", "interval": "1s", "start": "20s",
                     "stop": "30s" } ],
      "expect": [ { "binding": { "node": "HA", "home": "fec0:0:0:1::10", "careOf": "fec0:0:0:2::10" } },
                  { "messages": { "node": "HA", "type": "BA", "direction": "tx", "status": 0, "min": 1 } } ]
    })";
}

TEST(SiteLocal, MovementWithinTheSiteIsRegisteredAndTunnelledIfConfigured)
{
    REQ("BOOK-095+1", "BOOK-018");
    for (const bool tunnels : {true, false})
    {
        ScenarioRun run(Site(tunnels));
        run.Run();
        EXPECT_TRUE(run.HoldsExpectations());
        const auto ping = run.FlowOf("ping");
        EXPECT_EQ(ping.at("received"), tunnels ? ping.at("sent") : nlohmann::json(0));
        EXPECT_EQ(run.DropsOf("HA", "beyond-scope"),
                  tunnels ? 0U : ping.at("sent").get<uint64_t>());
    }
}

} // namespace

} // namespace ns3::nemo::tests::site_local_test
