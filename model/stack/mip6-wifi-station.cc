// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-wifi-station.h"

#include "ns3/simulator.h"
#include "ns3/sta-wifi-mac.h"
#include "ns3/wifi-mpdu.h"
#include "ns3/wifi-phy.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

namespace
{

/// Names what a WifiPhy does for itself: give up all that it is receiving.
struct Forgetful : WifiPhy
{
    static constexpr void (WifiPhy::*RESET)() = &Forgetful::Reset;
};

} // namespace

WifiStation::WifiStation(Ptr<MobileLinkDevice> device,
                         Ptr<WifiNetDevice> radio,
                         std::vector<Ptr<WifiLink>> links)
    : m_device(device),
      m_radio(radio),
      m_links(std::move(links))
{
    SetRadioAddress(radio, Mac48Address::ConvertFrom(device->GetAddress()));
    TakeOverRadio(radio, MakeCallback(&WifiStation::OnReceived, this));
    radio->GetMac()->TraceConnectWithoutContext("Assoc",
                                                MakeCallback(&WifiStation::OnAssociated, this));
    radio->GetMac()->TraceConnectWithoutContext("DeAssoc",
                                                MakeCallback(&WifiStation::OnLost, this));
    radio->GetMac()->TraceConnectWithoutContext("DroppedMpdu",
                                                MakeCallback(&WifiStation::OnGivenUp, this));
}

void
WifiStation::Listen(Told told)
{
    m_told = std::move(told);
}

Ptr<WifiNetDevice>
WifiStation::GetRadio() const
{
    return m_radio;
}

void
WifiStation::Tell(Ptr<WifiLink> link) const
{
    if (m_told)
    {
        m_told(link);
    }
}

void
WifiStation::OnAssociated(Mac48Address bssid)
{
    // ns-3 tells of it before the radio takes anything to send.
    Simulator::ScheduleNow(&WifiStation::Join, this, bssid);
}

void
WifiStation::Join(Mac48Address bssid)
{
    const auto found = std::find_if(m_links.begin(), m_links.end(), [&bssid](const auto& link) {
        return link->HasAccessPoint(bssid);
    });
    if (m_link || found == m_links.end() ||
        !DynamicCast<StaWifiMac>(m_radio->GetMac())->IsAssociated())
    {
        return;
    }
    m_link = *found;
    Tell(m_link);
    m_link->Associate(m_device, m_radio, bssid);
}

void
WifiStation::OnLost(Mac48Address /* bssid */)
{
    // ns-3 goes on from here.
    Simulator::ScheduleNow(&WifiStation::ForgetFrame, this);
    // It also tells of an association that never came to be.
    if (m_link)
    {
        Tell(nullptr);
        std::exchange(m_link, nullptr)->Detach(m_device);
    }
}

void
WifiStation::ForgetFrame() const
{
    const auto phy = m_radio->GetPhy();
    if (phy->IsStateIdle() || phy->IsStateCcaBusy())
    {
        (PeekPointer(phy)->*Forgetful::RESET)();
    }
}

void
WifiStation::OnGivenUp(WifiMacDropReason reason, Ptr<const WifiMpdu> frame)
{
    if (m_link)
    {
        m_link->LoseByRadio(reason, frame);
    }
}

bool
WifiStation::OnReceived(Ptr<NetDevice> /* radio */,
                        Ptr<const Packet> packet,
                        uint16_t protocol,
                        const Address& source,
                        const Address& destination,
                        NetDevice::PacketType type)
{
    if (m_link && type != NetDevice::PACKET_OTHERHOST)
    {
        m_link->Arrive(m_device,
                       packet,
                       protocol,
                       Mac48Address::ConvertFrom(source),
                       Mac48Address::ConvertFrom(destination));
    }
    return true;
}

} // namespace ns3::nemo
