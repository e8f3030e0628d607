// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-mobile-network.h"

#include "ns3/abort.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/mip6-unicast-routable.h"

#include <algorithm>

namespace ns3::nemo
{

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
MobileNetwork::GetConfigured() const
{
    std::vector<NetworkPrefix> prefixes = m_prefixes;
    for (const Ingress& ingress : m_ingress)
    {
        for (const auto& own : ingress.addresses)
        {
            if (m_prefixes.empty())
            {
                prefixes.emplace_back(own.address, own.prefixLength);
            }
        }
    }
    return prefixes;
}

std::vector<NetworkPrefix>
MobileNetwork::GetClaims() const
{
    auto prefixes = GetConfigured();
    prefixes.erase(std::remove_if(prefixes.begin(),
                                  prefixes.end(),
                                  [this](const NetworkPrefix& prefix) { return IsOver(prefix); }),
                   prefixes.end());
    return prefixes;
}

std::vector<NetworkPrefix>
MobileNetwork::GetPrefixes() const
{
    auto prefixes = GetClaims();
    for (const Given& given : m_given)
    {
        prefixes.push_back(given.prefix);
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
    }
    for (const Given& given : m_given)
    {
        interfaces->AddAddress(given.interface, given.own.address, given.own.prefixLength, true);
    }
    for (const Ingress& ingress : m_ingress)
    {
        Advertise(stack, ingress.interface);
    }
    for (const NetworkPrefix& prefix : GetPrefixes())
    {
        AcceptInside(stack, prefix);
    }
}

void
MobileNetwork::AcceptInside(MobilityStack& stack, const NetworkPrefix& prefix) const
{
    std::vector<uint32_t> inside;
    for (const Ingress& ingress : m_ingress)
    {
        inside.push_back(ingress.interface);
    }
    // From outside anybody could write such a source.
    if (!inside.empty())
    {
        stack.GetSteering()->AcceptTunnel(prefix, {prefix, {}, inside});
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
    for (const Given& given : m_given)
    {
        stack.GetInterfaceTable()->RemoveAddress(given.interface, given.own.address);
    }
}

void
MobileNetwork::AdvertisePrefixes(MobilityStack& stack, bool isValid) const
{
    for (const Ingress& ingress : m_ingress)
    {
        AdvertisingConfig config = Compose(ingress);
        for (AdvertisedPrefix& advertised : config.prefixes)
        {
            if (!isValid && Covers(NetworkPrefix(advertised.address, advertised.length)))
            {
                advertised.valid = Time(0);
                advertised.preferred = Time(0);
            }
        }
        stack.GetRouterAdvertiser()->Configure(ingress.interface, config);
    }
}

void
MobileNetwork::Write(Signal& update, Mode mode, bool listsOthers) const
{
    if (mode != Mode::EXPLICIT && mode != Mode::DELEGATED && !listsOthers)
    {
        return;
    }
    for (const NetworkPrefix& prefix : GetClaims())
    {
        MobileNetworkPrefixOption option;
        // So that the home agent can check them although it forwards them without being told.
        option.implicit = mode == Mode::IMPLICIT;
        option.prefix = prefix.address;
        option.prefixLength = prefix.length;
        update.options.emplace_back(option);
    }
}

} // namespace ns3::nemo
