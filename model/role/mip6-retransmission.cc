// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-retransmission.h"

#include "ns3/abort.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

Retransmission::Retransmission(SendCallback send, GiveUpCallback giveUp)
    : m_send(std::move(send)),
      m_giveUp(std::move(giveUp))
{
    NS_ABORT_MSG_IF(!m_send, "Retransmission needs a callback that sends");
}

Retransmission::~Retransmission()
{
    Stop();
}

uint32_t
Retransmission::CountDoublings(Time initialTimeout, Time maxTimeout)
{
    uint32_t count = 0;
    for (Time timeout = initialTimeout; timeout < maxTimeout; timeout = timeout * 2)
    {
        ++count;
    }
    return count;
}

void
Retransmission::Start(const Schedule& schedule)
{
    NS_ABORT_MSG_UNLESS(schedule.initialTimeout.IsStrictlyPositive(),
                        "Retransmission needs 0 < initialTimeout");
    Stop();
    m_schedule = schedule;
    m_schedule.maxTimeout = std::max(schedule.maxTimeout, schedule.initialTimeout);
    m_attempt = 0;
    m_timeout = schedule.initialTimeout;
    Transmit();
}

void
Retransmission::Stop()
{
    m_event.Cancel();
}

bool
Retransmission::IsRunning() const
{
    return !m_event.IsExpired();
}

Time
Retransmission::GetTimeout() const
{
    return IsRunning() ? m_timeout : Time(0);
}

std::optional<Time>
Retransmission::GetNextTransmission() const
{
    const bool isLast = m_attempt == m_schedule.maxRetransmissions;
    return IsRunning() && !isLast ? std::optional(m_due) : std::nullopt;
}

void
Retransmission::Transmit()
{
    m_due = Simulator::Now() + m_timeout;
    m_event = Simulator::Schedule(m_timeout, &Retransmission::OnTimeout, this);
    // The callback may destroy this object, and with it the function that is running.
    const SendCallback send = m_send;
    send(m_attempt);
}

void
Retransmission::OnTimeout()
{
    if (m_attempt == m_schedule.maxRetransmissions)
    {
        const GiveUpCallback giveUp = m_giveUp;
        if (giveUp)
        {
            giveUp();
        }
        return;
    }
    ++m_attempt;
    // Doubled, without running over a maximum that is as good as none.
    m_timeout += std::min(m_timeout, m_schedule.maxTimeout - m_timeout);
    Transmit();
}

} // namespace ns3::nemo
