// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_DIALECT_H
#define MIP6_DIALECT_H

#include "ns3/mip6-home-agent-discovery.h"
#include "ns3/mip6-signal-codec.h"
#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/type-id.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace ns3::nemo
{

/// What differs between the standards of Mobile IPv6, as far as values can say it, so that no role
/// has to ask which standard it follows. The defaults are those of RFC 6275.
struct DialectProfile
{
    /// @name A mobile node's registrations
    /// @{
    Time initialBindackTimeoutFirstReg{Seconds(1.5)}; ///< RFC 6275 section 13.
    Time initialBindackTimeout{Seconds(1)};           ///< RFC 6275 section 13.
    Time maxBindackTimeout{Seconds(32)};              ///< RFC 6275 section 12.
    /// How many messages of a type one correspondent gets in a second. RFC 6275 section 12.
    uint32_t maxUpdateRate{3};
    /// A Binding Update that is sent again has a greater sequence number (RFC 6275 section 11.8);
    /// false: the same.
    bool newSequenceWhenSentAgain{true};
    /// So many Binding Updates in a row to one node with the same care-of address are fast, and
    /// between those that follow is the interval; 0: there is no slower rate.
    uint32_t maxFastUpdates{0};
    Time slowUpdateInterval{Seconds(10)}; ///< See maxFastUpdates.
    /// How long a message to or from a correspondent may wait for a packet to ride on.
    Time piggybackDelay;
    /// How long the previous default router is asked to forward for the old care-of address; less
    /// than 1 s: it is not asked.
    Time previousRouterLifetime;
    /// From one primary care-of address to the next at least.
    Time primaryCareOfInterval;
    Time initialSolicitTimer{Seconds(3)}; ///< RFC 6275 section 12.
    /// How often prefixes are asked for, the first time included (MAX_RTR_SOLICITATIONS of RFC 4861
    /// section 10); absent: until they are told of (RFC 6275 section 11.4.2).
    std::optional<uint32_t> maxPrefixSolicitations;
    /// Home registrations name the care-of address (RFC 6275 section 11.7.1); false: the IPv6
    /// source says it.
    bool namesCareOfAddress{true};
    /// ID Length of home registrations: bits of the interface identifier of which the home agent
    /// forms the other home addresses; 0: none.
    uint8_t interfaceIdentifierLength{0};
    /// After its binding has ended, a node that is at home probes its home address
    /// (draft-ietf-mobileip-ipv6-04 section 8.5); false: it does not while it could be defended
    /// (RFC 6275 section 11.5.5).
    bool probesAtReturn{false};
    /// What a node that is away sends from its home address goes by the home agent, until a
    /// correspondent has a binding (RFC 6275 section 11.3.1); false: straight, always with the Home
    /// Address option.
    bool reversesTunnel{true};
    /// Any packet that comes from the default router, or that it forwards, shows that it can still
    /// reach the node (draft-ietf-mobileip-ipv6-04 section 9.2); false: its advertisements and
    /// answers alone (RFC 6275 section 11.5.1).
    bool hearsRouterInEveryPacket{false};
    /// Whether the default router hears the node is found out by Neighbor Unreachability Detection
    /// as RFC 4861 section 7.3 has it (draft-ietf-mobileip-ipv6-04 section 9.2); false: if the node
    /// is told so (MobileNode::DetectUnreachability), else as ns-3 has it.
    bool detectsUnreachability{false};
    /// How often an advertisement of a home address on the home link is repeated, at most, by the
    /// home agent, and by the mobile node that is back; absent: as the Attributes of HomeAgent and
    /// AddressProxy say (RFC 6275 sections 10.4.1 and 11.5.5).
    std::optional<uint32_t> advertisementRepeats;
    /// @}

    /// @name Route optimisation
    /** @{ */
    /// Correspondents believe by return routability (RFC 6275 section 5.2); false: by a security
    /// association, or not at all.
    bool returnRoutability{true};
    /// An update to a correspondent is sent again until the time-out has reached its maximum, and
    /// then no more; false: MAX_RO_FAILURE times, and once more after a new test (RFC 6275 section
    /// 5.2.9).
    bool asksUntilMaxTimeout{false};
    /// A correspondent can be told of another care-of address than the primary one
    /// (draft-ietf-mobileip-ipv6-04 section 9.5).
    bool tellsAnyCareOf{false};
    /// A packet that a correspondent sent as if it had no binding, or an old one, is answered by an
    /// update, and a request by one or by a deletion. RFC 6275 has Binding Errors for the former.
    bool answersDetours{false};
    /// Nothing is left in the Binding Update List of an update that was refused. RFC 6275 section
    /// 11.7.3 keeps a mark there.
    bool forgetsRefusedUpdates{false};
    /// @}

    /// @name Both ends
    /// @{
    uint32_t lifetimeUnit{4}; ///< Seconds in a unit of Lifetime. RFC 6275 section 6.1.7.
    /// @}

    /// @name Judging Binding Updates
    /** @{ */
    /// All are proven by a security association of their sender, and discarded without.
    bool authenticatesUpdates{false};
    /// All have a Home Address option. RFC 6275 asks for it of home registrations from away.
    bool needsHomeAddressOption{false};
    /// A deletion is refused (status NOT_HOME_SUBNET) by who does not serve the home address.
    bool deletesOnHomeSubnetOnly{false};
    /// A home registration is answered even if it does not ask for it. RFC 6275 section 9.5.4.
    bool answersUnasked{true};
    /// A new home address is probed on the home link first. RFC 6275 section 10.3.1.
    bool homeAddressDad{true};
    /// A stale Sequence Number is answered (status 135), not ignored. RFC 6275 section 9.5.1.
    bool answersStaleSequence{true};
    /// A care-of address equal to the home address asks for deletion, whatever the flags and the
    /// lifetime. RFC 6275 says so only of lifetime 0.
    bool deletesWhenCareOfIsHome{false};
    /// An update for the Home-Agents anycast address asks who is a home agent, and binds nothing
    /// (draft-ietf-mobileip-ipv6-04 section 8.1).
    bool discoversByUpdate{false};
    /// An answer goes by way of the care-of address that the update names
    /// (draft-ietf-mobileip-ipv6-04 section 7.5); false: of its IPv6 source (RFC 6275 section
    /// 9.5.4).
    bool answersByCareOfAddress{false};
    /// A home address has one binding at a node, whichever own address it is with, and whether it
    /// is a home registration or not (draft-ietf-mobileip-ipv6-04 section 4.3); false: one with
    /// each own address (RFC 6275 section 9.1).
    bool bindsHomeAddressOnce{false};
    /// Packets to a site-local home address that is away are refused, not dropped or tunnelled
    /// (draft-ietf-mobileip-ipv6-04 section 8.2).
    bool refusesSiteLocal{false};
    /// A change of the home prefixes is told at once, once (draft-ietf-mobileip-ipv6-04 section
    /// 8.5); false: RFC 6275 section 10.6.2.
    bool tellsPrefixesAtOnce{false};
    /// Bindings that the node keeps at most, home registrations and others together; a home
    /// registration takes the room of others (draft-ietf-mobileip-ipv6-04 section 7.7). 0: the
    /// limits of its roles alone.
    uint32_t cacheSize{0};
    /// A deletion of what is not there is refused (status 133). RFC 6275 section 10.3.2.
    bool refusesNeedlessDeletion{true};
    /// A deleted binding leaves its sequence number behind. RFC 6275 section 10.3.2.
    bool keepsDeletedBindings{true};
    /// @}
};

/// A standard that a node follows: what messages mean in octets, and the values that differ. A
/// node has one, aggregated to it; the times in it are Attributes of the dialect's own type, under
/// the standard's names (`ns3::nemo::Rfc6275::MaxBindackTimeout`).
class Dialect : public Object
{
  public:
    /// TypeId "ns3::nemo::Dialect"; it has no constructor.
    static TypeId GetTypeId();

    /// The dialect of `node`; the first call makes it one of `type`, which must be a Dialect. That
    /// a node has one of another type already is a misuse and aborts.
    static Ptr<Dialect> Of(Ptr<Node> node, TypeId type);

    /// The values, as the Attributes stand at this moment.
    virtual DialectProfile GetProfile() const = 0;

    /// Turns signals into octets and back; always the same object.
    virtual Ptr<SignalCodec> GetCodec() const = 0;

    /// How a mobile node asks for home agents; a new one at each call.
    virtual std::unique_ptr<HomeAgentDiscovery> MakeHomeAgentDiscovery(
        const DiscoveryParts& parts) const = 0;

  private:
    bool m_allowsClash{false}; ///< Attribute AllowsClash.
};

} // namespace ns3::nemo

#endif /* MIP6_DIALECT_H */
