// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_MOBILE_ROUTER_H
#define NEMO_MOBILE_ROUTER_H

#include "ns3/mip6-mobile-node.h"
#include "ns3/mip6-steering.h"
#include "ns3/nemo-mobile-network.h"
#include "ns3/nemo-prefix-requests.h"
#include "ns3/traced-callback.h"

namespace ns3::nemo
{

/**
 * A mobile router: a mobile node with a network behind it. RFC 3963 section 5.
 *
 * The roaming interface is its one egress interface. Away, packets of the network leave through
 * the tunnel to the home agent, if their source is one of the network's and not the router's own
 * (section 9), and nothing is forwarded from the egress interface; at home it is an ordinary
 * router there. It has one home: which of several a packet of the network belongs to is beyond RFC
 * 3963 (section 5, multihoming).
 */
class MobileRouter : public MobileNode
{
  public:
    /// TypeId "ns3::nemo::MobileRouter".
    static TypeId GetTypeId();

    /// The network; to be configured before the role boots.
    MobileNetwork& GetNetwork();
    /// The network.
    const MobileNetwork& GetNetwork() const;

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
    void DoDispose() override;

    // From MobileNode
    void OnPlaced(const MobileNodeHome& home) override;
    void SteerOut(const MobileNodeHome& home, const SteeringAction& action) override;
    std::vector<NetworkPrefix> TunnelDestinations(const MobileNodeHome& home) const override;
    bool MustEndBinding(const MobileNodeHome& home) const override;
    bool MayUse(const HeardRouter& router) const override;
    void Complete(const MobileNodeHome& home, Signal& update) override;
    bool NeedsMobileRouterSupport() const override;
    bool IsEnough(const MobileNodeHome& home, const Signal& acknowledgement) const override;
    void OnAcknowledgement(const MobileNodeHome& home, const Signal& acknowledgement) override;
    bool IsCorrectable() const override;

  private:
    void SetMode(int mode);
    int GetMode() const;
    void SetMobileRouter(bool isMobileRouter);
    bool IsMobileRouter() const;
    bool WasMobileRouter(const MobileNodeHome& home) const;
    void SetRoutingAtHome(bool isAtHome);
    void SetAllRouters(bool isMember);
    bool IsDelegating() const;
    void StartDelegation();
    void StopDelegation();
    void WritePrefixes(const MobileNodeHome& home, Signal& update);
    void CountSkipped(const Signal& acknowledgement) const;
    void Apply(const PrefixRequests::Changes& changes);
    void AskAgain();
    void PlanPrefixes();
    void OnPrefixEvent();

    MobileNetwork m_network;
    bool m_isMobileRouter{true};
    bool m_joinsAllRouters{true};
    bool m_isMember{false}; ///< Of the All-Routers groups.

    ListRequest m_listRequest{LIST_BOOT};
    bool m_keepsPersistent{true};
    Time m_prefixRetryDelay;
    Time m_prefixRetryMaxDelay;
    PrefixRequests m_requests;
    Ipv6Address m_asked{Ipv6Address::GetAny()}; ///< The home agent of the last update.
    bool m_wantsList{false};                    ///< S in the next update.
    bool m_isCorrectable{false}; ///< The last refusal is about requests that will be changed.
    ScopedEvent m_askAgain;
    ScopedEvent m_prefixEvent; ///< A lease ends, or a request is repeated.
    TracedCallback<const HeldPrefix&, bool> m_heldTrace;
    TracedCallback<PrefixStatus> m_refusedTrace;
    TracedCallback<const NetworkPrefix&> m_mismatchTrace;
    TracedCallback<const Ipv6Address&> m_unsupportedTrace;
};

} // namespace ns3::nemo

#endif // NEMO_MOBILE_ROUTER_H
