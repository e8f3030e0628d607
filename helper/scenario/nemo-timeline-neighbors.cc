// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-timeline-neighbors.h"

#include "ns3/ipv6-header.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/mip6-neighbor-discovery.h"
#include "ns3/nemo-timeline-fields.h"
#include "ns3/simulator.h"

#include <array>
#include <variant>

namespace ns3::nemo
{

namespace
{

/// So many show how a handover goes; a node that hears no acknowledgement would fill the picture.
constexpr uint32_t MOST_ADVERTISEMENTS = 2;
constexpr uint32_t MOST_OTHERS = 8;

constexpr uint8_t SOLICITATION = 133;
constexpr uint8_t ADVERTISEMENT = 134;
constexpr uint8_t LAST_TYPE = 136;

/// \return the type if it is a message of Neighbor Discovery, else 0
uint8_t
NeighborTypeIn(const LinkFrame& frame)
{
    std::array<uint8_t, IPV6_HEADER_SIZE + 1> start{};
    const bool isRead = frame.packet->CopyData(start.data(), start.size()) == start.size();
    // Next Header is octet 6 of the header.
    const bool isIcmpv6 = isRead && frame.protocol == ETHERNET_IPV6 && start[6] == ICMPV6;
    const uint8_t type = start[IPV6_HEADER_SIZE];
    return isIcmpv6 && type >= SOLICITATION && type <= LAST_TYPE ? type : 0;
}

bool
IsRouter(const BuiltNode& node)
{
    const auto role = node.spec->role;
    return role == NodeRole::ROUTER || role == NodeRole::HOME_AGENT ||
           role == NodeRole::MOBILE_ROUTER;
}

} // namespace

TimelineNeighbors::TimelineNeighbors(const Topology& topology, TimelineMessages& messages)
    : m_topology(topology),
      m_messages(messages)
{
    for (const BuiltNode& node : topology.nodes)
    {
        const std::size_t index = m_newcomers.size();
        if (!node.FindRoaming() || !node.stack)
        {
            continue;
        }
        m_newcomers.push_back({&node, MOST_ADVERTISEMENTS, MOST_OTHERS});
        node.stack->GetMessagePort()->TraceConnectWithoutContext(
            "Received",
            MakeCallback(&TimelineNeighbors::OnSignalReceived, this, index));
        for (std::size_t i = 0; const BuiltInterface* interface = node.FindRoaming(i); ++i)
        {
            interface->device->AddLinkChangeCallback(
                MakeCallback(&TimelineNeighbors::OnLinkChange, this, index, i));
        }
    }
    for (std::size_t i = 0; i < topology.links.size(); ++i)
    {
        const auto& link = topology.links[i].link;
        link->TraceConnectWithoutContext("FrameSent",
                                         MakeCallback(&TimelineNeighbors::OnFrame, this, i));
        link->TraceConnectWithoutContext("FrameReceived",
                                         MakeCallback(&TimelineNeighbors::OnFrameReceived, this));
    }
}

void
TimelineNeighbors::OnLinkChange(std::size_t newcomer, std::size_t roaming)
{
    Newcomer& one = m_newcomers[newcomer];
    if (one.node->FindRoaming(roaming)->device->IsLinkUp())
    {
        one.advertisements = MOST_ADVERTISEMENTS;
        one.others = MOST_OTHERS;
    }
}

void
TimelineNeighbors::OnSignalReceived(std::size_t newcomer, const SignalDelivery& delivery)
{
    if (delivery.signal.Get<BindingAcknowledgement>())
    {
        m_newcomers[newcomer].advertisements = 0;
        m_newcomers[newcomer].others = 0;
    }
}

void
TimelineNeighbors::OnFrame(std::size_t link, const LinkFrame& frame)
{
    const uint8_t type = NeighborTypeIn(frame);
    const BuiltLink& where = m_topology.links[link];
    for (Newcomer& one : m_newcomers)
    {
        const bool isOwn = frame.sender->GetNode() == one.node->node;
        if (type == 0 || (isOwn ? one.others : one.advertisements) == 0)
        {
            continue;
        }
        for (std::size_t i = 0; const BuiltInterface* interface = one.node->FindRoaming(i); ++i)
        {
            const bool isHere = interface->device->GetLink() == where.link;
            if (isHere && isOwn && interface->device == frame.sender)
            {
                --one.others;
                WriteDown(frame, where.spec->name, nullptr);
            }
            else if (isHere && !isOwn && type == ADVERTISEMENT)
            {
                --one.advertisements;
                WriteDown(frame, where.spec->name, one.node);
            }
        }
    }
}

void
TimelineNeighbors::WriteDown(const LinkFrame& frame, const std::string& link, const BuiltNode* to)
{
    const auto* from = m_topology.FindNode(frame.sender->GetNode());
    Octets octets(frame.packet->GetSize());
    frame.packet->CopyData(octets.data(), static_cast<uint32_t>(octets.size()));
    const auto decoded =
        DecodeNeighborMessage(octets.data() + IPV6_HEADER_SIZE, octets.size() - IPV6_HEADER_SIZE);
    Ipv6Header header;
    frame.packet->PeekHeader(header);
    TimelineMessage message;
    constexpr std::array types{"RS", "RA", "NS", "NA"};
    message.type = types.at(octets[IPV6_HEADER_SIZE] - SOLICITATION);
    message.from = from ? from->spec->name : "";
    message.to = to ? std::optional(to->spec->name) : std::nullopt;
    message.sent = Simulator::Now();
    message.octets = frame.packet->GetSize();
    message.source = message.wireSource = header.GetSource();
    message.destination = message.wireDestination = header.GetDestination();
    if (const auto* read = std::get_if<NeighborMessage>(&decoded))
    {
        message.fields = FieldsOf(*read);
    }
    message.fields.emplace_back("Link", link);
    if (const auto number = m_messages.Add(std::move(message)))
    {
        m_underWay.emplace(frame.packet->GetUid(), std::pair(*number, to));
    }
}

void
TimelineNeighbors::OnFrameReceived(const LinkFrame& frame, Ptr<const MobileLinkDevice> to)
{
    const auto [begin, end] = m_underWay.equal_range(frame.packet->GetUid());
    const auto* node = begin == end ? nullptr : m_topology.FindNode(to->GetNode());
    for (auto one = begin; node && one != end; ++one)
    {
        const auto& [number, wanted] = one->second;
        if (wanted ? wanted == node : IsRouter(*node))
        {
            m_messages.Arrive(number, node->spec->name);
            m_underWay.erase(one);
            return;
        }
    }
}

} // namespace ns3::nemo
