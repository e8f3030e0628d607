// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-held.h"
#include "ns3/mip6-link-watcher.h"
#include "ns3/mip6-router-discovery.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <variant>

namespace ns3::nemo
{

namespace
{

/// @return the routers of which nothing that they said holds any longer, also if they are adopted
template <typename Routers>
std::vector<Ipv6Address>
SpentAmong(const Routers& routers)
{
    const Time now = Simulator::Now();
    std::vector<Ipv6Address> spent;
    for (const auto& router : routers)
    {
        const auto& prefixes = router.heard.prefixes;
        if (!router.heard.IsDefault(now) &&
            std::all_of(prefixes.begin(), prefixes.end(), [&](const HeardPrefix& prefix) {
                return prefix.IsOver(now);
            }))
        {
            spent.push_back(router.heard.linkLocal);
        }
    }
    return spent;
}

} // namespace

bool
RouterDiscovery::OnIcmpv6(const Icmpv6Delivery& delivery)
{
    const auto type = static_cast<NeighborMessageType>(delivery.type);
    const bool isRouter = type == NeighborMessageType::ROUTER_ADVERTISEMENT;
    const bool isNeighbor = type == NeighborMessageType::NEIGHBOR_ADVERTISEMENT;
    if (!IsRunning(delivery.interface))
    {
        return false;
    }
    if (delivery.type == static_cast<uint8_t>(NeighborMessageType::REDIRECT))
    {
        return true; // ns-3 would install a route that outlives the link (NS3-NOTES 37)
    }
    if (!isRouter && !isNeighbor)
    {
        return false;
    }
    const auto result = DecodeNeighborMessage(delivery.octets.data(), delivery.octets.size());
    const auto* message = std::get_if<NeighborMessage>(&result);
    if (isNeighbor && message)
    {
        OnNeighborAdvertisement(delivery.interface, std::get<NeighborAdvertisement>(*message));
    }
    if (isNeighbor)
    {
        return false; // the neighbour cache wants it too
    }
    if (!message)
    {
        m_drop(std::get<DropReason>(result), delivery.packet);
    }
    else if (!delivery.header.GetSource().IsLinkLocal()) // RFC 4861 section 6.1.2
    {
        m_drop(DropReason::BAD_ADDRESS, delivery.packet);
    }
    else
    {
        OnAdvertisement(delivery, std::get<RouterAdvertisement>(*message));
    }
    return true;
}

// --- Router Advertisements

RouterDiscovery::Router*
RouterDiscovery::FindRouter(Interface& running, const Ipv6Address& linkLocal)
{
    for (Router& router : running.routers)
    {
        if (router.heard.linkLocal == linkLocal)
        {
            return &router;
        }
    }
    return nullptr;
}

/// @return the router; null if there are too many
RouterDiscovery::Router*
RouterDiscovery::NoteRouter(const Icmpv6Delivery& delivery, const RouterAdvertisement& message)
{
    const uint32_t interface = delivery.interface;
    const Ipv6Address source = delivery.header.GetSource();
    Interface* running = Find(interface);
    Router* router = FindRouter(*running, source);
    if (router && router->heard.IsAnother(message))
    {
        Tell(interface, [=, old = router->heard](RouterDiscoveryListener& listener) {
            listener.OnRouterReplaced(interface, old);
        });
        Forget(interface, source);
        router = nullptr;
    }
    if (!router)
    {
        if (running->routers.size() >= MOST_ROUTERS)
        {
            for (const Ipv6Address& spent : SpentAmong(running->routers))
            {
                Forget(interface, spent);
            }
        }
        if (running->routers.size() >= MOST_ROUTERS)
        {
            m_drop(DropReason::TOO_MANY_ROUTERS, delivery.packet);
            return nullptr;
        }
        router = &running->routers.emplace_back();
        router->heard.linkLocal = source;
        router->heard.firstHeard = Simulator::Now();
    }
    if (!router->heard.Hear(message, Simulator::Now()))
    {
        m_drop(DropReason::TOO_MANY_PREFIXES, delivery.packet);
    }
    router->isSilent = false;
    if (router->heard.linkLayer)
    {
        m_interfaces->LearnNeighbor(interface, source, *router->heard.linkLayer, true);
    }
    if (router->heard.lifetime > 0)
    {
        // RFC 4861 section 6.3.7: only a default router ends the search for one.
        running->solicitations = 0;
        running->solicitTimer.Cancel();
    }
    return router;
}

void
RouterDiscovery::OnAdvertisement(const Icmpv6Delivery& delivery, const RouterAdvertisement& message)
{
    const uint32_t interface = delivery.interface;
    {
        const Held<bool> hold(m_isTelling, true); // all is noted before it is told
        Router* router = NoteRouter(delivery, message);
        if (!router)
        {
            return;
        }
        LoseIfNoDefault(interface, *router);
        if (router->adopted)
        {
            if (!Find(interface)->current)
            {
                UseRoute(interface, *router);
            }
            RefreshAddresses(interface, message);
            FormAddresses(interface, *router);
        }
        UpdateOnLink(interface);
        Tell(interface, [=, heard = router->heard](RouterDiscoveryListener& listener) {
            listener.OnAdvertisement(interface, heard);
        });
        SetDeadline(interface);
    }
    Flush();
}

void
RouterDiscovery::LoseIfNoDefault(uint32_t interface, Router& router)
{
    const bool wasDefault = router.wasDefault;
    router.wasDefault = router.heard.IsDefault(Simulator::Now());
    if (!wasDefault || router.wasDefault)
    {
        return;
    }
    DropRoute(interface, router);
    Tell(interface, [=, heard = router.heard](RouterDiscoveryListener& listener) {
        listener.OnRouterLost(interface, heard);
    });
}

// --- Neighbor Advertisements

void
RouterDiscovery::OnNeighborAdvertisement(uint32_t interface, const NeighborAdvertisement& message)
{
    Interface* running = Find(interface);
    if (message.solicited)
    {
        Confirm(interface, message.target);
    }
    if (message.solicited && running->questions.count(message.target) > 0)
    {
        AnswerQuestion(interface, message.target, true);
        running = Find(interface);
    }
    Router* router = running ? FindRouter(*running, message.target) : nullptr;
    if (router && !message.router)
    {
        // A router that became a host: RFC 4861 section 7.2.5.
        router->heard.lifetime = 0;
        LoseIfNoDefault(interface, *router);
        SetDeadline(interface);
        Flush();
    }
}

// --- Commands that choose a router

void
RouterDiscovery::Adopt(uint32_t interface,
                       const Ipv6Address& linkLocal,
                       const AdoptOptions& options)
{
    Interface* running = Find(interface);
    Router* router = running ? FindRouter(*running, linkLocal) : nullptr;
    if (!router)
    {
        return;
    }
    router->adopted = options;
    if (options.probeLinkLocal.value_or(!running->isLinkLocalProbed))
    {
        ProbeLinkLocal(interface);
    }
    running->isLinkLocalProbed = true;
    if (router->heard.linkLayer)
    {
        m_interfaces->LearnNeighbor(interface, linkLocal, *router->heard.linkLayer, true);
    }
    UseRoute(interface, *router);
    UpdateOnLink(interface);
    FormAddresses(interface, *router);
    RemoveUnadvertised(interface);
    SetDeadline(interface);
    Flush();
}

void
RouterDiscovery::UseRoute(uint32_t interface, const Router& router)
{
    if (router.adopted->makeDefault && router.heard.IsDefault(Simulator::Now()))
    {
        Interface* running = Find(interface);
        if (running->current != router.heard.linkLocal)
        {
            running->confirmed.reset();
            running->doubt.Cancel();
        }
        running->current = router.heard.linkLocal;
        m_interfaces->SetDefaultRouter(interface, router.heard.linkLocal);
        return;
    }
    DropRoute(interface, router);
}

void
RouterDiscovery::DropRoute(uint32_t interface, const Router& router)
{
    Interface* running = Find(interface);
    if (running->current == router.heard.linkLocal)
    {
        running->current.reset();
        m_interfaces->ClearDefaultRouter(interface);
    }
}

void
RouterDiscovery::Abandon(uint32_t interface, const Ipv6Address& linkLocal)
{
    Interface* running = Find(interface);
    Router* router = running ? FindRouter(*running, linkLocal) : nullptr;
    if (!router || !router->adopted)
    {
        return;
    }
    router->adopted.reset();
    DropRoute(interface, *router);
    UpdateOnLink(interface);
    RemoveUnadvertised(interface);
    SetDeadline(interface);
    Flush();
}

void
RouterDiscovery::Forget(uint32_t interface, const Ipv6Address& linkLocal)
{
    Abandon(interface, linkLocal);
    if (Interface* running = Find(interface))
    {
        auto& routers = running->routers;
        routers.erase(std::remove_if(routers.begin(),
                                     routers.end(),
                                     [&](const Router& router) {
                                         return router.heard.linkLocal == linkLocal;
                                     }),
                      routers.end());
    }
}

} // namespace ns3::nemo
