// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-sweep-statistics.h"

#include <gtest/gtest.h>

// The figures were computed by other means: sums of exact fractions, and printed tables of
// Student's t at 97.5 %: 12.706 for 1 degree of freedom, 2.776 for 4, 2.262 for 9, 2.045 for 29.

namespace ns3::nemo::tests::nemo_sweep_statistics_test
{

namespace
{

SweepStatistics
Of(const std::vector<double>& values)
{
    SweepStatistics statistics;
    for (const double value : values)
    {
        statistics.Add(value);
    }
    return statistics;
}

} // namespace

TEST(SweepStatistics, OfOneValueThereIsNoSpread)
{
    EXPECT_EQ(SweepStatistics().GetCount(), 0u);
    EXPECT_EQ(SweepStatistics().GetDeviation(), std::nullopt);
    const auto one = Of({7});
    EXPECT_EQ(one.GetCount(), 1u);
    EXPECT_EQ(one.GetMean(), 7);
    EXPECT_EQ(one.GetDeviation(), std::nullopt);
    EXPECT_EQ(one.GetHalfInterval(), std::nullopt);
}

TEST(SweepStatistics, OfTwoValues)
{
    // Squares: 1 + 1 = 2, divided by 1; t is 12.706, divided by the root of 2.
    const auto two = Of({1, 3});
    EXPECT_DOUBLE_EQ(two.GetMean(), 2);
    EXPECT_NEAR(*two.GetDeviation(), 1.41421356, 1e-8);
    EXPECT_NEAR(*two.GetHalfInterval(), 12.7062, 1e-4);
}

TEST(SweepStatistics, OfFiveValues)
{
    // 2, 4, 4, 4, 6: mean 4, squares 4 + 4 = 8, divided by 4 is 2; 2.776445 * sqrt(2 / 5).
    const auto five = Of({2, 4, 4, 4, 6});
    EXPECT_DOUBLE_EQ(five.GetMean(), 4);
    EXPECT_NEAR(*five.GetDeviation(), 1.41421356, 1e-8);
    EXPECT_NEAR(*five.GetHalfInterval(), 1.75598, 1e-4);
}

TEST(SweepStatistics, OfTheFirstThirtyNumbers)
{
    // The variance of 1..n is n (n + 1) / 12: 77.5 for 30; 2.04523 * sqrt(77.5 / 30).
    std::vector<double> values;
    for (int i = 1; i <= 30; ++i)
    {
        values.push_back(i);
    }
    const auto thirty = Of(values);
    EXPECT_DOUBLE_EQ(thirty.GetMean(), 15.5);
    EXPECT_NEAR(*thirty.GetDeviation(), 8.80340843, 1e-7);
    EXPECT_NEAR(*thirty.GetHalfInterval(), 3.28725, 1e-4);
}

TEST(SweepStatistics, EqualValuesHaveNoSpreadHoweverLarge)
{
    const auto equal = Of(std::vector<double>(1000, 1e15 + 1));
    EXPECT_EQ(equal.GetMean(), 1e15 + 1);
    EXPECT_EQ(*equal.GetDeviation(), 0);
    EXPECT_EQ(*equal.GetHalfInterval(), 0);
    const auto near = Of({1e9 + 1, 1e9 + 2, 1e9 + 3});
    EXPECT_NEAR(*near.GetDeviation(), 1, 1e-9) << "no difference of large sums";
}

} // namespace ns3::nemo::tests::nemo_sweep_statistics_test
