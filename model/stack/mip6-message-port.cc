// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-message-port.h"

#include "ns3/icmpv6-header.h"
#include "ns3/icmpv6-l4-protocol.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(MessagePort);

namespace
{

Octets
OctetsOf(Ptr<const Packet> packet)
{
    Octets octets(packet->GetSize());
    packet->CopyData(octets.data(), packet->GetSize());
    return octets;
}

} // namespace

TypeId
MessagePort::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::nemo::MessagePort")
            .SetParent<Object>()
            .SetGroupName("Nemo")
            .AddConstructor<MessagePort>()
            .AddAttribute("HopLimit",
                          "Hop Limit of the packets that carry signals.",
                          UintegerValue(64),
                          MakeUintegerAccessor(&MessagePort::m_hopLimit),
                          MakeUintegerChecker<uint8_t>(1))
            .AddAttribute("BindingErrorRate",
                          "How many Binding Errors it sends per second on average, as "
                          "with ICMPv6 errors. RFC 6275 section 9.3.3.",
                          UintegerValue(10),
                          MakeUintegerAccessor(&MessagePort::m_bindingErrorRate),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("BindingErrorBurst",
                          "How many Binding Errors it sends at once at most. RFC "
                          "4443 section 2.4 (f).",
                          UintegerValue(10),
                          MakeUintegerAccessor(&MessagePort::m_bindingErrorBurst),
                          MakeUintegerChecker<uint32_t>(1))
            .AddTraceSource("Sent",
                            "A signal left: what, envelope, octets of its packet.",
                            MakeTraceSourceAccessor(&MessagePort::m_sent),
                            "ns3::nemo::MessagePort::SentCallback")
            .AddTraceSource("Received",
                            "A signal arrived and could be read.",
                            MakeTraceSourceAccessor(&MessagePort::m_received),
                            "ns3::nemo::MessagePort::ReceivedCallback")
            .AddTraceSource("Icmpv6Sent",
                            "A message of ICMPv6 left: what, envelope, octets of its packet.",
                            MakeTraceSourceAccessor(&MessagePort::m_icmpv6Sent),
                            "ns3::nemo::MessagePort::Icmpv6SentCallback")
            .AddTraceSource("Icmpv6Received",
                            "A message of Mobile IPv6 in ICMPv6 arrived and could be read.",
                            MakeTraceSourceAccessor(&MessagePort::m_icmpv6Received),
                            "ns3::nemo::MessagePort::Icmpv6ReceivedCallback");
    return tid;
}

void
MessagePort::Attach(Ptr<Node> node, Ptr<PacketPath> path, Ptr<SignalCodec> codec)
{
    m_ipv6 = node->GetObject<Ipv6L3Protocol>();
    m_path = path;
    m_codec = codec;
    m_icmpv6 = DynamicCast<MobilityIcmpv6>(m_ipv6->GetIcmpv6());
    if (m_icmpv6)
    {
        m_icmpv6->AddObserver(this);
    }
    auto protocol = CreateObject<ProtocolAdapter>();
    protocol->Serve(MOBILITY_HEADER_PROTOCOL,
                    [this](Ptr<Packet> packet,
                           const Ipv6Header& header,
                           Ptr<Ipv6Interface> interface) { Receive(packet, header, interface); });
    m_ipv6->Insert(protocol);
    path->SetUnboundListener(
        [this](const Ipv6Address& local, const Ipv6Address& source, const Ipv6Address& home) {
            SendBindingError(BindingErrorStatus::UNKNOWN_BINDING, local, source, home);
        });
    path->SetFormat(codec->GetFormat());
    path->SetSignalListeners(
        {[this](const Ipv6Header& header, const Octets& options, Ptr<const Packet> packet) {
             return OnOptions(header, options, packet);
         },
         [this](const Ipv6Header& outer, Ptr<const Packet> packet) {
             return OnTunnelled(outer, packet);
         }});
    path->SetRiderSource([this](const Ipv6Header& header, const Transform& transform) {
        return FindRider(header, transform);
    });
}

void
MessagePort::DoDispose()
{
    if (m_icmpv6)
    {
        m_icmpv6->RemoveObserver(this);
    }
    m_ipv6 = nullptr;
    m_icmpv6 = nullptr;
    m_path = nullptr;
    m_codec = nullptr;
    m_waiting.clear();
    m_takers.clear();
    m_icmpv6Takers.clear();
    Object::DoDispose();
}

void
MessagePort::SetCodec(Ptr<SignalCodec> codec)
{
    m_codec = codec;
    m_path->SetFormat(codec->GetFormat());
}

Ptr<const SignalCodec>
MessagePort::GetCodec() const
{
    return m_codec;
}

void
MessagePort::SetMobilityAware(bool aware)
{
    m_aware = aware;
}

Carriage
MessagePort::Encode(const Signal& signal, const Envelope& envelope) const
{
    if (!envelope.authority)
    {
        return m_codec->Encode(signal, envelope.source, envelope.destination);
    }
    Signal authorized = signal;
    authorized.options.emplace_back(UnsignedAuthorization());
    Carriage carriage = m_codec->Encode(authorized, envelope.source, envelope.destination);
    SignMobilityHeader(carriage.payload,
                       *envelope.authority,
                       envelope.source,
                       envelope.destination);
    return carriage;
}

uint32_t
MessagePort::Send(const Signal& signal, const Envelope& envelope)
{
    if (!m_codec->Knows(signal))
    {
        return 0;
    }
    const uint32_t size = SendCarriage(Encode(signal, envelope), envelope);
    if (size > 0)
    {
        m_sent(signal, envelope, size);
    }
    return size;
}

uint32_t
MessagePort::SendCarriage(const Carriage& carriage, const Envelope& envelope)
{
    auto packet =
        Create<Packet>(carriage.payload.data(), static_cast<uint32_t>(carriage.payload.size()));
    Ipv6Header header;
    header.SetFlowLabel(0); // no flow (RFC 6437 section 2); ns-3's default is a label
    header.SetSource(envelope.source);
    header.SetDestination(envelope.destination);
    header.SetNextHeader(carriage.nextHeader);
    header.SetHopLimit(m_hopLimit);
    if (!envelope.careOfSource && !envelope.careOfDestination && !envelope.interface &&
        carriage.destinationOptions.empty() && !m_path->MustProtect(header, packet))
    {
        return SendPlain(packet, carriage.nextHeader, envelope);
    }
    Transform transform;
    transform.source = envelope.careOfSource.value_or(envelope.source);
    transform.destination = envelope.careOfDestination.value_or(envelope.destination);
    if (envelope.careOfSource || carriage.needsHomeAddress)
    {
        transform.homeAddress = envelope.source;
    }
    if (envelope.careOfDestination)
    {
        transform.routing = envelope.destination;
    }
    transform.interface = envelope.interface;
    transform.neighbour = envelope.neighbour;
    transform.options = carriage.destinationOptions;
    transform.authenticate = carriage.needsProtection;
    return m_path->Output(packet, header, transform);
}

MessagePort::HandlerId
MessagePort::Take(MobilityHeaderType type, Handler handler, int order)
{
    auto& takers = m_takers[type];
    const auto place =
        std::find_if(takers.begin(), takers.end(), [&](const Taker& t) { return t.order > order; });
    takers.insert(place, Taker{m_nextId, order, std::move(handler)});
    return m_nextId++;
}

void
MessagePort::Release(HandlerId id)
{
    for (auto& [type, takers] : m_takers)
    {
        takers.erase(std::remove_if(takers.begin(),
                                    takers.end(),
                                    [&](const Taker& taker) { return taker.id == id; }),
                     takers.end());
    }
    for (auto& [type, takers] : m_icmpv6Takers)
    {
        takers.erase(id);
    }
}

void
MessagePort::Receive(Ptr<Packet> packet, const Ipv6Header& header, Ptr<Ipv6Interface> interface)
{
    if (!m_aware)
    {
        m_path->Drop(DropReason::UNKNOWN_MESSAGE_TYPE, packet);
        SendUnknownType(packet, header);
        return;
    }
    if (const auto refused = m_path->JudgeProtection(header, packet))
    {
        m_path->Drop(*refused, packet);
        return;
    }
    Carriage carriage;
    carriage.nextHeader = MOBILITY_HEADER_PROTOCOL;
    carriage.payload = OctetsOf(packet);
    const auto results = m_codec->Decode(carriage, header.GetSource(), header.GetDestination());
    if (results.empty())
    {
        // A dialect without mobility headers.
        m_path->Drop(DropReason::UNKNOWN_MESSAGE_TYPE, packet);
        SendUnknownType(packet, header);
    }
    for (const auto& result : results)
    {
        if (const auto* error = std::get_if<MobilityHeaderError>(&result))
        {
            Reject(*error, packet, header);
            continue;
        }
        const auto delivery = MakeDelivery(
            std::get<Signal>(result),
            header,
            packet,
            static_cast<uint32_t>(m_ipv6->GetInterfaceForDevice(interface->GetDevice())));
        m_received(delivery);
        Dispatch(delivery, packet);
    }
}

SignalDelivery
MessagePort::MakeDelivery(const Signal& signal,
                          const Ipv6Header& header,
                          Ptr<const Packet> packet,
                          uint32_t interface) const
{
    const Arrival* arrival = m_path->GetArrival();
    const uint32_t behind = arrival ? arrival->payloadOffset : 0;
    return {signal,
            header.GetSource(),
            header.GetDestination(),
            arrival ? arrival->header.GetSource() : header.GetSource(),
            arrival ? arrival->header.GetDestination() : header.GetDestination(),
            arrival && arrival->homeAddress,
            arrival && arrival->homeAddressVerified,
            arrival && arrival->routingHeader,
            m_path->GetTunnel(),
            interface,
            packet->GetSize() + IPV6_HEADER_SIZE + behind,
            packet,
            arrival ? arrival->protection : std::nullopt};
}

void
MessagePort::Dispatch(const SignalDelivery& delivery, Ptr<const Packet> packet)
{
    // RFC 6275 section 9.3.1: without a binding only a Binding Update may carry the option.
    const bool isUpdate = delivery.signal.Get<BindingUpdate>() != nullptr;
    if (delivery.homeAddressOption && !delivery.homeAddressVerified && !isUpdate)
    {
        m_path->Drop(DropReason::NO_BINDING, packet);
        return;
    }
    const auto entry = m_takers.find(TypeOf(delivery.signal));
    if (entry != m_takers.end())
    {
        // A handler may take or release handlers: go through a copy.
        const auto takers = entry->second;
        for (const Taker& taker : takers)
        {
            if (taker.handler(delivery))
            {
                return;
            }
        }
    }
    m_path->Drop(DropReason::UNEXPECTED_MESSAGE, packet);
}

} // namespace ns3::nemo
