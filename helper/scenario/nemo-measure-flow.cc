// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-measure-flow.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace ns3::nemo
{

namespace
{

/// \return a delay of so many nanoseconds; none is negative
Time
Delay(int64_t nanoseconds)
{
    return NanoSeconds(static_cast<uint64_t>(nanoseconds));
}

/// \return the mean, to the nearest nanosecond; integers add up the same in any order
Time
Mean(int64_t sum, std::size_t count)
{
    const auto divisor = static_cast<int64_t>(count);
    return Delay((sum + divisor / 2) / divisor);
}

/// \return the delay of nearest rank
Time
Percentile(const std::vector<int64_t>& sorted, std::size_t percent)
{
    const std::size_t rank = (sorted.size() * percent + 99) / 100;
    return Delay(sorted[std::max<std::size_t>(rank, 1) - 1]);
}

} // namespace

FlowMeter::FlowMeter(const TrafficSpec& flow)
    : m_flow(flow)
{
}

void
FlowMeter::Listen(FlowListener* listener)
{
    m_listener = listener;
}

void
FlowMeter::OnSent(uint64_t sequence, uint32_t /* octets */)
{
    ++m_sent;
    if (m_listener)
    {
        m_listener->OnSent(sequence);
    }
}

void
FlowMeter::OnReceived(uint64_t sequence, Time delay, uint32_t octets)
{
    if (sequence >= m_arrived.size())
    {
        m_arrived.resize(std::max<std::size_t>(sequence + 1, m_arrived.size() * 2));
    }
    if (m_arrived[sequence])
    {
        return;
    }
    m_arrived[sequence] = true;
    ++m_received;
    m_octets += octets;
    m_outOfOrder += m_highest && sequence < *m_highest ? 1 : 0;
    m_highest = std::max(m_highest.value_or(0), sequence);
    m_delays.push_back(delay.GetNanoSeconds());
    if (m_listener)
    {
        m_listener->OnArrived(sequence, delay, octets);
    }
}

void
FlowMeter::OnStreamSent(Ptr<const Packet> packet)
{
    m_sent += packet->GetSize();
}

void
FlowMeter::OnStreamReceived(Ptr<const Packet> packet, const Address& /* from */)
{
    m_received += packet->GetSize();
    m_octets += packet->GetSize();
    if (m_listener)
    {
        m_listener->OnStreamArrived(packet->GetSize());
    }
}

FlowResult
FlowMeter::GetResult() const
{
    FlowResult result;
    result.flow = &m_flow;
    result.sent = m_sent;
    result.received = m_received;
    result.lost = m_sent - m_received;
    result.outOfOrder = m_outOfOrder;
    AddDelays(result);
    const Time span = m_flow.stop - m_flow.start;
    if (span.IsStrictlyPositive())
    {
        result.goodput = 8.0 * static_cast<double>(m_octets) / InSeconds(span);
    }
    return result;
}

void
FlowMeter::AddDelays(FlowResult& result) const
{
    if (m_delays.empty())
    {
        return;
    }
    auto sorted = m_delays;
    std::sort(sorted.begin(), sorted.end());
    int64_t sum = 0;
    int64_t changes = 0;
    for (std::size_t i = 0; i < m_delays.size(); ++i)
    {
        sum += m_delays[i];
        changes += i > 0 ? std::abs(m_delays[i] - m_delays[i - 1]) : 0;
    }
    result.delayMean = Mean(sum, m_delays.size());
    result.delayP50 = Percentile(sorted, 50);
    result.delayP99 = Percentile(sorted, 99);
    result.delayMax = Delay(sorted.back());
    if (m_delays.size() > 1)
    {
        result.jitterMean = Mean(changes, m_delays.size() - 1);
    }
}

} // namespace ns3::nemo
