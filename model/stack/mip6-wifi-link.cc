// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-wifi-link.h"

#include "ns3/abort.h"
#include "ns3/frame-exchange-manager.h"
#include "ns3/llc-snap-header.h"
#include "ns3/trace-helper.h"
#include "ns3/wifi-mac-header.h"
#include "ns3/wifi-mac-trailer.h"
#include "ns3/wifi-mpdu.h"

#include <algorithm>

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(WifiLink);

namespace
{

bool
Ignore(Ptr<NetDevice> /* radio */,
       Ptr<const Packet> /* packet */,
       uint16_t /* protocol */,
       const Address& /* source */)
{
    return true;
}

} // namespace

void
TakeOverRadio(Ptr<WifiNetDevice> radio, NetDevice::PromiscReceiveCallback received)
{
    radio->SetReceiveCallback(MakeCallback(&Ignore));
    radio->SetPromiscReceiveCallback(received);
}

void
SetRadioAddress(Ptr<WifiNetDevice> radio, Mac48Address address)
{
    radio->SetAddress(address);
    radio->GetMac()->GetFrameExchangeManager()->SetAddress(address);
}

TypeId
WifiLink::GetTypeId()
{
    static TypeId tid = TypeId("ns3::nemo::WifiLink")
                            .SetParent<MobileLink>()
                            .SetGroupName("Nemo")
                            .AddConstructor<WifiLink>();
    return tid;
}

void
WifiLink::DoDispose()
{
    m_accessPoints.clear();
    m_stations.clear();
    MobileLink::DoDispose();
}

void
WifiLink::AddAccessPoint(Ptr<WifiNetDevice> radio)
{
    m_accessPoints.push_back(radio);
    TakeOverRadio(radio, MakeCallback(&WifiLink::Uplink, this));
    radio->GetMac()->TraceConnectWithoutContext("DroppedMpdu",
                                                MakeCallback(&WifiLink::LoseByRadio, this));
}

Ptr<WifiNetDevice>
WifiLink::FindAccessPoint(Mac48Address bssid) const
{
    const auto found =
        std::find_if(m_accessPoints.begin(), m_accessPoints.end(), [&bssid](const auto& radio) {
            return radio->GetAddress() == Address(bssid);
        });
    return found == m_accessPoints.end() ? nullptr : *found;
}

bool
WifiLink::HasAccessPoint(Mac48Address bssid) const
{
    return FindAccessPoint(bssid) != nullptr;
}

void
WifiLink::Associate(Ptr<MobileLinkDevice> device, Ptr<WifiNetDevice> radio, Mac48Address bssid)
{
    NS_ABORT_MSG_IF(!HasAccessPoint(bssid), "This link has no access point " << bssid << ".");
    if (device->GetLink())
    {
        device->GetLink()->Detach(device);
    }
    // Who is told of the link may send at once.
    m_stations.push_back({device, radio, FindAccessPoint(bssid)});
    Attach(device);
}

void
WifiLink::Detach(Ptr<MobileLinkDevice> device)
{
    m_stations.erase(std::remove_if(m_stations.begin(),
                                    m_stations.end(),
                                    [&device](const Station& one) { return one.device == device; }),
                     m_stations.end());
    MobileLink::Detach(device);
}

const WifiLink::Station*
WifiLink::FindStation(Ptr<const MobileLinkDevice> device) const
{
    const auto found = std::find_if(m_stations.begin(),
                                    m_stations.end(),
                                    [&device](const Station& one) { return one.device == device; });
    return found == m_stations.end() ? nullptr : &*found;
}

const WifiLink::Station*
WifiLink::FindStation(Mac48Address address) const
{
    const auto found =
        std::find_if(m_stations.begin(), m_stations.end(), [&address](const Station& one) {
            return one.device->GetAddress() == Address(address);
        });
    return found == m_stations.end() ? nullptr : &*found;
}

void
WifiLink::Distribute(const LinkFrame& frame)
{
    if (const auto* station = FindStation(frame.sender))
    {
        station->radio->Send(frame.packet->Copy(), frame.destination, frame.protocol);
        return;
    }
    Forward(frame, nullptr);
}

bool
WifiLink::Uplink(Ptr<NetDevice> radio,
                 Ptr<const Packet> packet,
                 uint16_t protocol,
                 const Address& source,
                 const Address& destination,
                 NetDevice::PacketType /* type */)
{
    const auto from = Mac48Address::ConvertFrom(source);
    const auto* station = FindStation(from);
    // One that has just left, or is not there yet.
    if (station)
    {
        Forward({packet, protocol, from, Mac48Address::ConvertFrom(destination), station->device},
                radio);
    }
    return true;
}

void
WifiLink::Forward(const LinkFrame& frame, Ptr<const NetDevice> heardBy)
{
    const bool isWired = ForwardByWire(frame);
    const bool isReached = ForwardByRadio(frame, heardBy);
    if (!isWired && !isReached)
    {
        Lose(frame, FrameLoss::NO_RECEIVER);
    }
}

bool
WifiLink::ForwardByWire(const LinkFrame& frame)
{
    const bool isGroup = frame.destination.IsGroup();
    bool isFound = isGroup;
    for (const auto& device : GetMembers())
    {
        const bool isMeant = isGroup || device->GetAddress() == Address(frame.destination);
        if (isMeant && device != frame.sender && !FindStation(device) && device->IsLinkUp())
        {
            isFound = true;
            SendTo(frame, device);
        }
    }
    return isFound;
}

bool
WifiLink::ForwardByRadio(const LinkFrame& frame, Ptr<const NetDevice> heardBy) const
{
    const bool isGroup = frame.destination.IsGroup();
    const auto* station = isGroup ? nullptr : FindStation(frame.destination);
    for (const auto& radio : m_accessPoints)
    {
        // What an access point heard it has sent to its own stations already.
        if (radio != heardBy && (isGroup || (station && station->accessPoint == radio)))
        {
            radio->SendFrom(frame.packet->Copy(), frame.source, frame.destination, frame.protocol);
        }
    }
    return isGroup || station;
}

void
WifiLink::Arrive(Ptr<MobileLinkDevice> device,
                 Ptr<const Packet> packet,
                 uint16_t protocol,
                 Mac48Address source,
                 Mac48Address destination)
{
    // What is of a sender that has left meanwhile is nobody's.
    const auto sender = FindSender(source);
    if (sender)
    {
        SendTo({packet, protocol, source, destination, sender}, device);
    }
}

Ptr<const MobileLinkDevice>
WifiLink::FindSender(Mac48Address address) const
{
    const auto members = GetMembers();
    const auto found = std::find_if(members.begin(), members.end(), [&address](const auto& one) {
        return one->GetAddress() == Address(address);
    });
    return found == members.end() ? nullptr : *found;
}

void
WifiLink::LoseByRadio(WifiMacDropReason /* reason */, Ptr<const WifiMpdu> frame)
{
    const WifiMacHeader& header = frame->GetHeader();
    const bool isOfAccessPoint = header.IsFromDs();
    const auto source = isOfAccessPoint ? header.GetAddr3() : header.GetAddr2();
    const auto destination = isOfAccessPoint ? header.GetAddr1() : header.GetAddr3();
    const auto sender = header.IsData() ? FindSender(source) : nullptr;
    if (sender)
    {
        auto packet = frame->GetPacket()->Copy();
        LlcSnapHeader snap;
        packet->RemoveHeader(snap);
        Lose({packet, snap.GetType(), source, destination, sender}, FrameLoss::RADIO);
    }
}

void
WifiLink::EnablePcap(const std::string& fileName)
{
    OpenPcap(fileName, PcapHelper::DLT_IEEE802_11);
    for (const auto& radio : m_accessPoints)
    {
        const auto bssid = Mac48Address::ConvertFrom(radio->GetAddress());
        radio->GetPhy()->TraceConnectWithoutContext("MonitorSnifferTx",
                                                    MakeCallback(&WifiLink::SniffSent, this));
        radio->GetPhy()->TraceConnectWithoutContext(
            "MonitorSnifferRx",
            MakeCallback(&WifiLink::SniffReceived, this, bssid));
    }
}

void
WifiLink::SniffSent(Ptr<const Packet> frame,
                    uint16_t /* frequency */,
                    WifiTxVector /* vector */,
                    MpduInfo /* aggregation */,
                    uint16_t /* station */)
{
    auto copy = frame->Copy();
    copy->RemoveAtEnd(WIFI_MAC_FCS_LENGTH);
    WritePcap(copy);
}

void
WifiLink::SniffReceived(Mac48Address bssid,
                        Ptr<const Packet> frame,
                        uint16_t frequency,
                        WifiTxVector vector,
                        MpduInfo aggregation,
                        SignalNoiseDbm /* signal */,
                        uint16_t station)
{
    // Access points of one channel hear each other, and each other's stations.
    WifiMacHeader header;
    frame->PeekHeader(header);
    if (header.GetAddr1() == bssid || header.IsProbeReq())
    {
        SniffSent(frame, frequency, vector, aggregation, station);
    }
}

} // namespace ns3::nemo
