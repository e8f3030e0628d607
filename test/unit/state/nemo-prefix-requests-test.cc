// SPDX-License-Identifier: GPL-2.0-only
// What a mobile router asks for, and what it makes of every answer.
// draft-ietf-nemo-prefix-delegation-00 sections 5 and 7.
#include "nemo-requirement.h"
#include "prefix-requests-fixture.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::nemo_prefix_requests_test
{

TEST_F(PrefixRequestsTest, ACorrelatorStaysUntilItIsAnswered)
{
    REQ("PD-6.4-6", "PD-5.1-1", "PD-7-1", "PD-7-3", "PD-7-4", "PD-6.4-4", "PD-5.7-1");
    m_requests.Add(Wish());
    m_requests.Add(Wish("PI", 56, 3));
    for (int lost = 0; lost < 3; ++lost)
    {
        const auto asked = Requests();
        ASSERT_EQ(asked.size(), 2U);
        EXPECT_EQ(asked[0].correlator, 1);
        EXPECT_EQ(asked[0].prefixLength, 64);
        EXPECT_FALSE(asked[0].persistent || asked[0].implicit);
        EXPECT_EQ(asked[1].correlator, 2);
        EXPECT_EQ(asked[1].prefixLength, 56);
        EXPECT_TRUE(asked[1].persistent && asked[1].implicit);
    }
    const auto changes =
        Read({Given(1, "fd00:b000::/64"), Given(2, "fd00:c000::/56", 0xffffffff, "PI")});
    ASSERT_EQ(changes.gained.size(), 2U);
    EXPECT_EQ(changes.gained[0].interface, 2U);
    EXPECT_EQ(changes.gained[1].interface, 3U);
    EXPECT_FALSE(changes.isAgain);
    EXPECT_EQ(Held(), (Strings{"fd00:b000::/64 420", "fd00:c000::/56 for ever"}));
    // What is forwarded without being listed is not.
    const auto options = Write();
    ASSERT_EQ(options.size(), 1U);
    EXPECT_EQ(std::get<Listed>(options[0]), InList("fd00:b000::/64"));
}

TEST_F(PrefixRequestsTest, CorrelatorsAreNeverZeroNorInUse)
{
    REQ("PD-6.4-6+2");
    for (int i = 0; i < 15; ++i)
    {
        m_requests.Add(Wish());
    }
    Requests();
    Read({Given(2, "fd00:c000::/64", 0xffffffff, "P")});
    uint16_t last = 1;
    Time now = NOW;
    for (int count = 0; count < 70000; count += 14)
    {
        MobilityOptions refusals;
        // Who is never content is asked less often.
        now += Seconds(320);
        for (const auto& asked : Requests(now))
        {
            // Of the first update they are known already.
            const auto next = static_cast<uint16_t>(last == 65535 ? 1 : last + 1);
            last = count == 0 ? asked.correlator : next == 2 ? 3 : next;
            ASSERT_EQ(asked.correlator, last);
            refusals.emplace_back(Refused(asked.correlator, 1));
        }
        ASSERT_EQ(refusals.size(), 14U);
        Read(refusals, 0, "R", now);
    }
}

TEST_F(PrefixRequestsTest, WhatAnswersNothingIsNotRead)
{
    REQ("PD-7-5");
    m_requests.Add(Wish());
    Requests();
    EXPECT_EQ(Read({Given(7, "fd00:b000::/64"), Given(0, "fd00:b000::/64")}).unknownCorrelators,
              2U);
    EXPECT_EQ(Read({Given(1, "fe80::/64")}).unknownCorrelators, 1U);
    EXPECT_EQ(Read({Given(1, "fd00:b000::/64"), Given(1, "fd00:d000::/64")}).unknownCorrelators,
              1U);
    EXPECT_EQ(Held(), Strings{"fd00:b000::/64 420"});
}

TEST_F(PrefixRequestsTest, EachStatusHasItsAnswer)
{
    REQ("PD-7-7", "PD-7-9", "PD-7-11", "PD-7-13", "PD-7-14", "PD-7-8", "PD-7-6");

    struct Case
    {
        int status;
        std::string flags;
        std::string then; ///< Flags of the next request; "-": there is none.
        uint16_t correlator;
    };

    for (const Case& it : std::vector<Case>{{1, "P", "P", 2},
                                            {2, "", "-", 0},
                                            {3, "", "-", 0},
                                            {4, "P", "-", 0},
                                            {5, "P", "", 1},
                                            {5, "", "-", 0},
                                            {8, "PI", "I", 1},
                                            {8, "", "-", 0},
                                            {9, "", "P", 1},
                                            {9, "P", "-", 0},
                                            {10, "PI", "P", 1},
                                            {10, "", "-", 0},
                                            {77, "", "-", 0}})
    {
        for (const int answer : {0, 143})
        {
            m_requests = PrefixRequests();
            m_requests.Add(Wish(it.flags));
            Requests();
            const auto changes = Read({Refused(1, it.status)}, answer, "R", NOW, true);
            const auto next = Requests();
            const bool isOver = it.then == "-";
            EXPECT_EQ(changes.refused.size(), isOver ? 1U : 0U) << it.status << it.flags;
            EXPECT_EQ(changes.isAgain, !isOver || answer == 143) << it.status << it.flags;
            ASSERT_EQ(next.size(), isOver ? 0U : 1U) << it.status << it.flags;
            if (!isOver)
            {
                EXPECT_EQ(next[0].correlator, it.correlator);
                EXPECT_EQ(next[0].persistent, it.then.find('P') != std::string::npos);
                EXPECT_EQ(next[0].implicit, it.then.find('I') != std::string::npos);
                if (it.status != 1)
                {
                    // Once is enough.
                    EXPECT_EQ(Read({Refused(1, it.status)}, answer).refused.size(), 1U);
                    EXPECT_TRUE(Requests().empty());
                }
            }
        }
    }
    // Longer than wanted is as good.
    m_requests = PrefixRequests();
    m_requests.Add(Wish("", 48));
    Requests();
    Read({Given(1, "fd00:b000::/56", 420, "", PrefixStatus::LONGER_PREFIX_ALLOCATED)});
    EXPECT_EQ(Held(), Strings{"fd00:b000::/56 420"});
}

TEST_F(PrefixRequestsTest, ToFlipAFlagAndBackIsNoAnswer)
{
    REQ("PD-7-14");
    m_requests.Add(Wish("P"));
    Requests();
    Read({Refused(1, 8)}, 143);
    EXPECT_FALSE(Requests().at(0).persistent);
    EXPECT_EQ(Read({Refused(1, 9)}, 143).refused,
              std::vector{PrefixStatus::TRANSIENT_NOT_SUPPORTED});
    EXPECT_TRUE(Requests().empty());
}

TEST_F(PrefixRequestsTest, AnotherLengthIsTriedOnce)
{
    REQ("PD-7-9");
    auto wish = Wish("", 130);
    wish.otherLength = 60;
    m_requests.Add(wish);
    Requests();
    Read({Refused(1, 3)}, 143);
    EXPECT_EQ(Requests().at(0).prefixLength, 60);
    Read({Refused(1, 3)}, 143);
    EXPECT_TRUE(Requests().empty());
}

TEST_F(PrefixRequestsTest, WhereNothingIsLeftItWaits)
{
    REQ("PD-7-12");
    m_requests.SetPause({Seconds(10), Seconds(30)});
    m_requests.Add(Wish());
    Time now = NOW;
    for (const int pause : {10, 20, 30, 30})
    {
        EXPECT_EQ(Requests(now).size(), 1U);
        const auto changes = Read({Refused(1, 6)}, 143, "R", now);
        EXPECT_TRUE(changes.isElsewhere);
        EXPECT_FALSE(changes.isAgain);
        EXPECT_EQ(m_requests.NextEvent(now), std::optional(now + Seconds(pause)));
        EXPECT_TRUE(Requests(now + Seconds(pause) - MilliSeconds(1)).empty());
        now += Seconds(pause);
        EXPECT_TRUE(m_requests.IsDue(now));
    }
    // Another home agent is asked at once.
    m_requests.OnHomeAgentChange();
    EXPECT_EQ(Requests(now - Seconds(1)).at(0).correlator, 1);
    // Nor is anything wrong with what was refused because of another one.
    m_requests = PrefixRequests();
    m_requests.Add(Wish("P"));
    m_requests.Add(Wish());
    Requests();
    EXPECT_TRUE(Read({Refused(1, 8), Refused(2, 6)}, 143).isAgain);
    EXPECT_EQ(Requests().size(), 2U);
}

TEST_F(PrefixRequestsTest, AHomeAgentMayKnowNothingOfThis)
{
    REQ("PD-5.6-3");
    m_requests.Add(Wish());
    for (const int status : {0, 143})
    {
        m_requests.OnHomeAgentChange();
        EXPECT_EQ(Requests().size(), 1U);
        const auto changes = Read({}, status, "R", NOW, true);
        EXPECT_TRUE(changes.isUnsupported);
        EXPECT_EQ(changes.isAgain, status == 143) << "with what it has besides";
        EXPECT_TRUE(Requests().empty());
    }
    // That an update is refused for another reason says nothing.
    m_requests.OnHomeAgentChange();
    for (const int status : {128, 130, 134, 135, 141, 142})
    {
        EXPECT_EQ(Requests().size(), 1U);
        EXPECT_FALSE(Read({}, status).isUnsupported) << status;
    }
}

} // namespace ns3::nemo::tests::nemo_prefix_requests_test
