// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_WIFI_FIXTURE_H
#define NEMO_TEST_WIFI_FIXTURE_H

#include "ns3/boolean.h"
#include "ns3/constant-position-mobility-model.h"
#include "ns3/mip6-wifi-link.h"
#include "ns3/mip6-wifi-station.h"
#include "ns3/node.h"
#include "ns3/propagation-delay-model.h"
#include "ns3/propagation-loss-model.h"
#include "ns3/simulator.h"
#include "ns3/ssid.h"
#include "ns3/sta-wifi-mac.h"
#include "ns3/string.h"
#include "ns3/wifi-helper.h"
#include "ns3/wifi-mac-header.h"
#include "ns3/wifi-mac-helper.h"
#include "ns3/yans-wifi-channel.h"
#include "ns3/yans-wifi-helper.h"

#include <array>
#include <functional>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests
{

/// Radios that hear each other as the test says, whatever their places, and what they send.
class WifiTest : public ::testing::Test
{
  protected:
    /// For local experiments: no protocol of ns-3 wants it.
    static constexpr uint16_t ETHER_TYPE = 0x88b5;
    // Losses in dB on the way from radio to radio, at 16 dBm and a noise floor of some -94 dBm.
    static constexpr double STRONG = 60;
    static constexpr double MIDDLE = 75;
    static constexpr double WEAK = 90;
    static constexpr double OUT_OF_REACH = 300;

    /// A frame that somebody sent by radio.
    struct AirFrame
    {
        Time at;
        uint16_t frequency; ///< MHz
        uint32_t size;      ///< with header and frame check sequence
        WifiMacHeader header;
    };

    /// What a device of a link received.
    struct Received
    {
        Ptr<NetDevice> device;
        uint32_t size;
        uint16_t protocol;
        Address source;
        Address destination;
        Time at;
    };

    /// Where a device was and when, as WifiStation told of a link.
    struct Told
    {
        Ptr<WifiLink> link;     ///< that it joins; null: it leaves one
        Ptr<LinkCarrier> where; ///< the device is at that moment
        Time at;
    };

    /// A device that goes from link to link.
    struct Roamer
    {
        Ptr<MobileLinkDevice> device;
        Ptr<WifiNetDevice> radio;
        Ptr<WifiStation> station;
    };

    WifiTest()
    {
        m_losses->SetDefaultLoss(OUT_OF_REACH);
        auto channel = CreateObject<YansWifiChannel>();
        channel->SetPropagationDelayModel(CreateObject<ConstantSpeedPropagationDelayModel>());
        channel->SetPropagationLossModel(m_losses);
        m_phy.SetChannel(channel);
        m_wifi.SetStandard(WIFI_STANDARD_80211a);
        m_wifi.SetRemoteStationManager("ns3::IdealWifiManager");
    }

    ~WifiTest() override
    {
        Simulator::Destroy();
    }

    static void At(Time when, std::function<void()> action)
    {
        Simulator::Schedule(when - Simulator::Now(), [action = std::move(action)]() { action(); });
    }

    static void RunUntil(Time when)
    {
        Simulator::Stop(when - Simulator::Now());
        Simulator::Run();
    }

    /// @return an access point that no link knows; nobody hears it yet
    Ptr<WifiNetDevice> NewAccessPoint(uint8_t channel)
    {
        WifiMacHelper mac;
        mac.SetType("ns3::ApWifiMac", "Ssid", SsidValue(Ssid("net")));
        return Install(CreateObject<Node>(), mac, channel, NewAddress());
    }

    Ptr<WifiNetDevice> NewAccessPoint(Ptr<WifiLink> link, uint8_t channel)
    {
        auto radio = NewAccessPoint(channel);
        link->AddAccessPoint(radio);
        return radio;
    }

    /// @return a radio that is on a channel, and looks for access points on these
    Ptr<WifiNetDevice> NewStationRadio(const std::string& channels,
                                       uint8_t on = 36,
                                       Ptr<Node> node = CreateObject<Node>(),
                                       bool isQos = false)
    {
        WifiMacHelper mac;
        mac.SetType("ns3::StaWifiMac",
                    "Ssid",
                    SsidValue(Ssid()),
                    "QosSupported",
                    BooleanValue(isQos));
        mac.SetAssocManager("ns3::nemo::WifiScanner", "Channels", StringValue(channels));
        return Install(node, mac, on, NewAddress());
    }

    Ptr<WifiLink> NewLink()
    {
        auto link = CreateObject<WifiLink>();
        link->SetAttribute("Delay", TimeValue(MicroSeconds(10)));
        link->SetAttribute("DataRate", DataRateValue(DataRate(0)));
        return link;
    }

    /// @return a device that is on no link
    Ptr<MobileLinkDevice> NewDevice()
    {
        auto device = CreateObject<MobileLinkDevice>();
        device->SetAddress(NewAddress());
        CreateObject<Node>()->AddDevice(device);
        device->SetPromiscReceiveCallback(MakeCallback(&WifiTest::Take, this));
        return device;
    }

    /// @return a device on the wire of a link
    Ptr<MobileLinkDevice> NewDevice(Ptr<MobileLink> link)
    {
        auto device = NewDevice();
        link->Attach(device);
        return device;
    }

    Roamer NewRoamer(const std::vector<Ptr<WifiLink>>& links, const std::string& channels = "36")
    {
        auto device = NewDevice();
        return NewRoamer(links, device, NewStationRadio(channels, 36, device->GetNode()));
    }

    Roamer NewRoamer(const std::vector<Ptr<WifiLink>>& links,
                     Ptr<MobileLinkDevice> device,
                     Ptr<WifiNetDevice> radio)
    {
        auto station = Create<WifiStation>(device, radio, links);
        station->Listen([this, device](Ptr<WifiLink> link) {
            told.push_back({link, device->GetLink(), Simulator::Now()});
        });
        m_stations.push_back(station);
        return {device, radio, station};
    }

    /// Let two radios hear each other from now on.
    void Hear(Ptr<WifiNetDevice> a, Ptr<WifiNetDevice> b, double loss)
    {
        m_losses->SetLoss(a->GetPhy()->GetMobility(), b->GetPhy()->GetMobility(), loss);
    }

    void HearAt(Time at, Ptr<WifiNetDevice> a, Ptr<WifiNetDevice> b, double loss)
    {
        At(at, [this, a, b, loss]() { Hear(a, b, loss); });
    }

    static void Send(Time at, Ptr<NetDevice> from, Address to, uint32_t size)
    {
        At(at, [=]() { from->Send(Create<Packet>(size), to, ETHER_TYPE); });
    }

    static Ptr<StaWifiMac> MacOf(Ptr<WifiNetDevice> radio)
    {
        return DynamicCast<StaWifiMac>(radio->GetMac());
    }

    /// @return what was sent by radio, of one type
    std::vector<AirFrame> Sent(WifiMacType type) const
    {
        std::vector<AirFrame> found;
        for (const auto& frame : m_air)
        {
            if (frame.header.GetType() == type)
            {
                found.push_back(frame);
            }
        }
        return found;
    }

    /// @return what a device received
    std::vector<Received> ReceivedBy(Ptr<NetDevice> device) const
    {
        std::vector<Received> found;
        for (const auto& one : received)
        {
            if (one.device == device)
            {
                found.push_back(one);
            }
        }
        return found;
    }

    std::vector<Received> received;
    std::vector<Told> told;

  private:
    Mac48Address NewAddress()
    {
        const std::array<uint8_t, 6> octets{2, 0, 0, 0, 0, ++m_addresses};
        Mac48Address address;
        address.CopyFrom(octets.data());
        return address;
    }

    Ptr<WifiNetDevice> Install(Ptr<Node> node,
                               const WifiMacHelper& mac,
                               uint8_t channel,
                               Mac48Address address)
    {
        m_phy.Set("ChannelSettings",
                  StringValue("{" + std::to_string(channel) + ", 20, BAND_5GHZ, 0}"));
        const auto devices = m_wifi.Install(m_phy, mac, node);
        WifiHelper().AssignStreams(devices, m_streams += 100);
        auto radio = DynamicCast<WifiNetDevice>(devices.Get(0));
        SetRadioAddress(radio, address);
        auto place = CreateObject<ConstantPositionMobilityModel>();
        place->SetPosition(Vector(m_addresses, 0, 0));
        radio->GetPhy()->SetMobility(place);
        radio->GetPhy()->TraceConnectWithoutContext("MonitorSnifferTx",
                                                    MakeCallback(&WifiTest::Note, this));
        return radio;
    }

    void Note(Ptr<const Packet> frame,
              uint16_t frequency,
              WifiTxVector /* vector */,
              MpduInfo /* aggregation */,
              uint16_t /* station */)
    {
        WifiMacHeader header;
        frame->PeekHeader(header);
        m_air.push_back({Simulator::Now(), frequency, frame->GetSize(), header});
    }

    bool Take(Ptr<NetDevice> device,
              Ptr<const Packet> packet,
              uint16_t protocol,
              const Address& source,
              const Address& destination,
              NetDevice::PacketType /* type */)
    {
        received.push_back(
            {device, packet->GetSize(), protocol, source, destination, Simulator::Now()});
        return true;
    }

    Ptr<MatrixPropagationLossModel> m_losses = CreateObject<MatrixPropagationLossModel>();
    YansWifiPhyHelper m_phy;
    WifiHelper m_wifi;
    std::vector<Ptr<WifiStation>> m_stations;
    std::vector<AirFrame> m_air;
    int64_t m_streams{1000};
    uint8_t m_addresses{0};
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_WIFI_FIXTURE_H
