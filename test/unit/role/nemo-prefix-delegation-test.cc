// SPDX-License-Identifier: GPL-2.0-only
// What a home agent gives to mobile routers that ask for prefixes, and how long.
// draft-ietf-nemo-prefix-delegation-00.
#include "nemo-requirement.h"
#include "support/delegation-bench.h"

#include "ns3/simulator.h"
#include "ns3/string.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::nemo_prefix_delegation_test
{

TEST_F(DelegationTest, ARequestIsAnsweredAndForwarded)
{
    REQ("PD-2-2", "PD-5.1-1", "PD-5.1-2", "PD-5.4-2", "PD-5.4-4", "PD-5.7-2", "PD-5.7-3");
    REQ("PD-5.3-2", "PD-6.4-3", "PD-6.5-3", "PD-6.5-4", "PD-7-4", "PD-8-2", "PD-8-4", "PD-8-5");
    REQ("PD-8-7", "PD-2-3");
    const std::size_t heard = m_bench.world->Heard().size();
    EXPECT_EQ(Ask(Update({Wish(1), Wish(2, "I", 56), Wish(3, "P", 72)})), 0);
    EXPECT_EQ(Told(),
              (Strings{"D1 0  fd00:b000::/64 400",
                       "D2 0 I fd00:b000:0:100::/56 400",
                       "D3 0 P fd00:b000:0:1::/72 4294967295"}));
    EXPECT_EQ(m_bench.world->Heard().size(), heard + 1) << "two messages in all";
    EXPECT_EQ(Listed().size(), 3U) << "of a new binding";
    const Binding* binding = m_bench.Find("4::2");
    ASSERT_TRUE(binding);
    EXPECT_EQ(
        binding->prefixes,
        (std::vector{P("fd00:b000::/64"), P("fd00:b000:0:100::/56"), P("fd00:b000:0:1::/72")}));
    for (const auto& lease : m_authority->Of(Ipv6Address("4::2"), Simulator::Now()))
    {
        EXPECT_TRUE(P("fd00:b000::/48").Covers(lease.prefix));
        EXPECT_EQ(lease.expires, lease.persistent ? Time::Max() : binding->expires);
    }
    EXPECT_TRUE(IsTunnelled("fd00:b000::9"));
    EXPECT_TRUE(IsTunnelled("fd00:b000:0:1ff::9"));
    EXPECT_FALSE(IsTunnelled("fd00:b000:0:2::9"));
    // More with a refresh; what was given is listed, and no request is repeated.
    EXPECT_EQ(Ask(Update({Delegated("fd00:b000::/64"), Wish(4)})), 0);
    EXPECT_EQ(Told(), Strings{"D4 0  fd00:b000:0:2::/64 400"});
    EXPECT_TRUE(IsTunnelled("fd00:b000:0:2::9"));
}

TEST_F(DelegationTest, AnAnswerThatGotLostIsGivenAgain)
{
    REQ("PD-6.4-6", "PD-6.4-6+1", "PD-6.5-15", "PD-6.5-15+1");
    Set("PersistentLifetime", "3600s");
    EXPECT_EQ(Ask(Update({Wish(1, "P"), Wish(2)})), 0);
    EXPECT_EQ(Told(), (Strings{"D1 0 P fd00:b000::/64 3600", "D2 0  fd00:b000:0:1::/64 400"}));
    m_bench.Run(Seconds(97)); // and 3 s for the answer
    EXPECT_EQ(Ask(Update({Wish(1), Wish(1, "", 56), Wish(2, "I")})), 0);
    EXPECT_EQ(Told(),
              (Strings{"D1 0 P fd00:b000::/64 3500",
                       "D1 0 P fd00:b000::/64 3500",
                       "D2 0  fd00:b000:0:1::/64 400"}));
    EXPECT_EQ(Leases(), (Strings{"4::2 fd00:b000::/64", "4::2 fd00:b000:0:1::/64"}));
    EXPECT_EQ(m_bench.Find("4::2")->prefixes,
              (std::vector{P("fd00:b000::/64"), P("fd00:b000:0:1::/64")}));
}

TEST_F(DelegationTest, TwiceTheSameCorrelatorIsOnce)
{
    REQ("PD-6.4-6+1", "PD-6.4-6+2");
    EXPECT_EQ(Ask(Update({Wish(1), Wish(1, "", 56), Wish(0)})), 0);
    EXPECT_EQ(Told(),
              (Strings{"D1 0  fd00:b000::/64 400",
                       "D1 0  fd00:b000::/64 400",
                       "D0 0  fd00:b000:0:1::/64 400"}));
    EXPECT_EQ(Leases().size(), 2U);
}

TEST_F(DelegationTest, ATransientPrefixEndsWithItsBinding)
{
    REQ("PD-4-1", "PD-L-1", "PD-L-3", "PD-5.3-2");
    Use(LeasePrefixAuthority::InMemory({{P("fd00:b000::/64"), 64}}));
    EXPECT_EQ(Ask(Update({Wish(1, "I")})), 0);
    for (int i = 0; i < 9; ++i)
    {
        m_bench.Run(Seconds(57));
        EXPECT_EQ(Ask(Update()), 0);
        EXPECT_EQ(m_authority->Find(Ipv6Address("4::2"), 1, Simulator::Now())->expires,
                  m_bench.Find("4::2")->expires);
        EXPECT_TRUE(IsTunnelled("fd00:b000::9"));
        // There is one, and somebody has it.
        EXPECT_EQ(Ask(Update({Wish(1)}, "4::9")), 143);
        EXPECT_EQ(Told(), Strings{"D1 6 "});
    }
    m_bench.Run(Seconds(393)); // all but a second
    EXPECT_EQ(Leases().size(), 1U);
    EXPECT_TRUE(IsTunnelled("fd00:b000::9"));
    m_bench.Run(Seconds(1));
    EXPECT_EQ(Leases(), Strings{});
    EXPECT_FALSE(m_bench.Find("4::2"));
    EXPECT_FALSE(IsTunnelled("fd00:b000::9"));
    EXPECT_EQ(Ask(Update({Wish(7)}, "4::9")), 0);
    EXPECT_EQ(Told(), Strings{"D7 0  fd00:b000::/64 400"});
    // A deregistration ends it as well.
    auto end = Update({}, "4::9");
    end.lifetime = 0;
    EXPECT_EQ(Ask(end), 0);
    EXPECT_EQ(Leases(), Strings{});
}

TEST_F(DelegationTest, APersistentPrefixStaysWithoutABinding)
{
    REQ("PD-4-2", "PD-L-4", "PD-6.3-2");
    Set("PersistentLifetime", "8000s");
    EXPECT_EQ(Ask(Update({Wish(1, "PI")})), 0);
    auto end = Update();
    end.lifetime = 0;
    end.flags = "AHRS";
    EXPECT_EQ(Ask(end), 0);
    EXPECT_EQ(Listed(), Strings{"PID fd00:b000::/64"});
    EXPECT_FALSE(IsTunnelled("fd00:b000::9"));
    m_bench.Run(Seconds(3594));
    EXPECT_EQ(Ask(Update()), 0);
    EXPECT_TRUE(IsTunnelled("fd00:b000::9"));
    EXPECT_EQ(Ask(Update({Wish(1, "P")})), 0);
    EXPECT_EQ(Told(), Strings{"D1 0 PI fd00:b000::/64 4397"});
    // It ends with its own time, although the binding goes on.
    while (Simulator::Now() < Seconds(7700))
    {
        m_bench.Run(Seconds(300));
        EXPECT_EQ(Ask(Update()), 0);
    }
    const Time left = m_authority->All(Simulator::Now()).at(0).expires - Simulator::Now();
    EXPECT_LT(left, Seconds(397));
    m_bench.Run(left - MilliSeconds(1));
    EXPECT_TRUE(IsTunnelled("fd00:b000::9"));
    m_bench.Run(MilliSeconds(1));
    EXPECT_FALSE(IsTunnelled("fd00:b000::9"));
    EXPECT_TRUE(m_bench.Find("4::2"));
    EXPECT_EQ(Leases(), Strings{});
    EXPECT_EQ(Ask(Update()), 143);
    EXPECT_EQ(Listed(), Strings{}) << "that it has ended is told unasked";
}

TEST_F(DelegationTest, ARestartKeepsWhatIsPersistent)
{
    REQ("PD-8-3");
    EXPECT_EQ(Ask(Update({Wish(1, "PI"), Wish(2)})), 0);
    m_bench.agent->Halt();
    EXPECT_FALSE(IsTunnelled("fd00:b000::9"));
    EXPECT_EQ(Leases(), Strings{"4::2 fd00:b000::/64"});
    m_bench.agent->Boot();
    EXPECT_EQ(Ask(Update({Wish(2)})), 0);
    EXPECT_EQ(Leases().size(), 2U);
    EXPECT_TRUE(IsTunnelled("fd00:b000::9"));
}

TEST_F(DelegationTest, ExplicitModeListsWhatIsNotImplicit)
{
    REQ("PD-5.7-4", "PD-6.3-3", "PD-6.3-4", "PD-6.4-5");
    m_bench.agent->GetPrefixTable().Add(Ipv6Address("4::2"), P("5::/64"));
    EXPECT_EQ(Ask(Update({PrefixOption("5::/64"), Wish(1), Wish(2, "I")})), 0);
    EXPECT_TRUE(IsTunnelled("fd00:b000::9"));
    EXPECT_TRUE(IsTunnelled("fd00:b000:0:1::9"));
    EXPECT_EQ(Ask(Update({PrefixOption("5::/64"), Delegated("fd00:b000::/64")})), 0);
    EXPECT_TRUE(IsTunnelled("fd00:b000::9"));
    EXPECT_TRUE(IsTunnelled("fd00:b000:0:1::9"));
    EXPECT_EQ(Ask(Update({PrefixOption("5::/64")})), 0);
    EXPECT_TRUE(IsTunnelled("5::9"));
    EXPECT_FALSE(IsTunnelled("fd00:b000::9"));
    EXPECT_TRUE(IsTunnelled("fd00:b000:0:1::9"));
    EXPECT_EQ(Leases().size(), 2U) << "kept, and to be listed again";
    // In implicit mode, too.
    EXPECT_EQ(Ask(Update()), 0);
    EXPECT_FALSE(IsTunnelled("fd00:b000::9"));
    EXPECT_TRUE(IsTunnelled("fd00:b000:0:1::9"));
    EXPECT_EQ(Ask(Update({Delegated("fd00:b000::/64")})), 0);
    EXPECT_TRUE(IsTunnelled("fd00:b000::9"));
    EXPECT_FALSE(IsTunnelled("5::9"));
}

TEST_F(DelegationTest, ALeaseIsAnEntryOfThePrefixTable)
{
    REQ("PD-5.4-3+1", "PD-6.5-5", "PD-6.5-9", "PD-5.5-1", "PD-5.2-4");
    EXPECT_EQ(Ask(Update({Wish(1)})), 0);
    EXPECT_EQ(Ask(Update({Delegated("fd00:b000::/64")})), 0);
    EXPECT_EQ(Ask(Update({Delegated("fd00:b000::/64")}, "4::9")), 142);
    EXPECT_EQ(Told(), Strings{"-0 5  fd00:b000::/64 0"});
    EXPECT_EQ(Ask(Update({PrefixOption("fd00:b000::/72")})), 141);
    EXPECT_EQ(Told(), Strings{"-0 3  fd00:b000::/72 0"});
    EXPECT_TRUE(IsTunnelled("fd00:b000::9"));
    m_bench.Run(Seconds(400));
    for (const auto& claim : {Delegated("fd00:b000::/64"), PrefixOption("fd00:b000::/64")})
    {
        auto update = Update({claim});
        update.flags = "AHRS";
        EXPECT_EQ(Ask(update), 141);
        EXPECT_EQ(Told(), Strings{"-0 1  fd00:b000::/64 0"});
        EXPECT_EQ(Listed(), Strings{});
    }
    // One that is not of the pool any more is not registered either.
    EXPECT_EQ(Ask(Update({Delegated("fd00:c000::/64")})), 141);
    EXPECT_EQ(Told(), Strings{"-0 1  fd00:c000::/64 0"});
    EXPECT_EQ(Ask(Update({PrefixOption("fd00:c000::/64")})), 142);
    EXPECT_EQ(Told(), Strings{"-0 5  fd00:c000::/64 0"});
    EXPECT_FALSE(IsTunnelled("fd00:b000::9"));
}

TEST_F(DelegationTest, WhatSomebodyHasIsNotGiven)
{
    m_bench.agent->GetPrefixTable().Add(Ipv6Address("4::9"), P("fd00:b000::/64"));
    m_bench.agent->GetPrefixTable().Add(Ipv6Address("4::2"), P("fd00:b000:0:1::/64"));
    EXPECT_EQ(Ask(Update({Wish(1)})), 0);
    EXPECT_EQ(Told(), Strings{"D1 0  fd00:b000:0:2::/64 400"});
    EXPECT_EQ(Ask(Update({PrefixOption("fd00:b000::/64")}, "4::9")), 0);
    EXPECT_EQ(Ask(Update({Delegated("fd00:b000:0:1::/64")}, "4::9")), 142);
}

TEST_F(DelegationTest, AnUpdateThatIsRejectedTakesNothing)
{
    REQ("PD-7-1+1", "PD-8-1", "PD-5.6-2");
    m_bench.agent->GetPrefixTable().Add(Ipv6Address("4::9"), P("5::/64"));
    EXPECT_EQ(Ask(Update({PrefixOption("5::/64"), Wish(1)})), 142);
    EXPECT_EQ(Leases(), Strings{});
    // Somebody on the home link has the home address.
    m_bench.neighbour->has = [](const Ipv6Address& address) {
        return address == Ipv6Address("4::2");
    };
    EXPECT_EQ(Ask(Update({Wish(1)})), 134);
    EXPECT_EQ(Leases(), Strings{});
    m_bench.neighbour->has = [](const Ipv6Address&) { return false; };
    // The set-up of forwarding fails, and later takes some time.
    m_bench.agent->SetForwardingSetup([](const auto&, const auto&) { return std::nullopt; });
    EXPECT_EQ(Ask(Update({Wish(1)})), 143);
    EXPECT_EQ(Told(), Strings{"D1 6 "});
    EXPECT_EQ(Leases(), Strings{});
    m_bench.agent->SetForwardingSetup([](const auto&, const auto&) { return Seconds(10); });
    EXPECT_EQ(Ask(Update({Wish(1)})), 255);
    EXPECT_EQ(Leases().size(), 1U) << "kept for this update";
    EXPECT_EQ(Ask(Update({PrefixOption("5::/64")})), 142);
    EXPECT_EQ(Leases(), Strings{}) << "the newest update asks for none";
    m_bench.agent->SetForwardingSetup(nullptr);
    EXPECT_EQ(Ask(Update({Wish(1)})), 0);
    EXPECT_EQ(Told(), Strings{"D1 0  fd00:b000::/64 400"});
    EXPECT_EQ(Leases().size(), 1U);
    auto stale = Update({Wish(2)});
    stale.sequence = 1;
    EXPECT_EQ(Ask(stale), 135);
    auto noHome = Update({Wish(2)});
    noHome.flags = "AR";
    EXPECT_EQ(Ask(noHome), 140);
    EXPECT_EQ(Told(), Strings{});
    EXPECT_EQ(Leases().size(), 1U);
}

} // namespace ns3::nemo::tests::nemo_prefix_delegation_test
