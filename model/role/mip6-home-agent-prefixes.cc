// SPDX-License-Identifier: GPL-2.0-only
// What a home agent tells mobile nodes that are away of the prefixes of their home link. RFC 6275
// section 10.6.
#include "ns3/mip6-binding-registrar.h"
#include "ns3/mip6-home-agent.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::nemo
{

namespace
{

/// What is said of prefixes now.
NeighborOptions
PrefixOptions(const std::vector<AdvertisedPrefix>& prefixes)
{
    AdvertisingConfig config;
    config.minInterval = LEAST_MIN_RTR_ADV_INTERVAL;
    config.maxInterval = LEAST_MAX_RTR_ADV_INTERVAL;
    config.sourceLinkLayerAddress = false;
    config.prefixes = prefixes;
    return ComposeAdvertisement(config, Mac48Address(), Simulator::Now()).options;
}

/// The end of a lifetime as it is configured: absolute if it counts down, else how long it always
/// is. Both at once tell whether anything but the time has changed.
std::pair<bool, Time>
Configured(const AdvertisedPrefix& prefix, Time lifetime)
{
    const bool counts = prefix.countsFrom && lifetime != Time::Max();
    return {counts, counts ? *prefix.countsFrom + lifetime : lifetime};
}

bool
IsSamePrefix(const AdvertisedPrefix& a, const AdvertisedPrefix& b)
{
    return NetworkPrefix(a.address, a.length) == NetworkPrefix(b.address, b.length);
}

/// Whether the same is said of both, but for what advancing time does.
bool
IsUnchanged(const AdvertisedPrefix& a, const AdvertisedPrefix& b)
{
    return a.onLink == b.onLink && a.autonomous == b.autonomous && a.router == b.router &&
           Configured(a, a.valid) == Configured(b, b.valid) &&
           Configured(a, a.preferred) == Configured(b, b.preferred);
}

/// What is left of the preferred lifetime.
Time
Preferred(const AdvertisedPrefix& prefix)
{
    if (prefix.preferred == Time::Max())
    {
        return prefix.preferred;
    }
    const Time now = Simulator::Now();
    return std::max(prefix.preferred - (now - prefix.countsFrom.value_or(now)), Time(0));
}

} // namespace

void
HomeAgent::ServePrefixDelivery()
{
    const auto registrar = BindingRegistrar::Of(GetNode());
    MobilePrefixAdvertiser::Needs needs;
    needs.terms = [this]() {
        if (GetDialect()->GetProfile().tellsPrefixesAtOnce)
        {
            return PrefixDeliveryTerms{m_deliversPrefixes, Time(0), Time(0), Time(0), 0, false};
        }
        return PrefixDeliveryTerms{m_deliversPrefixes,
                                   m_maxMobPfxAdvInterval,
                                   m_minMobPfxAdvInterval,
                                   m_prefixAdvTimeout,
                                   m_prefixAdvRetries,
                                   true};
    };
    needs.prefixes = [this](uint32_t interface) { return PrefixOptions(PrefixesOn(interface)); };
    needs.random = [this](uint32_t bound) { return m_order->GetInteger(0, bound - 1); };
    m_prefixes =
        std::make_unique<MobilePrefixAdvertiser>(MobilityStack::Of(GetNode())->GetMessagePort(),
                                                 registrar->GetCache(),
                                                 needs);
}

std::vector<AdvertisedPrefix>
HomeAgent::PrefixesOn(uint32_t interface) const
{
    const auto advertising = m_advertising.find(interface);
    return Complete(interface,
                    advertising == m_advertising.end() ? AdvertisingConfig() : advertising->second)
        .prefixes;
}

void
HomeAgent::ReviewPrefixes()
{
    for (const auto& [prefix, service] : m_served)
    {
        if (!service.interface)
        {
            continue;
        }
        const auto [said, isFirst] = m_said.try_emplace(*service.interface);
        const auto before = said->second;
        said->second = PrefixesOn(*service.interface);
        if (!isFirst)
        {
            TellOfPrefixes(*service.interface, before);
        }
    }
}

/// RFC 6275 section 10.6.2: a change of flags or lifetimes, or a new prefix.
void
HomeAgent::TellOfPrefixes(uint32_t interface, const std::vector<AdvertisedPrefix>& before)
{
    for (const AdvertisedPrefix& prefix : m_said.at(interface))
    {
        const auto known =
            std::find_if(before.begin(), before.end(), [&prefix](const AdvertisedPrefix& it) {
                return IsSamePrefix(it, prefix);
            });
        if (known == before.end())
        {
            m_prefixes->OnAdded(interface, Preferred(prefix));
        }
        else if (!IsUnchanged(*known, prefix))
        {
            m_prefixes->OnChanged(interface,
                                  NetworkPrefix(prefix.address, prefix.length),
                                  Preferred(prefix));
        }
    }
}

} // namespace ns3::nemo
