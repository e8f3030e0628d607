// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_WIFI_STATION_H
#define MIP6_WIFI_STATION_H

#include "ns3/mip6-mobile-link-device.h"
#include "ns3/mip6-wifi-link.h"
#include "ns3/simple-ref-count.h"
#include "ns3/wifi-net-device.h"

#include <functional>
#include <vector>

namespace ns3::nemo
{

/**
 * Takes a device from link to link as its radio finds access points and loses them.
 *
 * The radio (with an ns3::StaWifiMac) is on the same node; it is the device that has an interface
 * of IPv6, whose link goes up with an association and down with the loss of one.
 */
class WifiStation : public SimpleRefCount<WifiStation>
{
  public:
    /// Told right before the device joins a link, or (null) leaves one.
    using Told = std::function<void(Ptr<WifiLink> link)>;

    /// @param device on no link; it takes over that the radio's address is its own
    /// @param radio that is not associated
    /// @param links whose access points it can join. This object must outlive the simulation
    WifiStation(Ptr<MobileLinkDevice> device,
                Ptr<WifiNetDevice> radio,
                std::vector<Ptr<WifiLink>> links);

    WifiStation(const WifiStation&) = delete;
    WifiStation& operator=(const WifiStation&) = delete;

    /// Tell somebody of each movement.
    void Listen(Told told);

    /// @return the radio
    Ptr<WifiNetDevice> GetRadio() const;

  private:
    void OnAssociated(Mac48Address bssid);
    void Join(Mac48Address bssid);
    void OnLost(Mac48Address bssid);
    /// ns-3 turns the radio off and on when an association ends, and takes a frame of which it was
    /// reading the header for one that it still receives: asserts, or loses the next.
    void ForgetFrame() const;
    bool OnReceived(Ptr<NetDevice> radio,
                    Ptr<const Packet> packet,
                    uint16_t protocol,
                    const Address& source,
                    const Address& destination,
                    NetDevice::PacketType type);
    void OnGivenUp(WifiMacDropReason reason, Ptr<const WifiMpdu> frame);
    void Tell(Ptr<WifiLink> link) const;

    Ptr<MobileLinkDevice> m_device;
    Ptr<WifiNetDevice> m_radio;
    std::vector<Ptr<WifiLink>> m_links;
    Ptr<WifiLink> m_link; ///< where it is; null: nowhere
    Told m_told;
};

} // namespace ns3::nemo

#endif // MIP6_WIFI_STATION_H
