// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_ROUTER_ADVERTISER_H
#define MIP6_ROUTER_ADVERTISER_H

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

/// A prefix to advertise. RFC 4861 section 6.2.1, RFC 6275 section 7.2.
struct AdvertisedPrefix
{
    /// With `router` the router's own address in the prefix, else any address in it.
    Ipv6Address address;
    uint8_t length{64};      ///< bits
    bool onLink{true};       ///< L: AdvOnLinkFlag
    bool autonomous{true};   ///< A: AdvAutonomousFlag
    bool router{false};      ///< R: the address above is sent whole
    Time valid{Days(30)};    ///< AdvValidLifetime; Time::Max() is infinity
    Time preferred{Days(7)}; ///< AdvPreferredLifetime, at most `valid`; Time::Max() is infinity
    /// The lifetimes count down from now on, instead of staying the same. RFC 4861 section 6.2.1.
    bool decrementing{false};
};

/// What to advertise on an interface, and how often. RFC 4861 section 6.2.1, RFC 6275 section 7.
struct AdvertisingConfig
{
    std::optional<Time> minInterval; ///< MinRtrAdvInterval; absent: the attribute. At least 30 ms
    std::optional<Time> maxInterval; ///< MaxRtrAdvInterval; absent: the attribute. At least 70 ms
    /// AdvDefaultLifetime: 0 (not a default router), or 1 s to 9000 s and not less than the
    /// maximum interval; sent in whole seconds, rounded up. Absent: 3 maximum intervals.
    std::optional<Time> routerLifetime;
    bool homeAgent{false}; ///< H
    /// Sent where RFC 6275 section 7.4 lets it: with H, and unless it says nothing but defaults.
    std::optional<HomeAgentInformation> homeAgentInformation;
    bool advertisementInterval{false};      ///< send the Advertisement Interval option
    bool sourceLinkLayerAddress{true};      ///< send the Source Link-Layer Address option
    std::vector<AdvertisedPrefix> prefixes; ///< in this order
    std::optional<uint32_t> mtu;            ///< AdvLinkMTU
    uint8_t currentHopLimit{64};            ///< AdvCurHopLimit
    std::optional<Time> minDelayBetweenRas; ///< MIN_DELAY_BETWEEN_RAS; absent: the attribute
};

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
    void Attach(Ptr<Node> node, Ptr<MobilityIcmpv6> icmpv6, Ptr<InterfaceTable> interfaces);

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
    /// @return what is sent there now, in octets without checksum; for example to tunnel it
    std::optional<RouterAdvertisement> Current(uint32_t interface) const;

    /// Give the random variables fixed streams. @return how many streams were used
    int64_t AssignStreams(int64_t stream);
    /// Stop all interfaces without a word: the node crashed.
    void Reset();

    bool OnIcmpv6(const Icmpv6Delivery& delivery) override;

    /// A drop, as the trace source tells it: why, and the message without IPv6 header.
    typedef void (*DropCallback)(DropReason reason, Ptr<const Packet> packet);

  protected:
    void DoDispose() override;

  private:
    /// An advertising interface.
    struct Advertising
    {
        AdvertisingConfig config;
        Time configured;          ///< when the configuration came
        Time next;                ///< when the next advertisement leaves
        std::optional<Time> last; ///< when the last multicast one left
        uint32_t initial{0};      ///< advertisements of the first few that are still to come
        ScopedEvent timer;
    };

    Time MinInterval(const AdvertisingConfig& config) const;
    Time MaxInterval(const AdvertisingConfig& config) const;
    Time Lifetime(const AdvertisingConfig& config) const;
    RouterAdvertisement Compose(uint32_t interface, const Advertising& advertising) const;
    void AddPrefixes(const Advertising& advertising, NeighborOptions& options) const;
    void AddHomeAgentOptions(const Advertising& advertising, RouterAdvertisement& message) const;
    void Send(uint32_t interface);
    void SendAt(uint32_t interface, const Time& when);
    void ScheduleUnsolicited(uint32_t interface);
    void OnSolicitation(const Icmpv6Delivery& delivery, const RouterSolicitation& message);

    Ptr<MobilityIcmpv6> m_icmpv6;
    Ptr<InterfaceTable> m_interfaces;
    Time m_minInterval;
    Time m_maxInterval;
    Time m_minDelayBetweenRas;
    Time m_maxRaDelay;
    Time m_maxInitialInterval;
    uint32_t m_maxInitial{3};
    Ptr<UniformRandomVariable> m_interval;
    Ptr<UniformRandomVariable> m_answerDelay;
    std::map<uint32_t, Advertising> m_advertising;

    TracedCallback<DropReason, Ptr<const Packet>> m_drop;
};

} // namespace ns3::nemo

#endif // MIP6_ROUTER_ADVERTISER_H
