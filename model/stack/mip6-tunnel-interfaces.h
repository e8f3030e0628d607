// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_TUNNEL_INTERFACES_H
#define MIP6_TUNNEL_INTERFACES_H

#include "ns3/mip6-interface-table.h"
#include "ns3/mip6-mobility-routing.h"
#include "ns3/mip6-packet-path.h"
#include "ns3/mip6-steering.h"
#include "ns3/object.h"
#include "ns3/virtual-net-device.h"

#include <cstdint>
#include <map>
#include <optional>

namespace ns3::nemo
{

/**
 * The tunnels between mobile routers and home agents that a routing protocol runs over: each is an
 * IPv6 interface of its own, which stays while only the end of the tunnel moves. RFC 3963 section 8
 * and appendix B.1.
 *
 * What the routing table leads out by such an interface goes by a LeavingRule, as from the roaming
 * interface of a mobile router. Of what comes in, messages of the routing protocol (UDP from and to
 * addresses of the link) are delivered on the interface; all else is judged by the routing table.
 */
class TunnelInterfaces : public Object
{
  public:
    /// @return the type
    static TypeId GetTypeId();

    /// Serve a node; to be called once.
    void Attach(Ptr<Node> node,
                Ptr<InterfaceTable> interfaces,
                Ptr<Steering> steering,
                Ptr<PacketPath> path,
                Ptr<MobilityRouting> routing);

    /// What packets may come out of a tunnel, beside messages of the routing protocol.
    enum class Side : uint8_t
    {
        /// This is the home agent: those with a source that the routing table leads into the tunnel
        /// to. RFC 3963 section 9.
        HOME_AGENT,
        /// This is the mobile router: those for what the routing table leads to by other interfaces
        /// than one that has a LeavingRule. RFC 3963 section 3.
        MOBILE_ROUTER
    };

    /// The tunnel that serves a home address is there from now on; it has no ends yet, or still
    /// those that it has. The first time, which makes the interface, is not to be while a packet is
    /// being delivered: ns-3 walks through what receives packets meanwhile.
    /// @return the IPv6 interface number, the same each time
    uint32_t Open(const Ipv6Address& homeAddress, Side side);
    /// Where packets go from now on, and with it between which addresses the tunnel is; with a
    /// verdict other than TRANSFORM they go nowhere, and nothing comes out. Ignored unless open.
    void Direct(const Ipv6Address& homeAddress, const LeavingRule& rule);
    /// The tunnel is gone; its interface is kept for the next time. Ignored unless open.
    void Close(const Ipv6Address& homeAddress);
    /// @return the interface of a home address; none unless open
    std::optional<uint32_t> Find(const Ipv6Address& homeAddress) const;

    /// Forget all that is open: the node crashed.
    void Reset();

  protected:
    void DoDispose() override; ///< Lets go of all it holds.

  private:
    struct Tunnel
    {
        Ptr<VirtualNetDevice> device;
        uint32_t interface;
        Side side;
        bool isOpen{true};
        std::optional<SteeringAction> action; ///< With the ends; none: nowhere.
    };

    Tunnel& Make(const Ipv6Address& homeAddress);
    /// What leaves by the device of a tunnel.
    bool Send(Ipv6Address homeAddress,
              Ptr<Packet> packet,
              const Address& from,
              const Address& to,
              uint16_t protocol);
    std::optional<RoutedTunnel> Judge(const Ipv6Header& outer, const Ipv6Header& inner) const;
    bool MayComeOut(const Tunnel& tunnel, const Ipv6Header& inner) const;

    Ptr<Node> m_node;
    Ptr<InterfaceTable> m_interfaces;
    Ptr<Steering> m_steering;
    Ptr<PacketPath> m_path;
    Ptr<MobilityRouting> m_routing;
    std::map<Ipv6Address, Tunnel> m_tunnels; ///< By home address.
};

} // namespace ns3::nemo

#endif // MIP6_TUNNEL_INTERFACES_H
