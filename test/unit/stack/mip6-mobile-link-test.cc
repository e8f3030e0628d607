// SPDX-License-Identifier: GPL-2.0-only
#include "support/neighbor-world.h"

#include "ns3/double.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/mip6-mobile-link.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

#include <cstdio>
#include <fstream>
#include <gtest/gtest.h>

namespace ns3::nemo::tests
{

namespace
{

constexpr uint16_t ETHER_TYPE = 0x88b5; // for local experiments: no protocol of ns-3 wants it

/// Devices on links, without a stack.
class MobileLinkTest : public ::testing::Test
{
  protected:
    Ptr<MobileLinkDevice> NewDevice()
    {
        auto device = CreateObject<MobileLinkDevice>();
        device->SetAddress(Mac48Address::Allocate());
        CreateObject<Node>()->AddDevice(device);
        device->SetReceiveCallback(MakeCallback(&MobileLinkTest::Take, this));
        return device;
    }

    Ptr<MobileLinkDevice> NewDevice(Ptr<MobileLink> on)
    {
        auto device = NewDevice();
        on->Attach(device);
        return device;
    }

    bool Take(Ptr<NetDevice> device, Ptr<const Packet> packet, uint16_t, const Address&)
    {
        received.push_back({device->GetNode()->GetId(), packet->GetSize(), Simulator::Now()});
        return true;
    }

    static void Send(Time at, Ptr<NetDevice> from, Address to, uint32_t size = 1000)
    {
        NeighborWorld::At(at, [=]() { from->Send(Create<Packet>(size), to, ETHER_TYPE); });
    }

    struct Received
    {
        uint32_t node;
        uint32_t size;
        Time at;
    };

    NeighborWorld world;
    Ptr<MobileLink> link = world.NewLink();
    std::vector<Received> received;
};

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

TEST_F(MobileLinkTest, LinkGoesDownAndUpWithDetachAndAttach)
{
    auto other = world.NewLink();
    other->SetAttribute("Mtu", UintegerValue(1400));
    auto a = NewDevice();
    std::vector<bool> changes;

    struct Watch
    {
        Ptr<NetDevice> device;
        std::vector<bool>* changes;

        void Note()
        {
            changes->push_back(device->IsLinkUp());
        }
    };

    Watch watch{a, &changes};
    a->AddLinkChangeCallback(MakeCallback(&Watch::Note, &watch));
    EXPECT_FALSE(a->IsLinkUp());
    EXPECT_FALSE(a->Send(Create<Packet>(10), a->GetBroadcast(), ETHER_TYPE));
    link->Attach(a);
    EXPECT_EQ(a->GetMtu(), 1500);
    other->Attach(a); // leaves the first link
    EXPECT_EQ(a->GetMtu(), 1400);
    EXPECT_EQ(a->GetChannel(), other);
    EXPECT_FALSE(link->IsAttached(a));
    EXPECT_EQ(link->GetNDevices(), 0U);
    link->Detach(a); // not there: ignored
    EXPECT_TRUE(a->IsLinkUp());
    other->Detach(a);
    EXPECT_EQ(a->GetChannel(), nullptr);
    EXPECT_EQ(changes, (std::vector<bool>{true, false, true, false}));
}

TEST_F(MobileLinkTest, LeavingSenderLosesWhatItHasNotSent)
{
    link->SetAttribute("DataRate", DataRateValue(DataRate("8Mbps")));
    auto other = world.NewLink();
    auto a = NewDevice(link);
    auto b = NewDevice(link);
    auto c = NewDevice(other);
    for (int i = 0; i < 4; ++i)
    {
        Send(Seconds(1), a, b->GetAddress());
    }
    world.At(MicroSeconds(1001500), [&]() { other->Attach(a); }); // the second is being sent
    Send(MicroSeconds(1001600), a, c->GetAddress(), 60);
    world.RunUntil(Seconds(2));
    EXPECT_EQ(link->GetLost(FrameLoss::SENDER_LEFT), 3U);
    EXPECT_EQ(world.Seen(link).size(), 1U);
    ASSERT_EQ(received.size(), 2U);
    EXPECT_EQ(received[1].node, c->GetNode()->GetId());
    EXPECT_EQ(received[1].at, MicroSeconds(1002600)); // nothing old is in its way
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

TEST_F(MobileLinkTest, FullQueueLosesTheNewest)
{
    link->SetAttribute("DataRate", DataRateValue(DataRate("8Mbps")));
    auto a = NewDevice(link);
    auto b = NewDevice(link);
    a->SetAttribute("MaxQueued", UintegerValue(2));
    for (uint32_t size : {101, 102, 103, 104})
    {
        Send(Seconds(1), a, b->GetAddress(), size);
    }
    world.RunUntil(Seconds(2));
    ASSERT_EQ(received.size(), 3U);
    EXPECT_EQ(received[2].size, 103U);
    EXPECT_EQ(link->GetLost(FrameLoss::QUEUE_FULL), 1U);
}

TEST_F(MobileLinkTest, TooLargePacketIsRefused)
{
    auto a = NewDevice(link);
    EXPECT_TRUE(a->Send(Create<Packet>(1500), a->GetBroadcast(), ETHER_TYPE));
    EXPECT_FALSE(a->Send(Create<Packet>(1501), a->GetBroadcast(), ETHER_TYPE));
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
    Send(MilliSeconds(1500), a, b->GetAddress(), 64);
    world.RunUntil(Seconds(2));
    link->Dispose();
    std::ifstream file(name, std::ios::binary);
    const Octets octets((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    ASSERT_EQ(octets.size(), 24U + 16U + 14U + 64U);
    EXPECT_EQ(octets[20], 1); // Ethernet
    EXPECT_EQ(octets[24], 1); // seconds
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

} // namespace ns3::nemo::tests
