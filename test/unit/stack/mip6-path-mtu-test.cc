// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-path-mtu.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_path_mtu_test
{

namespace
{

const Ipv6Address CARE_OF("7::2");

// RFC 8201 section 4.
TEST(PathMtuTest, HoldsTenMinutesForItsDestination)
{
    PathMtu path;
    EXPECT_FALSE(path.Get(CARE_OF, Seconds(0)));
    path.Learn(CARE_OF, 1400, Seconds(10));
    EXPECT_EQ(path.Get(CARE_OF, Seconds(10)), 1400U);
    EXPECT_EQ(path.Get(CARE_OF, Seconds(610) - NanoSeconds(1)), 1400U);
    EXPECT_FALSE(path.Get(CARE_OF, Seconds(610)));
    EXPECT_FALSE(path.Get(Ipv6Address("7::3"), Seconds(11)));
}

TEST(PathMtuTest, LearnsNothingBelowTheLeastMtuOfALink)
{
    PathMtu path;
    path.Learn(CARE_OF, 1279, Seconds(1));
    path.Learn(CARE_OF, 0, Seconds(1));
    EXPECT_FALSE(path.Get(CARE_OF, Seconds(2)));
    path.Learn(CARE_OF, 1280, Seconds(1));
    EXPECT_EQ(path.Get(CARE_OF, Seconds(2)), 1280U);
}

TEST(PathMtuTest, IsOnlyLoweredUntilItIsTooOld)
{
    PathMtu path;
    path.Learn(CARE_OF, 1400, Seconds(0));
    path.Learn(CARE_OF, 1450, Seconds(100)); // a late message of another path
    EXPECT_EQ(path.Get(CARE_OF, Seconds(101)), 1400U);
    path.Learn(CARE_OF, 1300, Seconds(200));
    EXPECT_EQ(path.Get(CARE_OF, Seconds(799)), 1300U);
    EXPECT_FALSE(path.Get(CARE_OF, Seconds(800)));
    path.Learn(CARE_OF, 1450, Seconds(800));
    EXPECT_EQ(path.Get(CARE_OF, Seconds(801)), 1450U);
}

// Anybody can send Packet Too Big.
TEST(PathMtuTest, KeepsNoMoreThanItMay)
{
    PathMtu path;
    const auto numbered = [](uint32_t number) {
        uint8_t octets[16] = {0xfd};
        octets[12] = static_cast<uint8_t>(number >> 16);
        octets[13] = static_cast<uint8_t>(number >> 8);
        octets[14] = static_cast<uint8_t>(number);
        return Ipv6Address(octets);
    };
    constexpr uint32_t SENT = 3 * PathMtu::MOST_ENTRIES;
    for (uint32_t i = 0; i < SENT; ++i)
    {
        path.Learn(numbered(i), 1400, MilliSeconds(i));
    }
    EXPECT_EQ(path.Size(), PathMtu::MOST_ENTRIES);
    const Time now = MilliSeconds(SENT);
    EXPECT_EQ(path.Get(numbered(SENT - 1), now), 1400U);
    EXPECT_EQ(path.Get(numbered(SENT - PathMtu::MOST_ENTRIES), now), 1400U);
    EXPECT_FALSE(path.Get(numbered(SENT - PathMtu::MOST_ENTRIES - 1), now));
    // What is too old goes at the next message.
    path.Learn(CARE_OF, 1400, now + Seconds(PathMtu::LIFETIME_SECONDS));
    EXPECT_EQ(path.Size(), 1U);
}

TEST(PathMtuTest, IsForgottenInACrash)
{
    PathMtu path;
    path.Learn(CARE_OF, 1400, Seconds(0));
    path.Clear();
    EXPECT_FALSE(path.Get(CARE_OF, Seconds(1)));
}

} // namespace

} // namespace ns3::nemo::tests::mip6_path_mtu_test
