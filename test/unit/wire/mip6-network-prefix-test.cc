// SPDX-License-Identifier: GPL-2.0-only

#include "unit/wire/wire-data.h"

#include "ns3/mip6-network-prefix.h"

#include <gtest/gtest.h>
#include <set>
#include <unordered_set>

namespace ns3::nemo::tests::mip6_network_prefix_test
{

namespace
{

NetworkPrefix
P(const std::string& text)
{
    return NetworkPrefix::Parse(text).value();
}

} // namespace

TEST(NetworkPrefix, ClearsHostBitsAtEveryLength)
{
    const Ipv6Address ones = Ip("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
    for (int length = 0; length <= 128; ++length)
    {
        const NetworkPrefix prefix(ones, static_cast<uint8_t>(length));
        uint8_t octets[16];
        prefix.address.GetBytes(octets);
        for (int bit = 0; bit < 128; ++bit)
        {
            const bool set = (octets[bit / 8] >> (7 - bit % 8)) & 1;
            ASSERT_EQ(set, bit < length) << length << " bit " << bit;
        }
        EXPECT_EQ(prefix.length, length);
    }
}

TEST(NetworkPrefix, TakesMoreThan128BitsFor128)
{
    EXPECT_EQ(NetworkPrefix(Ip("5::1"), 255), P("5::1/128"));
}

TEST(NetworkPrefix, ContainsWhatAgreesInAllItsBits)
{
    EXPECT_TRUE(P("5::/64").Contains(Ip("5::ffff:0:0:1")));
    EXPECT_FALSE(P("5::/64").Contains(Ip("5:0:0:1::")));
    EXPECT_TRUE(P("5::/63").Contains(Ip("5:0:0:1::")));
    EXPECT_FALSE(P("5::/63").Contains(Ip("5:0:0:2::")));
    EXPECT_TRUE(P("::/0").Contains(Ip("ffff::1")));
    EXPECT_TRUE(P("5::1/128").Contains(Ip("5::1")));
    EXPECT_FALSE(P("5::1/128").Contains(Ip("5::2")));
    EXPECT_FALSE(P("5::/65").Contains(Ip("5::8000:0:0:0")));
}

TEST(NetworkPrefix, CoversEqualAndLongerOnes)
{
    EXPECT_TRUE(P("5::/48").Covers(P("5::/64")));
    EXPECT_TRUE(P("5::/48").Covers(P("5::/48")));
    EXPECT_FALSE(P("5::/64").Covers(P("5::/48")));
    EXPECT_FALSE(P("5::/64").Covers(P("6::/64")));
}

TEST(NetworkPrefix, OverlapsInBothDirections)
{
    EXPECT_TRUE(P("5::/48").Overlaps(P("5::/64")));
    EXPECT_TRUE(P("5::/64").Overlaps(P("5::/48")));
    EXPECT_FALSE(P("5::/64").Overlaps(P("5:0:0:1::/64")));
}

TEST(NetworkPrefix, ReadsAndWritesTheUsualNotation)
{
    EXPECT_EQ(P("5::/64").ToString(), "5::/64");
    EXPECT_EQ(P("5::1/64").ToString(), "5::/64");
    EXPECT_EQ(P("::/0").ToString(), "::/0");
    EXPECT_EQ(P("2001:db8:0:1::/064").length, 64);
}

TEST(NetworkPrefix, ReadsNothingElse)
{
    for (const char* text : {"",
                             "5::",
                             "/64",
                             "5::/",
                             "5::/129",
                             "5::/-1",
                             "5::/6x",
                             "5::/ 64",
                             "5::/1000",
                             "5::/64/64",
                             "5:::/64",
                             "five/64",
                             "1.2.3.4/24",
                             "5::%eth0/64"})
    {
        EXPECT_FALSE(NetworkPrefix::Parse(text)) << text;
    }
}

TEST(NetworkPrefix, ComparesAddressAndLength)
{
    EXPECT_EQ(P("5::/64"), P("5::1/64"));
    EXPECT_NE(P("5::/64"), P("5::/65"));
    EXPECT_NE(P("5::/64"), P("6::/64"));
    const std::set<NetworkPrefix> ordered{P("6::/64"), P("5::/64"), P("5::/48")};
    EXPECT_EQ(std::vector<NetworkPrefix>(ordered.begin(), ordered.end()),
              (std::vector<NetworkPrefix>{P("5::/48"), P("5::/64"), P("6::/64")}));
}

TEST(NetworkPrefix, IsAKeyOfHashSets)
{
    std::unordered_set<NetworkPrefix> set{P("5::/64"), P("5::/48")};
    EXPECT_EQ(set.count(P("5::/64")), 1u);
    EXPECT_EQ(set.count(P("5::/63")), 0u);
    EXPECT_NE(std::hash<NetworkPrefix>()(P("5::/64")), std::hash<NetworkPrefix>()(P("5::/48")));
}

} // namespace ns3::nemo::tests::mip6_network_prefix_test
