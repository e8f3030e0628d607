// SPDX-License-Identifier: GPL-2.0-only
// IPv6 Ready, mobile node: registration and refresh.
#include "mip6-vector-table.h"
#include "nemo-requirement.h"
#include "support/registration-bench.h"

#include "ns3/mip6-mobility-header.h"

#include <cmath>
#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_home_registration_test
{

namespace
{

using State = HomeRegistration::State;

const Ipv6Address FIRST("2001:db8:2::10");
const Ipv6Address SECOND("2001:db8:4::10");

/// The first `count` send times of the table, from `start` on.
std::vector<Time>
TimesOf(const std::string& row, std::size_t count, Time start)
{
    const auto table = ReadVectorTable("retransmit_send_times_s");
    std::vector<Time> times;
    for (const auto& value : table.at(row))
    {
        if (times.size() < count)
        {
            times.push_back(start + MilliSeconds(std::llround(value.get<double>() * 1000)));
        }
    }
    return times;
}

} // namespace

class HomeRegistrationTest : public testing::Test, protected RegistrationBench
{
  protected:
    uint16_t LastSequence() const
    {
        return updates.back().Body().sequence;
    }
};

TEST_F(HomeRegistrationTest, FirstRegistrationWaitsForTheHomeAgentsProbe)
{
    REQ("BOOK-039");
    EXPECT_EQ(profile.initialBindackTimeoutFirstReg, MilliSeconds(1500));
    it->Register(FIRST);
    RunUntil(Seconds(143));
    EXPECT_EQ(SendTimes(), TimesOf("rfc6275_first_home_bu", 9, Time(0)));
}

TEST_F(HomeRegistrationTest, Peer_01_WithABindingTheFirstTimeoutIsOneSecond)
{
    it->Register(FIRST);
    RunUntil(MilliSeconds(200));
    Answer(BindingStatus::ACCEPTED);
    RunUntil(Seconds(10));
    updates.clear();
    it->Register(SECOND);
    RunUntil(Seconds(10) + Seconds(128));
    EXPECT_EQ(SendTimes(), TimesOf("rfc6275_refresh", 9, Seconds(10)));
}

TEST_F(HomeRegistrationTest, Peer_02_TheFirstTimeoutCanBeSet)
{
    profile.initialBindackTimeoutFirstReg = Seconds(3);
    it->Register(FIRST);
    RunUntil(Seconds(4));
    EXPECT_EQ(SendTimes(), (std::vector<Time>{Seconds(0), Seconds(3)}));
}

TEST_F(HomeRegistrationTest, RefreshIsRetransmittedWithDoubledTimeouts)
{
    REQ("BOOK-038", "BOOK-037");
    policy.lifetime = 1000;
    it->Register(FIRST);
    Answer(BindingStatus::ACCEPTED, 1000);
    RunUntil(Seconds(799));
    updates.clear();
    RunUntil(Seconds(800) + Seconds(128));
    EXPECT_EQ(SendTimes(), TimesOf("rfc6275_refresh", 9, Seconds(800)));
    for (std::size_t i = 1; i < updates.size(); ++i)
    {
        EXPECT_EQ(updates[i].Body().sequence, updates[i - 1].Body().sequence + 1);
    }
}

TEST_F(HomeRegistrationTest, AnAnswerEndsTheRetransmission)
{
    it->Register(FIRST);
    RunUntil(Seconds(2));
    ASSERT_EQ(updates.size(), 2U);
    EXPECT_TRUE(Answer(BindingStatus::ACCEPTED));
    RunUntil(Seconds(300));
    EXPECT_EQ(updates.size(), 2U);
    EXPECT_EQ(it->GetState(), State::REGISTERED);
}

TEST_F(HomeRegistrationTest, OnlyTheLastUpdateCanBeAnswered)
{
    REQ("BOOK-036");
    it->Register(FIRST);
    const auto older = LastSequence();
    RunUntil(Seconds(2));
    ASSERT_EQ(updates.size(), 2U);
    BindingAcknowledgement body;
    body.lifetime = 420;
    body.sequence = older;
    EXPECT_FALSE(Answer(body));
    EXPECT_EQ(it->GetState(), State::REGISTERING);
    body.sequence = LastSequence();
    EXPECT_TRUE(Answer(body));
    EXPECT_EQ(it->GetState(), State::REGISTERED);
}

TEST_F(HomeRegistrationTest, AnAnswerMustBeValid)
{
    it->Register(FIRST);
    BindingAcknowledgement body;
    body.lifetime = 420;
    body.sequence = LastSequence();
    const Signal answer{body, {}};
    EXPECT_FALSE(Deliver(answer, SECOND, home.homeAddress, true)) << "not from the home agent";
    EXPECT_FALSE(Deliver(answer, home.homeAgent, FIRST, true)) << "not for the home address";
    EXPECT_FALSE(Deliver(answer, home.homeAgent, home.homeAddress, false)) << "no routing header";
    EXPECT_FALSE(
        Deliver(Signal{BindingRefreshRequest{}, {}}, home.homeAgent, home.homeAddress, true));
    EXPECT_EQ(acknowledgements, 0U);
    EXPECT_TRUE(Deliver(answer, home.homeAgent, home.homeAddress, true));
    EXPECT_FALSE(Deliver(answer, home.homeAgent, home.homeAddress, true)) << "nothing outstanding";
    EXPECT_EQ(acknowledgements, 1U);
}

TEST_F(HomeRegistrationTest, AnAnswerAtHomeComesWithoutRoutingHeader)
{
    it->Register(FIRST);
    Answer(BindingStatus::ACCEPTED);
    it->ReturnHome();
    BindingAcknowledgement body;
    body.sequence = LastSequence();
    const Signal answer{body, {}};
    EXPECT_FALSE(Deliver(answer, home.homeAgent, home.homeAddress, true));
    EXPECT_TRUE(Deliver(answer, home.homeAgent, home.homeAddress, false));
    EXPECT_EQ(it->GetState(), State::IDLE);
}

TEST_F(HomeRegistrationTest, EveryUpdateAsksAsAHomeRegistrationMust)
{
    REQ("BOOK-025");
    it->Register(FIRST);
    Answer(BindingStatus::ACCEPTED);
    it->Register(SECOND);
    Answer(BindingStatus::ACCEPTED);
    RunUntil(Seconds(400));
    it->Deregister(SECOND);
    Answer(BindingStatus::ACCEPTED);
    it->Register(FIRST);
    Answer(BindingStatus::ACCEPTED);
    it->ReturnHome();
    ASSERT_GE(updates.size(), 6U);
    for (const auto& update : updates)
    {
        EXPECT_TRUE(update.Body().homeRegistration);
        EXPECT_TRUE(update.Body().acknowledge);
        EXPECT_FALSE(update.Body().keyManagementMobility);
        EXPECT_EQ(update.envelope.source, home.homeAddress);
        EXPECT_EQ(update.envelope.destination, home.homeAgent);
    }
}

TEST_F(HomeRegistrationTest, TheCareOfAddressIsInTheOptionToo)
{
    it->Register(FIRST);
    const auto& update = updates.back();
    EXPECT_EQ(update.envelope.careOfSource, FIRST);
    ASSERT_EQ(update.signal.Options<AlternateCareOfAddress>().size(), 1U);
    EXPECT_EQ(update.signal.Option<AlternateCareOfAddress>()->address, FIRST);
}

TEST_F(HomeRegistrationTest, OctetsAreThoseOfTheVectors)
{
    const Octets expected{0x3b, 0x03, 0x05, 0x00, 0x50, 0xef, 0x00, 0x0b, 0xe0, 0x00, 0x00,
                          0xfa, 0x01, 0x00, 0x03, 0x10, 0x20, 0x01, 0x0d, 0xb8, 0x00, 0x02,
                          0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x10};
    firstSequence = 11;
    compatible = true;
    policy.lifetime = 1000;
    it->Register(FIRST);
    EXPECT_EQ(EncodeMobilityHeader(updates.back().signal, home.homeAddress, home.homeAgent),
              expected);
}

TEST_F(HomeRegistrationTest, LinkLocalCompatibilityIsTold)
{
    it->Register(FIRST);
    EXPECT_FALSE(updates.back().Body().linkLocalAddressCompatibility);
    compatible = true;
    it->Register(SECOND);
    EXPECT_TRUE(updates.back().Body().linkLocalAddressCompatibility);
}

TEST_F(HomeRegistrationTest, LifetimeEndsWithHomeAndCareOfAddress)
{
    validity = 103;
    it->Register(FIRST);
    EXPECT_EQ(updates.back().Body().lifetime, 100U);
    validity = 2;
    it->Register(SECOND);
    EXPECT_EQ(updates.back().Body().lifetime, 4U) << "0 would be a deregistration";
    validity = INFINITE_LIFETIME;
    policy.lifetime = 300000;
    it->Register(FIRST);
    EXPECT_EQ(updates.back().Body().lifetime, MAX_LIFETIME);
}

TEST_F(HomeRegistrationTest, TheReturnedLifetimeCounts)
{
    REQ("BOOK-035", "RFC-174");
    policy.lifetime = 1000;
    it->Register(FIRST);
    RunUntil(Seconds(8));
    const Time sent = updates.back().at;
    ASSERT_EQ(sent, MilliSeconds(4500));
    Answer(BindingStatus::ACCEPTED, 960);
    const auto* entry = list.Find(home.homeAgent, home.homeAddress);
    EXPECT_EQ(entry->Remaining(Simulator::Now()), sent + Seconds(960) - Simulator::Now());
}

TEST_F(HomeRegistrationTest, RenewsAtEightyPercent)
{
    policy.lifetime = 200;
    it->Register(FIRST);
    RunUntil(Seconds(1));
    Answer(BindingStatus::ACCEPTED, 100);
    RunUntil(MilliSeconds(79999));
    EXPECT_EQ(updates.size(), 1U);
    RunUntil(Seconds(81));
    ASSERT_GE(updates.size(), 2U);
    EXPECT_EQ(updates[1].at, Seconds(80)) << "counted from when the update was sent";
    EXPECT_EQ(updates[1].envelope.careOfSource, FIRST);
    EXPECT_EQ(it->GetState(), State::REFRESHING);
    EXPECT_TRUE(it->IsBound());
}

TEST_F(HomeRegistrationTest, RenewsAtTheAdviceIfThatIsEarlier)
{
    REQ("RFC-198");
    it->Register(FIRST);
    BindingAcknowledgement body;
    body.sequence = LastSequence();
    body.lifetime = 100;
    Answer(body, {BindingRefreshAdvice::FromSeconds(60)});
    RunUntil(MilliSeconds(60500));
    ASSERT_EQ(updates.size(), 2U);
    EXPECT_EQ(updates[1].at, Seconds(60));
    body.sequence = LastSequence();
    Answer(body, {BindingRefreshAdvice::FromSeconds(96)});
    RunUntil(MilliSeconds(140500));
    ASSERT_EQ(updates.size(), 3U);
    EXPECT_EQ(updates[2].at, Seconds(140)) << "80 % is earlier than the advice";
}

TEST_F(HomeRegistrationTest, Peer_44_FiveLifetimesWithoutAGap)
{
    policy.lifetime = 100;
    it->Register(FIRST);
    Answer(BindingStatus::ACCEPTED, 100);
    for (Time now = Seconds(1); now < Seconds(500); now += Seconds(1))
    {
        RunUntil(now);
        if (it->GetState() == State::REFRESHING)
        {
            Answer(BindingStatus::ACCEPTED, 100);
        }
        ASSERT_TRUE(it->IsBound());
    }
    EXPECT_EQ(updates.size(), 7U);
}

TEST_F(HomeRegistrationTest, ABindingThatEndsUnansweredIsRegisteredAnew)
{
    policy.lifetime = 100;
    it->Register(FIRST);
    Answer(BindingStatus::ACCEPTED, 100);
    RunUntil(Seconds(101));
    EXPECT_EQ(it->GetState(), State::REGISTERING);
    EXPECT_FALSE(it->IsBound());
    RunUntil(Seconds(144));
    EXPECT_EQ(updates.back().at, Seconds(80 + 63)) << "the back-off goes on";
}

TEST_F(HomeRegistrationTest, DeregistersFromHomeWithBothSigns)
{
    it->Register(FIRST);
    Answer(BindingStatus::ACCEPTED);
    it->ReturnHome();
    const auto& update = updates.back();
    EXPECT_EQ(update.Body().lifetime, 0U);
    EXPECT_EQ(update.envelope.source, home.homeAddress);
    EXPECT_FALSE(update.envelope.careOfSource) << "no Home Address option";
    EXPECT_FALSE(update.signal.Option<AlternateCareOfAddress>());
    const auto* entry = list.Find(home.homeAgent, home.homeAddress);
    EXPECT_EQ(entry->careOfAddress, home.homeAddress);
    Answer(BindingStatus::ACCEPTED, 0);
    EXPECT_EQ(it->GetState(), State::IDLE);
    EXPECT_FALSE(it->MayBeBound());
    EXPECT_FALSE(list.Find(home.homeAgent, home.homeAddress));
}

TEST_F(HomeRegistrationTest, DeregistersWhileAwayByWayOfTheCareOfAddress)
{
    it->Register(FIRST);
    Answer(BindingStatus::ACCEPTED);
    it->Deregister(FIRST);
    const auto& update = updates.back();
    EXPECT_EQ(update.Body().lifetime, 0U);
    EXPECT_EQ(update.envelope.careOfSource, FIRST);
    EXPECT_EQ(update.signal.Option<AlternateCareOfAddress>()->address, home.homeAddress);
}

TEST_F(HomeRegistrationTest, AnUpdateThatWasNeverAnsweredIsEndedAtHomeToo)
{
    it->Register(FIRST);
    EXPECT_TRUE(it->MayBeBound());
    EXPECT_FALSE(it->IsBound());
    it->ReturnHome();
    EXPECT_EQ(updates.back().Body().lifetime, 0U);
}

TEST_F(HomeRegistrationTest, WithoutABindingNothingIsSentAtHome)
{
    it->ReturnHome();
    it->Register(FIRST);
    Answer(BindingStatus::ACCEPTED, 420);
    it->Lose();
    RunUntil(Seconds(421));
    EXPECT_EQ(it->GetState(), State::IDLE);
    EXPECT_FALSE(list.Find(home.homeAgent, home.homeAddress));
    it->ReturnHome();
    RunUntil(Seconds(1000));
    EXPECT_EQ(updates.size(), 1U);
}

TEST_F(HomeRegistrationTest, TheSameCareOfAddressAgainNeedsNoUpdate)
{
    it->Register(FIRST);
    Answer(BindingStatus::ACCEPTED);
    RunUntil(Seconds(10));
    it->Lose();
    it->Register(FIRST);
    EXPECT_EQ(it->GetState(), State::REGISTERED);
    EXPECT_EQ(updates.size(), 1U);
    RunUntil(Seconds(337));
    EXPECT_EQ(updates.back().at, Seconds(336)) << "still renewed at 80 %";
    it->Register(SECOND);
    it->Lose();
    it->Register(FIRST);
    EXPECT_EQ(it->GetState(), State::REGISTERING) << "the home agent may have bound the other one";
}

TEST_F(HomeRegistrationTest, WaitsForTheRateLimit)
{
    earliest = MilliSeconds(400);
    it->Register(FIRST);
    EXPECT_TRUE(updates.empty());
    RunUntil(MilliSeconds(300));
    it->Register(SECOND);
    RunUntil(Seconds(1));
    ASSERT_EQ(updates.size(), 1U);
    EXPECT_EQ(updates[0].at, MilliSeconds(400));
    EXPECT_EQ(updates[0].envelope.careOfSource, SECOND);
    RunUntil(Seconds(2));
    ASSERT_EQ(updates.size(), 2U);
    EXPECT_EQ(updates[1].at, MilliSeconds(1900)) << "the time-out runs from the transmission";
}

TEST_F(HomeRegistrationTest, WhatWaitsForTheRateLimitCannotBeAnswered)
{
    it->Register(FIRST);
    earliest = Seconds(1);
    it->Register(SECOND);
    EXPECT_EQ(updates.size(), 1U);
    EXPECT_FALSE(Answer(BindingStatus::ACCEPTED)) << "it would confirm the address that is gone";
    RunUntil(Seconds(1) + MilliSeconds(1));
    EXPECT_EQ(updates.back().envelope.careOfSource, SECOND);
}

TEST_F(HomeRegistrationTest, TheListSaysWhatWasSent)
{
    compatible = true;
    mobileRouter = true;
    MobileNetworkPrefixOption prefix;
    prefix.prefix = "2001:db8:aa::";
    prefix.prefixLength = 48;
    parts = {prefix};
    it->Register(FIRST);
    const auto* entry = list.Find(home.homeAgent, home.homeAddress);
    ASSERT_TRUE(entry);
    EXPECT_EQ(entry->careOfAddress, FIRST);
    EXPECT_EQ(entry->lifetime, 420U);
    EXPECT_EQ(entry->sequence, 7);
    EXPECT_TRUE(entry->acknowledge && entry->homeRegistration && entry->mobileRouter);
    EXPECT_TRUE(entry->linkLocalAddressCompatibility);
    EXPECT_EQ(entry->prefixes, std::vector{NetworkPrefix("2001:db8:aa::", 48)});
    EXPECT_EQ(entry->retransmitAt, MilliSeconds(1500));
    EXPECT_EQ(entry->retransmitTimeout, MilliSeconds(1500));
    Answer(BindingStatus::ACCEPTED);
    EXPECT_FALSE(list.Find(home.homeAgent, home.homeAddress)->retransmitAt);
}

TEST_F(HomeRegistrationTest, EveryStateIsTold)
{
    it->Register(FIRST);
    Answer(BindingStatus::ACCEPTED);
    it->Register(SECOND);
    it->Lose();
    it->ReturnHome();
    Answer(BindingStatus::ACCEPTED);
    std::vector<State> states;
    for (const auto& one : entered)
    {
        EXPECT_EQ(one.from, states.empty() ? State::IDLE : states.back());
        states.push_back(one.to);
    }
    EXPECT_EQ(states,
              (std::vector{State::REGISTERING,
                           State::REGISTERED,
                           State::REGISTERING,
                           State::DISCONNECTED,
                           State::DEREGISTERING,
                           State::IDLE}));
}

TEST_F(HomeRegistrationTest, TheListenerMayRegisterAgainWhenTheBindingHasEnded)
{
    it->Register(FIRST);
    Answer(BindingStatus::ACCEPTED);
    onState = [this](State state) {
        if (state == State::IDLE)
        {
            it->Register(FIRST);
        }
    };
    it->Deregister(FIRST);
    Answer(BindingStatus::ACCEPTED);
    EXPECT_EQ(it->GetState(), State::REGISTERING);
    EXPECT_GT(updates.back().Body().lifetime, 0U);
}

} // namespace ns3::nemo::tests::mip6_home_registration_test
