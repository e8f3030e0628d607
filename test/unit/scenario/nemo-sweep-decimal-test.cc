// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-sweep-decimal.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::nemo_sweep_decimal_test
{

namespace
{

/// \return the number as it is read and written again
std::string
Again(std::string_view text)
{
    const auto number = Decimal::Parse(text);
    return number ? number->ToString() : "none";
}

} // namespace

TEST(SweepDecimal, ReadsNumbersAndWritesThemWithoutSuperfluousZeros)
{
    EXPECT_EQ(Again("0"), "0");
    EXPECT_EQ(Again("-1.50"), "-1.5");
    EXPECT_EQ(Again("+.25"), "0.25");
    EXPECT_EQ(Again("3."), "3");
    EXPECT_EQ(Again("0.001"), "0.001");
    EXPECT_EQ(Again("2e3"), "2000");
    EXPECT_EQ(Again("25E-4"), "0.0025");
    EXPECT_EQ(Again("1.20e+1"), "12");
    EXPECT_EQ(Again("-0.5"), "-0.5");
    EXPECT_EQ(Again("100"), "100");
}

TEST(SweepDecimal, RefusesWhatIsNoNumberOrTooLong)
{
    for (const char* text : {"", "x", "1x", "-", ".", "e5", "1e", "--1", "0x10", "nan", "inf"})
    {
        EXPECT_EQ(Again(text), "none") << text;
    }
    EXPECT_EQ(Again("1000000000000000"), "1000000000000000");
    EXPECT_EQ(Again("1000000000000001"), "none");
    EXPECT_EQ(Again("1e15"), "1000000000000000");
    for (const char* text : {"1e16", "1e99999", "1e-99999", "1e-16", "1e99999999999999999999"})
    {
        EXPECT_EQ(Again(text), "none") << text;
    }
}

TEST(SweepDecimal, FindsWhereANumberEnds)
{
    EXPECT_EQ(MeasureNumber("5ms"), 1u);
    EXPECT_EQ(MeasureNumber("-1.5e3Mbps"), 6u);
    EXPECT_EQ(MeasureNumber("1.e"), 2u);
    EXPECT_EQ(MeasureNumber("5"), 1u);
    EXPECT_EQ(MeasureNumber("ms5"), 0u);
    EXPECT_EQ(MeasureNumber(""), 0u);
}

TEST(SweepDecimal, IsTheNearestDouble)
{
    EXPECT_EQ(Decimal::Parse("0.3")->ToDouble(), 0.3);
    EXPECT_EQ(Decimal::Parse("-12.75")->ToDouble(), -12.75);
    EXPECT_EQ((Decimal{3, 1}.ToDouble()), 0.3) << "not 0.1 + 0.1 + 0.1";
}

TEST(SweepDecimal, RescalesWithoutLoss)
{
    const auto number = Decimal::Parse("1.5")->Rescale(4);
    ASSERT_TRUE(number);
    EXPECT_EQ(number->units, 15000);
    EXPECT_EQ(number->ToString(), "1.5");
    EXPECT_FALSE(Decimal::Parse("1000000000000000")->Rescale(1)) << "too many digits";
    EXPECT_EQ(Decimal::Parse("0")->Rescale(15)->units, 0);
}

} // namespace ns3::nemo::tests::nemo_sweep_decimal_test
