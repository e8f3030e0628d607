// SPDX-License-Identifier: GPL-2.0-only
// What a home agent does about leases that somebody else's prefixes, a restart, the administrator
// or another update get in the way of. draft-ietf-nemo-prefix-delegation-00 sections 3.1.2, 5
// and 8.
#include "nemo-requirement.h"
#include "support/delegation-bench.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::nemo_prefix_delegation_conflict_test
{

namespace
{

HandUpdate
WithList(HandUpdate update)
{
    update.flags += "S";
    return update;
}

/// 4::9 has 5::/64 by the prefix table, and 4::2 by the authority, which knows nothing of the
/// table; 4::2 has 6::/64 without dispute.
class DisputeTest : public DelegationTest
{
  protected:
    DisputeTest()
    {
        auto& table = m_bench.agent->GetPrefixTable();
        table.Add(Ipv6Address("4::9"), P("5::/64"));
        table.Add(Ipv6Address("4::2"), P("6::/64"));
        PrefixLease lease;
        lease.homeAddress = Ipv6Address("4::2");
        lease.prefix = P("5::/64");
        lease.persistent = lease.implicit = true;
        EXPECT_TRUE(m_authority->Assign(lease, Time(0)));
    }
};

} // namespace

TEST_F(DisputeTest, WhatIsForwardedElsewhereIsNotGiven)
{
    REQ("PD-6.5-10");
    EXPECT_EQ(Ask(Update({}, "4::9")), 0);
    EXPECT_EQ(Ask(Update({Wish(1, "PI")})), 143);
    EXPECT_EQ(Told(), Strings{"D1 6 "});
    EXPECT_FALSE(m_authority->Find(Ipv6Address("4::2"), 1, Simulator::Now()))
        << "it can be taken up later";
    EXPECT_EQ(m_bench.TunnelledTo(Ipv6Address("5::1")), Ipv6Address("7::2"));
}

TEST_F(DisputeTest, WhoComesFirstIsServed)
{
    REQ("PD-6.5-10");
    EXPECT_EQ(Ask(Update({Wish(1, "PI")})), 0);
    EXPECT_EQ(Told(), Strings{"D1 0 PI 5::/64 4294967295"});
    EXPECT_EQ(Ask(Update({}, "4::9")), 143);
    auto leaving = Update();
    leaving.lifetime = 0;
    EXPECT_EQ(Ask(leaving), 0);
    EXPECT_EQ(Ask(Update({}, "4::9")), 0);
    // Now the lease is there, and asked for again.
    EXPECT_EQ(Ask(Update({Wish(1, "PI")})), 143);
    EXPECT_EQ(Told(), Strings{"D1 6 "});
    // Nor does it come along with what is listed.
    EXPECT_EQ(Ask(Update({PrefixOption("6::/64")})), 143);
    EXPECT_EQ(Ask(WithList(Update({Delegated("5::/64")}))), 142);
    EXPECT_EQ(Told(), Strings{"-0 5  5::/64 0"});
    EXPECT_EQ(Listed(), Strings{"PI 6::/64"}) << "what would be refused is not the router's";
}

TEST_F(DisputeTest, TheAdministratorIsToldOfADispute)
{
    auto& delegation = *m_bench.agent->GetDelegation();
    EXPECT_FALSE(delegation.Assign(Ipv6Address("4::2"), P("5::/60")));
    EXPECT_FALSE(delegation.Assign(Ipv6Address("4::8"), P("6::/64")));
    EXPECT_TRUE(delegation.Assign(Ipv6Address("4::8"), P("8::/64")));
}

TEST_F(DelegationTest, ANewBindingIsToldWhatThereIs)
{
    REQ("PD-3.1-2", "PD-5.2-3");
    EXPECT_EQ(Ask(WithList(Update({Wish(1, "PI"), Wish(2, "I")}))), 0);
    EXPECT_EQ(Ask(Update()), 0);
    EXPECT_EQ(Listed(), Strings{"none"}) << "it has asked, and knows";
    Use(m_authority);
    // The mobile router knows nothing of that, nor that its second prefix is another one's now.
    EXPECT_EQ(Ask(Update({Wish(1, "I")}, "4::9")), 0);
    EXPECT_EQ(Told(), Strings{"D1 0 I fd00:b000:0:1::/64 400"});
    EXPECT_EQ(Ask(Update()), 0);
    EXPECT_EQ(Listed(), Strings{"PID fd00:b000::/64"});
}

TEST_F(DelegationTest, TheListIsRepeatedUntilItSeemsToBeHeard)
{
    REQ("PD-5.2-3");
    EXPECT_EQ(Ask(Update({Wish(1, "PI")})), 0);
    EXPECT_EQ(Listed(), Strings{"PID fd00:b000::/64"});
    m_bench.Run(Seconds(29));
    EXPECT_EQ(Ask(Update()), 0);
    EXPECT_EQ(Listed(), Strings{"PID fd00:b000::/64"}) << "the acknowledgement may be lost";
    m_bench.Run(Seconds(34));
    auto moved = Update();
    moved.careOf = Ipv6Address("7::3");
    EXPECT_EQ(Ask(moved), 0);
    EXPECT_EQ(Listed(), Strings{"PID fd00:b000::/64"}) << "it may have been nowhere";
    m_bench.Run(Seconds(34));
    moved = Update();
    moved.careOf = Ipv6Address("7::3");
    EXPECT_EQ(Ask(moved), 0);
    EXPECT_EQ(Listed(), Strings{"none"});
    // A change that no update has been told of since does not count as heard.
    m_bench.agent->GetDelegation()->Assign(Ipv6Address("4::2"), P("8::/64"), false);
    m_bench.Run(Seconds(34));
    moved = Update();
    moved.careOf = Ipv6Address("7::3");
    EXPECT_EQ(Ask(moved), 0);
    EXPECT_EQ(Listed(), (Strings{"PD 8::/64", "PID fd00:b000::/64"}));
}

TEST_F(DelegationTest, TheEndsOfListedLeasesAreTold)
{
    REQ("PD-5.1-2");
    Set("PersistentLifetime", "100s");
    EXPECT_EQ(Ask(WithList(Update({Wish(1, "PI"), Wish(2)}))), 0);
    EXPECT_EQ(Told().size(), 2U) << "each once";
    EXPECT_EQ(Ask(WithList(Update())), 0);
    EXPECT_EQ(Told(), Strings{"-0 0 PI fd00:b000::/64 98"});
    EXPECT_EQ(Listed().size(), 2U);
    auto stale = WithList(Update());
    stale.sequence = 1;
    EXPECT_EQ(Ask(stale), 135);
    EXPECT_EQ(Told(), Strings{"-0 0 PI fd00:b000::/64 95"});
    EXPECT_EQ(Ask(Update()), 0);
    EXPECT_EQ(Told(), Strings{});
}

TEST_F(DelegationTest, WhatIsOverWithinASecondIsNotListed)
{
    EXPECT_EQ(Ask(Update({Wish(1, "P")})), 0);
    const Ipv6Address home("4::2");
    m_bench.agent->GetDelegation()->SetLifetime(home, P("fd00:b000::/64"), MilliSeconds(3900));
    EXPECT_EQ(Ask(WithList(Update({Delegated("fd00:b000::/64")}))), 0);
    EXPECT_EQ(Listed(), Strings{"PD fd00:b000::/64"});
    // Three seconds later a whole second is not left.
    EXPECT_EQ(Ask(WithList(Update({Delegated("fd00:b000::/64")}))), 0);
    EXPECT_EQ(Listed(), Strings{}) << "a list tells no ends";
}

TEST_F(DelegationTest, AChangeIsToldToTheNextBinding)
{
    REQ("PD-5.1-2");
    EXPECT_EQ(Ask(Update({Wish(1, "PI")})), 0);
    auto leaving = Update();
    leaving.lifetime = 0;
    EXPECT_EQ(Ask(leaving), 0);
    EXPECT_TRUE(m_bench.agent->GetDelegation()->SetLifetime(Ipv6Address("4::2"),
                                                            P("fd00:b000::/64"),
                                                            Seconds(1000)));
    EXPECT_EQ(Ask(Update()), 0);
    EXPECT_EQ(Told(), Strings{"-0 0 PI fd00:b000::/64 998"});
    leaving = Update();
    leaving.lifetime = 0;
    EXPECT_EQ(Ask(leaving), 0);
    EXPECT_EQ(Ask(Update()), 0);
    EXPECT_EQ(Told(), Strings{"-0 0 PI fd00:b000::/64 992"});
}

TEST_F(DelegationTest, ARepeatEndsWithWhatWasGiven)
{
    REQ("PD-5.3-2", "PD-6.4-6");
    EXPECT_EQ(Ask(Update({Wish(1)})), 0);
    EXPECT_EQ(Ask(Update({Wish(1, "P")})), 0);
    EXPECT_EQ(Told(), Strings{"D1 0  fd00:b000::/64 400"});
    Set("PersistentLifetime", "100s");
    EXPECT_EQ(Ask(Update({Wish(1, "P"), Wish(2, "P")})), 0);
    EXPECT_EQ(Told(), (Strings{"D1 0  fd00:b000::/64 400", "D2 0 P fd00:b000:0:1::/64 100"}));
    EXPECT_EQ(Ask(Update({Wish(2)})), 0);
    EXPECT_EQ(Told(), Strings{"D2 0 P fd00:b000:0:1::/64 97"});
}

TEST_F(DelegationTest, WhatWasTransientBeforeABootIsFree)
{
    REQ("PD-5.3-2");
    PrefixRequest asked;
    asked.homeAddress = Ipv6Address("4::2");
    asked.correlator = 1;
    asked.length = 64;
    m_authority->Request(asked, Simulator::Now(), nullptr);
    asked.correlator = 2;
    asked.persistent = true;
    m_authority->Request(asked, Simulator::Now(), nullptr);
    EXPECT_EQ(Leases().size(), 2U);
    Use(m_authority);
    EXPECT_EQ(Leases(), Strings{"4::2 fd00:b000:0:1::/64"});
}

TEST_F(DelegationTest, AnUpdateWithoutRequestsReplacesOneThatWaits)
{
    REQ("PD-7-1+1");
    m_bench.agent->GetPrefixTable().Add(Ipv6Address("4::2"), P("5::/64"));
    m_bench.agent->SetForwardingSetup([](const auto&, const auto&) { return Seconds(10); });
    EXPECT_EQ(Ask(Update({Wish(1)})), 255);
    EXPECT_EQ(Leases().size(), 1U);
    EXPECT_EQ(Ask(Update({PrefixOption("5::/64")})), 255);
    EXPECT_EQ(Leases(), Strings{});
    m_bench.Run(Seconds(11));
    EXPECT_EQ(m_bench.LastAnswer().Acknowledgement()->status, BindingStatus::ACCEPTED);
    EXPECT_EQ(Told(), Strings{});
    EXPECT_EQ(Leases(), Strings{});
}

TEST_F(DelegationTest, WhatTheAdministratorChangesMeanwhileStays)
{
    auto& delegation = *m_bench.agent->GetDelegation();
    EXPECT_TRUE(delegation.Assign(Ipv6Address("4::2"), P("5::/64")));
    m_bench.agent->SetForwardingSetup([](const auto&, const auto&) { return Seconds(10); });
    EXPECT_EQ(Ask(Update({Wish(1)})), 255);
    EXPECT_TRUE(delegation.SetLifetime(Ipv6Address("4::2"), P("5::/64"), Seconds(60)));
    m_bench.Run(Seconds(11));
    ASSERT_EQ(Told().size(), 1U + 1U) << "the answer, and the change";
    EXPECT_EQ(Told()[0], "D1 0 PI 5::/64 51");
}

} // namespace ns3::nemo::tests::nemo_prefix_delegation_conflict_test
