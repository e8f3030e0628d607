// SPDX-License-Identifier: GPL-2.0-only
// A home registration whose home agent is not configured: which it is with, and how long. RFC 6275
// section 11.4.1.
#include "nemo-requirement.h"
#include "support/registration-bench.h"

#include <array>
#include <gtest/gtest.h>
#include <optional>
#include <string>

namespace ns3::nemo::tests::mip6_home_registration_choice_test
{

namespace
{

using State = HomeRegistration::State;

const Ipv6Address CARE_OF("2001:db8:2::10");
const Ipv6Address FIRST("2001:db8:1::1");
const Ipv6Address SECOND("2001:db8:1::2");
const Ipv6Address THIRD("2001:db8:1::3");

} // namespace

class HomeRegistrationChoiceTest : public testing::Test, protected RegistrationBench
{
  protected:
    HomeRegistrationChoiceTest()
    {
        home.homeAgent = Ipv6Address::GetAny();
        Restart();
    }

    /// Who was sent what, in order: "1", or "-1" for an end.
    std::string Sent() const
    {
        std::string text;
        for (const auto& update : updates)
        {
            std::array<uint8_t, 16> octets{};
            update.envelope.destination.GetBytes(octets.data());
            text += update.Body().lifetime == 0 ? "-" : "";
            text += std::to_string(octets[15]) + " ";
        }
        return text;
    }
};

TEST_F(HomeRegistrationChoiceTest, NothingLeavesBeforeAHomeAgentIsKnown)
{
    it->Register(CARE_OF);
    EXPECT_EQ(it->GetState(), State::SEARCHING);
    RunFor(Seconds(100));
    EXPECT_TRUE(updates.empty());
    it->UseHomeAgent(FIRST);
    EXPECT_EQ(it->GetState(), State::REGISTERING);
    EXPECT_EQ(it->GetHome().homeAgent, FIRST);
    EXPECT_EQ(Sent(), "1 ");
    EXPECT_EQ(updates[0].envelope.careOfSource, std::optional(CARE_OF));
    EXPECT_TRUE(Answer(BindingStatus::ACCEPTED));
    EXPECT_EQ(it->GetState(), State::REGISTERED);
    // What is found later is of no interest.
    it->UseHomeAgent(SECOND);
    EXPECT_EQ(it->GetHome().homeAgent, FIRST);
    EXPECT_EQ(it->GetState(), State::REGISTERED);
}

TEST_F(HomeRegistrationChoiceTest, EachHasTheTimeOfAFirstRegistration)
{
    REQ("RFC-146", "BOOK-076");
    others = {FIRST, SECOND, THIRD};
    it->Register(CARE_OF);
    RunUntil(Seconds(2.9));
    // Whoever is left is told, in case it has heard.
    EXPECT_EQ(Sent(), "1 -1 2 ");
    RunUntil(Seconds(5));
    EXPECT_EQ(Sent(), "1 -1 2 -2 3 3 ");
    EXPECT_EQ(updates[2].at, Seconds(1.5));
    EXPECT_EQ(updates[4].at, Seconds(3));
    // An answer of one that was left comes too late.
    EXPECT_FALSE(Deliver(Signal{BindingAcknowledgement{}, {}}, SECOND, home.homeAddress, true));
    // The last one has all the time; then another is looked for, and it is asked on meanwhile.
    EXPECT_EQ(searches, 3U);
    RunUntil(Seconds(3 + 78.4));
    EXPECT_EQ(updates.size(), 10U);
    EXPECT_EQ(searches, 3U);
    RunUntil(Seconds(3 + 78.6));
    EXPECT_EQ(updates.size(), 11U);
    EXPECT_EQ(searches, 4U);
    it->UseHomeAgent(FIRST);
    EXPECT_EQ(it->GetHome().homeAgent, FIRST);
    EXPECT_EQ(updates[updates.size() - 2].envelope.destination, THIRD);
    EXPECT_EQ(updates[updates.size() - 2].Body().lifetime, 0U);
}

TEST_F(HomeRegistrationChoiceTest, WhoeverIsLeftHasSeenTheNumberOfTheEnd)
{
    REQ("RFC-180");
    others = {FIRST, SECOND, FIRST};
    it->Register(CARE_OF);
    RunUntil(Seconds(4));
    ASSERT_EQ(Sent(), "1 -1 2 -2 1 ");
    EXPECT_EQ(updates[0].Body().sequence, firstSequence);
    EXPECT_EQ(updates[1].Body().sequence, firstSequence + 1);
    EXPECT_EQ(updates[4].Body().sequence, firstSequence + 2);
    EXPECT_TRUE(Answer(BindingStatus::ACCEPTED));
    EXPECT_EQ(it->GetState(), State::REGISTERED);
}

TEST_F(HomeRegistrationChoiceTest, OneThatHasAcceptedIsGivenAllTheTime)
{
    REQ("RFC-166");
    others = {FIRST, SECOND};
    policy.lifetime = 100;
    it->Register(CARE_OF);
    Answer(BindingStatus::ACCEPTED, 100);
    RunUntil(Seconds(80 + 62.9));
    EXPECT_EQ(Sent(), "1 1 1 1 1 1 1 ");
    EXPECT_FALSE(it->IsBound()); // since 100 s
    RunUntil(Seconds(80 + 63.1));
    EXPECT_EQ(Sent(), "1 1 1 1 1 1 1 -1 2 ");
    EXPECT_TRUE(Answer(BindingStatus::ACCEPTED, 100));
    EXPECT_EQ(it->GetHome().homeAgent, SECOND);
    EXPECT_TRUE(it->IsBound());
}

TEST_F(HomeRegistrationChoiceTest, WhatOneHasAcceptedSpeaksForNoOther)
{
    REQ("RFC-146");
    others = {FIRST, SECOND, THIRD};
    policy.lifetime = 100;
    it->Register(CARE_OF);
    Answer(BindingStatus::ACCEPTED, 100);
    RunUntil(Seconds(80 + 63.1));
    EXPECT_EQ(Sent(), "1 1 1 1 1 1 1 -1 2 ");
    RunUntil(Seconds(80 + 63 + 1.6));
    EXPECT_EQ(Sent(), "1 1 1 1 1 1 1 -1 2 -2 3 ");
}

TEST_F(HomeRegistrationChoiceTest, RefusalsLeadToTheNext)
{
    REQ("RFC-146");
    for (const int status : {128, 129, 130, 131, 132, 133, 139, 140, 141, 142, 143, 175})
    {
        SCOPED_TRACE(status);
        Restart();
        updates.clear();
        others = {FIRST, SECOND};
        it->Register(CARE_OF);
        EXPECT_TRUE(Answer(static_cast<BindingStatus>(status)));
        EXPECT_EQ(Sent(), "1 2 ");
        EXPECT_TRUE(Answer(static_cast<BindingStatus>(status)));
        EXPECT_EQ(it->GetState(), State::SEARCHING);
        it->UseHomeAgent(FIRST);
        EXPECT_EQ(Sent(), "1 2 1 ");
    }
}

TEST_F(HomeRegistrationChoiceTest, ABindingEndsBeforeAnotherIsMade)
{
    REQ("BOOK-076");
    others = {FIRST, SECOND};
    it->Register(CARE_OF);
    Answer(BindingStatus::ACCEPTED, 400);
    RunUntil(Seconds(330));
    EXPECT_TRUE(Answer(BindingStatus::ADMINISTRATIVELY_PROHIBITED));
    EXPECT_EQ(it->GetState(), State::DEREGISTERING);
    EXPECT_EQ(it->GetHome().homeAgent, FIRST);
    EXPECT_EQ(updates.back().Body().lifetime, 0U);
    EXPECT_TRUE(Answer(BindingStatus::ACCEPTED, 0));
    EXPECT_EQ(it->GetState(), State::REGISTERING);
    EXPECT_EQ(it->GetHome().homeAgent, SECOND);
}

TEST_F(HomeRegistrationChoiceTest, AHomeAgentThatDoesNotEvenEndIsLeft)
{
    others = {FIRST, SECOND};
    enough = false;
    it->Register(CARE_OF);
    Answer(BindingStatus::ACCEPTED, 400);
    EXPECT_EQ(it->GetState(), State::DEREGISTERING);
    RunFor(Seconds(62));
    EXPECT_EQ(it->GetState(), State::DEREGISTERING);
    RunFor(Seconds(2));
    EXPECT_EQ(it->GetState(), State::REGISTERING);
    EXPECT_EQ(it->GetHome().homeAgent, SECOND);
}

TEST_F(HomeRegistrationChoiceTest, OneThatWasLeftMayDefendTheAddress)
{
    others = {FIRST, SECOND};
    it->Register(CARE_OF);
    RunUntil(Seconds(2));
    EXPECT_EQ(it->GetHome().homeAgent, SECOND);
    EXPECT_TRUE(Answer(BindingStatus::DUPLICATE_ADDRESS_DETECTION_FAILED));
    EXPECT_EQ(it->GetState(), State::REJECTED);
    RunFor(Seconds(11));
    EXPECT_EQ(it->GetState(), State::REGISTERING);
    // When the first can have none any more it is somebody else's.
    RunFor(Seconds(500));
    EXPECT_TRUE(Answer(BindingStatus::DUPLICATE_ADDRESS_DETECTION_FAILED));
    EXPECT_EQ(it->GetState(), State::REFUSED);
}

TEST_F(HomeRegistrationChoiceTest, AConfiguredOneStays)
{
    REQ("BOOK-061");
    home.homeAgent = FIRST;
    Restart();
    others = {SECOND};
    it->Register(CARE_OF);
    RunUntil(Seconds(300));
    EXPECT_EQ(it->GetHome().homeAgent, FIRST);
    EXPECT_TRUE(Answer(BindingStatus::ADMINISTRATIVELY_PROHIBITED));
    it->UseHomeAgent(SECOND);
    EXPECT_EQ(it->GetState(), State::REJECTED);
    EXPECT_EQ(searches, 0U);
}

TEST_F(HomeRegistrationChoiceTest, ARefreshWaitsUntilItMay)
{
    REQ("RFC-176");
    others = {FIRST};
    policy.lifetime = 100;
    it->Register(CARE_OF);
    mayRefresh = false;
    Answer(BindingStatus::ACCEPTED_PREFIX_DISCOVERY_NECESSARY, 100);
    RunUntil(Seconds(90));
    EXPECT_EQ(updates.size(), 1U);
    mayRefresh = true;
    it->AllowRefresh();
    EXPECT_EQ(updates.size(), 2U);
    EXPECT_EQ(it->GetState(), State::REFRESHING);
    it->AllowRefresh();
    EXPECT_EQ(updates.size(), 2U);
}

} // namespace ns3::nemo::tests::mip6_home_registration_choice_test
