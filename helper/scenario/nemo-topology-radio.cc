// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-topology-radio.h"

#include "ns3/boolean.h"
#include "ns3/constant-position-mobility-model.h"
#include "ns3/double.h"
#include "ns3/pointer.h"
#include "ns3/position-allocator.h"
#include "ns3/random-variable-stream.h"
#include "ns3/random-waypoint-mobility-model.h"
#include "ns3/ssid.h"
#include "ns3/string.h"
#include "ns3/waypoint-mobility-model.h"
#include "ns3/wifi-helper.h"
#include "ns3/wifi-mac-helper.h"
#include "ns3/yans-wifi-helper.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace ns3::nemo
{

namespace
{

/// The channels of 20 MHz at 5 GHz that do not overlap; with more networks than that some share.
constexpr std::array<uint8_t, 25> CHANNELS{36,  40,  44,  48,  52,  56,  60,  64,  100,
                                           104, 108, 112, 116, 120, 124, 128, 132, 136,
                                           140, 144, 149, 153, 157, 161, 165};

/// Streams of one radio, or of one course.
constexpr int64_t STREAMS_OF_RADIO = 100;

Vector
MakeVector(const PositionSpec& position)
{
    return Vector(position.x, position.y, 0);
}

Ptr<RandomVariableStream>
MakeUniform(double low, double high)
{
    return CreateObjectWithAttributes<UniformRandomVariable>("Min",
                                                             DoubleValue(low),
                                                             "Max",
                                                             DoubleValue(high));
}

Ptr<MobilityModel>
MakeRandomCourse(const RandomWaypointSpec& spec)
{
    auto positions = CreateObject<RandomRectanglePositionAllocator>();
    positions->SetX(MakeUniform(spec.low.x, spec.high.x));
    positions->SetY(MakeUniform(spec.low.y, spec.high.y));
    const double pause = spec.pause.GetSeconds();
    return CreateObjectWithAttributes<RandomWaypointMobilityModel>(
        "Speed",
        PointerValue(MakeUniform(spec.slowest, spec.fastest)),
        "Pause",
        PointerValue(MakeUniform(pause, pause)),
        "PositionAllocator",
        PointerValue(positions));
}

Ptr<MobilityModel>
MakeCourse(const CourseSpec& spec)
{
    if (spec.random)
    {
        return MakeRandomCourse(*spec.random);
    }
    if (spec.waypoints.size() == 1)
    {
        auto place = CreateObject<ConstantPositionMobilityModel>();
        place->SetPosition(MakeVector(spec.waypoints.front().position));
        return place;
    }
    // An event for each waypoint is none that somebody needs.
    auto course =
        CreateObjectWithAttributes<WaypointMobilityModel>("LazyNotify", BooleanValue(true));
    for (const auto& waypoint : spec.waypoints)
    {
        course->AddWaypoint(Waypoint(waypoint.at, MakeVector(waypoint.position)));
    }
    return course;
}

/// Makes radios, all of the same kind.
class RadioShop
{
  public:
    RadioShop()
    {
        m_phy.SetChannel(YansWifiChannelHelper::Default().Create());
        m_wifi.SetStandard(WIFI_STANDARD_80211a);
        m_wifi.SetRemoteStationManager("ns3::IdealWifiManager");
    }

    /// \return an access point at a place
    Ptr<WifiNetDevice> MakeAccessPoint(Ptr<Node> node,
                                       const std::string& ssid,
                                       uint8_t channel,
                                       Ptr<MobilityModel> place,
                                       Mac48Address address)
    {
        WifiMacHelper mac;
        mac.SetType("ns3::ApWifiMac", "Ssid", SsidValue(Ssid(ssid)));
        auto radio = Install(node, mac, channel, address);
        radio->GetPhy()->SetMobility(place);
        return radio;
    }

    /// \return a radio that goes with its node and looks at all these channels
    Ptr<WifiNetDevice> MakeStation(Ptr<Node> node,
                                   const std::vector<uint8_t>& channels,
                                   Mac48Address address)
    {
        std::string list;
        for (const auto channel : channels)
        {
            list += std::to_string(channel) + " ";
        }
        WifiMacHelper mac;
        // Without a name of its own it takes any network.
        mac.SetType("ns3::StaWifiMac", "Ssid", SsidValue(Ssid()));
        mac.SetAssocManager("ns3::nemo::WifiScanner", "Channels", StringValue(list));
        return Install(node, mac, channels.front(), address);
    }

  private:
    Ptr<WifiNetDevice> Install(Ptr<Node> node,
                               const WifiMacHelper& mac,
                               uint8_t channel,
                               Mac48Address address)
    {
        m_phy.Set("ChannelSettings",
                  StringValue("{" + std::to_string(channel) + ", 20, BAND_5GHZ, 0}"));
        auto radio = DynamicCast<WifiNetDevice>(m_wifi.Install(m_phy, mac, node).Get(0));
        SetRadioAddress(radio, address);
        return radio;
    }

    YansWifiPhyHelper m_phy;
    WifiHelper m_wifi;
};

Mac48Address
MakeBssid(std::size_t link, std::size_t point)
{
    const std::array<uint8_t, 6> octets{0x06,
                                        static_cast<uint8_t>(link >> 16),
                                        static_cast<uint8_t>(link >> 8),
                                        static_cast<uint8_t>(link),
                                        static_cast<uint8_t>(point >> 8),
                                        static_cast<uint8_t>(point)};
    Mac48Address address;
    address.CopyFrom(octets.data());
    return address;
}

/// \return the names of networks, each once
std::vector<std::string>
NetworksOf(const Scenario& scenario)
{
    std::vector<std::string> names;
    for (const auto& link : scenario.links)
    {
        const bool isNew = std::find(names.begin(), names.end(), link.ssid) == names.end();
        if (link.type == LinkType::WIFI && isNew)
        {
            names.push_back(link.ssid);
        }
    }
    return names;
}

/// \return the links with access points, which stand there then
std::vector<Ptr<WifiLink>>
BuildAccessPoints(Topology& topology, const std::vector<std::string>& networks, RadioShop& shop)
{
    std::vector<Ptr<WifiLink>> links;
    for (std::size_t i = 0; i < topology.links.size(); ++i)
    {
        const LinkSpec& spec = *topology.links[i].spec;
        auto link = DynamicCast<WifiLink>(topology.links[i].link);
        for (std::size_t j = 0; link && j < spec.accessPoints.size(); ++j)
        {
            const auto network = std::find(networks.begin(), networks.end(), spec.ssid);
            const auto number = static_cast<std::size_t>(network - networks.begin());
            auto place = CreateObject<ConstantPositionMobilityModel>();
            place->SetPosition(MakeVector(spec.accessPoints[j].position));
            auto radio = shop.MakeAccessPoint(topology.GetNode(spec.accessPoints[j].node).node,
                                              spec.ssid,
                                              CHANNELS[number % CHANNELS.size()],
                                              place,
                                              MakeBssid(i, j));
            link->AddAccessPoint(radio);
            topology.accessPoints.Add(radio);
        }
        if (link)
        {
            links.push_back(link);
        }
    }
    return links;
}

} // namespace

void
BuildRadio(Topology& topology)
{
    const auto networks = NetworksOf(topology.GetScenario());
    if (networks.empty())
    {
        return;
    }
    RadioShop shop;
    const auto links = BuildAccessPoints(topology, networks, shop);
    const std::vector<uint8_t> channels(
        CHANNELS.begin(),
        CHANNELS.begin() + static_cast<std::ptrdiff_t>(std::min(networks.size(), CHANNELS.size())));
    for (const auto& node : topology.nodes)
    {
        if (node.spec->course)
        {
            node.node->AggregateObject(MakeCourse(*node.spec->course));
            const auto device = node.FindRoaming()->device;
            auto radio = shop.MakeStation(node.node,
                                          channels,
                                          Mac48Address::ConvertFrom(device->GetAddress()));
            topology.stations.push_back(
                {node.spec->name, Create<WifiStation>(device, radio, links)});
        }
    }
}

void
AssignRadioStreams(const Topology& topology, int64_t first)
{
    NetDeviceContainer radios = topology.accessPoints;
    for (const auto& station : topology.stations)
    {
        radios.Add(station.station->GetRadio());
    }
    for (uint32_t i = 0; i < radios.GetN(); ++i)
    {
        const int64_t stream = first + i * STREAMS_OF_RADIO;
        WifiHelper().AssignStreams(NetDeviceContainer(radios.Get(i)), stream);
        const auto course = radios.Get(i)->GetNode()->GetObject<MobilityModel>();
        if (course)
        {
            course->AssignStreams(stream + STREAMS_OF_RADIO / 2);
        }
    }
}

void
PlaceStations(const Topology& topology)
{
    for (const auto& station : topology.stations)
    {
        auto course = topology.GetNode(station.node).node->GetObject<RandomWaypointMobilityModel>();
        if (course)
        {
            PointerValue positions;
            course->GetAttribute("PositionAllocator", positions);
            course->SetPosition(positions.Get<PositionAllocator>()->GetNext());
        }
    }
}

} // namespace ns3::nemo
