// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-correspondent-registration.h"

#include "ns3/mip6-lifetime.h"
#include "ns3/mip6-sequence-number.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

// The states of a registration with a correspondent; mip6-correspondent-registration-messages.cc
// has what is sent and what the answers mean.

namespace ns3::nemo
{

CorrespondentRegistration::CorrespondentRegistration(const Ipv6Address& homeAddress,
                                                     const Ipv6Address& correspondent,
                                                     BindingUpdateList& list,
                                                     CorrespondentHost& host,
                                                     std::unique_ptr<UpdateAuthorizer> authorizer,
                                                     StateCallback onState)
    : m_homeAddress(homeAddress),
      m_correspondent(correspondent),
      m_list(list),
      m_host(host),
      m_authorizer(std::move(authorizer)),
      m_onState(std::move(onState)),
      m_retransmission([this] { return m_host.EarliestUpdate(m_correspondent, m_careOf); },
                       [this](uint32_t attempt) {
                           m_isSentAgain = attempt > 0;
                           Transmit();
                       },
                       [this] { OnNoAnswer(); })
{
}

CorrespondentRegistration::~CorrespondentRegistration()
{
    m_list.Remove(m_correspondent, m_homeAddress);
}

void
CorrespondentRegistration::EnterState(State next)
{
    const State from = m_state;
    m_state = next;
    m_refresh.Cancel();
    if (next != State::AUTHORIZING)
    {
        m_authorizer->Cancel();
    }
    if (next != State::UPDATING)
    {
        m_retransmission.Stop();
        m_list.SetRetransmission(m_correspondent, m_homeAddress, std::nullopt, Time(0));
    }
    if (next != State::HELD)
    {
        m_hold.Cancel();
    }
    m_onState(*this, from);
}

bool
CorrespondentRegistration::IsDeletion() const
{
    return m_careOf == m_homeAddress;
}

void
CorrespondentRegistration::Register(const Ipv6Address& careOfAddress)
{
    const bool isKnown = careOfAddress == m_careOf;
    m_careOf = careOfAddress;
    switch (m_state)
    {
    case State::HELD:
        if (isKnown || !MayBeBound())
        {
            return;
        }
        // It may still send to where the node was.
        break;
    case State::AUTHORIZING:
    case State::UPDATING:
    case State::BOUND:
        if (isKnown)
        {
            return;
        }
        break;
    case State::IDLE:
        if (IsBound())
        {
            // Back where it was before: the correspondent still knows.
            EnterState(State::BOUND);
            ScheduleEnd();
            return;
        }
        break;
    case State::ENDED:
        break;
    }
    BeginAuthorizing();
}

void
CorrespondentRegistration::Suspend()
{
    m_careOf = Ipv6Address::GetAny();
    switch (m_state)
    {
    case State::IDLE:
    case State::HELD:
    case State::ENDED:
        return;
    case State::AUTHORIZING:
    case State::UPDATING:
    case State::BOUND:
        EnterState(State::IDLE);
        return;
    }
}

void
CorrespondentRegistration::ReturnHome()
{
    if (IsDeletion() && m_state != State::IDLE)
    {
        return;
    }
    m_careOf = m_homeAddress;
    if (m_state == State::ENDED)
    {
        return;
    }
    if (!MayBeBound())
    {
        EnterState(State::ENDED);
        return;
    }
    BeginAuthorizing();
}

void
CorrespondentRegistration::BeginAuthorizing()
{
    m_grant.reset();
    EnterState(State::AUTHORIZING);
    m_authorizer->Begin({m_correspondent, m_homeAddress, m_careOf},
                        [this](const std::optional<UpdateGrant>& grant) { OnGrant(grant); });
}

void
CorrespondentRegistration::OnGrant(const std::optional<UpdateGrant>& grant)
{
    if (!grant && IsBound() && !IsDeletion())
    {
        // What was acknowledged lasts for its time; until then another attempt or two.
        m_lastRenewed = Simulator::Now();
        EnterState(State::BOUND);
        ScheduleEnd();
        return;
    }
    if (!grant)
    {
        Fail();
        return;
    }
    m_grant = grant;
    StartSending();
}

void
CorrespondentRegistration::StartSending()
{
    EnterState(State::UPDATING);
    const DialectProfile profile = m_host.GetProfile();
    m_retransmission.Start(
        {profile.initialBindackTimeout, profile.maxBindackTimeout, GetRetransmissions(profile)});
}

uint32_t
CorrespondentRegistration::GetRetransmissions(const DialectProfile& profile) const
{
    if (!profile.asksUntilMaxTimeout)
    {
        return m_host.GetTermsWanted().maxFailures;
    }
    return Retransmission::CountDoublings(profile.initialBindackTimeout, profile.maxBindackTimeout);
}

void
CorrespondentRegistration::OnNoAnswer()
{
    // A correspondent that has lost its node key ignores what is signed with it.
    m_authorizer->Forget(true, true);
    if (m_failures++ == 0 && !m_host.GetProfile().asksUntilMaxTimeout)
    {
        BeginAuthorizing();
        return;
    }
    OnGrant(std::nullopt);
}

void
CorrespondentRegistration::Fail()
{
    m_failures = 0;
    // RFC 6275 section 5.2.9: by way of the home agent from now on.
    m_boundUntil = Time(0);
    m_end.Cancel();
    if (IsDeletion())
    {
        // What it has ends with its lifetime.
        m_mayBeBoundUntil = Time(0);
        EnterState(State::ENDED);
        return;
    }
    const Time hold = m_host.GetTermsWanted().retryHold;
    m_list.MarkNoMoreUpdates(m_correspondent, m_homeAddress, Simulator::Now() + hold);
    EnterState(State::HELD);
    m_hold.Schedule(hold, [this] { EnterState(State::ENDED); });
}

void
CorrespondentRegistration::Refresh()
{
    // Who has no use for the binding lets it end.
    if (m_state == State::BOUND)
    {
        OnRefreshDue();
    }
}

void
CorrespondentRegistration::ScheduleEnd()
{
    const Time now = Simulator::Now();
    m_end.Schedule(std::max(m_boundUntil - now, Time(0)), [this] { OnEnd(); });
    const uint32_t percent = m_host.GetTermsWanted().refreshPercent;
    const Time due = m_lastRenewed + (m_boundUntil - m_lastRenewed) * percent / 100;
    if (m_state == State::BOUND)
    {
        m_refresh.Schedule(std::max(due - now, Time(0)), [this] { OnRefreshDue(); });
    }
}

void
CorrespondentRegistration::OnRefreshDue()
{
    if (m_host.IsUsed(*this, m_lastRenewed))
    {
        BeginAuthorizing();
    }
}

void
CorrespondentRegistration::OnEnd()
{
    if (m_state == State::BOUND)
    {
        EnterState(State::ENDED);
        return;
    }
    m_onState(*this, m_state);
}

CorrespondentRegistration::State
CorrespondentRegistration::GetState() const
{
    return m_state;
}

const Ipv6Address&
CorrespondentRegistration::GetHomeAddress() const
{
    return m_homeAddress;
}

const Ipv6Address&
CorrespondentRegistration::GetCorrespondent() const
{
    return m_correspondent;
}

const Ipv6Address&
CorrespondentRegistration::GetCareOfAddress() const
{
    return m_careOf;
}

bool
CorrespondentRegistration::IsBound() const
{
    return m_boundUntil > Simulator::Now() && m_boundCareOf == m_careOf;
}

bool
CorrespondentRegistration::MayBeBound() const
{
    return m_mayBeBoundUntil > Simulator::Now();
}

const char*
ToString(CorrespondentRegistration::State state)
{
    using State = CorrespondentRegistration::State;
    switch (state)
    {
    case State::IDLE:
        return "IDLE";
    case State::AUTHORIZING:
        return "AUTHORIZING";
    case State::UPDATING:
        return "UPDATING";
    case State::BOUND:
        return "BOUND";
    case State::HELD:
        return "HELD";
    case State::ENDED:
        return "ENDED";
    }
    return "?";
}

std::ostream&
operator<<(std::ostream& os, CorrespondentRegistration::State state)
{
    return os << ToString(state);
}

} // namespace ns3::nemo
