// SPDX-License-Identifier: GPL-2.0-only
// What Steering lets out of tunnels.
#include "ns3/mip6-steering.h"

#include <algorithm>

namespace ns3::nemo
{

bool
TunnelEnd::MayArriveBy(std::optional<uint32_t> interface) const
{
    return interfaces.empty() ||
           (interface &&
            std::find(interfaces.begin(), interfaces.end(), *interface) != interfaces.end());
}

bool
TunnelEnd::Leads(const Ipv6Address& destination) const
{
    return destinations.empty() ||
           std::any_of(destinations.begin(), destinations.end(), [&](const NetworkPrefix& prefix) {
               return prefix.Contains(destination);
           });
}

void
Steering::AcceptTunnel(const NetworkPrefix& key, TunnelEnd end)
{
    m_tunnels.insert_or_assign(key, std::move(end));
}

void
Steering::ForgetTunnel(const NetworkPrefix& key)
{
    m_tunnels.erase(key);
}

std::vector<Ipv6Address>
Steering::TunnelHomes(const Ipv6Address& source, const Ipv6Address& destination) const
{
    std::vector<Ipv6Address> homes;
    const SteeringRule* rule = RuleFor(source).rule;
    if (rule && rule->tunnelSource)
    {
        homes.push_back(rule->forwarded.transform.tunnelHome);
    }
    for (const auto& [key, end] : m_tunnels)
    {
        if (end.Leads(destination))
        {
            homes.push_back(key.address);
        }
    }
    return homes;
}

std::vector<Ipv6Address>
Steering::HomesBehind(const Ipv6Address& source,
                      const Ipv6Address& destination,
                      std::optional<uint32_t> interface) const
{
    std::vector<Ipv6Address> homes;
    for (auto at = m_expectedAt.lower_bound({source, Ipv6Address::GetAny()});
         at != m_expectedAt.end() && at->first == source;
         ++at)
    {
        const RulePtr rule = RuleOf(at->second);
        if (rule && rule->tunnelSource == source && rule->tunnelDestination == destination)
        {
            homes.push_back(at->second);
        }
    }
    for (const auto& [key, end] : m_tunnels)
    {
        if (end.remote.Contains(source) && end.MayArriveBy(interface))
        {
            homes.push_back(key.address);
        }
    }
    return homes;
}

std::optional<DropReason>
Steering::JudgeTunnel(const Ipv6Address& outerSource,
                      const Ipv6Address& outerDestination,
                      const Ipv6Address& innerSource,
                      const Ipv6Address& innerDestination,
                      std::optional<uint32_t> interface) const
{
    const SteeringRule* rule = RuleFor(innerSource).rule;
    if (rule && rule->tunnelSource == outerSource && rule->tunnelDestination == outerDestination)
    {
        return std::nullopt;
    }
    bool remoteKnown = false;
    for (const auto& [key, end] : m_tunnels)
    {
        if (!end.remote.Contains(outerSource) || !end.MayArriveBy(interface))
        {
            continue;
        }
        remoteKnown = true;
        if (end.Leads(innerDestination))
        {
            return std::nullopt;
        }
    }
    if (remoteKnown)
    {
        return DropReason::BAD_INNER_DESTINATION;
    }
    // A node that ends tunnels of its own judges by the far end; a home agent by the inner source.
    return m_tunnels.empty() || rule ? DropReason::REVERSE_TUNNEL_SOURCE_MISMATCH
                                     : DropReason::BAD_OUTER_SOURCE;
}

} // namespace ns3::nemo
