// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_MOBILE_ROUTER_H
#define NEMO_MOBILE_ROUTER_H

#include "ns3/mip6-mobile-node.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/mip6-steering.h"
#include "ns3/nemo-mobile-network.h"
#include "ns3/nemo-prefix-requests.h"
#include "ns3/nemo-registration-ways.h"
#include "ns3/traced-callback.h"

namespace ns3::nemo
{

/**
 * A mobile router: a mobile node with a network behind it. RFC 3963 section 5.
 *
 * The roaming interface is its one egress interface. Away, packets of the network leave through
 * the tunnel to the home agent, if their source is one of the network's and not the router's own
 * (section 9), and nothing is forwarded from the egress interface; at home it is an ordinary
 * router there. Of several homes (section 3) the first is the network's; with the home addresses of
 * the others it is a mobile host, since which of them a packet of the network belongs to is beyond
 * RFC 3963 (section 5, multihoming). When that one has ended, because its link was renumbered (RFC
 * 6275 section 11.4.2), or is refused for good, the next one is the network's.
 *
 * Where no home agent serves it in its mode, it goes on with the others that it may use (section
 * 5.4), and asks for nothing more when all have failed, until it is told to do something else.
 */
class MobileRouter : public MobileNode
{
  public:
    /// TypeId "ns3::nemo::MobileRouter".
    static TypeId GetTypeId();

    MobileRouter();
    ~MobileRouter() override;

    /// The network; to be configured before the role boots.
    MobileNetwork& GetNetwork();
    /// The network.
    const MobileNetwork& GetNetwork() const;

    /// How it registers now: in a mode, or (none) as a mobile host.
    RegistrationWay GetWay() const;
    /// Whether every way of registering has failed: it sends no more Binding Updates.
    bool HasGivenUp() const;

    /// A way of registering that has failed, as the trace source tells it.
    /// @param homeAddress of the mobile router
    /// @param status with which the last home agent has refused it; below 128: it accepted without
    /// flag R
    /// @param goesOn whether flag R is tried on in another mode
    typedef void (*WayFailedCallback)(const Ipv6Address& homeAddress,
                                      BindingStatus status,
                                      bool goesOn);

    /// Ask the home agent for a prefix for a link of the network, in any mode; before the role
    /// boots. draft-ietf-nemo-prefix-delegation-00 section 5.7.
    void AddPrefixWish(const PrefixWish& wish);
    /// What was asked for and what was got.
    const PrefixRequests& GetPrefixRequests() const;

    /// When updates ask for the list of prefixes (S). Not scoped, since it is an ns-3 attribute.
    enum ListRequest : uint8_t
    {
        LIST_NEVER,  ///< Never.
        LIST_BOOT,   ///< From a boot on until it came.
        LIST_ALWAYS, ///< Each.
    };

    /// A prefix of the home agent is the network's from now on (true), or no longer.
    typedef void (*PrefixHeldCallback)(const HeldPrefix& held, bool isHeld);
    /// A request for a prefix is given up: for the administrator.
    typedef void (*PrefixRefusedCallback)(PrefixStatus status);
    /// The home agent has a prefix for this router that is not in its configuration.
    typedef void (*PrefixMismatchCallback)(const NetworkPrefix& prefix);
    /// The home agent does not delegate prefixes.
    typedef void (*DelegationUnsupportedCallback)(const Ipv6Address& homeAgent);

  protected:
    void DoBoot() override;
    void DoHalt() override;
    void DoDispose() override; ///< Lets go of all it holds.

    // From MobileNode
    void OnPlaced(const MobileNodeHome& home) override;
    void SteerOut(const MobileNodeHome& home, const SteeringAction& action) override;
    std::vector<NetworkPrefix> TunnelDestinations(const MobileNodeHome& home) const override;
    void OnTunnel(const MobileNodeHome& home) override;
    bool MustEndBinding(const MobileNodeHome& home) const override;
    bool MayUse(const HeardRouter& router) const override;
    void Complete(const MobileNodeHome& home, Signal& update) override;
    bool NeedsMobileRouterSupport(const MobileNodeHome& home) const override;
    bool IsEnough(const MobileNodeHome& home, const Signal& acknowledgement) const override;
    void OnAcknowledgement(const MobileNodeHome& home, const Signal& acknowledgement) override;
    bool IsCorrectable() const override;
    Refusal JudgeRefusal(const MobileNodeHome& home, BindingStatus status) override;
    void OnRegistrationState(const MobileNodeHome& home, HomeRegistration::State from) override;
    void OnHomeLifetimes(const MobileNodeHome& home) override;

  private:
    using Mode = MobileNetwork::Mode;

    void SetMode(int mode);
    int GetMode() const;
    void SetFallbackMode(int mode);
    int GetFallbackMode() const;
    void SetFallbackToHost(bool isAllowed);
    bool GetFallbackToHost() const;
    void SetMobileRouter(bool isMobileRouter);
    bool IsMobileRouter() const;
    MobileNodeHome& GetNetworkHome() const;
    void PlanNetworkHome();
    void ReviewNetworkHome();
    bool IsOfNetwork(const MobileNodeHome& home) const;
    bool WasMobileRouter(const MobileNodeHome& home) const;
    RegistrationWays MakeWays() const;
    void BeginAnew();
    void OnWayFailed();
    void OnAccepted();
    bool Routes() const;
    void SetRoutingAtHome(const MobileNodeHome& home, bool isAtHome);
    void ReviewHomeProxy(const MobileNodeHome& home);
    void SetAdvertisingAtHome(bool isAtHome);
    void SetAllRouters(bool isMember);
    void CloseTunnel(const Ipv6Address& homeAddress);
    bool IsDelegating() const;
    void StartDelegation();
    void StopDelegation();
    void WritePrefixes(const MobileNodeHome& home, Mode mode, Signal& update);
    void CountSkipped(const Signal& acknowledgement) const;
    void Apply(const PrefixRequests::Changes& changes);
    void AskAgain();
    void PlanPrefixes();
    void OnPrefixEvent();

    MobileNetwork m_network;
    Ipv6Address m_networkHome{Ipv6Address::GetAny()}; ///< Home address that the network goes by.
    ScopedEvent m_homeReview;                         ///< Which one it is may have changed.
    Mode m_fallbackMode{Mode::EXPLICIT}; ///< Attribute FallbackMode, if m_hasFallbackMode.
    bool m_hasFallbackMode{false};
    bool m_fallsBackToHost{false};
    bool m_isMobileRouter{true};
    bool m_joinsAllRouters{true};
    bool m_advertisesAtHome{false};
    bool m_isMember{false};                ///< Of the All-Routers groups.
    bool m_routesAtHome{false};            ///< The egress interface is on the home link.
    std::vector<NetworkPrefix> m_answered; ///< For these it answers there.
    bool m_hasNoPrefixes{false};           ///< Nodes inside were told so.
    RegistrationWays m_ways;
    ScopedEvent m_wayFailed; ///< The present way has, and what follows is done next.
    LeavingRule m_rule;      ///< Of what leaves the network.

    TracedCallback<const Ipv6Address&, BindingStatus, bool> m_wayFailedTrace;

    ListRequest m_listRequest{LIST_BOOT};
    bool m_keepsPersistent{true};
    Time m_prefixRetryDelay;
    Time m_prefixRetryMaxDelay;
    PrefixRequests m_requests;
    Ipv6Address m_asked{Ipv6Address::GetAny()}; ///< The home agent of the last update.
    bool m_wantsList{false};                    ///< S in the next update.
    bool m_isCorrectable{false}; ///< The last refusal is about requests that will be changed.
    bool m_isToldWhy{false};     ///< What the last answer says of prefixes tells what to do.
    ScopedEvent m_askAgain;
    ScopedEvent m_prefixEvent; ///< A lease ends, or a request is repeated.
    TracedCallback<const HeldPrefix&, bool> m_heldTrace;
    TracedCallback<PrefixStatus> m_refusedTrace;
    TracedCallback<const NetworkPrefix&> m_mismatchTrace;
    TracedCallback<const Ipv6Address&> m_unsupportedTrace;
};

} // namespace ns3::nemo

#endif // NEMO_MOBILE_ROUTER_H
