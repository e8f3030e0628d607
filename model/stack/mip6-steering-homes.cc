// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-steering.h"

#include <algorithm>
#include <utility>

// The home addresses of a node that is away; mip6-steering.cc has the rest.

namespace ns3::nemo
{

void
Steering::FromHome(const Ipv6Address& homeAddress,
                   SteeringAction action,
                   std::optional<SteeringAction> toGroups)
{
    HomeWay way{homeAddress, std::move(action), std::move(toGroups)};
    for (HomeWay& known : m_homes)
    {
        if (known.home == homeAddress)
        {
            known = std::move(way);
            return;
        }
    }
    m_homes.push_back(std::move(way));
}

void
Steering::ForgetHome(const Ipv6Address& homeAddress)
{
    m_homes.erase(std::remove_if(m_homes.begin(),
                                 m_homes.end(),
                                 [&](const HomeWay& way) { return way.home == homeAddress; }),
                  m_homes.end());
}

void
Steering::PreferSource(const std::optional<Ipv6Address>& homeAddress)
{
    m_preferred = homeAddress;
}

std::optional<Ipv6Address>
Steering::PreferredSource() const
{
    return m_preferred;
}

bool
Steering::IsHomeAddress(const Ipv6Address& address) const
{
    return HomeAction(address) != nullptr;
}

const Steering::HomeWay*
Steering::FindHome(const Ipv6Address& address) const
{
    for (const HomeWay& way : m_homes)
    {
        if (way.home == address)
        {
            return &way;
        }
    }
    return nullptr;
}

const SteeringAction*
Steering::HomeAction(const Ipv6Address& address) const
{
    const HomeWay* way = FindHome(address);
    return way ? &way->action : nullptr;
}

const SteeringAction*
Steering::GroupAction(const Ipv6Address& address) const
{
    const HomeWay* way = FindHome(address);
    return way && way->toGroups ? &*way->toGroups : HomeAction(address);
}

} // namespace ns3::nemo
