// SPDX-License-Identifier: GPL-2.0-only
// What a home learns of the prefixes of its home link while it is away. RFC 6275 sections 11.4.2
// and 11.4.3.
#include "ns3/mip6-interface-identifier.h"
#include "ns3/mip6-mobile-node-home.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::nemo
{

namespace
{

constexpr uint8_t ADDRESS_BITS = 128;   ///< Of an IPv6 address.
constexpr uint8_t IDENTIFIER_BITS = 64; ///< Of an address that is formed. RFC 4291 section 2.5.1

/// Two answers about one end are so far apart at most: lifetimes are whole seconds, and not all
/// answers are on their way equally long.
const Time SAME_END = Seconds(2);

} // namespace

MobilePrefixSolicitor::Needs
MobileNodeHome::MakeSolicitorNeeds()
{
    MobilePrefixSolicitor::Needs needs;
    needs.ends = [this]() -> std::optional<MobilePrefixSolicitor::Ends> {
        if (m_isAtHome || !m_registration->IsBound())
        {
            return std::nullopt;
        }
        return MobilePrefixSolicitor::Ends{m_config.homeAddress,
                                           m_registration->GetCareOfAddress(),
                                           m_config.homeAgent,
                                           m_parts.interface};
    };
    needs.schedule = [this]() {
        const DialectProfile profile = GetProfile();
        const auto most = profile.maxPrefixSolicitations;
        return Retransmission::Schedule{profile.initialSolicitTimer,
                                        profile.maxBindackTimeout,
                                        most ? std::optional(*most - 1) : std::nullopt};
    };
    needs.identifier = [this]() { return m_host.DrawSequence(); };
    needs.accepted = [this](const MobilePrefixAdvertisement& message) { OnPrefixes(message); };
    return needs;
}

bool
MobileNodeHome::MayRefresh(const HomeRegistration&) const
{
    return !m_needsPrefixes;
}

void
MobileNodeHome::FollowPrefixes()
{
    using State = HomeRegistration::State;
    switch (m_registration->GetState())
    {
    case State::REGISTERED:
        if (m_needsPrefixes)
        {
            // RFC 6275 section 11.7.3.
            m_solicitor.Solicit();
        }
        ReviewValidity();
        return;
    case State::REFRESHING:
    case State::REGISTERING:
        return;
    case State::IDLE:
    case State::SEARCHING:
    case State::DISCONNECTED:
    case State::DEREGISTERING:
    case State::REJECTED:
    case State::REFUSED:
        m_solicitor.Stop();
        return;
    }
}

/// As if it were an advertisement on the home link. RFC 6275 section 11.4.3.
void
MobileNodeHome::OnPrefixes(const MobilePrefixAdvertisement& message)
{
    m_needsPrefixes = false;
    for (const auto& option : AllOptions<PrefixInformation>(message.options))
    {
        if (option.prefixLength > ADDRESS_BITS)
        {
            continue;
        }
        HomeConfig config;
        config.prefix = NetworkPrefix(option.prefix, option.prefixLength);
        if (config.prefix == m_config.prefix)
        {
            OnOwnPrefix(option);
            continue;
        }
        const bool isUsable = option.autonomous && option.prefixLength == IDENTIFIER_BITS &&
                              option.preferredLifetime > 0 &&
                              option.preferredLifetime <= option.validLifetime;
        if (isUsable)
        {
            config.homeAddress = AddressIn(config.prefix, m_config.homeAddress);
            // With R the option names the home agent's address in the new prefix.
            const Ipv6Address agent = option.routerAddress ? option.prefix : m_config.homeAgent;
            (m_search ? config.firstGuess : config.homeAgent) = agent;
            config.validLifetime = option.validLifetime;
            config.startsAtHome = false;
            if (GetProfile().interfaceIdentifierLength > 0)
            {
                // draft-ietf-mobileip-ipv6-04 section 9.4: the registration stands for it already.
                config.leader = m_config.IsFollower() ? m_config.leader : m_config.homeAddress;
                config.homeAgent = m_config.homeAgent;
            }
            m_host.OnHomePrefix(config);
        }
    }
    m_registration->AllowRefresh();
}

/// Lifetimes may fall at once: the two hours of RFC 4862 section 5.5.3 (e) are against strangers on
/// a link, while this answers a question of ours to the home agent. Only `security` with "prefix"
/// proves that it was the home agent who answered (RFC 6275 section 11.4.3).
void
MobileNodeHome::OnOwnPrefix(const PrefixInformation& option)
{
    const Time now = Simulator::Now();
    const Time end = EndOfLifetime(now, option.validLifetime);
    const bool wasAsked =
        m_validUntil != Time::Max() && (m_solicitAt <= now || m_solicitAt == Time::Max());
    const bool isLastWord = wasAsked && end - SAME_END <= m_validUntil;
    m_validUntil = end;
    m_preferredUntil = EndOfLifetime(now, option.preferredLifetime);
    PlanSolicitation();
    if (isLastWord)
    {
        m_solicitAt = Time::Max();
    }
    ReviewValidity();
    m_host.OnHomeLifetimes(*this);
    if (m_optimizer && !HasEnded())
    {
        m_optimizer->ReviewLifetimes();
    }
}

/// Once for each end, and not as soon as a short lifetime begins.
void
MobileNodeHome::PlanSolicitation()
{
    m_solicitAt = Time::Max();
    if (m_validUntil != Time::Max())
    {
        const Time left = m_validUntil - Simulator::Now();
        m_solicitAt = m_validUntil - std::min(m_host.GetTerms().solicitAhead, left / 2);
    }
}

/// Ask for what is new when the home address is about to become invalid (RFC 6275 section 11.4.2),
/// and give it up when it is.
void
MobileNodeHome::ReviewValidity()
{
    m_validity.Cancel();
    if (m_validUntil == Time::Max() || m_isAtHome)
    {
        return;
    }
    const Time now = Simulator::Now();
    const bool isAboutToEnd = m_solicitAt <= now;
    if (isAboutToEnd && !HasEnded())
    {
        m_solicitor.Solicit();
    }
    const Time next = isAboutToEnd ? m_validUntil : std::min(m_solicitAt, m_validUntil);
    m_validity.Schedule(std::max(next - now, Time(0)),
                        [this] { HasEnded() ? End() : ReviewValidity(); });
}

void
MobileNodeHome::End()
{
    m_careOf = Ipv6Address::GetAny();
    m_solicitor.Stop();
    m_registration->Lose();
    m_optimizer.reset();
    Withdraw();
    m_host.OnHomeLifetimes(*this);
}

} // namespace ns3::nemo
