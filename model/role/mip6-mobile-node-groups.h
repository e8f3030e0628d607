// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_MOBILE_NODE_GROUPS_H
#define MIP6_MOBILE_NODE_GROUPS_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-group-membership.h"
#include "ns3/mip6-mobile-node-home.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/mip6-multicast-listener.h"

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <vector>

namespace ns3::nemo
{

/// By which way a mobile node joins a multicast group. RFC 6275 section 11.3.4.
enum class GroupPath : uint8_t
{
    HOME, ///< Through the tunnel to the home agent; on the home link while it is there.
    LINK, ///< On whatever link it is on, as any other node there.
};

/// The multicast groups that a mobile node listens to. RFC 6275 section 11.3.4.
///
/// On a link it speaks from its link-local address. Through a tunnel it says nothing until the home
/// agent has asked by it, and again nothing when the binding has ended, until it is asked anew.
class MobileNodeGroups
{
  public:
    /// @param stack of the node
    /// @param interface the roaming interface, an IPv6 interface number
    /// @param random gives a number below its argument, which is greater than 0
    /// @param terms of all listeners
    MobileNodeGroups(Ptr<MobilityStack> stack,
                     uint32_t interface,
                     MulticastListener::Random random,
                     ListenerTerms terms);
    /// Listens to nothing any more; nothing is sent.
    ~MobileNodeGroups();
    MobileNodeGroups(const MobileNodeGroups&) = delete;
    MobileNodeGroups& operator=(const MobileNodeGroups&) = delete;

    /// Listen on the link. Nothing happens if it does already.
    void JoinOnLink(const Ipv6Address& group);
    /// Takes JoinOnLink back.
    void LeaveOnLink(const Ipv6Address& group);
    /// Listen by way of this home. Nothing happens if it does already.
    void JoinByHome(const Ipv6Address& homeAddress, const Ipv6Address& group);
    /// Takes JoinByHome back.
    void LeaveByHome(const Ipv6Address& homeAddress, const Ipv6Address& group);

    /// What it listens to by way of a home: that may come out of the tunnel.
    std::vector<Ipv6Address> GroupsOf(const Ipv6Address& homeAddress) const;

    /// The node is on a link, and perhaps on another than before: nobody there knows what it
    /// listens to.
    void OnLink();
    /// The node is on no link.
    void OnLinkLost();
    /// Another interface is the roaming interface in use from now on; on its link nobody knows
    /// anything yet.
    void UseInterface(uint32_t interface);
    /// The place of a home address, its binding, or its tunnel may have changed.
    void Review(const MobileNodeHome& home);

  private:
    /// A home, as far as groups are concerned.
    struct Home
    {
        std::unique_ptr<MulticastListener> listener; ///< Through the tunnel.
        MobileNodeHome::Place place{MobileNodeHome::Place::NOWHERE};
        bool isOpen{false};  ///< The tunnel can be used.
        bool isAsked{false}; ///< A Query came through it since there is a binding.
    };

    Home& HomeOf(const Ipv6Address& homeAddress);
    void OnMessage(const ListenerDelivery& delivery);
    void Receive(Home& home, const ListenerMessage& message);
    void SendThrough(const Ipv6Address& homeAddress, const ListenerMessage& message) const;
    void Listen(const Home& home, const Ipv6Address& group, bool isOn);
    void ListenOnLink(const Ipv6Address& group, bool isOn);

    Ptr<MobilityStack> m_stack;
    uint32_t m_interface;
    MulticastListener::Random m_random;
    ListenerTerms m_terms;
    GroupMembership::HandlerId m_handler;
    MulticastListener m_link;       ///< On the roaming interface.
    std::set<Ipv6Address> m_joined; ///< By JoinOnLink.
    /// How often each is wanted on the link: by JoinOnLink, and by each home that is there.
    std::map<Ipv6Address, uint32_t> m_onLink;
    std::map<Ipv6Address, Home> m_homes; ///< By home address.
};

} // namespace ns3::nemo

#endif // MIP6_MOBILE_NODE_GROUPS_H
