// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"

#include "ns3/nemo-prefix-table.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>
#include <utility>

namespace ns3::nemo::tests::nemo_prefix_table_test
{

using Verdict = PrefixTable::Verdict;

namespace
{

NetworkPrefix
P(const char* text)
{
    const auto prefix = NetworkPrefix::Parse(text);
    EXPECT_TRUE(prefix) << text;
    return prefix.value_or(NetworkPrefix());
}

std::vector<NetworkPrefix>
List(std::initializer_list<const char*> texts)
{
    std::vector<NetworkPrefix> list;
    for (const char* text : texts)
    {
        list.push_back(P(text));
    }
    return list;
}

const Ipv6Address ROUTER_1("4::2");
const Ipv6Address ROUTER_2("4::3");
const Ipv6Address STRANGER("4::9");

} // namespace

TEST(PrefixTable, ReturnsExactlyTheOwnedPrefixes)
{
    REQ("NEMO-2-1", "NEMO-6.1.2-4");
    PrefixTable table;
    EXPECT_TRUE(table.Add(ROUTER_1, P("6::/64")));
    EXPECT_TRUE(table.Add(ROUTER_2, P("7::/48")));
    EXPECT_TRUE(table.Add(ROUTER_1, P("5::/64")));
    EXPECT_EQ(table.Of(ROUTER_1), List({"6::/64", "5::/64"})) << "in the order of Add";
    EXPECT_EQ(table.Of(ROUTER_2), List({"7::/48"}));
    EXPECT_TRUE(table.Of(STRANGER).empty());
    EXPECT_EQ(table.Size(), 3u);
    EXPECT_EQ(table.OwnerOf(P("5::/64")), ROUTER_1);
    EXPECT_EQ(table.OwnerOf(P("7::/48")), ROUTER_2);
    EXPECT_EQ(table.OwnerOf(P("5::/65")), std::nullopt);
    EXPECT_EQ(table.Judge(ROUTER_1, P("5::/64")), Verdict::AUTHORISED);
    EXPECT_EQ(table.Judge(ROUTER_2, P("5::/64")), Verdict::NOT_AUTHORISED);
    EXPECT_EQ(table.Judge(STRANGER, P("5::/64")), Verdict::NOT_AUTHORISED);
}

TEST(PrefixTable, EntriesAreUnique)
{
    PrefixTable table;
    EXPECT_TRUE(table.Add(ROUTER_1, P("5::/64")));
    EXPECT_TRUE(table.Add(ROUTER_1, P("5::/64")));
    EXPECT_EQ(table.Of(ROUTER_1), List({"5::/64"}));
    EXPECT_EQ(table.Size(), 1u);
    EXPECT_TRUE(table.Remove(ROUTER_1, P("5::/64")));
    EXPECT_FALSE(table.Remove(ROUTER_1, P("5::/64")));
    EXPECT_EQ(table.Size(), 0u);
}

TEST(PrefixTable, RemoveTakesOnlyFromTheOwner)
{
    PrefixTable table;
    table.Add(ROUTER_1, P("5::/64"));
    table.Add(ROUTER_1, P("6::/64"));
    EXPECT_FALSE(table.Remove(ROUTER_2, P("5::/64")));
    EXPECT_FALSE(table.Remove(ROUTER_1, P("5::/63")));
    EXPECT_EQ(table.Size(), 2u);
    EXPECT_TRUE(table.Remove(ROUTER_1, P("5::/64")));
    EXPECT_EQ(table.Of(ROUTER_1), List({"6::/64"}));
    EXPECT_TRUE(table.Add(ROUTER_2, P("5::/64"))) << "free again";
}

TEST(PrefixTable, RemoveAllAndClear)
{
    PrefixTable table;
    table.Add(ROUTER_1, P("5::/64"));
    table.Add(ROUTER_1, P("6::/64"));
    table.Add(ROUTER_2, P("7::/64"));
    table.RemoveAll(STRANGER);
    EXPECT_EQ(table.Size(), 3u);
    table.RemoveAll(ROUTER_1);
    EXPECT_EQ(table.Size(), 1u);
    EXPECT_TRUE(table.Of(ROUTER_1).empty());
    EXPECT_FALSE(table.OverlapsOther(STRANGER, P("4::/15")));
    EXPECT_TRUE(table.OverlapsOther(STRANGER, P("7::/80")));
    table.Clear();
    EXPECT_EQ(table.Size(), 0u);
    EXPECT_FALSE(table.OverlapsOther(STRANGER, P("7::/80")));
    EXPECT_TRUE(table.Of(ROUTER_2).empty());
}

struct JudgeCase
{
    const char* prefix;
    Verdict strict;
    Verdict any;
};

/// Row NEMO-6.1.2-2+1 and the resolution of AMB-08.
TEST(PrefixTable, JudgesClaims)
{
    PrefixTable table;
    table.Add(ROUTER_1, P("5::/56"));
    table.Add(ROUTER_1, P("8:0:0:1::/64"));
    table.Add(ROUTER_2, P("5:0:0:f00::/56"));
    table.Add(ROUTER_2, P("6::/64"));
    constexpr auto YES = Verdict::AUTHORISED;
    constexpr auto BAD = Verdict::INVALID;
    constexpr auto NO = Verdict::NOT_AUTHORISED;
    const JudgeCase cases[] = {
        {"5::/56", YES, YES},         // equal
        {"8:0:0:1::/64", YES, YES},   // equal
        {"5::1/56", YES, YES},        // host bits carry nothing
        {"5:0:0:1::/64", BAD, YES},   // inside an own one
        {"5::/57", BAD, YES},         // inside, same address
        {"5::5/128", BAD, YES},       // inside, a single address
        {"5::/55", BAD, YES},         // covers an own one
        {"8::/48", BAD, YES},         // covers an own one that starts later
        {"5:0:0:100::/64", NO, YES},  // beside
        {"9::/64", NO, YES},          // nobody's
        {"6::/64", NO, BAD},          // another's
        {"6::/80", NO, BAD},          // inside another's
        {"6::/48", NO, BAD},          // covers another's
        {"5::/48", NO, BAD},          // covers an own one and another's
        {"::/1", NO, BAD},            // covers everything there is
        {"::/0", BAD, BAD},           // no mobile network prefix at all
        {"fe80::/64", BAD, BAD},      // link-local
        {"fe80::/10", BAD, BAD},      //
        {"febf:ffff::/32", BAD, BAD}, //
        {"fe00::/8", BAD, BAD},       // holds link-local addresses
        {"ff00::/8", BAD, BAD},       // multicast
        {"ff02::1/128", BAD, BAD},    //
        {"8000::/1", BAD, BAD},       // holds both
        {"fec0::/64", NO, YES},       // just behind link-local
        {"fd00::/64", NO, YES},       // unique local
    };
    for (const auto& it : cases)
    {
        table.SetAcceptAny(false);
        EXPECT_EQ(table.Judge(ROUTER_1, P(it.prefix)), it.strict) << it.prefix;
        table.SetAcceptAny(true);
        EXPECT_EQ(table.Judge(ROUTER_1, P(it.prefix)), it.any) << it.prefix;
    }
}

TEST(PrefixTable, StrictIsTheDefaultAndNobodyOwnsAnythingUnasked)
{
    PrefixTable table;
    EXPECT_FALSE(table.IsAcceptAny());
    EXPECT_EQ(table.Judge(ROUTER_1, P("5::/64")), Verdict::NOT_AUTHORISED);
    table.SetAcceptAny(true);
    EXPECT_TRUE(table.IsAcceptAny());
    EXPECT_EQ(table.Judge(ROUTER_1, P("5::/64")), Verdict::AUTHORISED);
}

TEST(PrefixTable, RefusesToAddWhatCannotBeOwned)
{
    PrefixTable table;
    NetworkPrefix tooLong = P("5::/64");
    tooLong.length = 129;
    for (const auto& prefix : {P("::/0"), P("fe80::/64"), P("ff0e::/64"), P("f000::/4"), tooLong})
    {
        EXPECT_FALSE(PrefixTable::IsUsable(prefix)) << prefix;
        EXPECT_FALSE(table.Add(ROUTER_1, prefix)) << prefix;
        EXPECT_EQ(table.Judge(ROUTER_1, prefix), Verdict::INVALID) << prefix;
        EXPECT_FALSE(table.Remove(ROUTER_1, prefix)) << prefix;
    }
    EXPECT_EQ(table.Size(), 0u);
    EXPECT_TRUE(PrefixTable::IsUsable(P("5::/1")));
    EXPECT_TRUE(PrefixTable::IsUsable(P("5::1/128")));
}

TEST(PrefixTable, NoTwoHomeAddressesOwnOverlappingPrefixes)
{
    PrefixTable table;
    ASSERT_TRUE(table.Add(ROUTER_1, P("5::/56")));
    EXPECT_FALSE(table.Add(ROUTER_2, P("5::/56")));
    EXPECT_FALSE(table.Add(ROUTER_2, P("5::/48")));
    EXPECT_FALSE(table.Add(ROUTER_2, P("5:0:0:1::/64")));
    EXPECT_TRUE(table.Of(ROUTER_2).empty());
    EXPECT_EQ(table.Size(), 1u);
    EXPECT_TRUE(table.Add(ROUTER_2, P("5:0:0:100::/56")));
    EXPECT_TRUE(table.Add(ROUTER_1, P("5:0:0:1::/64"))) << "own prefixes may nest";
    EXPECT_EQ(table.Judge(ROUTER_1, P("5:0:0:1::/64")), Verdict::AUTHORISED);
    EXPECT_EQ(table.Judge(ROUTER_1, P("5::/56")), Verdict::AUTHORISED);
}

TEST(PrefixTable, OverlapsAreFoundBehindOwnPrefixes)
{
    PrefixTable table;
    table.Add(ROUTER_1, P("5:0:0:1::/64"));
    table.Add(ROUTER_1, P("5:0:0:2::/64"));
    table.Add(ROUTER_2, P("5:0:0:3::/64"));
    EXPECT_TRUE(table.OverlapsOther(ROUTER_1, P("5::/48")));
    EXPECT_TRUE(table.OverlapsOther(ROUTER_2, P("5::/48")));
    EXPECT_FALSE(table.OverlapsOther(ROUTER_1, P("5::/63")));
    EXPECT_FALSE(table.OverlapsOther(ROUTER_1, P("5:0:0:2::/64")));
    EXPECT_TRUE(table.OverlapsOther(STRANGER, P("5:0:0:2::/64")));
    table.Remove(ROUTER_2, P("5:0:0:3::/64"));
    EXPECT_FALSE(table.OverlapsOther(ROUTER_1, P("5::/48")));
}

/// The same in the most obvious way.
class NaiveTable
{
  public:
    std::vector<std::pair<Ipv6Address, NetworkPrefix>> entries;

    bool Owns(const Ipv6Address& home, const NetworkPrefix& prefix) const
    {
        return std::find(entries.begin(), entries.end(), std::pair(home, prefix)) != entries.end();
    }

    bool OverlapsOther(const Ipv6Address& home, const NetworkPrefix& prefix) const
    {
        return std::any_of(entries.begin(), entries.end(), [&](const auto& entry) {
            return entry.first != home && entry.second.Overlaps(prefix);
        });
    }

    bool OverlapsOwn(const Ipv6Address& home, const NetworkPrefix& prefix) const
    {
        return std::any_of(entries.begin(), entries.end(), [&](const auto& entry) {
            return entry.first == home && entry.second.Overlaps(prefix);
        });
    }

    Verdict Judge(const Ipv6Address& home, const NetworkPrefix& prefix) const
    {
        if (OverlapsOther(home, prefix))
        {
            return Verdict::NOT_AUTHORISED;
        }
        if (Owns(home, prefix))
        {
            return Verdict::AUTHORISED;
        }
        return OverlapsOwn(home, prefix) ? Verdict::INVALID : Verdict::NOT_AUTHORISED;
    }

    std::vector<NetworkPrefix> Of(const Ipv6Address& home) const
    {
        std::vector<NetworkPrefix> own;
        for (const auto& [owner, prefix] : entries)
        {
            if (owner == home)
            {
                own.push_back(prefix);
            }
        }
        return own;
    }
};

class PrefixTableHistory : public testing::TestWithParam<uint32_t>
{
};

TEST_P(PrefixTableHistory, BehavesAsTheNaiveOne)
{
    std::mt19937 random(GetParam());
    const auto draw = [&random](uint32_t bound) { return static_cast<uint32_t>(random() % bound); };
    // Few bits that differ, at both ends of the address and of octets, so that much overlaps.
    const auto drawPrefix = [&draw]() {
        uint8_t bytes[16] = {0x20, 1};
        bytes[2] = static_cast<uint8_t>(draw(2) << 7 | draw(2));
        bytes[7] = static_cast<uint8_t>(draw(8));
        bytes[15] = static_cast<uint8_t>(draw(4));
        const uint8_t lengths[] = {16, 17, 23, 24, 56, 61, 62, 63, 64, 65, 126, 127, 128};
        return NetworkPrefix(Ipv6Address(bytes), lengths[draw(sizeof(lengths))]);
    };
    const Ipv6Address homes[] = {ROUTER_1, ROUTER_2, STRANGER};
    PrefixTable table;
    NaiveTable naive;
    for (int step = 0; step < 4000; ++step)
    {
        const Ipv6Address& home = homes[draw(3)];
        const NetworkPrefix prefix = drawPrefix();
        ASSERT_EQ(table.OverlapsOther(home, prefix), naive.OverlapsOther(home, prefix)) << prefix;
        ASSERT_EQ(table.Judge(home, prefix), naive.Judge(home, prefix)) << prefix;
        const uint32_t action = draw(100);
        if (action < 60)
        {
            const bool isPossible = !naive.OverlapsOther(home, prefix);
            ASSERT_EQ(table.Add(home, prefix), isPossible) << prefix;
            if (isPossible && !naive.Owns(home, prefix))
            {
                naive.entries.emplace_back(home, prefix);
            }
        }
        else if (action < 99 && !naive.entries.empty())
        {
            const auto victim = naive.entries[draw(static_cast<uint32_t>(naive.entries.size()))];
            ASSERT_EQ(table.Remove(home, victim.second), home == victim.first);
            if (home == victim.first)
            {
                naive.entries.erase(std::find(naive.entries.begin(), naive.entries.end(), victim));
            }
        }
        else if (action == 99)
        {
            table.RemoveAll(home);
            naive.entries.erase(
                std::remove_if(naive.entries.begin(),
                               naive.entries.end(),
                               [&home](const auto& entry) { return entry.first == home; }),
                naive.entries.end());
        }
        ASSERT_EQ(table.Size(), naive.entries.size());
        ASSERT_EQ(table.Of(home), naive.Of(home));
        ASSERT_EQ(table.OwnerOf(prefix) == home, naive.Owns(home, prefix));
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, PrefixTableHistory, testing::Range(1u, 7u));

} // namespace ns3::nemo::tests::nemo_prefix_table_test
