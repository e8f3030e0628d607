// SPDX-License-Identifier: GPL-2.0-only
// The state machine of a registration with a correspondent, state by event.
#include "ns3/mip6-correspondent-registration.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <vector>

namespace ns3::nemo::tests::mip6_correspondent_registration_test
{

namespace
{

using State = CorrespondentRegistration::State;

const Ipv6Address HOME("1::2");
const Ipv6Address PEER("3::2");
const Ipv6Address CARE_OF("7::2");
const Ipv6Address OTHER("8::2");

/// Grants what the test says, when the test says it.
class ScriptedAuthorizer : public UpdateAuthorizer
{
  public:
    void Begin(const UpdateWish& wish, Callback done) override
    {
        wishes.push_back(wish);
        m_done = std::move(done);
    }

    void Cancel() override
    {
        m_done = nullptr;
    }

    bool IsRunning() const override
    {
        return m_done != nullptr;
    }

    void Forget(bool ofHomeAddress, bool ofCareOfAddress) override
    {
        forgotten += std::string(ofHomeAddress ? "h" : "") + (ofCareOfAddress ? "c" : "");
    }

    void Finish(bool grants)
    {
        const Callback done = m_done;
        m_done = nullptr;
        UpdateGrant grant;
        grant.options.emplace_back(NonceIndices{5, 6});
        done(grants ? std::optional(grant) : std::nullopt);
    }

    std::vector<UpdateWish> wishes;
    std::string forgotten;

  private:
    Callback m_done;
};

/// A registration, and the node around it.
class CorrespondentRegistrationTest : public testing::Test, protected CorrespondentHost
{
  protected:
    CorrespondentRegistrationTest()
    {
        auto scripted = std::make_unique<ScriptedAuthorizer>();
        authorizer = scripted.get();
        CorrespondentHost& host = *this;
        registration = std::make_unique<CorrespondentRegistration>(
            HOME,
            PEER,
            list,
            host,
            std::move(scripted),
            [this](CorrespondentRegistration& entered, State) {
                states.push_back(entered.GetState());
            });
    }

    ~CorrespondentRegistrationTest() override
    {
        registration.reset();
        Simulator::Destroy();
    }

    DialectProfile GetProfile() const override
    {
        return {};
    }

    CorrespondentTermsWanted GetTermsWanted() const override
    {
        return terms;
    }

    uint32_t GetValidity(const CorrespondentRegistration&) const override
    {
        return validity;
    }

    Time EarliestUpdate(const Ipv6Address&, const Ipv6Address&) const override
    {
        return Simulator::Now();
    }

    uint16_t DrawSequence() override
    {
        return 1000;
    }

    void SendUpdate(const CorrespondentRegistration&,
                    const Signal& update,
                    const Envelope& envelope) override
    {
        sent.push_back(update);
        envelopes.push_back(envelope);
        sentAt.push_back(Simulator::Now());
    }

    bool IsUsed(const CorrespondentRegistration&, Time) const override
    {
        return isUsed;
    }

    /// An answer to the last update.
    bool Answer(BindingStatus status, std::optional<uint16_t> sequence = std::nullopt)
    {
        const auto& update = *sent.back().Get<BindingUpdate>();
        BindingAcknowledgement body;
        body.status = status;
        body.sequence = sequence.value_or(update.sequence);
        body.lifetime = update.lifetime;
        const Signal signal{body, {}};
        const bool isDeletion = update.lifetime == 0;
        const SignalDelivery delivery{signal,
                                      PEER,
                                      HOME,
                                      PEER,
                                      isDeletion ? HOME : CARE_OF,
                                      false,
                                      false,
                                      !isDeletion,
                                      nullptr,
                                      1,
                                      80,
                                      Create<Packet>()};
        return registration->Receive(delivery);
    }

    /// Bring a fresh registration to a state.
    void Reach(State state)
    {
        switch (state)
        {
        case State::IDLE:
            return;
        case State::AUTHORIZING:
            registration->Register(CARE_OF);
            return;
        case State::UPDATING:
            Reach(State::AUTHORIZING);
            authorizer->Finish(true);
            return;
        case State::BOUND:
            Reach(State::UPDATING);
            Answer(BindingStatus::ACCEPTED);
            return;
        case State::HELD:
            Reach(State::AUTHORIZING);
            authorizer->Finish(false);
            return;
        case State::ENDED:
            registration->ReturnHome();
            return;
        }
    }

    static void Run(Time until)
    {
        Simulator::Stop(until - Simulator::Now());
        Simulator::Run();
    }

    CorrespondentTermsWanted terms{420, 80, true, Seconds(600), 3};
    uint32_t validity{1000};
    bool isUsed{true};
    BindingUpdateList list;
    ScriptedAuthorizer* authorizer;
    std::unique_ptr<CorrespondentRegistration> registration;
    std::vector<State> states;
    std::vector<Signal> sent;
    std::vector<Envelope> envelopes;
    std::vector<Time> sentAt;
};

constexpr State ALL[] =
    {State::IDLE, State::AUTHORIZING, State::UPDATING, State::BOUND, State::HELD, State::ENDED};

/// What each event makes of each state, in the order of ALL.
struct Row
{
    const char* name;
    std::function<void(CorrespondentRegistration&)> event;
    std::vector<State> becomes;
};

const std::vector<Row>&
Table()
{
    using R = CorrespondentRegistration;
    constexpr State I = State::IDLE;
    constexpr State A = State::AUTHORIZING;
    constexpr State U = State::UPDATING;
    constexpr State B = State::BOUND;
    constexpr State H = State::HELD;
    constexpr State E = State::ENDED;
    static const std::vector<Row> table{
        {"Register the same", [](R& r) { r.Register(CARE_OF); }, {A, A, U, B, H, A}},
        {"Register another", [](R& r) { r.Register(OTHER); }, {A, A, A, A, H, A}},
        {"Suspend", [](R& r) { r.Suspend(); }, {I, I, I, I, H, E}},
        {"ReturnHome", [](R& r) { r.ReturnHome(); }, {E, E, A, A, E, E}},
        {"Refresh", [](R& r) { r.Refresh(); }, {I, A, U, A, H, E}},
        {"OnUnknownBinding", [](R& r) { r.OnUnknownBinding(); }, {I, A, U, A, H, E}},
        {"OnUnsupported", [](R& r) { r.OnUnsupported(); }, {I, H, H, B, H, E}}};
    return table;
}

class CorrespondentRegistrationTable : public CorrespondentRegistrationTest,
                                       public testing::WithParamInterface<std::size_t>
{
};

TEST_P(CorrespondentRegistrationTable, HoldsForEveryStateAndEvent)
{
    const Row& row = Table()[GetParam() / std::size(ALL)];
    const std::size_t state = GetParam() % std::size(ALL);
    Reach(ALL[state]);
    ASSERT_EQ(registration->GetState(), ALL[state]);
    row.event(*registration);
    EXPECT_EQ(registration->GetState(), row.becomes[state]) << row.name << " in " << ALL[state];
}

INSTANTIATE_TEST_SUITE_P(All,
                         CorrespondentRegistrationTable,
                         testing::Range<std::size_t>(0, 7 * std::size(ALL)));

TEST_F(CorrespondentRegistrationTest, AsksForNoMoreThanLasts)
{
    Reach(State::UPDATING);
    EXPECT_EQ(sent[0].Get<BindingUpdate>()->lifetime, 420U);
    EXPECT_FALSE(sent[0].Get<BindingUpdate>()->homeRegistration);
    EXPECT_FALSE(sent[0].Get<BindingUpdate>()->mobileRouter);
    EXPECT_TRUE(sent[0].Get<BindingUpdate>()->acknowledge);
    EXPECT_EQ(envelopes[0].careOfSource, CARE_OF);
    validity = 99;
    registration->Register(OTHER);
    authorizer->Finish(true);
    EXPECT_EQ(sent[1].Get<BindingUpdate>()->lifetime, 96U) << "what the field can say";
}

TEST_F(CorrespondentRegistrationTest, AnUpdateIsSentAgainUntilNobodyAnswers)
{
    Reach(State::UPDATING);
    Run(Seconds(100));
    // RFC 6275 sections 5.2.9 and 11.8: 1 s, doubled, and 3 retries.
    EXPECT_EQ(sentAt, (std::vector{Seconds(0), Seconds(1), Seconds(3), Seconds(7)}));
    // The correspondent may have lost what the tokens are made of: once more, with new ones.
    EXPECT_EQ(authorizer->forgotten, "hc");
    ASSERT_EQ(registration->GetState(), State::AUTHORIZING);
    authorizer->Finish(true);
    Run(Seconds(200));
    ASSERT_EQ(sent.size(), 8U);
    for (std::size_t i = 0; i < sent.size(); ++i)
    {
        EXPECT_EQ(sent[i].Get<BindingUpdate>()->sequence, 1000 + i);
    }
    EXPECT_EQ(registration->GetState(), State::HELD);
    EXPECT_TRUE(list.Find(PEER, HOME)->noMoreUpdates);
}

TEST_F(CorrespondentRegistrationTest, AsksForNothingThatWouldOutliveTheHomeRegistration)
{
    validity = 3;
    Reach(State::UPDATING);
    EXPECT_TRUE(sent.empty()) << "the field counts in units of 4 s";
    EXPECT_EQ(registration->GetState(), State::IDLE);
    validity = 420;
    registration->Register(CARE_OF);
    authorizer->Finish(true);
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].Get<BindingUpdate>()->lifetime, 420U);
}

TEST_F(CorrespondentRegistrationTest, IsNotRenewedOnRequestUnlessItIsUsed)
{
    Reach(State::BOUND);
    isUsed = false;
    registration->Refresh();
    EXPECT_EQ(registration->GetState(), State::BOUND);
    isUsed = true;
    registration->Refresh();
    EXPECT_EQ(registration->GetState(), State::AUTHORIZING);
}

TEST_F(CorrespondentRegistrationTest, WhoHasLostTheBindingHasLostItsNonces)
{
    Reach(State::BOUND);
    registration->OnUnknownBinding();
    EXPECT_EQ(authorizer->forgotten, "hc");
    EXPECT_FALSE(registration->IsBound());
}

TEST_F(CorrespondentRegistrationTest, AfterTheHoldItCanBeTriedAgain)
{
    Reach(State::HELD);
    Run(Seconds(599));
    EXPECT_EQ(registration->GetState(), State::HELD);
    Run(Seconds(601));
    EXPECT_EQ(registration->GetState(), State::ENDED);
}

TEST_F(CorrespondentRegistrationTest, OnlyTheAnswerToTheLastUpdateCounts)
{
    Reach(State::UPDATING);
    Run(Seconds(2));
    EXPECT_FALSE(Answer(BindingStatus::ACCEPTED, 1000));
    EXPECT_FALSE(registration->IsBound());
    EXPECT_TRUE(Answer(BindingStatus::ACCEPTED, 1001));
    EXPECT_TRUE(registration->IsBound());
    EXPECT_FALSE(Answer(BindingStatus::ACCEPTED, 1001)) << "nothing is outstanding";
}

TEST_F(CorrespondentRegistrationTest, ExpiredNoncesMakeItAskAgain)
{
    const std::vector<std::pair<BindingStatus, std::string>> cases{
        {BindingStatus::EXPIRED_HOME_NONCE_INDEX, "h"},
        {BindingStatus::EXPIRED_CARE_OF_NONCE_INDEX, "c"},
        {BindingStatus::EXPIRED_NONCES, "hc"}};
    Reach(State::UPDATING);
    for (const auto& [status, forgotten] : cases)
    {
        authorizer->forgotten.clear();
        EXPECT_TRUE(Answer(status));
        EXPECT_EQ(authorizer->forgotten, forgotten);
        EXPECT_EQ(registration->GetState(), State::AUTHORIZING);
        authorizer->Finish(true);
    }
    // But not for ever.
    EXPECT_TRUE(Answer(BindingStatus::EXPIRED_NONCES));
    EXPECT_EQ(registration->GetState(), State::HELD);
}

TEST_F(CorrespondentRegistrationTest, ARefusalIsHeeded)
{
    Reach(State::UPDATING);
    EXPECT_TRUE(Answer(BindingStatus::ADMINISTRATIVELY_PROHIBITED));
    EXPECT_EQ(registration->GetState(), State::HELD);
}

TEST_F(CorrespondentRegistrationTest, AStaleNumberIsMendedAtOnceButOnlyOnce)
{
    Reach(State::UPDATING);
    EXPECT_TRUE(Answer(BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW, 5000));
    ASSERT_EQ(sent.size(), 2U);
    EXPECT_EQ(sent[1].Get<BindingUpdate>()->sequence, 5001);
    EXPECT_TRUE(Answer(BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW, 6000));
    EXPECT_EQ(sent.size(), 2U) << "the back-off goes on";
    Run(Seconds(1.5));
    ASSERT_EQ(sent.size(), 3U);
    EXPECT_EQ(sent[2].Get<BindingUpdate>()->sequence, 6001);
}

TEST_F(CorrespondentRegistrationTest, IsRenewedInTimeIfItIsUsed)
{
    Reach(State::BOUND);
    Run(Seconds(335));
    EXPECT_EQ(registration->GetState(), State::BOUND);
    Run(Seconds(337)); // 80 % of 420 s
    EXPECT_EQ(registration->GetState(), State::AUTHORIZING);
    EXPECT_TRUE(registration->IsBound()) << "until it ends";
    authorizer->Finish(true);
    Answer(BindingStatus::ACCEPTED);
    EXPECT_EQ(registration->GetState(), State::BOUND);
    isUsed = false;
    Run(Seconds(337 + 419));
    EXPECT_EQ(registration->GetState(), State::BOUND);
    Run(Seconds(337 + 421));
    EXPECT_EQ(registration->GetState(), State::ENDED);
    EXPECT_FALSE(registration->IsBound());
}

TEST_F(CorrespondentRegistrationTest, AnUnansweredRenewalDoesNotOutliveTheBinding)
{
    Reach(State::BOUND);
    Run(Seconds(421));
    EXPECT_EQ(registration->GetState(), State::AUTHORIZING);
    EXPECT_FALSE(registration->IsBound());
}

TEST_F(CorrespondentRegistrationTest, AnotherCareOfAddressIsNotBoundYet)
{
    Reach(State::BOUND);
    registration->Register(OTHER);
    EXPECT_FALSE(registration->IsBound());
    EXPECT_TRUE(registration->MayBeBound());
    registration->Suspend();
    registration->Register(CARE_OF);
    EXPECT_TRUE(registration->IsBound()) << "the correspondent still knows";
    EXPECT_EQ(registration->GetState(), State::BOUND);
}

TEST_F(CorrespondentRegistrationTest, AtHomeTheBindingIsEnded)
{
    Reach(State::BOUND);
    registration->ReturnHome();
    EXPECT_FALSE(registration->IsBound());
    ASSERT_EQ(authorizer->wishes.size(), 2U);
    EXPECT_TRUE(authorizer->wishes[1].IsDeletion());
    authorizer->Finish(true);
    EXPECT_EQ(sent.back().Get<BindingUpdate>()->lifetime, 0U);
    EXPECT_FALSE(envelopes.back().careOfSource);
    EXPECT_EQ(envelopes.back().source, HOME);
    EXPECT_TRUE(Answer(BindingStatus::ACCEPTED));
    EXPECT_EQ(registration->GetState(), State::ENDED);
    EXPECT_FALSE(registration->MayBeBound());
}

TEST_F(CorrespondentRegistrationTest, WithoutAcknowledgementItIsTakenForGranted)
{
    terms.acknowledge = false;
    Reach(State::UPDATING);
    EXPECT_EQ(registration->GetState(), State::BOUND);
    EXPECT_TRUE(registration->IsBound());
    Run(Seconds(10));
    EXPECT_EQ(sent.size(), 1U);
    EXPECT_TRUE(Answer(BindingStatus::EXPIRED_NONCES)) << "it may be refused all the same";
    EXPECT_EQ(registration->GetState(), State::AUTHORIZING);
}

TEST_F(CorrespondentRegistrationTest, AFailedRenewalLeavesTheBindingForItsTime)
{
    Reach(State::BOUND);
    Run(Seconds(337));
    ASSERT_EQ(registration->GetState(), State::AUTHORIZING);
    authorizer->Finish(false);
    EXPECT_EQ(registration->GetState(), State::BOUND);
    EXPECT_TRUE(registration->IsBound());
    registration->OnUnsupported();
    EXPECT_TRUE(registration->IsBound());
    Run(Seconds(421));
    EXPECT_FALSE(registration->IsBound());
}

TEST_F(CorrespondentRegistrationTest, WhoIsHeldAndMayBeBoundIsToldOfAMove)
{
    Reach(State::BOUND);
    registration->Refresh();
    authorizer->Finish(true);
    Answer(BindingStatus::ADMINISTRATIVELY_PROHIBITED);
    ASSERT_EQ(registration->GetState(), State::HELD);
    registration->Register(OTHER);
    EXPECT_EQ(registration->GetState(), State::AUTHORIZING);
}

TEST_F(CorrespondentRegistrationTest, WhatWasSentElsewhereMayHaveArrived)
{
    Reach(State::BOUND);
    registration->Register(OTHER);
    authorizer->Finish(true);
    registration->Suspend();
    registration->Register(CARE_OF);
    EXPECT_EQ(registration->GetState(), State::AUTHORIZING) << "no answer came";
    EXPECT_FALSE(registration->IsBound());
}

TEST_F(CorrespondentRegistrationTest, NobodysWordKeepsABindingFromBeingEnded)
{
    Reach(State::BOUND);
    registration->Suspend();
    registration->OnUnknownBinding();
    registration->ReturnHome();
    EXPECT_EQ(registration->GetState(), State::AUTHORIZING);
    EXPECT_TRUE(authorizer->wishes.back().IsDeletion());
}

} // namespace

} // namespace ns3::nemo::tests::mip6_correspondent_registration_test
