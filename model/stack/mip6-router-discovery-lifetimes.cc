// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-held.h"
#include "ns3/mip6-link-watcher.h"
#include "ns3/mip6-router-discovery.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::nemo
{

void
RouterDiscovery::SetDeadline(uint32_t interface)
{
    Interface* running = Find(interface);
    const Time now = Simulator::Now();
    Time next = Time::Max();
    for (const Router& router : running->routers)
    {
        if (router.wasDefault)
        {
            next = std::min(next, router.heard.lifetimeUntil);
        }
        if (router.heard.advertisementInterval && !router.isSilent)
        {
            next = std::min(next, SilentFrom(router));
        }
        for (const HeardPrefix& heard : router.heard.prefixes)
        {
            next = now < heard.validUntil ? std::min(next, heard.validUntil) : next;
            next = heard.IsOnLink(now) ? std::min(next, heard.onLinkUntil) : next;
        }
    }
    for (const FormedAddress& formed : running->addresses)
    {
        const bool isPreferred = formed.state == FormedAddress::State::PREFERRED;
        next = std::min({next, formed.validUntil, isPreferred ? formed.preferredUntil : next});
    }
    if (next == Time::Max())
    {
        running->deadline.Cancel();
        return;
    }
    running->deadline.Schedule(std::max(next, now) - now,
                               [this, interface]() { OnDeadline(interface); });
}

Time
RouterDiscovery::SilentFrom(const Router& router) const
{
    return router.heard.lastHeard +
           *router.heard.advertisementInterval * static_cast<int64_t>(m_missedAdvertisements);
}

void
RouterDiscovery::OnDeadline(uint32_t interface)
{
    {
        const Held<bool> hold(m_isTelling, true); // all is noted before it is told
        CheckRouters(interface);
        CheckAddresses(interface);
        UpdateOnLink(interface);
        SetDeadline(interface);
    }
    Flush();
}

void
RouterDiscovery::CheckRouters(uint32_t interface)
{
    Interface* running = Find(interface);
    const Time now = Simulator::Now();
    for (Router& router : running->routers)
    {
        if (router.heard.advertisementInterval && !router.isSilent && SilentFrom(router) <= now)
        {
            router.isSilent = true;
            Tell(interface, [=, heard = router.heard](RouterDiscoveryListener& listener) {
                listener.OnRouterSilent(interface, heard);
            });
        }
        LoseIfNoDefault(interface, router);
        if (!router.adopted)
        {
            router.heard.ForgetInvalid(now);
        }
    }
    const auto isOver = [](const Router& router) {
        return !router.adopted && !router.wasDefault && router.heard.prefixes.empty();
    };
    auto& routers = running->routers;
    routers.erase(std::remove_if(routers.begin(), routers.end(), isOver), routers.end());
}

void
RouterDiscovery::CheckAddresses(uint32_t interface)
{
    const Time now = Simulator::Now();
    RemoveAddresses(interface,
                    [now](const FormedAddress& formed) { return formed.validUntil <= now; });
    for (FormedAddress& formed : Find(interface)->addresses)
    {
        if (formed.state == FormedAddress::State::PREFERRED && formed.preferredUntil <= now)
        {
            formed.state = FormedAddress::State::DEPRECATED;
            Tell(interface, [=, address = formed.address](RouterDiscoveryListener& listener) {
                listener.OnAddressDeprecated(interface, address);
            });
        }
    }
}

} // namespace ns3::nemo
