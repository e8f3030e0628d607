// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_DISCOVERY_RESPONDER_H
#define MIP6_DISCOVERY_RESPONDER_H

#include "ns3/mip6-home-agents-list.h"
#include "ns3/mip6-message-port.h"
#include "ns3/mip6-mobility-icmpv6.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace ns3::nemo
{

/// The home agents' side of Dynamic Home Agent Address Discovery: keeps a list of the home agents
/// on each home link from the Router Advertisements that are heard there, and answers the requests
/// to the home-agents anycast address of each home prefix. RFC 6275 section 10.5, RFC 3963 section
/// 7.
class DiscoveryResponder : private Icmpv6Observer
{
  public:
    /// A home prefix on a link, and this node's address in it.
    struct Home
    {
        NetworkPrefix prefix; ///< of the home link
        uint32_t interface {
            0
        };                            ///< the home link
        Ipv6Address ownAddress;       ///< global unicast
        Time validUntil{Time::Max()}; ///< absolute end of the prefix
    };

    /// What this node is among the home agents.
    struct Self
    {
        uint16_t preference{0};   ///< Home Agent Preference. RFC 6275 section 7.4
        bool mobileRouter{false}; ///< supports mobile routers. RFC 3963 section 7.3
    };

    /// Called after a list has changed in what a reply would say.
    using ChangeCallback = std::function<void(uint32_t interface, const HomeAgentsList& list)>;

    /**
     * Serves nothing yet.
     * @param stack of the node
     * @param random gives a random number below its argument; for the order of equal home agents
     * @param onChange told of each change that was heard, or came by the end of a lifetime
     */
    DiscoveryResponder(Ptr<MobilityStack> stack,
                       HomeAgentsList::Random random,
                       ChangeCallback onChange);
    ~DiscoveryResponder() override;
    DiscoveryResponder(const DiscoveryResponder&) = delete;
    DiscoveryResponder& operator=(const DiscoveryResponder&) = delete;

    /// Be a home agent for these home prefixes, and no longer for others: the list of a link that
    /// has none any more is forgotten. To be told that there are none before it is destroyed while
    /// the node goes on.
    void Serve(const std::vector<Home>& homes, const Self& self);

    /// The list of a home link; null: it is none.
    const HomeAgentsList* FindList(uint32_t interface) const;

    /// The own unicast address on the home link whose home-agents anycast address this is; absent:
    /// it is of none that is served.
    std::optional<Ipv6Address> FindOwnAddress(const Ipv6Address& anycast) const;

  private:
    bool OnIcmpv6(const Icmpv6Delivery& delivery) override;
    bool OnRequest(const MobilityIcmpv6Delivery& delivery);
    HomeAgentAddressDiscoveryReply MakeReply(const HomeAgentAddressDiscoveryRequest& request,
                                             uint32_t interface) const;
    void Join(const Ipv6Address& anycast, const Home& home);
    void LeaveAll();
    void Expire();
    void ScheduleExpiry();

    Ptr<InterfaceTable> m_interfaces;
    Ptr<Steering> m_steering;
    Ptr<AddressProxy> m_proxy;
    Ptr<MobilityIcmpv6> m_icmpv6;
    Ptr<MessagePort> m_port;
    HomeAgentsList::Random m_random;
    ChangeCallback m_onChange;
    MessagePort::HandlerId m_handler;
    std::map<uint32_t, HomeAgentsList> m_lists; ///< By home link.
    std::map<Ipv6Address, Home> m_homes;        ///< By home-agents anycast address.
    ScopedEvent m_expiry;                       ///< For the next end of anything in the lists.
};

} // namespace ns3::nemo

#endif // MIP6_DISCOVERY_RESPONDER_H
