// SPDX-License-Identifier: GPL-2.0-only
// The mobile router asks for prefixes, and numbers its network with what it gets.
// draft-ietf-nemo-prefix-delegation-00 sections 5.7 and 7.
#include "ns3/mip6-lifetime.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/nemo-mobile-router.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <variant>

namespace ns3::nemo
{

namespace
{

/// What an acknowledgement says of prefixes that are not of the configuration. What it says of the
/// lifetimes of those that are is done. Section 5.1.
Signal
ReadClaims(const Signal& acknowledgement, MobileNetwork& network, MobilityStack& stack)
{
    const auto claims = network.GetConfigured();
    const auto isClaim = [&](const Ipv6Address& address, uint8_t length) {
        return length <= 128 &&
               std::find(claims.begin(), claims.end(), NetworkPrefix(address, length)) !=
                   claims.end();
    };
    Signal others{acknowledgement.body, {}};
    for (const auto& option : acknowledgement.options)
    {
        const auto* listed = std::get_if<MobileNetworkPrefixOption>(&option);
        const auto* news = std::get_if<MobileNetworkPrefixConfirmation>(&option);
        const bool isNews = news && !news->delegated && isClaim(news->prefix, news->prefixLength);
        if (isNews && news->status == PrefixStatus::OK)
        {
            network.SetEnd(stack,
                           NetworkPrefix(news->prefix, news->prefixLength),
                           EndOfLifetime(Simulator::Now(), news->validLifetime));
        }
        if (!isNews && !(listed && isClaim(listed->prefix, listed->prefixLength)))
        {
            others.options.push_back(option);
        }
    }
    return others;
}

} // namespace

void
MobileRouter::AddPrefixWish(const PrefixWish& wish)
{
    m_requests.Add(wish);
}

const PrefixRequests&
MobileRouter::GetPrefixRequests() const
{
    return m_requests;
}

bool
MobileRouter::IsDelegating() const
{
    return m_network.GetMode() == MobileNetwork::Mode::DELEGATED || m_requests.HasWishes() ||
           m_listRequest == LIST_ALWAYS;
}

void
MobileRouter::StartDelegation()
{
    m_requests.SetPause({m_prefixRetryDelay, m_prefixRetryMaxDelay});
    m_requests.TakeOnListed(m_network.GetMode() == MobileNetwork::Mode::DELEGATED,
                            m_network.GetFirstLink());
    m_requests.Restart(m_keepsPersistent, Simulator::Now());
    m_asked = Ipv6Address::GetAny();
    m_wantsList = IsDelegating() && m_listRequest != LIST_NEVER;
    for (const HeldPrefix& held : m_requests.GetHeld())
    {
        m_network.Number(*GetStack(), held.interface, held.prefix, held.expires);
    }
    PlanPrefixes();
}

void
MobileRouter::StopDelegation()
{
    m_askAgain.Cancel();
    m_prefixEvent.Cancel();
    m_network.ForgetGiven();
}

void
MobileRouter::WritePrefixes(const MobileNodeHome& home, MobileNetwork::Mode mode, Signal& update)
{
    if (!IsDelegating())
    {
        m_network.Write(update, mode);
        return;
    }
    const Ipv6Address& homeAgent = home.GetConfig().homeAgent;
    if (!m_asked.IsAny() && homeAgent != m_asked)
    {
        m_requests.OnHomeAgentChange();
    }
    m_asked = homeAgent;
    m_network.Write(update, mode, m_requests.MustList());
    m_requests.Write(update, Simulator::Now());
    // What has changed while there was no binding was not told.
    const bool isAnew = m_listRequest != LIST_NEVER && !home.GetRegistration().IsBound();
    std::get<BindingUpdate>(update.body).prefixDelegation = m_wantsList || isAnew;
}

void
MobileRouter::OnAcknowledgement(const MobileNodeHome& home, const Signal& acknowledgement)
{
    m_isCorrectable = false;
    m_isToldWhy = false;
    if (!IsOfNetwork(home) || !IsDelegating())
    {
        return;
    }
    CountSkipped(acknowledgement);
    const auto& body = *acknowledgement.Get<BindingAcknowledgement>();
    if (home.GetRegistration().GetState() == HomeRegistration::State::DEREGISTERING)
    {
        PrefixRequests::Changes changes;
        changes.lost = m_requests.EndTransient();
        Apply(changes);
        return;
    }
    if (IsAccepted(body.status) || (body.prefixDelegation && body.mobileRouter))
    {
        m_wantsList = m_listRequest == LIST_ALWAYS;
    }
    const Signal others = ReadClaims(acknowledgement, m_network, *GetStack());
    const auto changes = m_requests.Read(others, Simulator::Now(), m_network.GetClaims());
    m_isCorrectable = changes.isAgain && !changes.isElsewhere && !changes.isUnsupported;
    // Of a home agent without support for mobile routers nothing else matters.
    m_isToldWhy = body.status != BindingStatus::MOBILE_ROUTER_OPERATION_NOT_PERMITTED &&
                  (m_isCorrectable || body.prefixDelegation ||
                   !acknowledgement.Options<MobileNetworkPrefixConfirmation>().empty());
    Apply(changes);
    if (changes.isAgain && (IsAccepted(body.status) || m_isToldWhy))
    {
        // The state that the answer leads to comes first.
        m_askAgain.Schedule(Time(0), [this] { AskAgain(); });
    }
    PlanPrefixes();
}

bool
MobileRouter::IsCorrectable() const
{
    return m_isCorrectable;
}

/// Options of prefix delegation that are not read; the rest of the message is.
void
MobileRouter::CountSkipped(const Signal& acknowledgement) const
{
    for (const auto& option : acknowledgement.options)
    {
        const auto* malformed = std::get_if<MalformedOption>(&option);
        const bool isMalformed =
            malformed &&
            malformed->type > static_cast<uint8_t>(MobilityOptionType::MOBILE_NETWORK_PREFIX);
        if (isMalformed || std::holds_alternative<MobileNetworkPrefixRequest>(option))
        {
            GetStack()->GetPacketPath()->Drop(DropReason::SKIPPED_OPTION, Create<Packet>());
        }
    }
}

void
MobileRouter::Apply(const PrefixRequests::Changes& changes)
{
    MobilityStack& stack = *GetStack();
    for (const HeldPrefix& held : changes.lost)
    {
        m_network.Withdraw(stack, held.prefix);
        m_heldTrace(held, false);
    }
    for (const HeldPrefix& held : changes.gained)
    {
        m_network.Number(stack, held.interface, held.prefix, held.expires);
        m_heldTrace(held, true);
    }
    for (const HeldPrefix& held : changes.changed)
    {
        m_network.SetEnd(stack, held.prefix, held.expires);
    }
    for (const PrefixStatus status : changes.refused)
    {
        m_refusedTrace(status);
    }
    for (const NetworkPrefix& prefix : changes.unexpected)
    {
        if (!m_network.Covers(prefix))
        {
            m_mismatchTrace(prefix);
        }
    }
    for (std::size_t i = 0; i < changes.unknownCorrelators; ++i)
    {
        stack.GetPacketPath()->Drop(DropReason::UNKNOWN_CORRELATOR, Create<Packet>());
    }
    if (changes.isUnsupported)
    {
        m_unsupportedTrace(m_asked);
    }
    if (!changes.lost.empty() || !changes.gained.empty())
    {
        ReviewHomeProxy(GetNetworkHome());
        GetNetworkHome().ReviewTunnel();
    }
}

void
MobileRouter::AskAgain()
{
    MobileNodeHome& home = GetNetworkHome();
    if (home.GetRegistration().GetState() == HomeRegistration::State::REJECTED)
    {
        Reconsider();
        return;
    }
    // If an update is under way, the next one has it.
    home.Renew();
}

void
MobileRouter::PlanPrefixes()
{
    const Time now = Simulator::Now();
    const Time next = std::min(m_requests.NextEvent(now).value_or(Time::Max()),
                               m_network.NextEnd(now).value_or(Time::Max()));
    if (next != Time::Max())
    {
        m_prefixEvent.Schedule(std::max(next - now, Time(0)), [this] { OnPrefixEvent(); });
    }
    else
    {
        m_prefixEvent.Cancel();
    }
}

void
MobileRouter::OnPrefixEvent()
{
    PrefixRequests::Changes changes;
    changes.lost = m_requests.Expire(Simulator::Now());
    Apply(changes);
    // A prefix of the configuration may be the one that has ended.
    GetNetworkHome().ReviewTunnel();
    if (m_requests.IsDue(Simulator::Now()))
    {
        AskAgain();
    }
    PlanPrefixes();
}

void
MobileRouter::DoDispose()
{
    StopDelegation();
    MobileNode::DoDispose();
}

} // namespace ns3::nemo
