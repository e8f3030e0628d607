// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-text-values.h"

#include <gtest/gtest.h>
#include <random>
#include <string>

namespace ns3::nemo::tests::nemo_text_values_test
{

TEST(TextValues, DurationsMeanWhatTheyMeanToNs3)
{
    // Time's own parser is the referee: it ends the program on bad text, so only good text here.
    for (const char* text : {"120s",
                             "1.5s",
                             "50ms",
                             "1us",
                             "10ns",
                             "5",
                             "2min",
                             "3h",
                             "1d",
                             "0s",
                             "-4s",
                             "+7ms",
                             "1e3ms",
                             "0.001h",
                             ".5s",
                             "2.5e-3s",
                             "1y",
                             "100000ps"})
    {
        EXPECT_EQ(ParseDuration(text), Time(text)) << text;
    }
}

TEST(TextValues, WhatIsNoDurationIsNothing)
{
    for (const char* text : {"",
                             "s",
                             "10 ms",
                             "ten",
                             "10parsecs",
                             "inf",
                             "nan",
                             "infs",
                             "-",
                             ".",
                             "1e",
                             "1e400s",
                             "1e10s",
                             "-1e10s",
                             "0x10s",
                             "1s2",
                             "1.2.3s",
                             "- 1s",
                             "\xff"})
    {
        EXPECT_EQ(ParseDuration(text), std::nullopt) << text;
    }
    EXPECT_EQ(ParseDuration(std::string("1s\0", 3)), std::nullopt);
}

TEST(TextValues, DataRatesMeanWhatTheyMeanToNs3)
{
    for (const char* text : {"1bps",
                             "64kbps",
                             "10Mbps",
                             "1Gbps",
                             "1.5Mbps",
                             "8Kib/s",
                             "2MiB/s",
                             "3KBps",
                             "4kB/s",
                             "5Mib/s",
                             "100b/s",
                             "7Bps",
                             "9GB/s",
                             "6Kbps"})
    {
        EXPECT_EQ(ParseDataRate(text), DataRate(text)) << text;
    }
}

TEST(TextValues, WhatIsNoDataRateIsNothing)
{
    for (const char* text : {"",
                             "bps",
                             "10",
                             "10 Mbps",
                             "-1Mbps",
                             "0bps",
                             "0.5bps",
                             "1e30Gbps",
                             "fast",
                             "10mbps",
                             "nanbps"})
    {
        EXPECT_EQ(ParseDataRate(text), std::nullopt) << text;
    }
}

TEST(TextValues, Addresses)
{
    EXPECT_EQ(ParseAddress("4::2"), Ipv6Address("4::2"));
    EXPECT_EQ(ParseAddress("fd00:0:0:1:a:b:c:d"), Ipv6Address("fd00:0:0:1:a:b:c:d"));
    EXPECT_EQ(ParseAddress("::"), Ipv6Address::GetAny());
    for (const char* text : {"",
                             "4",
                             "4::2::3",
                             "4::2/64",
                             "4::2 ",
                             "10.0.0.1",
                             "12345::1",
                             "g::1",
                             "1:2:3:4:5:6:7:8:9",
                             "fe80::1%eth0"})
    {
        EXPECT_EQ(ParseAddress(text), std::nullopt) << text;
    }
    EXPECT_EQ(ParseAddress(std::string("4::2\0x", 6)), std::nullopt);
    EXPECT_EQ(ParseAddress(std::string(100000, ':')), std::nullopt);
}

TEST(TextValues, InterfaceIdentifiers)
{
    EXPECT_TRUE(IsInterfaceIdentifier(Ipv6Address("::3")));
    EXPECT_TRUE(IsInterfaceIdentifier(Ipv6Address("::a:b:c:d")));
    EXPECT_FALSE(IsInterfaceIdentifier(Ipv6Address("::1:a:b:c:d")));
    EXPECT_FALSE(IsInterfaceIdentifier(Ipv6Address::GetAny()));
    const NetworkPrefix narrow(Ipv6Address("5:0:0:1:2::"), 80);
    EXPECT_EQ(JoinIdentifier(narrow, Ipv6Address("::b:c:d")), Ipv6Address("5:0:0:1:2:b:c:d"));
    EXPECT_EQ(JoinIdentifier(narrow, Ipv6Address("::1:b:c:d")), std::nullopt);
}

TEST(TextValues, ReservedAnycastAddresses)
{
    const NetworkPrefix prefix(Ipv6Address("5::"), 64);
    EXPECT_TRUE(IsReservedAnycast(prefix, Ipv6Address("5::")));
    EXPECT_TRUE(IsReservedAnycast(prefix, Ipv6Address("5::fdff:ffff:ffff:fffe")));
    EXPECT_TRUE(IsReservedAnycast(prefix, Ipv6Address("5::fdff:ffff:ffff:ff80")));
    EXPECT_FALSE(IsReservedAnycast(prefix, Ipv6Address("5::fdff:ffff:ffff:ff7f")));
    EXPECT_FALSE(IsReservedAnycast(prefix, Ipv6Address("5::fdff:ffff:feff:fffe")));
    EXPECT_FALSE(IsReservedAnycast(prefix, Ipv6Address("5::1")));
}

TEST(TextValues, RandomTextNeverHarms)
{
    std::mt19937 random(1);
    const std::string alphabet = "0123456789.+-eEsmunphdykMGbBits:/afnx \xff";
    std::uniform_int_distribution<std::size_t> letter(0, alphabet.size() - 1);
    std::uniform_int_distribution<int> length(0, 12);
    for (int i = 0; i < 200000; ++i)
    {
        std::string text;
        for (int n = length(random); n > 0; --n)
        {
            text += alphabet[letter(random)];
        }
        const auto time = ParseDuration(text);
        EXPECT_TRUE(!time ||
                    (*time >= Seconds(-LONGEST_SECONDS) && *time <= Seconds(LONGEST_SECONDS)))
            << text;
        const auto rate = ParseDataRate(text);
        EXPECT_TRUE(!rate || rate->GetBitRate() > 0) << text;
        ParseAddress(text);
    }
}

TEST(TextValues, RatesThatOthersWriteAreMended)
{
    EXPECT_EQ(MendRate("10 Mbps"), "10Mbps");
    EXPECT_EQ(MendRate("10Mbit/s"), "10Mbps");
    EXPECT_EQ(MendRate("1.5 gbps"), "1.5Gbps");
    EXPECT_EQ(MendRate("64 kbit"), "64kbps");
    EXPECT_EQ(MendRate("50 pps"), "50pps");
    for (const char* text : {"", "10", "Mbps", "10 apples", "0Mbps", "1e999Mbps"})
    {
        EXPECT_EQ(MendRate(text), "") << text;
    }
    EXPECT_EQ(MendRate(std::string(1000000, '1')), "");
}

TEST(TextValues, WhatIsTooLongIsATimeAllTheSame)
{
    EXPECT_TRUE(IsTimeText("1000y"));
    EXPECT_TRUE(IsTimeText("5"));
    EXPECT_FALSE(IsTimeText("5 s"));
    EXPECT_FALSE(IsTimeText("soon"));
    EXPECT_TRUE(IsRateText("0Mbps"));
    EXPECT_FALSE(IsRateText("5"));
}

} // namespace ns3::nemo::tests::nemo_text_values_test
