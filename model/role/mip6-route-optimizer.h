// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_ROUTE_OPTIMIZER_H
#define MIP6_ROUTE_OPTIMIZER_H

#include "ns3/mip6-binding-update-list.h"
#include "ns3/mip6-correspondent-registration.h"
#include "ns3/mip6-dialect.h"
#include "ns3/mip6-icmpv6-observer.h"
#include "ns3/mip6-message-port.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/mip6-quoted-packet.h"
#include "ns3/mip6-rate-limit.h"
#include "ns3/mip6-return-routability-procedure.h"
#include "ns3/mip6-return-routability-state.h"
#include "ns3/mip6-return-routability-tests.h"
#include "ns3/mip6-route-optimization-policy.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace ns3::nemo
{

/// The values of route optimisation at a mobile node, as its Attributes stand at the moment.
struct RouteOptimizationTerms
{
    CorrespondentTermsWanted registration; ///< What each correspondent is asked for.
    Time maxTokenLifetime{Seconds(210)};   ///< MAX_TOKEN_LIFETIME. RFC 6275 section 12.
    /// With how many at most. One more takes the place of one that could not, or would not.
    uint32_t maxCorrespondents{0};
    /// How long a packet that came straight from a correspondent proves that it has the binding;
    /// 0: it does not. RFC 6275 section 11.3.6.
    Time progressWindow;
};

/// A care-of address in use, and the IPv6 interface number that it is on.
struct CareOfChoice
{
    Ipv6Address address; ///< Of the node there.
    uint32_t interface;  ///< Its number.
};

/// The mobile node around a RouteOptimizer.
class RouteOptimizerHost
{
  public:
    virtual ~RouteOptimizerHost() = default;

    /// The values of the dialect, as they stand now.
    virtual DialectProfile GetProfile() const = 0;
    /// What is asked for, as it stands now.
    virtual RouteOptimizationTerms GetRouteOptimizationTerms() const = 0;
    /// Seconds for which the home registration and both addresses last from now on, the smallest.
    virtual uint32_t GetRegistrationValidity() const = 0;
    /// A random number to begin counting from. RFC 6275 section 11.7.1.
    virtual uint16_t DrawSequence() = 0;
    /// A random cookie. RFC 6275 section 5.2.5.
    virtual uint64_t DrawCookie() = 0;
    /// IPv6 interface number that the care-of address is on.
    virtual uint32_t GetInterface() const = 0;
    /// The care-of address that is for this correspondent, if that is not the primary one.
    virtual std::optional<CareOfChoice> FindCareOfFor(const Ipv6Address& correspondent) const = 0;
};

/**
 * Route optimisation for one home address of a mobile node: begins it when a peer's packet comes
 * through the home agent's tunnel, keeps a registration for each correspondent, and writes into the
 * stack what may go straight. RFC 6275 sections 11.3.1, 11.6 and 11.7.2.
 */
class RouteOptimizer : private CorrespondentHost, private TestHost, private Icmpv6Observer
{
  public:
    /// Called after a registration entered a state.
    using StateCallback = std::function<void(const CorrespondentRegistration&,
                                             CorrespondentRegistration::State from)>;

    /**
     * @param homeAddress the node's
     * @param homeAgent whose tunnel is meant
     * @param stack of the node
     * @param list where updates are recorded; must outlive this object
     * @param rate counts what was sent to whom; must outlive this object
     * @param tests of all home addresses of the node; must outlive this object
     * @param host the node; must outlive this object
     * @param onState hears of every state
     */
    RouteOptimizer(const Ipv6Address& homeAddress,
                   const Ipv6Address& homeAgent,
                   Ptr<MobilityStack> stack,
                   BindingUpdateList& list,
                   MessageRateLimit& rate,
                   ReturnRoutabilityTests& tests,
                   RouteOptimizerHost& host,
                   StateCallback onState);
    ~RouteOptimizer() override;
    RouteOptimizer(const RouteOptimizer&) = delete;
    RouteOptimizer& operator=(const RouteOptimizer&) = delete;

    /// With whom, from now on; what has begun goes on.
    void SetPolicy(RouteOptimizationPolicy policy);

    /// Another home agent serves the home address from now on.
    void SetHomeAgent(const Ipv6Address& homeAgent);

    /// The home registration or an address lasts shorter than before: tell the correspondents whose
    /// bindings would last longer. RFC 6275 section 11.4.2.
    void ReviewLifetimes();

    /// The home agent has accepted this care-of address: tell the correspondents.
    void Register(const Ipv6Address& careOfAddress);
    /// There is no care-of address that the home agent has accepted.
    void Suspend();
    /// The node is at home, and the home agent knows: end the bindings.
    void ReturnHome();

    /// What RouteOptimizerHost::FindCareOfFor says may have changed: tell whom it concerns.
    void ReviewCareOf();
    /// Tell a correspondent where the node is, whether anything came from it or not, within the
    /// rate of updates. Ignored at home, without a binding at the home agent, and if it is under
    /// way. draft-ietf-mobileip-ipv6-04 section 9.5.
    void Inform(const Ipv6Address& correspondent);

    /// A packet came out of the home agent's tunnel. RFC 6275 section 11.7.2.
    void OnTunnelled(const Ipv6Header& outer, Ptr<const Packet> packet);
    /// A packet of `correspondent` came by a routing header to this care-of address.
    /// draft-ietf-mobileip-ipv6-04 section 9.5.
    void OnStraight(const Ipv6Address& correspondent, const Ipv6Address& careOfAddress);

    /// The registration with a correspondent; null: there is none.
    const CorrespondentRegistration* Find(const Ipv6Address& correspondent) const;
    /// The tests of the addresses at all correspondents. RFC 6275 section 11.1.
    const ReturnRoutabilityState& GetTests() const;

  private:
    /// A correspondent.
    struct Peer
    {
        ReturnRoutabilityProcedure* procedure{
            nullptr}; ///< Of the registration; null: it needs none.
        std::unique_ptr<CorrespondentRegistration> registration;
    };

    // From CorrespondentHost
    DialectProfile GetProfile() const override;
    CorrespondentTermsWanted GetTermsWanted() const override;
    uint32_t GetValidity(const CorrespondentRegistration& registration) const override;
    Time EarliestUpdate(const Ipv6Address& destination, const Ipv6Address& careOf) const override;
    uint16_t DrawSequence() override;
    void SendUpdate(const CorrespondentRegistration& registration,
                    const Signal& update,
                    const Envelope& envelope) override;
    bool IsUsed(const CorrespondentRegistration& registration, Time since) const override;
    // From TestHost
    Retransmission::Schedule GetTestSchedule() const override;
    Time EarliestTest(const Ipv6Address& correspondent, MobilityHeaderType type) const override;
    uint64_t DrawCookie() override;
    void SendTest(const Ipv6Address& correspondent,
                  const Ipv6Address& address,
                  const SignalBody& test) override;

    // From Icmpv6Observer: that a correspondent does not know the mobility header (RFC 6275 section
    // 11.3.5), or the option (draft-ietf-mobileip-ipv6-04 section 9.9).
    bool OnIcmpv6(const Icmpv6Delivery& delivery) override;
    /// Whether it is a message that waits for its answer: nobody else can know its cookie.
    bool IsOutstanding(const QuotedPacket& quoted) const;
    /// The same of a message among the options of a packet.
    bool IsOutstanding(const QuotedPacket& quoted, const Octets& options) const;

    void Take(MobilityHeaderType type, bool (RouteOptimizer::*handler)(const SignalDelivery&));
    bool OnHomeTest(const SignalDelivery& delivery);
    bool OnCareOfTest(const SignalDelivery& delivery);
    bool OnAcknowledgement(const SignalDelivery& delivery);
    bool OnError(const SignalDelivery& delivery);
    bool HasProgress(const Ipv6Address& correspondent) const;
    bool OnRefreshRequest(const SignalDelivery& delivery);
    void Deny(const Ipv6Address& correspondent);
    void OnVerdict(TestVerdict verdict, const SignalDelivery& delivery);
    std::unique_ptr<UpdateAuthorizer> MakeAuthorizer(Peer& peer);
    CareOfChoice CareOfFor(const Ipv6Address& correspondent) const;
    bool IsAway() const;
    bool IsWanted(const Ipv6Address& peer, std::optional<uint16_t> port);
    void Begin(const Ipv6Address& correspondent);
    void OnDetour(const Ipv6Address& correspondent, std::optional<uint16_t> port);
    void OnState(CorrespondentRegistration& registration, CorrespondentRegistration::State from);
    bool MakeRoom();
    void Prune();
    Peer* FindPeer(const Ipv6Address& correspondent);

    Ipv6Address m_homeAddress;
    Ipv6Address m_homeAgent;
    Ptr<MobilityStack> m_stack;
    BindingUpdateList& m_list;
    MessageRateLimit& m_rate;
    RouteOptimizerHost& m_host;
    StateCallback m_onState;
    RouteOptimizationPolicy m_policy;
    ReturnRoutabilityTests& m_allTests;
    ReturnRoutabilityState& m_tests;             ///< Of all.
    Ipv6Address m_careOf{Ipv6Address::GetAny()}; ///< Accepted; the home address at home.
    std::map<Ipv6Address, Peer> m_peers;
    std::map<Ipv6Address, uint32_t> m_packets; ///< From peers that are being counted.
    std::vector<MessagePort::HandlerId> m_handlers;
    ScopedEvent m_prune; ///< Ended registrations are to go.
};

} // namespace ns3::nemo

#endif /* MIP6_ROUTE_OPTIMIZER_H */
