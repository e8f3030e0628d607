// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-path-mtu.h"

namespace ns3::nemo
{

void
PathMtu::Learn(const Ipv6Address& destination, uint32_t mtu, Time now)
{
    constexpr uint32_t IPV6_MINIMUM = 1280;
    if (mtu >= IPV6_MINIMUM && mtu <= Get(destination, now).value_or(mtu))
    {
        m_entries[destination] = Entry{mtu, now + Seconds(LIFETIME_SECONDS)};
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
}

} // namespace ns3::nemo
