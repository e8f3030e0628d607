// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-movement-detector.h"

#include "ns3/mip6-link-judgement.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::nemo
{

MovementDetector::MovementDetector(Ptr<RouterDiscovery> discovery,
                                   uint32_t interface,
                                   MovementListener& listener)
    : m_discovery(discovery),
      m_interface(interface),
      m_listener(listener),
      m_former(discovery, interface)
{
}

MovementDetector::~MovementDetector()
{
    m_discovery->SetListener(m_interface, nullptr);
}

void
MovementDetector::Start(const Config& config)
{
    m_config = config;
    m_linkTime = Simulator::Now();
    RouterDiscovery::Config discovery;
    discovery.interfaceIdentifier = config.interfaceIdentifier;
    discovery.assigned = config.assigned;
    discovery.detectsUnreachability = config.detectsUnreachability;
    discovery.solicitOnLinkUp = config.mode != Mode::ADVERTISEMENTS;
    discovery.maxRandomDadDelay = config.dadRandomDelay;
    discovery.optimistic = config.optimisticDad;
    discovery.watchesFrames = config.hearsEveryPacket;
    // That there is a link already is no news.
    m_discovery->SetListener(m_interface, nullptr);
    m_discovery->Start(m_interface, discovery);
    m_discovery->SetListener(m_interface, this);
}

void
MovementDetector::Stop()
{
    m_discovery->SetListener(m_interface, nullptr);
    m_discovery->Stop(m_interface);
    m_check.Cancel();
    m_decision.Cancel();
    m_former.Drop();
    m_state = State::SEARCHING;
    m_current.reset();
    m_probed.reset();
    m_careOf = Ipv6Address::GetAny();
}

void
MovementDetector::EnterState(State next)
{
    const State from = m_state;
    m_state = next;
    switch (next)
    {
    case State::SEARCHING:
        m_current.reset();
        m_probed.reset();
        m_check.Cancel();
        break;
    case State::SETTLED:
        m_confirmed = Simulator::Now();
        m_isUnreachable = false;
        if (!m_check.IsRunning())
        {
            m_check.Schedule(m_config.reachableTime, [this]() { OnCheck(); });
        }
        break;
    case State::SUSPICIOUS:
        m_check.Cancel();
        break;
    }
    if (next != from)
    {
        m_listener.OnMovementState(from, next);
    }
}

bool
MovementDetector::IsCandidate(const HeardRouter& router) const
{
    // A router that is no default router is no way out, but it can show the home link.
    return m_listener.MayUse(router) && !router.prefixes.empty() &&
           (router.IsDefault(Simulator::Now()) || !m_listener.HomePrefixesOf(router).empty());
}

void
MovementDetector::Select(const HeardRouter& router)
{
    const auto old = m_current;
    // Not if the link has changed since, and not if it does not answer.
    const bool mayBeThere = old && m_confirmed >= m_linkTime && !m_isUnreachable;
    m_probed.reset();
    m_decision.Cancel();
    // Kept, since the reference ends with the first command.
    const Ipv6Address selected = router.linkLocal;
    m_current = selected;
    m_homePrefixes = m_listener.HomePrefixesOf(router);
    EnterState(State::SETTLED);
    const auto options = m_listener.OnRouter(router);
    m_former.Release(selected);
    // In this order, so that what both routers advertise is never gone.
    m_discovery->Adopt(m_interface, selected, options);
    if (old && *old != selected)
    {
        mayBeThere ? m_former.Keep(*old) : m_discovery->Abandon(m_interface, *old);
    }
    if (!mayBeThere)
    {
        m_former.Drop();
    }
    ChooseCareOfAddress();
}

void
MovementDetector::Confirm(const HeardRouter& router)
{
    EnterState(State::SETTLED);
    if (m_homePrefixes != m_listener.HomePrefixesOf(router))
    {
        Select(router);
    }
}

void
MovementDetector::Consider(const HeardRouter& router)
{
    const auto current = GetCurrentRouter();
    if (!IsCandidate(router) || !current)
    {
        return;
    }
    const Time now = Simulator::Now();
    if (AreOnSameLink(router, *current, now))
    {
        if (!current->IsDefault(now) && router.IsDefault(now))
        {
            Select(router);
        }
        return;
    }
    const bool isNew = router.firstHeard == router.lastHeard;
    if (isNew || now - LastHeard() > m_config.reachableTime)
    {
        Probe();
    }
}

void
MovementDetector::LookForOther()
{
    std::optional<HeardRouter> best;
    for (const HeardRouter& router : m_discovery->RoutersHeard(m_interface))
    {
        // Routers of a link that was left are known still.
        if (router.linkLocal != m_current && IsCandidate(router) &&
            router.lastHeard >= m_linkTime && (!best || router.lastHeard > best->lastHeard))
        {
            best = router;
        }
    }
    if (best)
    {
        Select(*best);
        return;
    }
    EnterState(State::SUSPICIOUS);
    if (m_config.mode != Mode::ADVERTISEMENTS)
    {
        m_discovery->Solicit(m_interface);
    }
}

void
MovementDetector::Probe()
{
    if (m_probed == m_current)
    {
        return;
    }
    m_probed = m_current;
    m_discovery->ProbeRouter(
        m_interface,
        *m_current,
        [this, router = *m_current](bool isReachable) { OnProbed(router, isReachable); });
}

void
MovementDetector::OnProbed(const Ipv6Address& router, bool isReachable)
{
    if (m_probed != router)
    {
        return;
    }
    m_probed.reset();
    if (isReachable)
    {
        EnterState(State::SETTLED);
        return;
    }
    GiveUp();
}

void
MovementDetector::GiveUp()
{
    m_isUnreachable = true;
    // Not at once: that the link is lost ends the question too, and is told after it.
    m_decision.Schedule(Time(0), [this]() { LookForOther(); });
}

Time
MovementDetector::LastHeard() const
{
    const auto frame = m_config.hearsEveryPacket && m_current
                           ? m_discovery->LastFrameOf(m_interface, *m_current)
                           : std::nullopt;
    return std::max(m_confirmed, frame.value_or(m_confirmed));
}

void
MovementDetector::OnCheck()
{
    m_former.Check();
    const Time left = LastHeard() + m_config.reachableTime - Simulator::Now();
    if (!left.IsStrictlyPositive())
    {
        Probe();
    }
    m_check.Schedule(left.IsStrictlyPositive() ? left : m_config.reachableTime,
                     [this]() { OnCheck(); });
}

void
MovementDetector::ChooseCareOfAddress()
{
    const auto current = GetCurrentRouter();
    const auto best = current ? BestCareOfAddress(m_discovery->AddressesOf(m_interface),
                                                  *current,
                                                  m_careOf,
                                                  Simulator::Now())
                              : std::nullopt;
    const Ipv6Address old = m_careOf;
    m_careOf = best.value_or(Ipv6Address::GetAny());
    if (best && *best != old)
    {
        m_listener.OnCareOfAddress(*best);
    }
    else if (!best && !old.IsAny())
    {
        m_listener.OnCareOfAddressLost();
    }
}

std::optional<HeardRouter>
MovementDetector::GetCurrentRouter() const
{
    for (const HeardRouter& router : m_discovery->RoutersHeard(m_interface))
    {
        if (router.linkLocal == m_current)
        {
            return router;
        }
    }
    return std::nullopt;
}

const char*
ToString(MovementDetector::State state)
{
    switch (state)
    {
    case MovementDetector::State::SEARCHING:
        return "SEARCHING";
    case MovementDetector::State::SETTLED:
        return "SETTLED";
    case MovementDetector::State::SUSPICIOUS:
        return "SUSPICIOUS";
    }
    return "?";
}

} // namespace ns3::nemo
