// SPDX-License-Identifier: GPL-2.0-only
#include "unit/stack/mobile-link-fixture.h"

#include "ns3/uinteger.h"

namespace ns3::nemo::tests::mip6_mobile_link_device_test
{

namespace
{

using MobileLinkDeviceTest = MobileLinkTest;

TEST_F(MobileLinkDeviceTest, LinkGoesDownAndUpWithDetachAndAttach)
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

TEST_F(MobileLinkDeviceTest, WithoutPowerItIsOnItsLinkAndDead)
{
    link->SetAttribute("Delay", TimeValue(MilliSeconds(10)));
    auto other = world.NewLink();
    auto a = NewDevice(link);
    auto b = NewDevice(link);
    auto c = NewDevice(other);
    NeighborWorld::At(Seconds(1), [=]() { a->SetPower(false); });
    Send(MilliSeconds(995), b, a->GetAddress());  // arrives in vain
    Send(MilliSeconds(1500), b, a->GetAddress()); // nobody there
    Send(MilliSeconds(1500), b, a->GetBroadcast());
    Send(MilliSeconds(1500), a, b->GetAddress()); // refused
    NeighborWorld::At(MilliSeconds(1600), [this, a, other]() {
        EXPECT_FALSE(a->HasPower());
        EXPECT_FALSE(a->IsLinkUp());
        EXPECT_TRUE(link->IsAttached(a));
        other->Attach(a); // it is carried elsewhere
        EXPECT_FALSE(a->IsLinkUp());
    });
    NeighborWorld::At(Seconds(2), [=]() { a->SetPower(true); });
    Send(MilliSeconds(2500), c, a->GetAddress());
    world.RunUntil(Seconds(3));
    EXPECT_TRUE(a->IsLinkUp());
    ASSERT_EQ(received.size(), 1U);
    EXPECT_GT(received[0].at, Seconds(2));
    EXPECT_EQ(link->GetLost(FrameLoss::RECEIVER_LEFT), 1U);
    EXPECT_EQ(link->GetLost(FrameLoss::NO_RECEIVER), 1U);
}

TEST_F(MobileLinkDeviceTest, LeavingSenderLosesWhatItHasNotSent)
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

TEST_F(MobileLinkDeviceTest, FullQueueLosesTheNewest)
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

TEST_F(MobileLinkDeviceTest, TooLargePacketIsRefused)
{
    auto a = NewDevice(link);
    EXPECT_TRUE(a->Send(Create<Packet>(1500), a->GetBroadcast(), ETHER_TYPE));
    EXPECT_EQ(link->GetLost(FrameLoss::TOO_BIG), 0U);
    EXPECT_FALSE(a->Send(Create<Packet>(1501), a->GetBroadcast(), ETHER_TYPE));
    EXPECT_EQ(link->GetLost(FrameLoss::TOO_BIG), 1U);
}

TEST_F(MobileLinkDeviceTest, WhatIsSentWithoutALinkIsTraced)
{
    struct Trace
    {
        int refused{0};

        void Note(Ptr<const Packet> packet)
        {
            EXPECT_EQ(packet->GetSize(), 10U);
            ++refused;
        }
    } trace;

    auto a = NewDevice();
    a->TraceConnectWithoutContext("Refused", MakeCallback(&Trace::Note, &trace));
    EXPECT_FALSE(a->Send(Create<Packet>(10), a->GetBroadcast(), ETHER_TYPE));
    link->Attach(a);
    EXPECT_TRUE(a->Send(Create<Packet>(10), a->GetBroadcast(), ETHER_TYPE));
    EXPECT_EQ(trace.refused, 1);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_mobile_link_device_test
