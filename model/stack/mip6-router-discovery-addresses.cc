// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-link-watcher.h"
#include "ns3/mip6-router-discovery.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::nemo
{

namespace
{

/// Bits of an interface identifier; a prefix to form addresses from has the others. RFC 4862
/// section 5.5.3, RFC 4291 section 2.5.4.
constexpr uint8_t IDENTIFIER_LENGTH = 64;

Ipv6Address
MakeAddress(const NetworkPrefix& prefix, uint64_t identifier)
{
    uint8_t octets[16];
    prefix.address.GetBytes(octets);
    for (int i = 15; i >= 8; --i)
    {
        octets[i] = static_cast<uint8_t>(identifier);
        identifier >>= 8;
    }
    return Ipv6Address(octets);
}

/// @return whether the options let addresses be formed from the prefix
bool
Allows(const RouterDiscovery::AdoptOptions& options, const NetworkPrefix& prefix)
{
    const auto& except = options.exceptFrom;
    return options.configureAddresses &&
           std::find(except.begin(), except.end(), prefix) == except.end();
}

} // namespace

FormedAddress*
RouterDiscovery::FindAddress(Interface& running, const NetworkPrefix& prefix)
{
    for (FormedAddress& formed : running.addresses)
    {
        if (formed.prefix == prefix)
        {
            return &formed;
        }
    }
    return nullptr;
}

// --- Prefixes on the link

void
RouterDiscovery::UpdateOnLink(uint32_t interface)
{
    Interface* running = Find(interface);
    const Time now = Simulator::Now();
    std::set<NetworkPrefix> wanted;
    for (const Router& router : running->routers)
    {
        for (const HeardPrefix& heard : router.heard.prefixes)
        {
            if (router.adopted && heard.IsOnLink(now))
            {
                wanted.insert(heard.prefix);
            }
        }
    }
    for (const NetworkPrefix& prefix : wanted)
    {
        if (running->onLink.count(prefix) == 0)
        {
            m_interfaces->AddOnLinkPrefix(interface, prefix);
        }
    }
    for (const NetworkPrefix& prefix : running->onLink)
    {
        if (wanted.count(prefix) == 0)
        {
            m_interfaces->RemoveOnLinkPrefix(interface, prefix);
        }
    }
    running->onLink = wanted;
}

// --- Addresses

std::optional<Ipv6Address>
RouterDiscovery::AssignedIn(const Config& config, const NetworkPrefix& prefix)
{
    const auto found =
        std::find_if(config.assigned.begin(),
                     config.assigned.end(),
                     [&prefix](const Ipv6Address& address) { return prefix.Contains(address); });
    return found == config.assigned.end() ? std::nullopt : std::optional(*found);
}

Ipv6Address
RouterDiscovery::AddressIn(uint32_t interface, const NetworkPrefix& prefix) const
{
    const Config& config = Find(interface)->config;
    if (const auto assigned = AssignedIn(config, prefix))
    {
        return *assigned;
    }
    return config.interfaceIdentifier
               ? MakeAddress(prefix, *config.interfaceIdentifier)
               : Ipv6Address::MakeAutoconfiguredAddress(m_interfaces->LinkLayerAddress(interface),
                                                        prefix.address);
}

void
RouterDiscovery::FormAddresses(uint32_t interface, const Router& router)
{
    Interface* running = Find(interface);
    const Time now = Simulator::Now();
    for (const HeardPrefix& heard : router.heard.prefixes)
    {
        const bool mayBeFormed = heard.autonomous && heard.prefix.length == IDENTIFIER_LENGTH;
        const bool isUsable = (mayBeFormed || AssignedIn(running->config, heard.prefix)) &&
                              now < heard.validUntil && Allows(*router.adopted, heard.prefix);
        if (!isUsable || FindAddress(*running, heard.prefix))
        {
            continue;
        }
        if (running->addresses.size() >= MOST_ADDRESSES)
        {
            m_drop(DropReason::TOO_MANY_ADDRESSES, nullptr);
            continue;
        }
        FormedAddress formed;
        formed.prefix = heard.prefix;
        formed.address = AddressIn(interface, heard.prefix);
        formed.validUntil = heard.validUntil;
        formed.preferredUntil = heard.preferredUntil;
        // A role may have put it there itself: a home address at home.
        if (!m_interfaces->Has(formed.address, interface))
        {
            running->addresses.push_back(formed);
            ProbeAddress(interface, formed);
            if (running->config.optimistic)
            {
                UseAddress(interface, running->addresses.back(), FormedAddress::State::OPTIMISTIC);
            }
        }
    }
}

void
RouterDiscovery::RefreshAddresses(uint32_t interface, const RouterAdvertisement& message)
{
    Interface* running = Find(interface);
    const Time now = Simulator::Now();
    for (const PrefixInformation& option : UsablePrefixes(message))
    {
        const NetworkPrefix prefix(option.prefix, option.prefixLength);
        FormedAddress* formed = FindAddress(*running, prefix);
        if (!formed || !(option.autonomous || AssignedIn(running->config, prefix)))
        {
            continue;
        }
        formed->Refresh(option.validLifetime, option.preferredLifetime, now);
        if (formed->state == FormedAddress::State::DEPRECATED && now < formed->preferredUntil)
        {
            formed->state = FormedAddress::State::PREFERRED;
        }
    }
}

void
RouterDiscovery::ProbeAddress(uint32_t interface, const FormedAddress& formed)
{
    AddressProxy::ProbeOptions options;
    options.maxRandomDelay =
        Find(interface)->config.maxRandomDadDelay.value_or(m_maxRandomDadDelay);
    m_proxy->Probe(formed.address,
                   interface,
                   options,
                   [this, interface, prefix = formed.prefix](bool isFree) {
                       OnProbed(interface, prefix, isFree);
                   });
}

void
RouterDiscovery::OnProbed(uint32_t interface, const NetworkPrefix& prefix, bool isFree)
{
    FormedAddress& formed = *FindAddress(*Find(interface), prefix);
    const Ipv6Address address = formed.address;
    if (isFree)
    {
        const bool isPreferred = Simulator::Now() < formed.preferredUntil;
        UseAddress(interface,
                   formed,
                   isPreferred ? FormedAddress::State::PREFERRED
                               : FormedAddress::State::DEPRECATED);
    }
    else
    {
        const bool wasUsed = formed.IsUsable();
        formed.state = FormedAddress::State::REFUSED;
        Tell(interface, [=](RouterDiscoveryListener& listener) {
            listener.OnAddressRefused(interface, address);
        });
        if (wasUsed)
        {
            m_interfaces->RemoveAddress(interface, address);
            Tell(interface, [=](RouterDiscoveryListener& listener) {
                listener.OnAddressGone(interface, address);
            });
        }
    }
    SetDeadline(interface);
    Flush();
}

void
RouterDiscovery::UseAddress(uint32_t interface, FormedAddress& formed, FormedAddress::State state)
{
    const bool wasUsed = formed.IsUsable();
    formed.state = state;
    if (wasUsed)
    {
        return;
    }
    // That the prefix is on the link, or not, was said apart from this: UpdateOnLink.
    m_interfaces->AddAddress(interface, formed.address, formed.prefix.length, false);
    Tell(interface,
         [=, address = formed.address, prefix = formed.prefix](RouterDiscoveryListener& listener) {
             listener.OnAddressReady(interface, address, prefix);
         });
}

void
RouterDiscovery::ProbeLinkLocal(uint32_t interface)
{
    const Ipv6Address address = Find(interface)->linkLocal;
    m_proxy->Probe(address, interface, {}, [this, interface, address](bool isFree) {
        if (!isFree)
        {
            Tell(interface, [=](RouterDiscoveryListener& listener) {
                listener.OnAddressRefused(interface, address);
            });
            Flush();
        }
    });
}

void
RouterDiscovery::CancelProbes(uint32_t interface)
{
    const Interface* running = Find(interface);
    m_proxy->CancelProbe(running->linkLocal, interface);
    for (const FormedAddress& formed : running->addresses)
    {
        if (formed.IsProbed())
        {
            m_proxy->CancelProbe(formed.address, interface);
        }
    }
}

void
RouterDiscovery::RemoveUnadvertised(uint32_t interface)
{
    const auto& routers = Find(interface)->routers;
    const Config& config = Find(interface)->config;
    RemoveAddresses(interface, [&](const FormedAddress& formed) {
        return std::none_of(routers.begin(), routers.end(), [&](const Router& router) {
            // Whether it is still valid is the address's own affair: RFC 4862 section 5.5.3 (e).
            const auto& heard = router.heard.prefixes;
            return router.adopted && Allows(*router.adopted, formed.prefix) &&
                   std::any_of(heard.begin(), heard.end(), [&](const HeardPrefix& prefix) {
                       return prefix.prefix == formed.prefix &&
                              (prefix.autonomous || AssignedIn(config, prefix.prefix));
                   });
        });
    });
}

void
RouterDiscovery::RemoveAddresses(uint32_t interface,
                                 const std::function<bool(const FormedAddress&)>& isOver)
{
    auto& addresses = Find(interface)->addresses;
    for (const FormedAddress& formed : addresses)
    {
        if (!isOver(formed))
        {
            continue;
        }
        if (formed.IsProbed())
        {
            m_proxy->CancelProbe(formed.address, interface);
        }
        if (formed.IsUsable())
        {
            m_interfaces->RemoveAddress(interface, formed.address);
            Tell(interface, [=, address = formed.address](RouterDiscoveryListener& listener) {
                listener.OnAddressGone(interface, address);
            });
        }
    }
    addresses.erase(std::remove_if(addresses.begin(), addresses.end(), isOver), addresses.end());
}

} // namespace ns3::nemo
