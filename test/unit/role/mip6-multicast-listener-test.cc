// SPDX-License-Identifier: GPL-2.0-only
#include "support/listener-wire.h"

#include "ns3/mip6-multicast-listener.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

// The node part of Multicast Listener Discovery. RFC 2710 section 4.

namespace ns3::nemo::tests::mip6_multicast_listener_test
{

namespace
{

const Ipv6Address A("ff0e::a");
const Ipv6Address B("ff0e::b");
using Words = std::vector<std::string>;

} // namespace

class MulticastListenerTest : public testing::Test
{
  protected:
    MulticastListenerTest()
        : m_listener([this](const ListenerMessage& message) { Note(message); },
                     [this](uint32_t bound) {
                         m_bound = bound;
                         return std::min(m_draw, bound - 1);
                     },
                     {Seconds(10), 2})
    {
    }

    ~MulticastListenerTest() override
    {
        Simulator::Destroy();
    }

    void Note(const ListenerMessage& message)
    {
        m_said.push_back(std::to_string(Simulator::Now().GetMilliSeconds()) + " " +
                         ToText(message));
    }

    static void RunUntil(Time when)
    {
        Simulator::Stop(when - Simulator::Now());
        Simulator::Run();
    }

    void Query(uint16_t delay, const Ipv6Address& group = Ipv6Address::GetAny())
    {
        m_listener.Receive({ListenerMessageType::QUERY, delay, group});
    }

    uint32_t m_draw{3000}; ///< What the next random number is, if it may be.
    uint32_t m_bound{0};   ///< What was asked for last.
    Words m_said;
    MulticastListener m_listener;
};

TEST_F(MulticastListenerTest, SaysTwiceThatItJoins)
{
    m_listener.Resume();
    m_listener.Join(A);
    m_listener.Join(A);
    EXPECT_EQ(m_said, Words({"0 report ff0e::a"}));
    EXPECT_EQ(m_bound, 10001U) << "up to the Unsolicited Report Interval";
    RunUntil(Seconds(100));
    EXPECT_EQ(m_said, Words({"0 report ff0e::a", "3000 report ff0e::a"}));
    EXPECT_TRUE(m_listener.Has(A));
}

TEST_F(MulticastListenerTest, AnswersQueriesWithinTheirTime)
{
    m_listener.Resume();
    m_listener.Join(A);
    m_listener.Join(B);
    RunUntil(Seconds(20));
    m_said.clear();
    Query(5000);
    EXPECT_EQ(m_bound, 5001U);
    RunUntil(Seconds(30));
    EXPECT_EQ(m_said, Words({"23000 report ff0e::a", "23000 report ff0e::b"}));
    m_said.clear();
    Query(1000, B);
    RunUntil(Seconds(40));
    EXPECT_EQ(m_said, Words({"31000 report ff0e::b"})) << "of that group alone";
    m_said.clear();
    m_draw = 9000;
    Query(10000);
    m_draw = 0;
    Query(60000, A); // gives more time than is left: nothing changes
    Query(500, B);
    RunUntil(Seconds(60));
    EXPECT_EQ(m_said, Words({"40000 report ff0e::b", "49000 report ff0e::a"}));
    m_said.clear();
    Query(0);
    RunUntil(Seconds(61));
    EXPECT_EQ(m_said, Words({"60000 report ff0e::a", "60000 report ff0e::b"}));
}

TEST_F(MulticastListenerTest, LeavesItToWhoWasFaster)
{
    m_listener.Resume();
    m_listener.Join(A);
    m_listener.Join(B);
    RunUntil(Seconds(20));
    m_said.clear();
    Query(5000);
    m_listener.Receive({ListenerMessageType::REPORT, 0, A});
    RunUntil(Seconds(30));
    EXPECT_EQ(m_said, Words({"23000 report ff0e::b"}));
    m_listener.Leave(A);
    m_listener.Leave(B);
    m_listener.Leave(B);
    EXPECT_EQ(m_said, Words({"23000 report ff0e::b", "30000 done ff0e::b"}));
    Query(0);
    RunUntil(Seconds(40));
    EXPECT_EQ(m_said.size(), 2U);
    EXPECT_TRUE(m_listener.GetGroups().empty());
}

TEST_F(MulticastListenerTest, IsSilentWhilePaused)
{
    m_listener.Join(A);
    Query(0);
    RunUntil(Seconds(20));
    EXPECT_TRUE(m_said.empty());
    m_listener.Resume();
    m_listener.Pause();
    EXPECT_FALSE(m_listener.IsActive());
    Query(0);
    m_listener.Join(B);
    m_listener.Leave(B);
    RunUntil(Seconds(40));
    EXPECT_EQ(m_said, Words({"20000 report ff0e::a"}));
    m_listener.Resume();
    RunUntil(Seconds(60));
    EXPECT_EQ(m_said,
              Words({"20000 report ff0e::a", "40000 report ff0e::a", "43000 report ff0e::a"}));
}

} // namespace ns3::nemo::tests::mip6_multicast_listener_test
