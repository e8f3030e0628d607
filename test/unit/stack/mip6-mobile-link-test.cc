// SPDX-License-Identifier: GPL-2.0-only
#include "unit/stack/mobile-link-fixture.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/mip6-mobile-link.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

#include <cstdio>
#include <fstream>
#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_mobile_link_test
{

namespace
{

TEST_F(MobileLinkTest, UnicastReachesTheAddressedDeviceOnly)
{
    auto a = NewDevice(link);
    auto b = NewDevice(link);
    NewDevice(link);
    Send(Seconds(1), a, b->GetAddress());
    world.RunUntil(Seconds(2));
    ASSERT_EQ(received.size(), 1U);
    EXPECT_EQ(received[0].node, b->GetNode()->GetId());
    EXPECT_EQ(received[0].size, 1000U);
}

TEST_F(MobileLinkTest, GroupAddressReachesAllButTheSender)
{
    auto a = NewDevice(link);
    auto b = NewDevice(link);
    auto c = NewDevice(link);
    Send(Seconds(1), a, Mac48Address("33:33:00:00:00:01"));
    world.RunUntil(Seconds(2));
    ASSERT_EQ(received.size(), 2U);
    EXPECT_EQ(received[0].node, b->GetNode()->GetId());
    EXPECT_EQ(received[1].node, c->GetNode()->GetId());
}

TEST_F(MobileLinkTest, ArrivalIsSendingTimePlusDelayAndFramesQueue)
{
    link->SetAttribute("DataRate", DataRateValue(DataRate("8Mbps"))); // 1000 octets: 1 ms
    link->SetAttribute("Delay", TimeValue(MilliSeconds(5)));
    auto a = NewDevice(link);
    auto b = NewDevice(link);
    Send(Seconds(1), a, b->GetAddress());
    Send(Seconds(1), a, b->GetAddress(), 500);
    world.RunUntil(Seconds(2));
    ASSERT_EQ(received.size(), 2U);
    EXPECT_EQ(received[0].at, MicroSeconds(1006000));
    EXPECT_EQ(received[1].at, MicroSeconds(1006500));
}

TEST_F(MobileLinkTest, DuplicatesReachEachReceiverTwice)
{
    link->SetAttribute("DuplicateRate", DoubleValue(0.5));
    auto a = NewDevice(link);
    auto b = NewDevice(link);
    for (int i = 0; i < 1000; ++i)
    {
        Send(Seconds(1) + MilliSeconds(i), a, b->GetAddress());
    }
    world.RunUntil(Seconds(3));
    EXPECT_GT(received.size(), 1400U);
    EXPECT_LT(received.size(), 1600U);
    EXPECT_EQ(link->GetLost(FrameLoss::RANDOM), 0U);
}

TEST_F(MobileLinkTest, FramesHeldBackAreOvertaken)
{
    link->SetAttribute("ReorderRate", DoubleValue(0.5));
    link->SetAttribute("ReorderDelay", TimeValue(MilliSeconds(20)));
    link->SetAttribute("Delay", TimeValue(MilliSeconds(5)));
    link->SetAttribute("DataRate", DataRateValue(DataRate(0)));
    auto a = NewDevice(link);
    auto b = NewDevice(link);
    for (uint32_t i = 0; i < 100; ++i)
    {
        Send(Seconds(1) + MilliSeconds(i), a, b->GetAddress(), 100 + i);
    }
    world.RunUntil(Seconds(2));
    ASSERT_EQ(received.size(), 100U);
    std::size_t late = 0;
    std::size_t overtaken = 0;
    for (std::size_t i = 0; i < received.size(); ++i)
    {
        const Time taken = received[i].at - Seconds(1) - MilliSeconds(received[i].size - 100);
        EXPECT_GE(taken, MilliSeconds(5));
        EXPECT_LE(taken, MilliSeconds(25));
        late += taken > MilliSeconds(5) ? 1 : 0;
        overtaken += i > 0 && received[i].size < received[i - 1].size ? 1 : 0;
    }
    EXPECT_GT(late, 30U);
    EXPECT_LT(late, 70U);
    EXPECT_GT(overtaken, 10U);
}

TEST_F(MobileLinkTest, CarriesNothingWhileItIsDown)
{
    link->SetAttribute("Delay", TimeValue(MilliSeconds(10)));
    auto a = NewDevice(link);
    auto b = NewDevice(link);
    Send(MilliSeconds(900), a, b->GetAddress());
    Send(MilliSeconds(995), a, b->GetAddress());  // on its way when the link goes down
    Send(MilliSeconds(1500), a, b->GetAddress()); // refused
    Send(MilliSeconds(2001), a, b->GetAddress());
    const auto set = [this](bool isUp) { link->SetAttribute("Up", BooleanValue(isUp)); };
    NeighborWorld::At(Seconds(1), [=]() { set(false); });
    NeighborWorld::At(MilliSeconds(1500), [this, a]() {
        EXPECT_FALSE(a->IsLinkUp());
        EXPECT_EQ(a->GetLink(), link);
    });
    NeighborWorld::At(Seconds(2), [=]() { set(true); });
    world.RunUntil(Seconds(3));
    EXPECT_TRUE(a->IsLinkUp());
    EXPECT_EQ(received.size(), 2U);
    EXPECT_EQ(link->GetLost(FrameLoss::RECEIVER_LEFT), 1U);
}

TEST_F(MobileLinkTest, FrameDoesNotOutliveTheAttachmentOfItsReceiver)
{
    link->SetAttribute("Delay", TimeValue(MilliSeconds(10)));
    auto a = NewDevice(link);
    auto b = NewDevice(link);
    Send(Seconds(1), a, b->GetAddress());
    Send(Seconds(1), a, a->GetBroadcast());
    // Away and back while both are on their way.
    world.At(MilliSeconds(1003), [&]() { link->Detach(b); });
    world.At(MilliSeconds(1004), [&]() { link->Attach(b); });
    world.RunUntil(Seconds(2));
    EXPECT_TRUE(received.empty());
    EXPECT_EQ(link->GetLost(FrameLoss::RECEIVER_LEFT), 2U);
}

TEST_F(MobileLinkTest, FrameForNobodyIsLost)
{
    auto a = NewDevice(link);
    Send(Seconds(1), a, Mac48Address("02:00:00:00:00:99"));
    Send(Seconds(1), a, a->GetBroadcast()); // a group without members is no loss
    world.RunUntil(Seconds(2));
    EXPECT_EQ(link->GetLost(FrameLoss::NO_RECEIVER), 1U);
}

TEST_F(MobileLinkTest, LossRateIsMetAndTheSameInEveryRun)
{
    std::vector<std::size_t> counts;
    for (int run = 0; run < 2; ++run)
    {
        NeighborWorld another;
        received.clear();
        auto lossy = another.NewLink();
        lossy->SetAttribute("LossRate", DoubleValue(0.25));
        auto a = NewDevice(lossy);
        auto b = NewDevice(lossy);
        for (int i = 0; i < 1000; ++i)
        {
            Send(MilliSeconds(i), a, b->GetAddress());
        }
        another.RunUntil(Seconds(2));
        counts.push_back(received.size());
        EXPECT_EQ(lossy->GetLost(FrameLoss::RANDOM) + received.size(), 1000U);
    }
    EXPECT_EQ(counts[0], counts[1]);
    EXPECT_NEAR(static_cast<double>(counts[0]), 750, 50);
}

TEST_F(MobileLinkTest, RuleLosesWhatItSays)
{
    auto a = NewDevice(link);
    auto b = NewDevice(link);
    auto c = NewDevice(link);
    link->SetLossRule([&](const LinkFrame&, Ptr<const MobileLinkDevice> to) { return to == b; });
    Send(Seconds(1), a, a->GetBroadcast());
    world.At(Seconds(2), [&]() { link->SetLossRule({}); });
    Send(Seconds(3), a, b->GetAddress());
    world.RunUntil(Seconds(4));
    ASSERT_EQ(received.size(), 2U);
    EXPECT_EQ(received[0].node, c->GetNode()->GetId());
    EXPECT_EQ(received[1].node, b->GetNode()->GetId());
    EXPECT_EQ(link->GetLost(FrameLoss::RULE), 1U);
}

TEST_F(MobileLinkTest, PointToPointLinkTakesTwo)
{
    link->SetAttribute("MaxMembers", UintegerValue(2));
    auto a = NewDevice(link);
    NewDevice(link);
    link->Detach(a);
    NewDevice(link);
    EXPECT_DEATH(NewDevice(link), "no more than 2 devices");
}

TEST_F(MobileLinkTest, PcapHasEveryFrameAsEthernet)
{
    const std::string name = ::testing::TempDir() + "mobile-link-test.pcap";
    link->EnablePcap(name);
    auto a = NewDevice(link);
    auto b = NewDevice(link);
    Send(NanoSeconds(1'500'000'123), a, b->GetAddress(), 64);
    world.RunUntil(Seconds(2));
    link->Dispose();
    std::ifstream file(name, std::ios::binary);
    const Octets octets((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    ASSERT_EQ(octets.size(), 24U + 16U + 14U + 64U);
    EXPECT_EQ(octets[20], 1); // Ethernet
    EXPECT_EQ(octets[24], 1); // seconds
    OctetReader nanoseconds(octets.data() + 28, 4);
    // The file is of this machine's byte order.
    EXPECT_EQ(__builtin_bswap32(nanoseconds.U32()), 500'000'123U);
    EXPECT_EQ(octets[24 + 8], 14 + 64);
    Octets addresses(12);
    Mac48Address::ConvertFrom(b->GetAddress()).CopyTo(addresses.data());
    Mac48Address::ConvertFrom(a->GetAddress()).CopyTo(addresses.data() + 6);
    EXPECT_TRUE(std::equal(addresses.begin(), addresses.end(), octets.begin() + 40));
    EXPECT_EQ(octets[52], 0x88);
    EXPECT_EQ(octets[53], 0xb5);
    std::remove(name.c_str());
}

TEST_F(MobileLinkTest, TraceMayMoveDevices)
{
    auto a = NewDevice(link);
    auto b = NewDevice(link);
    auto c = NewDevice(link);
    link->SetLossRule([&](const LinkFrame&, Ptr<const MobileLinkDevice> to) {
        link->Detach(a);
        link->Detach(c);
        return to == b;
    });
    Send(Seconds(1), a, a->GetBroadcast());
    world.RunUntil(Seconds(2));
    EXPECT_TRUE(received.empty());
    EXPECT_EQ(link->GetLost(FrameLoss::RULE), 1U);
    EXPECT_EQ(link->GetLost(FrameLoss::RECEIVER_LEFT), 1U);
}

/// What one run of the storm counted.
struct StormResult
{
    uint64_t sent{0};
    uint64_t received{0};
    uint64_t frames{0};
    std::vector<Time> times;
};

/// Two nodes that send to a third under load, while all of them jump between three links.
StormResult
RunStorm(int moves)
{
    NeighborWorld world;
    std::vector<Ptr<MobileLink>> links{world.NewLink(), world.NewLink(), world.NewLink()};
    for (const auto& link : links)
    {
        link->SetAttribute("DataRate", DataRateValue(DataRate("5Mbps")));
    }
    StormResult result;

    struct Sink
    {
        StormResult& result;

        void Take(Ptr<Socket> socket)
        {
            while (socket->Recv())
            {
                ++result.received;
                result.times.push_back(Simulator::Now());
            }
        }
    };

    Sink sink{result};
    std::vector<NeighborNode*> nodes;
    std::vector<Ptr<Socket>> sockets;
    for (int i = 0; i < 3; ++i)
    {
        NeighborNode& node = world.NewNode();
        const uint32_t interface = node.AddInterface(links[0]);
        const auto address = Ipv6Address(("fd00:1::" + std::to_string(i + 1)).c_str());
        node.interfaces->AddAddress(interface, address, 64, true);
        nodes.push_back(&node);
        auto socket = Socket::CreateSocket(node.node, UdpSocketFactory::GetTypeId());
        socket->Bind(Inet6SocketAddress(Ipv6Address::GetAny(), 9));
        socket->SetRecvCallback(MakeCallback(&Sink::Take, &sink));
        sockets.push_back(socket);
    }
    for (int i = 0; i < 8000; ++i)
    {
        world.At(MicroSeconds(250 * i), [&, i]() {
            const Ipv6Address to(i % 2 ? "fd00:1::3" : (i % 4 ? "fd00:1::1" : "fd00:1::2"));
            result.sent +=
                sockets[static_cast<std::size_t>(i) % 3]->SendTo(Create<Packet>(700),
                                                                 0,
                                                                 Inet6SocketAddress(to, 9)) > 0;
        });
    }
    auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(77);
    for (int i = 0; i < moves; ++i)
    {
        world.At(MicroSeconds(random->GetInteger(0, 2000000)), [&, random]() {
            const auto device = nodes[random->GetInteger(0, 2)]->Device(1);
            const uint32_t where = random->GetInteger(0, 3);
            if (where < 3)
            {
                links[where]->Attach(device);
            }
            else if (device->GetLink())
            {
                device->GetLink()->Detach(device);
            }
        });
    }
    world.RunUntil(Seconds(10));
    for (const auto& link : links)
    {
        result.frames += world.Seen(link).size();
    }
    return result;
}

TEST(MobileLinkStorm, HundredsOfMovesUnderLoadAndTheSameInEveryRun)
{
    const StormResult first = RunStorm(400);
    EXPECT_GT(first.received, 100U);
    EXPECT_LT(first.received, first.sent);
    const StormResult second = RunStorm(400);
    EXPECT_EQ(first.received, second.received);
    EXPECT_EQ(first.frames, second.frames);
    EXPECT_EQ(first.times, second.times);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_mobile_link_test
