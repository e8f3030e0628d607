// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-return-routability-state.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_return_routability_state_test
{

namespace
{

using State = AddressTestState;

const Ipv6Address HOME("2001:db8:1::10");
const Ipv6Address OTHER_HOME("2001:db8:1::20");
const Ipv6Address CARE_OF("2001:db8:2::10");
const Ipv6Address OTHER_CARE_OF("2001:db8:4::10");
const Ipv6Address CORRESPONDENT("2001:db8:3::5");
const Ipv6Address OTHER_CORRESPONDENT("2001:db8:3::6");

constexpr uint64_t COOKIE = 0x0102030405060708;
constexpr uint64_t HOME_TOKEN = 0x80b02f5f06bc8a54;
constexpr uint64_t CARE_OF_TOKEN = 0x4cf56038bbe4a6cc;
constexpr bool BY_HOME_LINK = true;

/// A state in which both tests of CARE_OF and HOME were begun at 10 s.
struct ReturnRoutabilityStateTest : testing::Test
{
    ReturnRoutabilityStateTest()
    {
        state.home.Start(CORRESPONDENT, HOME, COOKIE, Seconds(10));
        state.careOf.Start(CORRESPONDENT, CARE_OF, COOKIE + 1, Seconds(10));
    }

    /// The answer to the Home Test Init comes.
    TestVerdict ReceiveHome(Time now)
    {
        return state.Receive(homeTest, CORRESPONDENT, HOME, BY_HOME_LINK, now);
    }

    /// The answer to the Care-of Test Init comes.
    TestVerdict ReceiveCareOf(Time now)
    {
        return state.Receive(careOfTest, CORRESPONDENT, CARE_OF, now);
    }

    /// Whether an update with a lifetime may be sent, to CORRESPONDENT.
    bool IsReady(const Ipv6Address& home, const Ipv6Address& careOf, Time now) const
    {
        return state.IsReady(CORRESPONDENT, home, careOf, false, now);
    }

    HomeTest homeTest{5, COOKIE, HOME_TOKEN};
    CareOfTest careOfTest{6, COOKIE + 1, CARE_OF_TOKEN};
    ReturnRoutabilityState state;
};

} // namespace

TEST_F(ReturnRoutabilityStateTest, BothTokensMakeItReady)
{
    EXPECT_EQ(state.home.StateOf(CORRESPONDENT, HOME, Seconds(10)), State::IN_PROGRESS);
    EXPECT_EQ(state.home.TokenOf(CORRESPONDENT, HOME, Seconds(10)), nullptr);
    EXPECT_EQ(ReceiveCareOf(Seconds(11)), TestVerdict::ACCEPTED);
    EXPECT_FALSE(IsReady(HOME, CARE_OF, Seconds(11)));
    EXPECT_EQ(ReceiveHome(Seconds(12)), TestVerdict::ACCEPTED);
    EXPECT_TRUE(IsReady(HOME, CARE_OF, Seconds(12)));
    EXPECT_EQ(state.home.StateOf(CORRESPONDENT, HOME, Seconds(12)), State::DONE);
    const KeygenToken* home = state.home.TokenOf(CORRESPONDENT, HOME, Seconds(12));
    ASSERT_NE(home, nullptr);
    EXPECT_EQ(home->token, HOME_TOKEN);
    EXPECT_EQ(home->nonceIndex, 5);
    EXPECT_EQ(home->received, Seconds(12));
    const KeygenToken* careOf = state.careOf.TokenOf(CORRESPONDENT, CARE_OF, Seconds(12));
    ASSERT_NE(careOf, nullptr);
    EXPECT_EQ(careOf->token, CARE_OF_TOKEN);
    EXPECT_EQ(careOf->nonceIndex, 6);
    EXPECT_EQ(careOf->received, Seconds(11));
}

TEST_F(ReturnRoutabilityStateTest, RemembersWhatWasSent)
{
    const AddressTest* test = state.home.Find(CORRESPONDENT, HOME);
    ASSERT_NE(test, nullptr);
    EXPECT_EQ(test->cookie, COOKIE);
    EXPECT_EQ(test->lastSent, Seconds(10));
    EXPECT_FALSE(test->token);
    EXPECT_EQ(state.home.Find(CORRESPONDENT, OTHER_HOME), nullptr);
    EXPECT_EQ(state.home.StateOf(CORRESPONDENT, OTHER_HOME, Seconds(10)), State::IDLE);
}

/// RFC 6275 section 11.6.2: one case for each condition on a Home Test.
TEST_F(ReturnRoutabilityStateTest, HomeTestsThatAreNoAnswerAreIgnored)
{
    const Time now = Seconds(11);
    EXPECT_EQ(state.Receive(homeTest, OTHER_CORRESPONDENT, HOME, BY_HOME_LINK, now),
              TestVerdict::NOT_IN_PROGRESS);
    EXPECT_EQ(state.Receive(homeTest, CORRESPONDENT, OTHER_HOME, BY_HOME_LINK, now),
              TestVerdict::WRONG_DESTINATION);
    EXPECT_EQ(state.Receive(homeTest, CORRESPONDENT, CARE_OF, BY_HOME_LINK, now),
              TestVerdict::WRONG_DESTINATION);
    EXPECT_EQ(state.Receive(homeTest, CORRESPONDENT, HOME, !BY_HOME_LINK, now),
              TestVerdict::NOT_BY_HOME_LINK);
    HomeTest forged = homeTest;
    forged.cookie = COOKIE + 1;
    EXPECT_EQ(state.Receive(forged, CORRESPONDENT, HOME, BY_HOME_LINK, now),
              TestVerdict::WRONG_COOKIE);
    EXPECT_EQ(state.home.TokenOf(CORRESPONDENT, HOME, now), nullptr);
    EXPECT_EQ(state.home.StateOf(CORRESPONDENT, HOME, now), State::IN_PROGRESS);
    EXPECT_EQ(ReceiveHome(now), TestVerdict::ACCEPTED);
    homeTest.token = 1;
    EXPECT_EQ(ReceiveHome(now), TestVerdict::ALREADY_RECEIVED);
    EXPECT_EQ(state.home.TokenOf(CORRESPONDENT, HOME, now)->token, HOME_TOKEN);
}

/// RFC 6275 section 11.6.2: one case for each condition on a Care-of Test.
TEST_F(ReturnRoutabilityStateTest, CareOfTestsThatAreNoAnswerAreIgnored)
{
    const Time now = Seconds(11);
    EXPECT_EQ(state.Receive(careOfTest, OTHER_CORRESPONDENT, CARE_OF, now),
              TestVerdict::NOT_IN_PROGRESS);
    EXPECT_EQ(state.Receive(careOfTest, CORRESPONDENT, OTHER_CARE_OF, now),
              TestVerdict::WRONG_DESTINATION);
    CareOfTest forged = careOfTest;
    forged.cookie = COOKIE;
    EXPECT_EQ(state.Receive(forged, CORRESPONDENT, CARE_OF, now), TestVerdict::WRONG_COOKIE)
        << "the cookie of the Home Test Init";
    EXPECT_EQ(state.careOf.TokenOf(CORRESPONDENT, CARE_OF, now), nullptr);
    EXPECT_EQ(ReceiveCareOf(now), TestVerdict::ACCEPTED);
    careOfTest.token = 1;
    EXPECT_EQ(ReceiveCareOf(now), TestVerdict::ALREADY_RECEIVED);
    EXPECT_EQ(state.careOf.TokenOf(CORRESPONDENT, CARE_OF, now)->token, CARE_OF_TOKEN);
}

TEST_F(ReturnRoutabilityStateTest, AnAnswerToAnEarlierCookieIsIgnored)
{
    state.home.Start(CORRESPONDENT, HOME, COOKIE + 100, Seconds(11));
    EXPECT_EQ(state.home.Find(CORRESPONDENT, HOME)->lastSent, Seconds(11));
    EXPECT_EQ(ReceiveHome(Seconds(12)), TestVerdict::WRONG_COOKIE);
    homeTest.cookie = COOKIE + 100;
    EXPECT_EQ(ReceiveHome(Seconds(12)), TestVerdict::ACCEPTED);
}

TEST_F(ReturnRoutabilityStateTest, TokensAreUsedForTheirLifetime)
{
    ReceiveHome(Seconds(12));
    ReceiveCareOf(Seconds(13));
    EXPECT_TRUE(IsReady(HOME, CARE_OF, MilliSeconds(221999)));
    EXPECT_FALSE(IsReady(HOME, CARE_OF, Seconds(222)));
    EXPECT_EQ(state.home.TokenOf(CORRESPONDENT, HOME, Seconds(222)), nullptr);
    EXPECT_EQ(state.home.StateOf(CORRESPONDENT, HOME, Seconds(222)), State::IDLE);
    EXPECT_EQ(state.careOf.StateOf(CORRESPONDENT, CARE_OF, Seconds(222)), State::DONE);
    EXPECT_EQ(state.careOf.StateOf(CORRESPONDENT, CARE_OF, Seconds(223)), State::IDLE);
}

TEST_F(ReturnRoutabilityStateTest, HomeTokenServesAtTheNextCareOfAddress)
{
    ReceiveHome(Seconds(12));
    ReceiveCareOf(Seconds(12));
    EXPECT_EQ(state.home.StateOf(CORRESPONDENT, HOME, Seconds(112)), State::DONE);
    EXPECT_EQ(state.careOf.StateOf(CORRESPONDENT, OTHER_CARE_OF, Seconds(112)), State::IDLE);
    state.careOf.Start(CORRESPONDENT, OTHER_CARE_OF, COOKIE + 2, Seconds(112));
    careOfTest.cookie = COOKIE + 2;
    EXPECT_EQ(state.Receive(careOfTest, CORRESPONDENT, OTHER_CARE_OF, Seconds(113)),
              TestVerdict::ACCEPTED);
    EXPECT_TRUE(IsReady(HOME, OTHER_CARE_OF, Seconds(113)));
    EXPECT_TRUE(IsReady(HOME, CARE_OF, Seconds(113))) << "and so does the one of the place before";
}

TEST_F(ReturnRoutabilityStateTest, OneCareOfTokenServesSeveralHomeAddresses)
{
    state.home.Start(CORRESPONDENT, OTHER_HOME, COOKIE + 2, Seconds(10));
    EXPECT_EQ(state.careOf.StateOf(CORRESPONDENT, CARE_OF, Seconds(10)), State::IN_PROGRESS)
        << "so none is sent for the second home address";
    ReceiveCareOf(Seconds(11));
    ReceiveHome(Seconds(11));
    EXPECT_TRUE(IsReady(HOME, CARE_OF, Seconds(11)));
    EXPECT_FALSE(IsReady(OTHER_HOME, CARE_OF, Seconds(11)));
    homeTest.cookie = COOKIE + 2;
    EXPECT_EQ(state.Receive(homeTest, CORRESPONDENT, OTHER_HOME, BY_HOME_LINK, Seconds(12)),
              TestVerdict::ACCEPTED);
    EXPECT_TRUE(IsReady(OTHER_HOME, CARE_OF, Seconds(12)));
}

TEST_F(ReturnRoutabilityStateTest, ADeletionNeedsTheHomeTokenAlone)
{
    const auto isReady = [this](Time now) {
        return state.IsReady(CORRESPONDENT, HOME, HOME, true, now);
    };
    EXPECT_FALSE(isReady(Seconds(11)));
    ReceiveHome(Seconds(12));
    EXPECT_TRUE(isReady(Seconds(12)));
    EXPECT_FALSE(isReady(Seconds(222)));
}

TEST_F(ReturnRoutabilityStateTest, ATestThatWasCancelledIsNotAnswered)
{
    state.home.Cancel(CORRESPONDENT, HOME);
    EXPECT_EQ(state.home.StateOf(CORRESPONDENT, HOME, Seconds(11)), State::IDLE);
    EXPECT_EQ(ReceiveHome(Seconds(11)), TestVerdict::NOT_IN_PROGRESS);
    state.home.Cancel(OTHER_CORRESPONDENT, HOME);
    EXPECT_EQ(state.home.Find(OTHER_CORRESPONDENT, HOME), nullptr);
}

TEST_F(ReturnRoutabilityStateTest, AnAddressThatIsLeftIsTestedNoMoreButKeepsItsTokens)
{
    state.careOf.Start(CORRESPONDENT, OTHER_CARE_OF, COOKIE + 2, Seconds(10));
    state.careOf.Start(OTHER_CORRESPONDENT, CARE_OF, COOKIE + 3, Seconds(10));
    ReceiveCareOf(Seconds(11));
    state.careOf.CancelAll(CARE_OF);
    EXPECT_EQ(state.careOf.StateOf(CORRESPONDENT, CARE_OF, Seconds(11)), State::DONE);
    EXPECT_EQ(state.careOf.StateOf(OTHER_CORRESPONDENT, CARE_OF, Seconds(11)), State::IDLE);
    EXPECT_EQ(state.careOf.StateOf(CORRESPONDENT, OTHER_CARE_OF, Seconds(11)), State::IN_PROGRESS);
    careOfTest.cookie = COOKIE + 3;
    EXPECT_EQ(state.Receive(careOfTest, OTHER_CORRESPONDENT, CARE_OF, Seconds(12)),
              TestVerdict::NOT_IN_PROGRESS);
}

TEST_F(ReturnRoutabilityStateTest, StatusesOfNoncesDiscardTheTokensThatTheyName)
{
    struct Case
    {
        BindingStatus status;
        bool known;
        State home;
        State careOf;
    };

    const Case cases[] = {
        {BindingStatus::EXPIRED_HOME_NONCE_INDEX, true, State::IDLE, State::DONE},
        {BindingStatus::EXPIRED_CARE_OF_NONCE_INDEX, true, State::DONE, State::IDLE},
        {BindingStatus::EXPIRED_NONCES, true, State::IDLE, State::IDLE},
        {BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW, false, State::DONE, State::DONE},
        {BindingStatus::INSUFFICIENT_RESOURCES, false, State::DONE, State::DONE},
        {BindingStatus::ACCEPTED, false, State::DONE, State::DONE},
    };
    for (const auto& it : cases)
    {
        state.home.Start(CORRESPONDENT, HOME, COOKIE, Seconds(10));
        state.careOf.Start(CORRESPONDENT, CARE_OF, COOKIE + 1, Seconds(10));
        ReceiveHome(Seconds(11));
        ReceiveCareOf(Seconds(11));
        const int status = static_cast<int>(it.status);
        EXPECT_EQ(state.OnRejected(it.status, CORRESPONDENT, HOME, CARE_OF), it.known) << status;
        EXPECT_EQ(state.home.StateOf(CORRESPONDENT, HOME, Seconds(11)), it.home) << status;
        EXPECT_EQ(state.careOf.StateOf(CORRESPONDENT, CARE_OF, Seconds(11)), it.careOf) << status;
    }
    EXPECT_TRUE(state.OnRejected(BindingStatus::EXPIRED_NONCES, OTHER_CORRESPONDENT, HOME, HOME));
}

TEST_F(ReturnRoutabilityStateTest, ForgettingACorrespondentLeavesOthers)
{
    state.home.Start(OTHER_CORRESPONDENT, HOME, COOKIE, Seconds(10));
    state.home.Start(CORRESPONDENT, OTHER_HOME, COOKIE, Seconds(10));
    state.Forget(CORRESPONDENT);
    EXPECT_EQ(state.home.Size(), 1U);
    EXPECT_NE(state.home.Find(OTHER_CORRESPONDENT, HOME), nullptr);
    EXPECT_EQ(state.careOf.Size(), 0U);
    state.Clear();
    EXPECT_EQ(state.home.Size(), 0U);
}

TEST(ReturnRoutabilityState, ObeysAnotherTokenLifetime)
{
    ReturnRoutabilityState state(Seconds(5));
    state.home.Start(CORRESPONDENT, HOME, COOKIE, Seconds(0));
    state.Receive(HomeTest{5, COOKIE, HOME_TOKEN}, CORRESPONDENT, HOME, BY_HOME_LINK, Seconds(1));
    EXPECT_TRUE(state.IsReady(CORRESPONDENT, HOME, HOME, true, MilliSeconds(5999)));
    EXPECT_FALSE(state.IsReady(CORRESPONDENT, HOME, HOME, true, Seconds(6)));
}

TEST(AddressTests, TokensOfPlacesLeftLongAgoAreForgotten)
{
    AddressTests tests(Seconds(210));
    for (uint16_t place = 0; place < 1000; ++place)
    {
        uint8_t octets[16] = {0x20, 0x01, 0x0d, 0xb8};
        octets[14] = static_cast<uint8_t>(place >> 8);
        octets[15] = static_cast<uint8_t>(place);
        const Ipv6Address address(octets);
        const Time now = Seconds(10 * place);
        tests.Start(CORRESPONDENT, address, place, now);
        tests.Receive(CORRESPONDENT, address, place, {1, 1, now});
        ASSERT_LE(tests.Size(), 70U) << "21 of which may be used";
        ASSERT_EQ(tests.StateOf(CORRESPONDENT, address, now), State::DONE);
    }
}

} // namespace ns3::nemo::tests::mip6_return_routability_state_test
