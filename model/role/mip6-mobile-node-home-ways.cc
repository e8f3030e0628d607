// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-mobile-node-home.h"
#include "ns3/mip6-mobility-stack.h"

// By which way packets leave from a home address that is away, and by which tunnel they come.

namespace ns3::nemo
{

SteeringAction
MobileNodeHome::MakeWayOut() const
{
    SteeringAction action;
    action.verdict = Verdict::TRANSFORM;
    action.transform.source = m_registration->GetCareOfAddress();
    if (!GetProfile().reversesTunnel)
    {
        // draft-ietf-mobileip-ipv6-04 section 9.1: to whomever it is for, who may know nothing yet.
        action.transform.homeAddress = m_config.homeAddress;
        action.transform.interface = m_parts.interface;
        return action;
    }
    action.transform.destination = m_config.homeAgent;
    action.transform.encapsulate = true;
    action.transform.tunnelHome = m_config.homeAddress;
    action.transform.interface = m_parts.interface;
    return action;
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

void
MobileNodeHome::ApplyTunnel()
{
    if (m_place != Place::TRANSFORM)
    {
        m_host.OnTunnel(*this);
        return;
    }
    using State = HomeRegistration::State;
    const State state = m_registration->GetState();
    const bool isOpen = GetProfile().reversesTunnel
                            ? state == State::REGISTERED || state == State::REFRESHING
                            : !m_registration->GetCareOfAddress().IsAny();
    SteeringAction closed;
    closed.verdict = Verdict::DROP;
    closed.reason = DropReason::NO_TUNNEL;
    m_host.SteerOut(*this, isOpen ? MakeWayOut() : closed);
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

} // namespace ns3::nemo
