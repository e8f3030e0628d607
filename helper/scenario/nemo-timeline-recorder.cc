// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-timeline-recorder.h"

#include "ns3/mip6-binding-registrar.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/nemo-measure-bindings.h"
#include "ns3/nemo-measure-headers.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::nemo
{

namespace
{

/// Octets of a type 2 routing header, and of a Destination Options header with a Home Address
/// option. RFC 6275 sections 6.3 and 6.4.
constexpr uint64_t MOBILITY_EXTENSION = 24;
constexpr uint8_t MOBILITY = 135;

} // namespace

TimelineRecorder::TimelineRecorder(const Topology& topology, const Traffic& traffic)
    : m_topology(topology),
      m_messages(topology),
      m_neighbors(topology, m_messages)
{
    for (std::size_t i = 0; i < topology.nodes.size(); ++i)
    {
        const BuiltNode& node = topology.nodes[i];
        for (std::size_t k = 0; const BuiltInterface* interface = node.FindRoaming(k); ++k)
        {
            OnLinkChange(i, k);
            interface->device->AddLinkChangeCallback(
                MakeCallback(&TimelineRecorder::OnLinkChange, this, i, k));
        }
        // Home agents and correspondents make it when they start.
        if (!node.roles.empty() && node.stack)
        {
            const auto registrar = BindingRegistrar::Of(node.node);
            registrar->TraceConnectWithoutContext(
                "BindingChanged",
                MakeCallback(&TimelineRecorder::OnBinding, this, i));
            registrar->TraceConnectWithoutContext(
                "ForwardingChanged",
                MakeCallback(&TimelineRecorder::OnForwarding, this, i));
        }
    }
    for (std::size_t i = 0; i < topology.links.size(); ++i)
    {
        m_timeline.links.push_back({topology.links[i].spec->name});
        topology.links[i].link->TraceConnectWithoutContext(
            "FrameSent",
            MakeCallback(&TimelineRecorder::OnFrame, this, i));
    }
    for (std::size_t i = 0; i < topology.GetScenario().traffic.size(); ++i)
    {
        m_flows.push_back(std::make_unique<FlowTimeline>(topology, traffic, i));
    }
}

void
TimelineRecorder::OnLinkChange(std::size_t node, std::size_t roaming)
{
    const BuiltNode& whose = m_topology.nodes[node];
    const auto& device = whose.FindRoaming(roaming)->device;
    const std::string link =
        device->IsLinkUp() ? m_topology.NameOf(DynamicCast<MobileLink>(device->GetChannel())) : "";
    const TimelineAttachment now{Simulator::Now(),
                                 whose.spec->name,
                                 roaming,
                                 link.empty() ? std::nullopt : std::optional(link)};
    auto& all = m_timeline.attachments;
    const auto last = std::find_if(all.rbegin(), all.rend(), [&now](const auto& one) {
        return one.node == now.node && one.interface == now.interface;
    });
    // To be nowhere for no time, between one link and the next, is not worth a word.
    if (last != all.rend() && last->at == now.at)
    {
        last->link = now.link;
    }
    else if (last == all.rend() || last->link != now.link)
    {
        all.push_back(now);
    }
}

void
TimelineRecorder::OnBinding(std::size_t node, const Binding* before, const Binding* after)
{
    const Binding& either = after ? *after : *before;
    const BuiltNode& whose = m_topology.nodes[node];
    TimelineBinding change{Simulator::Now(),
                           whose.spec->name,
                           either.homeAddress,
                           either.homeRegistration,
                           std::nullopt};
    if (after && after->valid)
    {
        change.binding = DescribeBinding(whose.spec->name, *after, after->prefixes);
    }
    m_timeline.bindings.push_back(change);
}

void
TimelineRecorder::OnForwarding(std::size_t node,
                               const Ipv6Address& home,
                               const NetworkPrefix& prefix,
                               bool isOn)
{
    m_timeline.forwarding.push_back(
        {Simulator::Now(), m_topology.nodes[node].spec->name, home, prefix, isOn});
}

void
TimelineRecorder::OnFrame(std::size_t link, const LinkFrame& frame)
{
    const auto packet = frame.protocol == ETHERNET_IPV6 ? ReadPacket(frame.packet) : std::nullopt;
    TimelineLink& count = m_timeline.links[link];
    ++count.packets;
    count.octets += frame.packet->GetSize();
    if (!packet)
    {
        return;
    }
    uint64_t around = (packet->stack.size() - 1) * uint64_t{IPV6_HEADER_SIZE};
    count.tunnelOctets += around;
    for (const StackHeader& header : packet->stack)
    {
        const uint64_t extensions = (header.routing ? 1 : 0) + (header.homeAddress ? 1 : 0);
        // What an update or its answer carries belongs to it.
        const bool isOfMessage = packet->protocol == MOBILITY && &header == &packet->stack.back();
        count.optionOctets += isOfMessage ? 0 : extensions * MOBILITY_EXTENSION;
        around += isOfMessage ? 0 : extensions * MOBILITY_EXTENSION;
    }
    count.signalOctets += packet->protocol == MOBILITY ? frame.packet->GetSize() - around : 0;
}

Timeline
TimelineRecorder::TakeTimeline()
{
    m_timeline.messages = m_messages.TakeMessages();
    m_timeline.messagesOmitted = m_messages.GetOmitted();
    for (const auto& flow : m_flows)
    {
        m_timeline.flows.push_back(flow->GetResult());
    }
    return std::move(m_timeline);
}

} // namespace ns3::nemo
