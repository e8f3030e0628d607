// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SCENARIO_NODE_H
#define NEMO_SCENARIO_NODE_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/nemo-scenario-delegation.h"
#include "ns3/nemo-scenario-link.h"
#include "ns3/nemo-scenario-radio.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::nemo
{

/// Router advertisements on one interface. RFC 4861 section 6.2.1, limits of RFC 6275 section 7.5.
struct AdvertiseSpec
{
    Time min{MilliSeconds(50)};   ///< MinRtrAdvInterval.
    Time max{MilliSeconds(1500)}; ///< MaxRtrAdvInterval.
};

/// A node's place on a link that it never leaves.
struct NodeLinkSpec
{
    std::string link; ///< Name of the link.
    /// Whole addresses given for it. "::3" gives one in each prefix of the link, in the order of
    /// the prefixes; a whole address gives just that. Empty (null): EUI-64 of the interface in
    /// each prefix; a host autoconfigures.
    std::vector<Ipv6Address> addresses;
    /// "::3" on a link that has no prefix yet: the identifier in whatever it is given later.
    std::optional<Ipv6Address> identifier;
    /// Intervals of its router advertisements; nullopt where it sends none (switched off, a role
    /// that does not route, or a point-to-point link).
    std::optional<AdvertiseSpec> advertise;
};

/// "attributes": an ns-3 attribute of whatever on this node is of that type (or derived of it).
struct AttributeSpec
{
    std::string type;      ///< Name of the TypeId that has it, such as "ns3::nemo::MobileNode".
    std::string attribute; ///< Its name within the type.
    std::string value;     ///< As StringValue; checked against the attribute's own checker.
    std::string pointer;   ///< JSON pointer, for whom finds later that nothing carries it.
};

/// "routes": what overrides the computed way to a prefix.
struct RouteSpec
{
    NetworkPrefix prefix; ///< Destination; length 0 is the default route.
    std::string via;      ///< A node that shares a link with this one.
    std::string pointer;  ///< JSON pointer, for messages.
};

/// An entry of "homeAddresses".
struct HomeAddressSpec
{
    Ipv6Address homeAddress; ///< What is allotted.
    std::string node;        ///< Whom it belongs to.
};

/// What only home agents carry.
struct HomeAgentSpec
{
    std::vector<NetworkPrefix> homePrefixes;    ///< Virtual homes: on no link.
    std::vector<HomeAddressSpec> homeAddresses; ///< Home addresses that belong to one node.
    std::vector<PrefixTableSpec> prefixTable;   ///< In the file's order; empty: nobody may claim.
    bool acceptAnyPrefix{false};                ///< "prefixTable": "any".
    bool nemo{true};                            ///< False: refuses mobile routers with status 140.
    bool multicast{false};                      ///< Some mobile node has "groups".
    int16_t preference{0};                      ///< RFC 6275 section 7.4.
    /// Home Agent Lifetime of RFC 6275 section 7.4, whole seconds; nullopt: the router lifetime.
    std::optional<Time> homeAgentLifetime;
    /// The longest binding that it grants; nullopt: as the role's own attribute says.
    std::optional<Time> lifetimeMax;
    /// "authority"; nullopt: it delegates no prefixes.
    std::optional<AuthoritySpec> authority;
};

/// A home: where a mobile node or router belongs and who stands in for it there.
struct HomeSpec
{
    std::string link;      ///< "home": the home link; empty: a virtual home.
    NetworkPrefix prefix;  ///< Its first prefix, or that of the virtual home.
    std::string homeAgent; ///< Name of the node; empty: to be discovered.
    /// Interface identifier in the low bits, the rest zero; nullopt: EUI-64.
    std::optional<Ipv6Address> interfaceId;
    /// prefix with interfaceId; nullopt: EUI-64, not known before the node is built.
    std::optional<Ipv6Address> homeAddress;
    std::string pointer; ///< JSON pointer of the object that holds its keys, for messages.

    /// \return whether it is on no link
    bool IsVirtual() const
    {
        return link.empty();
    }
};

/// When a mobile node talks to correspondents directly.
struct RouteOptimizationSpec
{
    /// The forms of the key.
    enum class Policy : uint8_t
    {
        ALWAYS,        ///< true, the default.
        NEVER,         ///< false.
        PEERS,         ///< A list of nodes.
        AFTER_PACKETS, ///< {"after": packets} to the same peer.
        PORTS,         ///< {"ports": [...]}, of the peer's side.
    };

    Policy policy{Policy::ALWAYS};  ///< Which one.
    std::vector<std::string> peers; ///< Nodes, for PEERS.
    uint32_t packets{0};            ///< For AFTER_PACKETS.
    std::vector<uint16_t> ports;    ///< For PORTS.
};

/// How a mobile node notices that it has moved.
enum class MovementDetection : uint8_t
{
    SOLICIT,        ///< Solicits routers on link-up.
    ADVERTISEMENTS, ///< Waits for unsolicited router advertisements.
    LINK,           ///< Trusts the link layer.
};

/// Whom a mobile node tells of a care-of address of a certain link: an entry of "careOfLinks".
struct CareOfLinkSpec
{
    std::string peer;    ///< A node.
    std::string link;    ///< Where the care-of address is.
    std::string pointer; ///< Where this stands.
};

/// What mobile nodes and mobile routers carry.
struct MobileSpec
{
    std::vector<HomeSpec> homes; ///< One at least; a mobile router has one.
    /// Interface identifier of care-of addresses, in the low bits; nullopt: EUI-64.
    std::optional<Ipv6Address> interfaceId;
    /// Link at time 0 (the home link unless "attached" says otherwise); nullopt: nowhere.
    std::optional<std::string> attached;
    MovementDetection movementDetection{MovementDetection::SOLICIT}; ///< "movementDetection".
    uint32_t interfaces{1}; ///< "interfaces" that roam; those after the first begin nowhere.
    RouteOptimizationSpec routeOptimization;  ///< "routeOptimization".
    std::vector<uint16_t> careOfPorts;        ///< "careOfPorts".
    std::vector<Ipv6Address> careOfAddresses; ///< "careOfAddresses", of all links.
    std::vector<CareOfLinkSpec> careOfLinks;  ///< "careOfLinks".
};

/// How a mobile router tells the home agent which prefixes are behind it. RFC 3963 section 5.2.
enum class RegistrationMode : uint8_t
{
    EXPLICIT,  ///< By Mobile Network Prefix options; the default.
    IMPLICIT,  ///< Not at all: the home agent knows.
    DELEGATED, ///< The home agent gives them.
    ROUTING,   ///< By a routing protocol in the tunnel. RFC 3963 section 8.
};

/// What only mobile routers carry; their ingress links are NodeSpec::links.
struct MobileRouterSpec
{
    RegistrationMode mode{RegistrationMode::EXPLICIT}; ///< "mode".
    /// What it takes for its own and, in explicit mode, claims; absent in the file: the prefixes
    /// of its ingress links. Not checked against anything, so that refusals can be provoked.
    std::vector<NetworkPrefix> prefixes;
    /// "request"; absent in the file: one of 64 bits for each ingress link without a prefix.
    std::vector<PrefixRequestSpec> requests;
};

/// What a node is.
enum class NodeRole : uint8_t
{
    HOST,          ///< Plain IPv6, knows no mobility.
    CORRESPONDENT, ///< A host that keeps bindings.
    ROUTER,        ///< Forwards and advertises.
    HOME_AGENT,    ///< A router that serves mobile nodes and routers.
    MOBILE_NODE,   ///< Moves.
    MOBILE_ROUTER, ///< Moves, and a network behind it with it.
};

/// A node: the entry NAME of "nodes".
struct NodeSpec
{
    std::string name;                ///< The key.
    NodeRole role{NodeRole::HOST};   ///< "role".
    std::vector<NodeLinkSpec> links; ///< Fixed links; a mobile router's ingress links.
    bool mobility{true};             ///< False (correspondents only): answers as RFC 8200 asks.
    /// "mobility" as an object: its first interface that roams does so by radio.
    std::optional<CourseSpec> course;
    std::string dialect{"rfc6275"};        ///< "dialect".
    std::vector<AttributeSpec> attributes; ///< "attributes".
    std::vector<RouteSpec> routes;         ///< "routes".
    /// Runs RIPng: "routing", or a mobile router in that mode is there, or has its home there.
    bool ripng{false};
    std::vector<Ipv6Address> groups; ///< "groups", each once.
    /// Tunnel Encapsulation Limit of RFC 2473 section 4.1.1 in the tunnels that the node begins;
    /// nullopt: it writes none.
    std::optional<uint8_t> encapsulationLimit;
    std::optional<HomeAgentSpec> homeAgent;       ///< Exactly where role is HOME_AGENT.
    std::optional<MobileSpec> mobile;             ///< Exactly where the role is a mobile one.
    std::optional<MobileRouterSpec> mobileRouter; ///< Exactly where role is MOBILE_ROUTER.
};

/// \return the homes of a node; none unless it is mobile.
const std::vector<HomeSpec>& HomesOf(const NodeSpec& node);

/// \return the role's name in the file, such as "home-agent".
std::string_view ToString(NodeRole role);

/// \return "solicit", "advertisements" or "link".
std::string_view ToString(MovementDetection detection);

/// \return "explicit", "implicit", "delegated" or "routing".
std::string_view ToString(RegistrationMode mode);

} // namespace ns3::nemo

#endif // NEMO_SCENARIO_NODE_H
