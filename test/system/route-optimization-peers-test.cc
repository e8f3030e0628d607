// SPDX-License-Identifier: GPL-2.0-only
// Route optimisation with correspondents that are mobile, silent, or know nothing of mobility; and
// what a move costs.
// IPv6 Ready, mobile node: mobile node to mobile node.
#include "nemo-requirement.h"
#include "support/link-tap.h"
#include "support/only-home.h"
#include "system/scenario-run.h"

#include "ns3/mip6-mobile-node.h"

#include <gtest/gtest.h>
#include <set>
#include <string>
#include <vector>

namespace ns3::nemo::tests::route_optimization_peers_test
{

namespace
{

using Type = MobilityHeaderType;

const Ipv6Address HOME("1::2");
const Ipv6Address PEER("2::2");

/// A mobile node at home on link 1 that is on link 6 from 10 s on and moves to link 7 at `second`;
/// `peer` is the node CN, which it talks to.
std::string
World(const std::string& peer,
      const std::string& duration = "60s",
      const std::string& second = "1000s",
      const std::string& more = "")
{
    return R"({
      "duration": ")" +
           duration + R"(",
      "links": {
        "internet": { "type": "shared", "delay": "10ms", "rate": "100Mbps", "prefix": "f::/64" },
        "1": { "prefix": "1::/64" }, "2": { "prefix": "2::/64" }, "6": { "prefix": "6::/64" },
        "7": { "prefix": "7::/64" } },
      "nodes": {
        "HA": { "role": "home-agent", "links": { "1": "::3", "internet": "::1" } },
        "HA2": { "role": "home-agent", "links": { "2": "::3", "internet": "::2" } },
        "R6": { "role": "router", "links": { "6": "::1", "internet": "::6" } },
        "R7": { "role": "router", "links": { "7": "::1", "internet": "::7" } },
        "CN": )" +
           peer + R"(,
        "MN": { "role": "mobile-node", "home": "1", "interfaceId": "::2", "homeAgent": "HA" } },
      "movement": [ { "at": "10s", "node": "MN", "to": "6" },
                    { "at": ")" +
           second + R"(", "node": "MN", "to": "7" })" + more + R"( ],
      "traffic": [ { "name": "down", "type": "udp", "from": "CN", "to": "MN", "rate": "10pps",
                     "size": 100, "start": "1s" },
                   { "name": "up", "type": "udp", "from": "MN", "to": "CN", "rate": "10pps",
                     "size": 100, "start": "1s" } ] })";
}

const char* const CORRESPONDENT = R"({ "role": "correspondent", "links": { "2": "::2" } })";

/// The messages of a type on a link, in tunnels or not.
std::vector<CaughtPacket>
Messages(const LinkTap& tap, Type type)
{
    return tap.Where([&](const CaughtPacket& packet) {
        const auto& signal = Innermost(packet).signal;
        return signal && TypeOf(*signal) == type;
    });
}

bool
IsDatagram(const CaughtPacket& packet)
{
    constexpr uint8_t UDP = 17;
    return Innermost(packet).protocol == UDP;
}

TEST(RouteOptimizationPeers, BothMayBeAway)
{
    REQ("RFC-020");
    REQ("RFC-048");
    ScenarioRun run(World(R"({ "role": "mobile-node", "home": "2", "interfaceId": "::2",
                               "homeAgent": "HA2" })",
                          "60s",
                          "1000s",
                          R"(, { "at": "20s", "node": "CN", "to": "7" })"));
    const LinkTap first(run.LinkOf("6"));
    const LinkTap second(run.LinkOf("7"));
    run.Run();
    const Binding* atPeer = run.RegistrarOf("CN")->GetCache().Find({HOME, PEER});
    const Binding* atNode = run.RegistrarOf("MN")->GetCache().Find({PEER, HOME});
    ASSERT_TRUE(atPeer);
    ASSERT_TRUE(atNode);
    EXPECT_EQ(atPeer->careOfAddress, Ipv6Address("6::2"));
    EXPECT_EQ(atNode->careOfAddress, Ipv6Address("7::2"));
    // Tests are sent to home addresses, whatever is bound.
    for (const LinkTap* tap : {&first, &second})
    {
        for (const Type type : {Type::HOME_TEST_INIT, Type::CARE_OF_TEST_INIT})
        {
            EXPECT_FALSE(Messages(*tap, type).empty());
            for (const auto& message : Messages(*tap, type))
            {
                const Ipv6Address to = Innermost(message).destination;
                EXPECT_TRUE(to == HOME || to == PEER) << to;
            }
        }
    }
    std::size_t both = 0;
    for (const auto& packet : first.All())
    {
        if (packet.at < Seconds(40) || !IsDatagram(packet))
        {
            continue;
        }
        ++both;
        EXPECT_FALSE(packet.inner) << packet.at;
        const bool isUp = packet.source == Ipv6Address("6::2");
        EXPECT_EQ(packet.destination, Ipv6Address(isUp ? "7::2" : "6::2"));
        EXPECT_EQ(packet.source, Ipv6Address(isUp ? "6::2" : "7::2"));
        EXPECT_EQ(packet.homeAddress, isUp ? HOME : PEER);
        EXPECT_EQ(packet.routing, isUp ? PEER : HOME);
        EXPECT_EQ(packet.octets.size(), 40 + 24 + 24 + 8 + 100U);
    }
    EXPECT_GT(both, 380U);
    EXPECT_GT(run.FlowOf("down")["received"], 500U);
}

TEST(RouteOptimizationPeers, WhoDoesNotAnswerIsTriedFourTimesAndServedByTheHomeAgent)
{
    REQ("RFC-006");
    REQ("RFC-021");
    ScenarioRun run(World(R"({ "role": "correspondent", "links": { "2": "::2" },
        "attributes": { "ns3::nemo::CorrespondentNode::RouteOptimization": false } })"));
    const LinkTap tap(run.LinkOf("6"));
    run.Run();
    std::set<uint64_t> cookies;
    for (const Type type : {Type::HOME_TEST_INIT, Type::CARE_OF_TEST_INIT})
    {
        const auto tests = Messages(tap, type);
        // MAX_RO_FAILURE retries, by RFC 6275 section 11.8.
        ASSERT_EQ(tests.size(), 4U);
        const std::vector<Time> times{Seconds(0), Seconds(1), Seconds(3), Seconds(7)};
        for (std::size_t i = 0; i < tests.size(); ++i)
        {
            EXPECT_LT(Abs(tests[i].at - tests[0].at - times[i]), MicroSeconds(10));
            const Signal& signal = *Innermost(tests[i]).signal;
            cookies.insert(type == Type::HOME_TEST_INIT ? signal.Get<HomeTestInit>()->cookie
                                                        : signal.Get<CareOfTestInit>()->cookie);
        }
    }
    EXPECT_EQ(cookies.size(), 8U) << "each has one of its own";
    const auto* registration =
        OnlyHome(*run.RoleOf<MobileNode>("MN")).GetRouteOptimizer()->Find(PEER);
    ASSERT_TRUE(registration);
    EXPECT_EQ(registration->GetState(), CorrespondentRegistration::State::HELD);
    for (const auto& packet : tap.All())
    {
        EXPECT_EQ(IsDatagram(packet), IsDatagram(packet) && packet.inner != nullptr) << packet.at;
    }
    EXPECT_GT(run.FlowOf("up")["received"], 500U);
}

TEST(RouteOptimizationPeers, WhoDoesNotKnowMobilityIsRememberedForAWhile)
{
    REQ("BOOK-087");
    REQ("RFC-200");
    ScenarioRun run(
        World(R"({ "role": "correspondent", "mobility": false, "links": { "2": "::2" } })",
              "1260s",
              "2000s"));
    const LinkTap tap(run.LinkOf("6"));
    run.Run();
    const auto tests = Messages(tap, Type::HOME_TEST_INIT);
    // One attempt each time, ended by the ICMPv6 error, and 600 s of peace.
    ASSERT_EQ(tests.size(), 3U);
    for (std::size_t i = 1; i < tests.size(); ++i)
    {
        EXPECT_GE(tests[i].at - tests[i - 1].at, Seconds(600));
        EXPECT_LT(tests[i].at - tests[i - 1].at, Seconds(601));
    }
}

TEST(RouteOptimizationPeers, AMoveTestsAgainWhatIsTooOld)
{
    REQ("RFC-017");
    REQ("RFC-162");
    for (const auto& [second, homeTests] : {std::pair("110s", 1U), std::pair("260s", 2U)})
    {
        ScenarioRun run(World(CORRESPONDENT, "300s", second));
        const LinkTap tap(run.LinkOf("2"));
        run.Run();
        const auto isInit = [](Type type) {
            return [type](const CaughtPacket& packet) {
                return packet.signal && TypeOf(*packet.signal) == type;
            };
        };
        EXPECT_EQ(tap.Where(isInit(Type::HOME_TEST_INIT)).size(), homeTests) << second;
        EXPECT_EQ(tap.Where(isInit(Type::CARE_OF_TEST_INIT)).size(), 2U) << second;
        const Binding* binding = run.RegistrarOf("CN")->GetCache().Find({HOME, PEER});
        ASSERT_TRUE(binding);
        EXPECT_EQ(binding->careOfAddress, Ipv6Address("7::2"));
        run.End();
    }
}

TEST(RouteOptimizationPeers, ABindingAsksForNoMoreThanTheHomeRegistrationLasts)
{
    REQ("RFC-172");
    ScenarioRun run(World(CORRESPONDENT));
    const LinkTap tap(run.LinkOf("2"));
    run.Run();
    const auto updates = Messages(tap, Type::BINDING_UPDATE);
    ASSERT_EQ(updates.size(), 1U);
    // Of 420 s a little is gone, and the field counts in units of 4 s.
    EXPECT_EQ(updates[0].Update().lifetime, 416U);
    EXPECT_FALSE(updates[0].Update().homeRegistration);
    EXPECT_TRUE(updates[0].Update().acknowledge);
}

} // namespace

} // namespace ns3::nemo::tests::route_optimization_peers_test
