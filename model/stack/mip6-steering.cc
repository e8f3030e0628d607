// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-steering.h"

#include <algorithm>

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(Steering);

namespace
{

const SteeringAction PASS_ON{};

} // namespace

bool
LeavingRule::Covers(const Ipv6Address& source) const
{
    return std::any_of(sources.begin(), sources.end(), [&](const NetworkPrefix& prefix) {
        return prefix.Contains(source);
    });
}

TypeId
Steering::GetTypeId()
{
    static TypeId tid = TypeId("ns3::nemo::Steering")
                            .SetParent<Object>()
                            .SetGroupName("Nemo")
                            .AddConstructor<Steering>();
    return tid;
}

void
Steering::ToAddress(const Ipv6Address& destination, RulePtr rule)
{
    m_addresses.insert_or_assign(destination, std::move(rule));
}

void
Steering::ForgetAddress(const Ipv6Address& destination)
{
    m_addresses.erase(destination);
}

void
Steering::ToPrefix(const NetworkPrefix& destination, RulePtr rule)
{
    m_prefixes.Insert(destination, std::move(rule));
}

void
Steering::ForgetPrefix(const NetworkPrefix& destination)
{
    m_prefixes.Erase(destination);
}

Steering::RulePtr
Steering::RuleOf(const NetworkPrefix& destination) const
{
    const RulePtr* rule = m_prefixes.Find(destination);
    return rule ? *rule : nullptr;
}

Steering::RulePtr
Steering::RuleOf(const Ipv6Address& destination) const
{
    const auto entry = m_addresses.find(destination);
    return entry == m_addresses.end() ? nullptr : entry->second;
}

OptimisedPairs&
Steering::Optimised()
{
    return m_pairs;
}

const OptimisedPairs&
Steering::Optimised() const
{
    return m_pairs;
}

void
Steering::Leaving(uint32_t interface, LeavingRule rule)
{
    m_leaving.insert_or_assign(interface, std::move(rule));
}

void
Steering::ForgetLeaving(uint32_t interface)
{
    m_leaving.erase(interface);
}

const LeavingRule*
Steering::LeavingBy(uint32_t interface) const
{
    const auto entry = m_leaving.find(interface);
    return entry == m_leaving.end() ? nullptr : &entry->second;
}

bool
Steering::HasLeaving() const
{
    return !m_leaving.empty();
}

const LeavingRule*
Steering::AnyLeaving() const
{
    const auto rule = std::find_if(m_leaving.begin(), m_leaving.end(), [](const auto& entry) {
        return entry.second.isWayOut;
    });
    return rule == m_leaving.end() ? nullptr : &rule->second;
}

void
Steering::AdmitOnly(uint32_t interface, std::vector<NetworkPrefix> sources)
{
    m_admitted.insert_or_assign(interface, std::move(sources));
}

void
Steering::AdmitAll(uint32_t interface)
{
    m_admitted.erase(interface);
}

bool
Steering::Admits(uint32_t interface, const Ipv6Address& source) const
{
    if (m_admitted.empty())
    {
        return true;
    }
    const auto filter = m_admitted.find(interface);
    return filter == m_admitted.end() ||
           std::any_of(filter->second.begin(),
                       filter->second.end(),
                       [&](const NetworkPrefix& prefix) { return prefix.Contains(source); });
}

void
Steering::FilterRoutingTypes(std::set<uint8_t> types)
{
    m_filteredRoutingTypes = std::move(types);
}

const std::set<uint8_t>&
Steering::FilteredRoutingTypes() const
{
    return m_filteredRoutingTypes;
}

void
Steering::ExpectHome(const Ipv6Address& homeAddress, const Ipv6Address& careOfAddress)
{
    ForgetExpected(homeAddress);
    m_expected.insert_or_assign(homeAddress, careOfAddress);
    m_expectedAt.emplace(careOfAddress, homeAddress);
}

void
Steering::ForgetExpected(const Ipv6Address& homeAddress)
{
    const auto entry = m_expected.find(homeAddress);
    if (entry != m_expected.end())
    {
        m_expectedAt.erase({entry->second, homeAddress});
        m_expected.erase(entry);
    }
}

bool
Steering::MayComeFrom(const Ipv6Address& homeAddress,
                      const Ipv6Address& careOfAddress,
                      const Ipv6Address& local) const
{
    if (m_pairs.CareOfAddressOf(local, homeAddress) == careOfAddress)
    {
        return true;
    }
    const auto entry = m_expected.find(homeAddress);
    return entry != m_expected.end() && entry->second == careOfAddress;
}

void
Steering::NoteStraight(const Ipv6Address& homeAddress, const Ipv6Address& correspondent) const
{
    m_pairs.NoteArrival(homeAddress, correspondent);
}

Steering::Match
Steering::RuleFor(const Ipv6Address& destination) const
{
    if (const auto entry = m_addresses.find(destination); entry != m_addresses.end())
    {
        return {entry->second.get(), false};
    }
    const RulePtr* rule = m_prefixes.Match(destination);
    if (!rule || !(*rule)->nextHop)
    {
        return {rule ? rule->get() : nullptr, false};
    }
    const auto entry = m_addresses.find(*(*rule)->nextHop);
    return {entry == m_addresses.end() ? nullptr : entry->second.get(), true};
}

const SteeringAction&
Steering::Originated(const Ipv6Address& source, const Ipv6Address& destination) const
{
    if (const SteeringAction* optimised = m_pairs.Use(source, destination))
    {
        return *optimised;
    }
    if (const auto [rule, byNextHop] = RuleFor(destination); rule)
    {
        // A routing header leads to the next hop only (RFC 6275 section 6.4), a tunnel beyond it.
        const SteeringAction& action = byNextHop ? rule->forwarded : rule->originated;
        if (action.verdict != Verdict::PASS)
        {
            return action;
        }
    }
    const SteeringAction* action =
        destination.IsMulticast() ? GroupAction(source) : HomeAction(source);
    return action ? *action : PASS_ON;
}

const SteeringAction&
Steering::OriginatedSignal(const Ipv6Address& source, const Ipv6Address& destination) const
{
    if (const SteeringRule* rule = RuleFor(destination).rule;
        rule && rule->forwarded.verdict != Verdict::PASS)
    {
        return rule->forwarded;
    }
    const SteeringAction* action = HomeAction(source);
    return action ? *action : PASS_ON;
}

const SteeringAction&
Steering::Forwarded(const Ipv6Address& destination) const
{
    const SteeringRule* rule = RuleFor(destination).rule;
    return rule ? rule->forwarded : PASS_ON;
}

void
Steering::JoinAnycast(const Ipv6Address& address, uint32_t interface)
{
    m_anycast[address] = interface;
}

void
Steering::LeaveAnycast(const Ipv6Address& address)
{
    m_anycast.erase(address);
}

bool
Steering::IsAnycast(const Ipv6Address& address) const
{
    return m_anycast.count(address) > 0;
}

std::optional<uint32_t>
Steering::AnycastInterface(const Ipv6Address& address) const
{
    const auto joined = m_anycast.find(address);
    return joined == m_anycast.end() ? std::nullopt : std::optional(joined->second);
}

void
Steering::Reset()
{
    m_addresses.clear();
    m_prefixes.Clear();
    m_pairs.Clear();
    m_homes.clear();
    m_preferred.reset();
    m_leaving.clear();
    m_admitted.clear();
    m_filteredRoutingTypes.clear();
    m_tunnels.clear();
    m_expected.clear();
    m_expectedAt.clear();
    m_anycast.clear();
}

} // namespace ns3::nemo
