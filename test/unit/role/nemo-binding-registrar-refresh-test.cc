// SPDX-License-Identifier: GPL-2.0-only
// Refreshing the registration of a mobile network, and set-up that is slow or fails. RFC 3963
// section 6.2.
#include "nemo-requirement.h"
#include "support/home-agent-bench.h"

#include "ns3/simulator.h"
#include "ns3/string.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::nemo_binding_registrar_refresh_test
{

namespace
{

const Ipv6Address HOME("4::2");
const Ipv6Address OTHER("4::9");
const Ipv6Address CARE_OF("7::2");
const auto ACCEPTED = std::optional(BindingStatus::ACCEPTED);
const auto INVALID = std::optional(BindingStatus::INVALID_PREFIX);
const auto UNAUTHORIZED = std::optional(BindingStatus::NOT_AUTHORIZED_FOR_PREFIX);
const auto NO_PREFIX = std::optional(BindingStatus::FORWARDING_SETUP_FAILED);

using Strings = std::vector<std::string>;

/// A home agent that has bound 4::2 with 5::/64 and 6::/64, of a table with these and 77::/64.
class RefreshTest : public ::testing::TestWithParam<const char*>
{
  protected:
    RefreshTest()
    {
        for (const char* prefix : {"5::/64", "6::/64", "77::/64"})
        {
            m_bench.agent->GetPrefixTable().Add(HOME, P(prefix));
        }
        m_bench.agent->GetPrefixTable().Add(OTHER, P("99::/64"));
        m_bench.agent->Halt(); // routing by next hop is read at Boot
        m_bench.agent->SetAttribute("RouteMode", StringValue(GetParam()));
        m_bench.agent->Boot();
        m_bench.Register(Router({"5::/64", "6::/64"}));
        EXPECT_EQ(m_bench.forwarding, (Strings{"5::/64 on", "6::/64 on"}));
        m_bench.forwarding.clear();
    }

    HandUpdate Router(const Strings& prefixes)
    {
        HandUpdate update;
        update.flags = "AHR";
        update.sequence = ++m_sequence;
        return update.With(prefixes);
    }

    bool IsTunnelled(const char* destination)
    {
        return m_bench.TunnelledTo(Ipv6Address(destination)).has_value();
    }

    HomeAgentBench m_bench;
    uint16_t m_sequence{10};
};

TEST_P(RefreshTest, WithTheSameListNothingIsTouched)
{
    REQ("NEMO-6.2-14");
    m_bench.Register(Router({"6::/64", "5::/64"}));
    EXPECT_TRUE(m_bench.forwarding.empty());
    EXPECT_TRUE(IsTunnelled("5::2"));
    EXPECT_TRUE(IsTunnelled("6::2"));
}

TEST_P(RefreshTest, BothWaysOfRoutingGiveTheSame)
{
    REQ("NEMO-6.5-2", "NEMO-6.5-3");
    const auto rule = m_bench.stack->GetSteering()->RuleOf(P("5::/64"));
    HandUpdate moved = Router({"5::/64", "6::/64"});
    moved.careOf = Ipv6Address("8::2");
    m_bench.Register(moved);
    EXPECT_EQ(m_bench.TunnelledTo(Ipv6Address("5::2")), std::optional(moved.careOf));
    EXPECT_TRUE(m_bench.Takes(moved.careOf, Ipv6Address("5::2")));
    EXPECT_FALSE(m_bench.Takes(CARE_OF, Ipv6Address("5::2")));
    // By next hop, what leads to the home address is right wherever the router is.
    const bool isSame = m_bench.stack->GetSteering()->RuleOf(P("5::/64")) == rule;
    EXPECT_EQ(isSame, std::string(GetParam()) == "nexthop");
}

TEST_P(RefreshTest, WhatIsNotListedAnyMoreIsOff)
{
    REQ("NEMO-6.2-15");
    m_bench.Register(Router({"5::/64"}));
    EXPECT_EQ(m_bench.forwarding, Strings{"6::/64 off"});
    EXPECT_TRUE(IsTunnelled("5::2"));
    EXPECT_FALSE(IsTunnelled("6::2"));
    m_bench.Register(Router({"77::/64", "5::/64"}));
    EXPECT_EQ(m_bench.forwarding, (Strings{"6::/64 off", "77::/64 on"}));
}

TEST_P(RefreshTest, WhatWasRemovedByHandComesBack)
{
    REQ("NEMO-6.1.1-2");
    m_bench.stack->GetSteering()->ForgetPrefix(P("5::/64"));
    EXPECT_FALSE(IsTunnelled("5::2"));
    m_bench.Register(Router({"5::/64", "6::/64"}));
    EXPECT_TRUE(IsTunnelled("5::2"));
}

TEST_P(RefreshTest, ARefusedRefreshLeavesTheBinding)
{
    REQ("NEMO-6.2-14+1");
    HandUpdate other = Router({"99::/64"});
    other.home = OTHER;
    other.careOf = Ipv6Address("8::9");
    m_bench.Register(other);
    m_bench.forwarding.clear();
    const std::string before = m_bench.Dump();
    EXPECT_EQ(m_bench.Ask(Router({"6::/64", "99::/64"})), UNAUTHORIZED);
    EXPECT_EQ(m_bench.Ask(Router({"6::/64", "ff05::/64"})), INVALID);
    m_bench.agent->Deny(HOME);
    EXPECT_FALSE(m_bench.Ask(Router({"6::/64"})) == ACCEPTED);
    m_bench.agent->Allow(HOME);
    EXPECT_EQ(m_bench.Dump(), before);
    EXPECT_TRUE(IsTunnelled("5::2"));
    EXPECT_TRUE(IsTunnelled("6::2"));
    EXPECT_TRUE(IsTunnelled("99::2"));
    // Only set-up that fails ends forwarding: of what was listed, and is this router's.
    m_bench.agent->SetForwardingSetup([](const auto&, const auto&) { return std::nullopt; });
    EXPECT_EQ(m_bench.Ask(Router({"6::/64", "77::/64"})), INVALID);
    EXPECT_TRUE(m_bench.LastAnswer().Acknowledgement()->mobileRouter);
    EXPECT_EQ(m_bench.forwarding, Strings{"6::/64 off"});
    EXPECT_TRUE(IsTunnelled("5::2"));
    EXPECT_FALSE(IsTunnelled("6::2"));
    EXPECT_FALSE(IsTunnelled("77::2"));
    EXPECT_TRUE(IsTunnelled("99::2"));
    EXPECT_TRUE(IsTunnelled("4::2"));
    EXPECT_EQ(m_bench.Find("4::2")->prefixes, std::vector{P("5::/64")});
}

TEST_P(RefreshTest, SetUpThatFailsForOneFailsForAll)
{
    REQ("NEMO-6.2-9", "NEMO-6.2-10");
    m_bench.agent->GetPrefixTable().Add(OTHER, P("98::/64"));
    m_bench.agent->GetPrefixTable().Add(OTHER, P("97::/64"));
    m_bench.agent->SetForwardingSetup([](const auto&, const auto& prefixes) {
        const bool fails =
            std::find(prefixes.begin(), prefixes.end(), P("98::/64")) != prefixes.end();
        return fails ? std::nullopt : std::optional(Time(0));
    });
    HandUpdate other = Router({"99::/64", "98::/64", "97::/64"});
    other.home = OTHER;
    EXPECT_EQ(m_bench.Ask(other), INVALID);
    EXPECT_TRUE(m_bench.LastAnswer().Acknowledgement()->mobileRouter);
    EXPECT_TRUE(m_bench.forwarding.empty());
    EXPECT_FALSE(m_bench.Find("4::9"));
    EXPECT_FALSE(IsTunnelled("99::2"));
}

TEST_P(RefreshTest, TheAnswerWaitsForTheForwarding)
{
    REQ("NEMO-3-15");
    m_bench.agent->SetForwardingSetup([](const auto&, const auto&) { return Seconds(1); });
    HandUpdate other = Router({"99::/64"});
    other.home = OTHER;
    other.careOf = Ipv6Address("8::9");
    const Time start = Simulator::Now();
    m_bench.Send(other);
    m_bench.Run(Seconds(2) - MilliSeconds(1));
    EXPECT_FALSE(IsTunnelled("99::2"));
    m_bench.Run(Seconds(1));
    // One second of Duplicate Address Detection and one of set-up.
    const Time answered = m_bench.LastAnswer().at - start;
    EXPECT_GE(answered, Seconds(2));
    EXPECT_LT(answered, Seconds(2) + MilliSeconds(1));
    EXPECT_TRUE(IsTunnelled("99::2"));
}

TEST_P(RefreshTest, ForwardingIsInPlaceWhenTheAnswerLeaves)
{
    REQ("NEMO-3-15");
    bool wasInPlace = false;
    m_bench.stack->GetMessagePort()->TraceConnectWithoutContext(
        "Sent",
        Callback<void, const Signal&, const Envelope&, uint32_t>(
            [&](const Signal&, const Envelope&, uint32_t) {
                const auto steering = m_bench.stack->GetSteering();
                wasInPlace =
                    steering->Forwarded(Ipv6Address("99::1")).verdict == Verdict::TRANSFORM &&
                    steering->Forwarded(OTHER).verdict == Verdict::TRANSFORM;
            }));
    HandUpdate other = Router({"99::/64"});
    other.home = OTHER;
    m_bench.Register(other);
    EXPECT_TRUE(wasInPlace);
}

TEST_P(RefreshTest, WithoutOptionsItChangesToImplicitMode)
{
    REQ("NEMO-6.2-15+1", "NEMO-6.7-3");
    auto& table = m_bench.agent->GetPrefixTable();
    table.RemoveAll(HOME);
    table.Add(HOME, P("5::/64"));
    EXPECT_EQ(m_bench.Ask(Router({})), ACCEPTED);
    EXPECT_TRUE(IsTunnelled("5::2"));
    EXPECT_FALSE(IsTunnelled("6::2"));
    EXPECT_FALSE(m_bench.Find("4::2")->explicitPrefixes);
    table.Add(HOME, P("6::/64"));
    EXPECT_EQ(m_bench.Ask(Router({"6::/64"})), ACCEPTED);
    table.RemoveAll(HOME);
    EXPECT_EQ(m_bench.Ask(Router({})), NO_PREFIX);
    EXPECT_FALSE(IsTunnelled("5::2"));
    EXPECT_FALSE(IsTunnelled("6::2"));
    EXPECT_TRUE(m_bench.Find("4::2"));
    EXPECT_TRUE(IsTunnelled("4::2"));
    EXPECT_EQ(m_bench.registrar->GetForwardedPrefixes().Size(), 0U);
}

INSTANTIATE_TEST_SUITE_P(RouteModes,
                         RefreshTest,
                         ::testing::Values("interface", "nexthop"),
                         [](const auto& mode) { return std::string(mode.param); });

} // namespace

} // namespace ns3::nemo::tests::nemo_binding_registrar_refresh_test
