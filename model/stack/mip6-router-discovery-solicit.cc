// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-frame-watcher.h"
#include "ns3/mip6-link-watcher.h"
#include "ns3/mip6-neighbor-cache.h"
#include "ns3/mip6-router-discovery.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

// --- Solicitations

void
RouterDiscovery::Solicit(uint32_t interface)
{
    Interface* running = Find(interface);
    if (!running || !m_interfaces->DeviceOf(interface)->IsLinkUp())
    {
        return;
    }
    running->solicitations = m_maxSolicitations;
    if (m_maxSolicitationDelay.IsZero())
    {
        SendSolicitation(interface);
        return;
    }
    const double part = m_solicitationDelay->GetValue();
    running->solicitTimer.Schedule(Seconds(m_maxSolicitationDelay.GetSeconds() * part),
                                   [this, interface]() { SendSolicitation(interface); });
}

void
RouterDiscovery::SendSolicitation(uint32_t interface)
{
    Interface* running = Find(interface);
    RouterSolicitation message;
    message.options.emplace_back(SourceLinkLayerAddress{m_interfaces->LinkLayerAddress(interface)});
    m_icmpv6->SendNeighborMessage(interface,
                                  message,
                                  running->linkLocal,
                                  Ipv6Address::GetAllRoutersMulticast());
    --running->solicitations;
    if (running->solicitations > 0)
    {
        running->solicitTimer.Schedule(m_solicitationInterval,
                                       [this, interface]() { SendSolicitation(interface); });
    }
}

// --- Is a router there?

void
RouterDiscovery::ProbeRouter(uint32_t interface, const Ipv6Address& linkLocal, Reachability result)
{
    Interface* running = Find(interface);
    if (!running)
    {
        return;
    }
    Question& question = running->questions[linkLocal];
    question.left = m_maxUnicastSolicit;
    question.result = std::move(result);
    AskRouter(interface, linkLocal);
}

void
RouterDiscovery::AskRouter(uint32_t interface, const Ipv6Address& linkLocal)
{
    Interface* running = Find(interface);
    Question& question = running->questions.at(linkLocal);
    --question.left;
    NeighborSolicitation message;
    message.target = linkLocal;
    message.options.emplace_back(SourceLinkLayerAddress{m_interfaces->LinkLayerAddress(interface)});
    const Router* router = FindRouter(*running, linkLocal);
    m_icmpv6->SendNeighborMessage(interface,
                                  message,
                                  running->linkLocal,
                                  linkLocal,
                                  router ? router->heard.linkLayer : std::nullopt);
    question.timer.Schedule(m_retransTimer, [this, interface, linkLocal]() {
        const bool isLast = Find(interface)->questions.at(linkLocal).left == 0;
        isLast ? AnswerQuestion(interface, linkLocal, false) : AskRouter(interface, linkLocal);
    });
}

void
RouterDiscovery::AnswerQuestion(uint32_t interface, const Ipv6Address& linkLocal, bool isReachable)
{
    auto& questions = Find(interface)->questions;
    const Reachability result = std::move(questions.at(linkLocal).result);
    questions.erase(Ipv6Address(linkLocal));
    Tell(interface, [=](RouterDiscoveryListener&) { result(isReachable); });
    Flush();
}

// --- What shows without a question whether it is there

void
RouterDiscovery::Watch(uint32_t interface, const Config& config)
{
    if (config.detectsUnreachability)
    {
        m_icmpv6->TellOfUses();
    }
    else if (!config.watchesFrames)
    {
        return;
    }
    if (m_frames.count(interface) > 0)
    {
        return;
    }
    const auto device = m_interfaces->DeviceOf(interface);
    m_frames[interface] =
        FrameWatcher::Watch(device,
                            [this, interface](const Mac48Address& from, const Ipv6Address& source) {
                                OnFrame(interface, from, source);
                            });
    if (!m_delivers)
    {
        m_delivers = device->GetNode()->GetObject<Ipv6L3Protocol>();
        m_delivers->TraceConnectWithoutContext("LocalDeliver",
                                               MakeCallback(&RouterDiscovery::OnDelivered, this));
    }
}

/// The packet is processed already: OnDelivered has seen what was in it.
void
RouterDiscovery::OnFrame(uint32_t interface, const Mac48Address& from, const Ipv6Address& source)
{
    const bool hasProgress = std::exchange(m_hasProgress, false);
    Interface* running = Find(interface);
    if (!running)
    {
        return;
    }
    for (Router& router : running->routers)
    {
        const auto& own = router.heard.globalAddresses;
        const bool isByLink = router.heard.linkLayer == from;
        if (isByLink || source == router.heard.linkLocal ||
            std::find(own.begin(), own.end(), source) != own.end())
        {
            router.lastFrame = Simulator::Now();
        }
        if (isByLink && hasProgress && running->current == router.heard.linkLocal)
        {
            Confirm(interface, router.heard.linkLocal);
            ConfirmReachability(m_delivers->GetInterface(interface), router.heard.linkLocal);
        }
    }
}

void
RouterDiscovery::OnDelivered(const Ipv6Header& header, Ptr<const Packet> packet, uint32_t)
{
    m_hasProgress = m_progress.Hear(header, packet) || m_hasProgress;
}

void
RouterDiscovery::OnUnreachable(uint32_t interface, const Ipv6Address& neighbor, Time since)
{
    Interface* running = Find(interface);
    const Router* router = running ? FindRouter(*running, neighbor) : nullptr;
    // When the link changes all neighbours are forgotten, whether they were there or not.
    if (!router || running->linkTime >= since)
    {
        return;
    }
    GiveUp(interface, neighbor);
}

std::optional<Time>
RouterDiscovery::LastFrameOf(uint32_t interface, const Ipv6Address& linkLocal) const
{
    const Interface* running = Find(interface);
    if (!running)
    {
        return std::nullopt;
    }
    const auto router =
        std::find_if(running->routers.begin(), running->routers.end(), [&](const Router& one) {
            return one.heard.linkLocal == linkLocal;
        });
    return router == running->routers.end() ? std::nullopt : router->lastFrame;
}

} // namespace ns3::nemo
