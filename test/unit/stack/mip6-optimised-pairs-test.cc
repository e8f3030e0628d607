// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-optimised-pairs.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_optimised_pairs_test
{

namespace
{

const Ipv6Address HOME("1::2");
const Ipv6Address CARE_OF("7::2");
const Ipv6Address PEER("9::9");
const Ipv6Address PEER_CARE_OF("8::8");

TEST(OptimisedPairsTest, EitherEndMayBeAwayOrBoth)
{
    OptimisedPairs pairs;
    EXPECT_EQ(pairs.Use(HOME, PEER), nullptr);
    pairs.SendFrom(HOME, PEER, CARE_OF, 3);
    const Transform& from = pairs.Use(HOME, PEER)->transform;
    EXPECT_EQ(from.source, CARE_OF);
    EXPECT_EQ(from.destination, PEER);
    EXPECT_EQ(from.homeAddress, HOME);
    EXPECT_EQ(from.routing, std::nullopt);
    EXPECT_EQ(from.interface, 3U);
    pairs.SendTo(HOME, PEER, PEER_CARE_OF);
    const Transform& both = pairs.Use(HOME, PEER)->transform;
    EXPECT_EQ(both.source, CARE_OF);
    EXPECT_EQ(both.destination, PEER_CARE_OF);
    EXPECT_EQ(both.homeAddress, HOME);
    EXPECT_EQ(both.routing, PEER);
    EXPECT_FALSE(both.encapsulate);
    pairs.ForgetSendFrom(HOME, PEER);
    const Transform& to = pairs.Use(HOME, PEER)->transform;
    EXPECT_EQ(to.source, Ipv6Address::GetAny()) << "the home address, which has a tunnel";
    EXPECT_EQ(to.destination, PEER_CARE_OF);
    EXPECT_EQ(to.homeAddress, std::nullopt);
    EXPECT_EQ(to.routing, PEER);
    EXPECT_EQ(to.interface, std::nullopt);
    pairs.ForgetSendTo(HOME, PEER);
    EXPECT_EQ(pairs.Use(HOME, PEER), nullptr);
    EXPECT_TRUE(pairs.IsEmpty());
}

TEST(OptimisedPairsTest, TheTwoDirectionsAreTwoPairs)
{
    OptimisedPairs pairs;
    pairs.SendTo(PEER, HOME, CARE_OF);
    EXPECT_EQ(pairs.Use(HOME, PEER), nullptr);
    EXPECT_EQ(pairs.CareOfAddressOf(PEER, HOME), CARE_OF);
    EXPECT_EQ(pairs.CareOfAddressOf(HOME, PEER), std::nullopt);
    pairs.ForgetSendFrom(PEER, HOME);
    EXPECT_EQ(pairs.CareOfAddressOf(PEER, HOME), CARE_OF) << "that was never said";
    pairs.Clear();
    EXPECT_TRUE(pairs.IsEmpty());
}

TEST(OptimisedPairsTest, KnowWhenTheyWereUsed)
{
    OptimisedPairs pairs;
    EXPECT_EQ(pairs.LastUsed(PEER, HOME), std::nullopt);
    Simulator::Schedule(Seconds(1), [&] { pairs.SendTo(PEER, HOME, CARE_OF); });
    Simulator::Schedule(Seconds(2), [&] { EXPECT_EQ(pairs.LastUsed(PEER, HOME), Seconds(1)); });
    Simulator::Schedule(Seconds(3), [&] { pairs.Use(PEER, HOME); });
    Simulator::Schedule(Seconds(4), [&] { pairs.SendTo(PEER, HOME, PEER_CARE_OF); });
    Simulator::Run();
    EXPECT_EQ(pairs.LastUsed(PEER, HOME), Seconds(3)) << "where it leads is no use of it";
    Simulator::Destroy();
}

} // namespace

} // namespace ns3::nemo::tests::mip6_optimised_pairs_test
