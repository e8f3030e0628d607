// SPDX-License-Identifier: GPL-2.0-only
// How much of what is advertised RouterDiscovery keeps: anybody on the link can advertise.
#include "support/neighbor-world.h"

#include "ns3/simulator.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_router_discovery_bounds_test
{

namespace
{

/// A plain host on a link, and somebody who advertises whatever he likes.
class RouterDiscoveryBoundsTest : public ::testing::Test
{
  protected:
    RouterDiscoveryBoundsTest()
    {
        host.discovery->Start(ih, {});
    }

    /// Advertise as that router, with so many prefixes, from that number on.
    void Advertise(uint16_t router, uint16_t prefixes = 0, uint16_t from = 0)
    {
        RouterAdvertisement message;
        message.routerLifetime = 100;
        for (uint16_t i = from; i < from + prefixes; ++i)
        {
            PrefixInformation option;
            option.prefix = Numbered(0xfd, i, 2);
            option.prefixLength = 64;
            option.onLink = true;
            option.autonomous = true;
            option.validLifetime = 1000;
            option.preferredLifetime = 1000;
            message.options.emplace_back(option);
        }
        const Ipv6Address group("ff02::1");
        forger.SendRaw(forgery,
                       MakePacket(message, Router(router), group),
                       Mac48Address::GetMulticast(group));
        world.RunUntil(Simulator::Now() + MilliSeconds(10));
    }

    static Ipv6Address Numbered(uint8_t first, uint16_t number, std::size_t at)
    {
        uint8_t octets[16]{first, static_cast<uint8_t>(first == 0xfe ? 0x80 : 0)};
        octets[at] = static_cast<uint8_t>(number >> 8);
        octets[at + 1] = static_cast<uint8_t>(number);
        return Ipv6Address(octets);
    }

    static Ipv6Address Router(uint16_t number)
    {
        return Numbered(0xfe, number, 14);
    }

    NeighborWorld world;
    Ptr<MobileLink> link = world.NewLink();
    NeighborNode& host = world.NewNode();
    NeighborNode& forger = world.NewNode();
    const uint32_t ih = host.AddInterface(link);
    const uint32_t forgery = forger.AddInterface(link);
};

TEST_F(RouterDiscoveryBoundsTest, SoManyRoutersAreKeptAndTheOthersAreCounted)
{
    constexpr auto MOST = static_cast<uint16_t>(RouterDiscovery::MOST_ROUTERS);
    for (uint16_t i = 1; i <= MOST + 7; ++i)
    {
        Advertise(i);
    }
    EXPECT_EQ(host.discovery->RoutersHeard(ih).size(), MOST);
    EXPECT_EQ(host.drops["too-many-routers"], 7);
    // Those that are known are heard on; and time makes room.
    Advertise(1);
    EXPECT_EQ(host.drops["too-many-routers"], 7);
    world.RunUntil(Seconds(200));
    Advertise(999);
    EXPECT_EQ(host.drops["too-many-routers"], 7);
    EXPECT_EQ(host.discovery->CurrentRouter(ih)->linkLocal, Router(999));
}

TEST_F(RouterDiscoveryBoundsTest, SoManyAddressesAreFormedAndTheOthersAreCounted)
{
    constexpr auto MOST = static_cast<uint16_t>(RouterDiscovery::MOST_ADDRESSES);
    Advertise(1, MOST);
    EXPECT_EQ(host.drops["too-many-addresses"], 0);
    Advertise(1, MOST + 3);
    EXPECT_EQ(host.discovery->AddressesOf(ih).size(), MOST);
    EXPECT_EQ(host.drops["too-many-addresses"], 3);
}

TEST_F(RouterDiscoveryBoundsTest, SoManyPrefixesOfARouterAreKeptAndTheMessageIsCounted)
{
    constexpr auto MOST = static_cast<uint16_t>(HeardRouter::MOST_PREFIXES);
    Advertise(1, MOST / 2);
    Advertise(1, MOST / 2, MOST / 2);
    EXPECT_EQ(host.drops["too-many-prefixes"], 0);
    Advertise(1, 6, MOST - 3);
    EXPECT_EQ(host.drops["too-many-prefixes"], 1);
    EXPECT_EQ(host.discovery->RoutersHeard(ih).at(0).prefixes.size(), MOST);
    EXPECT_TRUE(host.interfaces->IsOnLink(ih, NetworkPrefix(Numbered(0xfd, MOST - 1, 2), 64)));
    EXPECT_FALSE(host.interfaces->IsOnLink(ih, NetworkPrefix(Numbered(0xfd, MOST, 2), 64)));
}

} // namespace

} // namespace ns3::nemo::tests::mip6_router_discovery_bounds_test
