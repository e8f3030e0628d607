// SPDX-License-Identifier: GPL-2.0-only
// By which registration a home is bound, which home agent it has, where none is configured, and
// what that says of the binding. RFC 6275 sections 11.3.6 and 11.4.1;
// mip6-mobile-node-home-prefixes.cc has what it says of prefixes.
#include "ns3/mip6-followed-binding.h"
#include "ns3/mip6-home-registration.h"
#include "ns3/mip6-mobile-node-home.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::nemo
{

std::unique_ptr<HomeBinding>
MobileNodeHome::MakeRegistration()
{
    if (m_config.IsFollower())
    {
        return std::make_unique<FollowedBinding>(m_config, [this](HomeBinding::State from) {
            OnState(from);
        });
    }
    RegistrationHost& host = *this;
    return std::make_unique<HomeRegistration>(
        m_config,
        m_parts.list,
        host,
        [this](const HomeRegistration&, HomeBinding::State from) { OnState(from); });
}

void
MobileNodeHome::NoteHomeAgent()
{
    const Ipv6Address homeAgent = m_registration->GetHome().homeAgent;
    if (homeAgent == m_config.homeAgent)
    {
        return;
    }
    m_config.homeAgent = homeAgent;
    m_arrival.SetHomeAgent(homeAgent);
    if (m_optimizer)
    {
        m_optimizer->SetHomeAgent(homeAgent);
    }
}

HomeConfig
MobileNodeHome::GetSuccessor() const
{
    HomeConfig config = m_config;
    if (m_search)
    {
        config.firstGuess = m_config.homeAgent;
        config.homeAgent = Ipv6Address::GetAny();
    }
    return config;
}

/// RFC 6275 section 11.3.6: whoever is not the home agent, and as long as it was sent nothing, is
/// none of this home's business.
bool
MobileNodeHome::OnBindingError(const SignalDelivery& delivery)
{
    const auto& error = *delivery.signal.Get<BindingError>();
    const bool isForHome = delivery.destination == m_registration->GetCareOfAddress() ||
                           delivery.destination == m_config.homeAddress;
    if (error.status != BindingErrorStatus::UNKNOWN_BINDING ||
        error.homeAddress != m_config.homeAddress || delivery.source != m_config.homeAgent ||
        !isForHome || !m_parts.list.Find(m_config.homeAgent, m_config.homeAddress))
    {
        return false;
    }
    m_registration->OnUnknownBinding();
    return true;
}

HomeAgentSearch::Needs
MobileNodeHome::MakeSearchNeeds()
{
    HomeAgentSearch::Needs needs;
    needs.question = [this]() {
        HomeAgentQuestion question;
        question.homePrefix = m_config.prefix;
        question.homeAddress = m_config.homeAddress;
        question.lastHomeAgent = m_config.homeAgent;
        question.lifetime = std::min(GetPolicy().lifetime, GetSecondsValid());
        question.careOfAddress = m_registration->GetCareOfAddress();
        question.interface = m_parts.interface;
        question.mobileRouter = m_host.NeedsMobileRouterSupport(*this);
        return question;
    };
    needs.identifier = [this]() { return m_host.DrawSequence(); };
    needs.found = [this](const Ipv6Address& homeAgent) { m_registration->UseHomeAgent(homeAgent); };
    needs.exhausted = [this]() { m_registration->GiveUp(m_refusal); };
    needs.pause = [this](Time last) {
        const RegistrationPolicy policy = GetPolicy();
        return last.IsZero() ? policy.retryDelay
                             : std::max(last, std::min(last * 2, policy.retryMaxDelay));
    };
    return needs;
}

void
MobileNodeHome::Renew()
{
    m_registration->Renew();
}

void
MobileNodeHome::GiveBack(const Ipv6Address& careOfAddress)
{
    m_registration->GiveBack(careOfAddress);
}

void
MobileNodeHome::ReviewTunnel()
{
    ApplyTunnel();
}

bool
MobileNodeHome::IsCorrectable(const HomeRegistration&) const
{
    return m_host.IsCorrectable();
}

std::optional<Ipv6Address>
MobileNodeHome::NextHomeAgent(const HomeRegistration&)
{
    return m_search ? m_search->Next() : std::nullopt;
}

std::vector<Ipv6Address>
MobileNodeHome::GetHomeAgents() const
{
    return m_search ? m_search->GetKnown() : std::vector<Ipv6Address>{};
}

Refusal
MobileNodeHome::JudgeRefusal(const HomeRegistration&, BindingStatus status)
{
    const Refusal refusal = m_host.JudgeRefusal(*this, status);
    if (refusal == Refusal::UNFIT && m_search)
    {
        m_refusal = status;
        m_search->Exclude(m_config.homeAgent);
    }
    return refusal;
}

bool
MobileNodeHome::IsEnough(const HomeRegistration&, const Signal& acknowledgement)
{
    const bool isEnough = m_host.IsEnough(*this, acknowledgement);
    if (!isEnough && m_search)
    {
        // RFC 3963 section 5.3: discovery is performed again, for those that do.
        m_refusal = acknowledgement.Get<BindingAcknowledgement>()->status;
        m_search->Exclude(m_config.homeAgent);
        m_search->AskAgain();
    }
    return isEnough;
}

bool
MobileNodeHome::HasNextHomeAgent(const HomeRegistration&) const
{
    return m_search && m_search->HasNext();
}

void
MobileNodeHome::FollowSearch()
{
    if (!m_search)
    {
        return;
    }
    using State = HomeRegistration::State;
    switch (m_registration->GetState())
    {
    case State::REGISTERED:
        m_search->OnAccepted(m_config.homeAgent);
        return;
    case State::IDLE:
    case State::DISCONNECTED:
    case State::REFUSED:
        m_search->Stop();
        return;
    case State::REGISTERING:
    case State::REFRESHING:
    case State::SEARCHING:
    case State::DEREGISTERING:
    case State::REJECTED:
        return;
    }
}

} // namespace ns3::nemo
