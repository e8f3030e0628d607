// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-measure-stack.h"

#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::nemo
{

StackWatch::StackWatch(const StackExpectation& spec,
                       const FlowIdentity& identity,
                       const Topology& topology)
    : m_spec(spec),
      m_identity(identity)
{
    topology.GetLink(spec.link).link->TraceConnectWithoutContext(
        "FrameSent",
        MakeCallback(&StackWatch::OnFrame, this));
}

void
StackWatch::OnFrame(const LinkFrame& frame)
{
    const Time now = Simulator::Now();
    if (frame.protocol != ETHERNET_IPV6 || now < m_spec.start || now >= m_spec.stop)
    {
        return;
    }
    const auto direction = m_spec.reverse ? FlowDirection::REVERSE : FlowDirection::FORWARD;
    const auto packet = ReadPacket(frame.packet);
    if (!packet || !IsOfFlow(*packet, m_identity, direction))
    {
        return;
    }
    auto seen = std::find_if(m_seen.begin(), m_seen.end(), [&packet](const Seen& one) {
        return one.stack == packet->stack;
    });
    if (seen == m_seen.end())
    {
        seen = m_seen.insert(m_seen.end(), Seen{packet->stack, 0});
    }
    ++seen->count;
}

const std::vector<StackWatch::Seen>&
StackWatch::GetSeen() const
{
    return m_seen;
}

} // namespace ns3::nemo
