// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SCENARIO_LOADER_PARTS_H
#define NEMO_SCENARIO_LOADER_PARTS_H

#include "ns3/nemo-json-object.h"
#include "ns3/nemo-json-units.h"
#include "ns3/nemo-scenario-loader-parts-links.h"
#include "ns3/nemo-scenario-loader-parts-radio.h"
#include "ns3/nemo-scenario.h"

#include <cstddef>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// \file
/// What the files of the loader share. Nobody else includes this.

namespace ns3::nemo
{

/// Names that the file gives to things of a kind, and which thing each is.
class NameIndex
{
  public:
    /// Add the next name; one that is there already keeps its index.
    void Add(const std::string& name);

    /// \return how many names were added before this one, or nothing
    std::optional<std::size_t> Find(const std::string& name) const;

    /// \return the names in the order they were added
    const std::vector<std::string_view>& GetNames() const;

  private:
    std::deque<std::string> m_storage;     ///< Keeps what the views point to.
    std::vector<std::string_view> m_names; ///< In order.
    std::unordered_map<std::string_view, std::size_t> m_index;
};

/// A mobile node has no more interfaces that roam.
constexpr uint32_t MOST_INTERFACES = 8;

/// A movement and where it stands in the file.
struct PlacedMovement
{
    MovementSpec movement; ///< The movement.
    std::string pointer;   ///< Its JSON pointer.
};

/// A fault and where it stands in the file.
struct PlacedFault
{
    FaultSpec fault;     ///< The fault.
    std::string pointer; ///< Its JSON pointer.
};

/// What is being loaded. Specs of links and nodes are there as soon as their name is known, even if
/// something in them was refused, so that nobody who names them is told that they do not exist.
struct LoadContext
{
    /// \param where where errors go; must outlive this
    explicit LoadContext(Diagnostics& where);

    Diagnostics& diagnostics;                   ///< Where errors go.
    Scenario scenario;                          ///< What is there so far.
    NameIndex links;                            ///< Index into scenario.links.
    bool hasLinks{true};                        ///< False: "links" was refused as a whole.
    NameIndex nodes;                            ///< Index into scenario.nodes.
    NameIndex flows;                            ///< Index into scenario.traffic.
    std::vector<std::optional<NodeRole>> roles; ///< By node; nothing: refused.
    std::vector<PlacedMovement> movement;       ///< In the file's order.
    std::vector<PlacedFault> faults;            ///< By time; then in the file's order.
    std::vector<WantedTrace> traces;            ///< In the order of the nodes.
    Time end;                                   ///< The duration, or the longest if it was refused.
    bool allowsLoops{false};                    ///< "allowLoops".
};

/// \return whether the text is a name: letters, digits, dot, underscore, hyphen
bool IsName(std::string_view text);

/// Add an error if the key of this member is no name.
/// \return whether it is one
bool CheckName(const JsonValue& member);

/// Add an error about the key of this member, which is none of these names.
void RefuseKeyName(const JsonValue& member,
                   const std::string& problem,
                   const std::vector<std::string_view>& names);

/// Read the name of a link.
std::optional<std::string> ReadLinkName(const JsonValue& value, const LoadContext& context);

/// Read the name of a node.
/// `roles`: the roles that will do, as bits;
/// `problem`: what to say of a node of another role
/// `later`: names that will stand for something else than a node
std::optional<std::string> ReadNodeName(const JsonValue& value,
                                        const LoadContext& context,
                                        uint32_t roles = ALL_VARIANTS,
                                        const std::string& problem = "",
                                        const std::vector<std::string_view>& later = {});

/// Read the name of a flow.
std::optional<std::string> ReadFlowName(const JsonValue& value, const LoadContext& context);

/// Read a list of prefixes.
std::optional<std::vector<NetworkPrefix>> ReadPrefixes(const JsonValue& value);

/// Read "nodes" into the context; links must be there.
void LoadNodes(const JsonObject& file, LoadContext& context);

/// Read "movement" into the context; links and nodes must be there.
void LoadMovement(const JsonObject& file, LoadContext& context);

/// Read "faults" into the context; links and nodes must be there.
void LoadFaults(const JsonObject& file, LoadContext& context);

/// Read "traffic" into the context; nodes must be there.
void LoadTraffic(const JsonObject& file, LoadContext& context);

/// Read "security" into the context; nodes must be there.
void LoadSecurity(const JsonObject& file, LoadContext& context);
/// Number the associations that the file does not number; `used` are the numbers that it gives.
void AssignSecurityIndices(LoadContext& context, std::set<uint32_t> used);

/// Read "expect" into the context; everything else must be there.
void LoadExpectations(const JsonObject& file, LoadContext& context);

/// Read the value of one "links" or "ingress" of a node: its fixed links.
std::vector<NodeLinkSpec> LoadNodeLinks(const JsonValue& value,
                                        bool advertises,
                                        const LoadContext& context);

/// Read "::3", a whole address, or null (nothing) as addresses on a link.
std::vector<Ipv6Address> ReadAddressesOnLink(const JsonValue& value, const LinkSpec& link);

/// Read what only mobile nodes and mobile routers have into the node.
/// `complete` is false if the role is not known, so that nothing has to be there.
void LoadMobile(const JsonObject& object, bool complete, LoadContext& context, NodeSpec& node);

/// Read the homes of a mobile node or mobile router.
/// `complete` is as for LoadMobile,
/// `identifier` that of the node, for homes that name none.
std::vector<HomeSpec> LoadHomes(const JsonObject& node,
                                bool complete,
                                const std::optional<Ipv6Address>& identifier,
                                const LoadContext& context);

/// Read what only mobile routers have into the node.
/// `complete` is as for LoadMobile.
void LoadMobileRouter(const JsonObject& object,
                      bool complete,
                      LoadContext& context,
                      NodeSpec& node);

/// Read what only home agents have into the node.
void LoadHomeAgent(const JsonObject& object, const LoadContext& context, NodeSpec& node);

/// Read "authority" of a home agent.
std::optional<AuthoritySpec> LoadAuthority(const JsonValue& value);

/// Read an object of lists of prefixes by home address.
std::vector<PrefixTableSpec> LoadPrefixesByHome(const JsonValue& value, const std::string& shape);

/// Read "request" of a mobile router, whose ingress links are there; absent: the default.
std::vector<PrefixRequestSpec> LoadRequests(const std::optional<JsonValue>& value,
                                            const NodeSpec& node,
                                            RegistrationMode mode,
                                            const LoadContext& context);

/// \return the names of links that need no prefix, since a mobile router gets one for them
std::set<std::string> LinksToNumber(const JsonObject& file);

/// Check pools and links without a prefix, once all are loaded.
void CheckDelegation(LoadContext& context);

/// Read "attributes".
std::vector<AttributeSpec> LoadAttributes(const JsonValue& value);

/// Read an address, or {"node", "link"} that stands for one.
/// `needsLink` says whether "link" must be there.
std::optional<AddressSpec> ReadAddressSpec(const JsonValue& value,
                                           bool needsLink,
                                           const LoadContext& context);

/// Read when an expectation looks: not after the end.
std::optional<Time> ReadMoment(const JsonValue& value, const LoadContext& context);

/// What to say of an expectation that a shorter run, or another course of it, does not reach.
constexpr char WITHOUT_EXPECTATIONS[] = "; --set /expect=[] runs without expectations";

/// Read the expectation "route".
std::optional<RouteExpectation> ReadRouteExpectation(const JsonValue& value,
                                                     const LoadContext& context);
/// Read the expectation "stack".
std::optional<StackExpectation> ReadStackExpectation(const JsonValue& value,
                                                     const LoadContext& context);

/// Check what several parts of the file say together, once all are loaded.
void CheckScenario(LoadContext& context);

/// Check that home agents serve the homes that name them, once all are loaded.
void CheckHomes(LoadContext& context);
/// Check that flows find their receivers there and do not share ports, once all are loaded.
void CheckFlows(LoadContext& context);
/// Check that nodes that talk to each other can, whatever dialects they speak.
void CheckDialects(LoadContext& context);

/// Read "groups" of a node.
std::vector<Ipv6Address> LoadGroups(const JsonValue& value);

/// Who listens to which multicast groups: home agents that have to ask for them, and flows to
/// groups that nobody listens to.
void CheckGroups(LoadContext& context);

/// Warn of what is hardly meant; nothing in the file may be wrong.
void WarnOfOddities(LoadContext& context);

/// Warn of prefix tables that speak of nobody's home address, a typing error more often than not.
void WarnOfStrangers(LoadContext& context);

/// Warn of mobile routers whose registrations the home agent will refuse, unless the file expects
/// a refusal there; nothing in the file may be wrong.
void WarnOfRefusals(LoadContext& context);

/// Warn of mobile routers whose routing messages anybody can read and write; nothing in the file
/// may be wrong.
void WarnOfOpenRouting(LoadContext& context);

/// Warn of faults that do nothing; nothing in the file may be wrong.
void WarnOfIdleFaults(LoadContext& context);
/// Warn of moves that lead nowhere; nothing in the file may be wrong.
void WarnOfOddMoves(LoadContext& context);

/// Check where the mobile ones are from time 0 on: cycles, full links, moves that lead nowhere.
void CheckAttachments(LoadContext& context);

} // namespace ns3::nemo

#endif // NEMO_SCENARIO_LOADER_PARTS_H
