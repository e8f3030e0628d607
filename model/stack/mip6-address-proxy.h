// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_ADDRESS_PROXY_H
#define MIP6_ADDRESS_PROXY_H

#include "ns3/mip6-interface-table.h"
#include "ns3/mip6-mobility-icmpv6.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/object.h"
#include "ns3/random-variable-stream.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

namespace ns3::nemo
{

/// How often an unsolicited advertisement is repeated at most. RFC 4861 section 10.
constexpr uint32_t MAX_NEIGHBOR_ADVERTISEMENT = 3;

/**
 * Answers Neighbor Solicitations, for the node's own addresses and for those of mobile nodes that
 * are away, and finds out whether somebody has an address, without taking it.
 *
 * It is the one prober of a node: a home agent probes a home address that it must not take (RFC
 * 6275 section 10.3.1), a host probes what it will take (RFC 4862 section 5.4).
 */
class AddressProxy : public Object, public Icmpv6Observer
{
  public:
    /// @return the type
    static TypeId GetTypeId();

    ~AddressProxy() override;

    /// Serve a node; to be called once.
    void Attach(Ptr<MobilityIcmpv6> icmpv6, Ptr<InterfaceTable> interfaces);

    // --- Defence. RFC 6275 section 10.4.1

    /**
     * Answer solicitations for an address that is somebody else's, with the own link-layer address.
     * @param address whose
     * @param interface where
     * @param router the Router flag of all answers (RFC 3963 section 6.2); said again, it replaces
     */
    void Answer(const Ipv6Address& address, uint32_t interface, bool router);
    /// Answer no longer, and cancel repeats of Advertise for this address; ignored if there is
    /// nothing to stop.
    void StopAnswering(const Ipv6Address& address, uint32_t interface);
    /// The same for all addresses of a prefix: of a mobile network inside the prefix of its home
    /// link. RFC 4887 section 6.
    void Answer(const NetworkPrefix& prefix, uint32_t interface, bool router);
    /// Takes that back; ignored if it does not hold.
    void StopAnswering(const NetworkPrefix& prefix, uint32_t interface);
    /// @return whether Answer holds
    bool IsAnswering(const Ipv6Address& address, uint32_t interface) const;

    /**
     * Multicast an unsolicited Neighbor Advertisement to all nodes, with the own link-layer
     * address. The first leaves at once, the repeats follow RetransTimer apart, equal in every
     * octet. RFC 6275 sections 10.4.1 and 11.5.5, RFC 4861 section 7.2.6.
     * @param address the target
     * @param interface where
     * @param router R flag
     * @param override O flag
     * @param repeats how many more follow the first: 0 to 3 (else aborts); absent: attribute
     * NeighborAdvertisementRepeats
     * @param source IPv6 source; absent: the target if it is an own address, else an own address
     */
    void Advertise(const Ipv6Address& address,
                   uint32_t interface,
                   bool router,
                   bool override,
                   std::optional<uint32_t> repeats = std::nullopt,
                   std::optional<Ipv6Address> source = std::nullopt);

    // --- The one prober. RFC 4862 section 5.4

    /// How to probe.
    struct ProbeOptions
    {
        Time maxRandomDelay;               ///< the first solicitation leaves after U(0, this)
        std::optional<uint32_t> transmits; ///< absent: DupAddrDetectTransmits; 0: free at once
        std::optional<Time> retransTimer;  ///< absent: RetransTimer
    };

    /// Told once, when a probe ends. It may probe again.
    using ProbeResult = std::function<void(bool isFree)>;

    /**
     * Find out whether somebody has an address. It is taken if somebody advertises it or probes it
     * too. A probe of the same address on the same interface that is still running is cancelled.
     * @param address unicast, not an address of this interface
     * @param interface where
     * @param options how
     * @param result told the outcome, never from within this call; not told after CancelProbe
     */
    void Probe(const Ipv6Address& address,
               uint32_t interface,
               const ProbeOptions& options,
               ProbeResult result);
    /// End a probe without a result; ignored if there is none.
    void CancelProbe(const Ipv6Address& address, uint32_t interface);
    /// @return whether a probe is running
    bool IsProbing(const Ipv6Address& address, uint32_t interface) const;

    // --- Resolution without an address of one's own. RFC 6275 section 11.5.5

    /// Told once: the link-layer address in the answer; none if nobody answered.
    using SolicitResult = std::function<void(std::optional<Mac48Address> linkLayer)>;

    /**
     * Multicast a Neighbor Solicitation to the target's solicited-node group and take the next
     * advertisement for the target as the answer. At most MaxMulticastSolicit times, RetransTimer
     * apart.
     * @param target whom to ask for; with source :: it may be a home address that a home agent
     * defends
     * @param interface where
     * @param source IPv6 source; with :: no link-layer address is told, and the answer is multicast
     * @param result told the outcome, never from within this call
     */
    void Solicit(const Ipv6Address& target,
                 uint32_t interface,
                 const Ipv6Address& source,
                 SolicitResult result);
    /// End Solicit without a result; ignored if there is none.
    void CancelSolicit(const Ipv6Address& target, uint32_t interface);

    /// Give the random variables fixed streams. @return how many streams were used
    int64_t AssignStreams(int64_t stream);
    /// Forget all addresses, probes and repeats, without results: the node crashed.
    void Reset();

    bool OnIcmpv6(const Icmpv6Delivery& delivery) override;

    /// A drop, as the trace source tells it: why, and the message without IPv6 header.
    typedef void (*DropCallback)(DropReason reason, Ptr<const Packet> packet);

  protected:
    void DoDispose() override; ///< Lets go of all it holds.

  private:
    /// An address on an interface.
    using Place = std::pair<Ipv6Address, uint32_t>;

    /// Hash of a place.
    struct PlaceHash
    {
        std::size_t operator()(const Place& place) const;
    };

    /// A probe that is running.
    struct Probing
    {
        uint32_t left; ///< solicitations still to be sent
        Time interval; ///< from one to the next, and from the last to the result
        ProbeResult result;
        ScopedEvent timer;
    };

    /// A Solicit that is running.
    struct Soliciting
    {
        Ipv6Address source;
        uint32_t left;
        SolicitResult result;
        ScopedEvent timer;
    };

    /// Advertisements still to be repeated.
    struct Repeating
    {
        Octets message;
        Ipv6Address source;
        uint32_t left;
        ScopedEvent timer;
    };

    bool OnSolicitation(const Icmpv6Delivery& delivery, const NeighborSolicitation& message);
    void OnAdvertisement(const Icmpv6Delivery& delivery, const NeighborAdvertisement& message);
    std::optional<bool> FlagFor(const Ipv6Address& address, uint32_t interface) const;
    std::optional<Mac48Address> WhereToReply(const Icmpv6Delivery& delivery,
                                             const NeighborSolicitation& message);
    void Reply(const Icmpv6Delivery& delivery, const NeighborSolicitation& message, bool isOwn);
    TargetLinkLayerAddress OwnTargetOption(uint32_t interface) const;
    void SendProbe(const Place& place);
    void EndProbe(const Place& place, bool isFree);
    void SendSolicit(const Place& place);
    void EndSolicit(const Place& place, std::optional<Mac48Address> linkLayer);
    void Repeat(const Place& place);

    Ptr<MobilityIcmpv6> m_icmpv6;
    Ptr<InterfaceTable> m_interfaces;
    uint32_t m_transmits{1};
    Time m_retransTimer;
    uint32_t m_maxMulticastSolicit{3};
    uint32_t m_repeats{0};
    Ptr<RandomVariableStream> m_delay;
    std::unordered_map<Place, bool, PlaceHash> m_answering;            ///< with the Router flag
    std::map<std::pair<NetworkPrefix, uint32_t>, bool> m_answeringFor; ///< The same; few.
    std::map<Place, Probing> m_probes;
    std::map<Place, Soliciting> m_solicits;
    std::map<Place, Repeating> m_repeating;

    TracedCallback<DropReason, Ptr<const Packet>> m_drop;
};

} // namespace ns3::nemo

#endif // MIP6_ADDRESS_PROXY_H
