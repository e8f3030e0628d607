// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_ROUTER_COMMANDS_H
#define MIP6_ROUTER_COMMANDS_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-heard-router.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace ns3::nemo
{

/**
 * What whoever decides about routers (a movement detector, a plain host) tells and asks
 * RouterDiscovery.
 */
class RouterCommands
{
  public:
    virtual ~RouterCommands() = default;

    // --- Commands. On an interface that is not run they do nothing.

    /**
     * Send a Router Solicitation at once (or after U(0, MaxRtrSolicitationDelay)), and more until a
     * default router answers or MaxRtrSolicitations were sent. Its source is the link-local
     * address, with the link-layer address. Nothing happens without a link. RFC 4861 section 6.3.7.
     */
    virtual void Solicit(uint32_t interface) = 0;

    /// What to take from a router.
    struct AdoptOptions
    {
        /// Let it be the default router, if it offers itself as one, instead of another.
        bool makeDefault{true};
        /// Form an address from each of its autonomous prefixes, now and later.
        bool configureAddresses{true};
        /// But not from these.
        std::vector<NetworkPrefix> exceptFrom;
        /// Probe the link-local address first. Absent: if there was a link-up since its last probe.
        /// RFC 6275 section 11.5.1
        std::optional<bool> probeLinkLocal;
    };

    /**
     * Use a router: its default route, its on-link prefixes, its autonomous prefixes. Those of
     * other adopted routers stay in use until they are abandoned.
     * @param interface where
     * @param linkLocal a router that was heard; else nothing happens
     * @param options what to take; said again, they replace the earlier ones
     */
    virtual void Adopt(uint32_t interface,
                       const Ipv6Address& linkLocal,
                       const AdoptOptions& options) = 0;
    /**
     * Use a router no longer: its default route goes, and so do the on-link prefixes and addresses
     * that no other adopted router advertises (OnAddressGone). What was heard from it stays known.
     * RFC 6275 section 11.5.4.
     */
    virtual void Abandon(uint32_t interface, const Ipv6Address& linkLocal) = 0;
    /// Abandon a router, and forget that it was ever heard.
    virtual void Forget(uint32_t interface, const Ipv6Address& linkLocal) = 0;

    /// Told once; not told if the interface is stopped before.
    using Reachability = std::function<void(bool isReachable)>;

    /**
     * Is a router still there? Unicast solicitations to its link-local address, at most
     * MaxUnicastSolicit, RetransTimer apart. RFC 6275 section 11.5.1, RFC 4861 section 7.3.3. An
     * earlier question about the same router that is still open is told nothing any more.
     * @param interface where
     * @param linkLocal whom to ask
     * @param result told the outcome, never from within this call: true at its first solicited
     * advertisement, false after the last solicitation, or when the link is lost
     */
    virtual void ProbeRouter(uint32_t interface,
                             const Ipv6Address& linkLocal,
                             Reachability result) = 0;

    // --- Questions

    /// @return the default router in use; none if there is none
    virtual std::optional<HeardRouter> CurrentRouter(uint32_t interface) const = 0;
    /// @return whether Adopt holds
    virtual bool IsAdopted(uint32_t interface, const Ipv6Address& linkLocal) const = 0;
    /// @return all routers that were heard, the earliest first; one that is no default router is
    /// there as long as one of its prefixes is valid
    virtual std::vector<HeardRouter> RoutersHeard(uint32_t interface) const = 0;
};

} // namespace ns3::nemo

#endif // MIP6_ROUTER_COMMANDS_H
