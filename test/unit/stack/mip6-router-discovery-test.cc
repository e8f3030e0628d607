// SPDX-License-Identifier: GPL-2.0-only
#include "support/neighbor-world.h"

#include "ns3/inet6-socket-address.h"
#include "ns3/ipv6-route.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <sstream>

namespace ns3::nemo::tests
{

namespace
{

using Type = NeighborMessageType;
using State = FormedAddress::State;

/// Writes down what it is told, and does what the test says.
struct Recorder : RouterDiscoveryListener
{
    void OnLinkUp(uint32_t) override
    {
        Write("up");
    }

    void OnLinkDown(uint32_t) override
    {
        Write("down");
    }

    void OnAdvertisement(uint32_t interface, const HeardRouter& router) override
    {
        ++advertisements;
        last = router;
        if (onAdvertisement)
        {
            onAdvertisement(interface, router);
        }
    }

    void OnRouterSilent(uint32_t, const HeardRouter&) override
    {
        Write("silent");
    }

    void OnRouterLost(uint32_t, const HeardRouter&) override
    {
        Write("lost");
    }

    void OnRouterReplaced(uint32_t, const HeardRouter&) override
    {
        Write("replaced");
    }

    void OnAddressReady(uint32_t, const Ipv6Address& address, const NetworkPrefix&) override
    {
        Write("ready", address);
    }

    void OnAddressRefused(uint32_t, const Ipv6Address& address) override
    {
        Write("refused", address);
    }

    void OnAddressDeprecated(uint32_t, const Ipv6Address& address) override
    {
        Write("deprecated", address);
    }

    void OnAddressGone(uint32_t, const Ipv6Address& address) override
    {
        Write("gone", address);
    }

    void Write(const std::string& what, std::optional<Ipv6Address> address = std::nullopt)
    {
        std::ostringstream text;
        text << what;
        if (address)
        {
            text << " " << *address;
        }
        log.push_back(text.str());
        times.push_back(Simulator::Now());
    }

    std::vector<std::string> log;
    std::vector<Time> times;
    int advertisements{0};
    HeardRouter last;
    std::function<void(uint32_t, const HeardRouter&)> onAdvertisement;
};

using Log = std::vector<std::string>;

/// Two links with a router each, and a host with one interface that is on none at first.
class RouterDiscoveryTest : public ::testing::Test
{
  protected:
    RouterDiscoveryTest()
    {
        for (auto* router : {&first, &second})
        {
            router->interfaces->SetForwarding(1, true);
        }
        first.interfaces->AddAddress(1, Ipv6Address("fd00:1::1"), 64, true);
        second.interfaces->AddAddress(1, Ipv6Address("fd00:2::1"), 64, true);
        host.discovery->SetAttribute("MaxRandomDadDelay", TimeValue(Seconds(0)));
    }

    static AdvertisingConfig Config(const char* address)
    {
        AdvertisingConfig config;
        config.minInterval = MilliSeconds(300);
        config.maxInterval = MilliSeconds(500);
        config.advertisementInterval = true;
        AdvertisedPrefix prefix;
        prefix.address = Ipv6Address(address);
        prefix.router = true;
        config.prefixes.push_back(prefix);
        return config;
    }

    /// Both routers advertise.
    void Advertise()
    {
        first.advertiser->Configure(1, Config("fd00:1::1"));
        second.advertiser->Configure(1, Config("fd00:2::1"));
    }

    /// The host runs with interface identifier ::aa and a listener that adopts everybody.
    void StartAdopting(bool solicit = true)
    {
        recorder.onAdvertisement = [this](uint32_t interface, const HeardRouter& router) {
            if (!host.discovery->IsAdopted(interface, router.linkLocal))
            {
                host.discovery->Adopt(interface, router.linkLocal, {});
            }
        };
        Start(solicit);
    }

    void Start(bool solicit = true)
    {
        host.discovery->SetListener(ih, &recorder);
        StartPlain(solicit);
    }

    void StartPlain(bool solicit = true)
    {
        RouterDiscovery::Config config;
        config.interfaceIdentifier = 0xaa;
        config.solicitOnLinkUp = solicit;
        host.discovery->Start(ih, config);
    }

    void MoveTo(Ptr<MobileLink> link)
    {
        if (link)
        {
            link->Attach(host.Device(ih));
        }
        else
        {
            host.Device(ih)->GetLink()->Detach(host.Device(ih));
        }
    }

    /// A router says something by hand, from its link-local address.
    void Say(NeighborNode& router, const RouterAdvertisement& message)
    {
        router.SendRaw(1,
                       MakePacket(message, LinkLocal(router), Ipv6Address("ff02::1")),
                       Mac48Address("33:33:00:00:00:01"));
        world.RunUntil(Simulator::Now() + MilliSeconds(10));
    }

    static RouterAdvertisement Saying(uint32_t valid, uint32_t preferred, uint16_t lifetime = 1800)
    {
        RouterAdvertisement message;
        message.routerLifetime = lifetime;
        message.options.emplace_back(
            PrefixInformation{64, true, true, false, valid, preferred, Ipv6Address("fd00:1::")});
        return message;
    }

    static Ipv6Address LinkLocal(const NeighborNode& router)
    {
        return router.interfaces->LinkLocalAddress(1);
    }

    NeighborWorld world;
    Ptr<MobileLink> one = world.NewLink();
    Ptr<MobileLink> two = world.NewLink();
    NeighborNode& first = world.NewNode();
    NeighborNode& second = world.NewNode();
    NeighborNode& host = world.NewNode();
    const uint32_t i1 = first.AddInterface(one);
    const uint32_t i2 = second.AddInterface(two);
    const uint32_t ih = host.AddInterface(nullptr);
    const Ipv6Address a1{"fd00:1::aa"};
    const Ipv6Address a2{"fd00:2::aa"};
    const NetworkPrefix p1{Ipv6Address("fd00:1::"), 64};
    const NetworkPrefix p2{Ipv6Address("fd00:2::"), 64};
    Recorder recorder;
};

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

// --- Addresses

TEST_F(RouterDiscoveryTest, AddressIsProbedAndThenAdded)
{
    StartAdopting();
    MoveTo(one);
    world.RunUntil(Seconds(1));
    Say(first, Saying(1000, 500));
    const auto probes = world.Seen(one, Type::NEIGHBOR_SOLICITATION);
    // The link is new: first the link-local address, then the new one.
    ASSERT_EQ(probes.size(), 2U);
    EXPECT_EQ(probes[0].As<NeighborSolicitation>().target, host.interfaces->LinkLocalAddress(ih));
    EXPECT_EQ(probes[1].As<NeighborSolicitation>().target, a1);
    EXPECT_EQ(probes[1].Source(), Ipv6Address::GetAny());
    EXPECT_EQ(probes[1].at, MilliSeconds(1001));
    EXPECT_FALSE(host.interfaces->Has(a1));
    EXPECT_EQ(host.discovery->AddressesOf(ih)[0].state, State::TENTATIVE);
    world.RunUntil(Seconds(5));
    EXPECT_TRUE(host.interfaces->Has(a1, ih));
    EXPECT_EQ(recorder.log, (Log{"up", "ready fd00:1::aa"}));
    EXPECT_EQ(recorder.times[1], MilliSeconds(2001));
    EXPECT_EQ(host.discovery->AddressesOf(ih)[0].state, State::PREFERRED);
}

TEST_F(RouterDiscoveryTest, RandomDelayOfTheProbeIsAnAttribute)
{
    host.discovery->SetAttribute("MaxRandomDadDelay", TimeValue(Seconds(1)));
    host.proxy->SetAttribute("ProbeDelay",
                             StringValue("ns3::ConstantRandomVariable[Constant=0.5]"));
    StartAdopting();
    MoveTo(one);
    world.RunUntil(Seconds(1));
    Say(first, Saying(1000, 500));
    world.RunUntil(Seconds(5));
    const auto probes = world.Seen(one, Type::NEIGHBOR_SOLICITATION);
    ASSERT_EQ(probes.size(), 2U);
    EXPECT_EQ(probes[0].at, MilliSeconds(1001)); // an earlier message was sent on this link
    EXPECT_EQ(probes[1].at, MilliSeconds(1501));
    EXPECT_EQ(recorder.times.back(), MilliSeconds(2501));
}

TEST_F(RouterDiscoveryTest, AddressOfAnotherIsRefusedAndNotTriedAgain)
{
    auto& owner = world.NewNode();
    owner.interfaces->AddAddress(owner.AddInterface(one), a1, 64, true);
    StartAdopting();
    MoveTo(one);
    world.RunUntil(Seconds(1));
    Say(first, Saying(1000, 500));
    Say(first, Saying(1000, 500));
    world.RunUntil(Seconds(5));
    EXPECT_EQ(recorder.log, (Log{"up", "refused fd00:1::aa"}));
    EXPECT_FALSE(host.interfaces->Has(a1));
    EXPECT_EQ(host.discovery->AddressesOf(ih)[0].state, State::REFUSED);
    EXPECT_EQ(world.Seen(one, Type::NEIGHBOR_SOLICITATION).size(), 2U);
    // On the link once more it may be free.
    owner.interfaces->RemoveAddress(1, a1);
    MoveTo(nullptr);
    MoveTo(one);
    Say(first, Saying(1000, 500));
    world.RunUntil(Seconds(10));
    EXPECT_EQ(recorder.log.back(), "ready fd00:1::aa");
}

TEST_F(RouterDiscoveryTest, DuplicateLinkLocalAddressIsTold)
{
    auto& owner = world.NewNode();
    const uint32_t io = owner.AddInterface(one);
    owner.interfaces->AddAddress(io, host.interfaces->LinkLocalAddress(ih), 64, false);
    StartAdopting();
    MoveTo(one);
    world.RunUntil(Seconds(1));
    Say(first, Saying(0, 0));
    world.RunUntil(Seconds(5));
    std::ostringstream text;
    text << "refused " << host.interfaces->LinkLocalAddress(ih);
    EXPECT_EQ(recorder.log, (Log{"up", text.str()}));
}

TEST_F(RouterDiscoveryTest, LinkLocalAddressIsProbedOncePerLink)
{
    StartAdopting();
    const auto probes = [&]() {
        std::size_t count = 0;
        for (const auto& link : {one, two})
        {
            for (const auto& frame : world.Seen(link, Type::NEIGHBOR_SOLICITATION))
            {
                count += frame.As<NeighborSolicitation>().target ==
                         host.interfaces->LinkLocalAddress(ih);
            }
        }
        return count;
    };
    MoveTo(one);
    world.RunUntil(Seconds(1));
    Say(first, Saying(100, 100));
    EXPECT_EQ(probes(), 1U);
    host.discovery->Adopt(ih, LinkLocal(first), {});
    world.RunUntil(Seconds(2));
    EXPECT_EQ(probes(), 1U);
    RouterDiscovery::AdoptOptions options;
    options.probeLinkLocal = true;
    host.discovery->Adopt(ih, LinkLocal(first), options);
    world.RunUntil(Seconds(3));
    EXPECT_EQ(probes(), 2U);
    MoveTo(two);
    recorder.onAdvertisement = [&](uint32_t interface, const HeardRouter& router) {
        RouterDiscovery::AdoptOptions quiet;
        quiet.probeLinkLocal = false; // home again, and the home agent defends it
        host.discovery->Adopt(interface, router.linkLocal, quiet);
    };
    Say(second, Saying(100, 100));
    world.RunUntil(Seconds(4));
    EXPECT_EQ(probes(), 2U);
}

TEST_F(RouterDiscoveryTest, PrefixesThatGiveNoAddress)
{
    StartAdopting();
    MoveTo(one);
    world.RunUntil(Seconds(1));
    RouterAdvertisement message;
    message.routerLifetime = 100;
    const auto add = [&](uint8_t length,
                         bool autonomous,
                         uint32_t valid,
                         uint32_t preferred,
                         const char* prefix) {
        message.options.emplace_back(PrefixInformation{length,
                                                       true,
                                                       autonomous,
                                                       false,
                                                       valid,
                                                       preferred,
                                                       Ipv6Address(prefix)});
    };
    add(64, false, 100, 100, "fd00:1::"); // not autonomous
    add(64, true, 100, 101, "fd00:2::");  // preferred longer than valid
    add(64, true, 0, 0, "fd00:3::");      // not valid
    add(48, true, 100, 100, "fd00:4::");  // too short for an identifier of 64 bits
    add(64, true, 100, 100, "fe80::");    // link-local
    add(200, true, 100, 100, "fd00:5::"); // no such length
    Say(first, message);
    EXPECT_TRUE(host.discovery->AddressesOf(ih).empty());
    EXPECT_TRUE(host.interfaces->IsOnLink(ih, p1));
    EXPECT_FALSE(host.interfaces->IsOnLink(ih, p2));
    EXPECT_FALSE(host.interfaces->IsOnLink(ih, NetworkPrefix(Ipv6Address("fd00:3::"), 64)));
    EXPECT_TRUE(host.interfaces->IsOnLink(ih, NetworkPrefix(Ipv6Address("fd00:4::"), 48)));
    EXPECT_EQ(recorder.last.prefixes.size(), 3U);
}

TEST_F(RouterDiscoveryTest, AdoptOptionsSayWhatIsFormed)
{
    RouterDiscovery::AdoptOptions options;
    options.exceptFrom.push_back(p1);
    Start();
    MoveTo(one);
    world.RunUntil(Seconds(1));
    RouterAdvertisement message = Saying(100, 100);
    message.options.emplace_back(
        PrefixInformation{64, true, true, false, 100, 100, Ipv6Address("fd00:2::")});
    Say(first, message);
    EXPECT_TRUE(host.discovery->AddressesOf(ih).empty()); // nobody adopted it
    EXPECT_EQ(host.interfaces->DefaultRouter(ih), std::nullopt);
    host.discovery->Adopt(ih, LinkLocal(first), options);
    host.discovery->Adopt(ih, Ipv6Address("fe80::99"), {}); // never heard
    ASSERT_EQ(host.discovery->AddressesOf(ih).size(), 1U);
    EXPECT_EQ(host.discovery->AddressesOf(ih)[0].address, a2);
    Say(first, message);
    EXPECT_EQ(host.discovery->AddressesOf(ih).size(), 1U);
    world.RunUntil(Seconds(5));
    options.exceptFrom.clear();
    options.configureAddresses = false;
    options.makeDefault = false;
    host.discovery->Adopt(ih, LinkLocal(first), options);
    EXPECT_TRUE(host.discovery->AddressesOf(ih).empty());
    EXPECT_EQ(host.interfaces->DefaultRouter(ih), std::nullopt);
    EXPECT_EQ(recorder.log, (Log{"up", "ready fd00:2::aa", "gone fd00:2::aa"}));
    EXPECT_TRUE(host.interfaces->IsOnLink(ih, p1));
}

TEST_F(RouterDiscoveryTest, AddressThatTheRoleAddedIsLeftToIt)
{
    host.interfaces->AddAddress(ih, a1, 64, true); // a home address
    StartAdopting();
    MoveTo(one);
    world.RunUntil(Seconds(1));
    Say(first, Saying(100, 100));
    EXPECT_TRUE(host.discovery->AddressesOf(ih).empty());
    host.discovery->Stop(ih);
    EXPECT_TRUE(host.interfaces->Has(a1, ih));
}

TEST_F(RouterDiscoveryTest, Peer_21_AdvertisedAgainTheAddressStays)
{
    auto config = Config("fd00:1::1");
    config.minInterval = Seconds(8);
    config.maxInterval = Seconds(10);
    config.prefixes[0].valid = Seconds(30);
    config.prefixes[0].preferred = Seconds(20);
    first.advertiser->Configure(i1, config);
    StartAdopting();
    MoveTo(one);
    world.RunUntil(Seconds(600));
    EXPECT_TRUE(host.interfaces->Has(a1, ih));
    EXPECT_EQ(recorder.log.back(), "ready fd00:1::aa");
    // Then it says nothing more.
    first.advertiser->Reset();
    const Time last = recorder.last.lastHeard;
    recorder.log.clear();
    recorder.times.clear();
    world.RunUntil(Seconds(700));
    ASSERT_EQ(recorder.log, (Log{"silent", "deprecated fd00:1::aa", "lost", "gone fd00:1::aa"}));
    EXPECT_EQ(recorder.times[0], last + Seconds(10));
    EXPECT_EQ(recorder.times[1], last + Seconds(20));
    EXPECT_EQ(recorder.times[2], last + Seconds(30)); // 3 maximum intervals
    EXPECT_EQ(recorder.times[3], last + Seconds(30));
    EXPECT_FALSE(host.interfaces->Has(a1));
    EXPECT_FALSE(host.interfaces->IsOnLink(ih, p1));
    EXPECT_EQ(host.interfaces->DefaultRouter(ih), std::nullopt);
}

/// RFC 4862 section 5.5.3 (e): nobody can take an address away at once.
TEST_F(RouterDiscoveryTest, ValidLifetimeIsNotCutBelowTwoHours)
{
    StartAdopting();
    MoveTo(one);
    world.RunUntil(Seconds(1));
    Say(first, Saying(100000, 100000));
    world.RunUntil(Seconds(10));
    Say(first, Saying(10, 0));
    ASSERT_EQ(host.discovery->AddressesOf(ih).size(), 1U);
    EXPECT_EQ(host.discovery->AddressesOf(ih)[0].validUntil, Seconds(7210) + MilliSeconds(1));
    EXPECT_EQ(host.discovery->AddressesOf(ih)[0].state, State::DEPRECATED);
    EXPECT_EQ(recorder.log.back(), "deprecated fd00:1::aa");
    world.RunUntil(Seconds(20));
    Say(first, Saying(10, 0)); // less than two hours left: no effect
    EXPECT_EQ(host.discovery->AddressesOf(ih)[0].validUntil, Seconds(7210) + MilliSeconds(1));
    Say(first, Saying(8000, 4000)); // longer again
    EXPECT_EQ(host.discovery->AddressesOf(ih)[0].state, State::PREFERRED);
    EXPECT_GT(host.discovery->AddressesOf(ih)[0].validUntil, Seconds(8000));
    Say(first, Saying(0xffffffff, 0xffffffff));
    EXPECT_EQ(host.discovery->AddressesOf(ih)[0].validUntil, Time::Max());
}

// --- Routers that come and go

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

} // namespace ns3::nemo::tests
