// SPDX-License-Identifier: GPL-2.0-only
// A mobile node and its home agent where things are not as they should be. RFC 6275 sections
// 10.3.1 and 10.3.2.
#include "nemo-requirement.h"
#include "support/hand-station.h"
#include "support/mobile-world.h"
#include "support/only-home.h"
#include "system/scenario-run.h"

#include "ns3/mip6-mobile-node.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::mip6_home_agent_life_test
{

namespace
{

/// A mobile node that is away from the start, and pings a correspondent.
const char* const AWAY = R"({
  "duration": "40s",
  "links": {
    "home": { "prefix": "1::/64" }, "visited": { "prefix": "7::/64" },
    "internet": { "prefix": "fd00:ffff::/64", "delay": "10ms" }
  },
  "nodes": {
    "HA": { "role": "home-agent", "links": { "home": "::1", "internet": "::1" } },
    "AR": { "role": "router", "links": { "visited": "::1", "internet": "::7" } },
    "CN": { "role": "correspondent", "links": { "internet": "::9" } },
    "MN": { "role": "mobile-node", "home": "home", "interfaceId": "::2", "homeAgent": "HA",
            "attached": "visited", "routeOptimization": false }
  },
  "movement": [],
  "traffic": [ { "name": "ping", "type": "ping", "from": "CN", "to": "MN", "interval": "100ms",
                 "start": "5s", "stop": "38s" } ]
})";

const Ipv6Address HOME("1::2");

/// Packets that have the home address as source or destination, be it in a tunnel.
int
CountOfHome(const std::vector<CaughtPacket>& packets)
{
    int count = 0;
    for (const auto& packet : packets)
    {
        const CaughtPacket& inner = packet.inner ? *packet.inner : packet;
        count += inner.source == HOME || inner.destination == HOME ? 1 : 0;
    }
    return count;
}

/// Writes down what is sent on a link.
struct Visited
{
    explicit Visited(const ScenarioRun& run)
    {
        run.LinkOf("visited")->TraceConnectWithoutContext("FrameSent",
                                                          MakeCallback(&Visited::Note, this));
    }

    void Note(const LinkFrame& frame)
    {
        Octets octets(frame.packet->GetSize());
        frame.packet->CopyData(octets.data(), frame.packet->GetSize());
        packets.push_back(Dissect(octets));
    }

    std::vector<CaughtPacket> packets;
};

TEST(HomeAgentLifeTest, AHomeAddressThatSomebodyElseHasIsRefusedAndNotUsed)
{
    REQ("BOOK-031");
    ScenarioRun run(AWAY);
    HandStation squatter(run.LinkOf("home"));
    squatter.has = [](const Ipv6Address& address) { return address == HOME; };
    const Visited visited(run);
    run.At(Seconds(39), [&]() {
        EXPECT_EQ(run.RegistrarOf("HA")->GetCache().Size(), 0U);
        const auto node = run.RoleOf<MobileNode>("MN");
        EXPECT_EQ(RegistrationOf(*node).GetState(), HomeRegistration::State::REFUSED);
    });
    run.Run();
    EXPECT_EQ(run.CountOf("HA", "BA", "tx", 134), 1U);
    EXPECT_EQ(run.CountOf("HA", "BA", "tx"), 1U);
    EXPECT_EQ(run.CountOf("MN", "BU", "tx"), 1U);
    EXPECT_EQ(CountOfHome(visited.packets), 0);
    // Who asks on the home link is answered by the one who has it.
    EXPECT_FALSE(squatter.Neighbors<NeighborSolicitation>(HOME).empty());
    EXPECT_TRUE(squatter.Neighbors<NeighborAdvertisement>(HOME).empty());
    EXPECT_EQ(run.FlowOf("ping")["received"], 0);
}

TEST(HomeAgentLifeTest, AHomeAddressThatNobodyHasIsBoundAndUsed)
{
    REQ("BOOK-031");
    ScenarioRun run(AWAY);
    const Visited visited(run);
    run.Run();
    EXPECT_EQ(run.CountOf("HA", "BA", "tx", 0), 1U);
    EXPECT_GE(CountOfHome(visited.packets), 2 * 329);
    EXPECT_EQ(run.FlowOf("ping")["received"], run.FlowOf("ping")["sent"]);
}

/// Comes home at 15 s and leaves again so many seconds later.
std::vector<std::string>
HomeFor(int seconds)
{
    return {"/movement=[{\"at\": \"15s\", \"node\": \"MN\", \"to\": \"home\"}, {\"at\": \"" +
            std::to_string(15 + seconds) + "s\", \"node\": \"MN\", \"to\": \"visited\"}]"};
}

TEST(HomeAgentLifeTest, WhoLeavesHomeAgainSoonIsBoundAtTheFirstUpdate)
{
    REQ("RFC-116+1", "RFC-119");
    // The home agent remembers a deleted binding for 10 s, and the node the number that it used.
    for (const int seconds : {2, 6, 9, 14})
    {
        ScenarioRun run(AWAY, HomeFor(seconds));
        const Visited visited(run);
        std::size_t remembered = 0;
        run.At(Seconds(15 + seconds), [&]() {
            EXPECT_FALSE(run.RegistrarOf("HA")->GetCache().Find(HOME)) << seconds;
            remembered = run.RegistrarOf("HA")->GetCache().StubCount();
        });
        run.At(Seconds(39),
               [&]() { EXPECT_TRUE(run.RegistrarOf("HA")->GetCache().Find(HOME)) << seconds; });
        run.Run();
        EXPECT_EQ(remembered, seconds < 10 ? 1U : 0U);
        // The second of the three updates left at home.
        std::vector<uint16_t> numbers;
        for (const auto& packet : visited.packets)
        {
            if (packet.IsUpdate())
            {
                numbers.push_back(packet.Update().sequence);
            }
        }
        ASSERT_EQ(numbers.size(), 2U) << seconds;
        EXPECT_EQ(numbers[1], static_cast<uint16_t>(numbers[0] + 2)) << seconds;
        EXPECT_EQ(run.CountOf("MN", "BU", "tx"), 3U) << seconds;
        EXPECT_EQ(run.CountOf("HA", "BA", "tx", 0), 3U) << seconds;
        EXPECT_EQ(run.CountOf("HA", "BA", "tx"), 3U) << seconds;
    }
}

TEST(HomeAgentLifeTest, AnUpdateThatIsLateDoesNotTakeTheNodeAwayFromHome)
{
    REQ("RFC-119");
    ScenarioRun run(AWAY, {R"(/movement=[{"at": "15s", "node": "MN", "to": "home"}])"});
    // The same update that the node sent from abroad, once more.
    Octets update;
    Visited visited(run);
    HandStation replay(run.LinkOf("internet"));
    run.At(Seconds(21), [&]() {
        for (const auto& packet : visited.packets)
        {
            if (packet.IsUpdate())
            {
                update = packet.octets;
                break;
            }
        }
        ASSERT_FALSE(update.empty());
        const auto agent = run.NodeOf("HA").FindInterface("internet")->device->GetAddress();
        replay.Send(update, Mac48Address::ConvertFrom(agent));
    });
    run.At(Seconds(30), [&]() { EXPECT_FALSE(run.RegistrarOf("HA")->GetCache().Find(HOME)); });
    run.Run();
    EXPECT_EQ(run.CountOf("HA", "BA", "tx", 135), 1U);
    // It goes to the care-of address, where nobody is now, and nobody else is disturbed.
    const double outage = run.HandoverOf("MN", 0)["outage"];
    EXPECT_LE(run.FlowOf("ping")["lost"], 10 * outage + 1);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_home_agent_life_test
