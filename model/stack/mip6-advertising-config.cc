// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-advertising-config.h"

#include "ns3/mip6-network-prefix.h"

#include <algorithm>
#include <limits>

namespace ns3::nemo
{

namespace
{

const Time LEAST_LIFETIME = Seconds(1);        //!< RFC 6275 section 7.5
const Time MOST_LIFETIME = Seconds(9000);      //!< RFC 4861 section 6.2.1
const Time SHORT_INTERVAL = MilliSeconds(200); //!< RFC 6275 section 7.5
constexpr uint32_t GRANULARITY = 20;           //!< milliseconds; RFC 6275 section 7.5
constexpr uint32_t LEAST_MTU = 1280;           //!< RFC 8200 section 5
constexpr uint32_t INFINITE_LIFETIME = std::numeric_limits<uint32_t>::max();

int64_t
RoundedUp(const Time& time, const Time& unit)
{
    return (time.GetTimeStep() + unit.GetTimeStep() - 1) / unit.GetTimeStep();
}

/// @return a lifetime as it stands in the option, `elapsed` after it was set
uint32_t
LifetimeField(const Time& lifetime, const Time& elapsed)
{
    if (lifetime == Time::Max())
    {
        return INFINITE_LIFETIME;
    }
    const int64_t left = (lifetime - elapsed).GetTimeStep() / Seconds(1).GetTimeStep();
    return static_cast<uint32_t>(std::clamp<int64_t>(left, 0, INFINITE_LIFETIME - 1));
}

PrefixInformation
OptionOf(const AdvertisedPrefix& prefix, const Time& elapsed)
{
    PrefixInformation option;
    option.prefixLength = prefix.length;
    option.onLink = prefix.onLink;
    option.autonomous = prefix.autonomous;
    option.routerAddress = prefix.router;
    option.validLifetime = LifetimeField(prefix.valid, elapsed);
    option.preferredLifetime = LifetimeField(prefix.preferred, elapsed);
    option.prefix =
        prefix.router ? prefix.address : NetworkPrefix(prefix.address, prefix.length).address;
    return option;
}

std::optional<std::string>
CheckPrefix(const AdvertisedPrefix& prefix)
{
    if (prefix.length > 128)
    {
        return "A prefix has at most 128 bits.";
    }
    if (prefix.address.IsLinkLocal() || prefix.address.IsMulticast())
    {
        return "The link-local prefix and multicast are not to be advertised (RFC 4861 6.2.1).";
    }
    // 0 is a lifetime: that of a prefix that is deprecated, or withdrawn.
    if (prefix.valid.IsStrictlyNegative() || prefix.preferred.IsStrictlyNegative() ||
        prefix.preferred > prefix.valid)
    {
        return "A prefix is preferred no longer than it is valid (RFC 4861 6.2.1).";
    }
    return std::nullopt;
}

/// Whole seconds, rounded up, so that a short interval does not give 0: RFC 6275 section 7.5.
uint16_t
LifetimeSeconds(const AdvertisingConfig& config)
{
    const Time lifetime = config.routerLifetime.value_or(*config.maxInterval * 3);
    return static_cast<uint16_t>(RoundedUp(lifetime, Seconds(1)));
}

std::optional<std::string>
CheckTimes(const AdvertisingConfig& config)
{
    const Time least = *config.minInterval;
    const Time most = *config.maxInterval;
    if (least < LEAST_MIN_RTR_ADV_INTERVAL || most < LEAST_MAX_RTR_ADV_INTERVAL)
    {
        return "MinRtrAdvInterval is at least 30 ms, MaxRtrAdvInterval 70 ms (RFC 6275 7.5).";
    }
    if (most > MOST_MAX_RTR_ADV_INTERVAL || least > most)
    {
        return "MaxRtrAdvInterval is at most 1800 s and not less than MinRtrAdvInterval (RFC 4861 "
               "6.2.1).";
    }
    if (*config.minDelayBetweenRas < LEAST_MIN_DELAY_BETWEEN_RAS)
    {
        return "MinDelayBetweenRas is at least 30 ms (RFC 6275 13).";
    }
    const Time lifetime = config.routerLifetime.value_or(Time(0));
    if (!lifetime.IsZero() &&
        (lifetime < std::max(most, LEAST_LIFETIME) || lifetime > MOST_LIFETIME))
    {
        return "The Router Lifetime is 0, or 1 s to 9000 s and not less than MaxRtrAdvInterval "
               "(RFC 4861 6.2.1, RFC 6275 7.5).";
    }
    return std::nullopt;
}

void
AddMobilityOptions(const AdvertisingConfig& config, RouterAdvertisement& message)
{
    if (config.advertisementInterval)
    {
        const Time interval = *config.maxInterval;
        const auto milliseconds = static_cast<uint32_t>(RoundedUp(interval, MilliSeconds(1)));
        message.options.emplace_back(AdvertisementInterval{
            interval < SHORT_INTERVAL ? milliseconds + GRANULARITY : milliseconds});
    }
    const auto& information = config.homeAgentInformation;
    if (!config.homeAgent || !information)
    {
        return;
    }
    // RFC 6275 section 7.4: not if it says only what is so without it. RFC 3963 section 7.3.
    const bool saysMore = information->mobileRouter || information->preference != 0 ||
                          information->lifetime != message.routerLifetime;
    if (saysMore)
    {
        message.options.emplace_back(*information);
    }
}

} // namespace

std::optional<std::string>
CheckAdvertising(const AdvertisingConfig& config)
{
    if (const auto wrong = CheckTimes(config))
    {
        return wrong;
    }
    for (const AdvertisedPrefix& prefix : config.prefixes)
    {
        if (const auto wrong = CheckPrefix(prefix))
        {
            return wrong;
        }
    }
    const bool tellsAddress = std::any_of(config.prefixes.begin(),
                                          config.prefixes.end(),
                                          [](const auto& prefix) { return prefix.router; });
    if (config.homeAgent && !tellsAddress)
    {
        return "A home agent advertises at least one prefix with its own address (RFC 6275 7.2).";
    }
    if (config.homeAgentInformation && config.homeAgentInformation->lifetime == 0)
    {
        return "The Home Agent Lifetime is not 0 (RFC 6275 7.4).";
    }
    if (config.mtu && *config.mtu < LEAST_MTU)
    {
        return "An IPv6 link has an MTU of at least 1280 octets (RFC 8200 5).";
    }
    return std::nullopt;
}

RouterAdvertisement
ComposeAdvertisement(const AdvertisingConfig& config,
                     const Mac48Address& linkLayer,
                     const Time& now)
{
    RouterAdvertisement message;
    message.currentHopLimit = config.currentHopLimit;
    message.homeAgent = config.homeAgent;
    message.routerLifetime = LifetimeSeconds(config);
    if (config.sourceLinkLayerAddress)
    {
        message.options.emplace_back(SourceLinkLayerAddress{linkLayer});
    }
    if (config.mtu)
    {
        message.options.emplace_back(LinkMtu{*config.mtu});
    }
    for (const AdvertisedPrefix& prefix : config.prefixes)
    {
        message.options.emplace_back(OptionOf(prefix, now - prefix.countsFrom.value_or(now)));
    }
    // Last, since ns-3's own hosts stop reading at an option that they do not know.
    AddMobilityOptions(config, message);
    return message;
}

} // namespace ns3::nemo
