// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-binding-answer.h"

#include "ns3/mip6-lifetime.h"
#include "ns3/nemo-prefix-delegation.h"

#include <algorithm>

namespace ns3::nemo
{

bool
MustAnswer(const BindingRequest& request, const Judgement& judgement, const DialectProfile& profile)
{
    if (request.update.acknowledge || !profile.answersUnasked)
    {
        return request.update.acknowledge;
    }
    if (request.update.homeRegistration)
    {
        return true;
    }
    switch (judgement.status)
    {
    case BindingStatus::INSUFFICIENT_RESOURCES:
    case BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW:
    case BindingStatus::EXPIRED_HOME_NONCE_INDEX:
    case BindingStatus::EXPIRED_CARE_OF_NONCE_INDEX:
    case BindingStatus::EXPIRED_NONCES:
        return true;
    default:
        return false;
    }
}

Binding
MakeBinding(const BindingRequest& request, const Judgement& judgement, Time now)
{
    const BindingUpdate& update = request.update;
    Binding binding;
    binding.homeAddress = request.homeAddress;
    binding.careOfAddress = request.careOfAddress;
    binding.homeAgentAddress = request.destination;
    binding.lifetime = judgement.lifetime;
    binding.expires = EndOfLifetime(now, judgement.lifetime);
    binding.interface = judgement.service.interface.value_or(0);
    binding.sequence = update.sequence;
    binding.homeRegistration = update.homeRegistration;
    binding.mobileRouter = judgement.mobileRouter;
    // These two are between a mobile node and its home agent: RFC 6275 section 9.5.1.
    binding.linkLocalAddressCompatibility =
        update.homeRegistration && update.linkLocalAddressCompatibility;
    binding.keyManagementMobility = update.homeRegistration && update.keyManagementMobility;
    binding.acknowledge = update.acknowledge;
    binding.interfaceIdentifierLength =
        update.homeRegistration ? update.interfaceIdentifierLength : uint8_t{0};
    binding.explicitPrefixes = judgement.explicitPrefixes;
    binding.prefixes = judgement.prefixes;
    return binding;
}

Signal
MakeAcknowledgement(const BindingRequest& request,
                    const Judgement& judgement,
                    const HomePolicy* policy)
{
    BindingAcknowledgement answer;
    answer.status = judgement.status;
    answer.sequence = judgement.lastSequence.value_or(request.update.sequence);
    answer.mobileRouter = BindingJudge::AnswersWithMobileRouter(request, policy);
    Signal signal;
    if (judgement.outcome == Judgement::Outcome::REGISTER)
    {
        answer.lifetime = judgement.lifetime;
        const auto advice =
            request.update.homeRegistration ? policy->GetTerms().refreshAdvice : std::nullopt;
        answer.refresh = std::min(advice.value_or(judgement.lifetime), judgement.lifetime);
        // RFC 6275 section 10.3.1; compared as sent, in units.
        if (advice && LifetimeUnits(*advice) > 0 &&
            LifetimeUnits(*advice) < LifetimeUnits(judgement.lifetime))
        {
            signal.options.emplace_back(BindingRefreshAdvice::FromSeconds(*advice));
        }
    }
    for (const auto& confirmation : judgement.confirmations)
    {
        signal.options.emplace_back(confirmation);
    }
    signal.body = answer;
    const auto* delegation = policy ? policy->FindDelegation() : nullptr;
    if (answer.mobileRouter && delegation)
    {
        delegation->Complete(request, signal);
    }
    return signal;
}

Envelope
AddressAcknowledgement(const BindingRequest& request,
                       const Judgement& judgement,
                       const HomePolicy* policy,
                       const DialectProfile& profile)
{
    Envelope envelope;
    envelope.source = request.destination;
    if (profile.discoversByUpdate && policy)
    {
        // draft-ietf-mobileip-ipv6-04 section 8.1: an anycast address is no source.
        envelope.source = policy->FindDiscovered(request.destination).value_or(envelope.source);
    }
    const Ipv6Address careOf =
        profile.answersByCareOfAddress ? request.careOfAddress : request.source;
    envelope.destination = request.homeAddress;
    if (judgement.status != request.authorization.refusal)
    {
        envelope.authority = request.authorization.proof;
    }
    // An option that names the source itself leads nowhere else: the node is at home.
    if (request.homeAddressOption && careOf != request.homeAddress)
    {
        envelope.careOfDestination = careOf;
        return envelope;
    }
    const auto service = policy ? policy->FindService(request.homeAddress) : std::nullopt;
    if (service && service->interface == request.interface)
    {
        envelope.interface = request.interface;
        envelope.neighbour = true;
    }
    return envelope;
}

} // namespace ns3::nemo
