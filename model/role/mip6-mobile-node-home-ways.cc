// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-mobile-node-home.h"
#include "ns3/mip6-mobility-stack.h"

// By which way packets leave from a home address that is away, straight to whom, by which tunnel
// they come, and which care-of address a correspondent is told.

namespace ns3::nemo
{

SteeringAction
MobileNodeHome::MakeWayOut() const
{
    if (GetProfile().reversesTunnel)
    {
        return MakeTunnel();
    }
    // draft-ietf-mobileip-ipv6-04 section 9.1: to whomever it is for, who may know nothing yet.
    SteeringAction action;
    action.verdict = Verdict::TRANSFORM;
    action.transform.source = m_registration->GetCareOfAddress();
    action.transform.homeAddress = m_config.homeAddress;
    action.transform.interface = m_parts.interface;
    return action;
}

SteeringAction
MobileNodeHome::MakeTunnel() const
{
    SteeringAction action;
    action.verdict = Verdict::TRANSFORM;
    action.transform.source = m_registration->GetCareOfAddress();
    action.transform.destination = m_config.homeAgent;
    action.transform.encapsulate = true;
    action.transform.tunnelHome = m_config.homeAddress;
    action.transform.interface = m_parts.interface;
    return action;
}

bool
MobileNodeHome::IsTunnelOpen() const
{
    using State = HomeRegistration::State;
    const State state = m_registration->GetState();
    return state == State::REGISTERED || state == State::REFRESHING;
}

SteeringAction
MobileNodeHome::MakeClosed()
{
    SteeringAction closed;
    closed.verdict = Verdict::DROP;
    closed.reason = DropReason::NO_TUNNEL;
    return closed;
}

std::optional<SteeringAction>
MobileNodeHome::GetWayToGroups() const
{
    if (GetProfile().reversesTunnel)
    {
        return std::nullopt;
    }
    return IsTunnelOpen() ? MakeTunnel() : MakeClosed();
}

/// RFC 6275 section 11.6.3: a home agent that knows the node by its association takes what comes
/// from the new care-of address at once.
bool
MobileNodeHome::KeepsTunnel() const
{
    const SecurityEnds ends{m_registration->GetCareOfAddress(), m_config.homeAgent};
    return m_host.GetTerms().keepsTunnel ||
           m_parts.stack->GetPacketSecurity()->ForTunnel(m_config.homeAddress, ends);
}

std::optional<CareOfChoice>
MobileNodeHome::FindCareOfFor(const Ipv6Address& correspondent) const
{
    return m_host.FindCareOfFor(correspondent);
}

void
MobileNodeHome::ReviewCareOf()
{
    if (m_optimizer)
    {
        m_optimizer->ReviewCareOf();
    }
}

void
MobileNodeHome::Inform(const Ipv6Address& correspondent)
{
    if (m_optimizer)
    {
        m_optimizer->Inform(correspondent);
    }
}

void
MobileNodeHome::ApplyTunnel()
{
    if (m_place != Place::TRANSFORM)
    {
        m_host.OnTunnel(*this);
        return;
    }
    const bool isOpen =
        GetProfile().reversesTunnel ? IsTunnelOpen() : !m_registration->GetCareOfAddress().IsAny();
    m_host.SteerOut(*this, isOpen ? MakeWayOut() : MakeClosed());
    AcceptTunnel();
    m_host.OnTunnel(*this);
}

void
MobileNodeHome::AcceptTunnel()
{
    const NetworkPrefix key(m_config.homeAddress, 128);
    if (m_place == Place::TRANSFORM && m_registration->IsBound())
    {
        // Also between two care-of addresses: the home agent uses the old one until it knows the
        // new one (RFC 6275 section 11.5.4).
        m_parts.stack->GetSteering()->AcceptTunnel(
            key,
            {NetworkPrefix(m_config.homeAgent, 128), m_host.TunnelDestinations(*this)});
    }
    else
    {
        m_parts.stack->GetSteering()->ForgetTunnel(key);
    }
}

void
MobileNodeHome::StartRouteOptimization()
{
    const auto policy = m_host.GetRouteOptimizationPolicy();
    if (!policy)
    {
        return;
    }
    RouteOptimizerHost& host = *this;
    m_optimizer =
        std::make_unique<RouteOptimizer>(m_config.homeAddress,
                                         m_config.homeAgent,
                                         m_parts.stack,
                                         m_parts.list,
                                         m_parts.rate,
                                         m_parts.tests,
                                         host,
                                         [this](const CorrespondentRegistration& registration,
                                                CorrespondentRegistration::State from) {
                                             m_host.OnListChange();
                                             m_host.OnCorrespondentState(registration, from);
                                         });
    m_optimizer->SetPolicy(*policy);
}

void
MobileNodeHome::OnDecapsulated(const Ipv6Header& outer, Ptr<const Packet> packet)
{
    if (m_optimizer)
    {
        m_optimizer->OnTunnelled(outer, packet);
    }
}

void
MobileNodeHome::OnStraight(const Ipv6Address& correspondent, const Ipv6Address& careOfAddress)
{
    if (m_optimizer)
    {
        m_optimizer->OnStraight(correspondent, careOfAddress);
    }
}

void
MobileNodeHome::ApplyRouteOptimization()
{
    if (!m_optimizer)
    {
        return;
    }
    using State = HomeBinding::State;
    switch (m_registration->GetState())
    {
    case State::REGISTERED:
    case State::REFRESHING:
        // RFC 6275 section 11.7.2: not before the home agent's acknowledgement.
        m_optimizer->Register(m_registration->GetCareOfAddress());
        return;
    case State::IDLE:
        if (IsSettledAtHome())
        {
            m_optimizer->ReturnHome();
            return;
        }
        break;
    case State::REGISTERING:
    case State::SEARCHING:
    case State::DISCONNECTED:
    case State::DEREGISTERING:
    case State::REJECTED:
    case State::REFUSED:
        break;
    }
    m_optimizer->Suspend();
}

} // namespace ns3::nemo
