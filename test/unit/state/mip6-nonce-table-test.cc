// SPDX-License-Identifier: GPL-2.0-only
#include "mip6-vector-table.h"
#include "nemo-requirement.h"

#include "ns3/mip6-nonce-table.h"
#include "ns3/mip6-return-routability.h"

#include <gtest/gtest.h>
#include <set>
#include <vector>

namespace ns3::nemo::tests::mip6_nonce_table_test
{

namespace
{

constexpr int64_t MAX_TOKEN_LIFETIME = 210;
constexpr int64_t MAX_NONCE_LIFETIME = 240;

/// Random octets that differ at each call, and what was asked for.
class Source
{
  public:
    Octets operator()(std::size_t count)
    {
        asked.push_back(count);
        return Octets(count, static_cast<uint8_t>(first + asked.size() - 1));
    }

    std::size_t first{0xff}; ///< The octets of the first call.
    std::vector<std::size_t> asked;
};

/// A table whose source the test sees.
struct NonceTableTest : testing::Test
{
    Source source;
    NonceTable table{[this](std::size_t count) { return source(count); }};
};

} // namespace

TEST_F(NonceTableTest, MakesKeyAndNonceOnDemand)
{
    EXPECT_EQ(table.Size(), 0U);
    EXPECT_TRUE(source.asked.empty());
    const Nonce& nonce = table.Use(Seconds(5));
    EXPECT_EQ(source.asked, (std::vector<std::size_t>{2, 20, 8}));
    EXPECT_EQ(nonce.nodeKey.size(), 20U);
    EXPECT_EQ(nonce.value.size(), 8U);
    EXPECT_EQ(nonce.firstUse, Seconds(5));
    EXPECT_EQ(nonce.end, Seconds(5 + MAX_NONCE_LIFETIME));
    EXPECT_EQ(table.StatusOf(nonce.index, Seconds(5)), NonceStatus::CURRENT);
}

TEST_F(NonceTableTest, IndexStartsAtRandomAndCountsOn)
{
    EXPECT_EQ(table.Use(Seconds(0)).index, 0xffff);
    EXPECT_EQ(table.Use(Seconds(30)).index, 0);
    EXPECT_EQ(table.Use(Seconds(60)).index, 1);
    EXPECT_EQ(table.StatusOf(0xffff, Seconds(60)), NonceStatus::ACCEPTABLE);
    EXPECT_EQ(table.StatusOf(0, Seconds(60)), NonceStatus::ACCEPTABLE);
    EXPECT_EQ(table.StatusOf(1, Seconds(60)), NonceStatus::CURRENT);
    EXPECT_EQ(table.StatusOf(2, Seconds(60)), NonceStatus::UNKNOWN);
    EXPECT_EQ(table.StatusOf(0xfffe, Seconds(60)), NonceStatus::UNKNOWN);
}

TEST_F(NonceTableTest, OneServesForThirtySeconds)
{
    const uint16_t first = table.Use(Seconds(100)).index;
    EXPECT_EQ(table.Use(MilliSeconds(129999)).index, first);
    EXPECT_EQ(table.StatusOf(first, MilliSeconds(129999)), NonceStatus::CURRENT);
    EXPECT_EQ(table.StatusOf(first, Seconds(130)), NonceStatus::ACCEPTABLE)
        << "no other was made, yet no token will be made with it";
    EXPECT_NE(table.Use(Seconds(130)).index, first);
    EXPECT_EQ(table.Size(), 2U);
}

TEST_F(NonceTableTest, AgesAreThoseOfTheVectors)
{
    const uint16_t index = table.Use(Seconds(7)).index;
    const auto rows = ReadVectorTable("nonce_age_s");
    ASSERT_EQ(rows.size(), 3U);
    for (const auto& row : rows)
    {
        const Time now = Seconds(7) + Seconds(row.at("age").get<int>());
        EXPECT_EQ(table.Find(index, now) != nullptr, row.at("accept").get<bool>()) << row;
    }
}

TEST_F(NonceTableTest, EndsAtTheEndOfItsLife)
{
    const uint16_t index = table.Use(Seconds(0)).index;
    const Time end = Seconds(MAX_NONCE_LIFETIME);
    EXPECT_EQ(table.StatusOf(index, end - NanoSeconds(1)), NonceStatus::ACCEPTABLE);
    EXPECT_NE(table.Find(index, end - NanoSeconds(1)), nullptr);
    EXPECT_EQ(table.StatusOf(index, end), NonceStatus::EXPIRED);
    EXPECT_EQ(table.Find(index, end), nullptr);
    table.Use(end);
    EXPECT_EQ(table.Size(), 1U) << "what has expired is discarded";
    EXPECT_EQ(table.StatusOf(index, end), NonceStatus::EXPIRED);
}

TEST_F(NonceTableTest, EveryTokenIsGoodForItsLifetime)
{
    std::set<uint16_t> seen;
    for (int64_t second = 0; second < 1000; ++second)
    {
        const Time now = Seconds(second);
        const uint16_t index = table.Use(now).index;
        seen.insert(index);
        ASSERT_NE(table.Find(index, now + Seconds(MAX_TOKEN_LIFETIME)), nullptr);
        ASSERT_EQ(table.Find(index, now + Seconds(MAX_NONCE_LIFETIME)), nullptr);
        ASSERT_LE(table.Size(), 8U);
    }
    EXPECT_EQ(table.Size(), 8U);
    EXPECT_EQ(seen.size(), 34U);
}

TEST_F(NonceTableTest, ANewKeyComesWithEachNonceAndOldTokensStayGood)
{
    REQ("RFC-004", "RFC-016");
    const Ipv6Address home("2001:db8:1::10");
    const auto token = [&home](const Nonce& nonce) {
        return MakeHomeKeygenToken(home, nonce.nodeKey, nonce.value);
    };
    const Nonce first = table.Use(Seconds(0));
    const Nonce second = table.Use(Seconds(30));
    EXPECT_EQ(first.nodeKey.size(), 20U);
    EXPECT_NE(first.nodeKey, second.nodeKey);
    EXPECT_NE(first.value, second.value);
    EXPECT_NE(token(first), token(second));
    const Nonce* kept = table.Find(first.index, Seconds(239));
    ASSERT_NE(kept, nullptr);
    EXPECT_EQ(token(*kept), token(first)) << "a token of before is verified with the old key";
    EXPECT_EQ(table.Find(first.index, Seconds(240)), nullptr);
}

TEST_F(NonceTableTest, DiscardsTheOldestOnRequest)
{
    const Nonce first = table.Use(Seconds(0));
    const Nonce second = table.Use(Seconds(30));
    const Nonce third = table.Use(Seconds(60));
    table.DiscardUntil(second.end);
    EXPECT_EQ(table.StatusOf(first.index, Seconds(60)), NonceStatus::EXPIRED);
    EXPECT_EQ(table.StatusOf(second.index, Seconds(60)), NonceStatus::EXPIRED);
    EXPECT_EQ(table.StatusOf(third.index, Seconds(60)), NonceStatus::CURRENT);
    table.DiscardUntil(third.end);
    EXPECT_EQ(table.Size(), 0U);
    EXPECT_NE(table.Use(Seconds(61)).index, third.index) << "an index is not given twice";
}

TEST_F(NonceTableTest, AfterARestartAllIsUnknown)
{
    const uint16_t before = table.Use(Seconds(0)).index;
    table.Clear();
    EXPECT_EQ(table.StatusOf(before, Seconds(1)), NonceStatus::UNKNOWN);
    EXPECT_EQ(table.Use(Seconds(1)).index, 0x0202) << "the start is drawn again";
    EXPECT_EQ(table.StatusOf(before, Seconds(1)), NonceStatus::UNKNOWN);
}

TEST(NonceTable, ObeysOtherLifetimes)
{
    NonceTable table([](std::size_t count) { return Octets(count, 0); }, {Seconds(2), Seconds(10)});
    const uint16_t first = table.Use(Seconds(0)).index;
    EXPECT_NE(table.Use(Seconds(2)).index, first);
    EXPECT_NE(table.Find(first, MilliSeconds(9999)), nullptr);
    EXPECT_EQ(table.Find(first, Seconds(10)), nullptr);
}

TEST(NonceTableDeathTest, LifetimesThatMakeNoSenseAreMisuse)
{
    const auto make = [](int64_t renewal, int64_t acceptance) {
        NonceTable table([](std::size_t count) { return Octets(count, 0); },
                         {MilliSeconds(renewal), MilliSeconds(acceptance)});
    };
    EXPECT_DEATH(make(0, 240000), "for as long as it is current");
    EXPECT_DEATH(make(-1, 240000), "for as long as it is current");
    EXPECT_DEATH(make(240001, 240000), "for as long as it is current");
    EXPECT_DEATH(make(1, 65536), "for as long as it is current");
    make(1, 65535);
    make(240000, 240000);
}

} // namespace ns3::nemo::tests::mip6_nonce_table_test
