// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-json-units.h"
#include "ns3/nemo-scenario-loader-parts.h"

#include <algorithm>
#include <numeric>
#include <sstream>
#include <unordered_map>
#include <utility>

namespace ns3::nemo
{

namespace
{

/// Links that fixed routers join, numbered by one link of each.
class FixedNetworks
{
  public:
    /// \param context links and nodes
    explicit FixedNetworks(const LoadContext& context)
        : m_parent(context.scenario.links.size())
    {
        std::iota(m_parent.begin(), m_parent.end(), 0);
        for (const auto& node : context.scenario.nodes)
        {
            const bool forwards =
                node.role == NodeRole::ROUTER || node.role == NodeRole::HOME_AGENT;
            for (std::size_t i = 1; forwards && i < node.links.size(); ++i)
            {
                const auto a = Find(*context.links.Find(node.links[0].link));
                m_parent[a] = Find(*context.links.Find(node.links[i].link));
            }
        }
    }

    /// \return the number of the network that the link is in
    std::size_t Find(std::size_t link)
    {
        while (m_parent[link] != link)
        {
            m_parent[link] = m_parent[m_parent[link]];
            link = m_parent[link];
        }
        return link;
    }

  private:
    std::vector<std::size_t> m_parent;
};

/// Where everybody is at a moment, and what is odd about it.
class Attachments
{
  public:
    /// The situation at time 0. Errors and warnings about it are added.
    explicit Attachments(LoadContext& context)
        : m_context(context),
          m_networks(context),
          m_places(context.scenario.nodes.size()),
          m_population(context.scenario.links.size()),
          m_routersInto(context.scenario.links.size())
    {
        for (std::size_t i = 0; i < m_places.size(); ++i)
        {
            Settle(i);
        }
        for (std::size_t i = 0; i < m_places.size(); ++i)
        {
            CheckStart(i);
        }
        for (std::size_t link = 0; link < m_population.size(); ++link)
        {
            CheckPopulation(link, AppendToPointer("/links", context.scenario.links[link].name));
        }
    }

    /// Apply a movement and look at what it makes.
    void Move(const PlacedMovement& placed)
    {
        const auto& movement = placed.movement;
        const auto node = *m_context.nodes.Find(movement.node);
        const auto to = movement.to ? m_context.links.Find(*movement.to) : std::nullopt;
        if (!Node(node).mobile)
        {
            return; // what the node is was refused
        }
        if (movement.at >= m_context.end)
        {
            m_context.diagnostics.AddWarning(placed.pointer, "does not happen before the end");
            return;
        }
        if (to == m_places[node][movement.interface])
        {
            m_context.diagnostics.AddWarning(placed.pointer,
                                             "node \"" + movement.node + "\" is there already");
            return;
        }
        const Roaming roaming{node, movement.interface};
        Leave(roaming);
        Enter(roaming, to, placed.pointer);
        if (to)
        {
            CheckPopulation(*to, placed.pointer);
        }
        const auto cycle = FindCycle(node);
        if (!cycle.empty())
        {
            m_context.diagnostics.AddWarning(placed.pointer,
                                             "makes a cycle of attachment: " + Describe(cycle));
        }
    }

  private:
    /// An interface that roams.
    struct Roaming
    {
        std::size_t node;
        uint32_t interface;
    };

    const NodeSpec& Node(std::size_t index) const
    {
        return m_context.scenario.nodes[index];
    }

    /// Note where a node is at time 0.
    void Settle(std::size_t index)
    {
        const NodeSpec& node = Node(index);
        for (const auto& own : node.links)
        {
            const auto link = *m_context.links.Find(own.link);
            ++m_population[link];
            for (const auto& address : own.addresses)
            {
                m_owners.emplace(address, index);
            }
            if (node.mobileRouter)
            {
                m_routersInto[m_networks.Find(link)].push_back(index);
            }
        }
        if (node.mobile)
        {
            m_places[index].resize(node.mobile->interfaces);
        }
        if (node.mobile && node.mobile->attached)
        {
            Enter({index, 0},
                  m_context.links.Find(*node.mobile->attached),
                  AppendToPointer("/nodes", node.name) + "/attached");
        }
    }

    /// \return the addresses that the node forms there, as far as they are known
    std::vector<Ipv6Address> AddressesOn(const Roaming& roaming, std::size_t link) const
    {
        std::vector<Ipv6Address> addresses;
        // The identifier of the file is that of the first interface.
        const auto& identifier =
            roaming.interface == 0 ? Node(roaming.node).mobile->interfaceId : std::nullopt;
        for (const auto& item : m_context.scenario.links[link].prefixes)
        {
            const auto address =
                identifier ? JoinIdentifier(item.prefix, *identifier) : std::nullopt;
            if (address)
            {
                addresses.push_back(*address);
            }
        }
        return addresses;
    }

    void Leave(const Roaming& roaming)
    {
        const std::size_t node = roaming.node;
        auto& place = m_places[node][roaming.interface];
        if (!place)
        {
            return;
        }
        --m_population[*place];
        for (const auto& address : AddressesOn(roaming, *place))
        {
            const auto owner = m_owners.find(address);
            if (owner != m_owners.end() && owner->second == node)
            {
                m_owners.erase(owner);
            }
        }
        place = std::nullopt;
    }

    void Enter(const Roaming& roaming, std::optional<std::size_t> link, const std::string& pointer)
    {
        const std::size_t node = roaming.node;
        m_places[node][roaming.interface] = link;
        if (!link)
        {
            return;
        }
        ++m_population[*link];
        for (const auto& address : AddressesOn(roaming, *link))
        {
            const auto [owner, isFree] = m_owners.emplace(address, node);
            if (!isFree && owner->second != node)
            {
                std::ostringstream text;
                text << "node \"" << Node(node).name << "\" cannot have " << address
                     << " there, which is that of node \"" << Node(owner->second).name << "\"";
                m_context.diagnostics.AddWarning(pointer, text.str());
            }
        }
    }

    /// A point-to-point link has two ends.
    void CheckPopulation(std::size_t link, const std::string& pointer)
    {
        const auto& spec = m_context.scenario.links[link];
        if (spec.type == LinkType::POINT_TO_POINT && m_population[link] > 2)
        {
            m_context.diagnostics.AddError({pointer,
                                            "",
                                            "makes " + std::to_string(m_population[link]) +
                                                " nodes on the point-to-point link \"" + spec.name +
                                                "\"",
                                            "at most 2 at a time",
                                            ""});
        }
    }

    /// Where a mobile router is, which has one interface that roams.
    std::optional<std::size_t> PlaceOf(std::size_t router) const
    {
        return m_places[router].front();
    }

    /// A cycle at time 0 is an error, told of one of its routers.
    void CheckStart(std::size_t node)
    {
        const auto cycle = FindCycle(node);
        if (cycle.empty() || *std::min_element(cycle.begin(), cycle.end()) != node)
        {
            return;
        }
        const Json link(m_context.scenario.links[*PlaceOf(node)].name);
        const bool home = Node(node).mobile->homes.empty() ||
                          Node(node).mobile->homes.front().link == link.get<std::string>();
        m_context.diagnostics.AddError(
            {AppendToPointer("/nodes", Node(node).name) + (home ? "/home" : "/attached"),
             Abridge(link),
             "makes a cycle of attachment: " + Describe(cycle),
             "a link that is not behind the router itself",
             ""});
    }

    /// \return mobile routers from this one up to one that is behind it; empty if there is no cycle
    /// that anybody should hear of
    std::vector<std::size_t> FindCycle(std::size_t start)
    {
        if (m_context.allowsLoops || !Node(start).mobileRouter || !PlaceOf(start))
        {
            return {};
        }
        std::unordered_map<std::size_t, std::size_t> cameFrom{{start, start}};
        std::vector<std::size_t> pending{start};
        while (!pending.empty())
        {
            const auto router = pending.back();
            pending.pop_back();
            const auto place = PlaceOf(router);
            if (!place)
            {
                continue;
            }
            for (const auto above : m_routersInto[m_networks.Find(*place)])
            {
                if (above == start)
                {
                    return Trace(router, cameFrom);
                }
                if (cameFrom.emplace(above, router).second)
                {
                    pending.push_back(above);
                }
            }
        }
        return {};
    }

    /// \return the way by which the last router was found, from the start
    static std::vector<std::size_t> Trace(
        std::size_t last,
        const std::unordered_map<std::size_t, std::size_t>& cameFrom)
    {
        std::vector<std::size_t> way{last};
        while (cameFrom.at(way.back()) != way.back())
        {
            way.push_back(cameFrom.at(way.back()));
        }
        std::reverse(way.begin(), way.end());
        return way;
    }

    std::string Describe(const std::vector<std::size_t>& cycle) const
    {
        std::string text;
        for (const auto router : cycle)
        {
            text += "\"" + Node(router).name + "\" is behind ";
        }
        return text + "\"" + Node(cycle.front()).name + "\"";
    }

    LoadContext& m_context;
    FixedNetworks m_networks;
    /// By node, the links that its interfaces roam on.
    std::vector<std::vector<std::optional<std::size_t>>> m_places;
    std::vector<std::size_t> m_population;               ///< By link: how many nodes are there.
    std::vector<std::vector<std::size_t>> m_routersInto; ///< By network: mobile routers serving it.
    std::unordered_map<Ipv6Address, std::size_t, Ipv6AddressHash> m_owners; ///< Who has an address.
};

} // namespace

void
CheckAttachments(LoadContext& context)
{
    Attachments attachments(context);
    for (const auto& placed : context.movement)
    {
        attachments.Move(placed);
    }
}

} // namespace ns3::nemo
