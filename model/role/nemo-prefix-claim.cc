// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-prefix-claim.h"

#include <algorithm>
#include <optional>
#include <variant>

namespace ns3::nemo
{

namespace
{

/// The longest prefix of an address.
constexpr uint8_t MAX_PREFIX_LENGTH = 128;

bool
IsMalformedPrefix(const MobilityOption& option)
{
    const auto* malformed = std::get_if<MalformedOption>(&option);
    return malformed &&
           malformed->type == static_cast<uint8_t>(MobilityOptionType::MOBILE_NETWORK_PREFIX);
}

/// The prefixes listed, each once; absent if one of them cannot be a mobile network prefix.
std::optional<std::vector<NetworkPrefix>>
ReadPrefixes(const MobilityOptions& options)
{
    std::vector<NetworkPrefix> prefixes;
    for (const auto& option : options)
    {
        if (IsMalformedPrefix(option))
        {
            return std::nullopt;
        }
        const auto* listed = std::get_if<MobileNetworkPrefixOption>(&option);
        if (!listed)
        {
            continue;
        }
        const NetworkPrefix prefix(listed->prefix, listed->prefixLength);
        if (listed->prefixLength > MAX_PREFIX_LENGTH || !PrefixTable::IsUsable(prefix))
        {
            return std::nullopt;
        }
        if (std::find(prefixes.begin(), prefixes.end(), prefix) == prefixes.end())
        {
            prefixes.push_back(prefix);
        }
    }
    return prefixes;
}

bool
HasPrefixOption(const MobilityOptions& options)
{
    return std::any_of(options.begin(), options.end(), [](const MobilityOption& option) {
        return IsMalformedPrefix(option) ||
               std::holds_alternative<MobileNetworkPrefixOption>(option);
    });
}

bool
IsAnyTaken(const Ipv6Address& homeAddress,
           const std::vector<NetworkPrefix>& prefixes,
           const PrefixTable& forwarded)
{
    return std::any_of(prefixes.begin(), prefixes.end(), [&](const NetworkPrefix& prefix) {
        return forwarded.OverlapsOther(homeAddress, prefix);
    });
}

/// 0, or what the worst of the prefixes deserves: 141 before 142.
BindingStatus
JudgeAll(const Ipv6Address& homeAddress,
         const std::vector<NetworkPrefix>& prefixes,
         const HomePolicy& policy,
         const PrefixTable& forwarded)
{
    bool isAuthorised = true;
    for (const auto& prefix : prefixes)
    {
        const auto verdict = policy.JudgePrefix(homeAddress, prefix);
        if (verdict == PrefixTable::Verdict::INVALID)
        {
            return BindingStatus::INVALID_PREFIX;
        }
        isAuthorised = isAuthorised && verdict == PrefixTable::Verdict::AUTHORISED;
    }
    if (isAuthorised && !IsAnyTaken(homeAddress, prefixes, forwarded))
    {
        return BindingStatus::ACCEPTED;
    }
    // Who verifies nothing cannot know who is authorised, only that it is unable to forward.
    return policy.VerifiesPrefixes() ? BindingStatus::NOT_AUTHORIZED_FOR_PREFIX
                                     : BindingStatus::INVALID_PREFIX;
}

} // namespace

PrefixClaim
FindPrefixes(const Ipv6Address& homeAddress,
             const MobilityOptions& options,
             const HomePolicy& policy,
             const PrefixTable& forwarded)
{
    PrefixClaim claim;
    claim.isExplicit = HasPrefixOption(options);
    auto prefixes = claim.isExplicit ? ReadPrefixes(options) : policy.PrefixesOf(homeAddress);
    if (!prefixes)
    {
        claim.status = BindingStatus::INVALID_PREFIX;
    }
    else if (claim.isExplicit)
    {
        claim.status = JudgeAll(homeAddress, *prefixes, policy, forwarded);
    }
    else if (prefixes->empty() || IsAnyTaken(homeAddress, *prefixes, forwarded))
    {
        claim.status = BindingStatus::FORWARDING_SETUP_FAILED;
    }
    if (IsAccepted(claim.status))
    {
        claim.prefixes = std::move(*prefixes);
    }
    return claim;
}

} // namespace ns3::nemo
