// SPDX-License-Identifier: GPL-2.0-only
// What BindingRegistrar does about the prefixes of an update that is to be registered: those that
// it asks for are given, and forwarding is made ready for all.
// draft-ietf-nemo-prefix-delegation-00 section 8.
#include "ns3/mip6-binding-registrar.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

namespace
{

std::vector<NetworkPrefix>
Union(std::vector<NetworkPrefix> prefixes, const std::vector<NetworkPrefix>& more)
{
    for (const auto& prefix : more)
    {
        if (std::find(prefixes.begin(), prefixes.end(), prefix) == prefixes.end())
        {
            prefixes.push_back(prefix);
        }
    }
    return prefixes;
}

} // namespace

/// If it fails, `judgement` becomes the refusal.
BindingRegistrar::Progress
BindingRegistrar::PreparePrefixes(Pending& pending, Judgement& judgement)
{
    const auto* delegation = m_policy->FindDelegation();
    // What an earlier turn has given is given again, if it is asked for still.
    pending.leases.Release();
    if (!delegation || !delegation->HasRequest(pending.request.options))
    {
        return PrepareListed(pending, judgement);
    }
    DelegationOutcome outcome = delegation->Serve(pending.request, judgement);
    if (!outcome.prefixes.empty())
    {
        auto prefixes = Union(judgement.prefixes, outcome.prefixes);
        // An authority that others use, too, does not know what this home agent forwards.
        const bool isTaken =
            std::any_of(prefixes.begin(), prefixes.end(), [&](const NetworkPrefix& prefix) {
                return m_effects->GetForwarded().OverlapsOther(pending.request.homeAddress, prefix);
            });
        const Progress progress = isTaken ? Progress::FAILED : SetUpForwarding(pending, prefixes);
        if (progress != Progress::FAILED)
        {
            pending.leases = std::move(outcome.hold);
            judgement.confirmations = std::move(outcome.confirmations);
            judgement.prefixes = std::move(prefixes);
            return progress;
        }
        delegation->TakeBack(outcome, judgement);
    }
    judgement.confirmations = std::move(outcome.confirmations);
    if (outcome.isRefused)
    {
        judgement.outcome = Judgement::Outcome::REFUSE;
        judgement.status = BindingStatus::FORWARDING_SETUP_FAILED;
        return Progress::FAILED;
    }
    return PrepareListed(pending, judgement);
}

/// RFC 3963 section 6.2: if it fails, not to any of the prefixes; what else is bound stays.
BindingRegistrar::Progress
BindingRegistrar::PrepareListed(Pending& pending, Judgement& judgement)
{
    const Progress progress = SetUpForwarding(pending, judgement.prefixes);
    if (progress != Progress::FAILED)
    {
        return progress;
    }
    KeepPrefixesExcept(pending.request.homeAddress, judgement.prefixes);
    judgement.outcome = Judgement::Outcome::REFUSE;
    judgement.status = BindingStatus::INVALID_PREFIX;
    if (m_policy->FindDelegation())
    {
        for (const auto& prefix : judgement.prefixes)
        {
            MobileNetworkPrefixConfirmation confirmation;
            confirmation.prefix = prefix.address;
            confirmation.prefixLength = prefix.length;
            confirmation.status = PrefixStatus::INSUFFICIENT_RESOURCES;
            judgement.confirmations.push_back(confirmation);
        }
    }
    return progress;
}

void
BindingRegistrar::WithdrawPrefix(const Ipv6Address& homeAddress, const NetworkPrefix& prefix)
{
    KeepPrefixesExcept(homeAddress, {prefix});
}

void
BindingRegistrar::AnswerDeletion(const BindingRequest& request, const Judgement& judgement)
{
    Judgement answer = judgement;
    const auto* delegation =
        m_policy && request.update.homeRegistration ? m_policy->FindDelegation() : nullptr;
    if (delegation)
    {
        answer.confirmations = delegation->ServeDeletion(request);
    }
    Answer(request, answer);
}

/// Options of prefix delegation that are not read; the rest of the update is.
void
BindingRegistrar::CountSkipped(const BindingRequest& request, Ptr<const Packet> packet) const
{
    const auto* delegation = m_policy ? m_policy->FindDelegation() : nullptr;
    if (!delegation)
    {
        return;
    }
    const bool isForHome = request.update.homeRegistration;
    const std::size_t skipped = PrefixDelegation::CountSkipped(request.options, isForHome);
    const std::size_t excess = isForHome ? delegation->CountExcess(request.options) : 0;
    for (std::size_t i = 0; i < skipped; ++i)
    {
        m_path->Drop(DropReason::SKIPPED_OPTION, packet);
    }
    for (std::size_t i = 0; i < excess; ++i)
    {
        m_path->Drop(DropReason::TOO_MANY_REQUESTS, packet);
    }
}

} // namespace ns3::nemo
