// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_PLAIN_ROUTING_H
#define MIP6_PLAIN_ROUTING_H

#include "ns3/ipv6-l3-protocol.h"
#include "ns3/ipv6-list-routing.h"
#include "ns3/ipv6-route.h"
#include "ns3/ipv6-static-routing.h"
#include "ns3/mip6-route-input.h"
#include "ns3/ripng.h"

#include <cstdint>
#include <optional>

namespace ns3::nemo
{

/**
 * What the routing protocols of a node say of a destination when mobility has nothing to say: those
 * of its Ipv6ListRouting but the one that asks.
 *
 * ns-3 looks for a source address with each route that it finds, also for a packet that has one,
 * and ends the run (built with assertions) or takes "::" when the interface of the route has no
 * global address. With mobility that is a common state: a node probes its address, a mobile router
 * is between two links, a tunnel has link-local addresses alone. While the interface of a link is
 * in it, this class looks up the static routes itself, by ns-3's rules; while any interface is, it
 * asks RIPng as for a packet that is forwarded, which needs no source. Static routes by tunnels,
 * and protocols other than these two, are left to ns-3.
 *
 * Of ns-3's rules one is left out: that a next hop with a link-local address, of a route that is no
 * default route, makes the source link-local. RFC 4291 section 2.5.6.
 */
class PlainRouting
{
  public:
    /**
     * Serve a node.
     * @param ipv6 of the node
     * @param list its routing protocols
     * @param asker one of them, which is never asked
     * @param arrival a device of the node whose interface forwards: where a question to RIPng comes
     * from
     */
    void Attach(Ptr<Ipv6L3Protocol> ipv6,
                Ipv6ListRouting* list,
                const Ipv6RoutingProtocol* asker,
                Ptr<NetDevice> arrival);
    /// Let go of all that Attach got.
    void Detach();
    /// Addresses or interfaces are not what they were.
    void Forget();

    /// @return whether some interface, other than the loopback and that of the device "arrival",
    /// has no global address
    bool IsAddressLacking() const;
    /// @return the same of those that are no tunnels (VirtualNetDevice)
    bool IsLinkAddressLacking() const;

    /**
     * Look a route up.
     * @param header destination of the packet, and its source: "::" if one is to be chosen, so that
     * of static routes that are equal one by an interface with a global address is better
     * @param device by which it has to go; null: any
     * @return the first that a protocol has, with the source that ns-3 would choose ("::" where no
     * global address is to choose from); null if there is none
     */
    Ptr<Ipv6Route> Find(const Ipv6Header& header, Ptr<NetDevice> device = nullptr) const;

    /// @return the IPv6 interface by which a destination is reached; none if there is no route
    std::optional<uint32_t> ExitTo(const Ipv6Address& destination) const;

    /// Forward a unicast packet where static routing cannot be left to it (IsLinkAddressLacking).
    /// The arguments are those of Ipv6RoutingProtocol::RouteInput. @return whether it is done; if
    /// not, the protocols are to be asked in turn
    bool Forward(Ptr<const Packet> packet,
                 const Ipv6Header& header,
                 Ptr<const NetDevice> device,
                 RouteInputArguments::At<3> unicast,
                 RouteInputArguments::At<4> multicast,
                 RouteInputArguments::At<5> deliver,
                 RouteInputArguments::At<6> error) const;

    /// @return the global address of a node that has no other; else "::"
    Ipv6Address OnlySource() const;
    /// @return the first global address that the node has on the interface of a link; "::" if it
    /// has none
    Ipv6Address FirstSource() const;

  private:
    /// What the interfaces have.
    struct Found
    {
        uint32_t interfaces{0}; ///< How many there were: ns-3 tells of one when it is set up.
        bool isLacking{false};
        bool isLinkLacking{false};
        Ipv6Address only;
    };

    Ptr<Ipv6Route> Ask(Ptr<Ipv6RoutingProtocol> protocol,
                       const Ipv6Header& header,
                       Ptr<NetDevice> device) const;
    Ptr<Ipv6Route> LookUp(const Ipv6StaticRouting& table,
                          const Ipv6Header& header,
                          Ptr<NetDevice> device) const;
    Ptr<Ipv6Route> AskRipng(RipNg& protocol, const Ipv6Header& header, Ptr<NetDevice> device) const;
    Ptr<Ipv6Route> AskAsForwarded(RipNg& protocol, const Ipv6Address& destination) const;
    bool HasGlobal(uint32_t interface) const;
    /// Is it a link that it leads to?
    bool IsOfLink(uint32_t interface) const;
    /// What there is; found anew after a change.
    const Found& GetFound() const;
    /// What ns-3 chooses on an interface; "::" if there is nothing to choose from.
    Ipv6Address SourceOn(uint32_t interface, const Ipv6Address& destination) const;

    Ptr<Ipv6L3Protocol> m_ipv6;
    Ipv6ListRouting* m_list{nullptr}; ///< Its owner may be owned by it: a Ptr would never let go.
    const Ipv6RoutingProtocol* m_asker{nullptr};
    Ptr<NetDevice> m_arrival;
    mutable std::optional<Found> m_found; ///< Since the last change.
};

} // namespace ns3::nemo

#endif // MIP6_PLAIN_ROUTING_H
