// SPDX-License-Identifier: GPL-2.0-only
// Signals that wait for a packet to ride on, which only destination options can.
// draft-ietf-mobileip-ipv6-04 section 9.5.
#include "ns3/mip6-message-port.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

void
MessagePort::SendWithin(Time delay, const Signal& signal, const Envelope& envelope)
{
    if (!m_codec->Knows(signal))
    {
        return;
    }
    const Carriage carriage = Encode(signal, envelope);
    ForgetWaiting(TypeOf(signal), envelope);
    if (delay <= Time(0) || carriage.destinationOptions.empty() || !carriage.payload.empty())
    {
        Send(signal, envelope);
        return;
    }
    m_waiting.emplace_back();
    const auto place = std::prev(m_waiting.end());
    place->signal = signal;
    place->envelope = envelope;
    place->carriage = carriage;
    place->due.Schedule(delay, [this, place] {
        const Waiting alone{place->signal, place->envelope, {}, {}};
        m_waiting.erase(place);
        Send(alone.signal, alone.envelope);
    });
}

void
MessagePort::ForgetWaiting()
{
    m_waiting.clear();
}

void
MessagePort::ForgetWaiting(MobilityHeaderType type, const Envelope& envelope)
{
    m_waiting.remove_if([&](const Waiting& waiting) {
        return TypeOf(waiting.signal) == type && waiting.envelope.source == envelope.source &&
               waiting.envelope.destination == envelope.destination;
    });
}

std::optional<Rider>
MessagePort::FindRider(const Ipv6Header& header, const Transform& transform)
{
    const auto fits = [&](const Waiting& waiting) {
        const Envelope& envelope = waiting.envelope;
        const bool isSameWay =
            (!envelope.careOfSource || transform.source == *envelope.careOfSource) &&
            (!envelope.careOfDestination || transform.destination == *envelope.careOfDestination);
        const bool hasHome =
            !waiting.carriage.needsHomeAddress || transform.homeAddress == envelope.source;
        return header.GetSource() == envelope.source &&
               header.GetDestination() == envelope.destination && isSameWay && hasHome;
    };
    const auto place = std::find_if(m_waiting.begin(), m_waiting.end(), fits);
    if (place == m_waiting.end())
    {
        return std::nullopt;
    }
    return Rider{place->carriage.destinationOptions,
                 place->carriage.needsProtection,
                 [this, place](uint32_t octets) {
                     const Signal signal = place->signal;
                     const Envelope envelope = place->envelope;
                     m_waiting.erase(place);
                     m_sent(signal, envelope, octets);
                 }};
}

} // namespace ns3::nemo
