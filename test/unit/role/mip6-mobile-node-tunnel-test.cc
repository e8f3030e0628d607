// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/mobile-node-test.h"
#include "support/neighbor-world.h"

#include "ns3/boolean.h"

#include <algorithm>
#include <array>

namespace ns3::nemo::tests::mip6_mobile_node_tunnel_test
{

namespace
{

constexpr uint8_t UDP = 17;

} // namespace

class MobileNodeTunnelTest : public MobileNodeTest
{
  protected:
    /// Datagrams on link a that are not in a tunnel.
    std::vector<CaughtPacket> Datagrams() const
    {
        return m_world.Caught(m_world.a,
                              [](const CaughtPacket& packet) { return packet.protocol == UDP; });
    }

    /// A vector in the addresses of this world: ns-3 does not forward those of documentation.
    static Octets InThisWorld(Octets octets)
    {
        const std::array<uint8_t, 4> documentation{0x20, 0x01, 0x0d, 0xb8};
        const std::array<uint8_t, 4> here{0xfd, 0, 0, 0};
        auto found = octets.begin();
        while ((found =
                    std::search(found, octets.end(), documentation.begin(), documentation.end())) !=
               octets.end())
        {
            found = std::copy(here.begin(), here.end(), found);
        }
        return octets;
    }

    /// Let a packet arrive at the mobile node, from router a.
    void Inject(const Octets& octets)
    {
        m_world.routerA->Device(2)->Send(
            Create<Packet>(octets.data(), static_cast<uint32_t>(octets.size())),
            m_world.mobileNode->Interfaces()->LinkLayerAddress(m_world.roaming),
            0x86dd);
        RunFor(MilliSeconds(100));
    }
};

TEST_F(MobileNodeTunnelTest, TunnelsBothWays)
{
    REQ("BOOK-016", "RFC-139");
    Registered();
    m_world.correspondent->Listen();
    m_world.mobileNode->Listen();
    SendToCorrespondent();
    SendToHome();
    m_world.RunUntil(Seconds(11));
    ASSERT_EQ(m_world.correspondent->received.size(), 1U);
    EXPECT_EQ(m_world.correspondent->received[0].first, m_world.Address("1::10"));
    ASSERT_EQ(m_world.mobileNode->received.size(), 1U);
    EXPECT_EQ(m_world.mobileNode->received[0].second, m_world.Address("1::10"));
    const auto packets = m_world.Tunnelled(m_world.a);
    ASSERT_EQ(packets.size(), 2U);
    EXPECT_EQ(packets[0].source, m_world.Address("2::10"));
    EXPECT_EQ(packets[0].destination, m_world.Address("1::1"));
    EXPECT_EQ(packets[0].inner->source, m_world.Address("1::10"));
    EXPECT_EQ(packets[0].inner->destination, m_world.Address("c::5"));
    EXPECT_EQ(packets[1].source, m_world.Address("1::1"));
    EXPECT_EQ(packets[1].destination, m_world.Address("2::10"));
    EXPECT_TRUE(Datagrams().empty());
}

TEST_F(MobileNodeTunnelTest, OnlyTheHomeAgentMayTunnel)
{
    REQ("RFC-140");
    Registered();
    m_world.mobileNode->Listen();
    Transform tunnel;
    tunnel.destination = m_world.Address("2::10");
    tunnel.encapsulate = true;
    const auto inject = [&](WorldNode& from, const std::string& source, const std::string& inner) {
        tunnel.source = m_world.Address(source);
        const auto packet = HandDatagram(m_world.Address("c::5"), m_world.Address(inner));
        Ipv6Header header;
        packet->RemoveHeader(header);
        from.stack->GetPacketPath()->Output(packet, header, tunnel);
    };
    inject(*m_world.correspondent, "c::5", "1::10");
    m_world.RunUntil(Seconds(11));
    EXPECT_EQ(m_world.mobileNode->Drops(DropReason::BAD_OUTER_SOURCE), 1U);
    inject(*m_world.agentNode, "1::1", "2::10");
    m_world.RunUntil(Seconds(12));
    EXPECT_EQ(m_world.mobileNode->Drops(DropReason::BAD_INNER_DESTINATION), 1U);
    EXPECT_TRUE(m_world.mobileNode->received.empty());
    inject(*m_world.agentNode, "1::1", "1::10");
    m_world.RunUntil(Seconds(13));
    EXPECT_EQ(m_world.mobileNode->received.size(), 1U);
}

TEST_F(MobileNodeTunnelTest, WithTheBindingTheTunnelEndsWhateverIsUnanswered)
{
    m_world.configure = [](MobileNode& node) {
        node.SetAttribute("LifetimeRequested", TimeValue(Seconds(40)));
        node.SetAttribute("KeepTunnel", BooleanValue(true));
    };
    Registered();
    const Time end = m_world.Updates(m_world.a).at(0).at + Seconds(40);
    m_world.agent->answer = [](const auto&) { return std::nullopt; };
    m_world.Move(m_world.b);
    m_world.mobileNode->Listen();
    Transform tunnel;
    tunnel.source = m_world.Address("1::1");
    tunnel.destination = m_world.Address("4::10");
    tunnel.encapsulate = true;
    const auto useBothWays = [&]() {
        const auto packet = HandDatagram(m_world.Address("c::5"), m_world.Address("1::10"));
        Ipv6Header header;
        packet->RemoveHeader(header);
        m_world.agentNode->stack->GetPacketPath()->Output(packet, header, tunnel);
        SendToCorrespondent();
        RunFor(MilliSeconds(500));
    };
    m_world.RunUntil(end - Seconds(1));
    useBothWays();
    EXPECT_EQ(m_world.mobileNode->received.size(), 1U);
    const auto leaving = m_world.mobileNode->Drops(DropReason::NO_TUNNEL);
    m_world.RunUntil(end + Seconds(1));
    useBothWays();
    EXPECT_EQ(m_world.mobileNode->received.size(), 1U);
    EXPECT_EQ(m_world.mobileNode->Drops(DropReason::NO_TUNNEL), leaving + 1);
}

TEST_F(MobileNodeTunnelTest, WithoutATunnelNothingLeaves)
{
    m_world.agent->delay = Seconds(5);
    m_world.NewMobileNode(m_world.a);
    for (int i = 0; i < 6; ++i)
    {
        m_world.At(Seconds(i), [this]() { SendToCorrespondent(); });
    }
    m_world.RunUntil(MilliSeconds(5500));
    EXPECT_EQ(m_world.mobileNode->Drops(DropReason::NO_TUNNEL), 6U);
    EXPECT_TRUE(m_world.Tunnelled(m_world.a).empty());
    EXPECT_TRUE(Datagrams().empty());
}

TEST_F(MobileNodeTunnelTest, Peer_10_WhatIsLostBetweenUpdateAndAnswerIsCounted)
{
    m_world.agent->delay = MilliSeconds(200);
    MobileNode& node = Registered();
    const auto send = [this]() { SendToCorrespondent(); };
    const auto moveAndSend = [&](Ptr<MobileLink> link) {
        const std::size_t before = m_world.Updates(link).size();
        m_world.Move(link);
        const Time moved = Simulator::Now();
        while (m_world.Updates(link).size() == before)
        {
            m_world.RunUntil(Simulator::Now() + MilliSeconds(1));
            send();
        }
        const Time update = m_world.Updates(link).back().at;
        while (Simulator::Now() < update + MilliSeconds(300))
        {
            m_world.RunUntil(Simulator::Now() + MilliSeconds(10));
            send();
        }
        std::vector<Time> times;
        for (const auto& packet : m_world.Tunnelled(link))
        {
            if (packet.at > moved)
            {
                times.push_back(packet.at);
            }
        }
        return std::make_pair(update, times);
    };
    const auto [update, times] = moveAndSend(m_world.b);
    const Time answer = *m_world.Last(HandoverPhase::ACKNOWLEDGED);
    ASSERT_FALSE(times.empty());
    EXPECT_GE(times.front(), answer) << "not before the acknowledgement";
    EXPECT_GE(m_world.mobileNode->Drops(DropReason::NO_TUNNEL), 20U);
    node.SetAttribute("KeepTunnel", BooleanValue(true));
    const auto [second, kept] = moveAndSend(m_world.a);
    ASSERT_FALSE(kept.empty());
    EXPECT_GE(kept.front(), second) << "not before the update";
    EXPECT_LT(kept.front(), second + MilliSeconds(20)) << "but right after it";
}

TEST_F(MobileNodeTunnelTest, AnIngressFilterLetsTheTunnelPassAndNothingElse)
{
    REQ("BOOK-044");
    m_world.routerA->stack->GetSteering()->AdmitOnly(2, {m_world.Prefix("2::")});
    Registered();
    m_world.correspondent->Listen();
    // As it would leave without a tunnel.
    const auto packet = HandDatagram(m_world.Address("1::10"), m_world.Address("c::5"));
    m_world.mobileNode->Device(m_world.roaming)
        ->Send(packet, m_world.routerA->Interfaces()->LinkLayerAddress(2), 0x86dd);
    RunFor(Seconds(1));
    EXPECT_TRUE(m_world.correspondent->received.empty());
    EXPECT_EQ(m_world.routerA->Drops(DropReason::INGRESS_FILTER), 1U);
    SendToCorrespondent();
    RunFor(Seconds(1));
    ASSERT_EQ(m_world.correspondent->received.size(), 1U);
    EXPECT_EQ(m_world.correspondent->received[0].first, m_world.Address("1::10"));
    EXPECT_EQ(m_world.Tunnelled(m_world.a).at(0).source, m_world.Address("2::10"));
    EXPECT_EQ(m_world.routerA->Drops(DropReason::INGRESS_FILTER), 1U);
}

TEST_F(MobileNodeTunnelTest, Peer_12_Peer_50_RoutingHeadersAreChecked)
{
    REQ("BOOK-099");
    REQ("RFC-053");
    REQ("RFC-054");
    REQ("RFC-141");
    Registered();
    m_world.mobileNode->Listen();
    Octets good = InThisWorld(VectorOctets("data_rh2"));
    // The datagram that is listened for; its checksum is that of the last address.
    const auto datagram = HandDatagram(m_world.Address("3::5"), m_world.Address("1::10"));
    datagram->RemoveAtStart(40);
    good.resize(64 + datagram->GetSize());
    datagram->CopyData(good.data() + 64, datagram->GetSize());
    good[5] = static_cast<uint8_t>(good.size() - 40);
    Octets length = good;
    length[41] = 4;
    length.resize(length.size() + 8);
    length[5] = static_cast<uint8_t>(length.size() - 40);
    Inject(length);
    EXPECT_EQ(m_world.mobileNode->Drops(DropReason::BAD_ROUTING_HEADER), 1U);
    Inject(InThisWorld(VectorOctets("rh2_segleft_2")));
    EXPECT_EQ(m_world.mobileNode->Drops(DropReason::BAD_ROUTING_HEADER), 2U);
    Inject(InThisWorld(VectorOctets("rh2_foreign_address")));
    EXPECT_EQ(m_world.mobileNode->Drops(DropReason::FOREIGN_ROUTING_ADDRESS), 1U);
    const auto answers = m_world.Caught(m_world.a, [&](const CaughtPacket& packet) {
        return packet.icmpv6 > 0 && packet.icmpv6 < 128;
    });
    EXPECT_TRUE(answers.empty()) << "silently";
    EXPECT_TRUE(m_world.mobileNode->received.empty());
    Inject(good);
    EXPECT_EQ(m_world.mobileNode->received.size(), 1U) << "what is right passes";
    // Another routing header stands before it: of no known type, and with no segments left.
    Octets both = good;
    both.insert(both.begin() + 40, {43, 0, 9, 0, 0, 0, 0, 0});
    both[5] = static_cast<uint8_t>(both.size() - 40);
    Inject(both);
    EXPECT_EQ(m_world.mobileNode->received.size(), 2U);
    const auto forwarded = m_world.Caught(m_world.a, [&](const CaughtPacket& packet) {
        return packet.destination == m_world.Address("9::9");
    });
    EXPECT_TRUE(forwarded.empty());
}

TEST_F(MobileNodeTunnelTest, TheOuterHeaderIsThatOfTheVector)
{
    Registered();
    m_world.mobileNode->SendUdp(Ipv6Address::GetAny(), m_world.Address("3::5"), 16);
    m_world.RunUntil(Seconds(11));
    const auto packets = m_world.Tunnelled(m_world.a);
    ASSERT_FALSE(packets.empty());
    Octets outer = packets[0].octets;
    outer.resize(40);
    Octets expected = InThisWorld(VectorOctets("data_reverse_tunnel"));
    expected.resize(40);
    EXPECT_EQ(outer, expected);
}

} // namespace ns3::nemo::tests::mip6_mobile_node_tunnel_test
