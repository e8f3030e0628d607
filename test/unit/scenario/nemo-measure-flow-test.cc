// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-measure-flow.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::nemo_measure_flow_test
{

namespace
{

/// A flow of 10 datagrams of 100 octets, one each 10 ms, and what becomes of them.
class FlowMeterTest : public ::testing::Test
{
  protected:
    FlowMeterTest()
        : m_meter(m_flow)
    {
        for (uint64_t i = 0; i < 10; ++i)
        {
            Simulator::Schedule(MilliSeconds(10 * i), [this, i]() { m_meter.OnSent(i, 100); });
        }
    }

    ~FlowMeterTest() override
    {
        Simulator::Destroy();
    }

    /// Let a datagram arrive after a delay in milliseconds.
    void Arrive(uint64_t sequence, int64_t delay)
    {
        Simulator::Schedule(
            MilliSeconds(static_cast<int64_t>(sequence) * 10 + delay),
            [this, sequence, delay]() { m_meter.OnReceived(sequence, MilliSeconds(delay), 100); });
    }

    FlowResult Run()
    {
        Simulator::Run();
        return m_meter.GetResult();
    }

    TrafficSpec m_flow;
    FlowMeter m_meter;
};

TEST_F(FlowMeterTest, OfNothingReceivedKnowsOnlyWhatWasSent)
{
    const auto result = Run();
    EXPECT_EQ(result.sent, 10u);
    EXPECT_EQ(result.received, 0u);
    EXPECT_EQ(result.lost, 10u);
    EXPECT_FALSE(result.delayMean);
    EXPECT_FALSE(result.delayP99);
    EXPECT_FALSE(result.jitterMean);
    EXPECT_EQ(result.goodput, 0);
}

TEST_F(FlowMeterTest, TakesPercentilesByNearestRank)
{
    // Sorted: 1 ... 10 ms. Rank of P50: ceil(0.5 * 10) = 5; of P99: ceil(9.9) = 10.
    const int64_t delays[] = {3, 1, 2, 10, 5, 4, 9, 7, 6, 8};
    for (uint64_t i = 0; i < 10; ++i)
    {
        Arrive(i, delays[i]);
    }
    const auto result = Run();
    EXPECT_EQ(result.received, 10u);
    EXPECT_EQ(result.lost, 0u);
    EXPECT_EQ(result.delayMean, MicroSeconds(5500));
    EXPECT_EQ(result.delayP50, MilliSeconds(5));
    EXPECT_EQ(result.delayP99, MilliSeconds(10));
    EXPECT_EQ(result.delayMax, MilliSeconds(10));
}

TEST_F(FlowMeterTest, OfOneDelayAllPercentilesAreTheSameAndThereIsNoJitter)
{
    Arrive(4, 7);
    const auto result = Run();
    EXPECT_EQ(result.delayP50, MilliSeconds(7));
    EXPECT_EQ(result.delayP99, MilliSeconds(7));
    EXPECT_FALSE(result.jitterMean);
}

TEST_F(FlowMeterTest, JitterIsTheMeanChangeFromOneArrivalToTheNext)
{
    Arrive(0, 2);
    Arrive(1, 5);
    Arrive(2, 1);
    // |5 - 2| and |1 - 5|.
    EXPECT_EQ(Run().jitterMean, MicroSeconds(3500));
}

TEST_F(FlowMeterTest, CountsOutOfOrderAndNotDuplicates)
{
    Arrive(0, 1);
    Arrive(2, 1);
    Arrive(1, 15);
    Arrive(1, 16);
    const auto result = Run();
    EXPECT_EQ(result.received, 3u);
    EXPECT_EQ(result.lost, 7u);
    EXPECT_EQ(result.outOfOrder, 1u);
}

TEST_F(FlowMeterTest, GoodputIsOverTheTimeFromStartToStop)
{
    m_flow.start = MilliSeconds(20);
    m_flow.stop = MilliSeconds(220);
    Arrive(3, 5);
    Arrive(9, 10);
    // 200 octets in 200 ms, although they arrived within 65.
    EXPECT_EQ(Run().goodput, 8000);
}

} // namespace

} // namespace ns3::nemo::tests::nemo_measure_flow_test
