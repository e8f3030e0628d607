// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-home-registration.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

HomeRegistration::HomeRegistration(const HomeConfig& config,
                                   BindingUpdateList& list,
                                   RegistrationHost& host,
                                   StateCallback onState)
    : HomeBinding(config),
      m_list(list),
      m_host(host),
      m_onState(std::move(onState)),
      m_retransmission([this] { return m_host.EarliestUpdate(m_home.homeAgent, m_careOf); },
                       [this](uint32_t attempt) { OnTransmission(attempt); }),
      m_isDiscovered(config.homeAgent.IsAny())
{
}

HomeRegistration::~HomeRegistration()
{
    m_refresh.Cancel();
    m_end.Cancel();
    m_lapse.Cancel();
    m_retry.Cancel();
}

void
HomeRegistration::EnterState(State next)
{
    const State from = m_state;
    m_state = next;
    m_resynchronised = false;
    m_isRefreshHeld = false;
    m_refresh.Cancel();
    m_end.Cancel();
    m_lapse.Cancel();
    m_retry.Cancel();
    switch (next)
    {
    case State::IDLE:
    case State::SEARCHING:
    case State::REFUSED:
        StopSending();
        break;
    case State::REJECTED:
        StopSending();
        Schedule(m_retry, m_retryAt, &HomeRegistration::OnRetry);
        break;
    case State::DISCONNECTED:
        StopSending();
        Schedule(m_lapse, IsBound() ? m_boundUntil : Time::Max(), &HomeRegistration::OnLapse);
        Schedule(m_end, m_mayBeBoundUntil, &HomeRegistration::OnEnd);
        break;
    case State::REGISTERED:
        StopSending();
        Schedule(m_refresh, m_refreshAt, &HomeRegistration::OnRefreshDue);
        Schedule(m_end, m_boundUntil, &HomeRegistration::OnEnd);
        break;
    case State::REFRESHING:
        Schedule(m_end, m_boundUntil, &HomeRegistration::OnEnd);
        break;
    case State::DEREGISTERING:
        Schedule(m_lapse, IsBound() ? m_boundUntil : Time::Max(), &HomeRegistration::OnLapse);
        Schedule(m_end, m_mayBeBoundUntil, &HomeRegistration::OnEnd);
        break;
    case State::REGISTERING:
        Schedule(m_lapse, IsBound() ? m_boundUntil : Time::Max(), &HomeRegistration::OnLapse);
        break;
    }
    m_onState(*this, from);
}

void
HomeRegistration::Schedule(EventId& event, Time at, void (HomeRegistration::*handler)())
{
    if (at != Time::Max())
    {
        event = Simulator::Schedule(std::max(at - Simulator::Now(), Time(0)), handler, this);
    }
}

void
HomeRegistration::Register(const Ipv6Address& careOfAddress)
{
    const bool isKnown = careOfAddress == m_careOf;
    m_careOf = careOfAddress;
    if (m_rejection == BindingStatus::INVALID_CARE_OF_ADDRESS && !isKnown)
    {
        // The cause of the rejection is gone.
        m_rejection.reset();
    }
    const auto* entry = m_list.Find(m_home.homeAgent, m_home.homeAddress);
    const bool isBoundToIt =
        IsBound() && entry && entry->acknowledged && entry->careOfAddress == careOfAddress;
    switch (m_state)
    {
    case State::REFUSED:
        return;
    case State::REGISTERING:
    case State::REGISTERED:
    case State::REFRESHING:
        if (isKnown)
        {
            return;
        }
        break;
    case State::DISCONNECTED:
        if (isBoundToIt && !m_rejection)
        {
            EnterState(State::REGISTERED);
            return;
        }
        break;
    case State::REJECTED:
        if (m_rejection)
        {
            return;
        }
        break;
    case State::IDLE:
    case State::SEARCHING:
    case State::DEREGISTERING:
        break;
    }
    if (m_rejection)
    {
        EnterState(State::REJECTED);
        return;
    }
    if (m_home.homeAgent.IsAny() || m_state == State::SEARCHING)
    {
        Search();
        return;
    }
    EnterState(State::REGISTERING);
    Begin();
}

void
HomeRegistration::Lose()
{
    m_careOf = Ipv6Address::GetAny();
    switch (m_state)
    {
    case State::IDLE:
    case State::DISCONNECTED:
    case State::REJECTED:
    case State::REFUSED:
        return;
    case State::REGISTERING:
    case State::REGISTERED:
    case State::REFRESHING:
    case State::SEARCHING:
    case State::DEREGISTERING:
        EnterState(MayBeBound() ? State::DISCONNECTED : State::IDLE);
        return;
    }
}

void
HomeRegistration::ReturnHome()
{
    m_careOf = Ipv6Address::GetAny();
    switch (m_state)
    {
    case State::IDLE:
    case State::REFUSED:
        return;
    case State::DEREGISTERING:
        if (m_fromHome)
        {
            return;
        }
        break;
    case State::REGISTERING:
    case State::REGISTERED:
    case State::REFRESHING:
    case State::SEARCHING:
    case State::DISCONNECTED:
    case State::REJECTED:
        break;
    }
    if (!MayBeBound())
    {
        EnterState(State::IDLE);
        return;
    }
    m_fromHome = true;
    EnterState(State::DEREGISTERING);
    Begin();
}

void
HomeRegistration::Deregister(const Ipv6Address& careOfAddress)
{
    m_careOf = careOfAddress;
    switch (m_state)
    {
    case State::IDLE:
    case State::REFUSED:
        return;
    case State::REGISTERING:
    case State::REGISTERED:
    case State::REFRESHING:
    case State::SEARCHING:
    case State::DISCONNECTED:
    case State::DEREGISTERING:
    case State::REJECTED:
        break;
    }
    if (!MayBeBound())
    {
        EnterState(m_rejection ? State::REJECTED : State::IDLE);
        return;
    }
    m_fromHome = false;
    EnterState(State::DEREGISTERING);
    Begin();
}

void
HomeRegistration::Reconsider()
{
    if (m_state == State::REFUSED)
    {
        return;
    }
    m_rejection.reset();
    m_retryDelay = Time(0);
    if (m_state == State::REJECTED || m_state == State::SEARCHING)
    {
        EnterState(MayBeBound() ? State::DISCONNECTED : State::IDLE);
    }
}

void
HomeRegistration::OnRefreshDue()
{
    m_isRefreshHeld = !m_host.MayRefresh(*this);
    if (m_isRefreshHeld)
    {
        return;
    }
    EnterState(State::REFRESHING);
    Begin();
}

void
HomeRegistration::AllowRefresh()
{
    if (m_isRefreshHeld)
    {
        OnRefreshDue();
    }
}

void
HomeRegistration::OnUnknownBinding()
{
    // Anybody can say so: what was acknowledged is relied upon until the home agent refuses.
    Renew();
}

void
HomeRegistration::Renew()
{
    if (m_state == State::REGISTERED)
    {
        EnterState(State::REFRESHING);
        Begin();
    }
}

void
HomeRegistration::OnEnd()
{
    switch (m_state)
    {
    case State::REGISTERED:
        EnterState(State::REGISTERING);
        Begin();
        return;
    case State::REFRESHING:
        // The back-off that is running goes on.
        EnterState(State::REGISTERING);
        return;
    case State::DISCONNECTED:
        ForgetBinding();
        EnterState(State::IDLE);
        return;
    case State::DEREGISTERING:
        // Nobody has answered, and there is nothing left to end.
        OnDeregistered();
        return;
    case State::IDLE:
    case State::REGISTERING:
    case State::SEARCHING:
    case State::REJECTED:
    case State::REFUSED:
        return;
    }
}

void
HomeRegistration::OnLapse()
{
    m_host.OnBindingEnd(*this);
}

} // namespace ns3::nemo
