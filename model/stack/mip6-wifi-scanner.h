// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_WIFI_SCANNER_H
#define MIP6_WIFI_SCANNER_H

#include "ns3/mip6-scoped-event.h"
#include "ns3/wifi-assoc-manager.h"

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace ns3::nemo
{

/**
 * Looks for access points on several channels and takes the one that it hears best.
 *
 * ns-3's own manager stays on one channel, and when a station loses its access point falls back on
 * what it heard when it looked the last time, however long that is ago. This one goes from channel
 * to channel each time, and stays on each for WaitBeaconTimeout (or, with ActiveProbing,
 * ProbeRequestTimeout) of ns3::StaWifiMac.
 */
class WifiScanner : public WifiAssocManager
{
  public:
    /// @return the type
    static TypeId GetTypeId();

    // From WifiAssocManager
    void NotifyApInfo(const StaWifiMac::ApInfo&& apInfo) override; ///< Heard while it looks.
    void NotifyChannelSwitched(uint8_t linkId) override;           ///< The radio is there.
    bool Compare(const StaWifiMac::ApInfo& lhs,
                 const StaWifiMac::ApInfo& rhs) const override; ///< By signal to noise.

  protected:
    void DoDispose() override;                                           ///< Stops.
    bool CanBeInserted(const StaWifiMac::ApInfo& apInfo) const override; ///< While it looks.
    bool CanBeReturned(const StaWifiMac::ApInfo& apInfo) const override; ///< Heard this time.

  private:
    void SetChannels(std::string channels);
    void DoStartScanning() override;
    void Visit(std::size_t index);
    void Choose();
    uint8_t GetChannel() const;
    void Tune(uint8_t channel);

    std::vector<uint8_t> m_channels;
    std::set<Mac48Address> m_heard; ///< since it began to look
    ScopedEvent m_dwell;            ///< on a channel
    ScopedEvent m_probe;
    ScopedEvent m_settled; ///< on the channel of the one that it takes
    bool m_isChosen{false};
};

} // namespace ns3::nemo

#endif // MIP6_WIFI_SCANNER_H
