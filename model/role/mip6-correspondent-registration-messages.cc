// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-correspondent-registration.h"
#include "ns3/mip6-lifetime.h"
#include "ns3/mip6-sequence-number.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

// What a registration with a correspondent sends and what the answers mean;
// mip6-correspondent-registration.cc has the states.

namespace ns3::nemo
{

uint32_t
CorrespondentRegistration::GetLifetime() const
{
    return IsDeletion() ? 0
                        : GrantedLifetime(m_host.GetTermsWanted().lifetime,
                                          INFINITE_LIFETIME,
                                          m_host.GetValidity(*this),
                                          m_host.GetProfile().lifetimeUnit);
}

uint16_t
CorrespondentRegistration::NextSequence() const
{
    const auto last = m_list.LastSequence(m_correspondent, Simulator::Now());
    const auto* entry = m_list.Find(m_correspondent, m_homeAddress);
    const bool isKept = m_isSentAgain && !m_host.GetProfile().newSequenceWhenSentAgain && entry &&
                        entry->sequence == last;
    if (isKept)
    {
        return *last;
    }
    return last ? SequenceAfter(*last) : m_host.DrawSequence();
}

Signal
CorrespondentRegistration::MakeUpdate() const
{
    BindingUpdate body;
    body.sequence = NextSequence();
    body.acknowledge = m_host.GetTermsWanted().acknowledge || IsDeletion();
    body.lifetime = GetLifetime();
    return {body, m_grant->options};
}

void
CorrespondentRegistration::Transmit()
{
    const Time now = Simulator::Now();
    const Signal update = MakeUpdate();
    if (!IsDeletion() && update.Get<BindingUpdate>()->lifetime == 0)
    {
        // RFC 6275 section 11.7.2: no longer than the home registration. That is about to end, and
        // Register comes when it is renewed.
        EnterState(State::IDLE);
        return;
    }
    const auto& body = *update.Get<BindingUpdate>();
    BindingUpdateEntry entry;
    entry.destination = m_correspondent;
    entry.homeAddress = m_homeAddress;
    entry.careOfAddress = m_careOf;
    entry.lifetime = body.lifetime;
    entry.sequence = body.sequence;
    entry.acknowledge = body.acknowledge;
    entry.lastSent = now;
    m_list.Record(std::move(entry));
    m_list.SetRetransmission(m_correspondent,
                             m_homeAddress,
                             m_retransmission.GetNextTransmission(),
                             m_retransmission.GetTimeout());
    m_mayBeBoundUntil = std::max(m_mayBeBoundUntil, EndOfLifetime(now, body.lifetime));
    if (m_boundCareOf != m_careOf)
    {
        // From now on the correspondent may have another binding than it acknowledged.
        m_boundUntil = Time(0);
        m_end.Cancel();
    }
    Envelope envelope;
    envelope.source = m_homeAddress;
    envelope.destination = m_correspondent;
    if (!IsDeletion())
    {
        envelope.careOfSource = m_careOf;
    }
    envelope.authority = m_grant->authority;
    m_host.SendUpdate(*this, update, envelope);
    if (!body.acknowledge)
    {
        // RFC 6275 section 11.7.2: then the node takes it for granted.
        OnAccepted(body.lifetime);
    }
}

bool
CorrespondentRegistration::IsAnswer(const SignalDelivery& delivery) const
{
    const auto* body = delivery.signal.Get<BindingAcknowledgement>();
    const auto* entry = m_list.Find(m_correspondent, m_homeAddress);
    if (!body || !entry || !m_grant || delivery.source != m_correspondent ||
        delivery.destination != m_homeAddress || delivery.routingHeader == IsDeletion())
    {
        return false;
    }
    const bool isOutstanding =
        m_retransmission.IsOutstanding() || (m_state == State::BOUND && !entry->acknowledge);
    switch (body->status)
    {
    case BindingStatus::EXPIRED_HOME_NONCE_INDEX:
    case BindingStatus::EXPIRED_CARE_OF_NONCE_INDEX:
    case BindingStatus::EXPIRED_NONCES:
        // RFC 6275 section 9.5.4: nobody could sign these, so they may do nothing but make the
        // node ask again.
        return isOutstanding && body->sequence == entry->sequence;
    default:
        break;
    }
    if (m_grant->authority)
    {
        Octets message(delivery.packet->GetSize());
        delivery.packet->CopyData(message.data(), delivery.packet->GetSize());
        if (!IsAuthentic(message.data(), message.size(), *m_grant->authority))
        {
            return false;
        }
    }
    // A number that the correspondent would accept was not rejected: that answers an older one.
    return isOutstanding && (body->status == BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW
                                 ? !IsNewer(entry->sequence, body->sequence)
                                 : body->sequence == entry->sequence);
}

bool
CorrespondentRegistration::Receive(const SignalDelivery& delivery)
{
    if (!IsAnswer(delivery))
    {
        return false;
    }
    const auto& body = *delivery.signal.Get<BindingAcknowledgement>();
    if (IsAccepted(body.status))
    {
        m_list.Acknowledge(m_correspondent,
                           m_homeAddress,
                           body.sequence,
                           body.lifetime,
                           Simulator::Now());
        OnAccepted(body.lifetime);
    }
    else if (body.status == BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW)
    {
        OnSequenceRejected(body.sequence);
    }
    else
    {
        OnRefused(body.status);
    }
    return true;
}

void
CorrespondentRegistration::OnAccepted(uint32_t lifetime)
{
    const auto* entry = m_list.Find(m_correspondent, m_homeAddress);
    const Time now = Simulator::Now();
    m_failures = 0;
    m_lastRenewed = now;
    m_boundCareOf = m_careOf;
    m_boundUntil = IsDeletion() || lifetime == 0 ? Time(0) : entry->expires;
    m_mayBeBoundUntil = m_boundUntil;
    if (!IsBound())
    {
        m_end.Cancel();
        EnterState(State::ENDED);
        return;
    }
    EnterState(State::BOUND);
    ScheduleEnd();
}

void
CorrespondentRegistration::OnRefused(BindingStatus status)
{
    switch (status)
    {
    case BindingStatus::EXPIRED_HOME_NONCE_INDEX:
        m_authorizer->Forget(true, false);
        break;
    case BindingStatus::EXPIRED_CARE_OF_NONCE_INDEX:
        m_authorizer->Forget(false, true);
        break;
    case BindingStatus::EXPIRED_NONCES:
        m_authorizer->Forget(true, true);
        break;
    default:
        // RFC 6275 section 11.7.3: it does not want us, or not now.
        Fail();
        if (m_host.GetProfile().forgetsRefusedUpdates)
        {
            m_list.Remove(m_correspondent, m_homeAddress, m_mayBeBoundUntil);
        }
        return;
    }
    if (++m_failures > m_host.GetTermsWanted().maxFailures)
    {
        Fail();
        return;
    }
    BeginAuthorizing();
}

void
CorrespondentRegistration::OnSequenceRejected(uint16_t last)
{
    m_list.AdoptSequence(m_correspondent, last);
    if (++m_failures > 1)
    {
        // A second time in a row the back-off goes on: nobody can make us hurry.
        return;
    }
    StartSending();
}

void
CorrespondentRegistration::OnUnknownBinding()
{
    // Anybody can say so: that the correspondent may be bound is not to be forgotten for it.
    m_boundUntil = Time(0);
    m_end.Cancel();
    if (m_state != State::UPDATING && m_state != State::HELD)
    {
        // RFC 6275 section 11.3.6. What was sent since, or is not to be sent, has its own entry.
        m_list.Remove(m_correspondent, m_homeAddress, m_mayBeBoundUntil);
    }
    switch (m_state)
    {
    case State::BOUND:
        // Who has lost its bindings has lost its nonces.
        m_authorizer->Forget(true, true);
        BeginAuthorizing();
        return;
    case State::IDLE:
    case State::AUTHORIZING:
    case State::UPDATING:
    case State::HELD:
    case State::ENDED:
        // What is under way makes it anew, but packets may not rely on it now.
        m_onState(*this, m_state);
        return;
    }
}

void
CorrespondentRegistration::OnUnsupported()
{
    // Who has acknowledged a binding knows mobility, whatever anybody says.
    const auto* entry = m_list.Find(m_correspondent, m_homeAddress);
    const bool isTakenForGranted = m_state == State::BOUND && entry && !entry->acknowledge;
    if (isTakenForGranted ||
        (!IsBound() && (m_state == State::AUTHORIZING || m_state == State::UPDATING)))
    {
        Fail();
    }
}

void
CorrespondentRegistration::OnDetour()
{
    if (m_state == State::BOUND &&
        m_host.EarliestUpdate(m_correspondent, m_careOf) <= Simulator::Now())
    {
        BeginAuthorizing();
    }
}

} // namespace ns3::nemo
