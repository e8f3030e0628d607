// SPDX-License-Identifier: GPL-2.0-only
// Which way of registering a mobile router tries next. RFC 3963 section 5.4.
#include "nemo-requirement.h"

#include "ns3/nemo-registration-ways.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::nemo_registration_ways_test
{

namespace
{

using Mode = MobileNetwork::Mode;

constexpr auto UNSUPPORTED = BindingStatus::MOBILE_ROUTER_OPERATION_NOT_PERMITTED;
constexpr auto INVALID = BindingStatus::INVALID_PREFIX;
constexpr auto UNAUTHORISED = BindingStatus::NOT_AUTHORIZED_FOR_PREFIX;
constexpr auto NO_FORWARDING = BindingStatus::FORWARDING_SETUP_FAILED;

Refusal
Meaning(RegistrationWay way, BindingStatus status)
{
    return RegistrationWays({way}).OnRefusal(status);
}

} // namespace

TEST(RegistrationWaysTest, EachModeKnowsItsStatuses)
{
    REQ("NEMO-5.4.1-1", "NEMO-5.4.2-1");
    EXPECT_EQ(Meaning(Mode::EXPLICIT, UNSUPPORTED), Refusal::UNFIT);
    EXPECT_EQ(Meaning(Mode::EXPLICIT, INVALID), Refusal::UNFIT);
    EXPECT_EQ(Meaning(Mode::EXPLICIT, UNAUTHORISED), Refusal::UNFIT);
    EXPECT_EQ(Meaning(Mode::EXPLICIT, NO_FORWARDING), Refusal::FATAL);
    for (const Mode mode : {Mode::IMPLICIT, Mode::ROUTING})
    {
        EXPECT_EQ(Meaning(mode, UNSUPPORTED), Refusal::UNFIT);
        EXPECT_EQ(Meaning(mode, INVALID), Refusal::FATAL);
        EXPECT_EQ(Meaning(mode, UNAUTHORISED), Refusal::FATAL);
        EXPECT_EQ(Meaning(mode, NO_FORWARDING), Refusal::UNFIT);
    }
    for (int status = 128; status < 256; ++status)
    {
        const auto code = static_cast<BindingStatus>(status);
        EXPECT_EQ(Meaning(std::nullopt, code), Refusal::ORDINARY) << status;
        if (status < 140 || status > 143)
        {
            EXPECT_EQ(Meaning(Mode::EXPLICIT, code), Refusal::ORDINARY) << status;
            EXPECT_EQ(Meaning(Mode::IMPLICIT, code), Refusal::ORDINARY) << status;
        }
    }
}

TEST(RegistrationWaysTest, EachIsTriedOnce)
{
    REQ("NEMO-5.4.2-9");
    RegistrationWays ways({Mode::EXPLICIT, Mode::IMPLICIT, std::nullopt, Mode::EXPLICIT});
    EXPECT_EQ(ways.GetWay(), Mode::EXPLICIT);
    EXPECT_TRUE(ways.OnFailed(INVALID));
    EXPECT_EQ(ways.GetWay(), Mode::IMPLICIT);
    EXPECT_TRUE(ways.OnFailed(NO_FORWARDING));
    EXPECT_EQ(ways.GetWay(), std::nullopt);
    EXPECT_FALSE(ways.IsOver());
    EXPECT_FALSE(ways.OnFailed(BindingStatus::NOT_HOME_SUBNET));
    EXPECT_TRUE(ways.IsOver());
}

TEST(RegistrationWaysTest, AnAcceptanceBeginsAnew)
{
    RegistrationWays ways({Mode::EXPLICIT, Mode::IMPLICIT});
    ways.OnFailed(UNAUTHORISED);
    ways.OnAccepted();
    EXPECT_EQ(ways.GetWay(), Mode::IMPLICIT);
    // What was refused before may be accepted now.
    EXPECT_TRUE(ways.OnFailed(NO_FORWARDING));
    EXPECT_EQ(ways.GetWay(), Mode::EXPLICIT);
    EXPECT_FALSE(ways.OnFailed(UNAUTHORISED));
    EXPECT_TRUE(ways.IsOver());
}

TEST(RegistrationWaysTest, WhoIsNotSupportedAtAllTriesNoOtherMode)
{
    REQ("NEMO-5.4.1-3", "NEMO-5.4.2-3");
    for (const auto status : {UNSUPPORTED, BindingStatus::ACCEPTED})
    {
        RegistrationWays ways({Mode::EXPLICIT, Mode::IMPLICIT, std::nullopt});
        ways.OnRefusal(UNSUPPORTED);
        EXPECT_TRUE(ways.OnFailed(status));
        EXPECT_EQ(ways.GetWay(), std::nullopt);
    }
    RegistrationWays alone({Mode::EXPLICIT, Mode::IMPLICIT});
    EXPECT_FALSE(alone.OnFailed(UNSUPPORTED));
    EXPECT_TRUE(alone.IsOver());
    // One home agent that supports it is enough.
    RegistrationWays mixed({Mode::EXPLICIT, Mode::IMPLICIT});
    mixed.OnRefusal(UNAUTHORISED);
    EXPECT_TRUE(mixed.OnFailed(UNSUPPORTED));
    EXPECT_EQ(mixed.GetWay(), Mode::IMPLICIT);
}

TEST(RegistrationWaysTest, PrefixesAreLostByExplicitModeAlone)
{
    REQ("NEMO-5.4.2-6");
    RegistrationWays ways({Mode::EXPLICIT, Mode::IMPLICIT, std::nullopt});
    ways.OnRefusal(INVALID);
    EXPECT_FALSE(ways.HasLostPrefixes());
    ways.OnFailed(UNSUPPORTED);
    EXPECT_TRUE(ways.HasLostPrefixes());
    ways.OnFailed(NO_FORWARDING);
    // As a mobile host it has no network.
    ways.OnAccepted();
    EXPECT_TRUE(ways.HasLostPrefixes());
    RegistrationWays other({Mode::IMPLICIT, Mode::EXPLICIT});
    other.OnFailed(INVALID);
    EXPECT_FALSE(other.HasLostPrefixes());
    other.OnFailed(UNAUTHORISED);
    EXPECT_TRUE(other.HasLostPrefixes());
    other.OnAccepted();
    EXPECT_FALSE(other.HasLostPrefixes());
}

TEST(RegistrationWaysTest, OnlySomeStatusesEndAWay)
{
    const RegistrationWays explicitly({Mode::EXPLICIT});
    EXPECT_TRUE(explicitly.IsFailure(UNAUTHORISED));
    EXPECT_TRUE(explicitly.IsFailure(NO_FORWARDING));
    EXPECT_TRUE(explicitly.IsFailure(BindingStatus::ACCEPTED));
    EXPECT_FALSE(explicitly.IsFailure(BindingStatus::INSUFFICIENT_RESOURCES));
    EXPECT_FALSE(explicitly.IsFailure(static_cast<BindingStatus>(144)));
    EXPECT_FALSE(RegistrationWays({std::nullopt}).IsFailure(UNAUTHORISED));
}

} // namespace ns3::nemo::tests::nemo_registration_ways_test
