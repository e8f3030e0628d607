// SPDX-License-Identifier: GPL-2.0-only
#include "unit/stack/wifi-fixture.h"

#include "ns3/amsdu-subframe-header.h"
#include "ns3/llc-snap-header.h"
#include "ns3/wifi-psdu.h"

namespace ns3::nemo::tests::mip6_wifi_station_test
{

namespace
{

class WifiStationTest : public WifiTest
{
  public:
    struct Lost
    {
        LinkFrame frame;
        FrameLoss reason;
    };

    void NoteLost(const LinkFrame& frame, FrameLoss reason)
    {
        lost.push_back({frame, reason});
    }

  protected:
    /// @return an MSDU as a part of an A-MSDU, a multiple of four octets long
    static Ptr<Packet> SubframeFor(Address to, Address from, uint32_t size)
    {
        auto packet = Create<Packet>(size);
        LlcSnapHeader snap;
        snap.SetType(ETHER_TYPE);
        packet->AddHeader(snap);
        AmsduSubframeHeader subframe;
        subframe.SetDestinationAddr(Mac48Address::ConvertFrom(to));
        subframe.SetSourceAddr(Mac48Address::ConvertFrom(from));
        subframe.SetLength(static_cast<uint16_t>(packet->GetSize()));
        packet->AddHeader(subframe);
        packet->AddPaddingAtEnd((4 - packet->GetSize() % 4) % 4);
        return packet;
    }

    /// Send an A-MSDU to a station that can take it.
    static void SendAmsdu(Ptr<WifiNetDevice> accessPoint, Address to, Ptr<const Packet> subframes)
    {
        const auto bssid = Mac48Address::ConvertFrom(accessPoint->GetAddress());
        WifiMacHeader header(WIFI_MAC_QOSDATA);
        header.SetAddr1(Mac48Address::ConvertFrom(to));
        header.SetAddr2(bssid);
        header.SetAddr3(bssid);
        header.SetDsFrom();
        header.SetDsNotTo();
        header.SetSequenceNumber(1);
        header.SetQosTid(0);
        header.SetQosAckPolicy(WifiMacHeader::NO_ACK);
        header.SetQosAmsdu();
        WifiTxVector vector;
        vector.SetMode(WifiMode("OfdmRate6Mbps"));
        vector.SetTxPowerLevel(0);
        vector.SetPreambleType(WIFI_PREAMBLE_LONG);
        vector.SetChannelWidth(20);
        accessPoint->GetPhy()->Send(Create<WifiPsdu>(subframes, header), vector);
    }

    Ptr<WifiLink> link = NewLink();
    Ptr<WifiNetDevice> accessPoint = NewAccessPoint(link, 36);
    Ptr<MobileLinkDevice> wired = NewDevice(link);
    std::vector<Lost> lost;
};

TEST_F(WifiStationTest, TheRadioHasTheAddressOfTheDevice)
{
    const auto roamer = NewRoamer({link});
    EXPECT_EQ(roamer.station->GetRadio(), roamer.radio);
    EXPECT_EQ(roamer.radio->GetAddress(), roamer.device->GetAddress());
    Hear(roamer.radio, accessPoint, STRONG);
    RunUntil(MilliSeconds(500));
    const auto proposals = Sent(WIFI_MAC_MGT_ASSOCIATION_REQUEST);
    ASSERT_EQ(proposals.size(), 1U);
    EXPECT_EQ(Address(proposals[0].header.GetAddr2()), roamer.device->GetAddress());
}

TEST_F(WifiStationTest, JoinsWithAnAssociationAndLeavesWithItsLoss)
{
    const auto roamer = NewRoamer({link});
    HearAt(MilliSeconds(200), roamer.radio, accessPoint, STRONG);
    HearAt(Seconds(1), roamer.radio, accessPoint, OUT_OF_REACH);
    HearAt(Seconds(3), roamer.radio, accessPoint, STRONG);
    RunUntil(MilliSeconds(200));
    EXPECT_TRUE(told.empty());
    EXPECT_FALSE(roamer.device->IsLinkUp());
    RunUntil(Seconds(1));
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].link, link);
    EXPECT_EQ(told[0].where, nullptr) << "told before it joins";
    EXPECT_TRUE(link->IsAttached(roamer.device));
    EXPECT_TRUE(roamer.device->IsLinkUp());
    RunUntil(Seconds(3));
    ASSERT_EQ(told.size(), 2U);
    EXPECT_EQ(told[1].link, nullptr);
    EXPECT_EQ(told[1].where, link) << "told before it leaves";
    EXPECT_GE(told[1].at, MilliSeconds(1922)) << "ten beacons after the last one";
    EXPECT_LE(told[1].at, MilliSeconds(2025));
    EXPECT_FALSE(link->IsAttached(roamer.device));
    EXPECT_EQ(roamer.device->GetLink(), nullptr);
    RunUntil(MilliSeconds(3400));
    ASSERT_EQ(told.size(), 3U);
    EXPECT_EQ(told[2].where, nullptr);
    EXPECT_TRUE(link->IsAttached(roamer.device));
}

TEST_F(WifiStationTest, GoesFromLinkToLink)
{
    auto other = NewLink();
    auto next = NewAccessPoint(other, 40);
    const auto roamer = NewRoamer({link, other}, "36 40");
    Hear(roamer.radio, accessPoint, STRONG);
    Hear(roamer.radio, next, WEAK);
    HearAt(Seconds(1), roamer.radio, accessPoint, OUT_OF_REACH);
    RunUntil(Seconds(3));
    ASSERT_EQ(told.size(), 3U);
    EXPECT_EQ(told[0].link, link);
    EXPECT_EQ(told[1].link, nullptr);
    EXPECT_EQ(told[2].link, other);
    EXPECT_EQ(told[2].where, nullptr);
    EXPECT_EQ(roamer.device->GetLink(), other);
    EXPECT_FALSE(link->IsAttached(roamer.device));
}

TEST_F(WifiStationTest, AnAccessPointOfNoLinkIsNone)
{
    auto strange = NewAccessPoint(36);
    const auto roamer = NewRoamer({link});
    Hear(roamer.radio, strange, STRONG);
    HearAt(Seconds(1), roamer.radio, strange, OUT_OF_REACH);
    RunUntil(MilliSeconds(900));
    EXPECT_TRUE(MacOf(roamer.radio)->IsAssociated());
    RunUntil(Seconds(3));
    EXPECT_FALSE(MacOf(roamer.radio)->IsAssociated());
    EXPECT_TRUE(told.empty());
    EXPECT_EQ(roamer.device->GetLink(), nullptr);
}

TEST_F(WifiStationTest, AnAssociationThatIsLostAtOnceIsNone)
{
    /// Ends the first association in the moment in which it begins.
    struct Thief
    {
        std::function<void()> theft;
        Time stolen;

        void Steal(Mac48Address /* bssid */)
        {
            if (stolen.IsZero())
            {
                stolen = Simulator::Now();
                Simulator::ScheduleNow([this]() { theft(); });
            }
        }
    } thief;

    auto other = NewLink();
    auto next = NewAccessPoint(other, 40);
    auto device = NewDevice();
    auto radio = NewStationRadio("36 40", 36, device->GetNode());
    thief.theft = [this, radio]() {
        Hear(radio, accessPoint, OUT_OF_REACH);
        radio->GetMac()->NotifyChannelSwitching(0); // as a radio says that leaves its channel
    };
    radio->GetMac()->TraceConnectWithoutContext("Assoc", MakeCallback(&Thief::Steal, &thief));
    const auto roamer = NewRoamer({link, other}, device, radio); // hears of it after the thief
    Hear(radio, accessPoint, STRONG);
    HearAt(Seconds(1), radio, next, STRONG);
    RunUntil(Seconds(1));
    EXPECT_TRUE(thief.stolen.IsStrictlyPositive());
    EXPECT_TRUE(told.empty());
    EXPECT_EQ(device->GetLink(), nullptr);
    RunUntil(MilliSeconds(1500));
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].link, other);
    EXPECT_EQ(device->GetLink(), other);
}

TEST_F(WifiStationTest, WhatItsRadioGivesUpIsLostByRadio)
{
    const auto roamer = NewRoamer({link});
    link->TraceConnectWithoutContext("FrameLost", MakeCallback(&WifiStationTest::NoteLost, this));
    Hear(roamer.radio, accessPoint, STRONG);
    Send(MilliSeconds(900), roamer.device, wired->GetAddress(), 300);
    HearAt(Seconds(1), roamer.radio, accessPoint, OUT_OF_REACH);
    Send(MilliSeconds(1100), roamer.device, wired->GetAddress(), 400);
    RunUntil(MilliSeconds(1100));
    EXPECT_EQ(link->GetLost(FrameLoss::RADIO), 0U);
    RunUntil(MilliSeconds(1500));
    EXPECT_EQ(ReceivedBy(wired).size(), 1U);
    EXPECT_EQ(link->GetLost(FrameLoss::RADIO), 1U);
    ASSERT_EQ(lost.size(), 1U);
    EXPECT_EQ(lost[0].reason, FrameLoss::RADIO);
    EXPECT_EQ(lost[0].frame.packet->GetSize(), 400U);
    EXPECT_EQ(lost[0].frame.protocol, ETHER_TYPE);
    EXPECT_EQ(Address(lost[0].frame.source), roamer.device->GetAddress());
    EXPECT_EQ(Address(lost[0].frame.destination), wired->GetAddress());
    EXPECT_EQ(lost[0].frame.sender, roamer.device);
}

TEST_F(WifiStationTest, WhatIsForOthersIsIgnored)
{
    auto device = NewDevice();
    const auto roamer =
        NewRoamer({link}, device, NewStationRadio("36", 36, device->GetNode(), true));
    Hear(roamer.radio, accessPoint, STRONG);
    const Address own = device->GetAddress();
    const Address other = Mac48Address("02:00:00:00:99:01");
    // A frame for the station; the destinations of its parts are what somebody wrote there.
    At(MilliSeconds(900), [&]() {
        auto packet = SubframeFor(other, wired->GetAddress(), 100);
        packet->AddAtEnd(SubframeFor(own, wired->GetAddress(), 200));
        SendAmsdu(accessPoint, own, packet);
    });
    RunUntil(Seconds(1));
    const auto heard = ReceivedBy(device);
    ASSERT_EQ(heard.size(), 1U);
    EXPECT_EQ(heard[0].destination, own);
    EXPECT_EQ(heard[0].source, wired->GetAddress());
    EXPECT_EQ(heard[0].size, 200U);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_wifi_station_test
