// SPDX-License-Identifier: GPL-2.0-only

#include "ns3/mip6-status.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ns3::nemo
{

namespace
{

/// One row of a table of names.
template <typename Status>
using Name = std::pair<Status, std::string_view>;

constexpr std::array<Name<BindingStatus>, 22> BINDING_STATUS_NAMES{{
    {BindingStatus::ACCEPTED, "accepted"},
    {BindingStatus::ACCEPTED_PREFIX_DISCOVERY_NECESSARY, "accepted-prefix-discovery-necessary"},
    {BindingStatus::REASON_UNSPECIFIED, "reason-unspecified"},
    {BindingStatus::ADMINISTRATIVELY_PROHIBITED, "administratively-prohibited"},
    {BindingStatus::INSUFFICIENT_RESOURCES, "insufficient-resources"},
    {BindingStatus::HOME_REGISTRATION_NOT_SUPPORTED, "home-registration-not-supported"},
    {BindingStatus::NOT_HOME_SUBNET, "not-home-subnet"},
    {BindingStatus::NOT_HOME_AGENT_FOR_THIS_MOBILE_NODE, "not-home-agent-for-this-mobile-node"},
    {BindingStatus::DUPLICATE_ADDRESS_DETECTION_FAILED, "duplicate-address-detection-failed"},
    {BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW, "sequence-number-out-of-window"},
    {BindingStatus::EXPIRED_HOME_NONCE_INDEX, "expired-home-nonce-index"},
    {BindingStatus::EXPIRED_CARE_OF_NONCE_INDEX, "expired-care-of-nonce-index"},
    {BindingStatus::EXPIRED_NONCES, "expired-nonces"},
    {BindingStatus::REGISTRATION_TYPE_CHANGE_DISALLOWED, "registration-type-change-disallowed"},
    {BindingStatus::MOBILE_ROUTER_OPERATION_NOT_PERMITTED, "mobile-router-operation-not-permitted"},
    {BindingStatus::INVALID_PREFIX, "invalid-prefix"},
    {BindingStatus::NOT_AUTHORIZED_FOR_PREFIX, "not-authorized-for-prefix"},
    {BindingStatus::FORWARDING_SETUP_FAILED, "forwarding-setup-failed"},
    {BindingStatus::INVALID_CARE_OF_ADDRESS, "invalid-care-of-address"},
    {BindingStatus::POORLY_FORMED_UPDATE, "poorly-formed-update"},
    {BindingStatus::HOME_AGENT_DISCOVERY_RESPONSE, "home-agent-discovery-response"},
    {BindingStatus::INCORRECT_INTERFACE_IDENTIFIER_LENGTH, "incorrect-interface-identifier-length"},
}};

constexpr std::array<Name<BindingErrorStatus>, 2> BINDING_ERROR_NAMES{{
    {BindingErrorStatus::UNKNOWN_BINDING, "unknown-binding"},
    {BindingErrorStatus::UNRECOGNIZED_MOBILITY_HEADER_TYPE, "unrecognized-mobility-header-type"},
}};

constexpr std::array<Name<PrefixStatus>, 11> PREFIX_STATUS_NAMES{{
    {PrefixStatus::OK, "ok"},
    {PrefixStatus::NOT_REGISTERED, "not-registered"},
    {PrefixStatus::NOT_A_MOBILE_ROUTER, "not-a-mobile-router"},
    {PrefixStatus::INVALID_PREFIX, "invalid-prefix"},
    {PrefixStatus::NOT_OWNED_BY_DOMAIN, "not-owned-by-domain"},
    {PrefixStatus::NOT_OWNED_BY_MOBILE_ROUTER, "not-owned-by-mobile-router"},
    {PrefixStatus::INSUFFICIENT_RESOURCES, "insufficient-resources"},
    {PrefixStatus::LONGER_PREFIX_ALLOCATED, "longer-prefix-allocated"},
    {PrefixStatus::PERSISTENT_NOT_SUPPORTED, "persistent-not-supported"},
    {PrefixStatus::TRANSIENT_NOT_SUPPORTED, "transient-not-supported"},
    {PrefixStatus::IMPLICIT_NOT_SUPPORTED, "implicit-not-supported"},
}};

constexpr std::array<Name<PrefixType>, 4> PREFIX_TYPE_NAMES{{
    {PrefixType::NONE_SPECIFIED, "none-specified"},
    {PrefixType::PRIVATE, "private"},
    {PrefixType::UNIQUE_LOCAL, "unique-local"},
    {PrefixType::GLOBAL, "global"},
}};

/// @return the value's name in the table, or "unassigned"
template <typename Table, typename Status>
std::string_view
Lookup(const Table& table, Status status)
{
    const auto row = std::find_if(table.begin(), table.end(), [status](const auto& name) {
        return name.first == status;
    });
    return row == table.end() ? std::string_view("unassigned") : row->second;
}

} // namespace

std::string_view
ToString(BindingStatus status)
{
    return Lookup(BINDING_STATUS_NAMES, status);
}

std::string_view
ToString(BindingErrorStatus status)
{
    return Lookup(BINDING_ERROR_NAMES, status);
}

std::string_view
ToString(PrefixStatus status)
{
    return Lookup(PREFIX_STATUS_NAMES, status);
}

std::string_view
ToString(PrefixType type)
{
    return Lookup(PREFIX_TYPE_NAMES, type);
}

} // namespace ns3::nemo
