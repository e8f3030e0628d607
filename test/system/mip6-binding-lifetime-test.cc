// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/only-home.h"
#include "system/scenario-run.h"

#include "ns3/mip6-mobile-node.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_binding_lifetime_test
{

namespace
{

constexpr const char* LONG_VISIT = R"({
  "duration": "130s",
  "links": { "home": { "prefix": "1::/64" }, "visited": { "prefix": "2::/64" },
             "core": { "prefix": "3::/64", "delay": "20ms" } },
  "nodes": {
    "HA": { "role": "home-agent", "links": { "home": "::1", "core": "::1" } },
    "AR": { "role": "router", "links": { "visited": "::1", "core": "::2" } },
    "MN": { "role": "mobile-node", "home": "home", "interfaceId": "::2", "homeAgent": "HA",
            "attributes": { "ns3::nemo::MobileNode::LifetimeRequested": "20s" } }
  },
  "movement": [ { "at": "10s", "node": "MN", "to": "visited" } ]
})";

} // namespace

TEST(BindingLifetimeTest, BothEndsKeepStepAndTheBindingNeverLapses)
{
    REQ("BOOK-041");
    ScenarioRun run(LONG_VISIT);
    const Ipv6Address home("1::2");
    int looks = 0;
    // From when it is registered on, over more than five lifetimes.
    for (Time at = Seconds(15); at < Seconds(130); at += MilliSeconds(100))
    {
        run.At(at, [&]() {
            const Binding* bound = run.RegistrarOf("HA")->GetCache().Find(home);
            ASSERT_TRUE(bound);
            EXPECT_GT(bound->expires, Simulator::Now());
            const auto node = run.RoleOf<MobileNode>("MN");
            EXPECT_TRUE(RegistrationOf(*node).IsBound());
            const auto* sent = node->GetBindingUpdateList().Find(Ipv6Address("1::1"), home);
            ASSERT_TRUE(sent);
            // The node counts from when it asked, the home agent from when it was ready to answer.
            // The first time that takes its Duplicate Address Detection of 1 s, and two ways more
            // through the core, where the access router asks for the home agent.
            const bool isFirst = sent->expires < Seconds(15 + 20);
            const Time latest = MilliSeconds(isFirst ? 1070 : 30);
            EXPECT_LE(sent->expires, bound->expires);
            EXPECT_GE(sent->expires, bound->expires - latest);
            ++looks;
        });
    }
    run.Run();
    EXPECT_EQ(looks, 1150);
    // One every 80 % of 20 s: at about 12, 28, 44, ... 124 s.
    EXPECT_EQ(run.CountOf("HA", "BU", "rx"), 8U);
}

} // namespace ns3::nemo::tests::mip6_binding_lifetime_test
