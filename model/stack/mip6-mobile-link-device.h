// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_MOBILE_LINK_DEVICE_H
#define MIP6_MOBILE_LINK_DEVICE_H

#include "ns3/mac48-address.h"
#include "ns3/mip6-link-carrier.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/packet.h"
#include "ns3/simple-net-device.h"
#include "ns3/traced-callback.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string_view>

namespace ns3::nemo
{

class MobileLink;

/**
 * An Ethernet device on a MobileLink, or on none.
 *
 * It behaves as ns-3's SimpleNetDevice, but its link goes up and down with Attach and Detach (the
 * link change callbacks are called both times), and it takes rate and MTU from the link. Its link
 * is down as well while the link itself is, and while the device has no power.
 */
class MobileLinkDevice : public SimpleNetDevice
{
  public:
    /// @return the type
    static TypeId GetTypeId();

    MobileLinkDevice();
    ~MobileLinkDevice() override;

    /// @return the link that it is on, up or down; null while there is none
    Ptr<LinkCarrier> GetLink() const;

    /// Give or take its power. Without, it stays on its link, which it can still be moved from, but
    /// neither sends nor receives, and what it had queued is lost.
    void SetPower(bool isOn);
    /// @return whether it has power; it begins with it
    bool HasPower() const;

    // From SimpleNetDevice
    bool SendFrom(Ptr<Packet> packet,
                  const Address& source,
                  const Address& destination,
                  uint16_t protocol) override; ///< Onto its link; false: it has none.
    Ptr<Channel> GetChannel() const override;  ///< Its link; null: none.
    bool IsLinkUp() const override;            ///< On a link that is up, with power.
    void AddLinkChangeCallback(Callback<void> callback) override; ///< For each change.

    /// A packet that the device refused because it has no link.
    typedef void (*RefusedCallback)(Ptr<const Packet> packet);

  protected:
    void DoDispose() override; ///< Lets go of all it holds.

  private:
    friend class MobileLink;

    void Join(Ptr<LinkCarrier> link);
    void Leave();
    void Interrupt();
    void StartTransmission();
    void FinishTransmission();

    Ptr<LinkCarrier> m_link;
    std::deque<LinkFrame> m_queue; ///< the first one is being sent
    ScopedEvent m_transmission;
    uint32_t m_maxQueued{100};
    bool m_hasPower{true};
    uint64_t m_interruptions{0}; ///< a frame on its way to this device outlives none

    TracedCallback<> m_linkChange;
    TracedCallback<Ptr<const Packet>> m_refused;
};

} // namespace ns3::nemo

#endif // MIP6_MOBILE_LINK_DEVICE_H
