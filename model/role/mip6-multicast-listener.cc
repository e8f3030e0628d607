// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-multicast-listener.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace ns3::nemo
{

MulticastListener::MulticastListener(Send send, Random random, ListenerTerms terms)
    : m_send(std::move(send)),
      m_random(std::move(random)),
      m_terms(terms)
{
}

void
MulticastListener::Join(const Ipv6Address& group)
{
    if (m_groups.try_emplace(group).second)
    {
        Announce(group);
        Arm();
    }
}

void
MulticastListener::Leave(const Ipv6Address& group)
{
    const auto entry = m_groups.find(group);
    if (entry == m_groups.end())
    {
        return;
    }
    const bool mustTell = m_isActive && entry->second.isLastReporter;
    m_groups.erase(entry);
    m_due.Cancel(group);
    Arm();
    if (mustTell)
    {
        m_send({ListenerMessageType::DONE, 0, group});
    }
}

void
MulticastListener::Resume()
{
    m_isActive = true;
    for (const Ipv6Address& group : GetGroups())
    {
        Announce(group);
    }
    Arm();
}

void
MulticastListener::Pause()
{
    m_isActive = false;
    m_due.Clear();
    Arm();
}

bool
MulticastListener::IsActive() const
{
    return m_isActive;
}

void
MulticastListener::Receive(const ListenerMessage& message)
{
    switch (message.type)
    {
    case ListenerMessageType::QUERY:
        for (const Ipv6Address& group : GetGroups())
        {
            if (message.IsGeneralQuery() || message.group == group)
            {
                OnQuery(group, MilliSeconds(message.maximumResponseDelay));
            }
        }
        Arm();
        break;
    case ListenerMessageType::REPORT:
        if (const auto entry = m_groups.find(message.group); entry != m_groups.end())
        {
            // Routers want to know of one listener, not of all.
            entry->second.isLastReporter = false;
            m_due.Cancel(message.group);
            Arm();
        }
        break;
    case ListenerMessageType::DONE:
        break; // for routers
    }
}

std::vector<Ipv6Address>
MulticastListener::GetGroups() const
{
    std::vector<Ipv6Address> groups;
    for (const auto& [group, state] : m_groups)
    {
        groups.push_back(group);
    }
    return groups;
}

bool
MulticastListener::Has(const Ipv6Address& group) const
{
    return m_groups.count(group) > 0;
}

void
MulticastListener::Announce(const Ipv6Address& group)
{
    if (m_isActive)
    {
        m_groups.at(group).repeats = m_terms.robustness;
        Report(group);
    }
}

/// Reports, and sets the timer if that is to be repeated.
void
MulticastListener::Report(const Ipv6Address& group)
{
    Group& state = m_groups.at(group);
    state.isLastReporter = true;
    state.repeats -= std::min(state.repeats, 1U);
    if (state.repeats > 0)
    {
        m_due.Set(group, Simulator::Now() + DrawDelay(m_terms.unsolicitedReportInterval));
    }
    m_send({ListenerMessageType::REPORT, 0, group});
}

void
MulticastListener::OnQuery(const Ipv6Address& group, Time within)
{
    const auto due = m_due.DeadlineOf(group);
    if (m_isActive && (!due || *due > Simulator::Now() + within))
    {
        m_due.Set(group, Simulator::Now() + DrawDelay(within));
    }
}

void
MulticastListener::OnDue()
{
    for (const Ipv6Address& group : m_due.PopDue(Simulator::Now()))
    {
        if (Has(group))
        {
            Report(group);
        }
    }
    Arm();
}

void
MulticastListener::Arm()
{
    const auto next = m_due.Next();
    if (!next)
    {
        m_event.Cancel();
        return;
    }
    m_event.Schedule(*next - Simulator::Now(), [this]() { OnDue(); });
}

/// Anything from 0 up to and including `within`, in whole milliseconds as queries have it.
Time
MulticastListener::DrawDelay(Time within) const
{
    const auto most =
        std::clamp<int64_t>(within.GetMilliSeconds(), 0, std::numeric_limits<uint32_t>::max() - 1);
    return MilliSeconds(m_random(static_cast<uint32_t>(most) + 1));
}

} // namespace ns3::nemo
