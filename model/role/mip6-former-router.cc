// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-former-router.h"

namespace ns3::nemo
{

FormerRouter::FormerRouter(Ptr<RouterDiscovery> discovery, uint32_t interface)
    : m_discovery(discovery),
      m_interface(interface)
{
}

void
FormerRouter::Keep(const Ipv6Address& linkLocal)
{
    if (m_router != linkLocal)
    {
        Drop();
    }
    m_router = linkLocal;
    Check();
}

void
FormerRouter::Check()
{
    if (!m_router)
    {
        return;
    }
    m_discovery->ProbeRouter(m_interface, *m_router, [this, asked = *m_router](bool isReachable) {
        if (!isReachable && m_router == asked)
        {
            Drop();
        }
    });
}

void
FormerRouter::Drop()
{
    if (m_router)
    {
        const Ipv6Address old = *m_router;
        m_router.reset();
        m_discovery->Abandon(m_interface, old);
    }
}

void
FormerRouter::Release(const Ipv6Address& linkLocal)
{
    if (m_router == linkLocal)
    {
        m_router.reset();
    }
}

} // namespace ns3::nemo
