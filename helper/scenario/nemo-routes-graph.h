// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_ROUTES_GRAPH_H
#define NEMO_ROUTES_GRAPH_H

#include "ns3/nemo-scenario.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ns3::nemo
{

/// Who forwards and what is next to what, as routes see it: a mobile router is on its home link,
/// wherever it is. Links and nodes are indices into the scenario's lists; behind the links come
/// those that nobody can be on, between a mobile router with a virtual home and its home agent.
struct ForwardingGraph
{
    /// A link or a node.
    using Index = std::size_t;

    /// \param scenario what is there
    explicit ForwardingGraph(const Scenario& scenario);

    /// \return whether the node is on the link
    bool IsOn(Index node, Index link) const;
    /// \return whether it is a link of the scenario, no virtual home
    bool IsReal(Index link) const;

    std::map<std::string, Index> linkNames;     ///< Index of a link.
    std::map<std::string, Index> nodeNames;     ///< Index of a node.
    std::vector<std::vector<Index>> links;      ///< By node: its links, a home link last.
    std::vector<std::vector<Index>> forwarders; ///< By link: nodes that forward, as declared.
    std::vector<bool> forwards;                 ///< By node: router, home agent, mobile router.
    std::vector<std::optional<Index>> home;     ///< By node: the home link of a mobile router.

  private:
    void JoinVirtualHomes(const Scenario& scenario);
};

/// By node: the link by which a forwarding node reaches the rest of the network; see
/// RoutePlanner::WayOut.
std::vector<std::optional<ForwardingGraph::Index>> FindWaysOut(const ForwardingGraph& graph);

} // namespace ns3::nemo

#endif // NEMO_ROUTES_GRAPH_H
