// SPDX-License-Identifier: GPL-2.0-only
// Solicitations, plain hosts, what is not believed, start and stop of RouterDiscovery.
// IPv6 Ready, mobile node: rules of Router Solicitations and Advertisements.
#include "support/router-discovery-test.h"

#include "ns3/inet6-socket-address.h"
#include "ns3/ipv6-route.h"
#include "ns3/string.h"
#include "ns3/udp-socket-factory.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_router_discovery_test
{

namespace
{

using Type = NeighborMessageType;
using State = FormedAddress::State;
using Log = std::vector<std::string>;

// --- Solicitations

TEST_F(RouterDiscoveryTest, Peer_18_SolicitationLeavesAtLinkUpFromTheLinkLocalAddress)
{
    Advertise();
    Start();
    world.At(Seconds(3), [&]() { MoveTo(one); });
    world.RunUntil(Seconds(5));
    const auto solicitations = world.Seen(one, Type::ROUTER_SOLICITATION);
    ASSERT_EQ(solicitations.size(), 1U); // answered: no other
    EXPECT_EQ(solicitations[0].at, Seconds(3));
    RouterSolicitation wanted;
    wanted.options.emplace_back(SourceLinkLayerAddress{host.Hardware(ih)});
    EXPECT_EQ(solicitations[0].octets,
              MakePacket(wanted, host.interfaces->LinkLocalAddress(ih), Ipv6Address("ff02::2")));
    EXPECT_EQ(solicitations[0].to, Mac48Address("33:33:00:00:00:02"));
    EXPECT_EQ(recorder.log, (Log{"up"}));
}

TEST_F(RouterDiscoveryTest, SolicitationsAreRepeatedThreeTimesInAll)
{
    Start();
    world.At(Seconds(1), [&]() { MoveTo(one); });
    world.RunUntil(Seconds(60));
    const auto solicitations = world.Seen(one, Type::ROUTER_SOLICITATION);
    ASSERT_EQ(solicitations.size(), 3U);
    EXPECT_EQ(solicitations[1].at, Seconds(5));
    EXPECT_EQ(solicitations[2].at, Seconds(9));
    // Again, when told; but not without a link.
    host.discovery->Solicit(ih);
    world.RunUntil(Seconds(61));
    EXPECT_EQ(world.Seen(one, Type::ROUTER_SOLICITATION).size(), 4U);
    MoveTo(nullptr);
    host.discovery->Solicit(ih);
    world.RunUntil(Seconds(80));
    EXPECT_EQ(world.Seen(one, Type::ROUTER_SOLICITATION).size(), 4U);
}

TEST_F(RouterDiscoveryTest, OnlyADefaultRouterEndsTheSearch)
{
    Start();
    MoveTo(one);
    world.RunUntil(Seconds(1));
    Say(first, Saying(100, 100, 0));
    world.RunUntil(Seconds(5));
    EXPECT_EQ(world.Seen(one, Type::ROUTER_SOLICITATION).size(), 2U);
    Say(first, Saying(100, 100, 10));
    world.RunUntil(Seconds(20));
    EXPECT_EQ(world.Seen(one, Type::ROUTER_SOLICITATION).size(), 2U);
}

TEST_F(RouterDiscoveryTest, SolicitationMayBeDelayedOrLeftOut)
{
    host.discovery->SetAttribute("MaxRtrSolicitationDelay", TimeValue(Seconds(1)));
    host.discovery->SetAttribute("SolicitationDelayVariable",
                                 StringValue("ns3::ConstantRandomVariable[Constant=0.25]"));
    Start(false);
    MoveTo(one);
    world.RunUntil(Seconds(10));
    EXPECT_TRUE(world.Seen(one).empty());
    Start(true); // the link is up already
    world.RunUntil(Seconds(11));
    const auto solicitations = world.Seen(one, Type::ROUTER_SOLICITATION);
    ASSERT_EQ(solicitations.size(), 1U);
    EXPECT_EQ(solicitations[0].at, MilliSeconds(10250));
}

// --- A plain host

TEST_F(RouterDiscoveryTest, PlainHostConfiguresItself)
{
    Advertise();
    StartPlain();
    world.At(Seconds(3), [&]() { MoveTo(one); });
    world.RunUntil(Seconds(5));
    EXPECT_TRUE(host.interfaces->Has(a1, ih));
    EXPECT_EQ(host.interfaces->DefaultRouter(ih), LinkLocal(first));
    EXPECT_TRUE(host.interfaces->IsOnLink(ih, p1));
    // Its default router is resolved by what it said of itself.
    EXPECT_EQ(host.interfaces->NeighborLinkLayer(ih, LinkLocal(first)), first.Hardware(i1));
    EXPECT_EQ(host.interfaces->IsNeighborRouter(ih, LinkLocal(first)), true);
    ASSERT_EQ(host.discovery->AddressesOf(ih).size(), 1U);
    EXPECT_EQ(host.discovery->AddressesOf(ih)[0].state, State::PREFERRED);
    EXPECT_EQ(host.discovery->CurrentRouter(ih)->globalAddresses,
              (std::vector<Ipv6Address>{Ipv6Address("fd00:1::1")}));
}

TEST_F(RouterDiscoveryTest, PlainHostLeavesALinkBehind)
{
    Advertise();
    StartPlain();
    MoveTo(one);
    world.At(Seconds(10), [&]() { MoveTo(two); });
    world.RunUntil(Seconds(20));
    EXPECT_EQ(host.interfaces->DefaultRouter(ih), LinkLocal(second));
    EXPECT_TRUE(host.interfaces->Has(a2, ih));
    EXPECT_FALSE(host.interfaces->Has(a1, ih));
    EXPECT_FALSE(host.interfaces->IsOnLink(ih, p1));
    EXPECT_EQ(host.discovery->RoutersHeard(ih).size(), 1U);
}

TEST_F(RouterDiscoveryTest, PlainHostTakesTheNextRouterWhenOneIsLost)
{
    auto& other = world.NewNode();
    const uint32_t io = other.AddInterface(one);
    other.interfaces->SetForwarding(io, true);
    auto config = Config("fd00:3::1");
    config.routerLifetime = Seconds(9);
    other.advertiser->Configure(io, config);
    config = Config("fd00:1::1");
    config.routerLifetime = Seconds(4);
    first.advertiser->Configure(i1, config);
    StartPlain();
    MoveTo(one);
    world.RunUntil(Seconds(5));
    const auto chosen = host.discovery->CurrentRouter(ih)->linkLocal;
    auto& loser = chosen == LinkLocal(first) ? first : other;
    auto& winner = chosen == LinkLocal(first) ? other : first;
    // Both are used for addresses, one is the default router, and it stays.
    EXPECT_EQ(host.discovery->AddressesOf(ih).size(), 2U);
    loser.advertiser->Reset();
    world.RunUntil(Seconds(20));
    EXPECT_EQ(host.interfaces->DefaultRouter(ih), LinkLocal(winner));
    EXPECT_EQ(host.discovery->AddressesOf(ih).size(), 2U); // an address outlives its router
    // The last one is lost as well: solicit.
    const std::size_t before = world.Seen(one, Type::ROUTER_SOLICITATION).size();
    winner.advertiser->Disable(1);
    world.RunUntil(Seconds(21));
    EXPECT_EQ(host.interfaces->DefaultRouter(ih), std::nullopt);
    EXPECT_GT(world.Seen(one, Type::ROUTER_SOLICITATION).size(), before);
}

// --- What is not believed

TEST_F(RouterDiscoveryTest, InvalidAdvertisementsAreDropped)
{
    StartAdopting();
    MoveTo(one);
    world.RunUntil(Seconds(1));
    const Mac48Address group("33:33:00:00:00:01");
    const Ipv6Address all("ff02::1");
    const auto message = Saying(100, 100);
    first.SendRaw(i1, MakePacket(message, Ipv6Address("fd00:1::1"), all), group);
    first.SendRaw(i1, MakePacket(message, LinkLocal(first), all, 254), group);
    Octets bad = EncodeNeighborMessage(message, LinkLocal(first), all);
    bad[17] = 0; // an option of length 0
    WriteIcmpv6Checksum(bad, LinkLocal(first), all);
    first.SendRaw(i1, MakePacket(bad, LinkLocal(first), all), group);
    world.RunUntil(Seconds(2));
    EXPECT_EQ(recorder.advertisements, 0);
    EXPECT_EQ(host.drops["bad-address"], 1);
    EXPECT_EQ(host.drops["bad-hop-limit"], 1);
    EXPECT_EQ(host.drops["bad-option-length"], 1);
}

TEST_F(RouterDiscoveryTest, RedirectIsIgnored)
{
    StartAdopting();
    MoveTo(one);
    world.RunUntil(Seconds(1));
    Say(first, Saying(1000, 1000));
    world.RunUntil(Seconds(5));
    OctetWriter writer;
    writer.U32(137U << 24);
    writer.U32(0);
    writer.Address(Ipv6Address("fe80::99"));
    writer.Address(Ipv6Address("fd00:9::9"));
    writer.U8(2);
    writer.U8(1);
    writer.Zero(6);
    writer.U8(4); // the packet that is redirected
    writer.U8(1);
    writer.Zero(6);
    Octets message = writer.Release();
    WriteIcmpv6Checksum(message, LinkLocal(first), a1);
    first.SendRaw(i1, MakePacket(message, LinkLocal(first), a1), host.Hardware(ih));
    world.RunUntil(Seconds(6));
    EXPECT_EQ(host.interfaces->NeighborLinkLayer(ih, Ipv6Address("fe80::99")), std::nullopt);
    auto routing = host.node->GetObject<Ipv6L3Protocol>()->GetRoutingProtocol();
    Ipv6Header header;
    header.SetDestination(Ipv6Address("fd00:9::9"));
    Socket::SocketErrno error;
    auto route = routing->RouteOutput(nullptr, header, nullptr, error);
    ASSERT_TRUE(route);
    EXPECT_EQ(route->GetGateway(), LinkLocal(first));
}

// --- Start and stop

TEST_F(RouterDiscoveryTest, StopTakesEverythingBackWithoutAWord)
{
    Advertise();
    StartAdopting();
    MoveTo(one);
    world.RunUntil(Seconds(5));
    const Log before = recorder.log;
    host.discovery->ProbeRouter(ih, LinkLocal(first), [](bool) { FAIL(); });
    host.discovery->Reset();
    EXPECT_FALSE(host.discovery->IsRunning(ih));
    EXPECT_FALSE(host.interfaces->Has(a1));
    EXPECT_FALSE(host.interfaces->IsOnLink(ih, p1));
    EXPECT_EQ(host.interfaces->DefaultRouter(ih), std::nullopt);
    world.RunUntil(Seconds(50));
    EXPECT_EQ(recorder.log, before);
    // And commands do nothing.
    host.discovery->Solicit(ih);
    host.discovery->Adopt(ih, LinkLocal(first), {});
    host.discovery->Abandon(ih, LinkLocal(first));
    host.discovery->ProbeRouter(ih, LinkLocal(first), [](bool) { FAIL(); });
    EXPECT_TRUE(host.discovery->RoutersHeard(ih).empty());
    EXPECT_EQ(host.discovery->CurrentRouter(ih), std::nullopt);
    // From the beginning again.
    StartAdopting();
    world.RunUntil(Seconds(55));
    EXPECT_TRUE(host.interfaces->Has(a1, ih));
}

TEST_F(RouterDiscoveryTest, ListenerMayStopItFromWithin)
{
    Advertise();
    Start();
    recorder.onAdvertisement = [&](uint32_t interface, const HeardRouter& router) {
        host.discovery->Adopt(interface, router.linkLocal, {});
        host.discovery->Abandon(interface, router.linkLocal);
        host.discovery->Stop(interface);
    };
    MoveTo(one);
    world.RunUntil(Seconds(5));
    EXPECT_EQ(recorder.advertisements, 1);
    EXPECT_FALSE(host.discovery->IsRunning(ih));
}

/// The same streams, the same octets at the same times.
TEST(RouterDiscoveryRuns, AreRepeatable)
{
    std::vector<std::vector<std::pair<Time, Octets>>> runs;
    for (int run = 0; run < 2; ++run)
    {
        NeighborWorld world;
        auto link = world.NewLink();
        auto& router = world.NewNode();
        auto& host = world.NewNode();
        const uint32_t ir = router.AddInterface(link);
        const uint32_t ih = host.AddInterface(link);
        AdvertisingConfig config;
        config.minInterval = MilliSeconds(50);
        config.maxInterval = MilliSeconds(1500);
        AdvertisedPrefix prefix;
        prefix.address = Ipv6Address("fd00:1::1");
        config.prefixes.push_back(prefix);
        router.interfaces->AddAddress(ir, prefix.address, 64, true);
        router.advertiser->Configure(ir, config);
        host.discovery->Start(ih, {});
        auto socket = Socket::CreateSocket(host.node, UdpSocketFactory::GetTypeId());
        for (int i = 0; i < 20; ++i)
        {
            world.At(Seconds(3 + 5 * i), [&]() {
                socket->SendTo(Create<Packet>(10), 0, Inet6SocketAddress(prefix.address, 9));
            });
        }
        world.RunUntil(Seconds(100));
        auto& seen = runs.emplace_back();
        for (const SeenFrame& frame : world.Seen(link))
        {
            seen.emplace_back(frame.at, frame.octets);
        }
    }
    EXPECT_GT(runs[0].size(), 100U);
    EXPECT_EQ(runs[0], runs[1]);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_router_discovery_test
