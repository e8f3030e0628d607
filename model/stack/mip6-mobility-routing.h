// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_MOBILITY_ROUTING_H
#define MIP6_MOBILITY_ROUTING_H

#include "ns3/ipv6-l3-protocol.h"
#include "ns3/ipv6-list-routing.h"
#include "ns3/ipv6-routing-protocol.h"
#include "ns3/mip6-mobility-icmpv6.h"
#include "ns3/mip6-packet-path.h"
#include "ns3/mip6-plain-routing.h"
#include "ns3/mip6-route-input.h"
#include "ns3/mip6-steering.h"
#include "ns3/virtual-net-device.h"

#include <functional>
#include <optional>

namespace ns3::nemo
{

/**
 * The hook of Steering into ns-3's routing: asked before every other routing protocol, it declines
 * what Steering lets pass and sends the rest out by the transform device.
 *
 * The transform device is a network device whose packets do not reach a link but PacketPath; so
 * ns-3 treats a tunnel as an interface, with an index, an MTU and counters (RFC 3963 section 6.5).
 */
class MobilityRouting : public Ipv6RoutingProtocol
{
  public:
    /// @return the type
    static TypeId GetTypeId();

    /**
     * Make the transform device and enter the node's list of routing protocols.
     * @param node a node whose IPv6 routing is an Ipv6ListRouting; else the run is aborted
     * @param steering the table
     * @param path where transformed packets go
     */
    void Attach(Ptr<Node> node, Ptr<Steering> steering, Ptr<PacketPath> path);

    /// Says whether the node answers Neighbor Solicitations for an address on an interface: such
    /// messages are for this node although the address is not.
    using ProxyQuery = std::function<bool(const Ipv6Address& address, uint32_t interface)>;
    /// Set the question; without one no address is proxied.
    void SetProxyQuery(ProxyQuery query);

    /// Forwards what arrives for a group that is not of the link alone. @return whether ns-3's
    /// routing is not to be asked about it any more
    using GroupForwarder =
        std::function<bool(Ptr<const Packet> packet, const Ipv6Header& header, uint32_t interface)>;
    /// Set who forwards; without one only ns-3's routing does.
    void SetGroupForwarder(GroupForwarder forwarder);

    /// @return what the other routing protocols of the node say
    const PlainRouting& Others() const;

    /// @return IPv6 interface number of the transform device
    uint32_t GetTransformInterface() const;

    // From Ipv6RoutingProtocol
    Ptr<Ipv6Route> RouteOutput(Ptr<Packet> packet,
                               const Ipv6Header& header,
                               Ptr<NetDevice> oif,
                               Socket::SocketErrno& error) override; ///< For what this node sends.
    bool RouteInput(Ptr<const Packet> packet,
                    const Ipv6Header& header,
                    Ptr<const NetDevice> device,
                    RouteInputArguments::At<3> unicast,
                    RouteInputArguments::At<4> multicast,
                    RouteInputArguments::At<5> deliver,
                    RouteInputArguments::At<6> error) override; ///< For what it forwards.
    void NotifyInterfaceUp(uint32_t interface) override;        ///< Sources may differ.
    void NotifyInterfaceDown(uint32_t interface) override;      ///< Sources may differ.
    /// Sources may differ.
    void NotifyAddAddress(uint32_t interface, Ipv6InterfaceAddress address) override;
    /// Sources may differ.
    void NotifyRemoveAddress(uint32_t interface, Ipv6InterfaceAddress address) override;
    void NotifyAddRoute(Ipv6Address dst,
                        Ipv6Prefix mask,
                        Ipv6Address nextHop,
                        uint32_t interface,
                        Ipv6Address prefixToUse) override; ///< Nothing changes.
    void NotifyRemoveRoute(Ipv6Address dst,
                           Ipv6Prefix mask,
                           Ipv6Address nextHop,
                           uint32_t interface,
                           Ipv6Address prefixToUse) override; ///< Nothing changes.
    void SetIpv6(Ptr<Ipv6> ipv6) override;                    ///< Nothing: Attach did.
    /// Writes nothing: routes are those of the other protocols.
    void PrintRoutingTable(Ptr<OutputStreamWrapper> stream, Time::Unit unit) const override;

  protected:
    void DoDispose() override; ///< Lets go of all it holds.

  private:
    /// A forwarded packet on its way from RouteInput through IpForward to the transform device.
    struct Pending
    {
        const Transform* transform;
        Ipv6Address destination;
    };

    /// Where ns-3 does not ask about a packet for an address of another interface: whether it takes
    /// this one, by the rule of RouteInput.
    void OnArrival(Ptr<const Packet> packet, Ptr<Ipv6> ipv6, uint32_t interface);
    bool DeviceSend(Ptr<Packet> packet, const Address& from, const Address& to, uint16_t protocol);
    const LeavingRule* RuleOfExit(const Ipv6Header& header) const;
    bool MayLeave(const Ipv6Address& source, const LeavingRule& rule) const;
    const SteeringAction& ActionForOriginated(const Ipv6Address& source,
                                              const Ipv6Address& destination,
                                              uint8_t protocol) const;
    /// The only global address of the node, or the source that ns-3 would choose for this
    /// destination without mobility; "::" if there is none.
    Ipv6Address PlainSource(const Ipv6Address& destination) const;
    /// The source for a packet by a route of the others: that of the route or, where the node is a
    /// router, any that it has. RFC 6724 section 4, RFC 4443 section 2.2.
    Ipv6Address SourceOf(const Ipv6Route& route) const;
    /// Why a packet is not forwarded, whatever it is for; none: it may be.
    std::optional<DropReason> JudgeForwarded(Ptr<const Packet> packet,
                                             const Ipv6Header& header,
                                             uint32_t interface) const;
    const SteeringAction& ActionForForwarded(Ptr<const Packet> packet, const Ipv6Header& header);
    const SteeringAction& LeavingAction(Ptr<const Packet> packet,
                                        const Ipv6Header& header,
                                        const LeavingRule& rule);
    Ptr<Ipv6Route> RouteToTransform(const Ipv6Address& source, const Ipv6Address& destination);
    void Forward(const Transform& transform,
                 Ptr<const Packet> packet,
                 const Ipv6Header& header,
                 Ptr<const NetDevice> device,
                 const UnicastForwardCallback& unicast);
    /// The route of what is not steered, where the other protocols cannot be left to find it: to a
    /// group beyond the link, and while an interface lacks an address. To the transform device,
    /// whatever the device of the socket, if it would leave without a source. Null: leave it to
    /// them.
    Ptr<Ipv6Route> RouteOfOthers(const Ipv6Header& header,
                                 Ptr<NetDevice> oif,
                                 Socket::SocketErrno& error);
    /// The route to a group that ns-3 does not know to stay on the link.
    Ptr<Ipv6Route> RouteOnLink(const Ipv6Header& header, Ptr<NetDevice> oif);
    bool RouteGroup(Ptr<const Packet> packet,
                    const Ipv6Header& header,
                    uint32_t interface,
                    const LocalDeliverCallback& deliver);
    /// Is it for a link-local address that is kept for somebody who has left the link?
    bool IsForDefended(const Ipv6Header& header, uint32_t interface) const;
    bool IsForProxy(Ptr<const Packet> packet, const Ipv6Header& header, uint32_t interface) const;
    /// The same of a message to the solicited-node group of an address that is proxied as one of a
    /// prefix.
    bool IsForProxiedPrefix(Ptr<const Packet> packet,
                            const Ipv6Header& header,
                            uint32_t interface) const;
    void Refuse(const SteeringAction& action, Ptr<const Packet> packet, const Ipv6Header& header);

    Ptr<Ipv6L3Protocol> m_ipv6;
    Ptr<MobilityIcmpv6> m_icmpv6; ///< Null: the node has ns-3's own.
    Ptr<Steering> m_steering;
    Ptr<PacketPath> m_path;
    Ptr<VirtualNetDevice> m_device;
    uint32_t m_interface{0};
    PlainRouting m_others; ///< Who is asked after this.
    ProxyQuery m_isProxied;
    GroupForwarder m_groups;
    std::optional<Pending> m_pending;
};

} // namespace ns3::nemo

#endif // MIP6_MOBILITY_ROUTING_H
