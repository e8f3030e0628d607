// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/mobile-node-test.h"
#include "support/only-home.h"

#include "ns3/mip6-sequence-number.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3::nemo::tests::mip6_mobile_node_test
{

namespace
{

using State = HomeRegistration::State;

constexpr uint8_t MOBILITY = 135;
constexpr uint8_t IPV6 = 41;

} // namespace

TEST_F(MobileNodeTest, AtHomeItUsesNoMobility)
{
    REQ("BOOK-008");
    MobileNode& node = m_world.NewMobileNode(m_world.home);
    EXPECT_TRUE(node.IsAtHome());
    m_world.correspondent->Listen();
    m_world.mobileNode->Listen();
    for (int i = 0; i < 600; ++i)
    {
        m_world.At(MilliSeconds(1000 * i + 500), [this]() {
            SendToCorrespondent();
            SendToHome();
        });
    }
    m_world.RunUntil(Seconds(601));
    EXPECT_EQ(m_world.correspondent->received.size(), 600U);
    EXPECT_EQ(m_world.mobileNode->received.size(), 600U);
    for (const CaughtPacket& packet : m_world.Caught(m_world.home))
    {
        EXPECT_NE(packet.protocol, MOBILITY);
        EXPECT_NE(packet.protocol, IPV6);
        EXPECT_FALSE(packet.homeAddress);
    }
    EXPECT_EQ(m_world.correspondent->received[0].first, m_world.Address("1::10"));
}

TEST_F(MobileNodeTest, Peer_04_FirstTheAddressThenTheUpdate)
{
    REQ("BOOK-009", "NEMO-3-9");
    m_world.NewMobileNode(m_world.a);
    m_world.RunUntil(Seconds(10));
    const Ipv6Address careOf = m_world.Address("2::10");
    const auto probes = m_world.Solicitations(m_world.a, careOf, Ipv6Address::GetAny());
    const auto updates = m_world.Updates(m_world.a);
    ASSERT_EQ(probes.size(), 1U);
    ASSERT_EQ(updates.size(), 1U);
    const auto advertised = m_world.Last(HandoverPhase::ROUTER_ADVERTISEMENT);
    EXPECT_LT(*advertised, probes[0].at);
    EXPECT_EQ(updates[0].at, probes[0].at + Seconds(1)) << "RetransTimer, and nothing more";
    EXPECT_EQ(updates[0].source, careOf);
    EXPECT_EQ(updates[0].homeAddress, m_world.Address("1::10"));
    EXPECT_EQ(updates[0].destination, m_world.Address("1::1"));
    EXPECT_EQ(updates[0].signal->Option<AlternateCareOfAddress>()->address, careOf);
}

TEST_F(MobileNodeTest, Peer_03_Peer_57_OneRegistrationOneUpdate)
{
    // The home agent probes the home address first.
    m_world.agent->delay = Seconds(1);
    MobileNode& node = m_world.NewMobileNode(m_world.a);
    m_world.RunUntil(Seconds(60));
    EXPECT_EQ(m_world.Updates(m_world.a).size(), 1U);
    EXPECT_EQ(m_world
                  .Caught(m_world.a,
                          [](const CaughtPacket& packet) { return packet.IsAcknowledgement(); })
                  .size(),
              1U);
    EXPECT_EQ(RegistrationOf(node).GetState(), State::REGISTERED);
}

TEST_F(MobileNodeTest, ARefusedHomeAddressIsNotUsedAnyMore)
{
    REQ("RFC-168");
    m_world.agent->answer = [](const ScriptedHomeAgent::Update& update) {
        BindingAcknowledgement body;
        body.sequence = update.Body().sequence;
        body.status = BindingStatus::DUPLICATE_ADDRESS_DETECTION_FAILED;
        return body;
    };
    MobileNode& node = m_world.NewMobileNode(m_world.a);
    m_world.RunUntil(Seconds(20));
    EXPECT_EQ(RegistrationOf(node).GetState(), State::REFUSED);
    EXPECT_FALSE(m_world.mobileNode->Interfaces()->Has(m_world.Address("1::10")));
    m_world.Move(m_world.b);
    m_world.RunUntil(Seconds(600));
    EXPECT_EQ(m_world.agent->updates.size(), 1U);
    m_world.Move(m_world.home);
    m_world.RunUntil(Seconds(610));
    EXPECT_FALSE(m_world.mobileNode->Interfaces()->Has(m_world.Address("1::10")));
    EXPECT_EQ(m_world.agent->updates.size(), 1U);
}

TEST_F(MobileNodeTest, MovementWithinOneSubnetIsNotSignalled)
{
    REQ("BOOK-052");
    Registered();
    const std::size_t solicited =
        m_world.Caught(m_world.a, [](const CaughtPacket& p) { return p.icmpv6 == 133; }).size();
    m_world.Move(m_world.a, MilliSeconds(50));
    m_world.RunUntil(Seconds(20));
    EXPECT_EQ(
        m_world.Caught(m_world.a, [](const CaughtPacket& p) { return p.icmpv6 == 133; }).size(),
        solicited + 1);
    EXPECT_EQ(m_world.Updates(m_world.a).size(), 1U);
    m_world.Move(m_world.b, MilliSeconds(50));
    m_world.RunUntil(Seconds(30));
    EXPECT_EQ(m_world.Updates(m_world.b).size(), 1U);
}

TEST_F(MobileNodeTest, TheRandomDelayOfTheProbeCanBeTurnedOff)
{
    REQ("RFC-154");
    for (const bool delays : {false, true})
    {
        SCOPED_TRACE(delays);
        std::vector<Time> waits;
        MobileNode* node = nullptr;
        if (!m_world.mobileNode)
        {
            node = &m_world.NewMobileNode(m_world.a);
        }
        else
        {
            node =
                DynamicCast<MobileNode>(m_world.mobileNode->node->GetApplication(0)).operator->();
        }
        node->Halt();
        node->SetAttribute("DadRandomDelay", TimeValue(Seconds(delays ? 1 : 0)));
        node->Boot();
        for (int i = 0; i < 10; ++i)
        {
            m_world.Move(i % 2 ? m_world.a : m_world.b);
            m_world.RunUntil(Simulator::Now() + Seconds(10));
            waits.push_back(*m_world.Last(HandoverPhase::CARE_OF_READY) -
                            *m_world.Last(HandoverPhase::ROUTER_ADVERTISEMENT) - Seconds(1));
        }
        const Time least = *std::min_element(waits.begin(), waits.end());
        const Time most = *std::max_element(waits.begin(), waits.end());
        EXPECT_LE(most, delays ? Seconds(1) : Time(0));
        EXPECT_GE(most, delays ? MilliSeconds(500) : Time(0));
        EXPECT_GE(least, Time(0));
    }
}

TEST_F(MobileNodeTest, AfterARestartItRegistersAgain)
{
    REQ("BOOK-093");
    Registered();
    const auto first = m_world.agent->updates.back().Body().sequence;
    m_world.At(Seconds(20), [this]() { m_world.mobileNode->stack->PowerOff(); });
    m_world.At(Seconds(30), [this]() { m_world.mobileNode->stack->PowerOn(); });
    m_world.RunUntil(Seconds(25));
    EXPECT_FALSE(m_world.mobileNode->Interfaces()->Has(m_world.Address("1::10")));
    EXPECT_FALSE(m_world.mobileNode->Interfaces()->Has(m_world.Address("2::10")));
    m_world.RunUntil(Seconds(40));
    ASSERT_EQ(m_world.agent->updates.size(), 2U);
    const auto& again = m_world.agent->updates.back();
    EXPECT_LE(again.at, Seconds(34)) << "solicitation, advertisement, probe";
    EXPECT_NE(again.Body().sequence, SequenceAfter(first)) << "a new random number";
    EXPECT_NE(again.Body().sequence, first);
    m_world.mobileNode->Listen();
    SendToHome();
    m_world.RunUntil(Seconds(41));
    EXPECT_EQ(m_world.mobileNode->received.size(), 1U);
}

TEST_F(MobileNodeTest, WhatIsSentToTheOldAddressMeanwhileIsLost)
{
    REQ("BOOK-045");
    Registered();
    m_world.mobileNode->Listen();
    const Time left = Seconds(11);
    // Each link takes 1 ms: core to the home agent, core, visited link.
    const Time toAgent = MilliSeconds(1);
    const Time toNode = MilliSeconds(3);
    std::vector<Time> sent;
    for (int i = 0; i < 1000; ++i)
    {
        sent.push_back(Seconds(10) + MicroSeconds(10000 * i + 500));
        m_world.At(sent.back(), [this]() { SendToHome(); });
    }
    m_world.At(left, [this]() { m_world.Move(m_world.b); });
    m_world.RunUntil(Seconds(25));
    ASSERT_EQ(m_world.agent->updates.size(), 2U);
    const Time bound = m_world.agent->updates[1].at;
    const auto lost = std::count_if(sent.begin(), sent.end(), [&](const Time& at) {
        return at + toNode > left && at + toAgent < bound;
    });
    EXPECT_EQ(m_world.mobileNode->received.size(), sent.size() - static_cast<std::size_t>(lost));
    // The window is made of the three steps.
    const Time detected = *m_world.Last(HandoverPhase::ROUTER_ADVERTISEMENT);
    const Time formed = *m_world.Last(HandoverPhase::CARE_OF_READY);
    EXPECT_LT(left, detected);
    EXPECT_GE(formed - detected, Seconds(1)) << "RetransTimer of the probe";
    EXPECT_EQ(m_world.Last(HandoverPhase::UPDATE_SENT), formed);
    EXPECT_GE(bound, formed + MilliSeconds(2));
}

TEST_F(MobileNodeTest, PhasesOfAHandoverComeInOrder)
{
    REQ("BOOK-045");
    Registered();
    m_world.phases.clear();
    m_world.Move(m_world.b, MilliSeconds(100));
    m_world.RunUntil(Seconds(20));
    std::vector<HandoverPhase> order;
    for (const auto& [at, phase] : m_world.phases)
    {
        order.push_back(phase);
    }
    EXPECT_EQ(order,
              (std::vector{HandoverPhase::LINK_DOWN,
                           HandoverPhase::LINK_UP,
                           HandoverPhase::ROUTER_ADVERTISEMENT,
                           HandoverPhase::CARE_OF_READY,
                           HandoverPhase::UPDATE_SENT,
                           HandoverPhase::ACKNOWLEDGED}));
    EXPECT_EQ(m_world.phases[0].first, Seconds(10));
    EXPECT_EQ(m_world.phases[1].first, MilliSeconds(10100));
    EXPECT_EQ(m_world.phases[4].first, m_world.Updates(m_world.b)[0].at);
}

TEST_F(MobileNodeTest, AnswersToNothingAreDroppedWithAReason)
{
    Registered();
    BindingAcknowledgement body;
    body.sequence = m_world.agent->updates.back().Body().sequence;
    body.lifetime = 4;
    Envelope envelope;
    envelope.source = m_world.Address("1::1");
    envelope.destination = m_world.Address("1::10");
    envelope.careOfDestination = m_world.Address("2::10");
    m_world.agentNode->stack->GetMessagePort()->Send(Signal{body, {}}, envelope);
    m_world.RunUntil(Seconds(11));
    EXPECT_EQ(m_world.mobileNode->Drops(DropReason::UNEXPECTED_MESSAGE), 1U);
}

TEST_F(MobileNodeTest, HomeAndAgentMustBeUnicastRoutable)
{
    REQ("RFC-001");
    for (const char* bad : {"::", "::1", "fe80::1", "ff02::1"})
    {
        HomeConfig config = m_world.homeConfig;
        config.homeAddress = Ipv6Address(bad);
        EXPECT_DEATH(CreateObject<MobileNode>()->AddHome(config), "unicast routable");
        config = m_world.homeConfig;
        config.homeAgent = Ipv6Address(bad);
        if (config.homeAgent.IsAny())
        {
            continue; // One that has to be found.
        }
        EXPECT_DEATH(CreateObject<MobileNode>()->AddHome(config), "unicast routable");
    }
    CreateObject<MobileNode>()->AddHome(m_world.homeConfig); // fd00::/8 is good
}

TEST_F(MobileNodeTest, NeighboursAreSpokenToAsByAnyNode)
{
    REQ("RFC-137");
    MobileNode& node = Registered();
    m_world.routerA->Listen();
    m_world.mobileNode->Listen();
    const auto own = m_world.mobileNode->Interfaces()->LinkLocalAddress(m_world.roaming);
    const auto peer = m_world.routerA->Interfaces()->LinkLocalAddress(2);
    m_world.mobileNode->Interfaces()->ForgetNeighbors(m_world.roaming);
    m_world.mobileNode->SendUdp(own, peer);
    // From the home address ns-3 has no way to it, and the tunnel is none.
    m_world.mobileNode->SendUdp(m_world.Address("1::10"), peer);
    m_world.RunUntil(Seconds(12));
    EXPECT_EQ(m_world.routerA->received.size(), 1U);
    EXPECT_EQ(RegistrationOf(node).GetState(), State::REGISTERED);
    int neighbours = 0;
    for (const CaughtPacket& packet : m_world.Caught(m_world.a))
    {
        const bool isDiscovery = packet.icmpv6 >= 133 && packet.icmpv6 <= 137;
        neighbours += isDiscovery ? 1 : 0;
        EXPECT_FALSE(packet.inner && Innermost(packet).destination == peer) << packet.at;
        if (packet.destination.IsLinkLocal() || packet.destination.IsMulticast() || isDiscovery)
        {
            EXPECT_FALSE(packet.homeAddress);
            EXPECT_FALSE(packet.inner);
        }
    }
    EXPECT_GT(neighbours, 3);
}

} // namespace ns3::nemo::tests::mip6_mobile_node_test
