// SPDX-License-Identifier: GPL-2.0-only
// Routers that come and go. RFC 4861 section 6.3, RFC 6275 section 11.5.1.
#include "support/router-discovery-test.h"

#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_router_discovery_routers_test
{

namespace
{

using Type = NeighborMessageType;
using Log = std::vector<std::string>;

TEST_F(RouterDiscoveryTest, SilentRouterIsToldOnceAfterItsInterval)
{
    host.discovery->SetAttribute("MissedAdvertisements", UintegerValue(2));
    Start(false);
    MoveTo(one);
    RouterAdvertisement message = Saying(1000, 1000);
    message.options.emplace_back(AdvertisementInterval{100});
    world.RunUntil(Seconds(1));
    Say(first, message);
    world.RunUntil(Seconds(5));
    EXPECT_EQ(recorder.log, (Log{"up", "silent"}));
    EXPECT_EQ(recorder.times[1], MilliSeconds(1201));
    Say(first, message);
    world.RunUntil(Seconds(10));
    EXPECT_EQ(recorder.log, (Log{"up", "silent", "silent"}));
    EXPECT_EQ(recorder.times[2], MilliSeconds(5201));
    Say(first, Saying(1000, 1000)); // without the option nothing is expected
    world.RunUntil(Seconds(20));
    EXPECT_EQ(recorder.log.size(), 3U);
}

TEST_F(RouterDiscoveryTest, FarewellLosesTheRouterButNotTheAddress)
{
    Advertise();
    StartAdopting();
    MoveTo(one);
    world.RunUntil(Seconds(5));
    first.advertiser->Disable(i1);
    world.RunUntil(Seconds(6));
    EXPECT_EQ(recorder.log, (Log{"up", "ready fd00:1::aa", "lost", "silent"}));
    EXPECT_EQ(recorder.times[2], MilliSeconds(5001));
    EXPECT_EQ(host.interfaces->DefaultRouter(ih), std::nullopt);
    EXPECT_TRUE(host.interfaces->Has(a1, ih));
    EXPECT_TRUE(host.interfaces->IsOnLink(ih, p1));
    EXPECT_EQ(host.discovery->CurrentRouter(ih), std::nullopt);
    EXPECT_EQ(host.discovery->RoutersHeard(ih).size(), 1U);
}

TEST_F(RouterDiscoveryTest, RouterThatBecomesAHostIsLost)
{
    StartAdopting();
    MoveTo(one);
    world.RunUntil(Seconds(1));
    Say(first, Saying(1000, 1000));
    NeighborAdvertisement message;
    message.target = LinkLocal(first);
    message.options.emplace_back(TargetLinkLayerAddress{first.Hardware(i1)});
    first.SendRaw(i1,
                  MakePacket(message, LinkLocal(first), Ipv6Address("ff02::1")),
                  Mac48Address("33:33:00:00:00:01"));
    world.RunUntil(Seconds(2));
    EXPECT_EQ(recorder.log, (Log{"up", "lost"}));
    EXPECT_EQ(host.interfaces->DefaultRouter(ih), std::nullopt);
}

TEST_F(RouterDiscoveryTest, HandoverMakesBeforeItBreaks)
{
    Advertise();
    StartAdopting();
    MoveTo(one);
    world.At(Seconds(10), [&]() { MoveTo(two); });
    world.RunUntil(Seconds(15));
    // Both are adopted: the old address is still there, the new router is the default.
    EXPECT_TRUE(host.interfaces->Has(a1, ih));
    EXPECT_TRUE(host.interfaces->Has(a2, ih));
    EXPECT_EQ(host.interfaces->DefaultRouter(ih), LinkLocal(second));
    host.discovery->Abandon(ih, LinkLocal(first));
    EXPECT_FALSE(host.interfaces->Has(a1, ih));
    EXPECT_FALSE(host.interfaces->IsOnLink(ih, p1));
    EXPECT_TRUE(host.interfaces->Has(a2, ih));
    EXPECT_TRUE(host.interfaces->IsOnLink(ih, p2));
    EXPECT_EQ(host.interfaces->DefaultRouter(ih), LinkLocal(second));
    EXPECT_EQ(recorder.log.back(), "gone fd00:1::aa");
    EXPECT_EQ(host.discovery->RoutersHeard(ih).size(), 2U); // known all the same
    host.discovery->Forget(ih, LinkLocal(first));
    EXPECT_EQ(host.discovery->RoutersHeard(ih).size(), 1U);
}

TEST_F(RouterDiscoveryTest, AbandonKeepsWhatAnotherRouterAdvertises)
{
    auto& other = world.NewNode();
    const uint32_t io = other.AddInterface(one);
    StartAdopting();
    MoveTo(one);
    world.RunUntil(Seconds(1));
    Say(first, Saying(1000, 1000));
    Say(other, Saying(1000, 1000));
    world.RunUntil(Seconds(5));
    EXPECT_EQ(host.interfaces->DefaultRouter(ih), other.interfaces->LinkLocalAddress(io));
    Say(first, Saying(1000, 1000)); // does not take the default route back
    EXPECT_EQ(host.interfaces->DefaultRouter(ih), other.interfaces->LinkLocalAddress(io));
    host.discovery->Abandon(ih, LinkLocal(first));
    EXPECT_TRUE(host.interfaces->Has(a1, ih));
    EXPECT_TRUE(host.interfaces->IsOnLink(ih, p1));
    host.discovery->Abandon(ih, other.interfaces->LinkLocalAddress(io));
    EXPECT_FALSE(host.interfaces->Has(a1, ih));
    EXPECT_EQ(host.interfaces->DefaultRouter(ih), std::nullopt);
}

/// The two routers share a link-local address; the prefix with R tells them apart.
TEST_F(RouterDiscoveryTest, RouterWithTheSameLinkLocalAddressIsAnother)
{
    const Ipv6Address shared("fe80::1");
    const auto say = [&](NeighborNode& router, const char* address, bool withAddress) {
        RouterAdvertisement message;
        message.routerLifetime = 1800;
        message.options.emplace_back(SourceLinkLayerAddress{router.Hardware(1)});
        message.options.emplace_back(
            PrefixInformation{64, true, true, withAddress, 1000, 1000, Ipv6Address(address)});
        router.SendRaw(1,
                       MakePacket(message, shared, Ipv6Address("ff02::1")),
                       Mac48Address("33:33:00:00:00:01"));
        world.RunUntil(Simulator::Now() + Seconds(3));
    };
    StartAdopting();
    MoveTo(one);
    say(first, "fd00:1::1", true);
    say(first, "fd00:1::1", true);
    EXPECT_EQ(recorder.log, (Log{"up", "ready fd00:1::aa"}));
    MoveTo(two);
    say(second, "fd00:2::1", true);
    EXPECT_EQ(recorder.log,
              (Log{"up",
                   "ready fd00:1::aa",
                   "down",
                   "up",
                   "replaced",
                   "gone fd00:1::aa",
                   "ready fd00:2::aa"}));
    EXPECT_EQ(host.interfaces->NeighborLinkLayer(ih, shared), second.Hardware(i2));
    // Without R it cannot be known.
    MoveTo(one);
    say(first, "fd00:1::", false);
    EXPECT_EQ(recorder.log.back(), "ready fd00:1::aa");
    EXPECT_TRUE(host.interfaces->Has(a2, ih));
}

TEST_F(RouterDiscoveryTest, LinkDownEndsProbes)
{
    Advertise();
    StartAdopting();
    MoveTo(one);
    world.RunUntil(MilliSeconds(700));
    ASSERT_EQ(host.discovery->AddressesOf(ih).size(), 1U);
    MoveTo(nullptr);
    EXPECT_TRUE(host.discovery->AddressesOf(ih).empty());
    EXPECT_FALSE(host.proxy->IsProbing(a1, ih));
    world.RunUntil(Seconds(3));
    EXPECT_EQ(recorder.log[1], "down");
    EXPECT_FALSE(host.interfaces->Has(a1));
    MoveTo(one);
    world.RunUntil(Seconds(6));
    EXPECT_TRUE(host.interfaces->Has(a1, ih));
}

// --- Is a router there?

TEST_F(RouterDiscoveryTest, RouterThatIsThereAnswersAUnicastSolicitation)
{
    Advertise();
    StartAdopting();
    MoveTo(one);
    world.RunUntil(Seconds(5));
    std::vector<bool> results;
    const std::size_t before = world.Seen(one, Type::NEIGHBOR_SOLICITATION).size();
    host.discovery->ProbeRouter(ih, LinkLocal(first), [&](bool isThere) {
        results.push_back(isThere);
        EXPECT_EQ(Simulator::Now(), MilliSeconds(5002));
    });
    world.RunUntil(Seconds(9));
    EXPECT_EQ(results, (std::vector<bool>{true}));
    const auto solicitations = world.Seen(one, Type::NEIGHBOR_SOLICITATION);
    ASSERT_EQ(solicitations.size(), before + 1);
    NeighborSolicitation wanted;
    wanted.target = LinkLocal(first);
    wanted.options.emplace_back(SourceLinkLayerAddress{host.Hardware(ih)});
    EXPECT_EQ(solicitations.back().octets,
              MakePacket(wanted, host.interfaces->LinkLocalAddress(ih), LinkLocal(first)));
    EXPECT_EQ(solicitations.back().to, first.Hardware(i1));
}

TEST_F(RouterDiscoveryTest, RouterThatIsGoneDoesNot)
{
    Advertise();
    StartAdopting();
    MoveTo(one);
    world.RunUntil(Seconds(5));
    one->Detach(first.Device(i1));
    std::vector<std::pair<bool, Time>> results;
    const auto note = [&](bool isThere) { results.emplace_back(isThere, Simulator::Now()); };
    host.discovery->ProbeRouter(ih, LinkLocal(first), [](bool) { FAIL(); }); // asked again
    host.discovery->ProbeRouter(ih, LinkLocal(first), note);
    world.RunUntil(Seconds(20));
    ASSERT_EQ(results.size(), 1U);
    EXPECT_FALSE(results[0].first);
    EXPECT_EQ(results[0].second, Seconds(8));
    // The link goes: no need to wait.
    host.discovery->ProbeRouter(ih, LinkLocal(first), note);
    world.At(Seconds(21), [&]() { MoveTo(nullptr); });
    world.RunUntil(Seconds(30));
    ASSERT_EQ(results.size(), 2U);
    EXPECT_EQ(results[1].second, Seconds(21));
}

} // namespace

} // namespace ns3::nemo::tests::mip6_router_discovery_routers_test
