// SPDX-License-Identifier: GPL-2.0-only
// Which home agent is tried next. RFC 6275 section 11.4.1.
#include "nemo-requirement.h"

#include "ns3/mip6-home-agent-search.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <memory>
#include <vector>

namespace ns3::nemo::tests::mip6_home_agent_search_test
{

namespace
{

const Ipv6Address FIRST("2001:db8:1::1");
const Ipv6Address SECOND("2001:db8:1::2");
const Ipv6Address THIRD("2001:db8:1::3");

/// Asks nobody: the test answers.
struct FakeDiscovery : HomeAgentDiscovery
{
    struct Log
    {
        std::vector<Time> asked;
        std::vector<HomeAgentQuestion> questions;
        HomeAgentDiscovery::Answer answer; ///< Empty while no question is open.
        Time leastPause;
    };

    explicit FakeDiscovery(Log& log)
        : m_log(log)
    {
    }

    void Ask(const HomeAgentQuestion& question, Answer answer) override
    {
        m_log.asked.push_back(Simulator::Now());
        m_log.questions.push_back(question);
        m_log.answer = std::move(answer);
    }

    void Stop() override
    {
        m_log.answer = nullptr;
    }

    Time LeastPause() const override
    {
        return m_log.leastPause;
    }

    Log& m_log;
};

} // namespace

class HomeAgentSearchTest : public testing::Test
{
  protected:
    HomeAgentSearchTest()
        : m_search(std::make_unique<FakeDiscovery>(m_log), MakeNeeds())
    {
    }

    ~HomeAgentSearchTest() override
    {
        Simulator::Destroy();
    }

    HomeAgentSearch::Needs MakeNeeds()
    {
        HomeAgentSearch::Needs needs;
        needs.question = [this]() { return m_question; };
        needs.identifier = [this]() { return ++m_identifier; };
        needs.found = [this](const Ipv6Address& homeAgent) { m_found.push_back(homeAgent); };
        needs.exhausted = [this]() { ++m_exhausted; };
        needs.pause = [](Time last) {
            return last.IsZero() ? Seconds(10) : std::min(last * 2, Seconds(30));
        };
        return needs;
    }

    void Answer(const std::vector<Ipv6Address>& homeAgents)
    {
        const auto answer = std::exchange(m_log.answer, nullptr);
        ASSERT_TRUE(answer);
        answer({homeAgents, false});
    }

    static void RunFor(Time time)
    {
        Simulator::Stop(time);
        Simulator::Run();
    }

    FakeDiscovery::Log m_log;
    HomeAgentQuestion m_question;
    uint16_t m_identifier{0};
    std::vector<Ipv6Address> m_found;
    uint32_t m_exhausted{0};
    HomeAgentSearch m_search;
};

TEST_F(HomeAgentSearchTest, TriesEachOnceInTheOrderOfTheAnswer)
{
    REQ("RFC-146");
    EXPECT_FALSE(m_search.HasNext());
    EXPECT_FALSE(m_search.Next());
    ASSERT_EQ(m_log.asked.size(), 1U);
    Answer({FIRST, SECOND, THIRD});
    EXPECT_EQ(m_found, std::vector{FIRST});
    EXPECT_TRUE(m_search.HasNext());
    EXPECT_EQ(m_search.Next(), std::optional(SECOND));
    EXPECT_EQ(m_search.Next(), std::optional(THIRD));
    EXPECT_FALSE(m_search.HasNext());
    EXPECT_EQ(m_log.asked.size(), 1U);
}

TEST_F(HomeAgentSearchTest, KeepsTheListForWhenAHomeAgentFails)
{
    REQ("RFC-146");
    m_search.Next();
    Answer({FIRST, SECOND, THIRD});
    m_search.Next();
    m_search.OnAccepted(SECOND);
    EXPECT_EQ(m_search.GetKnown(), (std::vector{FIRST, SECOND, THIRD}));
    EXPECT_EQ(m_search.Next(), std::optional(FIRST));
    EXPECT_EQ(m_search.Next(), std::optional(THIRD));
    EXPECT_FALSE(m_search.Next());
    EXPECT_EQ(m_log.asked.size(), 2U);
    // Nobody answers any more: those that were known are tried again.
    Answer({});
    EXPECT_EQ(m_found, (std::vector{FIRST, FIRST}));
    EXPECT_EQ(m_search.Next(), std::optional(SECOND));
}

TEST_F(HomeAgentSearchTest, AsksAgainWithPausesThatGrow)
{
    REQ("BOOK-074");
    m_search.Next();
    for (int i = 0; i < 5; ++i)
    {
        Answer({});
        EXPECT_TRUE(m_found.empty());
        RunFor(Seconds(40));
    }
    EXPECT_EQ(m_log.asked,
              (std::vector{Seconds(0),
                           Seconds(10),
                           Seconds(60),
                           Seconds(110),
                           Seconds(150),
                           Seconds(190)}));
    // An acceptance ends that.
    m_search.OnAccepted(FIRST);
    EXPECT_FALSE(m_log.answer);
    m_search.Next();
    EXPECT_EQ(m_log.asked.back(), Seconds(200));
}

TEST_F(HomeAgentSearchTest, PausesAsLongAsTheDialectWantsAtLeast)
{
    m_log.leastPause = Seconds(45);
    m_search.Next();
    for (int i = 0; i < 3; ++i)
    {
        Answer({});
        RunFor(Seconds(50));
        m_search.Next();
    }
    EXPECT_EQ(m_log.asked, (std::vector{Seconds(0), Seconds(45), Seconds(95), Seconds(145)}));
}

TEST_F(HomeAgentSearchTest, AsksFromTheNewCareOfAddressAtOnce)
{
    m_question.careOfAddress = Ipv6Address("2001:db8:2::10");
    m_search.Next();
    m_search.Next();
    EXPECT_EQ(m_log.asked.size(), 1U);
    m_question.careOfAddress = Ipv6Address("2001:db8:3::10");
    m_search.Next();
    ASSERT_EQ(m_log.asked.size(), 2U);
    EXPECT_EQ(m_log.questions[1].careOfAddress, Ipv6Address("2001:db8:3::10"));
    EXPECT_NE(m_log.questions[0].identifier, m_log.questions[1].identifier);
}

TEST_F(HomeAgentSearchTest, StopsWhenThereIsNowhereToAskFrom)
{
    m_search.Next();
    m_search.Stop();
    EXPECT_FALSE(m_log.answer);
    m_search.Next();
    Answer({});
    m_search.Stop();
    RunFor(Seconds(100));
    EXPECT_EQ(m_log.asked.size(), 2U);
}

TEST_F(HomeAgentSearchTest, WhoIsExcludedIsNotTriedAgain)
{
    REQ("NEMO-5.4.1-2");
    m_search.Next();
    Answer({FIRST, SECOND, THIRD});
    m_search.Exclude(FIRST);
    m_search.Exclude(THIRD);
    EXPECT_EQ(m_search.Next(), std::optional(SECOND));
    EXPECT_FALSE(m_search.HasNext());
    EXPECT_FALSE(m_search.Next());
    RunFor(Seconds(10));
    Answer({FIRST, SECOND, THIRD});
    EXPECT_EQ(m_found, (std::vector{FIRST, SECOND}));
    EXPECT_EQ(m_exhausted, 0U);
}

TEST_F(HomeAgentSearchTest, SaysWhenAllAreExcludedAndAsksNoMore)
{
    REQ("NEMO-5.4.1-3", "NEMO-5.4.1-5");
    m_search.Next();
    Answer({FIRST, SECOND});
    m_search.Exclude(FIRST);
    m_search.Exclude(SECOND);
    EXPECT_FALSE(m_search.Next());
    RunFor(Seconds(10));
    EXPECT_EQ(m_exhausted, 0U); // another may have come up
    Answer({SECOND, FIRST});
    EXPECT_EQ(m_exhausted, 1U);
    RunFor(Seconds(600));
    EXPECT_EQ(m_log.asked.size(), 2U);
    // Nobody's silence changes that.
    EXPECT_FALSE(m_search.Next());
    Answer({});
    EXPECT_EQ(m_exhausted, 2U);
    m_search.Restart();
    EXPECT_EQ(m_search.Next(), std::optional(SECOND));
}

TEST_F(HomeAgentSearchTest, AnAcceptanceExcludesNobody)
{
    m_search.Next();
    Answer({FIRST, SECOND});
    m_search.Exclude(FIRST);
    m_search.OnAccepted(SECOND);
    EXPECT_EQ(m_search.Next(), std::optional(FIRST));
}

TEST_F(HomeAgentSearchTest, AsksAgainWithoutAPauseAfterARestart)
{
    m_search.Next();
    Answer({FIRST});
    m_search.Exclude(FIRST);
    m_search.Restart();
    m_search.AskAgain();
    m_search.Next();
    EXPECT_EQ(m_log.asked, (std::vector{Time(0), Time(0)}));
}

TEST_F(HomeAgentSearchTest, NoSupportIsAnAnswer)
{
    REQ("NEMO-7.2-5+1");
    m_search.Next();
    const auto answer = std::exchange(m_log.answer, nullptr);
    answer({{}, true});
    EXPECT_EQ(m_exhausted, 1U);
    EXPECT_TRUE(m_found.empty());
    RunFor(Seconds(600));
    EXPECT_EQ(m_log.asked.size(), 1U);
}

} // namespace ns3::nemo::tests::mip6_home_agent_search_test
