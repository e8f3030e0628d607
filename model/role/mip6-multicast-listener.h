// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_MULTICAST_LISTENER_H
#define MIP6_MULTICAST_LISTENER_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-expiry-queue.h"
#include "ns3/mip6-listener-message.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

namespace ns3::nemo
{

/// What a listener says unasked. RFC 2710 sections 7.1 and 7.10.
struct ListenerTerms
{
    Time unsolicitedReportInterval{Seconds(10)}; ///< Unsolicited Report Interval.
    uint32_t robustness{2};                      ///< Robustness Variable: how often it is said.
};

/// The node part of Multicast Listener Discovery on one interface: a link, or a tunnel. RFC 2710
/// section 4.
///
/// It is silent at first and after Pause, since there may be nobody to tell.
class MulticastListener
{
  public:
    /// Lets a message leave by the interface.
    using Send = std::function<void(const ListenerMessage&)>;
    /// A random number below `bound`, which is greater than 0.
    using Random = std::function<uint32_t(uint32_t bound)>;

    /// A listener that listens to nothing.
    MulticastListener(Send send, Random random, ListenerTerms terms);

    /// Listen to a group, and say so: at once, and again within the Unsolicited Report Interval.
    /// Nothing happens if it does already.
    void Join(const Ipv6Address& group);
    /// Listen to it no longer, and say so if nobody else has reported it last. Ignored if it does
    /// not.
    void Leave(const Ipv6Address& group);

    /// Begin to speak, or begin anew since the interface leads somewhere else: as if it joined all
    /// its groups now.
    void Resume();
    /// Say nothing, until Resume.
    void Pause();
    /// Whether it speaks.
    bool IsActive() const;

    /// A Report, a Query or a Done of somebody else arrived by the interface.
    void Receive(const ListenerMessage& message);

    /// What it listens to, sorted.
    std::vector<Ipv6Address> GetGroups() const;
    /// Whether it listens to this group.
    bool Has(const Ipv6Address& group) const;

  private:
    /// A group that it listens to.
    struct Group
    {
        bool isLastReporter{false}; ///< The flag of RFC 2710 section 4.
        uint32_t repeats{0};        ///< Unsolicited Reports that are still to come.
    };

    void Announce(const Ipv6Address& group);
    void Report(const Ipv6Address& group);
    void OnQuery(const Ipv6Address& group, Time within);
    void OnDue();
    void Arm();
    Time DrawDelay(Time within) const;

    Send m_send;
    Random m_random;
    ListenerTerms m_terms;
    bool m_isActive{false};
    std::map<Ipv6Address, Group> m_groups;
    ExpiryQueue<Ipv6Address, Ipv6AddressHash> m_due; ///< The delay timers.
    ScopedEvent m_event;                             ///< For the next of them.
};

} // namespace ns3::nemo

#endif /* MIP6_MULTICAST_LISTENER_H */
