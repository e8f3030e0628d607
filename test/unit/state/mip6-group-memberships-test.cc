// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-group-memberships.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_group_memberships_test
{

namespace
{

using Noted = GroupMemberships::Noted;
using Groups = std::vector<Ipv6Address>;

const Ipv6Address HOME("4::2");
const Ipv6Address OTHER("4::9");
const Ipv6Address A("ff0e::a");
const Ipv6Address B("ff0e::b");
const Ipv6Address C("ff0e::c");

} // namespace

TEST(GroupMemberships, AreOfEachMobileNodeByItself)
{
    GroupMemberships memberships;
    EXPECT_FALSE(memberships.NextExpiry());
    EXPECT_EQ(memberships.Note({HOME, B}, Seconds(20), 9), Noted::BEGUN);
    EXPECT_EQ(memberships.Note({HOME, A}, Seconds(10), 9), Noted::BEGUN);
    EXPECT_EQ(memberships.Note({OTHER, A}, Seconds(15), 9), Noted::BEGUN);
    EXPECT_EQ(memberships.Size(), 3U);
    EXPECT_EQ(memberships.GroupsOf(HOME), Groups({A, B}));
    EXPECT_EQ(memberships.GroupsOf(OTHER), Groups({A}));
    EXPECT_TRUE(memberships.Has({OTHER, A}));
    EXPECT_FALSE(memberships.Has({OTHER, B}));
    EXPECT_EQ(memberships.Forget(HOME), (std::vector<Membership>{{HOME, A}, {HOME, B}}));
    EXPECT_EQ(memberships.Size(), 1U);
    EXPECT_TRUE(memberships.Forget(HOME).empty());
    EXPECT_EQ(memberships.NextExpiry(), std::optional(Seconds(15)));
}

TEST(GroupMemberships, EndWithoutNews)
{
    GroupMemberships memberships;
    memberships.Note({HOME, A}, Seconds(10), 9);
    memberships.Note({HOME, B}, Seconds(20), 9);
    EXPECT_TRUE(memberships.Expire(Seconds(10) - NanoSeconds(1)).empty());
    EXPECT_EQ(memberships.Expire(Seconds(10)), (std::vector<Membership>{{HOME, A}}));
    EXPECT_EQ(memberships.GroupsOf(HOME), Groups({B}));
    EXPECT_EQ(memberships.Note({HOME, B}, Seconds(30), 9), Noted::RENEWED);
    EXPECT_TRUE(memberships.Expire(Seconds(20)).empty());
    EXPECT_EQ(memberships.EndOf({HOME, B}), std::optional(Seconds(30)));
    EXPECT_TRUE(memberships.Shorten({HOME, B}, Seconds(25)));
    EXPECT_TRUE(memberships.Shorten({HOME, B}, Seconds(28)));
    EXPECT_EQ(memberships.EndOf({HOME, B}), std::optional(Seconds(25)));
    EXPECT_EQ(memberships.Expire(Seconds(25)).size(), 1U);
    EXPECT_FALSE(memberships.Shorten({HOME, B}, Seconds(40)));
    EXPECT_EQ(memberships.Size(), 0U);
    EXPECT_EQ(memberships.Note({HOME, B}, Seconds(40), 1), Noted::BEGUN);
}

TEST(GroupMemberships, AreNoMoreThanAMobileNodeMayHave)
{
    GroupMemberships memberships;
    memberships.Note({HOME, A}, Seconds(10), 2);
    memberships.Note({HOME, B}, Seconds(10), 2);
    EXPECT_EQ(memberships.Note({HOME, C}, Seconds(10), 2), Noted::NO_ROOM);
    EXPECT_FALSE(memberships.Has({HOME, C}));
    EXPECT_EQ(memberships.Note({HOME, B}, Seconds(11), 2), Noted::RENEWED);
    EXPECT_EQ(memberships.Note({OTHER, C}, Seconds(10), 2), Noted::BEGUN);
}

} // namespace ns3::nemo::tests::mip6_group_memberships_test
