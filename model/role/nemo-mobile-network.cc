// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-mobile-network.h"

#include "ns3/abort.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/mip6-unicast-routable.h"

#include <algorithm>

namespace ns3::nemo
{

namespace
{

/// What is advertised on a link: what was asked for, and what every link of the network needs.
AdvertisingConfig
Complete(const MobileNetwork::Ingress& ingress)
{
    AdvertisingConfig config = ingress.advertising;
    if (config.routerLifetime && config.routerLifetime->IsZero())
    {
        config.routerLifetime.reset();
    }
    for (const auto& own : ingress.addresses)
    {
        const NetworkPrefix prefix(own.address, own.prefixLength);
        const bool isThere =
            std::any_of(config.prefixes.begin(),
                        config.prefixes.end(),
                        [&](const AdvertisedPrefix& advertised) {
                            return NetworkPrefix(advertised.address, advertised.length) == prefix;
                        });
        if (!isThere)
        {
            AdvertisedPrefix advertised;
            advertised.address = own.address;
            advertised.length = own.prefixLength;
            // The router's whole address: visiting mobile nodes know it again by that.
            advertised.router = true;
            config.prefixes.push_back(advertised);
        }
    }
    return config;
}

} // namespace

void
MobileNetwork::SetMode(Mode mode)
{
    m_mode = mode;
}

MobileNetwork::Mode
MobileNetwork::GetMode() const
{
    return m_mode;
}

void
MobileNetwork::AddIngress(const Ingress& ingress)
{
    for (const auto& own : ingress.addresses)
    {
        NS_ABORT_MSG_UNLESS(IsUnicastRoutable(own.address),
                            "Address " << own.address << " of a mobile network must be unicast "
                                       << "routable");
    }
    m_ingress.push_back(ingress);
}

void
MobileNetwork::AddPrefix(const NetworkPrefix& prefix)
{
    m_prefixes.push_back(prefix);
}

std::vector<NetworkPrefix>
MobileNetwork::GetPrefixes() const
{
    if (!m_prefixes.empty())
    {
        return m_prefixes;
    }
    std::vector<NetworkPrefix> prefixes;
    for (const Ingress& ingress : m_ingress)
    {
        for (const auto& own : ingress.addresses)
        {
            prefixes.emplace_back(own.address, own.prefixLength);
        }
    }
    return prefixes;
}

bool
MobileNetwork::Covers(const NetworkPrefix& prefix) const
{
    const auto prefixes = GetPrefixes();
    return std::any_of(prefixes.begin(), prefixes.end(), [&](const NetworkPrefix& own) {
        return own.Covers(prefix);
    });
}

std::optional<uint32_t>
MobileNetwork::FindLink(const Ipv6Address& address) const
{
    for (const Ingress& ingress : m_ingress)
    {
        for (const auto& own : ingress.addresses)
        {
            if (NetworkPrefix(own.address, own.prefixLength).Contains(address))
            {
                return ingress.interface;
            }
        }
    }
    return std::nullopt;
}

void
MobileNetwork::Start(MobilityStack& stack) const
{
    const auto interfaces = stack.GetInterfaceTable();
    for (const Ingress& ingress : m_ingress)
    {
        interfaces->SetForwarding(ingress.interface, true);
        for (const auto& own : ingress.addresses)
        {
            interfaces->AddAddress(ingress.interface, own.address, own.prefixLength, true);
        }
        stack.GetRouterAdvertiser()->Configure(ingress.interface, Complete(ingress));
    }
    std::vector<uint32_t> inside;
    for (const Ingress& ingress : m_ingress)
    {
        inside.push_back(ingress.interface);
    }
    for (const NetworkPrefix& prefix : GetPrefixes())
    {
        // From outside anybody could write such a source.
        if (!inside.empty())
        {
            stack.GetSteering()->AcceptTunnel(prefix, {prefix, {}, inside});
        }
    }
}

void
MobileNetwork::Stop(MobilityStack& stack) const
{
    for (const Ingress& ingress : m_ingress)
    {
        stack.GetRouterAdvertiser()->Disable(ingress.interface, false);
    }
    for (const NetworkPrefix& prefix : GetPrefixes())
    {
        stack.GetSteering()->ForgetTunnel(prefix);
    }
}

void
MobileNetwork::Write(Signal& update) const
{
    if (m_mode == Mode::IMPLICIT)
    {
        return;
    }
    for (const NetworkPrefix& prefix : GetPrefixes())
    {
        MobileNetworkPrefixOption option;
        option.prefix = prefix.address;
        option.prefixLength = prefix.length;
        update.options.emplace_back(option);
    }
}

} // namespace ns3::nemo
