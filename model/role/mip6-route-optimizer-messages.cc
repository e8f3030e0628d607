// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/icmpv6-header.h"
#include "ns3/ipv6-header.h"
#include "ns3/mip6-extension-chain.h"
#include "ns3/mip6-mobility-header.h"
#include "ns3/mip6-octets.h"
#include "ns3/mip6-quoted-packet.h"
#include "ns3/mip6-route-optimizer.h"
#include "ns3/mip6-tunnelled-packet.h"
#include "ns3/mip6-unicast-routable.h"
#include "ns3/mip6-update-rate.h"
#include "ns3/simulator.h"

// The messages of route optimisation, out and in; mip6-route-optimizer.cc has when it begins and
// what follows from it.

namespace ns3::nemo
{

Time
RouteOptimizer::EarliestUpdate(const Ipv6Address& destination, const Ipv6Address& careOf) const
{
    return EarliestBindingUpdate(m_rate, m_host.GetProfile(), destination, careOf);
}

Time
RouteOptimizer::EarliestTest(const Ipv6Address& correspondent, MobilityHeaderType type) const
{
    return m_rate.Earliest(correspondent,
                           type,
                           Simulator::Now(),
                           m_host.GetProfile().maxUpdateRate);
}

void
RouteOptimizer::SendUpdate(const CorrespondentRegistration& registration,
                           const Signal& update,
                           const Envelope& envelope)
{
    Envelope onInterface = envelope;
    if (envelope.careOfSource)
    {
        onInterface.interface = CareOfFor(registration.GetCorrespondent()).interface;
    }
    NoteBindingUpdate(m_rate,
                      m_host.GetProfile(),
                      registration.GetCorrespondent(),
                      envelope.careOfSource.value_or(envelope.source));
    m_stack->GetMessagePort()->SendWithin(m_host.GetProfile().piggybackDelay, update, onInterface);
}

void
RouteOptimizer::SendTest(const Ipv6Address& correspondent,
                         const Ipv6Address& address,
                         const SignalBody& test)
{
    const Signal signal{test, {}};
    Envelope envelope;
    envelope.source = address;
    envelope.destination = correspondent;
    if (address != m_homeAddress)
    {
        // RFC 6275 section 6.1.4: straight from the care-of address; the other one goes by the
        // home agent's tunnel, or from the home link.
        envelope.interface = m_host.GetInterface();
    }
    m_rate.Note(correspondent, TypeOf(signal), Simulator::Now());
    m_stack->GetMessagePort()->Send(signal, envelope);
}

bool
RouteOptimizer::OnHomeTest(const SignalDelivery& delivery)
{
    if (delivery.destination != m_homeAddress)
    {
        return false;
    }
    const bool isAtHome = m_careOf == m_homeAddress;
    const bool byHomeLink =
        delivery.tunnel ? delivery.tunnel->source == m_homeAgent && !isAtHome : isAtHome;
    OnVerdict(m_tests.Receive(*delivery.signal.Get<HomeTest>(),
                              delivery.source,
                              delivery.destination,
                              byHomeLink && !delivery.routingHeader,
                              Simulator::Now()),
              delivery);
    return true;
}

bool
RouteOptimizer::OnCareOfTest(const SignalDelivery& delivery)
{
    if (delivery.destination != m_careOf || m_careOf == m_homeAddress)
    {
        return false;
    }
    OnVerdict(m_tests.Receive(*delivery.signal.Get<CareOfTest>(),
                              delivery.source,
                              delivery.destination,
                              Simulator::Now()),
              delivery);
    return true;
}

void
RouteOptimizer::OnVerdict(TestVerdict verdict, const SignalDelivery& delivery)
{
    if (verdict != TestVerdict::ACCEPTED)
    {
        m_stack->GetPacketPath()->Drop(DropReason::UNEXPECTED_MESSAGE, delivery.packet);
        return;
    }
    m_allTests.Tell(delivery.source);
}

bool
RouteOptimizer::OnAcknowledgement(const SignalDelivery& delivery)
{
    Peer* peer = FindPeer(delivery.source);
    return peer && peer->registration->Receive(delivery);
}

bool
RouteOptimizer::OnError(const SignalDelivery& delivery)
{
    // RFC 6275 section 11.3.6: from whom the node has nothing to do with it is ignored.
    Peer* peer = FindPeer(delivery.source);
    const bool isForNode =
        delivery.destination == m_careOf || delivery.destination == m_homeAddress;
    if (!peer || !isForNode)
    {
        return false;
    }
    const auto& error = *delivery.signal.Get<BindingError>();
    switch (error.status)
    {
    case BindingErrorStatus::UNKNOWN_BINDING:
        if (error.homeAddress != m_homeAddress || !peer->registration->MayBeBound() ||
            HasProgress(delivery.source))
        {
            return false;
        }
        peer->registration->OnUnknownBinding();
        return true;
    case BindingErrorStatus::UNRECOGNIZED_MOBILITY_HEADER_TYPE:
        peer->registration->OnUnsupported();
        return true;
    }
    return false;
}

/// RFC 6275 section 11.3.6: upper layers do well, since by a routing header comes only what was
/// sent by the binding.
bool
RouteOptimizer::HasProgress(const Ipv6Address& correspondent) const
{
    const Time window = m_host.GetRouteOptimizationTerms().progressWindow;
    const auto last = m_stack->GetSteering()->Optimised().LastArrival(m_homeAddress, correspondent);
    return last && Simulator::Now() - *last < window;
}

bool
RouteOptimizer::OnIcmpv6(const Icmpv6Delivery& delivery)
{
    if (delivery.type != Icmpv6Header::ICMPV6_ERROR_PARAMETER_ERROR)
    {
        return false;
    }
    const auto quoted = QuotedPacket::Of(delivery.octets);
    Peer* peer = quoted ? FindPeer(quoted->GetDestination()) : nullptr;
    const uint8_t code = delivery.octets[1];
    const bool isAboutOurs =
        peer && ((code == Icmpv6Header::ICMPV6_UNKNOWN_NEXT_HEADER && IsOutstanding(*quoted)) ||
                 (code == Icmpv6Header::ICMPV6_UNKNOWN_OPTION && delivery.signals &&
                  IsOutstanding(*quoted, *delivery.signals)));
    if (isAboutOurs)
    {
        peer->registration->OnUnsupported();
    }
    return false;
}

bool
RouteOptimizer::IsOutstanding(const QuotedPacket& quoted, const Octets& options) const
{
    Carriage carriage;
    carriage.destinationOptions = options;
    const Ipv6Address& correspondent = quoted.GetDestination();
    const auto* entry = m_list.Find(correspondent, m_homeAddress);
    for (const auto& result :
         m_stack->GetMessagePort()->GetCodec()->Decode(carriage, m_homeAddress, correspondent))
    {
        const auto* signal = std::get_if<Signal>(&result);
        const auto* update = signal ? signal->Get<BindingUpdate>() : nullptr;
        if (update && entry && quoted.GetSource() == m_homeAddress &&
            update->sequence == entry->sequence)
        {
            return true;
        }
    }
    return false;
}

bool
RouteOptimizer::IsOutstanding(const QuotedPacket& quoted) const
{
    const Octets& octets = quoted.GetOctets();
    OctetReader reader(octets.data(), octets.size());
    // PathErrors has taken away the Home Address option of an update.
    reader.Skip(Ipv6Header().GetSerializedSize());
    reader.Skip(2); // Payload Proto, Header Len
    const auto type = static_cast<MobilityHeaderType>(reader.U8());
    reader.Skip(3); // Reserved, Checksum
    const uint16_t sequence = reader.U16();
    if (!reader.Ok() || quoted.GetNextHeader() != MOBILITY_HEADER_PROTOCOL)
    {
        return false;
    }
    const Ipv6Address& correspondent = quoted.GetDestination();
    if (type == MobilityHeaderType::BINDING_UPDATE)
    {
        const auto* entry = m_list.Find(correspondent, m_homeAddress);
        return entry && entry->sequence == sequence;
    }
    const bool isOfHome = type == MobilityHeaderType::HOME_TEST_INIT;
    if (!isOfHome && type != MobilityHeaderType::CARE_OF_TEST_INIT)
    {
        return false;
    }
    const auto* test = isOfHome ? m_tests.home.Find(correspondent, m_homeAddress)
                                : m_tests.careOf.Find(correspondent, m_careOf);
    const uint64_t cookie = reader.U64();
    return reader.Ok() && test && test->cookie == cookie;
}

bool
RouteOptimizer::OnRefreshRequest(const SignalDelivery& delivery)
{
    Peer* peer = FindPeer(delivery.source);
    if (delivery.destination != m_homeAddress)
    {
        return false;
    }
    if (m_host.GetProfile().answersDetours && IsUnicastRoutable(delivery.source))
    {
        IsAway() && IsWanted(delivery.source, std::nullopt)
            ? OnDetour(delivery.source, std::nullopt)
            : Deny(delivery.source);
        return true;
    }
    if (peer)
    {
        peer->registration->Refresh();
    }
    return peer != nullptr;
}

/// draft-ietf-mobileip-ipv6-04 section 9.11: who is not to know where the node is learns that there
/// is nothing to know.
void
RouteOptimizer::Deny(const Ipv6Address& correspondent)
{
    const Time now = Simulator::Now();
    if (m_careOf.IsAny() || FindPeer(correspondent) ||
        EarliestUpdate(correspondent, m_careOf) > now)
    {
        return;
    }
    BindingUpdate denial;
    denial.sequence = m_list.NextSequence(correspondent, now, DrawSequence());
    Envelope envelope;
    envelope.source = m_homeAddress;
    envelope.destination = correspondent;
    if (m_careOf != m_homeAddress)
    {
        envelope.careOfSource = m_careOf;
        envelope.interface = m_host.GetInterface();
    }
    NoteBindingUpdate(m_rate, m_host.GetProfile(), correspondent, m_careOf);
    m_stack->GetMessagePort()->Send({denial, {}}, envelope);
}

void
RouteOptimizer::OnTunnelled(const Ipv6Header& outer, Ptr<const Packet> packet)
{
    if (!IsAway())
    {
        return;
    }
    Ipv6Header plain;
    packet->PeekHeader(plain);
    const bool answersDetours = m_host.GetProfile().answersDetours;
    if (!answersDetours && plain.GetNextHeader() != DESTINATION_OPTIONS_HEADER &&
        FindPeer(plain.GetSource()))
    {
        // By far the most: nothing new is to be learnt from it.
        return;
    }
    // Whose tunnels may be believed is Steering's to say; the 1997 draft has others besides.
    if (answersDetours
            ? outer.GetSource() == plain.GetSource() || outer.GetDestination() == m_homeAddress
            : outer.GetSource() != m_homeAgent)
    {
        return;
    }
    const auto inner = TunnelledPacket::Read(packet, m_stack->GetPacketPath()->GetFormat());
    if (!inner || inner->destination != m_homeAddress || inner->isTest ||
        inner->peer == m_homeAgent || !IsUnicastRoutable(inner->peer))
    {
        return;
    }
    OnDetour(inner->peer, inner->sourcePort);
}

void
RouteOptimizer::OnStraight(const Ipv6Address& correspondent, const Ipv6Address& careOfAddress)
{
    const bool isKnown = !IsAway() || careOfAddress == CareOfFor(correspondent).address ||
                         correspondent == m_homeAgent;
    if (!isKnown && m_host.GetProfile().answersDetours && IsUnicastRoutable(correspondent))
    {
        OnDetour(correspondent, std::nullopt);
    }
}

void
RouteOptimizer::OnDetour(const Ipv6Address& correspondent, std::optional<uint16_t> port)
{
    Peer* peer = FindPeer(correspondent);
    if (!peer && IsWanted(correspondent, port))
    {
        Begin(correspondent);
    }
    else if (peer && m_host.GetProfile().answersDetours)
    {
        peer->registration->OnDetour();
    }
}

} // namespace ns3::nemo
