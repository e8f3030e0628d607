// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-previous-routers.h"

#include "ns3/mip6-mobility-stack.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

PreviousRouters::PreviousRouters(const MobileNodeParts& parts, PreviousRouter::Needs needs)
    : m_parts(parts),
      m_needs(std::move(needs))
{
}

const std::vector<std::unique_ptr<PreviousRouter>>&
PreviousRouters::GetAll() const
{
    return m_all;
}

void
PreviousRouters::Stop()
{
    while (!m_all.empty())
    {
        Drop(m_all.front()->GetPlace().careOf);
    }
}

bool
PreviousRouters::IsTrusted(const FormerPlace& place) const
{
    const DialectProfile profile = m_needs.profile();
    return profile.previousRouterLifetime >= Seconds(1) && !place.careOf.IsAny() &&
           !place.router.IsAny() &&
           (!profile.authenticatesUpdates ||
            m_parts.stack->GetPacketAuthentication()->Has(place.careOf, place.router));
}

void
PreviousRouters::OnPrimary(const FormerPlace& place)
{
    // Whoever is back where it was needs nobody to forward.
    Drop(place.careOf);
    if (!place.careOf.IsAny())
    {
        if (m_last.careOf != place.careOf && m_last.router != place.router && IsTrusted(m_last))
        {
            Begin(m_last);
        }
        m_last = place;
    }
    for (const auto& previous : m_all)
    {
        previous->Move(place.careOf);
    }
}

void
PreviousRouters::OnRouter(const HeardRouter& router)
{
    for (const auto& previous : m_all)
    {
        previous->OnRouter(router);
    }
}

void
PreviousRouters::Begin(const FormerPlace& place)
{
    Drop(place.careOf);
    if (m_all.size() == MOST)
    {
        Drop(m_all.front()->GetPlace().careOf);
    }
    PreviousRouter::Needs needs = m_needs;
    needs.onEnd = [this, careOf = place.careOf] { Drop(careOf); };
    const Time lifetime = m_needs.profile().previousRouterLifetime;
    m_all.push_back(std::make_unique<PreviousRouter>(place, lifetime, m_parts, std::move(needs)));
}

void
PreviousRouters::Drop(const Ipv6Address& careOf)
{
    const auto place = std::find_if(m_all.begin(), m_all.end(), [&](const auto& previous) {
        return previous->GetPlace().careOf == careOf;
    });
    if (place != m_all.end())
    {
        // Its end may be what called this, so it has to be out of the list before it goes.
        const auto gone = std::move(*place);
        m_all.erase(place);
        gone->Withdraw();
    }
}

} // namespace ns3::nemo
