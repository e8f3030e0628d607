// SPDX-License-Identifier: GPL-2.0-only
// What a mobile router makes of an acknowledgement that carries more than it asked for.
#include "nemo-requirement.h"
#include "support/home-agent-bench.h"
#include "support/mobile-world.h"
#include "support/only-home.h"

#include "ns3/string.h"

#include <gtest/gtest.h>
#include <sstream>
#include <string>

namespace ns3::nemo::tests::nemo_mobile_router_answer_test
{

namespace
{

/// Whatever a mobile router knows and does after a home agent has accepted it with these options.
std::string
LifeWith(const MobilityOptions& options)
{
    std::ostringstream life;
    MobileWorld world;
    world.agent->options = options;
    world.agent->prefixes = {world.Prefix("5::")};
    world.configure = [](MobileNode& node) {
        node.SetAttribute("LifetimeRequested", StringValue("40s"));
    };
    const MobileRouter& role = world.NewMobileRouter(world.a);
    const HandStation inside(world.inside);
    world.RunUntil(Seconds(60)); // registers, and refreshes
    life << static_cast<int>(RegistrationOf(role).GetState());
    for (const auto& prefix : role.GetNetwork().GetPrefixes())
    {
        life << " claims " << prefix;
    }
    for (const auto* entry : role.GetBindingUpdateList().Sorted())
    {
        life << " asked " << entry->destination << " for " << entry->homeAddress << " with "
             << entry->prefixes.size() << " prefixes until " << entry->expires;
    }
    // In and out for a node of each prefix.
    const auto steering = world.mobileNode->stack->GetSteering();
    // The ingress interface comes after the roaming one.
    const auto ingress =
        Mac48Address::ConvertFrom(world.mobileNode->Device(world.roaming + 1)->GetAddress());
    const Ipv6Address agent = world.Address("1::1");
    const Ipv6Address peer = world.Address("c::5");
    for (const auto& node : {world.Address("5::9"), Ipv6Address("99::9")})
    {
        const auto refused = steering->JudgeTunnel(agent, world.Address("2::10"), peer, node);
        inside.Send(MakeDatagram(node, peer, 64), ingress);
        life << " in " << !refused;
    }
    world.RunUntil(Seconds(61));
    for (const auto& update : world.agent->updates)
    {
        life << " update " << update.at << " with " << update.signal.options.size() << " options";
    }
    for (const auto& packet : world.Caught(world.a))
    {
        if (packet.inner)
        {
            life << " out " << packet.inner->source;
        }
    }
    return life.str();
}

TEST(MobileRouterAnswerTest, PrefixOptionsThatWereNotAskedForAreSkipped)
{
    REQ("NEMO-4.3-5+1");
    const std::string plain = LifeWith({});
    EXPECT_NE(plain.find("claims fd00:0:5::/64"), std::string::npos) << plain;
    EXPECT_NE(plain.find("in 1 in 0"), std::string::npos) << plain;
    EXPECT_NE(plain.find("out fd00:0:5::9"), std::string::npos) << plain;
    EXPECT_EQ(plain.find("out 99::9"), std::string::npos) << plain;
    EXPECT_EQ(LifeWith({PrefixOption("99::/64")}), plain);
    EXPECT_EQ(LifeWith({MalformedOption{6, Octets(17)}}), plain);
}

} // namespace

} // namespace ns3::nemo::tests::nemo_mobile_router_answer_test
