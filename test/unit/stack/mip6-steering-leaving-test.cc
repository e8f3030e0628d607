// SPDX-License-Identifier: GPL-2.0-only
#include "support/mobile-world.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_steering_leaving_test
{

/// A mobile router that is away and registered, a node inside its network, and what the router
/// itself sends.
class SteeringLeavingTest : public testing::Test
{
  protected:
    SteeringLeavingTest()
    {
        m_world.agent->prefixes = {m_world.Prefix("5::")};
        m_world.NewMobileRouter(m_world.a);
        m_inner = &m_world.NewNode();
        m_innerInterface = m_inner->AddInterface(m_world.inside, "fd00:0:5::9", false);
        m_inner->Listen();
        m_world.correspondent->Listen();
        m_world.RunUntil(Seconds(10));
    }

    void Send(const std::string& from, const std::string& to)
    {
        m_world.mobileNode->SendUdp(m_world.Address(from), m_world.Address(to));
        m_world.RunUntil(Simulator::Now() + Seconds(1));
    }

    std::vector<CaughtPacket> Tunnelled() const
    {
        return m_world.Tunnelled(m_world.a);
    }

    MobileWorld m_world;
    WorldNode* m_inner;
    uint32_t m_innerInterface;
};

TEST_F(SteeringLeavingTest, FromHomeToANodeInsideNothingIsTunnelled)
{
    Send("1::10", "5::9");
    ASSERT_EQ(m_inner->received.size(), 1U);
    EXPECT_EQ(m_inner->received[0].first, m_world.Address("1::10"));
    EXPECT_TRUE(Tunnelled().empty());
}

TEST_F(SteeringLeavingTest, FromHomeToTheRestOfTheWorldItIsTunnelled)
{
    Send("1::10", "c::5");
    ASSERT_EQ(m_world.correspondent->received.size(), 1U);
    ASSERT_EQ(Tunnelled().size(), 1U);
    EXPECT_EQ(Tunnelled()[0].source, m_world.Address("2::10"));
}

TEST_F(SteeringLeavingTest, FromItsAddressInsideItIsTunnelledAsForAnyNodeThere)
{
    Send("5::1", "c::5");
    ASSERT_EQ(m_world.correspondent->received.size(), 1U);
    EXPECT_EQ(m_world.correspondent->received[0].first, m_world.Address("5::1"));
    ASSERT_EQ(Tunnelled().size(), 1U);
    EXPECT_EQ(Tunnelled()[0].source, m_world.Address("2::10"));
    EXPECT_EQ(Tunnelled()[0].inner->source, m_world.Address("5::1"));
    Send("5::1", "5::9");
    EXPECT_EQ(m_inner->received.size(), 1U);
    EXPECT_EQ(Tunnelled().size(), 1U);
}

TEST_F(SteeringLeavingTest, FromItsCareOfAddressItIsPlain)
{
    Send("2::10", "c::5");
    ASSERT_EQ(m_world.correspondent->received.size(), 1U);
    EXPECT_EQ(m_world.correspondent->received[0].first, m_world.Address("2::10"));
    EXPECT_TRUE(Tunnelled().empty());
}

TEST_F(SteeringLeavingTest, WhereANodeOfTheNetworkIsAwayItsOwnRuleCounts)
{
    // As if the router were the home agent of a node that has its home in the mobile network.
    auto rule = std::make_shared<SteeringRule>();
    rule->originated.verdict = Verdict::TRANSFORM;
    rule->originated.transform.source = m_world.Address("2::10");
    rule->originated.transform.destination = m_world.Address("c::5");
    rule->originated.transform.encapsulate = true;
    m_world.mobileNode->stack->GetSteering()->ToAddress(m_world.Address("5::20"), rule);
    Send("1::10", "5::20");
    ASSERT_EQ(Tunnelled().size(), 1U);
    EXPECT_EQ(Tunnelled()[0].destination, m_world.Address("c::5"));
    EXPECT_EQ(Tunnelled()[0].inner->destination, m_world.Address("5::20"));
}

} // namespace ns3::nemo::tests::mip6_steering_leaving_test
