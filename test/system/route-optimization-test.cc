// SPDX-License-Identifier: GPL-2.0-only
// Route optimisation from end to end: who is told what, which way packets take, and what is left.
#include "nemo-requirement.h"
#include "support/link-tap.h"
#include "support/only-home.h"
#include "system/scenario-run.h"

#include "ns3/mip6-correspondent-node.h"
#include "ns3/mip6-mobile-node.h"

#include <gtest/gtest.h>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace ns3::nemo::tests::route_optimization_test
{

namespace
{

/// A mobile node that moves from home (link 1) to link 6 at 10 s, and, if `returns`, home again at
/// 60 s; a correspondent on link 2 that sends to it all the time, and one more behind it.
std::string
World(const std::string& mobile = "", bool returns = false, const std::string& correspondent = "")
{
    const std::string back = returns ? R"(, { "at": "60s", "node": "MN", "to": "1" })" : "";
    return R"({
      "duration": "100s",
      "links": {
        "internet": { "type": "shared", "delay": "10ms", "rate": "100Mbps", "prefix": "f::/64" },
        "1": { "type": "shared", "prefix": "1::/64", "delay": "1ms" },
        "2": { "type": "shared", "prefix": "2::/64", "delay": "1ms" },
        "6": { "type": "shared", "prefix": "6::/64", "delay": "1ms" } },
      "nodes": {
        "HA": { "role": "home-agent", "links": { "1": "::3", "internet": "::1" } },
        "R2": { "role": "router", "links": { "2": "::3", "internet": "::2" } },
        "R6": { "role": "router", "links": { "6": "::1", "internet": "::6" } },
        "CN": { "role": "correspondent", "links": { "2": "::2" })" +
           correspondent + R"( },
        "MN": { "role": "mobile-node", "home": "1", "interfaceId": "::2", "homeAgent": "HA")" +
           mobile + R"( } },
      "movement": [ { "at": "10s", "node": "MN", "to": "6" })" +
           back + R"( ],
      "traffic": [ { "name": "down", "type": "udp", "from": "CN", "to": "MN", "rate": "20pps",
                     "size": 100, "start": "1s", "stop": "95s" },
                   { "name": "up", "type": "udp", "from": "MN", "to": "CN", "rate": "20pps",
                     "size": 100, "start": "1s", "stop": "95s" } ] })";
}

const Ipv6Address HOME("1::2");
const Ipv6Address CARE_OF("6::2");
const Ipv6Address PEER("2::2");

const CorrespondentRegistration*
RegistrationOf(const ScenarioRun& run)
{
    return OnlyHome(*run.RoleOf<MobileNode>("MN")).GetRouteOptimizer()->Find(PEER);
}

bool
IsData(const CaughtPacket& packet, const Ipv6Address& from, const Ipv6Address& to)
{
    constexpr uint8_t UDP = 17;
    const CaughtPacket& inner = Innermost(packet);
    return inner.protocol == UDP && inner.homeAddress.value_or(inner.source) == from &&
           inner.routing.value_or(inner.destination) == to;
}

/// The messages of a type on a link, in tunnels or not.
std::vector<CaughtPacket>
Messages(const LinkTap& tap, MobilityHeaderType type)
{
    return tap.Where([&](const CaughtPacket& packet) {
        const auto& signal = Innermost(packet).signal;
        return signal && TypeOf(*signal) == type;
    });
}

TEST(RouteOptimization, EndsWithABindingAtTheCorrespondent)
{
    ScenarioRun run(World());
    run.At(Seconds(9), [&] { EXPECT_EQ(run.RegistrarOf("CN")->GetCache().Size(), 0U); });
    run.At(Seconds(30), [&] {
        const Binding* binding = run.RegistrarOf("CN")->GetCache().Find({HOME, PEER});
        ASSERT_TRUE(binding);
        EXPECT_EQ(binding->careOfAddress, CARE_OF);
        EXPECT_FALSE(binding->homeRegistration);
        ASSERT_TRUE(RegistrationOf(run));
        EXPECT_EQ(RegistrationOf(run)->GetState(), CorrespondentRegistration::State::BOUND);
    });
    run.Run();
    for (const char* type : {"HoTI", "CoTI", "BU"})
    {
        EXPECT_EQ(run.CountOf("CN", type, "rx"), 1U) << type;
    }
    for (const char* type : {"HoT", "CoT", "BA"})
    {
        EXPECT_EQ(run.CountOf("CN", type, "tx"), 1U) << type;
    }
}

TEST(RouteOptimization, TestsBothAddressesByTheirOwnWays)
{
    REQ("RFC-010");
    REQ("RFC-087");
    ScenarioRun run(World());
    const LinkTap visited(run.LinkOf("6"));
    const LinkTap correspondents(run.LinkOf("2"));
    run.Run();
    const auto homeInit = Messages(visited, MobilityHeaderType::HOME_TEST_INIT);
    const auto careOfInit = Messages(visited, MobilityHeaderType::CARE_OF_TEST_INIT);
    ASSERT_EQ(homeInit.size(), 1U);
    ASSERT_EQ(careOfInit.size(), 1U);
    ASSERT_TRUE(homeInit[0].inner) << "by the home agent's tunnel";
    EXPECT_EQ(homeInit[0].source, CARE_OF);
    EXPECT_EQ(homeInit[0].destination, Ipv6Address("1::3"));
    EXPECT_EQ(homeInit[0].inner->source, HOME);
    EXPECT_EQ(homeInit[0].inner->destination, PEER);
    EXPECT_FALSE(careOfInit[0].inner);
    EXPECT_EQ(careOfInit[0].source, CARE_OF);
    EXPECT_EQ(careOfInit[0].destination, PEER);
    // In the same instant; only the link lies between them.
    EXPECT_LT(careOfInit[0].at - homeInit[0].at, MicroSeconds(10));
    const auto home = Messages(correspondents, MobilityHeaderType::HOME_TEST);
    const auto careOf = Messages(correspondents, MobilityHeaderType::CARE_OF_TEST);
    ASSERT_FALSE(home.empty());
    ASSERT_FALSE(careOf.empty());
    EXPECT_EQ(home[0].destination, HOME);
    EXPECT_EQ(careOf[0].destination, CARE_OF);
    EXPECT_EQ(home[0].signal->Get<HomeTest>()->cookie,
              homeInit[0].inner->signal->Get<HomeTestInit>()->cookie);
    EXPECT_EQ(careOf[0].signal->Get<CareOfTest>()->cookie,
              careOfInit[0].signal->Get<CareOfTestInit>()->cookie);
}

TEST(RouteOptimization, Peer_23_LeavesTheTunnelWhenTheCorrespondentHasAgreed)
{
    REQ("BOOK-082");
    REQ("BOOK-084");
    REQ("BOOK-089");
    ScenarioRun run(World());
    const LinkTap visited(run.LinkOf("6"));
    run.Run();
    const auto answers = Messages(visited, MobilityHeaderType::BINDING_ACKNOWLEDGEMENT);
    ASSERT_EQ(answers.size(), 2U) << "of the home agent, then of the correspondent";
    // Sent when it arrives, but for the delay of the link.
    const Time agreed = answers[1].at;
    std::size_t straight = 0;
    for (const auto& packet : visited.All())
    {
        if (IsData(packet, HOME, PEER))
        {
            EXPECT_EQ(packet.homeAddress.has_value(), packet.at > agreed) << packet.at;
            EXPECT_EQ(packet.inner != nullptr, packet.at < agreed) << packet.at;
            EXPECT_EQ(packet.source, CARE_OF);
            straight += packet.at > agreed ? 1 : 0;
        }
        if (IsData(packet, PEER, HOME) && packet.at > agreed + MilliSeconds(1))
        {
            EXPECT_FALSE(packet.inner);
            EXPECT_EQ(packet.destination, CARE_OF);
            EXPECT_EQ(packet.routing, HOME);
            EXPECT_EQ(packet.source, PEER);
        }
    }
    EXPECT_GT(straight, 1600U);
    // Nothing is lost by the change.
    const auto lost = run.FlowOf("up")["lost"];
    run.End();
    ScenarioRun without(World(R"(, "routeOptimization": false)"));
    without.Run();
    EXPECT_EQ(without.FlowOf("up")["lost"], lost);
}

TEST(RouteOptimization, SignalsDoNotTakeTheWaysThatTheyOpen)
{
    REQ("RFC-022");
    ScenarioRun run(
        World(R"(, "attributes": { "ns3::nemo::MobileNode::CorrespondentLifetime": "20s",
                                              "ns3::nemo::MobileNode::MaxTokenLifetime": "0s" })"));
    const LinkTap visited(run.LinkOf("6"));
    run.Run();
    using Type = MobilityHeaderType;
    for (const Type type :
         {Type::HOME_TEST_INIT, Type::CARE_OF_TEST_INIT, Type::HOME_TEST, Type::CARE_OF_TEST})
    {
        const auto messages = Messages(visited, type);
        EXPECT_GE(messages.size(), 3U) << static_cast<int>(type) << ": it was renewed";
        const bool isHome = type == Type::HOME_TEST_INIT || type == Type::HOME_TEST;
        for (const auto& message : messages)
        {
            const CaughtPacket& inner = Innermost(message);
            EXPECT_FALSE(inner.homeAddress);
            EXPECT_FALSE(inner.routing);
            EXPECT_EQ(message.inner != nullptr, isHome) << message.at;
        }
    }
}

TEST(RouteOptimization, Peer_26_EndsAtHome)
{
    ScenarioRun run(World("", true));
    const LinkTap home(run.LinkOf("1"));
    run.At(Seconds(59), [&] { EXPECT_EQ(run.RegistrarOf("CN")->GetCache().Size(), 1U); });
    run.Run();
    EXPECT_EQ(run.RegistrarOf("CN")->GetCache().Size(), 0U);
    EXPECT_FALSE(RegistrationOf(run));
    EXPECT_TRUE(run.NodeOf("CN").stack->GetSteering()->Optimised().IsEmpty());
    EXPECT_TRUE(run.NodeOf("MN").stack->GetSteering()->Optimised().IsEmpty());
    const auto updates = home.Where([](const CaughtPacket& packet) {
        return packet.signal && packet.IsUpdate() && packet.source == HOME &&
               packet.destination == PEER;
    });
    ASSERT_EQ(updates.size(), 1U);
    EXPECT_FALSE(updates[0].homeAddress);
    EXPECT_EQ(updates[0].Update().lifetime, 0U);
    EXPECT_EQ(updates[0].signal->Option<NonceIndices>()->careOf, 0U) << "it is not inspected";
    // Only the home address is tested for that.
    const auto tests = Messages(home, MobilityHeaderType::CARE_OF_TEST_INIT);
    EXPECT_TRUE(tests.empty());
}

TEST(RouteOptimization, Peer_13_IsOffWhereEitherNodeDoesNotWantIt)
{
    REQ("RFC-073");
    for (const bool atMobile : {true, false})
    {
        ScenarioRun run(
            atMobile
                ? World(R"(, "routeOptimization": false)")
                : World(
                      "",
                      false,
                      R"(, "attributes": { "ns3::nemo::CorrespondentNode::RouteOptimization": false })"));
        run.Run();
        EXPECT_EQ(run.RegistrarOf("CN")->GetCache().Size(), 0U);
        EXPECT_EQ(run.CountOf("CN", "HoTI", "rx"), atMobile ? 0U : 4U);
        EXPECT_EQ(run.CountOf("CN", "HoT", "tx"), 0U);
        EXPECT_GT(run.FlowOf("up")["received"], 1700U) << "by the home agent";
        run.End();
    }
}

TEST(RouteOptimization, BeginsWhenThePolicySaysSo)
{
    const auto boundBy = [](const std::string& policy) {
        ScenarioRun run(World(R"(, "routeOptimization": )" + policy));
        run.Run();
        return run.RegistrarOf("CN")->GetCache().Size() == 1;
    };
    EXPECT_TRUE(boundBy("true"));
    EXPECT_TRUE(boundBy(R"(["CN"])"));
    EXPECT_FALSE(boundBy(R"(["HA"])"));
    EXPECT_TRUE(boundBy(R"({ "after": 1000 })"));
    EXPECT_FALSE(boundBy(R"({ "after": 100000 })"));
    EXPECT_FALSE(boundBy(R"({ "ports": [1] })"));
}

TEST(RouteOptimization, BeginsAnewWhenTheCorrespondentHasForgotten)
{
    REQ("BOOK-091");
    REQ("BOOK-092");
    ScenarioRun run(World());
    const LinkTap correspondents(run.LinkOf("2"));
    // It loses its bindings, but not its power.
    run.At(Seconds(40), [&] {
        run.RoleOf<CorrespondentNode>("CN")->Halt();
        run.RoleOf<CorrespondentNode>("CN")->Boot();
    });
    run.At(Seconds(45), [&] {
        const Binding* binding = run.RegistrarOf("CN")->GetCache().Find({HOME, PEER});
        ASSERT_TRUE(binding);
        EXPECT_EQ(binding->careOfAddress, CARE_OF);
    });
    run.Run();
    const auto errors = Messages(correspondents, MobilityHeaderType::BINDING_ERROR);
    ASSERT_FALSE(errors.empty());
    for (const auto& packet : errors)
    {
        const auto& error = *packet.signal->Get<BindingError>();
        EXPECT_EQ(error.status, BindingErrorStatus::UNKNOWN_BINDING);
        EXPECT_EQ(error.homeAddress, HOME);
        EXPECT_EQ(packet.source, PEER);
        EXPECT_EQ(packet.destination, CARE_OF);
    }
    EXPECT_EQ(run.DropsOf("CN", "no-binding"), errors.size());
    // The tokens were young enough to be used again, but nobody knows their nonces any more.
    EXPECT_EQ(run.CountOf("CN", "HoT", "tx"), 2U);
    EXPECT_EQ(run.CountOf("CN", "CoT", "tx"), 2U);
    EXPECT_EQ(run.CountOf("CN", "BU", "rx"), 2U);
}

TEST(RouteOptimization, FigureThreeEndsWithTheFourTables)
{
    REQ("NEMO-A2-3");
    REQ("NEMO-A3-1");
    REQ("NEMO-A3-2");
    ScenarioRun run(Shipped("rfc3963-figure-3"));
    run.Run();
    using Table = std::map<std::string, std::string>;
    const auto tableOf = [&](const std::string& node) {
        Table table;
        for (const Binding* binding : run.RegistrarOf(node)->GetCache().Sorted())
        {
            std::ostringstream home;
            std::ostringstream careOf;
            home << binding->homeAddress;
            careOf << binding->careOfAddress;
            table[home.str()] = careOf.str();
        }
        return table;
    };
    EXPECT_EQ(tableOf("HA_MN"), (Table{{"1::2", "6::2"}}));
    EXPECT_EQ(tableOf("HA_MR"), (Table{{"4::2", "7::2"}}));
    EXPECT_EQ(tableOf("CN_MN"), (Table{{"1::2", "6::2"}}));
    EXPECT_EQ(tableOf("CN_MR"), (Table{{"4::2", "7::2"}}));
}

TEST(RouteOptimization, FigureThreeStillCrossesTheHomeAgentOfTheRouter)
{
    REQ("NEMO-A3-4");
    ScenarioRun run(Shipped("rfc3963-figure-3"));
    const LinkTap visited(run.LinkOf("7"));
    const LinkTap home(run.LinkOf("1"));
    run.Run();
    constexpr std::size_t PAYLOAD = 160 + 8;
    std::size_t count = 0;
    for (const auto& packet : visited.All())
    {
        if (packet.at > Seconds(60) && IsData(packet, Ipv6Address("2::2"), HOME))
        {
            ++count;
            EXPECT_EQ(packet.source, Ipv6Address("4::3"));
            EXPECT_EQ(packet.destination, Ipv6Address("7::2"));
            ASSERT_TRUE(packet.inner);
            EXPECT_EQ(packet.inner->source, Ipv6Address("2::2"));
            EXPECT_EQ(packet.inner->destination, Ipv6Address("6::2"));
            EXPECT_EQ(packet.inner->routing, HOME);
            EXPECT_EQ(packet.octets.size(), 40 + 40 + 24 + PAYLOAD);
        }
    }
    EXPECT_GT(count, 2700U);
    EXPECT_TRUE(home.Where([](const CaughtPacket& packet) {
                        return packet.at > Seconds(60) && IsData(packet, Ipv6Address("2::2"), HOME);
                    })
                    .empty())
        << "not by the mobile node's home agent";
}

} // namespace

} // namespace ns3::nemo::tests::route_optimization_test
