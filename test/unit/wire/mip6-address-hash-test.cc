// SPDX-License-Identifier: GPL-2.0-only
// Tables of addresses stay fast whatever the addresses have in common.
#include "ns3/mip6-address-hash.h"

#include <gtest/gtest.h>
#include <unordered_set>
#include <vector>

namespace ns3::nemo::tests::mip6_address_hash_test
{

namespace
{

Ipv6Address
With(std::size_t octet, uint8_t value, std::size_t nextOctet, uint8_t nextValue)
{
    uint8_t octets[16]{0xfd};
    octets[octet] = value;
    octets[nextOctet] = nextValue;
    return Ipv6Address(octets);
}

TEST(AddressHashTest, EqualAddressesHaveOneValue)
{
    const AddressHash hash;
    EXPECT_EQ(hash(Ipv6Address("fd00::1")), hash(Ipv6Address("fd00:0:0::1")));
    EXPECT_NE(hash(Ipv6Address("fd00::1")), hash(Ipv6Address("fd00::2")));
    EXPECT_NE(hash(Ipv6Address("1::2")), hash(Ipv6Address("2::1")));
    EXPECT_NE(hash(Ipv6Address("0:0:0:1:0:0:0:2")), hash(Ipv6Address("0:0:0:2:0:0:0:1")));
}

TEST(AddressHashTest, ADifferenceAnywhereReachesTheLowestBits)
{
    const AddressHash hash;
    for (std::size_t octet = 0; octet < 15; ++octet)
    {
        // 65 536 addresses that differ in two octets only, in a table of twice as many places.
        std::unordered_set<std::size_t> places;
        for (int value = 0; value < 0x10000; ++value)
        {
            places.insert(hash(With(octet,
                                    static_cast<uint8_t>(value >> 8),
                                    octet + 1,
                                    static_cast<uint8_t>(value))) &
                          0x1ffff);
        }
        // By chance 131 072 * (1 - exp(-1/2)) = 51 574 places are taken.
        EXPECT_NEAR(static_cast<double>(places.size()), 51574, 800) << octet;
    }
}

} // namespace

} // namespace ns3::nemo::tests::mip6_address_hash_test
