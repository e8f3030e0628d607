// SPDX-License-Identifier: GPL-2.0-only
// What a home agent says of itself on its home links, and to whom looks for one. RFC 6275 sections
// 7 and 10.5, RFC 3963 section 7.
#include "ns3/mip6-home-agent.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <limits>

namespace ns3::nemo
{

namespace
{

Time
Remaining(Time until)
{
    return until == Time::Max() ? until : std::max(until - Simulator::Now(), Time(0));
}

} // namespace

void
HomeAgent::Advertise(uint32_t interface, const AdvertisingConfig& config)
{
    m_advertising.insert_or_assign(interface, config);
    if (IsRunning())
    {
        MobilityStack::Of(GetNode())->GetRouterAdvertiser()->Configure(interface,
                                                                       Complete(interface, config));
        ReviewPrefixes();
    }
}

uint16_t
HomeAgent::AdvertisedLifetime(const AdvertisingConfig& config) const
{
    Time lifetime = m_homeAgentLifetime;
    if (lifetime.IsZero())
    {
        // RFC 6275 section 7.4: as the Router Lifetime. Who is no default router has none to copy.
        TimeValue interval;
        MobilityStack::Of(GetNode())->GetRouterAdvertiser()->GetAttribute("MaxRtrAdvInterval",
                                                                          interval);
        const Time router = config.maxInterval.value_or(interval.Get()) * 3;
        lifetime = config.routerLifetime.value_or(router);
        lifetime = lifetime.IsZero() ? router : lifetime;
    }
    const int64_t seconds = (lifetime.GetMilliSeconds() + 999) / 1000;
    return static_cast<uint16_t>(
        std::clamp<int64_t>(seconds, 1, std::numeric_limits<uint16_t>::max()));
}

void
HomeAgent::AdvertiseAgain()
{
    const auto advertiser = MobilityStack::Of(GetNode())->GetRouterAdvertiser();
    for (const auto& [interface, config] : m_advertising)
    {
        advertiser->Configure(interface, Complete(interface, config));
    }
    AnswerDiscovery();
    ReviewPrefixes();
}

void
HomeAgent::AnswerDiscovery()
{
    std::vector<DiscoveryResponder::Home> homes;
    for (const auto& [prefix, service] : m_served)
    {
        if (m_serving && service.interface)
        {
            homes.push_back({prefix, *service.interface, service.ownAddress, service.validUntil});
        }
    }
    m_responder->Serve(homes, {m_preference, m_nemoSupport == NEMO_ENABLED});
}

std::vector<OnLinkPrefix>
HomeAgent::OnLinkPrefixes(uint32_t interface) const
{
    std::vector<OnLinkPrefix> prefixes;
    for (const auto& [prefix, service] : m_served)
    {
        if (service.interface == interface && service.validUntil > Simulator::Now())
        {
            prefixes.push_back({prefix, service.validUntil});
        }
    }
    return prefixes;
}

std::optional<Ipv6Address>
HomeAgent::FindDiscovered(const Ipv6Address& anycast) const
{
    return m_responder->FindOwnAddress(anycast);
}

void
HomeAgent::SetPreference(uint16_t preference)
{
    m_preference = preference;
    if (IsRunning())
    {
        AdvertiseAgain();
    }
}

uint16_t
HomeAgent::GetPreference() const
{
    return m_preference;
}

void
HomeAgent::SetServing(bool serving)
{
    m_serving = serving;
    if (IsRunning())
    {
        AdvertiseAgain();
    }
}

bool
HomeAgent::IsServing() const
{
    return m_serving;
}

const HomeAgentsList*
HomeAgent::FindHomeAgents(uint32_t interface) const
{
    return m_responder ? m_responder->FindList(interface) : nullptr;
}

int64_t
HomeAgent::AssignStreams(int64_t stream)
{
    m_order->SetStream(stream);
    return 1;
}

AdvertisingConfig
HomeAgent::Complete(uint32_t interface, AdvertisingConfig config) const
{
    config.homeAgent = m_serving;
    if (m_serving)
    {
        HomeAgentInformation information;
        information.mobileRouter = m_nemoSupport == NEMO_ENABLED;
        information.preference = m_preference;
        information.lifetime = AdvertisedLifetime(config);
        config.homeAgentInformation = information;
    }
    for (const auto& [prefix, service] : m_served)
    {
        const bool isListed =
            std::any_of(config.prefixes.begin(),
                        config.prefixes.end(),
                        [&served = prefix](const AdvertisedPrefix& advertised) {
                            return NetworkPrefix(advertised.address, advertised.length) == served;
                        });
        if (service.interface == interface && !isListed)
        {
            AdvertisedPrefix advertised;
            advertised.address = service.ownAddress;
            advertised.length = prefix.length;
            advertised.router = true;
            advertised.valid = Remaining(service.validUntil);
            advertised.preferred = Remaining(service.preferredUntil);
            advertised.countsFrom = Simulator::Now();
            config.prefixes.push_back(advertised);
        }
    }
    return config;
}

} // namespace ns3::nemo
