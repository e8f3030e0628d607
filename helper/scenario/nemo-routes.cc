// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-routes.h"

#include <algorithm>
#include <deque>
#include <limits>

namespace ns3::nemo
{

namespace
{

constexpr uint32_t UNREACHABLE = std::numeric_limits<uint32_t>::max();

/// \return whether packets to the prefix are routed at all
bool
IsRoutable(const NetworkPrefix& prefix)
{
    static const NetworkPrefix LINK_LOCAL(Ipv6Address("fe80::"), 10);
    static const NetworkPrefix MULTICAST(Ipv6Address("ff00::"), 8);
    return prefix.length > 0 && !prefix.Overlaps(LINK_LOCAL) && !prefix.Overlaps(MULTICAST);
}

/// \return the aggregates of what a home agent delegates
std::vector<NetworkPrefix>
DelegatedBy(const HomeAgentSpec& agent)
{
    std::vector<NetworkPrefix> prefixes;
    for (const auto& pool :
         agent.authority ? agent.authority->pools : std::vector<PrefixPoolSpec>())
    {
        prefixes.push_back(pool.prefix);
    }
    for (const auto& entry :
         agent.authority ? agent.authority->assigned : std::vector<PrefixTableSpec>())
    {
        prefixes.insert(prefixes.end(), entry.prefixes.begin(), entry.prefixes.end());
    }
    return prefixes;
}

} // namespace

bool
Autoconfigures(const Scenario& scenario, const NodeSpec& node, const NodeLinkSpec& place)
{
    const bool isHost = node.role == NodeRole::HOST || node.role == NodeRole::CORRESPONDENT;
    const auto advertises = [&place](const NodeSpec& other) {
        return std::any_of(other.links.begin(), other.links.end(), [&place](const auto& link) {
            return link.link == place.link && link.advertise;
        });
    };
    return isHost && place.addresses.empty() &&
           std::any_of(scenario.nodes.begin(), scenario.nodes.end(), advertises);
}

RoutePlanner::RoutePlanner(const Scenario& scenario)
    : m_scenario(scenario),
      m_graph(scenario),
      m_waysOut(FindWaysOut(m_graph))
{
    for (Index link = 0; link < scenario.links.size(); ++link)
    {
        for (const auto& item : scenario.links[link].prefixes)
        {
            m_places[item.prefix].links.push_back(link);
        }
        for (const auto& prefix : scenario.links[link].laterPrefixes)
        {
            m_places[prefix].links.push_back(link);
        }
    }
    const auto onLinks = m_places;
    for (Index node = 0; node < scenario.nodes.size(); ++node)
    {
        const auto& router = scenario.nodes[node].mobileRouter;
        for (const auto& prefix : router ? router->prefixes : std::vector<NetworkPrefix>())
        {
            // What is on a link is reached there, whoever claims it.
            const bool isOnLink =
                std::any_of(onLinks.begin(), onLinks.end(), [&prefix](const auto& known) {
                    return known.first.Covers(prefix);
                });
            if (IsRoutable(prefix) && !isOnLink)
            {
                m_places.try_emplace(prefix, Place{{}, node});
            }
        }
    }
    for (Index node = 0; node < scenario.nodes.size(); ++node)
    {
        const auto& agent = scenario.nodes[node].homeAgent;
        for (const auto& prefix : agent ? agent->homePrefixes : std::vector<NetworkPrefix>())
        {
            m_places.try_emplace(prefix, Place{{}, node});
        }
        for (const auto& prefix : agent ? DelegatedBy(*agent) : std::vector<NetworkPrefix>())
        {
            m_places.try_emplace(prefix, Place{{}, node});
        }
    }
    for (const auto& [prefix, place] : m_places)
    {
        m_distances[prefix] = DistancesTo(place);
    }
}

std::vector<uint32_t>
RoutePlanner::DistancesTo(const Place& place) const
{
    std::vector<uint32_t> nodes(m_graph.links.size(), UNREACHABLE);
    std::vector<bool> seen(m_graph.forwarders.size());
    std::deque<Index> pending;
    const auto reach = [&](Index node, uint32_t distance) {
        if (nodes[node] == UNREACHABLE)
        {
            nodes[node] = distance;
            pending.push_back(node);
        }
    };
    const auto cross = [&](Index link, uint32_t distance) {
        if (!seen[link])
        {
            seen[link] = true;
            for (const Index node : m_graph.forwarders[link])
            {
                reach(node, distance);
            }
        }
    };
    for (const Index link : place.links)
    {
        cross(link, 0);
    }
    if (place.router)
    {
        reach(*place.router, 0);
    }
    while (!pending.empty())
    {
        const Index node = pending.front();
        pending.pop_front();
        for (const Index link : m_graph.links[node])
        {
            cross(link, nodes[node] + 1);
        }
    }
    return nodes;
}

std::optional<RoutePlanner::Hop>
RoutePlanner::NextHop(Index node, const std::vector<uint32_t>& distances) const
{
    std::optional<Hop> best;
    for (const Index link : m_graph.links[node])
    {
        for (const Index next : m_graph.forwarders[link])
        {
            const bool isUsable =
                next != node && distances[next] != UNREACHABLE && distances[next] < distances[node];
            const bool isBetter = !best || distances[next] < distances[best->next] ||
                                  (distances[next] == distances[best->next] && next < best->next);
            if (isUsable && isBetter && IsStatic(node, link))
            {
                best = Hop{next, link};
            }
        }
    }
    return best;
}

std::optional<RoutePlanner::Hop>
RoutePlanner::DefaultHop(Index node) const
{
    std::optional<Hop> best;
    bool bestLeads = false;
    for (const Index link : m_graph.links[node])
    {
        for (const Index next : m_graph.forwarders[link])
        {
            const bool leads = m_waysOut[next] != link;
            const bool isBetter =
                !best || (leads && !bestLeads) || (leads == bestLeads && next < best->next);
            if (next != node && isBetter && IsStatic(node, link))
            {
                best = Hop{next, link};
                bestLeads = leads;
            }
        }
    }
    return best;
}

std::optional<RoutePlanner::Hop>
RoutePlanner::HopTo(Index node, Index next) const
{
    for (const Index link : m_graph.links[node])
    {
        if (m_graph.IsOn(next, link) && m_graph.IsReal(link))
        {
            return Hop{next, link};
        }
    }
    return std::nullopt;
}

bool
RoutePlanner::IsStatic(Index node, Index link) const
{
    if (m_graph.home[node] == link)
    {
        return false;
    }
    const NodeSpec& spec = m_scenario.nodes[node];
    const auto place = std::find_if(spec.links.begin(), spec.links.end(), [&](const auto& own) {
        return own.link == m_scenario.links[link].name;
    });
    return place != spec.links.end() && !Autoconfigures(m_scenario, spec, *place);
}

bool
RoutePlanner::IsOn(Index node, const Place& place) const
{
    return std::any_of(place.links.begin(), place.links.end(), [&](Index link) {
        return m_graph.IsOn(node, link) && m_graph.home[node] != link;
    });
}

/// Whether RIPng tells the node of a prefix: all on the way there run it.
bool
RoutePlanner::IsLearned(Index node, const NetworkPrefix& prefix, const Place& place) const
{
    while (m_scenario.nodes[node].ripng)
    {
        if (IsOn(node, place))
        {
            return true;
        }
        const auto hop = NextHop(node, m_distances.at(prefix));
        if (!hop)
        {
            return false;
        }
        node = hop->next; // always nearer
    }
    return false;
}

std::vector<PlannedRoute>
RoutePlanner::RoutesOf(const NodeSpec& node) const
{
    const Index index = m_graph.nodeNames.at(node.name);
    const bool forwards = m_graph.forwards[index];
    std::map<NetworkPrefix, Hop> routes;
    const auto common = forwards ? std::nullopt : DefaultHop(index);
    if (common)
    {
        routes[NetworkPrefix()] = *common;
    }
    for (const auto& [prefix, place] : m_places)
    {
        const auto hop = IsOn(index, place) ? std::nullopt : NextHop(index, m_distances.at(prefix));
        if (hop && !IsLearned(index, prefix, place) &&
            !(common && hop->next == common->next && hop->link == common->link))
        {
            routes[prefix] = *hop;
        }
    }
    for (const auto& route : node.routes)
    {
        if (const auto hop = HopTo(index, m_graph.nodeNames.at(route.via)))
        {
            routes[route.prefix] = *hop;
        }
    }
    std::vector<PlannedRoute> result;
    for (const auto& [prefix, hop] : routes)
    {
        result.push_back(
            {prefix, m_scenario.nodes[hop.next].name, m_scenario.links[hop.link].name});
    }
    return result;
}

std::optional<std::string>
RoutePlanner::WayOut(const NodeSpec& node) const
{
    const auto link = m_waysOut[m_graph.nodeNames.at(node.name)];
    return link && m_graph.IsReal(*link) ? std::optional(m_scenario.links[*link].name)
                                         : std::nullopt;
}

} // namespace ns3::nemo
