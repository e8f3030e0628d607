// SPDX-License-Identifier: GPL-2.0-only
// What RouterAdvertiser says. RFC 4861 section 4.2, RFC 6275 section 7.
#include "nemo-requirement.h"
#include "support/router-advertiser-test.h"

#include "ns3/simulator.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_router_advertiser_test
{

namespace
{

TEST_F(RouterAdvertiserTest, HomeAgentsAdvertisementIsTheVector)
{
    REQ("RFC-061", "RFC-065", "BOOK-062");
    const Octets wanted = VectorOctets("ra_home_agent");
    AdvertisingConfig config = Quick();
    config.homeAgent = true;
    config.advertisementInterval = true;
    config.homeAgentInformation = HomeAgentInformation{false, 50, 1800};
    config.routerLifetime = Seconds(1800);
    config.prefixes[0].valid = Seconds(86400);
    config.prefixes[0].preferred = Seconds(14400);
    router.advertiser->Configure(ir, config);
    world.RunUntil(MilliSeconds(80));
    ASSERT_FALSE(Seen().empty());
    // The vector's router has the link-local address fe80::1, ours that of its hardware address:
    // all octets behind the addresses and the checksum must agree.
    constexpr std::size_t behindChecksum = 44;
    const SeenFrame frame = Seen()[0];
    ASSERT_EQ(frame.octets.size(), wanted.size());
    EXPECT_EQ(Octets(frame.octets.begin() + behindChecksum, frame.octets.end()),
              Octets(wanted.begin() + behindChecksum, wanted.end()));
    EXPECT_EQ(Octets(frame.octets.begin(), frame.octets.begin() + 8),
              Octets(wanted.begin(), wanted.begin() + 8));
    EXPECT_TRUE(frame.HasGoodChecksum());
    EXPECT_EQ(frame.Source(), router.interfaces->LinkLocalAddress(ir));
    EXPECT_EQ(frame.Destination(), allNodes);
    EXPECT_EQ(frame.HopLimit(), 255);
    EXPECT_EQ(frame.to, Mac48Address("33:33:00:00:00:01"));
    // H alone, and none of the flags: M 0x80, O 0x40, H 0x20.
    EXPECT_EQ(frame.octets[45], 0x20);
    config.homeAgent = false;
    router.advertiser->Configure(ir, config);
    world.RunUntil(MilliSeconds(160));
    EXPECT_EQ(Seen().back().octets[45], 0x00);
}

TEST_F(RouterAdvertiserTest, PrefixOptionHasTheFlagsAndTheWholeAddress)
{
    REQ("RFC-062");
    AdvertisingConfig config = Quick();
    config.homeAgent = true;
    for (int flags = 0; flags < 8; ++flags)
    {
        AdvertisedPrefix prefix;
        prefix.address = Ipv6Address(("fd00:" + std::to_string(flags) + "::99").c_str());
        prefix.onLink = flags & 4;
        prefix.autonomous = flags & 2;
        prefix.router = flags & 1;
        config.prefixes.push_back(prefix);
    }
    router.advertiser->Configure(ir, config);
    world.RunUntil(MilliSeconds(80));
    ASSERT_FALSE(Seen().empty());
    const Octets octets = Seen()[0].octets;
    constexpr std::size_t first = 40 + 16 + 8 + 32; // behind SLLA and the first prefix
    for (std::size_t flags = 0; flags < 8; ++flags)
    {
        const std::size_t option = first + 32 * flags;
        ASSERT_EQ(octets[option], 3);
        EXPECT_EQ(octets[option + 2], 64);
        EXPECT_EQ(octets[option + 3], flags << 5); // L 0x80, A 0x40, R 0x20
        const auto field = Ipv6Address::Deserialize(octets.data() + option + 16);
        const std::string tail = flags & 1 ? "::99" : "::";
        EXPECT_EQ(field, Ipv6Address(("fd00:" + std::to_string(flags) + tail).c_str()));
    }
    // A home agent without its address is refused.
    config.prefixes.clear();
    config.prefixes.emplace_back();
    config.prefixes[0].address = address;
    EXPECT_NE(router.advertiser->Check(config), std::nullopt);
    // The prefix is as good for addresses as one without R: a host forms one.
    host.discovery->Start(ih, {});
    world.RunUntil(Seconds(10));
    const auto prefixOf = [](const Ipv6Address& of) { return NetworkPrefix(of, 64); };
    std::vector<NetworkPrefix> formed;
    for (const FormedAddress& one : host.discovery->AddressesOf(ih))
    {
        formed.push_back(one.prefix);
        EXPECT_TRUE(one.IsUsable());
    }
    EXPECT_NE(std::find(formed.begin(), formed.end(), prefixOf(address)), formed.end());
}

TEST_F(RouterAdvertiserTest, EveryAdvertisementHasTheSameOwnAddress)
{
    REQ("RFC-063");
    router.advertiser->Configure(ir, Quick());
    world.RunUntil(Seconds(8));
    ASSERT_GE(Seen().size(), 100U);
    for (const SeenFrame& frame : Seen())
    {
        const auto message = frame.As<RouterAdvertisement>();
        const auto* option = FindOption<PrefixInformation>(message.options);
        ASSERT_NE(option, nullptr);
        EXPECT_TRUE(option->routerAddress);
        EXPECT_EQ(option->prefix, address);
    }
}

TEST_F(RouterAdvertiserTest, HomeAgentInformationIsSentWhereItSaysMore)
{
    AdvertisingConfig config = Quick();
    config.routerLifetime = Seconds(1800);
    const auto option = [&]() {
        router.advertiser->Configure(ir, config);
        const auto message = router.advertiser->Current(ir);
        const auto* found = FindOption<HomeAgentInformation>(message->options);
        return found ? std::optional(*found) : std::nullopt;
    };
    config.homeAgentInformation = HomeAgentInformation{false, 50, 1800};
    EXPECT_EQ(option(), std::nullopt); // not a home agent
    config.homeAgent = true;
    EXPECT_EQ(option(), config.homeAgentInformation);
    config.homeAgentInformation = HomeAgentInformation{false, 0, 1800};
    EXPECT_EQ(option(), std::nullopt); // only defaults
    config.homeAgentInformation = HomeAgentInformation{true, 0, 1800};
    EXPECT_EQ(option(), config.homeAgentInformation); // R of RFC 3963
    config.homeAgentInformation = HomeAgentInformation{false, 0, 900};
    EXPECT_EQ(option(), config.homeAgentInformation);
}

TEST_F(RouterAdvertiserTest, AdvertisementIntervalIsTheMaximumInMilliseconds)
{
    REQ("BOOK-048", "RFC-068");
    // Below 200 ms: 20 ms more.
    const std::vector<std::pair<Time, uint32_t>> cases{{MilliSeconds(70), 90},
                                                       {MilliSeconds(199), 219},
                                                       {MilliSeconds(200), 200},
                                                       {MilliSeconds(1500), 1500},
                                                       {Seconds(600), 600000}};
    for (const auto& [interval, wanted] : cases)
    {
        AdvertisingConfig config = Quick();
        config.maxInterval = interval;
        config.advertisementInterval = true;
        router.advertiser->Configure(ir, config);
        world.RunUntil(Simulator::Now() + Seconds(20));
        const Octets octets = Seen().back().octets;
        const auto message = Seen().back().As<RouterAdvertisement>();
        const auto* option = FindOption<AdvertisementInterval>(message.options);
        ASSERT_NE(option, nullptr);
        EXPECT_EQ(option->milliseconds, wanted);
        const Octets tail(octets.end() - 8, octets.end());
        EXPECT_EQ(tail[0], 7);
        EXPECT_EQ(tail[1], 1);
        EXPECT_EQ(tail[7], wanted & 0xff);
    }
    AdvertisingConfig without = Quick();
    router.advertiser->Configure(ir, without);
    EXPECT_EQ(FindOption<AdvertisementInterval>(router.advertiser->Current(ir)->options), nullptr);
}

TEST_F(RouterAdvertiserTest, HomeAgentTellsItsLinkLayerAddressInAllAdvertisements)
{
    REQ("RFC-069");
    AdvertisingConfig config = Quick();
    config.homeAgent = true;
    router.advertiser->Configure(ir, config);
    world.At(Seconds(1), [&]() { Solicit(); });
    world.RunUntil(Seconds(3));
    router.advertiser->Disable(ir);
    world.RunUntil(Seconds(4));
    ASSERT_GT(Seen().size(), 40U);
    for (const SeenFrame& frame : Seen())
    {
        const auto message = frame.As<RouterAdvertisement>();
        const auto* option = FindOption<SourceLinkLayerAddress>(message.options);
        ASSERT_NE(option, nullptr);
        EXPECT_EQ(option->address, router.Hardware(ir));
    }
    EXPECT_EQ(Seen().back().As<RouterAdvertisement>().routerLifetime, 0);
}

TEST_F(RouterAdvertiserTest, RouterLifetimeIsAtLeastOneSecond)
{
    REQ("RFC-070");
    const auto lifetime = [&](const AdvertisingConfig& config) {
        router.advertiser->Configure(ir, config);
        return router.advertiser->Current(ir)->routerLifetime;
    };
    AdvertisingConfig config = Quick();
    EXPECT_EQ(lifetime(config), 1); // 3 * 70 ms
    config.maxInterval = MilliSeconds(1500);
    EXPECT_EQ(lifetime(config), 5); // 4.5 s
    config.maxInterval = Seconds(600);
    EXPECT_EQ(lifetime(config), 1800);
    config.maxInterval = Seconds(1800);
    EXPECT_EQ(lifetime(config), 5400);
    config.routerLifetime = Seconds(0);
    EXPECT_EQ(lifetime(config), 0);
    config.maxInterval = MilliSeconds(70);
    config.routerLifetime = MilliSeconds(999);
    EXPECT_NE(router.advertiser->Check(config), std::nullopt);
    config.routerLifetime = Seconds(1);
    EXPECT_EQ(lifetime(config), 1);
}

TEST_F(RouterAdvertiserTest, LifetimesOfPrefixesStayOrCountDown)
{
    AdvertisingConfig config = Quick();
    config.prefixes[0].valid = Time::Max();
    config.prefixes[0].preferred = Seconds(100);
    config.prefixes.push_back(OwnPrefix());
    config.prefixes[1].valid = Seconds(20);
    config.prefixes[1].preferred = Seconds(5);
    config.prefixes[1].countsFrom = Simulator::Now();
    router.advertiser->Configure(ir, config);
    const auto lifetimes = [&]() {
        std::vector<uint32_t> found;
        const auto message = router.advertiser->Current(ir);
        for (const auto& option : AllOptions<PrefixInformation>(message->options))
        {
            found.push_back(option.validLifetime);
            found.push_back(option.preferredLifetime);
        }
        return found;
    };
    EXPECT_EQ(lifetimes(), (std::vector<uint32_t>{0xffffffff, 100, 20, 5}));
    world.RunUntil(Seconds(10));
    EXPECT_EQ(lifetimes(), (std::vector<uint32_t>{0xffffffff, 100, 10, 0}));
    world.RunUntil(Seconds(30));
    EXPECT_EQ(lifetimes(), (std::vector<uint32_t>{0xffffffff, 100, 0, 0}));
}

TEST_F(RouterAdvertiserTest, OptionsStandInAnOrderThatStockHostsRead)
{
    AdvertisingConfig config = Quick();
    config.mtu = 1400;
    config.homeAgent = true;
    config.advertisementInterval = true;
    config.homeAgentInformation = HomeAgentInformation{true, 1, 10};
    router.advertiser->Configure(ir, config);
    const auto message = router.advertiser->Current(ir);
    std::vector<std::size_t> order;
    for (const auto& option : message->options)
    {
        order.push_back(option.index());
    }
    EXPECT_EQ(order, (std::vector<std::size_t>{0, 3, 2, 4, 5})); // SLLA, MTU, PIO, 7, 8
    EXPECT_EQ(FindOption<LinkMtu>(message->options)->mtu, 1400U);
    config.sourceLinkLayerAddress = false;
    router.advertiser->Configure(ir, config);
    EXPECT_EQ(FindOption<SourceLinkLayerAddress>(router.advertiser->Current(ir)->options), nullptr);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_router_advertiser_test
