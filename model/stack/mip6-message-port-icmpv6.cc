// SPDX-License-Identifier: GPL-2.0-only
// The messages of ICMPv6 that MessagePort sends and hands out. RFC 6275 sections 6.5 to 6.8.
#include "ns3/mip6-checksum.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/mip6-message-port.h"

namespace ns3::nemo
{

namespace
{

bool
IsOfMobility(uint8_t type)
{
    return type >= static_cast<uint8_t>(MobilityIcmpv6Type::HOME_AGENT_ADDRESS_DISCOVERY_REQUEST) &&
           type <= static_cast<uint8_t>(MobilityIcmpv6Type::MOBILE_PREFIX_ADVERTISEMENT);
}

/// The message types are those of the variant, in its order.
MobilityIcmpv6Type
TypeOf(const MobilityIcmpv6Message& message)
{
    return static_cast<MobilityIcmpv6Type>(
        static_cast<std::size_t>(MobilityIcmpv6Type::HOME_AGENT_ADDRESS_DISCOVERY_REQUEST) +
        message.index());
}

} // namespace

uint32_t
MessagePort::Send(const MobilityIcmpv6Message& message, const Envelope& envelope)
{
    const Carriage carriage = m_codec->EncodeIcmpv6(message,
                                                    envelope.source,
                                                    envelope.destination,
                                                    LinkLocalBeside(envelope.source));
    const uint32_t size = SendCarriage(carriage, envelope);
    if (size > 0)
    {
        m_icmpv6Sent(message, envelope, size);
    }
    return size;
}

/// The link-local address of the interface that has this address; :: if none has.
Ipv6Address
MessagePort::LinkLocalBeside(const Ipv6Address& own) const
{
    const int32_t interface = m_ipv6->GetInterfaceForAddress(own);
    return interface < 0 ? Ipv6Address::GetAny()
                         : m_ipv6->GetAddress(static_cast<uint32_t>(interface), 0).GetAddress();
}

MessagePort::HandlerId
MessagePort::Take(MobilityIcmpv6Type type, Icmpv6Handler handler)
{
    m_icmpv6Takers[type][m_nextId] = std::move(handler);
    return m_nextId++;
}

bool
MessagePort::OnIcmpv6(const Icmpv6Delivery& icmpv6)
{
    if (!m_aware || !IsOfMobility(icmpv6.type))
    {
        return false;
    }
    const auto result = DecodeMobilityIcmpv6(icmpv6.octets.data(), icmpv6.octets.size());
    if (const auto* reason = std::get_if<DropReason>(&result))
    {
        m_path->Drop(*reason, icmpv6.packet);
        return true;
    }
    const Arrival* arrival = m_path->GetArrival();
    const uint32_t behind = arrival ? arrival->payloadOffset : 0;
    const MobilityIcmpv6Delivery delivery{
        std::get<MobilityIcmpv6Message>(result),
        icmpv6.header.GetSource(),
        icmpv6.header.GetDestination(),
        arrival ? arrival->header.GetSource() : icmpv6.header.GetSource(),
        arrival && arrival->homeAddress,
        arrival && arrival->routingHeader,
        icmpv6.interface,
        static_cast<uint32_t>(icmpv6.octets.size()) + IPV6_HEADER_SIZE + behind,
        icmpv6.packet};
    Dispatch(delivery);
    return true;
}

void
MessagePort::Dispatch(const MobilityIcmpv6Delivery& delivery)
{
    m_icmpv6Received(delivery);
    // Handlers may take or release handlers: go through a copy.
    const auto takers = m_icmpv6Takers[TypeOf(delivery.message)];
    for (const auto& [id, handler] : takers)
    {
        if (handler(delivery))
        {
            return;
        }
    }
    m_path->Drop(DropReason::UNEXPECTED_MESSAGE, delivery.packet);
}

/// draft-ietf-mobileip-ipv6-04 section 8.5: what has no proof of its sender is not believed.
bool
MessagePort::OnTunnelled(const Ipv6Header& outer, Ptr<const Packet> packet)
{
    Octets octets(packet->GetSize());
    packet->CopyData(octets.data(), packet->GetSize());
    const auto message = m_aware ? m_codec->DecodeTunnelled(octets) : std::nullopt;
    if (!message)
    {
        return false;
    }
    const Arrival* arrival = m_path->GetArrival();
    if (m_codec->ProtectsTunnelled() && !(arrival && arrival->protection))
    {
        m_path->Drop(DropReason::UNPROTECTED, packet);
        return true;
    }
    const Ipv6Address destination = outer.GetDestination();
    Dispatch({*message,
              outer.GetSource(),
              destination,
              arrival ? arrival->header.GetSource() : outer.GetSource(),
              arrival && arrival->homeAddress,
              arrival && arrival->routingHeader,
              static_cast<uint32_t>(m_ipv6->GetInterfaceForAddress(destination)),
              packet->GetSize() + IPV6_HEADER_SIZE + (arrival ? arrival->payloadOffset : 0),
              packet,
              true});
    return true;
}

} // namespace ns3::nemo
