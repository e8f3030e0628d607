// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_ROUTES_H
#define NEMO_ROUTES_H

#include "ns3/mip6-network-prefix.h"
#include "ns3/nemo-routes-graph.h"
#include "ns3/nemo-scenario.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ns3::nemo
{

/// A line of a node's routing table: what goes to `prefix` is handed to `next` on `link`.
struct PlannedRoute
{
    NetworkPrefix prefix; ///< Destination; length 0 is the default route.
    std::string next;     ///< Name of the node that takes it.
    std::string link;     ///< Name of the link that both are on; a home link counts as one.
};

/// \return whether a node makes its addresses on one of its links from router advertisements: a
/// host or correspondent that has none given, where somebody advertises
bool Autoconfigures(const Scenario& scenario, const NodeSpec& node, const NodeLinkSpec& place);

/// Computes the routes that a scenario's nodes have from the beginning to the end.
///
/// Routers, home agents and mobile routers forward; a mobile router counts as being on its home
/// link, wherever it is, so that its prefixes lead there and to its home address. Of several ways
/// the one over the fewest links is taken, of equal ones the next hop that was declared first.
class RoutePlanner
{
  public:
    /// \param scenario must outlive the planner
    explicit RoutePlanner(const Scenario& scenario);

    /// What the node's routing table has besides its own links, with "routes" of the file in it.
    /// Forwarding nodes get a line for each prefix, those that do not forward a default route and
    /// what differs from it. A mobile router's own way out is not among them: it learns that.
    /// \return in the order of the destinations
    std::vector<PlannedRoute> RoutesOf(const NodeSpec& node) const;

    /// The link by which a forwarding node reaches the rest of the network, as a host would by its
    /// default route. That of a mobile router is its home link; inside a mobile network it leads
    /// to the mobile router. Elsewhere it leads to the middle: the link or router from which the
    /// others are the fewest links away, taken together.
    /// \return nothing if the node is or touches the middle and can go several ways
    std::optional<std::string> WayOut(const NodeSpec& node) const;

  private:
    using Index = ForwardingGraph::Index;

    /// From a node to the next one.
    struct Hop
    {
        Index next; ///< Node.
        Index link; ///< Link.
    };

    /// Where a prefix is: on some links, or behind a mobile router and on no link.
    struct Place
    {
        std::vector<Index> links;
        std::optional<Index> router;
    };

    std::vector<uint32_t> DistancesTo(const Place& place) const;
    std::optional<Hop> NextHop(Index node, const std::vector<uint32_t>& distances) const;
    std::optional<Hop> DefaultHop(Index node) const;
    std::optional<Hop> HopTo(Index node, Index next) const;
    bool IsStatic(Index node, Index link) const;
    bool IsOn(Index node, const Place& place) const;
    bool IsLearned(Index node, const NetworkPrefix& prefix, const Place& place) const;

    const Scenario& m_scenario;
    ForwardingGraph m_graph;
    std::vector<std::optional<Index>> m_waysOut;
    std::map<NetworkPrefix, Place> m_places;
    std::map<NetworkPrefix, std::vector<uint32_t>> m_distances; ///< By prefix: of nodes, in links.
};

} // namespace ns3::nemo

#endif // NEMO_ROUTES_H
