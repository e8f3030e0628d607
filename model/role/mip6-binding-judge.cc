// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-binding-judge.h"

#include "ns3/mip6-lifetime.h"
#include "ns3/mip6-unicast-routable.h"

#include <algorithm>
#include <variant>

namespace ns3::nemo
{

namespace
{

/// An option that RFC 6275 knows, in a shape that it does not know. Those of RFC 3963 and of
/// prefix delegation are judged by who serves mobile routers.
bool
IsMalformed(const MobilityOption& option)
{
    const auto* malformed = std::get_if<MalformedOption>(&option);
    return malformed &&
           malformed->type < static_cast<uint8_t>(MobilityOptionType::MOBILE_NETWORK_PREFIX);
}

bool
IsNonceIndices(const MobilityOption& option)
{
    return std::holds_alternative<NonceIndices>(option);
}

} // namespace

Judgement
Judgement::Discard(DropReason reason)
{
    Judgement judgement;
    judgement.outcome = Judgement::Outcome::DISCARD;
    judgement.reason = reason;
    return judgement;
}

Judgement
Judgement::Refuse(BindingStatus status)
{
    Judgement judgement;
    judgement.outcome = Judgement::Outcome::REFUSE;
    judgement.status = status;
    return judgement;
}

const std::vector<BindingJudge::Check> BindingJudge::ORDER = {
    &BindingJudge::CheckAddresses,
    &BindingJudge::CheckOptions,
    &BindingJudge::CheckHomeAddressOption,
    &BindingJudge::CheckMobileRouterAtHome,    // 140
    &BindingJudge::CheckAuthorization,         // 136, 137, 138, or silence
    &BindingJudge::CheckSequence,              // 135
    &BindingJudge::CheckDiscovery,             // HOME_AGENT_DISCOVERY_RESPONSE
    &BindingJudge::CheckHomeRegistrationFlag,  // 139
    &BindingJudge::CheckCorrespondent,         // a correspondent is done here: 174, 130
    &BindingJudge::CheckHomeAgent,             // 131
    &BindingJudge::CheckDeletion,              // 133, or it is one
    &BindingJudge::CheckMobileRouterPermitted, // 140
    &BindingJudge::CheckHomeSubnet,            // 132
    &BindingJudge::CheckInterfaceIdentifier,   // INCORRECT_INTERFACE_IDENTIFIER_LENGTH
    &BindingJudge::CheckMobileRouterFlag,      // 139
    &BindingJudge::CheckAdministration,        // 129
    &BindingJudge::CheckResources,             // 130
    &BindingJudge::CheckCareOfAddress,         // 174
    &BindingJudge::CheckPrefixes,              // 141, 142, 143
    // Then, since they take time, by the registrar: Duplicate Address Detection (134), and the
    // set-up of forwarding (141).
};

BindingJudge::BindingJudge(const Facts& facts, Time now)
    : m_facts(facts),
      m_now(now)
{
    if (facts.policy)
    {
        m_terms = facts.policy->GetTerms();
    }
    else
    {
        m_terms.nemoSupport = NEMO_NONE;
    }
}

Judgement
BindingJudge::Judge(const BindingRequest& request)
{
    m_registration = Judgement();
    m_registration.outcome = Judgement::Outcome::REGISTER;
    for (const Check check : ORDER)
    {
        if (auto judgement = (this->*check)(request))
        {
            return *judgement;
        }
    }
    return m_registration;
}

bool
BindingJudge::AnswersWithMobileRouter(const BindingRequest& request, const HomePolicy* policy)
{
    return request.update.mobileRouter && policy && policy->GetTerms().nemoSupport == NEMO_ENABLED;
}

bool
BindingJudge::IsMobileRouter(const BindingRequest& request) const
{
    return request.update.mobileRouter && m_terms.nemoSupport != NEMO_NONE;
}

bool
BindingJudge::IsDeletion(const BindingRequest& request) const
{
    // RFC 3963 section 6.2 deletes on either condition, RFC 6275 section 10.3.2 on the first.
    return request.update.lifetime == 0 ||
           (request.IsCareOfHome() && (IsMobileRouter(request) || m_terms.deletesWhenCareOfIsHome ||
                                       m_facts.profile.deletesWhenCareOfIsHome));
}

/// RFC 6275 sections 6.1.7, 9.5.1 and 9.5.4.
std::optional<Judgement>
BindingJudge::CheckAddresses(const BindingRequest& request)
{
    if (!IsUnicastRoutable(request.homeAddress))
    {
        return Judgement::Discard(DropReason::BAD_HOME_ADDRESS);
    }
    if (!IsUnicastRoutable(request.source) || !IsUnicastRoutable(request.destination))
    {
        return Judgement::Discard(DropReason::BAD_ADDRESS);
    }
    if (!IsUnicastRoutable(request.careOfAddress))
    {
        return Judgement::Discard(DropReason::BAD_CARE_OF_ADDRESS);
    }
    return std::nullopt;
}

/// RFC 6275 sections 6.2 and 9.5.1.
std::optional<Judgement>
BindingJudge::CheckOptions(const BindingRequest& request)
{
    const auto& options = request.options;
    if (std::any_of(options.begin(), options.end(), IsMalformed))
    {
        return Judgement::Discard(DropReason::BAD_OPTION_LENGTH);
    }
    if (request.update.homeRegistration &&
        std::any_of(options.begin(), options.end(), IsNonceIndices))
    {
        return Judgement::Discard(DropReason::UNEXPECTED_OPTION);
    }
    return std::nullopt;
}

/// RFC 6275 section 10.3.1; section 10.3.2 lets a node do without that is at home.
/// draft-ietf-mobileip-ipv6-04 section 7.2 does not.
std::optional<Judgement>
BindingJudge::CheckHomeAddressOption(const BindingRequest& request)
{
    const bool isOwed =
        request.update.homeRegistration && !request.IsCareOfHome() && !IsDeletion(request);
    if (!request.homeAddressOption && (isOwed || m_facts.profile.needsHomeAddressOption))
    {
        return Judgement::Discard(DropReason::MISSING_HOME_ADDRESS);
    }
    return std::nullopt;
}

/// RFC 3963 section 6.2: a prefix is bound at a home agent only.
std::optional<Judgement>
BindingJudge::CheckMobileRouterAtHome(const BindingRequest& request)
{
    if (IsMobileRouter(request) && !request.update.homeRegistration)
    {
        return Judgement::Refuse(BindingStatus::MOBILE_ROUTER_OPERATION_NOT_PERMITTED);
    }
    return std::nullopt;
}

/// RFC 6275 sections 5.1 and 9.5.1. A home registration is authorised by what protects its packet.
std::optional<Judgement>
BindingJudge::CheckAuthorization(const BindingRequest& request)
{
    const bool isForHome = request.update.homeRegistration;
    if (!request.isProtected &&
        (m_facts.profile.authenticatesUpdates || (isForHome && m_terms.requiresProtection)))
    {
        return Judgement::Discard(DropReason::UNPROTECTED);
    }
    if (isForHome)
    {
        return std::nullopt;
    }
    if (!m_facts.correspondent)
    {
        return Judgement::Discard(DropReason::UNAUTHORIZED_UPDATE);
    }
    const UpdateAuthorization& authorization = request.authorization;
    if (authorization.flaw)
    {
        return Judgement::Discard(*authorization.flaw);
    }
    if (authorization.refusal)
    {
        return Judgement::Refuse(*authorization.refusal);
    }
    return std::nullopt;
}

/// RFC 6275 sections 9.5.1 to 9.5.3 and 5.2.7.
std::optional<Judgement>
BindingJudge::CheckCorrespondent(const BindingRequest& request)
{
    if (request.update.homeRegistration)
    {
        return std::nullopt;
    }
    if (IsDeletion(request))
    {
        Judgement judgement;
        judgement.outcome = Judgement::Outcome::DELETE;
        return judgement;
    }
    // A packet that is led to this node, or to a home address that is away itself, comes back.
    if (request.IsCareOfHome() || m_facts.isOwn(request.careOfAddress))
    {
        return Judgement::Refuse(BindingStatus::INVALID_CARE_OF_ADDRESS);
    }
    const CorrespondentTerms& terms = *m_facts.correspondent;
    const BindingCache::Key key = request.GetKey();
    m_registration.lifetime = GrantedLifetime(request.update.lifetime,
                                              terms.lifetimeMax,
                                              INFINITE_LIFETIME,
                                              m_facts.profile.lifetimeUnit);
    const bool hasRoom = m_facts.cache.Find(key) || m_facts.hasRoom(key, terms.maxBindings);
    const bool mayReplace = terms.replacesOldest || m_facts.profile.cacheSize > 0;
    const bool canReplace = mayReplace && m_facts.cache.CountOf(false, true) > 0;
    if (m_registration.lifetime == 0 || (!hasRoom && !canReplace))
    {
        return Judgement::Refuse(BindingStatus::INSUFFICIENT_RESOURCES);
    }
    return m_registration;
}

/// RFC 6275 section 10.3.1.
std::optional<Judgement>
BindingJudge::CheckHomeAgent(const BindingRequest&)
{
    if (!m_facts.policy)
    {
        return Judgement::Refuse(BindingStatus::HOME_REGISTRATION_NOT_SUPPORTED);
    }
    return std::nullopt;
}

/// RFC 6275 section 10.3.2, RFC 3963 section 6.7. A repeated one finds what the first has left.
std::optional<Judgement>
BindingJudge::CheckDeletion(const BindingRequest& request)
{
    if (!IsDeletion(request))
    {
        return std::nullopt;
    }
    if (m_facts.profile.deletesOnHomeSubnetOnly &&
        !m_facts.policy->FindService(request.homeAddress))
    {
        return Judgement::Refuse(BindingStatus::NOT_HOME_SUBNET);
    }
    if (m_facts.profile.refusesNeedlessDeletion && !m_facts.cache.Find(request.homeAddress) &&
        !m_facts.cache.FindStub(request.homeAddress))
    {
        return Judgement::Refuse(BindingStatus::NOT_HOME_AGENT_FOR_THIS_MOBILE_NODE);
    }
    Judgement judgement;
    judgement.outcome = Judgement::Outcome::DELETE;
    return judgement;
}

} // namespace ns3::nemo
