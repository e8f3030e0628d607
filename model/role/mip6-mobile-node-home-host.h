// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_MOBILE_NODE_HOME_HOST_H
#define MIP6_MOBILE_NODE_HOME_HOST_H

#include "ns3/mip6-binding-update-list.h"
#include "ns3/mip6-handover-phase.h"
#include "ns3/mip6-home-agent-discovery.h"
#include "ns3/mip6-home-registration.h"
#include "ns3/mip6-message.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-rate-limit.h"
#include "ns3/mip6-registration-host.h"
#include "ns3/mip6-route-optimizer.h"
#include "ns3/mip6-steering.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace ns3::nemo
{

class MobileNodeHome;
class MobilityStack;

/// The parts of a mobile node that all its homes use. What they refer to must outlive the homes.
struct MobileNodeParts
{
    Ptr<MobilityStack> stack;      ///< of the node
    const uint32_t& interface;     ///< IPv6 interface number of the roaming interface in use
    BindingUpdateList& list;       ///< what was sent to whom
    MessageRateLimit& rate;        ///< how much was sent to whom
    ReturnRoutabilityTests& tests; ///< of all home addresses
};

/// The values of a mobile node, as its Attributes stand at the moment.
struct MobileNodeTerms
{
    RegistrationPolicy registration;          ///< What home agents are asked for.
    RouteOptimizationTerms routeOptimization; ///< What correspondents are asked for.
    Time dadRandomDelay;                      ///< Most that a probe waits. RFC 4862 section 5.4.2.
    Time reclaimInterval;          ///< From finding a home address taken to the next probe.
    bool solicitsHomeAgent{false}; ///< On coming home, instead of the home address.
    Time solicitAhead;             ///< A home address that ends so soon is asked about.
    bool keepsTunnel{false};       ///< Used on before the acknowledgement of a move.
};

/// The mobile node around its homes.
class MobileNodeHomeHost
{
  public:
    virtual ~MobileNodeHomeHost() = default;

    /// The values of the dialect, as they stand now.
    virtual DialectProfile GetProfile() const = 0;
    /// The node's values, as they stand now.
    virtual MobileNodeTerms GetTerms() const = 0;
    /// As RouteOptimizerHost::FindCareOfFor.
    virtual std::optional<CareOfChoice> FindCareOfFor(const Ipv6Address& correspondent) const = 0;
    /// With whom routes are to be optimised; none: the node does not optimise.
    virtual std::optional<RouteOptimizationPolicy> GetRouteOptimizationPolicy() const = 0;
    /// A random number to begin counting from. RFC 6275 section 11.7.1.
    virtual uint16_t DrawSequence() = 0;
    /// A random cookie. RFC 6275 section 5.2.5.
    virtual uint64_t DrawCookie() = 0;
    /// When the roaming interface last got its link.
    virtual Time GetLinkTime() const = 0;
    /// Until when a care-of address is valid; Time::Max(): for ever.
    virtual Time CareOfValidUntil(const Ipv6Address& careOfAddress) const = 0;

    // --- What a mobile router adds; the answers here are those of a mobile host

    /// The home address is at another place now.
    virtual void OnPlaced(const MobileNodeHome& home) = 0;
    /// What becomes of what is sent with the home address, away from home: through the tunnel to
    /// the home agent, or dropped as long as there is none.
    virtual void SteerOut(const MobileNodeHome& home, const SteeringAction& action) = 0;
    /// Where packets that come out of the home agent's tunnel may be for.
    virtual std::vector<NetworkPrefix> TunnelDestinations(const MobileNodeHome& home) const = 0;
    /// The tunnel may have been opened, moved or closed, and the binding have ended.
    virtual void OnTunnel(const MobileNodeHome& home) = 0;

    /// Whether the binding that the home agent may have cannot be changed into what is wanted, but
    /// has to end first (RFC 3963 section 5.2).
    virtual bool MustEndBinding(const MobileNodeHome& /* home */) const
    {
        return false;
    }

    /// Add to an update what else it is to say; its lifetime is 0 if it deregisters.
    virtual void Complete(const MobileNodeHome& /* home */, Signal& /* update */)
    {
    }

    /// Whether only a home agent will do that supports mobile routers (RFC 3963 section 7.1).
    virtual bool NeedsMobileRouterSupport(const MobileNodeHome& /* home */) const
    {
        return false;
    }

    /// Whether what an accepting answer grants is what is needed (RFC 3963 section 5.3).
    virtual bool IsEnough(const MobileNodeHome& /* home */,
                          const Signal& /* acknowledgement */) const
    {
        return true;
    }

    /// What a refusal of the home agent means (RFC 3963 section 5.4); asked once each time that one
    /// comes.
    virtual Refusal JudgeRefusal(const MobileNodeHome& /* home */, BindingStatus /* status */)
    {
        return Refusal::ORDINARY;
    }

    /// The answer to an outstanding update came, whatever it says; called before the state changes.
    virtual void OnAcknowledgement(const MobileNodeHome& /* home */,
                                   const Signal& /* acknowledgement */)
    {
    }

    /// As RegistrationHost::IsCorrectable.
    virtual bool IsCorrectable() const
    {
        return false;
    }

    /// How to ask for home agents.
    virtual std::unique_ptr<HomeAgentDiscovery> MakeHomeAgentDiscovery() = 0;

    // --- What happens

    /// The home agent has told of another prefix of the home link: form a home address there, if
    /// the node has none, or has one that has ended. RFC 6275 section 11.4.3.
    virtual void OnHomePrefix(const HomeConfig& config) = 0;
    /// The home address is deprecated or preferred now, or has ended, and does nothing any more.
    /// The home is not to be destroyed from within this call.
    virtual void OnHomeLifetimes(const MobileNodeHome& home) = 0;
    /// The node has found itself at this home, or away from it.
    virtual void OnAtHome(const MobileNodeHome& home) = 0;
    /// A phase of a handover.
    virtual void OnPhase(HandoverPhase phase) = 0;
    /// An entry of the binding update list has changed.
    virtual void OnListChange() = 0;
    /// The registration entered a state; what follows for the home is done after that.
    virtual void OnRegistrationState(const MobileNodeHome& home, HomeRegistration::State from) = 0;
    /// A registration with a correspondent entered a state.
    virtual void OnCorrespondentState(const CorrespondentRegistration& registration,
                                      CorrespondentRegistration::State from) = 0;
};

} // namespace ns3::nemo

#endif // MIP6_MOBILE_NODE_HOME_HOST_H
