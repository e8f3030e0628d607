// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-binding-answer.h"

namespace ns3::nemo
{

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
        const auto advice = policy->GetTerms().refreshAdvice;
        // RFC 6275 section 10.3.1; compared as sent, in units.
        if (advice && LifetimeUnits(*advice) > 0 &&
            LifetimeUnits(*advice) < LifetimeUnits(judgement.lifetime))
        {
            signal.options.push_back(BindingRefreshAdvice::FromSeconds(*advice));
        }
    }
    signal.body = answer;
    return signal;
}

Envelope
AddressAcknowledgement(const BindingRequest& request, const HomePolicy* policy)
{
    Envelope envelope;
    envelope.source = request.destination;
    envelope.destination = request.homeAddress;
    if (request.homeAddressOption)
    {
        envelope.careOfDestination = request.source;
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
