// SPDX-License-Identifier: GPL-2.0-only
// Mobile nodes that find their home agent, and another when it fails. RFC 6275 sections 10.5 and
// 11.4.1; ipv6-ready group 7 and "DHAAD order and retries".
#include "nemo-requirement.h"
#include "support/home-agents-test.h"

#include "ns3/boolean.h"
#include "ns3/enum.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::home_agent_discovery_test
{

namespace
{

using Request = HomeAgentAddressDiscoveryRequest;
using Reply = HomeAgentAddressDiscoveryReply;
using State = HomeRegistration::State;

} // namespace

class HomeAgentDiscoveryTest : public HomeAgentsTest
{
  protected:
    const HomeBinding& Registration(const MobileNode& node) const
    {
        return node.GetHomes().front()->GetRegistration();
    }

    /// The mobile node, away, when the home agents know each other.
    MobileNode& Launch()
    {
        m_world.RunUntil(Seconds(5));
        return m_world.NewMobileNode(m_world.a);
    }

    /// How many home agents have a binding for the home address.
    std::size_t Bound() const
    {
        std::size_t bound = 0;
        for (const Made& agent : m_agents)
        {
            bound += agent.Find(m_world.homeConfig.homeAddress) != nullptr ? 1 : 0;
        }
        return bound;
    }
};

TEST_F(HomeAgentDiscoveryTest, TheHomePrefixIsEnough)
{
    REQ("BOOK-061", "BOOK-061+1", "BOOK-066");
    const Made& worse = Add("1::2", 10);
    const Made& best = Add("1::3", 20);
    MobileNode& node = Launch();
    m_world.RunUntil(Seconds(15));
    EXPECT_EQ(Registration(node).GetState(), State::REGISTERED);
    const auto requests = Messages<Request>(m_world.a);
    ASSERT_EQ(requests.size(), 1U);
    EXPECT_EQ(requests[0].source, node.GetCareOfAddress());
    EXPECT_EQ(requests[0].destination, m_world.Address("1:0:fdff:ffff:ffff:fffe"));
    const auto replies = Messages<Reply>(m_world.a);
    ASSERT_EQ(replies.size(), 1U);
    EXPECT_EQ(std::get<Reply>(Message(replies[0])).homeAgents,
              (std::vector{best.address, worse.address}));
    const auto updates = m_world.Updates(m_world.a);
    ASSERT_EQ(updates.size(), 1U);
    EXPECT_GT(updates[0].at, replies[0].at);
    EXPECT_EQ(updates[0].destination, best.address);
    ASSERT_NE(best.Find(m_world.Address("1::10")), nullptr);
    m_world.mobileNode->Listen();
    SendToHome();
    RunFor(Seconds(1));
    EXPECT_EQ(m_world.mobileNode->received.size(), 1U);
}

TEST_F(HomeAgentDiscoveryTest, DeadOnesArePassedOver)
{
    REQ("RFC-146");
    const Made& first = Add("1::2", 30);
    const Made& second = Add("1::3", 20);
    const Made& third = Add("1::4", 10);
    m_world.RunUntil(Seconds(5));
    first.Fail();
    second.Fail();
    MobileNode& node = m_world.NewMobileNode(m_world.a);
    m_world.RunUntil(Seconds(30));
    EXPECT_EQ(Registration(node).GetState(), State::REGISTERED);
    EXPECT_EQ(Registration(node).GetHome().homeAgent, third.address);
    ASSERT_EQ(UpdatesTo(first).size(), 1U);
    ASSERT_EQ(UpdatesTo(second).size(), 1U);
    ASSERT_EQ(UpdatesTo(third).size(), 1U);
    EXPECT_EQ(UpdatesTo(second)[0].at - UpdatesTo(first)[0].at, Seconds(1.5));
    EXPECT_EQ(UpdatesTo(third)[0].at - UpdatesTo(second)[0].at, Seconds(1.5));
    EXPECT_EQ(Messages<Reply>(m_world.a).size(), 1U);
}

TEST_F(HomeAgentDiscoveryTest, AnotherTakesOverWhenOneFails)
{
    REQ("BOOK-072", "RFC-166", "BOOK-040", "RFC-178", "D04-088");
    m_world.configure = [](MobileNode& node) {
        node.SetAttribute("LifetimeRequested", TimeValue(Seconds(100)));
    };
    const Made& first = Add("1::2", 20);
    const Made& second = Add("1::3", 10);
    MobileNode& node = Launch();
    m_world.RunUntil(Seconds(20));
    ASSERT_NE(first.Find(m_world.Address("1::10")), nullptr);
    const Time registered = UpdatesTo(first)[0].at;
    first.Fail();
    m_world.RunUntil(Seconds(200));
    // Nothing tells it before the refresh is due; then the whole back-off; then the other one.
    const auto updates = UpdatesTo(first);
    EXPECT_EQ(updates[1].at - registered, Seconds(80));
    EXPECT_EQ(Gaps(updates), (std::vector<int64_t>{80000, 1000, 2000, 4000, 8000, 16000}));
    const auto other = UpdatesTo(second);
    ASSERT_EQ(other.size(), 1U);
    EXPECT_EQ(other[0].at - registered, Seconds(80 + 63));
    EXPECT_EQ(Registration(node).GetState(), State::REGISTERED);
    EXPECT_NE(second.Find(m_world.Address("1::10")), nullptr);
    EXPECT_EQ(Messages<Request>(m_world.a).size(), 1U); // the list was kept
    m_world.mobileNode->Listen();
    SendToHome();
    RunFor(Seconds(5));
    EXPECT_EQ(m_world.mobileNode->received.size(), 1U);
    m_world.correspondent->Listen();
    SendToCorrespondent();
    RunFor(Seconds(1));
    EXPECT_EQ(m_world.correspondent->received.size(), 1U);
}

TEST_F(HomeAgentDiscoveryTest, OneThatIsAloneIsAskedOnAndOthersAreLookedFor)
{
    REQ("RFC-166", "BOOK-040");
    m_world.configure = [](MobileNode& node) {
        node.SetAttribute("LifetimeRequested", TimeValue(Seconds(100)));
    };
    const Made& first = Add("1::2", 20);
    MobileNode& node = Launch();
    m_world.RunUntil(Seconds(20));
    first.Fail();
    m_world.RunUntil(Seconds(250));
    EXPECT_EQ(
        Gaps(UpdatesTo(first)),
        (std::vector<int64_t>{80000, 1000, 2000, 4000, 8000, 16000, 32000, 32000, 32000, 32000}));
    EXPECT_GT(Messages<Request>(m_world.a).size(), 1U);
    EXPECT_EQ(Registration(node).GetState(), State::REGISTERING);
    // As soon as there is another it is found.
    const Made& late = Add("1::3", 10);
    m_world.RunUntil(Seconds(400));
    EXPECT_EQ(Registration(node).GetState(), State::REGISTERED);
    EXPECT_NE(late.Find(m_world.Address("1::10")), nullptr);
}

TEST_F(HomeAgentDiscoveryTest, WhatRefusesIsLeftAndItsBindingEndsFirst)
{
    REQ("BOOK-076", "RFC-146");
    m_world.configure = [](MobileNode& node) {
        node.SetAttribute("LifetimeRequested", TimeValue(Seconds(100)));
    };
    const Made& first = Add("1::2", 20);
    const Made& second = Add("1::3", 10);
    MobileNode& node = Launch();
    m_world.RunUntil(Seconds(20));
    ASSERT_NE(first.Find(m_world.Address("1::10")), nullptr);
    first.role->Deny(m_world.Address("1::10"));
    // From the refusal of the refresh on.
    for (Time now = Seconds(20); now < Seconds(120); now = now + MilliSeconds(1))
    {
        m_world.RunUntil(now + MilliSeconds(1));
        ASSERT_LE(Bound(), 1U) << now;
    }
    EXPECT_EQ(Registration(node).GetState(), State::REGISTERED);
    EXPECT_EQ(first.Find(m_world.Address("1::10")), nullptr);
    ASSERT_NE(second.Find(m_world.Address("1::10")), nullptr);
    ASSERT_EQ(UpdatesTo(first, true).size(), 1U);
    EXPECT_LT(UpdatesTo(first, true)[0].at, UpdatesTo(second)[0].at);
}

TEST_F(HomeAgentDiscoveryTest, WhatIsLeftWithoutAnAnswerIsToldToEnd)
{
    REQ("BOOK-076");
    const Made& first = Add("1::2", 20);
    const Made& second = Add("1::3", 10);
    m_world.RunUntil(Seconds(5));
    m_world.NewMobileNode(m_world.a);
    while (UpdatesTo(first).empty() && Simulator::Now() < Seconds(20))
    {
        RunFor(MilliSeconds(1));
    }
    // It hears, and is not heard: its answers are lost on the way.
    first.node->Interfaces()->RemoveRoute(NetworkPrefix(Ipv6Address("::"), 0),
                                          m_world.Address("1::1"),
                                          first.interface);
    bool hasBound = false;
    for (int i = 0; i < 10000; ++i)
    {
        RunFor(MilliSeconds(1));
        hasBound = hasBound || first.Find(m_world.Address("1::10")) != nullptr;
        ASSERT_LE(Bound(), 1U) << Simulator::Now();
    }
    EXPECT_TRUE(hasBound);
    EXPECT_NE(second.Find(m_world.Address("1::10")), nullptr);
    EXPECT_EQ(UpdatesTo(first, true).size(), 1U);
}

TEST_F(HomeAgentDiscoveryTest, ADeadHomeIsNotFlooded)
{
    REQ("BOOK-074", "RFC-145");
    MobileNode& node = Launch();
    std::vector<State> states;
    m_world.RunUntil(Seconds(120));
    EXPECT_EQ(Registration(node).GetState(), State::SEARCHING);
    EXPECT_EQ(Gaps(Messages<Request>(m_world.a)),
              (std::vector<int64_t>{3000, 6000, 12000, 24000, 58000, 3000, 6000}));
    m_world.RunUntil(Seconds(3600));
    EXPECT_LE(Messages<Request>(m_world.a).size(), 100U);
    EXPECT_TRUE(m_world.Updates(m_world.a).empty());
}

TEST_F(HomeAgentDiscoveryTest, RefusalsAreNotAskedForWithoutEnd)
{
    REQ("BOOK-074");
    m_world.configure = [](MobileNode& node) {
        node.SetAttribute("RetryDelay", TimeValue(Time(0)));
    };
    Add("1::2", 1).role->Deny(m_world.Address("1::10"));
    MobileNode& node = Launch();
    m_world.RunUntil(Seconds(60));
    EXPECT_EQ(Registration(node).GetState(), State::SEARCHING);
    const auto gaps = Gaps(Messages<Request>(m_world.a));
    ASSERT_GE(gaps.size(), 3U);
    EXPECT_LE(gaps.size(), 4U);
    for (std::size_t i = 0; i < gaps.size(); ++i)
    {
        EXPECT_GE(gaps[i], 3000 << i);
    }
}

TEST_F(HomeAgentDiscoveryTest, AnAddressInPlaceOfARefusedOneFailsOverToo)
{
    REQ("BOOK-072");
    m_world.configure = [](MobileNode& node) {
        node.SetAttribute("LifetimeRequested", TimeValue(Seconds(100)));
        node.SetAttribute("NewHomeAddresses", UintegerValue(1));
    };
    m_world.NewNode().AddInterface(m_world.home, Text(m_world.Address("1::10")), false);
    const Made& first = Add("1::2", 20);
    const Made& second = Add("1::3", 10);
    MobileNode& node = Launch();
    m_world.RunUntil(Seconds(30));
    ASSERT_EQ(node.GetHomes().size(), 2U);
    const HomeBinding& fresh = node.GetHomes()[1]->GetRegistration();
    ASSERT_EQ(fresh.GetState(), State::REGISTERED);
    EXPECT_EQ(fresh.GetHome().homeAgent, first.address);
    first.Fail();
    m_world.RunUntil(Seconds(200));
    EXPECT_EQ(fresh.GetState(), State::REGISTERED);
    EXPECT_EQ(fresh.GetHome().homeAgent, second.address);
    EXPECT_NE(second.Find(fresh.GetHome().homeAddress), nullptr);
}

TEST_F(HomeAgentDiscoveryTest, TheAnswerGoesWhereTheNodeIsNow)
{
    MobileNode& node = Launch();
    m_world.RunUntil(Seconds(12));
    Add("1::2", 1);
    m_world.Move(m_world.b);
    m_world.RunUntil(Seconds(20));
    EXPECT_EQ(Registration(node).GetState(), State::REGISTERED);
    const auto requests = Messages<Request>(m_world.b);
    ASSERT_EQ(requests.size(), 1U);
    EXPECT_EQ(requests[0].source, node.GetCareOfAddress());
    // A node without a link asks nobody, and one at home neither.
    m_world.Move(nullptr);
    m_world.RunUntil(Seconds(30));
    m_world.Move(m_world.home);
    m_world.RunUntil(Seconds(60));
    EXPECT_EQ(Registration(node).GetState(), State::IDLE);
    EXPECT_TRUE(node.IsAtHome());
}

TEST_F(HomeAgentDiscoveryTest, ManyNodesShareTheHomeAgentsByPreference)
{
    REQ("BOOK-069");
    Add("1::2", 5);
    Add("1::3", 5);
    Add("1::4", 1);
    m_world.RunUntil(Seconds(5));
    for (int i = 0; i < 20; ++i)
    {
        std::ostringstream text;
        text << "1::1" << std::hex << i + 16;
        m_world.homeConfig.homeAddress = m_world.Address(text.str());
        m_world.identifier = static_cast<uint64_t>(0x100 + i);
        m_world.NewMobileNode(m_world.a);
        m_world.RunUntil(Seconds(5 + i));
    }
    m_world.RunUntil(Seconds(60));
    std::vector<std::size_t> shares;
    for (const Made& agent : m_agents)
    {
        shares.push_back(BindingRegistrar::Of(agent.node->node)->GetCache().Sorted().size());
    }
    EXPECT_EQ(shares[0] + shares[1], 20U);
    EXPECT_GE(shares[0], 4U);
    EXPECT_GE(shares[1], 4U);
    EXPECT_EQ(shares[2], 0U);
}

TEST_F(HomeAgentDiscoveryTest, AMobileRouterLeavesAHomeAgentThatServesNone)
{
    REQ("NEMO-5.3-1+1", "NEMO-7.1-2");
    const Made& plain = Add("1::2", 20);
    const Made& nemo = Add("1::3", 10);
    nemo.role->GetPrefixTable().Add(m_world.Address("1::10"), m_world.Prefix("5::"));
    m_world.RunUntil(Seconds(5));
    // Both say that they serve mobile routers when asked.
    MobileRouter& router = m_world.NewMobileRouter(m_world.a);
    m_world.RunUntil(Seconds(5.5));
    plain.role->SetAttribute("NemoSupport", EnumValue(NEMO_NONE));
    m_world.RunUntil(Seconds(30));
    ASSERT_EQ(UpdatesTo(plain).size(), 1U);
    ASSERT_EQ(UpdatesTo(plain, true).size(), 1U); // R was clear in the answer
    EXPECT_EQ(Registration(router).GetState(), State::REGISTERED);
    EXPECT_EQ(Registration(router).GetHome().homeAgent, nemo.address);
    EXPECT_TRUE(std::get<Request>(Message(Messages<Request>(m_world.a)[0])).mobileRouter);
}

} // namespace ns3::nemo::tests::home_agent_discovery_test
