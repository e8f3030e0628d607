// SPDX-License-Identifier: GPL-2.0-only
// What a home agent does for the networks of mobile routers beside forwarding to them: routing
// protocols (RFC 3963 section 8), and networks inside the prefix of their home link (RFC 4887
// section 6).
#include "ns3/mip6-home-agent.h"
#include "ns3/mip6-mobility-stack.h"

#include <algorithm>

namespace ns3::nemo
{

namespace
{

bool
Has(const Binding* binding, const NetworkPrefix& prefix)
{
    return binding && std::find(binding->prefixes.begin(), binding->prefixes.end(), prefix) !=
                          binding->prefixes.end();
}

} // namespace

void
HomeAgent::RouteDynamically(const Ipv6Address& homeAddress)
{
    m_routed.insert(homeAddress);
}

bool
HomeAgent::RoutesDynamically(const Ipv6Address& homeAddress) const
{
    return m_routed.count(homeAddress) > 0;
}

void
HomeAgent::ServeRouting()
{
    if (m_routed.empty())
    {
        return;
    }
    const auto stack = MobilityStack::Of(GetNode());
    m_routing = std::make_unique<HomeRouting>(stack, m_propagatesRoutes);
    for (const Ipv6Address& home : m_routed)
    {
        // While a packet is being delivered, as an update is, ns-3 takes no new interface.
        const auto tunnels = stack->GetTunnelInterfaces();
        const uint32_t interface = tunnels->Open(home, TunnelInterfaces::Side::HOME_AGENT);
        stack->GetDynamicRouting()->BeSilent(interface);
        tunnels->Close(home);
    }
}

void
HomeAgent::OnNetworks(const Binding* before, const Binding* after)
{
    const Binding& any = after ? *after : *before;
    if (m_routing && RoutesDynamically(any.homeAddress))
    {
        m_routing->OnBinding(before, after);
    }
    if (before)
    {
        for (const NetworkPrefix& prefix : before->prefixes)
        {
            if (!Has(after, prefix))
            {
                ProxyNetwork(prefix, false);
            }
        }
    }
    if (after)
    {
        for (const NetworkPrefix& prefix : after->prefixes)
        {
            if (!Has(before, prefix))
            {
                ProxyNetwork(prefix, true);
            }
        }
    }
}

/// On a link whose prefix contains the network everybody looks for its nodes as for neighbours.
void
HomeAgent::ProxyNetwork(const NetworkPrefix& prefix, bool isAway)
{
    const auto proxy = MobilityStack::Of(GetNode())->GetAddressProxy();
    for (const auto& [served, service] : m_served)
    {
        if (!service.interface || !served.Covers(prefix))
        {
            continue;
        }
        if (isAway)
        {
            proxy->Answer(prefix, *service.interface, true);
        }
        else
        {
            proxy->StopAnswering(prefix, *service.interface);
        }
    }
}

} // namespace ns3::nemo
