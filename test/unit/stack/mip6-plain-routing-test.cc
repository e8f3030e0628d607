// SPDX-License-Identifier: GPL-2.0-only
// Routes of the other protocols while an interface has no address.
#include "support/chain-test.h"

#include "ns3/ipv6-route.h"
#include "ns3/mip6-plain-routing.h"
#include "ns3/ripng-helper.h"
#include "ns3/simple-net-device.h"
#include "ns3/tcp-socket-factory.h"

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
        const auto device = CreateObject<SimpleNetDevice>();
        device->SetAddress(Mac48Address::Allocate());
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
    ASSERT_TRUE(Others(HA).IsLinkAddressLacking());
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
    EXPECT_EQ(drops.size(), 1U) << "it ended once";
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

// ns-3 gives a connection the source of the moment in which it begins.
TEST_F(PlainRoutingTest, AConnectionBegunWithoutASourceSendsNothing)
{
    chain.At(CN).Carry();
    CountDrops(CN);
    const uint32_t interface = chain.RightInterface(CN);
    LoseAddress(CN, interface, ChainTopology::Address(0, 1));
    Tap tap(chain.At(CN), interface);
    const auto socket = Socket::CreateSocket(chain.At(CN).node, TcpSocketFactory::GetTypeId());
    Simulator::Schedule(Seconds(1), [&] {
        socket->Bind6();
        socket->Connect(Inet6SocketAddress(ChainTopology::Address(2, 2), 9));
    });
    Simulator::Schedule(Seconds(2), [&] {
        chain.At(CN).ipv6->AddAddress(
            interface,
            Ipv6InterfaceAddress(ChainTopology::Address(0, 1), Ipv6Prefix(64)));
    });
    Run();
    EXPECT_TRUE(tap.packets.empty());
    EXPECT_GE(drops[DropReason::NO_SOURCE], 2) << "the first segment, and that again";
}

// RFC 4291 section 2.7: the scope is in the last four bits, whatever the flags before them.
TEST_F(PlainRoutingTest, GroupsOfTheLinkStayOnIt)
{
    const auto left = chain.At(HA).ipv6->GetNetDevice(chain.LeftInterface(HA));
    const auto linkLocal =
        chain.At(HA).ipv6->GetInterface(chain.LeftInterface(HA))->GetLinkLocalAddress();
    Ipv6StaticRoutingHelper()
        .GetStaticRouting(chain.At(HA).ipv6)
        ->SetDefaultRoute(ChainTopology::Address(1, 2), chain.RightInterface(HA));
    for (const bool isLacking : {false, true})
    {
        Ipv6Header header;
        header.SetDestination(Ipv6Address("ff12::7"));
        Socket::SocketErrno error = Socket::ERROR_NOROUTETOHOST;
        const auto route = chain.At(HA).routing->RouteOutput(nullptr, header, left, error);
        ASSERT_TRUE(route);
        EXPECT_EQ(error, Socket::ERROR_NOTERROR);
        EXPECT_EQ(route->GetOutputDevice(), left);
        EXPECT_TRUE(route->GetGateway().IsAny());
        EXPECT_EQ(route->GetSource(), linkLocal.GetAddress());
        header.SetSource(ChainTopology::Address(0, 2));
        EXPECT_EQ(chain.At(HA).routing->RouteOutput(nullptr, header, left, error)->GetSource(),
                  ChainTopology::Address(0, 2));
        header.SetDestination(Ipv6Address("ff11::7"));
        EXPECT_NE(
            chain.At(HA).routing->RouteOutput(nullptr, header, left, error)->GetOutputDevice(),
            left)
            << "not even for the link";
        if (!isLacking)
        {
            LoseAddress(HA, chain.RightInterface(HA), ChainTopology::Address(1, 1));
        }
    }
    Tap tap(chain.At(HA), chain.RightInterface(HA));
    Tap other(chain.At(HA), chain.LeftInterface(HA));
    SendAt(1, Socket6(HA), Ipv6Address("ff12::7"), 10);
    SendAt(2, Socket6(HA, ChainTopology::Address(0, 2)), Ipv6Address("ff11::7"), 10);
    Run();
    EXPECT_TRUE(tap.packets.empty());
    EXPECT_TRUE(other.packets.empty());
    EXPECT_EQ(drops[DropReason::BEYOND_SCOPE], 2) << "of which link, or of none";
}

// Of routes that are equal ns-3 takes the last.
TEST_F(PlainRoutingTest, WhoHasASourceOnOneOfTwoWaysTakesThat)
{
    const auto table = Ipv6StaticRoutingHelper().GetStaticRouting(chain.At(HA).ipv6);
    table->AddNetworkRouteTo("fd00:b::", 64, ChainTopology::Address(0, 1), chain.LeftInterface(HA));
    table
        ->AddNetworkRouteTo("fd00:b::", 64, ChainTopology::Address(1, 2), chain.RightInterface(HA));
    EXPECT_EQ(Others(HA).ExitTo(ELSEWHERE), std::optional(chain.RightInterface(HA)));
    LoseAddress(HA, chain.RightInterface(HA), ChainTopology::Address(1, 1));
    const auto route = RouteFor(HA, Ipv6Address::GetAny(), ELSEWHERE);
    ASSERT_TRUE(route);
    EXPECT_EQ(route->GetSource(), ChainTopology::Address(0, 2));
    EXPECT_EQ(route->GetOutputDevice(), chain.At(HA).ipv6->GetNetDevice(chain.LeftInterface(HA)));
    const auto other = RouteFor(HA, ChainTopology::Address(0, 2), ELSEWHERE);
    EXPECT_EQ(other->GetOutputDevice(), chain.At(HA).ipv6->GetNetDevice(chain.RightInterface(HA)));
}

// RFC 4291 section 2.5.6: no router forwards what ns-3 would send by such a route.
TEST_F(PlainRoutingTest, NoSourceIsOfTheLinkBecauseTheRouterIs)
{
    const uint32_t left = chain.LeftInterface(HA);
    const auto table = Ipv6StaticRoutingHelper().GetStaticRouting(chain.At(HA).ipv6);
    table->AddNetworkRouteTo("fd00:b::", 64, Ipv6Address("fe80::99"), left);
    LoseAddress(HA, chain.RightInterface(HA), ChainTopology::Address(1, 1));
    const auto route = RouteFor(HA, Ipv6Address::GetAny(), ELSEWHERE);
    ASSERT_TRUE(route);
    EXPECT_EQ(route->GetGateway(), Ipv6Address("fe80::99"));
    EXPECT_EQ(route->GetSource(), ChainTopology::Address(0, 2));
}

// RFC 6724 section 4, RFC 4443 section 2.2: a router may write from any of its addresses.
TEST_F(PlainRoutingTest, ARouterTellsErrorsFromAnAddressThatItHas)
{
    LoseAddress(HA, chain.LeftInterface(HA), ChainTopology::Address(0, 2));
    Ipv6StaticRoutingHelper()
        .GetStaticRouting(chain.At(HA).ipv6)
        ->AddNetworkRouteTo("fd00:0::", 64, chain.LeftInterface(HA));
    Tap back(chain.At(HA), chain.LeftInterface(HA));
    Ipv6Header header;
    header.SetSource(ChainTopology::Address(0, 1));
    header.SetDestination(ChainTopology::Address(2, 2));
    header.SetNextHeader(59);
    header.SetHopLimit(1);
    auto packet = Create<Packet>();
    packet->AddHeader(header);
    InjectAt(1, HA, chain.LeftInterface(HA), OctetsOf(packet));
    Run();
    ASSERT_EQ(back.packets.size(), 1U);
    constexpr std::size_t SOURCE = 8;
    EXPECT_EQ(back.packets[0][40], 3) << "Time Exceeded";
    EXPECT_EQ(OctetReader(back.packets[0].data() + SOURCE, 16).Address(),
              ChainTopology::Address(1, 1));
}

TEST_F(PlainRoutingTest, AnInterfaceCountsBeforeItIsSetUp)
{
    EXPECT_FALSE(Others(HA).IsAddressLacking());
    const auto device = CreateObject<SimpleNetDevice>();
    device->SetAddress(Mac48Address::Allocate());
    chain.At(HA).node->AddDevice(device);
    chain.At(HA).ipv6->AddInterface(device);
    EXPECT_TRUE(Others(HA).IsLinkAddressLacking());
}

/// A router that has its default route from RIPng.
class RipngBesideTest : public ::testing::Test
{
  protected:
    RipngBesideTest()
    {
        RipNgHelper ripng;
        Ipv6StaticRoutingHelper fixed;
        Ipv6ListRoutingHelper list;
        list.Add(fixed, 0);
        list.Add(ripng, 5);
        InternetStackHelper internet;
        internet.SetIpv4StackInstall(false);
        internet.SetRoutingHelper(list);
        node.node = CreateObject<Node>();
        internet.Install(node.node);
        node.ipv6 = node.node->GetObject<Ipv6L3Protocol>();
        node.Carry();
        first = AddInterface();
        second = AddInterface();
        node.ipv6->AddAddress(first,
                              Ipv6InterfaceAddress(Ipv6Address("fd00:1::1"), Ipv6Prefix(64)));
        node.ipv6->AddAddress(second,
                              Ipv6InterfaceAddress(Ipv6Address("fd00:2::1"), Ipv6Prefix(64)));
        ripng.SetDefaultRouter(node.node, "fe80::9", second);
    }

    ~RipngBesideTest() override
    {
        // ns-3's RIPng can end only when it has begun.
        Simulator::Stop(Time(0));
        Simulator::Run();
        Simulator::Destroy();
    }

    uint32_t AddInterface()
    {
        const auto device = CreateObject<SimpleNetDevice>();
        device->SetAddress(Mac48Address::Allocate());
        node.node->AddDevice(device);
        const uint32_t number = node.ipv6->AddInterface(device);
        node.ipv6->SetUp(number);
        return number;
    }

    /// Interface, next hop and source of a route.
    std::string RouteTo(const char* destination, uint32_t interface = 0)
    {
        Ipv6Header header;
        header.SetDestination(Ipv6Address(destination));
        const auto route = node.routing->Others().Find(
            header,
            interface == 0 ? nullptr : node.ipv6->GetNetDevice(interface));
        std::ostringstream text;
        if (route)
        {
            text << node.ipv6->GetInterfaceForDevice(route->GetOutputDevice()) << " "
                 << route->GetGateway() << " " << route->GetSource();
        }
        return text.str();
    }

    CarryingNode node;
    uint32_t first;
    uint32_t second;
};

// What RIPng knows is the same whether or not it can be left to choose sources.
TEST_F(RipngBesideTest, IsAskedAsIfNothingWereLacking)
{
    const std::vector<std::pair<const char*, uint32_t>> questions{{"fd00:1::9", 0},
                                                                  {"fd00:2::9", 0},
                                                                  {"fd00:9::9", 0},
                                                                  {"fd00:9::9", first},
                                                                  {"fd00:1::9", first},
                                                                  {"fd00:1::9", second},
                                                                  {"ff0e::9", 0},
                                                                  {"ff0e::9", second}};
    std::vector<std::string> before;
    for (const auto& [destination, interface] : questions)
    {
        before.push_back(RouteTo(destination, interface));
    }
    EXPECT_EQ(before[0], std::to_string(first) + " :: fd00:1::1");
    EXPECT_EQ(before[2], std::to_string(second) + " fe80::9 fd00:2::1");
    EXPECT_EQ(before[3], "");
    ASSERT_FALSE(node.routing->Others().IsAddressLacking());
    const uint32_t bare = AddInterface();
    ASSERT_TRUE(node.routing->Others().IsAddressLacking());
    for (std::size_t i = 0; i < questions.size(); ++i)
    {
        EXPECT_EQ(RouteTo(questions[i].first, questions[i].second), before[i]) << i;
    }
    EXPECT_EQ(RouteTo("fd00:9::9", bare), "");
}

TEST_F(RipngBesideTest, LeadsByAnInterfaceWithoutAnAddress)
{
    ASSERT_TRUE(node.ipv6->RemoveAddress(second, Ipv6Address("fd00:2::1")));
    EXPECT_EQ(RouteTo("fd00:9::9"), std::to_string(second) + " fe80::9 ::");
    EXPECT_EQ(RouteTo("fd00:9::9", second), std::to_string(second) + " fe80::9 ::");
    EXPECT_EQ(RouteTo("ff0e::9"), "") << "from where?";
}

} // namespace

} // namespace ns3::nemo::tests::mip6_plain_routing_test
