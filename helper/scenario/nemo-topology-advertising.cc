// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-topology-advertising.h"

#include "ns3/mip6-access-router.h"
#include "ns3/mip6-home-agent.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <string>

namespace ns3::nemo
{

namespace
{

/// \return whether some node is at home on that link, with this node as its home agent or another
bool
IsHome(const std::string& link, const Scenario& scenario)
{
    return std::any_of(scenario.nodes.begin(), scenario.nodes.end(), [&link](const auto& node) {
        const auto& homes = HomesOf(node);
        return std::any_of(homes.begin(), homes.end(), [&link](const HomeSpec& home) {
            return home.link == link;
        });
    });
}

/// \return whether the node, a home agent, acts as one on that link: for who is at home there, or
/// in the 1997 dialect was there and has its care-of address from there
bool
ServesOn(const std::string& link, const NodeSpec& node, const Scenario& scenario)
{
    const auto& movement = scenario.movement;
    const bool isVisited = std::any_of(movement.begin(),
                                       movement.end(),
                                       [&link](const MovementSpec& one) { return one.to == link; });
    return node.homeAgent && (IsHome(link, scenario) || (node.dialect == "draft1997" && isVisited));
}

} // namespace

AdvertisingConfig
AdvertisingOn(const BuiltNode& node,
              std::size_t index,
              const Topology& topology,
              const RoutePlanner& planner)
{
    const NodeLinkSpec& place = node.spec->links[index];
    const BuiltInterface& interface = node.interfaces[index];
    const bool isHomeLink = ServesOn(place.link, *node.spec, topology.GetScenario());
    AdvertisingConfig config;
    config.minInterval = place.advertise->min;
    config.maxInterval = place.advertise->max;
    if (planner.WayOut(*node.spec) == place.link)
    {
        config.routerLifetime = Time(0);
    }
    config.advertisementInterval = true;
    for (const auto& item : topology.GetLink(place.link).prefixes)
    {
        const auto own =
            std::find_if(interface.addresses.begin(),
                         interface.addresses.end(),
                         [&item](const auto& address) { return item.prefix.Contains(address); });
        const bool hasOwn = own != interface.addresses.end();
        AdvertisedPrefix prefix;
        prefix.address = hasOwn ? *own : item.prefix.address;
        prefix.length = item.prefix.length;
        prefix.router = isHomeLink && hasOwn;
        prefix.valid = item.valid;
        prefix.preferred = item.preferred;
        if (item.decrementing)
        {
            prefix.countsFrom = item.since;
        }
        config.prefixes.push_back(prefix);
    }
    return config;
}

namespace
{

/// \return what is left of a lifetime that counts down since then
Time
Left(Time lifetime, Time since)
{
    return std::max(since + lifetime - Simulator::Now(), Time(0));
}

/// The home prefixes of a link, with what is left of them.
void
ServePrefixes(const BuiltInterface& interface, const BuiltLink& link, Ptr<HomeAgent> agent)
{
    for (const auto& item : link.prefixes)
    {
        const auto own =
            std::find_if(interface.addresses.begin(),
                         interface.addresses.end(),
                         [&item](const auto& address) { return item.prefix.Contains(address); });
        if (own != interface.addresses.end())
        {
            agent->ServeLink(interface.number,
                             item.prefix,
                             *own,
                             item.decrementing ? Left(item.valid, item.since) : Time::Max(),
                             item.decrementing ? Left(item.preferred, item.since) : Time::Max());
        }
    }
}

} // namespace

void
AnnouncePrefixes(const BuiltNode& node,
                 std::size_t index,
                 const Topology& topology,
                 const RoutePlanner& planner)
{
    const NodeLinkSpec& place = node.spec->links[index];
    const BuiltInterface& interface = node.interfaces[index];
    const auto agent = node.FindRole<HomeAgent>();
    const bool isHome = agent && ServesOn(place.link, *node.spec, topology.GetScenario());
    if (isHome)
    {
        ServePrefixes(interface, topology.GetLink(place.link), agent);
    }
    const auto router = node.FindRole<AccessRouter>();
    if (!router || !place.advertise)
    {
        return;
    }
    const auto config = AdvertisingOn(node, index, topology, planner);
    isHome ? agent->Advertise(interface.number, config)
           : router->Advertise(interface.number, config);
}

} // namespace ns3::nemo
