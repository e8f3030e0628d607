// SPDX-License-Identifier: GPL-2.0-only

#include "unit/wire/wire-data.h"

#include "ns3/mip6-lifetime-units.h"
#include "ns3/mip6-message.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_message_test
{

TEST(Message, HasTheNumberAndTheNameOfTheStandard)
{
    const std::vector<std::pair<SignalBody, const char*>> bodies{{BindingRefreshRequest{}, "BRR"},
                                                                 {HomeTestInit{}, "HoTI"},
                                                                 {CareOfTestInit{}, "CoTI"},
                                                                 {HomeTest{}, "HoT"},
                                                                 {CareOfTest{}, "CoT"},
                                                                 {BindingUpdate{}, "BU"},
                                                                 {BindingAcknowledgement{}, "BA"},
                                                                 {BindingError{}, "BE"}};
    for (std::size_t number = 0; number < bodies.size(); ++number)
    {
        const Signal signal{bodies[number].first, {}};
        EXPECT_EQ(static_cast<std::size_t>(TypeOf(signal)), number);
        EXPECT_STREQ(NameOf(signal), bodies[number].second);
    }
    EXPECT_STREQ(NameOf(static_cast<MobilityHeaderType>(8)), "?");
}

TEST(Message, GivesItsBodyAndItsOptionsByType)
{
    const Signal signal{
        BindingUpdate{},
        {Padding{{0}}, NonceIndices{1, 2}, NonceIndices{3, 4}, UnknownOption{9, {}}}};
    EXPECT_NE(signal.Get<BindingUpdate>(), nullptr);
    EXPECT_EQ(signal.Get<BindingError>(), nullptr);
    ASSERT_NE(signal.Option<NonceIndices>(), nullptr);
    EXPECT_EQ(signal.Option<NonceIndices>()->home, 1);
    EXPECT_EQ(signal.Option<AlternateCareOfAddress>(), nullptr);
    EXPECT_EQ(signal.Options<NonceIndices>(), (std::vector<NonceIndices>{{1, 2}, {3, 4}}));
    EXPECT_TRUE(signal.Options<BindingRefreshAdvice>().empty());
}

TEST(Message, DiffersWhenOneFieldDiffers)
{
    const Signal update{BindingUpdate{}, {}};
    for (bool BindingUpdate::*flag : {&BindingUpdate::acknowledge,
                                      &BindingUpdate::homeRegistration,
                                      &BindingUpdate::linkLocalAddressCompatibility,
                                      &BindingUpdate::keyManagementMobility,
                                      &BindingUpdate::mobileRouter,
                                      &BindingUpdate::prefixDelegation})
    {
        BindingUpdate other;
        other.*flag = true;
        EXPECT_FALSE(update == (Signal{other, {}}));
    }
    BindingAcknowledgement answer;
    answer.status = BindingStatus::INVALID_PREFIX;
    EXPECT_FALSE((Signal{answer, {}}) == (Signal{BindingAcknowledgement{}, {}}));
    EXPECT_FALSE(update == (Signal{BindingUpdate{}, {Padding{{0}}}}));
    EXPECT_FALSE((Signal{BindingError{}, {}}) ==
                 (Signal{BindingError{BindingErrorStatus::UNKNOWN_BINDING, Ip("5::")}, {}}));
    EXPECT_TRUE(update == (Signal{BindingUpdate{}, {}}));
}

TEST(LifetimeUnits, Peer_31_RoundDownAndClampInsteadOfWrapping)
{
    EXPECT_EQ(LifetimeUnits(0), 0);
    EXPECT_EQ(LifetimeUnits(3), 0);
    EXPECT_EQ(LifetimeUnits(4), 1);
    EXPECT_EQ(LifetimeUnits(6), 1);
    EXPECT_EQ(LifetimeUnits(262139), 0xfffe);
    EXPECT_EQ(LifetimeUnits(262140), 0xffff);
    EXPECT_EQ(LifetimeUnits(262144), 0xffff);
    EXPECT_EQ(LifetimeUnits(300000), 0xffff);
    EXPECT_EQ(LifetimeUnits(0xffffffff), 0xffff);
    EXPECT_EQ(MAX_LIFETIME, 262140u);
}

TEST(BindingRefreshAdvice, IsInUnitsOfFourSeconds)
{
    EXPECT_EQ(BindingRefreshAdvice{180}.Seconds(), 720u);
    EXPECT_EQ(BindingRefreshAdvice::FromSeconds(723).interval, 180);
    EXPECT_EQ(BindingRefreshAdvice::FromSeconds(1000000).interval, 0xffff);
}

} // namespace ns3::nemo::tests::mip6_message_test
