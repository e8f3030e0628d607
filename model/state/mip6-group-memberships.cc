// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-group-memberships.h"

#include <algorithm>
#include <tuple>

namespace ns3::nemo
{

bool
operator<(const Membership& a, const Membership& b)
{
    return std::tie(a.home, a.group) < std::tie(b.home, b.group);
}

bool
operator==(const Membership& a, const Membership& b)
{
    return a.home == b.home && a.group == b.group;
}

std::size_t
MembershipHash::operator()(const Membership& membership) const
{
    constexpr std::size_t ODD = 31;
    const Ipv6AddressHash hash;
    return hash(membership.home) * ODD + hash(membership.group);
}

GroupMemberships::Noted
GroupMemberships::Note(const Membership& membership, Time until, std::size_t mostGroups)
{
    const bool isNew = !Has(membership);
    if (isNew)
    {
        const auto groups = m_groups.find(membership.home);
        if ((groups == m_groups.end() ? 0 : groups->second.size()) >= mostGroups)
        {
            return Noted::NO_ROOM;
        }
        m_groups[membership.home].insert(membership.group);
    }
    m_ends.Set(membership, until);
    return isNew ? Noted::BEGUN : Noted::RENEWED;
}

bool
GroupMemberships::Shorten(const Membership& membership, Time until)
{
    const auto end = m_ends.DeadlineOf(membership);
    if (end)
    {
        m_ends.Set(membership, std::min(*end, until));
    }
    return end.has_value();
}

bool
GroupMemberships::Has(const Membership& membership) const
{
    return m_ends.DeadlineOf(membership).has_value();
}

std::optional<Time>
GroupMemberships::EndOf(const Membership& membership) const
{
    return m_ends.DeadlineOf(membership);
}

std::vector<Ipv6Address>
GroupMemberships::GroupsOf(const Ipv6Address& home) const
{
    const auto groups = m_groups.find(home);
    return groups == m_groups.end()
               ? std::vector<Ipv6Address>()
               : std::vector<Ipv6Address>(groups->second.begin(), groups->second.end());
}

std::vector<Membership>
GroupMemberships::Forget(const Ipv6Address& home)
{
    std::vector<Membership> ended;
    for (const Ipv6Address& group : GroupsOf(home))
    {
        ended.push_back({home, group});
        m_ends.Cancel(ended.back());
    }
    m_groups.erase(home);
    return ended;
}

std::vector<Membership>
GroupMemberships::Expire(Time now)
{
    const auto ended = m_ends.PopDue(now);
    for (const Membership& membership : ended)
    {
        const auto groups = m_groups.find(membership.home);
        groups->second.erase(membership.group);
        if (groups->second.empty())
        {
            m_groups.erase(groups);
        }
    }
    return ended;
}

std::optional<Time>
GroupMemberships::NextExpiry() const
{
    return m_ends.Next();
}

std::size_t
GroupMemberships::Size() const
{
    return m_ends.Size();
}

} // namespace ns3::nemo
