// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_ROUTER_DISCOVERY_LISTENER_H
#define MIP6_ROUTER_DISCOVERY_LISTENER_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-heard-router.h"
#include "ns3/mip6-network-prefix.h"

#include <cstdint>

namespace ns3::nemo
{

/// Who decides what RouterDiscovery does with the routers that it hears on an interface. Each
/// function may give any command to RouterDiscovery.
class RouterDiscoveryListener
{
  public:
    virtual ~RouterDiscoveryListener() = default;

    /// The interface has a link, and a solicitation was sent if Config says so. What was known of
    /// an earlier link is still there.
    virtual void OnLinkUp(uint32_t /* interface */)
    {
    }

    /// The interface has no link. Probes that were running are over: addresses that were tentative
    /// are forgotten.
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

    /// A router does not answer, though it was asked because packets go to it: Neighbor
    /// Unreachability Detection has given it up. RFC 4861 section 7.3.
    virtual void OnRouterUnreachable(uint32_t /* interface */, const HeardRouter& /* router */)
    {
    }

    /// A default router is none any more: its lifetime ended, or it said so itself. Its default
    /// route is gone; its prefixes and addresses stay until their own lifetimes end, or Abandon.
    virtual void OnRouterLost(uint32_t /* interface */, const HeardRouter& /* router */)
    {
    }

    /// Another router speaks with the link-local address of this one, so this one is on a link that
    /// was left. It is forgotten and abandoned. RFC 6275 section 11.5.1.
    virtual void OnRouterReplaced(uint32_t /* interface */, const HeardRouter& /* router */)
    {
    }

    /// An address was probed and added.
    virtual void OnAddressReady(uint32_t /* interface */,
                                const Ipv6Address& /* address */,
                                const NetworkPrefix& /* prefix */)
    {
    }

    /// Somebody else has the address; it was not added. (The link-local address stays all the
    /// same.)
    virtual void OnAddressRefused(uint32_t /* interface */, const Ipv6Address& /* address */)
    {
    }

    /// The preferred lifetime of an address ended.
    virtual void OnAddressDeprecated(uint32_t /* interface */, const Ipv6Address& /* address */)
    {
    }

    /// The valid lifetime of an address ended, or no router that is adopted advertises its prefix
    /// any more; it was removed.
    virtual void OnAddressGone(uint32_t /* interface */, const Ipv6Address& /* address */)
    {
    }
};

} // namespace ns3::nemo

#endif // MIP6_ROUTER_DISCOVERY_LISTENER_H
