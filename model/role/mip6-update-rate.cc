// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-update-rate.h"

#include <algorithm>

namespace ns3::nemo
{

Time
UpdateRate::Earliest(const Ipv6Address& destination, Time now, uint32_t perSecond) const
{
    const auto entry = m_sent.find(destination);
    if (entry == m_sent.end() || entry->second.size() < perSecond)
    {
        return now;
    }
    const Time oldest = entry->second[entry->second.size() - perSecond];
    return std::max(now, oldest + Seconds(1));
}

void
UpdateRate::Note(const Ipv6Address& destination, Time now, uint32_t perSecond)
{
    auto& sent = m_sent[destination];
    sent.push_back(now);
    while (sent.size() > perSecond)
    {
        sent.pop_front();
    }
}

void
UpdateRate::Clear()
{
    m_sent.clear();
}

} // namespace ns3::nemo
