// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-prefix-claim.h"

#include "ns3/nemo-prefix-delegation.h"

#include <algorithm>
#include <variant>

namespace ns3::nemo
{

namespace
{

using Verdict = PrefixTable::Verdict;

/// The longest prefix of an address.
constexpr uint8_t MAX_PREFIX_LENGTH = 128;

bool
IsMalformedPrefix(const MobilityOption& option)
{
    const auto* malformed = std::get_if<MalformedOption>(&option);
    return malformed &&
           malformed->type == static_cast<uint8_t>(MobilityOptionType::MOBILE_NETWORK_PREFIX);
}

bool
HasPrefixOption(const MobilityOptions& options)
{
    return std::any_of(options.begin(), options.end(), [](const MobilityOption& option) {
        return IsMalformedPrefix(option) ||
               std::holds_alternative<MobileNetworkPrefixOption>(option);
    });
}

/// Reads and judges what an update lists.
class Claims
{
  public:
    Claims(const Ipv6Address& homeAddress, const HomePolicy& policy, const PrefixTable& forwarded)
        : m_homeAddress(homeAddress),
          m_policy(policy),
          m_forwarded(forwarded),
          m_delegation(policy.FindDelegation())
    {
    }

    /// Whether all options can be prefixes of mobile networks; their prefixes, each once.
    bool Read(const MobilityOptions& options, PrefixClaim& claim) const
    {
        bool isReadable = true;
        for (const auto& option : options)
        {
            isReadable = isReadable && !IsMalformedPrefix(option);
            const auto* listed = std::get_if<MobileNetworkPrefixOption>(&option);
            if (!listed)
            {
                continue;
            }
            const NetworkPrefix prefix(listed->prefix, listed->prefixLength);
            if (listed->prefixLength > MAX_PREFIX_LENGTH || !PrefixTable::IsUsable(prefix))
            {
                isReadable = false;
                Blame(*listed, PrefixStatus::INVALID_PREFIX, claim);
            }
            Add(prefix, claim);
        }
        return isReadable;
    }

    /// 0, or what the worst of the prefixes deserves: 141 before 142.
    BindingStatus Judge(const MobilityOptions& options, PrefixClaim& claim) const
    {
        bool isInvalid = false;
        bool isRefused = false;
        for (const auto& option : options)
        {
            if (const auto* listed = std::get_if<MobileNetworkPrefixOption>(&option))
            {
                const Verdict verdict = JudgeOne(*listed, claim);
                isInvalid = isInvalid || verdict == Verdict::INVALID;
                isRefused = isRefused || verdict == Verdict::NOT_AUTHORISED;
            }
        }
        if (isInvalid)
        {
            return BindingStatus::INVALID_PREFIX;
        }
        return isRefused ? BindingStatus::NOT_AUTHORIZED_FOR_PREFIX : BindingStatus::ACCEPTED;
    }

    /// Whether one of them is forwarded to another home address.
    bool IsAnyTaken(const std::vector<NetworkPrefix>& prefixes) const
    {
        return std::any_of(prefixes.begin(), prefixes.end(), [this](const NetworkPrefix& prefix) {
            return m_forwarded.OverlapsOther(m_homeAddress, prefix);
        });
    }

    /// The prefixes that need not be listed.
    void AddImplicit(PrefixClaim& claim) const
    {
        if (m_delegation)
        {
            for (const auto& prefix : m_delegation->ImplicitPrefixes(m_homeAddress))
            {
                Add(prefix, claim);
            }
        }
    }

    /// There can be no route, so nothing is given, either.
    void RefuseRequests(const MobilityOptions& options, PrefixClaim& claim) const
    {
        if (!m_delegation)
        {
            return;
        }
        Signal asked{BindingUpdate(), options};
        auto requests = asked.Options<MobileNetworkPrefixRequest>();
        requests.resize(requests.size() - m_delegation->CountExcess(options));
        for (const auto& wanted : requests)
        {
            MobileNetworkPrefixConfirmation confirmation;
            confirmation.delegated = true;
            confirmation.correlator = wanted.correlator;
            confirmation.status = PrefixStatus::INSUFFICIENT_RESOURCES;
            claim.refused.push_back(confirmation);
        }
    }

    /// Whether more prefixes are going to be given to the update.
    bool IsAsking(const MobilityOptions& options) const
    {
        return m_delegation && m_delegation->HasRequest(options);
    }

  private:
    static void Add(const NetworkPrefix& prefix, PrefixClaim& claim)
    {
        auto& prefixes = claim.prefixes;
        if (std::find(prefixes.begin(), prefixes.end(), prefix) == prefixes.end())
        {
            prefixes.push_back(prefix);
        }
    }

    Verdict JudgeOne(const MobileNetworkPrefixOption& listed, PrefixClaim& claim) const
    {
        const NetworkPrefix prefix(listed.prefix, listed.prefixLength);
        Verdict verdict = m_policy.JudgePrefix(m_homeAddress, prefix);
        if (verdict == Verdict::AUTHORISED && m_forwarded.OverlapsOther(m_homeAddress, prefix))
        {
            // Who verifies nothing cannot know who is authorised, only that it is unable to
            // forward.
            verdict = m_policy.VerifiesPrefixes() ? Verdict::NOT_AUTHORISED : Verdict::INVALID;
        }
        if (!m_delegation || verdict == Verdict::AUTHORISED)
        {
            return verdict;
        }
        const auto why = m_delegation->Explain(m_homeAddress, prefix, listed.delegated, verdict);
        Blame(listed, why, claim);
        return why == PrefixStatus::NOT_REGISTERED ? Verdict::INVALID : verdict;
    }

    void Blame(const MobileNetworkPrefixOption& listed, PrefixStatus why, PrefixClaim& claim) const
    {
        if (!m_delegation)
        {
            return;
        }
        MobileNetworkPrefixConfirmation confirmation;
        confirmation.prefix = listed.prefix;
        confirmation.prefixLength = listed.prefixLength;
        confirmation.status = why;
        claim.refused.push_back(confirmation);
    }

    const Ipv6Address& m_homeAddress;
    const HomePolicy& m_policy;
    const PrefixTable& m_forwarded;
    const PrefixDelegation* m_delegation;
};

} // namespace

PrefixClaim
FindPrefixes(const Ipv6Address& homeAddress,
             const MobilityOptions& options,
             const HomePolicy& policy,
             const PrefixTable& forwarded)
{
    PrefixClaim claim;
    const Claims claims(homeAddress, policy, forwarded);
    claim.isExplicit = HasPrefixOption(options);
    const bool isRouted = policy.RoutesDynamically(homeAddress);
    if (isRouted && policy.GetTerms().takesRoutesOnly)
    {
        return claim;
    }
    if (claim.isExplicit)
    {
        claim.status = claims.Read(options, claim) ? claims.Judge(options, claim)
                                                   : BindingStatus::INVALID_PREFIX;
    }
    else
    {
        claim.prefixes = policy.PrefixesOf(homeAddress);
    }
    claims.AddImplicit(claim);
    const bool isNothing = claim.prefixes.empty() && !isRouted && !claims.IsAsking(options);
    const bool isTaken = claims.IsAnyTaken(claim.prefixes);
    if (IsAccepted(claim.status) && ((isNothing && !claim.isExplicit) || isTaken))
    {
        claim.status = BindingStatus::FORWARDING_SETUP_FAILED;
        claims.RefuseRequests(options, claim);
    }
    if (!IsAccepted(claim.status))
    {
        claim.prefixes.clear();
    }
    return claim;
}

} // namespace ns3::nemo
