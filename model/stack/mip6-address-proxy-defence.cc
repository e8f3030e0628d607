// SPDX-License-Identifier: GPL-2.0-only
// For which addresses AddressProxy answers; mip6-address-proxy.cc has how.
#include "ns3/mip6-address-proxy.h"

namespace ns3::nemo
{

void
AddressProxy::Answer(const Ipv6Address& address, uint32_t interface, bool router)
{
    const auto [entry, isNew] = m_answering.insert_or_assign({address, interface}, router);
    if (isNew)
    {
        m_interfaces->JoinGroup(Ipv6Address::MakeSolicitedAddress(address), interface);
    }
}

void
AddressProxy::StopAnswering(const Ipv6Address& address, uint32_t interface)
{
    m_repeating.erase({address, interface});
    if (m_answering.erase({address, interface}) > 0)
    {
        m_interfaces->LeaveGroup(Ipv6Address::MakeSolicitedAddress(address), interface);
    }
}

void
AddressProxy::Answer(const NetworkPrefix& prefix, uint32_t interface, bool router)
{
    // ns-3 delivers what is sent to any solicited-node group.
    m_answeringFor[{prefix, interface}] = router;
}

void
AddressProxy::StopAnswering(const NetworkPrefix& prefix, uint32_t interface)
{
    m_answeringFor.erase({prefix, interface});
}

/// The Router flag of answers for an address; none: there are no answers.
std::optional<bool>
AddressProxy::FlagFor(const Ipv6Address& address, uint32_t interface) const
{
    const auto entry = m_answering.find({address, interface});
    if (entry != m_answering.end())
    {
        return entry->second;
    }
    for (const auto& [place, router] : m_answeringFor)
    {
        if (place.second == interface && place.first.Contains(address))
        {
            return router;
        }
    }
    return std::nullopt;
}

bool
AddressProxy::IsAnswering(const Ipv6Address& address, uint32_t interface) const
{
    return FlagFor(address, interface).has_value();
}

} // namespace ns3::nemo
