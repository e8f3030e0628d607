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

} // namespace ns3::nemo::tests::nemo_prefix_requests_list_test
