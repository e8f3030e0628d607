// SPDX-License-Identifier: GPL-2.0-only
// How bindings end: deregistration, expiry, the end of the prefix. RFC 6275 section 10.3.2, RFC
// 3963 section 6.7.
// IPv6 Ready, home agent, groups 2 and 3: expiry, deregistration.
#include "nemo-requirement.h"
#include "support/home-agent-bench.h"

#include "ns3/simulator.h"
#include "ns3/string.h"

#include <gtest/gtest.h>
#include <vector>

namespace ns3::nemo::tests::mip6_binding_registrar_end_test
{

namespace
{

const Ipv6Address HOME("4::2");
const Ipv6Address LFN("5::9");
const auto ACCEPTED = std::optional(BindingStatus::ACCEPTED);
const auto STALE = std::optional(BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW);
const auto UNKNOWN = std::optional(BindingStatus::NOT_HOME_AGENT_FOR_THIS_MOBILE_NODE);

/// A home agent with the mobile router 4::2, which has 5::/64, bound at 7::2 by number 100.
class BindingEndTest : public ::testing::Test
{
  protected:
    BindingEndTest()
    {
        m_bench.agent->GetPrefixTable().Add(HOME, P("5::/64"));
        m_update.flags = "AHR";
        m_update.With({"5::/64"});
        m_bench.Register(m_update);
        m_update.sequence = 101;
        EXPECT_EQ(m_bench.TunnelledTo(LFN), std::optional(m_update.careOf));
    }

    /// Nothing follows from a binding of 4::2.
    void ExpectNothing()
    {
        EXPECT_FALSE(m_bench.Find("4::2"));
        EXPECT_FALSE(m_bench.TunnelledTo(HOME));
        EXPECT_FALSE(m_bench.TunnelledTo(LFN));
        EXPECT_FALSE(m_bench.Takes(m_update.careOf, HOME));
        EXPECT_FALSE(m_bench.Takes(m_update.careOf, LFN));
        EXPECT_FALSE(m_bench.stack->GetAddressProxy()->IsAnswering(HOME, m_bench.homeInterface));
        EXPECT_FALSE(m_bench.stack->GetSteering()->MayComeFrom(HOME,
                                                               m_update.careOf,
                                                               Ipv6Address::GetAny()));
        EXPECT_EQ(m_bench.registrar->GetForwardedPrefixes().Size(), 0U);
        m_bench.neighbour->Clear();
        NeighborSolicitation solicitation;
        solicitation.target = HOME;
        m_bench.neighbour->SendNeighbor(solicitation,
                                        Ipv6Address::GetAny(),
                                        Ipv6Address::MakeSolicitedAddress(HOME));
        m_bench.Run(Seconds(1));
        EXPECT_TRUE(m_bench.neighbour->Neighbors<NeighborAdvertisement>(HOME).empty());
    }

    HomeAgentBench m_bench;
    HandUpdate m_update;
};

TEST_F(BindingEndTest, LifetimeZeroEndsEverythingAtOnce)
{
    REQ("BOOK-029", "NEMO-5.8-7", "NEMO-6.2-5", "NEMO-6.2-6", "NEMO-6.7-1", "NEMO-6.7-2");
    REQ("NEMO-6.7-4");
    m_bench.agent->SetAttribute("RefreshAdvice", StringValue("100s"));
    m_update.lifetime = 0;
    m_update.flags = "AH";
    m_update.options.clear();
    m_update.With({"99::/64", "ff05::/64"});
    m_bench.Send(m_update);
    m_bench.Run(MilliSeconds(1));
    ExpectNothing();
    const HeardPacket answer = m_bench.LastAnswer();
    EXPECT_EQ(answer.Acknowledgement()->status, BindingStatus::ACCEPTED);
    EXPECT_EQ(answer.Acknowledgement()->lifetime, 0U);
    EXPECT_EQ(answer.Acknowledgement()->sequence, 101);
    EXPECT_FALSE(answer.Acknowledgement()->mobileRouter);
    EXPECT_EQ(answer.routing, std::optional(HOME));
    EXPECT_FALSE(answer.signal->Option<BindingRefreshAdvice>());
    EXPECT_EQ(m_bench.forwarding.back(), "5::/64 off");
}

TEST_F(BindingEndTest, ARouterThatIsAtHomeEndsEverythingToo)
{
    REQ("RFC-188", "NEMO-6.2-6");
    m_update.options.emplace_back(AlternateCareOfAddress{HOME});
    EXPECT_EQ(m_bench.Ask(m_update), ACCEPTED);
    EXPECT_EQ(m_bench.LastAnswer().Acknowledgement()->lifetime, 0U);
    ExpectNothing();
}

TEST(CareOfIsHomeTest, OfANodeItIsRefusedOrDeletesAsConfigured)
{
    REQ("RFC-188");
    HomeAgentBench bench;
    HandUpdate update;
    bench.Register(update);
    update.options = {AlternateCareOfAddress{HOME}};
    update.sequence = 101;
    EXPECT_EQ(bench.Ask(update), std::optional(BindingStatus::INVALID_CARE_OF_ADDRESS));
    ASSERT_TRUE(bench.Find("4::2"));
    EXPECT_EQ(bench.Find("4::2")->careOfAddress, update.careOf);
    bench.agent->SetAttribute("CoaEqualsHoa", StringValue("delete"));
    EXPECT_EQ(bench.Ask(update), ACCEPTED);
    EXPECT_EQ(bench.LastAnswer().Acknowledgement()->lifetime, 0U);
    EXPECT_FALSE(bench.Find("4::2"));
}

TEST_F(BindingEndTest, WithoutRefreshItEndsToTheMoment)
{
    REQ("BOOK-030", "NEMO-5.8-7", "NEMO-6.1.1-1");
    EXPECT_EQ(m_bench.Find("4::2")->prefixes, std::vector{P("5::/64")});
    const Time end = m_bench.Find("4::2")->expires;
    m_bench.Run(end - Simulator::Now() - TimeStep(1));
    EXPECT_TRUE(m_bench.Find("4::2"));
    m_bench.Run(TimeStep(1));
    ExpectNothing();
    // Nothing is remembered of it, other than of what was deleted.
    m_update.sequence = 1;
    m_bench.Register(m_update);
}

TEST_F(BindingEndTest, TheEndOfThePrefixIsTheEndOfTheBinding)
{
    REQ("RFC-111");
    m_bench.agent->ServeLink(m_bench.homeInterface, P("4::/64"), m_bench.agentAddress, Seconds(33));
    EXPECT_EQ(m_bench.Find("4::2")->expires, Simulator::Now() + Seconds(33));
    m_bench.Run(Seconds(33) - TimeStep(1));
    EXPECT_TRUE(m_bench.Find("4::2"));
    m_bench.Run(TimeStep(1));
    ExpectNothing();
    EXPECT_EQ(m_bench.Ask(m_update), std::optional(BindingStatus::NOT_HOME_SUBNET));
}

TEST_F(BindingEndTest, APrefixThatIsGoneTakesItsBindings)
{
    m_bench.agent->ServeLink(m_bench.homeInterface, P("4::/64"), m_bench.agentAddress, Seconds(0));
    ExpectNothing();
}

TEST_F(BindingEndTest, ADeletedBindingIsRememberedForAWhile)
{
    REQ("RFC-116", "RFC-116+1", "RFC-119", "NEMO-6.7-1+1");
    m_update.lifetime = 0;
    m_bench.Send(m_update);
    m_bench.Run(MilliSeconds(1));
    EXPECT_FALSE(m_bench.TunnelledTo(LFN));
    // An older update that was late: it learns where things stand, at its care-of address.
    HandUpdate late;
    late.flags = "AHR";
    late.careOf = Ipv6Address("8::2");
    m_bench.Run(Seconds(5));
    EXPECT_EQ(m_bench.Ask(late), STALE);
    EXPECT_EQ(m_bench.LastAnswer().destination, late.careOf);
    EXPECT_EQ(m_bench.LastAnswer().Acknowledgement()->sequence, 101);
    ExpectNothing();
    // The acknowledgement was lost: the same again.
    m_update.sequence = 102;
    EXPECT_EQ(m_bench.Ask(m_update), ACCEPTED);
    EXPECT_EQ(m_bench.LastAnswer().Acknowledgement()->lifetime, 0U);
    m_bench.Run(Seconds(10));
    m_update.sequence = 103;
    EXPECT_EQ(m_bench.Ask(m_update), UNKNOWN);
    EXPECT_EQ(m_bench.registrar->GetCache().StubCount(), 0U);
}

TEST_F(BindingEndTest, WhatIsRememberedIsNoBinding)
{
    REQ("RFC-116+1", "NEMO-6.7-1+1");
    m_update.lifetime = 0;
    EXPECT_EQ(m_bench.Ask(m_update), ACCEPTED);
    m_bench.neighbour->Clear();
    HandUpdate host;
    host.sequence = 102;
    EXPECT_EQ(m_bench.Ask(host), ACCEPTED); // R may be another, and the address is probed anew
    EXPECT_EQ(m_bench.neighbour->Neighbors<NeighborSolicitation>(HOME).size(), 1U);
    ASSERT_TRUE(m_bench.Find("4::2"));
    EXPECT_FALSE(m_bench.Find("4::2")->mobileRouter);
    EXPECT_FALSE(m_bench.TunnelledTo(LFN));
}

TEST_F(BindingEndTest, TheMemoryCanBeSwitchedOff)
{
    m_bench.agent->SetAttribute("MaxDeleteBceTimeout", StringValue("0s"));
    m_update.lifetime = 0;
    EXPECT_EQ(m_bench.Ask(m_update), ACCEPTED);
    EXPECT_EQ(m_bench.registrar->GetCache().StubCount(), 0U);
    EXPECT_EQ(m_bench.Ask(m_update), UNKNOWN);
}

TEST_F(BindingEndTest, FromHomeTheAnswerGoesStraightOverTheLink)
{
    REQ("BOOK-056", "RFC-118");
    m_bench.neighbour->has = [](const Ipv6Address& address) { return address == HOME; };
    m_bench.neighbour->Clear();
    m_update.homeAddressOption = false;
    m_update.lifetime = 0;
    m_bench.SendFromHome(m_update);
    m_bench.Run(Seconds(5));
    const auto answers = m_bench.neighbour->Acknowledgements();
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers[0].Acknowledgement()->status, BindingStatus::ACCEPTED);
    EXPECT_EQ(answers[0].destination, HOME);
    EXPECT_FALSE(answers[0].routing);
    EXPECT_EQ(answers[0].to, m_bench.neighbour->LinkLayer());
    EXPECT_TRUE(m_bench.neighbour->Neighbors<NeighborAdvertisement>(HOME).empty());
    ASSERT_FALSE(m_bench.neighbour->Neighbors<NeighborSolicitation>(HOME).empty());
    EXPECT_LT(m_bench.neighbour->Neighbors<NeighborSolicitation>(HOME)[0].at, answers[0].at);
    m_bench.neighbour->has = [](const Ipv6Address&) { return false; };
    ExpectNothing();
}

TEST_F(BindingEndTest, ARefusalGoesStraightOverTheLinkToo)
{
    REQ("RFC-118");
    m_bench.neighbour->has = [](const Ipv6Address& address) { return address == HOME; };
    m_bench.world->Clear();
    m_update.homeAddressOption = false;
    m_update.lifetime = 0;
    m_update.sequence = 99;
    m_bench.SendFromHome(m_update);
    m_bench.Run(Seconds(3));
    const auto answers = m_bench.neighbour->Acknowledgements();
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers[0].Acknowledgement()->status, BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW);
    EXPECT_EQ(answers[0].to, m_bench.neighbour->LinkLayer());
    EXPECT_TRUE(
        m_bench.world->Heard([](const HeardPacket& p) { return p.protocol == 41; }).empty());
}

} // namespace

} // namespace ns3::nemo::tests::mip6_binding_registrar_end_test
