// SPDX-License-Identifier: GPL-2.0-only
// The sessions of a mobile router itself, beside those of the network that it serves. RFC 3963
// sections 3 and 6.2.
#include "nemo-requirement.h"
#include "support/link-tap.h"
#include "system/scenario-run.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::nemo_mobile_router_sessions_test
{

namespace
{

constexpr uint8_t UDP = 17;
const Ipv6Address ROUTER("4::2");
const Ipv6Address CARE_OF("7::2");
const Ipv6Address AGENT("4::3");
const Ipv6Address PEER("3::2");
const Ipv6Address INSIDE("5::2");

/// The mobile router of RFC 3963 figure 2, that visits links 7 and 8 and comes home; it and a node
/// of its network talk to CN_MR all the time, in both directions.
/// @param more keys of the mobile router
std::string
World(const std::string& more)
{
    return R"({
      "duration": "120s",
      "links": {
        "internet": { "prefix": "fd00:ffff::/64", "delay": "10ms" },
        "3": { "prefix": "3::/64" }, "4": { "prefix": "4::/64" }, "5": { "prefix": "5::/64" },
        "7": { "prefix": "7::/64" }, "8": { "prefix": "8::/64" } },
      "nodes": {
        "HA_MR": { "role": "home-agent", "links": { "4": "::3", "internet": "::4" },
                   "prefixTable": { "4::2": ["5::/64"] } },
        "R3": { "role": "router", "links": { "3": "::1", "internet": "::3" } },
        "R7": { "role": "router", "links": { "7": "::1", "internet": "::7" } },
        "R8": { "role": "router", "links": { "8": "::1", "internet": "::8" } },
        "CN_MR": { "role": "correspondent", "links": { "3": "::2" } },
        "LFN": { "role": "host", "links": { "5": "::2" } },
        "MR": { "role": "mobile-router", "home": "4", "interfaceId": "::2", "homeAgent": "HA_MR",
                "ingress": { "5": "::1" }, )" +
           more + R"( } },
      "movement": [ { "at": "20s", "node": "MR", "to": "7" }, { "at": "60s", "node": "MR", "to": "8" },
                    { "at": "90s", "node": "MR", "to": "4" } ],
      "traffic": [
        { "name": "mr-up", "type": "udp", "from": "MR", "to": "CN_MR", "rate": "20pps", "start": "1s" },
        { "name": "mr-down", "type": "udp", "from": "CN_MR", "to": "MR", "rate": "20pps", "start": "1s" },
        { "name": "up", "type": "udp", "from": "LFN", "to": "CN_MR", "rate": "20pps", "start": "1s" },
        { "name": "down", "type": "udp", "from": "CN_MR", "to": "LFN", "rate": "20pps", "start": "1s" } ] })";
}

/// The datagrams between two nodes, whatever the way, on link 7 while it is settled there.
std::vector<CaughtPacket>
Settled(const LinkTap& tap, const Ipv6Address& from, const Ipv6Address& to)
{
    return tap.Where([&](const CaughtPacket& packet) {
        const CaughtPacket& inner = Innermost(packet);
        return packet.at > Seconds(30) && packet.at < Seconds(60) && inner.protocol == UDP &&
               inner.homeAddress.value_or(inner.source) == from &&
               inner.routing.value_or(inner.destination) == to;
    });
}

/// What the network sends and gets is tunnelled between home agent and mobile router, and nothing
/// is added to it.
void
ExpectTunnelled(const std::vector<CaughtPacket>& packets, bool isUp)
{
    EXPECT_GT(packets.size(), 590U);
    for (const auto& packet : packets)
    {
        ASSERT_TRUE(packet.inner) << packet.at;
        EXPECT_EQ(packet.source, isUp ? CARE_OF : AGENT);
        EXPECT_EQ(packet.destination, isUp ? AGENT : CARE_OF);
        EXPECT_FALSE(packet.homeAddress || packet.routing);
        EXPECT_FALSE(packet.inner->homeAddress || packet.inner->routing);
    }
}

TEST(MobileRouterSessions, AreOptimisedWhileTheNetworksAreTunnelled)
{
    REQ("NEMO-3-8");
    ScenarioRun run(World(R"("prefixes": ["5::/64"])"));
    const LinkTap visited(run.LinkOf("7"));
    run.At(Seconds(59), [&run] {
        const BindingCache& cache = run.RegistrarOf("CN_MR")->GetCache();
        EXPECT_EQ(cache.Size(), 1U) << "the router, and nobody of its network";
        const Binding* binding = cache.Find({ROUTER, PEER});
        ASSERT_TRUE(binding);
        EXPECT_EQ(binding->careOfAddress, CARE_OF);
        EXPECT_FALSE(binding->mobileRouter);
    });
    run.Run();
    const auto own = Settled(visited, ROUTER, PEER);
    EXPECT_GT(own.size(), 590U);
    for (const auto& packet : own)
    {
        EXPECT_FALSE(packet.inner) << packet.at;
        EXPECT_EQ(packet.source, CARE_OF);
        EXPECT_EQ(packet.homeAddress, ROUTER);
    }
    const auto answers = Settled(visited, PEER, ROUTER);
    EXPECT_GT(answers.size(), 590U);
    for (const auto& packet : answers)
    {
        EXPECT_FALSE(packet.inner) << packet.at;
        EXPECT_EQ(packet.destination, CARE_OF);
        EXPECT_EQ(packet.routing, ROUTER);
    }
    ExpectTunnelled(Settled(visited, INSIDE, PEER), true);
    ExpectTunnelled(Settled(visited, PEER, INSIDE), false);
}

TEST(MobileRouterSessions, AreTunnelledAsThoseOfTheNetworkWithoutRouteOptimisation)
{
    REQ("NEMO-3-8");
    ScenarioRun run(World(R"("prefixes": ["5::/64"], "routeOptimization": false)"));
    const LinkTap visited(run.LinkOf("7"));
    run.Run();
    EXPECT_EQ(run.RegistrarOf("CN_MR")->GetCache().Size(), 0U);
    ExpectTunnelled(Settled(visited, ROUTER, PEER), true);
    ExpectTunnelled(Settled(visited, PEER, ROUTER), false);
    ExpectTunnelled(Settled(visited, INSIDE, PEER), true);
    ExpectTunnelled(Settled(visited, PEER, INSIDE), false);
}

/// The types of the mobility options in a Binding Update, read from the octets.
std::vector<int>
OptionTypes(const CaughtPacket& update)
{
    constexpr std::size_t FIXED_PART = 12;
    const Octets message(update.octets.begin() + static_cast<std::ptrdiff_t>(update.offset),
                         update.octets.end());
    std::vector<int> types;
    for (std::size_t at = FIXED_PART; at < message.size();)
    {
        types.push_back(message[at]);
        at += message[at] == 0 ? 1 : std::size_t(2) + message.at(at + 1);
    }
    return types;
}

TEST(MobileRouterSessions, CorrespondentsHearNothingOfTheNetwork)
{
    REQ("NEMO-6.2-2");
    constexpr int PREFIX_OPTION = 6;
    constexpr std::size_t FLAGS = 8;
    constexpr uint8_t R = 0x04;
    for (const bool isExplicit : {true, false})
    {
        ScenarioRun run(World(isExplicit ? R"("prefixes": ["5::/64"])" : R"("mode": "implicit")"));
        const LinkTap first(run.LinkOf("7"));
        const LinkTap second(run.LinkOf("8"));
        const LinkTap home(run.LinkOf("4"));
        run.Run();
        std::size_t toPeer = 0;
        std::size_t toAgent = 0;
        for (const LinkTap* tap : {&first, &second, &home})
        {
            for (const auto& update :
                 tap->Where([](const CaughtPacket& packet) { return packet.IsUpdate(); }))
            {
                const auto types = OptionTypes(update);
                const bool hasPrefix =
                    std::find(types.begin(), types.end(), PREFIX_OPTION) != types.end();
                const bool isRouter = (update.octets.at(update.offset + FLAGS) & R) != 0;
                const bool isToPeer = update.destination == PEER;
                EXPECT_EQ(isRouter, !isToPeer) << update.at;
                EXPECT_FALSE(isToPeer && hasPrefix) << update.at;
                EXPECT_EQ(!isToPeer && isExplicit && update.Update().lifetime > 0, hasPrefix)
                    << update.at;
                ++(isToPeer ? toPeer : toAgent);
            }
        }
        // Two moves and the way home.
        EXPECT_EQ(toPeer, 3U);
        EXPECT_EQ(toAgent, 3U);
        run.End();
    }
}

} // namespace

} // namespace ns3::nemo::tests::nemo_mobile_router_sessions_test
