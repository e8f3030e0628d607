// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_MULTICAST_PROXY_H
#define MIP6_MULTICAST_PROXY_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-binding.h"
#include "ns3/mip6-expiry-queue.h"
#include "ns3/mip6-group-membership.h"
#include "ns3/mip6-group-memberships.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/mip6-multicast-listener.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <utility>

namespace ns3::nemo
{

/// The values of Multicast Listener Discovery, as a home agent's Attributes stand at the moment.
/// RFC 2710 section 7.
struct MulticastTerms
{
    Time queryInterval{Seconds(125)};            ///< Query Interval.
    Time queryResponseInterval{Seconds(10)};     ///< Query Response Interval, at most 65 s.
    Time lastListenerQueryInterval{Seconds(1)};  ///< Last Listener Query Interval.
    Time unsolicitedReportInterval{Seconds(10)}; ///< Unsolicited Report Interval.
    uint32_t robustness{2};                      ///< Robustness Variable; not 0.
    uint32_t mostGroups{64};                     ///< That a mobile node may listen to.
};

/// Lets mobile nodes that are away receive multicast packets of their home network, and send some
/// there: asks them for their groups through their tunnels, listens on the home links on their
/// behalf, and lets packets pass accordingly. RFC 6275 sections 10.4.2 and 10.4.3.
class MulticastProxy
{
  public:
    /// What it needs of the home agent.
    struct Needs
    {
        /// The values that hold now.
        std::function<MulticastTerms()> terms;
        /// A random number below `bound`, which is greater than 0.
        std::function<uint32_t(uint32_t bound)> random;
    };

    /// @param stack of the home agent
    /// @param needs of the home agent
    MulticastProxy(Ptr<MobilityStack> stack, Needs needs);
    /// Takes back what it told the stack; nothing is sent.
    ~MulticastProxy();
    MulticastProxy(const MulticastProxy&) = delete;
    MulticastProxy& operator=(const MulticastProxy&) = delete;

    /// A binding was made (`before` is null), changed, or ended (`after` is null).
    void OnBinding(const Binding* before, const Binding* after);

    /// Who listens to what.
    const GroupMemberships& GetMemberships() const;

  private:
    /// A home link, and the mobile nodes of it that listen.
    struct HomeLink
    {
        std::unique_ptr<MulticastListener> listener;
        std::map<Ipv6Address, uint32_t> members; ///< How many, by group.
    };

    /// A mobile node that is away.
    struct Client
    {
        uint32_t interface;    ///< Of its home link; 0: none.
        uint32_t startQueries; ///< That are still to follow soon after another.
        /// How many more Queries follow for a group that it wants to leave.
        std::map<Ipv6Address, uint32_t> lastQueries;
    };

    void OnBindingEnd(const Binding& binding);
    void OnMessage(const ListenerDelivery& delivery);
    void OnReport(const Membership& membership);
    void OnDone(const Membership& membership);
    void Begin(const Membership& membership);
    void End(const Membership& membership, uint32_t interface);
    HomeLink& LinkOf(uint32_t interface);
    void Query(const Ipv6Address& home, const Ipv6Address& group);
    void OnDue();
    void AskAll(const Ipv6Address& home);
    void AskLast(const Membership& membership);
    void Arm();

    Ptr<MobilityStack> m_stack;
    Needs m_needs;
    GroupMembership::HandlerId m_handler;
    GroupMemberships m_memberships;
    std::map<Ipv6Address, Client> m_clients; ///< By home address.
    std::map<uint32_t, HomeLink> m_links;    ///< By interface.
    /// When the next Query leaves; a group that is :: stands for the General one.
    ExpiryQueue<Membership, MembershipHash> m_queries;
    ScopedEvent m_event; ///< For the next Query, or end of a membership.
};

} // namespace ns3::nemo

#endif // MIP6_MULTICAST_PROXY_H
