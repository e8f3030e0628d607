// SPDX-License-Identifier: GPL-2.0-only
// The tests of BindingJudge that only an update passes through that is to register something.
#include "ns3/mip6-binding-judge.h"
#include "ns3/mip6-lifetime.h"
#include "ns3/nemo-prefix-claim.h"

#include <utility>

namespace ns3::nemo
{

/// RFC 3963 section 6.6.
std::optional<Judgement>
BindingJudge::CheckMobileRouterPermitted(const BindingRequest& request)
{
    if (IsMobileRouter(request) && m_terms.nemoSupport == NEMO_DISABLED)
    {
        return Judgement::Refuse(BindingStatus::MOBILE_ROUTER_OPERATION_NOT_PERMITTED);
    }
    m_registration.mobileRouter = IsMobileRouter(request);
    return std::nullopt;
}

/// RFC 6275 section 10.3.1, RFC 3963 section 6.2. A prefix that ends before the shortest lifetime
/// that can be granted is as good as gone.
std::optional<Judgement>
BindingJudge::CheckHomeSubnet(const BindingRequest& request)
{
    const auto service = m_facts.policy->FindService(request.homeAddress);
    if (!service)
    {
        return Judgement::Refuse(BindingStatus::NOT_HOME_SUBNET);
    }
    const uint32_t unit = m_facts.profile.lifetimeUnit;
    m_registration.service = *service;
    m_registration.lifetime = GrantedLifetime(request.update.lifetime,
                                              m_terms.lifetimeMax,
                                              service->RemainingSeconds(m_now),
                                              unit);
    if (m_registration.lifetime == 0)
    {
        return Judgement::Refuse(BindingStatus::NOT_HOME_SUBNET);
    }
    if (service->EndsDuring(m_registration.lifetime, m_now, unit))
    {
        m_registration.status = BindingStatus::ACCEPTED_PREFIX_DISCOVERY_NECESSARY;
    }
    return std::nullopt;
}

/// draft-ietf-mobileip-ipv6-04 section 8.2: of an own address on the home link.
std::optional<Judgement>
BindingJudge::CheckInterfaceIdentifier(const BindingRequest& request)
{
    constexpr uint8_t OWN_LENGTH = 64; // RFC 4291 section 2.5.1
    const uint8_t length = request.update.interfaceIdentifierLength;
    if (length != 0 && length != OWN_LENGTH)
    {
        return Judgement::Refuse(BindingStatus::INCORRECT_INTERFACE_IDENTIFIER_LENGTH);
    }
    return std::nullopt;
}

/// RFC 3963 section 6.2; what was deleted does not count (row NEMO-6.7-1+1).
std::optional<Judgement>
BindingJudge::CheckMobileRouterFlag(const BindingRequest& request)
{
    const Binding* entry = m_facts.cache.Find(request.homeAddress);
    if (entry && entry->mobileRouter != m_registration.mobileRouter)
    {
        return Judgement::Refuse(BindingStatus::REGISTRATION_TYPE_CHANGE_DISALLOWED);
    }
    return std::nullopt;
}

/// RFC 6275 section 10.3.1: any other reason.
std::optional<Judgement>
BindingJudge::CheckAdministration(const BindingRequest& request)
{
    if (m_facts.policy->IsDenied(request.homeAddress, request.careOfAddress))
    {
        return Judgement::Refuse(BindingStatus::ADMINISTRATIVELY_PROHIBITED);
    }
    return std::nullopt;
}

/// RFC 6275 sections 9.5.2 and 10.3.1. What waits and what was deleted lately takes room too, or
/// updates for ever new home addresses would take it without end.
std::optional<Judgement>
BindingJudge::CheckResources(const BindingRequest& request)
{
    if (!m_facts.cache.Find(request.homeAddress) &&
        !m_facts.hasRoom(request.GetKey(), m_terms.maxBindings))
    {
        return Judgement::Refuse(BindingStatus::INSUFFICIENT_RESOURCES);
    }
    return std::nullopt;
}

/// RFC 6275 names status 174 without a use. A tunnel back to this node, or to a home address that
/// itself is away, would be a loop (RFC 2473 section 4.1.2).
std::optional<Judgement>
BindingJudge::CheckCareOfAddress(const BindingRequest& request)
{
    if (request.IsCareOfHome() || m_facts.isOwn(request.careOfAddress) ||
        m_facts.cache.Find(request.careOfAddress))
    {
        return Judgement::Refuse(BindingStatus::INVALID_CARE_OF_ADDRESS);
    }
    return std::nullopt;
}

/// RFC 3963 section 6.2. Prefixes with R = 0 are nobody's business (row NEMO-4.1-2+1).
std::optional<Judgement>
BindingJudge::CheckPrefixes(const BindingRequest& request)
{
    if (!m_registration.mobileRouter)
    {
        return std::nullopt;
    }
    auto claim =
        FindPrefixes(request.homeAddress, request.options, *m_facts.policy, m_facts.forwarded);
    if (!IsAccepted(claim.status))
    {
        Judgement judgement = Judgement::Refuse(claim.status);
        judgement.dropsPrefixes = !claim.isExplicit;
        judgement.confirmations = std::move(claim.refused);
        return judgement;
    }
    m_registration.explicitPrefixes = claim.isExplicit;
    m_registration.prefixes = std::move(claim.prefixes);
    return std::nullopt;
}

} // namespace ns3::nemo
