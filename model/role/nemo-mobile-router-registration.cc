// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-mobility-stack.h"
#include "ns3/nemo-mobile-router.h"

#include <algorithm>

// What a mobile router asks of its home agents, from which home, and what it makes of their
// answers. RFC 3963 sections 5.2 to 5.4.

namespace ns3::nemo
{

RegistrationWays
MobileRouter::MakeWays() const
{
    std::vector<RegistrationWay> ways;
    if (m_isMobileRouter)
    {
        ways.emplace_back(m_network.GetMode());
        if (m_hasFallbackMode)
        {
            ways.emplace_back(m_fallbackMode);
        }
    }
    if (!m_isMobileRouter || m_fallsBackToHost)
    {
        ways.emplace_back(std::nullopt);
    }
    return RegistrationWays(ways);
}

/// What is wanted has changed: nothing has been refused yet.
void
MobileRouter::BeginAnew()
{
    m_ways = MakeWays();
    m_wayFailed.Cancel();
    if (IsRunning())
    {
        Reconsider();
    }
}

RegistrationWay
MobileRouter::GetWay() const
{
    return m_ways.GetWay();
}

bool
MobileRouter::HasGivenUp() const
{
    return m_ways.IsOver();
}

bool
MobileRouter::WasMobileRouter(const MobileNodeHome& home) const
{
    const HomeConfig& config = home.GetConfig();
    const auto* entry = GetBindingUpdateList().Find(config.homeAgent, config.homeAddress);
    return entry && home.GetRegistration().MayBeBound() ? entry->mobileRouter
                                                        : NeedsMobileRouterSupport(home);
}

bool
MobileRouter::MustEndBinding(const MobileNodeHome& home) const
{
    return WasMobileRouter(home) != NeedsMobileRouterSupport(home);
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
    body.mobileRouter = NeedsMobileRouterSupport(home);
    if (body.mobileRouter)
    {
        WritePrefixes(home, *m_ways.GetWay(), update);
    }
}

bool
MobileRouter::NeedsMobileRouterSupport(const MobileNodeHome& home) const
{
    return IsOfNetwork(home) && m_ways.GetWay().has_value();
}

bool
MobileRouter::IsEnough(const MobileNodeHome& home, const Signal& acknowledgement) const
{
    // RFC 3963 section 5.3: without R the home agent does not serve mobile routers.
    return !NeedsMobileRouterSupport(home) ||
           acknowledgement.Get<BindingAcknowledgement>()->mobileRouter;
}

Refusal
MobileRouter::JudgeRefusal(const MobileNodeHome& home, BindingStatus status)
{
    return !IsOfNetwork(home) || m_isToldWhy ? Refusal::ORDINARY : m_ways.OnRefusal(status);
}

void
MobileRouter::OnRegistrationState(const MobileNodeHome& home, HomeRegistration::State from)
{
    using State = HomeRegistration::State;
    MobileNode::OnRegistrationState(home, from);
    PlanNetworkHome();
    if (!IsOfNetwork(home))
    {
        return;
    }
    const HomeBinding& registration = home.GetRegistration();
    if (registration.GetState() == State::REGISTERED)
    {
        OnAccepted();
    }
    else if (registration.GetState() == State::REJECTED && !m_isToldWhy && !m_ways.IsOver() &&
             m_ways.IsFailure(*registration.GetRejection()))
    {
        // The state is being entered: what it is left by comes after.
        m_wayFailed.Schedule(Time(0), [this]() { OnWayFailed(); });
    }
}

void
MobileRouter::OnAccepted()
{
    m_ways.OnAccepted();
    if (m_hasNoPrefixes && !m_ways.HasLostPrefixes())
    {
        m_hasNoPrefixes = false;
        m_network.AdvertisePrefixes(*GetStack(), true);
    }
}

void
MobileRouter::OnWayFailed()
{
    const MobileNodeHome& home = GetNetworkHome();
    const auto rejection = home.GetRegistration().GetRejection();
    if (!rejection || m_ways.IsOver())
    {
        return;
    }
    const bool isAnyLeft = m_ways.OnFailed(*rejection);
    const bool goesOn = isAnyLeft && NeedsMobileRouterSupport(home);
    if (!goesOn && m_ways.HasLostPrefixes() && !m_hasNoPrefixes)
    {
        // RFC 3963 section 5.4.2; nothing but the configuration can tell of others.
        m_hasNoPrefixes = true;
        m_network.AdvertisePrefixes(*GetStack(), false);
    }
    m_wayFailedTrace(home.GetConfig().homeAddress, *rejection, goesOn);
    if (isAnyLeft)
    {
        Reconsider();
    }
}

/// The home that the network's packets go by: the same as long as it can be used, then the next.
MobileNodeHome&
MobileRouter::GetNetworkHome() const
{
    const auto isUsable = [](const auto& home) {
        return !home->HasEnded() &&
               home->GetRegistration().GetState() != HomeRegistration::State::REFUSED;
    };
    const auto& homes = GetHomes();
    const auto present = std::find_if(homes.begin(), homes.end(), [this](const auto& home) {
        return home->GetConfig().homeAddress == m_networkHome;
    });
    if (present != homes.end() && isUsable(*present))
    {
        return **present;
    }
    const auto next = std::find_if(homes.begin(), homes.end(), isUsable);
    return next != homes.end() ? **next : present != homes.end() ? **present : *homes.front();
}

/// The network goes by another home from now on, if it has to: its home agent may have had the node
/// for a mobile host until now, so that what is bound ends first (RFC 3963 section 5.2).
void
MobileRouter::ReviewNetworkHome()
{
    MobileNodeHome& home = GetNetworkHome();
    if (home.GetConfig().homeAddress == m_networkHome)
    {
        return;
    }
    for (const auto& before : GetHomes())
    {
        // Its home agent, which counts in whole seconds, too, forwards nothing to two of them.
        if (before->GetConfig().homeAddress == m_networkHome && before->HasEnded() &&
            !GetCareOfAddress().IsAny())
        {
            before->GiveBack(GetCareOfAddress());
        }
    }
    CloseTunnel(m_networkHome);
    m_networkHome = home.GetConfig().homeAddress;
    m_ways = MakeWays();
    OnPlaced(home);
    home.Reconsider();
}

void
MobileRouter::OnHomeLifetimes(const MobileNodeHome& home)
{
    MobileNode::OnHomeLifetimes(home);
    PlanNetworkHome();
}

/// The home that tells of itself is not done with it yet.
void
MobileRouter::PlanNetworkHome()
{
    if (!m_networkHome.IsAny() && GetNetworkHome().GetConfig().homeAddress != m_networkHome)
    {
        m_homeReview.Schedule(Time(0), [this]() { ReviewNetworkHome(); });
    }
}

bool
MobileRouter::IsOfNetwork(const MobileNodeHome& home) const
{
    return &GetNetworkHome() == &home;
}

} // namespace ns3::nemo
