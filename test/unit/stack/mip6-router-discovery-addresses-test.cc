// SPDX-License-Identifier: GPL-2.0-only
// The addresses that RouterDiscovery forms. RFC 4862 section 5.5.
#include "support/router-discovery-test.h"

#include "ns3/string.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_router_discovery_addresses_test
{

namespace
{

using Type = NeighborMessageType;
using State = FormedAddress::State;
using Log = std::vector<std::string>;

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

} // namespace

} // namespace ns3::nemo::tests::mip6_router_discovery_addresses_test
