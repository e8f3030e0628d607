// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_STEERING_H
#define MIP6_STEERING_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-address-map.h"
#include "ns3/mip6-drop-reason.h"
#include "ns3/mip6-home-address-authority.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-optimised-pairs.h"
#include "ns3/mip6-prefix-map.h"
#include "ns3/mip6-steering-action.h"
#include "ns3/mip6-steering-rule.h"
#include "ns3/object.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace ns3::nemo
{

/**
 * The forwarding table of mobility: what follows, packet by packet, from what the roles believe.
 *
 * Roles write it in their own words; MobilityRouting, the transform device and PacketPath read it.
 * It is the hot path: exact addresses and pairs in hash maps, prefixes in a PrefixMap, rules
 * shared.
 */
class Steering : public Object, public HomeAddressAuthority
{
  public:
    /// @return the type
    static TypeId GetTypeId();

    /// A rule that several entries share.
    using RulePtr = std::shared_ptr<const SteeringRule>;

    /// Steer packets to an address. Replaces an older rule.
    void ToAddress(const Ipv6Address& destination, RulePtr rule);
    /// Take the rule of an address away; without one nothing happens.
    void ForgetAddress(const Ipv6Address& destination);
    /// Steer packets to a prefix; the longest wins, and an address before any prefix.
    void ToPrefix(const NetworkPrefix& destination, RulePtr rule);
    /// Take the rule of exactly this prefix away; without one nothing happens.
    void ForgetPrefix(const NetworkPrefix& destination);
    /// The rule of exactly this prefix. @return null if it has none
    RulePtr RuleOf(const NetworkPrefix& destination) const;
    /// The rule of exactly this address. @return null if it has none
    RulePtr RuleOf(const Ipv6Address& destination) const;

    /// What goes straight between two addresses, before any other rule but for signals.
    OptimisedPairs& Optimised();
    /// The same, to look at.
    const OptimisedPairs& Optimised() const;

    /// Steer what this node sends from a home address while it is away.
    /// @param homeAddress whose
    /// @param action what becomes of it
    /// @param toGroups what becomes of that for multicast groups beyond the link; absent: the same
    void FromHome(const Ipv6Address& homeAddress,
                  SteeringAction action,
                  std::optional<SteeringAction> toGroups = std::nullopt);
    /// The node is at home again, or the home address is gone.
    void ForgetHome(const Ipv6Address& homeAddress);
    /// Choose this address for sockets that leave the choice open; none: ordinary routing chooses.
    void PreferSource(const std::optional<Ipv6Address>& homeAddress);
    /// @return what PreferSource said last
    std::optional<Ipv6Address> PreferredSource() const;
    bool IsHomeAddress(const Ipv6Address& address) const override;
    /// What FromHome said of this address. @return null if it is no home address
    const SteeringAction* HomeAction(const Ipv6Address& address) const;
    /// The same of what is for multicast groups.
    const SteeringAction* GroupAction(const Ipv6Address& address) const;

    /// What the routing table would send out by this interface goes by this rule.
    void Leaving(uint32_t interface, LeavingRule rule);
    /// The interface is an ordinary one again.
    void ForgetLeaving(uint32_t interface);
    /// The rule of an interface. @return null if it has none
    const LeavingRule* LeavingBy(uint32_t interface) const;
    /// Is there any such rule? Saves the routing look-up of a node that has none.
    bool HasLeaving() const;
    /// The rule for packets that no route leads anywhere: a mobile router's one way out. @return
    /// null if there is no rule
    const LeavingRule* AnyLeaving() const;

    /// Forward from this interface only what has a source in one of the prefixes (the ingress
    /// filter of an access router, RFC 2827); what is for this node, or stays on the link, passes.
    /// A second call replaces the first.
    void AdmitOnly(uint32_t interface, std::vector<NetworkPrefix> sources);
    /// Forward whatever arrives there; without a filter nothing happens.
    void AdmitAll(uint32_t interface);
    /// May a packet with this source, which arrived by this interface, be forwarded?
    bool Admits(uint32_t interface, const Ipv6Address& source) const;

    /// Forward nothing that has a routing header of one of these types; each type is a rule of its
    /// own. A second call replaces the first. RFC 6275 section 8.3.
    void FilterRoutingTypes(std::set<uint8_t> types);
    /// @return what FilterRoutingTypes said last
    const std::set<uint8_t>& FilteredRoutingTypes() const;

    /// Accept packets out of such tunnels. `key` names the entry (a home address as a /128, or a
    /// prefix of the mobile network); a second call with the same key replaces the first.
    void AcceptTunnel(const NetworkPrefix& key, TunnelEnd end);
    /// Accept no more from them; without an entry nothing happens.
    void ForgetTunnel(const NetworkPrefix& key);

    /// This home address may come from this care-of address in a Home Address option, whichever own
    /// address the packet is for (RFC 6275 section 9.3.1); OptimisedPairs vouches for
    /// correspondents.
    void ExpectHome(const Ipv6Address& homeAddress, const Ipv6Address& careOfAddress);
    /// No longer.
    void ForgetExpected(const Ipv6Address& homeAddress);
    bool MayComeFrom(const Ipv6Address& homeAddress,
                     const Ipv6Address& careOfAddress,
                     const Ipv6Address& local) const override;
    void NoteStraight(const Ipv6Address& homeAddress,
                      const Ipv6Address& correspondent) const override;
    std::vector<Ipv6Address> TunnelHomes(const Ipv6Address& source,
                                         const Ipv6Address& destination) const override;
    std::vector<Ipv6Address> HomesBehind(const Ipv6Address& source,
                                         const Ipv6Address& destination,
                                         std::optional<uint32_t> interface) const override;

    /// The action for a packet that this node sends.
    const SteeringAction& Originated(const Ipv6Address& source,
                                     const Ipv6Address& destination) const;
    /// The action for a mobility message that this node sends, which no binding of a correspondent
    /// leads astray: from a home address by its tunnel, to one that is served here by its tunnel.
    /// RFC 6275 sections 6.1 and 11.3.1.
    const SteeringAction& OriginatedSignal(const Ipv6Address& source,
                                           const Ipv6Address& destination) const;
    /// The action for a packet that this node forwards, apart from LeavingBy.
    const SteeringAction& Forwarded(const Ipv6Address& destination) const;

    /**
     * May this packet come out of that tunnel?
     * @param outerSource source of the outer header
     * @param outerDestination destination of the outer header
     * @param innerSource source of the inner header
     * @param innerDestination destination of the inner header
     * @param interface IPv6 interface that it arrived by; none: not known
     * @return none: it may; else why not
     */
    std::optional<DropReason> JudgeTunnel(const Ipv6Address& outerSource,
                                          const Ipv6Address& outerDestination,
                                          const Ipv6Address& innerSource,
                                          const Ipv6Address& innerDestination,
                                          std::optional<uint32_t> interface = std::nullopt) const;

    /// Receive what is sent to an anycast address of the link of `interface`, which is on no
    /// interface of this node: as a source it would be nobody's. RFC 4291 section 2.6, RFC 6275
    /// section 10.5.
    void JoinAnycast(const Ipv6Address& address, uint32_t interface);

    /// Receive it no longer; ignored if it was not joined.
    void LeaveAnycast(const Ipv6Address& address);

    /// Whether JoinAnycast holds.
    bool IsAnycast(const Ipv6Address& address) const;
    std::optional<uint32_t> AnycastInterface(const Ipv6Address& address) const override;

    /// Forget everything: the node crashed.
    void Reset();

  private:
    /// Where packets from a home address go.
    struct HomeWay
    {
        Ipv6Address home;
        SteeringAction action;
        std::optional<SteeringAction> toGroups;
    };

    /// What a destination leads to.
    struct Match
    {
        const SteeringRule* rule; ///< null: nothing
        bool byNextHop;           ///< it is the rule of a next hop, not of the destination
    };

    Match RuleFor(const Ipv6Address& destination) const;
    const HomeWay* FindHome(const Ipv6Address& address) const;

    AddressMap<RulePtr> m_addresses;
    PrefixMap<RulePtr> m_prefixes;
    OptimisedPairs m_pairs;
    std::vector<HomeWay> m_homes; ///< few
    std::optional<Ipv6Address> m_preferred;
    std::map<uint32_t, LeavingRule> m_leaving;
    std::map<uint32_t, std::vector<NetworkPrefix>> m_admitted; ///< by interface, where filtered
    std::set<uint8_t> m_filteredRoutingTypes;
    std::map<NetworkPrefix, TunnelEnd> m_tunnels; ///< by key
    AddressMap<Ipv6Address> m_expected;
    /// The same by care-of address, where several home addresses may be.
    std::set<std::pair<Ipv6Address, Ipv6Address>> m_expectedAt;
    std::map<Ipv6Address, uint32_t> m_anycast; ///< Few; with the link that it is of.
};

} // namespace ns3::nemo

#endif // MIP6_STEERING_H
