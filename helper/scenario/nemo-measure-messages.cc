// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-measure-messages.h"

#include "ns3/ipv6-l3-protocol.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/nemo-status-words.h"

#include <utility>

namespace ns3::nemo
{

namespace
{

constexpr uint32_t IPV6_HEADER = 40;

/// \return the message that a type of ICMPv6 is, if it is one of Neighbor Discovery
std::optional<MessageType>
NeighborDiscoveryType(uint8_t type)
{
    switch (type)
    {
    case 133:
        return MessageType::RS;
    case 134:
        return MessageType::RA;
    case 135:
        return MessageType::NS;
    case 136:
        return MessageType::NA;
    default:
        return std::nullopt;
    }
}

MessageType
TypeOfSignal(const Signal& signal)
{
    constexpr std::array types{MessageType::BRR,
                               MessageType::HOTI,
                               MessageType::COTI,
                               MessageType::HOT,
                               MessageType::COT,
                               MessageType::BU,
                               MessageType::BA,
                               MessageType::BE};
    return types.at(static_cast<std::size_t>(TypeOf(signal)));
}

MessageType
TypeOfIcmpv6(const MobilityIcmpv6Message& message)
{
    constexpr std::array types{MessageType::DHAAD_REQUEST,
                               MessageType::DHAAD_REPLY,
                               MessageType::MPS,
                               MessageType::MPA};
    return types.at(message.index());
}

std::optional<uint8_t>
StatusOf(const Signal& signal, const BuiltNode& node)
{
    if (const auto* answer = signal.Get<BindingAcknowledgement>())
    {
        return SayStatus(answer->status, node.spec->dialect).octet;
    }
    if (const auto* error = signal.Get<BindingError>())
    {
        return static_cast<uint8_t>(error->status);
    }
    return std::nullopt;
}

} // namespace

MessageCounter::MessageCounter(const Topology& topology)
    : m_topology(topology)
{
    for (std::size_t i = 0; i < topology.nodes.size(); ++i)
    {
        const BuiltNode& node = topology.nodes[i];
        m_nodeIndex[node.node->GetId()] = i;
        node.node->GetObject<Ipv6L3Protocol>()->TraceConnectWithoutContext(
            "LocalDeliver",
            MakeCallback(&MessageCounter::OnDelivered, this, i));
        if (node.stack)
        {
            auto port = node.stack->GetMessagePort();
            port->TraceConnectWithoutContext("Sent",
                                             MakeCallback(&MessageCounter::OnSignalSent, this, i));
            port->TraceConnectWithoutContext(
                "Received",
                MakeCallback(&MessageCounter::OnSignalReceived, this, i));
            port->TraceConnectWithoutContext("Icmpv6Sent",
                                             MakeCallback(&MessageCounter::OnIcmpv6Sent, this, i));
            port->TraceConnectWithoutContext(
                "Icmpv6Received",
                MakeCallback(&MessageCounter::OnIcmpv6Received, this, i));
        }
    }
    for (const BuiltLink& link : topology.links)
    {
        link.link->TraceConnectWithoutContext("FrameSent",
                                              MakeCallback(&MessageCounter::OnFrame, this));
    }
}

void
MessageCounter::Listen(Listener listener)
{
    m_listeners.push_back(std::move(listener));
}

void
MessageCounter::OnSignalSent(std::size_t node,
                             const Signal& signal,
                             const Envelope& envelope,
                             uint32_t size)
{
    Add(node,
        TypeOfSignal(signal),
        MessageDirection::TX,
        StatusOf(signal, m_topology.nodes[node]),
        size);
    const SignalEvent event{m_topology.nodes[node],
                            MessageDirection::TX,
                            signal,
                            envelope.source,
                            envelope.destination,
                            envelope.careOfSource.value_or(envelope.source),
                            envelope.careOfDestination.value_or(envelope.destination)};
    for (const auto& listener : m_listeners)
    {
        listener(event);
    }
}

void
MessageCounter::OnSignalReceived(std::size_t node, const SignalDelivery& delivery)
{
    Add(node,
        TypeOfSignal(delivery.signal),
        MessageDirection::RX,
        StatusOf(delivery.signal, m_topology.nodes[node]),
        delivery.size);
    const SignalEvent event{m_topology.nodes[node],
                            MessageDirection::RX,
                            delivery.signal,
                            delivery.source,
                            delivery.destination,
                            delivery.wireSource,
                            delivery.wireDestination};
    for (const auto& listener : m_listeners)
    {
        listener(event);
    }
}

void
MessageCounter::OnIcmpv6Sent(std::size_t node,
                             const MobilityIcmpv6Message& message,
                             const Envelope& /* envelope */,
                             uint32_t size)
{
    Add(node, TypeOfIcmpv6(message), MessageDirection::TX, std::nullopt, size);
}

void
MessageCounter::OnIcmpv6Received(std::size_t node, const MobilityIcmpv6Delivery& delivery)
{
    Add(node, TypeOfIcmpv6(delivery.message), MessageDirection::RX, std::nullopt, delivery.size);
}

void
MessageCounter::OnDelivered(std::size_t node,
                            const Ipv6Header& header,
                            Ptr<const Packet> packet,
                            uint32_t /* interface */)
{
    if (header.GetNextHeader() != ICMPV6)
    {
        return;
    }
    uint8_t type = 0;
    packet->CopyData(&type, sizeof(type));
    if (const auto message = NeighborDiscoveryType(type))
    {
        Add(node, *message, MessageDirection::RX, std::nullopt, packet->GetSize() + IPV6_HEADER);
    }
}

void
MessageCounter::OnFrame(const LinkFrame& frame)
{
    std::array<uint8_t, IPV6_HEADER + 1> start{};
    const bool isRead = frame.packet->CopyData(start.data(), start.size()) == start.size();
    // Next Header is octet 6 of the header. Neighbor Discovery never leaves its link, so that who
    // sends the frame has made the message.
    const auto message = isRead && frame.protocol == ETHERNET_IPV6 && start[6] == ICMPV6
                             ? NeighborDiscoveryType(start[IPV6_HEADER])
                             : std::nullopt;
    const auto node = m_nodeIndex.find(frame.sender->GetNode()->GetId());
    if (message && node != m_nodeIndex.end())
    {
        Add(node->second, *message, MessageDirection::TX, std::nullopt, frame.packet->GetSize());
    }
}

void
MessageCounter::Add(std::size_t node,
                    MessageType type,
                    MessageDirection direction,
                    std::optional<uint8_t> status,
                    uint32_t octets)
{
    Count& count = m_counts[{node, type, direction, status}];
    ++count.messages;
    count.octets += octets;
}

std::vector<MessageResult>
MessageCounter::GetResults() const
{
    std::vector<MessageResult> results;
    for (const auto& [key, count] : m_counts)
    {
        const auto& [node, type, direction, status] = key;
        results.push_back({m_topology.nodes[node].spec->name,
                           type,
                           direction,
                           status,
                           count.messages,
                           count.octets});
    }
    return results;
}

} // namespace ns3::nemo
