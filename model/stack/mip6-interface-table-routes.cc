// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/abort.h"
#include "ns3/ipv6-routing-table-entry.h"
#include "ns3/loopback-net-device.h"
#include "ns3/mip6-interface-table.h"

#include <algorithm>

namespace ns3::nemo
{

namespace
{

const NetworkPrefix DEFAULT_ROUTE{Ipv6Address::GetAny(), 0};

/// Bits of the prefix of a route to one host.
constexpr uint8_t HOST_LENGTH = 128;

} // namespace

void
InterfaceTable::SetDefaultRouter(uint32_t interface, const Ipv6Address& router)
{
    if (DefaultRouter(interface) == router)
    {
        return;
    }
    ClearDefaultRouter(interface);
    m_defaultRouters[interface] = router;
    WriteRoute({DEFAULT_ROUTE, router, interface});
}

void
InterfaceTable::ClearDefaultRouter(uint32_t interface)
{
    Get(interface);
    const auto entry = m_defaultRouters.find(interface);
    if (entry != m_defaultRouters.end())
    {
        EraseRoute({DEFAULT_ROUTE, entry->second, interface});
        m_defaultRouters.erase(entry);
    }
}

std::optional<Ipv6Address>
InterfaceTable::DefaultRouter(uint32_t interface) const
{
    const auto entry = m_defaultRouters.find(interface);
    return entry == m_defaultRouters.end() ? std::nullopt : std::optional(entry->second);
}

void
InterfaceTable::AddOnLinkPrefix(uint32_t interface, const NetworkPrefix& prefix)
{
    Get(interface);
    ++m_told[{interface, prefix}];
    CountOnLink(interface, prefix, 1);
}

void
InterfaceTable::RemoveOnLinkPrefix(uint32_t interface, const NetworkPrefix& prefix)
{
    Get(interface);
    const auto told = m_told.find({interface, prefix});
    if (told == m_told.end())
    {
        return;
    }
    if (--told->second == 0)
    {
        m_told.erase(told);
    }
    CountOnLink(interface, prefix, -1);
}

bool
InterfaceTable::IsOnLink(uint32_t interface, const NetworkPrefix& prefix) const
{
    return m_onLink.count({interface, prefix}) > 0;
}

void
InterfaceTable::CountOnLink(uint32_t interface, const NetworkPrefix& prefix, int32_t change)
{
    const Route route{prefix, Ipv6Address::GetAny(), interface};
    const auto count = m_onLink.emplace(std::pair(interface, prefix), 0).first;
    count->second += change;
    if (count->second > 0)
    {
        if (!HasRoute(route))
        {
            WriteRoute(route);
        }
        return;
    }
    m_onLink.erase(count);
    EraseRoute(route);
}

void
InterfaceTable::AddRoute(const NetworkPrefix& prefix,
                         const Ipv6Address& nextHop,
                         uint32_t interface)
{
    Get(interface);
    const auto old = std::find_if(m_routes.begin(), m_routes.end(), [&](const Route& route) {
        return route.prefix == prefix && route.interface == interface;
    });
    if (old != m_routes.end())
    {
        EraseRoute(*old);
        m_routes.erase(old);
    }
    m_routes.push_back({prefix, nextHop, interface});
    WriteRoute(m_routes.back());
}

bool
InterfaceTable::RemoveRoute(const NetworkPrefix& prefix,
                            const Ipv6Address& nextHop,
                            uint32_t interface)
{
    const auto old = std::find_if(m_routes.begin(), m_routes.end(), [&](const Route& route) {
        return route.prefix == prefix && route.nextHop == nextHop && route.interface == interface;
    });
    if (old == m_routes.end())
    {
        return false;
    }
    EraseRoute(*old);
    m_routes.erase(old);
    return true;
}

InterfaceTable::Route
InterfaceTable::ReadRoute(uint32_t place) const
{
    const Ipv6RoutingTableEntry entry = m_routing->GetRoute(place);
    const uint8_t length = entry.GetDestNetworkPrefix().GetPrefixLength();
    return {NetworkPrefix(entry.GetDest(), length), entry.GetGateway(), entry.GetInterface()};
}

std::optional<uint32_t>
InterfaceTable::FindRoute(const Route& wanted) const
{
    for (uint32_t i = 0; i < m_routing->GetNRoutes(); ++i)
    {
        const Ipv6RoutingTableEntry route = m_routing->GetRoute(i);
        const NetworkPrefix prefix(route.GetDest(), route.GetDestNetworkPrefix().GetPrefixLength());
        if (prefix == wanted.prefix && route.GetGateway() == wanted.nextHop &&
            route.GetInterface() == wanted.interface)
        {
            return i;
        }
    }
    return std::nullopt;
}

bool
InterfaceTable::HasRoute(const Route& route) const
{
    return FindRoute(route).has_value();
}

void
InterfaceTable::WriteRoute(const Route& route)
{
    const Ipv6Prefix length(route.prefix.length);
    if (route.nextHop.IsAny())
    {
        m_routing->AddNetworkRouteTo(route.prefix.address, length, route.interface);
        return;
    }
    m_routing->AddNetworkRouteTo(route.prefix.address, length, route.nextHop, route.interface);
}

bool
InterfaceTable::EraseRoute(const Route& route)
{
    const auto place = FindRoute(route);
    if (place)
    {
        m_routing->RemoveRoute(*place);
    }
    return place.has_value();
}

void
InterfaceTable::ForgetRedirects()
{
    for (uint32_t i = m_routing->GetNRoutes(); i-- > 0;)
    {
        const Ipv6RoutingTableEntry entry = m_routing->GetRoute(i);
        const Route route{
            NetworkPrefix(entry.GetDest(), entry.GetDestNetworkPrefix().GetPrefixLength()),
            entry.GetGateway(),
            entry.GetInterface()};
        const bool mine = std::any_of(m_routes.begin(), m_routes.end(), [&](const Route& own) {
            return own.prefix == route.prefix && own.interface == route.interface;
        });
        const bool local = DynamicCast<LoopbackNetDevice>(DeviceOf(route.interface)) != nullptr;
        if (route.prefix.length == HOST_LENGTH && !mine && !local &&
            !IsOnLink(route.interface, route.prefix))
        {
            m_routing->RemoveRoute(i);
        }
    }
}

} // namespace ns3::nemo
