// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-mobile-node.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <limits>

// Route optimisation of a mobile node, as far as it hangs on the home registration;
// mip6-mobile-node.cc has the rest.

namespace ns3::nemo
{

namespace
{

uint32_t
WholeSeconds(Time time)
{
    return static_cast<uint32_t>(time.GetSeconds());
}

} // namespace

void
MobileNode::SetRouteOptimizationPolicy(RouteOptimizationPolicy policy)
{
    m_policy = std::move(policy);
}

const RouteOptimizer*
MobileNode::GetRouteOptimizer() const
{
    return m_optimizer.get();
}

void
MobileNode::StartRouteOptimization()
{
    if (!m_optimizes)
    {
        return;
    }
    RouteOptimizerHost& host = *this;
    m_optimizer =
        std::make_unique<RouteOptimizer>(m_home.homeAddress,
                                         m_home.homeAgent,
                                         m_stack,
                                         m_list,
                                         m_rate,
                                         host,
                                         [this](const CorrespondentRegistration& registration,
                                                CorrespondentRegistration::State from) {
                                             ScheduleListExpiry();
                                             m_correspondentTrace(registration, from);
                                         });
    m_optimizer->SetPolicy(m_policy);
    m_stack->GetPacketPath()->TraceConnectWithoutContext(
        "Decapsulated",
        MakeCallback(&MobileNode::OnDecapsulated, this));
}

void
MobileNode::OnDecapsulated(const Ipv6Header& outer, Ptr<const Packet> packet)
{
    m_optimizer->OnTunnelled(outer, packet);
}

void
MobileNode::ApplyRouteOptimization()
{
    if (!m_optimizer)
    {
        return;
    }
    using State = HomeRegistration::State;
    switch (m_registration->GetState())
    {
    case State::REGISTERED:
    case State::REFRESHING:
        // RFC 6275 section 11.7.2: not before the home agent's acknowledgement.
        m_optimizer->Register(m_registration->GetCareOfAddress());
        return;
    case State::IDLE:
        if (m_isAtHome && m_place == Place::ROAMING)
        {
            m_optimizer->ReturnHome();
            return;
        }
        break;
    case State::REGISTERING:
    case State::DISCONNECTED:
    case State::DEREGISTERING:
    case State::REJECTED:
    case State::REFUSED:
        break;
    }
    m_optimizer->Suspend();
}

RouteOptimizationTerms
MobileNode::GetRouteOptimizationTerms() const
{
    RouteOptimizationTerms terms;
    terms.registration.lifetime = WholeSeconds(m_correspondentLifetime);
    terms.registration.refreshPercent = m_refreshPercent;
    terms.registration.acknowledge = m_acknowledge;
    terms.registration.retryHold = m_retryHold;
    terms.registration.maxFailures = m_maxRoFailure;
    terms.maxTokenLifetime = m_maxTokenLifetime;
    terms.maxCorrespondents = m_maxCorrespondents;
    return terms;
}

uint32_t
MobileNode::GetRegistrationValidity() const
{
    // What the home agent has granted, not what an update that is unanswered asks for.
    const Time end = m_registration->GetBoundUntil();
    const Time left = std::max(end - Simulator::Now(), Time(0));
    const uint32_t validity = GetValidity(*m_registration);
    return end == Time::Max() ? validity : std::min(validity, WholeSeconds(left));
}

uint64_t
MobileNode::DrawCookie()
{
    constexpr int HALF = 32;
    const auto draw = [this] {
        return uint64_t{m_cookies->GetInteger(0, std::numeric_limits<uint32_t>::max())};
    };
    const uint64_t high = draw();
    return high << HALF | draw();
}

} // namespace ns3::nemo
