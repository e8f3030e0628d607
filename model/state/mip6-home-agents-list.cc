// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-home-agents-list.h"

#include "ns3/mip6-lifetime.h"
#include "ns3/mip6-unicast-routable.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

namespace
{

constexpr uint8_t ADDRESS_BITS = 128; ///< Bits of an IPv6 address.

/// Take out the addresses that end at `now` or earlier. Returns whether there were any.
bool
DropEnded(std::vector<LinkHomeAgent::Address>& addresses, Time now)
{
    const auto ended = std::remove_if(addresses.begin(), addresses.end(), [now](const auto& it) {
        return it.validUntil <= now;
    });
    const bool hasEnded = ended != addresses.end();
    addresses.erase(ended, addresses.end());
    return hasEnded;
}

/// Note what an option says of an agent's addresses. Returns whether there are others than before.
bool
HearPrefix(std::vector<LinkHomeAgent::Address>& addresses,
           const PrefixInformation& option,
           Time now)
{
    if (option.prefixLength > ADDRESS_BITS)
    {
        return false;
    }
    const Time validUntil = EndOfLifetime(now, option.validLifetime);
    const NetworkPrefix prefix(option.prefix, option.prefixLength);
    bool isKnown = false;
    for (auto& it : addresses)
    {
        if (it.length == option.prefixLength && prefix.Contains(it.address))
        {
            it.validUntil = validUntil;
            isKnown = isKnown || it.address == option.prefix;
        }
    }
    const bool hasEnded = DropEnded(addresses, now);
    const bool isAnother = !isKnown && option.routerAddress && validUntil > now &&
                           IsUnicastRoutable(option.prefix) &&
                           addresses.size() < MAX_DISCOVERED_ADDRESSES;
    if (isAnother)
    {
        addresses.push_back({option.prefix, option.prefixLength, validUntil});
    }
    return hasEnded || isAnother;
}

/// What an advertisement says of its sender as a home agent, be it by default.
HomeAgentInformation
InformationOf(const RouterAdvertisement& message)
{
    if (const auto* option = FindOption<HomeAgentInformation>(message.options))
    {
        return *option;
    }
    HomeAgentInformation information;
    information.lifetime = message.routerLifetime;
    return information;
}

/// Bring `items` into a random order.
template <typename T>
void
Shuffle(std::vector<T>& items, const HomeAgentsList::Random& random)
{
    for (std::size_t left = items.size(); left > 1; --left)
    {
        std::swap(items[left - 1], items[random(static_cast<uint32_t>(left))]);
    }
}

} // namespace

void
HomeAgentsList::SetOwn(LinkHomeAgent own)
{
    m_heard.erase(own.linkLocal);
    m_own = std::move(own);
}

bool
HomeAgentsList::Hear(const Ipv6Address& linkLocal, const RouterAdvertisement& message, Time now)
{
    if (m_own && linkLocal == m_own->linkLocal)
    {
        return false;
    }
    const HomeAgentInformation information = InformationOf(message);
    if (!message.homeAgent || information.lifetime == 0)
    {
        return m_heard.erase(linkLocal) > 0;
    }
    const bool isNew = m_heard.count(linkLocal) == 0;
    if (isNew && m_heard.size() >= MAX_HOME_AGENTS)
    {
        return false;
    }
    LinkHomeAgent& agent = m_heard[linkLocal];
    agent.linkLocal = linkLocal;
    bool hasChanged = isNew || agent.preference != information.preference ||
                      agent.mobileRouter != information.mobileRouter;
    agent.preference = information.preference;
    agent.mobileRouter = information.mobileRouter;
    agent.expires = now + Seconds(information.lifetime);
    for (const auto& option : AllOptions<PrefixInformation>(message.options))
    {
        hasChanged = HearPrefix(agent.addresses, option, now) || hasChanged;
    }
    return hasChanged;
}

std::optional<Time>
HomeAgentsList::NextExpiry() const
{
    Time next = Time::Max();
    for (const auto& [linkLocal, agent] : m_heard)
    {
        next = std::min(next, agent.expires);
        for (const auto& it : agent.addresses)
        {
            next = std::min(next, it.validUntil);
        }
    }
    return next == Time::Max() ? std::nullopt : std::optional(next);
}

bool
HomeAgentsList::Expire(Time now)
{
    bool hasChanged = false;
    for (auto entry = m_heard.begin(); entry != m_heard.end();)
    {
        const bool isOver = entry->second.expires <= now;
        hasChanged = DropEnded(entry->second.addresses, now) || isOver || hasChanged;
        entry = isOver ? m_heard.erase(entry) : std::next(entry);
    }
    return hasChanged;
}

std::vector<const LinkHomeAgent*>
HomeAgentsList::Agents(bool mobileRouter, Time now) const
{
    std::vector<const LinkHomeAgent*> agents;
    const auto add = [&](const LinkHomeAgent& agent) {
        if (agent.expires > now && (agent.mobileRouter || !mobileRouter))
        {
            agents.push_back(&agent);
        }
    };
    if (m_own)
    {
        add(*m_own);
    }
    for (const auto& [linkLocal, agent] : m_heard)
    {
        add(agent);
    }
    return agents;
}

std::vector<Ipv6Address>
HomeAgentsList::ReplyOrder(bool mobileRouter, Time now, const Random& random) const
{
    auto agents = Agents(mobileRouter, now);
    Shuffle(agents, random);
    std::stable_sort(agents.begin(), agents.end(), [](const auto* a, const auto* b) {
        return a->preference > b->preference;
    });
    std::vector<Ipv6Address> order;
    for (const LinkHomeAgent* agent : agents)
    {
        auto addresses = agent->addresses;
        DropEnded(addresses, now);
        Shuffle(addresses, random);
        for (const auto& it : addresses)
        {
            order.push_back(it.address);
        }
    }
    order.resize(std::min(order.size(), MAX_DISCOVERED_ADDRESSES));
    return order;
}

std::vector<LinkHomeAgent>
HomeAgentsList::Heard() const
{
    std::vector<LinkHomeAgent> heard;
    for (const auto& [linkLocal, agent] : m_heard)
    {
        heard.push_back(agent);
    }
    return heard;
}

void
HomeAgentsList::Clear()
{
    m_own.reset();
    m_heard.clear();
}

} // namespace ns3::nemo
