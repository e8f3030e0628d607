// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_ROUTER_ADVERTISER_H
#define MIP6_ROUTER_ADVERTISER_H

#include "ns3/mip6-advertising-config.h"
#include "ns3/mip6-interface-table.h"
#include "ns3/mip6-mobility-icmpv6.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/object.h"
#include "ns3/random-variable-stream.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ns3::nemo
{

/**
 * The routers' side of Router Discovery: multicasts advertisements and answers solicitations, by
 * interface. RFC 4861 section 6.2 as changed by RFC 6275 section 7.5.
 */
class RouterAdvertiser : public Object, public Icmpv6Observer
{
  public:
    /// @return the type
    static TypeId GetTypeId();

    ~RouterAdvertiser() override;

    /// Serve a node; to be called once.
    void Attach(Ptr<MobilityIcmpv6> icmpv6, Ptr<InterfaceTable> interfaces);

    /// @return what is wrong with it, as a sentence; none if nothing is
    std::optional<std::string> Check(const AdvertisingConfig& config) const;

    /**
     * Advertise on an interface from now on. One that advertises already changes what it says, and
     * says so soon (RFC 4861 section 6.2.4).
     * @param interface where
     * @param config what; aborts with the sentence of Check if it is wrong
     */
    void Configure(uint32_t interface, const AdvertisingConfig& config);
    /**
     * Advertise no longer; ignored if the interface does not.
     * @param interface where
     * @param farewell send a last advertisement with Router Lifetime 0 (RFC 4861 section 6.2.5)
     */
    void Disable(uint32_t interface, bool farewell = true);
    /// @return whether the interface advertises
    bool IsAdvertising(uint32_t interface) const;
    /// @return what is said there now; none if the interface does not advertise
    std::optional<RouterAdvertisement> Current(uint32_t interface) const;

    /// Give the random variables fixed streams. @return how many streams were used
    int64_t AssignStreams(int64_t stream);
    /// Stop all interfaces without a word: the node crashed.
    void Reset();

    bool OnIcmpv6(const Icmpv6Delivery& delivery) override;

    /// A drop, as the trace source tells it: why, and the message without IPv6 header.
    typedef void (*DropCallback)(DropReason reason, Ptr<const Packet> packet);

  protected:
    void DoDispose() override; ///< Lets go of all it holds.

  private:
    /// An advertising interface.
    struct Advertising
    {
        AdvertisingConfig config; ///< with all times
        std::optional<Time> last; ///< when the last advertisement left
        Time next;                ///< when the next one leaves
        bool isAnswer{false};     ///< the next one answers a solicitation
        uint32_t initial{0};      ///< how many of the first few are still to be scheduled
        ScopedEvent timer;        ///< of the next one
    };

    AdvertisingConfig Complete(AdvertisingConfig config) const;
    RouterAdvertisement Compose(uint32_t interface, const Advertising& advertising) const;
    void Send(uint32_t interface, const RouterAdvertisement& message);
    void SendNow(uint32_t interface);
    void SendAt(uint32_t interface, const Time& when, bool isAnswer);
    void ScheduleUnsolicited(uint32_t interface);
    void OnSolicitation(const Icmpv6Delivery& delivery, const RouterSolicitation& message);

    Ptr<MobilityIcmpv6> m_icmpv6;
    Ptr<InterfaceTable> m_interfaces;
    Time m_minInterval;
    Time m_maxInterval;
    Time m_minDelay;
    Time m_maxAnswerDelay;
    Time m_maxInitialInterval;
    uint32_t m_maxInitial{3};
    Ptr<RandomVariableStream> m_interval;
    Ptr<RandomVariableStream> m_answerDelay;
    std::map<uint32_t, Advertising> m_advertising;

    TracedCallback<DropReason, Ptr<const Packet>> m_drop;
};

} // namespace ns3::nemo

#endif // MIP6_ROUTER_ADVERTISER_H
