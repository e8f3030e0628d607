// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_HOME_AGENT_H
#define MIP6_HOME_AGENT_H

#include "ns3/mip6-discovery-responder.h"
#include "ns3/mip6-home-policy.h"
#include "ns3/mip6-mobile-prefix-advertiser.h"
#include "ns3/mip6-multicast-proxy.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-role.h"
#include "ns3/mip6-router-advertiser.h"
#include "ns3/nemo-home-routing.h"
#include "ns3/nemo-prefix-delegation.h"
#include "ns3/nemo-prefix-table.h"
#include "ns3/nstime.h"
#include "ns3/random-variable-stream.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace ns3::nemo
{

/// A router that stands in for mobile nodes and mobile routers on their home link. It says whom it
/// serves and how; BindingRegistrar does the rest. RFC 6275 section 10, RFC 3963 section 6.
///
/// What the configuration calls set outlasts Halt and power loss; bindings do not.
class HomeAgent : public Role, private HomePolicy
{
  public:
    /// TypeId "ns3::nemo::HomeAgent".
    static TypeId GetTypeId();

    /// What a care-of address equal to the home address means in an update with R = 0 and a
    /// lifetime (row RFC-188). Not scoped, since it is an ns-3 attribute.
    enum CoaEqualsHoa : uint8_t
    {
        REJECT, ///< Status 174.
        DELETE, ///< As lifetime 0.
    };

    /// How a registered mobile network prefix stands in the forwarding table. RFC 3963 section 6.5.
    /// Not scoped, since it is an ns-3 attribute.
    enum RouteMode : uint8_t
    {
        NEXT_HOP,  ///< Method 1: by way of the home address, whose binding leads to the tunnel.
        INTERFACE, ///< Method 2: straight into the tunnel.
    };

    HomeAgent();
    ~HomeAgent() override;

    /// Serve the home addresses of a prefix that is on a link of this node.
    /// @param interface the home link, an IPv6 interface number
    /// @param prefix the home prefix; said again, it replaces lifetimes, and bindings that would
    /// last longer are cut
    /// @param ownAddress this node's address on the link, which advertisements come from
    /// @param valid how long the prefix is valid from now on; Time::Max(): for ever
    /// @param preferred how long it is preferred from now on
    void ServeLink(uint32_t interface,
                   const NetworkPrefix& prefix,
                   const Ipv6Address& ownAddress,
                   Time valid = Time::Max(),
                   Time preferred = Time::Max());

    /// Serve the home addresses of a prefix that is on no link: a virtual home network, or an
    /// aggregate of mobile network prefixes (RFC 3963 section 6.2). Nobody is probed or answered
    /// for them. Lifetimes as with ServeLink.
    void ServePrefix(const NetworkPrefix& prefix,
                     Time valid = Time::Max(),
                     Time preferred = Time::Max());

    /// Refuse (status 129) to register `homeAddress` from now on; a binding that is there stays.
    void Deny(const Ipv6Address& homeAddress);

    /// Takes Deny back.
    void Allow(const Ipv6Address& homeAddress);

    /// `homeAddress` belongs for good to the node whose care-of addresses end in `identifier`:
    /// others are refused (status 129), also while it has no binding and nobody answers for it. An
    /// identifier is no proof; that takes a security association. Said again: to that one too.
    void Allot(const Ipv6Address& homeAddress, uint64_t identifier);

    /// Which prefixes belong to which mobile router. May be changed at any moment; what is bound
    /// stays as it is until its next update.
    PrefixTable& GetPrefixTable();
    /// The same, to look at.
    const PrefixTable& GetPrefixTable() const;

    /// The delegation of prefixes; without an authority (the default) there is none.
    Ptr<PrefixDelegation> GetDelegation() const;

    /**
     * Advertise on a home link from Boot on. H is set, each prefix of ServeLink on it is added with
     * R and the own address unless the caller lists it, and the Home Agent Information option tells
     * of the Attributes HomeAgentPreference and HomeAgentLifetime and whether mobile routers are
     * served. RFC 6275 section 7, RFC 3963 section 7.3.
     * @param interface where; ServeLink comes first
     * @param config how often, and what else; aborts when it is wrong (RouterAdvertiser::Check)
     */
    void Advertise(uint32_t interface, const AdvertisingConfig& config = {});

    /// A static route to a mobile network by way of the router's home address, on its home link. It
    /// does not depend on bindings, and shows the way while the router is at home; a registered
    /// prefix goes before it. RFC 3963 sections 3 and 6.5, row NEMO-3-29.
    /// @param prefix the mobile network
    /// @param homeAddress in a prefix of ServeLink, else the run is aborted
    void AddRouteVia(const NetworkPrefix& prefix, const Ipv6Address& homeAddress);

    /// Run the node's routing protocol over the tunnel of the mobile router with this home address,
    /// whose prefixes it tells of. To be said before the role boots. RFC 3963 section 8.
    void RouteDynamically(const Ipv6Address& homeAddress);

    /// Makes ready to forward prefixes to a home address: how long it takes, absent if it fails.
    using ForwardingSetup =
        std::function<std::optional<Time>(const Ipv6Address& homeAddress,
                                          const std::vector<NetworkPrefix>& prefixes)>;

    /// Let something else have a say in the set-up of forwarding, which else succeeds at once: a
    /// router that is slow, or fails. Asked at each update that registers prefixes.
    void SetForwardingSetup(ForwardingSetup setup);

    /// The home agents on a home link, this node among them; null while the role is not running or
    /// does not serve, or if the link is no home link. RFC 6275 section 10.1.
    const HomeAgentsList* FindHomeAgents(uint32_t interface) const;

    /// Which mobile nodes listen to which multicast groups through their tunnels; null while the
    /// role is not running, or without MulticastListening.
    const GroupMemberships* FindMemberships() const;

    /// Give the random variables fixed streams. @return how many streams were used
    int64_t AssignStreams(int64_t stream);

    /// The home agents on a home link have changed, as the trace source tells it.
    typedef void (*HomeAgentsCallback)(uint32_t interface, const HomeAgentsList& list);

  protected:
    void DoBoot() override;
    void DoHalt() override;
    void DoDispose() override; ///< Lets go of all it holds.

  private:
    HomeTerms GetTerms() const override;
    std::optional<HomeService> FindService(const Ipv6Address& homeAddress) const override;
    bool IsDenied(const Ipv6Address& homeAddress, const Ipv6Address& careOfAddress) const override;
    PrefixTable::Verdict JudgePrefix(const Ipv6Address& homeAddress,
                                     const NetworkPrefix& prefix) const override;
    bool VerifiesPrefixes() const override;
    std::vector<NetworkPrefix> PrefixesOf(const Ipv6Address& homeAddress) const override;
    bool RoutesDynamically(const Ipv6Address& homeAddress) const override;
    std::optional<Time> SetUpForwarding(const Ipv6Address& homeAddress,
                                        const std::vector<NetworkPrefix>& prefixes) override;
    std::vector<OnLinkPrefix> OnLinkPrefixes(uint32_t interface) const override;
    std::optional<Ipv6Address> FindDiscovered(const Ipv6Address& anycast) const override;
    PrefixDelegation* FindDelegation() const override;

    void StartDelegation();
    void Serve(const NetworkPrefix& prefix, HomeService service);
    /// The Home Agent Lifetime in seconds.
    uint16_t AdvertisedLifetime(const AdvertisingConfig& config) const;
    AdvertisingConfig Complete(uint32_t interface, AdvertisingConfig config) const;

    /// A static route to a mobile network.
    struct RouteByHome
    {
        NetworkPrefix prefix;    ///< Where to.
        Ipv6Address homeAddress; ///< Next hop.
        uint32_t interface;      ///< Of the home link; kept, since a home prefix can end.
    };

    /// Add or remove it.
    void WriteRoute(const RouteByHome& route, bool isThere);
    /// Say on the air, and to whom asks, what is now true of the prefixes and of this node.
    void AdvertiseAgain();
    void AnswerDiscovery();
    void ServePrefixDelivery();
    void ServeGroups();
    void ServeRouting();
    void OnNetworks(const Binding* before, const Binding* after);
    void ProxyNetwork(const NetworkPrefix& prefix, bool isAway);
    void OnBinding(const Binding* before, const Binding* after);
    std::vector<AdvertisedPrefix> PrefixesOn(uint32_t interface) const;
    void ReviewPrefixes();
    void TellOfPrefixes(uint32_t interface, const std::vector<AdvertisedPrefix>& before);
    void SetPreference(uint16_t preference);
    uint16_t GetPreference() const;
    void SetServing(bool serving);
    bool IsServing() const;
    void SetStrictPrefixTable(bool strict);
    bool GetStrictPrefixTable() const;

    bool m_requiresProtection{false};
    Time m_lifetimeMax;                                   ///< Attribute LifetimeMax.
    uint32_t m_maxBindings{0};                            ///< Attribute MaxBindings.
    uint8_t m_maxNeighborAdvertisement{0};                ///< Attribute MaxNeighborAdvertisement.
    Time m_refreshAdvice;                                 ///< Attribute RefreshAdvice.
    bool m_volatileStorage{true};                         ///< Attribute VolatileStorage.
    CoaEqualsHoa m_coaEqualsHoa{REJECT};                  ///< Attribute CoaEqualsHoa.
    NemoSupport m_nemoSupport{NEMO_ENABLED};              ///< Attribute NemoSupport.
    RouteMode m_routeMode{INTERFACE};                     ///< Attribute RouteMode.
    Time m_maxDeleteBceTimeout;                           ///< Attribute MaxDeleteBceTimeout.
    uint16_t m_preference{0};                             ///< Attribute HomeAgentPreference.
    Time m_homeAgentLifetime;                             ///< Attribute HomeAgentLifetime.
    bool m_serving{true};                                 ///< Attribute Serving.
    bool m_deliversPrefixes{true};                        ///< MobilePrefixAdvertisements.
    Time m_maxMobPfxAdvInterval;                          ///< Attribute MaxMobPfxAdvInterval.
    Time m_minMobPfxAdvInterval;                          ///< Attribute MinMobPfxAdvInterval.
    Time m_prefixAdvTimeout;                              ///< Attribute PrefixAdvTimeout.
    uint32_t m_prefixAdvRetries{0};                       ///< Attribute PrefixAdvRetries.
    bool m_multicastListening{false};                     ///< Attribute MulticastListening.
    Time m_queryInterval;                                 ///< Attribute QueryInterval.
    Time m_queryResponseInterval;                         ///< QueryResponseInterval.
    Time m_lastListenerQueryInterval;                     ///< LastListenerQueryInterval.
    Time m_unsolicitedReportInterval;                     ///< UnsolicitedReportInterval.
    uint32_t m_multicastRobustness{2};                    ///< Attribute MulticastRobustness.
    uint32_t m_maxGroups{0};                              ///< Attribute MaxGroups.
    std::map<NetworkPrefix, HomeService> m_served;        ///< By home prefix.
    std::set<Ipv6Address> m_denied;                       ///< By Deny.
    bool m_takesRoutesOnly{false};                        ///< Attribute RoutesOnly.
    bool m_propagatesRoutes{true};                        ///< Attribute PropagateRoutes.
    std::set<Ipv6Address> m_routed;                       ///< By RouteDynamically.
    std::map<Ipv6Address, std::set<uint64_t>> m_allotted; ///< By Allot.
    bool m_tunnelSiteLocal{false};                        ///< Attribute TunnelSiteLocal.
    PrefixTable m_prefixTable;                            ///< Mobile network prefixes.
    Ptr<PrefixDelegation> m_delegation;                   ///< Those that are given on request.
    std::map<uint32_t, AdvertisingConfig> m_advertising;  ///< By interface.
    std::vector<RouteByHome> m_routes;                    ///< By AddRouteVia.
    ForwardingSetup m_forwardingSetup;                    ///< May be empty.
    Ptr<UniformRandomVariable> m_order;                   ///< Of equal home agents in a reply.
    std::unique_ptr<DiscoveryResponder> m_responder;      ///< While the role runs.
    std::unique_ptr<MobilePrefixAdvertiser> m_prefixes;   ///< While the role runs.
    std::unique_ptr<MulticastProxy> m_groups;             ///< The same, if it is wanted.
    std::unique_ptr<HomeRouting> m_routing;               ///< The same.
    /// What was said of the prefixes of each home link, to see what changes.
    std::map<uint32_t, std::vector<AdvertisedPrefix>> m_said;
    TracedCallback<uint32_t, const HomeAgentsList&> m_homeAgentsTrace; ///< HomeAgents.
};

} // namespace ns3::nemo

#endif /* MIP6_HOME_AGENT_H */
