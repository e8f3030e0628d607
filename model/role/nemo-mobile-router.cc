// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-mobile-router.h"

#include "ns3/abort.h"
#include "ns3/mip6-mobility-stack.h"

#include <algorithm>
#include <array>
#include <utility>

// The router between the mobile network and wherever it is; nemo-mobile-router-registration.cc has
// what it asks of home agents.

namespace ns3::nemo
{

namespace
{

/// The All-Routers groups of interface-local and link-local scope. RFC 3963 section 5.7.
std::array<Ipv6Address, 2>
AllRouters()
{
    return {Ipv6Address("ff01::2"), Ipv6Address("ff02::2")};
}

/// Make the interface of the tunnel, which is not open. While a packet is being delivered, as an
/// acknowledgement is, ns-3 takes no new one.
void
PrepareTunnel(MobilityStack& stack, const Ipv6Address& homeAddress)
{
    const auto tunnels = stack.GetTunnelInterfaces();
    const uint32_t interface = tunnels->Open(homeAddress, TunnelInterfaces::Side::MOBILE_ROUTER);
    stack.GetDynamicRouting()->BeSilent(interface);
    tunnels->Close(homeAddress);
}

} // namespace

MobileRouter::MobileRouter()
    : m_ways(MakeWays())
{
}

MobileRouter::~MobileRouter() = default;

MobileNetwork&
MobileRouter::GetNetwork()
{
    return m_network;
}

const MobileNetwork&
MobileRouter::GetNetwork() const
{
    return m_network;
}

void
MobileRouter::DoBoot()
{
    m_ways = MakeWays();
    m_hasNoPrefixes = false;
    m_networkHome = Ipv6Address::GetAny();
    MobileNode::DoBoot();
    NS_ABORT_MSG_IF(GetHomes().empty(), "A mobile router has a home");
    m_networkHome = GetNetworkHome().GetConfig().homeAddress;
    m_network.Start(*GetStack());
    StartDelegation();
    if (Routes())
    {
        PrepareTunnel(*GetStack(), GetHomes().front()->GetConfig().homeAddress);
    }
    const Ipv6Address& homeAddress = GetHomes().front()->GetConfig().homeAddress;
    if (const auto link = m_network.FindLink(homeAddress))
    {
        // A home address out of the network (RFC 3963 section 3) is on another interface, but its
        // neighbours inside look for it on their link.
        GetStack()->GetAddressProxy()->Answer(homeAddress, *link, true);
    }
}

void
MobileRouter::DoHalt()
{
    const Ipv6Address& homeAddress = GetHomes().front()->GetConfig().homeAddress;
    if (const auto link = m_network.FindLink(homeAddress))
    {
        GetStack()->GetAddressProxy()->StopAnswering(homeAddress, *link);
    }
    m_wayFailed.Cancel();
    m_homeReview.Cancel();
    CloseTunnel(m_networkHome);
    m_network.Stop(*GetStack());
    StopDelegation();
    SetRoutingAtHome(GetNetworkHome(), false);
    MobileNode::DoHalt();
    GetStack()->GetSteering()->ForgetLeaving(GetInterface());
}

void
MobileRouter::SetAllRouters(bool isMember)
{
    if (isMember == m_isMember)
    {
        return;
    }
    m_isMember = isMember;
    for (const Ipv6Address& group : AllRouters())
    {
        if (isMember)
        {
            GetStack()->GetInterfaceTable()->JoinGroup(group, GetInterface());
        }
        else
        {
            GetStack()->GetInterfaceTable()->LeaveGroup(group, GetInterface());
        }
    }
}

void
MobileRouter::OnPlaced(const MobileNodeHome& home)
{
    MobileNode::OnPlaced(home);
    if (!IsOfNetwork(home))
    {
        return;
    }
    switch (home.GetPlace())
    {
    case MobileNodeHome::Place::ROAMING:
        GetStack()->GetSteering()->ForgetLeaving(GetInterface());
        SetRoutingAtHome(home, true);
        break;
    case MobileNodeHome::Place::TRANSFORM:
        // RFC 3963 section 5.6: a host to the visited link; what the network gets comes by the
        // tunnel.
        SetRoutingAtHome(home, false);
        break;
    case MobileNodeHome::Place::NOWHERE:
        break;
    }
}

void
MobileRouter::SetRoutingAtHome(const MobileNodeHome& home, bool isAtHome)
{
    GetStack()->GetInterfaceTable()->SetForwarding(GetInterface(), isAtHome);
    SetAllRouters(isAtHome && m_joinsAllRouters);
    SetAdvertisingAtHome(isAtHome && m_advertisesAtHome);
    m_routesAtHome = isAtHome;
    ReviewHomeProxy(home);
    const auto routing = GetStack()->GetDynamicRouting();
    if (isAtHome && m_network.GetMode() == Mode::ROUTING)
    {
        // RFC 3963 section 5.8.
        routing->Speak(GetInterface());
    }
    else
    {
        routing->BeSilent(GetInterface());
    }
}

/// RFC 4887 section 6: to others on the home link the nodes of the network are neighbours.
void
MobileRouter::ReviewHomeProxy(const MobileNodeHome& home)
{
    const auto proxy = GetStack()->GetAddressProxy();
    for (const NetworkPrefix& prefix : std::exchange(m_answered, {}))
    {
        proxy->StopAnswering(prefix, GetInterface());
    }
    const auto prefixes = m_routesAtHome ? m_network.GetPrefixes() : std::vector<NetworkPrefix>();
    for (const NetworkPrefix& prefix : prefixes)
    {
        if (home.GetConfig().prefix.Covers(prefix))
        {
            proxy->Answer(prefix, GetInterface(), true);
            m_answered.push_back(prefix);
        }
    }
}

void
MobileRouter::SetAdvertisingAtHome(bool isAtHome)
{
    const auto advertiser = GetStack()->GetRouterAdvertiser();
    if (isAtHome)
    {
        // RFC 3963 section 5.6: nobody is to take it for a default router.
        AdvertisingConfig config;
        config.routerLifetime = Time(0);
        advertiser->Configure(GetInterface(), config);
    }
    else
    {
        advertiser->Disable(GetInterface(), false);
    }
}

bool
MobileRouter::Routes() const
{
    return m_ways.GetWay() == Mode::ROUTING;
}

void
MobileRouter::SteerOut(const MobileNodeHome& home, const SteeringAction& action)
{
    MobileNode::SteerOut(home, action);
    if (!IsOfNetwork(home))
    {
        return;
    }
    m_rule.action = action;
    m_rule.sources = m_network.GetPrefixes();
    m_rule.byRoute = Routes();
    if (!NeedsMobileRouterSupport(home))
    {
        // Bound as a host: the home agent takes nothing of the network.
        m_rule.action.verdict = Verdict::DROP;
        m_rule.action.reason = DropReason::NO_TUNNEL;
    }
    GetStack()->GetSteering()->Leaving(GetInterface(), m_rule);
    GetStack()->GetTunnelInterfaces()->Direct(home.GetConfig().homeAddress, m_rule);
}

/// RFC 3963 appendix B.1: as long as there is a binding, wherever its end is.
void
MobileRouter::OnTunnel(const MobileNodeHome& home)
{
    MobileNode::OnTunnel(home);
    if (!IsOfNetwork(home))
    {
        return;
    }
    const Ipv6Address& homeAddress = home.GetConfig().homeAddress;
    const auto tunnels = GetStack()->GetTunnelInterfaces();
    const bool isWanted = Routes() && home.GetPlace() == MobileNodeHome::Place::TRANSFORM &&
                          home.GetRegistration().IsBound();
    if (Routes() && !tunnels->Find(homeAddress))
    {
        PrepareTunnel(*GetStack(), homeAddress);
    }
    if (!isWanted)
    {
        CloseTunnel(homeAddress);
        return;
    }
    if (!tunnels->Find(homeAddress))
    {
        const uint32_t interface =
            tunnels->Open(homeAddress, TunnelInterfaces::Side::MOBILE_ROUTER);
        tunnels->Direct(homeAddress, m_rule);
        GetStack()->GetDynamicRouting()->Speak(interface);
    }
}

void
MobileRouter::CloseTunnel(const Ipv6Address& homeAddress)
{
    const auto tunnels = GetStack()->GetTunnelInterfaces();
    if (const auto interface = tunnels->Find(homeAddress))
    {
        GetStack()->GetDynamicRouting()->BeSilent(*interface);
        tunnels->Close(homeAddress);
    }
}

std::vector<NetworkPrefix>
MobileRouter::TunnelDestinations(const MobileNodeHome& home) const
{
    auto destinations = MobileNode::TunnelDestinations(home);
    if (NeedsMobileRouterSupport(home))
    {
        const auto prefixes = m_network.GetPrefixes();
        destinations.insert(destinations.end(), prefixes.begin(), prefixes.end());
    }
    return destinations;
}

bool
MobileRouter::MayUse(const HeardRouter& router) const
{
    // A link of the own network would be a loop.
    return std::none_of(
        router.prefixes.begin(),
        router.prefixes.end(),
        [this](const HeardPrefix& heard) { return m_network.Covers(heard.prefix); });
}

} // namespace ns3::nemo
