// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-mobile-node-home.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/simulator.h"

// Where a mobile node is as seen from one of its homes, and where the home address therefore has to
// be; mip6-mobile-node-home.cc has the rest.

namespace ns3::nemo
{

bool
MobileNodeHome::IsAtHome() const
{
    return m_isAtHome;
}

bool
MobileNodeHome::IsSettledAtHome() const
{
    return m_isAtHome && m_place == Place::ROAMING &&
           m_registration->GetState() == HomeRegistration::State::IDLE;
}

MobileNodeHome::Place
MobileNodeHome::GetPlace() const
{
    return m_place;
}

std::optional<HeardPrefix>
MobileNodeHome::FindHeard() const
{
    const Time now = Simulator::Now();
    std::optional<HeardPrefix> latest;
    Time lastHeard;
    for (const auto& router : m_parts.stack->GetRouterDiscovery()->RoutersHeard(m_parts.interface))
    {
        const HeardPrefix* heard = router.Find(m_config.prefix, now);
        if (heard && (!latest || router.lastHeard > lastHeard))
        {
            latest = *heard;
            lastHeard = router.lastHeard;
        }
    }
    return latest;
}

Time
MobileNodeHome::GetValidUntil() const
{
    const auto heard = m_isAtHome ? FindHeard() : std::nullopt;
    return heard ? heard->validUntil : m_validUntil;
}

bool
MobileNodeHome::IsDeprecated() const
{
    const auto heard = m_isAtHome ? FindHeard() : std::nullopt;
    return (heard ? heard->preferredUntil : m_preferredUntil) <= Simulator::Now();
}

bool
MobileNodeHome::HasEnded() const
{
    return GetValidUntil() <= Simulator::Now();
}

bool
MobileNodeHome::IsRevivedBy(const HeardRouter& router) const
{
    return HasEnded() && !m_isAtHome && IsHome(router) &&
           m_registration->GetState() != HomeRegistration::State::REFUSED &&
           router.Find(m_config.prefix, Simulator::Now())->validUntil > Simulator::Now();
}

bool
MobileNodeHome::IsHome(const HeardRouter& router) const
{
    const HeardPrefix* heard = router.Find(m_config.prefix, Simulator::Now());
    return !m_config.isVirtual && heard && heard->IsOnLink(Simulator::Now());
}

void
MobileNodeHome::OnRouter(const HeardRouter& router)
{
    if (IsHome(router) && !m_isAtHome && !HasEnded())
    {
        ArriveHome();
    }
    else if (!IsHome(router) && m_isAtHome)
    {
        LeaveHome();
    }
}

void
MobileNodeHome::OnUprooted()
{
    if (m_isAtHome)
    {
        LeaveHome();
    }
}

bool
MobileNodeHome::IsLinkLocalDefended() const
{
    const auto* entry = m_parts.list.Find(m_config.homeAgent, m_config.homeAddress);
    return m_isAtHome && m_registration->MayBeBound() && entry &&
           entry->linkLocalAddressCompatibility;
}

void
MobileNodeHome::SetCareOfAddress(const Ipv6Address& careOfAddress)
{
    if (m_isAtHome || HasEnded() || careOfAddress == m_careOf)
    {
        return;
    }
    m_careOf = careOfAddress;
    if (careOfAddress.IsAny())
    {
        m_registration->Lose();
        return;
    }
    Announce();
}

void
MobileNodeHome::Announce()
{
    if (m_careOf.IsAny() || HasEnded())
    {
        return;
    }
    if (m_host.MustEndBinding(*this))
    {
        m_registration->Deregister(m_careOf);
    }
    else
    {
        m_registration->Register(m_careOf);
    }
}

void
MobileNodeHome::Reconsider()
{
    if (m_search)
    {
        m_search->Restart();
        m_refusal = BindingStatus::MOBILE_ROUTER_OPERATION_NOT_PERMITTED;
    }
    m_registration->Reconsider();
    ApplyTunnel();
    Announce();
}

void
MobileNodeHome::ArriveHome()
{
    m_isAtHome = true;
    // What routers say here takes the place of what was known away (RFC 4862 section 5.5.3).
    NoteValidity();
    m_careOf = Ipv6Address::GetAny();
    m_host.OnAtHome(*this);
    if (!m_registration->MayBeBound() || m_arrival.LearnHomeAgent(m_host.GetLinkTime()))
    {
        GoHome();
        return;
    }
    m_registration->Lose();
    AskForHomeAgent(m_host.GetTerms().solicitsHomeAgent ? m_config.homeAgent
                                                        : m_config.homeAddress);
}

void
MobileNodeHome::AskForHomeAgent(const Ipv6Address& target)
{
    m_arrival.AskForHomeAgent(target, [this, target](bool isKnown) {
        if (isKnown || !m_registration->MayBeBound())
        {
            GoHome();
            return;
        }
        // A home agent that has lost the binding answers for its own address only. As long as none
        // answers the update has to wait, and with it the home address (RFC 6275 section 11.5.5).
        AskForHomeAgent(target == m_config.homeAgent ? m_config.homeAddress : m_config.homeAgent);
    });
}

void
MobileNodeHome::GoHome()
{
    const bool mustDeregister = m_registration->MayBeBound();
    m_registration->ReturnHome();
    ComeWithLeader();
    const bool isLost = m_registration->GetState() == HomeRegistration::State::REFUSED;
    if (!mustDeregister && !isLost && m_place != Place::ROAMING)
    {
        // RFC 6275 section 11.5.5: nobody has defended the address for this node.
        const MobileNodeTerms terms = m_host.GetTerms();
        m_arrival.Reclaim(terms.dadRandomDelay, terms.reclaimInterval, [this]() { PlaceAtHome(); });
    }
}

/// A follower is at home again as soon as the update of its leader has left from there.
void
MobileNodeHome::ComeWithLeader()
{
    if (m_config.IsFollower() && m_isAtHome && m_place == Place::TRANSFORM &&
        m_registration->GetState() == HomeRegistration::State::DEREGISTERING)
    {
        PlaceAtHome();
    }
}

/// draft-ietf-mobileip-ipv6-04 section 8.5: as soon as the home registration is deleted. An address
/// that somebody has taken meanwhile is given up until it is free.
void
MobileNodeHome::ProbeAtHome()
{
    if (!GetProfile().probesAtReturn || m_place != Place::ROAMING)
    {
        return;
    }
    m_arrival.Reclaim(
        Time(0),
        m_host.GetTerms().reclaimInterval,
        [this]() {
            if (m_place != Place::ROAMING)
            {
                PlaceAtHome();
            }
        },
        [this]() {
            if (m_place == Place::ROAMING)
            {
                Withdraw();
            }
        });
}

void
MobileNodeHome::LeaveHome()
{
    NoteValidity();
    m_arrival.Cancel();
    m_registration->Lose();
    m_isAtHome = false;
    m_host.OnAtHome(*this);
    if (m_place == Place::ROAMING)
    {
        PlaceAway();
    }
    ReviewValidity();
}

void
MobileNodeHome::NoteValidity()
{
    if (const auto heard = FindHeard())
    {
        m_validUntil = heard->validUntil;
        m_preferredUntil = heard->preferredUntil;
        PlanSolicitation();
    }
    ReviewValidity();
}

void
MobileNodeHome::PlaceAtHome()
{
    const auto interfaces = m_parts.stack->GetInterfaceTable();
    const auto steering = m_parts.stack->GetSteering();
    steering->ForgetHome(m_config.homeAddress);
    steering->ForgetTunnel(NetworkPrefix(m_config.homeAddress, 128));
    interfaces->RemoveAddress(m_parts.stack->GetTransformInterface(), m_config.homeAddress);
    // A home address out of a mobile network prefix is of no link (RFC 3963 section 3).
    const bool isOnLink = m_config.prefix.Contains(m_config.homeAddress);
    interfaces->AddAddress(m_parts.interface,
                           m_config.homeAddress,
                           isOnLink ? m_config.prefix.length : uint8_t(128),
                           true);
    m_place = Place::ROAMING;
    m_host.OnPlaced(*this);
}

void
MobileNodeHome::PlaceAway()
{
    const auto interfaces = m_parts.stack->GetInterfaceTable();
    interfaces->RemoveAddress(m_parts.interface, m_config.homeAddress);
    // With a route, so that it is found by whom this node forwards for.
    interfaces->AddAddress(m_parts.stack->GetTransformInterface(), m_config.homeAddress, 128, true);
    m_place = Place::TRANSFORM;
    m_host.OnPlaced(*this);
    ApplyTunnel();
}

void
MobileNodeHome::Withdraw()
{
    const auto interfaces = m_parts.stack->GetInterfaceTable();
    const auto steering = m_parts.stack->GetSteering();
    steering->ForgetHome(m_config.homeAddress);
    steering->ForgetTunnel(NetworkPrefix(m_config.homeAddress, 128));
    interfaces->RemoveAddress(m_parts.interface, m_config.homeAddress);
    interfaces->RemoveAddress(m_parts.stack->GetTransformInterface(), m_config.homeAddress);
    m_place = Place::NOWHERE;
    m_host.OnPlaced(*this);
}

void
MobileNodeHome::CloseForGood()
{
    // What has taken the address before goes on sending with it, and nothing else would stop that.
    SteeringAction closed;
    closed.verdict = Verdict::DROP;
    closed.reason = DropReason::HOME_ADDRESS_LOST;
    m_parts.stack->GetSteering()->FromHome(m_config.homeAddress, closed);
}

} // namespace ns3::nemo
