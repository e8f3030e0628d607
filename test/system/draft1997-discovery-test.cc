// SPDX-License-Identifier: GPL-2.0-only
// How a mobile node of the 1997 dialect finds a home agent: draft-ietf-mobileip-ipv6-04 sections
// 7.2, 8.1 and 9.4.
#include "nemo-requirement.h"
#include "support/draft1997-bench.h"

#include "ns3/mip6-address-proxy.h"
#include "ns3/mip6-mobile-node.h"
#include "ns3/socket.h"
#include "ns3/udp-socket-factory.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::draft1997_discovery_test
{

namespace
{

using World = Draft1997World;
using Bench = Draft1997Bench;

const Ipv6Address ANYCAST("1::fdff:ffff:ffff:fffe");
const std::string DISCOVER = "/nodes/MN/homeAgent=discover";
constexpr uint32_t TO_HOME_AGENTS = 260; ///< SPI: the lowest that the file leaves free.
const std::string AWAY = R"({ "at": "10s", "node": "MN", "to": "A" })";
const std::string DOWN = R"({ "type": "udp", "from": "CN", "to": "MN", "rate": "10pps",
                              "start": "5s", "name": "down" })";

/// An update or an answer, and when it was on a link.
template <typename T>
struct Seen
{
    Time at;
    Draft1997Reading packet;
    T body;
};

template <typename T>
std::vector<Seen<T>>
SeenOn(const LinkTap& tap)
{
    std::vector<Seen<T>> seen;
    for (const auto& caught : tap.All())
    {
        const auto reading = ReadDraft1997(caught.octets);
        if (const T* body = reading.Find<T>())
        {
            seen.push_back({caught.at, reading, *body});
        }
    }
    return seen;
}

/// When somebody first said on a link that it has the home address now.
Time
FirstAdvertisement(const LinkTap& tap)
{
    const auto found = tap.Where([](const CaughtPacket& packet) {
        return packet.icmpv6 == 136 &&
               std::get<NeighborAdvertisement>(packet.Neighbor()).target == World::Home();
    });
    return found.empty() ? Time::Max() : found.front().at;
}

} // namespace

// Sections 8.1 and 9.4.
TEST(Draft1997Discovery, AnUpdateToTheAnycastAddressIsRejectedAndTheNextOneGoesToWhoRejectedIt)
{
    REQ("D04-057", "D04-058", "D04-059");
    ScenarioRun run(World::Text(AWAY, ""), {DISCOVER});
    const LinkTap link(run.LinkOf("A"));
    run.Run();
    const auto updates = SeenOn<BindingUpdate>(link);
    const auto answers = SeenOn<BindingAcknowledgement>(link);
    ASSERT_EQ(updates.size(), 2U);
    ASSERT_EQ(answers.size(), 2U);
    EXPECT_EQ(updates[0].packet.destination, ANYCAST);
    EXPECT_EQ(updates[0].packet.spi, TO_HOME_AGENTS);
    EXPECT_EQ(answers[0].body.status, BindingStatus::HOME_AGENT_DISCOVERY_RESPONSE);
    EXPECT_EQ(answers[0].body.sequence, updates[0].body.sequence);
    EXPECT_EQ(answers[0].packet.source, World::Agent());
    EXPECT_EQ(answers[0].packet.destination, Ipv6Address("a::2"));
    EXPECT_EQ(answers[0].packet.routing, World::Home());
    EXPECT_EQ(answers[0].packet.spi, World::TO_MOBILE);
    EXPECT_EQ(answers[0].packet.protocol, 59);
    EXPECT_EQ(updates[1].packet.destination, World::Agent());
    EXPECT_NE(updates[1].body.sequence, updates[0].body.sequence);
    EXPECT_EQ(answers[1].body.status, BindingStatus::ACCEPTED);
    for (const auto& update : updates)
    {
        EXPECT_TRUE(update.body.homeRegistration && update.body.acknowledge);
        EXPECT_EQ(update.body.interfaceIdentifierLength, 64);
        EXPECT_EQ(update.body.lifetime, 420U);
        EXPECT_EQ(update.packet.homeAddress, World::Home());
        EXPECT_EQ(update.packet.source, Ipv6Address("a::2"));
    }
    EXPECT_EQ(run.BindingsOf("HA").size(), 1U);
}

// Sections 8.1 and 9.10: nothing comes of the rejected one.
TEST(Draft1997Discovery, TheRejectedUpdateBindsNothing)
{
    REQ("D04-058+1");
    ScenarioRun run(World::Text(AWAY, ""), {DISCOVER});
    const LinkTap link(run.LinkOf("A"));
    const LinkTap home(run.LinkOf("home"));
    Time asked = Time::Max();
    Time bound = Time::Max();
    const auto note = [&bound](const Binding*, const Binding*) {
        bound = std::min(bound, Simulator::Now());
    };
    run.At(Seconds(1), [&] {
        run.RegistrarOf("HA")->TraceConnectWithoutContext(
            "BindingChanged",
            Callback<void, const Binding*, const Binding*>(note));
    });
    run.At(Seconds(9), [&] {
        const auto& list = run.RoleOf<MobileNode>("MN")->GetBindingUpdateList();
        EXPECT_EQ(list.Size(), 0U);
    });
    run.At(Seconds(30), [&] {
        const auto& list = run.RoleOf<MobileNode>("MN")->GetBindingUpdateList();
        EXPECT_EQ(list.Find(ANYCAST, World::Home()), nullptr);
        ASSERT_NE(list.Find(World::Agent(), World::Home()), nullptr);
        EXPECT_TRUE(list.Find(World::Agent(), World::Home())->acknowledged);
    });
    run.Run();
    for (const auto& update : SeenOn<BindingUpdate>(link))
    {
        asked = update.packet.destination == World::Agent() ? update.at : asked;
    }
    EXPECT_GT(bound, asked);
    EXPECT_LT(bound, Time::Max());
    EXPECT_GT(FirstAdvertisement(home), asked);
    EXPECT_LT(FirstAdvertisement(home), Time::Max());
}

// Section 7.2: what a valid update is depends on whom it is for before all else.
TEST(Draft1997Discovery, WhatAnUpdateIsDependsOnWhomItIsForBeforeAllElse)
{
    REQ("D04-043");
    Bench bench({DISCOVER});
    Bench::Update update;
    Bench::Update lookUp;
    lookUp.destination = ANYCAST;
    lookUp.spi = TO_HOME_AGENTS;
    std::vector<std::size_t> bound;
    const auto give = [&](double at, const Bench::Update& what) {
        bench.Give(at, "HA", what);
        bench.run.At(Seconds(at + 0.5), [&] { bound.push_back(bench.CacheOf("HA").Size()); });
    };
    lookUp.sequence = 1;
    give(2, lookUp);
    update.sequence = 2;
    give(3, update);
    lookUp.sequence = 3;
    lookUp.lifetime = 0;
    give(4, lookUp);
    lookUp.home = false;
    lookUp.sequence = 4;
    give(5, lookUp);
    update.sequence = 5;
    update.careOf = World::Home();
    give(6, update);
    update.careOf.reset();
    give(7, update);
    update.sequence = 6;
    update.lifetime = 0;
    give(8, update);
    // Not valid, so nobody looks whom it is for.
    update.sequence = 7;
    update.lifetime = 100;
    give(9, update);
    lookUp.sequence = 7;
    give(10, lookUp);
    bench.run.Run();
    EXPECT_EQ(bound, (std::vector<std::size_t>{0, 1, 1, 1, 0, 1, 0, 1, 1}));
    std::vector<BindingStatus> expected(8, BindingStatus::ACCEPTED);
    for (const std::size_t i : {0U, 2U, 3U})
    {
        expected[i] = BindingStatus::HOME_AGENT_DISCOVERY_RESPONSE;
    }
    // The one with the home address as care-of address is answered on the home link.
    expected.erase(expected.begin() + 4);
    EXPECT_EQ(bench.Statuses(), expected);
    EXPECT_EQ(bench.run.DropsOf("HA", "superseded-update"), 1U);
}

// Section 7.2, in parentheses.
TEST(Draft1997Discovery, WhoDoesNotServeTheHomeLinkForwardsIt)
{
    REQ("D04-043+1");
    ScenarioRun run(World::Text(AWAY, ""),
                    {DISCOVER,
                     R"(/links/mid={ "prefix": "d::/64" })",
                     R"(/links/other={ "prefix": "e::/64" })",
                     R"(/nodes/R_A/links={ "A": "::1", "mid": "::a" })",
                     R"(/nodes/HA2={ "role": "home-agent", "dialect": "draft1997",
                         "links": { "mid": "::2", "other": "::1", "core": "::2" } })",
                     R"(/nodes/MN2={ "role": "mobile-node", "dialect": "draft1997", "home": "other",
                         "attributes": { "ns3::nemo::Draft1997Codec::RequiresAuthentication": false },
                         "interfaceId": "::7", "homeAgent": "HA2" })"});
    const LinkTap mid(run.LinkOf("mid"));
    const LinkTap core(run.LinkOf("core"));
    run.Run();
    std::vector<int> hopLimits;
    for (const LinkTap* tap : {&mid, &core})
    {
        for (const auto& packet :
             tap->Where([](const CaughtPacket& packet) { return packet.destination == ANYCAST; }))
        {
            hopLimits.push_back(packet.hopLimit);
        }
    }
    ASSERT_EQ(hopLimits.size(), 2U) << "once on each";
    EXPECT_EQ(hopLimits[1], hopLimits[0] - 1);
    const auto answers = SeenOn<BindingAcknowledgement>(core);
    ASSERT_EQ(answers.size(), 2U);
    EXPECT_EQ(answers[0].packet.source, World::Agent());
    EXPECT_EQ(run.CountOf("HA2", "BU", "rx") + run.CountOf("R_A", "BU", "rx"), 0U);
    for (const std::string node : {"HA2", "R_A"})
    {
        EXPECT_EQ(run.DropsOf(node, "unprotected") + run.DropsOf(node, "unknown-association"), 0U);
    }
}

namespace
{

/// Two home agents on the home link, which has a router of its own.
ScenarioRun
MakeTwoAgents(const std::string& faults, const std::string& movement)
{
    const std::string agent =
        R"({ "role": "home-agent", "dialect": "draft1997", "links": { "home": "::)";
    const std::string key = R"("keys": { "authentication": "0x)" + World::Repeated("07", 20) +
                            R"(" }, "protect": ["binding"], "protocol": "ah" })";
    return ScenarioRun(
        World::Text(movement, DOWN),
        {DISCOVER,
         "/duration=300s",
         R"(/nodes/R_H={ "role": "router", "dialect": "draft1997",
                         "links": { "home": "::f", "core": "::f" } })",
         "/nodes/HA=" + agent + R"(1" } })",
         "/nodes/HA2=" + agent + R"(3" } })",
         R"(/security=[{ "between": ["MN", "HA"], "spi": [256, 257], )" + key +
             R"(, { "between": ["MN", "HA2"], "spi": [270, 271], )" + key +
             R"(, { "between": ["MN", "CN"], "spi": [258, 259], )" + key + "]",
         R"(/nodes/MN/attributes={ "ns3::nemo::Draft1997::MaxBindackTimeout": "4s" })",
         "/faults=[" + faults + "]"});
}

std::vector<Ipv6Address>
HomeAgentsAsked(const LinkTap& tap, Time from)
{
    std::vector<Ipv6Address> asked;
    for (const auto& update : SeenOn<BindingUpdate>(tap))
    {
        if (update.body.homeRegistration && update.at > from)
        {
            asked.push_back(update.packet.destination);
        }
    }
    return asked;
}

const Ipv6Address SECOND("1::3");

} // namespace

// Section 9.4, its last paragraph.
TEST(Draft1997Discovery, ThePresentHomeAgentIsTriedFirstThenThoseThatAreKnownThenWhoeverIsThere)
{
    REQ("D04-088@draft1997", "BOOK-072@draft1997");
    const std::string faults = R"({ "at": "20s", "node": "FIRST", "action": "crash" },
                                  { "at": "150s", "node": "FIRST", "action": "restart" },
                                  { "at": "190s", "node": "OTHER", "action": "crash" })";
    const std::string movement = AWAY + R"(, { "at": "30s", "node": "MN", "to": "B" },
                                             { "at": "200s", "node": "MN", "to": "A" })";
    // Who answers first is up to the neighbours of the home link.
    Ipv6Address first;
    {
        ScenarioRun probe = MakeTwoAgents("", AWAY);
        const LinkTap link(probe.LinkOf("A"));
        probe.Run();
        const auto asked = HomeAgentsAsked(link, Seconds(0));
        ASSERT_EQ(asked.size(), 2U);
        first = asked.back();
    }
    const Ipv6Address other = first == World::Agent() ? SECOND : World::Agent();
    const auto name = [](const Ipv6Address& agent) {
        return std::string(agent == World::Agent() ? "HA" : "HA2");
    };
    std::string named = faults;
    for (auto at = named.find("FIRST"); at != std::string::npos; at = named.find("FIRST"))
    {
        named.replace(at, 5, name(first));
    }
    named.replace(named.find("OTHER"), 5, name(other));
    ScenarioRun both = MakeTwoAgents(named, movement);
    const LinkTap a(both.LinkOf("A"));
    const LinkTap b(both.LinkOf("B"));
    both.At(Seconds(140), [&] { EXPECT_EQ(both.RegistrarOf(name(other))->GetCache().Size(), 1U); });
    both.Run();
    const auto asked = HomeAgentsAsked(b, Seconds(30));
    ASSERT_GE(asked.size(), 5U);
    for (std::size_t i = 0; i < 3; ++i)
    {
        EXPECT_EQ(asked[i], first) << i;
    }
    EXPECT_NE(std::find(asked.begin(), asked.end(), ANYCAST), asked.end());
    EXPECT_EQ(asked.back(), other);
    // The other fails in its turn: the first one is known, so nobody is looked for.
    const auto again = HomeAgentsAsked(a, Seconds(200));
    ASSERT_GE(again.size(), 4U);
    EXPECT_EQ(again.front(), other);
    EXPECT_EQ(again.back(), first);
    EXPECT_EQ(std::find(again.begin(), again.end(), ANYCAST), again.end());
    EXPECT_EQ(both.BindingsOf(name(first)).size(), 1U);
}

// Sections 6 and 8.4: what every home agent has to do, and by which way it sends itself.
TEST(Draft1997Discovery, AHomeAgentDoesAllThatIsAskedOfIt)
{
    REQ("D04-039", "D04-069");
    ScenarioRun run(World::Text(AWAY, DOWN), {DISCOVER, "/nodes/MN/routeOptimization=false"});
    const LinkTap link(run.LinkOf("A"));
    const BuiltNode& agent = run.NodeOf("HA");
    run.At(Seconds(20), [&] {
        const Binding* entry = run.RegistrarOf("HA")->GetCache().Find(World::Home());
        ASSERT_NE(entry, nullptr);
        EXPECT_TRUE(entry->homeRegistration);
        EXPECT_EQ(entry->careOfAddress, Ipv6Address("a::2"));
        EXPECT_TRUE(agent.stack->GetAddressProxy()->IsAnswering(World::Home(),
                                                                agent.interfaces.front().number));
        auto socket = Socket::CreateSocket(agent.node, UdpSocketFactory::GetTypeId());
        socket->Bind(Inet6SocketAddress(World::Agent(), 0));
        socket->SendTo(Create<Packet>(20), 0, Inet6SocketAddress(World::Home(), 9));
    });
    run.Run();
    std::vector<BindingStatus> statuses;
    for (const auto& answer : SeenOn<BindingAcknowledgement>(link))
    {
        statuses.push_back(answer.body.status);
    }
    EXPECT_EQ(statuses,
              (std::vector<BindingStatus>{BindingStatus::HOME_AGENT_DISCOVERY_RESPONSE,
                                          BindingStatus::ACCEPTED}));
    std::size_t own = 0;
    std::size_t intercepted = 0;
    for (const auto& caught : link.All())
    {
        const auto reading = ReadDraft1997(caught.octets);
        if (reading.destination != Ipv6Address("a::2") || reading.spi)
        {
            continue;
        }
        if (reading.protocol == 17)
        {
            ++own;
            EXPECT_EQ(reading.source, World::Agent());
            EXPECT_EQ(reading.routing, World::Home());
        }
        if (reading.protocol == 41)
        {
            ++intercepted;
            EXPECT_EQ(reading.source, World::Agent());
            EXPECT_FALSE(reading.routing);
            ASSERT_TRUE(caught.inner);
            EXPECT_EQ(caught.inner->source, World::Peer());
            EXPECT_EQ(caught.inner->destination, World::Home());
        }
    }
    EXPECT_EQ(own, 1U);
    EXPECT_GT(intercepted, 400U);
}

// Section 9.4: what is lost on the way is sent again.
TEST(Draft1997Discovery, AQuestionThatIsLostIsRepeatedWithItsNumber)
{
    ScenarioRun run(World::Text(AWAY, ""),
                    {DISCOVER, R"(/faults=[{ "at": "5s", "link": "core", "up": false },
                                           { "at": "15s", "link": "core", "up": true }])"});
    const LinkTap link(run.LinkOf("A"));
    run.Run();
    const auto updates = SeenOn<BindingUpdate>(link);
    ASSERT_EQ(updates.size(), 5U);
    for (std::size_t i = 0; i < 4; ++i)
    {
        EXPECT_EQ(updates[i].packet.destination, ANYCAST);
        EXPECT_EQ(updates[i].body.sequence, updates[0].body.sequence);
        EXPECT_NEAR((updates[i].at - updates[0].at).GetSeconds(), (1 << i) - 1, 0.01);
    }
    EXPECT_EQ(updates[4].packet.destination, World::Agent());
    EXPECT_EQ(run.BindingsOf("HA").size(), 1U);
}

} // namespace ns3::nemo::tests::draft1997_discovery_test
