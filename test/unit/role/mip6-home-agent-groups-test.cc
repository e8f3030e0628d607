// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "unit/role/home-agent-groups-fixture.h"

#include <gtest/gtest.h>

// A home agent that lets mobile nodes join multicast groups through their tunnels: who is asked,
// and what is believed. RFC 6275 sections 10.4.2 and 10.4.3.

namespace ns3::nemo::tests::mip6_home_agent_groups_test
{

TEST_F(HomeAgentGroupsTest, OnlyGroupsOfGlobalScopeLeadIntoTheTunnel)
{
    REQ("RFC-123");
    Register();
    for (const char* group : {"ff02::77", "ff05::77", "ff08::77", "ff0e::77", "ff1e::77"})
    {
        Tunnel(MakeReport(group));
    }
    EXPECT_EQ(Reached("ff02::77"), Reach());
    EXPECT_EQ(Reached("ff05::77"), Reach());
    EXPECT_EQ(Reached("ff08::77"), Reach());
    const Reach reach{{FIRST_CARE_OF, 63}};
    EXPECT_EQ(Reached("ff0e::77"), reach);
    EXPECT_EQ(Reached("ff1e::77"), reach) << "a group that is not well-known";
    EXPECT_EQ(Reached("ff0e::78"), Reach()) << "nobody has joined that one";
    EXPECT_EQ(Reached("ff0e::77", 1), Reach());
    EXPECT_EQ(m_bench.Drops(DropReason::HOP_LIMIT_EXCEEDED), 1U);
}

TEST_F(HomeAgentGroupsTest, AMembershipOfTheHomeAgentOnTheHomeLinkFollows)
{
    REQ("BOOK-019");
    const auto interfaces = m_bench.stack->GetInterfaceTable();
    const Ipv6Address group("ff0e::77");
    Register();
    Register(true);
    m_bench.neighbour->Clear();
    Tunnel(MakeReport("ff0e::77"));
    ASSERT_EQ(SaidAtHome(), Words({"report ff0e::77"}));
    EXPECT_TRUE(interfaces->IsMember(group, m_bench.homeInterface));
    EXPECT_EQ(m_bench.neighbour->Heard().back().destination, group);
    Tunnel(MakeReport("ff0e::77"), OTHER_CARE_OF);
    m_bench.Run(Seconds(11));
    EXPECT_EQ(SaidAtHome(), Words({"report ff0e::77", "report ff0e::77"})) << "once more unasked";
    m_bench.neighbour->Clear();
    // A router there asks.
    m_bench.neighbour->Send(MakeQuery(), GROUP_MAC);
    m_bench.Run(Seconds(2));
    EXPECT_EQ(SaidAtHome(), Words({"report ff0e::77"}));
    m_bench.neighbour->Clear();
    Tunnel(MakeDone("ff0e::77"));
    m_bench.Run(Seconds(3));
    EXPECT_EQ(SaidAtHome(), Words()) << "the other one still listens";
    Tunnel(MakeDone("ff0e::77"), OTHER_CARE_OF);
    m_bench.Run(Seconds(3));
    EXPECT_EQ(SaidAtHome(), Words({"done ff0e::77"}));
    EXPECT_FALSE(interfaces->IsMember(group, m_bench.homeInterface));
}

TEST_F(HomeAgentGroupsTest, ASecondReporterOnTheHomeLinkIsNotRepeated)
{
    Register();
    Tunnel(MakeReport("ff0e::77"));
    m_bench.Run(Seconds(11));
    m_bench.neighbour->Clear();
    m_bench.neighbour->Send(MakeQuery("::", 5000), GROUP_MAC);
    m_bench.Run(MilliSeconds(1));
    m_bench.neighbour->Send(MakeReport("ff0e::77", "fe80::55"), GROUP_MAC);
    m_bench.Run(Seconds(6));
    Tunnel(MakeDone("ff0e::77"));
    m_bench.Run(Seconds(3));
    EXPECT_EQ(SaidAtHome(), Words()) << "neither a report nor a Done, the other one listens";
}

TEST_F(HomeAgentGroupsTest, NodesWithEqualLinkLocalAddressesAreToldApartByTheirTunnels)
{
    REQ("RFC-124");
    Register();
    Register(true);
    Tunnel(MakeReport("ff0e::a", "fe80::1"));
    Tunnel(MakeReport("ff0e::b", "fe80::1"), OTHER_CARE_OF);
    Tunnel(MakeReport("ff0e::c", "fe80::1"));
    Tunnel(MakeReport("ff0e::c", "fe80::1"), OTHER_CARE_OF);
    EXPECT_EQ(Reached("ff0e::a"), Reach({{FIRST_CARE_OF, 63}}));
    EXPECT_EQ(Reached("ff0e::b"), Reach({{OTHER_CARE_OF, 63}}));
    EXPECT_EQ(Reached("ff0e::c"), Reach({{FIRST_CARE_OF, 63}, {OTHER_CARE_OF, 63}}));
    Tunnel(MakeDone("ff0e::c"));
    m_bench.Run(Seconds(3));
    EXPECT_EQ(Reached("ff0e::c"), Reach({{OTHER_CARE_OF, 63}}));
    const GroupMemberships& memberships = *m_bench.agent->FindMemberships();
    EXPECT_EQ(memberships.GroupsOf(Ipv6Address("4::2")), std::vector{Ipv6Address("ff0e::a")});
    EXPECT_EQ(memberships.Size(), 3U);
}

TEST_F(HomeAgentGroupsTest, EachMobileNodeIsAskedAgainAndAgain)
{
    REQ("RFC-124");
    Register();
    ASSERT_EQ(Asked(), Words({"query"})) << "as soon as it is bound";
    const auto heard = m_bench.world->Heard();
    const auto query = ListenerPacket::Read(heard.back().Inner());
    ASSERT_TRUE(query);
    EXPECT_EQ(query->message.maximumResponseDelay, 10000);
    EXPECT_EQ(query->destination, Ipv6Address("ff02::1"));
    EXPECT_EQ(heard.back().source, Ipv6Address("4::3"));
    const Time first = heard.back().at;
    m_bench.world->Clear();
    HandUpdate refresh;
    refresh.sequence = 200;
    refresh.lifetime = 4000;
    m_bench.Register(refresh);
    m_bench.Run(Seconds(300));
    std::vector<int64_t> times;
    for (const auto& packet : m_bench.world->Heard())
    {
        if (!packet.Inner().empty())
        {
            times.push_back((packet.at - first + MicroSeconds(500)).GetMilliSeconds());
        }
    }
    // RFC 2710 section 7: Startup Query Interval, then Query Interval.
    EXPECT_EQ(times, (std::vector<int64_t>{31250, 156250, 281250}));
}

TEST_F(HomeAgentGroupsTest, AMembershipEndsWithoutReports)
{
    REQ("RFC-124");
    Register(false, 4000);
    Tunnel(MakeReport("ff0e::77"));
    const Time reported = Simulator::Now();
    m_bench.Run(Seconds(259.9));
    EXPECT_EQ(Reached("ff0e::77").size(), 1U);
    m_bench.Run(reported + Seconds(260) - Simulator::Now());
    EXPECT_EQ(Reached("ff0e::77").size(), 0U) << "the Multicast Listener Interval is over";
    Tunnel(MakeReport("ff0e::77"));
    m_bench.Run(Seconds(200));
    Tunnel(MakeReport("ff0e::77"));
    m_bench.Run(Seconds(200));
    EXPECT_EQ(Reached("ff0e::77").size(), 1U);
}

TEST_F(HomeAgentGroupsTest, ADoneIsBelievedIfNobodyContradicts)
{
    Register();
    Tunnel(MakeReport("ff0e::77"));
    m_bench.world->Clear();
    Tunnel(MakeDone("ff0e::77"));
    m_bench.Run(Seconds(1.5));
    EXPECT_EQ(Asked(), Words({"query ff0e::77", "query ff0e::77"}));
    EXPECT_EQ(Reached("ff0e::77").size(), 1U);
    m_bench.Run(Seconds(1));
    EXPECT_EQ(Reached("ff0e::77").size(), 0U);
    // Another listener behind the tunnel.
    Tunnel(MakeReport("ff0e::77"));
    Tunnel(MakeDone("ff0e::77"));
    Tunnel(MakeReport("ff0e::77"));
    m_bench.world->Clear();
    m_bench.Run(Seconds(10));
    EXPECT_EQ(Asked(), Words());
    EXPECT_EQ(Reached("ff0e::77").size(), 1U);
}

} // namespace ns3::nemo::tests::mip6_home_agent_groups_test
