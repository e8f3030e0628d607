// SPDX-License-Identifier: GPL-2.0-only
// What a mobile node of the 1997 dialect does on its way: draft-ietf-mobileip-ipv6-04 sections 4.3,
// 9.1 to 9.5, 9.11 and 9.12.
#include "nemo-requirement.h"
#include "support/draft1997-world.h"

#include "ns3/mip6-mobile-node.h"

#include <algorithm>
#include <gtest/gtest.h>
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
