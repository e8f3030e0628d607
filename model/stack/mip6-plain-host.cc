// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-plain-host.h"

#include "ns3/simulator.h"

namespace ns3::nemo
{

PlainHost::PlainHost(RouterCommands& discovery)
    : m_discovery(discovery)
{
}

void
PlainHost::OnLinkUp(uint32_t interface)
{
    // Perhaps another link: a router that does not answer is not on it.
    for (const HeardRouter& router : m_discovery.RoutersHeard(interface))
    {
        const Ipv6Address linkLocal = router.linkLocal;
        m_discovery.ProbeRouter(interface, linkLocal, [this, interface, linkLocal](bool isThere) {
            if (!isThere)
            {
                m_discovery.Forget(interface, linkLocal);
            }
        });
    }
}

void
PlainHost::OnAdvertisement(uint32_t interface, const HeardRouter& router)
{
    Use(interface, router);
}

void
PlainHost::OnRouterLost(uint32_t interface, const HeardRouter& /* router */)
{
    for (const HeardRouter& other : m_discovery.RoutersHeard(interface))
    {
        if (other.IsDefault(Simulator::Now()))
        {
            Use(interface, other);
            return;
        }
    }
    m_discovery.Solicit(interface);
}

void
PlainHost::Use(uint32_t interface, const HeardRouter& router)
{
    const auto current = m_discovery.CurrentRouter(interface);
    const bool isCurrent = current && current->linkLocal == router.linkLocal;
    if (isCurrent || (m_discovery.IsAdopted(interface, router.linkLocal) && current))
    {
        return;
    }
    RouterCommands::AdoptOptions options;
    options.makeDefault = !current;
    m_discovery.Adopt(interface, router.linkLocal, options);
}

} // namespace ns3::nemo
