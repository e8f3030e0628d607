// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_HOME_AGENT_DISCOVERY_H
#define MIP6_HOME_AGENT_DISCOVERY_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-binding-update-list.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-rate-limit.h"
#include "ns3/nstime.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace ns3::nemo
{

class MobilityStack;

/// What a mobile node lends to whoever asks for home agents in its name; it outlives them.
struct DiscoveryParts
{
    Ptr<MobilityStack> stack; ///< of the node
    BindingUpdateList& list;  ///< what was sent to whom
    MessageRateLimit& rate;   ///< how much was sent to whom
};

/// A mobile node's question for the home agents of its home link.
struct HomeAgentQuestion
{
    NetworkPrefix homePrefix;  ///< of the home link
    Ipv6Address homeAddress;   ///< whose home agent is wanted
    Ipv6Address lastHomeAgent; ///< the one that it had before; :: if there was none
    uint32_t lifetime{0};      ///< seconds that a binding would be asked for
    Ipv6Address careOfAddress; ///< where it asks from
    uint32_t interface {
        0
    };                        ///< by which IPv6 interface
    bool mobileRouter{false}; ///< only those that support mobile routers (RFC 3963 section 7.1)
    uint16_t identifier{0};   ///< drawn by chance
};

/// What came of a question.
struct HomeAgentAnswer
{
    /// Unicast routable, no more than MAX_DISCOVERED_ADDRESSES, the best first; empty if nobody
    /// answered, or none will do.
    std::vector<Ipv6Address> homeAgents;
    /// It was asked for those that support mobile routers, and the answer was that none does (RFC
    /// 3963 section 7.2).
    bool lacksMobileRouters{false};
};

/// How a mobile node that is away asks for the home agents of its home link: the part of it that
/// each dialect does in its own way. RFC 6275 section 11.4.1.
class HomeAgentDiscovery
{
  public:
    virtual ~HomeAgentDiscovery() = default;

    /// Told once. It may ask again.
    using Answer = std::function<void(const HomeAgentAnswer& answer)>;

    /// Ask now, in place of a question that is open. The answer is never told from within this
    /// call, and not after Stop.
    virtual void Ask(const HomeAgentQuestion& question, Answer answer) = 0;

    /// Ask no longer; ignored if no question is open.
    virtual void Stop() = 0;

    /// The least time from an answer to the next question, so that answers that are of no use do
    /// not make a node ask without end.
    virtual Time LeastPause() const = 0;
};

} // namespace ns3::nemo

#endif // MIP6_HOME_AGENT_DISCOVERY_H
