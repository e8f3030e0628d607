// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"

#include "ns3/nemo-lease-prefix-authority.h"

#include <gtest/gtest.h>
#include <map>
#include <random>
#include <string>

namespace ns3::nemo::tests::nemo_prefix_pool_test
{

namespace
{

NetworkPrefix
P(const char* text)
{
    return NetworkPrefix::Parse(text).value();
}

PrefixRequest
Ask(uint16_t correlator, uint8_t length)
{
    PrefixRequest request;
    request.homeAddress = Ipv6Address("4::2");
    request.correlator = correlator;
    request.length = length;
    return request;
}

} // namespace

TEST(PrefixPool, KnowsTheLastAddressOfAPrefix)
{
    EXPECT_EQ(PrefixPool::LastAddress(P("5::/64")), Ipv6Address("5::ffff:ffff:ffff:ffff"));
    EXPECT_EQ(PrefixPool::LastAddress(P("5::/63")), Ipv6Address("5::1:ffff:ffff:ffff:ffff"));
    EXPECT_EQ(PrefixPool::LastAddress(P("5::7/128")), Ipv6Address("5::7"));
    EXPECT_EQ(PrefixPool::LastAddress(P("::/0")),
              Ipv6Address("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"));
}

TEST(PrefixPool, GivesTheLowestPartThatIsFree)
{
    const PrefixPool pool{P("fd00:b000::/48"), 56};
    const auto authority = LeasePrefixAuthority::InMemory({pool});
    const auto give = [&](uint16_t correlator, uint8_t length) {
        return authority->Request(Ask(correlator, length), Time(0), nullptr);
    };
    EXPECT_EQ(give(1, 64).lease.prefix, P("fd00:b000::/64"));
    EXPECT_EQ(give(2, 56).lease.prefix, P("fd00:b000:0:100::/56"));
    EXPECT_EQ(give(3, 64).lease.prefix, P("fd00:b000:0:1::/64"));
    EXPECT_EQ(give(4, 72).lease.prefix, P("fd00:b000:0:2::/72"));
    EXPECT_EQ(give(5, 128).lease.prefix, P("fd00:b000:0:2:100::/128"));
    authority->Release(Ipv6Address("4::2"), P("fd00:b000::/64"), Time(0));
    EXPECT_EQ(give(6, 65).lease.prefix, P("fd00:b000::/65"));
    EXPECT_TRUE(authority->IsFromHere(P("fd00:b000:0:ffff::/64")));
    EXPECT_FALSE(authority->IsFromHere(P("fd00:b000::/47")));
}

TEST(PrefixPool, GivesNoShorterPrefixThanPolicyAllows)
{
    REQ("PD-6.5-11");
    const auto authority = LeasePrefixAuthority::InMemory({{P("fd00:b000::/40"), 56}});
    const auto grant = authority->Request(Ask(1, 48), Time(0), nullptr);
    EXPECT_EQ(grant.status, PrefixStatus::LONGER_PREFIX_ALLOCATED);
    EXPECT_EQ(grant.lease.prefix, P("fd00:b000::/56"));
    // Nor more than there is.
    const auto whole = LeasePrefixAuthority::InMemory({{P("fd00:b000::/60"), 1}});
    EXPECT_EQ(whole->Request(Ask(1, 56), Time(0), nullptr).lease.prefix, P("fd00:b000::/60"));
}

TEST(PrefixPool, GoesAroundWhatIsExcluded)
{
    const auto authority = LeasePrefixAuthority::InMemory({{P("fd00:b000::/62"), 64}});
    const auto findObstacle = [](const NetworkPrefix& prefix) -> std::optional<NetworkPrefix> {
        return prefix == P("fd00:b000::/64") || prefix == P("fd00:b000:0:2::/64")
                   ? std::optional(prefix)
                   : std::nullopt;
    };
    EXPECT_EQ(authority->Request(Ask(1, 64), Time(0), findObstacle).lease.prefix,
              P("fd00:b000:0:1::/64"));
    EXPECT_EQ(authority->Request(Ask(2, 64), Time(0), findObstacle).lease.prefix,
              P("fd00:b000:0:3::/64"));
    EXPECT_EQ(authority->Request(Ask(3, 64), Time(0), findObstacle).status,
              PrefixStatus::INSUFFICIENT_RESOURCES);
    // However large the pool is, the search ends.
    const auto vast = LeasePrefixAuthority::InMemory({{P("fd00::/16"), 64}});
    const auto all = [](const NetworkPrefix& prefix) { return std::optional(prefix); };
    EXPECT_EQ(vast->Request(Ask(1, 64), Time(0), all).status, PrefixStatus::INSUFFICIENT_RESOURCES);
}

TEST(PrefixPool, StepsOverAllOfAnObstacle)
{
    const auto authority = LeasePrefixAuthority::InMemory({{P("fd00::/16"), 64}});
    int asked = 0;
    const auto findObstacle = [&](const NetworkPrefix& prefix) -> std::optional<NetworkPrefix> {
        ++asked;
        const NetworkPrefix used = P("fd00::/17");
        return used.Overlaps(prefix) ? std::optional(used) : std::nullopt;
    };
    EXPECT_EQ(authority->Request(Ask(1, 64), Time(0), findObstacle).lease.prefix,
              P("fd00:8000::/64"));
    EXPECT_EQ(asked, 2);
}

TEST(PrefixPool, ReachesTheEndOfAllAddresses)
{
    const PrefixPool pool{P("fd00::/8"), 9};
    std::map<NetworkPrefix, bool> taken;
    const auto obstacle = [&](const NetworkPrefix& prefix) {
        return taken.count(prefix) > 0 ? std::optional(prefix) : std::nullopt;
    };
    for (const char* expected : {"fd00::/9", "fd80::/9"})
    {
        const auto free = pool.LowestFree(9, obstacle);
        ASSERT_TRUE(free);
        EXPECT_EQ(*free, P(expected));
        taken[*free] = true;
    }
    EXPECT_EQ(pool.LowestFree(9, obstacle), std::nullopt);
    const PrefixPool last{P("ff00::/8"), 8};
    EXPECT_EQ(last.LowestFree(8, [](const NetworkPrefix& prefix) { return std::optional(prefix); }),
              std::nullopt);
    EXPECT_EQ(last.LowestFree(7, [](const NetworkPrefix&) { return std::nullopt; }), std::nullopt);
}

TEST(PrefixPool, AsksPoolsInTheirOrderAndByTheirType)
{
    REQ("PD-6.4-7");
    const auto authority = LeasePrefixAuthority::InMemory(
        {{P("fd00:b000::/64"), 64}, {P("20:b000::/64"), 64}, {P("fec0:b000::/64"), 64}});
    const auto give = [&](uint16_t correlator, PrefixType type) {
        auto request = Ask(correlator, 64);
        request.type = type;
        return authority->Request(request, Time(0), nullptr);
    };
    EXPECT_EQ(give(1, PrefixType::GLOBAL).lease.prefix, P("20:b000::/64"));
    EXPECT_EQ(give(2, PrefixType::GLOBAL).status, PrefixStatus::INSUFFICIENT_RESOURCES);
    EXPECT_EQ(give(3, PrefixType::NONE_SPECIFIED).lease.prefix, P("fd00:b000::/64"));
    EXPECT_EQ(give(4, PrefixType::UNIQUE_LOCAL).status, PrefixStatus::INSUFFICIENT_RESOURCES);
    EXPECT_EQ(give(5, PrefixType::PRIVATE).lease.prefix, P("fec0:b000::/64"));
    EXPECT_EQ(give(6, static_cast<PrefixType>(4)).status, PrefixStatus::NOT_OWNED_BY_DOMAIN);
}

TEST(PrefixPool, ATableWithoutPoolsGivesStrangersNothing)
{
    const auto authority = LeasePrefixAuthority::InMemory();
    EXPECT_EQ(authority->Request(Ask(1, 64), Time(0), nullptr).status,
              PrefixStatus::NOT_OWNED_BY_MOBILE_ROUTER);
    EXPECT_FALSE(authority->IsFromHere(P("5::/64")));
}

TEST(PrefixPool, LeasesOfAnyLengthNeverOverlap)
{
    REQ("PD-6.4-3");
    const auto authority = LeasePrefixAuthority::InMemory({{P("fd00:b000::/52"), 54}});
    std::mt19937 random(1);
    std::map<uint16_t, NetworkPrefix> given;
    for (int step = 0; step < 800; ++step)
    {
        const auto correlator = static_cast<uint16_t>(random() % 200);
        if (random() % 3 == 0 && given.count(correlator) > 0)
        {
            EXPECT_TRUE(authority->Release(Ipv6Address("4::2"), given.at(correlator), Time(0)));
            given.erase(correlator);
            continue;
        }
        const auto length = static_cast<uint8_t>(50 + random() % 20);
        const auto grant = authority->Request(Ask(correlator, length), Time(0), nullptr);
        if (!grant.IsGiven())
        {
            EXPECT_EQ(given.count(correlator), 0U);
            continue;
        }
        EXPECT_EQ(grant.isNew, given.count(correlator) == 0);
        for (const auto& [other, prefix] : given)
        {
            EXPECT_EQ(other == correlator, prefix.Overlaps(grant.lease.prefix));
        }
        given[correlator] = grant.lease.prefix;
    }
    EXPECT_EQ(authority->All(Time(0)).size(), given.size());
    EXPECT_GT(given.size(), 50U);
}

} // namespace ns3::nemo::tests::nemo_prefix_pool_test
