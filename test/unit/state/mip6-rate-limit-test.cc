// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-rate-limit.h"

#include <gtest/gtest.h>
#include <vector>

namespace ns3::nemo::tests::mip6_rate_limit_test
{

namespace
{

using Type = MobilityHeaderType;

const Ipv6Address CORRESPONDENT("2001:db8:3::5");
constexpr uint32_t MAX_UPDATE_RATE = 3;

} // namespace

TEST(MessageRateLimit, LetsThreeOutInAnySecond)
{
    MessageRateLimit limit;
    Time now = Seconds(7);
    std::vector<Time> sent;
    for (int message = 0; message < 8; ++message)
    {
        now = limit.Earliest(CORRESPONDENT, Type::HOME_TEST_INIT, now, MAX_UPDATE_RATE);
        limit.Note(CORRESPONDENT, Type::HOME_TEST_INIT, now);
        sent.push_back(now);
        now += MilliSeconds(100);
    }
    const std::vector<Time> expected{MilliSeconds(7000),
                                     MilliSeconds(7100),
                                     MilliSeconds(7200),
                                     MilliSeconds(8000),
                                     MilliSeconds(8100),
                                     MilliSeconds(8200),
                                     MilliSeconds(9000),
                                     MilliSeconds(9100)};
    EXPECT_EQ(sent, expected);
}

TEST(MessageRateLimit, CountsTypesAndCorrespondentsApart)
{
    MessageRateLimit limit;
    const Time now = Seconds(1);
    limit.Note(CORRESPONDENT, Type::HOME_TEST_INIT, now);
    const auto earliest = [&](const char* correspondent, Type type) {
        return limit.Earliest(Ipv6Address(correspondent), type, now, 1);
    };
    EXPECT_EQ(earliest("2001:db8:3::5", Type::HOME_TEST_INIT), Seconds(2));
    EXPECT_EQ(earliest("2001:db8:3::5", Type::CARE_OF_TEST_INIT), now);
    EXPECT_EQ(earliest("2001:db8:3::5", Type::BINDING_UPDATE), now);
    EXPECT_EQ(earliest("2001:db8:3::6", Type::HOME_TEST_INIT), now);
}

TEST(MessageRateLimit, ObeysARateThatChanges)
{
    MessageRateLimit limit;
    for (const int milliseconds : {0, 100, 200})
    {
        limit.Note(CORRESPONDENT, Type::BINDING_UPDATE, MilliSeconds(milliseconds));
    }
    const auto earliest = [&](uint32_t perSecond) {
        return limit.Earliest(CORRESPONDENT, Type::BINDING_UPDATE, MilliSeconds(300), perSecond);
    };
    EXPECT_EQ(earliest(1), MilliSeconds(1200));
    EXPECT_EQ(earliest(2), MilliSeconds(1100));
    EXPECT_EQ(earliest(3), MilliSeconds(1000));
    EXPECT_EQ(earliest(4), MilliSeconds(300));
}

TEST(MessageRateLimit, RemembersNoMoreThanASecond)
{
    MessageRateLimit limit;
    for (uint32_t peer = 0; peer < 1000; ++peer)
    {
        uint8_t octets[16] = {0x20, 0x01, 0x0d, 0xb8};
        octets[14] = static_cast<uint8_t>(peer >> 8);
        octets[15] = static_cast<uint8_t>(peer);
        limit.Note(Ipv6Address(octets), Type::CARE_OF_TEST_INIT, MilliSeconds(peer * 100));
        ASSERT_LE(limit.Size(), 10U);
    }
    EXPECT_EQ(limit.Size(), 10U);
}

TEST(MessageRateLimit, ForgetsAll)
{
    MessageRateLimit limit;
    limit.Note(CORRESPONDENT, Type::BINDING_UPDATE, Seconds(1));
    limit.Clear();
    EXPECT_EQ(limit.Size(), 0U);
    EXPECT_EQ(limit.Earliest(CORRESPONDENT, Type::BINDING_UPDATE, Seconds(1), 1), Seconds(1));
    limit.Note(CORRESPONDENT, Type::BINDING_UPDATE, Seconds(3));
    EXPECT_EQ(limit.Size(), 1U);
}

// draft-ietf-mobileip-ipv6-04 section 9.8.
TEST(MessageRateLimit, AfterSoManyThatSayTheSameTheyAreSlow)
{
    const MessageRateLimit::SlowDown terms{3, Seconds(10)};
    const Ipv6Address here("a::2");
    MessageRateLimit limit;
    for (int at = 1; at <= 3; ++at)
    {
        EXPECT_EQ(limit.EarliestSame(CORRESPONDENT, here, Seconds(at), terms), Seconds(at));
        limit.NoteSame(CORRESPONDENT, here, Seconds(at), terms);
    }
    EXPECT_EQ(limit.EarliestSame(CORRESPONDENT, here, Seconds(4), terms), Seconds(13));
    EXPECT_EQ(limit.EarliestSame(CORRESPONDENT, Ipv6Address("b::2"), Seconds(4), terms),
              Seconds(4));
    EXPECT_EQ(limit.EarliestSame(here, here, Seconds(4), terms), Seconds(4)) << "another node";
    EXPECT_EQ(limit.EarliestSame(CORRESPONDENT, here, Seconds(4), {0, Seconds(10)}), Seconds(4));
    limit.NoteSame(CORRESPONDENT, here, Seconds(13), terms);
    EXPECT_EQ(limit.EarliestSame(CORRESPONDENT, here, Seconds(14), terms), Seconds(23));
    EXPECT_EQ(limit.EarliestSame(CORRESPONDENT, here, Seconds(43), terms), Seconds(43))
        << "it was silent for as long as three slow ones take";
    limit.NoteSame(CORRESPONDENT, here, Seconds(43), terms);
    EXPECT_EQ(limit.EarliestSame(CORRESPONDENT, here, Seconds(44), terms), Seconds(44));
}

TEST(MessageRateLimitDeathTest, ARateOfZeroIsMisuse)
{
    EXPECT_DEATH(MessageRateLimit().Earliest(CORRESPONDENT, Type::BINDING_UPDATE, Seconds(1), 0),
                 "lets none leave");
}

} // namespace ns3::nemo::tests::mip6_rate_limit_test
