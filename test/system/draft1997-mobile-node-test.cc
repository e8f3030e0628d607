// SPDX-License-Identifier: GPL-2.0-only
// What a mobile node of the 1997 dialect does on its way: draft-ietf-mobileip-ipv6-04 sections 4.3,
// 9.1 to 9.5, 9.11 and 9.12.
#include "nemo-requirement.h"
#include "support/draft1997-world.h"

#include "ns3/mip6-mobile-node.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <vector>

namespace ns3::nemo::tests::draft1997_mobile_node_test
{

namespace
{

using World = Draft1997World;

const std::string TO_A = R"({ "at": "10s", "node": "MN", "to": "A" })";
const std::string DOWN = R"({ "type": "udp", "from": "CN", "to": "MN", "rate": "10pps",
                              "start": "15s", "name": "down" })";

/// An attribute of the mobile node.
std::string
OfMobile(const std::string& attributes)
{
    return "/nodes/MN/attributes={ " + attributes + " }";
}

bool
IsOf(const Ipv6Address& address, const char* prefix)
{
    return NetworkPrefix(Ipv6Address(prefix), 64).Contains(address);
}

/// What a node sends on a link, by its link-layer address.
std::vector<CaughtPacket>
SentBy(const ScenarioRun& run, const std::string& node, const LinkTap& tap)
{
    std::set<Mac48Address> own;
    const auto device = run.NodeOf(node).node;
    for (uint32_t i = 0; i < device->GetNDevices(); ++i)
    {
        const Address address = device->GetDevice(i)->GetAddress();
        if (Mac48Address::IsMatchingType(address))
        {
            own.insert(Mac48Address::ConvertFrom(address));
        }
    }
    return tap.Where([&own](const CaughtPacket& packet) { return own.count(packet.from) > 0; });
}

std::vector<CaughtPacket>
UpdatesTo(const LinkTap& tap, const Ipv6Address& peer)
{
    return tap.Where([&](const CaughtPacket& packet) {
        const auto reading = ReadDraft1997(packet.octets);
        return reading.Find<BindingUpdate>() && reading.destination == peer;
    });
}

const BindingUpdate
UpdateIn(const CaughtPacket& packet)
{
    return *ReadDraft1997(packet.octets).Find<BindingUpdate>();
}

} // namespace

// Section 4.3.
TEST(Draft1997MobileNode, KeepsWhatItSentToWhom)
{
    REQ("D04-012", "D04-090", "D04-040");
    ScenarioRun run(World::Text(TO_A, DOWN),
                    {OfMobile(R"("ns3::nemo::MobileNode::CorrespondentLifetime": "20s",
                                 "ns3::nemo::MobileNode::RefreshPercent": 100)"),
                     "/traffic/0/stop=16s"});
    run.LinkOf("core")->SetLossRule([](const LinkFrame& frame, Ptr<const MobileLinkDevice>) {
        Octets octets(frame.packet->GetSize());
        frame.packet->CopyData(octets.data(), frame.packet->GetSize());
        const auto reading = ReadDraft1997(octets);
        // The first one for the correspondent.
        return reading.Find<BindingUpdate>() && reading.destination == World::Peer() &&
               Simulator::Now() < MilliSeconds(15900);
    });
    const auto find = [&run](const Ipv6Address& peer) {
        return run.RoleOf<MobileNode>("MN")->GetBindingUpdateList().Find(peer, World::Home());
    };
    uint16_t sequence = 0;
    run.At(MilliSeconds(15500), [&] {
        const auto* agent = find(World::Agent());
        ASSERT_NE(agent, nullptr);
        EXPECT_EQ(agent->careOfAddress, Ipv6Address("a::2"));
        EXPECT_TRUE(agent->homeRegistration && agent->acknowledged);
        EXPECT_FALSE(agent->retransmitAt);
        EXPECT_LT(agent->Remaining(Simulator::Now()), Seconds(420));
        const auto* peer = find(World::Peer());
        ASSERT_NE(peer, nullptr);
        EXPECT_FALSE(peer->homeRegistration || peer->acknowledged || peer->noMoreUpdates);
        EXPECT_EQ(peer->lifetime, 20U);
        EXPECT_EQ(peer->retransmitTimeout, Seconds(1));
        ASSERT_TRUE(peer->retransmitAt);
        EXPECT_EQ(*peer->retransmitAt, peer->lastSent + Seconds(1));
        EXPECT_LT(peer->lastSent, MilliSeconds(15200));
        sequence = peer->sequence;
    });
    run.At(MilliSeconds(16500), [&] {
        const auto* peer = find(World::Peer());
        ASSERT_NE(peer, nullptr);
        EXPECT_TRUE(peer->acknowledged);
        EXPECT_FALSE(peer->retransmitAt);
        EXPECT_EQ(peer->sequence, sequence);
        EXPECT_GT(peer->lastSent, Seconds(16));
        const auto all = run.RoleOf<MobileNode>("MN")->GetBindingUpdateList().Sorted();
        EXPECT_EQ(all.size(), 2U) << "two updates to one node are one entry";
    });
    run.At(Seconds(40), [&] {
        EXPECT_EQ(find(World::Peer()), nullptr) << "its lifetime is over";
        EXPECT_NE(find(World::Agent()), nullptr);
    });
    run.Run();
}

// Section 9.1: the home address for what may outlive a move, the care-of address for what does not.
TEST(Draft1997MobileNode, ConnectionsKeepTheHomeAddressAndShortExchangesNeedNot)
{
    REQ("D04-074", "BOOK-060@draft1997");
    ScenarioRun run(
        World::Text(TO_A,
                    R"({ "type": "tcp", "from": "MN", "to": "CN", "start": "5s", "stop": "25s",
                         "name": "file" },
                       { "type": "udp", "from": "MN", "to": "CN", "port": 4053, "start": "15s",
                         "stop": "16s", "name": "short" })"),
        {"/nodes/MN/careOfPorts=[4053]", "/links/core/rate=2Mbps", "/duration=30s"});
    const LinkTap link(run.LinkOf("A"));
    run.Run();
    std::size_t segments = 0;
    std::size_t queries = 0;
    for (const auto& packet : SentBy(run, "MN", link))
    {
        const auto reading = ReadDraft1997(packet.octets);
        if (reading.protocol == 6)
        {
            ++segments;
            EXPECT_EQ(reading.homeAddress, World::Home());
        }
        if (reading.protocol == 17)
        {
            ++queries;
            EXPECT_FALSE(reading.homeAddress);
            EXPECT_EQ(reading.source, Ipv6Address("a::2"));
        }
    }
    EXPECT_GT(segments, 100U) << "the connection that was begun at home";
    EXPECT_GT(queries, 40U);
}

// Section 9.1.
TEST(Draft1997MobileNode, TheCareOfAddressIsOneOfTheLinkThatItLeavesBy)
{
    REQ("D04-075");
    ScenarioRun run(World::Text(R"({ "at": "10s", "node": "MN", "to": "A" },
                                   { "at": "12s", "node": "MN", "to": "B", "interface": 1 },
                                   { "at": "25s", "node": "MN", "to": null })",
                                R"({ "type": "udp", "from": "MN", "to": "CN", "rate": "10pps",
                                     "start": "15s", "name": "up" })"),
                    {"/nodes/MN/interfaces=2"});
    const LinkTap a(run.LinkOf("A"));
    const LinkTap b(run.LinkOf("B"));
    run.Run();
    const auto count = [&run](const LinkTap& tap, const char* prefix) {
        std::size_t found = 0;
        for (const auto& packet : SentBy(run, "MN", tap))
        {
            const auto reading = ReadDraft1997(packet.octets);
            if (reading.homeAddress == World::Home())
            {
                ++found;
                EXPECT_TRUE(IsOf(packet.source, prefix)) << packet.source;
            }
        }
        return found;
    };
    EXPECT_GT(count(a, "a::"), 80U);
    EXPECT_GT(count(b, "b::"), 300U);
}

// Section 9.2: what the link layer says is a reason to ask, no more.
TEST(Draft1997MobileNode, ALinkThatComesBackIsNoMovement)
{
    REQ("D04-080", "BOOK-052@draft1997");
    ScenarioRun run(World::Text(TO_A + R"(, { "at": "20s", "node": "MN", "to": null },
                                          { "at": "20100ms", "node": "MN", "to": "A" })",
                                ""),
                    {"/duration=40s"});
    const LinkTap link(run.LinkOf("A"));
    int changes = 0;
    const std::function<void(const Ipv6Address&)> note = [&](const Ipv6Address&) {
        changes += Simulator::Now() >= Seconds(20);
    };
    run.RoleOf<MobileNode>("MN")->TraceConnectWithoutContext(
        "CareOfAddress",
        Callback<void, const Ipv6Address&>(note));
    run.Run();
    EXPECT_EQ(changes, 0) << "it has not moved, as far as it knows";
    EXPECT_EQ(UpdatesTo(link, World::Agent()).size(), 1U) << "that of the first arrival";
    const auto solicitations = link.Where(
        [](const CaughtPacket& packet) { return packet.icmpv6 == 133 && packet.at > Seconds(20); });
    EXPECT_GE(solicitations.size(), 1U);
}

// Section 9.2: a router that says nothing any more is left for another, for one reason or another.
TEST(Draft1997MobileNode, ARouterThatFallsSilentIsLeftForAnother)
{
    ScenarioRun run(World::Text(TO_A,
                                R"({ "type": "udp", "from": "MN", "to": "CN", "rate": "10pps",
                                     "start": "15s", "name": "up" })"),
                    {R"(/nodes/R_B/links={ "A": "::b", "core": "::b" })"});
    const LinkTap link(run.LinkOf("A"));
    std::map<std::string, Mac48Address> routers;
    for (const std::string name : {"R_A", "R_B"})
    {
        const auto& node = run.NodeOf(name);
        const auto device =
            node.node->GetObject<Ipv6L3Protocol>()->GetNetDevice(node.FindInterface("A")->number);
        routers[name] = Mac48Address::ConvertFrom(device->GetAddress());
    }
    const auto data = [&](Time from, Time until) {
        std::set<Mac48Address> hops;
        for (const auto& packet : SentBy(run, "MN", link))
        {
            if (packet.at > from && packet.at < until &&
                ReadDraft1997(packet.octets).protocol == 17)
            {
                hops.insert(packet.to);
            }
        }
        return hops;
    };
    // Whichever it uses falls silent without a word, and no more than that.
    std::string used;
    run.At(Seconds(25), [&] {
        const auto hops = data(Seconds(20), Seconds(25));
        ASSERT_EQ(hops.size(), 1U);
        used = *hops.begin() == routers["R_A"] ? "R_A" : "R_B";
        const auto& node = run.NodeOf(used);
        node.stack->GetRouterAdvertiser()->Disable(node.FindInterface("A")->number, false);
    });
    run.Run();
    EXPECT_EQ(data(MilliSeconds(25100), MilliSeconds(25900)),
              std::set<Mac48Address>{routers[used]});
    EXPECT_EQ(data(Seconds(31), Seconds(60)),
              std::set<Mac48Address>{routers[used == "R_A" ? "R_B" : "R_A"]});
    EXPECT_EQ(UpdatesTo(link, World::Agent()).size(), 1U) << "the care-of address stays";
}

// Section 9.3: a node that hangs between two links does not tire everybody.
TEST(Draft1997MobileNode, HasNoMoreThanOneNewPrimaryCareOfAddressInASecond)
{
    REQ("D04-082");
    std::string movement;
    for (int i = 0; i < 20; ++i)
    {
        movement += (i ? ", " : "") + (R"({ "at": ")" + std::to_string(10000 + 400 * i)) +
                    R"(ms", "node": "MN", "to": ")" + (i % 2 ? "B" : "A") + "\" }";
    }
    ScenarioRun run(World::Text(movement, ""),
                    {OfMobile(R"("ns3::nemo::MobileNode::OptimisticDad": true,
                                 "ns3::nemo::MobileNode::DadRandomDelay": "0s",
                                 "ns3::nemo::RouterDiscovery::MaxRtrSolicitationDelay": "0s")"),
                     R"(/nodes/MN/movementDetection=link)",
                     R"(/nodes/R_A/links/A={ "address": "::1", "advertise": { "max": "70ms" } })",
                     R"(/nodes/R_B/links/B={ "address": "::1", "advertise": { "max": "70ms" } })",
                     "/duration=30s"});
    std::vector<Time> formed;
    const std::function<void(const Ipv6Address&)> note = [&](const Ipv6Address& address) {
        if (!address.IsAny())
        {
            formed.push_back(Simulator::Now());
        }
    };
    run.RoleOf<MobileNode>("MN")->TraceConnectWithoutContext(
        "CareOfAddress",
        Callback<void, const Ipv6Address&>(note));
    run.Run();
    ASSERT_GE(formed.size(), 3U);
    for (std::size_t i = 1; i < formed.size(); ++i)
    {
        EXPECT_GE(formed[i] - formed[i - 1], Seconds(1)) << i;
    }
}

// Sections 9.3 and 9.12.
TEST(Draft1997MobileNode, ANewPrefixGivesAnotherCareOfAddressAndNoRegistration)
{
    REQ("D04-082+1", "D04-014");
    ScenarioRun run(World::Text(TO_A, ""),
                    {R"(/faults=[{ "at": "20s", "link": "A", "prefix": ["a::/64", "d::/64"] }])"});
    const LinkTap link(run.LinkOf("A"));
    Draft1997Packet packet;
    packet.source = World::Peer();
    packet.destination = Ipv6Address("d::2");
    packet.protocol = 17;
    packet.payload = World::Datagram(packet.source, packet.destination);
    const Octets octets = packet.Build();
    run.At(Seconds(30), [&] {
        World::Inject(run.NodeOf("MN"), octets);
        EXPECT_EQ(run.RoleOf<MobileNode>("MN")->GetCareOfAddress(), Ipv6Address("a::2"));
        const auto* bound = run.RegistrarOf("HA")->GetCache().Find(World::Home());
        ASSERT_NE(bound, nullptr);
        EXPECT_EQ(bound->careOfAddress, Ipv6Address("a::2"));
    });
    run.Run();
    EXPECT_EQ(UpdatesTo(link, World::Agent()).size(), 1U);
    const auto told = link.Where(World::IsPortUnreachable);
    ASSERT_EQ(told.size(), 1U);
    const auto quoted = ReadDraft1997(told[0].octets).offset + 8;
    EXPECT_EQ(Ipv6Address::Deserialize(told[0].octets.data() + quoted + 24), Ipv6Address("d::2"));
}

// Section 9.3.
TEST(Draft1997MobileNode, TheHomeAddressTakesNoPartInAutoconfiguration)
{
    REQ("D04-083");
    ScenarioRun run(World::Text(TO_A + R"(, { "at": "20s", "node": "MN", "to": "B" })", DOWN),
                    {"/duration=30s"});
    const LinkTap a(run.LinkOf("A"));
    const LinkTap b(run.LinkOf("B"));
    run.Run();
    std::size_t seen = 0;
    for (const LinkTap* tap : {&a, &b})
    {
        for (const auto& packet : SentBy(run, "MN", *tap))
        {
            const bool isProbe = packet.icmpv6 == 135 && packet.source.IsAny();
            if (packet.icmpv6 == 133 || packet.icmpv6 == 135)
            {
                seen += packet.icmpv6 == 133 || isProbe;
                EXPECT_NE(packet.source, World::Home());
                EXPECT_FALSE(ReadDraft1997(packet.octets).homeAddress);
            }
            if (packet.icmpv6 == 133 || isProbe)
            {
                EXPECT_TRUE(packet.source.IsAny() || packet.source.IsLinkLocal());
            }
        }
    }
    EXPECT_GE(seen, 4U);
}

// Section 9.5: nobody has to know where the node is.
TEST(Draft1997MobileNode, WhoIsNotToKnowWhereItIsIsNotTold)
{
    REQ("D04-094", "BOOK-080@draft1997");
    ScenarioRun run(World::Text(TO_A, DOWN), {R"(/nodes/MN/routeOptimization=["R_B"])"});
    const LinkTap link(run.LinkOf("A"));
    run.Run();
    EXPECT_TRUE(UpdatesTo(link, World::Peer()).empty());
    EXPECT_EQ(run.RegistrarOf("CN")->GetCache().Size(), 0U);
    EXPECT_EQ(run.FlowOf("down")["lost"], 0);
}

// Section 9.12: in both cells for a while.
TEST(Draft1997MobileNode, TheOldCareOfAddressIsGoodAsLongAsItsLink)
{
    REQ("D04-104", "D04-014");
    ScenarioRun run(World::Text(R"({ "at": "10s", "node": "MN", "to": "A", "interface": 1 },
                                   { "at": "10s", "node": "MN", "to": null },
                                   { "at": "20s", "node": "MN", "to": "B" },
                                   { "at": "25s", "node": "MN", "to": null, "interface": 1 })",
                                R"({ "type": "udp", "from": "CN", "to": "MN", "rate": "200pps",
                                     "start": "15s", "stop": "50s", "name": "down" })"),
                    {"/nodes/MN/interfaces=2", "/links/core/delay=50ms"});
    const LinkTap a(run.LinkOf("A"));
    const LinkTap b(run.LinkOf("B"));
    run.Run();
    const auto updates = UpdatesTo(b, World::Agent());
    ASSERT_FALSE(updates.empty()) << "registered from there";
    const auto late = a.Where([&](const CaughtPacket& packet) {
        return ReadDraft1997(packet.octets).protocol == 17 && packet.at > updates[0].at &&
               packet.at < Seconds(25);
    });
    EXPECT_GT(late.size(), 5U) << "what was on its way to the old one";
    EXPECT_EQ(run.FlowOf("down")["lost"], 0);
}

namespace
{

/// A mobile node on link A that gets Binding Requests.
class Draft1997RequestTest : public ::testing::Test
{
  protected:
    explicit Draft1997RequestTest(const std::vector<std::string>& settings = {OfMobile(
                                      R"("ns3::nemo::MobileNode::CorrespondentLifetime": "100s")")})
        : run(World::Text(TO_A, DOWN), settings),
          link(run.LinkOf("A"))
    {
    }

    void Ask(Time at)
    {
        Draft1997Packet packet;
        packet.source = World::Peer();
        packet.destination = Ipv6Address("a::2");
        packet.routing = World::Home();
        packet.signals.push_back({BindingRefreshRequest{}, {}});
        const Octets octets = packet.Build();
        run.At(at, [this, octets] { World::Inject(run.NodeOf("MN"), octets); });
    }

    std::vector<CaughtPacket> Told(Time from) const
    {
        auto all = UpdatesTo(link, World::Peer());
        all.erase(std::remove_if(all.begin(),
                                 all.end(),
                                 [from](const auto& packet) { return packet.at < from; }),
                  all.end());
        return all;
    }

    ScenarioRun run;
    const LinkTap link;
};

/// One that has its reasons.
class Draft1997PrivacyTest : public Draft1997RequestTest
{
  protected:
    Draft1997PrivacyTest()
        : Draft1997RequestTest({R"(/nodes/MN/routeOptimization=["R_B"])"})
    {
    }
};

} // namespace

// Sections 4.2, 5.3 and 9.11: no authentication is asked of a request.
TEST_F(Draft1997RequestTest, ARequestIsAnsweredByAnUpdateWithANewLifetime)
{
    REQ("D04-033", "D04-103", "D04-006", "D04-040");
    Ask(Seconds(30));
    Ask(MilliSeconds(30200));
    Time before;
    const auto expires = [this] {
        const auto* bound = run.RegistrarOf("CN")->GetCache().Find({World::Home(), World::Peer()});
        return bound ? bound->expires : Time(0);
    };
    run.At(MilliSeconds(29900), [&] { before = expires(); });
    run.At(MilliSeconds(30500), [&] {
        EXPECT_GT(before, Simulator::Now());
        EXPECT_GT(expires(), before + Seconds(10)) << "longer than before";
        const auto& list = run.RoleOf<MobileNode>("MN")->GetBindingUpdateList();
        EXPECT_GE(list.Find(World::Peer(), World::Home())->lastSent, Seconds(30));
    });
    run.Run();
    const auto told = Told(Seconds(30));
    ASSERT_EQ(told.size(), 1U) << "one in a second";
    EXPECT_LT(told[0].at, MilliSeconds(30001));
    EXPECT_EQ(UpdateIn(told[0]).lifetime, 100U);
}

TEST_F(Draft1997PrivacyTest, ARequestOfWhoIsNotToKnowIsAnsweredByLifetimeZero)
{
    REQ("D04-103", "D04-033");
    Ask(Seconds(30));
    run.Run();
    const auto told = Told(Seconds(0));
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(UpdateIn(told[0]).lifetime, 0U);
    EXPECT_EQ(run.RegistrarOf("CN")->GetCache().Size(), 0U);
}

} // namespace ns3::nemo::tests::draft1997_mobile_node_test
