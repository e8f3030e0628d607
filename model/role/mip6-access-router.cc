// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-access-router.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/mip6-extension-chain.h"
#include "ns3/mip6-mobility-stack.h"

#include <set>
#include <utility>

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(AccessRouter);

TypeId
AccessRouter::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::nemo::AccessRouter")
            .SetParent<Role>()
            .SetGroupName("Nemo")
            .AddConstructor<AccessRouter>()
            .AddAttribute("IngressFiltering",
                          "Forward from an advertising link only what has a source "
                          "in one of its prefixes. Takes effect at Boot. RFC 2827.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&AccessRouter::m_ingressFiltering),
                          MakeBooleanChecker())
            .AddAttribute("FilterType0Routing",
                          "Forward no packet with a type 0 routing header, a source "
                          "route. Takes effect at Boot. RFC 6275 section 8.3, RFC "
                          "5095.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&AccessRouter::m_filtersType0),
                          MakeBooleanChecker())
            .AddAttribute("FilterType2Routing",
                          "Forward no packet with a type 2 routing header, by which "
                          "correspondents reach mobile nodes without their home "
                          "agents. Takes effect at Boot. RFC 6275 section 8.3.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&AccessRouter::m_filtersType2),
                          MakeBooleanChecker());
    return tid;
}

void
AccessRouter::Advertise(uint32_t interface, const AdvertisingConfig& config)
{
    m_links[interface].config = config;
    if (IsRunning())
    {
        Start(interface, m_links[interface]);
    }
}

void
AccessRouter::Admit(uint32_t interface, const NetworkPrefix& prefix)
{
    m_links[interface].admitted.push_back(prefix);
    if (IsRunning())
    {
        Start(interface, m_links[interface]);
    }
}

void
AccessRouter::Start(uint32_t interface, const Link& link)
{
    const auto stack = MobilityStack::Of(GetNode());
    stack->GetRouterAdvertiser()->Configure(interface, link.config);
    if (m_ingressFiltering)
    {
        std::vector<NetworkPrefix> sources = link.admitted;
        for (const auto& prefix : link.config.prefixes)
        {
            sources.emplace_back(prefix.address, prefix.length);
        }
        stack->GetSteering()->AdmitOnly(interface, std::move(sources));
    }
}

void
AccessRouter::DoBoot()
{
    std::set<uint8_t> filtered;
    if (m_filtersType0)
    {
        filtered.insert(SOURCE_ROUTE_TYPE);
    }
    if (m_filtersType2)
    {
        filtered.insert(MOBILITY_ROUTING_TYPE);
    }
    MobilityStack::Of(GetNode())->GetSteering()->FilterRoutingTypes(std::move(filtered));
    for (const auto& [interface, link] : m_links)
    {
        Start(interface, link);
    }
}

void
AccessRouter::DoHalt()
{
    const auto stack = MobilityStack::Of(GetNode());
    for (const auto& [interface, link] : m_links)
    {
        stack->GetRouterAdvertiser()->Disable(interface, false);
        stack->GetSteering()->AdmitAll(interface);
    }
    stack->GetSteering()->FilterRoutingTypes({});
}

} // namespace ns3::nemo
