// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-wifi-scanner.h"

#include "ns3/sta-wifi-mac.h"
#include "ns3/string.h"
#include "ns3/wifi-phy.h"

#include <algorithm>
#include <sstream>
#include <utility>

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(WifiScanner);

namespace
{

/// Send something on the only link there is, which ns-3.43 wants to be named and ns-3.37 does not.
template <typename... Link>
void
SendOnOnlyLink(StaWifiMac& mac, void (StaWifiMac::*send)(Link...))
{
    (mac.*send)(Link{}...);
}

/// @return what repeats an association request that nobody answers, a private member of ns-3's
EventId& RequestTimerOf(StaWifiMac& mac);

/// Defines that: nothing checks access where a template is instantiated by name.
template <EventId StaWifiMac::*TIMER>
struct RequestTimerAccess
{
    friend EventId& RequestTimerOf(StaWifiMac& mac)
    {
        return mac.*TIMER;
    }
};

template struct RequestTimerAccess<&StaWifiMac::m_assocRequestEvent>;

} // namespace

TypeId
WifiScanner::GetTypeId()
{
    static TypeId tid = TypeId("ns3::nemo::WifiScanner")
                            .SetParent<WifiAssocManager>()
                            .SetGroupName("Nemo")
                            .AddConstructor<WifiScanner>()
                            .AddAttribute("Channels",
                                          "Numbers of the channels to look at, of 20 MHz at 5 GHz, "
                                          "with blanks between them; none: the one that it is on.",
                                          StringValue(""),
                                          MakeStringAccessor(&WifiScanner::SetChannels),
                                          MakeStringChecker());
    return tid;
}

void
WifiScanner::DoDispose()
{
    m_dwell.Cancel();
    m_probe.Cancel();
    m_settled.Cancel();
    WifiAssocManager::DoDispose();
}

void
WifiScanner::SetChannels(std::string channels)
{
    m_channels.clear();
    std::istringstream words(channels);
    for (uint32_t channel = 0; words >> channel;)
    {
        m_channels.push_back(static_cast<uint8_t>(channel));
    }
}

bool
WifiScanner::Compare(const StaWifiMac::ApInfo& lhs, const StaWifiMac::ApInfo& rhs) const
{
    return lhs.m_snr > rhs.m_snr;
}

bool
WifiScanner::CanBeInserted(const StaWifiMac::ApInfo& /* apInfo */) const
{
    return m_dwell.IsRunning();
}

bool
WifiScanner::CanBeReturned(const StaWifiMac::ApInfo& apInfo) const
{
    return m_heard.count(apInfo.m_bssid) > 0;
}

void
WifiScanner::NotifyApInfo(const StaWifiMac::ApInfo&& apInfo)
{
    if (m_dwell.IsRunning())
    {
        m_heard.insert(apInfo.m_bssid);
    }
    WifiAssocManager::NotifyApInfo(std::move(apInfo));
}

void
WifiScanner::DoStartScanning()
{
    // ns-3.37 leaves it running when it gives an access point up that has not answered (ns-3's
    // issue 862), and aborts when it expires.
    RequestTimerOf(*m_mac).Cancel();
    m_heard.clear();
    m_isChosen = false;
    m_settled.Cancel();
    Visit(0);
}

void
WifiScanner::Visit(std::size_t index)
{
    if (index > 0 && index >= m_channels.size())
    {
        Choose();
        return;
    }
    if (index < m_channels.size())
    {
        Tune(m_channels[index]);
    }
    Time dwell = GetScanParams().maxChannelTime;
    if (GetScanParams().type == decltype(WifiScanParams::type)::ACTIVE)
    {
        dwell += GetScanParams().probeDelay;
        m_probe.Schedule(GetScanParams().probeDelay,
                         [this]() { SendOnOnlyLink(*m_mac, &StaWifiMac::SendProbeRequest); });
    }
    m_dwell.Schedule(dwell, [this, index]() { Visit(index + 1); });
}

void
WifiScanner::Choose()
{
    const auto& known = GetSortedList();
    const auto best = std::find_if(known.begin(), known.end(), [this](const auto& one) {
        return CanBeReturned(one);
    });
    const auto channel =
        best == known.end() ? GetChannel() : static_cast<uint8_t>(best->m_channel.number);
    m_isChosen = channel != GetChannel();
    if (m_isChosen)
    {
        Tune(channel);
    }
    else
    {
        ScanningTimeout();
    }
}

void
WifiScanner::NotifyChannelSwitched(uint8_t /* linkId */)
{
    if (std::exchange(m_isChosen, false))
    {
        // The radio first forgets what it was about to send.
        m_settled.Schedule(Time(0), [this]() { ScanningTimeout(); });
    }
}

uint8_t
WifiScanner::GetChannel() const
{
    return m_mac->GetWifiPhy(0)->GetChannelNumber();
}

void
WifiScanner::Tune(uint8_t channel)
{
    if (channel != GetChannel())
    {
        m_mac->GetWifiPhy(0)->SetOperatingChannel(
            WifiPhy::ChannelTuple(channel, 20, WIFI_PHY_BAND_5GHZ, 0));
    }
}

} // namespace ns3::nemo
