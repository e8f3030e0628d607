// SPDX-License-Identifier: GPL-2.0-only
// What the book says of Mobile IPv6 (its sections 3.1 to 3.2.9), once more in the 1997 dialect;
// draft1997-both-test.cc has a tour.
#include "nemo-requirement.h"
#include "support/draft1997-bench.h"

#include "ns3/boolean.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/mip6-home-agent.h"
#include "ns3/mip6-mobile-node.h"

#include <algorithm>
#include <functional>
#include <gtest/gtest.h>
#include <stdexcept>
#include <string>
#include <vector>

namespace ns3::nemo::tests::draft1997_book_test
{

namespace
{

using World = Draft1997World;
using Bench = Draft1997Bench;

const std::string TO_A = R"({ "at": "10s", "node": "MN", "to": "A" })";

/// The advertisements of the home address on the home link.
std::vector<CaughtPacket>
Claims(const LinkTap& home, const Ipv6Address& address)
{
    return home.Where([&address](const CaughtPacket& packet) {
        return packet.icmpv6 == 136 && packet.destination == Ipv6Address("ff02::1") &&
               packet.As<NeighborAdvertisement>().target == address;
    });
}

/// An answer to the mobile node on link B.
Octets
Answer(uint16_t sequence, SigningAssociation& signer)
{
    BindingAcknowledgement body;
    body.sequence = sequence;
    body.lifetime = 100;
    Draft1997Packet packet;
    packet.source = World::Agent();
    packet.destination = Ipv6Address("b::2");
    packet.routing = World::Home();
    packet.signals.push_back({body, {}});
    packet.association = &signer;
    return packet.Build();
}

} // namespace

// MAX_ADVERT_REXMIT, draft-ietf-mobileip-ipv6-04 sections 8.2, 9.13 and 11.
TEST(Draft1997Book, WhatIsSaidOnTheHomeLinkIsSaidAgainAsOftenAsItIsTold)
{
    REQ("BOOK-013@draft1997", "D04-108");
    for (const int repeats : {0, 1, 3})
    {
        SCOPED_TRACE(repeats);
        const std::string told = R"(/attributes={ "ns3::nemo::Draft1997::MaxAdvertRexmit": )" +
                                 std::to_string(repeats) + " }";
        ScenarioRun run(World::Text(TO_A + R"(, { "at": "30s", "node": "MN", "to": "home" })", ""),
                        {"/nodes/HA" + told, "/nodes/MN" + told});
        const LinkTap home(run.LinkOf("home"));
        run.Run();
        std::vector<CaughtPacket> away;
        std::vector<CaughtPacket> back;
        for (const auto& claim : Claims(home, World::Home()))
        {
            (claim.at < Seconds(30) ? away : back).push_back(claim);
        }
        const auto times = static_cast<std::size_t>(repeats) + 1;
        EXPECT_EQ(away.size(), times) << "of the home agent";
        EXPECT_EQ(back.size(), times) << "of the mobile node";
        for (const auto* all : {&away, &back})
        {
            for (std::size_t i = 1; i < all->size(); ++i)
            {
                EXPECT_EQ((*all)[i].at - (*all)[i - 1].at, Seconds(1)) << "RetransTimer";
                EXPECT_EQ((*all)[i].octets, (*all)[0].octets);
            }
        }
    }
    EXPECT_THROW(
        ScenarioRun(World::Text("", ""),
                    {R"(/nodes/HA/attributes={ "ns3::nemo::Draft1997::MaxAdvertRexmit": 4 })"}),
        std::runtime_error);
}

// The cache is in memory that a crash empties.
TEST(Draft1997Book, ARestartForgetsTheBindings)
{
    REQ("BOOK-005@draft1997");
    ScenarioRun run(World::Text(TO_A,
                                R"({ "type": "udp", "from": "CN", "to": "MN", "rate": "10pps",
                                     "start": "15s", "stop": "25s", "name": "down" })"),
                    {R"(/faults=[{ "at": "30s", "node": "HA", "action": "crash" },
                                 { "at": "30s", "node": "CN", "action": "crash" },
                                 { "at": "31s", "node": "HA", "action": "restart" },
                                 { "at": "31s", "node": "CN", "action": "restart" }])",
                     "/duration=35s"});
    for (const std::string name : {"HA", "CN"})
    {
        run.At(Seconds(29), [&run, name] {
            const auto all = run.RegistrarOf(name)->GetCache().Sorted();
            ASSERT_EQ(all.size(), 1U);
            EXPECT_EQ(all[0]->homeAddress, World::Home());
            EXPECT_EQ(all[0]->careOfAddress, Ipv6Address("a::2"));
            EXPECT_EQ(all[0]->homeRegistration, name == "HA");
            EXPECT_GT(all[0]->lifetime, 400U);
        });
        run.At(MilliSeconds(31500),
               [&run, name] { EXPECT_EQ(run.RegistrarOf(name)->GetCache().Size(), 0U); });
    }
    run.Run();
}

// Two homes, on links of their own.
TEST(Draft1997Book, EachHomeAddressIsMadeOfItsLinkAndStaysAndIsRegistered)
{
    REQ("BOOK-001@draft1997");
    const std::string key =
        R"("keys": { "authentication": "0x)" + World::Repeated("07", 20) + R"(" })";
    const auto item = [&key](int home, const std::string& agent, const std::string& spis) {
        return R"({ "between": ["MN", ")" + agent + R"("], "home": )" + std::to_string(home) +
               R"(, "protect": ["binding"], "protocol": "ah", "spi": [)" + spis + "], " + key +
               " }";
    };
    const auto flow = [](const std::string& name, const std::string& address) {
        return R"({ "type": "ping", "from": "CN", "to": { "node": "MN", "address": ")" + address +
               R"(" }, "interval": "500ms", "start": "20s", "name": ")" + name + "\" }";
    };
    const Ipv6Address second("4::2");
    ScenarioRun run(
        World::Text(R"({ "at": "10s", "node": "MN", "to": "A" },
                       { "at": "30s", "node": "MN", "to": "B" },
                       { "at": "50s", "node": "MN", "to": "A" })",
                    flow("first", "1::2") + ", " + flow("second", "4::2")),
        {R"(/links/other={ "prefix": "4::/64" })",
         R"(/nodes/HA2={ "role": "home-agent", "dialect": "draft1997",
                         "links": { "other": "::1", "core": "::4" } })",
         R"(/nodes/MN={ "role": "mobile-node", "dialect": "draft1997", "interfaceId": "::2",
                        "homes": [ { "link": "home", "homeAgent": "HA" },
                                   { "link": "other", "homeAgent": "HA2" } ] })",
         "/security=[" + item(0, "HA", "256, 257") + ", " + item(1, "HA2", "260, 261") + "]",
         "/duration=70s"});
    const auto mobile = run.RoleOf<MobileNode>("MN");
    for (const auto& [at, careOf] : {std::pair(25., "a::2"), {45., "b::2"}, {65., "a::2"}})
    {
        run.At(Seconds(at), [&, careOf = Ipv6Address(careOf)] {
            const auto interfaces = run.NodeOf("MN").stack->GetInterfaceTable();
            for (const auto& [agent, address] :
                 {std::pair(std::string("HA"), World::Home()), {"HA2", second}})
            {
                const auto* bound = run.RegistrarOf(agent)->GetCache().Find(address);
                ASSERT_NE(bound, nullptr) << agent;
                EXPECT_EQ(bound->careOfAddress, careOf);
                EXPECT_TRUE(bound->homeRegistration);
                EXPECT_EQ(run.RegistrarOf(agent)->GetCache().Size(), 1U);
                EXPECT_TRUE(interfaces->Has(address));
            }
            EXPECT_EQ(mobile->GetHomes().size(), 2U);
        });
    }
    run.Run();
    for (const std::string name : {"first", "second"})
    {
        const auto flown = run.FlowOf(name);
        EXPECT_GT(flown["received"].get<int>(), flown["sent"].get<int>() - 20) << flown;
    }
}

// Three moves under two connections.
TEST(Draft1997Book, UpperLayersSeeTheHomeAddressAlone)
{
    REQ("BOOK-007@draft1997");
    ScenarioRun run(
        World::Text(TO_A + R"(, { "at": "20s", "node": "MN", "to": "B" },
                                { "at": "30s", "node": "MN", "to": "home" })",
                    R"({ "type": "tcp", "from": "MN", "to": "CN", "start": "5s", "bytes": 2000000,
                         "name": "up" },
                       { "type": "tcp", "from": "CN", "to": "MN", "start": "5s", "bytes": 2000000,
                         "name": "down" },
                       { "type": "tcp", "from": "MN", "to": "CN", "start": "15s", "bytes": 500000,
                         "name": "later" })"),
        {"/links/core/rate=1Mbps", "/duration=120s"});
    const auto look =
        [&run](const std::string& node, const Ipv6Address& from, const Ipv6Address& to) {
            const std::function<void(const Ipv6Header&, Ptr<const Packet>, uint32_t)> check =
                [from, to](const Ipv6Header& header, Ptr<const Packet>, uint32_t) {
                    if (header.GetNextHeader() == 6)
                    {
                        EXPECT_EQ(header.GetSource(), from);
                        EXPECT_EQ(header.GetDestination(), to);
                    }
                };
            run.NodeOf(node).node->GetObject<Ipv6L3Protocol>()->TraceConnectWithoutContext(
                "LocalDeliver",
                Callback<void, const Ipv6Header&, Ptr<const Packet>, uint32_t>(check));
        };
    look("CN", World::Home(), World::Peer());
    look("MN", World::Peer(), World::Home());
    run.Run();
    for (const auto& [name, octets] :
         {std::pair("up", 2000000), {"down", 2000000}, {"later", 500000}})
    {
        EXPECT_EQ(run.FlowOf(name)["received"], octets) << run.FlowOf(name);
    }
    EXPECT_NE(run.HandoverOf("MN", 2), nullptr);
}

TEST(Draft1997Book, AnAnswerConfirmsTheUpdateThatHasItsNumber)
{
    REQ("BOOK-036@draft1997");
    ScenarioRun run(World::Text(TO_A + R"(, { "at": "20s", "node": "MN", "to": "B" })", ""),
                    {R"(/faults=[{ "at": "9s", "node": "HA", "action": "crash" }])"});
    SigningAssociation signer(World::TO_MOBILE, AhKeyOf(World::KEY));
    const LinkTap a(run.LinkOf("A"));
    const auto entry = [&run] {
        return run.RoleOf<MobileNode>("MN")->GetBindingUpdateList().Find(World::Agent(),
                                                                         World::Home());
    };
    uint16_t newest = 0;
    run.At(Seconds(25), [&] {
        ASSERT_NE(entry(), nullptr);
        newest = entry()->sequence;
        World::Inject(run.NodeOf("MN"), Answer(static_cast<uint16_t>(newest - 1), signer));
        EXPECT_FALSE(entry()->acknowledged) << "that was for the other link";
        World::Inject(run.NodeOf("MN"), Answer(newest, signer));
        EXPECT_TRUE(entry()->acknowledged);
    });
    run.Run();
    const auto older = World::With<BindingUpdate>(a);
    ASSERT_FALSE(older.empty());
    EXPECT_EQ(
        static_cast<uint16_t>(ReadDraft1997(older.front()).Find<BindingUpdate>()->sequence + 1),
        newest);
}

// The home agent stops defending, and says so over the link.
TEST(Draft1997Book, AtHomeTheAnswerComesOverTheLinkAndNobodyDefendsAnyMore)
{
    REQ("BOOK-056@draft1997");
    ScenarioRun run(World::Text(TO_A + R"(, { "at": "30s", "node": "MN", "to": "home" })", ""));
    const LinkTap home(run.LinkOf("home"));
    run.Run();
    const auto& agent = run.NodeOf("HA");
    const auto device = agent.node->GetObject<Ipv6>()->GetNetDevice(agent.interfaces[0].number);
    const Mac48Address defender = Mac48Address::ConvertFrom(device->GetAddress());
    Time answered = Time::Max();
    for (const auto& packet : home.All())
    {
        const auto reading = ReadDraft1997(packet.octets);
        if (reading.Find<BindingAcknowledgement>() && packet.at > Seconds(30))
        {
            answered = std::min(answered, packet.at);
            EXPECT_EQ(packet.from, defender);
            EXPECT_EQ(reading.destination, World::Home());
            EXPECT_FALSE(reading.routing);
        }
    }
    ASSERT_LT(answered, Seconds(40));
    for (const auto& claim : Claims(home, World::Home()))
    {
        EXPECT_TRUE(claim.at < Seconds(30) || claim.from != defender) << claim.at;
    }
}

// With one at a time: it is moved, or has ended, before another has it.
TEST(Draft1997Book, AHomeAddressIsRegisteredWithOneHomeAgentAtATime)
{
    REQ("BOOK-076@draft1997");
    ScenarioRun run(World::Text(TO_A + R"(, { "at": "30s", "node": "MN", "to": "B" })", ""),
                    World::Unsigned({"/nodes/MN/homeAgent=discover",
                                     R"(/nodes/MN/attributes={
                             "ns3::nemo::Draft1997Codec::RequiresAuthentication": false,
                             "ns3::nemo::MobileNode::LifetimeRequested": "100s" })",
                                     R"(/nodes/HA2={ "role": "home-agent", "dialect": "draft1997",
                             "links": { "home": "::3", "core": "::3" },
                             "attributes": {
                               "ns3::nemo::Draft1997Codec::RequiresAuthentication": false } })",
                                     "/duration=200s"}));
    // The one that has it serves this home address no longer, from the refusal of the refresh on.
    std::string first;
    const auto bound = [&run](const std::string& name) {
        return run.RegistrarOf(name)->GetCache().Size();
    };
    run.At(Seconds(25), [&] {
        first = bound("HA") == 1 ? "HA" : "HA2";
        run.RoleOf<HomeAgent>(first)->Deny(World::Home());
        run.RoleOf<HomeAgent>(first)->SetAttribute("Serving", BooleanValue(false));
    });
    for (int at = 110; at < 2000; ++at)
    {
        run.At(MilliSeconds(100 * at), [&] { EXPECT_LE(bound("HA") + bound("HA2"), 1U); });
    }
    run.Run();
    EXPECT_EQ(run.BindingsOf(first == "HA" ? "HA2" : "HA").size(), 1U);
}

} // namespace ns3::nemo::tests::draft1997_book_test
