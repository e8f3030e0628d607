// SPDX-License-Identifier: GPL-2.0-only
#include "mip6-vector-table.h"

#include "ns3/mip6-lifetime.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_lifetime_test
{

TEST(Lifetime, RemainingAgreesWithTheVectors)
{
    const auto table = ReadVectorTable("lifetime_ack");
    ASSERT_EQ(table.size(), 4u);
    constexpr uint32_t UNIT = 4;
    for (const auto& row : table)
    {
        const uint32_t update = row.at("update");
        const uint32_t acknowledged = row.at("ack");
        const uint32_t remaining = row.at("remain");
        const uint32_t result = row.at("result");
        EXPECT_EQ(RemainingLifetime(Seconds(remaining * UNIT), update * UNIT, acknowledged * UNIT),
                  Seconds(result * UNIT))
            << row;
    }
}

TEST(Lifetime, RemainingKeepsFractionsOfASecond)
{
    EXPECT_EQ(RemainingLifetime(MilliSeconds(99987), 100, 60), MilliSeconds(59987));
    EXPECT_EQ(RemainingLifetime(MilliSeconds(39999), 100, 60), Time(0));
}

TEST(Lifetime, RemainingIsNotRaisedByAnAnswerThatGrantsMore)
{
    EXPECT_EQ(RemainingLifetime(Seconds(95), 100, 200), Seconds(95));
    EXPECT_EQ(RemainingLifetime(Seconds(95), 0, 4), Seconds(95));
    EXPECT_EQ(RemainingLifetime(Seconds(-1), 100, 100), Time(0));
}

TEST(Lifetime, EndOfLifetime)
{
    EXPECT_EQ(EndOfLifetime(MilliSeconds(1500), 1000), MilliSeconds(1001500));
    EXPECT_EQ(EndOfLifetime(Seconds(3), 0), Seconds(3));
    EXPECT_EQ(EndOfLifetime(Seconds(3), INFINITE_LIFETIME), Time::Max());
    EXPECT_EQ(EndOfLifetime(Seconds(3), INFINITE_LIFETIME - 1), Seconds(4294967297.0));
}

struct GrantCase
{
    uint32_t requested;
    uint32_t policy;
    uint32_t prefix;
    uint32_t unit;
    uint32_t granted;
};

TEST(Lifetime, GrantedIsTheSmallestThatTheWireCanCarry)
{
    constexpr uint32_t NONE = INFINITE_LIFETIME;
    const GrantCase cases[] = {
        {1000, 800, 600, 4, 600},
        {1000, 800, 2000, 4, 800},
        {1000, NONE, NONE, 4, 1000},
        {1000, NONE, 603, 4, 600},
        {1000, 3, NONE, 4, 0},
        {1000, 4, NONE, 4, 4},
        {1000, NONE, 0, 4, 0},
        {0, NONE, NONE, 4, 0},
        {NONE, NONE, NONE, 4, 262140},
        {262144, NONE, NONE, 4, 262140},
        {262140, NONE, NONE, 4, 262140},
        {NONE, NONE, NONE, 1, NONE},
        {NONE, NONE, 603, 1, 603},
        {100000000, NONE, NONE, 1, 100000000},
    };
    for (const auto& it : cases)
    {
        EXPECT_EQ(GrantedLifetime(it.requested, it.policy, it.prefix, it.unit), it.granted)
            << it.requested << ' ' << it.policy << ' ' << it.prefix << ' ' << it.unit;
    }
    EXPECT_EQ(GrantedLifetime(7, 7, 7), 4u) << "the unit of RFC 6275 is the default";
}

TEST(Lifetime, RefreshIsAtFourFifthsOrAtTheAdvice)
{
    EXPECT_EQ(RefreshDelay(100, std::nullopt), Seconds(80));
    EXPECT_EQ(RefreshDelay(100, 60), Seconds(60));
    EXPECT_EQ(RefreshDelay(100, 80), Seconds(80));
    EXPECT_EQ(RefreshDelay(100, 92), Seconds(80)) << "a late advice does not delay";
    EXPECT_EQ(RefreshDelay(100, 400), Seconds(80)) << "nor one beyond the lifetime";
    EXPECT_EQ(RefreshDelay(4, std::nullopt), MilliSeconds(3200));
    EXPECT_EQ(RefreshDelay(262140, std::nullopt), Seconds(209712));
    EXPECT_EQ(RefreshDelay(100, std::nullopt, 50), Seconds(50));
    EXPECT_EQ(RefreshDelay(100, std::nullopt, 100), Seconds(100));
    EXPECT_EQ(RefreshDelay(7, std::nullopt, 33), MilliSeconds(2310));
}

TEST(Lifetime, RefreshIsNeverAskedForWithoutPauseOrWithoutBinding)
{
    EXPECT_EQ(RefreshDelay(100, 0), Seconds(80));
    EXPECT_EQ(RefreshDelay(0, std::nullopt), Time::Max());
    EXPECT_EQ(RefreshDelay(0, 60), Time::Max());
    EXPECT_EQ(RefreshDelay(INFINITE_LIFETIME, std::nullopt), Time::Max());
    EXPECT_EQ(RefreshDelay(INFINITE_LIFETIME, 60), Seconds(60));
    EXPECT_EQ(RefreshDelay(INFINITE_LIFETIME - 1, std::nullopt), MilliSeconds(3435973835200));
}

TEST(LifetimeDeathTest, MisuseAborts)
{
    EXPECT_DEATH(GrantedLifetime(100, 100, 100, 0), "needs a unit");
    EXPECT_DEATH(RefreshDelay(100, std::nullopt, 101), "0 to 100 percent");
}

} // namespace ns3::nemo::tests::mip6_lifetime_test
