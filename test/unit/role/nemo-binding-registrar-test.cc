// SPDX-License-Identifier: GPL-2.0-only
// Mobile network prefixes at a home agent: explicit and implicit mode, the prefix table, refresh.
// RFC 3963 section 6.
#include "nemo-requirement.h"
#include "support/home-agent-bench.h"

#include "ns3/boolean.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::nemo_binding_registrar_test
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
const auto TYPE_CHANGE = std::optional(BindingStatus::REGISTRATION_TYPE_CHANGE_DISALLOWED);
const auto NOT_PERMITTED = std::optional(BindingStatus::MOBILE_ROUTER_OPERATION_NOT_PERMITTED);

using Strings = std::vector<std::string>;

/// A home agent whose table gives 5::/64 and 6::/48 to 4::2.
class MobileNetworkTest : public ::testing::Test
{
  protected:
    MobileNetworkTest()
    {
        m_bench.agent->GetPrefixTable().Add(HOME, P("5::/64"));
        m_bench.agent->GetPrefixTable().Add(HOME, P("6::/48"));
    }

    /// The next update of the router 4::2, listing these prefixes.
    HandUpdate Router(const Strings& prefixes = {})
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

TEST_F(MobileNetworkTest, ListedPrefixesAreForwarded)
{
    REQ("NEMO-3-13", "NEMO-3-19", "NEMO-6.2-7", "NEMO-6.2-8", "NEMO-6.2-16", "NEMO-6.2-20");
    REQ("NEMO-6.4-1", "NEMO-6.5-1", "NEMO-6.5-3", "NEMO-6.6-2", "NEMO-6.1.1-1", "NEMO-6.1.1-3");
    EXPECT_FALSE(IsTunnelled("5::2"));
    m_bench.Register(Router({"5::/64", "6::/48"}));
    EXPECT_TRUE(m_bench.LastAnswer().Acknowledgement()->mobileRouter);
    const Binding* binding = m_bench.Find("4::2");
    ASSERT_TRUE(binding);
    EXPECT_EQ(binding->prefixes, (std::vector{P("5::/64"), P("6::/48")}));
    EXPECT_TRUE(binding->explicitPrefixes);
    EXPECT_TRUE(binding->mobileRouter);
    for (const char* inside : {"5::2", "6::9", "6:0:0:ffff::1", "4::2"})
    {
        m_bench.world->Clear();
        EXPECT_EQ(m_bench.TunnelledTo(Ipv6Address(inside)), std::optional(CARE_OF)) << inside;
        const auto heard = m_bench.world->Heard([](const auto& p) { return p.protocol == 41; });
        ASSERT_EQ(heard.size(), 1U);
        EXPECT_EQ(heard[0].source, m_bench.agentAddress);
        EXPECT_EQ(heard[0].Inner(), MakeDatagram(Ipv6Address("3::2"), Ipv6Address(inside), 63));
    }
    HandUpdate moved = Router({"5::/64", "6::/48"});
    moved.careOf = Ipv6Address("8::2");
    m_bench.Register(moved);
    EXPECT_EQ(m_bench.TunnelledTo(Ipv6Address("5::2")), std::optional(moved.careOf));
    EXPECT_EQ(m_bench.Find("4::2")->sequence, moved.sequence);
    m_bench.Run(Seconds(400));
    EXPECT_FALSE(IsTunnelled("5::2"));
}

TEST_F(MobileNetworkTest, OutOfTheTunnelComesWhatBelongsThere)
{
    REQ("NEMO-6.4-2", "NEMO-9-6", "NEMO-9-7");
    m_bench.Register(Router({"5::/64", "6::/48"}));
    for (const char* inner : {"5::2", "6::2", "4::2"})
    {
        EXPECT_TRUE(m_bench.Takes(CARE_OF, Ipv6Address(inner))) << inner;
        EXPECT_FALSE(m_bench.Takes(Ipv6Address("8::8"), Ipv6Address(inner))) << inner;
        EXPECT_FALSE(m_bench.Takes(CARE_OF, Ipv6Address(inner), Ipv6Address("fd00:ffff::4")))
            << inner;
    }
    EXPECT_EQ(m_bench.Drops(DropReason::REVERSE_TUNNEL_SOURCE_MISMATCH), 6U);
    for (const char* inner : {"2::2", "7::2", "6:0:1::1", "4::9"})
    {
        EXPECT_FALSE(m_bench.Takes(CARE_OF, Ipv6Address(inner))) << inner;
    }
    HandUpdate moved = Router({"5::/64", "6::/48"});
    moved.careOf = Ipv6Address("8::2");
    m_bench.Register(moved);
    EXPECT_FALSE(m_bench.Takes(CARE_OF, Ipv6Address("5::2")));
    EXPECT_TRUE(m_bench.Takes(moved.careOf, Ipv6Address("5::2")));
}

TEST_F(MobileNetworkTest, WithoutOptionsTheTableIsAsked)
{
    REQ("NEMO-3-14", "NEMO-5.2-3", "NEMO-6.2-12", "NEMO-6-2", "NEMO-1-1");
    m_bench.agent->GetPrefixTable().Add(OTHER, P("99::/64"));
    m_bench.Register(Router());
    ASSERT_TRUE(m_bench.Find("4::2"));
    EXPECT_FALSE(m_bench.Find("4::2")->explicitPrefixes);
    EXPECT_TRUE(IsTunnelled("5::2"));
    EXPECT_TRUE(IsTunnelled("6::2"));
    // At the same time a router in explicit mode, and a node.
    HandUpdate other = Router({"99::/64"});
    other.home = OTHER;
    other.careOf = Ipv6Address("8::9");
    m_bench.Register(other);
    HandUpdate host;
    host.home = Ipv6Address("4::77");
    host.careOf = Ipv6Address("8::77");
    m_bench.Register(host);
    EXPECT_FALSE(m_bench.LastAnswer().Acknowledgement()->mobileRouter);
    ASSERT_TRUE(m_bench.Find("4::77"));
    EXPECT_TRUE(m_bench.Find("4::77")->prefixes.empty());
    EXPECT_EQ(m_bench.TunnelledTo(Ipv6Address("99::1")), std::optional(other.careOf));
    EXPECT_EQ(m_bench.TunnelledTo(host.home), std::optional(host.careOf));
    EXPECT_EQ(m_bench.TunnelledTo(Ipv6Address("5::2")), std::optional(CARE_OF));
}

TEST_F(MobileNetworkTest, OptionsWinOverTheTable)
{
    REQ("NEMO-6.2-12+1");
    m_bench.Register(Router({"5::/64"}));
    EXPECT_TRUE(IsTunnelled("5::2"));
    EXPECT_FALSE(IsTunnelled("6::2"));
}

TEST_F(MobileNetworkTest, WhereNothingIsKnownNothingIsBound)
{
    REQ("NEMO-6.2-13", "NEMO-6.6-6", "NEMO-6.1.2-2");
    HandUpdate other = Router();
    other.home = OTHER;
    EXPECT_EQ(m_bench.Ask(other), NO_PREFIX);
    EXPECT_TRUE(m_bench.LastAnswer().Acknowledgement()->mobileRouter);
    EXPECT_EQ(m_bench.registrar->GetCache().Size(), 0U);
    other = Router({"99::/64"});
    other.home = OTHER;
    EXPECT_EQ(m_bench.Ask(other), UNAUTHORIZED);
    EXPECT_EQ(m_bench.registrar->GetCache().Size(), 0U);
    EXPECT_TRUE(m_bench.forwarding.empty());
}

TEST_F(MobileNetworkTest, ClaimsAreVerifiedWithTheTable)
{
    REQ("NEMO-6.1.2-2+1", "NEMO-6.2-11", "NEMO-6.6-5", "NEMO-9-8", "NEMO-6.1.2-1", "NEMO-6.6-4");
    auto& table = m_bench.agent->GetPrefixTable();
    table.Clear();
    table.Add(HOME, P("5::/56"));
    table.Add(OTHER, P("6::/48"));
    HandUpdate other = Router({"6::/48"});
    other.home = OTHER;
    other.careOf = Ipv6Address("8::9");
    m_bench.Register(other);
    const Strings before = m_bench.forwarding;
    for (const auto& [prefixes, status] :
         std::vector<std::pair<Strings, std::optional<BindingStatus>>>{
             {{"5:0:0:1::/64"}, INVALID},
             {{"5::/48"}, INVALID},
             {{"5:0:0:100::/64"}, UNAUTHORIZED},
             {{"6::/48"}, UNAUTHORIZED},
             {{"6:0:0:1::/64"}, UNAUTHORIZED},
             {{"6::/32"}, UNAUTHORIZED},
             {{"5::/56", "6::/48"}, UNAUTHORIZED},
             {{"6::/48", "5::/48"}, INVALID},
             {{"5::/56", "ff00::/8"}, INVALID},
             {{"fe80::/64"}, INVALID},
             {{"::/0"}, INVALID},
             {{"5::/56", "99::/64"}, UNAUTHORIZED}})
    {
        EXPECT_EQ(m_bench.Ask(Router(prefixes)), status) << prefixes.front();
        EXPECT_FALSE(m_bench.Find("4::2"));
    }
    HandUpdate tooLong = Router();
    tooLong.options = {MobileNetworkPrefixOption{false, false, false, 129, Ipv6Address("5::")}};
    EXPECT_EQ(m_bench.Ask(tooLong), INVALID);
    EXPECT_EQ(m_bench.forwarding, before); // not even for a moment
    EXPECT_EQ(m_bench.TunnelledTo(Ipv6Address("6::1")), std::optional(other.careOf));
    m_bench.Register(Router({"5::/56"}));
}

TEST_F(MobileNetworkTest, WithoutTableEverythingGoesButWhatIsTaken)
{
    REQ("NEMO-6.6-4");
    m_bench.agent->GetPrefixTable().Clear();
    m_bench.agent->SetAttribute("StrictPrefixTable", BooleanValue(false));
    m_bench.Register(Router({"99::/64"}));
    HandUpdate other;
    other.home = OTHER;
    other.flags = "AHR";
    for (const char* taken : {"99::/64", "99::/32", "99::/65", "4::/64", "4::/16"})
    {
        other.options.clear();
        EXPECT_EQ(m_bench.Ask(other.With({taken})), INVALID) << taken;
    }
    EXPECT_FALSE(m_bench.Find("4::9"));
    other.options.clear();
    m_bench.Register(other.With({"98::/64"}));
    EXPECT_EQ(m_bench.TunnelledTo(Ipv6Address("99::1")), std::optional(CARE_OF));
}

TEST_F(MobileNetworkTest, WhatTheTableGivesIsRefusedAsLongAsAnotherHasIt)
{
    m_bench.agent->GetPrefixTable().Clear();
    m_bench.agent->SetAttribute("StrictPrefixTable", BooleanValue(false));
    HandUpdate other;
    other.home = OTHER;
    other.flags = "AHR";
    m_bench.Register(other.With({"99::/64"}));
    // The administrator gives it to 4::2 meanwhile, which lists nothing.
    m_bench.agent->GetPrefixTable().Add(HOME, P("99::/64"));
    EXPECT_EQ(m_bench.Ask(Router()), NO_PREFIX);
    EXPECT_FALSE(m_bench.Find("4::2"));
    EXPECT_EQ(m_bench.Find("4::9")->prefixes, std::vector{P("99::/64")});
}

TEST_F(MobileNetworkTest, AMalformedOptionIsNoPrefix)
{
    REQ("NEMO-4.3-6");
    for (const std::size_t length : {17U, 19U})
    {
        HandUpdate update = Router({"5::/64"});
        update.options.emplace_back(MalformedOption{6, Octets(length)});
        EXPECT_EQ(m_bench.Ask(update), INVALID);
    }
    EXPECT_TRUE(m_bench.forwarding.empty());
}

TEST_F(MobileNetworkTest, TwiceTheSameIsOnce)
{
    REQ("NEMO-4.3-5+1");
    HandUpdate update = Router({"5::/64", "5::/64"});
    MobileNetworkPrefixOption hostBits = PrefixOption("5::/64");
    hostBits.prefix = Ipv6Address("5::1234");
    update.options.emplace_back(hostBits);
    m_bench.Register(update);
    EXPECT_EQ(m_bench.Find("4::2")->prefixes, std::vector{P("5::/64")});
    EXPECT_EQ(m_bench.forwarding, Strings{"5::/64 on"});
}

TEST_F(MobileNetworkTest, ACorrespondentIsToldOfNoPrefixes)
{
    REQ("NEMO-4.3-5+1");
    HandUpdate update;
    update.flags = "A";
    for (const MobilityOption& option : {MobilityOption(PrefixOption("5::/64")),
                                         MobilityOption(PrefixOption("ff05::/64")),
                                         MobilityOption(MalformedOption{6, Octets(17)})})
    {
        update.options = {option};
        EXPECT_FALSE(m_bench.Ask(update));
    }
    // As without the option, the update is one that nothing authorises.
    EXPECT_EQ(m_bench.Drops(DropReason::UNAUTHORIZED_UPDATE), 3U);
    EXPECT_EQ(m_bench.Drops(DropReason::BAD_OPTION_LENGTH), 0U);
    EXPECT_TRUE(m_bench.forwarding.empty());
}

TEST_F(MobileNetworkTest, ANodeHasNoNetwork)
{
    REQ("NEMO-4.1-2", "NEMO-4.1-2+1", "NEMO-4.2-2");
    HandUpdate host;
    for (const Strings& prefixes : {Strings{}, Strings{"5::/64"}, Strings{"99::/64", "ff05::/64"}})
    {
        ++host.sequence;
        host.options.clear();
        m_bench.Register(host.With(prefixes));
        EXPECT_FALSE(m_bench.LastAnswer().Acknowledgement()->mobileRouter);
        ASSERT_TRUE(m_bench.Find("4::2"));
        EXPECT_TRUE(m_bench.Find("4::2")->prefixes.empty());
        EXPECT_FALSE(IsTunnelled("5::2"));
    }
    EXPECT_TRUE(m_bench.forwarding.empty());
    host.home = OTHER;
    host.flags = "AHR";
    host.sequence = 1;
    host.options.clear();
    EXPECT_EQ(m_bench.Ask(host), NO_PREFIX);
    EXPECT_TRUE(m_bench.LastAnswer().Acknowledgement()->mobileRouter);
}

TEST_F(MobileNetworkTest, ARefreshDoesNotChangeTheType)
{
    REQ("NEMO-6.2-4");
    m_bench.Register(Router({"5::/64"}));
    HandUpdate host = Router({});
    host.flags = "AH";
    const std::string before = m_bench.Dump();
    EXPECT_EQ(m_bench.Ask(host), TYPE_CHANGE);
    EXPECT_EQ(m_bench.Dump(), before);
    host = HandUpdate();
    host.home = OTHER;
    m_bench.Register(host);
    host.flags = "AHR";
    ++host.sequence;
    EXPECT_EQ(m_bench.Ask(host), TYPE_CHANGE);
    EXPECT_FALSE(m_bench.Find("4::9")->mobileRouter);
}

TEST_F(MobileNetworkTest, AMobileRouterSpeaksToHomeAgentsOnly)
{
    REQ("NEMO-6.2-1");
    HandUpdate update = Router();
    update.flags = "AR";
    EXPECT_EQ(m_bench.Ask(update), NOT_PERMITTED);
    EXPECT_TRUE(m_bench.LastAnswer().Acknowledgement()->mobileRouter);
    update.options = {NonceIndices{1, 2}};
    EXPECT_EQ(m_bench.Ask(update), NOT_PERMITTED);
    EXPECT_EQ(m_bench.registrar->GetCache().Size(), 0U);
    HomeAgentBench correspondent(false);
    EXPECT_FALSE(correspondent.Ask(update)); // R means nothing there
}

TEST_F(MobileNetworkTest, ThreeKindsOfHomeAgents)
{
    REQ("NEMO-6.6-3", "NEMO-6.6-3+1");
    HandUpdate update = Router({"5::/64"});
    m_bench.agent->SetAttribute("NemoSupport", StringValue("disabled"));
    EXPECT_EQ(m_bench.Ask(update), NOT_PERMITTED);
    EXPECT_FALSE(m_bench.LastAnswer().Acknowledgement()->mobileRouter);
    EXPECT_FALSE(m_bench.Find("4::2"));
    m_bench.agent->SetAttribute("NemoSupport", StringValue("none"));
    EXPECT_EQ(m_bench.Ask(update), ACCEPTED);
    EXPECT_FALSE(m_bench.LastAnswer().Acknowledgement()->mobileRouter);
    EXPECT_TRUE(m_bench.Find("4::2"));
    EXPECT_FALSE(IsTunnelled("5::2"));
    EXPECT_TRUE(m_bench.forwarding.empty());
    m_bench.agent->SetAttribute("NemoSupport", StringValue("enabled"));
    update.home = OTHER;
    m_bench.agent->GetPrefixTable().Add(OTHER, P("99::/64"));
    update.options.clear();
    EXPECT_EQ(m_bench.Ask(update.With({"99::/64"})), ACCEPTED);
    EXPECT_TRUE(m_bench.LastAnswer().Acknowledgement()->mobileRouter);
    EXPECT_TRUE(IsTunnelled("99::2"));
}

} // namespace

} // namespace ns3::nemo::tests::nemo_binding_registrar_test
