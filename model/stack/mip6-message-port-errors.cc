// SPDX-License-Identifier: GPL-2.0-only
// What MessagePort tells the senders of what it cannot take.
#include "ns3/icmpv6-header.h"
#include "ns3/icmpv6-l4-protocol.h"
#include "ns3/mip6-icmpv6-error.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/mip6-message-port.h"
#include "ns3/simulator.h"

namespace ns3::nemo
{

namespace
{

/// Offset of Next Header in the IPv6 header.
constexpr uint32_t NEXT_HEADER_OFFSET = 6;

} // namespace

void
MessagePort::Reject(const MobilityHeaderError& error,
                    Ptr<const Packet> packet,
                    const Ipv6Header& header)
{
    m_path->Drop(error.reason, packet);
    if (header.GetDestination().IsMulticast())
    {
        return;
    }
    if (error.parameterProblemPointer)
    {
        SendParameterProblem(packet,
                             header,
                             Icmpv6Header::ICMPV6_MALFORMED_HEADER,
                             *error.parameterProblemPointer);
    }
    const Arrival* arrival = m_path->GetArrival();
    if (error.unknownType)
    {
        SendBindingError(BindingErrorStatus::UNRECOGNIZED_MOBILITY_HEADER_TYPE,
                         header.GetDestination(),
                         arrival ? arrival->header.GetSource() : header.GetSource(),
                         arrival && arrival->homeAddress ? *arrival->homeAddress
                                                         : Ipv6Address::GetAny());
    }
}

/// RFC 6275 section 9.3.3: to the IPv6 source, with the home address of the option.
void
MessagePort::SendBindingError(BindingErrorStatus status,
                              const Ipv6Address& local,
                              const Ipv6Address& source,
                              const Ipv6Address& homeAddress)
{
    if (source.IsMulticast() || source.IsAny() ||
        !m_bindingErrors.Take(Simulator::Now(), m_bindingErrorRate, m_bindingErrorBurst))
    {
        return;
    }
    BindingError report;
    report.status = status;
    report.homeAddress = homeAddress;
    Envelope envelope;
    envelope.source = local;
    envelope.destination = source;
    Send(Signal{report, {}}, envelope);
}

void
MessagePort::SendParameterProblem(Ptr<const Packet> packet,
                                  const Ipv6Header& header,
                                  uint8_t code,
                                  uint32_t offset)
{
    const Arrival* arrival = m_path->GetArrival();
    if (arrival && arrival->protection)
    {
        return; // What was protected is not to be quoted in the open.
    }
    const uint32_t behind = arrival ? arrival->payloadOffset : 0;
    // RFC 6275 section 9.2: to the IPv6 source as it stands, not by way of the binding cache.
    SendIcmpv6Error(
        *m_ipv6->GetIcmpv6(),
        {Icmpv6Header::ICMPV6_ERROR_PARAMETER_ERROR, code, IPV6_HEADER_SIZE + behind + offset},
        arrival ? arrival->header : header,
        arrival ? Ptr<const Packet>(arrival->packet) : packet);
}

void
MessagePort::SendUnknownType(Ptr<const Packet> packet, const Ipv6Header& header)
{
    // Only reached without extension headers of ours: a node that does not know mobility refuses
    // them before. RFC 8200 section 4: the pointer is the Next Header field that is not known.
    SendIcmpv6Error(*m_ipv6->GetIcmpv6(),
                    {Icmpv6Header::ICMPV6_ERROR_PARAMETER_ERROR,
                     Icmpv6Header::ICMPV6_UNKNOWN_NEXT_HEADER,
                     NEXT_HEADER_OFFSET},
                    header,
                    packet);
}

} // namespace ns3::nemo
