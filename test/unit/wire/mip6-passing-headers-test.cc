// SPDX-License-Identifier: GPL-2.0-only

#include "nemo-requirement.h"
#include "unit/wire/wire-data.h"

#include "ns3/mip6-extension-chain.h"
#include "ns3/mip6-passing-headers.h"

#include <cstdint>
#include <gtest/gtest.h>
#include <random>
#include <string>
#include <vector>

namespace ns3::nemo::tests::mip6_passing_headers_test
{

namespace
{

constexpr uint8_t UDP = 17;
constexpr uint8_t FRAGMENT = 44;
constexpr uint8_t AH = 51;

/// The numbers of the headers that are read.
std::vector<int>
Numbers(uint8_t first, const std::string& hex)
{
    const Octets octets = FromHex(hex);
    std::vector<int> numbers;
    for (const auto& header : ReadPassingHeaders(first, octets.data(), octets.size()))
    {
        numbers.push_back(header.number);
    }
    return numbers;
}

std::optional<PassingLimit>
Limit(uint8_t first, const std::string& hex)
{
    const Octets octets = FromHex(hex);
    return FindEncapsulationLimit(first, octets.data(), octets.size());
}

const std::string LIMIT_4 = "2900040104010100"; ///< before an IPv6 header
const std::string PADDING = "010400000000";

} // namespace

TEST(PassingHeaders, AreReadFromLeftToRight)
{
    // Hop-by-hop, routing (24 octets), first fragment, options, UDP.
    const std::string hex = "2b00" + PADDING + "2c020001" + std::string(40, '0') +
                            "3c00000100000007" + "1100" + PADDING + "0009000900080000";
    const Octets octets = FromHex(hex);
    const auto headers = ReadPassingHeaders(HOP_BY_HOP_HEADER, octets.data(), octets.size());
    ASSERT_EQ(headers.size(), 4U);
    const std::vector<PassingHeader> expected{{HOP_BY_HOP_HEADER, 0, 8},
                                              {ROUTING_HEADER, 8, 24},
                                              {FRAGMENT, 32, 8},
                                              {DESTINATION_OPTIONS_HEADER, 40, 8}};
    for (std::size_t i = 0; i < expected.size(); ++i)
    {
        EXPECT_EQ(headers[i].number, expected[i].number);
        EXPECT_EQ(headers[i].offset, expected[i].offset);
        EXPECT_EQ(headers[i].size, expected[i].size);
    }
    EXPECT_EQ(RoutingTypesOf(HOP_BY_HOP_HEADER, octets.data(), octets.size()),
              std::vector<uint8_t>{0});
}

TEST(PassingHeaders, EndWhereNobodyMayReadOn)
{
    const std::string options = "1100" + PADDING;
    EXPECT_TRUE(Numbers(UDP, options).empty()) << "a payload";
    EXPECT_TRUE(Numbers(AH, options).empty()) << "not to be parsed here";
    EXPECT_TRUE(Numbers(41, options).empty()) << "another IPv6 header";
    EXPECT_TRUE(Numbers(60, "").empty());
    EXPECT_TRUE(Numbers(60, options.substr(0, 14)).empty()) << "not all there";
    EXPECT_TRUE(Numbers(60, "1101" + PADDING).empty()) << "nor this";
    EXPECT_EQ(Numbers(44, "3c00001000000007" + options), std::vector<int>{44})
        << "in the middle of a packet are no headers";
    std::string many;
    for (int i = 0; i < 20; ++i)
    {
        many += "3c00" + PADDING;
    }
    EXPECT_EQ(Numbers(60, many).size(), 8U);
}

// RFC 2473 section 4.1.1 (a).
TEST(PassingHeaders, TheFirstEncapsulationLimitIsFound)
{
    REQ("TUN-4");
    const auto found = Limit(60, LIMIT_4);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->limit, 4);
    EXPECT_EQ(found->offset, 4U);
    const auto behind = Limit(0, "3c00" + PADDING + "3c00" + PADDING + LIMIT_4);
    ASSERT_TRUE(behind);
    EXPECT_EQ(behind->offset, 20U);
    const auto first = Limit(60, "3c00040109010100" + LIMIT_4);
    ASSERT_TRUE(first);
    EXPECT_EQ(first->limit, 9);
    // Behind the Home Address option of another dialect, which is none of a router's business.
    const std::string home = "2903040104010100c410" + std::string(32, '0') + "01040000" + "0000";
    EXPECT_TRUE(Limit(60, home));
    EXPECT_FALSE(Limit(60, "2900" + PADDING)) << "none";
    EXPECT_FALSE(Limit(60, "2900040200000100")) << "of another length";
    EXPECT_FALSE(Limit(60, "2900" + PADDING + LIMIT_4)) << "of the packet inside";
    EXPECT_FALSE(Limit(0, LIMIT_4)) << "no option of hop-by-hop headers";
}

TEST(PassingHeaders, WhateverComesIsReadWithinItsBounds)
{
    std::mt19937 random(5);
    constexpr uint8_t NUMBERS[] = {0, 43, 44, 60};
    for (int i = 0; i < 20000; ++i)
    {
        Octets octets(random() % 80);
        for (auto& octet : octets)
        {
            octet = random() % 2 ? NUMBERS[random() % 4] : static_cast<uint8_t>(random() % 6);
        }
        std::size_t end = 0;
        for (const auto& header :
             ReadPassingHeaders(NUMBERS[random() % 4], octets.data(), octets.size()))
        {
            EXPECT_EQ(header.offset, end);
            end = header.offset + header.size;
        }
        EXPECT_LE(end, octets.size());
        FindEncapsulationLimit(60, octets.data(), octets.size());
        RoutingTypesOf(43, octets.data(), octets.size());
    }
}

} // namespace ns3::nemo::tests::mip6_passing_headers_test
