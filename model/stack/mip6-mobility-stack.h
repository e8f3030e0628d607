// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_MOBILITY_STACK_H
#define MIP6_MOBILITY_STACK_H

#include "ns3/mip6-address-proxy.h"
#include "ns3/mip6-dynamic-routing.h"
#include "ns3/mip6-group-membership.h"
#include "ns3/mip6-interface-table.h"
#include "ns3/mip6-message-port.h"
#include "ns3/mip6-mobile-link.h"
#include "ns3/mip6-mobility-icmpv6.h"
#include "ns3/mip6-mobility-routing.h"
#include "ns3/mip6-packet-path.h"
#include "ns3/mip6-packet-security.h"
#include "ns3/mip6-path-errors.h"
#include "ns3/mip6-router-advertiser.h"
#include "ns3/mip6-router-discovery.h"
#include "ns3/mip6-steering.h"
#include "ns3/mip6-tunnel-interfaces.h"
#include "ns3/node.h"
#include "ns3/object.h"

#include <array>
#include <cstdint>
#include <vector>

namespace ns3::nemo
{

/// Somebody who loses what it knows when the node loses power: a role.
class PowerListener
{
  public:
    virtual ~PowerListener() = default;
    /// The power is gone: forget all volatile state.
    virtual void OnPowerOff() = 0;
    /// The power is back: start as at time 0.
    virtual void OnPowerOn() = 0;
};

/**
 * The parts of a node's mobility, assembled; aggregated to the Node.
 *
 * It decides nothing and forwards no calls: roles ask it for the part that they talk to. With empty
 * tables every hook declines, and the node is plain IPv6.
 */
class MobilityStack : public Object
{
  public:
    /// @return the type
    static TypeId GetTypeId();

    /**
     * Give a node mobility. Calling it again returns what is there.
     * @param node a node with an IPv6 stack (Ipv6ListRouting) and no interface but the loopback;
     * else the run is aborted with the reason
     * @param codec the bytes of the dialect
     * @return the node's stack
     */
    static Ptr<MobilityStack> Install(Ptr<Node> node, Ptr<SignalCodec> codec);

    /// @return the stack of a node, null if it has none
    static Ptr<MobilityStack> Of(Ptr<const Node> node);

    /// @return the only code that adds or takes off headers
    Ptr<PacketPath> GetPacketPath() const;
    /// @return the security associations, keyed by hand; none at first
    Ptr<PacketSecurity> GetPacketSecurity() const;
    /// @return the associations of the Authentication Header; none at first
    Ptr<PacketAuthentication> GetPacketAuthentication() const;
    /// @return where mobility meets ns-3's routing
    Ptr<MobilityRouting> GetRouting() const;
    /// @return the forwarding table of mobility
    Ptr<Steering> GetSteering() const;
    /// @return where signals leave and arrive
    Ptr<MessagePort> GetMessagePort() const;
    /// @return who answers for addresses and probes them
    Ptr<AddressProxy> GetAddressProxy() const;
    /// @return routers heard and addresses formed
    Ptr<RouterDiscovery> GetRouterDiscovery() const;
    /// @return who advertises
    Ptr<RouterAdvertiser> GetRouterAdvertiser() const;
    /// @return who listens to which multicast groups, on links and through tunnels
    Ptr<GroupMembership> GetGroupMembership() const;
    /// @return tunnels that a routing protocol runs over
    Ptr<TunnelInterfaces> GetTunnelInterfaces() const;
    /// @return where the node's routing protocol speaks
    Ptr<DynamicRouting> GetDynamicRouting() const;
    /// @return addresses, routes and groups
    Ptr<InterfaceTable> GetInterfaceTable() const;
    /// @return the node's ICMPv6
    Ptr<MobilityIcmpv6> GetIcmpv6() const;
    /// @return IPv6 interface number of the transform device, which holds home addresses away
    uint32_t GetTransformInterface() const;

    /// Behave as a node that does not know Mobile IPv6 (answers as RFC 8200 asks). Default: knows.
    void SetMobilityAware(bool aware);

    /// Tell somebody of the power. The listener must unlisten before it dies.
    void Listen(PowerListener* listener);
    /// Tell no longer.
    void Unlisten(PowerListener* listener);

    /// Crash: roles halt without a word, the devices have no power, and neighbours, learned routes
    /// and path MTUs are forgotten; what was configured stays. A device can be moved to another
    /// link meanwhile. Nothing happens if the power is off already.
    void PowerOff();
    /// The reverse. Nothing happens if the power is on.
    void PowerOn();
    /// @return whether the node has power
    bool IsPowered() const;

    /// Packets that ended at this node, by reason.
    /// @param reason why
    /// @return how many
    uint64_t GetDropCount(DropReason reason) const;

    /**
     * Give every random variable of the parts a stream of its own.
     * @param stream the first stream
     * @return how many were used
     */
    int64_t AssignStreams(int64_t stream);

  protected:
    void DoDispose() override; ///< Lets go of all it holds.

  private:
    void Assemble(Ptr<Node> node, Ptr<SignalCodec> codec);
    void CountDrop(DropReason reason, Ptr<const Packet> packet);
    void PowerDevices(bool isOn);

    Ptr<Node> m_node;
    Ptr<MobilityIcmpv6> m_icmpv6;
    Ptr<InterfaceTable> m_interfaces;
    Ptr<Steering> m_steering;
    Ptr<PacketPath> m_path;
    Ptr<PacketSecurity> m_security;
    Ptr<PacketAuthentication> m_authentication;
    Ptr<PathErrors> m_errors;
    Ptr<MobilityRouting> m_routing;
    Ptr<MessagePort> m_port;
    Ptr<AddressProxy> m_proxy;
    Ptr<RouterDiscovery> m_discovery;
    Ptr<RouterAdvertiser> m_advertiser;
    Ptr<GroupMembership> m_groups;
    Ptr<TunnelInterfaces> m_tunnels;
    Ptr<DynamicRouting> m_dynamicRouting;
    bool m_powered{true};
    std::vector<PowerListener*> m_listeners;
    std::array<uint64_t, 256> m_dropCounts{};
    TracedCallback<DropReason, Ptr<const Packet>> m_drop;
};

} // namespace ns3::nemo

#endif // MIP6_MOBILITY_STACK_H
