// SPDX-License-Identifier: GPL-2.0-only
// What the home agent gives to an update that asks for prefixes, and what it says of claims.
// draft-ietf-nemo-prefix-delegation-00 sections 6.4, 6.5 and 8.
#include "ns3/mip6-lifetime.h"
#include "ns3/nemo-prefix-delegation.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

namespace ns3::nemo
{

namespace
{

constexpr uint8_t MAX_PREFIX_LENGTH = 128;

MobileNetworkPrefixConfirmation
Confirm(const MobileNetworkPrefixRequest& wanted, const PrefixGrant& grant)
{
    MobileNetworkPrefixConfirmation confirmation;
    // Also of an error, or nobody could tell which request it is about.
    confirmation.delegated = true;
    confirmation.correlator = wanted.correlator;
    confirmation.status = grant.status;
    if (grant.IsGiven())
    {
        confirmation.prefix = grant.lease.prefix.address;
        confirmation.prefixLength = grant.lease.prefix.length;
        confirmation.persistent = grant.lease.persistent;
        confirmation.implicit = grant.lease.implicit;
        confirmation.prefixType = TypeOf(grant.lease.prefix);
        confirmation.validLifetime = grant.lease.ValidLifetime(Simulator::Now());
    }
    return confirmation;
}

PrefixGrant
Refuse(PrefixStatus status)
{
    PrefixGrant grant;
    grant.status = status;
    return grant;
}

/// As much around a prefix as is of the same type.
NetworkPrefix
SameTypeAround(const NetworkPrefix& prefix)
{
    static const std::array<NetworkPrefix, 3> ranges{NetworkPrefix(Ipv6Address("fc00::"), 7),
                                                     NetworkPrefix(Ipv6Address("fec0::"), 10),
                                                     NetworkPrefix(Ipv6Address("2000::"), 3)};
    const auto range = std::find_if(ranges.begin(), ranges.end(), [&](const NetworkPrefix& it) {
        return it.Covers(prefix);
    });
    return range == ranges.end() ? prefix : *range;
}

} // namespace

LeaseHold::~LeaseHold()
{
    Release();
}

LeaseHold::LeaseHold(LeaseHold&& other) noexcept
    : m_authority(std::move(other.m_authority)),
      m_grants(std::exchange(other.m_grants, {}))
{
}

LeaseHold&
LeaseHold::operator=(LeaseHold&& other) noexcept
{
    if (this != &other)
    {
        Release();
        m_authority = std::move(other.m_authority);
        m_grants = std::exchange(other.m_grants, {});
    }
    return *this;
}

void
LeaseHold::Add(std::shared_ptr<PrefixAuthority> authority, const PrefixGrant& grant)
{
    m_authority = std::move(authority);
    m_grants.push_back(grant);
}

void
LeaseHold::Keep()
{
    m_grants.clear();
}

void
LeaseHold::Release()
{
    // The last one first, since a later one may be about the same lease.
    for (auto grant = m_grants.rbegin(); grant != m_grants.rend(); ++grant)
    {
        m_authority->Undo(*grant, Simulator::Now());
    }
    m_grants.clear();
}

std::vector<MobileNetworkPrefixRequest>
PrefixDelegation::Requests(const MobilityOptions& options) const
{
    std::vector<MobileNetworkPrefixRequest> requests;
    for (const auto& option : options)
    {
        const auto* wanted = std::get_if<MobileNetworkPrefixRequest>(&option);
        if (wanted && requests.size() < m_maxRequests)
        {
            requests.push_back(*wanted);
        }
    }
    return requests;
}

std::size_t
PrefixDelegation::CountExcess(const MobilityOptions& options) const
{
    const auto all = static_cast<std::size_t>(
        std::count_if(options.begin(), options.end(), [](const MobilityOption& option) {
            return std::holds_alternative<MobileNetworkPrefixRequest>(option);
        }));
    return all - std::min(all, static_cast<std::size_t>(m_maxRequests));
}

std::size_t
PrefixDelegation::CountSkipped(const MobilityOptions& options, bool isForHome)
{
    const auto isSkipped = [isForHome](const MobilityOption& option) {
        const auto* malformed = std::get_if<MalformedOption>(&option);
        return std::holds_alternative<MobileNetworkPrefixConfirmation>(option) ||
               (!isForHome && std::holds_alternative<MobileNetworkPrefixRequest>(option)) ||
               (malformed &&
                malformed->type > static_cast<uint8_t>(MobilityOptionType::MOBILE_NETWORK_PREFIX));
    };
    return static_cast<std::size_t>(std::count_if(options.begin(), options.end(), isSkipped));
}

bool
PrefixDelegation::HasRequest(const MobilityOptions& options) const
{
    return !Requests(options).empty();
}

/// The order is that of section 8, step 1, with the policy of this home agent before the types.
std::optional<PrefixStatus>
PrefixDelegation::FindObjection(const Ipv6Address& homeAddress,
                                const MobileNetworkPrefixRequest& wanted) const
{
    const auto limit = m_limits.find(homeAddress);
    if (wanted.prefixLength == 0 || wanted.prefixLength > MAX_PREFIX_LENGTH)
    {
        return PrefixStatus::INVALID_PREFIX;
    }
    if (limit != m_limits.end() && limit->second.empty())
    {
        return PrefixStatus::NOT_OWNED_BY_MOBILE_ROUTER;
    }
    if (wanted.persistent && !m_persistent)
    {
        return PrefixStatus::PERSISTENT_NOT_SUPPORTED;
    }
    if (!wanted.persistent && !m_transient)
    {
        return PrefixStatus::TRANSIENT_NOT_SUPPORTED;
    }
    if (wanted.implicit && !m_implicit)
    {
        return PrefixStatus::IMPLICIT_NOT_SUPPORTED;
    }
    if (limit != m_limits.end() && wanted.prefixType != PrefixType::NONE_SPECIFIED &&
        limit->second.count(wanted.prefixType) == 0)
    {
        return PrefixStatus::NOT_OWNED_BY_DOMAIN;
    }
    if (m_authority->Of(homeAddress, Simulator::Now()).size() >= m_maxLeases)
    {
        return PrefixStatus::INSUFFICIENT_RESOURCES;
    }
    return std::nullopt;
}

PrefixGrant
PrefixDelegation::Give(const BindingRequest& request,
                       const MobileNetworkPrefixRequest& wanted,
                       Time expires,
                       bool isMobileRouter) const
{
    const Time now = Simulator::Now();
    const Ipv6Address& home = request.homeAddress;
    if (!isMobileRouter)
    {
        return Refuse(PrefixStatus::NOT_A_MOBILE_ROUTER);
    }
    const bool isRepeat = m_authority->Find(home, wanted.correlator, now).has_value();
    const auto objection = isRepeat ? std::nullopt : FindObjection(home, wanted);
    if (objection)
    {
        return Refuse(*objection);
    }
    PrefixRequest asked;
    asked.homeAddress = home;
    asked.correlator = wanted.correlator;
    asked.length = wanted.prefixLength;
    asked.persistent = wanted.persistent;
    asked.implicit = wanted.implicit;
    asked.type = wanted.prefixType;
    asked.persistentEnd = PersistentEnd();
    asked.transientEnd = expires;
    return m_authority->Request(asked, now, [&](const NetworkPrefix& prefix) {
        const auto limit = m_limits.find(home);
        const bool isWrongType =
            limit != m_limits.end() && limit->second.count(TypeOf(prefix)) == 0;
        return isWrongType ? std::optional(SameTypeAround(prefix))
                           : m_host->findObstacle(home, prefix);
    });
}

DelegationOutcome
PrefixDelegation::Serve(const BindingRequest& request, const Judgement& judgement) const
{
    DelegationOutcome outcome;
    const Time expires = EndOfLifetime(Simulator::Now(), judgement.lifetime);
    bool isAnyRefused = false;
    for (const auto& wanted : Requests(request.options))
    {
        const PrefixGrant grant = Give(request, wanted, expires, judgement.mobileRouter);
        outcome.confirmations.push_back(Confirm(wanted, grant));
        isAnyRefused = isAnyRefused || !grant.IsGiven();
        if (grant.IsGiven())
        {
            outcome.hold.Add(m_authority, grant);
            outcome.prefixes.push_back(grant.lease.prefix);
        }
    }
    const bool isUseless = judgement.prefixes.empty() && outcome.prefixes.empty();
    outcome.isRefused = judgement.mobileRouter && isAnyRefused && (!m_lenient || isUseless);
    if (outcome.isRefused)
    {
        TakeBack(outcome, judgement);
    }
    return outcome;
}

void
PrefixDelegation::TakeBack(DelegationOutcome& outcome, const Judgement& judgement) const
{
    outcome.hold.Release();
    outcome.prefixes.clear();
    outcome.isRefused = judgement.mobileRouter && (!m_lenient || judgement.prefixes.empty());
    for (auto& confirmation : outcome.confirmations)
    {
        if (confirmation.prefixLength > 0)
        {
            MobileNetworkPrefixRequest wanted;
            wanted.correlator = confirmation.correlator;
            confirmation = Confirm(wanted, Refuse(PrefixStatus::INSUFFICIENT_RESOURCES));
        }
    }
}

std::vector<MobileNetworkPrefixConfirmation>
PrefixDelegation::ServeDeletion(const BindingRequest& request) const
{
    std::vector<MobileNetworkPrefixConfirmation> confirmations;
    for (const auto& wanted : Requests(request.options))
    {
        // What lasts as long as the binding would end at once.
        const bool isTransient = request.update.mobileRouter && !wanted.persistent;
        const PrefixGrant grant =
            isTransient ? Refuse(PrefixStatus::TRANSIENT_NOT_SUPPORTED)
                        : Give(request, wanted, Simulator::Now(), request.update.mobileRouter);
        confirmations.push_back(Confirm(wanted, grant));
    }
    return confirmations;
}

std::optional<PrefixTable::Verdict>
PrefixDelegation::Judge(const Ipv6Address& homeAddress, const NetworkPrefix& prefix) const
{
    const Time now = Simulator::Now();
    if (!PrefixTable::IsUsable(prefix))
    {
        return std::nullopt;
    }
    if (m_authority->OverlapsOther(homeAddress, prefix, now))
    {
        return PrefixTable::Verdict::NOT_AUTHORISED;
    }
    const auto own = m_authority->Of(homeAddress, now);
    const auto overlap = std::find_if(own.begin(), own.end(), [&](const PrefixLease& lease) {
        return lease.prefix.Overlaps(prefix);
    });
    if (overlap != own.end())
    {
        return overlap->prefix == prefix ? PrefixTable::Verdict::AUTHORISED
                                         : PrefixTable::Verdict::INVALID;
    }
    // It may have been somebody's, and is nobody's now.
    const bool isInTable = m_host->table->OwnerOf(prefix).has_value();
    return m_authority->IsFromHere(prefix) && !isInTable
               ? std::optional(PrefixTable::Verdict::INVALID)
               : std::nullopt;
}

PrefixStatus
PrefixDelegation::Explain(const Ipv6Address& homeAddress,
                          const NetworkPrefix& prefix,
                          bool isDelegated,
                          PrefixTable::Verdict verdict) const
{
    const Time now = Simulator::Now();
    const auto own = m_authority->Of(homeAddress, now);
    const bool isOwn = std::any_of(own.begin(), own.end(), [&](const PrefixLease& lease) {
        return lease.prefix.Overlaps(prefix);
    });
    const bool isOthers = m_authority->OverlapsOther(homeAddress, prefix, now) ||
                          m_host->table->OverlapsOther(homeAddress, prefix);
    switch (verdict)
    {
    case PrefixTable::Verdict::AUTHORISED:
        return PrefixStatus::OK;
    case PrefixTable::Verdict::INVALID:
        return m_authority->IsFromHere(prefix) && !isOwn ? PrefixStatus::NOT_REGISTERED
                                                         : PrefixStatus::INVALID_PREFIX;
    case PrefixTable::Verdict::NOT_AUTHORISED:
        return isDelegated && !isOthers ? PrefixStatus::NOT_REGISTERED
                                        : PrefixStatus::NOT_OWNED_BY_MOBILE_ROUTER;
    }
    return PrefixStatus::INVALID_PREFIX;
}

} // namespace ns3::nemo
