// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-router-discovery.h"
#include "ns3/simulator.h"

// Whether the default router hears what is sent to it: Neighbor Unreachability Detection as RFC
// 4861 section 7.3 has it, where Config asks for that. ns-3 takes whatever comes from a neighbour
// for a sign that it hears, also what it multicasts.

namespace ns3::nemo
{

void
RouterDiscovery::Confirm(uint32_t interface, const Ipv6Address& linkLocal)
{
    Interface* running = Find(interface);
    if (running->current == linkLocal)
    {
        running->confirmed = Simulator::Now();
        running->doubt.Cancel();
    }
}

/// Its times are those of ns-3's own detection: REACHABLE_TIME and DELAY_FIRST_PROBE_TIME.
void
RouterDiscovery::OnUse(uint32_t interface, const Ipv6Address& neighbor)
{
    Interface* running = Find(interface);
    if (!running || !running->config.detectsUnreachability || running->current != neighbor ||
        running->doubt.IsRunning())
    {
        return;
    }
    const auto confirmed = running->confirmed;
    if (!confirmed || Simulator::Now() - *confirmed >= m_icmpv6->GetReachableTime())
    {
        running->doubt.Schedule(m_icmpv6->GetDelayFirstProbe(),
                                [this, interface]() { OnDoubt(interface); });
    }
}

/// Nothing has shown for a while that it hears: it is asked, while packets go to it as before.
void
RouterDiscovery::OnDoubt(uint32_t interface)
{
    const Interface& running = *Find(interface);
    // Who asks already will find out, too.
    if (!running.current || running.questions.count(*running.current) > 0)
    {
        return;
    }
    const Ipv6Address asked = *running.current;
    ProbeRouter(interface, asked, [this, interface, asked](bool isReachable) {
        if (!isReachable)
        {
            GiveUp(interface, asked);
        }
    });
}

void
RouterDiscovery::GiveUp(uint32_t interface, const Ipv6Address& linkLocal)
{
    Interface* running = Find(interface);
    if (const Router* router = running ? FindRouter(*running, linkLocal) : nullptr)
    {
        Tell(interface, [=, heard = router->heard](RouterDiscoveryListener& listener) {
            listener.OnRouterUnreachable(interface, heard);
        });
        Flush();
    }
}

} // namespace ns3::nemo
