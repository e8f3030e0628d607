// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "unit/role/home-agent-groups-fixture.h"

#include "ns3/uinteger.h"

#include <gtest/gtest.h>

// The end of memberships, what cannot make one, and what mobile nodes send to groups. RFC 6275
// sections 10.4.2 and 10.4.3.

namespace ns3::nemo::tests::mip6_home_agent_groups_end_test
{

TEST_F(HomeAgentGroupsTest, GroupsFollowTheBinding)
{
    Register();
    Tunnel(MakeReport("ff0e::77"));
    HandUpdate moved;
    moved.careOf = OTHER_CARE_OF;
    moved.sequence = 200;
    m_bench.Register(moved);
    EXPECT_EQ(Reached("ff0e::77"), Reach({{OTHER_CARE_OF, 63}}));
    m_bench.neighbour->Clear();
    moved.sequence = 201;
    moved.lifetime = 0;
    m_bench.Register(moved);
    EXPECT_EQ(SaidAtHome(), Words({"done ff0e::77"}));
    EXPECT_EQ(Reached("ff0e::77"), Reach());
    m_bench.world->Clear();
    m_bench.Run(Seconds(300));
    EXPECT_EQ(Asked(OTHER_CARE_OF), Words());
    moved.sequence = 202;
    moved.lifetime = 400;
    m_bench.Register(moved);
    EXPECT_EQ(Reached("ff0e::77"), Reach()) << "nothing is left from before";
}

TEST_F(HomeAgentGroupsTest, WhatIsNoReportOfThisTunnelCountsForNothing)
{
    Register();
    Tunnel(MakeReport("ff0e::77"), OTHER_CARE_OF);
    EXPECT_EQ(m_bench.Drops(DropReason::REVERSE_TUNNEL_SOURCE_MISMATCH), 1U);
    Tunnel(MakeReport("ff0e::77"), FIRST_CARE_OF, Ipv6Address("fd00:ffff::4"));
    EXPECT_EQ(m_bench.Drops(DropReason::REVERSE_TUNNEL_SOURCE_MISMATCH), 2U);
    ListenerPacket packet;
    packet.message = {ListenerMessageType::REPORT, 0, Ipv6Address("ff0e::77")};
    packet.hopLimit = 2;
    Tunnel(packet.Encode());
    EXPECT_EQ(m_bench.Drops(DropReason::BAD_HOP_LIMIT), 1U);
    packet.hopLimit = 1;
    packet.source = Ipv6Address("4::2");
    Tunnel(packet.Encode());
    // Other packets of link-local sources stay outside.
    Tunnel(MakeDatagram(Ipv6Address("fe80::1"), Ipv6Address("ff0e::77"), 64));
    EXPECT_EQ(m_bench.Drops(DropReason::REVERSE_TUNNEL_SOURCE_MISMATCH), 3U);
    // On the link it is for multicast routers, which this node is not.
    m_bench.neighbour->Send(MakeReport("ff0e::77"), GROUP_MAC);
    m_bench.Run(Seconds(1));
    EXPECT_EQ(m_bench.agent->FindMemberships()->Size(), 0U);
}

TEST_F(HomeAgentGroupsTest, AMobileNodeHasNotMoreGroupsThanItMay)
{
    m_bench.agent->SetAttribute("MaxGroups", UintegerValue(2));
    Register();
    for (const char* group : {"ff0e::1", "ff0e::2", "ff0e::3", "ff0e::1"})
    {
        Tunnel(MakeReport(group));
    }
    EXPECT_EQ(Reached("ff0e::1").size(), 1U);
    EXPECT_EQ(Reached("ff0e::2").size(), 1U);
    EXPECT_EQ(Reached("ff0e::3").size(), 0U);
}

TEST_F(HomeAgentGroupsTest, WhatAMobileNodeSendsToAGroupReachesTheHomeLinkAndTheOthers)
{
    Register();
    Register(true);
    Tunnel(MakeReport("ff0e::77"));
    Tunnel(MakeReport("ff0e::77"), OTHER_CARE_OF);
    m_bench.neighbour->Clear();
    m_bench.world->Clear();
    const auto datagram = [](uint8_t hopLimit) {
        return MakeDatagram(Ipv6Address("4::2"), Ipv6Address("ff0e::77"), hopLimit);
    };
    Tunnel(datagram(64));
    const auto isDatagram = [&](const HeardPacket& packet) {
        return packet.octets == datagram(63);
    };
    EXPECT_EQ(m_bench.neighbour->Heard(isDatagram).size(), 1U);
    const auto tunnelled = m_bench.world->Heard();
    ASSERT_EQ(tunnelled.size(), 1U) << "not back to where it came from";
    EXPECT_EQ(tunnelled[0].destination, OTHER_CARE_OF);
    EXPECT_EQ(tunnelled[0].Inner(), datagram(63));
    m_bench.neighbour->Clear();
    Tunnel(MakeDatagram(Ipv6Address("4::2"), Ipv6Address("ff02::77"), 64));
    EXPECT_EQ(m_bench.neighbour->Heard().size(), 0U) << "of a link, and this is another";
}

TEST_F(HomeAgentGroupsTest, TwoHomeAddressesBehindATunnelGetOnePacket)
{
    HandUpdate update;
    for (const char* home : {"4::2", "4::9"})
    {
        update.home = Ipv6Address(home);
        m_bench.Register(update);
    }
    Tunnel(MakeReport("ff0e::77"));
    EXPECT_EQ(m_bench.agent->FindMemberships()->Size(), 2U);
    EXPECT_EQ(Reached("ff0e::77"), Reach({{FIRST_CARE_OF, 63}}));
    update.lifetime = 0;
    update.sequence = 101;
    m_bench.Register(update);
    EXPECT_EQ(Reached("ff0e::77"), Reach({{FIRST_CARE_OF, 63}})) << "the other one is still bound";
}

// RFC 2473 section 7.1; RFC 4443 section 2.4 (e.3) has the exception for multicast.
TEST_F(HomeAgentGroupsTest, TheSourceOfWhatDoesNotFitIntoTheTunnelIsTold)
{
    Register();
    Tunnel(MakeReport("ff0e::77"));
    m_bench.neighbour->has = [](const Ipv6Address& address) { return address == SOURCE; };
    m_bench.world->Clear();
    const auto isTunnel = [](const HeardPacket& packet) { return !packet.Inner().empty(); };
    const auto send = [&](std::size_t size) {
        m_bench.neighbour->Send(
            HandStation::MakePacket(SOURCE, Ipv6Address("ff0e::77"), 59, Octets(size - 40)),
            GROUP_MAC);
        m_bench.Run(MilliSeconds(100));
    };
    send(1460);
    EXPECT_EQ(m_bench.world->Heard(isTunnel).size(), 1U);
    send(1461);
    EXPECT_EQ(m_bench.world->Heard(isTunnel).size(), 1U);
    const auto errors = m_bench.neighbour->Heard([](const HeardPacket& packet) {
        return packet.protocol == 58 && packet.octets.at(40) == 2;
    });
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(errors[0].destination, SOURCE);
    EXPECT_EQ(OctetReader(errors[0].octets.data() + 44, 4).U32(), 1460U);
}

/// A home agent without this support.
class HomeAgentWithoutGroupsTest : public HomeAgentGroupsTest
{
  protected:
    HomeAgentWithoutGroupsTest()
        : HomeAgentGroupsTest(false)
    {
    }
};

TEST_F(HomeAgentWithoutGroupsTest, ReportsAreIgnoredInSilence)
{
    Register();
    m_bench.neighbour->Clear();
    m_bench.world->Clear();
    Tunnel(MakeReport("ff0e::77"));
    m_bench.Run(Seconds(300));
    EXPECT_EQ(Asked(), Words());
    EXPECT_EQ(SaidAtHome(), Words());
    EXPECT_EQ(Reached("ff0e::77"), Reach());
    EXPECT_EQ(m_bench.agent->FindMemberships(), nullptr);
}

} // namespace ns3::nemo::tests::mip6_home_agent_groups_end_test
