// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/both-dialects.h"

#include "ns3/mip6-mobile-node.h"

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

class ScopeInBothDialects : public BothDialects
{
};

TEST_P(ScopeInBothDialects, ACareOfAddressReachesAsFarAsTheHomeAddress)
{
    IsDraft() ? REQ("BOOK-095@draft1997") : REQ("BOOK-095");
    ScenarioRun run(
        Text(
            R"({ "at": "10s", "node": "MN", "to": "A" }, { "at": "20s", "node": "MN", "to": "B" })",
            ""),
        {R"(/links/A/prefix=["fec0:0:0:7::/64", "a::/64"])",
         "/links/B/prefix=fec0:0:0:8::/64",
         "/duration=40s"});
    const LinkTap b(run.LinkOf("B"));
    run.At(Seconds(18), [&run] {
        const auto* bound = run.RegistrarOf("HA")->GetCache().Find(Draft1997World::Home());
        ASSERT_NE(bound, nullptr);
        EXPECT_EQ(bound->careOfAddress, Ipv6Address("a::2"));
    });
    run.Run();
    EXPECT_TRUE(UpdatesTo(b, Draft1997World::Agent()).empty());
    EXPECT_TRUE(run.NodeOf("MN").stack->GetInterfaceTable()->Has(Ipv6Address("fec0:0:0:8::2")))
        << "there was an address";
}

namespace
{

/// Two sites that know nothing of each other; in the second somebody has the home agent's address.
const std::string TWO_SITES = R"({
  "duration": "90s",
  "links": { "home": { "prefix": "fec0:0:0:1::/64" }, "core": { "prefix": "fec0:0:0:9::/64" },
             "away": { "prefix": "fec0:0:0:2::/64" }, "other": { "prefix": "fec0:0:0:a::/64" } },
  "nodes": {
    "HA": { "role": "home-agent", "links": { "home": "::1", "core": "::1" } },
    "AR": { "role": "router", "links": { "away": "::1", "other": "::1" }, "routes": { "::/0": "X" } },
    "X": { "role": "router", "links": { "other": "::2" } },
    "MN": { "role": "mobile-node", "home": "home", "interfaceId": "::10", "homeAgent": "HA" } },
  "movement": [ { "at": "10s", "node": "MN", "to": "away" } ] })";

} // namespace

TEST_P(ScopeInBothDialects, InAnotherSiteASiteLocalHomeAddressIsNotRegistered)
{
    IsDraft() ? REQ("BOOK-096@draft1997") : REQ("BOOK-096");
    ScenarioRun run(Speaking(TWO_SITES));
    const LinkTap away(run.LinkOf("away"));
    const LinkTap other(run.LinkOf("other"));
    const Ipv6Address agent("fec0:0:0:1::1");
    run.At(Seconds(50), [&] {
        const auto& x = run.NodeOf("X");
        x.stack->GetInterfaceTable()->AddAddress(x.interfaces[0].number, agent, 128, false);
    });
    const auto check = [&] {
        const auto* home = run.RoleOf<MobileNode>("MN")->FindHome(Ipv6Address("fec0:0:0:1::10"));
        ASSERT_NE(home, nullptr);
        EXPECT_FALSE(home->GetRegistration().IsBound());
        for (const std::string name : {"HA", "X", "AR"})
        {
            EXPECT_EQ(run.RegistrarOf(name)->GetCache().Size(), 0U) << name;
        }
    };
    run.At(Seconds(49), check);
    run.At(Seconds(89), check);
    run.Run();
    const auto asked = UpdatesTo(away, agent);
    EXPECT_GT(asked.size(), 2U);
    EXPECT_GT(asked.back().at, Seconds(50));
    EXPECT_FALSE(UpdatesTo(other, agent).empty()) << "it was asked of a stranger";
}

INSTANTIATE_TEST_SUITE_P(Dialects, ScopeInBothDialects, TheDialects(), DialectName);

} // namespace ns3::nemo::tests::site_local_test
