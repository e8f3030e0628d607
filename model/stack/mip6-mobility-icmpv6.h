// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_MOBILITY_ICMPV6_H
#define MIP6_MOBILITY_ICMPV6_H

#include "ns3/icmpv6-l4-protocol.h"
#include "ns3/ipv6-header.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/mac48-address.h"
#include "ns3/mip6-drop-reason.h"
#include "ns3/mip6-icmpv6-observer.h"
#include "ns3/mip6-neighbor-discovery.h"
#include "ns3/mip6-octets.h"
#include "ns3/mip6-taught-neighbors.h"
#include "ns3/mip6-token-bucket.h"
#include "ns3/node.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <optional>
#include <vector>

// ns-3.35 has these functions, but they are not virtual there (waf/ns-3.35.h).
#ifndef NEMO_OVERRIDE_SINCE_3_36
#define NEMO_OVERRIDE_SINCE_3_36 override
#endif

namespace ns3::nemo
{

/**
 * ICMPv6 of a node: every message passes the observers first, and what they leave goes to ns-3.
 *
 * ns-3's Duplicate Address Detection, its Router Solicitations and its reading of Router
 * Advertisements are off: AddressProxy and RouterDiscovery do these. What stays of ns-3 is the
 * neighbour cache with its address resolution and unreachability detection, echo, and the errors,
 * whose rate is limited, whoever of the node sends them (RFC 4443 section 2.4 (f)).
 */
class MobilityIcmpv6 : public Icmpv6L4Protocol
{
  public:
    /// @return the type
    static TypeId GetTypeId();
    TypeId GetInstanceTypeId() const override; ///< GetTypeId().

    MobilityIcmpv6();

    /**
     * Make it ICMPv6 of the node, in place of ns-3's.
     * @param node has an IPv6 stack and no IPv6 interface but the loopback; else the run aborts
     * @return the new protocol object; the stack holds it
     */
    static Ptr<MobilityIcmpv6> Install(Ptr<Node> node);

    /// Says why a message is not to be let in, by its IPv6 header and itself; none: it may come in.
    using Admission =
        std::function<std::optional<DropReason>(const Ipv6Header&, Ptr<const Packet>)>;
    /// Ask it about every message whose checksum is right, before all observers.
    void SetAdmission(Admission admission);

    /// Ask it about every message from now on, after those that came before. Aborts if it is
    /// there already.
    /// @param observer must live until it is removed
    void AddObserver(Icmpv6Observer* observer);
    /// Ask it no longer; one that is not there is ignored.
    void RemoveObserver(Icmpv6Observer* observer);
    /// Tell the observers of uses from now on (OnUse); else nobody is, since each packet that
    /// leaves pays for it.
    void TellOfUses();

    /**
     * Send a message of Neighbor Discovery straight to the device, with hop limit 255: no route, no
     * steering, no queue of the neighbour cache.
     * @param interface IPv6 interface number
     * @param message the whole ICMPv6 message with its checksum
     * @param source IPv6 source; may be ::
     * @param destination IPv6 destination
     * @param linkLayerDestination where on the link. If absent: that of the multicast group (RFC
     * 2464 section 7), or what the neighbour cache knows of a unicast destination
     * @return whether the device took it; false also if the destination's link-layer address is not
     * known, or the interface is down
     */
    bool SendNeighborMessage(uint32_t interface,
                             const Octets& message,
                             const Ipv6Address& source,
                             const Ipv6Address& destination,
                             std::optional<Mac48Address> linkLayerDestination = std::nullopt);

    /// The same, of a message that is not yet octets.
    bool SendNeighborMessage(uint32_t interface,
                             const NeighborMessage& message,
                             const Ipv6Address& source,
                             const Ipv6Address& destination,
                             std::optional<Mac48Address> linkLayerDestination = std::nullopt);

    /**
     * Hand a message to the observers, and what they leave to ns-3, as if it had arrived: an error
     * in other words than those that came. It is neither checked nor traced.
     * @param message the whole ICMPv6 message; its checksum may be anything
     * @param header the IPv6 header that it comes behind
     * @param interface IPv6 interface number of arrival
     * @param signals see Icmpv6Delivery; empty: none
     */
    void Redeliver(const Octets& message,
                   const Ipv6Header& header,
                   uint32_t interface,
                   const Octets& signals = {});

    /// Give the random variables fixed streams. @return how many streams were used
    int64_t AssignStreams(int64_t stream);

    /// How many destinations ns-3 learns the path MTU of: anybody can send Packet Too Big, and
    /// ns-3 keeps each for ten minutes.
    static constexpr std::size_t MOST_PATH_MTUS = 4096;
    /// Let ns-3 forget the path MTUs that Packet Too Big messages taught it.
    void ForgetPathMtus();
    /// The same of one destination; ignored if ns-3 knows none.
    void ForgetPathMtu(const Ipv6Address& destination);

    /// Forget solicitations that wait for their jitter, and how many errors were sent: the node
    /// crashed.
    void Reset();

    /// A message, as a trace source tells it: type, the whole message, interface.
    typedef void (*MessageCallback)(uint8_t type, const Octets& message, uint32_t interface);
    /// A drop, as a trace source tells it: why, and the message without IPv6 header.
    typedef void (*DropCallback)(DropReason reason, Ptr<const Packet> packet);

    // From Icmpv6L4Protocol
    RxStatus Receive(Ptr<Packet> packet,
                     const Ipv6Header& header,
                     Ptr<Ipv6Interface> interface) override; ///< Ours first, then ns-3.
    RxStatus Receive(Ptr<Packet> packet,
                     const Ipv4Header& header,
                     Ptr<Ipv4Interface> interface) override; ///< No IPv4 comes here.
    /// The address may be used: AddressProxy has probed it.
    void FunctionDadTimeout(Ipv6Interface* interface, Ipv6Address address) NEMO_OVERRIDE_SINCE_3_36;
    void SendNS(Ipv6Address source,
                Ipv6Address destination,
                Ipv6Address target,
                Address hardwareAddress) override; ///< Asks on that link, and notes it.
    using Icmpv6L4Protocol::Lookup;
    bool Lookup(Ptr<Packet> packet,
                const Ipv6Header& header,
                Ipv6Address neighbor,
                Ptr<NetDevice> device,
                Ptr<NdiscCache> cache,
                Address* linkLayer) NEMO_OVERRIDE_SINCE_3_36; ///< Asks the neighbour cache.

  protected:
    void DoDispose() override; ///< Lets go of all it holds.

  private:
    /// Packets that wait for a neighbour's link-layer address.
    using WaitingPackets = std::list<NdiscCache::Ipv6PayloadHeaderPair>;

    /// A neighbour whose link-layer address is asked for, and what waits for it, as ns-3 has it.
    struct Resolution
    {
        Ptr<NdiscCache> cache;
        Ipv6Address neighbor;
        Time since;             ///< when the first of them came
        WaitingPackets waiting; ///< the earliest first

        bool IsOver() const;
        bool HasFailed() const;
    };

    static constexpr uint8_t NEIGHBOR_HOP_LIMIT = 255; //!< RFC 4861 section 6.1

    std::optional<DropReason> Judge(const Octets& octets, const Ipv6Header& header) const;
    bool AskObservers(const Icmpv6Delivery& delivery);
    void DeliverToStock(const Icmpv6Delivery& delivery,
                        Ptr<Packet> packet,
                        Ptr<Ipv6Interface> interface);
    /// What ns-3 must not see: it reads fixed headers whatever there is.
    static std::optional<DropReason> JudgeForStock(const Icmpv6Delivery& delivery,
                                                   const Ipv6Interface& interface);
    std::optional<DropReason> JudgePacketTooBig(const Octets& octets);
    void NoteWaiting(const NdiscCache::Ipv6PayloadHeaderPair& packet,
                     const Ipv6Address& neighbor,
                     Ptr<NdiscCache> cache);
    void TellOfOthers(uint64_t first, const Ipv6Address& own);
    void EndResolutions();
    void TellOfFailure(const Resolution& asked) const;
    void SendDown(Ptr<Packet> packet,
                  Ipv6Address source,
                  Ipv6Address destination,
                  uint8_t protocol,
                  Ptr<Ipv6Route> route);
    std::optional<uint32_t> InterfaceOfHardware(const Address& address) const;
    void SendSolicitation(uint32_t interface, Ipv6Address source, Ipv6Address target);

    Ptr<Ipv6L3Protocol> m_ipv6;
    Admission m_admission;
    std::vector<Icmpv6Observer*> m_observers;
    bool m_tellsOfUses{false};
    std::vector<EventId> m_solicitations; ///< waiting for their jitter
    uint32_t m_errorRate{10};             ///< ICMPv6 errors per second
    uint32_t m_errorBurst{10};            ///< and as many at once
    TokenBucket m_errors;
    std::vector<Resolution> m_resolutions;
    TaughtNeighbors m_taught; ///< by solicitations; those of advertisements are InterfaceTable's
    std::map<Ipv6Address, Time> m_pathMtus; ///< destinations, until when ns-3 knows one

    TracedCallback<uint8_t, const Octets&, uint32_t> m_received;
    TracedCallback<uint8_t, const Octets&, uint32_t> m_sent;
    TracedCallback<DropReason, Ptr<const Packet>> m_drop;
};

} // namespace ns3::nemo

#endif // MIP6_MOBILITY_ICMPV6_H
