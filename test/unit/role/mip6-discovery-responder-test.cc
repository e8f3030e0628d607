// SPDX-License-Identifier: GPL-2.0-only
// The home agents list of a home agent, and what it answers mobile nodes that look for a home
// agent. RFC 6275 section 10.5, RFC 3963 section 7; ipv6-ready group 7.
#include "nemo-requirement.h"
#include "support/home-agent-bench.h"
#include "support/routable-vector.h"

#include "ns3/boolean.h"
#include "ns3/enum.h"
#include "ns3/mip6-home-agents-anycast.h"
#include "ns3/mip6-icmpv6.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace ns3::nemo::tests::mip6_discovery_responder_test
{

namespace
{

using Reply = HomeAgentAddressDiscoveryReply;

const Ipv6Address MOBILE("7::2");
const Ipv6Address ANYCAST("4::fdff:ffff:ffff:fffe");
const std::string SECOND("fe80::2");
const std::string THIRD("fe80::3");

PrefixInformation
RouterAddress(const std::string& address, uint32_t valid = 3600, bool router = true)
{
    PrefixInformation option;
    option.prefixLength = 64;
    option.routerAddress = router;
    option.validLifetime = valid;
    option.prefix = Ipv6Address(address.c_str());
    return option;
}

/// An advertisement with H.
RouterAdvertisement
OfAgent(NeighborOptions options, uint16_t lifetime = 1800)
{
    RouterAdvertisement message;
    message.homeAgent = true;
    message.routerLifetime = lifetime;
    message.options = std::move(options);
    return message;
}

} // namespace

class DiscoveryResponderTest : public testing::Test
{
  protected:
    /// Another router says something on a link.
    static void Say(const HandStation& station,
                    const std::string& linkLocal,
                    const RouterAdvertisement& message)
    {
        station.SendNeighbor(message,
                             Ipv6Address(linkLocal.c_str()),
                             Ipv6Address::GetAllNodesMulticast());
        HomeAgentBench::Run(MilliSeconds(1));
    }

    void Say(const std::string& linkLocal, const RouterAdvertisement& message)
    {
        Say(*m_bench.neighbour, linkLocal, message);
    }

    /// The other home agents on a link: address, preference, end, addresses.
    std::string List(uint32_t interface)
    {
        std::ostringstream text;
        for (const auto& agent : m_bench.agent->FindHomeAgents(interface)->Heard())
        {
            text << agent.linkLocal << " p" << agent.preference << " until "
                 << agent.expires.GetMilliSeconds() / 1000;
            for (const auto& it : agent.addresses)
            {
                text << ' ' << it.address;
            }
            text << '\n';
        }
        return text.str();
    }

    std::string List()
    {
        return List(m_bench.homeInterface);
    }

    /// What the mobile node gets that asks.
    std::vector<HeardPacket> Ask(uint16_t identifier,
                                 bool mobileRouter = false,
                                 const Ipv6Address& destination = ANYCAST)
    {
        m_bench.world->Clear();
        const Octets request =
            EncodeMobilityIcmpv6(HomeAgentAddressDiscoveryRequest{identifier, mobileRouter},
                                 MOBILE,
                                 destination);
        m_bench.world->Send(HandStation::MakePacket(MOBILE, destination, 58, request),
                            m_bench.WorldMac());
        HomeAgentBench::Run(MilliSeconds(10));
        return m_bench.world->Heard([](const HeardPacket& packet) {
            return packet.discovery && std::holds_alternative<Reply>(*packet.discovery);
        });
    }

    /// The one reply.
    Reply Answer(bool mobileRouter = false)
    {
        const auto replies = Ask(0x1234, mobileRouter);
        EXPECT_EQ(replies.size(), 1U);
        return replies.empty() ? Reply() : std::get<Reply>(*replies[0].discovery);
    }

    static std::vector<Ipv6Address> Addresses(const std::vector<std::string>& texts)
    {
        std::vector<Ipv6Address> addresses;
        for (const auto& text : texts)
        {
            addresses.emplace_back(text.c_str());
        }
        return addresses;
    }

    HomeAgentBench m_bench;
};

TEST_F(DiscoveryResponderTest, TheExampleOfTheVectors)
{
    REQ("BOOK-066", "BOOK-068", "BOOK-064");
    HomeAgentBench bench(true, "2000:db9:1::1");
    bench.agent->SetAttribute("HomeAgentPreference", UintegerValue(50));
    Say(*bench.neighbour,
        SECOND,
        OfAgent({RouterAddress("2000:db9:1::2"), HomeAgentInformation{false, 100, 1800}}));
    Say(*bench.neighbour, THIRD, OfAgent({RouterAddress("2000:db9:1::3")}));
    const Octets request = RoutableVector("dhaad_request");
    bench.world->Send(request, bench.WorldMac());
    bench.Run(MilliSeconds(10));
    const auto heard =
        bench.world->Heard([](const HeardPacket& packet) { return packet.discovery.has_value(); });
    ASSERT_EQ(heard.size(), 1U);
    Octets reply = heard[0].octets;
    reply[3] = 0; // ns-3 labels every flow with 1
    EXPECT_EQ(ToHex(reply), ToHex(RoutableVector("dhaad_reply")));
}

TEST_F(DiscoveryResponderTest, WhatAnAdvertisementDoesToTheList)
{
    REQ("RFC-128", "RFC-102", "RFC-074", "BOOK-064", "BOOK-065");
    // Lifetime and preference of the option, or the Router Lifetime and 0.
    Say(SECOND, OfAgent({RouterAddress("4::20"), HomeAgentInformation{false, 50, 30}}));
    EXPECT_EQ(List(), "fe80::2 p50 until 30 4::20\n");
    Say(THIRD, OfAgent({RouterAddress("4::30")}, 40));
    EXPECT_EQ(List(), "fe80::2 p50 until 30 4::20\nfe80::3 p0 until 40 4::30\n");
    // Another preference, and a second address; without R it is none.
    Say(SECOND,
        OfAgent({RouterAddress("4::20", 20),
                 RouterAddress("4:0:0:1::20"),
                 RouterAddress("4:0:0:2::", 3600, false),
                 HomeAgentInformation{false, 100, 30}}));
    EXPECT_EQ(List(), "fe80::2 p100 until 30 4::20 4:0:0:1::20\nfe80::3 p0 until 40 4::30\n");
    // The end of a prefix takes one address, silence the entry.
    HomeAgentBench::Run(Seconds(21));
    EXPECT_EQ(List(), "fe80::2 p100 until 30 4:0:0:1::20\nfe80::3 p0 until 40 4::30\n");
    HomeAgentBench::Run(Seconds(10));
    EXPECT_EQ(List(), "fe80::3 p0 until 40 4::30\n");
    // Lifetime 0, or H clear, deletes, and makes nothing.
    Say(THIRD, OfAgent({HomeAgentInformation{false, 0, 0}}));
    EXPECT_EQ(List(), "");
    Say(THIRD, OfAgent({RouterAddress("4::30")}, 0));
    EXPECT_EQ(List(), "");
    Say(SECOND, OfAgent({RouterAddress("4::20")}));
    RouterAdvertisement plain = OfAgent({RouterAddress("4::20")});
    plain.homeAgent = false;
    Say(SECOND, plain);
    EXPECT_EQ(List(), "");
}

TEST_F(DiscoveryResponderTest, NoAdvertisementThatNeighborDiscoveryRefusesCounts)
{
    const RouterAdvertisement message = OfAgent({RouterAddress("4::20")});
    Say("4::20", message); // not link-local
    const Octets body = EncodeNeighborMessage(message,
                                              Ipv6Address(SECOND.c_str()),
                                              Ipv6Address::GetAllNodesMulticast());
    m_bench.neighbour->Send(HandStation::MakePacket(Ipv6Address(SECOND.c_str()),
                                                    Ipv6Address::GetAllNodesMulticast(),
                                                    58,
                                                    body,
                                                    64), // came from afar
                            Mac48Address("33:33:00:00:00:01"));
    Octets cut(body.begin(), body.end() - 8);
    m_bench.neighbour->Send(HandStation::MakePacket(Ipv6Address(SECOND.c_str()),
                                                    Ipv6Address::GetAllNodesMulticast(),
                                                    58,
                                                    cut,
                                                    255),
                            Mac48Address("33:33:00:00:00:01"));
    HomeAgentBench::Run(MilliSeconds(1));
    EXPECT_EQ(List(), "");
    // Nor does what is said on a link that is no home link.
    Say(*m_bench.world, SECOND, message);
    EXPECT_EQ(List(), "");
    EXPECT_EQ(m_bench.agent->FindHomeAgents(m_bench.worldInterface), nullptr);
}

TEST_F(DiscoveryResponderTest, EachHomeLinkHasItsList)
{
    REQ("RFC-074");
    m_bench.agent->ServeLink(m_bench.worldInterface,
                             P("fd00:ffff::/64"),
                             Ipv6Address("fd00:ffff::4"));
    Say(SECOND, OfAgent({RouterAddress("4::20")}));
    Say(*m_bench.world, THIRD, OfAgent({RouterAddress("fd00:ffff::30")}));
    EXPECT_EQ(List(m_bench.homeInterface), "fe80::2 p0 until 1800 4::20\n");
    EXPECT_EQ(List(m_bench.worldInterface), "fe80::3 p0 until 1800 fd00:ffff::30\n");
    const auto replies = Ask(1, false, Ipv6Address("fd00:ffff::fdff:ffff:ffff:fffe"));
    ASSERT_EQ(replies.size(), 1U);
    const auto listed = std::get<Reply>(*replies[0].discovery).homeAgents;
    EXPECT_EQ(std::set<Ipv6Address>(listed.begin(), listed.end()),
              (std::set<Ipv6Address>{Ipv6Address("fd00:ffff::4"), Ipv6Address("fd00:ffff::30")}));
    EXPECT_EQ(replies[0].source, Ipv6Address("fd00:ffff::4"));
}

TEST_F(DiscoveryResponderTest, TheReplySaysWhoAskedAndWhoAnswers)
{
    REQ("BOOK-068", "RFC-129");
    for (const uint16_t identifier : {uint16_t{0x1234}, uint16_t{0}, uint16_t{0xffff}})
    {
        const auto replies = Ask(identifier);
        ASSERT_EQ(replies.size(), 1U);
        const auto reply = std::get<Reply>(*replies[0].discovery);
        EXPECT_EQ(reply.identifier, identifier);
        EXPECT_FALSE(reply.mobileRouter);
        EXPECT_EQ(reply.homeAgents, Addresses({"4::3"}));
        EXPECT_EQ(replies[0].source, Ipv6Address("4::3"));
        EXPECT_EQ(replies[0].destination, MOBILE);
    }
    // To another address it is no question, and from nobody it has no answer.
    EXPECT_TRUE(Ask(1, false, Ipv6Address("4::3")).empty());
    const Octets request = EncodeMobilityIcmpv6(HomeAgentAddressDiscoveryRequest{1, false},
                                                Ipv6Address("ff0e::1"),
                                                ANYCAST);
    m_bench.world->Send(HandStation::MakePacket(Ipv6Address("ff0e::1"), ANYCAST, 58, request),
                        m_bench.WorldMac());
    HomeAgentBench::Run(MilliSeconds(10));
    EXPECT_TRUE(m_bench.world->Heard([](const HeardPacket& p) { return !!p.discovery; }).empty());
}

/// RFC 6275 section 10.5: an answer goes to a care-of address, and that is no link-local one.
TEST_F(DiscoveryResponderTest, NobodyIsAnsweredAtAnAddressOfOneLink)
{
    const auto isAnswered = [this](const Ipv6Address& source) {
        const Octets request =
            EncodeMobilityIcmpv6(HomeAgentAddressDiscoveryRequest{1, false}, source, ANYCAST);
        m_bench.neighbour->Clear();
        m_bench.neighbour->Send(HandStation::MakePacket(source, ANYCAST, 58, request),
                                m_bench.HomeMac());
        HomeAgentBench::Run(Seconds(2));
        // It has to resolve the address first; nobody answers that here.
        return !m_bench.neighbour->Neighbors<NeighborSolicitation>(source).empty();
    };
    EXPECT_TRUE(isAnswered(Ipv6Address("4::77")));
    EXPECT_FALSE(isAnswered(Ipv6Address("fe80::77")));
}

TEST_F(DiscoveryResponderTest, EqualHomeAgentsComeInAnyOrderAndBetterOnesFirst)
{
    REQ("BOOK-067", "RFC-129", "BOOK-069");
    m_bench.agent->SetAttribute("HomeAgentPreference", UintegerValue(7));
    Say(SECOND, OfAgent({RouterAddress("4::20"), HomeAgentInformation{false, 7, 9000}}));
    Say(THIRD,
        OfAgent({RouterAddress("4::30"),
                 RouterAddress("4:0:0:1::30"),
                 HomeAgentInformation{false, 6, 9000}}));
    std::map<Ipv6Address, int> first;
    std::map<Ipv6Address, int> third;
    constexpr int REPLIES = 1000;
    for (int i = 0; i < REPLIES; ++i)
    {
        const auto order = Answer().homeAgents;
        ASSERT_EQ(order.size(), 4U);
        ++first[order[0]];
        ++third[order[2]];
    }
    EXPECT_EQ(first.size(), 2U);
    EXPECT_GE(first[Ipv6Address("4::3")], REPLIES * 4 / 10);
    EXPECT_GE(first[Ipv6Address("4::20")], REPLIES * 4 / 10);
    EXPECT_EQ(third.size(), 2U);
    EXPECT_GE(third[Ipv6Address("4::30")], REPLIES * 4 / 10);
    EXPECT_GE(third[Ipv6Address("4:0:0:1::30")], REPLIES * 4 / 10);
}

TEST_F(DiscoveryResponderTest, NoReplyIsLargerThanTheSmallestMtu)
{
    REQ("RFC-129");
    for (uint16_t i = 0; i < 100; ++i)
    {
        std::ostringstream number;
        number << std::hex << i + 0x100;
        Say("fe80::" + number.str(),
            OfAgent({RouterAddress("4::" + number.str()),
                     HomeAgentInformation{false, static_cast<uint16_t>(i + 1), 9000}}));
    }
    const auto replies = Ask(1);
    ASSERT_EQ(replies.size(), 1U);
    EXPECT_EQ(replies[0].octets.size(), 1280U);
    const auto listed = std::get<Reply>(*replies[0].discovery).homeAgents;
    ASSERT_EQ(listed.size(), 77U);
    EXPECT_EQ(listed.front(), Ipv6Address("4::163")); // the best, of preference 100
    EXPECT_EQ(listed.back(), Ipv6Address("4::117"));  // preference 24
}

TEST_F(DiscoveryResponderTest, MobileRoutersGetHomeAgentsThatServeThem)
{
    REQ("NEMO-7.2-2", "NEMO-7.2-3", "NEMO-7.2-3+1", "NEMO-7.2-5");
    Say(SECOND, OfAgent({RouterAddress("4::20"), HomeAgentInformation{true, 9, 9000}}));
    Say(THIRD, OfAgent({RouterAddress("4::30"), HomeAgentInformation{false, 8, 9000}}));
    EXPECT_EQ(Answer(true).homeAgents, Addresses({"4::20", "4::3"}));
    EXPECT_TRUE(Answer(true).mobileRouter);
    EXPECT_EQ(Answer(false).homeAgents, Addresses({"4::20", "4::30", "4::3"}));
    EXPECT_FALSE(Answer(false).mobileRouter);
    // With none that does: those for mobile nodes, and R says so.
    m_bench.agent->SetAttribute("NemoSupport", EnumValue(NEMO_DISABLED));
    m_bench.agent->SetAttribute("HomeAgentPreference", UintegerValue(1));
    Say(SECOND, OfAgent({HomeAgentInformation{true, 0, 0}}));
    EXPECT_EQ(Answer(true).homeAgents, Addresses({"4::30", "4::3"}));
    EXPECT_FALSE(Answer(true).mobileRouter);
}

TEST_F(DiscoveryResponderTest, WhoCannotServeIsNoHomeAgent)
{
    REQ("BOOK-063", "RFC-066");
    HandUpdate bound;
    m_bench.Register(bound);
    m_bench.agent->Advertise(m_bench.homeInterface);
    const auto said = [this]() {
        return *m_bench.stack->GetRouterAdvertiser()->Current(m_bench.homeInterface);
    };
    EXPECT_TRUE(said().homeAgent);
    EXPECT_FALSE(AllOptions<HomeAgentInformation>(said().options).empty()); // mobile routers: R
    m_bench.agent->SetAttribute("Serving", BooleanValue(false));
    EXPECT_FALSE(said().homeAgent);
    EXPECT_TRUE(AllOptions<HomeAgentInformation>(said().options).empty());
    EXPECT_TRUE(Ask(1).empty());
    EXPECT_EQ(m_bench.agent->FindHomeAgents(m_bench.homeInterface), nullptr);
    // Who is bound stays so; nobody else gets in.
    bound.sequence = 101;
    m_bench.Register(bound);
    HandUpdate other;
    other.home = Ipv6Address("4::10");
    EXPECT_EQ(m_bench.Ask(other), std::optional(BindingStatus::INSUFFICIENT_RESOURCES));
    m_bench.agent->SetAttribute("Serving", BooleanValue(true));
    EXPECT_TRUE(said().homeAgent);
    EXPECT_EQ(Answer().homeAgents, Addresses({"4::3"}));
}

TEST_F(DiscoveryResponderTest, NeighboursFindTheAnycastAddressToo)
{
    const Ipv6Address group = Ipv6Address::MakeSolicitedAddress(ANYCAST);
    NeighborSolicitation question;
    question.target = ANYCAST;
    question.options = {SourceLinkLayerAddress{m_bench.neighbour->LinkLayer()}};
    m_bench.neighbour->SendNeighbor(question, Ipv6Address("4::9"), group);
    HomeAgentBench::Run(MilliSeconds(1));
    const auto answers = m_bench.neighbour->Neighbors<NeighborAdvertisement>(ANYCAST);
    ASSERT_EQ(answers.size(), 1U);
    const auto answer = std::get<NeighborAdvertisement>(*answers[0].message);
    EXPECT_FALSE(answer.override); // RFC 4861 section 7.2.7
    EXPECT_TRUE(answer.router);
    // It is no address to speak from.
    EXPECT_FALSE(m_bench.stack->GetInterfaceTable()->Has(ANYCAST));
}

TEST_F(DiscoveryResponderTest, NothingIsLeftWhenTheRoleHalts)
{
    Say(SECOND, OfAgent({RouterAddress("4::20")}));
    m_bench.agent->Halt();
    EXPECT_TRUE(Ask(1).empty());
    EXPECT_FALSE(m_bench.stack->GetSteering()->IsAnycast(ANYCAST));
    EXPECT_FALSE(m_bench.stack->GetAddressProxy()->IsAnswering(ANYCAST, m_bench.homeInterface));
    m_bench.agent->Boot();
    EXPECT_EQ(List(), "");
    EXPECT_EQ(Answer().homeAgents, Addresses({"4::3"}));
}

TEST_F(DiscoveryResponderTest, APrefixThatHasEndedIsNoHomeAnyMore)
{
    m_bench.agent->ServeLink(m_bench.homeInterface,
                             P("4::/64"),
                             m_bench.agentAddress,
                             Seconds(10),
                             Seconds(10));
    EXPECT_EQ(Ask(1).size(), 1U);
    HomeAgentBench::Run(Seconds(10));
    EXPECT_TRUE(Ask(1).empty());
}

} // namespace ns3::nemo::tests::mip6_discovery_responder_test
