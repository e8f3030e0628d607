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

} // namespace

uint32_t
MessagePort::Send(const MobilityIcmpv6Message& message, const Envelope& envelope)
{
    Carriage carriage;
    carriage.nextHeader = ICMPV6_PROTOCOL;
    carriage.payload = EncodeMobilityIcmpv6(message, envelope.source, envelope.destination);
    const uint32_t size = SendCarriage(carriage, envelope);
    if (size > 0)
    {
        m_icmpv6Sent(message, envelope, size);
    }
    return size;
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
    m_icmpv6Received(delivery);
    // Handlers may take or release handlers: go through a copy.
    const auto takers = m_icmpv6Takers[static_cast<MobilityIcmpv6Type>(icmpv6.type)];
    for (const auto& [id, handler] : takers)
    {
        if (handler(delivery))
        {
            return true;
        }
    }
    m_path->Drop(DropReason::UNEXPECTED_MESSAGE, icmpv6.packet);
    return true;
}

} // namespace ns3::nemo
