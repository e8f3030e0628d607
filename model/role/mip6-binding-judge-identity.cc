// SPDX-License-Identifier: GPL-2.0-only
// The tests of BindingJudge that are about what the node has of the home address already, and whom
// the update is for.
#include "ns3/mip6-binding-judge.h"
#include "ns3/mip6-sequence-number.h"

namespace ns3::nemo
{

const Binding*
BindingJudge::FindOther(const BindingRequest& request) const
{
    if (request.update.homeRegistration)
    {
        return m_facts.cache.Find({request.homeAddress, request.destination});
    }
    const Binding* entry = m_facts.cache.Find(request.homeAddress);
    return entry && entry->homeAgentAddress == request.destination ? entry : nullptr;
}

/// RFC 6275 section 9.5.1, and 10.3.2 for what was deleted lately; draft-ietf-mobileip-ipv6-04
/// section 7.2: in any update for this home address.
std::optional<uint16_t>
BindingJudge::LastSequence(const BindingRequest& request) const
{
    const BindingCache& cache = m_facts.cache;
    if (m_facts.profile.bindsHomeAddressOnce)
    {
        const auto keys = cache.KeysOf(request.homeAddress);
        return keys.empty() ? std::nullopt : cache.LastSequence(keys.front());
    }
    auto last = cache.LastSequence(request.GetKey());
    last = last ? last : request.authorization.lastSequence;
    if (const Binding* other = FindOther(request); other && !last)
    {
        last = other->sequence;
    }
    return last;
}

std::optional<Judgement>
BindingJudge::CheckSequence(const BindingRequest& request)
{
    const auto last = LastSequence(request);
    if (!last || IsNewer(request.update.sequence, *last))
    {
        return std::nullopt;
    }
    if (!m_facts.profile.answersStaleSequence)
    {
        return Judgement::Discard(DropReason::SUPERSEDED_UPDATE);
    }
    Judgement judgement = Judgement::Refuse(BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW);
    judgement.lastSequence = last;
    return judgement;
}

/// draft-ietf-mobileip-ipv6-04 sections 7.2 and 8.1: whatever it asks for.
std::optional<Judgement>
BindingJudge::CheckDiscovery(const BindingRequest& request)
{
    if (m_facts.profile.discoversByUpdate && m_facts.policy &&
        m_facts.policy->FindDiscovered(request.destination))
    {
        return Judgement::Refuse(BindingStatus::HOME_AGENT_DISCOVERY_RESPONSE);
    }
    return std::nullopt;
}

/// RFC 6275 section 9.5.1; where a home address has one binding, that becomes what the newest
/// update asks for.
std::optional<Judgement>
BindingJudge::CheckHomeRegistrationFlag(const BindingRequest& request)
{
    if (!m_facts.profile.bindsHomeAddressOnce && FindOther(request))
    {
        return Judgement::Refuse(BindingStatus::REGISTRATION_TYPE_CHANGE_DISALLOWED);
    }
    return std::nullopt;
}

} // namespace ns3::nemo
