// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-prefix-table.h"

#include <algorithm>

namespace ns3::nemo
{

bool
PrefixTable::IsUsable(const NetworkPrefix& prefix)
{
    static const NetworkPrefix linkLocal(Ipv6Address("fe80::"), 10);
    static const NetworkPrefix multicast(Ipv6Address("ff00::"), 8);
    return prefix.length > 0 && prefix.length <= 128 && !prefix.Overlaps(linkLocal) &&
           !prefix.Overlaps(multicast);
}

bool
PrefixTable::Add(const Ipv6Address& homeAddress, const NetworkPrefix& prefix)
{
    if (!IsUsable(prefix) || OverlapsOther(homeAddress, prefix))
    {
        return false;
    }
    if (m_owners.emplace(prefix, homeAddress).second)
    {
        m_prefixes[homeAddress].push_back(prefix);
        ++m_lengths[prefix.length];
    }
    return true;
}

bool
PrefixTable::Remove(const Ipv6Address& homeAddress, const NetworkPrefix& prefix)
{
    const auto owner = m_owners.find(prefix);
    if (owner == m_owners.end() || owner->second != homeAddress)
    {
        return false;
    }
    m_owners.erase(owner);
    --m_lengths[prefix.length];
    const auto own = m_prefixes.find(homeAddress);
    auto& list = own->second;
    list.erase(std::find(list.begin(), list.end(), prefix));
    if (list.empty())
    {
        m_prefixes.erase(own);
    }
    return true;
}

void
PrefixTable::RemoveAll(const Ipv6Address& homeAddress)
{
    const auto own = m_prefixes.find(homeAddress);
    if (own == m_prefixes.end())
    {
        return;
    }
    for (const auto& prefix : own->second)
    {
        m_owners.erase(prefix);
        --m_lengths[prefix.length];
    }
    m_prefixes.erase(own);
}

std::vector<NetworkPrefix>
PrefixTable::Of(const Ipv6Address& homeAddress) const
{
    const auto own = m_prefixes.find(homeAddress);
    return own == m_prefixes.end() ? std::vector<NetworkPrefix>() : own->second;
}

std::optional<Ipv6Address>
PrefixTable::OwnerOf(const NetworkPrefix& prefix) const
{
    const auto owner = m_owners.find(prefix);
    return owner == m_owners.end() ? std::nullopt : std::optional(owner->second);
}

bool
PrefixTable::OverlapsOther(const Ipv6Address& homeAddress, const NetworkPrefix& prefix) const
{
    return FindOverlap(prefix, homeAddress).has_value();
}

std::optional<NetworkPrefix>
PrefixTable::FindOverlap(const NetworkPrefix& prefix, std::optional<Ipv6Address> except) const
{
    const auto isWanted = [&except](const Ipv6Address& owner) { return owner != except; };
    const auto covering = FindCovering(prefix, isWanted);
    return covering ? covering : FindInside(prefix, isWanted);
}

PrefixTable::Verdict
PrefixTable::Judge(const Ipv6Address& homeAddress, const NetworkPrefix& prefix) const
{
    if (!IsUsable(prefix))
    {
        return Verdict::INVALID;
    }
    if (OverlapsOther(homeAddress, prefix))
    {
        return m_acceptAny ? Verdict::INVALID : Verdict::NOT_AUTHORISED;
    }
    if (m_acceptAny || m_owners.count(prefix) > 0)
    {
        return Verdict::AUTHORISED;
    }
    // Whatever overlaps now is an own one.
    return FindOverlap(prefix, std::nullopt) ? Verdict::INVALID : Verdict::NOT_AUTHORISED;
}

void
PrefixTable::SetAcceptAny(bool acceptAny)
{
    m_acceptAny = acceptAny;
}

bool
PrefixTable::IsAcceptAny() const
{
    return m_acceptAny;
}

std::size_t
PrefixTable::Size() const
{
    return m_owners.size();
}

void
PrefixTable::Clear()
{
    m_owners.clear();
    m_prefixes.clear();
    m_lengths.fill(0);
}

template <typename Predicate>
std::optional<NetworkPrefix>
PrefixTable::FindCovering(const NetworkPrefix& prefix, Predicate isWanted) const
{
    for (std::size_t length = 0; length < prefix.length && length < m_lengths.size(); ++length)
    {
        if (m_lengths[length] == 0)
        {
            continue;
        }
        const auto owner =
            m_owners.find(NetworkPrefix(prefix.address, static_cast<uint8_t>(length)));
        if (owner != m_owners.end() && isWanted(owner->second))
        {
            return owner->first;
        }
    }
    return std::nullopt;
}

template <typename Predicate>
std::optional<NetworkPrefix>
PrefixTable::FindInside(const NetworkPrefix& prefix, Predicate isWanted) const
{
    for (auto it = m_owners.lower_bound(prefix); it != m_owners.end() && prefix.Covers(it->first);
         ++it)
    {
        if (isWanted(it->second))
        {
            return it->first;
        }
    }
    return std::nullopt;
}

} // namespace ns3::nemo
