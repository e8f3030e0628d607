// SPDX-License-Identifier: GPL-2.0-only
// The look-up in a table of static routes.
#include "ns3/ipv6-routing-table-entry.h"
#include "ns3/mip6-plain-routing.h"

#include <limits>

namespace ns3::nemo
{

namespace
{

constexpr uint8_t WHOLE_ADDRESS = 128;

} // namespace

/// The longest prefix, then the lowest metric, then the last in the table (of routes to the one
/// address the first): as ns-3's static routing. Where a source is to be chosen, the last that has
/// one.
Ptr<Ipv6Route>
PlainRouting::LookUp(const Ipv6StaticRouting& table,
                     const Ipv6Header& header,
                     Ptr<NetDevice> device) const
{
    const Ipv6Address destination = header.GetDestination();
    std::optional<Ipv6RoutingTableEntry> best;
    uint8_t length = 0;
    uint32_t lowest = std::numeric_limits<uint32_t>::max();
    for (uint32_t i = 0; i < table.GetNRoutes(); ++i)
    {
        Ipv6RoutingTableEntry entry = table.GetRoute(i);
        const Ipv6Prefix mask = entry.GetDestNetworkPrefix();
        const bool isMatch = mask.IsMatch(destination, entry.GetDestNetwork()) &&
                             (!device || device == m_ipv6->GetNetDevice(entry.GetInterface()));
        if (!isMatch || (best && mask.GetPrefixLength() < length))
        {
            continue;
        }
        const uint32_t metric = table.GetMetric(i);
        if (best && mask.GetPrefixLength() == length)
        {
            const bool isSilent = header.GetSource().IsAny() && metric == lowest &&
                                  HasGlobal(best->GetInterface()) &&
                                  !HasGlobal(entry.GetInterface());
            if (metric > lowest || isSilent)
            {
                continue;
            }
        }
        best = entry;
        length = mask.GetPrefixLength();
        lowest = metric;
        if (length == WHOLE_ADDRESS)
        {
            break;
        }
    }
    if (!best)
    {
        return nullptr;
    }
    Ipv6Address reached = best->GetGateway();
    if (reached.IsAny())
    {
        reached = best->GetDest();
    }
    else if (best->GetDest().IsAny())
    {
        reached = best->GetPrefixToUse().IsAny() ? destination : best->GetPrefixToUse();
    }
    else if (reached.IsLinkLocal())
    {
        // ns-3 would choose the link-local source, for what leaves the link. RFC 4291
        // section 2.5.6.
        reached = destination;
    }
    auto route = Create<Ipv6Route>();
    route->SetSource(SourceOn(best->GetInterface(), reached));
    route->SetDestination(best->GetDest());
    route->SetGateway(best->GetGateway());
    route->SetOutputDevice(m_ipv6->GetNetDevice(best->GetInterface()));
    return route;
}

} // namespace ns3::nemo
