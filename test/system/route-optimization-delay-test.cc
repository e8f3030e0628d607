// SPDX-License-Identifier: GPL-2.0-only
// What a detour by the home agent costs, and how soon it ends: every number is made of the delays
// and rates of the links. RFC 6275 sections 4 and 5.2.
#include "nemo-requirement.h"
#include "support/both-dialects.h"

#include "ns3/data-rate.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::route_optimization_delay_test
{

namespace
{

using Type = MobilityHeaderType;

const Ipv6Address HOME("1::2");

/// A mobile node on link 6 from 10 s on, and a correspondent on link `place` that sends to it from
/// 20 s on; by then the neighbours on the way know each other.
std::string
World(const std::string& place, bool optimises)
{
    return R"({
      "duration": "40s",
      "links": {
        "internet": { "delay": "10ms", "rate": "100Mbps", "prefix": "f::/64" },
        "1": { "prefix": "1::/64", "delay": "1ms", "rate": "100Mbps" },
        "2": { "prefix": "2::/64", "delay": "1ms", "rate": "100Mbps" },
        "6": { "prefix": "6::/64", "delay": "1ms", "rate": "100Mbps" } },
      "nodes": {
        "HA": { "role": "home-agent", "links": { "1": "::3", "internet": "::1" } },
        "R2": { "role": "router", "links": { "2": "::3", "internet": "::2" } },
        "R6": { "role": "router", "links": { "6": "::1", "internet": "::6" } },
        "CN": { "role": "correspondent", "links": { ")" +
           place + R"(": "::9" } },
        "MN": { "role": "mobile-node", "home": "1", "interfaceId": "::2", "homeAgent": "HA",
                "routeOptimization": )" +
           (optimises ? "true" : "false") + R"( } },
      "movement": [ { "at": "10s", "node": "MN", "to": "6" } ],
      "traffic": [ { "name": "down", "type": "udp", "from": "CN", "to": "MN", "rate": "50pps",
                     "size": 100, "start": "20s" },
                   { "type": "ping", "from": "CN", "to": "R6", "start": "12s", "stop": "14s" } ] })";
}

/// How long a packet of so many octets takes over links of these delays, in ms, at 100 Mbps.
Time
Journey(const std::vector<uint32_t>& delays, const std::vector<uint32_t>& octets)
{
    Time time;
    for (std::size_t i = 0; i < delays.size(); ++i)
    {
        time += MilliSeconds(delays[i]) + DataRate("100Mbps").CalculateBytesTxTime(octets[i]);
    }
    return time;
}

class RouteDelayInBothDialects : public BothDialects
{
  protected:
    /// The delay of most packets of the flow, in nanoseconds.
    static int64_t DelayOf(const std::string& place, bool optimises)
    {
        ScenarioRun run(Speaking(World(place, optimises)));
        run.Run();
        const double median = run.FlowOf("down")["delayP50"];
        return Seconds(median).GetNanoSeconds();
    }
};

TEST_P(RouteDelayInBothDialects, ADetourCostsMostToANeighbourAndNothingOnTheHomeLink)
{
    IsDraft() ? REQ("BOOK-083@draft1997", "BOOK-083+1@draft1997") : REQ("BOOK-083", "BOOK-083+1");
    constexpr uint32_t PLAIN = 40 + 8 + 100;
    constexpr uint32_t TUNNEL = PLAIN + 40;
    constexpr uint32_t STRAIGHT = PLAIN + 24; // routing header of type 2, or 0 with one address
    const auto of = [](const std::vector<uint32_t>& delays, const std::vector<uint32_t>& octets) {
        return Journey(delays, octets).GetNanoSeconds();
    };
    const int64_t elsewhere = DelayOf("2", false);
    EXPECT_EQ(elsewhere, of({1, 10, 10, 1}, {PLAIN, PLAIN, TUNNEL, TUNNEL}));
    EXPECT_EQ(DelayOf("2", true), of({1, 10, 1}, {STRAIGHT, STRAIGHT, STRAIGHT}));
    // On the link that the mobile node visits: there and back again for a neighbour.
    EXPECT_EQ(DelayOf("6", false), of({1, 10, 10, 1}, {PLAIN, PLAIN, TUNNEL, TUNNEL}));
    EXPECT_EQ(DelayOf("6", true), of({1}, {STRAIGHT}));
    // On the home link the home agent is on the way.
    EXPECT_EQ(DelayOf("1", false), of({1, 10, 1}, {PLAIN, TUNNEL, TUNNEL}));
    EXPECT_EQ(DelayOf("1", true), of({1, 10, 1}, {STRAIGHT, STRAIGHT, STRAIGHT}));
}

INSTANTIATE_TEST_SUITE_P(Dialects, RouteDelayInBothDialects, TheDialects(), DialectName);

TEST(RouteOptimizationDelay, ThePathIsStraightAfterTheLongerTestAndOneUpdate)
{
    ScenarioRun run(World("2", true));
    const LinkTap visited(run.LinkOf("6"));
    const LinkTap correspondents(run.LinkOf("2"));
    run.Run();
    const auto first = [](const LinkTap& tap, Type type, bool tunnelled) {
        const auto packets = tap.Where([&](const CaughtPacket& packet) {
            const CaughtPacket& inner = Innermost(packet);
            return inner.signal && TypeOf(*inner.signal) == type &&
                   (packet.inner != nullptr) == tunnelled;
        });
        return packets.empty() ? CaughtPacket() : packets[0];
    };
    // By the home agent: to it in the tunnel, from there plain, and back.
    constexpr uint32_t HOTI = 56;
    constexpr uint32_t HOT = 64;
    constexpr uint32_t COTI = 56;
    constexpr uint32_t BU = 96;
    const Time homeTest = Journey({1, 10, 10, 1, 1, 10, 10, 1},
                                  {HOTI + 40, HOTI + 40, HOTI, HOTI, HOT, HOT, HOT + 40, HOT + 40});
    const Time update = Journey({1, 10}, {BU, BU});
    const CaughtPacket begin = first(visited, Type::HOME_TEST_INIT, true);
    ASSERT_EQ(begin.octets.size(), HOTI + 40);
    ASSERT_EQ(first(visited, Type::CARE_OF_TEST_INIT, false).octets.size(), COTI);
    const CaughtPacket bound =
        correspondents.Where([](const CaughtPacket& packet) { return packet.IsUpdate(); }).at(0);
    ASSERT_EQ(bound.octets.size(), BU);
    // The tap hears a packet when it is sent on the link.
    EXPECT_EQ(bound.at - begin.at, homeTest + update);
    // With the next packet it is straight.
    const Time arrived = bound.at + Journey({1}, {BU});
    bool isStraight = false;
    for (const auto& packet : correspondents.All())
    {
        constexpr uint8_t UDP = 17;
        if (packet.protocol == UDP && packet.source == Ipv6Address("2::9"))
        {
            EXPECT_EQ(packet.routing.has_value(), packet.at > arrived) << packet.at;
            isStraight = isStraight || packet.routing == HOME;
        }
    }
    EXPECT_TRUE(isStraight);
}

} // namespace

} // namespace ns3::nemo::tests::route_optimization_delay_test
