// SPDX-License-Identifier: GPL-2.0-only
// What a movement detector does at every event in every state, in each of its modes. RFC 6275
// section 11.5.1.
#include "support/movement-detector-test.h"

#include <gtest/gtest.h>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace ns3::nemo::tests::mip6_movement_detector_states_test
{

namespace
{

using State = MovementDetector::State;
using Mode = MovementDetector::Mode;

/// What may happen.
enum class Event
{
    LINK_UP,
    LINK_DOWN,
    CURRENT_ADVERTISES,
    OTHER_ADVERTISES,
    UNUSABLE_ADVERTISES,
    CURRENT_SILENT,
    OTHER_SILENT,
    CURRENT_LOST,
    OTHER_LOST,
    CURRENT_REPLACED,
    ADDRESS_DEPRECATED,
    ADDRESS_GONE
};

constexpr int EVENTS = 12;

/// What follows.
struct Reaction
{
    State next;
    bool solicits; ///< a Router Solicitation leaves
    bool moves;    ///< the other router is the current one
};

/// The whole machine in the mode that solicits. Columns: the events in the order of the enum.
std::map<State, std::vector<Reaction>>
Machine()
{
    const Reaction searching{State::SEARCHING, false, false};
    const Reaction settled{State::SETTLED, false, false};
    const Reaction suspicious{State::SUSPICIOUS, false, false};
    const Reaction asks{State::SUSPICIOUS, true, false};
    const Reaction moved{State::SETTLED, false, true};
    return {
        // up, down, current, other, unusable, silent (both), lost (both), replaced, deprecated,
        // gone
        {State::SEARCHING,
         {searching,
          searching,
          searching, // there is none: it cannot advertise
          moved,
          searching,
          searching,
          searching,
          searching,
          searching,
          searching,
          searching,
          searching}},
        {State::SETTLED,
         {suspicious,
          suspicious,
          settled,
          settled, // it is asked whether the current one is there
          settled,
          asks,
          settled,
          asks,
          settled,
          searching,
          settled,
          settled}},
        {State::SUSPICIOUS,
         {suspicious,
          suspicious,
          settled,
          moved,
          suspicious,
          asks,
          suspicious,
          asks,
          suspicious,
          searching,
          suspicious,
          suspicious}},
    };
}

} // namespace

class MovementDetectorStates : public MovementDetectorTest,
                               public testing::WithParamInterface<std::tuple<int, int, int>>
{
  protected:
    /// Another router of another link, as if it had been heard.
    HeardRouter Other(const char* linkLocal) const
    {
        HeardRouter other = m_heard;
        other.linkLocal = Ipv6Address(linkLocal);
        other.prefixes.front().prefix = m_world.Prefix("4::");
        other.globalAddresses.clear();
        other.firstHeard = other.lastHeard = Simulator::Now();
        return other;
    }

    void Reach(State state)
    {
        Start(m_world.a);
        m_world.RunUntil(Seconds(5));
        m_heard = *m_it->GetCurrentRouter();
        if (state == State::SEARCHING)
        {
            m_it->OnRouterReplaced(m_interface, m_heard);
        }
        else if (state == State::SUSPICIOUS)
        {
            m_it->OnLinkDown(m_interface);
        }
        ASSERT_EQ(m_it->GetState(), state);
    }

    void Happen(Event event)
    {
        const HeardRouter other = Other("fe80::77");
        m_listener.unusable = Ipv6Address("fe80::66");
        switch (event)
        {
        case Event::LINK_UP:
            return m_it->OnLinkUp(m_interface);
        case Event::LINK_DOWN:
            return m_it->OnLinkDown(m_interface);
        case Event::CURRENT_ADVERTISES:
            return Current([this] { m_it->OnAdvertisement(m_interface, m_heard); });
        case Event::OTHER_ADVERTISES:
            return m_it->OnAdvertisement(m_interface, other);
        case Event::UNUSABLE_ADVERTISES:
            return m_it->OnAdvertisement(m_interface, Other("fe80::66"));
        case Event::CURRENT_SILENT:
            return m_it->OnRouterSilent(m_interface, m_heard);
        case Event::OTHER_SILENT:
            return m_it->OnRouterSilent(m_interface, other);
        case Event::CURRENT_LOST:
            m_heard.lifetime = 0;
            m_heard.lifetimeUntil = Simulator::Now();
            return m_it->OnRouterLost(m_interface, m_heard);
        case Event::OTHER_LOST:
            return m_it->OnRouterLost(m_interface, other);
        case Event::CURRENT_REPLACED:
            return m_it->OnRouterReplaced(m_interface, m_heard);
        case Event::ADDRESS_DEPRECATED:
            return m_it->OnAddressDeprecated(m_interface, m_world.Address("2::10"));
        case Event::ADDRESS_GONE:
            return m_it->OnAddressGone(m_interface, m_world.Address("2::10"));
        }
    }

    HeardRouter m_heard; ///< The current router of the states that have one.

  private:
    void Current(const std::function<void()>& action) const
    {
        if (m_it->GetCurrentRouter())
        {
            action();
        }
    }
};

TEST_P(MovementDetectorStates, ReactAsTheTableSays)
{
    m_config.mode = static_cast<Mode>(std::get<0>(GetParam()));
    const auto state = static_cast<State>(std::get<1>(GetParam()));
    const auto event = static_cast<Event>(std::get<2>(GetParam()));
    Reaction expected = Machine().at(state).at(static_cast<std::size_t>(event));
    if (m_config.mode == Mode::LINK && event == Event::LINK_UP)
    {
        expected = {State::SEARCHING, false, false}; // a link that comes is a move
    }
    expected.solicits = expected.solicits && m_config.mode != Mode::ADVERTISEMENTS;
    Reach(state);
    const auto chosen = m_listener.routers.size();
    const auto uprooted = m_listener.uprooted;
    const auto solicited = Solicitations(m_world.a);
    Happen(event);
    EXPECT_EQ(m_it->GetState(), expected.next);
    EXPECT_EQ(m_listener.routers.size() - chosen, expected.moves ? 1U : 0U);
    if (expected.moves)
    {
        EXPECT_EQ(m_listener.routers.back().router, Ipv6Address("fe80::77"));
    }
    EXPECT_EQ(m_listener.uprooted - uprooted,
              m_config.mode == Mode::LINK && event == Event::LINK_UP ? 1 : 0);
    m_world.RunUntil(Simulator::Now() + TimeStep(1));
    EXPECT_EQ(Solicitations(m_world.a) - solicited, expected.solicits ? 1U : 0U);
}

INSTANTIATE_TEST_SUITE_P(EveryPair,
                         MovementDetectorStates,
                         testing::Combine(testing::Range(0, 3),
                                          testing::Range(0, 3),
                                          testing::Range(0, EVENTS)));

} // namespace ns3::nemo::tests::mip6_movement_detector_states_test
