// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-routes-graph.h"
#include "ns3/nemo-scenario-loader-parts.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What can run and is hardly meant: it is told as a warning.

namespace ns3::nemo
{

namespace
{

std::string
LinkPointer(const std::string& link)
{
    return AppendToPointer("/links", link);
}

/// \return the links on which some node advertises
std::set<std::string>
AdvertisedLinks(const Scenario& scenario)
{
    std::set<std::string> links;
    for (const auto& node : scenario.nodes)
    {
        for (const auto& place : node.links)
        {
            if (place.advertise)
            {
                links.insert(place.link);
            }
        }
    }
    return links;
}

/// \return the links on which a mobile node or router is at some time
std::set<std::string>
RoamedLinks(const NodeSpec& node, const LoadContext& context)
{
    std::set<std::string> links;
    if (!node.mobile)
    {
        return links;
    }
    if (node.mobile->attached)
    {
        links.insert(*node.mobile->attached);
    }
    for (const auto& link : context.scenario.links)
    {
        if (node.course && link.type == LinkType::WIFI)
        {
            links.insert(link.name);
        }
    }
    for (const auto& placed : context.movement)
    {
        const auto& movement = placed.movement;
        if (movement.node == node.name && movement.to && movement.at < context.end)
        {
            links.insert(*movement.to);
        }
    }
    return links;
}

/// A mobile node learns from advertisements where it is.
void
WarnOfSilentLinks(const std::set<std::string>& advertised, LoadContext& context)
{
    std::map<std::string, std::string> visitors;
    for (const auto& node : context.scenario.nodes)
    {
        for (const auto& link : RoamedLinks(node, context))
        {
            visitors.emplace(link, node.name);
        }
    }
    for (const auto& [link, visitor] : visitors)
    {
        if (advertised.count(link) == 0)
        {
            context.diagnostics.AddWarning(LinkPointer(link),
                                           "no router advertises here, so that \"" + visitor +
                                               "\" forms no address when it comes");
        }
    }
}

/// By link: the nodes that advertise there; nullopt where one offers itself as a default router.
using IdleAdvertisers = std::map<std::string, std::optional<std::vector<std::string_view>>>;

/// A router whose own way out is by a link offers nobody there to be a default router.
IdleAdvertisers
FindIdleAdvertisers(const Scenario& scenario)
{
    const ForwardingGraph graph(scenario);
    const auto waysOut = FindWaysOut(graph);
    IdleAdvertisers idle;
    for (std::size_t i = 0; i < scenario.nodes.size(); ++i)
    {
        for (const auto& place : scenario.nodes[i].links)
        {
            if (!place.advertise)
            {
                continue;
            }
            auto& names =
                idle.try_emplace(place.link, std::vector<std::string_view>()).first->second;
            if (waysOut[i] != graph.linkNames.at(place.link))
            {
                names.reset();
            }
            else if (names)
            {
                names->emplace_back(scenario.nodes[i].name);
            }
        }
    }
    return idle;
}

/// A mobile node that visits a link needs a router that leads on.
void
WarnOfDeadEnds(LoadContext& context)
{
    const Scenario& scenario = context.scenario;
    const auto idle = FindIdleAdvertisers(scenario);
    std::set<std::string> told;
    for (const auto& node : scenario.nodes)
    {
        const auto& homes = HomesOf(node);
        for (const auto& link : RoamedLinks(node, context))
        {
            const auto found = idle.find(link);
            const bool isHome = std::any_of(homes.begin(), homes.end(), [&link](const auto& home) {
                return home.link == link;
            });
            if (!isHome && found != idle.end() && found->second && told.insert(link).second)
            {
                context.diagnostics.AddWarning(
                    LinkPointer(link),
                    ListNames(*found->second) +
                        " advertises here with a Router Lifetime of 0, "
                        "since no other link of it leads on, so that \"" +
                        node.name +
                        "\" finds no router when it comes: give it a link to the other networks");
            }
        }
    }
}

/// Interface identifiers have 64 bits. RFC 4862 section 5.5.3 (d).
void
WarnOfOtherLengths(const std::set<std::string>& advertised, LoadContext& context)
{
    for (const auto& link : context.scenario.links)
    {
        for (const auto& item : link.prefixes)
        {
            if (item.prefix.length != 64 && advertised.count(link.name) > 0)
            {
                context.diagnostics.AddWarning(LinkPointer(link.name) + "/prefix",
                                               item.prefix.ToString() +
                                                   " is advertised and no /64: nobody forms an "
                                                   "address of it");
            }
        }
    }
}

/// A packet to an address that two links have goes to one of them.
void
WarnOfOverlaps(LoadContext& context)
{
    std::vector<std::pair<NetworkPrefix, const LinkSpec*>> all;
    for (const auto& link : context.scenario.links)
    {
        for (const auto& item : link.prefixes)
        {
            all.emplace_back(item.prefix, &link);
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
        return a.first < b.first;
    });
    // What covers a prefix comes before it: the open ones are nested.
    std::vector<std::pair<NetworkPrefix, const LinkSpec*>> open;
    for (const auto& item : all)
    {
        while (!open.empty() && !open.back().first.Covers(item.first))
        {
            open.pop_back();
        }
        if (!open.empty() && open.back().second != item.second)
        {
            const auto& [prefix, link] = open.back();
            context.diagnostics.AddWarning(LinkPointer(item.second->name) + "/prefix",
                                           item.first.ToString() + " overlaps " +
                                               prefix.ToString() + " of link \"" + link->name +
                                               "\"");
        }
        open.push_back(item);
    }
}

/// Links that routers join, ever: a link leads to another one if a packet may come there somehow.
class LinkRegions
{
  public:
    /// \param context what was loaded
    explicit LinkRegions(const LoadContext& context)
        : m_context(context),
          m_parent(context.scenario.links.size())
    {
        for (std::size_t i = 0; i < m_parent.size(); ++i)
        {
            m_parent[i] = i;
        }
        for (const auto& node : context.scenario.nodes)
        {
            const bool forwards = node.role == NodeRole::ROUTER ||
                                  node.role == NodeRole::HOME_AGENT ||
                                  node.role == NodeRole::MOBILE_ROUTER;
            const auto links = LinksOf(node);
            for (std::size_t i = 1; forwards && i < links.size(); ++i)
            {
                m_parent[Find(links[i])] = Find(links.front());
            }
        }
    }

    /// \return whether there may be a way from one to the other
    bool AreConnected(const NodeSpec& from, const NodeSpec& to)
    {
        std::set<std::size_t> regions;
        for (const auto link : LinksOf(from))
        {
            regions.insert(Find(link));
        }
        const auto links = LinksOf(to);
        return &from == &to || std::any_of(links.begin(), links.end(), [&](std::size_t link) {
            return regions.count(Find(link)) > 0;
        });
    }

  private:
    /// \return where a node is, for good or at some time; a mobile node is at home through its home
    ///         agent
    std::vector<std::size_t> LinksOf(const NodeSpec& node) const
    {
        auto names = RoamedLinks(node, m_context);
        for (const auto& place : node.links)
        {
            names.insert(place.link);
        }
        for (const auto& home : HomesOf(node))
        {
            names.insert(home.IsVirtual()
                             ? m_context.scenario.FindNode(home.homeAgent)->links.front().link
                             : home.link);
        }
        std::vector<std::size_t> links;
        for (const auto& name : names)
        {
            links.push_back(*m_context.links.Find(name));
        }
        return links;
    }

    std::size_t Find(std::size_t link)
    {
        while (m_parent[link] != link)
        {
            m_parent[link] = m_parent[m_parent[link]];
            link = m_parent[link];
        }
        return link;
    }

    const LoadContext& m_context;
    std::vector<std::size_t> m_parent; ///< By link: another one of its region, or itself.
};

/// A flow between networks that nothing joins carries nothing.
void
WarnOfLostFlows(LoadContext& context)
{
    const Scenario& scenario = context.scenario;
    LinkRegions regions(context);
    for (std::size_t i = 0; i < scenario.traffic.size(); ++i)
    {
        const auto& flow = scenario.traffic[i];
        if (!regions.AreConnected(*scenario.FindNode(flow.from), *scenario.FindNode(flow.to)))
        {
            context.diagnostics.AddWarning("/traffic/" + std::to_string(i),
                                           "there is no way from \"" + flow.from + "\" to \"" +
                                               flow.to + "\"");
        }
    }
}

} // namespace

void
WarnOfOddities(LoadContext& context)
{
    const auto advertised = AdvertisedLinks(context.scenario);
    WarnOfSilentLinks(advertised, context);
    WarnOfDeadEnds(context);
    WarnOfOtherLengths(advertised, context);
    WarnOfOverlaps(context);
    WarnOfLostFlows(context);
    WarnOfOddMoves(context);
    WarnOfStrangers(context);
    WarnOfRefusals(context);
    WarnOfOpenRouting(context);
    WarnOfIdleFaults(context);
}

} // namespace ns3::nemo
