// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_MOBILE_NODE_HOME_H
#define MIP6_MOBILE_NODE_HOME_H

#include "ns3/mip6-binding-update-list.h"
#include "ns3/mip6-handover-phase.h"
#include "ns3/mip6-heard-router.h"
#include "ns3/mip6-home-arrival.h"
#include "ns3/mip6-home-registration.h"
#include "ns3/mip6-message-port.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-rate-limit.h"
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
    uint32_t interface;            ///< IPv6 interface number of the roaming interface
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

    // --- What a mobile router adds

    /// The home address is at another place now.
    virtual void OnPlaced(const MobileNodeHome& home) = 0;
    /// What becomes of what is sent with the home address, away from home: through the tunnel to
    /// the home agent, or dropped as long as there is none.
    virtual void SteerOut(const MobileNodeHome& home, const SteeringAction& action) = 0;
    /// Where packets that come out of the home agent's tunnel may be for.
    virtual std::vector<NetworkPrefix> TunnelDestinations(const MobileNodeHome& home) const = 0;
    /// Whether the binding that the home agent may have cannot be changed into what is wanted, but
    /// has to end first (RFC 3963 section 5.2).
    virtual bool MustEndBinding(const MobileNodeHome& home) const = 0;
    /// Add to an update what else it is to say; its lifetime is 0 if it deregisters.
    virtual void Complete(const MobileNodeHome& home, Signal& update) = 0;
    /// Whether what an accepting answer grants is what is needed (RFC 3963 section 5.3).
    virtual bool IsEnough(const MobileNodeHome& home, const Signal& acknowledgement) const = 0;

    // --- What happens

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

/**
 * One home of a mobile node: a home address, the home agent that serves it, and where the address
 * therefore has to be. RFC 6275 section 11.
 *
 * It is made of a HomeRegistration, a HomeArrival and a RouteOptimizer, and writes what follows
 * from them into the stack. The node tells it which routers it uses and which care-of address it
 * has. While it is away the home address is on the transform interface, and what is sent with it
 * goes straight to correspondents that agreed, else through the tunnel to the home agent, or is
 * dropped and counted (DropReason::NO_TUNNEL) as long as there is none.
 */
class MobileNodeHome : private RegistrationHost, private RouteOptimizerHost
{
  public:
    /// Where the home address is.
    enum class Place : uint8_t
    {
        NOWHERE,  ///< on no interface: stopped, or refused as duplicate
        ROAMING,  ///< on the roaming interface
        TRANSFORM ///< on the transform interface
    };

    /**
     * A home that does nothing yet.
     * @param config what it is
     * @param parts of the node
     * @param host the node; must outlive this object
     */
    MobileNodeHome(const HomeConfig& config,
                   const MobileNodeParts& parts,
                   MobileNodeHomeHost& host);
    ~MobileNodeHome() override;
    MobileNodeHome(const MobileNodeHome&) = delete;
    MobileNodeHome& operator=(const MobileNodeHome&) = delete;

    /// Begin, without any binding, at home (with the home address, unprobed) or away.
    void Start(bool isAtHome);
    /// The node goes down: the home address and all that followed from it go.
    void Stop();

    /// What it is.
    const HomeConfig& GetConfig() const;
    /// The registration with the home agent.
    const HomeRegistration& GetRegistration() const;
    /// The route optimisation; null if it does not optimise.
    const RouteOptimizer* GetRouteOptimizer() const;
    /// Whether the node is on this home link, as far as it knows.
    bool IsAtHome() const;
    /// Whether the home address is one of the link that the node is on, and no home agent has a
    /// binding for it: it can be the care-of address of other homes.
    bool IsSettledAtHome() const;
    /// Until when the home address is valid; Time::Max(): for ever.
    Time GetValidUntil() const;
    /// Where the home address is.
    Place GetPlace() const;

    /// Whether the home prefix is on-link where this router is. RFC 6275 section 11.5.2.
    bool IsHome(const HeardRouter& router) const;
    /// The node uses this router from now on: be at home, or away.
    void OnRouter(const HeardRouter& router);
    /// Where the node is now is not known, but it is not where it was.
    void OnUprooted();
    /// Whether the home agent, on the link that the node is on, defends the node's link-local
    /// address too (RFC 6275 section 11.5.5).
    bool IsLinkLocalDefended() const;
    /// The care-of address from now on; :: if there is none, and of no meaning at home.
    void SetCareOfAddress(const Ipv6Address& careOfAddress);
    /// Something else is wanted of the home agent than was before: ask for it if away.
    void Reconsider();
    /// A packet came out of a tunnel.
    void OnDecapsulated(const Ipv6Header& outer, Ptr<const Packet> packet);

  private:
    // From RegistrationHost and RouteOptimizerHost
    DialectProfile GetProfile() const override;
    RegistrationPolicy GetPolicy() const override;
    Time EarliestUpdate(const Ipv6Address& destination) const override;
    uint16_t DrawSequence() override;
    uint32_t GetValidity(const HomeRegistration& registration) const override;
    bool IsLinkLocalCompatible(const HomeRegistration& registration) const override;
    void Complete(const HomeRegistration& registration, Signal& update) override;
    void SendUpdate(const HomeRegistration& registration,
                    const Signal& update,
                    const Envelope& envelope) override;
    bool IsEnough(const HomeRegistration& registration, const Signal& acknowledgement) override;
    void OnAcknowledgement(const HomeRegistration& registration,
                           const Signal& acknowledgement) override;
    void OnBindingEnd(const HomeRegistration& registration) override;
    RouteOptimizationTerms GetRouteOptimizationTerms() const override;
    uint32_t GetRegistrationValidity() const override;
    uint64_t DrawCookie() override;
    uint32_t GetInterface() const override;

    void OnState(HomeRegistration::State from);
    void StartRouteOptimization();
    void ApplyRouteOptimization();
    void Announce();
    void ApplyTunnel();
    SteeringAction MakeTunnel() const;
    bool KeepsTunnel() const;
    void ArriveHome();
    void AskForHomeAgent(const Ipv6Address& target);
    void LeaveHome();
    void NoteValidity();
    void GoHome();
    void PlaceAtHome();
    void PlaceAway();
    void Withdraw();
    void CloseForGood();

    HomeConfig m_config;
    MobileNodeParts m_parts;
    MobileNodeHomeHost& m_host;
    HomeRegistration m_registration;
    HomeArrival m_arrival;
    std::unique_ptr<RouteOptimizer> m_optimizer;
    MessagePort::HandlerId m_handler;
    Ipv6Address m_careOf{Ipv6Address::GetAny()}; ///< As the node said last.
    bool m_isAtHome{false};
    Place m_place{Place::NOWHERE};
    Time m_validUntil;
};

} // namespace ns3::nemo

#endif // MIP6_MOBILE_NODE_HOME_H
