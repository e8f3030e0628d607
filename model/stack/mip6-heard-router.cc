// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-heard-router.h"

#include <algorithm>
#include <limits>

namespace ns3::nemo
{

namespace
{

const Time TWO_HOURS = Hours(2); //!< RFC 4862 section 5.5.3

template <typename T>
bool
Contains(const std::vector<T>& values, const T& value)
{
    return std::find(values.begin(), values.end(), value) != values.end();
}

} // namespace

Time
EndOfLifetime(uint32_t seconds, const Time& now)
{
    const bool isInfinite = seconds == std::numeric_limits<uint32_t>::max();
    return isInfinite ? Time::Max() : now + Seconds(double(seconds));
}

std::vector<PrefixInformation>
UsablePrefixes(const RouterAdvertisement& message)
{
    auto prefixes = AllOptions<PrefixInformation>(message.options);
    prefixes.erase(std::remove_if(prefixes.begin(),
                                  prefixes.end(),
                                  [](const PrefixInformation& option) {
                                      return option.prefixLength > 128 ||
                                             option.prefix.IsLinkLocal() ||
                                             option.prefix.IsMulticast() ||
                                             option.preferredLifetime > option.validLifetime;
                                  }),
                   prefixes.end());
    return prefixes;
}

void
HeardPrefix::Hear(const PrefixInformation& option, const Time& now)
{
    const Time end = EndOfLifetime(option.validLifetime, now);
    if (option.onLink)
    {
        onLinkUntil = end;
    }
    if (option.autonomous || !autonomous)
    {
        autonomous = option.autonomous;
        validUntil = end;
        preferredUntil = EndOfLifetime(option.preferredLifetime, now);
    }
}

bool
HeardPrefix::IsOnLink(const Time& now) const
{
    return now < onLinkUntil;
}

bool
HeardPrefix::IsOver(const Time& now) const
{
    return validUntil <= now && onLinkUntil <= now;
}

bool
HeardRouter::IsDefault(const Time& now) const
{
    return lifetime > 0 && now < lifetimeUntil;
}

const HeardPrefix*
HeardRouter::Find(const NetworkPrefix& prefix, const Time& now) const
{
    for (const HeardPrefix& heard : prefixes)
    {
        if (heard.prefix == prefix && !heard.IsOver(now))
        {
            return &heard;
        }
    }
    return nullptr;
}

bool
HeardRouter::IsAnother(const RouterAdvertisement& message) const
{
    bool tells = false;
    for (const PrefixInformation& option : UsablePrefixes(message))
    {
        if (option.routerAddress)
        {
            tells = true;
            if (Contains(globalAddresses, option.prefix))
            {
                return false;
            }
        }
    }
    return tells && !globalAddresses.empty();
}

bool
HeardRouter::Hear(const RouterAdvertisement& message, const Time& now)
{
    lastHeard = now;
    lifetime = message.routerLifetime;
    lifetimeUntil = now + Seconds(double(lifetime));
    homeAgent = message.homeAgent;
    hopLimit = message.currentHopLimit > 0 ? message.currentHopLimit : hopLimit;
    if (const auto* option = FindOption<SourceLinkLayerAddress>(message.options))
    {
        linkLayer = option->address;
    }
    if (const auto* option = FindOption<HomeAgentInformation>(message.options))
    {
        homeAgentInformation = *option;
    }
    const auto* interval = FindOption<AdvertisementInterval>(message.options);
    advertisementInterval =
        interval ? std::optional(MilliSeconds(interval->milliseconds)) : std::nullopt;
    if (const auto* option = FindOption<LinkMtu>(message.options))
    {
        mtu = option->mtu;
    }
    bool isAll = true;
    for (const PrefixInformation& option : UsablePrefixes(message))
    {
        isAll = HearPrefix(option, now) && isAll;
    }
    return isAll;
}

bool
HeardRouter::HearPrefix(const PrefixInformation& option, const Time& now)
{
    const NetworkPrefix prefix(option.prefix, option.prefixLength);
    const auto isIt = [&](const HeardPrefix& heard) { return heard.prefix == prefix; };
    auto place = std::find_if(prefixes.begin(), prefixes.end(), isIt);
    if (place == prefixes.end())
    {
        if (prefixes.size() >= MOST_PREFIXES)
        {
            ForgetInvalid(now);
        }
        if (prefixes.size() >= MOST_PREFIXES)
        {
            return false;
        }
        place = prefixes.insert(prefixes.end(), HeardPrefix{prefix, {}, false, {}, {}});
    }
    place->Hear(option, now);
    if (option.routerAddress && !Contains(globalAddresses, option.prefix))
    {
        if (globalAddresses.size() >= MOST_PREFIXES)
        {
            return false;
        }
        globalAddresses.push_back(option.prefix);
    }
    return true;
}

void
HeardRouter::ForgetInvalid(const Time& now)
{
    const auto isOver = [&](const HeardPrefix& heard) { return heard.IsOver(now); };
    for (const HeardPrefix& heard : prefixes)
    {
        if (isOver(heard))
        {
            globalAddresses.erase(std::remove_if(globalAddresses.begin(),
                                                 globalAddresses.end(),
                                                 [&](const Ipv6Address& address) {
                                                     return heard.prefix.Contains(address);
                                                 }),
                                  globalAddresses.end());
        }
    }
    prefixes.erase(std::remove_if(prefixes.begin(), prefixes.end(), isOver), prefixes.end());
}

bool
FormedAddress::IsUsable() const
{
    return state == State::OPTIMISTIC || state == State::PREFERRED || state == State::DEPRECATED;
}

bool
FormedAddress::IsProbed() const
{
    return state == State::TENTATIVE || state == State::OPTIMISTIC;
}

void
FormedAddress::Refresh(uint32_t validLifetime, uint32_t preferredLifetime, const Time& now)
{
    preferredUntil = EndOfLifetime(preferredLifetime, now);
    const Time told = EndOfLifetime(validLifetime, now);
    const Time soonest = now + TWO_HOURS;
    if (told > soonest || told > validUntil)
    {
        validUntil = told;
    }
    else if (validUntil > soonest)
    {
        validUntil = soonest;
    }
}

} // namespace ns3::nemo
