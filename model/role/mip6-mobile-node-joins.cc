// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/abort.h"
#include "ns3/mip6-mobile-node.h"
#include "ns3/mip6-multicast-scope.h"

// Which multicast groups a mobile node listens to; mip6-mobile-node.cc has the rest.

namespace ns3::nemo
{

void
MobileNode::JoinGroup(const Ipv6Address& group, GroupPath path)
{
    NS_ABORT_MSG_UNLESS(group.IsMulticast() &&
                            (path == GroupPath::LINK || IsGroupBeyondLink(group)),
                        group << " is not a multicast group that a tunnel can lead to");
    if (m_joined.emplace(path, group).second && IsRunning())
    {
        SetMember(path, group, true);
    }
}

void
MobileNode::LeaveGroup(const Ipv6Address& group, GroupPath path)
{
    if (m_joined.erase({path, group}) > 0 && IsRunning())
    {
        SetMember(path, group, false);
    }
}

void
MobileNode::StartGroups()
{
    m_groups = std::make_unique<MobileNodeGroups>(
        m_stack,
        GetInterface(),
        [this](uint32_t bound) { return m_identifiers->GetInteger(0, bound - 1); },
        ListenerTerms{m_unsolicitedReportInterval, m_multicastRobustness});
    for (const auto& [path, group] : m_joined)
    {
        SetMember(path, group, true);
    }
}

void
MobileNode::SetMember(GroupPath path, const Ipv6Address& group, bool isMember)
{
    const Ipv6Address& homeAddress = m_configs.front().homeAddress;
    switch (path)
    {
    case GroupPath::LINK:
        isMember ? m_groups->JoinOnLink(group) : m_groups->LeaveOnLink(group);
        return;
    case GroupPath::HOME:
        isMember ? m_groups->JoinByHome(homeAddress, group)
                 : m_groups->LeaveByHome(homeAddress, group);
        break;
    }
    for (const auto& home : m_homes)
    {
        home->AcceptTunnel();
    }
}

void
MobileNode::OnTunnel(const MobileNodeHome& home)
{
    if (m_groups)
    {
        m_groups->Review(home);
    }
}

std::vector<NetworkPrefix>
MobileNode::TunnelDestinations(const MobileNodeHome& home) const
{
    const Ipv6Address& homeAddress = home.GetConfig().homeAddress;
    std::vector<NetworkPrefix> destinations{NetworkPrefix(homeAddress, 128)};
    const auto groups = m_groups ? m_groups->GroupsOf(homeAddress) : std::vector<Ipv6Address>();
    for (const Ipv6Address& group : groups)
    {
        destinations.emplace_back(group, 128);
    }
    return destinations;
}

} // namespace ns3::nemo
