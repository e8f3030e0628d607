// SPDX-License-Identifier: GPL-2.0-only

#include "nemo-requirement.h"

#include "ns3/mip6-mobility-option.h"
#include "ns3/mip6-status.h"

#include <gtest/gtest.h>
#include <set>

namespace ns3::nemo::tests::mip6_status_test
{

namespace
{

/// A row of a table of the standard: number, our value, its name.
template <typename Status>
struct Row
{
    int number;
    Status value;
    const char* name;
};

/// Checks numbers and names, and that no other number has a name.
template <typename Status>
void
CheckTable(const std::vector<Row<Status>>& rows)
{
    std::set<int> numbers;
    for (const auto& row : rows)
    {
        EXPECT_EQ(static_cast<int>(row.value), row.number) << row.name;
        EXPECT_EQ(ToString(row.value), row.name);
        EXPECT_TRUE(numbers.insert(row.number).second) << "twice: " << row.number;
    }
    for (int number = 0; number < 256; ++number)
    {
        if (numbers.count(number) == 0)
        {
            EXPECT_EQ(ToString(static_cast<Status>(number)), "unassigned") << number;
        }
    }
}

} // namespace

TEST(Status, OfBindingAcknowledgementsIsThatOfTheTables)
{
    REQ("RFC-035", "NEMO-4.2-3");
    using S = BindingStatus;
    CheckTable<S>({
        {0, S::ACCEPTED, "accepted"},
        {1, S::ACCEPTED_PREFIX_DISCOVERY_NECESSARY, "accepted-prefix-discovery-necessary"},
        {128, S::REASON_UNSPECIFIED, "reason-unspecified"},
        {129, S::ADMINISTRATIVELY_PROHIBITED, "administratively-prohibited"},
        {130, S::INSUFFICIENT_RESOURCES, "insufficient-resources"},
        {131, S::HOME_REGISTRATION_NOT_SUPPORTED, "home-registration-not-supported"},
        {132, S::NOT_HOME_SUBNET, "not-home-subnet"},
        {133, S::NOT_HOME_AGENT_FOR_THIS_MOBILE_NODE, "not-home-agent-for-this-mobile-node"},
        {134, S::DUPLICATE_ADDRESS_DETECTION_FAILED, "duplicate-address-detection-failed"},
        {135, S::SEQUENCE_NUMBER_OUT_OF_WINDOW, "sequence-number-out-of-window"},
        {136, S::EXPIRED_HOME_NONCE_INDEX, "expired-home-nonce-index"},
        {137, S::EXPIRED_CARE_OF_NONCE_INDEX, "expired-care-of-nonce-index"},
        {138, S::EXPIRED_NONCES, "expired-nonces"},
        {139, S::REGISTRATION_TYPE_CHANGE_DISALLOWED, "registration-type-change-disallowed"},
        {140, S::MOBILE_ROUTER_OPERATION_NOT_PERMITTED, "mobile-router-operation-not-permitted"},
        {141, S::INVALID_PREFIX, "invalid-prefix"},
        {142, S::NOT_AUTHORIZED_FOR_PREFIX, "not-authorized-for-prefix"},
        {143, S::FORWARDING_SETUP_FAILED, "forwarding-setup-failed"},
        {174, S::INVALID_CARE_OF_ADDRESS, "invalid-care-of-address"},
    });
}

TEST(Status, BelowOneHundredAndTwentyEightIsAccepted)
{
    for (int number = 0; number < 256; ++number)
    {
        EXPECT_EQ(IsAccepted(static_cast<BindingStatus>(number)), number < 128) << number;
    }
}

TEST(Status, OfBindingErrorsIsThatOfTheTable)
{
    using S = BindingErrorStatus;
    CheckTable<S>({
        {1, S::UNKNOWN_BINDING, "unknown-binding"},
        {2, S::UNRECOGNIZED_MOBILITY_HEADER_TYPE, "unrecognized-mobility-header-type"},
    });
}

TEST(Status, OfPrefixConfirmationsIsThatOfTheDraft)
{
    using S = PrefixStatus;
    CheckTable<S>({
        {0, S::OK, "ok"},
        {1, S::NOT_REGISTERED, "not-registered"},
        {2, S::NOT_A_MOBILE_ROUTER, "not-a-mobile-router"},
        {3, S::INVALID_PREFIX, "invalid-prefix"},
        {4, S::NOT_OWNED_BY_DOMAIN, "not-owned-by-domain"},
        {5, S::NOT_OWNED_BY_MOBILE_ROUTER, "not-owned-by-mobile-router"},
        {6, S::INSUFFICIENT_RESOURCES, "insufficient-resources"},
        {7, S::LONGER_PREFIX_ALLOCATED, "longer-prefix-allocated"},
        {8, S::PERSISTENT_NOT_SUPPORTED, "persistent-not-supported"},
        {9, S::TRANSIENT_NOT_SUPPORTED, "transient-not-supported"},
        {10, S::IMPLICIT_NOT_SUPPORTED, "implicit-not-supported"},
    });
}

TEST(Status, PrefixTypesAreThoseOfTheDraft)
{
    using T = PrefixType;
    CheckTable<T>({
        {0, T::NONE_SPECIFIED, "none-specified"},
        {1, T::PRIVATE, "private"},
        {2, T::UNIQUE_LOCAL, "unique-local"},
        {3, T::GLOBAL, "global"},
    });
}

TEST(Status, NewNumbersOfNemoCollideWithNoneOfMobileIpv6)
{
    REQ("NEMO-10-1");
    const std::set<int> mobileIpv6Options{0, 1, 2, 3, 4, 5};
    const int prefixOption = static_cast<int>(MobilityOptionType::MOBILE_NETWORK_PREFIX);
    EXPECT_EQ(prefixOption, 6);
    EXPECT_EQ(mobileIpv6Options.count(prefixOption), 0u);
    EXPECT_EQ(mobileIpv6Options.count(OptionTypes().prefixRequest), 0u);
    EXPECT_EQ(mobileIpv6Options.count(OptionTypes().prefixConfirmation), 0u);
    const std::set<int>
        mobileIpv6Statuses{0, 1, 128, 129, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 174};
    for (const auto status : {BindingStatus::MOBILE_ROUTER_OPERATION_NOT_PERMITTED,
                              BindingStatus::INVALID_PREFIX,
                              BindingStatus::NOT_AUTHORIZED_FOR_PREFIX,
                              BindingStatus::FORWARDING_SETUP_FAILED})
    {
        EXPECT_EQ(mobileIpv6Statuses.count(static_cast<int>(status)), 0u);
    }
}

} // namespace ns3::nemo::tests::mip6_status_test
