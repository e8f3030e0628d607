// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-update-discovery.h"

#include "ns3/mip6-home-agents-anycast.h"
#include "ns3/mip6-home-agents-list.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/mip6-sequence-number.h"
#include "ns3/mip6-unicast-routable.h"
#include "ns3/mip6-update-rate.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

UpdateDiscovery::UpdateDiscovery(const DiscoveryParts& parts, Profile profile)
    : m_parts(parts),
      m_profile(std::move(profile)),
      m_port(parts.stack->GetMessagePort()),
      m_retransmission([this] { return EarliestUpdate(); }, [this](uint32_t) { Transmit(); }),
      m_handler(m_port->Take(MobilityHeaderType::BINDING_ACKNOWLEDGEMENT,
                             [this](const SignalDelivery& it) { return OnAcknowledgement(it); }))
{
}

UpdateDiscovery::~UpdateDiscovery()
{
    m_port->Release(m_handler);
}

void
UpdateDiscovery::Ask(const HomeAgentQuestion& question, Answer answer)
{
    Stop();
    m_question = question;
    m_answer = std::move(answer);
    // A home link has room for the anycast address: a home address needs the same bits.
    m_anycast = HomeAgentsAnycastAddress(question.homePrefix).value_or(Ipv6Address::GetAny());
    m_sequence = ChooseSequence();
    const DialectProfile profile = m_profile();
    m_retransmission.Start(
        {profile.initialBindackTimeout, profile.maxBindackTimeout, std::nullopt});
}

/// A home agent that has a binding of an earlier update ignores what does not exceed that one
/// (section 7.2), whatever it was sent to.
uint16_t
UpdateDiscovery::ChooseSequence() const
{
    const Time now = Simulator::Now();
    const auto here = m_parts.list.LastSequence(m_anycast, now);
    auto last = m_parts.list.LastSequence(m_question.lastHomeAgent, now);
    if (here && (!last || IsNewer(*here, *last)))
    {
        last = here;
    }
    return last ? SequenceAfter(*last) : m_question.identifier;
}

void
UpdateDiscovery::Stop()
{
    // The entry of the list lives on: the update may still be on its way.
    m_retransmission.Stop();
    m_parts.list.SetRetransmission(m_anycast, m_question.homeAddress, std::nullopt, Time(0));
}

Time
UpdateDiscovery::LeastPause() const
{
    return m_profile().initialBindackTimeout;
}

Time
UpdateDiscovery::EarliestUpdate() const
{
    return EarliestBindingUpdate(m_parts.rate, m_profile(), m_anycast, m_question.careOfAddress);
}

void
UpdateDiscovery::Transmit()
{
    BindingUpdate update;
    update.acknowledge = true;
    update.homeRegistration = true;
    update.sequence = m_sequence;
    update.lifetime = m_question.lifetime;
    update.interfaceIdentifierLength = m_profile().interfaceIdentifierLength;
    Envelope envelope;
    envelope.source = m_question.homeAddress;
    envelope.destination = m_anycast;
    envelope.careOfSource = m_question.careOfAddress;
    envelope.interface = m_question.interface;
    Record(m_sequence);
    NoteBindingUpdate(m_parts.rate, m_profile(), m_anycast, m_question.careOfAddress);
    m_port->Send(Signal{update, {}}, envelope);
}

/// Section 9.5: like any other update that is sent.
void
UpdateDiscovery::Record(uint16_t sequence)
{
    BindingUpdateEntry entry;
    entry.destination = m_anycast;
    entry.homeAddress = m_question.homeAddress;
    entry.careOfAddress = m_question.careOfAddress;
    entry.lifetime = m_question.lifetime;
    entry.sequence = sequence;
    entry.acknowledge = true;
    entry.homeRegistration = true;
    entry.lastSent = Simulator::Now();
    m_parts.list.Record(std::move(entry));
    m_parts.list.SetRetransmission(m_anycast,
                                   m_question.homeAddress,
                                   m_retransmission.GetNextTransmission(),
                                   m_retransmission.GetTimeout());
}

bool
UpdateDiscovery::OnAcknowledgement(const SignalDelivery& delivery)
{
    const auto& answer = *delivery.signal.Get<BindingAcknowledgement>();
    // Section 5.1: a home registration goes to a router that shares the home prefix.
    const bool isHomeAgent = IsUnicastRoutable(delivery.source) && delivery.source != m_anycast &&
                             m_question.homePrefix.Contains(delivery.source);
    if (!m_retransmission.IsOutstanding() ||
        answer.status != BindingStatus::HOME_AGENT_DISCOVERY_RESPONSE || !isHomeAgent ||
        answer.sequence != m_sequence || delivery.destination != m_question.homeAddress ||
        !delivery.routingHeader)
    {
        return false;
    }
    m_retransmission.Stop();
    // Section 9.10: it was rejected, so nobody has a binding by it.
    m_parts.list.Remove(m_anycast, m_question.homeAddress);
    Remember(delivery.source);
    // It may ask again, and so replace itself.
    const Answer told = m_answer;
    told({m_known, false});
    return true;
}

void
UpdateDiscovery::Remember(const Ipv6Address& homeAgent)
{
    m_known.erase(std::remove(m_known.begin(), m_known.end(), homeAgent), m_known.end());
    m_known.insert(m_known.begin(), homeAgent);
    m_known.resize(std::min<std::size_t>(m_known.size(), MAX_DISCOVERED_ADDRESSES));
}

} // namespace ns3::nemo
