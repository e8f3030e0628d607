// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-previous-router.h"

#include "ns3/mip6-mobility-stack.h"
#include "ns3/mip6-update-rate.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

namespace
{

constexpr uint8_t WHOLE_ADDRESS = 128;

HomeConfig
HomeOf(const FormerPlace& place)
{
    HomeConfig config;
    config.prefix = place.prefix;
    config.homeAddress = place.careOf;
    config.homeAgent = place.router;
    config.startsAtHome = false;
    return config;
}

} // namespace

PreviousRouter::PreviousRouter(const FormerPlace& place,
                               Time lifetime,
                               const MobileNodeParts& parts,
                               Needs needs)
    : m_place(place),
      m_parts(parts),
      m_needs(std::move(needs)),
      m_until(Simulator::Now() + lifetime),
      m_handler(parts.stack->GetMessagePort()->Take(
          MobilityHeaderType::BINDING_ACKNOWLEDGEMENT,
          [this](const SignalDelivery& delivery) { return m_registration.Receive(delivery); })),
      m_registration(
          HomeOf(place),
          parts.list,
          *this,
          [this](const HomeRegistration&, HomeRegistration::State from) { OnState(from); })
{
    // What the router tunnels is for this address, wherever the node is.
    m_parts.stack->GetInterfaceTable()->AddAddress(m_parts.stack->GetTransformInterface(),
                                                   m_place.careOf,
                                                   WHOLE_ADDRESS,
                                                   true);
    m_parts.stack->GetSteering()->AcceptTunnel(NetworkPrefix(m_place.careOf, WHOLE_ADDRESS),
                                               {NetworkPrefix(m_place.router, WHOLE_ADDRESS),
                                                {NetworkPrefix(m_place.careOf, WHOLE_ADDRESS)}});
    Steer();
    m_end.Schedule(lifetime, [this] { m_needs.onEnd(); });
}

PreviousRouter::~PreviousRouter()
{
    m_parts.stack->GetMessagePort()->Release(m_handler);
}

void
PreviousRouter::Withdraw()
{
    const auto steering = m_parts.stack->GetSteering();
    steering->ForgetHome(m_place.careOf);
    steering->ForgetTunnel(NetworkPrefix(m_place.careOf, WHOLE_ADDRESS));
    m_parts.stack->GetInterfaceTable()->RemoveAddress(m_parts.stack->GetTransformInterface(),
                                                      m_place.careOf);
    m_parts.list.Remove(m_place.router, m_place.careOf, m_until);
}

void
PreviousRouter::Move(const Ipv6Address& careOfAddress)
{
    if (m_isBack)
    {
        return; // It ends, whatever the care-of address is there.
    }
    if (careOfAddress.IsAny())
    {
        m_registration.Lose();
    }
    else
    {
        m_registration.Register(careOfAddress);
    }
    Steer();
}

void
PreviousRouter::OnRouter(const HeardRouter& router)
{
    const HeardPrefix* heard = router.Find(m_place.prefix, Simulator::Now());
    m_isBack = heard && heard->IsOnLink(Simulator::Now());
    if (m_isBack)
    {
        LearnRouter(router);
        m_registration.ReturnHome();
        Steer();
    }
}

/// Resolving its address would take an address of the own, and there is none yet.
void
PreviousRouter::LearnRouter(const HeardRouter& router)
{
    const auto& own = router.globalAddresses;
    if (router.linkLayer && std::find(own.begin(), own.end(), m_place.router) != own.end())
    {
        m_parts.stack->GetInterfaceTable()->LearnNeighbor(m_parts.interface,
                                                          m_place.router,
                                                          *router.linkLayer,
                                                          true,
                                                          InterfaceTable::Knowledge::REACHABLE);
    }
}

/// What was begun with the old address goes on, like anything else from away.
void
PreviousRouter::Steer()
{
    const Ipv6Address careOf = m_registration.GetCareOfAddress();
    SteeringAction action;
    if (careOf.IsAny())
    {
        action.verdict = Verdict::DROP;
        action.reason = DropReason::NO_TUNNEL;
    }
    else
    {
        action.verdict = Verdict::TRANSFORM;
        action.transform.source = careOf;
        action.transform.homeAddress = m_place.careOf;
        action.transform.interface = m_parts.interface;
    }
    m_parts.stack->GetSteering()->FromHome(m_place.careOf, action);
}

const FormerPlace&
PreviousRouter::GetPlace() const
{
    return m_place;
}

const HomeRegistration&
PreviousRouter::GetRegistration() const
{
    return m_registration;
}

void
PreviousRouter::OnState(HomeRegistration::State from)
{
    m_needs.onListChange();
    switch (m_registration.GetState())
    {
    case HomeRegistration::State::REGISTERED:
        m_until = m_registration.GetBoundUntil();
        m_end.Schedule(m_until - Simulator::Now(), [this] { m_needs.onEnd(); });
        return;
    case HomeRegistration::State::REJECTED:
    case HomeRegistration::State::REFUSED:
        m_until = Simulator::Now();
        m_end.Schedule(Time(0), [this] { m_needs.onEnd(); });
        return;
    case HomeRegistration::State::IDLE:
        if (from == HomeRegistration::State::DEREGISTERING)
        {
            m_end.Schedule(Time(0), [this] { m_needs.onEnd(); });
        }
        return;
    case HomeRegistration::State::REGISTERING:
    case HomeRegistration::State::REFRESHING:
    case HomeRegistration::State::SEARCHING:
    case HomeRegistration::State::DISCONNECTED:
    case HomeRegistration::State::DEREGISTERING:
        return;
    }
}

DialectProfile
PreviousRouter::GetProfile() const
{
    DialectProfile profile = m_needs.profile();
    // One address it is, and no other of the old link.
    profile.interfaceIdentifierLength = 0;
    return profile;
}

RegistrationPolicy
PreviousRouter::GetPolicy() const
{
    RegistrationPolicy policy;
    policy.refreshPercent = 100;
    policy.retryDelay = Time(0);
    return policy;
}

Time
PreviousRouter::EarliestUpdate(const Ipv6Address& destination, const Ipv6Address& careOf) const
{
    return EarliestBindingUpdate(m_parts.rate, m_needs.profile(), destination, careOf);
}

uint16_t
PreviousRouter::DrawSequence()
{
    return m_needs.drawSequence();
}

uint32_t
PreviousRouter::GetValidity(const HomeRegistration& registration) const
{
    const Time end = std::min(m_until, m_needs.validUntil(registration.GetCareOfAddress()));
    const Time left = std::max(end - Simulator::Now(), Time(0));
    return static_cast<uint32_t>(left.GetTimeStep() / Seconds(1).GetTimeStep());
}

void
PreviousRouter::SendUpdate(const HomeRegistration&, const Signal& update, const Envelope& envelope)
{
    if (Simulator::Now() >= m_until)
    {
        return; // The binding has just ended, and is to.
    }
    Envelope onInterface = envelope;
    onInterface.interface = m_parts.interface;
    onInterface.neighbour = !envelope.careOfSource; // from the old link itself
    NoteBindingUpdate(m_parts.rate,
                      m_needs.profile(),
                      envelope.destination,
                      envelope.careOfSource.value_or(envelope.source));
    m_needs.onListChange();
    m_parts.stack->GetMessagePort()->Send(update, onInterface);
}

Refusal
PreviousRouter::JudgeRefusal(const HomeRegistration&, BindingStatus)
{
    return Refusal::FATAL;
}

bool
PreviousRouter::MayRefresh(const HomeRegistration&) const
{
    return false;
}

} // namespace ns3::nemo
