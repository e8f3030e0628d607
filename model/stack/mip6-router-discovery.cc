// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-router-discovery.h"

#include "ns3/abort.h"
#include "ns3/mip6-frame-watcher.h"
#include "ns3/mip6-link-watcher.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(RouterDiscovery);

TypeId
RouterDiscovery::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::nemo::RouterDiscovery")
            .SetParent<Object>()
            .SetGroupName("Nemo")
            .AddConstructor<RouterDiscovery>()
            .AddAttribute("RtrSolicitationInterval",
                          "RTR_SOLICITATION_INTERVAL: time between solicitations. RFC 4861 section "
                          "10.",
                          TimeValue(Seconds(4)),
                          MakeTimeAccessor(&RouterDiscovery::m_solicitationInterval),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("MaxRtrSolicitations",
                          "MAX_RTR_SOLICITATIONS: how many solicitations may go without an answer. "
                          "RFC 4861 section 10.",
                          UintegerValue(3),
                          MakeUintegerAccessor(&RouterDiscovery::m_maxSolicitations),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("MaxRtrSolicitationDelay",
                          "MAX_RTR_SOLICITATION_DELAY: most time before the first solicitation. 1 "
                          "s for hosts; none by default, since RFC 4861 section 6.3.7 lets mobile "
                          "nodes leave it out.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&RouterDiscovery::m_maxSolicitationDelay),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("MaxRandomDadDelay",
                          "Most time before the first solicitation that probes a new address: "
                          "MAX_RTR_SOLICITATION_DELAY of RFC 4862 section 5.4.2, or 0 where the "
                          "steps before it keep nodes apart (RFC 6275 section 11.5.3).",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&RouterDiscovery::m_maxRandomDadDelay),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("MissedAdvertisements",
                          "After how many advertisement intervals a router is silent. RFC 6275 "
                          "section 11.5.1.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&RouterDiscovery::m_missedAdvertisements),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("MaxUnicastSolicit",
                          "MAX_UNICAST_SOLICIT: solicitations to find out whether a router is "
                          "there. RFC 4861 section 10.",
                          UintegerValue(3),
                          MakeUintegerAccessor(&RouterDiscovery::m_maxUnicastSolicit),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("RetransTimer",
                          "Time between these solicitations. RFC 4861 section 10.",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&RouterDiscovery::m_retransTimer),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("SolicitationDelayVariable",
                          "Draws from 0 to 1: the part of MaxRtrSolicitationDelay that is waited.",
                          StringValue("ns3::UniformRandomVariable[Min=0.0|Max=1.0]"),
                          MakePointerAccessor(&RouterDiscovery::m_solicitationDelay),
                          MakePointerChecker<RandomVariableStream>())
            .AddTraceSource("Drop",
                            "An invalid Router Advertisement, or what of it is too much to keep; "
                            "without a packet: an address that is not formed.",
                            MakeTraceSourceAccessor(&RouterDiscovery::m_drop),
                            "ns3::nemo::RouterDiscovery::DropCallback");
    return tid;
}

RouterDiscovery::RouterDiscovery()
    : m_plainHost(*this)
{
}

RouterDiscovery::~RouterDiscovery()
{
    for (const auto& [interface, watcher] : m_watchers)
    {
        watcher->Stop();
    }
    for (const auto& [interface, frames] : m_frames)
    {
        frames->Stop();
    }
    if (m_icmpv6)
    {
        m_icmpv6->RemoveObserver(this);
    }
}

void
RouterDiscovery::Attach(Ptr<MobilityIcmpv6> icmpv6,
                        Ptr<InterfaceTable> interfaces,
                        Ptr<AddressProxy> proxy)
{
    NS_ABORT_MSG_IF(m_icmpv6, "Attach a RouterDiscovery only once.");
    m_icmpv6 = icmpv6;
    m_interfaces = interfaces;
    m_proxy = proxy;
    m_icmpv6->AddObserver(this);
}

void
RouterDiscovery::DoDispose()
{
    for (const auto& [interface, watcher] : m_watchers)
    {
        watcher->Stop();
    }
    m_watchers.clear();
    for (const auto& [interface, frames] : m_frames)
    {
        frames->Stop();
    }
    m_frames.clear();
    m_delivers = nullptr;
    for (const auto& [interface, running] : m_running)
    {
        CancelProbes(interface);
    }
    m_running.clear();
    m_listeners.clear();
    m_events.clear();
    if (m_icmpv6)
    {
        m_icmpv6->RemoveObserver(this);
    }
    m_icmpv6 = nullptr;
    m_interfaces = nullptr;
    m_proxy = nullptr;
    m_solicitationDelay = nullptr;
    Object::DoDispose();
}

// --- Interfaces

RouterDiscovery::Interface*
RouterDiscovery::Find(uint32_t interface)
{
    const auto entry = m_running.find(interface);
    return entry == m_running.end() ? nullptr : entry->second.get();
}

const RouterDiscovery::Interface*
RouterDiscovery::Find(uint32_t interface) const
{
    const auto entry = m_running.find(interface);
    return entry == m_running.end() ? nullptr : entry->second.get();
}

void
RouterDiscovery::Start(uint32_t interface, const Config& config)
{
    Stop(interface);
    Ptr<NetDevice> device = m_interfaces->DeviceOf(interface);
    m_running[interface] = std::make_unique<Interface>();
    m_running[interface]->config = config;
    m_running[interface]->linkLocal = m_interfaces->LinkLocalAddress(interface);
    if (m_watchers.count(interface) == 0)
    {
        m_watchers[interface] = LinkWatcher::Watch(device, [this, interface](bool isUp) {
            OnLinkChange(interface, isUp);
        });
    }
    Watch(interface, config);
    if (device->IsLinkUp())
    {
        OnLinkChange(interface, true);
    }
}

void
RouterDiscovery::Stop(uint32_t interface)
{
    Interface* running = Find(interface);
    if (!running)
    {
        return;
    }
    if (running->current)
    {
        m_interfaces->ClearDefaultRouter(interface);
    }
    running->routers.clear();
    UpdateOnLink(interface);
    CancelProbes(interface);
    RemoveAddresses(interface, [](const FormedAddress&) { return true; });
    m_running.erase(interface);
    m_events.erase(std::remove_if(m_events.begin(),
                                  m_events.end(),
                                  [&](const auto& event) { return event.first == interface; }),
                   m_events.end());
}

bool
RouterDiscovery::IsRunning(uint32_t interface) const
{
    return Find(interface) != nullptr;
}

void
RouterDiscovery::SetListener(uint32_t interface, RouterDiscoveryListener* listener)
{
    m_listeners[interface] = listener;
}

void
RouterDiscovery::Tell(uint32_t interface, Event event)
{
    m_events.emplace_back(interface, std::move(event));
}

void
RouterDiscovery::Flush()
{
    // A listener gives commands, which may have more to tell: that comes behind, in order.
    if (std::exchange(m_isTelling, true))
    {
        return;
    }
    while (!m_events.empty())
    {
        const auto [interface, event] = std::move(m_events.front());
        m_events.pop_front();
        const auto entry = m_listeners.find(interface);
        const bool isPlain = entry == m_listeners.end() || !entry->second;
        event(isPlain ? m_plainHost : *entry->second);
    }
    m_isTelling = false;
}

void
RouterDiscovery::OnLinkChange(uint32_t interface, bool isUp)
{
    Interface* running = Find(interface);
    if (!running)
    {
        return;
    }
    running->linkTime = Simulator::Now();
    running->confirmed.reset();
    running->doubt.Cancel();
    if (isUp)
    {
        running->isLinkLocalProbed = false;
        if (running->config.solicitOnLinkUp)
        {
            Solicit(interface);
        }
        Tell(interface, [=](RouterDiscoveryListener& listener) { listener.OnLinkUp(interface); });
        Flush();
        return;
    }
    running->solicitations = 0;
    running->solicitTimer.Cancel();
    CancelProbes(interface);
    // On the next link each of them may be free or taken anew.
    RemoveAddresses(interface, [](const FormedAddress& formed) {
        return formed.IsProbed() || !formed.IsUsable();
    });
    while (!running->questions.empty())
    {
        AnswerQuestion(interface, running->questions.begin()->first, false);
    }
    Tell(interface, [=](RouterDiscoveryListener& listener) { listener.OnLinkDown(interface); });
    Flush();
}

// --- Questions

std::optional<HeardRouter>
RouterDiscovery::CurrentRouter(uint32_t interface) const
{
    const Interface* running = Find(interface);
    for (const HeardRouter& router : RoutersHeard(interface))
    {
        if (running->current == router.linkLocal)
        {
            return router;
        }
    }
    return std::nullopt;
}

bool
RouterDiscovery::IsAdopted(uint32_t interface, const Ipv6Address& linkLocal) const
{
    const Interface* running = Find(interface);
    return running &&
           std::any_of(running->routers.begin(), running->routers.end(), [&](const Router& router) {
               return router.heard.linkLocal == linkLocal && router.adopted;
           });
}

std::vector<HeardRouter>
RouterDiscovery::RoutersHeard(uint32_t interface) const
{
    std::vector<HeardRouter> heard;
    if (const Interface* running = Find(interface))
    {
        for (const Router& router : running->routers)
        {
            heard.push_back(router.heard);
        }
    }
    return heard;
}

std::vector<FormedAddress>
RouterDiscovery::AddressesOf(uint32_t interface) const
{
    const Interface* running = Find(interface);
    return running ? running->addresses : std::vector<FormedAddress>();
}

// --- The node

int64_t
RouterDiscovery::AssignStreams(int64_t stream)
{
    m_solicitationDelay->SetStream(stream);
    return 1;
}

void
RouterDiscovery::Reset()
{
    while (!m_running.empty())
    {
        Stop(m_running.begin()->first);
    }
    m_progress.Clear();
}

} // namespace ns3::nemo
