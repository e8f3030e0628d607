// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_PLAIN_ROUTING_H
#define MIP6_PLAIN_ROUTING_H

#include "ns3/ipv6-l3-protocol.h"
#include "ns3/ipv6-list-routing.h"
#include "ns3/ipv6-route.h"
#include "ns3/ipv6-static-routing.h"
#include "ns3/mip6-route-input.h"

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
 * is between two links, a tunnel has link-local addresses alone. While any interface is in it, this
 * class looks up the static routes itself, by ns-3's rules, and asks RIPng as for a packet that is
 * forwarded, which needs no source.
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

    /**
     * Look a route up.
     * @param header the destination counts, and nothing else
     * @param device by which it has to go; null: any
     * @return the first that a protocol has, with the source that ns-3 would choose ("::" if it
     * could choose none); null if there is none
     */
    Ptr<Ipv6Route> Find(const Ipv6Header& header, Ptr<NetDevice> device = nullptr) const;

    /// @return the IPv6 interface by which a destination is reached; none if there is no route
    std::optional<uint32_t> ExitTo(const Ipv6Address& destination) const;

    /// Forward a unicast packet if the protocols cannot be left to it (IsAddressLacking). The
    /// arguments are those of Ipv6RoutingProtocol::RouteInput. @return whether somebody cared for
    /// it
    bool Forward(Ptr<const Packet> packet,
                 const Ipv6Header& header,
                 Ptr<const NetDevice> device,
                 RouteInputArguments::At<3> unicast,
                 RouteInputArguments::At<4> multicast,
                 RouteInputArguments::At<5> deliver,
                 RouteInputArguments::At<6> error) const;

    /// @return the global address of a node that has no other; else "::"
    Ipv6Address OnlySource() const;
    /// @return the first global address that the node has on any interface; "::" if it has none
    Ipv6Address FirstSource() const;

  private:
    Ptr<Ipv6Route> Ask(Ptr<Ipv6RoutingProtocol> protocol,
                       const Ipv6Header& header,
                       Ptr<NetDevice> device) const;
    Ptr<Ipv6Route> LookUp(const Ipv6StaticRouting& table,
                          const Ipv6Address& destination,
                          Ptr<NetDevice> device) const;
    Ptr<Ipv6Route> AskAsForwarded(Ptr<Ipv6RoutingProtocol> protocol,
                                  const Ipv6Address& destination) const;
    bool HasGlobal(uint32_t interface) const;
    /// What ns-3 chooses on an interface; "::" if there is nothing to choose from.
    Ipv6Address SourceOn(uint32_t interface, const Ipv6Address& destination) const;

    Ptr<Ipv6L3Protocol> m_ipv6;
    Ipv6ListRouting* m_list{nullptr}; ///< Its owner may be owned by it: a Ptr would never let go.
    const Ipv6RoutingProtocol* m_asker{nullptr};
    Ptr<NetDevice> m_arrival;
    mutable std::optional<bool> m_isLacking;         ///< Since the last change.
    mutable std::optional<Ipv6Address> m_onlySource; ///< Since the last change.
};

} // namespace ns3::nemo

#endif // MIP6_PLAIN_ROUTING_H
