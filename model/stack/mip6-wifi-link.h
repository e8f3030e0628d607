// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_WIFI_LINK_H
#define MIP6_WIFI_LINK_H

#include "ns3/mip6-mobile-link.h"
#include "ns3/wifi-mac.h"
#include "ns3/wifi-net-device.h"
#include "ns3/wifi-phy.h"

#include <string>
#include <vector>

namespace ns3::nemo
{

/// Keep what a radio receives from its node, which hears with a MobileLinkDevice: all of it goes to
/// this callback alone.
void TakeOverRadio(Ptr<WifiNetDevice> radio, NetDevice::PromiscReceiveCallback received);

/// Give a radio this address: itself, and what sends and answers its frames, which otherwise keeps
/// the one that it was made with.
void SetRadioAddress(Ptr<WifiNetDevice> radio, Mac48Address address);

/**
 * A link of IEEE 802.11 access points, and of the wire between them.
 *
 * Devices that are attached are on the wire: routers, with an access point beside them or without.
 * Devices that are associated hear an access point by a radio of their own (WifiStation sees to
 * that). The link carries frames between all of them, as a distribution system does. What the
 * attributes of a MobileLink say holds for the wire, and for frames once the radio has brought
 * them.
 */
class WifiLink : public MobileLink
{
  public:
    /// @return the type
    static TypeId GetTypeId();

    /// Add an access point; it is the link that takes what it receives from then on.
    /// @param radio with an ns3::ApWifiMac
    void AddAccessPoint(Ptr<WifiNetDevice> radio);
    /// @return whether it is the address of one of them
    bool HasAccessPoint(Mac48Address bssid) const;

    /**
     * Join a device by radio; the link is up for it when this returns.
     * @param device whose address is that of the radio. It leaves another link first
     * @param radio that is associated with the access point
     * @param bssid address of the access point, which is one of this link
     */
    void Associate(Ptr<MobileLinkDevice> device, Ptr<WifiNetDevice> radio, Mac48Address bssid);
    void Detach(Ptr<MobileLinkDevice> device) override;

    /// Take a frame that the radio of a device received.
    void Arrive(Ptr<MobileLinkDevice> device,
                Ptr<const Packet> packet,
                uint16_t protocol,
                Mac48Address source,
                Mac48Address destination);

    /// Count a frame that a radio of this link gave up.
    void LoseByRadio(WifiMacDropReason reason, Ptr<const WifiMpdu> frame);

    /// Write what its access points send, and what is sent to them, to a pcap file, as IEEE 802.11
    /// without a frame check sequence. Aborts if it cannot be written.
    void EnablePcap(const std::string& fileName) override;

  protected:
    void DoDispose() override;                        ///< Lets go of all it holds.
    void Distribute(const LinkFrame& frame) override; ///< By wire, and by radio.

  private:
    /// A device that is here by radio.
    struct Station
    {
        Ptr<MobileLinkDevice> device;
        Ptr<WifiNetDevice> radio;
        Ptr<WifiNetDevice> accessPoint;
    };

    Ptr<const MobileLinkDevice> FindSender(Mac48Address address) const;
    const Station* FindStation(Ptr<const MobileLinkDevice> device) const;
    const Station* FindStation(Mac48Address address) const;
    Ptr<WifiNetDevice> FindAccessPoint(Mac48Address bssid) const;
    bool Uplink(Ptr<NetDevice> radio,
                Ptr<const Packet> packet,
                uint16_t protocol,
                const Address& source,
                const Address& destination,
                NetDevice::PacketType type);
    void Forward(const LinkFrame& frame, Ptr<const NetDevice> heardBy);
    bool ForwardByWire(const LinkFrame& frame);
    bool ForwardByRadio(const LinkFrame& frame, Ptr<const NetDevice> heardBy) const;
    void SniffSent(Ptr<const Packet> frame,
                   uint16_t frequency,
                   WifiTxVector vector,
                   MpduInfo aggregation,
                   uint16_t station);
    void SniffReceived(Mac48Address bssid,
                       Ptr<const Packet> frame,
                       uint16_t frequency,
                       WifiTxVector vector,
                       MpduInfo aggregation,
                       SignalNoiseDbm signal,
                       uint16_t station);

    std::vector<Ptr<WifiNetDevice>> m_accessPoints;
    std::vector<Station> m_stations;
};

} // namespace ns3::nemo

#endif // MIP6_WIFI_LINK_H
