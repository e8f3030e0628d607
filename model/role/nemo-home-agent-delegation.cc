// SPDX-License-Identifier: GPL-2.0-only
// The home agent around its delegation of prefixes.
#include "ns3/mip6-binding-registrar.h"
#include "ns3/mip6-home-agent.h"

#include <algorithm>

namespace ns3::nemo
{

Ptr<PrefixDelegation>
HomeAgent::GetDelegation() const
{
    return m_delegation;
}

PrefixDelegation*
HomeAgent::FindDelegation() const
{
    return m_nemoSupport == NEMO_ENABLED && m_delegation->GetAuthority() ? PeekPointer(m_delegation)
                                                                         : nullptr;
}

void
HomeAgent::StartDelegation()
{
    if (!m_delegation->GetAuthority())
    {
        return;
    }
    PrefixDelegation::Host host;
    host.table = &m_prefixTable;
    host.findObstacle = [this](const Ipv6Address& homeAddress,
                               const NetworkPrefix& prefix) -> std::optional<NetworkPrefix> {
        for (const auto& [served, service] : m_served)
        {
            if (service.interface && served.Overlaps(prefix))
            {
                return served;
            }
        }
        const auto configured = m_prefixTable.FindOverlap(prefix, std::nullopt);
        return configured ? configured
                          : BindingRegistrar::Of(GetNode())->GetForwardedPrefixes().FindOverlap(
                                prefix,
                                homeAddress);
    };
    host.isElsewhere = [this](const Ipv6Address& homeAddress, const NetworkPrefix& prefix) {
        return BindingRegistrar::Of(GetNode())->GetForwardedPrefixes().OverlapsOther(homeAddress,
                                                                                     prefix);
    };
    host.withdraw = [this](const Ipv6Address& homeAddress, const NetworkPrefix& prefix) {
        BindingRegistrar::Of(GetNode())->WithdrawPrefix(homeAddress, prefix);
    };
    m_delegation->Start(host);
}

} // namespace ns3::nemo
