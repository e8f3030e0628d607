// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-shared-identifiers.h"

#include "ns3/mip6-interface-identifier.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-unicast-routable.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

namespace
{

constexpr uint8_t ADDRESS_BITS = 128; ///< Of an IPv6 address.

/// Prefixes that every link has. RFC 2373 section 2.5.8: the site's subnet 0.
const Ipv6Address LINK_LOCAL_PREFIX("fe80::");
const Ipv6Address SITE_LOCAL_PREFIX("fec0::");

} // namespace

SharedIdentifiers::SharedIdentifiers(Needs needs)
    : m_needs(std::move(needs))
{
}

void
SharedIdentifiers::Change(const Binding* before, const Binding* after)
{
    const Ipv6Address& home = after ? after->homeAddress : before->homeAddress;
    const uint64_t identifier = InterfaceIdentifierOf(home);
    const bool asks = after && after->interfaceIdentifierLength > 0 && after->interface != 0;
    if (!asks && m_groups.count(identifier) == 0)
    {
        return;
    }
    Group& group = m_groups[identifier];
    group.owners.erase(home);
    if (asks)
    {
        group.owners.emplace(home, *after);
    }
    Evaluate(group, after ? home : Ipv6Address::GetAny());
    if (group.owners.empty())
    {
        m_groups.erase(identifier);
    }
    Schedule();
}

void
SharedIdentifiers::Review()
{
    for (auto& [identifier, group] : m_groups)
    {
        Evaluate(group, Ipv6Address::GetAny());
    }
    Schedule();
}

std::vector<Ipv6Address>
SharedIdentifiers::Of(const Ipv6Address& homeAddress) const
{
    std::vector<Ipv6Address> addresses;
    const auto group = m_groups.find(InterfaceIdentifierOf(homeAddress));
    if (group != m_groups.end())
    {
        for (const auto& [address, owner] : group->second.served)
        {
            if (owner.homeAddress == homeAddress)
            {
                addresses.push_back(address);
            }
        }
    }
    return addresses;
}

std::vector<Ipv6Address>
SharedIdentifiers::Form(const Binding& owner) const
{
    const auto length = static_cast<uint8_t>(ADDRESS_BITS - owner.interfaceIdentifierLength);
    std::vector<Ipv6Address> formed{
        AddressIn(NetworkPrefix(LINK_LOCAL_PREFIX, length), owner.homeAddress),
        AddressIn(NetworkPrefix(SITE_LOCAL_PREFIX, length), owner.homeAddress)};
    for (const OnLinkPrefix& item : m_needs.onLink(owner.interface))
    {
        if (item.prefix.length == length)
        {
            formed.push_back(AddressIn(item.prefix, owner.homeAddress));
        }
    }
    return formed;
}

/// `exact` is about to be bound by itself.
void
SharedIdentifiers::Evaluate(Group& group, const Ipv6Address& exact)
{
    std::map<Ipv6Address, Binding> wanted;
    for (const auto& [home, owner] : group.owners)
    {
        for (const Ipv6Address& address : Form(owner))
        {
            if (address != exact && address != home && !m_needs.isTaken(address))
            {
                wanted.try_emplace(address, owner);
            }
        }
    }
    for (const auto& [address, owner] : group.served)
    {
        const auto now = wanted.find(address);
        if (now == wanted.end() || now->second.interface != owner.interface)
        {
            m_needs.write(address, owner, false);
        }
    }
    for (const auto& [address, owner] : wanted)
    {
        m_needs.write(address, owner, true);
    }
    group.served = std::move(wanted);
}

void
SharedIdentifiers::Schedule()
{
    Time next = Time::Max();
    for (const auto& [identifier, group] : m_groups)
    {
        for (const auto& [home, owner] : group.owners)
        {
            for (const OnLinkPrefix& item : m_needs.onLink(owner.interface))
            {
                next = std::min(next, item.until);
            }
        }
    }
    if (next == Time::Max())
    {
        m_review.Cancel();
        return;
    }
    m_review.Schedule(next - Simulator::Now(), [this] { Review(); });
}

} // namespace ns3::nemo
