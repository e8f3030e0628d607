// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_MOBILE_NODE_HOME_H
#define MIP6_MOBILE_NODE_HOME_H

#include "ns3/mip6-heard-router.h"
#include "ns3/mip6-home-agent-search.h"
#include "ns3/mip6-home-arrival.h"
#include "ns3/mip6-home-binding.h"
#include "ns3/mip6-message-port.h"
#include "ns3/mip6-mobile-node-home-host.h"
#include "ns3/mip6-mobile-prefix-solicitor.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-route-optimizer.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/mip6-steering.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace ns3::nemo
{

/**
 * One home of a mobile node: a home address, the home agent that serves it, and where the address
 * therefore has to be. RFC 6275 section 11.
 *
 * It is made of a HomeBinding, a HomeArrival and a RouteOptimizer, and writes what follows
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
    /// What a home in place of this one is to begin with: a home agent that was discovered is not
    /// configured there either, but tried first.
    HomeConfig GetSuccessor() const;
    /// The registration with the home agent, or the one that stands for it.
    const HomeBinding& GetRegistration() const;
    /// The home agents that discovery has found, or that were known before, the best first; empty
    /// if the home agent is configured.
    std::vector<Ipv6Address> GetHomeAgents() const;
    /// The route optimisation; null if it does not optimise.
    const RouteOptimizer* GetRouteOptimizer() const;
    /// Whether the node is on this home link, as far as it knows.
    bool IsAtHome() const;
    /// Whether the home address is one of the link that the node is on, and no home agent has a
    /// binding for it: it can be the care-of address of other homes.
    bool IsSettledAtHome() const;
    /// Until when the home address is valid; Time::Max(): for ever. At home that is what routers
    /// say there.
    Time GetValidUntil() const;
    /// Whether new communication had better use another home address: the prefix is deprecated. RFC
    /// 4862 section 5.5.4.
    bool IsDeprecated() const;
    /// Whether the home address was valid once, and is no longer.
    bool HasEnded() const;
    /// Whether it has ended and this router says that the prefix is valid again on its link.
    bool IsRevivedBy(const HeardRouter& router) const;
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
    /// The registration of HomeConfig::leader has entered a state.
    void Follow(const HomeBinding& leader);
    /// It has ended, and what its home agent may have bound is needed elsewhere: let that end.
    void GiveBack(const Ipv6Address& careOfAddress);
    /// Something is wanted besides what is bound: send an update now.
    void Renew();
    /// What may use the tunnel is perhaps something else than before.
    void ReviewTunnel();
    /// What may come out of the tunnel is perhaps something else than before.
    void AcceptTunnel();
    /// What is for multicast groups goes by this way; absent: as everything.
    std::optional<SteeringAction> GetWayToGroups() const;
    /// As RouteOptimizer::ReviewCareOf.
    void ReviewCareOf();
    /// As RouteOptimizer::Inform; ignored if the node does not optimise.
    void Inform(const Ipv6Address& correspondent);
    /// A packet came out of a tunnel.
    void OnDecapsulated(const Ipv6Header& outer, Ptr<const Packet> packet);
    /// A packet of `correspondent` came by a routing header to this care-of address.
    void OnStraight(const Ipv6Address& correspondent, const Ipv6Address& careOfAddress);

  private:
    // From RegistrationHost and RouteOptimizerHost
    DialectProfile GetProfile() const override;
    RegistrationPolicy GetPolicy() const override;
    Time EarliestUpdate(const Ipv6Address& destination, const Ipv6Address& careOf) const override;
    uint16_t DrawSequence() override;
    uint32_t GetValidity(const HomeRegistration& registration) const override;
    bool IsLinkLocalCompatible(const HomeRegistration& registration) const override;
    void Complete(const HomeRegistration& registration, Signal& update) override;
    void SendUpdate(const HomeRegistration& registration,
                    const Signal& update,
                    const Envelope& envelope) override;
    bool IsEnough(const HomeRegistration& registration, const Signal& acknowledgement) override;
    Refusal JudgeRefusal(const HomeRegistration& registration, BindingStatus status) override;
    void OnAcknowledgement(const HomeRegistration& registration,
                           const Signal& acknowledgement) override;
    void OnBindingEnd(const HomeRegistration& registration) override;
    bool IsCorrectable(const HomeRegistration& registration) const override;
    std::optional<Ipv6Address> NextHomeAgent(const HomeRegistration& registration) override;
    bool HasNextHomeAgent(const HomeRegistration& registration) const override;
    bool MayRefresh(const HomeRegistration& registration) const override;
    RouteOptimizationTerms GetRouteOptimizationTerms() const override;
    uint32_t GetRegistrationValidity() const override;
    uint64_t DrawCookie() override;
    uint32_t GetInterface() const override;
    std::optional<CareOfChoice> FindCareOfFor(const Ipv6Address& correspondent) const override;

    std::unique_ptr<HomeBinding> MakeRegistration();
    uint32_t GetSecondsValid() const;
    void OnState(HomeBinding::State from);
    void NoteHomeAgent();
    bool OnBindingError(const SignalDelivery& delivery);
    HomeAgentSearch::Needs MakeSearchNeeds();
    MobilePrefixSolicitor::Needs MakeSolicitorNeeds();
    void FollowSearch();
    void FollowPrefixes();
    void OnPrefixes(const MobilePrefixAdvertisement& message);
    void OnOwnPrefix(const PrefixInformation& option);
    void ReviewValidity();
    void PlanSolicitation();
    void End();
    void StartRouteOptimization();
    void ApplyRouteOptimization();
    void Announce();
    void ApplyTunnel();
    SteeringAction MakeWayOut() const;
    SteeringAction MakeTunnel() const;
    static SteeringAction MakeClosed();
    bool IsTunnelOpen() const;
    bool KeepsTunnel() const;
    void ArriveHome();
    void AskForHomeAgent(const Ipv6Address& target);
    void LeaveHome();
    std::optional<HeardPrefix> FindHeard() const;
    void NoteValidity();
    void GoHome();
    void ComeWithLeader();
    void ProbeAtHome();
    void PlaceAtHome();
    void PlaceAway();
    void Withdraw();
    void CloseForGood();

    HomeConfig m_config;
    MobileNodeParts m_parts;
    MobileNodeHomeHost& m_host;
    std::unique_ptr<HomeBinding> m_registration; ///< Of its own, or that of its leader.
    HomeArrival m_arrival;
    std::unique_ptr<RouteOptimizer> m_optimizer;
    std::vector<MessagePort::HandlerId> m_handlers;
    std::unique_ptr<HomeAgentSearch> m_search; ///< Null if the home agent is configured.
    /// Why a home agent will not do, the last one that said so.
    BindingStatus m_refusal{BindingStatus::MOBILE_ROUTER_OPERATION_NOT_PERMITTED};
    MobilePrefixSolicitor m_solicitor;
    Ipv6Address m_careOf{Ipv6Address::GetAny()}; ///< As the node said last.
    bool m_isAtHome{false};
    Place m_place{Place::NOWHERE};
    Time m_validUntil;
    Time m_preferredUntil{Time::Max()};
    /// When to ask about the end of the home address; Time::Max(): there is none, or the last word
    /// about it was heard.
    Time m_solicitAt{Time::Max()};
    ScopedEvent m_validity;      ///< The home address ends soon, or now.
    bool m_needsPrefixes{false}; ///< The home agent has accepted with status 1.
};

} // namespace ns3::nemo

#endif // MIP6_MOBILE_NODE_HOME_H
