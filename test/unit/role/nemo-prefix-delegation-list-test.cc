// SPDX-License-Identifier: GPL-2.0-only
// What a home agent tells mobile routers of their prefixes besides answers to requests, and what of
// an update it does not read. draft-ietf-nemo-prefix-delegation-00 sections 3.1, 5.1, 5.2 and 5.6.
#include "nemo-requirement.h"
#include "support/delegation-bench.h"

#include "ns3/boolean.h"
#include "ns3/string.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::nemo_prefix_delegation_list_test
{

namespace
{

/// With flag S.
HandUpdate
WithList(HandUpdate update)
{
    update.flags += "S";
    return update;
}

/// An option of wrong length.
MalformedOption
Malformed(uint8_t type, std::size_t length)
{
    return {type, Octets(length, 1)};
}

} // namespace

TEST_F(DelegationTest, TheListIsSentWhereItIsAskedFor)
{
    REQ("PD-5.2-4", "PD-5.2-5", "PD-6.2-2", "PD-8-8", "PD-6.4-8", "PD-6.5-17", "PD-3.3-1");
    REQ("PD-6.3-2");
    EXPECT_EQ(Ask(WithList(Update())), 143);
    EXPECT_EQ(Listed(), Strings{}) << "an empty list, which is not none";
    m_bench.agent->GetPrefixTable().Add(Ipv6Address("4::2"), P("5::/64"));
    m_bench.agent->GetDelegation()->Assign(Ipv6Address("4::2"), P("fd00:6::/64"), false);
    EXPECT_EQ(Ask(WithList(Update({Wish(1), Wish(2, "PI", 64)}))), 0);
    EXPECT_EQ(Told().size(), 2U);
    EXPECT_EQ(Listed(), (Strings{"PI 5::/64", "PD fd00:6::/64", "PID fd00:b000::/64"}))
        << "the first request takes up what was assigned";
    EXPECT_EQ(Ask(WithList(Update({PrefixOption("99::/64")}))), 142);
    EXPECT_EQ(Listed().size(), 3U);
    auto stale = WithList(Update());
    stale.sequence = 1;
    EXPECT_EQ(Ask(stale), 135);
    EXPECT_EQ(Listed().size(), 3U);
    EXPECT_EQ(Ask(WithList(Update({}, "8::8"))), 132);
    EXPECT_EQ(Listed(), Strings{});
}

TEST_F(DelegationTest, TheListNeedsAnAcknowledgementAndAMobileRouter)
{
    REQ("PD-6.1-2", "PD-5.2-4", "PD-6.2-2");
    EXPECT_EQ(Ask(WithList(Update({Wish(1, "PI")}))), 0);
    auto silent = Update();
    silent.flags = "HRS";
    EXPECT_EQ(Ask(silent), 0);
    EXPECT_EQ(Listed(), Strings{"none"});
    auto host = Update({}, "4::9");
    host.flags = "AHS";
    EXPECT_EQ(Ask(host), 0);
    EXPECT_EQ(Listed(), Strings{"none"});
    m_bench.agent->SetAttribute("NemoSupport", StringValue("disabled"));
    EXPECT_EQ(Ask(WithList(Update({}, "4::8"))), 140);
    EXPECT_EQ(Listed(), Strings{"none"});
}

TEST_F(DelegationTest, TheListMayBeSentAlways)
{
    REQ("PD-5.2-3");
    Set("ListAlways", "true");
    EXPECT_EQ(Ask(Update({Wish(1)})), 0);
    EXPECT_EQ(Listed(), Strings{"D fd00:b000::/64"});
}

TEST_F(DelegationTest, ANewPrefixIsForwardedWhenTheRouterHasIt)
{
    REQ("PD-3.1-3", "PD-5.1-2");
    EXPECT_EQ(Ask(Update({Wish(1, "I")})), 0);
    auto& delegation = *m_bench.agent->GetDelegation();
    EXPECT_TRUE(delegation.Assign(Ipv6Address("4::2"), P("fd00:6::/64")));
    EXPECT_FALSE(delegation.Assign(Ipv6Address("4::9"), P("fd00:6::/64")));
    EXPECT_EQ(Ask(Update()), 0);
    EXPECT_EQ(Listed(), (Strings{"PID fd00:6::/64", "ID fd00:b000::/64"}));
    EXPECT_FALSE(IsTunnelled("fd00:6::9"));
    EXPECT_EQ(Ask(Update({Delegated("fd00:6::/64")})), 0);
    EXPECT_TRUE(IsTunnelled("fd00:6::9"));
    EXPECT_TRUE(IsTunnelled("fd00:b000::9"));
    EXPECT_EQ(Ask(Update()), 0);
    EXPECT_TRUE(IsTunnelled("fd00:6::9"));
}

TEST_F(DelegationTest, AChangeIsToldUnasked)
{
    REQ("PD-3.1-4", "PD-5.1-2", "PD-6.5-3", "PD-5.5-1");
    EXPECT_EQ(Ask(Update({Wish(1, "PI"), Wish(2, "PI")})), 0);
    EXPECT_EQ(Ask(Update()), 0);
    EXPECT_EQ(Told(), Strings{});
    auto& delegation = *m_bench.agent->GetDelegation();
    EXPECT_TRUE(
        delegation.SetLifetime(Ipv6Address("4::2"), P("fd00:b000::/64"), MilliSeconds(103500)));
    EXPECT_FALSE(delegation.SetLifetime(Ipv6Address("4::9"), P("fd00:b000::/64"), Seconds(103)));
    EXPECT_FALSE(delegation.SetLifetime(Ipv6Address("4::2"), P("fd00:b000::/64"), Time(0)));
    for (const int left : {103, 100})
    {
        EXPECT_EQ(Ask(Update()), 0);
        EXPECT_EQ(Told(), Strings{"-0 0 PI fd00:b000::/64 " + std::to_string(left)});
    }
    m_bench.Run(MilliSeconds(97490));
    EXPECT_TRUE(IsTunnelled("fd00:b000::9"));
    m_bench.Run(MilliSeconds(10));
    EXPECT_FALSE(IsTunnelled("fd00:b000::9"));
    EXPECT_EQ(Ask(Update()), 0);
    EXPECT_EQ(Told(), Strings{});
    EXPECT_EQ(Listed(), Strings{"PID fd00:b000:0:1::/64"});
    EXPECT_TRUE(delegation.Withdraw(Ipv6Address("4::2"), P("fd00:b000:0:1::/64")));
    EXPECT_FALSE(delegation.Withdraw(Ipv6Address("4::2"), P("fd00:b000:0:1::/64")));
    EXPECT_FALSE(IsTunnelled("fd00:b000:0:1::9"));
    EXPECT_TRUE(m_bench.Find("4::2")) << "the binding goes on";
    EXPECT_EQ(Ask(Update()), 143);
    EXPECT_EQ(Listed(), Strings{});
    EXPECT_EQ(Ask(Update({Delegated("fd00:b000:0:1::/64")})), 141);
    EXPECT_EQ(Told(), Strings{"-0 1  fd00:b000:0:1::/64 0"});
}

TEST_F(DelegationTest, AListThatDoesNotFitIsNotSent)
{
    auto& table = m_bench.agent->GetPrefixTable();
    for (int i = 0; i < 49; ++i)
    {
        table.Add(Ipv6Address("4::2"), P("5:0:0:" + std::to_string(i) + "::/64"));
    }
    EXPECT_EQ(Ask(WithList(Update())), 0);
    EXPECT_EQ(Listed().size(), 49U);
    table.Add(Ipv6Address("4::2"), P("6::/64"));
    EXPECT_EQ(Ask(WithList(Update())), 0);
    EXPECT_EQ(Listed(), Strings{"none"});
}

TEST_F(DelegationTest, AHomeAgentWithoutTheExtensionReadsNothingOfIt)
{
    REQ("PD-5.6-1", "PD-6.4-1+1");
    Use(nullptr);
    m_bench.agent->GetPrefixTable().Add(Ipv6Address("4::2"), P("5::/64"));
    EXPECT_EQ(Ask(WithList(Update({Wish(1), Malformed(200, 5)}))), 0);
    EXPECT_EQ(Told(), Strings{});
    EXPECT_EQ(Listed(), Strings{"none"});
    EXPECT_EQ(m_bench.Drops(DropReason::SKIPPED_OPTION), 0U);
    auto claim = PrefixOption("5::/64");
    claim.persistent = claim.implicit = claim.delegated = true;
    EXPECT_EQ(Ask(Update({claim})), 0);
    EXPECT_EQ(Ask(WithList(Update({Wish(1)}, "4::9"))), 143);
    EXPECT_EQ(Listed(), Strings{"none"});
    EXPECT_EQ(Ask(Update({Delegated("99::/64")})), 142);
    EXPECT_EQ(Told(), Strings{});
}

TEST_F(DelegationTest, WhatIsMalformedIsSkippedAndCounted)
{
    REQ("PD-6.4-1+1");
    uint64_t skipped = 0;
    for (const auto& [type, length] : std::vector<std::pair<uint8_t, std::size_t>>{{200, 5},
                                                                                   {200, 7},
                                                                                   {200, 16},
                                                                                   {201, 25},
                                                                                   {201, 27}})
    {
        EXPECT_EQ(Ask(Update({Malformed(type, length), Wish(1)})), 0);
        EXPECT_EQ(Told().size(), 1U);
        EXPECT_EQ(m_bench.Drops(DropReason::SKIPPED_OPTION), ++skipped);
    }
    EXPECT_EQ(Ask(Update({Malformed(200, 5)}, "4::9")), 143);
    EXPECT_EQ(Told(), Strings{});
    EXPECT_EQ(Leases().size(), 1U);
}

TEST_F(DelegationTest, WhatStandsInTheWrongMessageIsSkippedAndCounted)
{
    REQ("PD-6.4-1+2");
    MobileNetworkPrefixConfirmation confirmation;
    confirmation.prefix = Ipv6Address("fd00:b000::");
    confirmation.prefixLength = 64;
    confirmation.delegated = true;
    EXPECT_EQ(Ask(Update({confirmation})), 143);
    EXPECT_EQ(Told(), Strings{});
    EXPECT_EQ(Ask(Update({confirmation, Wish(1)})), 0);
    EXPECT_EQ(Told(), Strings{"D1 0  fd00:b000::/64 400"});
    EXPECT_EQ(m_bench.Drops(DropReason::SKIPPED_OPTION), 2U);
}

TEST_F(DelegationTest, RequestsWithoutEndAreBounded)
{
    MobilityOptions many;
    for (uint16_t i = 1; i <= 40; ++i)
    {
        many.emplace_back(Wish(i));
    }
    Set("MaxRequests", "10");
    EXPECT_EQ(Ask(Update(many)), 0);
    EXPECT_EQ(Told().size(), 10U);
    EXPECT_EQ(Leases().size(), 10U);
    EXPECT_EQ(m_bench.Drops(DropReason::TOO_MANY_REQUESTS), 30U);
    // Nor can one router take the whole pool bit by bit.
    for (uint16_t i = 11; i < 60; ++i)
    {
        EXPECT_EQ(Ask(Update({Wish(i)})), i <= 16 ? 0 : 143);
    }
    EXPECT_EQ(Leases().size(), 16U);
}

TEST_F(DelegationTest, NothingElseRunsThanLeasesAndBindings)
{
    REQ("PD-8-9");
    EXPECT_EQ(Ask(Update({Wish(1, "P"), Wish(2)})), 0);
    const auto leases = Leases();
    const std::string before = m_bench.Dump();
    const std::size_t heard = m_bench.world->Heard().size();
    m_bench.Run(Seconds(390));
    EXPECT_EQ(Leases(), leases);
    EXPECT_EQ(m_bench.Dump(), before);
    EXPECT_EQ(m_bench.world->Heard().size(), heard);
}

} // namespace ns3::nemo::tests::nemo_prefix_delegation_list_test
