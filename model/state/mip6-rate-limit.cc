// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-rate-limit.h"

#include "ns3/abort.h"

#include <algorithm>

namespace ns3::nemo
{

Time
MessageRateLimit::Earliest(const Ipv6Address& correspondent,
                           MobilityHeaderType type,
                           Time now,
                           uint32_t perSecond) const
{
    NS_ABORT_MSG_IF(perSecond == 0, "a rate of 0 messages a second lets none leave, ever");
    const auto entry = m_moments.find({correspondent, type});
    if (entry == m_moments.end() || entry->second.size() < perSecond)
    {
        return now;
    }
    const Time oldest = entry->second[entry->second.size() - perSecond];
    return std::max(now, oldest + Seconds(1));
}

void
MessageRateLimit::Note(const Ipv6Address& correspondent, MobilityHeaderType type, Time now)
{
    while (!m_all.empty() && m_all.front().first + Seconds(1) <= now)
    {
        const auto entry = m_moments.find(m_all.front().second);
        entry->second.pop_front();
        if (entry->second.empty())
        {
            m_moments.erase(entry);
        }
        m_all.pop_front();
    }
    const Key key{correspondent, type};
    m_all.emplace_back(now, key);
    m_moments[key].push_back(now);
}

Time
MessageRateLimit::EarliestSame(const Ipv6Address& destination,
                               const Ipv6Address& careOf,
                               Time now,
                               const SlowDown& terms) const
{
    const auto row = m_rows.find(destination);
    const bool isSlow = terms.fast > 0 && row != m_rows.end() && row->second.careOf == careOf &&
                        row->second.count >= terms.fast &&
                        now < row->second.last + terms.interval * terms.fast;
    return isSlow ? std::max(now, row->second.last + terms.interval) : now;
}

void
MessageRateLimit::NoteSame(const Ipv6Address& destination,
                           const Ipv6Address& careOf,
                           Time now,
                           const SlowDown& terms)
{
    if (terms.fast == 0)
    {
        return;
    }
    const Time memory = terms.interval * terms.fast;
    if (m_rows.count(destination) == 0)
    {
        // Anybody can make a node send updates to ever new destinations.
        for (auto row = m_rows.begin(); row != m_rows.end();)
        {
            row = row->second.last + memory <= now ? m_rows.erase(row) : std::next(row);
        }
    }
    Row& row = m_rows[destination];
    const bool goesOn = row.count > 0 && row.careOf == careOf && now < row.last + memory;
    row = {careOf, goesOn ? row.count + 1 : 1, now};
}

std::size_t
MessageRateLimit::Size() const
{
    return m_all.size();
}

void
MessageRateLimit::Clear()
{
    m_rows.clear();
    m_all.clear();
    m_moments.clear();
}

} // namespace ns3::nemo
