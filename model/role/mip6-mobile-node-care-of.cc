// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/abort.h"
#include "ns3/mip6-mobile-node.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/mip6-unicast-routable.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

// Which care-of addresses were assigned to a mobile node, and whom it tells of which;
// mip6-mobile-node.cc has the rest.

namespace ns3::nemo
{

void
MobileNode::SetCareOfPolicy(CareOfPolicy policy)
{
    for (const Ipv6Address& address : policy.assigned)
    {
        NS_ABORT_MSG_UNLESS(IsUnicastRoutable(address),
                            "Care-of address " << address << " must be unicast routable");
    }
    m_careOfPolicy = std::move(policy);
    for (const auto& home : m_homes)
    {
        home->ReviewCareOf();
    }
}

void
MobileNode::InformCorrespondent(const Ipv6Address& correspondent)
{
    for (const auto& home : m_homes)
    {
        home->Inform(correspondent);
    }
}

bool
MobileNode::IsOnLink(uint32_t interface, const NetworkPrefix& prefix) const
{
    if (!m_stack->GetInterfaceTable()->DeviceOf(interface)->IsLinkUp())
    {
        return false; // what was formed there is kept for when it is back
    }
    // And if it comes back to another link, until that one is known.
    const Time since = m_roaming->GetDetector(interface).GetLinkTime();
    const auto discovery = m_stack->GetRouterDiscovery();
    const auto routers = discovery->RoutersHeard(interface);
    return std::any_of(routers.begin(), routers.end(), [&](const HeardRouter& router) {
        return router.lastHeard >= since && discovery->IsAdopted(interface, router.linkLocal) &&
               router.Find(prefix, Simulator::Now());
    });
}

std::optional<CareOfChoice>
MobileNode::FindCareOfFor(const Ipv6Address& correspondent) const
{
    const auto wanted = m_careOfPolicy.prefixes.find(correspondent);
    if (wanted == m_careOfPolicy.prefixes.end() || !m_roaming || !GetProfile().tellsAnyCareOf)
    {
        return std::nullopt;
    }
    for (const uint32_t interface : m_roaming->GetInterfaces())
    {
        for (const auto& formed : m_stack->GetRouterDiscovery()->AddressesOf(interface))
        {
            if (formed.state == FormedAddress::State::PREFERRED &&
                wanted->second.Contains(formed.address) && IsOnLink(interface, formed.prefix))
            {
                return CareOfChoice{formed.address, interface};
            }
        }
    }
    return std::nullopt;
}

void
MobileNode::OnAddresses()
{
    if (m_careOfPolicy.prefixes.empty())
    {
        return;
    }
    for (const auto& home : m_homes)
    {
        home->ReviewCareOf();
    }
}

} // namespace ns3::nemo
