// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/listener-wire.h"
#include "support/mobile-node-test.h"

#include <gtest/gtest.h>

// A mobile node that joins multicast groups on links and through its tunnel, and sends to them. RFC
// 6275 section 11.3.4.

namespace ns3::nemo::tests::mip6_mobile_node_groups_test
{

namespace
{

const Ipv6Address GROUP("ff0e::77");
constexpr uint8_t UDP = 17;

} // namespace

class MobileNodeGroupsTest : public MobileNodeTest
{
  protected:
    using Words = std::vector<std::string>;

    /// The tunnel of the home agent to a care-of address.
    Transform Tunnel(const std::string& careOf = "2::10") const
    {
        Transform tunnel;
        tunnel.source = m_world.Address("1::1");
        tunnel.destination = m_world.Address(careOf);
        tunnel.encapsulate = true;
        return tunnel;
    }

    /// The home agent asks the mobile node through the tunnel.
    void Ask(const std::string& careOf = "2::10")
    {
        const ListenerMessage query{ListenerMessageType::QUERY, 1000, Ipv6Address::GetAny()};
        m_world.agentNode->stack->GetGroupMembership()->SendThrough(Tunnel(careOf), query);
    }

    /// Multicast Listener Discovery of the mobile node on a link, not in a tunnel, in words.
    Words OnLink(Ptr<MobileLink> link) const
    {
        Words words;
        for (const auto& packet : m_world.Caught(link))
        {
            const auto message = ListenerPacket::Read(packet.octets);
            if (!message || packet.from != NodeMac())
            {
                continue;
            }
            EXPECT_TRUE(message->source.IsLinkLocal());
            EXPECT_EQ(message->hopLimit, 1);
            EXPECT_FALSE(packet.homeAddress);
            words.push_back(ToText(message->message));
        }
        return words;
    }

    /// The same in the tunnel to the home agent.
    Words InTunnel(Ptr<MobileLink> link, const std::string& careOf = "2::10") const
    {
        Words words;
        for (const auto& packet : m_world.Tunnelled(link))
        {
            const auto message = ListenerPacket::Read(packet.inner->octets);
            if (!message || packet.destination != m_world.Address("1::1"))
            {
                continue;
            }
            EXPECT_EQ(packet.source, m_world.Address(careOf));
            EXPECT_TRUE(message->source.IsLinkLocal());
            EXPECT_EQ(message->hopLimit, 1);
            words.push_back(ToText(message->message));
        }
        return words;
    }

    Mac48Address NodeMac() const
    {
        return m_world.mobileNode->Interfaces()->LinkLayerAddress(m_world.roaming);
    }

    /// Datagrams to the group on a link, outside of tunnels.
    std::vector<CaughtPacket> Datagrams(Ptr<MobileLink> link) const
    {
        return m_world.Caught(link, [](const CaughtPacket& packet) {
            return packet.protocol == UDP && packet.destination == GROUP;
        });
    }

    /// The same in tunnels.
    std::vector<CaughtPacket> TunnelledDatagrams(Ptr<MobileLink> link) const
    {
        return m_world.Caught(link, [](const CaughtPacket& packet) {
            return packet.inner && packet.inner->protocol == UDP &&
                   packet.inner->destination == GROUP;
        });
    }

    /// The home agent tunnels a datagram for the group.
    void TunnelDatagram(const Ipv6Address& group = GROUP)
    {
        const auto packet = HandDatagram(m_world.Address("c::5"), group);
        Ipv6Header header;
        packet->RemoveHeader(header);
        m_world.agentNode->stack->GetPacketPath()->Output(packet, header, Tunnel());
        RunFor(MilliSeconds(100));
    }
};

TEST_F(MobileNodeGroupsTest, OnAForeignLinkItJoinsAsAnyOtherNode)
{
    REQ("RFC-142");
    MobileNode& node = Registered();
    node.JoinGroup(GROUP, GroupPath::LINK);
    EXPECT_TRUE(m_world.mobileNode->Interfaces()->IsMember(GROUP, m_world.roaming));
    RunFor(Seconds(11));
    EXPECT_EQ(OnLink(m_world.a), Words(2, "report ff0e::77"));
    m_world.routerA->stack->GetGroupMembership()->SendOnLink(
        *m_world.routerA->Interfaces()->InterfaceOf(m_world.Address("2::1")),
        {ListenerMessageType::QUERY, 1000, Ipv6Address::GetAny()});
    RunFor(Seconds(2));
    EXPECT_EQ(OnLink(m_world.a), Words(3, "report ff0e::77"));
    m_world.Move(m_world.b);
    RunFor(Seconds(20));
    EXPECT_EQ(OnLink(m_world.a), Words(3, "report ff0e::77"));
    ASSERT_EQ(OnLink(m_world.b), Words(2, "report ff0e::77")) << "nobody knows of it there";
    node.LeaveGroup(GROUP, GroupPath::LINK);
    EXPECT_FALSE(m_world.mobileNode->Interfaces()->IsMember(GROUP, m_world.roaming));
    RunFor(Seconds(1));
    EXPECT_EQ(OnLink(m_world.b).back(), "done ff0e::77");
    EXPECT_EQ(InTunnel(m_world.a), Words());
    EXPECT_EQ(InTunnel(m_world.b, "4::10"), Words());
}

TEST_F(MobileNodeGroupsTest, ThroughTheTunnelItSaysNothingBeforeItIsAsked)
{
    REQ("RFC-142");
    MobileNode& node = Registered();
    node.JoinGroup(GROUP);
    RunFor(Seconds(30));
    EXPECT_EQ(InTunnel(m_world.a), Words());
    Ask();
    RunFor(MilliSeconds(100));
    ASSERT_EQ(InTunnel(m_world.a), Words({"report ff0e::77"}));
    RunFor(Seconds(11));
    EXPECT_EQ(InTunnel(m_world.a), Words(2, "report ff0e::77"));
    Ask();
    RunFor(Seconds(2));
    EXPECT_EQ(InTunnel(m_world.a), Words(3, "report ff0e::77"));
    node.JoinGroup(Ipv6Address("ff0e::78"));
    RunFor(MilliSeconds(10));
    EXPECT_EQ(InTunnel(m_world.a).back(), "report ff0e::78") << "it need not be asked again";
    node.LeaveGroup(GROUP);
    RunFor(MilliSeconds(10));
    EXPECT_EQ(InTunnel(m_world.a).back(), "done ff0e::77");
    EXPECT_EQ(OnLink(m_world.a), Words());
}

TEST_F(MobileNodeGroupsTest, ThroughTheTunnelItSaysNothingBeforeItIsBound)
{
    REQ("RFC-142");
    m_world.agent->answer = [](const auto&) { return std::nullopt; };
    m_world.configure = [](MobileNode& node) { node.JoinGroup(GROUP); };
    m_world.NewMobileNode(m_world.a);
    RunFor(Seconds(10));
    Ask();
    RunFor(Seconds(5));
    EXPECT_EQ(InTunnel(m_world.a), Words());
    EXPECT_EQ(m_world.mobileNode->Drops(DropReason::REVERSE_TUNNEL_SOURCE_MISMATCH), 1U);
}

TEST_F(MobileNodeGroupsTest, AfterAMoveItSpeaksThroughTheNewTunnel)
{
    MobileNode& node = Registered();
    node.JoinGroup(GROUP);
    Ask();
    RunFor(Seconds(11));
    m_world.Move(m_world.b);
    RunFor(Seconds(15));
    EXPECT_EQ(InTunnel(m_world.b, "4::10"), Words(2, "report ff0e::77"))
        << "the binding has not ended, so it need not be asked again";
}

TEST_F(MobileNodeGroupsTest, WithTheBindingEndsTheLeaveToSpeak)
{
    REQ("RFC-142");
    m_world.configure = [](MobileNode& made) {
        made.SetAttribute("LifetimeRequested", TimeValue(Seconds(40)));
        made.JoinGroup(GROUP);
    };
    const MobileNode& node = Registered();
    Ask();
    RunFor(Seconds(11));
    const auto before = InTunnel(m_world.a).size();
    EXPECT_EQ(before, 2U);
    const auto answer = m_world.agent->answer;
    m_world.agent->answer = [](const auto&) { return std::nullopt; };
    RunFor(Seconds(60));
    m_world.agent->answer = answer;
    RunFor(Seconds(60));
    ASSERT_EQ(RegistrationOf(node).GetState(), HomeRegistration::State::REGISTERED);
    EXPECT_EQ(InTunnel(m_world.a).size(), before);
    Ask();
    RunFor(MilliSeconds(100));
    EXPECT_EQ(InTunnel(m_world.a).size(), before + 1);
}

TEST_F(MobileNodeGroupsTest, WhatItSendsThroughTheTunnelHasTheHomeAddress)
{
    REQ("RFC-142");
    Registered();
    m_world.mobileNode->SendUdp(Ipv6Address::GetAny(), GROUP);
    m_world.mobileNode->SendUdp(m_world.Address("1::10"), GROUP);
    RunFor(MilliSeconds(100));
    EXPECT_TRUE(Datagrams(m_world.a).empty());
    const auto tunnelled = TunnelledDatagrams(m_world.a);
    ASSERT_EQ(tunnelled.size(), 2U);
    for (const CaughtPacket& packet : tunnelled)
    {
        EXPECT_EQ(packet.source, m_world.Address("2::10"));
        EXPECT_EQ(packet.destination, m_world.Address("1::1"));
        EXPECT_EQ(packet.inner->source, m_world.Address("1::10"));
        EXPECT_FALSE(packet.inner->homeAddress);
    }
}

TEST_F(MobileNodeGroupsTest, WhatItSendsOnTheLinkHasTheCareOfAddress)
{
    REQ("RFC-142");
    Registered();
    m_world.mobileNode->SendUdp(m_world.Address("2::10"), GROUP);
    RunFor(MilliSeconds(100));
    EXPECT_TRUE(TunnelledDatagrams(m_world.a).empty());
    const auto sent = Datagrams(m_world.a);
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].source, m_world.Address("2::10"));
    EXPECT_FALSE(sent[0].homeAddress);
}

TEST_F(MobileNodeGroupsTest, OnlyWhatItHasJoinedComesOutOfTheTunnel)
{
    MobileNode& node = Registered();
    m_world.mobileNode->Listen();
    TunnelDatagram();
    EXPECT_EQ(m_world.mobileNode->received.size(), 0U);
    EXPECT_EQ(m_world.mobileNode->Drops(DropReason::BAD_INNER_DESTINATION), 1U);
    node.JoinGroup(GROUP);
    TunnelDatagram();
    ASSERT_EQ(m_world.mobileNode->received.size(), 1U);
    EXPECT_EQ(m_world.mobileNode->received[0], std::pair(m_world.Address("c::5"), GROUP));
    TunnelDatagram(Ipv6Address("ff0e::78"));
    node.LeaveGroup(GROUP);
    TunnelDatagram();
    EXPECT_EQ(m_world.mobileNode->received.size(), 1U);
    EXPECT_EQ(m_world.mobileNode->Drops(DropReason::BAD_INNER_DESTINATION), 3U);
}

TEST_F(MobileNodeGroupsTest, AtHomeItIsAnyOtherListener)
{
    m_world.configure = [](MobileNode& node) { node.JoinGroup(GROUP); };
    m_world.NewMobileNode(m_world.home);
    RunFor(Seconds(15));
    EXPECT_EQ(OnLink(m_world.home), Words(2, "report ff0e::77"));
    const auto interfaces = m_world.mobileNode->Interfaces();
    EXPECT_TRUE(interfaces->IsMember(GROUP, m_world.roaming));
    m_world.mobileNode->SendUdp(Ipv6Address::GetAny(), GROUP);
    RunFor(MilliSeconds(10));
    EXPECT_EQ(Datagrams(m_world.home).size(), 1U);
    m_world.Move(m_world.a);
    RunFor(Seconds(15));
    EXPECT_FALSE(interfaces->IsMember(GROUP, m_world.roaming));
    EXPECT_TRUE(interfaces->IsMember(GROUP, m_world.mobileNode->stack->GetTransformInterface()));
    EXPECT_EQ(OnLink(m_world.a), Words());
    m_world.Move(m_world.home);
    RunFor(Seconds(15));
    EXPECT_EQ(OnLink(m_world.home), Words(4, "report ff0e::77"));
    EXPECT_TRUE(interfaces->IsMember(GROUP, m_world.roaming));
}

} // namespace ns3::nemo::tests::mip6_mobile_node_groups_test
