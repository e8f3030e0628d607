// SPDX-License-Identifier: GPL-2.0-only
#include "unit/wire/wire-data.h"

#include "ns3/mip6-heard-router.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_heard_router_test
{

namespace
{

const NetworkPrefix NETWORK(Ip("5::"), 64);

/// A Prefix Information option of 5::1/64.
PrefixInformation
Option(uint32_t valid, uint32_t preferred)
{
    PrefixInformation option;
    option.prefix = Ip("5::1");
    option.prefixLength = 64;
    option.onLink = true;
    option.autonomous = true;
    option.validLifetime = valid;
    option.preferredLifetime = preferred;
    return option;
}

RouterAdvertisement
Advertisement(std::vector<NeighborOption> options)
{
    RouterAdvertisement message;
    message.routerLifetime = 30;
    message.options = std::move(options);
    return message;
}

// RFC 4861 section 6.3.4.
TEST(HeardRouterTest, KeepsWhatAnAdvertisementSays)
{
    HeardRouter router;
    auto message = Advertisement({SourceLinkLayerAddress{Mac48Address("02:00:00:00:00:01")},
                                  LinkMtu{1400},
                                  Option(100, 50),
                                  AdvertisementInterval{70},
                                  HomeAgentInformation{true, 9, 1800}});
    message.homeAgent = true;
    message.currentHopLimit = 61;
    router.Hear(message, Seconds(10));
    EXPECT_EQ(router.lastHeard, Seconds(10));
    EXPECT_TRUE(router.IsDefault(Seconds(40) - NanoSeconds(1)));
    EXPECT_FALSE(router.IsDefault(Seconds(40)));
    EXPECT_EQ(router.linkLayer, Mac48Address("02:00:00:00:00:01"));
    EXPECT_EQ(router.mtu, 1400U);
    EXPECT_TRUE(router.homeAgent);
    EXPECT_EQ(router.hopLimit, 61);
    EXPECT_EQ(router.advertisementInterval, MilliSeconds(70));
    ASSERT_TRUE(router.homeAgentInformation);
    EXPECT_EQ(router.homeAgentInformation->preference, 9);
    const HeardPrefix* heard = router.Find(NETWORK, Seconds(109));
    ASSERT_TRUE(heard);
    EXPECT_TRUE(heard->autonomous);
    EXPECT_EQ(heard->onLinkUntil, Seconds(110));
    EXPECT_EQ(heard->validUntil, Seconds(110));
    EXPECT_EQ(heard->preferredUntil, Seconds(60));
    EXPECT_FALSE(router.Find(NETWORK, Seconds(110)));
    EXPECT_FALSE(router.Find(NetworkPrefix(Ip("5::"), 63), Seconds(20)));
}

// RFC 4861 section 6.2.3: an advertisement need not say everything, and RFC 6275 section 11.5.2
// forgets the interval when an advertisement comes without it.
TEST(HeardRouterTest, KeepsWhatALaterAdvertisementLeavesOut)
{
    HeardRouter router;
    auto message = Advertisement({SourceLinkLayerAddress{Mac48Address("02:00:00:00:00:01")},
                                  LinkMtu{1400},
                                  Option(100, 50),
                                  AdvertisementInterval{70}});
    message.currentHopLimit = 61;
    router.Hear(message, Seconds(10));
    router.Hear(Advertisement({}), Seconds(20));
    EXPECT_TRUE(router.linkLayer);
    EXPECT_EQ(router.mtu, 1400U);
    EXPECT_EQ(router.hopLimit, 61);
    EXPECT_TRUE(router.Find(NETWORK, Seconds(21)));
    EXPECT_FALSE(router.advertisementInterval);
    router.Hear(Advertisement({Option(200, 200)}), Seconds(30));
    EXPECT_EQ(router.prefixes.size(), 1U);
    EXPECT_EQ(router.prefixes[0].validUntil, Seconds(230));
    router.Hear(Advertisement({Option(0xffffffff, 0xffffffff)}), Seconds(40));
    EXPECT_EQ(router.prefixes[0].validUntil, Time::Max());
}

// RFC 4861 section 6.3.4: no L says nothing about on-link, and only a lifetime of 0 with L ends it.
// RFC 4862 section 5.5.3 (a): no A says nothing about addresses.
TEST(HeardRouterTest, AnOptionWithoutAFlagSaysNothingOfWhatTheFlagIsFor)
{
    HeardRouter router;
    router.Hear(Advertisement({Option(100, 50)}), Seconds(0));
    auto neither = Option(0, 0);
    neither.onLink = neither.autonomous = false;
    router.Hear(Advertisement({neither}), Seconds(10));
    const HeardPrefix* heard = router.Find(NETWORK, Seconds(10));
    ASSERT_TRUE(heard);
    EXPECT_TRUE(heard->IsOnLink(Seconds(99)));
    EXPECT_FALSE(heard->IsOnLink(Seconds(100)));
    EXPECT_EQ(heard->validUntil, Seconds(100));
    EXPECT_EQ(heard->preferredUntil, Seconds(50));
    auto notOnLink = Option(400, 400);
    notOnLink.onLink = false;
    router.Hear(Advertisement({notOnLink}), Seconds(20));
    EXPECT_FALSE(heard->IsOnLink(Seconds(100)));
    EXPECT_EQ(heard->validUntil, Seconds(420));
    auto ended = Option(0, 0);
    ended.autonomous = false;
    router.Hear(Advertisement({ended}), Seconds(30));
    EXPECT_FALSE(heard->IsOnLink(Seconds(30)));
    EXPECT_EQ(heard->validUntil, Seconds(420));
}

// RFC 4861 section 6.3.4, RFC 4862 section 5.5.3 (b) and (c).
TEST(HeardRouterTest, PassesOverPrefixesThatAreNone)
{
    auto linkLocal = Option(100, 50);
    linkLocal.prefix = Ip("fe80::");
    auto group = Option(100, 50);
    group.prefix = Ip("ff02::");
    auto tooLong = Option(100, 50);
    tooLong.prefixLength = 129;
    const auto message = Advertisement({linkLocal, group, tooLong, Option(49, 50), Option(50, 50)});
    EXPECT_EQ(UsablePrefixes(message).size(), 1U);
    HeardRouter router;
    router.Hear(message, Seconds(0));
    ASSERT_EQ(router.prefixes.size(), 1U);
    EXPECT_EQ(router.prefixes[0].validUntil, Seconds(50));
}

// RFC 6275 section 11.5.1: two routers may have the same link-local address.
TEST(HeardRouterTest, IsToldFromAnotherByTheAddressesInPrefixes)
{
    auto own = Option(100, 50);
    own.routerAddress = true;
    auto foreign = own;
    foreign.prefix = Ip("6::1");
    HeardRouter router;
    EXPECT_FALSE(router.IsAnother(Advertisement({own}))) << "nothing is known yet";
    router.Hear(Advertisement({own}), Seconds(0));
    EXPECT_EQ(router.globalAddresses, std::vector<Ipv6Address>{Ip("5::1")});
    EXPECT_FALSE(router.IsAnother(Advertisement({own, foreign})));
    EXPECT_TRUE(router.IsAnother(Advertisement({foreign})));
    EXPECT_FALSE(router.IsAnother(Advertisement({Option(100, 50)}))) << "it does not tell";
    // The address goes with its prefix.
    router.ForgetInvalid(Seconds(99));
    EXPECT_EQ(router.prefixes.size(), 1U);
    router.ForgetInvalid(Seconds(100));
    EXPECT_TRUE(router.prefixes.empty());
    EXPECT_TRUE(router.globalAddresses.empty());
}

// RFC 4862 section 5.5.3 (e).
TEST(FormedAddressTest, IsNotShortenedBelowTwoHours)
{
    FormedAddress address;
    address.validUntil = Hours(10);
    address.Refresh(60, 60, Seconds(0));
    EXPECT_EQ(address.validUntil, Hours(2));
    EXPECT_EQ(address.preferredUntil, Seconds(60)) << "that may be shortened";
    address.Refresh(60, 60, Hours(1));
    EXPECT_EQ(address.validUntil, Hours(2)) << "an hour is left, and stays";
    address.Refresh(3601, 60, Hours(1));
    EXPECT_EQ(address.validUntil, Hours(2) + Seconds(1)) << "longer than what is left";
    address.Refresh(7201, 60, Hours(1));
    EXPECT_EQ(address.validUntil, Hours(3) + Seconds(1)) << "more than two hours";
    address.Refresh(0xffffffff, 0xffffffff, Hours(1));
    EXPECT_EQ(address.validUntil, Time::Max());
}

TEST(FormedAddressTest, IsUsableOnceItWasProbed)
{
    using State = FormedAddress::State;
    FormedAddress address;
    for (const auto& [state, isUsable] : {std::pair(State::TENTATIVE, false),
                                          std::pair(State::PREFERRED, true),
                                          std::pair(State::DEPRECATED, true),
                                          std::pair(State::REFUSED, false)})
    {
        address.state = state;
        EXPECT_EQ(address.IsUsable(), isUsable);
    }
}

// A router, or whoever pretends to be one, may name others each time.
TEST(HeardRouterTest, KeepsSoManyPrefixesAndNoMore)
{
    const auto numbered = [](uint16_t number, uint32_t lifetime) {
        uint8_t octets[16]{0xfd,
                           0,
                           static_cast<uint8_t>(number >> 8),
                           static_cast<uint8_t>(number)};
        auto option = Option(lifetime, lifetime);
        option.prefix = Ipv6Address(octets);
        return option;
    };
    HeardRouter router;
    for (uint16_t i = 0; i < HeardRouter::MOST_PREFIXES; ++i)
    {
        EXPECT_TRUE(router.Hear(Advertisement({numbered(i, i == 5 ? 10 : 100)}), Seconds(0)));
    }
    EXPECT_FALSE(router.Hear(Advertisement({numbered(999, 100), numbered(3, 200)}), Seconds(9)));
    EXPECT_EQ(router.prefixes.size(), HeardRouter::MOST_PREFIXES);
    EXPECT_EQ(router.prefixes[3].validUntil, Seconds(209)) << "what is known is heard";
    // One that has ended makes way.
    EXPECT_TRUE(router.Hear(Advertisement({numbered(999, 100)}), Seconds(10)));
    EXPECT_EQ(router.prefixes.size(), HeardRouter::MOST_PREFIXES);
    EXPECT_NE(router.Find(NetworkPrefix(numbered(999, 1).prefix, 64), Seconds(11)), nullptr);
}

TEST(HeardRouterTest, KeepsSoManyAddressesOfARouterAndNoMore)
{
    HeardRouter router;
    for (std::size_t i = 0; i <= HeardRouter::MOST_PREFIXES; ++i)
    {
        auto option = Option(100, 50);
        option.routerAddress = true;
        uint8_t octets[16]{0xfd, 0, 0, 5};
        octets[15] = static_cast<uint8_t>(i);
        option.prefix = Ipv6Address(octets);
        EXPECT_EQ(router.Hear(Advertisement({option}), Seconds(0)), i < HeardRouter::MOST_PREFIXES);
    }
    EXPECT_EQ(router.globalAddresses.size(), HeardRouter::MOST_PREFIXES);
    EXPECT_EQ(router.prefixes.size(), 1U);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_heard_router_test
