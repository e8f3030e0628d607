// SPDX-License-Identifier: GPL-2.0-only
// What a home registration makes of the home agent, and how it is answered.
// IPv6 Ready, home agent, groups 5 and 6: the tunnel in both directions.
#include "nemo-requirement.h"
#include "support/home-agent-bench.h"
#include "unit/wire/wire-data.h"

#include "ns3/boolean.h"
#include "ns3/mip6-binding-registrar.h"
#include "ns3/mip6-mobility-header.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_binding_registrar_test
{

namespace
{

const Ipv6Address HOME("4::2");
const Ipv6Address CARE_OF("7::2");
const Ipv6Address AGENT("4::3");

TEST(BindingRegistrarTest, ARegistrationIsBoundForwardedAndAnswered)
{
    REQ("RFC-106", "NEMO-3-10", "RFC-112", "BOOK-022", "NEMO-6.6-1");
    HomeAgentBench bench;
    HandUpdate update;
    update.flags = "H"; // without A it is answered as well
    bench.Register(update);
    const Binding* binding = bench.Find("4::2");
    ASSERT_TRUE(binding);
    EXPECT_EQ(binding->careOfAddress, CARE_OF);
    EXPECT_EQ(binding->homeAgentAddress, AGENT);
    EXPECT_EQ(binding->lifetime, 400U);
    EXPECT_EQ(binding->sequence, 100);
    EXPECT_TRUE(binding->homeRegistration);
    EXPECT_FALSE(binding->mobileRouter);
    EXPECT_EQ(binding->interface, bench.homeInterface);
    ASSERT_EQ(bench.world->Acknowledgements().size(), 1U);
    const HeardPacket answer = bench.LastAnswer();
    EXPECT_EQ(answer.source, AGENT);
    EXPECT_EQ(answer.destination, CARE_OF);
    EXPECT_EQ(answer.routing, std::optional(HOME));
    EXPECT_EQ(answer.Acknowledgement()->sequence, 100);
    EXPECT_EQ(answer.Acknowledgement()->lifetime, 400U);
    EXPECT_FALSE(answer.Acknowledgement()->mobileRouter);
    EXPECT_EQ(bench.changes, std::vector<std::string>{"4::2 made"});
    EXPECT_EQ(bench.judged.size(), 1U);
}

TEST(BindingRegistrarTest, TheTableOfTheBook)
{
    REQ("BOOK-005+1");
    HomeAgentBench bench(true, "3ffe:200:8:1::1");
    HandUpdate one;
    one.destination = bench.agentAddress;
    one.home = Ipv6Address("3ffe:200:8:1:a:b:c:d");
    one.careOf = Ipv6Address("3ffe:200:1:5:a:b:c:d");
    one.sequence = 11;
    one.lifetime = 1000;
    one.flags = "AHKL";
    HandUpdate other = one;
    other.home = Ipv6Address("3ffe:200:8:1:d:e:f:9");
    other.careOf = Ipv6Address("3ffe:100:3:1:d:e:f:9");
    other.sequence = 2000;
    other.lifetime = 1600;
    other.flags = "AHL";
    bench.Register(one);
    bench.Register(other);
    const auto cache = bench.registrar->GetCache().Sorted();
    ASSERT_EQ(cache.size(), 2U);
    for (const auto& [entry, update] : {std::pair(cache[0], one), std::pair(cache[1], other)})
    {
        EXPECT_EQ(entry->homeAddress, update.home);
        EXPECT_EQ(entry->careOfAddress, update.careOf);
        EXPECT_EQ(entry->sequence, update.sequence);
        EXPECT_EQ(entry->lifetime, update.lifetime);
        EXPECT_TRUE(entry->acknowledge);
        EXPECT_TRUE(entry->homeRegistration);
        EXPECT_TRUE(entry->linkLocalAddressCompatibility);
        EXPECT_EQ(entry->keyManagementMobility, update.Is('K'));
        EXPECT_EQ(bench.TunnelledTo(update.home), std::optional(update.careOf));
    }
}

TEST(BindingRegistrarTest, AnInterceptedPacketIsPutIntoATunnelAsItIs)
{
    REQ("BOOK-002", "BOOK-015", "BOOK-020");
    HomeAgentBench bench;
    EXPECT_FALSE(bench.TunnelledTo(HOME));
    bench.Register({});
    bench.world->Clear();
    EXPECT_EQ(bench.TunnelledTo(HOME), std::optional(CARE_OF));
    const auto heard =
        bench.world->Heard([](const HeardPacket& packet) { return !packet.Inner().empty(); });
    ASSERT_EQ(heard.size(), 1U);
    EXPECT_EQ(heard[0].source, AGENT);
    EXPECT_EQ(heard[0].protocol, 41);
    EXPECT_EQ(heard[0].Inner(), MakeDatagram(Ipv6Address("3::2"), HOME, 63));
}

TEST(BindingRegistrarTest, Peer_49_AReverseTunnelComesFromTheCareOfAddressOnly)
{
    REQ("RFC-126", "RFC-196", "NEMO-3-18");
    HomeAgentBench bench;
    EXPECT_FALSE(bench.Takes(CARE_OF, HOME));
    HandUpdate update;
    bench.Register(update);
    EXPECT_TRUE(bench.Takes(CARE_OF, HOME));
    const auto before = bench.Drops(DropReason::REVERSE_TUNNEL_SOURCE_MISMATCH);
    EXPECT_FALSE(bench.Takes(Ipv6Address("8::8"), HOME));
    EXPECT_EQ(bench.Drops(DropReason::REVERSE_TUNNEL_SOURCE_MISMATCH), before + 1);
    update.careOf = Ipv6Address("8::2");
    ++update.sequence;
    bench.Register(update);
    EXPECT_FALSE(bench.Takes(CARE_OF, HOME));
    EXPECT_TRUE(bench.Takes(Ipv6Address("8::2"), HOME));
    EXPECT_EQ(bench.TunnelledTo(HOME), std::optional(Ipv6Address("8::2")));
}

TEST(BindingRegistrarTest, OneEntryForAHomeAddress)
{
    REQ("BOOK-004", "BOOK-011");
    HomeAgentBench bench;
    HandUpdate update;
    bench.Register(update);
    update.careOf = Ipv6Address("8::2");
    update.sequence = 101;
    bench.Register(update);
    ASSERT_EQ(bench.registrar->GetCache().Size(), 1U);
    EXPECT_EQ(bench.Find("4::2")->careOfAddress, Ipv6Address("8::2"));
    EXPECT_EQ(bench.Find("4::2")->sequence, 101);
    // A refresh moves the end, and without one the entry goes.
    bench.Run(Seconds(395));
    update.sequence = 102;
    bench.Register(update);
    bench.Run(Seconds(390));
    EXPECT_TRUE(bench.Find("4::2"));
    bench.Run(Seconds(10));
    EXPECT_FALSE(bench.Find("4::2"));
    EXPECT_EQ(bench.changes.back(), "4::2 ended");
}

TEST(BindingRegistrarTest, TheAlternateCareOfAddressGoesBeforeTheSource)
{
    REQ("BOOK-033");
    HomeAgentBench bench;
    HandUpdate update;
    bench.Register(update);
    EXPECT_EQ(bench.Find("4::2")->careOfAddress, CARE_OF);
    update.sequence = 101;
    update.options = {AlternateCareOfAddress{Ipv6Address("8::2")}};
    bench.Register(update);
    EXPECT_EQ(bench.Find("4::2")->careOfAddress, Ipv6Address("8::2"));
    // The answer goes to the source of the update all the same: RFC 6275 section 9.5.4.
    EXPECT_EQ(bench.LastAnswer().destination, CARE_OF);
}

TEST(BindingRegistrarTest, ACareOfAddressThatIsNotUnicastRoutableIsIgnored)
{
    REQ("RFC-032");
    for (const char* careOf : {"ff02::1", "ff0e::1", "fe80::1", "::", "::1"})
    {
        HomeAgentBench bench;
        HandUpdate update;
        update.options = {AlternateCareOfAddress{Ipv6Address(careOf)}};
        EXPECT_FALSE(bench.Ask(update)) << careOf;
        EXPECT_EQ(bench.registrar->GetCache().Size(), 0U) << careOf;
        EXPECT_EQ(bench.Drops(DropReason::BAD_CARE_OF_ADDRESS), 1U) << careOf;
    }
}

TEST(BindingRegistrarTest, Peer_34_AStaleSequenceNumberIsAnsweredWithTheLastOne)
{
    REQ("RFC-089", "RFC-092", "BOOK-094");
    const auto table = ReadJson("vectors/mip6.json")["tables"]["seq_compare"];
    for (const auto& row : table)
    {
        HomeAgentBench bench;
        HandUpdate update;
        update.sequence = row["last"];
        bench.Register(update);
        update.sequence = row["new"];
        const bool isNewer = row["newer"];
        EXPECT_EQ(bench.Ask(update),
                  std::optional(isNewer ? BindingStatus::ACCEPTED
                                        : BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW))
            << row;
        EXPECT_EQ(bench.LastAnswer().Acknowledgement()->sequence,
                  isNewer ? row["new"].get<int>() : row["last"].get<int>())
            << row;
    }
    HomeAgentBench bench;
    HandUpdate update;
    update.sequence = 2000;
    bench.Register(update);
    update.sequence = 7;
    EXPECT_EQ(bench.Ask(update), std::optional(BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW));
    update.sequence = 2001;
    bench.Register(update);
}

TEST(BindingRegistrarTest, Peer_37_Peer_38_AnAnswerComesFromTheAddressThatWasAsked)
{
    for (const auto& [lifetime, destination, status] :
         std::vector<std::tuple<uint32_t, std::string, BindingStatus>>{
             {400, "4::3", BindingStatus::ACCEPTED},
             {0, "4::3", BindingStatus::NOT_HOME_AGENT_FOR_THIS_MOBILE_NODE},
             {0, "fd00:ffff::4", BindingStatus::NOT_HOME_AGENT_FOR_THIS_MOBILE_NODE}})
    {
        HomeAgentBench bench;
        HandUpdate update;
        update.lifetime = lifetime;
        update.destination = Ipv6Address(destination.c_str());
        EXPECT_EQ(bench.Ask(update), std::optional(status)) << destination;
        const HeardPacket answer = bench.LastAnswer();
        EXPECT_EQ(answer.source, update.destination);
        EXPECT_EQ(answer.destination, CARE_OF);
        EXPECT_EQ(answer.Acknowledgement()->sequence, update.sequence);
        EXPECT_EQ(answer.Acknowledgement()->lifetime, lifetime);
        EXPECT_FALSE(answer.signal->Option<BindingAuthorizationData>());
    }
}

TEST(BindingRegistrarTest, TheLifetimeAndTheAdvice)
{
    REQ("RFC-115");
    HomeAgentBench bench;
    bench.agent->ServeLink(bench.homeInterface, P("4::/64"), AGENT, Seconds(600), Seconds(600));
    bench.agent->SetAttribute("LifetimeMax", StringValue("800s"));
    bench.agent->SetAttribute("RefreshAdvice", StringValue("400s"));
    HandUpdate update;
    update.lifetime = 1000;
    bench.Ask(update);
    // Duplicate Address Detection has taken the first of the 600 seconds.
    const HeardPacket answer = bench.LastAnswer();
    EXPECT_EQ(answer.Acknowledgement()->lifetime, 596U);
    const auto* advice = answer.signal->Option<BindingRefreshAdvice>();
    ASSERT_TRUE(advice);
    EXPECT_EQ(advice->Seconds(), 400U);
    update.lifetime = 400;
    ++update.sequence;
    bench.Ask(update);
    EXPECT_FALSE(bench.LastAnswer().signal->Option<BindingRefreshAdvice>()); // not shorter
    update.lifetime = 1000;
    ++update.sequence;
    bench.agent->SetAttribute("VolatileStorage", BooleanValue(false));
    bench.Ask(update);
    EXPECT_FALSE(bench.LastAnswer().signal->Option<BindingRefreshAdvice>());
    EXPECT_EQ(bench.LastAnswer().Acknowledgement()->lifetime, 592U);
    // Nobody refreshes after the advice, and the binding lives on to its end.
    bench.Run(Seconds(588));
    EXPECT_TRUE(bench.Find("4::2"));
    bench.Run(Seconds(2));
    EXPECT_FALSE(bench.Find("4::2"));
}

TEST(BindingRegistrarTest, TheHomeAgentItselfUsesARoutingHeader)
{
    HomeAgentBench bench;
    bench.Register({});
    bench.world->Clear();
    auto packet = Create<Packet>(8);
    // From another address than the tunnel's: a socket keeps the source that it has.
    bench.node->GetObject<Ipv6L3Protocol>()->Send(packet,
                                                  Ipv6Address("fd00:ffff::4"),
                                                  HOME,
                                                  17,
                                                  nullptr);
    HomeAgentBench::Run(MilliSeconds(10));
    const auto heard =
        bench.world->Heard([](const HeardPacket& p) { return p.routing.has_value(); });
    ASSERT_EQ(heard.size(), 1U);
    EXPECT_EQ(heard[0].source, Ipv6Address("fd00:ffff::4"));
    EXPECT_EQ(heard[0].destination, CARE_OF);
    EXPECT_EQ(heard[0].routing, std::optional(HOME));
}

TEST(BindingRegistrarTest, WhatARoleEndsLeavesNothingBehind)
{
    REQ("BOOK-005");
    HomeAgentBench bench;
    bench.agent->GetPrefixTable().Add(HOME, P("5::/64"));
    HandUpdate update;
    update.flags = "AHRL";
    bench.Register(update);
    ASSERT_EQ(bench.registrar->GetForwardedPrefixes().Size(), 1U);
    bench.stack->PowerOff();
    EXPECT_EQ(bench.registrar->GetCache().Size(), 0U);
    EXPECT_EQ(bench.registrar->GetForwardedPrefixes().Size(), 0U);
    bench.stack->PowerOn();
    EXPECT_FALSE(bench.TunnelledTo(HOME));
    EXPECT_FALSE(bench.TunnelledTo(Ipv6Address("5::1")));
    EXPECT_FALSE(bench.stack->GetAddressProxy()->IsAnswering(HOME, bench.homeInterface));
    bench.Register(update); // with the same number: nothing is remembered
}

TEST(BindingRegistrarTest, ACorrespondentBelievesNothingYet)
{
    HomeAgentBench bench(false);
    HandUpdate update;
    EXPECT_EQ(bench.Ask(update), std::optional(BindingStatus::HOME_REGISTRATION_NOT_SUPPORTED));
    update.flags = "AHR";
    EXPECT_EQ(bench.Ask(update), std::optional(BindingStatus::HOME_REGISTRATION_NOT_SUPPORTED));
    EXPECT_FALSE(bench.LastAnswer().Acknowledgement()->mobileRouter);
    update.flags = "A";
    EXPECT_FALSE(bench.Ask(update));
    update.flags = "AR";
    EXPECT_FALSE(bench.Ask(update));
    EXPECT_EQ(bench.Drops(DropReason::UNAUTHORIZED_UPDATE), 2U);
    bench.correspondent->Halt();
    update.flags = "AH";
    EXPECT_FALSE(bench.Ask(update));
}

} // namespace

} // namespace ns3::nemo::tests::mip6_binding_registrar_test
