// SPDX-License-Identifier: GPL-2.0-only
// What a mobile node makes of refusals: which it takes for final, and which it asks again after.
// RFC 6275 section 11.7.3.
// IPv6 Ready, mobile node: the reaction to each status.
#include "nemo-requirement.h"
#include "support/registration-bench.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_home_registration_refusal_test
{

namespace
{

using State = HomeRegistration::State;

const Ipv6Address FIRST("2001:db8:2::10");
const Ipv6Address SECOND("2001:db8:4::10");
constexpr auto FULL = BindingStatus::INSUFFICIENT_RESOURCES;

} // namespace

class HomeRegistrationRefusalTest : public testing::Test, protected RegistrationBench
{
};

TEST_F(HomeRegistrationRefusalTest, StatusBelow128IsSuccess)
{
    it->Register(FIRST);
    EXPECT_TRUE(Answer(static_cast<BindingStatus>(127)));
    EXPECT_EQ(it->GetState(), State::REGISTERED);
    it->Register(SECOND);
    EXPECT_TRUE(Answer(static_cast<BindingStatus>(128)));
    EXPECT_EQ(it->GetState(), State::REJECTED);
}

TEST_F(HomeRegistrationRefusalTest, Peer_40_ARejectedNodeSendsNoMoreUpdates)
{
    for (const int status : {129, 131, 132, 133, 139, 140, 141, 142, 143, 175})
    {
        SCOPED_TRACE(status);
        Restart();
        updates.clear();
        it->Register(FIRST);
        Answer(static_cast<BindingStatus>(status));
        EXPECT_EQ(it->GetRejection(), static_cast<BindingStatus>(status));
        EXPECT_TRUE(list.Find(home.homeAgent, home.homeAddress)->noMoreUpdates);
        RunFor(Seconds(500));
        it->Lose();
        it->Register(SECOND);
        it->ReturnHome();
        it->Register(FIRST);
        RunFor(Seconds(500));
        EXPECT_EQ(updates.size(), 1U);
        EXPECT_EQ(it->GetState(), State::REJECTED);
    }
}

TEST_F(HomeRegistrationRefusalTest, AnotherCareOfAddressCorrectsStatus174)
{
    it->Register(FIRST);
    Answer(BindingStatus::INVALID_CARE_OF_ADDRESS);
    it->Register(FIRST);
    EXPECT_EQ(updates.size(), 1U);
    it->Register(SECOND);
    EXPECT_EQ(updates.size(), 2U);
    Answer(BindingStatus::ACCEPTED);
    EXPECT_EQ(it->GetState(), State::REGISTERED);
}

TEST_F(HomeRegistrationRefusalTest, AfterADuplicateTheHomeAddressIsNeverTriedAgain)
{
    it->Register(FIRST);
    Answer(BindingStatus::DUPLICATE_ADDRESS_DETECTION_FAILED);
    EXPECT_EQ(it->GetState(), State::REFUSED);
    it->Reconsider();
    it->Lose();
    it->Register(SECOND);
    it->ReturnHome();
    it->Register(FIRST);
    it->Deregister(FIRST);
    RunUntil(Seconds(1000));
    EXPECT_EQ(updates.size(), 1U);
    EXPECT_EQ(it->GetState(), State::REFUSED);
}

TEST_F(HomeRegistrationRefusalTest, WhatIsNotEnoughIsGivenBack)
{
    enough = false;
    it->Register(FIRST);
    Answer(BindingStatus::ACCEPTED);
    EXPECT_EQ(it->GetState(), State::DEREGISTERING);
    EXPECT_EQ(updates.back().Body().lifetime, 0U);
    Answer(BindingStatus::ACCEPTED, 0);
    EXPECT_EQ(it->GetState(), State::REJECTED);
    EXPECT_EQ(it->GetRejection(), BindingStatus::ACCEPTED);
    RunUntil(Seconds(1000));
    EXPECT_EQ(updates.size(), 2U);
    enough = true;
    it->Reconsider();
    it->Register(SECOND);
    EXPECT_EQ(updates.size(), 3U);
}

TEST_F(HomeRegistrationRefusalTest, ALifetimeOfZeroGrantsNothing)
{
    it->Register(FIRST);
    Answer(BindingStatus::ACCEPTED, 0);
    EXPECT_EQ(it->GetState(), State::REJECTED);
    RunUntil(Seconds(1000));
    EXPECT_EQ(updates.size(), 1U);
}

TEST_F(HomeRegistrationRefusalTest, ATemporaryRefusalIsRetriedLaterAndLater)
{
    REQ("RFC-175");
    for (const auto status : {BindingStatus::REASON_UNSPECIFIED, FULL})
    {
        SCOPED_TRACE(ToString(status));
        Restart();
        updates.clear();
        const Time start = Simulator::Now();
        std::vector<Time> expected;
        it->Register(FIRST);
        for (const int seconds : {0, 10, 30, 70, 150, 310, 630, 950})
        {
            expected.push_back(start + Seconds(seconds));
            RunUntil(expected.back());
            ASSERT_EQ(SendTimes(), expected);
            EXPECT_TRUE(Answer(status));
            EXPECT_EQ(it->GetState(), State::REJECTED);
            EXPECT_EQ(it->GetRejection(), status);
        }
        for (std::size_t i = 1; i < updates.size(); ++i)
        {
            EXPECT_EQ(updates[i].Body().sequence, updates[i - 1].Body().sequence + 1);
        }
    }
}

TEST_F(HomeRegistrationRefusalTest, AfterASuccessTheRetriesBeginAnew)
{
    it->Register(FIRST);
    Answer(FULL);
    RunUntil(Seconds(10));
    Answer(FULL);
    RunUntil(Seconds(30));
    Answer(BindingStatus::ACCEPTED);
    EXPECT_EQ(it->GetState(), State::REGISTERED);
    it->Register(SECOND);
    Answer(FULL);
    RunUntil(Seconds(40));
    EXPECT_EQ(updates.back().at, Seconds(40));
    EXPECT_EQ(it->GetState(), State::REGISTERING);
}

TEST_F(HomeRegistrationRefusalTest, UntilTheRetryTheListSaysNoMoreUpdates)
{
    REQ("RFC-175");
    it->Register(FIRST);
    Answer(FULL);
    EXPECT_TRUE(list.Find(home.homeAgent, home.homeAddress)->noMoreUpdates);
    EXPECT_EQ(list.Find(home.homeAgent, home.homeAddress)->expires, Seconds(10));
    RunUntil(Seconds(10));
    EXPECT_FALSE(list.Find(home.homeAgent, home.homeAddress)->noMoreUpdates);
}

TEST_F(HomeRegistrationRefusalTest, MovementDoesNotHurryTheRetry)
{
    it->Register(FIRST);
    Answer(FULL);
    RunUntil(Seconds(4));
    it->Lose();
    it->Register(SECOND);
    it->ReturnHome();
    EXPECT_EQ(it->GetState(), State::IDLE);
    it->Register(SECOND);
    EXPECT_EQ(it->GetState(), State::REJECTED);
    RunUntil(Seconds(10));
    ASSERT_EQ(SendTimes(), (std::vector<Time>{Time(0), Seconds(10)}));
    EXPECT_EQ(updates[1].envelope.careOfSource, SECOND) << "the address of that moment";
}

TEST_F(HomeRegistrationRefusalTest, WithoutACareOfAddressTheRetryWaitsForOne)
{
    it->Register(FIRST);
    Answer(FULL);
    it->Lose();
    RunUntil(Seconds(20));
    EXPECT_EQ(it->GetState(), State::IDLE);
    EXPECT_EQ(updates.size(), 1U);
    it->Register(SECOND);
    EXPECT_EQ(updates.size(), 2U);
}

TEST_F(HomeRegistrationRefusalTest, RetriesCanBeTurnedOff)
{
    policy.retryDelay = Time(0);
    it->Register(FIRST);
    Answer(FULL);
    RunUntil(Seconds(1000));
    EXPECT_EQ(updates.size(), 1U);
    EXPECT_EQ(it->GetState(), State::REJECTED);
}

} // namespace ns3::nemo::tests::mip6_home_registration_refusal_test
