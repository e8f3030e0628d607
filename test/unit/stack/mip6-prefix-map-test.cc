// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-prefix-map.h"

#include <gtest/gtest.h>
#include <map>
#include <random>

namespace ns3::nemo::tests::mip6_prefix_map_test
{

namespace
{

TEST(PrefixMapTest, FindsJustThePrefixThatIsAskedFor)
{
    PrefixMap<int> map;
    map.Insert(*NetworkPrefix::Parse("5::/64"), 1);
    map.Insert(*NetworkPrefix::Parse("5::/48"), 2);
    ASSERT_TRUE(map.Find(*NetworkPrefix::Parse("5::/64")));
    EXPECT_EQ(*map.Find(*NetworkPrefix::Parse("5::/64")), 1);
    EXPECT_FALSE(map.Find(*NetworkPrefix::Parse("5::/56")));
    EXPECT_FALSE(map.Find(*NetworkPrefix::Parse("6::/64")));
    map.Insert(*NetworkPrefix::Parse("5::/64"), 3);
    EXPECT_EQ(*map.Find(*NetworkPrefix::Parse("5::/64")), 3);
    EXPECT_EQ(map.Size(), 2U);
}

TEST(PrefixMapTest, AgreesWithALinearSearch)
{
    std::mt19937 random(7);
    PrefixMap<int> map;
    std::map<NetworkPrefix, int> reference;
    auto draw = [&] {
        uint8_t octets[16] = {0xfd};
        octets[1] = static_cast<uint8_t>(random() % 3);
        octets[2] = static_cast<uint8_t>(random() % 4);
        octets[15] = static_cast<uint8_t>(random() % 3);
        return Ipv6Address(octets);
    };
    for (int step = 0; step < 5000; ++step)
    {
        constexpr uint8_t LENGTHS[] = {0, 8, 14, 16, 20, 24, 127, 128};
        const NetworkPrefix prefix(draw(), LENGTHS[random() % 8]);
        if (random() % 3 > 0)
        {
            map.Insert(prefix, step);
            reference[prefix] = step;
        }
        else
        {
            EXPECT_EQ(map.Erase(prefix), reference.erase(prefix) == 1);
        }
        const Ipv6Address address = draw();
        const int* expected = nullptr;
        int longest = -1;
        for (const auto& [known, value] : reference)
        {
            if (known.Contains(address) && known.length > longest)
            {
                longest = known.length;
                expected = &value;
            }
        }
        const int* found = map.Match(address);
        ASSERT_EQ(found == nullptr, expected == nullptr);
        if (found)
        {
            ASSERT_EQ(*found, *expected);
        }
        ASSERT_EQ(map.Size(), reference.size());
    }
    map.Clear();
    EXPECT_EQ(map.Match(draw()), nullptr);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_prefix_map_test
