// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_MOBILE_PREFIX_ADVERTISER_H
#define MIP6_MOBILE_PREFIX_ADVERTISER_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-binding-cache.h"
#include "ns3/mip6-expiry-queue.h"
#include "ns3/mip6-message-port.h"
#include "ns3/mip6-neighbor-discovery.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>

namespace ns3::nemo
{

/// The values of prefix delivery, as a home agent's Attributes stand at the moment. RFC 6275
/// sections 12 and 13.
struct PrefixDeliveryTerms
{
    bool isEnabled{true};             ///< Whether prefixes are advertised at all.
    Time maxInterval{Seconds(86400)}; ///< MaxMobPfxAdvInterval.
    Time minInterval{Seconds(600)};   ///< MinMobPfxAdvInterval; less than the other.
    Time timeout{Seconds(3)};         ///< PREFIX_ADV_TIMEOUT, doubled with each retransmission.
    uint32_t retries{3};              ///< PREFIX_ADV_RETRIES.
    /// Also while nothing changes, and again until they are asked about; false: each change is told
    /// once. draft-ietf-mobileip-ipv6-04 section 8.5.
    bool repeats{true};
};

/// Tells mobile nodes that are away what the prefixes of their home link are: answers their
/// solicitations, and speaks unasked when something has changed. RFC 6275 section 10.6.
class MobilePrefixAdvertiser
{
  public:
    /// What it needs of the home agent.
    struct Needs
    {
        /// The values that hold now.
        std::function<PrefixDeliveryTerms()> terms;
        /// What is advertised now on a home link (an interface; 0: none): Prefix Information.
        std::function<NeighborOptions(uint32_t interface)> prefixes;
        /// A random number below `bound`, which is greater than 0.
        std::function<uint32_t(uint32_t bound)> random;
    };

    /// @param port where the messages leave and arrive
    /// @param cache the bindings; must outlive this object
    /// @param needs of the home agent
    MobilePrefixAdvertiser(Ptr<MessagePort> port, const BindingCache& cache, Needs needs);
    ~MobilePrefixAdvertiser();
    MobilePrefixAdvertiser(const MobilePrefixAdvertiser&) = delete;
    MobilePrefixAdvertiser& operator=(const MobilePrefixAdvertiser&) = delete;

    /// A binding was made (`before` is null), changed, or ended (`after` is null).
    void OnBinding(const Binding* before, const Binding* after);

    /// A home prefix has changed otherwise than by the advance of time: nodes with a home address
    /// in it are told. `interface` is of the home link, `preferred` what is left of its
    /// preferred lifetime; Time::Max(): no end
    void OnChanged(uint32_t interface, const NetworkPrefix& prefix, Time preferred);

    /// A prefix is new on a home link: all nodes of that link are told.
    void OnAdded(uint32_t interface, Time preferred);

    /// When the next advertisement leaves unasked for this home address; absent: none is scheduled.
    std::optional<Time> NextFor(const Ipv6Address& homeAddress) const;

  private:
    /// A solicitation that waits for its answer.
    struct Question
    {
        Ipv6Address careOfAddress; ///< Where it came from.
        uint16_t identifier;       ///< Its own.
    };

    /// What was told to a node.
    struct Told
    {
        std::optional<Time> last; ///< When anything left for it.
        uint32_t repeats{0};      ///< Retransmissions since the first that is not answered.
        bool isUnanswered{
            false};            ///< An advertisement left unasked, and no solicitation came since.
        bool isPeriodic{true}; ///< What is scheduled is due to the time alone.
        std::optional<Question> question; ///< To be answered as soon as may be.
    };

    bool OnSolicitation(const MobilityIcmpv6Delivery& delivery);
    void Schedule(const Binding& binding, Time preferred);
    void SchedulePeriodic(const Ipv6Address& homeAddress);
    Time DrawDelay(Time preferred) const;
    void OnDue();
    void Deliver(const Ipv6Address& homeAddress);
    void Answer(const Binding& binding);
    bool IsTooSoon(const Told& told) const;
    bool Send(const Binding& binding, const Question& question);
    void Arm();

    Ptr<MessagePort> m_port;
    const BindingCache& m_cache;
    Needs m_needs;
    MessagePort::HandlerId m_handler;
    std::map<Ipv6Address, Told> m_told;              ///< By home address; those bound.
    ExpiryQueue<Ipv6Address, Ipv6AddressHash> m_due; ///< When something leaves unasked.
    ScopedEvent m_event;                             ///< For the next of them.
};

} // namespace ns3::nemo

#endif // MIP6_MOBILE_PREFIX_ADVERTISER_H
