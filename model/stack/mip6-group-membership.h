// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_GROUP_MEMBERSHIP_H
#define MIP6_GROUP_MEMBERSHIP_H

#include "ns3/ipv6-address.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/mip6-interface-table.h"
#include "ns3/mip6-listener-message.h"
#include "ns3/mip6-mobility-icmpv6.h"
#include "ns3/mip6-packet-path.h"
#include "ns3/mip6-steering.h"
#include "ns3/mip6-transform.h"
#include "ns3/node.h"
#include "ns3/object.h"

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <vector>

namespace ns3::nemo
{

/// A message of Multicast Listener Discovery that arrived: it is sound, and from a link-local
/// address.
struct ListenerDelivery
{
    const ListenerMessage& message; ///< what it says
    uint32_t interface;             ///< IPv6 interface number of arrival
    bool isTunnelled;               ///< whether it came out of a tunnel
    /// The home addresses that this tunnel serves: those alone tell whose it is, since link-local
    /// sources of several mobile nodes may be equal. RFC 6275 section 10.4.3.
    std::vector<Ipv6Address> homes;
};

/**
 * Who listens to which multicast groups: the messages that say so, on links and through tunnels,
 * and the forwarding into and out of tunnels that follows. RFC 6275 sections 10.4.2 and 10.4.3.
 *
 * It decides nothing: roles send and receive the messages, and say who is subscribed.
 */
class GroupMembership : public Object, private Icmpv6Observer
{
  public:
    /// @return the type
    static TypeId GetTypeId();

    /**
     * Serve a node. To be called once.
     * @param node the node
     * @param icmpv6 where the messages arrive
     * @param interfaces where they leave
     * @param path the way through tunnels
     * @param steering knows the tunnels
     * @param transformInterface IPv6 interface number of what comes out of tunnels
     */
    void Attach(Ptr<Node> node,
                Ptr<MobilityIcmpv6> icmpv6,
                Ptr<InterfaceTable> interfaces,
                Ptr<PacketPath> path,
                Ptr<Steering> steering,
                uint32_t transformInterface);

    /// Told of messages.
    using Handler = std::function<void(const ListenerDelivery&)>;
    /// Names a handler.
    using HandlerId = uint32_t;
    /// Tell it of every message from now on. As long as there is no handler they are ignored in
    /// silence (RFC 6275 section 10.4.3).
    HandlerId Take(Handler handler);
    /// Tell it no longer.
    void Release(HandlerId id);

    /// Send a message on a link, from the link-local address. @return whether the device took it
    bool SendOnLink(uint32_t interface, const ListenerMessage& message);
    /// Send a message through a tunnel, from the link-local address of the transform interface.
    /// @return octets of the packet that left; 0 if it was dropped
    uint32_t SendThrough(const Transform& tunnel, const ListenerMessage& message);

    /// What arrives for the group goes into the tunnel of this home address too, wherever Steering
    /// lets that end. Nothing happens if it does already.
    void Subscribe(const Ipv6Address& group, const Ipv6Address& home);
    /// No longer; ignored if it does not.
    void Unsubscribe(const Ipv6Address& group, const Ipv6Address& home);

    /// What comes out of a tunnel from this home address for a group goes out by this link. A
    /// second call replaces the first.
    void LeadOut(const Ipv6Address& home, uint32_t interface);
    /// No longer; ignored if it does not.
    void ForgetLeadOut(const Ipv6Address& home);

    /**
     * Forward a packet that arrived for a group that is not of the link alone, to everybody but
     * whom it came from.
     * @param packet payload of `header`
     * @param header its IPv6 header
     * @param interface IPv6 interface number of arrival
     * @return whether nobody else is to forward it
     */
    bool Forward(Ptr<const Packet> packet, const Ipv6Header& header, uint32_t interface);

    /// Forget subscriptions: the node crashed.
    void Reset();

  protected:
    void DoDispose() override; ///< Lets go of all it holds.

  private:
    bool OnIcmpv6(const Icmpv6Delivery& delivery) override;
    std::vector<const Transform*> TunnelsOf(const Ipv6Address& group) const;
    Ipv6Header MakeHeader(const ListenerMessage& message, uint32_t interface) const;
    static Ptr<Packet> MakePayload(const ListenerMessage& message, const Ipv6Header& header);

    Ptr<Ipv6L3Protocol> m_ipv6;
    Ptr<MobilityIcmpv6> m_icmpv6;
    Ptr<InterfaceTable> m_interfaces;
    Ptr<PacketPath> m_path;
    Ptr<Steering> m_steering;
    uint32_t m_transformInterface{0};
    std::map<HandlerId, Handler> m_handlers;
    HandlerId m_nextId{0};
    std::map<Ipv6Address, std::set<Ipv6Address>> m_subscribers; ///< Home addresses by group.
    std::map<Ipv6Address, uint32_t> m_exits;                    ///< Links by home address.
};

} // namespace ns3::nemo

#endif // MIP6_GROUP_MEMBERSHIP_H
