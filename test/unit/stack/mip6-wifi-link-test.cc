// SPDX-License-Identifier: GPL-2.0-only
#include "unit/stack/wifi-fixture.h"

#include <algorithm>

namespace ns3::nemo::tests::mip6_wifi_link_test
{

namespace
{

/// A link with two access points on channels of their own, stations at each, and a wire.
class WifiLinkTest : public WifiTest
{
  protected:
    WifiLinkTest()
    {
        Hear(here.radio, left, STRONG);
        Hear(beside.radio, left, STRONG);
        Hear(here.radio, beside.radio, STRONG);
        Hear(there.radio, right, STRONG);
    }

    /// Let all stations find their access points, which takes half a second.
    void Begin()
    {
        RunUntil(MilliSeconds(800));
        ASSERT_TRUE(link->IsAttached(here.device));
        ASSERT_TRUE(link->IsAttached(beside.device));
        ASSERT_TRUE(link->IsAttached(there.device));
    }

    /// @return who received frames of this size, in an order of their own, and how often
    std::vector<Ptr<NetDevice>> WhoReceived(uint32_t size) const
    {
        std::vector<Ptr<NetDevice>> who;
        for (const auto& one : received)
        {
            if (one.size == size)
            {
                who.push_back(one.device);
            }
        }
        std::sort(who.begin(), who.end());
        return who;
    }

    static std::vector<Ptr<NetDevice>> All(std::vector<Ptr<NetDevice>> devices)
    {
        std::sort(devices.begin(), devices.end());
        return devices;
    }

    /// @return the data frames that were sent by radio from a time on, and their first addresses
    std::vector<Address> DataSince(Time from) const
    {
        std::vector<Address> to;
        for (const auto& frame : Sent(WIFI_MAC_DATA))
        {
            if (frame.at >= from)
            {
                to.push_back(frame.header.GetAddr1());
            }
        }
        return to;
    }

    Ptr<WifiLink> link = NewLink();
    Ptr<WifiNetDevice> left = NewAccessPoint(link, 36);
    Ptr<WifiNetDevice> right = NewAccessPoint(link, 40);
    Ptr<MobileLinkDevice> router = NewDevice(link);
    Ptr<MobileLinkDevice> host = NewDevice(link);
    Roamer here = NewRoamer({link}, "36 40");
    Roamer beside = NewRoamer({link}, "36 40");
    Roamer there = NewRoamer({link}, "36 40");
    const Mac48Address group{"33:33:00:00:00:01"};
};

TEST_F(WifiLinkTest, KnowsItsAccessPoints)
{
    auto strange = NewAccessPoint(36);
    EXPECT_TRUE(link->HasAccessPoint(Mac48Address::ConvertFrom(left->GetAddress())));
    EXPECT_TRUE(link->HasAccessPoint(Mac48Address::ConvertFrom(right->GetAddress())));
    EXPECT_FALSE(link->HasAccessPoint(Mac48Address::ConvertFrom(strange->GetAddress())));
    EXPECT_DEATH(
        link->Associate(here.device, here.radio, Mac48Address::ConvertFrom(strange->GetAddress())),
        "no access point");
}

TEST_F(WifiLinkTest, FromTheWireToAStationAndBack)
{
    Begin();
    Send(Seconds(1), router, here.device->GetAddress(), 101);
    Send(Seconds(1), there.device, router->GetAddress(), 102);
    RunUntil(MilliSeconds(1100));
    ASSERT_EQ(received.size(), 2U);
    const auto down = ReceivedBy(here.device);
    ASSERT_EQ(down.size(), 1U);
    EXPECT_EQ(down[0].size, 101U);
    EXPECT_EQ(down[0].protocol, ETHER_TYPE);
    EXPECT_EQ(down[0].source, router->GetAddress());
    EXPECT_EQ(down[0].destination, here.device->GetAddress());
    const auto up = ReceivedBy(router);
    ASSERT_EQ(up.size(), 1U);
    EXPECT_EQ(up[0].size, 102U);
    EXPECT_EQ(up[0].protocol, ETHER_TYPE);
    EXPECT_EQ(up[0].source, there.device->GetAddress());
    EXPECT_EQ(up[0].destination, router->GetAddress());
    EXPECT_EQ(DataSince(Seconds(1)).size(), 2U) << "one by each radio, none by others";
}

TEST_F(WifiLinkTest, FromTheWireToTheWireThereIsNoRadio)
{
    Begin();
    Send(Seconds(1), router, host->GetAddress(), 100);
    RunUntil(MilliSeconds(1100));
    EXPECT_EQ(WhoReceived(100), All({host}));
    EXPECT_TRUE(DataSince(Seconds(1)).empty());
}

TEST_F(WifiLinkTest, StationsReachEachOther)
{
    Begin();
    Send(Seconds(1), here.device, there.device->GetAddress(), 101);
    Send(MilliSeconds(1010), there.device, here.device->GetAddress(), 102);
    Send(MilliSeconds(1020), here.device, beside.device->GetAddress(), 103);
    RunUntil(MilliSeconds(1100));
    EXPECT_EQ(WhoReceived(101), All({there.device})) << "from one access point to the other";
    EXPECT_EQ(WhoReceived(102), All({here.device}));
    EXPECT_EQ(WhoReceived(103), All({beside.device})) << "by one access point";
    ASSERT_EQ(received.size(), 3U);
    EXPECT_EQ(received[0].source, here.device->GetAddress());
    EXPECT_EQ(link->GetLost(FrameLoss::NO_RECEIVER), 0U);
    EXPECT_EQ(DataSince(Seconds(1)).size(), 6U) << "each up and down, once";
}

TEST_F(WifiLinkTest, AGroupHearsEachFrameOnce)
{
    Begin();
    Send(Seconds(1), router, group, 101);
    Send(MilliSeconds(1010), here.device, group, 102);
    Send(MilliSeconds(1020), there.device, group, 103);
    RunUntil(MilliSeconds(1100));
    EXPECT_EQ(WhoReceived(101), All({host, here.device, beside.device, there.device}));
    EXPECT_EQ(WhoReceived(102), All({router, host, beside.device, there.device}));
    EXPECT_EQ(WhoReceived(103), All({router, host, here.device, beside.device}));
    EXPECT_EQ(link->GetLost(FrameLoss::NO_RECEIVER), 0U);
}

TEST_F(WifiLinkTest, WhatNobodyHasTheAddressOfIsLost)
{
    Begin();
    const Mac48Address nobody("02:00:00:00:99:01");
    Send(Seconds(1), router, nobody, 100);
    Send(Seconds(1), here.device, nobody, 100);
    RunUntil(MilliSeconds(1100));
    EXPECT_TRUE(received.empty());
    EXPECT_EQ(link->GetLost(FrameLoss::NO_RECEIVER), 2U);
    EXPECT_EQ(DataSince(Seconds(1)), std::vector<Address>{left->GetAddress()});
}

TEST_F(WifiLinkTest, AStationThatHasLeftIsNobody)
{
    Begin();
    HearAt(Seconds(1), here.radio, left, OUT_OF_REACH);
    Send(MilliSeconds(1100), router, here.device->GetAddress(), 100);
    RunUntil(Seconds(3));
    EXPECT_EQ(link->GetLost(FrameLoss::RADIO), 1U) << "its access point goes on trying";
    ASSERT_FALSE(link->IsAttached(here.device));
    Send(Seconds(3), router, here.device->GetAddress(), 100);
    Send(Seconds(3), there.device, here.device->GetAddress(), 100);
    RunUntil(MilliSeconds(3500));
    EXPECT_TRUE(received.empty());
    EXPECT_EQ(link->GetLost(FrameLoss::NO_RECEIVER), 2U);
    EXPECT_EQ(link->GetLost(FrameLoss::RADIO), 1U);
    EXPECT_EQ(DataSince(Seconds(3)), std::vector<Address>{right->GetAddress()});
}

TEST_F(WifiLinkTest, AStationThatIsPluggedInIsOnTheWire)
{
    Begin();
    link->Attach(here.device);
    EXPECT_EQ(link->GetNDevices(), 5U);
    Send(Seconds(1), router, here.device->GetAddress(), 101);
    Send(MilliSeconds(1010), here.device, router->GetAddress(), 102);
    RunUntil(MilliSeconds(1100));
    EXPECT_EQ(WhoReceived(101), All({here.device}));
    EXPECT_EQ(WhoReceived(102), All({router}));
    EXPECT_TRUE(DataSince(Seconds(1)).empty());
}

TEST_F(WifiLinkTest, AStationGoesFromOneAccessPointToTheOther)
{
    Begin();
    HearAt(Seconds(1), there.radio, right, OUT_OF_REACH);
    HearAt(Seconds(1), there.radio, left, STRONG);
    RunUntil(Seconds(3));
    ASSERT_TRUE(link->IsAttached(there.device));
    Send(Seconds(3), router, there.device->GetAddress(), 101);
    Send(MilliSeconds(3010), beside.device, there.device->GetAddress(), 102);
    RunUntil(MilliSeconds(3500));
    EXPECT_EQ(WhoReceived(101), All({there.device}));
    EXPECT_EQ(WhoReceived(102), All({there.device}));
    const Address to = there.device->GetAddress();
    EXPECT_EQ(DataSince(Seconds(3)), (std::vector<Address>{to, left->GetAddress(), to}))
        << "the one that it has left, and which does not know, has nothing for it";
    EXPECT_EQ(link->GetLost(FrameLoss::RADIO), 0U);
}

TEST_F(WifiLinkTest, WhoIsAssociatedOnceMoreIsAStationStill)
{
    Begin();
    link->Associate(there.device, there.radio, Mac48Address::ConvertFrom(right->GetAddress()));
    EXPECT_EQ(link->GetNDevices(), 5U);
    Send(Seconds(1), router, there.device->GetAddress(), 100);
    RunUntil(MilliSeconds(1100));
    EXPECT_EQ(WhoReceived(100), All({there.device}));
    EXPECT_EQ(DataSince(Seconds(1)), std::vector<Address>{there.device->GetAddress()});
}

TEST_F(WifiLinkTest, ADeviceLeavesItsLinkForAnother)
{
    auto other = NewLink();
    auto next = NewAccessPoint(other, 44);
    Begin();
    other->Associate(here.device, here.radio, Mac48Address::ConvertFrom(next->GetAddress()));
    EXPECT_EQ(here.device->GetLink(), other);
    EXPECT_FALSE(link->IsAttached(here.device));
    Send(Seconds(1), router, here.device->GetAddress(), 100);
    RunUntil(MilliSeconds(1100));
    EXPECT_EQ(link->GetLost(FrameLoss::NO_RECEIVER), 1U);
    EXPECT_TRUE(DataSince(Seconds(1)).empty());
}

TEST_F(WifiLinkTest, WhatAStationSendsThatIsNotThereIsIgnored)
{
    Begin();
    // Its access point does not know yet.
    At(Seconds(1), [this]() {
        link->Detach(here.device);
        here.radio->Send(Create<Packet>(100), router->GetAddress(), ETHER_TYPE);
    });
    RunUntil(MilliSeconds(1100));
    EXPECT_EQ(DataSince(Seconds(1)), std::vector<Address>{left->GetAddress()}) << "it was heard";
    EXPECT_TRUE(received.empty());
}

TEST_F(WifiLinkTest, WhatASenderHasLeftBehindIsNobodys)
{
    Begin();
    At(Seconds(1),
       [this]() { host->Send(Create<Packet>(100), here.device->GetAddress(), ETHER_TYPE); });
    At(Seconds(1) + MicroSeconds(1), [this]() { link->Detach(host); });
    RunUntil(MilliSeconds(1100));
    EXPECT_EQ(DataSince(Seconds(1)), std::vector<Address>{here.device->GetAddress()});
    EXPECT_TRUE(received.empty());
}

TEST_F(WifiLinkTest, TheLinkLosesOnTopOfTheRadio)
{
    Begin();
    link->SetLossRule([](const LinkFrame& frame, Ptr<const MobileLinkDevice> /* to */) {
        return frame.packet->GetSize() == 100;
    });
    Send(Seconds(1), router, here.device->GetAddress(), 100);
    Send(MilliSeconds(1010), here.device, router->GetAddress(), 100);
    Send(MilliSeconds(1020), here.device, there.device->GetAddress(), 100);
    Send(MilliSeconds(1030), router, here.device->GetAddress(), 101);
    RunUntil(MilliSeconds(1100));
    EXPECT_EQ(received.size(), 1U);
    EXPECT_EQ(link->GetLost(FrameLoss::RULE), 3U);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_wifi_link_test
