// SPDX-License-Identifier: GPL-2.0-only
// What MobilityIcmpv6 sends: Neighbor Discovery, and errors at no higher rate than allowed.
#include "ns3/abort.h"
#include "ns3/icmpv6-header.h"
#include "ns3/ipv6-interface.h"
#include "ns3/ipv6-route.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/mip6-mobility-icmpv6.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::nemo
{

bool
MobilityIcmpv6::SendNeighborMessage(uint32_t interface,
                                    const NeighborMessage& message,
                                    const Ipv6Address& source,
                                    const Ipv6Address& destination,
                                    std::optional<Mac48Address> linkLayerDestination)
{
    return SendNeighborMessage(interface,
                               EncodeNeighborMessage(message, source, destination),
                               source,
                               destination,
                               linkLayerDestination);
}

bool
MobilityIcmpv6::SendNeighborMessage(uint32_t interface,
                                    const Octets& message,
                                    const Ipv6Address& source,
                                    const Ipv6Address& destination,
                                    std::optional<Mac48Address> linkLayerDestination)
{
    Ptr<Ipv6Interface> link = m_ipv6->GetInterface(interface);
    NS_ABORT_MSG_IF(!link, "There is no IPv6 interface " << interface << ".");
    NS_ABORT_MSG_IF(message.empty(), "An ICMPv6 message has at least 4 octets.");
    Ptr<NetDevice> device = link->GetDevice();
    Address to;
    if (linkLayerDestination)
    {
        to = *linkLayerDestination;
    }
    else if (destination.IsMulticast())
    {
        to = device->GetMulticast(destination);
    }
    else
    {
        auto* entry = link->GetNdiscCache() ? link->GetNdiscCache()->Lookup(destination) : nullptr;
        if (!entry || entry->IsIncomplete())
        {
            return false;
        }
        to = entry->GetMacAddress();
    }
    if (link->IsDown())
    {
        return false;
    }
    auto packet = Create<Packet>(message.data(), static_cast<uint32_t>(message.size()));
    Ipv6Header header;
    header.SetFlowLabel(0);
    header.SetSource(source);
    header.SetDestination(destination);
    header.SetNextHeader(PROT_NUMBER);
    header.SetHopLimit(NEIGHBOR_HOP_LIMIT);
    header.SetPayloadLength(static_cast<uint16_t>(message.size()));
    packet->AddHeader(header);
    m_sent(message[0], message, interface);
    return device->Send(packet, to, Ipv6L3Protocol::PROT_NUMBER);
}

std::optional<uint32_t>
MobilityIcmpv6::InterfaceOfHardware(const Address& address) const
{
    for (uint32_t i = 0; i < m_ipv6->GetNInterfaces(); ++i)
    {
        if (m_ipv6->GetNetDevice(i)->GetAddress() == address)
        {
            return i;
        }
    }
    return std::nullopt;
}

void
MobilityIcmpv6::SendNS(Ipv6Address source,
                       Ipv6Address destination,
                       Ipv6Address target,
                       Address hardwareAddress)
{
    const auto interface = InterfaceOfHardware(hardwareAddress);
    if (!interface)
    {
        return;
    }
    m_solicitations.erase(std::remove_if(m_solicitations.begin(),
                                         m_solicitations.end(),
                                         [](const EventId& event) { return event.IsExpired(); }),
                          m_solicitations.end());
    PointerValue stream;
    GetAttribute("SolicitationJitter", stream); // the member is private in ns-3.35
    const double jitter =
        destination.IsMulticast() ? stream.Get<RandomVariableStream>()->GetValue() : 0.0;
    m_solicitations.push_back(Simulator::Schedule(MilliSeconds(static_cast<uint64_t>(jitter)),
                                                  &MobilityIcmpv6::SendSolicitation,
                                                  this,
                                                  *interface,
                                                  source,
                                                  target));
}

void
MobilityIcmpv6::SendSolicitation(uint32_t interface, Ipv6Address source, Ipv6Address target)
{
    // ns-3 would look for the interface of the source only now, and crash if the address is gone.
    Ptr<Ipv6Interface> link = m_ipv6->GetInterface(interface);
    bool own = false;
    for (uint32_t i = 0; i < link->GetNAddresses(); ++i)
    {
        own = own || link->GetAddress(i).GetAddress() == source;
    }
    if (!own)
    {
        source = link->GetLinkLocalAddress().GetAddress();
    }
    NeighborSolicitation message;
    message.target = target;
    message.options.emplace_back(
        SourceLinkLayerAddress{Mac48Address::ConvertFrom(link->GetDevice()->GetAddress())});
    SendNeighborMessage(interface, message, source, Ipv6Address::MakeSolicitedAddress(target));
}

/// All of ICMPv6 that ns-3 sends comes by here: its own errors, and those of SendIcmpv6Error.
void
MobilityIcmpv6::SendDown(Ptr<Packet> packet,
                         Ipv6Address source,
                         Ipv6Address destination,
                         uint8_t protocol,
                         Ptr<Ipv6Route> route)
{
    uint8_t type = 0;
    packet->CopyData(&type, 1);
    // What the node tells itself costs nobody anything; PathErrors may pass it on, through here.
    const bool isForOthers = m_ipv6->GetInterfaceForAddress(destination) < 0;
    if (type < ICMPV6_FIRST_INFORMATIONAL && isForOthers &&
        !m_errors.Take(Simulator::Now(), m_errorRate, m_errorBurst))
    {
        m_drop(DropReason::ERROR_RATE_LIMIT, packet);
        return;
    }
    const uint64_t uid = packet->GetUid();
    m_ipv6->Send(packet, source, destination, protocol, route);
    if (type == Icmpv6Header::ICMPV6_ERROR_DESTINATION_UNREACHABLE && !isForOthers)
    {
        TellOfOthers(uid, destination);
    }
}

void
MobilityIcmpv6::Reset()
{
    m_errors.Fill();
    m_resolutions.clear();
    for (EventId& event : m_solicitations)
    {
        event.Cancel();
    }
    m_solicitations.clear();
}

} // namespace ns3::nemo
