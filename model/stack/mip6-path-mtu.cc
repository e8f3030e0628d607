// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-path-mtu.h"

namespace ns3::nemo
{

void
PathMtu::Learn(const Ipv6Address& destination, uint32_t mtu, Time now)
{
    constexpr uint32_t IPV6_MINIMUM = 1280;
    const auto known = Get(destination, now);
    if (mtu < IPV6_MINIMUM || (known && mtu >= *known))
    {
        return;
    }
    const Time until = now + Seconds(LIFETIME_SECONDS);
    m_entries[destination] = Entry{mtu, until};
    m_ends.emplace_back(until, destination);
    while (m_ends.front().first <= now || m_entries.size() > MOST_ENTRIES)
    {
        const auto oldest = m_entries.find(m_ends.front().second);
        // A later message may have renewed it.
        if (oldest != m_entries.end() && oldest->second.until == m_ends.front().first)
        {
            m_entries.erase(oldest);
        }
        m_ends.pop_front();
    }
}

std::optional<uint32_t>
PathMtu::Get(const Ipv6Address& destination, Time now) const
{
    if (m_entries.empty())
    {
        return std::nullopt;
    }
    const auto entry = m_entries.find(destination);
    if (entry == m_entries.end() || entry->second.until <= now)
    {
        return std::nullopt;
    }
    return entry->second.mtu;
}

void
PathMtu::Clear()
{
    m_entries.clear();
    m_ends.clear();
}

std::size_t
PathMtu::Size() const
{
    return m_entries.size();
}

} // namespace ns3::nemo
