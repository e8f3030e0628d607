// SPDX-License-Identifier: GPL-2.0-only
// The way of a Binding Update through BindingRegistrar: judged, prepared,
// answered.
#include "ns3/mip6-binding-answer.h"
#include "ns3/mip6-binding-registrar.h"
#include "ns3/mip6-sequence-number.h"
#include "ns3/simulator.h"

namespace ns3::nemo
{

bool
BindingRegistrar::OnUpdate(const SignalDelivery& delivery)
{
    BindingRequest request = BindingRequest::Of(delivery);
    FollowHomeRegistration(request);
    if (m_correspondent && !request.update.homeRegistration)
    {
        request.authorization = m_correspondent->Authorize(request);
    }
    const Judgement judgement = Judge(request);
    auto reason = judgement.outcome == Judgement::Outcome::DISCARD ? std::optional(judgement.reason)
                                                                   : std::nullopt;
    const auto pending = m_pending.find(request.homeAddress);
    if (pending != m_pending.end() && request.update.homeRegistration &&
        judgement.status != BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW &&
        !IsNewer(request.update.sequence, pending->second.request.update.sequence))
    {
        // The newest is answered when the wait is over, and by that answer the
        // older ones too.
        reason = reason.value_or(DropReason::SUPERSEDED_UPDATE);
    }
    if (reason)
    {
        m_port->Discard(*reason, delivery);
        m_drop(*reason, request.homeAddress);
        return true;
    }
    CountSkipped(request, delivery.packet);
    Act(request, judgement);
    return true;
}

/// draft-ietf-mobileip-ipv6-04 section 7.7: a home registration is not to be removed, so an update
/// without H for its home address changes it, and leaves it one.
void
BindingRegistrar::FollowHomeRegistration(BindingRequest& request) const
{
    const Binding* served = m_cache.Find(request.homeAddress);
    if (served && GetProfile().bindsHomeAddressOnce && !request.update.homeRegistration)
    {
        request.update.homeRegistration = true;
        request.update.interfaceIdentifierLength = served->interfaceIdentifierLength;
    }
}

Judgement
BindingRegistrar::Judge(const BindingRequest& request) const
{
    const DialectProfile profile = GetProfile();
    const BindingJudge::Facts facts{
        m_cache,
        m_effects->GetForwarded(),
        m_policy,
        m_correspondent ? std::optional(m_correspondent->GetTerms()) : std::nullopt,
        profile,
        [this](const Ipv6Address& address) { return m_interfaces->Has(address); },
        [this](const BindingCache::Key& key, std::size_t limit) { return HasRoom(key, limit); }};
    return BindingJudge(facts, Simulator::Now()).Judge(request);
}

void
BindingRegistrar::Act(const BindingRequest& request, const Judgement& judgement)
{
    switch (judgement.outcome)
    {
    case Judgement::Outcome::DISCARD:
        return;
    case Judgement::Outcome::REFUSE:
        if (judgement.dropsPrefixes)
        {
            if (const Binding* entry = m_cache.Find(request.homeAddress))
            {
                KeepPrefixesExcept(request.homeAddress, std::vector(entry->prefixes));
            }
        }
        Refuse(request, judgement);
        return;
    case Judgement::Outcome::DELETE:
        if (request.update.homeRegistration)
        {
            ForgetPending(request.homeAddress);
        }
        Delete(request);
        AnswerDeletion(request, judgement);
        return;
    case Judgement::Outcome::REGISTER:
        if (request.update.homeRegistration)
        {
            Prepare(request, judgement);
            return;
        }
        Register(request, judgement);
        return;
    }
}

void
BindingRegistrar::Prepare(const BindingRequest& request, const Judgement& judgement)
{
    Pending& pending = m_pending[request.homeAddress];
    pending.request = request;
    const bool mustProbe = GetProfile().homeAddressDad && judgement.service.interface &&
                           !m_cache.Find(request.homeAddress);
    Progress progress =
        mustProbe ? ProbeAddresses(pending, *judgement.service.interface) : Progress::DONE;
    Judgement answer = Judgement::Refuse(BindingStatus::DUPLICATE_ADDRESS_DETECTION_FAILED);
    if (progress == Progress::DONE)
    {
        answer = judgement;
        progress = PreparePrefixes(pending, answer);
    }
    switch (progress)
    {
    case Progress::WAITING:
        return;
    case Progress::FAILED:
        Refuse(request, answer);
        return;
    case Progress::DONE:
        pending.leases.Keep();
        ForgetPending(request.homeAddress);
        Register(request, answer);
        return;
    }
}

BindingRegistrar::Progress
BindingRegistrar::ProbeAddresses(Pending& pending, uint32_t interface)
{
    const Ipv6Address home = pending.request.homeAddress;
    pending.interface = interface;
    auto progress = Progress::DONE;
    for (const auto& address :
         BindingEffects::DefendedAddresses(home,
                                           pending.request.update.linkLocalAddressCompatibility))
    {
        const auto [probe, isNew] = pending.probed.try_emplace(address);
        if (isNew)
        {
            // Nobody on the link could say so of these: the node has them itself, or
            // keeps or tests them for another home address with this interface
            // identifier.
            if (m_interfaces->Has(address) || m_proxy->IsAnswering(address, interface) ||
                m_proxy->IsProbing(address, interface))
            {
                probe->second = false;
                return Progress::FAILED;
            }
            m_proxy->Probe(address, interface, {}, [this, home, address](bool isFree) {
                OnProbed(home, address, isFree);
            });
        }
        if (probe->second == false)
        {
            return Progress::FAILED;
        }
        if (!probe->second)
        {
            progress = Progress::WAITING;
        }
    }
    return progress;
}

void
BindingRegistrar::OnProbed(const Ipv6Address& home, const Ipv6Address& address, bool isFree)
{
    const auto pending = m_pending.find(home);
    if (pending != m_pending.end())
    {
        pending->second.probed[address] = isFree;
        Resume(home);
    }
}

BindingRegistrar::Progress
BindingRegistrar::SetUpForwarding(Pending& pending, const std::vector<NetworkPrefix>& prefixes)
{
    if (pending.setUp != prefixes)
    {
        pending.setUp = prefixes;
        const Ipv6Address home = pending.request.homeAddress;
        const auto duration = m_policy->SetUpForwarding(home, prefixes);
        if (!duration)
        {
            return Progress::FAILED;
        }
        if (duration->IsStrictlyPositive())
        {
            pending.setUpEnd.Schedule(*duration, [this, home] { Resume(home); });
        }
        else
        {
            pending.setUpEnd.Cancel();
        }
    }
    return pending.setUpEnd.IsRunning() ? Progress::WAITING : Progress::DONE;
}

void
BindingRegistrar::Resume(const Ipv6Address& home)
{
    const BindingRequest request = m_pending.at(home).request;
    const Judgement judgement = Judge(request);
    if (judgement.outcome != Judgement::Outcome::REGISTER)
    {
        // Whatever stands in its way now, it does not wait any more.
        ForgetPending(home);
    }
    Act(request, judgement);
}

void
BindingRegistrar::ForgetPending(const Ipv6Address& home)
{
    const auto pending = m_pending.find(home);
    if (pending == m_pending.end())
    {
        return;
    }
    for (const auto& [address, isFree] : pending->second.probed)
    {
        if (!isFree)
        {
            m_proxy->CancelProbe(address, pending->second.interface);
        }
    }
    m_pending.erase(pending);
}

void
BindingRegistrar::Refuse(const BindingRequest& request, const Judgement& judgement)
{
    // A node whose newest update is refused does not wait for the answer to an
    // older one.
    const auto pending = m_pending.find(request.homeAddress);
    if (pending != m_pending.end() && request.update.homeRegistration &&
        judgement.status != BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW)
    {
        ForgetPending(request.homeAddress);
    }
    Answer(request, judgement);
}

void
BindingRegistrar::Answer(const BindingRequest& request, const Judgement& judgement)
{
    m_updateJudged(request.homeAddress, judgement.status);
    const DialectProfile profile = GetProfile();
    if (MustAnswer(request, judgement, profile))
    {
        // As a home agent it has no data of its own, and the node waits.
        const Time delay = request.update.homeRegistration ? Time(0) : profile.piggybackDelay;
        m_port->SendWithin(delay,
                           MakeAcknowledgement(request, judgement, m_policy),
                           AddressAcknowledgement(request, judgement, m_policy, profile));
    }
}

} // namespace ns3::nemo
