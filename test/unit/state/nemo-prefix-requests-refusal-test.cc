// SPDX-License-Identifier: GPL-2.0-only
// What a mobile router makes of home agents that have little to give, or contradict themselves.
// draft-ietf-nemo-prefix-delegation-00 section 7.
#include "nemo-requirement.h"
#include "prefix-requests-fixture.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::nemo_prefix_requests_refusal_test
{

TEST_F(PrefixRequestsTest, WhatIsRefusedTogetherIsAskedForOneByOne)
{
    REQ("PD-7-12");
    m_requests.Add(Wish());
    m_requests.Add(Wish());
    m_requests.Add(Wish());
    ASSERT_EQ(Requests().size(), 3U);
    auto changes = Read({Refused(1, 6), Refused(2, 6), Refused(3, 6)}, 143);
    EXPECT_TRUE(changes.isAgain);
    EXPECT_FALSE(changes.isElsewhere) << "less may be given here";
    auto asked = Requests();
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(asked[0].correlator, 1);
    // There is room for one.
    changes = Read({Given(1, "5::/64")});
    EXPECT_EQ(changes.gained.size(), 1U);
    EXPECT_TRUE(Requests().empty());
    EXPECT_EQ(m_requests.NextEvent(NOW), std::optional(NOW + Seconds(10)));
    EXPECT_EQ(Requests(NOW + Seconds(10)).size(), 2U);
}

TEST_F(PrefixRequestsTest, WhoFindsNoRoomAloneWaits)
{
    REQ("PD-7-12");
    m_requests.Add(Wish("", 48));
    m_requests.Add(Wish());
    Requests();
    Read({Refused(1, 6), Refused(2, 6)}, 143);
    const Time later = NOW + MilliSeconds(20);
    ASSERT_EQ(Requests(later).size(), 1U);
    const auto changes = Read({Refused(1, 6)}, 143, "R", later);
    EXPECT_TRUE(changes.isElsewhere);
    EXPECT_FALSE(m_requests.IsDue(later));
    // The other one has its turn.
    const auto asked = Requests(NOW + Seconds(10));
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(asked[0].correlator, 2);
    // Each of an accepted update is judged for itself.
    Requests(NOW + Seconds(11));
    EXPECT_TRUE(Read({Refused(1, 6), Refused(2, 6)}, 0, "R", NOW + Seconds(11)).isElsewhere);
    EXPECT_FALSE(m_requests.IsDue(NOW + Seconds(11)));
}

TEST_F(PrefixRequestsTest, WhatTheSameAnswerRefusesIsNotTakenOn)
{
    m_requests.TakeOnListed(true, 9);
    m_requests.Add(Wish("P"));
    Read({InList("5::/64", "PID"), InList("6::/64", "PID")}, 0, "RS");
    Write();
    const auto changes =
        Read({News("5::/64", 0, 5), InList("5::/64", "PID"), InList("6::/64", "PID")}, 142, "RS");
    EXPECT_EQ(changes.lost.at(0).prefix, P("5::/64"));
    EXPECT_TRUE(changes.gained.empty());
    EXPECT_EQ(Held(), Strings{"6::/64 for ever"});
}

TEST_F(PrefixRequestsTest, WhatWouldOverlapIsGivenUp)
{
    m_requests.Add(Wish());
    Requests();
    const auto changes = Read({Given(1, "fd00:99::/56")}, 0, "R", NOW, true);
    EXPECT_EQ(changes.unknownCorrelators, 0U);
    EXPECT_EQ(changes.refused, std::vector{PrefixStatus::INVALID_PREFIX});
    EXPECT_TRUE(Held().empty()) << "it covers a prefix of the configuration";
    EXPECT_TRUE(Requests().empty()) << "it would be given again";
}

TEST_F(PrefixRequestsTest, WhoIsNeverContentIsNotAskedForEverWithoutAPause)
{
    REQ("PD-7-7");
    m_requests.Add(Wish());
    for (int count = 0; count < 8; ++count)
    {
        const auto asked = Requests();
        ASSERT_EQ(asked.size(), 1U) << count;
        EXPECT_TRUE(Read({Refused(asked[0].correlator, 1)}, 143).isAgain);
    }
    Time now = NOW;
    for (const int pause : {10, 20, 40})
    {
        const auto asked = Requests(now);
        ASSERT_EQ(asked.size(), 1U);
        EXPECT_FALSE(Read({Refused(asked[0].correlator, 1)}, 143, "R", now).isAgain);
        EXPECT_TRUE(Requests(now).empty());
        EXPECT_EQ(m_requests.NextEvent(now), std::optional(now + Seconds(pause)));
        now += Seconds(pause);
    }
    // When it is content, all is as before.
    const auto asked = Requests(now);
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(Read({Given(asked[0].correlator, "5::/64")}, 0, "R", now).gained.size(), 1U);
    Write(now);
    EXPECT_TRUE(Read({}, 0, "RS", now).isAgain);
}

TEST_F(PrefixRequestsTest, WhatWasAskedForTogetherWithARefusedListIsAskedForWithoutIt)
{
    m_requests.TakeOnListed(true, 2);
    m_requests.Add(Wish());
    Requests();
    Read({Given(1, "4::/64", 10, "P"), InList("4::/64", "PD"), InList("5::/64", "PD")}, 0, "RS");
    const Time now = NOW + Seconds(10);
    m_requests.Expire(now);
    const auto asked = Requests(now);
    ASSERT_EQ(asked.size(), 1U);
    // All that is listed is refused, and nothing is said of the request.
    const auto changes = Read({News("5::/64", 0, 1)}, 141, "RS", now);
    EXPECT_EQ(changes.lost.size(), 1U);
    EXPECT_TRUE(changes.isAgain) << "or nobody would ever ask again";
    const auto again = Requests(now);
    ASSERT_EQ(again.size(), 1U);
    EXPECT_EQ(again[0].correlator, asked[0].correlator);
    // Where nothing more can be corrected the same is not sent again.
    EXPECT_FALSE(Read({}, 141, "RS", now).isAgain);
}

} // namespace ns3::nemo::tests::nemo_prefix_requests_refusal_test
