// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-mobile-router.h"

#include "ns3/abort.h"
#include "ns3/mip6-mobility-stack.h"

#include <algorithm>
#include <array>

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

} // namespace

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
    MobileNode::DoBoot();
    NS_ABORT_MSG_UNLESS(GetHomes().size() == 1, "A mobile router has one home");
    m_network.Start(*GetStack());
    StartDelegation();
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
    m_network.Stop(*GetStack());
    StopDelegation();
    MobileNode::DoHalt();
    GetStack()->GetSteering()->ForgetLeaving(GetInterface());
    SetAllRouters(false);
}

void
MobileRouter::SetMode(int mode)
{
    m_network.SetMode(static_cast<MobileNetwork::Mode>(mode));
}

int
MobileRouter::GetMode() const
{
    return static_cast<int>(m_network.GetMode());
}

void
MobileRouter::SetMobileRouter(bool isMobileRouter)
{
    if (isMobileRouter == m_isMobileRouter)
    {
        return;
    }
    m_isMobileRouter = isMobileRouter;
    if (IsRunning())
    {
        Reconsider();
    }
}

bool
MobileRouter::IsMobileRouter() const
{
    return m_isMobileRouter;
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
    switch (home.GetPlace())
    {
    case MobileNodeHome::Place::ROAMING:
        GetStack()->GetSteering()->ForgetLeaving(GetInterface());
        SetRoutingAtHome(true);
        break;
    case MobileNodeHome::Place::TRANSFORM:
        // RFC 3963 section 5.6: a host to the visited link; what the network gets comes by the
        // tunnel.
        SetRoutingAtHome(false);
        break;
    case MobileNodeHome::Place::NOWHERE:
        break;
    }
}

void
MobileRouter::SetRoutingAtHome(bool isAtHome)
{
    GetStack()->GetInterfaceTable()->SetForwarding(GetInterface(), isAtHome);
    SetAllRouters(isAtHome && m_joinsAllRouters);
}

void
MobileRouter::SteerOut(const MobileNodeHome& home, const SteeringAction& action)
{
    MobileNode::SteerOut(home, action);
    LeavingRule rule;
    rule.action = action;
    rule.sources = m_network.GetPrefixes();
    if (!m_isMobileRouter)
    {
        // Bound as a host: the home agent takes nothing of the network.
        rule.action.verdict = Verdict::DROP;
        rule.action.reason = DropReason::NO_TUNNEL;
    }
    GetStack()->GetSteering()->Leaving(GetInterface(), rule);
}

std::vector<NetworkPrefix>
MobileRouter::TunnelDestinations(const MobileNodeHome& home) const
{
    auto destinations = MobileNode::TunnelDestinations(home);
    if (m_isMobileRouter)
    {
        const auto prefixes = m_network.GetPrefixes();
        destinations.insert(destinations.end(), prefixes.begin(), prefixes.end());
    }
    return destinations;
}

bool
MobileRouter::WasMobileRouter(const MobileNodeHome& home) const
{
    const HomeConfig& config = home.GetConfig();
    const auto* entry = GetBindingUpdateList().Find(config.homeAgent, config.homeAddress);
    return entry && home.GetRegistration().MayBeBound() ? entry->mobileRouter : m_isMobileRouter;
}

bool
MobileRouter::MustEndBinding(const MobileNodeHome& home) const
{
    return WasMobileRouter(home) != m_isMobileRouter;
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

void
MobileRouter::Complete(const MobileNodeHome& home, Signal& update)
{
    auto& body = std::get<BindingUpdate>(update.body);
    if (body.lifetime == 0)
    {
        // RFC 3963 section 5.2: as long as there is a binding, its R.
        body.mobileRouter = WasMobileRouter(home);
        return;
    }
    body.mobileRouter = m_isMobileRouter;
    if (m_isMobileRouter)
    {
        WritePrefixes(home, update);
    }
}

bool
MobileRouter::NeedsMobileRouterSupport() const
{
    return m_isMobileRouter;
}

bool
MobileRouter::IsEnough(const MobileNodeHome&, const Signal& acknowledgement) const
{
    // RFC 3963 section 5.3: without R the home agent does not serve mobile routers.
    return !m_isMobileRouter || acknowledgement.Get<BindingAcknowledgement>()->mobileRouter;
}

} // namespace ns3::nemo
