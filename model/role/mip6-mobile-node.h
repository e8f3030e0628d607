// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_MOBILE_NODE_H
#define MIP6_MOBILE_NODE_H

#include "ns3/mip6-binding-update-list.h"
#include "ns3/mip6-care-of-policy.h"
#include "ns3/mip6-handover-phase.h"
#include "ns3/mip6-mobile-node-groups.h"
#include "ns3/mip6-mobile-node-home.h"
#include "ns3/mip6-movement-detector.h"
#include "ns3/mip6-previous-routers.h"
#include "ns3/mip6-rate-limit.h"
#include "ns3/mip6-roaming-interfaces.h"
#include "ns3/mip6-role.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/random-variable-stream.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace ns3::nemo
{

class MobilityStack;

/**
 * A mobile node: keeps its home addresses wherever it is. RFC 6275 section 11.
 *
 * It is made of RoamingInterfaces and a MobileNodeHome for each home address. Each is at home or
 * away by itself: on the link of one home the node is away from the others, and that home address
 * is their care-of address, as soon as its own binding has ended, unless the link offers another.
 */
class MobileNode : public Role, private RoamingListener, private MobileNodeHomeHost
{
  public:
    /// TypeId "ns3::nemo::MobileNode".
    static TypeId GetTypeId();

    MobileNode();
    ~MobileNode() override;

    /**
     * Give the node a home; before it boots, and one at least. Applications that leave the choice
     * of their address open get the first that is usable.
     * @param config aborts if home address or home agent are not unicast routable (RFC 6275
     * section 4.6; a home agent that is to be discovered is ::), or if the node has the home
     * address already: it is registered with one home agent at a time
     */
    void AddHome(const HomeConfig& config);

    /// Let the node roam by one more interface, after that of the attribute Interface; before it
    /// boots. Aborts if it is one already.
    void AddInterface(uint32_t interface);

    /// Which care-of addresses the node has from the next boot on, and from now on who gets to see
    /// which. Aborts if one that was assigned is not unicast routable.
    void SetCareOfPolicy(CareOfPolicy policy);

    /// Let a socket, not bound yet, send with the care-of address and past the home agent, if that
    /// is the policy for this port at the other end. What it began on one link is lost on the next.
    /// RFC 6275 section 11.3.1. @return whether it does
    bool UseCareOfAddress(Ptr<Socket> socket, uint16_t port) const;

    /// Tell a correspondent where the node is, before anything came from it; for each home that is
    /// away, within the rate of updates. Ignored while the role is not running, and if
    /// RouteOptimization does not hold. draft-ietf-mobileip-ipv6-04 section 9.5.
    void InformCorrespondent(const Ipv6Address& correspondent);

    /// With whom to talk straight from the next boot on, if RouteOptimization holds.
    void SetRouteOptimizationPolicy(RouteOptimizationPolicy policy);

    /// Listen to a multicast group, from the next boot on or now; for HOME (by way of the first
    /// home) beyond the scope of a link, else the run is aborted. RFC 6275 section 11.3.4.
    void JoinGroup(const Ipv6Address& group, GroupPath path = GroupPath::HOME);
    /// Takes JoinGroup back; ignored without it.
    void LeaveGroup(const Ipv6Address& group, GroupPath path = GroupPath::HOME);

    /// Who was asked to forward from where the node was; null while the role is not running.
    const PreviousRouters* GetPreviousRouters() const;

    /// The homes, in the order in which they were added; empty while the role is not running.
    const std::vector<std::unique_ptr<MobileNodeHome>>& GetHomes() const;

    /// The home with this home address; null if there is none, or the role is not running.
    const MobileNodeHome* FindHome(const Ipv6Address& homeAddress) const;

    /// What was sent to whom.
    const BindingUpdateList& GetBindingUpdateList() const;
    /// Whether the node is on the link of each of its homes, as far as it knows.
    bool IsAtHome() const;
    /// The primary care-of address; :: at home, and while there is none.
    Ipv6Address GetCareOfAddress() const;

    /// IPv6 interface number of the roaming interface in use; of the first before the node boots.
    uint32_t GetInterface() const;

    /// Give the random variables fixed streams. @return how many streams were used
    int64_t AssignStreams(int64_t stream);

    /// Being at home or not; of the address, or of the node.
    typedef void (*AtHomeCallback)(const Ipv6Address& homeAddress, bool isAtHome);
    /// A state of a registration.
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
    void DoDispose() override; ///< Lets go of all it holds.

    // From RoamingListener and MobileNodeHomeHost, for mobile routers
    void OnPlaced(const MobileNodeHome& home) override;
    void SteerOut(const MobileNodeHome& home, const SteeringAction& action) override;
    std::vector<NetworkPrefix> TunnelDestinations(const MobileNodeHome& home) const override;
    void OnRegistrationState(const MobileNodeHome& home, HomeRegistration::State from) override;
    void OnTunnel(const MobileNodeHome& home) override;
    void OnHomeLifetimes(const MobileNodeHome& home) override;

    Ptr<MobilityStack> GetStack() const; ///< Null before the first boot.
    /// Something else is wanted of the home agents than before: ask for it where the node is away.
    void Reconsider();

  private:
    // From RoamingListener
    void OnLink(bool isUp) override;
    std::vector<NetworkPrefix> HomePrefixesOf(const HeardRouter& router) const override;
    RouterDiscovery::AdoptOptions OnRouter(const HeardRouter& router) override;
    void OnUprooted() override;
    void OnCareOfAddress(const Ipv6Address& address) override;
    void OnCareOfAddressLost() override;
    void OnAddresses() override;
    void OnMovementState(MovementDetector::State from, MovementDetector::State to) override;
    void OnInterface() override;

    // From MobileNodeHomeHost
    DialectProfile GetProfile() const override;
    MobileNodeTerms GetTerms() const override;
    std::optional<RouteOptimizationPolicy> GetRouteOptimizationPolicy() const override;
    uint16_t DrawSequence() override;
    uint64_t DrawCookie() override;
    Time GetLinkTime() const override;
    Time CareOfValidUntil(const Ipv6Address& careOfAddress) const override;
    std::optional<CareOfChoice> FindCareOfFor(const Ipv6Address& correspondent) const override;
    std::unique_ptr<HomeAgentDiscovery> MakeHomeAgentDiscovery() override;
    void OnHomePrefix(const HomeConfig& config) override;
    void OnAtHome(const MobileNodeHome& home) override;
    void OnPhase(HandoverPhase phase) override;
    void OnListChange() override;
    void OnCorrespondentState(const CorrespondentRegistration& registration,
                              CorrespondentRegistration::State from) override;

    void StartGroups();
    void StartPreviousRouters();
    void SetMember(GroupPath path, const Ipv6Address& group, bool isMember);
    void StartHome(const HomeConfig& config, bool isAtHome);
    std::unique_ptr<MobileNodeHome> MakeHome(const HomeConfig& config);
    void Revive(std::unique_ptr<MobileNodeHome>& home, const HomeConfig& config);
    void ReplaceHomes();
    void OnDecapsulated(const Ipv6Header& outer, Ptr<const Packet> packet);
    void OnStraight(const Ipv6Header& wire, const Ipv6Header& header);
    Ipv6Address FindCareOfAddress() const;
    FormerPlace FindPlace() const;
    bool IsOnLink(uint32_t interface, const NetworkPrefix& prefix) const;
    void ReviewCareOfAddress();
    void ReviewLater();
    void ChooseSource();

    // Attributes
    uint32_t m_interface{1};
    int m_detection{0}; ///< MovementDetector::Mode
    Time m_dadRandomDelay;
    Time m_routerReachableTime;
    bool m_optimisticDad{false};
    bool m_detectsUnreachability{false};
    Time m_lifetime;
    uint32_t m_refreshPercent{80};
    Time m_retryDelay;
    Time m_retryMaxDelay;
    Time m_reclaimInterval;
    Time m_solicitAhead;
    uint32_t m_newHomeAddresses{0};
    bool m_keepTunnel{false};
    bool m_solicitsHomeAgent{false};
    bool m_optimizes{true};
    Time m_maxTokenLifetime;
    Time m_correspondentLifetime;
    bool m_acknowledge{true};
    Time m_retryHold;
    uint32_t m_maxRoFailure{3};
    uint32_t m_maxCorrespondents{0};
    Time m_progressWindow;
    Time m_unsolicitedReportInterval;
    uint32_t m_multicastRobustness{2};
    std::vector<HomeConfig> m_configs;
    std::vector<uint32_t> m_moreInterfaces;
    RouteOptimizationPolicy m_policy;
    CareOfPolicy m_careOfPolicy;
    std::set<std::pair<GroupPath, Ipv6Address>> m_joined; ///< By JoinGroup.
    bool m_hasBooted{false}; ///< At least once; survives a crash, as time 0 does not come back.
    Ptr<MobilityStack> m_stack;
    Ptr<UniformRandomVariable> m_sequenceStart;
    Ptr<UniformRandomVariable> m_cookies;
    Ptr<UniformRandomVariable> m_identifiers;

    // State
    BindingUpdateList m_list;
    ScopedEvent m_listExpiry; ///< For the next end of an entry.
    MessageRateLimit m_rate;
    std::unique_ptr<ReturnRoutabilityTests> m_tests;
    std::unique_ptr<RoamingInterfaces> m_roaming;
    std::unique_ptr<MobileNodeGroups> m_groups;
    std::unique_ptr<PreviousRouters> m_previousRouters;
    std::vector<std::unique_ptr<MobileNodeHome>> m_homes;
    Ipv6Address m_careOf{Ipv6Address::GetAny()}; ///< As it was told last.
    std::optional<Time> m_primarySince;          ///< Since when there is one, or was.
    ScopedEvent m_review;           ///< What care-of address there is may have changed.
    std::vector<HomeConfig> m_lost; ///< Refused, and to be replaced by m_replacement.
    ScopedEvent m_replacement;
    uint32_t m_replacements{0}; ///< Home addresses made in place of others.
    TracedCallback<const Ipv6Address&, HomeRegistration::State, HomeRegistration::State>
        m_registrationTrace;
    TracedCallback<const CorrespondentRegistration&, CorrespondentRegistration::State>
        m_correspondentTrace;
    TracedCallback<MovementDetector::State, MovementDetector::State> m_movementTrace;
    TracedCallback<HandoverPhase> m_handoverTrace;
    TracedCallback<const Ipv6Address&> m_careOfTrace;
    TracedCallback<const Ipv6Address&, bool> m_atHomeTrace;
    TracedCallback<const Ipv6Address&, bool> m_placedTrace;
};

} // namespace ns3::nemo

#endif // MIP6_MOBILE_NODE_H
