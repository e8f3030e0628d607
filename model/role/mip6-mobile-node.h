// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_MOBILE_NODE_H
#define MIP6_MOBILE_NODE_H

#include "ns3/mip6-binding-update-list.h"
#include "ns3/mip6-handover-phase.h"
#include "ns3/mip6-home-arrival.h"
#include "ns3/mip6-home-registration.h"
#include "ns3/mip6-message-port.h"
#include "ns3/mip6-movement-detector.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-rate-limit.h"
#include "ns3/mip6-role.h"
#include "ns3/mip6-route-optimizer.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/mip6-steering.h"
#include "ns3/random-variable-stream.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace ns3::nemo
{

class MobilityStack;

/**
 * A mobile node: keeps its home address wherever it is. RFC 6275 section 11.
 *
 * It is made of a MovementDetector, a HomeRegistration and a RouteOptimizer; what follows from them
 * (where the home address is, what is tunnelled) it writes into the stack. While it is away the
 * home address is on the transform interface, and what is sent with it goes straight to
 * correspondents that agreed, else through the tunnel to the home agent, or is dropped and counted
 * (DropReason::NO_TUNNEL) as long as there is none.
 */
class MobileNode : public Role,
                   private MovementListener,
                   private RegistrationHost,
                   private RouteOptimizerHost
{
  public:
    /// TypeId "ns3::nemo::MobileNode".
    static TypeId GetTypeId();

    MobileNode();
    ~MobileNode() override;

    /**
     * Give the node a home; before it boots, and exactly one.
     * @param config aborts if home address or home agent are not unicast routable (RFC 6275
     * section 4.6)
     */
    void AddHome(const HomeConfig& config);

    /// The last 64 bits of care-of addresses from the next boot on; absent (the default): EUI-64.
    void SetInterfaceIdentifier(std::optional<uint64_t> identifier);

    /// The home; :: everywhere before AddHome.
    const HomeConfig& GetHome() const
    {
        return m_home;
    }

    /// With whom to talk straight from the next boot on, if RouteOptimization holds.
    void SetRouteOptimizationPolicy(RouteOptimizationPolicy policy);

    /// The route optimisation; null while the role is not running, or does not optimise.
    const RouteOptimizer* GetRouteOptimizer() const;

    /// The registration of the home; null while the role is not running.
    const HomeRegistration* GetRegistration() const
    {
        return m_registration.get();
    }

    /// What was sent to whom.
    const BindingUpdateList& GetBindingUpdateList() const
    {
        return m_list;
    }

    /// Whether the node is on its home link, as far as it knows.
    bool IsAtHome() const;

    /// The primary care-of address; :: at home, and while there is none.
    Ipv6Address GetCareOfAddress() const;

    /// Give the random variables fixed streams. @return how many streams were used
    int64_t AssignStreams(int64_t stream);

    /// A state of the registration, as the trace source tells it.
    typedef void (*RegistrationCallback)(const Ipv6Address& homeAddress,
                                         HomeRegistration::State from,
                                         HomeRegistration::State to);
    /// A state of a registration with a correspondent, as the trace source tells it.
    typedef void (*CorrespondentCallback)(const CorrespondentRegistration& registration,
                                          CorrespondentRegistration::State from);
    /// A state of movement detection, as the trace source tells it.
    typedef void (*MovementCallback)(MovementDetector::State from, MovementDetector::State to);
    /// A phase of a handover, as the trace source tells it, when it happens.
    typedef void (*HandoverCallback)(HandoverPhase phase);

  protected:
    void DoBoot() override;
    void DoHalt() override;
    void DoDispose() override;

    // --- What a mobile router adds. The node's stack is there, and the role is running.

    /// The home address is on the roaming interface now.
    virtual void OnHomePlaced();
    /// The home address is on the transform interface now.
    virtual void OnAwayPlaced();
    /// What becomes of what is sent with the home address, away from home: through the tunnel to
    /// the home agent, or dropped as long as there is none.
    virtual void SteerOut(const SteeringAction& action);
    /// Where packets that come out of the home agent's tunnel may be for.
    virtual std::vector<NetworkPrefix> TunnelDestinations() const;
    /// Whether the binding that the home agent may have cannot be changed into what is wanted, but
    /// has to end first (RFC 3963 section 5.2).
    virtual bool MustEndBinding() const;

    // From MovementListener and RegistrationHost, for mobile routers
    bool MayUse(const HeardRouter& router) const override;
    void Complete(const HomeRegistration& registration, Signal& update) override;
    bool IsEnough(const HomeRegistration& registration, const Signal& acknowledgement) override;

    /// The parts of the node; null before the first boot.
    Ptr<MobilityStack> GetStack() const;
    /// IPv6 interface number of the roaming interface.
    uint32_t GetInterface() const override;
    /// Something else is wanted of the home agent than was before: ask for it if the node is away.
    void Reconsider();

  private:
    /// Where the home address is.
    enum class Place : uint8_t
    {
        NOWHERE,
        ROAMING,  ///< on the roaming interface
        TRANSFORM ///< on the transform interface
    };

    // From MovementListener
    void OnLink(bool isUp) override;
    bool IsHome(const HeardRouter& router) const override;
    RouterDiscovery::AdoptOptions OnRouter(const HeardRouter& router) override;
    void OnUprooted() override;
    void OnCareOfAddress(const Ipv6Address& address) override;
    void OnCareOfAddressLost() override;
    void OnMovementState(MovementDetector::State from, MovementDetector::State to) override;

    // From RegistrationHost and RouteOptimizerHost
    DialectProfile GetProfile() const override;
    RegistrationPolicy GetPolicy() const override;
    Time EarliestUpdate(const Ipv6Address& destination) const override;
    uint16_t DrawSequence() override;
    uint32_t GetValidity(const HomeRegistration& registration) const override;
    bool IsLinkLocalCompatible(const HomeRegistration& registration) const override;
    void SendUpdate(const HomeRegistration& registration,
                    const Signal& update,
                    const Envelope& envelope) override;
    void OnAcknowledgement(const HomeRegistration& registration,
                           const Signal& acknowledgement) override;
    void OnBindingEnd(const HomeRegistration& registration) override;

    // From RouteOptimizerHost
    RouteOptimizationTerms GetRouteOptimizationTerms() const override;
    uint32_t GetRegistrationValidity() const override;
    uint64_t DrawCookie() override;

    void ScheduleListExpiry();
    void StartRouteOptimization();
    void ApplyRouteOptimization();
    void OnDecapsulated(const Ipv6Header& outer, Ptr<const Packet> packet);
    void OnRegistrationState(HomeRegistration::State from);
    void Announce();
    void ApplyTunnel();
    SteeringAction MakeTunnel() const;
    bool KeepsTunnel() const;
    void ArriveHome();
    void AskForHomeAgent(const Ipv6Address& target);
    void LeaveHome();
    void NoteHomeValidity();
    void GoHome();
    void PlaceAtHome();
    void PlaceAway();
    void Withdraw();

    // Attributes
    uint32_t m_interface{1};
    int m_detection{0}; ///< MovementDetector::Mode
    Time m_dadRandomDelay;
    Time m_routerReachableTime;
    Time m_lifetime;
    uint32_t m_refreshPercent{80};
    Time m_retryDelay;
    Time m_retryMaxDelay;
    Time m_reclaimInterval;
    bool m_keepTunnel{false};
    bool m_startsAtHome{true};
    bool m_solicitsHomeAgent{false};

    bool m_optimizes{true};
    Time m_maxTokenLifetime;
    Time m_correspondentLifetime;
    bool m_acknowledge{true};
    Time m_retryHold;
    uint32_t m_maxRoFailure{3};
    uint32_t m_maxCorrespondents{0};

    HomeConfig m_home;
    RouteOptimizationPolicy m_policy;
    bool m_hasHome{false};
    std::optional<uint64_t> m_interfaceIdentifier;
    bool m_hasBooted{false}; ///< At least once; survives a crash, as time 0 does not come back.
    Ptr<MobilityStack> m_stack;
    Ptr<UniformRandomVariable> m_sequenceStart;
    Ptr<UniformRandomVariable> m_cookies;

    // State
    BindingUpdateList m_list;
    ScopedEvent m_listExpiry; ///< For the next end of an entry.
    MessageRateLimit m_rate;
    std::unique_ptr<MovementDetector> m_detector;
    std::unique_ptr<HomeRegistration> m_registration;
    std::unique_ptr<HomeArrival> m_arrival;
    std::unique_ptr<RouteOptimizer> m_optimizer;
    MessagePort::HandlerId m_handler{0};
    bool m_isAtHome{false};
    Place m_place{Place::NOWHERE};
    Time m_homeValidUntil;

    TracedCallback<const Ipv6Address&, HomeRegistration::State, HomeRegistration::State>
        m_registrationTrace;
    TracedCallback<const CorrespondentRegistration&, CorrespondentRegistration::State>
        m_correspondentTrace;
    TracedCallback<MovementDetector::State, MovementDetector::State> m_movementTrace;
    TracedCallback<HandoverPhase> m_handoverTrace;
    TracedCallback<const Ipv6Address&> m_careOfTrace;
    TracedCallback<bool> m_atHomeTrace;
};

} // namespace ns3::nemo

#endif // MIP6_MOBILE_NODE_H
