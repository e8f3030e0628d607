// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-mobile-node-home.h"

#include "ns3/mip6-mobility-stack.h"
#include "ns3/mip6-unicast-routable.h"
#include "ns3/mip6-update-rate.h"
#include "ns3/simulator.h"

#include <algorithm>

// What a home is made of, and what its registrations ask of it; mip6-mobile-node-home-places.cc has
// where the home address is.

namespace ns3::nemo
{

namespace
{

/// Whole seconds until `end`; INFINITE_LIFETIME if there is no end.
uint32_t
SecondsUntil(Time end)
{
    if (end == Time::Max())
    {
        return INFINITE_LIFETIME;
    }
    return static_cast<uint32_t>(std::max(end - Simulator::Now(), Time(0)).GetTimeStep() /
                                 Seconds(1).GetTimeStep());
}

/// The home agents to try before any is discovered.
std::vector<Ipv6Address>
FirstGuess(const HomeConfig& config)
{
    return config.firstGuess.IsAny() ? std::vector<Ipv6Address>{}
                                     : std::vector<Ipv6Address>{config.firstGuess};
}

} // namespace

MobileNodeHome::MobileNodeHome(const HomeConfig& config,
                               const MobileNodeParts& parts,
                               MobileNodeHomeHost& host)
    : m_config(config),
      m_parts(parts),
      m_host(host),
      m_registration(MakeRegistration()),
      m_arrival(parts.stack, parts.interface, config.homeAddress, config.homeAgent),
      m_handlers{parts.stack->GetMessagePort()->Take(MobilityHeaderType::BINDING_ACKNOWLEDGEMENT,
                                                     [this](const SignalDelivery& delivery) {
                                                         return m_registration->Receive(delivery);
                                                     }),
                 parts.stack->GetMessagePort()->Take(
                     MobilityHeaderType::BINDING_ERROR,
                     [this](const SignalDelivery& delivery) { return OnBindingError(delivery); })},
      m_search(config.homeAgent.IsAny() && !config.IsFollower()
                   ? std::make_unique<HomeAgentSearch>(host.MakeHomeAgentDiscovery(),
                                                       MakeSearchNeeds(),
                                                       FirstGuess(config))
                   : nullptr),
      m_solicitor(parts.stack->GetMessagePort(), MakeSolicitorNeeds()),
      m_validUntil(EndOfLifetime(Simulator::Now(), config.validLifetime))
{
}

MobileNodeHome::~MobileNodeHome()
{
    for (const auto handler : m_handlers)
    {
        m_parts.stack->GetMessagePort()->Release(handler);
    }
}

void
MobileNodeHome::Start(bool isAtHome)
{
    StartRouteOptimization();
    m_isAtHome = isAtHome;
    isAtHome ? PlaceAtHome() : PlaceAway();
    PlanSolicitation();
    ReviewValidity();
}

void
MobileNodeHome::Stop()
{
    m_arrival.Cancel();
    m_validity.Cancel();
    m_solicitor.Stop();
    if (m_search)
    {
        m_search->Stop();
    }
    m_optimizer.reset();
    Withdraw();
}

const HomeConfig&
MobileNodeHome::GetConfig() const
{
    return m_config;
}

const HomeBinding&
MobileNodeHome::GetRegistration() const
{
    return *m_registration;
}

const RouteOptimizer*
MobileNodeHome::GetRouteOptimizer() const
{
    return m_optimizer.get();
}

void
MobileNodeHome::OnState(HomeBinding::State from)
{
    using State = HomeBinding::State;
    NoteHomeAgent();
    if (from == State::DEREGISTERING && m_registration->GetState() == State::IDLE && m_isAtHome)
    {
        // Nobody defends the address any more (RFC 6275 section 11.5.5).
        m_arrival.Announce(!m_config.IsFollower(), GetProfile().advertisementRepeats);
        ProbeAtHome();
    }
    m_host.OnRegistrationState(*this, from);
    FollowSearch();
    FollowPrefixes();
    ApplyTunnel();
    ApplyRouteOptimization();
    switch (m_registration->GetState())
    {
    case State::REFUSED:
        Withdraw();
        CloseForGood();
        break;
    case State::IDLE:
        if (from == State::DEREGISTERING && !m_isAtHome)
        {
            // What stood in the way of another binding is gone.
            Announce();
        }
        break;
    case State::DEREGISTERING:
        ComeWithLeader();
        break;
    case State::REGISTERING:
    case State::REGISTERED:
    case State::REFRESHING:
    case State::SEARCHING:
    case State::DISCONNECTED:
    case State::REJECTED:
        break;
    }
}

void
MobileNodeHome::Follow(const HomeBinding& leader)
{
    m_registration->Follow(leader);
}

DialectProfile
MobileNodeHome::GetProfile() const
{
    return m_host.GetProfile();
}

RegistrationPolicy
MobileNodeHome::GetPolicy() const
{
    return m_host.GetTerms().registration;
}

Time
MobileNodeHome::EarliestUpdate(const Ipv6Address& destination, const Ipv6Address& careOf) const
{
    return EarliestBindingUpdate(m_parts.rate, GetProfile(), destination, careOf);
}

uint16_t
MobileNodeHome::DrawSequence()
{
    return m_host.DrawSequence();
}

uint64_t
MobileNodeHome::DrawCookie()
{
    return m_host.DrawCookie();
}

uint32_t
MobileNodeHome::GetInterface() const
{
    return m_parts.interface;
}

RouteOptimizationTerms
MobileNodeHome::GetRouteOptimizationTerms() const
{
    return m_host.GetTerms().routeOptimization;
}

uint32_t
MobileNodeHome::GetValidity(const HomeRegistration&) const
{
    return GetSecondsValid();
}

uint32_t
MobileNodeHome::GetSecondsValid() const
{
    return std::min(SecondsUntil(m_validUntil),
                    SecondsUntil(m_host.CareOfValidUntil(m_registration->GetCareOfAddress())));
}

uint32_t
MobileNodeHome::GetRegistrationValidity() const
{
    // What the home agent has granted, not what an update that is unanswered asks for.
    return std::min(GetSecondsValid(), SecondsUntil(m_registration->GetBoundUntil()));
}

bool
MobileNodeHome::IsLinkLocalCompatible(const HomeRegistration&) const
{
    const auto linkLocal = m_parts.stack->GetInterfaceTable()->LinkLocalAddress(m_parts.interface);
    return InterfaceIdentifierOf(linkLocal) == InterfaceIdentifierOf(m_config.homeAddress);
}

void
MobileNodeHome::Complete(const HomeRegistration&, Signal& update)
{
    m_host.Complete(*this, update);
}

void
MobileNodeHome::SendUpdate(const HomeRegistration&, const Signal& update, const Envelope& envelope)
{
    const bool isFromHome = !envelope.careOfSource;
    m_host.OnListChange();
    Envelope onInterface = envelope;
    onInterface.interface = m_parts.interface;
    onInterface.neighbour = isFromHome;
    NoteBindingUpdate(m_parts.rate,
                      GetProfile(),
                      envelope.destination,
                      envelope.careOfSource.value_or(envelope.source));
    if (m_parts.stack->GetMessagePort()->Send(update, onInterface) > 0)
    {
        m_host.OnPhase(HandoverPhase::UPDATE_SENT);
    }
    if (isFromHome && m_place == Place::TRANSFORM)
    {
        // RFC 6275 section 11.5.5: not before the update, and without probing it.
        PlaceAtHome();
    }
    else if (m_registration->GetState() == HomeBinding::State::REGISTERING &&
             m_registration->IsBound() && KeepsTunnel())
    {
        m_host.SteerOut(*this, MakeWayOut());
    }
}

void
MobileNodeHome::OnAcknowledgement(const HomeRegistration&, const Signal& acknowledgement)
{
    m_host.OnPhase(HandoverPhase::ACKNOWLEDGED);
    m_host.OnAcknowledgement(*this, acknowledgement);
    m_needsPrefixes = acknowledgement.Get<BindingAcknowledgement>()->status ==
                      BindingStatus::ACCEPTED_PREFIX_DISCOVERY_NECESSARY;
}

void
MobileNodeHome::OnBindingEnd(const HomeRegistration&)
{
    ApplyTunnel();
}

} // namespace ns3::nemo
