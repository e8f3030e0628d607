// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-measure-drops.h"

namespace ns3::nemo
{

namespace
{

std::string
NameOf(Ipv6L3Protocol::DropReason reason)
{
    switch (reason)
    {
    case Ipv6L3Protocol::DROP_TTL_EXPIRED:
        return "ipv6-hop-limit-exceeded";
    case Ipv6L3Protocol::DROP_NO_ROUTE:
        return "ipv6-no-route";
    case Ipv6L3Protocol::DROP_INTERFACE_DOWN:
        return "ipv6-interface-down";
    case Ipv6L3Protocol::DROP_ROUTE_ERROR:
        return "ipv6-route-error";
    case Ipv6L3Protocol::DROP_UNKNOWN_PROTOCOL:
        return "ipv6-unknown-protocol";
    case Ipv6L3Protocol::DROP_UNKNOWN_OPTION:
        return "ipv6-unknown-option";
    case Ipv6L3Protocol::DROP_MALFORMED_HEADER:
        return "ipv6-malformed-header";
    case Ipv6L3Protocol::DROP_FRAGMENT_TIMEOUT:
        return "ipv6-fragment-timeout";
    }
    return "ipv6-other";
}

} // namespace

DropCounter::DropCounter(const Topology& topology)
    : m_topology(topology)
{
    for (std::size_t i = 0; i < topology.nodes.size(); ++i)
    {
        const BuiltNode& node = topology.nodes[i];
        m_nodeIndex[node.node->GetId()] = i;
        node.node->GetObject<Ipv6L3Protocol>()->TraceConnectWithoutContext(
            "Drop",
            MakeCallback(&DropCounter::OnIpv6Drop, this, i));
        if (node.stack)
        {
            node.stack->TraceConnectWithoutContext("Drop",
                                                   MakeCallback(&DropCounter::OnDrop, this, i));
        }
        for (const auto& interface : node.interfaces)
        {
            interface.device->TraceConnectWithoutContext(
                "Refused",
                MakeCallback(&DropCounter::OnRefused, this, i));
        }
    }
    for (const BuiltLink& link : topology.links)
    {
        link.link->TraceConnectWithoutContext("FrameLost",
                                              MakeCallback(&DropCounter::OnFrameLost, this));
    }
}

void
DropCounter::OnDrop(std::size_t node, DropReason reason, Ptr<const Packet> /* packet */)
{
    ++m_counts[{node, std::string(ToString(reason))}];
}

void
DropCounter::OnIpv6Drop(std::size_t node,
                        const Ipv6Header& header,
                        Ptr<const Packet> /* packet */,
                        Ipv6L3Protocol::DropReason reason,
                        Ptr<Ipv6> /* ipv6 */,
                        uint32_t /* interface */)
{
    // Every node of a link gets what is sent to a group; those that do not listen lose nothing.
    if (!header.GetDestination().IsMulticast())
    {
        ++m_counts[{node, NameOf(reason)}];
    }
}

void
DropCounter::OnFrameLost(const LinkFrame& frame, FrameLoss reason)
{
    const auto node = m_nodeIndex.find(frame.sender->GetNode()->GetId());
    if (node != m_nodeIndex.end())
    {
        ++m_counts[{node->second, "link-" + std::string(ToString(reason))}];
    }
}

void
DropCounter::OnRefused(std::size_t node, Ptr<const Packet> /* packet */)
{
    ++m_counts[{node, "link-none"}];
}

std::vector<DropResult>
DropCounter::GetResults() const
{
    std::vector<DropResult> results;
    for (const auto& [key, count] : m_counts)
    {
        results.push_back({m_topology.nodes[key.first].spec->name, key.second, count});
    }
    return results;
}

} // namespace ns3::nemo
