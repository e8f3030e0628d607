// SPDX-License-Identifier: GPL-2.0-only

#include "nemo-requirement.h"
#include "unit/wire/wire-data.h"

#include "ns3/mip6-home-agents-anycast.h"

#include <gtest/gtest.h>
#include <string>

namespace ns3::nemo::tests::mip6_home_agents_anycast_test
{

namespace
{

std::string
AnycastOf(const char* prefix)
{
    const auto address = HomeAgentsAnycastAddress(*NetworkPrefix::Parse(prefix));
    return address ? Text(*address) : "none";
}

} // namespace

TEST(HomeAgentsAnycast, IsTheVector)
{
    REQ("RFC-183");
    const auto& parameters = ReadJson("vectors/mip6.json").at("parameters");
    EXPECT_EQ(parameters.at("ha_anycast"), AnycastOf("2001:db8:1::/64"));
}

TEST(HomeAgentsAnycast, FillsWhatIsBehindThePrefix)
{
    REQ("RFC-183");
    EXPECT_EQ(AnycastOf("2001:db8:1:10::/60"), "2001:db8:1:1f:ffff:ffff:ffff:fffe");
    EXPECT_EQ(AnycastOf("2001:db8:1::/48"), "2001:db8:1:ffff:ffff:ffff:ffff:fffe");
    EXPECT_EQ(AnycastOf("2001:db8:1::/65"), "2001:db8:1:0:7fff:ffff:ffff:fffe");
    EXPECT_EQ(AnycastOf("2001:db8:1::/120"), "2001:db8:1::fe");
    EXPECT_EQ(AnycastOf("2001:db8:1::/121"), "2001:db8:1::7e");
    EXPECT_EQ(AnycastOf("::/0"), "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe");
}

TEST(HomeAgentsAnycast, NeedsRoom)
{
    EXPECT_EQ(AnycastOf("2001:db8:1::/122"), "none");
    EXPECT_EQ(AnycastOf("2001:db8:1::/128"), "none");
}

} // namespace ns3::nemo::tests::mip6_home_agents_anycast_test
