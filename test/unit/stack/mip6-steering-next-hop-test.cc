// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-steering.h"

#include <gtest/gtest.h>
#include <memory>

namespace ns3::nemo::tests::mip6_steering_next_hop_test
{

namespace
{

const Ipv6Address HOME("4::2");
const Ipv6Address CARE_OF("7::2");
const Ipv6Address AGENT("4::3");
const Ipv6Address INSIDE("5::9");
const NetworkPrefix NETWORK(INSIDE, 64);

/// What a home agent says of a home address: a routing header for its own packets, else a tunnel.
std::shared_ptr<SteeringRule>
HomeRule()
{
    auto rule = std::make_shared<SteeringRule>();
    rule->forwarded.verdict = Verdict::TRANSFORM;
    rule->forwarded.transform.encapsulate = true;
    rule->forwarded.transform.destination = CARE_OF;
    rule->originated = rule->forwarded;
    rule->originated.transform.encapsulate = false;
    rule->originated.transform.routing = HOME;
    rule->tunnelSource = CARE_OF;
    rule->tunnelDestination = AGENT;
    return rule;
}

TEST(SteeringNextHopTest, APrefixCanLeadToAHomeAddress)
{
    Steering steering;
    auto via = std::make_shared<SteeringRule>();
    via->nextHop = HOME;
    steering.ToPrefix(NETWORK, via);
    // As long as the next hop leads nowhere, the prefix is as if unknown.
    EXPECT_EQ(steering.Forwarded(INSIDE).verdict, Verdict::PASS);
    EXPECT_EQ(steering.Originated(AGENT, INSIDE).verdict, Verdict::PASS);
    EXPECT_TRUE(steering.JudgeTunnel(CARE_OF, AGENT, INSIDE, Ipv6Address("3::2")));

    steering.ToAddress(HOME, HomeRule());
    EXPECT_TRUE(steering.Forwarded(INSIDE).transform.encapsulate);
    EXPECT_EQ(steering.Forwarded(INSIDE).transform.destination, CARE_OF);
    // A routing header would end at the router instead of behind it.
    EXPECT_TRUE(steering.Originated(AGENT, INSIDE).transform.encapsulate);
    EXPECT_FALSE(steering.Originated(AGENT, INSIDE).transform.routing);
    EXPECT_EQ(steering.Originated(AGENT, HOME).transform.routing, std::optional(HOME));
    EXPECT_FALSE(steering.JudgeTunnel(CARE_OF, AGENT, INSIDE, Ipv6Address("3::2")));
    EXPECT_EQ(steering.JudgeTunnel(Ipv6Address("8::8"), AGENT, INSIDE, Ipv6Address("3::2")),
              std::optional(DropReason::REVERSE_TUNNEL_SOURCE_MISMATCH));

    steering.ForgetAddress(HOME);
    EXPECT_EQ(steering.Forwarded(INSIDE).verdict, Verdict::PASS);
}

TEST(SteeringAdmittanceTest, AnInterfaceAdmitsOnlyItsSources)
{
    Steering steering;
    EXPECT_TRUE(steering.Admits(1, INSIDE));
    steering.AdmitOnly(1, {NetworkPrefix(CARE_OF, 64), NetworkPrefix(AGENT, 64)});
    EXPECT_TRUE(steering.Admits(1, CARE_OF));
    EXPECT_TRUE(steering.Admits(1, HOME));
    EXPECT_FALSE(steering.Admits(1, INSIDE));
    EXPECT_TRUE(steering.Admits(2, INSIDE));
    steering.AdmitOnly(1, {});
    EXPECT_FALSE(steering.Admits(1, CARE_OF));
    steering.AdmitAll(1);
    EXPECT_TRUE(steering.Admits(1, INSIDE));
    steering.AdmitOnly(1, {});
    steering.Reset();
    EXPECT_TRUE(steering.Admits(1, INSIDE));
}

} // namespace

} // namespace ns3::nemo::tests::mip6_steering_next_hop_test
