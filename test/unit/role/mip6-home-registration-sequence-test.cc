// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/registration-bench.h"

#include <gtest/gtest.h>

// The sequence numbers of a home registration: RFC 6275 sections 11.7.1 and 11.7.3.

namespace ns3::nemo::tests::mip6_home_registration_sequence_test
{

namespace
{

using State = HomeRegistration::State;

const Ipv6Address FIRST("2001:db8:2::10");
const Ipv6Address SECOND("2001:db8:4::10");

} // namespace

class HomeRegistrationSequenceTest : public testing::Test, protected RegistrationBench
{
  protected:
    uint16_t LastSequence() const
    {
        return updates.back().Body().sequence;
    }

    /// The numbers of the updates to one home agent, in order.
    std::vector<uint16_t> SequencesTo(const Ipv6Address& destination) const
    {
        std::vector<uint16_t> numbers;
        for (const Sent& update : updates)
        {
            if (update.envelope.destination == destination)
            {
                numbers.push_back(update.Body().sequence);
            }
        }
        return numbers;
    }
};

TEST_F(HomeRegistrationSequenceTest, EachDestinationHasItsOwnNumbers)
{
    REQ("BOOK-024");
    // Another home with another home agent, but one list of what was sent.
    HomeConfig elsewhere = home;
    elsewhere.homeAddress = "2001:db8:9::10";
    elsewhere.homeAgent = "2001:db8:9::1";
    HomeRegistration other(elsewhere, list, *this, [](const HomeRegistration&, State) {});
    firstSequence = 65534;
    it->Register(FIRST);
    firstSequence = 300;
    other.Register(FIRST);
    it->Register(SECOND);
    other.Register(SECOND);
    it->Register(FIRST);
    EXPECT_EQ(SequencesTo(home.homeAgent), (std::vector<uint16_t>{65534, 65535, 0}));
    EXPECT_EQ(SequencesTo(elsewhere.homeAgent), (std::vector<uint16_t>{300, 301}));
}

TEST_F(HomeRegistrationSequenceTest, AdoptsTheNumberOfStatus135)
{
    REQ("RFC-167");
    it->Register(FIRST);
    ASSERT_EQ(LastSequence(), 7);
    RunUntil(MilliSeconds(700));
    BindingAcknowledgement body;
    body.status = BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW;
    body.sequence = 2000;
    EXPECT_TRUE(Answer(body));
    ASSERT_EQ(updates.size(), 2U) << "at once";
    EXPECT_EQ(updates[1].at, MilliSeconds(700));
    EXPECT_EQ(LastSequence(), 2001);
    EXPECT_FALSE(Answer(body)) << "a late copy answers an update that went before";
    EXPECT_EQ(LastSequence(), 2001);
    EXPECT_TRUE(Answer(BindingStatus::ACCEPTED));
    EXPECT_EQ(it->GetState(), State::REGISTERED);
}

TEST_F(HomeRegistrationSequenceTest, AHomeAgentThatNeverLikesTheNumberCannotMakeUsHurry)
{
    it->Register(FIRST);
    BindingAcknowledgement body;
    body.status = BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW;
    for (int i = 0; i < 1000; ++i)
    {
        RunUntil(MilliSeconds(i));
        body.sequence = static_cast<uint16_t>(LastSequence() + 1000);
        Answer(body);
    }
    EXPECT_EQ(updates.size(), 2U);
}

TEST_F(HomeRegistrationSequenceTest, SequenceNumbersStartAtRandomOnceAndWrap)
{
    firstSequence = 65534;
    it->Register(FIRST);
    it->Register(SECOND);
    Answer(BindingStatus::ACCEPTED);
    it->ReturnHome();
    Answer(BindingStatus::ACCEPTED);
    it->Register(FIRST);
    ASSERT_EQ(updates.size(), 4U);
    EXPECT_EQ(updates[0].Body().sequence, 65534);
    EXPECT_EQ(updates[1].Body().sequence, 65535);
    EXPECT_EQ(updates[2].Body().sequence, 0);
    EXPECT_EQ(updates[3].Body().sequence, 1) << "the home agent may still remember the last one";
    EXPECT_EQ(draws, 1U);
}

TEST_F(HomeRegistrationSequenceTest, ADialectMayKeepTheNumberWhenItSendsAgain)
{
    profile.newSequenceWhenSentAgain = false;
    it->Register(FIRST);
    RunUntil(Seconds(5));
    it->Register(SECOND);
    RunUntil(Seconds(7));
    EXPECT_EQ(SequencesTo(home.homeAgent), (std::vector<uint16_t>{7, 7, 7, 8, 8}));
}

} // namespace ns3::nemo::tests::mip6_home_registration_sequence_test
