// SPDX-License-Identifier: GPL-2.0-only
// What a mobile network is numbered with, and what of that is advertised.
// draft-ietf-nemo-prefix-delegation-00 section 7.
#include "ns3/mip6-interface-identifier.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/nemo-mobile-network.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

namespace
{

/// Of a link where nodes form their own addresses. RFC 4291 section 2.5.1.
constexpr uint8_t LINK_PREFIX_LENGTH = 64;

/// How often it is said that a prefix is over.
constexpr int64_t FAREWELLS = 3;

/// Between them at most (RFC 4861 section 10), unless the link advertises more often.
const Time MAX_INITIAL_RTR_ADVERT_INTERVAL = Seconds(16);

} // namespace

const MobileNetwork::Ingress*
MobileNetwork::FindIngress(uint32_t interface) const
{
    const auto found =
        std::find_if(m_ingress.begin(), m_ingress.end(), [&](const Ingress& ingress) {
            return ingress.interface == interface;
        });
    return found == m_ingress.end() ? nullptr : &*found;
}

uint32_t
MobileNetwork::GetFirstLink() const
{
    return m_ingress.empty() ? 0 : m_ingress.front().interface;
}

bool
MobileNetwork::IsOver(const NetworkPrefix& prefix) const
{
    const auto end = m_ends.find(prefix);
    return end != m_ends.end() && end->second <= Simulator::Now();
}

std::optional<Time>
MobileNetwork::NextEnd(Time now) const
{
    std::optional<Time> next;
    for (const auto& [prefix, end] : m_ends)
    {
        if (end > now && end < next.value_or(Time::Max()))
        {
            next = end;
        }
    }
    return next;
}

/// The lifetimes of a prefix that ends: preferred as long as valid, since nothing says how long.
void
MobileNetwork::Limit(AdvertisedPrefix& advertised, const NetworkPrefix& prefix) const
{
    const auto end = m_ends.find(prefix);
    if (end != m_ends.end() && end->second != Time::Max())
    {
        advertised.valid = std::max(end->second - Simulator::Now(), Time(0));
        advertised.preferred = advertised.valid;
        advertised.countsFrom = Simulator::Now();
    }
    else if (end != m_ends.end())
    {
        advertised.valid = Time::Max();
        advertised.preferred = Time::Max();
    }
}

/// What is advertised on a link: what was asked for, and what every link of the network needs.
AdvertisingConfig
MobileNetwork::Compose(const Ingress& ingress) const
{
    AdvertisingConfig config = ingress.advertising;
    if (config.routerLifetime && config.routerLifetime->IsZero())
    {
        config.routerLifetime.reset();
    }
    const auto add = [&](const OwnAddress& own, const NetworkPrefix& which, bool isAutonomous) {
        const NetworkPrefix prefix(own.address, own.prefixLength);
        const auto same = [&](const AdvertisedPrefix& advertised) {
            return NetworkPrefix(advertised.address, advertised.length) == prefix;
        };
        auto place = std::find_if(config.prefixes.begin(), config.prefixes.end(), same);
        if (place == config.prefixes.end())
        {
            AdvertisedPrefix advertised;
            advertised.address = own.address;
            advertised.length = own.prefixLength;
            // The router's whole address: visiting mobile nodes know it again by that.
            advertised.router = true;
            advertised.autonomous = isAutonomous;
            place = config.prefixes.insert(config.prefixes.end(), advertised);
        }
        Limit(*place, which);
    };
    for (const auto& own : ingress.addresses)
    {
        add(own, NetworkPrefix(own.address, own.prefixLength), true);
    }
    for (const Given& given : m_given)
    {
        if (given.interface == ingress.interface)
        {
            add(given.own, given.prefix, given.own.prefixLength == LINK_PREFIX_LENGTH);
        }
    }
    for (const auto& [prefix, given] : m_over)
    {
        if (given.interface == ingress.interface)
        {
            add(given.own, prefix, given.own.prefixLength == LINK_PREFIX_LENGTH);
        }
    }
    return config;
}

void
MobileNetwork::Advertise(MobilityStack& stack, uint32_t interface) const
{
    stack.GetRouterAdvertiser()->Configure(interface, Compose(*FindIngress(interface)));
}

void
MobileNetwork::Number(MobilityStack& stack,
                      uint32_t interface,
                      const NetworkPrefix& prefix,
                      Time expires)
{
    const Ingress* ingress = FindIngress(interface);
    if (!ingress)
    {
        return;
    }
    Given given;
    given.prefix = prefix;
    given.interface = interface;
    const NetworkPrefix link(prefix.address, std::max(prefix.length, LINK_PREFIX_LENGTH));
    given.own = {AddressIn(link, ingress->identifier), link.length};
    m_over.erase(prefix);
    m_silence.erase(prefix);
    m_given.push_back(given);
    m_ends[prefix] = expires;
    stack.GetInterfaceTable()->AddAddress(interface,
                                          given.own.address,
                                          given.own.prefixLength,
                                          true);
    AcceptInside(stack, prefix);
    Advertise(stack, interface);
}

bool
MobileNetwork::SetEnd(MobilityStack& stack, const NetworkPrefix& prefix, Time expires)
{
    const auto given = std::find_if(m_given.begin(), m_given.end(), [&](const Given& it) {
        return it.prefix == prefix;
    });
    if (given != m_given.end())
    {
        m_ends[prefix] = expires;
        Advertise(stack, given->interface);
        return true;
    }
    const auto link = FindLink(prefix.address);
    const auto configured = GetConfigured();
    if (!link || std::find(configured.begin(), configured.end(), prefix) == configured.end())
    {
        return false;
    }
    m_ends[prefix] = expires;
    Advertise(stack, *link);
    return true;
}

void
MobileNetwork::Withdraw(MobilityStack& stack, const NetworkPrefix& prefix)
{
    const auto given = std::find_if(m_given.begin(), m_given.end(), [&](const Given& it) {
        return it.prefix == prefix;
    });
    if (given == m_given.end())
    {
        return;
    }
    const uint32_t interface = given->interface;
    m_ends[prefix] = Simulator::Now();
    m_over[prefix] = *given;
    stack.GetInterfaceTable()->RemoveAddress(interface, given->own.address);
    stack.GetSteering()->ForgetTunnel(prefix);
    m_given.erase(given);
    Advertise(stack, interface);
    const Time interval = std::min(
        FindIngress(interface)->advertising.maxInterval.value_or(MAX_INITIAL_RTR_ADVERT_INTERVAL),
        MAX_INITIAL_RTR_ADVERT_INTERVAL);
    m_silence[prefix].Schedule(interval * FAREWELLS, [this, &stack, prefix, interface] {
        m_over.erase(prefix);
        m_ends.erase(prefix);
        Advertise(stack, interface);
        // Destroys what this closure holds, so it comes last.
        m_silence.erase(prefix);
    });
}

void
MobileNetwork::ForgetGiven()
{
    m_given.clear();
    m_over.clear();
    m_silence.clear();
    m_ends.clear();
}

std::map<NetworkPrefix, Time>
MobileNetwork::GetGiven() const
{
    std::map<NetworkPrefix, Time> given;
    for (const Given& one : m_given)
    {
        given[one.prefix] = m_ends.at(one.prefix);
    }
    return given;
}

} // namespace ns3::nemo
