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

const PrefixDelegation*
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
    host.isExcluded = [this](const Ipv6Address& homeAddress, const NetworkPrefix& prefix) {
        const bool isServed =
            std::any_of(m_served.begin(), m_served.end(), [&](const auto& served) {
                return served.second.interface && served.first.Overlaps(prefix);
            });
        const auto own = m_prefixTable.Of(homeAddress);
        return isServed || m_prefixTable.OverlapsOther(homeAddress, prefix) ||
               std::any_of(own.begin(),
                           own.end(),
                           [&](const NetworkPrefix& other) { return other.Overlaps(prefix); }) ||
               BindingRegistrar::Of(GetNode())->GetForwardedPrefixes().OverlapsOther(homeAddress,
                                                                                     prefix);
    };
    host.withdraw = [this](const Ipv6Address& homeAddress, const NetworkPrefix& prefix) {
        BindingRegistrar::Of(GetNode())->WithdrawPrefix(homeAddress, prefix);
    };
    m_delegation->Start(host);
}

} // namespace ns3::nemo
