// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-link-watcher.h"
#include "ns3/mip6-router-discovery.h"

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

} // namespace ns3::nemo
