// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_ROUTER_DISCOVERY_H
#define MIP6_ROUTER_DISCOVERY_H

#include "ns3/mip6-address-proxy.h"
#include "ns3/mip6-heard-router.h"
#include "ns3/mip6-interface-table.h"
#include "ns3/mip6-mobility-icmpv6.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/object.h"
#include "ns3/random-variable-stream.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace ns3::nemo
{

/// Who decides what RouterDiscovery does with the routers that it hears on an interface. Each may
/// give commands to RouterDiscovery from within the call.
class RouterDiscoveryListener
{
  public:
    virtual ~RouterDiscoveryListener() = default;

    /// The interface has a link. What was known of an earlier link is still there.
    virtual void OnLinkUp(uint32_t /* interface */)
    {
    }

    /// The interface has no link.
    virtual void OnLinkDown(uint32_t /* interface */)
    {
    }

    /// A router advertised itself; what it said is already noted.
    virtual void OnAdvertisement(uint32_t /* interface */, const HeardRouter& /* router */)
    {
    }

    /// A router missed as many of its advertisement intervals as attribute MissedAdvertisements
    /// says; told once until it is heard again. RFC 6275 section 11.5.1.
    virtual void OnRouterSilent(uint32_t /* interface */, const HeardRouter& /* router */)
    {
    }

    /// A router is none any more: its lifetime ended, it said so, or another one uses its
    /// link-local address. It is no longer the current router, and abandoned.
    virtual void OnRouterLost(uint32_t /* interface */, const HeardRouter& /* router */)
    {
    }

    /// An address was probed and added.
    virtual void OnAddressReady(uint32_t /* interface */,
                                const Ipv6Address& /* address */,
                                const NetworkPrefix& /* prefix */)
    {
    }

    /// Somebody else has the address; it was not added. A link-local address stays, to be told of.
    virtual void OnAddressRefused(uint32_t /* interface */, const Ipv6Address& /* address */)
    {
    }

    /// The preferred lifetime of an address ended.
    virtual void OnAddressDeprecated(uint32_t /* interface */, const Ipv6Address& /* address */)
    {
    }

    /// The valid lifetime of an address ended, or its router was abandoned; it was removed.
    virtual void OnAddressGone(uint32_t /* interface */, const Ipv6Address& /* address */)
    {
    }
};

/**
 * The hosts' side of Router Discovery and address autoconfiguration, by interface. RFC 4861 section
 * 6.3, RFC 4862 section 5.5, RFC 6275 section 11.5.
 *
 * With a listener it tells and waits for commands. Without, it is a plain host: it adopts every
 * router that it hears (the first that offers itself is the default router) and solicits when it
 * has lost the last one.
 */
class RouterDiscovery : public Object, public Icmpv6Observer
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
        /// Solicit as soon as there is a link, now or later.
        bool solicitOnLinkUp{true};
        /// The random delay before the probe of a new address; absent: MaxRandomDadDelay.
        std::optional<Time> maxRandomDadDelay;
    };

    /// Run an interface from now on. One that is running is stopped first; its listener stays.
    void Start(uint32_t interface, const Config& config);
    /// Run it no longer: routers, addresses and routes that came of it go, without events.
    void Stop(uint32_t interface);
    /// @return whether it is run
    bool IsRunning(uint32_t interface) const;
    /// Who decides; null: nobody.
    /// @param interface need not be running yet
    /// @param listener must live until it is replaced
    void SetListener(uint32_t interface, RouterDiscoveryListener* listener);

    // --- Commands. On an interface that is not run they do nothing.

    /**
     * Send a Router Solicitation at once (or after U(0, MaxRtrSolicitationDelay)), and up to
     * MaxRtrSolicitations in all until a default router answers. Its source is the link-local
     * address, with its link-layer address. RFC 4861 section 6.3.7.
     */
    void Solicit(uint32_t interface);

    /// What to take from a router.
    struct AdoptOptions
    {
        /// Form an address from each of its autonomous prefixes, now and later.
        bool configureAddresses{true};
        /// But not from these.
        std::vector<NetworkPrefix> exceptFrom;
        /// Probe the link-local address first, since this is a new link (RFC 6275 section 11.5.1).
        /// That there was a link-up since the last probe is reason enough without being told.
        bool linkChanged{false};
    };

    /**
     * Use a router: as the default router if it offers itself as one, its on-link prefixes, and its
     * autonomous prefixes. Those of other adopted routers stay in use until they are abandoned.
     * @param interface where
     * @param linkLocal a router that was heard; else nothing happens
     * @param options what to take; said again, they replace
     */
    void Adopt(uint32_t interface, const Ipv6Address& linkLocal, const AdoptOptions& options);
    /**
     * Use a router no longer: its default route goes, and so do the on-link prefixes and addresses
     * that no other adopted router advertises (OnAddressGone). What was heard from it stays known.
     * RFC 6275 section 11.5.4.
     */
    void Abandon(uint32_t interface, const Ipv6Address& linkLocal);
    /// Forget that a router was ever heard, and abandon it.
    void Forget(uint32_t interface, const Ipv6Address& linkLocal);

    /// Told once. Not told if the interface is stopped before.
    using Reachability = std::function<void(bool isReachable)>;

    /**
     * Is a router still there? Unicast solicitations to its link-local address, at most
     * MaxUnicastSolicit, RetransTimer apart. RFC 6275 section 11.5.1, RFC 4861 section 7.3.3. A
     * probe of the same router that is still running is told nothing any more.
     * @param interface where
     * @param linkLocal whom to ask
     * @param result told the outcome, never from within this call; true at the first solicited
     * advertisement of it
     */
    void ProbeRouter(uint32_t interface, const Ipv6Address& linkLocal, Reachability result);

    // --- Questions

    /// @return the default router in use; none if there is none
    std::optional<HeardRouter> CurrentRouter(uint32_t interface) const;
    /// @return a router that was heard; null if it was not; valid until the next event
    const HeardRouter* FindRouter(uint32_t interface, const Ipv6Address& linkLocal) const;
    /// @return all routers that were heard and not lost, the earliest first
    std::vector<HeardRouter> RoutersHeard(uint32_t interface) const;
    /// @return all addresses that were formed, the earliest first
    std::vector<FormedAddress> AddressesOf(uint32_t interface) const;
    /// @return whether there is a link
    bool IsLinkUp(uint32_t interface) const;

    /// Give the random variables fixed streams. @return how many streams were used
    int64_t AssignStreams(int64_t stream);
    /// Stop all interfaces: the node crashed.
    void Reset();

    bool OnIcmpv6(const Icmpv6Delivery& delivery) override;

    /// A drop, as the trace source tells it: why, and the message without IPv6 header.
    typedef void (*DropCallback)(DropReason reason, Ptr<const Packet> packet);

  protected:
    void DoDispose() override;

  private:
    struct Router;    ///< a router that was heard
    struct Formed;    ///< an address that was formed
    struct Interface; ///< an interface that is run

    std::map<uint32_t, std::unique_ptr<Interface>> m_running;
    std::map<uint32_t, RouterDiscoveryListener*> m_listeners;
};

} // namespace ns3::nemo

#endif // MIP6_ROUTER_DISCOVERY_H
