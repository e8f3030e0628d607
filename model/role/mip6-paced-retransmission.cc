// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-paced-retransmission.h"

#include "ns3/simulator.h"

#include <utility>

namespace ns3::nemo
{

PacedRetransmission::PacedRetransmission(Earliest earliest,
                                         Send send,
                                         Retransmission::GiveUpCallback giveUp)
    : m_earliest(std::move(earliest)),
      m_send(std::move(send)),
      m_retransmission([this](uint32_t attempt) { OnTransmission(attempt); }, std::move(giveUp))
{
}

void
PacedRetransmission::Start(const Retransmission::Schedule& schedule)
{
    Stop();
    const Time earliest = m_earliest();
    if (earliest > Simulator::Now())
    {
        m_deferred.Schedule(earliest - Simulator::Now(), [this, schedule] { Start(schedule); });
        return;
    }
    m_retransmission.Start(schedule);
}

void
PacedRetransmission::Stop()
{
    m_retransmission.Stop();
    m_deferred.Cancel();
    m_isOutstanding = false;
}

bool
PacedRetransmission::IsRunning() const
{
    return m_retransmission.IsRunning() || m_deferred.IsRunning();
}

bool
PacedRetransmission::IsOutstanding() const
{
    return m_isOutstanding && IsRunning();
}

Time
PacedRetransmission::GetTimeout() const
{
    return m_retransmission.GetTimeout();
}

std::optional<Time>
PacedRetransmission::GetNextTransmission() const
{
    return m_retransmission.GetNextTransmission();
}

void
PacedRetransmission::OnTransmission(uint32_t attempt)
{
    m_deferred.Cancel();
    const Time earliest = m_earliest();
    if (earliest > Simulator::Now())
    {
        m_deferred.Schedule(earliest - Simulator::Now(),
                            [this, attempt] { OnTransmission(attempt); });
        return;
    }
    m_isOutstanding = true;
    m_send(attempt);
}

} // namespace ns3::nemo
