// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-timeline-messages.h"

#include "ns3/nemo-timeline-fields.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <array>
#include <sstream>

namespace ns3::nemo
{

namespace
{

/// \return what two ends of the same message have in common. Not all of its fields: lifetimes are
/// rounded on the way, and the port adds the authenticator
std::string
KeyOf(const TimelineMessage& message)
{
    std::ostringstream text;
    text << message.type << " " << message.source << " " << message.destination;
    for (const auto& [name, value] : message.fields)
    {
        const bool tellsApart = name == "Sequence" || name == "Status" || name == "Identifier" ||
                                name.find("Cookie") != std::string::npos;
        text << (tellsApart ? "\n" + name + " " + value : "");
    }
    return text.str();
}

std::string
TypeIn(const MobilityIcmpv6Message& message)
{
    constexpr std::array names{"DHAADRequest", "DHAADReply", "MPS", "MPA"};
    return names.at(message.index());
}

TimelineMessage
Describe(const Signal& what, uint32_t size)
{
    TimelineMessage message;
    message.type = NameOf(what);
    message.octets = size;
    message.status = StatusIn(what);
    message.fields = FieldsOf(what);
    return message;
}

TimelineMessage
Describe(const MobilityIcmpv6Message& what, uint32_t size)
{
    TimelineMessage message;
    message.type = TypeIn(what);
    message.octets = size;
    message.fields = FieldsOf(what);
    return message;
}

/// Write down where a message that has arrived came from; any kind of delivery.
template <typename Delivery>
TimelineMessage
WithAddresses(TimelineMessage message, const Delivery& delivery, const Ipv6Address& wireDestination)
{
    message.source = delivery.source;
    message.destination = delivery.destination;
    message.wireSource = delivery.wireSource;
    message.wireDestination = wireDestination;
    return message;
}

} // namespace

TimelineMessages::TimelineMessages(const Topology& topology)
    : m_topology(topology)
{
    for (std::size_t i = 0; i < topology.nodes.size(); ++i)
    {
        if (!topology.nodes[i].stack)
        {
            continue;
        }
        auto port = topology.nodes[i].stack->GetMessagePort();
        const auto connect = [&port](const char* name, const CallbackBase& callback) {
            port->TraceConnectWithoutContext(name, callback);
        };
        connect("Sent", MakeCallback(&TimelineMessages::OnSignalSent, this, i));
        connect("Received", MakeCallback(&TimelineMessages::OnSignalReceived, this, i));
        connect("Icmpv6Sent", MakeCallback(&TimelineMessages::OnIcmpv6Sent, this, i));
        connect("Icmpv6Received", MakeCallback(&TimelineMessages::OnIcmpv6Received, this, i));
    }
}

std::optional<std::size_t>
TimelineMessages::Add(TimelineMessage message)
{
    if (m_messages.size() >= MOST)
    {
        ++m_omitted;
        return std::nullopt;
    }
    m_messages.push_back(std::move(message));
    return m_messages.size() - 1;
}

void
TimelineMessages::Arrive(std::size_t number, const std::string& node)
{
    TimelineMessage& message = m_messages[number];
    if (!message.received)
    {
        message.to = node;
        message.received = Simulator::Now();
    }
}

void
TimelineMessages::OnSignalSent(std::size_t node,
                               const Signal& signal,
                               const Envelope& envelope,
                               uint32_t size)
{
    OnSent(node, Describe(signal, size), envelope);
}

void
TimelineMessages::OnIcmpv6Sent(std::size_t node,
                               const MobilityIcmpv6Message& what,
                               const Envelope& envelope,
                               uint32_t size)
{
    OnSent(node, Describe(what, size), envelope);
}

void
TimelineMessages::OnSent(std::size_t node, TimelineMessage message, const Envelope& envelope)
{
    message.from = m_topology.nodes[node].spec->name;
    message.sent = Simulator::Now();
    message.source = envelope.source;
    message.destination = envelope.destination;
    message.wireSource = envelope.careOfSource.value_or(envelope.source);
    message.wireDestination = envelope.careOfDestination.value_or(envelope.destination);
    if (const auto* owner = m_topology.FindOwner(envelope.destination))
    {
        message.to = owner->spec->name;
    }
    const auto key = KeyOf(message);
    if (const auto number = Add(std::move(message)))
    {
        m_underWay[key].push_back(*number);
    }
}

void
TimelineMessages::OnSignalReceived(std::size_t node, const SignalDelivery& delivery)
{
    OnReceived(node,
               WithAddresses(Describe(delivery.signal, delivery.size),
                             delivery,
                             delivery.wireDestination));
}

void
TimelineMessages::OnIcmpv6Received(std::size_t node, const MobilityIcmpv6Delivery& delivery)
{
    OnReceived(
        node,
        WithAddresses(Describe(delivery.message, delivery.size), delivery, delivery.destination));
}

void
TimelineMessages::OnReceived(std::size_t node, TimelineMessage message)
{
    const std::string& name = m_topology.nodes[node].spec->name;
    const auto underWay = m_underWay.find(KeyOf(message));
    if (underWay != m_underWay.end())
    {
        const std::size_t number = underWay->second.back();
        underWay->second.pop_back();
        if (underWay->second.empty())
        {
            m_underWay.erase(underWay);
        }
        // What the packet has on its end that it had not when it was made.
        m_messages[number].fields = std::move(message.fields);
        Arrive(number, name);
        return;
    }
    // A second copy of it, or it was sent where nobody looks.
    const auto* owner = m_topology.FindOwner(message.source);
    message.from = owner ? owner->spec->name : "";
    message.to = name;
    message.received = Simulator::Now();
    Add(std::move(message));
}

std::vector<TimelineMessage>
TimelineMessages::TakeMessages()
{
    std::stable_sort(m_messages.begin(), m_messages.end(), [](const auto& a, const auto& b) {
        const auto timeOf = [](const TimelineMessage& one) {
            return one.sent ? *one.sent : *one.received;
        };
        return timeOf(a) < timeOf(b);
    });
    m_underWay.clear();
    return std::move(m_messages);
}

uint64_t
TimelineMessages::GetOmitted() const
{
    return m_omitted;
}

} // namespace ns3::nemo
