// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-routes-graph.h"

#include <algorithm>
#include <deque>
#include <utility>

namespace ns3::nemo
{

namespace
{

using Index = ForwardingGraph::Index;

constexpr uint32_t UNREACHABLE = std::numeric_limits<uint32_t>::max();

/// Distances in steps from node to link or from link to node, without mobile routers: what they
/// join moves against the rest.
struct FixedDistances
{
    std::vector<uint32_t> links; ///< By link.
    std::vector<uint32_t> nodes; ///< By node.
};

/// Where the middle of a network is.
struct Middle
{
    bool isLink; ///< Else a node.
    Index index; ///< Which.
};

/// Finds the ways out, one network of fixed routers after the other.
class WayOutSearch
{
  public:
    explicit WayOutSearch(const ForwardingGraph& graph)
        : m_graph(graph),
          m_wayOut(graph.home)
    {
    }

    std::vector<std::optional<Index>> Run()
    {
        std::vector<bool> done(m_graph.linkNames.size());
        for (Index link = 0; link < done.size(); ++link)
        {
            if (!done[link])
            {
                const auto network = LinksWith(link);
                for (const Index member : network)
                {
                    done[member] = true;
                }
                LeadTo(FindMiddle(network), network);
            }
        }
        return m_wayOut;
    }

  private:
    bool IsFixed(Index node) const
    {
        return m_graph.forwards[node] && !m_graph.home[node];
    }

    /// \return the links that fixed routers join with this one, itself included
    std::vector<Index> LinksWith(Index link) const
    {
        const auto distances = Measure({true, link});
        std::vector<Index> links;
        for (Index i = 0; i < distances.links.size(); ++i)
        {
            if (distances.links[i] != UNREACHABLE)
            {
                links.push_back(i);
            }
        }
        return links;
    }

    FixedDistances Measure(Middle from) const
    {
        FixedDistances distances{std::vector<uint32_t>(m_graph.forwarders.size(), UNREACHABLE),
                                 std::vector<uint32_t>(m_graph.links.size(), UNREACHABLE)};
        (from.isLink ? distances.links : distances.nodes)[from.index] = 0;
        std::deque<Middle> pending{from};
        while (!pending.empty())
        {
            const Middle here = pending.front();
            pending.pop_front();
            const auto& next =
                here.isLink ? m_graph.forwarders[here.index] : m_graph.links[here.index];
            const uint32_t steps =
                (here.isLink ? distances.links : distances.nodes)[here.index] + 1;
            auto& reached = here.isLink ? distances.nodes : distances.links;
            for (const Index index : next)
            {
                if (reached[index] == UNREACHABLE && (!here.isLink || IsFixed(index)))
                {
                    reached[index] = steps;
                    pending.push_back({!here.isLink, index});
                }
            }
        }
        return distances;
    }

    Middle FindMiddle(const std::vector<Index>& network) const
    {
        if (const auto router = RouterInto(network))
        {
            return {false, *router};
        }
        Middle best{true, network.front()};
        uint64_t least = Sum(best);
        std::vector<Middle> others;
        for (const Index link : network)
        {
            others.push_back({true, link});
        }
        for (Index node = 0; node < m_graph.links.size(); ++node)
        {
            if (IsFixed(node) && !m_graph.links[node].empty() &&
                std::find(network.begin(), network.end(), m_graph.links[node].front()) !=
                    network.end())
            {
                others.push_back({false, node});
            }
        }
        for (const Middle& other : others)
        {
            const uint64_t sum = Sum(other);
            if (sum < least)
            {
                best = other;
                least = sum;
            }
        }
        return best;
    }

    /// \return how far it is from there to all others, taken together
    uint64_t Sum(Middle from) const
    {
        const auto distances = Measure(from);
        uint64_t sum = 0;
        for (const auto& list : {distances.links, distances.nodes})
        {
            for (const uint32_t steps : list)
            {
                sum += steps == UNREACHABLE ? 0 : steps;
            }
        }
        return sum;
    }

    /// \return the mobile router that this network moves with, if it does
    std::optional<Index> RouterInto(const std::vector<Index>& network) const
    {
        const auto contains = [&network](Index link) {
            return std::find(network.begin(), network.end(), link) != network.end();
        };
        for (Index node = 0; node < m_graph.links.size(); ++node)
        {
            // The home link is the last one.
            const auto& links = m_graph.links[node];
            if (m_graph.home[node] && !contains(*m_graph.home[node]) &&
                std::any_of(links.begin(), links.end() - 1, contains))
            {
                return node;
            }
        }
        return std::nullopt;
    }

    /// Let the ways out of a network's fixed routers lead to its middle.
    void LeadTo(Middle middle, const std::vector<Index>& network)
    {
        const auto distances = Measure(middle);
        for (const Index link : network)
        {
            for (const Index node : m_graph.forwarders[link])
            {
                const bool isNearer = distances.links[link] < distances.nodes[node];
                const bool isAtMiddle = distances.links[link] == 0;
                const bool hasChoice = m_graph.links[node].size() > 1;
                if (IsFixed(node) && isNearer && !m_wayOut[node] && !(isAtMiddle && hasChoice))
                {
                    m_wayOut[node] = link;
                }
            }
        }
    }

    const ForwardingGraph& m_graph;
    std::vector<std::optional<Index>> m_wayOut;
};

} // namespace

ForwardingGraph::ForwardingGraph(const Scenario& scenario)
    : links(scenario.nodes.size()),
      forwarders(scenario.links.size()),
      forwards(scenario.nodes.size()),
      home(scenario.nodes.size())
{
    for (Index link = 0; link < scenario.links.size(); ++link)
    {
        linkNames[scenario.links[link].name] = link;
    }
    for (Index index = 0; index < scenario.nodes.size(); ++index)
    {
        const NodeSpec& node = scenario.nodes[index];
        nodeNames[node.name] = index;
        forwards[index] = node.role == NodeRole::ROUTER || node.role == NodeRole::HOME_AGENT ||
                          node.role == NodeRole::MOBILE_ROUTER;
        for (const auto& place : node.links)
        {
            links[index].push_back(linkNames.at(place.link));
        }
        if (node.role == NodeRole::MOBILE_ROUTER)
        {
            const HomeSpec& own = node.mobile->homes.front();
            home[index] = own.IsVirtual() ? forwarders.size() : linkNames.at(own.link);
            forwarders.resize(std::max(forwarders.size(), *home[index] + 1));
            links[index].push_back(*home[index]);
        }
        for (const Index link : links[index])
        {
            if (forwards[index])
            {
                forwarders[link].push_back(index);
            }
        }
    }
    JoinVirtualHomes(scenario);
}

void
ForwardingGraph::JoinVirtualHomes(const Scenario& scenario)
{
    for (Index index = 0; index < scenario.nodes.size(); ++index)
    {
        if (home[index] && *home[index] >= scenario.links.size())
        {
            // Packets come from there by bindings only, so that it is no link of the home agent.
            const std::string& agent = scenario.nodes[index].mobile->homes.front().homeAgent;
            forwarders[*home[index]].push_back(nodeNames.at(agent));
        }
    }
}

bool
ForwardingGraph::IsOn(Index node, Index link) const
{
    return std::find(links[node].begin(), links[node].end(), link) != links[node].end();
}

bool
ForwardingGraph::IsReal(Index link) const
{
    return link < linkNames.size();
}

std::vector<std::optional<Index>>
FindWaysOut(const ForwardingGraph& graph)
{
    return WayOutSearch(graph).Run();
}

} // namespace ns3::nemo
