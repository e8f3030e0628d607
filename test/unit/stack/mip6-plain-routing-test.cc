// SPDX-License-Identifier: GPL-2.0-only
// Routes of the other protocols while an interface has no address.
#include "support/chain-test.h"

#include "ns3/ipv6-route.h"
#include "ns3/mip6-plain-routing.h"

#include <gtest/gtest.h>
#include <random>
#include <set>
#include <sstream>
#include <string>

namespace ns3::nemo::tests::mip6_plain_routing_test
{

namespace
{

const Ipv6Address ELSEWHERE("fd00:b::99");

class PlainRoutingTest : public ChainTest
{
  protected:
    PlainRoutingTest()
    {
        chain.At(HA).Carry();
        CountDrops(HA);
    }

    const PlainRouting& Others(ChainTopology::Place place)
    {
        return chain.At(place).routing->Others();
    }

    /// One more interface, which has no address but the link-local one.
    Ptr<NetDevice> AddBareInterface(ChainTopology::Place place)
    {
        const auto device = CreateObject<VirtualNetDevice>();
        device->SetAddress(Mac48Address::Allocate());
        device->SetNeedsArp(false);
        chain.At(place).node->AddDevice(device);
        chain.At(place).ipv6->SetUp(chain.At(place).ipv6->AddInterface(device));
        return device;
    }

    static std::string Text(Ptr<Ipv6Route> route)
    {
        std::ostringstream text;
        if (route)
        {
            text << route->GetDestination() << " by " << route->GetGateway() << " and device "
                 << route->GetOutputDevice()->GetIfIndex() << " from " << route->GetSource();
        }
        return text.str();
    }

    Ptr<Ipv6Route> RouteFor(ChainTopology::Place place,
                            const Ipv6Address& source,
                            const Ipv6Address& destination)
    {
        Ipv6Header header;
        header.SetSource(source);
        header.SetDestination(destination);
        Socket::SocketErrno error = Socket::ERROR_NOTERROR;
        return chain.At(place).routing->RouteOutput(nullptr, header, nullptr, error);
    }

    void LoseAddress(ChainTopology::Place place, uint32_t interface, const Ipv6Address& address)
    {
        ASSERT_TRUE(chain.At(place).ipv6->RemoveAddress(interface, address));
    }
};

TEST_F(PlainRoutingTest, KnowsWhetherAnInterfaceLacksAnAddress)
{
    auto& node = chain.At(HA);
    const uint32_t left = chain.LeftInterface(HA);
    EXPECT_FALSE(Others(HA).IsAddressLacking());
    LoseAddress(HA, left, ChainTopology::Address(0, 2));
    EXPECT_TRUE(Others(HA).IsAddressLacking());
    node.ipv6->AddAddress(left, Ipv6InterfaceAddress(Ipv6Address("fd00:0::7"), Ipv6Prefix(64)));
    EXPECT_FALSE(Others(HA).IsAddressLacking());
    AddBareInterface(HA);
    EXPECT_TRUE(Others(HA).IsAddressLacking());
}

// The same packet takes the same way, whether or not some interface lacks an address.
TEST_F(PlainRoutingTest, LooksStaticRoutesUpAsNs3Does)
{
    std::mt19937 draw(1);
    const auto pick = [&draw](uint32_t count) {
        return std::uniform_int_distribution<uint32_t>(0, count - 1)(draw);
    };
    auto& node = chain.At(HA);
    const auto table = Ipv6StaticRoutingHelper().GetStaticRouting(node.ipv6);
    const auto address = [&pick]() {
        std::ostringstream text;
        text << std::hex << "fd00:" << pick(3) << ":" << pick(2) << "::" << pick(2) + 1;
        return Ipv6Address(text.str().c_str());
    };
    for (int i = 0; i < 40; ++i)
    {
        static const std::vector<uint8_t> LENGTHS{0, 16, 32, 48, 64, 127, 128};
        const Ipv6Prefix prefix(LENGTHS[pick(LENGTHS.size())]);
        const bool isLeft = pick(2) == 0;
        const uint32_t interface = isLeft ? chain.LeftInterface(HA) : chain.RightInterface(HA);
        const Ipv6Address network = address().CombinePrefix(prefix);
        const uint32_t metric = pick(3);
        if (pick(3) == 0)
        {
            table->AddNetworkRouteTo(network, prefix, interface, metric);
            continue;
        }
        table->AddNetworkRouteTo(network,
                                 prefix,
                                 ChainTopology::Address(isLeft ? 0 : 1, isLeft ? 1 : 2),
                                 interface,
                                 pick(2) == 0 ? ChainTopology::Address(1, 7)
                                              : Ipv6Address::GetAny(),
                                 metric);
    }
    const auto bare = AddBareInterface(HA);
    ASSERT_TRUE(Others(HA).IsAddressLacking());
    const std::vector<Ptr<NetDevice>> devices{nullptr,
                                              node.ipv6->GetNetDevice(chain.LeftInterface(HA)),
                                              node.ipv6->GetNetDevice(chain.RightInterface(HA)),
                                              bare};
    std::set<std::string> found;
    for (int i = 0; i < 400; ++i)
    {
        Ipv6Header header;
        header.SetDestination(i == 0 ? Ipv6Address("ff0e::7") : address());
        const auto device = devices[pick(devices.size())];
        Socket::SocketErrno error = Socket::ERROR_NOTERROR;
        const auto route = table->RouteOutput(nullptr, header, device, error);
        EXPECT_EQ(Text(Others(HA).Find(header, device)), Text(route)) << header.GetDestination();
        found.insert(Text(route));
    }
    EXPECT_GT(found.size(), 10U);
}

TEST_F(PlainRoutingTest, ForwardsByAnInterfaceWithoutAnAddress)
{
    auto sink = Socket6(MN);
    LoseAddress(HA, chain.RightInterface(HA), ChainTopology::Address(1, 1));
    SendAt(1, Socket6(CN), ChainTopology::Address(2, 2), 11);
    Run();
    ASSERT_EQ(received.size(), 1U);
    EXPECT_EQ(received[0].first, ChainTopology::Address(0, 1));
    EXPECT_TRUE(drops.empty());
}

TEST_F(PlainRoutingTest, ForwardsNothingThatANodeIsNotToForward)
{
    auto sink = Socket6(MN);
    LoseAddress(HA, chain.RightInterface(HA), ChainTopology::Address(1, 1));
    chain.At(HA).ipv6->SetForwarding(chain.LeftInterface(HA), false);
    SendAt(1, Socket6(CN), ChainTopology::Address(2, 2), 11);
    Run();
    EXPECT_TRUE(received.empty());
}

// RFC 4291 section 2.5.2: the unspecified address is no source of what leaves the link.
TEST_F(PlainRoutingTest, NothingIsSentWithoutASource)
{
    chain.At(CN).Carry();
    CountDrops(CN);
    const uint32_t interface = chain.RightInterface(CN);
    auto sink = Socket6(MN);
    auto source = Socket6(CN);
    Tap tap(chain.At(CN), interface);
    LoseAddress(CN, interface, ChainTopology::Address(0, 1));
    SendAt(1, source, ChainTopology::Address(2, 2), 11);
    Simulator::Schedule(Seconds(2), [&] {
        EXPECT_TRUE(tap.packets.empty());
        EXPECT_EQ(drops[DropReason::NO_SOURCE], 1);
        chain.At(CN).ipv6->AddAddress(
            interface,
            Ipv6InterfaceAddress(ChainTopology::Address(0, 1), Ipv6Prefix(64)));
    });
    SendAt(5, source, ChainTopology::Address(2, 2), 12);
    Run();
    ASSERT_EQ(received.size(), 1U);
    EXPECT_EQ(received[0].second, 12U);
    EXPECT_EQ(drops[DropReason::NO_SOURCE], 1);
}

TEST_F(PlainRoutingTest, WhatHasASourceLeavesByAnInterfaceWithoutOne)
{
    const uint32_t right = chain.RightInterface(HA);
    LoseAddress(HA, right, ChainTopology::Address(1, 1));
    const auto route = RouteFor(HA, ChainTopology::Address(0, 2), ChainTopology::Address(2, 2));
    ASSERT_TRUE(route);
    EXPECT_EQ(route->GetOutputDevice(), chain.At(HA).ipv6->GetNetDevice(right));
    EXPECT_EQ(route->GetGateway(), ChainTopology::Address(1, 2));
    EXPECT_FALSE(RouteFor(HA, ChainTopology::Address(0, 2), ELSEWHERE)) << "no route at all";
    EXPECT_EQ(Others(HA).ExitTo(ChainTopology::Address(2, 2)), std::optional(right));
    EXPECT_EQ(Others(HA).ExitTo(ELSEWHERE), std::nullopt);
}

// RFC 4291 sections 2.5.2 and 2.5.3: a router never forwards these.
TEST_F(PlainRoutingTest, NoRouterForwardsAnUnspecifiedOrLoopbackSource)
{
    auto sink = Socket6(MN);
    Tap right(chain.At(HA), chain.RightInterface(HA));
    for (const char* source : {"::", "::1"})
    {
        Ipv6Header header;
        header.SetSource(Ipv6Address(source));
        header.SetDestination(ChainTopology::Address(2, 2));
        header.SetNextHeader(59);
        header.SetHopLimit(64);
        auto packet = Create<Packet>();
        packet->AddHeader(header);
        InjectAt(1, HA, chain.LeftInterface(HA), OctetsOf(packet));
    }
    Run();
    EXPECT_TRUE(right.packets.empty());
    EXPECT_EQ(drops[DropReason::BAD_ADDRESS], 2);
}

// RFC 6724 section 4: a router takes an address of another interface for a tunnel, which has none.
TEST_F(PlainRoutingTest, ARouterWritesIntoATunnelFromAnotherInterface)
{
    const auto tunnel = AddBareInterface(HA);
    Ipv6StaticRoutingHelper()
        .GetStaticRouting(chain.At(HA).ipv6)
        ->AddNetworkRouteTo(Ipv6Address("fd00:b::"),
                            Ipv6Prefix(64),
                            chain.At(HA).ipv6->GetInterfaceForDevice(tunnel));
    const auto route = RouteFor(HA, Ipv6Address::GetAny(), ELSEWHERE);
    ASSERT_TRUE(route);
    EXPECT_EQ(route->GetOutputDevice(), tunnel);
    EXPECT_EQ(route->GetSource(), ChainTopology::Address(0, 2)) << "the first that it has";
    chain.At(HA).steering->PreferSource(ChainTopology::Address(1, 1));
    EXPECT_EQ(RouteFor(HA, Ipv6Address::GetAny(), ELSEWHERE)->GetSource(),
              ChainTopology::Address(1, 1));
}

} // namespace

} // namespace ns3::nemo::tests::mip6_plain_routing_test
