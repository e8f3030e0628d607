// SPDX-License-Identifier: GPL-2.0-only
#include "unit/stack/wifi-fixture.h"

namespace ns3::nemo::tests::mip6_wifi_scanner_test
{

namespace
{

class WifiScannerTest : public WifiTest
{
  protected:
    /// @return the numbers of the channels that a radio is on at these milliseconds
    std::vector<int> ChannelsAt(Ptr<WifiNetDevice> radio, const std::vector<int>& times)
    {
        std::vector<int> channels;
        for (const int time : times)
        {
            At(MilliSeconds(time),
               [&channels, radio]() { channels.push_back(radio->GetPhy()->GetChannelNumber()); });
        }
        RunUntil(MilliSeconds(times.back() + 1));
        return channels;
    }

    /// @return to whom an association was proposed from a time on
    std::vector<Mac48Address> ProposedTo(Time from = Time(0)) const
    {
        std::vector<Mac48Address> to;
        for (const auto& frame : Sent(WIFI_MAC_MGT_ASSOCIATION_REQUEST))
        {
            if (frame.at >= from)
            {
                to.push_back(frame.header.GetAddr1());
            }
        }
        return to;
    }

    static Mac48Address AddressOf(Ptr<WifiNetDevice> radio)
    {
        return Mac48Address::ConvertFrom(radio->GetAddress());
    }
};

TEST_F(WifiScannerTest, StaysOnEachChannelForWaitBeaconTimeout)
{
    auto radio = NewStationRadio("36 40 44");
    EXPECT_EQ(ChannelsAt(radio, {1, 119, 121, 239, 241, 359, 361, 479, 481}),
              (std::vector<int>{36, 36, 40, 40, 44, 44, 36, 36, 40}));
    EXPECT_TRUE(Sent(WIFI_MAC_MGT_PROBE_REQUEST).empty()) << "it only listens";
    EXPECT_TRUE(ProposedTo().empty());
}

TEST_F(WifiScannerTest, TheTimeOnAChannelIsThatOfTheStation)
{
    auto radio = NewStationRadio("36 40");
    radio->GetMac()->SetAttribute("WaitBeaconTimeout", TimeValue(MilliSeconds(300)));
    EXPECT_EQ(ChannelsAt(radio, {299, 301, 599, 601}), (std::vector<int>{36, 40, 40, 36}));
}

TEST_F(WifiScannerTest, WithoutChannelsItStaysOnItsOwn)
{
    auto radio = NewStationRadio("", 40);
    EXPECT_EQ(ChannelsAt(radio, {1, 121, 241}), (std::vector<int>{40, 40, 40}));
    auto accessPoint = NewAccessPoint(40);
    Hear(radio, accessPoint, STRONG);
    RunUntil(MilliSeconds(800));
    EXPECT_TRUE(MacOf(radio)->IsAssociated());
    EXPECT_EQ(radio->GetPhy()->GetChannelNumber(), 40);
}

TEST_F(WifiScannerTest, AsksOnEachChannelWhenProbingIsActive)
{
    auto radio = NewStationRadio("36 40 44");
    radio->GetMac()->SetAttribute("ActiveProbing", BooleanValue(true));
    RunUntil(MilliSeconds(190));
    const auto probes = Sent(WIFI_MAC_MGT_PROBE_REQUEST);
    ASSERT_EQ(probes.size(), 4U);
    EXPECT_LT(probes[0].at, MilliSeconds(1)) << "ns3::StaWifiMac::ProbeDelay";
    const std::vector<int> frequencies{5180, 5200, 5220, 5180};
    for (std::size_t i = 0; i < probes.size(); ++i)
    {
        EXPECT_EQ(probes[i].frequency, frequencies[i]);
        EXPECT_TRUE(probes[i].header.GetAddr1().IsBroadcast());
        const Time gap = i > 0 ? probes[i].at - probes[i - 1].at : MilliSeconds(50);
        EXPECT_GE(gap, MilliSeconds(50)) << "ns3::StaWifiMac::ProbeRequestTimeout";
        EXPECT_LT(gap, MilliSeconds(51));
    }
}

TEST_F(WifiScannerTest, WhoIsAskedNeedNotSendABeacon)
{
    for (const bool isActive : {false, true})
    {
        auto accessPoint = NewAccessPoint(40);
        accessPoint->GetMac()->SetAttribute("EnableBeaconJitter", BooleanValue(false));
        accessPoint->GetMac()->SetAttribute("BeaconInterval", TimeValue(MicroSeconds(4096000)));
        auto radio = NewStationRadio("36 40");
        radio->GetMac()->SetAttribute("ActiveProbing", BooleanValue(isActive));
        const Time now = Simulator::Now();
        HearAt(now + MilliSeconds(500), radio, accessPoint, STRONG);
        RunUntil(now + MilliSeconds(900));
        EXPECT_EQ(MacOf(radio)->IsAssociated(), isActive);
        Hear(radio, accessPoint, OUT_OF_REACH);
    }
}

TEST_F(WifiScannerTest, TakesTheOneThatItHearsBestOfAChannel)
{
    auto first = NewAccessPoint(36);
    auto second = NewAccessPoint(36);
    Hear(first, second, STRONG);
    auto one = NewStationRadio("36");
    Hear(one, first, STRONG);
    Hear(one, second, MIDDLE);
    RunUntil(MilliSeconds(500));
    EXPECT_EQ(ProposedTo(), std::vector<Mac48Address>{AddressOf(first)});
    auto other = NewStationRadio("36");
    Hear(other, first, WEAK);
    Hear(other, second, MIDDLE);
    RunUntil(MilliSeconds(1000));
    EXPECT_EQ(ProposedTo(MilliSeconds(500)), std::vector<Mac48Address>{AddressOf(second)});
    EXPECT_TRUE(MacOf(one)->IsAssociated() && MacOf(other)->IsAssociated());
}

TEST_F(WifiScannerTest, GoesToTheChannelOfTheOneThatItHearsBest)
{
    const std::vector<uint8_t> channels{36, 40, 44};
    for (const uint8_t best : channels)
    {
        const Time begin = Simulator::Now();
        auto radio = NewStationRadio("36 40 44");
        Ptr<WifiNetDevice> nearest;
        for (const uint8_t channel : channels)
        {
            auto accessPoint = NewAccessPoint(channel);
            Hear(radio, accessPoint, channel == best ? MIDDLE : WEAK);
            nearest = channel == best ? accessPoint : nearest;
        }
        RunUntil(begin + MilliSeconds(600));
        EXPECT_EQ(radio->GetPhy()->GetChannelNumber(), best);
        EXPECT_TRUE(MacOf(radio)->IsAssociated()) << int{best};
        EXPECT_EQ(ProposedTo(begin), std::vector<Mac48Address>{AddressOf(nearest)});
        ASSERT_FALSE(ProposedTo(begin).empty());
        const Time looked = Sent(WIFI_MAC_MGT_ASSOCIATION_REQUEST).back().at - begin;
        EXPECT_GE(looked, MilliSeconds(360)) << "it has looked at all of them";
        EXPECT_LT(looked, MilliSeconds(362));
    }
}

TEST_F(WifiScannerTest, WhoWasHeardEarlierIsNoCandidate)
{
    auto lost = NewAccessPoint(36);
    auto stale = NewAccessPoint(36);
    auto weak = NewAccessPoint(40);
    auto radio = NewStationRadio("36 40");
    Hear(lost, stale, STRONG);
    Hear(radio, lost, STRONG);
    Hear(radio, stale, MIDDLE);
    HearAt(Seconds(1), radio, lost, OUT_OF_REACH);
    HearAt(Seconds(1), radio, stale, OUT_OF_REACH);
    HearAt(Seconds(4), radio, weak, WEAK);
    RunUntil(Seconds(1));
    EXPECT_EQ(ProposedTo(), std::vector<Mac48Address>{AddressOf(lost)});
    RunUntil(Seconds(4));
    EXPECT_FALSE(MacOf(radio)->IsAssociated());
    EXPECT_TRUE(ProposedTo(Seconds(1)).empty()) << "nobody is there";
    RunUntil(Seconds(5));
    EXPECT_EQ(ProposedTo(Seconds(1)), std::vector<Mac48Address>{AddressOf(weak)});
    EXPECT_TRUE(MacOf(radio)->IsAssociated());
}

TEST_F(WifiScannerTest, WhoNeverAnswersIsGivenUp)
{
    auto accessPoint = NewAccessPoint(36);
    auto radio = NewStationRadio("36 40");
    Hear(radio, accessPoint, STRONG);
    HearAt(MilliSeconds(200), radio, accessPoint, OUT_OF_REACH); // it is looking at the other one
    HearAt(Seconds(4), radio, accessPoint, STRONG);
    RunUntil(MilliSeconds(200));
    EXPECT_EQ(radio->GetPhy()->GetChannelNumber(), 40);
    RunUntil(Seconds(4));
    EXPECT_FALSE(ProposedTo().empty());
    EXPECT_TRUE(ProposedTo(Seconds(2)).empty());
    EXPECT_FALSE(MacOf(radio)->IsAssociated());
    RunUntil(Seconds(5));
    EXPECT_TRUE(MacOf(radio)->IsAssociated());
}

TEST_F(WifiScannerTest, TheSignalThatCountsIsThatOfThisTime)
{
    auto first = NewAccessPoint(36);
    auto second = NewAccessPoint(36);
    auto third = NewAccessPoint(36);
    auto radio = NewStationRadio("36");
    Hear(radio, first, STRONG);
    Hear(radio, second, MIDDLE);
    HearAt(Seconds(1), radio, first, OUT_OF_REACH);
    HearAt(Seconds(1), radio, second, WEAK);
    HearAt(Seconds(1), radio, third, MIDDLE);
    RunUntil(Seconds(3));
    EXPECT_EQ(ProposedTo(), (std::vector<Mac48Address>{AddressOf(first), AddressOf(third)}));
}

} // namespace

} // namespace ns3::nemo::tests::mip6_wifi_scanner_test
