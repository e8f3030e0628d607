// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_INTERFACE_TABLE_H
#define MIP6_INTERFACE_TABLE_H

#include "ns3/ipv6-interface.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/ipv6-static-routing.h"
#include "ns3/mac48-address.h"
#include "ns3/mip6-address-hash.h"
#include "ns3/mip6-mobility-icmpv6.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-taught-neighbors.h"
#include "ns3/node.h"
#include "ns3/object.h"

#include <cstdint>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ns3::nemo
{

/**
 * The only code that changes the addresses, routes, groups, forwarding and neighbours of a node's
 * interfaces. Interfaces are named by ns-3's IPv6 interface numbers; a number that does not exist
 * is misuse and aborts.
 *
 * An address is valid and preferred the moment it is added: whoever adds it has probed it before,
 * or must not (AddressProxy).
 */
class InterfaceTable : public Object
{
  public:
    /// @return the type
    static TypeId GetTypeId();

    /**
     * Serve a node. To be called once, before its interfaces are added.
     * @param node its IPv6 routing has an Ipv6StaticRouting (alone or in a list); else aborts
     * @param icmpv6 knows which path MTUs ns-3 has learned
     */
    void Attach(Ptr<Node> node, Ptr<MobilityIcmpv6> icmpv6);

    /**
     * Add an IPv6 interface for a device, bring it up and give it its EUI-64 link-local address.
     * @param device a device of the node
     * @return its number
     */
    uint32_t AddInterface(Ptr<NetDevice> device);

    // --- Addresses

    /**
     * Give an interface an address; valid at once. One that is there already stays as it is.
     * @param interface where
     * @param address unicast
     * @param prefixLength bits of its prefix
     * @param onLink whether its prefix is on the link: packets to it go straight to neighbours
     */
    void AddAddress(uint32_t interface,
                    const Ipv6Address& address,
                    uint8_t prefixLength,
                    bool onLink);
    /// Take an address away. The route to its prefix stays while another address or AddOnLinkPrefix
    /// needs it. @return whether it was there
    bool RemoveAddress(uint32_t interface, const Ipv6Address& address);
    /// @return whether it is an address of this node
    bool Has(const Ipv6Address& address) const;
    /// @return whether it is an address of this interface
    bool Has(const Ipv6Address& address, uint32_t interface) const;
    /// @return which interface has it; none if it is not an address of this node
    std::optional<uint32_t> InterfaceOf(const Ipv6Address& address) const;
    /// @return the interface's addresses, in the order in which they were added; link-local first
    std::vector<Ipv6Address> AddressesOf(uint32_t interface) const;
    /// @return its EUI-64 link-local address
    Ipv6Address LinkLocalAddress(uint32_t interface) const;
    /// @return an address of the interface to speak with a neighbour there: one with the same
    /// prefix, else the link-local one
    Ipv6Address SourceFor(uint32_t interface, const Ipv6Address& neighbour) const;

    // --- Routes

    /// The default router of an interface from now on, instead of an earlier one.
    void SetDefaultRouter(uint32_t interface, const Ipv6Address& router);
    /// No default route by this interface any more.
    void ClearDefaultRouter(uint32_t interface);
    /// @return the default router of an interface, if it has one
    std::optional<Ipv6Address> DefaultRouter(uint32_t interface) const;
    /// This prefix is on the link. Counted: to be taken back as often as it was said.
    void AddOnLinkPrefix(uint32_t interface, const NetworkPrefix& prefix);
    /// Takes AddOnLinkPrefix back; ignored if nothing is to be taken back.
    void RemoveOnLinkPrefix(uint32_t interface, const NetworkPrefix& prefix);
    /// @return whether a prefix of exactly this length is on the link
    bool IsOnLink(uint32_t interface, const NetworkPrefix& prefix) const;
    /// A route by way of a neighbour. One to the same prefix by the same interface is replaced.
    void AddRoute(const NetworkPrefix& prefix, const Ipv6Address& nextHop, uint32_t interface);
    /// @return whether there was such a route
    bool RemoveRoute(const NetworkPrefix& prefix, const Ipv6Address& nextHop, uint32_t interface);

    // --- Groups and forwarding

    /// Receive what is sent to a multicast group. Counted.
    void JoinGroup(const Ipv6Address& group, uint32_t interface);
    /// Takes JoinGroup back; ignored if nothing is to be taken back.
    void LeaveGroup(const Ipv6Address& group, uint32_t interface);
    /// @return whether JoinGroup holds, or it is the solicited-node group of an own address
    bool IsMember(const Ipv6Address& group, uint32_t interface) const;
    /// Whether packets that arrive here may be forwarded (IsRouter of RFC 4861 section 6.2.1).
    void SetForwarding(uint32_t interface, bool forwarding);
    /// @return whether packets that arrive here may be forwarded
    bool IsForwarding(uint32_t interface) const;

    // --- The link

    /// @return the device's Ethernet address
    Mac48Address LinkLayerAddress(uint32_t interface) const;
    /// @return the largest packet in octets, IPv6 header included
    uint32_t Mtu(uint32_t interface) const;
    /// @return the device
    Ptr<NetDevice> DeviceOf(uint32_t interface) const;
    /// @return the interfaces of devices that are on links: neither the loopback nor virtual
    std::vector<uint32_t> Links() const;
    /// @return the interface of a device; none if it has none
    std::optional<uint32_t> InterfaceOf(Ptr<const NetDevice> device) const;

    // --- Neighbours

    /// How well a neighbour's link-layer address is known. RFC 4861 section 7.3.2.
    enum class Knowledge : uint8_t
    {
        STALE,    ///< it said so itself, and nothing shows yet that it hears this node
        REACHABLE ///< it answered; the entry of RFC 6275 section 11.5.5
    };

    /**
     * Note a neighbour's link-layer address; packets that wait for it leave now. RFC 4861 sections
     * 6.2.6, 6.3.4, 7.2.3.
     * @param interface where
     * @param address of the neighbour; :: is ignored
     * @param linkLayer its link-layer address
     * @param isRouter whether it is a router; absent: as known before, a host if not known
     * @param knowledge STALE leaves an entry with the same link-layer address in its state
     */
    void LearnNeighbor(uint32_t interface,
                       const Ipv6Address& address,
                       const Mac48Address& linkLayer,
                       std::optional<bool> isRouter = std::nullopt,
                       Knowledge knowledge = Knowledge::STALE);
    /// @return its link-layer address; none while it is not known
    std::optional<Mac48Address> NeighborLinkLayer(uint32_t interface,
                                                  const Ipv6Address& address) const;
    /// @return the IsRouter flag of its entry; none without an entry
    std::optional<bool> IsNeighborRouter(uint32_t interface, const Ipv6Address& address) const;
    /// Forget one neighbour; packets that wait for it are lost.
    void ForgetNeighbor(uint32_t interface, const Ipv6Address& address);
    /// Forget all neighbours of a link; packets that wait for them are lost.
    void ForgetNeighbors(uint32_t interface);
    /// Forget what was learned, because the node crashed: neighbours, default routers, routes by
    /// Redirect, path MTUs. What was configured (addresses, prefixes, AddRoute) stays.
    void ForgetLearned();

  protected:
    void DoDispose() override; ///< Lets go of all it holds.

  private:
    /// A route as ns-3's table has it.
    struct Route
    {
        NetworkPrefix prefix;
        Ipv6Address nextHop; ///< :: is on-link
        uint32_t interface;
    };

    /// An address of this node.
    struct Own
    {
        uint32_t interface;
        uint8_t prefixLength;
        bool onLink;
    };

    Ptr<Ipv6Interface> Get(uint32_t interface) const;
    NdiscCache::Entry* FindNeighbor(uint32_t interface, const Ipv6Address& address) const;
    Route ReadRoute(uint32_t place) const;
    std::optional<uint32_t> FindRoute(const Route& route) const;
    bool HasRoute(const Route& route) const;
    void WriteRoute(const Route& route);
    bool EraseRoute(const Route& route);
    void ForgetRedirects();
    void CountOnLink(uint32_t interface, const NetworkPrefix& prefix, int32_t change);

    Ptr<Node> m_node;
    Ptr<Ipv6L3Protocol> m_ipv6;
    TaughtNeighbors m_taught;
    Ptr<MobilityIcmpv6> m_icmpv6;
    Ptr<Ipv6StaticRouting> m_routing;
    std::unordered_multimap<Ipv6Address, Own, AddressHash> m_addresses;
    std::map<std::pair<uint32_t, NetworkPrefix>, int32_t> m_onLink; ///< how many need the route
    std::map<std::pair<uint32_t, NetworkPrefix>, int32_t> m_told;   ///< by AddOnLinkPrefix
    std::map<uint32_t, Ipv6Address> m_defaultRouters;
    std::vector<Route> m_routes; ///< by AddRoute
    std::map<std::pair<Ipv6Address, uint32_t>, uint32_t> m_groups;
};

} // namespace ns3::nemo

#endif // MIP6_INTERFACE_TABLE_H
