// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-expiry-queue.h"

#include <gtest/gtest.h>
#include <map>
#include <random>
#include <string>
#include <tuple>
#include <utility>

namespace ns3::nemo::tests::mip6_expiry_queue_test
{

using Queue = ExpiryQueue<uint32_t>;
using Keys = std::vector<uint32_t>;

TEST(ExpiryQueue, EmptyHasNothingDue)
{
    Queue queue;
    EXPECT_EQ(queue.Size(), 0u);
    EXPECT_EQ(queue.Next(), std::nullopt);
    EXPECT_EQ(queue.DeadlineOf(1), std::nullopt);
    EXPECT_FALSE(queue.Cancel(1));
    EXPECT_TRUE(queue.PopDue(Time::Max()).empty());
}

TEST(ExpiryQueue, ComesOutAtItsTimeAndNotBefore)
{
    Queue queue;
    queue.Set(1, Seconds(10));
    EXPECT_EQ(queue.Next(), Seconds(10));
    EXPECT_EQ(queue.DeadlineOf(1), Seconds(10));
    EXPECT_TRUE(queue.PopDue(Seconds(10) - TimeStep(1)).empty());
    EXPECT_EQ(queue.PopDue(Seconds(10)), Keys({1}));
    EXPECT_EQ(queue.Size(), 0u);
    EXPECT_EQ(queue.Next(), std::nullopt);
    EXPECT_TRUE(queue.PopDue(Seconds(10)).empty()) << "only once";
}

TEST(ExpiryQueue, OrdersByDeadlineThenByKeyWhateverTheHistory)
{
    Queue queue;
    queue.Set(7, Seconds(2));
    queue.Set(3, Seconds(9));
    queue.Set(5, Seconds(1));
    queue.Set(9, Seconds(2));
    queue.Set(1, Seconds(3));
    queue.Set(3, Seconds(2));
    queue.Set(1, Seconds(2));
    EXPECT_EQ(queue.PopDue(Seconds(2)), Keys({5, 1, 3, 7, 9}));
}

TEST(ExpiryQueue, TheLastDeadlineCounts)
{
    Queue queue;
    queue.Set(1, Seconds(10));
    queue.Set(1, Seconds(20));
    EXPECT_EQ(queue.Next(), Seconds(20)) << "moved to later";
    queue.Set(1, Seconds(5));
    EXPECT_EQ(queue.Next(), Seconds(5)) << "moved to earlier";
    queue.Set(1, Seconds(5));
    EXPECT_EQ(queue.Size(), 1u);
    EXPECT_EQ(queue.PopDue(Seconds(30)), Keys({1}));
}

TEST(ExpiryQueue, NextSeesThroughTheGarbageBeforeIt)
{
    Queue queue;
    queue.Set(1, Seconds(1));
    queue.Set(2, Seconds(2));
    queue.Set(3, Seconds(3));
    queue.Set(1, Seconds(9));
    EXPECT_EQ(queue.Next(), Seconds(2));
    EXPECT_TRUE(queue.Cancel(2));
    EXPECT_FALSE(queue.Cancel(2));
    EXPECT_EQ(queue.Next(), Seconds(3));
    EXPECT_EQ(queue.PopDue(Seconds(3)), Keys({3}));
    EXPECT_EQ(queue.Next(), Seconds(9));
}

TEST(ExpiryQueue, CancelledAndSetAgainForTheSameTimeComesOnce)
{
    Queue queue;
    queue.Set(1, Seconds(1));
    queue.Set(2, Seconds(5));
    queue.Cancel(2);
    queue.Set(2, Seconds(5));
    queue.Set(2, Seconds(4));
    queue.Set(2, Seconds(5));
    EXPECT_EQ(queue.PopDue(Seconds(1)), Keys({1}));
    EXPECT_EQ(queue.Next(), Seconds(5));
    EXPECT_EQ(queue.PopDue(Seconds(5)), Keys({2}));
    EXPECT_EQ(queue.Size(), 0u);
}

TEST(ExpiryQueue, NeverIsNoDeadline)
{
    Queue queue;
    queue.Set(1, Time::Max());
    EXPECT_EQ(queue.Size(), 0u);
    queue.Set(1, Seconds(5));
    queue.Set(1, Time::Max());
    EXPECT_EQ(queue.Next(), std::nullopt);
    EXPECT_TRUE(queue.PopDue(Seconds(1e6)).empty());
}

TEST(ExpiryQueue, ClearForgets)
{
    Queue queue;
    queue.Set(1, Seconds(5));
    queue.Clear();
    EXPECT_EQ(queue.Next(), std::nullopt);
    EXPECT_EQ(queue.Size(), 0u);
    queue.Set(1, Seconds(7));
    EXPECT_EQ(queue.PopDue(Seconds(7)), Keys({1}));
}

TEST(ExpiryQueue, RefreshingLeavesNoGarbage)
{
    Queue queue;
    constexpr uint32_t KEYS = 1000;
    for (uint32_t round = 1; round <= 50; ++round)
    {
        for (uint32_t key = 0; key < KEYS; ++key)
        {
            queue.Set(key, Seconds(round * 100 + key % 7));
        }
        ASSERT_EQ(queue.HeapSize(), KEYS);
        ASSERT_EQ(queue.Next(), Seconds(round * 100));
    }
}

TEST(ExpiryQueue, GarbageIsBoundedHoweverOftenDeadlinesMove)
{
    Queue queue;
    queue.Set(0, Seconds(1)); // stays on top, so that garbage below is not met by chance
    for (uint32_t i = 0; i < 100000; ++i)
    {
        queue.Set(1 + i % 10, Seconds(200000 - i));
        ASSERT_LE(queue.HeapSize(), 2 * queue.Size() + 64);
    }
    for (uint32_t i = 0; i < 100000; ++i)
    {
        queue.Set(100 + i, Seconds(300000));
        queue.Cancel(100 + i);
        ASSERT_LE(queue.HeapSize(), 2 * queue.Size() + 64);
    }
    EXPECT_EQ(queue.Size(), 11u);
    EXPECT_EQ(queue.Next(), Seconds(1));
}

TEST(ExpiryQueue, ClearingOutGarbageLosesNoDeadline)
{
    Queue queue;
    queue.Set(99, Seconds(1)); // on top, so that the others are not put right on the way
    for (uint32_t key = 0; key < 10; ++key)
    {
        queue.Set(key, Seconds(100));
        queue.Set(key, Seconds(210 - key));
    }
    std::size_t largest = 0;
    for (uint32_t i = 0; i < 500; ++i)
    {
        queue.Set(1000 + i, Seconds(300));
        queue.Cancel(1000 + i);
        largest = std::max(largest, queue.HeapSize());
    }
    ASSERT_LT(queue.HeapSize(), largest) << "it has been cleared out";
    EXPECT_EQ(queue.PopDue(Seconds(200)), Keys({99}));
    EXPECT_EQ(queue.Next(), Seconds(201));
    EXPECT_EQ(queue.PopDue(Seconds(210)), Keys({9, 8, 7, 6, 5, 4, 3, 2, 1, 0}));
    EXPECT_EQ(queue.Size(), 0u);
}

TEST(ExpiryQueue, TakesKeysOfAnyKind)
{
    ExpiryQueue<std::string, std::hash<std::string>, std::greater<std::string>> queue;
    queue.Set("a", Seconds(1));
    queue.Set("b", Seconds(1));
    EXPECT_EQ(queue.PopDue(Seconds(1)), std::vector<std::string>({"b", "a"}));
}

/// The same in the most obvious way.
class NaiveQueue
{
  public:
    std::map<uint32_t, Time> deadlines;

    std::optional<Time> Next() const
    {
        std::optional<Time> next;
        for (const auto& [key, at] : deadlines)
        {
            next = next ? std::min(*next, at) : at;
        }
        return next;
    }

    Keys PopDue(Time now)
    {
        std::vector<std::pair<Time, uint32_t>> due;
        for (const auto& [key, at] : deadlines)
        {
            if (at <= now)
            {
                due.emplace_back(at, key);
            }
        }
        std::sort(due.begin(), due.end());
        Keys keys;
        for (const auto& [at, key] : due)
        {
            keys.push_back(key);
            deadlines.erase(key);
        }
        return keys;
    }
};

/// Seed and number of keys: with many keys there is enough garbage to be cleared out.
class ExpiryQueueHistory : public testing::TestWithParam<std::tuple<uint32_t, uint32_t>>
{
};

TEST_P(ExpiryQueueHistory, BehavesAsTheNaiveOne)
{
    const auto [seed, keys] = GetParam();
    std::mt19937 random(seed);
    const auto draw = [&random](uint32_t bound) { return static_cast<uint32_t>(random() % bound); };
    Queue queue;
    NaiveQueue naive;
    Time now;
    for (int step = 0; step < 5000; ++step)
    {
        const uint32_t key = draw(keys);
        const uint32_t action = draw(10);
        if (action < 6)
        {
            // Few different times, so that many deadlines are equal.
            const Time at = now + Seconds(draw(12));
            queue.Set(key, at);
            naive.deadlines[key] = at;
        }
        else if (action < 8)
        {
            ASSERT_EQ(queue.Cancel(key), naive.deadlines.erase(key) > 0);
        }
        else
        {
            now += Seconds(draw(4));
            ASSERT_EQ(queue.PopDue(now), naive.PopDue(now));
        }
        ASSERT_EQ(queue.Next(), naive.Next());
        ASSERT_EQ(queue.Size(), naive.deadlines.size());
        ASSERT_LE(queue.HeapSize(), 2 * queue.Size() + 64);
        const auto known = naive.deadlines.find(key);
        ASSERT_EQ(queue.DeadlineOf(key),
                  known == naive.deadlines.end() ? std::nullopt : std::optional(known->second));
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds,
                         ExpiryQueueHistory,
                         testing::Combine(testing::Range(1u, 7u), testing::Values(40u, 400u)));

} // namespace ns3::nemo::tests::mip6_expiry_queue_test
