// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-home-registration.h"
#include "ns3/mip6-sequence-number.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

// What a home registration sends and what the answers mean; mip6-home-registration.cc has the
// states.

namespace ns3::nemo
{

bool
IsTemporary(BindingStatus status)
{
    return status == BindingStatus::REASON_UNSPECIFIED ||
           status == BindingStatus::INSUFFICIENT_RESOURCES;
}

void
HomeRegistration::Begin()
{
    const DialectProfile profile = m_host.GetProfile();
    // The home agent's Duplicate Address Detection takes longer than an ordinary answer.
    const bool isFirst = m_state == State::REGISTERING && !IsBound();
    const Time initial =
        isFirst ? profile.initialBindackTimeoutFirstReg : profile.initialBindackTimeout;
    m_isGivenUp = false;
    m_patience = GetPatience(initial, profile.maxBindackTimeout);
    m_retransmission.Start({initial, profile.maxBindackTimeout, std::nullopt});
}

void
HomeRegistration::Transmit()
{
    const bool isDeregistration = m_state == State::DEREGISTERING;
    const Signal update = MakeUpdate(isDeregistration);
    Record(update);
    m_list.SetRetransmission(m_home.homeAgent,
                             m_home.homeAddress,
                             m_retransmission.GetNextTransmission(),
                             m_retransmission.GetTimeout());
    if (isDeregistration)
    {
        // From now on the home agent may have none: a registration after this is a first one.
        m_boundUntil = Time(0);
    }
    else
    {
        const uint32_t lifetime = update.Get<BindingUpdate>()->lifetime;
        m_mayBeBoundUntil = std::max(m_mayBeBoundUntil, EndOfLifetime(Simulator::Now(), lifetime));
    }
    Envelope envelope;
    envelope.source = m_home.homeAddress;
    envelope.destination = m_home.homeAgent;
    if (!isDeregistration || !m_fromHome)
    {
        envelope.careOfSource = m_careOf;
    }
    m_host.SendUpdate(*this, update, envelope);
}

/// RFC 6275 section 11.7.1: with every update, since the next one has the number after it.
void
HomeRegistration::Record(const Signal& update)
{
    const auto& body = *update.Get<BindingUpdate>();
    BindingUpdateEntry entry;
    entry.destination = m_home.homeAgent;
    entry.homeAddress = m_home.homeAddress;
    entry.careOfAddress = body.lifetime == 0 ? m_home.homeAddress : m_careOf;
    entry.lifetime = body.lifetime;
    entry.sequence = body.sequence;
    entry.acknowledge = body.acknowledge;
    entry.homeRegistration = body.homeRegistration;
    entry.linkLocalAddressCompatibility = body.linkLocalAddressCompatibility;
    entry.mobileRouter = body.mobileRouter;
    entry.prefixDelegation = body.prefixDelegation;
    for (const auto& option : update.Options<MobileNetworkPrefixOption>())
    {
        entry.prefixes.emplace_back(option.prefix, option.prefixLength);
    }
    entry.lastSent = Simulator::Now();
    m_list.Record(std::move(entry));
}

Signal
HomeRegistration::MakeUpdate(bool isDeregistration) const
{
    const Ipv6Address& agent = m_home.homeAgent;
    BindingUpdate body;
    const auto last = m_list.LastSequence(agent, Simulator::Now());
    const auto* entry = m_list.Find(agent, m_home.homeAddress);
    const bool keepsSequence = m_isSentAgain && !m_host.GetProfile().newSequenceWhenSentAgain &&
                               entry && entry->sequence == last;
    const uint16_t next = last ? SequenceAfter(*last) : m_host.DrawSequence();
    body.sequence = keepsSequence ? *last : next;
    body.acknowledge = true;
    body.homeRegistration = true;
    body.linkLocalAddressCompatibility = m_host.IsLinkLocalCompatible(*this);
    body.lifetime = isDeregistration ? 0 : GetLifetime();
    body.interfaceIdentifierLength = m_host.GetProfile().interfaceIdentifierLength;
    Signal update{body, {}};
    m_host.Complete(*this, update);
    if (!m_host.GetProfile().namesCareOfAddress)
    {
        return update;
    }
    if (!isDeregistration)
    {
        update.options.emplace_back(AlternateCareOfAddress{m_careOf});
    }
    else if (!m_fromHome || m_state != State::DEREGISTERING)
    {
        // Both signs of a deletion (RFC 6275 section 6.1.7), where the source cannot be one.
        update.options.emplace_back(AlternateCareOfAddress{m_home.homeAddress});
    }
    return update;
}

uint32_t
HomeRegistration::GetLifetime() const
{
    const uint32_t unit = m_host.GetProfile().lifetimeUnit;
    const uint32_t lifetime = GrantedLifetime(m_host.GetPolicy().lifetime,
                                              INFINITE_LIFETIME,
                                              m_host.GetValidity(*this),
                                              unit);
    // The field MUST NOT be 0, while the limit by what stays valid is a SHOULD.
    return std::max(lifetime, unit);
}

void
HomeRegistration::StopSending()
{
    m_retransmission.Stop();
    m_list.SetRetransmission(m_home.homeAgent, m_home.homeAddress, std::nullopt, Time(0));
}

bool
HomeRegistration::IsAnswer(const SignalDelivery& delivery) const
{
    const auto* body = delivery.signal.Get<BindingAcknowledgement>();
    const auto* entry = m_list.Find(m_home.homeAgent, m_home.homeAddress);
    if (!body || !entry || delivery.source != m_home.homeAgent ||
        body->status == BindingStatus::HOME_AGENT_DISCOVERY_RESPONSE ||
        delivery.destination != m_home.homeAddress || !m_retransmission.IsOutstanding())
    {
        return false;
    }
    // RFC 6275 section 9.5.4: by a routing header unless the update came from the home address.
    const bool isAway = m_state != State::DEREGISTERING || !m_fromHome;
    if (delivery.routingHeader != isAway)
    {
        return false;
    }
    if (body->status == BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW)
    {
        // A number that the home agent would accept was not rejected: this answers an older one.
        return !IsNewer(entry->sequence, body->sequence);
    }
    return body->sequence == entry->sequence;
}

bool
HomeRegistration::Receive(const SignalDelivery& delivery)
{
    if (!IsAnswer(delivery))
    {
        return false;
    }
    m_host.OnAcknowledgement(*this, delivery.signal);
    const auto& body = *delivery.signal.Get<BindingAcknowledgement>();
    if (IsAccepted(body.status))
    {
        OnAccepted(delivery.signal);
    }
    else if (body.status == BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW)
    {
        OnSequenceRejected(body.sequence);
    }
    else
    {
        OnRejected(body);
    }
    return true;
}

void
HomeRegistration::OnAccepted(const Signal& acknowledgement)
{
    if (m_state == State::DEREGISTERING)
    {
        OnDeregistered();
        return;
    }
    const auto& body = *acknowledgement.Get<BindingAcknowledgement>();
    const auto* entry = m_list.Find(m_home.homeAgent, m_home.homeAddress);
    const Time sent = entry->lastSent;
    const uint32_t granted = std::min(body.lifetime, entry->lifetime);
    m_list.Acknowledge(m_home.homeAgent,
                       m_home.homeAddress,
                       body.sequence,
                       body.lifetime,
                       Simulator::Now());
    m_boundUntil = m_list.Find(m_home.homeAgent, m_home.homeAddress)->expires;
    m_mayBeBoundUntil = m_boundUntil;
    m_isProven = true;
    if (!m_host.IsEnough(*this, acknowledgement) || !IsBound())
    {
        m_rejection = body.status;
        m_retryAt = Time::Max();
        Deregister(m_careOf);
        return;
    }
    m_retryDelay = Time(0);
    std::optional<uint32_t> advice;
    if (const auto* option = acknowledgement.Option<BindingRefreshAdvice>())
    {
        advice = option->Seconds();
    }
    else if (body.refresh > 0 && body.refresh < body.lifetime)
    {
        advice = body.refresh;
    }
    const Time delay = RefreshDelay(granted, advice, m_host.GetPolicy().refreshPercent);
    m_refreshAt = delay == Time::Max() ? delay : sent + delay;
    EnterState(State::REGISTERED);
}

void
HomeRegistration::OnRejected(const BindingAcknowledgement& acknowledgement)
{
    if (m_state == State::DEREGISTERING)
    {
        OnDeregistered();
        return;
    }
    const BindingStatus status = acknowledgement.status;
    // One that was left may defend the home address still, for this node.
    const bool isDefended = Simulator::Now() < m_abandonedUntil;
    const bool isDuplicate =
        status == BindingStatus::DUPLICATE_ADDRESS_DETECTION_FAILED && !isDefended;
    m_rejection = status;
    PlanRetry(IsTemporary(status) ||
              (status == BindingStatus::DUPLICATE_ADDRESS_DETECTION_FAILED && isDefended));
    if (m_host.GetProfile().forgetsRefusedUpdates)
    {
        // The home agent may remember the number, which the next one has to exceed.
        m_list.Remove(m_home.homeAgent, m_home.homeAddress, Time::Max());
    }
    else
    {
        m_list.MarkNoMoreUpdates(m_home.homeAgent, m_home.homeAddress, m_retryAt);
    }
    // What the home agent made before stays there until its end (RFC 6275 section 10.3.1), and
    // with it the defence of the home address; but it is not relied upon (RFC 3963 section 5.4.2).
    m_mayBeBoundUntil = m_boundUntil;
    m_boundUntil = Time(0);
    const bool mayGo = m_host.JudgeRefusal(*this, status) != Refusal::FATAL;
    if (mayGo && IsElsewhereBetter(status) && !m_host.IsCorrectable(*this))
    {
        // A home address has one home agent at a time: what is still bound ends first.
        MayBeBound() ? Deregister(m_careOf) : Search();
        return;
    }
    EnterState(isDuplicate ? State::REFUSED : State::REJECTED);
}

void
HomeRegistration::PlanRetry(bool isTemporary)
{
    const RegistrationPolicy policy = m_host.GetPolicy();
    m_retryAt = Time::Max();
    if (isTemporary && policy.retryDelay.IsStrictlyPositive())
    {
        m_retryDelay =
            m_retryDelay.IsZero()
                ? policy.retryDelay
                : std::max(m_retryDelay, std::min(m_retryDelay * 2, policy.retryMaxDelay));
        m_retryAt = Simulator::Now() + m_retryDelay;
    }
}

void
HomeRegistration::OnRetry()
{
    m_rejection.reset();
    if (m_careOf.IsAny())
    {
        EnterState(MayBeBound() ? State::DISCONNECTED : State::IDLE);
        return;
    }
    EnterState(State::REGISTERING);
    Begin();
}

void
HomeRegistration::OnSequenceRejected(uint16_t last)
{
    m_list.AdoptSequence(m_home.homeAgent, last);
    if (!m_resynchronised)
    {
        // A second time in a row the back-off goes on: no home agent can make us hurry.
        m_resynchronised = true;
        Begin();
    }
}

void
HomeRegistration::OnDeregistered()
{
    ForgetBinding();
    if (m_rejection && !m_fromHome && IsElsewhereBetter(*m_rejection))
    {
        Search();
        return;
    }
    if (m_rejection && !m_fromHome)
    {
        m_list.MarkNoMoreUpdates(m_home.homeAgent, m_home.homeAddress, Time::Max());
        EnterState(State::REJECTED);
        return;
    }
    EnterState(State::IDLE);
}

void
HomeRegistration::ForgetBinding()
{
    m_boundUntil = Time(0);
    m_mayBeBoundUntil = Time(0);
    // The home agent may remember our last number longer than we have a binding.
    m_list.Remove(m_home.homeAgent, m_home.homeAddress, Time::Max());
}

} // namespace ns3::nemo
