// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-timeline-flow.h"

#include "ns3/address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::nemo
{

namespace
{

/// A chart is hardly wider than so many points.
constexpr int64_t MOST_BINS = 600;
/// Of all flows together: some 20 octets each in the page.
constexpr int64_t MOST_BINS_TOGETHER = 15000;

} // namespace

Time
FlowTimeline::WidthFor(Time duration, std::size_t flows)
{
    const auto share = MOST_BINS_TOGETHER / static_cast<int64_t>(std::max<std::size_t>(flows, 1));
    const auto most = std::clamp<int64_t>(share, 1, MOST_BINS);
    for (int64_t power = 1000000;; power *= 10)
    {
        for (const int64_t digit : {1, 2, 5})
        {
            const int64_t width = digit * power;
            if (duration.GetNanoSeconds() / width < most)
            {
                return NanoSeconds(static_cast<uint64_t>(width));
            }
        }
    }
}

FlowTimeline::FlowTimeline(const Topology& topology, const Traffic& traffic, std::size_t index)
{
    const Scenario& scenario = topology.GetScenario();
    m_flow.flow = &scenario.traffic[index];
    m_flow.width = WidthFor(scenario.duration, scenario.traffic.size());
    const auto count = scenario.duration.GetNanoSeconds() / m_flow.width.GetNanoSeconds() + 1;
    m_flow.bins.resize(static_cast<std::size_t>(count));
    traffic.Listen(index, this);
    const auto node = topology.GetNode(m_flow.flow->from).node;
    for (uint32_t i = 0; i < node->GetNApplications(); ++i)
    {
        const auto sender = DynamicCast<BulkSendApplication>(node->GetApplication(i));
        AddressValue local;
        if (sender && sender->GetAttributeFailSafe("Local", local) &&
            Inet6SocketAddress::ConvertFrom(local.Get()).GetPort() ==
                traffic.GetIdentity(index).sourcePort)
        {
            m_sender = sender;
            sender->TraceConnectWithoutContext("Tx",
                                               MakeCallback(&FlowTimeline::OnStreamSent, this));
        }
    }
}

TimelineFlow::Bin&
FlowTimeline::BinAt(Time time)
{
    const auto index = time.GetNanoSeconds() / m_flow.width.GetNanoSeconds();
    return m_flow.bins[std::min(static_cast<std::size_t>(index), m_flow.bins.size() - 1)];
}

void
FlowTimeline::OnSent(uint64_t sequence)
{
    const Time now = Simulator::Now();
    if (sequence >= m_sent.size())
    {
        // What a number in between would be, if there ever is one, counts as arrived.
        m_sent.resize(sequence + 1, Sent{now, true});
    }
    m_sent[sequence] = Sent{now, false};
    ++BinAt(now).sent;
}

void
FlowTimeline::OnArrived(uint64_t sequence, Time delay, uint32_t octets)
{
    const Time now = Simulator::Now();
    BinAt(now).octets += octets;
    NoteDelay(now - delay, delay);
    if (sequence < m_sent.size())
    {
        m_sent[sequence].hasArrived = true;
    }
}

void
FlowTimeline::NoteDelay(Time sent, Time delay)
{
    TimelineFlow::Bin& bin = BinAt(sent);
    ++bin.delays;
    bin.delaySum += delay.GetNanoSeconds();
    bin.delayLeast = std::min(bin.delayLeast.value_or(delay), delay);
    bin.delayMost = std::max(bin.delayMost.value_or(delay), delay);
}

void
FlowTimeline::OnStreamArrived(uint32_t octets)
{
    BinAt(Simulator::Now()).octets += octets;
}

void
FlowTimeline::OnStreamSent(Ptr<const Packet> /* packet */)
{
    // The application makes its socket when it starts; what it gives to it first leaves later.
    if (m_socket != m_sender->GetSocket())
    {
        m_socket = m_sender->GetSocket();
        m_socket->TraceConnectWithoutContext("Tx", MakeCallback(&FlowTimeline::OnSegment, this));
        m_socket->TraceConnectWithoutContext("RTT", MakeCallback(&FlowTimeline::OnRoundTrip, this));
    }
}

void
FlowTimeline::OnSegment(Ptr<const Packet> packet,
                        const TcpHeader& header,
                        Ptr<const TcpSocketBase> /* socket */)
{
    if (packet->GetSize() == 0)
    {
        return;
    }
    TimelineFlow::Bin& bin = BinAt(Simulator::Now());
    ++bin.sent;
    if (m_hasSegments && header.GetSequenceNumber() < m_highest)
    {
        ++bin.lost;
        return;
    }
    m_hasSegments = true;
    m_highest = header.GetSequenceNumber() + static_cast<int32_t>(packet->GetSize());
}

void
FlowTimeline::OnRoundTrip(Time /* before */, Time after)
{
    NoteDelay(Simulator::Now(), after);
}

TimelineFlow
FlowTimeline::GetResult() const
{
    TimelineFlow result = m_flow;
    bool isInGap = false;
    for (const Sent& packet : m_sent)
    {
        if (packet.hasArrived)
        {
            isInGap = false;
            continue;
        }
        const auto index = packet.at.GetNanoSeconds() / m_flow.width.GetNanoSeconds();
        ++result.bins[std::min(static_cast<std::size_t>(index), result.bins.size() - 1)].lost;
        if (!isInGap)
        {
            result.gaps.push_back({packet.at, packet.at, 0});
        }
        isInGap = true;
        result.gaps.back().to = packet.at;
        ++result.gaps.back().lost;
    }
    return result;
}

} // namespace ns3::nemo
