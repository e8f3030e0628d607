// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-home-registration.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <limits>

// Which home agent a home registration is with, where none is configured; mip6-home-registration.cc
// has the states. RFC 6275 section 11.4.1.

namespace ns3::nemo
{

/// How often an update is sent again before another home agent is tried, if there can be one: not
/// at all where another is known and this one has never answered; else until the time-out that does
/// not grow any more has passed once (RFC 6275 section 11.8).
uint32_t
HomeRegistration::GetPatience(Time initialTimeout, Time maxTimeout) const
{
    if (!m_isDiscovered)
    {
        return std::numeric_limits<uint32_t>::max();
    }
    if (!m_isProven && m_host.HasNextHomeAgent(*this))
    {
        return 0;
    }
    return Retransmission::CountDoublings(initialTimeout, maxTimeout);
}

void
HomeRegistration::OnTransmission(uint32_t attempt)
{
    m_isSentAgain = attempt > 0;
    if (attempt <= m_patience || !GoOnElsewhere())
    {
        Transmit();
    }
}

bool
HomeRegistration::GoOnElsewhere()
{
    if (m_state == State::DEREGISTERING && (!m_rejection || m_fromHome))
    {
        // Nothing else is wanted of this home agent than the end.
        return false;
    }
    m_isGivenUp = true;
    if (m_state == State::DEREGISTERING)
    {
        Abandon();
        Search();
        return true;
    }
    const auto next = m_host.NextHomeAgent(*this);
    if (!next || *next == m_home.homeAgent)
    {
        return false;
    }
    ChangeHomeAgent(*next);
    return true;
}

/// Whether another home agent may accept what this one has refused.
bool
HomeRegistration::IsElsewhereBetter(BindingStatus status) const
{
    return m_isDiscovered && status != BindingStatus::INVALID_CARE_OF_ADDRESS &&
           status != BindingStatus::DUPLICATE_ADDRESS_DETECTION_FAILED;
}

void
HomeRegistration::Search()
{
    m_rejection.reset();
    if (const auto next = m_host.NextHomeAgent(*this))
    {
        ChangeHomeAgent(*next);
    }
    else if (m_state != State::SEARCHING)
    {
        EnterState(State::SEARCHING);
    }
}

void
HomeRegistration::UseHomeAgent(const Ipv6Address& homeAgent)
{
    const bool isUnanswered =
        m_isGivenUp && (m_state == State::REGISTERING || m_state == State::REFRESHING);
    if (m_state == State::SEARCHING || (isUnanswered && homeAgent != m_home.homeAgent))
    {
        ChangeHomeAgent(homeAgent);
    }
}

void
HomeRegistration::GiveUp(BindingStatus status)
{
    if (m_state == State::SEARCHING)
    {
        m_rejection = status;
        m_retryAt = Time::Max();
        EnterState(State::REJECTED);
    }
}

void
HomeRegistration::ChangeHomeAgent(const Ipv6Address& homeAgent)
{
    Abandon();
    m_isProven = m_isProven && homeAgent == m_home.homeAgent;
    m_home.homeAgent = homeAgent;
    EnterState(State::REGISTERING);
    Begin();
}

/// Leave the present home agent, which may not answer: what it may have bound is to end now, since
/// a home address has one home agent at a time, and ends with its lifetime if the message is lost.
void
HomeRegistration::Abandon()
{
    m_retransmission.Stop();
    if (!MayBeBound())
    {
        return;
    }
    Envelope envelope;
    envelope.source = m_home.homeAddress;
    envelope.destination = m_home.homeAgent;
    envelope.careOfSource = m_careOf;
    m_isSentAgain = false;
    const Signal update = MakeUpdate(true);
    Record(update);
    m_host.SendUpdate(*this, update, envelope);
    m_abandonedUntil = std::max(m_abandonedUntil, m_mayBeBoundUntil);
    ForgetBinding();
}

void
HomeRegistration::GiveBack(const Ipv6Address& careOfAddress)
{
    if (m_state == State::IDLE || m_state == State::REFUSED)
    {
        return;
    }
    m_careOf = careOfAddress;
    Abandon();
    m_careOf = Ipv6Address::GetAny();
    EnterState(State::IDLE);
}

} // namespace ns3::nemo
