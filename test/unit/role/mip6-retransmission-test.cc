// SPDX-License-Identifier: GPL-2.0-only
#include "mip6-vector-table.h"

#include "ns3/mip6-retransmission.h"
#include "ns3/simulator.h"

#include <cmath>
#include <gtest/gtest.h>
#include <memory>
#include <vector>

namespace ns3::nemo::tests::mip6_retransmission_test
{

namespace
{

Time
SecondsOf(const nlohmann::json& value)
{
    return MilliSeconds(std::llround(value.get<double>() * 1000));
}

} // namespace

class RetransmissionTest : public testing::Test
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
    }

    void RunUntil(Time time)
    {
        Simulator::Stop(time - Simulator::Now());
        Simulator::Run();
    }

    std::vector<Time> m_sent;         ///< When something was sent.
    std::vector<uint32_t> m_attempts; ///< As what attempt.
    std::vector<Time> m_givenUp;      ///< When it was given up.
    std::unique_ptr<Retransmission> m_it = std::make_unique<Retransmission>(
        [this](uint32_t attempt) {
            m_sent.push_back(Simulator::Now());
            m_attempts.push_back(attempt);
        },
        [this]() { m_givenUp.push_back(Simulator::Now()); });
};

struct ScheduleCase
{
    const char* row; ///< The row of the table of send times.
    double initial;  ///< Seconds.
    double maximum;  ///< Seconds.
    std::optional<uint32_t> retransmissions;
};

class RetransmissionSchedule : public RetransmissionTest,
                               public testing::WithParamInterface<ScheduleCase>
{
};

TEST_P(RetransmissionSchedule, SendsAtTheTimesOfTheVectors)
{
    const auto& it = GetParam();
    std::vector<Time> expected;
    const auto table = ReadVectorTable("retransmit_send_times_s");
    for (const auto& value : table.at(it.row))
    {
        expected.push_back(SecondsOf(value));
    }
    m_it->Start({Seconds(it.initial), Seconds(it.maximum), it.retransmissions});
    // Without an end the list shows the beginning, and the next would come after the maximum.
    RunUntil(it.retransmissions ? Seconds(10000)
                                : expected.back() + Seconds(it.maximum) - TimeStep(1));
    EXPECT_EQ(m_sent, expected);
    EXPECT_EQ(m_it->IsRunning(), !it.retransmissions);
    EXPECT_EQ(m_givenUp.size(), it.retransmissions ? 1u : 0u);
}

INSTANTIATE_TEST_SUITE_P(
    Table,
    RetransmissionSchedule,
    testing::Values(ScheduleCase{"rfc6275_first_home_bu", 1.5, 32, std::nullopt},
                    ScheduleCase{"rfc6275_refresh", 1, 32, std::nullopt},
                    ScheduleCase{"draft1997", 1, 256, std::nullopt},
                    ScheduleCase{"dhaad_request", 3, 1e9, 4},
                    ScheduleCase{"mobile_prefix_solicitation", 3, 32, std::nullopt},
                    ScheduleCase{"unsolicited_mpa", 3, 1e9, 3}),
    [](const auto& each) { return std::string(each.param.row); });

TEST_F(RetransmissionTest, TheFirstTransmissionLeavesFromWithinStart)
{
    EXPECT_FALSE(m_it->IsRunning());
    m_it->Start({Seconds(1), Seconds(32), std::nullopt});
    EXPECT_EQ(m_sent, std::vector<Time>({Seconds(0)}));
    EXPECT_TRUE(m_it->IsRunning());
}

TEST_F(RetransmissionTest, CountsItsAttempts)
{
    m_it->Start({Seconds(1), Seconds(4), 3});
    Simulator::Run();
    EXPECT_EQ(m_attempts, std::vector<uint32_t>({0, 1, 2, 3}));
}

TEST_F(RetransmissionTest, GivesUpWhenTheLastTimeoutHasPassed)
{
    m_it->Start({Seconds(3), Seconds(100), 2});
    RunUntil(Seconds(10));
    EXPECT_EQ(m_sent, std::vector<Time>({Seconds(0), Seconds(3), Seconds(9)}));
    EXPECT_TRUE(m_it->IsRunning()) << "the last one may still be answered";
    EXPECT_EQ(m_it->GetNextTransmission(), std::nullopt);
    EXPECT_EQ(m_it->GetTimeout(), Seconds(12));
    RunUntil(Seconds(100));
    EXPECT_EQ(m_givenUp, std::vector<Time>({Seconds(21)}));
    EXPECT_FALSE(m_it->IsRunning());
    EXPECT_EQ(m_sent.size(), 3u);
}

TEST_F(RetransmissionTest, WithoutRetransmissionsItIsATimeout)
{
    m_it->Start({Seconds(3), Seconds(3), 0});
    EXPECT_EQ(m_it->GetNextTransmission(), std::nullopt);
    Simulator::Run();
    EXPECT_EQ(m_sent, std::vector<Time>({Seconds(0)}));
    EXPECT_EQ(m_givenUp, std::vector<Time>({Seconds(3)}));
}

TEST_F(RetransmissionTest, TellsTimeoutAndNextTransmission)
{
    EXPECT_EQ(m_it->GetTimeout(), Time(0));
    EXPECT_EQ(m_it->GetNextTransmission(), std::nullopt);
    m_it->Start({MilliSeconds(1500), Seconds(4), std::nullopt});
    EXPECT_EQ(m_it->GetTimeout(), MilliSeconds(1500));
    EXPECT_EQ(m_it->GetNextTransmission(), MilliSeconds(1500));
    RunUntil(Seconds(2));
    EXPECT_EQ(m_it->GetTimeout(), Seconds(3));
    EXPECT_EQ(m_it->GetNextTransmission(), MilliSeconds(4500));
    RunUntil(Seconds(5));
    EXPECT_EQ(m_it->GetTimeout(), Seconds(4)) << "not 6";
    EXPECT_EQ(m_it->GetNextTransmission(), MilliSeconds(8500));
    m_it->Stop();
    EXPECT_EQ(m_it->GetTimeout(), Time(0));
    EXPECT_EQ(m_it->GetNextTransmission(), std::nullopt);
}

TEST_F(RetransmissionTest, StopEndsIt)
{
    m_it->Stop();
    m_it->Start({Seconds(1), Seconds(32), 2});
    Simulator::Schedule(MilliSeconds(3500), &Retransmission::Stop, m_it.get());
    Simulator::Run();
    EXPECT_EQ(m_sent, std::vector<Time>({Seconds(0), Seconds(1), Seconds(3)}));
    EXPECT_FALSE(m_it->IsRunning());
    EXPECT_TRUE(m_givenUp.empty());
}

TEST_F(RetransmissionTest, StartBeginsAnew)
{
    m_it->Start({Seconds(1), Seconds(32), std::nullopt});
    RunUntil(Seconds(4));
    m_it->Start({Seconds(2), Seconds(32), 1});
    Simulator::Run();
    EXPECT_EQ(m_sent,
              std::vector<Time>({Seconds(0), Seconds(1), Seconds(3), Seconds(4), Seconds(6)}));
    EXPECT_EQ(m_attempts, std::vector<uint32_t>({0, 1, 2, 0, 1}));
    EXPECT_EQ(m_givenUp, std::vector<Time>({Seconds(10)}));
}

TEST_F(RetransmissionTest, TheTimerEndsWithTheObject)
{
    m_it->Start({Seconds(1), Seconds(32), std::nullopt});
    Simulator::Schedule(MilliSeconds(1500), [this]() { m_it.reset(); });
    Simulator::Run();
    EXPECT_EQ(m_sent, std::vector<Time>({Seconds(0), Seconds(1)}));
}

TEST_F(RetransmissionTest, MayOutliveTheSimulator)
{
    m_it->Start({Seconds(1), Seconds(32), std::nullopt});
    Simulator::Destroy();
    m_it.reset();
    EXPECT_EQ(m_sent.size(), 1u);
}

TEST_F(RetransmissionTest, TheCallbackMayStop)
{
    m_it = std::make_unique<Retransmission>([this](uint32_t attempt) {
        m_sent.push_back(Simulator::Now());
        if (attempt == 2)
        {
            m_it->Stop();
        }
    });
    m_it->Start({Seconds(1), Seconds(32), std::nullopt});
    Simulator::Run();
    EXPECT_EQ(m_sent, std::vector<Time>({Seconds(0), Seconds(1), Seconds(3)}));
    EXPECT_FALSE(m_it->IsRunning());
}

TEST_F(RetransmissionTest, TheCallbackMayStopTheVeryFirst)
{
    m_it = std::make_unique<Retransmission>([this](uint32_t) {
        m_sent.push_back(Simulator::Now());
        m_it->Stop();
    });
    m_it->Start({Seconds(1), Seconds(32), std::nullopt});
    EXPECT_FALSE(m_it->IsRunning());
    Simulator::Run();
    EXPECT_EQ(m_sent, std::vector<Time>({Seconds(0)}));
}

TEST_F(RetransmissionTest, TheCallbackMayStartAnew)
{
    m_it = std::make_unique<Retransmission>([this](uint32_t attempt) {
        m_sent.push_back(Simulator::Now());
        if (attempt == 1 && m_sent.size() == 2)
        {
            m_it->Start({Seconds(10), Seconds(32), 1});
        }
    });
    m_it->Start({Seconds(1), Seconds(32), std::nullopt});
    Simulator::Run();
    EXPECT_EQ(m_sent, std::vector<Time>({Seconds(0), Seconds(1), Seconds(1), Seconds(11)}));
}

TEST_F(RetransmissionTest, TheCallbacksMayDestroyIt)
{
    uint32_t calls = 0;
    m_it = std::make_unique<Retransmission>([this, &calls](uint32_t attempt) {
        ++calls;
        if (attempt == 1)
        {
            m_it.reset();
            ++calls; // reads its own captures after the object is gone
        }
    });
    m_it->Start({Seconds(1), Seconds(32), std::nullopt});
    Simulator::Run();
    EXPECT_EQ(calls, 3u);

    m_it = std::make_unique<Retransmission>([&calls](uint32_t) { ++calls; },
                                            [this, &calls]() {
                                                m_it.reset();
                                                ++calls;
                                            });
    m_it->Start({Seconds(1), Seconds(1), 0});
    Simulator::Run();
    EXPECT_EQ(calls, 5u);
    EXPECT_EQ(m_it, nullptr);
}

TEST_F(RetransmissionTest, GivingUpMayStartAnew)
{
    uint32_t givenUp = 0;
    m_it =
        std::make_unique<Retransmission>([this](uint32_t) { m_sent.push_back(Simulator::Now()); },
                                         [this, &givenUp]() {
                                             if (++givenUp == 1)
                                             {
                                                 m_it->Start({Seconds(5), Seconds(5), 0});
                                             }
                                         });
    m_it->Start({Seconds(1), Seconds(1), 0});
    Simulator::Run();
    EXPECT_EQ(m_sent, std::vector<Time>({Seconds(0), Seconds(1)}));
    EXPECT_EQ(givenUp, 2u);
    EXPECT_EQ(Simulator::Now(), Seconds(6));
}

TEST_F(RetransmissionTest, GivingUpNeedsNoCallback)
{
    m_it = std::make_unique<Retransmission>([](uint32_t) {});
    m_it->Start({Seconds(1), Seconds(1), 1});
    Simulator::Run();
    EXPECT_EQ(Simulator::Now(), Seconds(2));
    EXPECT_FALSE(m_it->IsRunning());
}

TEST_F(RetransmissionTest, AMaximumThatIsAsGoodAsNoneDoesNotOverflow)
{
    // A third one would be due after the last moment that a Time can hold.
    m_it->Start({Seconds(1e9), Time::Max(), 2});
    RunUntil(Seconds(8e9));
    EXPECT_EQ(m_sent, std::vector<Time>({Seconds(0), Seconds(1e9), Seconds(3e9)}));
}

TEST_F(RetransmissionTest, AMaximumBelowTheFirstTimeOutIsTheSameAsThat)
{
    m_it->Start({Seconds(2), Seconds(1), 3});
    Simulator::Run();
    EXPECT_EQ(m_sent, std::vector<Time>({Seconds(0), Seconds(2), Seconds(4), Seconds(6)}));
    EXPECT_EQ(Simulator::Now(), Seconds(8));
}

TEST_F(RetransmissionTest, MisuseAborts)
{
    EXPECT_DEATH(Retransmission(nullptr), "callback that sends");
    EXPECT_DEATH(m_it->Start({Seconds(0), Seconds(1), std::nullopt}), "0 < initialTimeout");
}

TEST(Retransmission, DoublesUntilTheTimeoutGrowsNoMore)
{
    EXPECT_EQ(Retransmission::CountDoublings(Seconds(1), Seconds(256)), 8U);
    EXPECT_EQ(Retransmission::CountDoublings(Seconds(1), Seconds(257)), 9U);
    EXPECT_EQ(Retransmission::CountDoublings(MilliSeconds(1500), Seconds(32)), 5U);
    EXPECT_EQ(Retransmission::CountDoublings(Seconds(1), Seconds(1)), 0U);
    EXPECT_EQ(Retransmission::CountDoublings(Seconds(2), Seconds(1)), 0U);
}

} // namespace ns3::nemo::tests::mip6_retransmission_test
