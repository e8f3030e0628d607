// SPDX-License-Identifier: GPL-2.0-only

#include "ns3/mip6-drop-reason.h"

#include <gtest/gtest.h>
#include <regex>
#include <set>
#include <sstream>

namespace ns3::nemo::tests::mip6_drop_reason_test
{

TEST(DropReason, EachHasANameOfItsOwnInKebabCase)
{
    const std::regex kebab("[a-z]+(-[a-z]+)*");
    std::set<std::string> names;
    int reason = 0;
    for (; ToString(static_cast<DropReason>(reason)) != "unknown"; ++reason)
    {
        const std::string name(ToString(static_cast<DropReason>(reason)));
        EXPECT_TRUE(std::regex_match(name, kebab)) << name;
        EXPECT_TRUE(names.insert(name).second) << "twice: " << name;
    }
    EXPECT_GT(reason, 30);
}

TEST(DropReason, HasTheNamesThatScenariosAndUsersKnow)
{
    EXPECT_EQ(ToString(DropReason::REVERSE_TUNNEL_SOURCE_MISMATCH),
              "reverse-tunnel-source-mismatch");
    EXPECT_EQ(ToString(DropReason::BAD_CHECKSUM), "bad-checksum");
    std::ostringstream text;
    text << DropReason::INGRESS_FILTER;
    EXPECT_EQ(text.str(), "ingress-filter");
}

TEST(DropReason, OfNoKnownNumberIsUnknown)
{
    EXPECT_EQ(ToString(static_cast<DropReason>(255)), "unknown");
}

} // namespace ns3::nemo::tests::mip6_drop_reason_test
