// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-steering.h"

#include <algorithm>
#include <utility>

// The home addresses of a node that is away; mip6-steering.cc has the rest.

namespace ns3::nemo
{

void
Steering::FromHome(const Ipv6Address& homeAddress, SteeringAction action)
{
    for (auto& [home, known] : m_homes)
    {
        if (home == homeAddress)
        {
            known = std::move(action);
            return;
        }
    }
    m_homes.emplace_back(homeAddress, std::move(action));
}

void
Steering::ForgetHome(const Ipv6Address& homeAddress)
{
    m_homes.erase(std::remove_if(m_homes.begin(),
                                 m_homes.end(),
                                 [&](const auto& entry) { return entry.first == homeAddress; }),
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

const SteeringAction*
Steering::HomeAction(const Ipv6Address& address) const
{
    for (const auto& [home, action] : m_homes)
    {
        if (home == address)
        {
            return &action;
        }
    }
    return nullptr;
}

} // namespace ns3::nemo
