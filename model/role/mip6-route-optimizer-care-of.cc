// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-route-optimizer.h"

// Which correspondent is told of which care-of address, also unasked; mip6-route-optimizer.cc has
// when it begins and what follows from it.

namespace ns3::nemo
{

bool
RouteOptimizer::IsAway() const
{
    return !m_careOf.IsAny() && m_careOf != m_homeAddress;
}

CareOfChoice
RouteOptimizer::CareOfFor(const Ipv6Address& correspondent) const
{
    const auto other = IsAway() ? m_host.FindCareOfFor(correspondent) : std::nullopt;
    return other.value_or(CareOfChoice{m_careOf, m_host.GetInterface()});
}

void
RouteOptimizer::ReviewCareOf()
{
    if (!IsAway())
    {
        return;
    }
    for (auto& [correspondent, peer] : m_peers)
    {
        peer.registration->Register(CareOfFor(correspondent).address);
    }
}

void
RouteOptimizer::Inform(const Ipv6Address& correspondent)
{
    if (!IsAway())
    {
        return;
    }
    Peer* peer = FindPeer(correspondent);
    peer ? peer->registration->OnDetour() : Begin(correspondent);
}

} // namespace ns3::nemo
