// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/abort.h"
#include "ns3/mip6-mobile-node.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/mip6-unicast-routable.h"
#include "ns3/simulator.h"

#include <algorithm>

// Where a mobile node is, and which care-of address it therefore has for its homes;
// mip6-mobile-node.cc has the rest.

namespace ns3::nemo
{

void
MobileNode::AddInterface(uint32_t interface)
{
    const auto isKnown = std::find(m_moreInterfaces.begin(), m_moreInterfaces.end(), interface) !=
                             m_moreInterfaces.end() ||
                         interface == m_interface;
    NS_ABORT_MSG_IF(IsRunning() || isKnown,
                    "A mobile node gets interface " << interface << " once, before it boots");
    m_moreInterfaces.push_back(interface);
}

uint32_t
MobileNode::GetInterface() const
{
    return m_roaming ? m_roaming->InUse() : m_interface;
}

bool
MobileNode::IsAtHome() const
{
    const auto isAtHome = [](const auto& home) { return home->IsAtHome(); };
    return std::any_of(m_homes.begin(), m_homes.end(), isAtHome) &&
           std::all_of(m_homes.begin(), m_homes.end(), [](const auto& home) {
               return home->IsAtHome() || home->HasEnded();
           });
}

Ipv6Address
MobileNode::GetCareOfAddress() const
{
    return m_careOf;
}

Time
MobileNode::GetLinkTime() const
{
    return m_roaming->GetDetector().GetLinkTime();
}

Time
MobileNode::CareOfValidUntil(const Ipv6Address& careOfAddress) const
{
    if (const MobileNodeHome* home = FindHome(careOfAddress))
    {
        return home->GetValidUntil();
    }
    for (const uint32_t interface : m_roaming->GetInterfaces())
    {
        for (const auto& formed : m_stack->GetRouterDiscovery()->AddressesOf(interface))
        {
            if (formed.address == careOfAddress)
            {
                return formed.validUntil;
            }
        }
    }
    return Time::Max();
}

void
MobileNode::OnLink(bool isUp)
{
    m_handoverTrace(isUp ? HandoverPhase::LINK_UP : HandoverPhase::LINK_DOWN);
    if (!isUp)
    {
        m_groups->OnLinkLost();
    }
}

void
MobileNode::OnInterface()
{
    m_groups->UseInterface(m_roaming->InUse());
}

void
MobileNode::OnMovementState(MovementDetector::State from, MovementDetector::State to)
{
    m_movementTrace(from, to);
}

std::vector<NetworkPrefix>
MobileNode::HomePrefixesOf(const HeardRouter& router) const
{
    std::vector<NetworkPrefix> prefixes;
    for (const auto& home : m_homes)
    {
        if (home->IsHome(router))
        {
            prefixes.push_back(home->GetConfig().prefix);
        }
    }
    return prefixes;
}

RouterDiscovery::AdoptOptions
MobileNode::OnRouter(const HeardRouter& router)
{
    m_handoverTrace(HandoverPhase::ROUTER_ADVERTISEMENT);
    RouterDiscovery::AdoptOptions options;
    // A home address is not autoconfigured: it may be defended by the home agent.
    options.exceptFrom = HomePrefixesOf(router);
    for (auto& home : m_homes)
    {
        if (home->IsRevivedBy(router))
        {
            HomeConfig config = home->GetSuccessor();
            config.validLifetime = INFINITE_LIFETIME; // until what is heard takes its place
            Revive(home, config);
        }
        home->OnRouter(router);
        if (home->IsLinkLocalDefended())
        {
            options.probeLinkLocal = false;
        }
    }
    m_groups->OnLink();
    m_previousRouters->OnRouter(router);
    // The router is in use, and with it what home addresses there are, after this.
    ReviewLater();
    return options;
}

void
MobileNode::OnUprooted()
{
    for (const auto& home : m_homes)
    {
        home->OnUprooted();
    }
}

void
MobileNode::OnCareOfAddress(const Ipv6Address&)
{
    ReviewCareOfAddress();
}

void
MobileNode::OnCareOfAddressLost()
{
    ReviewCareOfAddress();
}

Ipv6Address
MobileNode::FindCareOfAddress() const
{
    if (IsAtHome())
    {
        return Ipv6Address::GetAny();
    }
    const Ipv6Address formed = m_roaming->GetDetector().GetCareOfAddress();
    const auto settled = std::find_if(m_homes.begin(), m_homes.end(), [](const auto& home) {
        return home->IsSettledAtHome();
    });
    if (!formed.IsAny() || settled == m_homes.end() || !m_roaming->GetDetector().GetCurrentRouter())
    {
        return formed;
    }
    return (*settled)->GetConfig().homeAddress;
}

void
MobileNode::ReviewCareOfAddress()
{
    m_review.Cancel();
    const Ipv6Address found = FindCareOfAddress();
    const Time now = Simulator::Now();
    const Time earliest = m_primarySince.value_or(now) +
                          (m_primarySince ? GetProfile().primaryCareOfInterval : Time(0));
    if (found != m_careOf && !found.IsAny() && now < earliest)
    {
        // A node that is between two links says so to nobody for a while.
        m_review.Schedule(earliest - now, [this]() { ReviewCareOfAddress(); });
        return;
    }
    if (found != m_careOf)
    {
        m_careOf = found;
        if (!found.IsAny())
        {
            m_primarySince = now;
            m_handoverTrace(HandoverPhase::CARE_OF_READY);
        }
        m_careOfTrace(found);
        m_previousRouters->OnPrimary(FindPlace());
    }
    for (const auto& home : m_homes)
    {
        // The scope of a care-of address is not smaller than that of the home address.
        const bool isWideEnough = !IsSiteLocal(found) || IsSiteLocal(home->GetConfig().homeAddress);
        home->SetCareOfAddress(isWideEnough ? found : Ipv6Address::GetAny());
    }
}

FormerPlace
MobileNode::FindPlace() const
{
    FormerPlace place;
    place.careOf = m_careOf;
    const auto router = m_roaming->GetDetector().GetCurrentRouter();
    if (!router || FindHome(m_careOf))
    {
        return place; // A home address has a home agent of its own.
    }
    for (const auto& heard : router->prefixes)
    {
        const auto own = std::find_if(
            router->globalAddresses.begin(),
            router->globalAddresses.end(),
            [&heard](const Ipv6Address& address) { return heard.prefix.Contains(address); });
        if (heard.prefix.Contains(m_careOf) && own != router->globalAddresses.end())
        {
            place.prefix = heard.prefix;
            place.router = *own;
        }
    }
    return place;
}

void
MobileNode::ReviewLater()
{
    m_review.Schedule(Time(0), [this]() { ReviewCareOfAddress(); });
}

void
MobileNode::OnAtHome(const MobileNodeHome& home)
{
    m_atHomeTrace(home.GetConfig().homeAddress, home.IsAtHome());
    ChooseSource();
}

void
MobileNode::OnDecapsulated(const Ipv6Header& outer, Ptr<const Packet> packet)
{
    for (const auto& home : m_homes)
    {
        home->OnDecapsulated(outer, packet);
    }
}

void
MobileNode::OnStraight(const Ipv6Header& wire, const Ipv6Header& header)
{
    for (const auto& home : m_homes)
    {
        if (home->GetConfig().homeAddress == header.GetDestination())
        {
            home->OnStraight(header.GetSource(), wire.GetDestination());
        }
    }
}

} // namespace ns3::nemo
