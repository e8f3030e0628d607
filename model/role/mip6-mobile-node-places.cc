// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-mobile-node.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/simulator.h"

// Where a mobile node is, and where its home address therefore has to be; mip6-mobile-node.cc has
// the rest.

namespace ns3::nemo
{

Ipv6Address
MobileNode::GetCareOfAddress() const
{
    return m_isAtHome || !m_detector ? Ipv6Address::GetAny() : m_detector->GetCareOfAddress();
}

bool
MobileNode::IsAtHome() const
{
    return m_isAtHome;
}

Ptr<MobilityStack>
MobileNode::GetStack() const
{
    return m_stack;
}

uint32_t
MobileNode::GetInterface() const
{
    return m_interface;
}

void
MobileNode::OnHomePlaced()
{
}

void
MobileNode::OnAwayPlaced()
{
}

bool
MobileNode::MustEndBinding() const
{
    return false;
}

bool
MobileNode::MayUse(const HeardRouter&) const
{
    return true;
}

bool
MobileNode::IsHome(const HeardRouter& router) const
{
    // RFC 6275 section 11.5.2: the prefix with its length.
    const HeardPrefix* heard = router.Find(m_home.prefix, Simulator::Now());
    return heard && heard->IsOnLink(Simulator::Now());
}

void
MobileNode::OnLink(bool isUp)
{
    m_handoverTrace(isUp ? HandoverPhase::LINK_UP : HandoverPhase::LINK_DOWN);
}

void
MobileNode::OnMovementState(MovementDetector::State from, MovementDetector::State to)
{
    m_movementTrace(from, to);
}

RouterDiscovery::AdoptOptions
MobileNode::OnRouter(const HeardRouter& router)
{
    m_handoverTrace(HandoverPhase::ROUTER_ADVERTISEMENT);
    RouterDiscovery::AdoptOptions options;
    if (IsHome(router))
    {
        // The home address is not autoconfigured: it may be defended by the home agent.
        options.exceptFrom = {m_home.prefix};
        if (!m_isAtHome)
        {
            ArriveHome();
        }
    }
    else if (m_isAtHome)
    {
        LeaveHome();
    }
    const auto* entry = m_list.Find(m_home.homeAgent, m_home.homeAddress);
    if (m_isAtHome && m_registration->MayBeBound() && entry && entry->linkLocalAddressCompatibility)
    {
        // The home agent defends the link-local address too (RFC 6275 section 11.5.5).
        options.probeLinkLocal = false;
    }
    return options;
}

void
MobileNode::OnUprooted()
{
    if (m_isAtHome)
    {
        LeaveHome();
    }
}

void
MobileNode::OnCareOfAddress(const Ipv6Address& address)
{
    if (m_isAtHome)
    {
        return;
    }
    m_handoverTrace(HandoverPhase::CARE_OF_READY);
    m_careOfTrace(address);
    Announce();
}

void
MobileNode::OnCareOfAddressLost()
{
    if (m_isAtHome)
    {
        return;
    }
    m_careOfTrace(Ipv6Address::GetAny());
    m_registration->Lose();
}

void
MobileNode::Announce()
{
    const Ipv6Address careOf = GetCareOfAddress();
    if (careOf.IsAny())
    {
        return;
    }
    if (MustEndBinding())
    {
        m_registration->Deregister(careOf);
    }
    else
    {
        m_registration->Register(careOf);
    }
}

void
MobileNode::Reconsider()
{
    m_registration->Reconsider();
    ApplyTunnel();
    Announce();
}

void
MobileNode::ArriveHome()
{
    m_isAtHome = true;
    m_atHomeTrace(true);
    if (!m_registration->MayBeBound() || m_arrival->LearnHomeAgent(m_detector->GetLinkTime()))
    {
        GoHome();
        return;
    }
    m_registration->Lose();
    AskForHomeAgent(m_solicitsHomeAgent ? m_home.homeAgent : m_home.homeAddress);
}

void
MobileNode::AskForHomeAgent(const Ipv6Address& target)
{
    m_arrival->AskForHomeAgent(target, [this, target](bool isKnown) {
        if (isKnown || !m_registration->MayBeBound())
        {
            GoHome();
            return;
        }
        // A home agent that has lost the binding answers for its own address only. As long as none
        // answers the update has to wait, and with it the home address (RFC 6275 section 11.5.5).
        AskForHomeAgent(target == m_home.homeAgent ? m_home.homeAddress : m_home.homeAgent);
    });
}

void
MobileNode::GoHome()
{
    const bool mustDeregister = m_registration->MayBeBound();
    m_registration->ReturnHome();
    const bool isLost = m_registration->GetState() == HomeRegistration::State::REFUSED;
    if (!mustDeregister && !isLost && m_place != Place::ROAMING)
    {
        // RFC 6275 section 11.5.5: nobody has defended the address for this node.
        m_arrival->Reclaim(m_dadRandomDelay, m_reclaimInterval, [this]() { PlaceAtHome(); });
    }
}

void
MobileNode::LeaveHome()
{
    NoteHomeValidity();
    m_arrival->Cancel();
    m_registration->Lose();
    m_isAtHome = false;
    m_atHomeTrace(false);
    if (m_place == Place::ROAMING)
    {
        PlaceAway();
    }
}

void
MobileNode::NoteHomeValidity()
{
    for (const HeardRouter& router : m_stack->GetRouterDiscovery()->RoutersHeard(m_interface))
    {
        if (const HeardPrefix* heard = router.Find(m_home.prefix, Simulator::Now()))
        {
            m_homeValidUntil = heard->validUntil;
        }
    }
}

void
MobileNode::PlaceAtHome()
{
    const auto interfaces = m_stack->GetInterfaceTable();
    const auto steering = m_stack->GetSteering();
    steering->ForgetHome(m_home.homeAddress);
    steering->ForgetTunnel(NetworkPrefix(m_home.homeAddress, 128));
    interfaces->RemoveAddress(m_stack->GetTransformInterface(), m_home.homeAddress);
    // A home address out of a mobile network prefix is of no link (RFC 3963 section 3).
    const bool isOnLink = m_home.prefix.Contains(m_home.homeAddress);
    interfaces->AddAddress(m_interface,
                           m_home.homeAddress,
                           isOnLink ? m_home.prefix.length : uint8_t(128),
                           true);
    m_place = Place::ROAMING;
    OnHomePlaced();
}

void
MobileNode::PlaceAway()
{
    const auto interfaces = m_stack->GetInterfaceTable();
    interfaces->RemoveAddress(m_interface, m_home.homeAddress);
    // With a route, so that it is found by whom this node forwards for.
    interfaces->AddAddress(m_stack->GetTransformInterface(), m_home.homeAddress, 128, true);
    m_place = Place::TRANSFORM;
    OnAwayPlaced();
    ApplyTunnel();
}

void
MobileNode::Withdraw()
{
    const auto interfaces = m_stack->GetInterfaceTable();
    const auto steering = m_stack->GetSteering();
    steering->ForgetHome(m_home.homeAddress);
    steering->ForgetTunnel(NetworkPrefix(m_home.homeAddress, 128));
    interfaces->RemoveAddress(m_interface, m_home.homeAddress);
    interfaces->RemoveAddress(m_stack->GetTransformInterface(), m_home.homeAddress);
    m_place = Place::NOWHERE;
}

SteeringAction
MobileNode::MakeTunnel() const
{
    SteeringAction action;
    action.verdict = Verdict::TRANSFORM;
    action.transform.source = m_registration->GetCareOfAddress();
    action.transform.destination = m_home.homeAgent;
    action.transform.encapsulate = true;
    action.transform.tunnelHome = m_home.homeAddress;
    action.transform.interface = m_interface;
    return action;
}

/// RFC 6275 section 11.6.3: a home agent that knows the node by its association takes what comes
/// from the new care-of address at once.
bool
MobileNode::KeepsTunnel() const
{
    const SecurityEnds ends{m_registration->GetCareOfAddress(), m_home.homeAgent};
    return m_keepTunnel || m_stack->GetPacketSecurity()->ForTunnel(m_home.homeAddress, ends);
}

void
MobileNode::ApplyTunnel()
{
    if (m_place != Place::TRANSFORM)
    {
        return;
    }
    using State = HomeRegistration::State;
    const State state = m_registration->GetState();
    const bool isOpen = state == State::REGISTERED || state == State::REFRESHING;
    SteeringAction closed;
    closed.verdict = Verdict::DROP;
    closed.reason = DropReason::NO_TUNNEL;
    SteerOut(isOpen ? MakeTunnel() : closed);
    if (m_registration->IsBound())
    {
        // Also between two care-of addresses: the home agent uses the old one until it knows the
        // new one (RFC 6275 section 11.5.4).
        m_stack->GetSteering()->AcceptTunnel(
            NetworkPrefix(m_home.homeAddress, 128),
            {NetworkPrefix(m_home.homeAgent, 128), TunnelDestinations()});
    }
    else
    {
        m_stack->GetSteering()->ForgetTunnel(NetworkPrefix(m_home.homeAddress, 128));
    }
}

void
MobileNode::SteerOut(const SteeringAction& action)
{
    m_stack->GetSteering()->FromHome(m_home.homeAddress, action);
}

std::vector<NetworkPrefix>
MobileNode::TunnelDestinations() const
{
    return {NetworkPrefix(m_home.homeAddress, 128)};
}

} // namespace ns3::nemo
