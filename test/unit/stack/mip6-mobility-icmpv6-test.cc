// SPDX-License-Identifier: GPL-2.0-only
#include "unit/stack/mobility-icmpv6-fixture.h"

#include "ns3/icmpv6-l4-protocol.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/nemo-traffic-echo.h"
#include "ns3/string.h"
#include "ns3/udp-socket-factory.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_mobility_icmpv6_test
{

namespace
{

using Type = NeighborMessageType;

/// Notes what it sees, and takes it or not.
struct Watcher : Icmpv6Observer
{
    bool OnIcmpv6(const Icmpv6Delivery& delivery) override
    {
        types.push_back(delivery.type);
        interfaces.push_back(delivery.interface);
        octets.push_back(delivery.octets);
        sizes.push_back(delivery.packet->GetSize());
        if (action)
        {
            action();
        }
        return takes;
    }

    bool takes{false};
    std::function<void()> action;
    std::vector<uint8_t> types;
    std::vector<uint32_t> interfaces;
    std::vector<Octets> octets;
    std::vector<uint32_t> sizes;
};

TEST_F(MobilityIcmpv6Test, ObserversSeeAllOfAMessageInTheirOrder)
{
    Watcher first;
    Watcher second;
    b.icmpv6->AddObserver(&first);
    b.icmpv6->AddObserver(&second);
    const auto message = EncodeNeighborMessage(SomeAdvertisement(), addressA, addressB);
    Inject(MakePacket(message, addressA, addressB));
    first.takes = true;
    Inject(MakePacket(message, addressA, addressB));
    ASSERT_EQ(first.types, (std::vector<uint8_t>{136, 136}));
    EXPECT_EQ(first.octets[0], message);
    EXPECT_EQ(first.sizes[0], message.size());
    EXPECT_EQ(first.interfaces[0], ib);
    EXPECT_EQ(second.types.size(), 1U);
    b.icmpv6->RemoveObserver(&first);
    b.icmpv6->RemoveObserver(&second);
}

TEST_F(MobilityIcmpv6Test, ObserverMayRemoveItselfAndOthers)
{
    Watcher first;
    Watcher second;
    b.icmpv6->AddObserver(&first);
    b.icmpv6->AddObserver(&second);
    first.action = [&]() {
        b.icmpv6->RemoveObserver(&first);
        b.icmpv6->RemoveObserver(&second);
    };
    Inject(MakePacket(SomeAdvertisement(), addressA, addressB));
    Inject(MakePacket(SomeAdvertisement(), addressA, addressB));
    EXPECT_EQ(first.types.size(), 1U);
    EXPECT_TRUE(second.types.empty());
    EXPECT_DEATH(
        {
            b.icmpv6->AddObserver(&first);
            b.icmpv6->AddObserver(&first);
        },
        "only once");
}

// An error in other words than those that came: InterfaceTable notes its path MTU, ns-3 learns it.
TEST_F(MobilityIcmpv6Test, WhatIsRedeliveredPassesTheObserversAndNs3ButNoTrace)
{
    Watcher watcher;
    b.icmpv6->AddObserver(&watcher);
    int traced = 0;

    struct Trace
    {
        int& count;

        void Note(uint8_t, const Octets&, uint32_t)
        {
            ++count;
        }
    } trace{traced};

    b.icmpv6->TraceConnectWithoutContext("Received", MakeCallback(&Trace::Note, &trace));
    OctetWriter message;
    message.Append({2, 0, 0, 0, 0, 0, 0x05, 0x14}); // Packet Too Big, 1300 octets
    message.Append({0x60, 0, 0, 0, 0, 8, 17, 64});
    message.Address(addressB);
    message.Address(addressA);
    message.Zero(8);
    Ipv6Header header;
    header.SetSource(addressA);
    header.SetDestination(addressB);
    b.icmpv6->Redeliver(message.Get(), header, ib);
    EXPECT_EQ(watcher.types, std::vector<uint8_t>{2});
    EXPECT_EQ(watcher.octets, std::vector<Octets>{message.Get()});
    EXPECT_EQ(watcher.interfaces, std::vector<uint32_t>{ib});
    EXPECT_EQ(traced, 0);
    // ns-3 cuts what it sends there from now on.
    auto socket = OpenSocket(b);
    world.At(Seconds(1),
             [&]() { socket->SendTo(Create<Packet>(1400), 0, Inet6SocketAddress(addressA, 9)); });
    world.RunUntil(Seconds(2));
    int fragments = 0;
    for (const SeenFrame& frame : world.Seen(link))
    {
        fragments += frame.NextHeader() == 44;
        EXPECT_LE(frame.octets.size(), 1300U);
    }
    EXPECT_EQ(fragments, 2);
    b.icmpv6->RemoveObserver(&watcher);
}

TEST_F(MobilityIcmpv6Test, TakenMessageDoesNotReachTheNeighbourCache)
{
    Watcher taker;
    taker.takes = true;
    b.interfaces->LearnNeighbor(ib, addressA, Mac48Address("02:00:00:00:00:01"));
    auto message = SomeAdvertisement();
    message.override = true;
    b.icmpv6->AddObserver(&taker);
    Inject(MakePacket(message, addressA, addressB));
    // AddressProxy looks, but only a taken message stops: here the taker comes last.
    EXPECT_EQ(b.interfaces->NeighborLinkLayer(ib, addressA), Mac48Address("02:00:00:00:00:01"));
    b.icmpv6->RemoveObserver(&taker);
    Inject(MakePacket(message, addressA, addressB));
    EXPECT_EQ(b.interfaces->NeighborLinkLayer(ib, addressA), a.Hardware(ia));
}

TEST_F(MobilityIcmpv6Test, InvalidMessagesAreDroppedUnseen)
{
    Watcher watcher;
    b.icmpv6->AddObserver(&watcher);
    const Octets good = EncodeNeighborMessage(SomeAdvertisement(), addressA, addressB);
    Inject(MakePacket(good, addressA, addressB, 254));
    EXPECT_EQ(b.drops["bad-hop-limit"], 1);
    for (std::size_t i = 0; i < good.size(); ++i)
    {
        Octets bad = good;
        bad[i] ^= 0x10;
        Inject(MakePacket(bad, addressA, addressB));
    }
    EXPECT_EQ(b.drops["bad-checksum"], static_cast<int>(good.size()));
    Octets code = good;
    code[1] = 1;
    WriteIcmpv6Checksum(code, addressA, addressB);
    Inject(MakePacket(code, addressA, addressB));
    EXPECT_EQ(b.drops["bad-code"], 1);
    Inject(MakePacket(Octets(good.begin(), good.begin() + 3), addressA, addressB));
    EXPECT_EQ(b.drops["truncated"], 1);
    EXPECT_TRUE(watcher.types.empty());
    // An echo request may have come a long way.
    Octets echo{128, 0, 0, 0, 0, 1, 0, 1};
    WriteIcmpv6Checksum(echo, addressA, addressB);
    Inject(MakePacket(echo, addressA, addressB, 3));
    EXPECT_EQ(watcher.types, (std::vector<uint8_t>{128}));
    b.icmpv6->RemoveObserver(&watcher);
}

TEST_F(MobilityIcmpv6Test, AddressIsPreferredAndNothingIsSentWhenItIsAdded)
{
    world.RunUntil(Seconds(100));
    EXPECT_TRUE(world.Seen(link).empty());
    for (uint32_t i = 0; i < a.ipv6->GetNAddresses(ia); ++i)
    {
        EXPECT_EQ(a.ipv6->GetAddress(ia, i).GetState(), Ipv6InterfaceAddress::PREFERRED);
    }
}

TEST_F(MobilityIcmpv6Test, AdvertisementOfARouterConfiguresNothing)
{
    RouterAdvertisement message;
    message.routerLifetime = 1800;
    message.options.emplace_back(
        PrefixInformation{64, true, true, false, 1000, 1000, Ipv6Address("fd00:9::")});
    b.interfaces->SetForwarding(ib, false);
    Inject(MakePacket(message, a.interfaces->LinkLocalAddress(ia), addressB));
    EXPECT_EQ(b.ipv6->GetNAddresses(ib), 2U);
    EXPECT_FALSE(b.interfaces->IsOnLink(ib, NetworkPrefix(Ipv6Address("fd00:9::"), 64)));
}

/// ns-3 loses the first packets of both when their solicitations cross.
TEST_F(MobilityIcmpv6Test, NothingIsLostWhenSolicitationsCross)
{
    for (int offset = 0; offset <= 4000; offset += 250)
    {
        NeighborWorld another;
        auto wire = another.NewLink();
        auto& left = another.NewNode();
        auto& right = another.NewNode();
        left.interfaces->AddAddress(left.AddInterface(wire), addressA, 64, true);
        right.interfaces->AddAddress(right.AddInterface(wire), addressB, 64, true);
        left.icmpv6->SetAttribute("SolicitationJitter",
                                  StringValue("ns3::ConstantRandomVariable[Constant=0]"));
        right.icmpv6->SetAttribute("SolicitationJitter",
                                   StringValue("ns3::ConstantRandomVariable[Constant=0]"));
        auto one = OpenSocket(left);
        auto two = OpenSocket(right);
        another.At(Seconds(1), [&]() {
            one->SendTo(Create<Packet>(10), 0, Inet6SocketAddress(addressB, 9));
            one->SendTo(Create<Packet>(10), 0, Inet6SocketAddress(addressB, 9));
        });
        another.At(Seconds(1) + MicroSeconds(offset), [&]() {
            two->SendTo(Create<Packet>(10), 0, Inet6SocketAddress(addressA, 9));
            two->SendTo(Create<Packet>(10), 0, Inet6SocketAddress(addressA, 9));
        });
        another.RunUntil(Seconds(2));
        EXPECT_EQ(CountReceived(two), 2U) << offset;
        EXPECT_EQ(CountReceived(one), 2U) << offset;
    }
}

TEST_F(MobilityIcmpv6Test, PacketsThatWaitLeaveAtOnceWhenAProxyAnswers)
{
    auto& proxy = world.NewNode();
    const uint32_t ip = proxy.AddInterface(link);
    const Ipv6Address absent("fd00:1::99");
    proxy.interfaces->AddAddress(ip, Ipv6Address("fd00:1::3"), 64, true);
    proxy.proxy->Answer(absent, ip, false);
    auto socket = OpenSocket(a);
    world.At(Seconds(1),
             [&]() { socket->SendTo(Create<Packet>(10), 0, Inet6SocketAddress(absent, 9)); });
    world.RunUntil(Seconds(2));
    // One solicitation, and the packet goes to the proxy: no resolution of the proxy itself.
    EXPECT_EQ(world.Seen(link, Type::NEIGHBOR_SOLICITATION).size(), 1U);
    ASSERT_GE(world.Seen(link).size(), 3U);
    EXPECT_EQ(world.Seen(link)[2].to, proxy.Hardware(ip));
    EXPECT_EQ(world.Seen(link)[2].Destination(), absent);
}

/// The checksum is verified although ChecksumEnabled is off: ns-3 writes it always.
TEST_F(MobilityIcmpv6Test, StockNodeIsUnderstood)
{
    auto node = CreateObject<Node>();
    InternetStackHelper stack;
    stack.SetIpv4StackInstall(false);
    stack.Install(node);
    auto device = CreateObject<MobileLinkDevice>();
    device->SetAddress(Mac48Address::Allocate());
    node->AddDevice(device);
    link->Attach(device);
    auto ipv6 = node->GetObject<Ipv6L3Protocol>();
    const uint32_t interface = ipv6->AddInterface(device);
    ipv6->SetUp(interface);
    ipv6->AddAddress(interface, Ipv6InterfaceAddress(Ipv6Address("fd00:1::7"), Ipv6Prefix(64)));
    EchoPlan plan;
    plan.destination = addressA;
    auto ping = CreateObject<EchoSource>();
    ping->SetPlan(plan);
    node->AddApplication(ping);
    ping->SetStartTime(Seconds(3));
    ping->SetStopTime(Seconds(5.5));
    // And an error of ours to it: port unreachable.
    world.RunUntil(Seconds(4));
    auto socket = Socket::CreateSocket(node, UdpSocketFactory::GetTypeId());
    socket->SendTo(Create<Packet>(10), 0, Inet6SocketAddress(addressA, 4711));
    world.RunUntil(Seconds(20));
    int replies = 0;
    for (const SeenFrame& frame : world.Seen(link))
    {
        replies += frame.Icmpv6Type() == 129;
        EXPECT_TRUE(frame.Icmpv6Type() == 0 || frame.HasGoodChecksum());
    }
    EXPECT_EQ(replies, 3);
    EXPECT_TRUE(a.drops.empty());
}

TEST(MobilityIcmpv6Install, ComesBeforeInterfaces)
{
    auto node = CreateObject<Node>();
    EXPECT_DEATH(MobilityIcmpv6::Install(node), "IPv6 stack");
    {
        NeighborWorld world;
        auto& other = world.NewNode();
        other.AddInterface(world.NewLink());
        EXPECT_DEATH(MobilityIcmpv6::Install(other.node), "before the node gets");
    }
    node->Dispose();
    Simulator::Destroy();
}

} // namespace

} // namespace ns3::nemo::tests::mip6_mobility_icmpv6_test
