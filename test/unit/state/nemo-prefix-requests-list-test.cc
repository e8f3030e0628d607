// SPDX-License-Identifier: GPL-2.0-only
// What a mobile router makes of lists of prefixes and of news, and the ends of leases.
// draft-ietf-nemo-prefix-delegation-00 section 3.1.
#include "nemo-requirement.h"
#include "prefix-requests-fixture.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::nemo_prefix_requests_list_test
{

TEST_F(PrefixRequestsTest, TheListIsTakenOn)
{
    REQ("PD-3.1-1", "PD-3.1-1+1", "PD-3.1-3", "PD-6.3-4");
    m_requests.TakeOnListed(true, 9);
    m_requests.Add(Wish());
    const auto changes = Read({InList("5::/64"),
                               InList("6::/64", "PID"),
                               InList("7::/64", "PI"),
                               InList("8::/64", "PID"),
                               News("8::/64", 3600)},
                              0,
                              "RS");
    ASSERT_EQ(changes.gained.size(), 4U);
    EXPECT_EQ(changes.gained[0].prefix, P("8::/64"));
    EXPECT_EQ(changes.gained[0].interface, 2U) << "for the first wish that is open";
    EXPECT_EQ(changes.gained[1].interface, 9U);
    EXPECT_EQ(Held(), (Strings{"8::/64 3600", "5::/64 420", "6::/64 for ever", "7::/64 for ever"}));
    EXPECT_TRUE(changes.isAgain) << "to confirm them";
    auto options = Write();
    EXPECT_EQ(options,
              (MobilityOptions{[] {
                                   auto option = InList("8::/64", "D");
                                   return option;
                               }(),
                               InList("5::/64"),
                               InList("6::/64", "PID"),
                               InList("7::/64", "PI")}));
    EXPECT_FALSE(Read({}).isAgain);
    options = Write();
    EXPECT_EQ(options.size(), 3U) << "all but the implicit one";
}

TEST_F(PrefixRequestsTest, AListWithoutAPrefixIsItsEnd)
{
    REQ("PD-3.1-2", "PD-3.3-1", "PD-6.2-2+1", "PD-5.5-2");
    m_requests.Add(Wish("P"));
    Requests();
    Read({Given(1, "fd00:b000::/64", 0xffffffff, "P")});
    Write();
    EXPECT_TRUE(Read({}).lost.empty()) << "no list";
    EXPECT_TRUE(Read({}, 0, "S").lost.empty()) << "no list of a home agent of mobile routers";
    EXPECT_TRUE(Read({InList("fd00:b000::/64")}, 0, "RS").lost.empty());
    EXPECT_TRUE(Read({News("fd00:b000::/64", 0xffffffff)}, 0, "RS").lost.empty());
    const auto changes = Read({}, 0, "RS");
    ASSERT_EQ(changes.lost.size(), 1U);
    EXPECT_TRUE(changes.isAgain);
    EXPECT_EQ(Requests().at(0).correlator, 2) << "asked for anew";
    EXPECT_TRUE(Requests().at(0).persistent);
}

TEST_F(PrefixRequestsTest, AListIsComparedWithTheConfiguration)
{
    REQ("PD-2-4");
    m_requests.TakeOnListed(false, 9);
    const auto changes = Read({InList("5::/64", "PI"), InList("6::/64", "PI")}, 0, "RS");
    EXPECT_EQ(changes.unexpected, (std::vector{P("5::/64"), P("6::/64")}));
    EXPECT_TRUE(changes.gained.empty());
}

TEST_F(PrefixRequestsTest, NewsChangesWhatIsHeld)
{
    REQ("PD-5.1-2+1", "PD-6.5-3");
    m_requests.TakeOnListed(true, 9);
    m_requests.Add(Wish("P"));
    Requests();
    Read({Given(1, "5::/64", 0xffffffff, "P")});
    Write();
    auto changes = Read({News("5::/64", 60), News("6::/64", 70)});
    EXPECT_EQ(changes.changed.size(), 1U);
    EXPECT_EQ(changes.gained.size(), 1U);
    EXPECT_EQ(Held(), (Strings{"5::/64 60", "6::/64 70"}));
    Write();
    changes = Read({News("5::/64", 0)});
    EXPECT_EQ(changes.lost.at(0).prefix, P("5::/64"));
    EXPECT_EQ(Signal({BindingUpdate(), Write()}).Options<Listed>().size(), 1U);
    // A claim that is refused for this prefix is the same.
    Read({Given(2, "7::/64")});
    Write();
    changes = Read({News("7::/64", 0, 1)}, 141);
    EXPECT_EQ(changes.lost.at(0).prefix, P("7::/64"));
    EXPECT_TRUE(changes.isAgain);
    // Without a prefix that it could be about nothing changes, and nothing is sent again.
    Write();
    EXPECT_FALSE(Read({News("99::/64", 0, 5)}, 142, "R", NOW, true).isAgain);
}

TEST_F(PrefixRequestsTest, LeasesLastAsLongAsTheBindingOrTheirTime)
{
    REQ("PD-L-1", "PD-5.3-2");
    m_requests.Add(Wish());
    m_requests.Add(Wish("P"));
    Requests();
    Read({Given(1, "5::/64", 420), Given(2, "6::/64", 1000, "P")});
    Write();
    EXPECT_EQ(Read({}, 0, "R", NOW + Seconds(50)).changed.size(), 1U);
    EXPECT_EQ(Held(), (Strings{"5::/64 470", "6::/64 1000"}));
    EXPECT_EQ(m_requests.NextEvent(NOW), std::optional(NOW + Seconds(470)));
    EXPECT_TRUE(m_requests.Expire(NOW + Seconds(469)).empty());
    EXPECT_EQ(m_requests.Expire(NOW + Seconds(470)).size(), 1U);
    EXPECT_TRUE(m_requests.IsDue(NOW + Seconds(470)));
    EXPECT_EQ(Requests().at(0).correlator, 3);
    Read({Given(3, "7::/64")});
    EXPECT_EQ(m_requests.EndTransient().at(0).prefix, P("7::/64"));
    EXPECT_EQ(Held(), Strings{"6::/64 1000"});
}

TEST_F(PrefixRequestsTest, ALeaseThatEndsWhileItIsListedIsAskedForAgain)
{
    REQ("PD-3.1-2");
    m_requests.Add(Wish("P"));
    Requests();
    Read({Given(1, "5::/64", 45, "P")});
    Write();
    m_requests.Expire(NOW + Seconds(45));
    EXPECT_TRUE(Read({News("5::/64", 0, 1)}, 141, "R", NOW + Seconds(45)).isAgain);
    EXPECT_EQ(Requests(NOW + Seconds(45)).at(0).correlator, 2);
    EXPECT_FALSE(Read({News("5::/64", 0, 1)}, 141, "R", NOW + Seconds(45)).isAgain);
}

TEST_F(PrefixRequestsTest, ARestartForgetsWhatIsNotKept)
{
    REQ("PD-7-6", "PD-7-2");
    m_requests.Add(Wish());
    m_requests.Add(Wish("PI"));
    Requests();
    Read({Given(1, "5::/64"), Given(2, "6::/64", 0xffffffff, "PI")});
    m_requests.Restart(true, NOW);
    EXPECT_EQ(Held(), Strings{"6::/64 for ever"});
    EXPECT_EQ(Requests().size(), 1U) << "what is there is not asked for";
    EXPECT_EQ(Requests().at(0).correlator, 1);
    m_requests.Restart(false, NOW);
    EXPECT_TRUE(Held().empty());
    // In the same order as ever, so that a home agent that remembers gives the same.
    EXPECT_EQ(Requests().at(0).correlator, 1);
    EXPECT_EQ(Requests().at(1).correlator, 2);
}

TEST_F(PrefixRequestsTest, AHomeAgentCannotFillTheMemory)
{
    m_requests.TakeOnListed(true, 9);
    MobilityOptions many;
    for (int i = 0; i < 100; ++i)
    {
        many.emplace_back(InList("5:0:0:" + std::to_string(i) + "::/64"));
    }
    Read(many, 0, "RS");
    EXPECT_EQ(m_requests.GetHeld().size(), 64U);
    EXPECT_TRUE(Read({News("5::/48", 100)}).gained.empty()) << "it overlaps what is there";
}

TEST_F(PrefixRequestsTest, WhatIsListedAndEndsNowIsNotTakenOn)
{
    m_requests.TakeOnListed(true, 2);
    Write();
    // The list tells no ends: without the news of it 5::/64 would last for ever.
    const auto changes =
        Read({News("5::/64", 0), News("6::/64", 9), InList("5::/64", "PD"), InList("6::/64", "PD")},
             0,
             "RS");
    EXPECT_EQ(changes.gained.size(), 1U);
    EXPECT_EQ(Held(), Strings{"6::/64 9"});
}

TEST_F(PrefixRequestsTest, WhatIsHeldUnaskedIsTheAnswerToALaterRequest)
{
    m_requests.TakeOnListed(true, 9);
    m_requests.Add(Wish());
    Requests();
    Read({Given(1, "4::/64", 10, "P"), InList("4::/64", "PD"), InList("5::/64", "PD")}, 0, "RS");
    ASSERT_EQ(Held(), (Strings{"4::/64 10", "5::/64 for ever"}));
    Time now = NOW + Seconds(10);
    EXPECT_EQ(m_requests.Expire(now).size(), 1U);
    const auto asked = Requests(now);
    ASSERT_EQ(asked.size(), 1U);
    const auto changes = Read({Given(asked[0].correlator, "5::/64", 20, "P")}, 0, "R", now);
    EXPECT_TRUE(changes.refused.empty());
    // The wish is for another link than the first.
    ASSERT_EQ(changes.lost.size(), 1U);
    EXPECT_EQ(changes.lost[0].interface, 9U);
    ASSERT_EQ(changes.gained.size(), 1U);
    EXPECT_EQ(changes.gained[0].interface, 2U);
    EXPECT_EQ(Held(now), Strings{"5::/64 20"});
    EXPECT_TRUE(Requests(now).empty());
    // From now on its end is the end of what the wish got.
    now += Seconds(20);
    EXPECT_EQ(m_requests.Expire(now).size(), 1U);
    EXPECT_EQ(Requests(now).size(), 1U);
}

TEST_F(PrefixRequestsTest, WhatIsHeldOnTheRightLinkStaysThere)
{
    m_requests.TakeOnListed(true, 2);
    m_requests.Add(Wish());
    Requests();
    Read({Given(1, "4::/64", 10, "P"), InList("4::/64", "PD"), InList("5::/64", "PD")}, 0, "RS");
    const Time now = NOW + Seconds(10);
    m_requests.Expire(now);
    Requests(now);
    const auto changes = Read({Given(2, "5::/64", 20, "P")}, 0, "R", now);
    EXPECT_TRUE(changes.lost.empty());
    EXPECT_TRUE(changes.gained.empty());
    ASSERT_EQ(changes.changed.size(), 1U);
    EXPECT_EQ(Held(now), Strings{"5::/64 20"});
    EXPECT_EQ(m_requests.GetHeld()[0].correlator, 2U);
}

TEST_F(PrefixRequestsTest, WhatAnotherWishHasIsMovedToTheOneThatIsAnswered)
{
    m_requests.TakeOnListed(true, 2);
    m_requests.Add(Wish("I"));
    m_requests.Add(Wish("", 64, 3));
    Requests();
    Read({Refused(1, 1), Refused(2, 1), InList("5::/64", "PID")}, 143, "RS");
    const auto asked = Requests();
    ASSERT_EQ(asked.size(), 1U) << "the first wish has it";
    // The home agent knows it by the second one, and not as one that it forwards unlisted.
    const auto changes = Read({Given(asked[0].correlator, "5::/64", 20)}, 0);
    EXPECT_TRUE(changes.refused.empty());
    EXPECT_TRUE(changes.isAgain);
    ASSERT_EQ(changes.gained.size(), 1U);
    EXPECT_EQ(changes.gained[0].interface, 3U);
    ASSERT_EQ(m_requests.GetHeld().size(), 1U);
    EXPECT_FALSE(m_requests.GetHeld()[0].implicit);
    const auto again = Requests();
    ASSERT_EQ(again.size(), 1U) << "the first is open again";
    EXPECT_TRUE(again[0].implicit);
    EXPECT_NE(again[0].correlator, asked[0].correlator);
    Read({Given(again[0].correlator, "6::/64", 20, "I")}, 0);
    EXPECT_EQ(m_requests.GetHeld().size(), 2U);
    EXPECT_TRUE(Requests().empty());
}

} // namespace ns3::nemo::tests::nemo_prefix_requests_list_test
