// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_ROUTER_DISCOVERY_H
#define MIP6_ROUTER_DISCOVERY_H

#include "ns3/ipv6-l3-protocol.h"
#include "ns3/mip6-address-proxy.h"
#include "ns3/mip6-forward-progress.h"
#include "ns3/mip6-heard-router.h"
#include "ns3/mip6-interface-table.h"
#include "ns3/mip6-mobility-icmpv6.h"
#include "ns3/mip6-plain-host.h"
#include "ns3/mip6-router-commands.h"
#include "ns3/mip6-router-discovery-listener.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/object.h"
#include "ns3/random-variable-stream.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace ns3::nemo
{

class FrameWatcher;
class LinkWatcher;

/**
 * The hosts' side of Router Discovery and address autoconfiguration, by interface. RFC 4861 section
 * 6.3, RFC 4862 section 5.5, RFC 6275 section 11.5.
 *
 * It notes what routers say, and tells the listener of the interface; the listener decides which
 * router is used. Without one the interface is run as by a PlainHost.
 */
class RouterDiscovery : public Object, public RouterCommands, public Icmpv6Observer
{
  public:
    /// @return the type
    static TypeId GetTypeId();

    RouterDiscovery();
    ~RouterDiscovery() override;

    /// Serve a node; to be called once.
    void Attach(Ptr<MobilityIcmpv6> icmpv6,
                Ptr<InterfaceTable> interfaces,
                Ptr<AddressProxy> proxy);

    /// How an interface is run.
    struct Config
    {
        /// The last 64 bits of the addresses that are formed; absent: EUI-64.
        std::optional<uint64_t> interfaceIdentifier;
        /// Addresses that others have assigned to this node; one is taken, where a prefix covers
        /// it, in place of what would be formed of that, also if nothing may be formed of it.
        std::vector<Ipv6Address> assigned{};
        /// Solicit as soon as there is a link, now or later.
        bool solicitOnLinkUp{true};
        /// The random delay before the probe of a new address; absent: MaxRandomDadDelay.
        std::optional<Time> maxRandomDadDelay;
        /// Use addresses while they are probed (RFC 4429), instead of after that.
        bool optimistic{false};
        /// Note whatever comes from a router, for LastFrameOf; else what it advertises and answers.
        /// Each packet that arrives pays for it.
        bool watchesFrames{false};
        /// Whether packets for the default router arrive is found out here, by answers and by
        /// TCP acknowledgements for new data (RFC 4861 section 7.3.3). False: by ns-3, for which
        /// whatever comes from a neighbour shows that it hears. Each packet pays for it.
        bool detectsUnreachability{false};
    };

    /// How many routers are kept of an interface: anybody on the link can pretend to be many.
    static constexpr std::size_t MOST_ROUTERS = 64;
    /// How many addresses are formed on an interface.
    static constexpr std::size_t MOST_ADDRESSES = 16;

    /// Run an interface from now on. One that is run already is stopped first.
    void Start(uint32_t interface, const Config& config);
    /// Run it no longer: routers, addresses and routes that came of it go, without events.
    void Stop(uint32_t interface);
    /// @return whether it is run
    bool IsRunning(uint32_t interface) const;
    /// Who decides; null: a PlainHost.
    /// @param interface need not be run yet; the listener stays when it is stopped
    /// @param listener must live until it is replaced
    void SetListener(uint32_t interface, RouterDiscoveryListener* listener);

    // From RouterCommands
    void Solicit(uint32_t interface) override;
    void Adopt(uint32_t interface,
               const Ipv6Address& linkLocal,
               const AdoptOptions& options) override;
    void Abandon(uint32_t interface, const Ipv6Address& linkLocal) override;
    void Forget(uint32_t interface, const Ipv6Address& linkLocal) override;
    void ProbeRouter(uint32_t interface,
                     const Ipv6Address& linkLocal,
                     Reachability result) override;
    std::optional<HeardRouter> CurrentRouter(uint32_t interface) const override;
    bool IsAdopted(uint32_t interface, const Ipv6Address& linkLocal) const override;
    std::vector<HeardRouter> RoutersHeard(uint32_t interface) const override;

    /// @return when a packet came from this router last, by its IP or link-layer address, be it
    /// that it forwarded it; none if never, if it is not known, or without Config::watchesFrames
    std::optional<Time> LastFrameOf(uint32_t interface, const Ipv6Address& linkLocal) const;
    /// @return all addresses that were formed, the earliest first
    std::vector<FormedAddress> AddressesOf(uint32_t interface) const;

    /// Give the random variables fixed streams. @return how many streams were used
    int64_t AssignStreams(int64_t stream);
    /// Stop all interfaces: the node crashed.
    void Reset();

    bool OnIcmpv6(const Icmpv6Delivery& delivery) override;
    void OnUse(uint32_t interface, const Ipv6Address& neighbor) override;
    void OnUnreachable(uint32_t interface, const Ipv6Address& neighbor, Time since) override;

    /// A drop, as the trace source tells it: why, and the message without IPv6 header.
    typedef void (*DropCallback)(DropReason reason, Ptr<const Packet> packet);

  protected:
    void DoDispose() override; ///< Lets go of all it holds.

  private:
    /// A router that was heard.
    struct Router
    {
        HeardRouter heard;
        bool isSilent{false};   ///< since it was heard last
        bool wasDefault{false}; ///< and it was not told yet that it is none any more
        std::optional<AdoptOptions> adopted;
        std::optional<Time> lastFrame; ///< when anything came from it
    };

    /// An open question whether a router is there.
    struct Question
    {
        uint32_t left; ///< solicitations still to be sent
        Reachability result;
        ScopedEvent timer;
    };

    /// An interface that is run.
    struct Interface
    {
        Config config;
        Ipv6Address linkLocal;
        bool isLinkLocalProbed{false}; ///< since the last link-up
        Time linkTime;                 ///< when the link came or went last
        std::vector<Router> routers;
        std::optional<Ipv6Address> current;
        std::optional<Time> confirmed; ///< when what was sent to the current router arrived
        ScopedEvent doubt; ///< it is used, and to be asked unless that shows it is there
        std::vector<FormedAddress> addresses;
        std::set<NetworkPrefix> onLink; ///< told to the interface table
        std::map<Ipv6Address, Question> questions;
        uint32_t solicitations{0}; ///< still to be sent
        ScopedEvent solicitTimer;
        ScopedEvent deadline; ///< the next lifetime or interval to end
    };

    /// Something to tell a listener.
    using Event = std::function<void(RouterDiscoveryListener&)>;

    Interface* Find(uint32_t interface);
    const Interface* Find(uint32_t interface) const;
    static Router* FindRouter(Interface& running, const Ipv6Address& linkLocal);
    static FormedAddress* FindAddress(Interface& running, const NetworkPrefix& prefix);
    void Tell(uint32_t interface, Event event);
    void Flush();

    void OnLinkChange(uint32_t interface, bool isUp);
    void SendSolicitation(uint32_t interface);
    void AskRouter(uint32_t interface, const Ipv6Address& linkLocal);
    void AnswerQuestion(uint32_t interface, const Ipv6Address& linkLocal, bool isReachable);
    void Watch(uint32_t interface, const Config& config);
    void OnFrame(uint32_t interface, const Mac48Address& from, const Ipv6Address& source);
    void OnDelivered(const Ipv6Header& header, Ptr<const Packet> packet, uint32_t interface);
    void Confirm(uint32_t interface, const Ipv6Address& linkLocal);
    void OnDoubt(uint32_t interface);
    void GiveUp(uint32_t interface, const Ipv6Address& linkLocal);

    void OnAdvertisement(const Icmpv6Delivery& delivery, const RouterAdvertisement& message);
    void OnNeighborAdvertisement(uint32_t interface, const NeighborAdvertisement& message);
    Router* NoteRouter(const Icmpv6Delivery& delivery, const RouterAdvertisement& message);
    void LoseIfNoDefault(uint32_t interface, Router& router);

    void UseRoute(uint32_t interface, const Router& router);
    void DropRoute(uint32_t interface, const Router& router);
    void UpdateOnLink(uint32_t interface);
    static std::optional<Ipv6Address> AssignedIn(const Config& config, const NetworkPrefix& prefix);
    Ipv6Address AddressIn(uint32_t interface, const NetworkPrefix& prefix) const;
    void FormAddresses(uint32_t interface, const Router& router);
    void RefreshAddresses(uint32_t interface, const RouterAdvertisement& message);
    void ProbeAddress(uint32_t interface, const FormedAddress& formed);
    void UseAddress(uint32_t interface, FormedAddress& formed, FormedAddress::State state);
    void OnProbed(uint32_t interface, const NetworkPrefix& prefix, bool isFree);
    void ProbeLinkLocal(uint32_t interface);
    void CancelProbes(uint32_t interface);
    void RemoveUnadvertised(uint32_t interface);
    void RemoveAddresses(uint32_t interface,
                         const std::function<bool(const FormedAddress&)>& isOver);

    void SetDeadline(uint32_t interface);
    Time SilentFrom(const Router& router) const;
    void OnDeadline(uint32_t interface);
    void CheckRouters(uint32_t interface);
    void CheckAddresses(uint32_t interface);

    Ptr<MobilityIcmpv6> m_icmpv6;
    Ptr<InterfaceTable> m_interfaces;
    Ptr<AddressProxy> m_proxy;
    Time m_solicitationInterval;
    Time m_maxSolicitationDelay;
    uint32_t m_maxSolicitations{3};
    Time m_maxRandomDadDelay;
    uint32_t m_missedAdvertisements{1};
    uint32_t m_maxUnicastSolicit{3};
    Time m_retransTimer;
    Ptr<RandomVariableStream> m_solicitationDelay;
    PlainHost m_plainHost;
    std::map<uint32_t, std::unique_ptr<Interface>> m_running;
    std::map<uint32_t, RouterDiscoveryListener*> m_listeners;
    std::map<uint32_t, Ptr<LinkWatcher>> m_watchers; ///< cannot be taken back from a device
    std::map<uint32_t, Ptr<FrameWatcher>> m_frames;  ///< likewise
    ForwardProgress m_progress;
    bool m_hasProgress{false};      ///< The packet that is being received shows it.
    Ptr<Ipv6L3Protocol> m_delivers; ///< It tells of what is delivered; null: not asked yet.
    std::deque<std::pair<uint32_t, Event>> m_events; ///< to be told, in this order
    bool m_isTelling{false};

    TracedCallback<DropReason, Ptr<const Packet>> m_drop;
};

} // namespace ns3::nemo

#endif // MIP6_ROUTER_DISCOVERY_H
