// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-route-optimizer.h"

#include "ns3/mip6-association-authorizer.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

RouteOptimizer::RouteOptimizer(const Ipv6Address& homeAddress,
                               const Ipv6Address& homeAgent,
                               Ptr<MobilityStack> stack,
                               BindingUpdateList& list,
                               MessageRateLimit& rate,
                               ReturnRoutabilityTests& tests,
                               RouteOptimizerHost& host,
                               StateCallback onState)
    : m_homeAddress(homeAddress),
      m_homeAgent(homeAgent),
      m_stack(stack),
      m_list(list),
      m_rate(rate),
      m_host(host),
      m_onState(std::move(onState)),
      m_allTests(tests),
      m_tests(tests.state)
{
    m_allTests.Listen(this, [this](const Ipv6Address& correspondent) {
        if (Peer* peer = FindPeer(correspondent); peer && peer->procedure)
        {
            peer->procedure->OnToken();
        }
    });
    m_stack->GetIcmpv6()->AddObserver(this);
    Take(MobilityHeaderType::HOME_TEST, &RouteOptimizer::OnHomeTest);
    Take(MobilityHeaderType::CARE_OF_TEST, &RouteOptimizer::OnCareOfTest);
    Take(MobilityHeaderType::BINDING_ACKNOWLEDGEMENT, &RouteOptimizer::OnAcknowledgement);
    Take(MobilityHeaderType::BINDING_ERROR, &RouteOptimizer::OnError);
    Take(MobilityHeaderType::BINDING_REFRESH_REQUEST, &RouteOptimizer::OnRefreshRequest);
}

RouteOptimizer::~RouteOptimizer()
{
    for (const auto& [correspondent, peer] : m_peers)
    {
        m_stack->GetSteering()->Optimised().ForgetSendFrom(m_homeAddress, correspondent);
    }
    m_allTests.Unlisten(this);
    m_stack->GetIcmpv6()->RemoveObserver(this);
    for (const auto handler : m_handlers)
    {
        m_stack->GetMessagePort()->Release(handler);
    }
}

void
RouteOptimizer::Take(MobilityHeaderType type,
                     bool (RouteOptimizer::*handler)(const SignalDelivery&))
{
    m_handlers.push_back(
        m_stack->GetMessagePort()->Take(type, [this, handler](const SignalDelivery& delivery) {
            return (this->*handler)(delivery);
        }));
}

void
RouteOptimizer::SetPolicy(RouteOptimizationPolicy policy)
{
    m_policy = std::move(policy);
    m_packets.clear();
}

RouteOptimizer::Peer*
RouteOptimizer::FindPeer(const Ipv6Address& correspondent)
{
    const auto entry = m_peers.find(correspondent);
    return entry == m_peers.end() ? nullptr : &entry->second;
}

const CorrespondentRegistration*
RouteOptimizer::Find(const Ipv6Address& correspondent) const
{
    const auto entry = m_peers.find(correspondent);
    return entry == m_peers.end() ? nullptr : entry->second.registration.get();
}

const ReturnRoutabilityState&
RouteOptimizer::GetTests() const
{
    return m_tests;
}

void
RouteOptimizer::Register(const Ipv6Address& careOfAddress)
{
    if (m_careOf != careOfAddress)
    {
        // RFC 6275 section 11.6.2: a test is for the current care-of address.
        m_tests.careOf.CancelAll(m_careOf);
        m_careOf = careOfAddress;
    }
    for (auto& [correspondent, peer] : m_peers)
    {
        peer.registration->Register(CareOfFor(correspondent).address);
    }
}

void
RouteOptimizer::SetHomeAgent(const Ipv6Address& homeAgent)
{
    m_homeAgent = homeAgent;
}

void
RouteOptimizer::ReviewLifetimes()
{
    const Time end = Simulator::Now() + Seconds(double(m_host.GetRegistrationValidity()));
    for (auto& [correspondent, peer] : m_peers)
    {
        const auto* entry = m_list.Find(correspondent, m_homeAddress);
        if (entry && entry->expires > end)
        {
            peer.registration->Refresh();
        }
    }
}

void
RouteOptimizer::Suspend()
{
    m_careOf = Ipv6Address::GetAny();
    for (auto& [correspondent, peer] : m_peers)
    {
        peer.registration->Suspend();
    }
}

void
RouteOptimizer::ReturnHome()
{
    m_careOf = m_homeAddress;
    for (auto& [correspondent, peer] : m_peers)
    {
        peer.registration->ReturnHome();
    }
}

bool
RouteOptimizer::IsWanted(const Ipv6Address& peer, std::optional<uint16_t> port)
{
    using Trigger = RouteOptimizationPolicy::Trigger;
    switch (m_policy.trigger)
    {
    case Trigger::NEVER:
        return false;
    case Trigger::ALWAYS:
        return true;
    case Trigger::PEERS:
        return m_policy.peers.count(peer) > 0;
    case Trigger::PORTS:
        return port && m_policy.ports.count(*port) > 0;
    case Trigger::AFTER_PACKETS:
        break;
    }
    if (m_packets.size() >= m_host.GetRouteOptimizationTerms().maxCorrespondents)
    {
        // Anybody can send from ever new addresses.
        m_packets.clear();
    }
    return ++m_packets[peer] > m_policy.packets;
}

void
RouteOptimizer::Begin(const Ipv6Address& correspondent)
{
    if (!MakeRoom())
    {
        return;
    }
    m_packets.erase(correspondent);
    CorrespondentHost& correspondents = *this;
    Peer peer;
    peer.registration = std::make_unique<CorrespondentRegistration>(
        m_homeAddress,
        correspondent,
        m_list,
        correspondents,
        MakeAuthorizer(peer),
        [this](CorrespondentRegistration& registration, CorrespondentRegistration::State from) {
            OnState(registration, from);
        });
    auto& made = m_peers.insert_or_assign(correspondent, std::move(peer)).first->second;
    made.registration->Register(CareOfFor(correspondent).address);
}

std::unique_ptr<UpdateAuthorizer>
RouteOptimizer::MakeAuthorizer(Peer& peer)
{
    if (!m_host.GetProfile().returnRoutability)
    {
        return std::make_unique<AssociationAuthorizer>([this](const UpdateWish& wish) {
            return !m_host.GetProfile().authenticatesUpdates ||
                   m_stack->GetPacketAuthentication()->Has(wish.homeAddress, wish.correspondent);
        });
    }
    TestHost& tests = *this;
    auto procedure = std::make_unique<ReturnRoutabilityProcedure>(m_tests, tests);
    peer.procedure = procedure.get();
    return procedure;
}

bool
RouteOptimizer::MakeRoom()
{
    if (m_peers.size() < m_host.GetRouteOptimizationTerms().maxCorrespondents)
    {
        return true;
    }
    // Anybody can make the node ask ever new addresses: those who do not answer must not shut out
    // those who would.
    const auto idle = std::find_if(m_peers.begin(), m_peers.end(), [](const auto& peer) {
        return peer.second.registration->GetState() == CorrespondentRegistration::State::HELD &&
               !peer.second.registration->MayBeBound();
    });
    if (idle == m_peers.end())
    {
        return false;
    }
    m_peers.erase(idle);
    return true;
}

void
RouteOptimizer::OnState(CorrespondentRegistration& registration,
                        CorrespondentRegistration::State from)
{
    OptimisedPairs& pairs = m_stack->GetSteering()->Optimised();
    if (registration.IsBound())
    {
        pairs.SendFrom(m_homeAddress,
                       registration.GetCorrespondent(),
                       registration.GetCareOfAddress(),
                       CareOfFor(registration.GetCorrespondent()).interface);
    }
    else
    {
        pairs.ForgetSendFrom(m_homeAddress, registration.GetCorrespondent());
    }
    m_onState(registration, from);
    if (registration.GetState() == CorrespondentRegistration::State::ENDED)
    {
        m_prune.Schedule(Time(0), [this] { Prune(); });
    }
}

void
RouteOptimizer::Prune()
{
    for (auto peer = m_peers.begin(); peer != m_peers.end();)
    {
        const bool hasEnded =
            peer->second.registration->GetState() == CorrespondentRegistration::State::ENDED;
        peer = hasEnded ? m_peers.erase(peer) : std::next(peer);
    }
}

DialectProfile
RouteOptimizer::GetProfile() const
{
    return m_host.GetProfile();
}

CorrespondentTermsWanted
RouteOptimizer::GetTermsWanted() const
{
    return m_host.GetRouteOptimizationTerms().registration;
}

uint32_t
RouteOptimizer::GetValidity(const CorrespondentRegistration&) const
{
    return m_host.GetRegistrationValidity();
}

uint16_t
RouteOptimizer::DrawSequence()
{
    return m_host.DrawSequence();
}

uint64_t
RouteOptimizer::DrawCookie()
{
    return m_host.DrawCookie();
}

bool
RouteOptimizer::IsUsed(const CorrespondentRegistration& registration, Time since) const
{
    // In either direction.
    const auto used = m_stack->GetSteering()->Optimised().LastUsed(m_homeAddress,
                                                                   registration.GetCorrespondent());
    return used && *used > since;
}

Retransmission::Schedule
RouteOptimizer::GetTestSchedule() const
{
    const DialectProfile profile = m_host.GetProfile();
    return {profile.initialBindackTimeout,
            profile.maxBindackTimeout,
            m_host.GetRouteOptimizationTerms().registration.maxFailures};
}

} // namespace ns3::nemo
