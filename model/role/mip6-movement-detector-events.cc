// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-movement-detector.h"
#include "ns3/simulator.h"

// What a movement detector makes of what RouterDiscovery tells; mip6-movement-detector.cc has what
// it does about it.

namespace ns3::nemo
{

void
MovementDetector::OnLinkUp(uint32_t)
{
    m_linkTime = Simulator::Now();
    m_listener.OnLink(true);
    if (m_config.mode == Mode::LINK)
    {
        Uproot();
    }
    else if (m_current)
    {
        EnterState(State::SUSPICIOUS);
    }
    m_listener.OnAddresses();
}

void
MovementDetector::OnLinkDown(uint32_t)
{
    m_decision.Cancel();
    m_listener.OnLink(false);
    if (m_current)
    {
        EnterState(State::SUSPICIOUS);
    }
    m_listener.OnAddresses();
}

void
MovementDetector::Uproot()
{
    const auto old = m_current;
    EnterState(State::SEARCHING);
    m_listener.OnUprooted();
    if (old)
    {
        // Forgotten, since a router of the new link may use the same link-local address.
        m_discovery->Forget(m_interface, *old);
    }
    m_former.Drop();
    ChooseCareOfAddress();
}

void
MovementDetector::OnAdvertisement(uint32_t, const HeardRouter& router)
{
    if (router.linkLocal == m_current)
    {
        if (IsCandidate(router))
        {
            Confirm(router);
        }
        return;
    }
    switch (m_state)
    {
    case State::SEARCHING:
    case State::SUSPICIOUS:
        if (IsCandidate(router))
        {
            Select(router);
        }
        return;
    case State::SETTLED:
        Consider(router);
        return;
    }
}

void
MovementDetector::OnRouterSilent(uint32_t, const HeardRouter& router)
{
    if (router.linkLocal == m_current)
    {
        EnterState(State::SUSPICIOUS);
        if (m_config.mode != Mode::ADVERTISEMENTS)
        {
            m_discovery->Solicit(m_interface);
        }
    }
}

void
MovementDetector::OnRouterUnreachable(uint32_t, const HeardRouter& router)
{
    if (router.linkLocal == m_current)
    {
        GiveUp();
    }
}

void
MovementDetector::OnRouterLost(uint32_t, const HeardRouter& router)
{
    // A router of the home link need not be a default router.
    if (router.linkLocal == m_current && !IsCandidate(router))
    {
        LookForOther();
    }
}

void
MovementDetector::OnRouterReplaced(uint32_t, const HeardRouter& router)
{
    m_former.Release(router.linkLocal);
    if (router.linkLocal == m_current)
    {
        EnterState(State::SEARCHING);
        ChooseCareOfAddress();
    }
}

void
MovementDetector::OnAddressReady(uint32_t, const Ipv6Address&, const NetworkPrefix&)
{
    ChooseCareOfAddress();
    m_listener.OnAddresses();
}

void
MovementDetector::OnAddressDeprecated(uint32_t, const Ipv6Address&)
{
    ChooseCareOfAddress();
    m_listener.OnAddresses();
}

void
MovementDetector::OnAddressGone(uint32_t, const Ipv6Address&)
{
    ChooseCareOfAddress();
    m_listener.OnAddresses();
}

} // namespace ns3::nemo
