// SPDX-License-Identifier: GPL-2.0-only

#include "ns3/mip6-mobility-option.h"

#include "ns3/mip6-lifetime-units.h"

#include <tuple>

namespace ns3::nemo
{

uint32_t
BindingRefreshAdvice::Seconds() const
{
    return interval * LIFETIME_UNIT;
}

BindingRefreshAdvice
BindingRefreshAdvice::FromSeconds(uint32_t seconds)
{
    return {LifetimeUnits(seconds)};
}

bool
operator==(const Padding& a, const Padding& b)
{
    return a.octets == b.octets;
}

bool
operator==(const BindingRefreshAdvice& a, const BindingRefreshAdvice& b)
{
    return a.interval == b.interval;
}

bool
operator==(const AlternateCareOfAddress& a, const AlternateCareOfAddress& b)
{
    return a.address == b.address;
}

bool
operator==(const NonceIndices& a, const NonceIndices& b)
{
    return a.home == b.home && a.careOf == b.careOf;
}

bool
operator==(const BindingAuthorizationData& a, const BindingAuthorizationData& b)
{
    return a.authenticator == b.authenticator;
}

bool
operator==(const MobileNetworkPrefixOption& a, const MobileNetworkPrefixOption& b)
{
    const auto fields = [](const auto& option) {
        return std::tie(option.persistent,
                        option.implicit,
                        option.delegated,
                        option.prefixLength,
                        option.prefix);
    };
    return fields(a) == fields(b);
}

bool
operator==(const MobileNetworkPrefixRequest& a, const MobileNetworkPrefixRequest& b)
{
    const auto fields = [](const auto& option) {
        return std::tie(option.prefixLength,
                        option.persistent,
                        option.implicit,
                        option.correlator,
                        option.prefixType);
    };
    return fields(a) == fields(b);
}

bool
operator==(const MobileNetworkPrefixConfirmation& a, const MobileNetworkPrefixConfirmation& b)
{
    const auto fields = [](const auto& option) {
        return std::tie(option.prefixLength,
                        option.persistent,
                        option.implicit,
                        option.delegated,
                        option.correlator,
                        option.status,
                        option.prefixType,
                        option.validLifetime,
                        option.prefix);
    };
    return fields(a) == fields(b);
}

bool
operator==(const UnknownOption& a, const UnknownOption& b)
{
    return a.type == b.type && a.data == b.data;
}

bool
operator==(const MalformedOption& a, const MalformedOption& b)
{
    return a.type == b.type && a.data == b.data;
}

} // namespace ns3::nemo
