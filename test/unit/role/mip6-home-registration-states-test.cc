// SPDX-License-Identifier: GPL-2.0-only
#include "support/registration-bench.h"

#include <gtest/gtest.h>
#include <map>
#include <optional>
#include <string>
#include <tuple>

namespace ns3::nemo::tests::mip6_home_registration_states_test
{

namespace
{

using State = HomeRegistration::State;

const Ipv6Address FIRST("2001:db8:2::10");
const Ipv6Address SECOND("2001:db8:4::10");

/// What may happen to a registration.
enum class Event
{
    REGISTER_SAME,
    REGISTER_OTHER,
    LOSE,
    RETURN_HOME,
    DEREGISTER,
    RECONSIDER,
    ACCEPTED,
    PROHIBITED,
    DUPLICATE,
    OUT_OF_WINDOW,
    REFRESH_DUE,
    BINDING_ENDS,
    HOME_AGENT_FOUND,
    UNKNOWN_BINDING
};

/// What leaves the node because of it.
enum class Leaves
{
    NOTHING,
    REGISTRATION,
    DEREGISTRATION
};

struct Reaction
{
    State next;
    Leaves leaves;
};

constexpr uint32_t LIFETIME = 400;
const Time REFRESH = Seconds(320);

/// Bring a registration that has just been made into a state.
void
Reach(RegistrationBench& bench, State state)
{
    bench.policy.lifetime = LIFETIME;
    if (state == State::IDLE)
    {
        return;
    }
    if (state == State::SEARCHING)
    {
        bench.home.homeAgent = Ipv6Address::GetAny();
        bench.Restart();
    }
    bench.it->Register(FIRST);
    switch (state)
    {
    case State::IDLE:
    case State::REGISTERING:
        break;
    case State::REGISTERED:
        bench.Answer(BindingStatus::ACCEPTED, LIFETIME);
        break;
    case State::REFRESHING:
        bench.Answer(BindingStatus::ACCEPTED, LIFETIME);
        bench.RunUntil(REFRESH);
        break;
    case State::SEARCHING:
        break;
    case State::DISCONNECTED:
        bench.Answer(BindingStatus::ACCEPTED, LIFETIME);
        bench.it->Lose();
        break;
    case State::DEREGISTERING:
        bench.Answer(BindingStatus::ACCEPTED, LIFETIME);
        bench.it->ReturnHome();
        break;
    case State::REJECTED:
        bench.Answer(BindingStatus::ADMINISTRATIVELY_PROHIBITED);
        break;
    case State::REFUSED:
        bench.Answer(BindingStatus::DUPLICATE_ADDRESS_DETECTION_FAILED);
        break;
    }
    ASSERT_EQ(bench.it->GetState(), state);
}

/// An answer to the last update, whether or not one is awaited.
void
Tell(RegistrationBench& bench, BindingStatus status)
{
    BindingAcknowledgement body;
    body.status = status;
    body.lifetime = LIFETIME;
    body.sequence = bench.updates.empty() ? 0 : bench.updates.back().Body().sequence;
    if (status == BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW)
    {
        body.sequence = static_cast<uint16_t>(body.sequence + 100);
    }
    const bool routed =
        !bench.updates.empty() && bench.updates.back().envelope.careOfSource.has_value();
    bench.Deliver(Signal{body, {}}, bench.home.homeAgent, bench.home.homeAddress, routed);
}

void
Happen(RegistrationBench& bench, Event event)
{
    switch (event)
    {
    case Event::REGISTER_SAME:
        bench.it->Register(FIRST);
        return;
    case Event::REGISTER_OTHER:
        bench.it->Register(SECOND);
        return;
    case Event::LOSE:
        bench.it->Lose();
        return;
    case Event::RETURN_HOME:
        bench.it->ReturnHome();
        return;
    case Event::DEREGISTER:
        bench.it->Deregister(FIRST);
        return;
    case Event::RECONSIDER:
        bench.it->Reconsider();
        return;
    case Event::ACCEPTED:
        Tell(bench, BindingStatus::ACCEPTED);
        return;
    case Event::PROHIBITED:
        Tell(bench, BindingStatus::ADMINISTRATIVELY_PROHIBITED);
        return;
    case Event::DUPLICATE:
        Tell(bench, BindingStatus::DUPLICATE_ADDRESS_DETECTION_FAILED);
        return;
    case Event::OUT_OF_WINDOW:
        Tell(bench, BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW);
        return;
    case Event::REFRESH_DUE:
        bench.RunUntil(REFRESH);
        return;
    case Event::BINDING_ENDS:
        // Between two retransmissions, so that only the end itself is seen.
        bench.RunUntil(Seconds(LIFETIME + 1));
        return;
    case Event::HOME_AGENT_FOUND:
        bench.it->UseHomeAgent(Ipv6Address("2001:db8:1::2"));
        return;
    case Event::UNKNOWN_BINDING:
        bench.it->OnUnknownBinding();
        return;
    }
}

/// The whole machine. Columns: the events in the order of the enum.
using Row = std::vector<Reaction>;

std::map<State, Row>
Machine()
{
    const auto stay = [](State state) { return Reaction{state, Leaves::NOTHING}; };
    const Reaction registers{State::REGISTERING, Leaves::REGISTRATION};
    const Reaction registersOn{State::REGISTERING, Leaves::NOTHING};
    const Reaction refreshes{State::REFRESHING, Leaves::REGISTRATION};
    const Reaction ends{State::DEREGISTERING, Leaves::DEREGISTRATION};
    const Reaction bound = stay(State::REGISTERED);
    const Reaction lost = stay(State::DISCONNECTED);
    const Reaction rejected = stay(State::REJECTED);
    const Reaction refused = stay(State::REFUSED);
    const Reaction idle = stay(State::IDLE);
    const Reaction refreshing = stay(State::REFRESHING);
    const Reaction leaving = stay(State::DEREGISTERING);
    const Reaction searching = stay(State::SEARCHING);
    return {
        // same, other, lose, home, deregister, reconsider, 0, 129, 134, 135, refresh, end, found,
        // unknown
        {State::IDLE,
         {registers,
          registers,
          idle,
          idle,
          idle,
          idle,
          idle,
          idle,
          idle,
          idle,
          idle,
          idle,
          idle,
          idle}},
        {State::REGISTERING,
         {registersOn,
          registers,
          lost,
          ends,
          ends,
          registersOn,
          bound,
          rejected,
          refused,
          registers,
          registers, // retransmitted for ever
          registers,
          registersOn,
          registersOn}},
        {State::REGISTERED,
         {bound,
          registers,
          lost,
          ends,
          ends,
          bound,
          bound,
          bound,
          bound,
          bound,
          refreshes,
          registers, // the refresh was not answered
          bound,
          refreshes}},
        {State::REFRESHING,
         {refreshing,
          registers,
          lost,
          ends,
          ends,
          refreshing,
          bound,
          rejected,
          refused,
          refreshes,
          refreshing,
          registers,
          refreshing,
          refreshing}},
        {State::SEARCHING,
         {searching,
          searching,
          idle,
          idle,
          idle,
          idle,
          searching,
          searching,
          searching,
          searching,
          searching,
          searching,
          registers,
          searching}},
        {State::DISCONNECTED,
         {bound,
          registers,
          lost,
          ends,
          ends,
          lost,
          lost,
          lost,
          lost,
          lost,
          lost,
          idle,
          lost,
          lost}},
        {State::DEREGISTERING,
         {registers,
          registers,
          lost,
          leaving,
          ends, // the other way
          leaving,
          idle,
          idle,
          idle,
          ends,
          ends,
          {State::IDLE, Leaves::DEREGISTRATION}, // again and again, until there is nothing to end
          leaving,
          leaving}},
        {State::REJECTED,
         {rejected,
          rejected,
          rejected,
          idle,
          rejected,
          idle,
          rejected,
          rejected,
          rejected,
          rejected,
          rejected,
          rejected,
          rejected,
          rejected}},
        {State::REFUSED, Row(14, refused)},
    };
}

std::string
NameOfPair(const testing::TestParamInfo<std::tuple<int, int>>& pair)
{
    return std::string(ToString(static_cast<State>(std::get<0>(pair.param)))) + "_" +
           std::to_string(std::get<1>(pair.param));
}

} // namespace

class HomeRegistrationStates : public testing::TestWithParam<std::tuple<int, int>>
{
};

TEST_P(HomeRegistrationStates, ReactAsTheTableSays)
{
    const auto state = static_cast<State>(std::get<0>(GetParam()));
    const auto event = static_cast<Event>(std::get<1>(GetParam()));
    RegistrationBench bench;
    Reach(bench, state);
    bench.updates.reserve(64);
    const auto before = bench.updates.size();
    Happen(bench, event);
    const Reaction expected = Machine().at(state).at(static_cast<std::size_t>(event));
    EXPECT_EQ(bench.it->GetState(), expected.next);
    if (expected.leaves == Leaves::NOTHING)
    {
        EXPECT_EQ(bench.updates.size(), before);
    }
    else
    {
        ASSERT_GT(bench.updates.size(), before);
        const bool ends = bench.updates.back().Body().lifetime == 0;
        EXPECT_EQ(ends, expected.leaves == Leaves::DEREGISTRATION);
    }
}

INSTANTIATE_TEST_SUITE_P(EveryPair,
                         HomeRegistrationStates,
                         testing::Combine(testing::Range(0, 9), testing::Range(0, 14)),
                         NameOfPair);

/// A binding of 100 s that runs out while something else goes on.
class HomeRegistrationLapse : public testing::Test, protected RegistrationBench
{
  protected:
    HomeRegistrationLapse()
    {
        policy.lifetime = 100;
        it->Register(FIRST);
        Answer(BindingStatus::ACCEPTED, 100);
        RunUntil(Seconds(50));
    }
};

TEST_F(HomeRegistrationLapse, IsToldWhileAnotherAddressIsNotAnswered)
{
    it->Register(SECOND);
    RunUntil(Seconds(300));
    EXPECT_EQ(bindingEnds, std::vector{Seconds(100)});
    EXPECT_EQ(it->GetState(), State::REGISTERING);
    EXPECT_FALSE(it->IsBound());
}

TEST_F(HomeRegistrationLapse, IsToldWhileItsOwnEndIsNotAnswered)
{
    it->Deregister(FIRST);
    RunUntil(Seconds(99.9));
    EXPECT_EQ(it->GetState(), State::DEREGISTERING);
    const auto sent = updates.size();
    RunUntil(Seconds(300));
    EXPECT_EQ(bindingEnds, std::vector{Seconds(100)});
    EXPECT_EQ(it->GetState(), State::IDLE);
    EXPECT_EQ(entered.back().at, Seconds(100));
    EXPECT_EQ(updates.size(), sent);
    EXPECT_EQ(list.Size(), 0U);
}

TEST_F(HomeRegistrationLapse, EndsAReturnThatIsNotAnswered)
{
    it->Register(SECOND); // which may be bound until 150 s
    it->ReturnHome();
    RunUntil(Seconds(149.9));
    EXPECT_EQ(it->GetState(), State::DEREGISTERING);
    EXPECT_TRUE(it->MayBeBound());
    RunUntil(Seconds(150));
    EXPECT_EQ(it->GetState(), State::IDLE);
    EXPECT_FALSE(it->MayBeBound());
}

TEST_F(HomeRegistrationLapse, EndsWhatWasGivenBackAndLeavesTheRefusal)
{
    enough = false;
    it->Register(SECOND);
    EXPECT_TRUE(Answer(BindingStatus::ACCEPTED, 100));
    EXPECT_EQ(it->GetState(), State::DEREGISTERING);
    RunUntil(Seconds(150));
    EXPECT_EQ(it->GetState(), State::REJECTED);
}

TEST_F(HomeRegistrationLapse, IsToldWhileANewerOneMayLastLonger)
{
    it->Register(SECOND);
    it->Lose();
    RunUntil(Seconds(101));
    EXPECT_EQ(bindingEnds, std::vector{Seconds(100)});
    EXPECT_EQ(it->GetState(), State::DISCONNECTED);
}

TEST_F(HomeRegistrationLapse, IsNoNewsOnceTheOtherAddressIsBound)
{
    it->Register(SECOND);
    Answer(BindingStatus::ACCEPTED, 100);
    RunUntil(Seconds(120));
    EXPECT_TRUE(bindingEnds.empty());
}

} // namespace ns3::nemo::tests::mip6_home_registration_states_test
