// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-binding-cache.h"
#include "ns3/mip6-sequence-number.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <tuple>

namespace ns3::nemo::tests::mip6_binding_cache_test
{

namespace
{

Ipv6Address
AddressOf(const char* prefix, uint32_t number)
{
    uint8_t bytes[16];
    Ipv6Address(prefix).GetBytes(bytes);
    bytes[14] = static_cast<uint8_t>(number >> 8);
    bytes[15] = static_cast<uint8_t>(number);
    return Ipv6Address(bytes);
}

Ipv6Address
Home(uint32_t number)
{
    return AddressOf("fd00:1::", number);
}

Ipv6Address
CareOf(uint32_t number)
{
    return AddressOf("fd00:2::", number);
}

Binding
MakeBinding(uint32_t home, uint32_t careOf, uint16_t sequence, Time expires)
{
    Binding binding;
    binding.homeAddress = Home(home);
    binding.careOfAddress = CareOf(careOf);
    binding.homeAgentAddress = Ipv6Address("fd00:1::ff");
    binding.homeRegistration = true;
    binding.expires = expires;
    binding.lifetime = 600;
    binding.sequence = sequence;
    binding.interface = 3;
    return binding;
}

/// Everything that a binding holds, to compare and to print.
auto
FieldsOf(const Binding& binding)
{
    return std::make_tuple(binding.homeAddress,
                           binding.careOfAddress,
                           binding.homeAgentAddress,
                           binding.expires,
                           binding.lifetime,
                           binding.interface,
                           binding.sequence,
                           binding.homeRegistration,
                           binding.mobileRouter,
                           binding.linkLocalAddressCompatibility,
                           binding.keyManagementMobility,
                           binding.acknowledge,
                           binding.explicitPrefixes,
                           binding.valid,
                           binding.prefixes);
}

} // namespace

TEST(BindingCache, EmptyKnowsNobody)
{
    BindingCache cache;
    EXPECT_EQ(cache.Find(Home(1)), nullptr);
    EXPECT_EQ(cache.FindStub(Home(1)), nullptr);
    EXPECT_EQ(cache.Remove(Home(1)), std::nullopt);
    EXPECT_EQ(cache.Invalidate(Home(1), 5, Seconds(10)), std::nullopt);
    EXPECT_EQ(cache.StubCount(), 0u) << "no stub without a binding before";
    EXPECT_EQ(cache.NextExpiry(), std::nullopt);
    EXPECT_TRUE(cache.Expire(Time::Max()).empty());
    EXPECT_EQ(cache.Size(), 0u);
}

/// PEER-36: a known implementation takes "no entry" for "last number 0" and so refuses 40000.
TEST(BindingCache, Peer_36_HasNoLastSequenceWithoutEntry)
{
    BindingCache cache;
    EXPECT_EQ(cache.LastSequence(Home(1)), std::nullopt);
    cache.Put(MakeBinding(1, 1, 0, Seconds(10)), Seconds(0));
    EXPECT_EQ(cache.LastSequence(Home(1)), 0);
    EXPECT_EQ(cache.LastSequence(Home(2)), std::nullopt);
    cache.Remove(Home(1));
    EXPECT_EQ(cache.LastSequence(Home(1)), std::nullopt);
}

TEST(BindingCache, KeepsEveryField)
{
    Binding binding = MakeBinding(1, 7, 11, Seconds(1000));
    binding.homeRegistration = true;
    binding.mobileRouter = true;
    binding.linkLocalAddressCompatibility = true;
    binding.keyManagementMobility = true;
    binding.acknowledge = true;
    binding.explicitPrefixes = true;
    binding.prefixes = {NetworkPrefix("5::", 64), NetworkPrefix("6::", 64)};
    BindingCache cache;
    cache.Put(binding, Seconds(0));
    ASSERT_NE(cache.Find(Home(1)), nullptr);
    EXPECT_EQ(FieldsOf(*cache.Find(Home(1))), FieldsOf(binding));
    const auto removed = cache.Remove(Home(1));
    ASSERT_TRUE(removed);
    EXPECT_EQ(FieldsOf(*removed), FieldsOf(binding));
    EXPECT_EQ(cache.Find(Home(1)), nullptr);
    EXPECT_EQ(cache.NextExpiry(), std::nullopt);
}

TEST(BindingCache, HoldsOneEntryPerHomeAddress)
{
    BindingCache cache;
    cache.Put(MakeBinding(1, 1, 1, Seconds(10)), Seconds(0));
    cache.Put(MakeBinding(2, 9, 1, Seconds(10)), Seconds(0));
    cache.Put(MakeBinding(1, 2, 2, Seconds(30)), Seconds(1));
    EXPECT_EQ(cache.Size(), 2u);
    EXPECT_EQ(cache.Find(Home(1))->careOfAddress, CareOf(2));
    EXPECT_EQ(cache.Find(Home(1))->sequence, 2);
    EXPECT_EQ(cache.Find(Home(2))->careOfAddress, CareOf(9));
    const auto ended = cache.Expire(Seconds(10));
    ASSERT_EQ(ended.size(), 1u) << "the first end of 1 no longer counts";
    EXPECT_EQ(ended[0].homeAddress, Home(2));
    EXPECT_EQ(cache.NextExpiry(), Seconds(30));
}

TEST(BindingCache, KnowsWhatAHomeAddressHasByAnyKey)
{
    BindingCache cache;
    EXPECT_TRUE(cache.KeysOf(Home(1)).empty());
    Binding straight = MakeBinding(1, 1, 1, Seconds(10));
    straight.homeRegistration = false;
    for (const char* own : {"c::1", "c::2"})
    {
        straight.homeAgentAddress = Ipv6Address(own);
        cache.Put(straight, Seconds(0));
        cache.Put(straight, Seconds(0));
    }
    cache.Put(MakeBinding(1, 2, 2, Seconds(20)), Seconds(0));
    cache.Put(MakeBinding(2, 2, 2, Seconds(20)), Seconds(0));
    const BindingCache::Key first(Home(1), Ipv6Address("c::1"));
    const BindingCache::Key second(Home(1), Ipv6Address("c::2"));
    EXPECT_EQ(cache.KeysOf(Home(1)), (std::vector<BindingCache::Key>{Home(1), first, second}));
    cache.Remove(first);
    EXPECT_EQ(cache.KeysOf(Home(1)), (std::vector<BindingCache::Key>{Home(1), second}));
    cache.Expire(Seconds(10));
    EXPECT_EQ(cache.KeysOf(Home(1)), (std::vector<BindingCache::Key>{Home(1)}));
    cache.Clear();
    EXPECT_TRUE(cache.KeysOf(Home(1)).empty());
}

TEST(BindingCache, EntriesEndAtTheirTimeAndNotBefore)
{
    BindingCache cache;
    cache.Put(MakeBinding(1, 1, 1, Seconds(1000)), Seconds(0));
    EXPECT_EQ(cache.NextExpiry(), Seconds(1000));
    EXPECT_TRUE(cache.Expire(Seconds(1000) - TimeStep(1)).empty());
    EXPECT_NE(cache.Find(Home(1)), nullptr);
    const auto ended = cache.Expire(Seconds(1000));
    ASSERT_EQ(ended.size(), 1u);
    EXPECT_TRUE(ended[0].valid);
    EXPECT_EQ(ended[0].careOfAddress, CareOf(1)) << "with all that is to be taken back";
    EXPECT_EQ(cache.Find(Home(1)), nullptr);
    EXPECT_EQ(cache.LastSequence(Home(1)), std::nullopt) << "an expired binding leaves no stub";
    EXPECT_EQ(cache.Size(), 0u);
}

TEST(BindingCache, InfiniteLifetimeNeverEnds)
{
    BindingCache cache;
    cache.Put(MakeBinding(1, 1, 1, Time::Max()), Seconds(0));
    EXPECT_EQ(cache.NextExpiry(), std::nullopt);
    EXPECT_TRUE(cache.Expire(Seconds(1e9)).empty());
    EXPECT_NE(cache.Find(Home(1)), nullptr);
    cache.Put(MakeBinding(1, 1, 2, Seconds(2)), Seconds(1));
    EXPECT_EQ(cache.Expire(Seconds(2)).size(), 1u) << "it may get an end later";
}

TEST(BindingCache, ADeletedBindingLeavesAStubThatCannotSteer)
{
    Binding binding = MakeBinding(1, 7, 20, Seconds(1000));
    binding.homeRegistration = true;
    binding.prefixes = {NetworkPrefix("5::", 64)};
    BindingCache cache;
    cache.Put(binding, Seconds(0));

    const auto ended = cache.Invalidate(Home(1), 21, Seconds(15));
    ASSERT_TRUE(ended);
    EXPECT_EQ(FieldsOf(*ended), FieldsOf(binding)) << "what follows from it can be taken back";
    EXPECT_EQ(cache.Find(Home(1)), nullptr);
    EXPECT_EQ(cache.Size(), 0u);
    EXPECT_EQ(cache.StubCount(), 1u);
    const Binding* stub = cache.FindStub(Home(1));
    ASSERT_NE(stub, nullptr);
    EXPECT_FALSE(stub->valid);
    EXPECT_EQ(stub->sequence, 21);
    EXPECT_TRUE(stub->homeRegistration);
    EXPECT_EQ(stub->careOfAddress, Ipv6Address::GetAny());
    EXPECT_EQ(stub->lifetime, 0u);
    EXPECT_TRUE(stub->prefixes.empty());
}

TEST(BindingCache, AStubRefusesDelayedUpdatesUntilItsTimeIsOver)
{
    BindingCache cache;
    cache.Put(MakeBinding(1, 7, 20, Seconds(1000)), Seconds(0));
    cache.Invalidate(Home(1), 22, Seconds(15));
    ASSERT_EQ(cache.LastSequence(Home(1)), 22);
    EXPECT_FALSE(IsNewer(21, *cache.LastSequence(Home(1)))) << "the delayed refresh";
    EXPECT_TRUE(IsNewer(23, *cache.LastSequence(Home(1))));
    EXPECT_EQ(cache.NextExpiry(), Seconds(15)) << "the lifetime that was granted is forgotten";
    EXPECT_TRUE(cache.Expire(Seconds(15) - TimeStep(1)).empty());
    const auto ended = cache.Expire(Seconds(15));
    ASSERT_EQ(ended.size(), 1u);
    EXPECT_FALSE(ended[0].valid);
    EXPECT_EQ(cache.StubCount(), 0u);
    EXPECT_EQ(cache.LastSequence(Home(1)), std::nullopt);
}

TEST(BindingCache, ARepeatedDeletionRenewsTheStub)
{
    BindingCache cache;
    cache.Put(MakeBinding(1, 7, 20, Seconds(1000)), Seconds(0));
    EXPECT_TRUE(cache.Invalidate(Home(1), 21, Seconds(15)));
    EXPECT_FALSE(cache.Invalidate(Home(1), 22, Seconds(18))) << "there is nothing to take back";
    EXPECT_EQ(cache.StubCount(), 1u);
    EXPECT_EQ(cache.LastSequence(Home(1)), 22);
    EXPECT_EQ(cache.NextExpiry(), Seconds(18));
}

TEST(BindingCache, ANewBindingReplacesTheStub)
{
    BindingCache cache;
    cache.Put(MakeBinding(1, 7, 20, Seconds(1000)), Seconds(0));
    cache.Invalidate(Home(1), 21, Seconds(15));
    Binding again = MakeBinding(1, 8, 22, Seconds(2000));
    again.valid = false; // as copied from the stub
    cache.Put(again, Seconds(8));
    ASSERT_NE(cache.Find(Home(1)), nullptr);
    EXPECT_TRUE(cache.Find(Home(1))->valid);
    EXPECT_EQ(cache.FindStub(Home(1)), nullptr);
    EXPECT_EQ(cache.Size(), 1u);
    EXPECT_EQ(cache.StubCount(), 0u);
    EXPECT_TRUE(cache.Expire(Seconds(15)).empty()) << "the end of the stub does not hit it";
    EXPECT_NE(cache.Find(Home(1)), nullptr);
}

TEST(BindingCache, RemoveTakesStubsToo)
{
    BindingCache cache;
    cache.Put(MakeBinding(1, 7, 20, Seconds(1000)), Seconds(0));
    cache.Invalidate(Home(1), 21, Seconds(15));
    const auto removed = cache.Remove(Home(1));
    ASSERT_TRUE(removed);
    EXPECT_FALSE(removed->valid);
    EXPECT_EQ(cache.StubCount(), 0u);
    EXPECT_EQ(cache.NextExpiry(), std::nullopt);
}

TEST(BindingCache, RemoveByTheAddressInsideTheEntry)
{
    BindingCache cache;
    cache.Put(MakeBinding(1, 7, 20, Seconds(1000)), Seconds(0));
    EXPECT_TRUE(cache.Remove(cache.Find(Home(1))->homeAddress));
    EXPECT_EQ(cache.NextExpiry(), std::nullopt);
    cache.Put(MakeBinding(2, 7, 20, Seconds(1000)), Seconds(0));
    EXPECT_TRUE(cache.Invalidate(cache.Find(Home(2))->homeAddress, 21, Seconds(5)));
    EXPECT_EQ(cache.NextExpiry(), Seconds(5));
}

TEST(BindingCache, ClearForgetsAsARestartDoes)
{
    BindingCache cache;
    cache.Put(MakeBinding(1, 7, 20, Seconds(1000)), Seconds(0));
    cache.Put(MakeBinding(2, 7, 20, Seconds(1000)), Seconds(0));
    cache.Invalidate(Home(2), 21, Seconds(15));
    cache.Clear();
    EXPECT_EQ(cache.Size(), 0u);
    EXPECT_EQ(cache.StubCount(), 0u);
    EXPECT_EQ(cache.NextExpiry(), std::nullopt);
    EXPECT_EQ(cache.LastSequence(Home(1)), std::nullopt);
    EXPECT_TRUE(cache.Sorted().empty());
}

TEST(BindingCache, SortedDoesNotDependOnTheHistory)
{
    BindingCache forwards;
    BindingCache backwards;
    for (uint32_t i = 0; i < 300; ++i)
    {
        forwards.Put(MakeBinding(i, i, 1, Seconds(10)), Seconds(0));
        backwards.Put(MakeBinding(299 - i, 299 - i, 1, Seconds(10)), Seconds(0));
    }
    const auto left = forwards.Sorted();
    const auto right = backwards.Sorted();
    ASSERT_EQ(left.size(), 300u);
    ASSERT_EQ(right.size(), 300u);
    for (uint32_t i = 0; i < 300; ++i)
    {
        ASSERT_EQ(left[i]->homeAddress, Home(i));
        ASSERT_EQ(right[i]->homeAddress, Home(i));
    }
}

TEST(BindingCacheDeathTest, APutThatHasExpiredAborts)
{
    BindingCache cache;
    EXPECT_DEATH(cache.Put(MakeBinding(1, 1, 1, Seconds(5)), Seconds(5)), "end that lies ahead");
}

/// The same in the most obvious way.
class NaiveCache
{
  public:
    std::map<Ipv6Address, Binding> entries;

    std::vector<Binding> Expire(Time now)
    {
        std::vector<Binding> ended;
        for (auto it = entries.begin(); it != entries.end();)
        {
            const bool isDue = it->second.expires != Time::Max() && it->second.expires <= now;
            if (isDue)
            {
                ended.push_back(it->second);
            }
            it = isDue ? entries.erase(it) : std::next(it);
        }
        std::stable_sort(ended.begin(), ended.end(), [](const auto& left, const auto& right) {
            return left.expires < right.expires;
        });
        return ended;
    }

    std::optional<Time> Next() const
    {
        std::optional<Time> next;
        for (const auto& [home, binding] : entries)
        {
            if (binding.expires != Time::Max())
            {
                next = next ? std::min(*next, binding.expires) : binding.expires;
            }
        }
        return next;
    }

    std::optional<Binding> Invalidate(const Ipv6Address& home, uint16_t sequence, Time until)
    {
        const auto place = entries.find(home);
        if (place == entries.end())
        {
            return std::nullopt;
        }
        const Binding before = place->second;
        place->second.valid = false;
        place->second.careOfAddress = Ipv6Address("::");
        place->second.lifetime = 0;
        place->second.prefixes.clear();
        place->second.sequence = sequence;
        place->second.expires = until;
        return before.valid ? std::optional(before) : std::nullopt;
    }

    std::size_t CountOf(bool valid) const
    {
        std::size_t count = 0;
        for (const auto& [home, binding] : entries)
        {
            count += binding.valid == valid ? 1 : 0;
        }
        return count;
    }
};

class BindingCacheHistory : public testing::TestWithParam<uint32_t>
{
  protected:
    uint32_t Draw(uint32_t bound)
    {
        return static_cast<uint32_t>(m_random() % bound);
    }

    Binding DrawBinding(uint32_t home)
    {
        const Time expires = Draw(20) == 0 ? Time::Max() : m_now + Seconds(1 + Draw(15));
        Binding binding =
            MakeBinding(home, Draw(1000), static_cast<uint16_t>(Draw(65536)), expires);
        binding.mobileRouter = Draw(2) == 0;
        binding.prefixes.resize(Draw(3), NetworkPrefix("5::", 64));
        return binding;
    }

    /// Do one random thing to both, and see that they answer alike.
    void Step();
    /// See that both hold the same.
    void Compare();

    std::mt19937 m_random{GetParam()};
    Time m_now;
    BindingCache m_cache;
    NaiveCache m_naive;
};

void
BindingCacheHistory::Step()
{
    const uint32_t home = Draw(50);
    const uint32_t action = Draw(10);
    if (action < 5)
    {
        const Binding binding = DrawBinding(home);
        m_cache.Put(binding, m_now);
        m_naive.entries[Home(home)] = binding;
    }
    else if (action < 7)
    {
        const auto sequence = static_cast<uint16_t>(Draw(65536));
        const Time until = m_now + Seconds(Draw(10));
        const auto ended = m_cache.Invalidate(Home(home), sequence, until);
        const auto expected = m_naive.Invalidate(Home(home), sequence, until);
        ASSERT_EQ(ended.has_value(), expected.has_value());
        ASSERT_TRUE(!ended || FieldsOf(*ended) == FieldsOf(*expected));
    }
    else if (action < 8)
    {
        ASSERT_EQ(m_cache.Remove(Home(home)).has_value(), m_naive.entries.erase(Home(home)) > 0);
    }
    else
    {
        m_now += Seconds(Draw(4));
        const auto ended = m_cache.Expire(m_now);
        const auto expected = m_naive.Expire(m_now);
        ASSERT_EQ(ended.size(), expected.size());
        for (std::size_t i = 0; i < ended.size(); ++i)
        {
            ASSERT_EQ(FieldsOf(ended[i]), FieldsOf(expected[i]));
        }
    }
}

void
BindingCacheHistory::Compare()
{
    ASSERT_EQ(m_cache.Size(), m_naive.CountOf(true));
    ASSERT_EQ(m_cache.StubCount(), m_naive.CountOf(false));
    ASSERT_EQ(m_cache.NextExpiry(), m_naive.Next());
    const auto sorted = m_cache.Sorted();
    ASSERT_EQ(sorted.size(), m_naive.entries.size());
    std::size_t place = 0;
    for (const auto& [home, binding] : m_naive.entries)
    {
        ASSERT_EQ(FieldsOf(*sorted[place++]), FieldsOf(binding));
        ASSERT_EQ(m_cache.Find(home) != nullptr, binding.valid);
        ASSERT_EQ(m_cache.FindStub(home) != nullptr, !binding.valid);
        ASSERT_EQ(m_cache.LastSequence(home), binding.sequence);
    }
}

TEST_P(BindingCacheHistory, BehavesAsTheNaiveOne)
{
    for (int step = 0; step < 4000 && !HasFatalFailure(); ++step)
    {
        Step();
        Compare();
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, BindingCacheHistory, testing::Range(1u, 7u));

} // namespace ns3::nemo::tests::mip6_binding_cache_test
