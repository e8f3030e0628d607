// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/mobile-node-test.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::nemo::tests::mip6_mobile_node_homes_test
{

namespace
{

using State = HomeRegistration::State;

} // namespace

/// A mobile node with two homes: 1::10 of the home link with home agent 1::1, and 4::10 of link b
/// with home agent 4::1. Link a belongs to neither.
class MobileNodeHomesTest : public MobileNodeTest
{
  protected:
    MobileNodeHomesTest()
        : m_first(m_world.Address("1::10")),
          m_second(m_world.Address("4::10")),
          m_secondAgent(*m_world.routerB, 2, m_world.Address("4::1"))
    {
    }

    MobileNode& Boot(Ptr<MobileLink> link)
    {
        HomeConfig other;
        other.prefix = m_world.Prefix("4::");
        other.homeAddress = m_second;
        other.homeAgent = m_world.Address("4::1");
        other.startsAtHome = link == m_world.b;
        m_world.otherHomes = {other};
        m_node = &m_world.NewMobileNode(link);
        m_world.mobileNode->Listen();
        return *m_node;
    }

    const HomeBinding& Registration(const Ipv6Address& homeAddress) const
    {
        return m_node->FindHome(homeAddress)->GetRegistration();
    }

    /// The latest update that a home agent got, as home and care-of address and lifetime.
    static std::tuple<Ipv6Address, Ipv6Address, uint32_t> Latest(const ScriptedHomeAgent& agent)
    {
        const auto& update = agent.updates.back();
        return {update.home, update.careOf, update.Body().lifetime};
    }

    /// Whether a datagram of the correspondent for this address arrives.
    bool Reaches(const Ipv6Address& homeAddress)
    {
        m_world.mobileNode->received.clear();
        m_world.correspondent->SendUdp(Ipv6Address::GetAny(), homeAddress);
        RunFor(Seconds(1));
        const auto& received = m_world.mobileNode->received;
        return received.size() == 1 && received.front().second == homeAddress;
    }

    /// The source that a socket gets which leaves the choice open, as the correspondent sees it.
    Ipv6Address ChosenSource()
    {
        m_world.correspondent->Listen();
        m_world.correspondent->received.clear();
        SendToCorrespondent();
        RunFor(Seconds(1));
        const auto& received = m_world.correspondent->received;
        return received.size() == 1 ? received.front().first : Ipv6Address::GetAny();
    }

    Ipv6Address m_first;
    Ipv6Address m_second;
    ScriptedHomeAgent m_secondAgent;
    MobileNode* m_node{nullptr};
};

TEST_F(MobileNodeHomesTest, EachMoveTakesOneUpdateAndOneTunnelForEachHomeAddress)
{
    REQ("BOOK-001", "BOOK-077");
    const auto link3 = m_world.NewLink();
    WorldNode& router = m_world.NewRouter(link3, "6::1", "c::6");
    m_world.RouteByCore(m_world.Prefix("6::"), "c::6");
    for (const auto& [prefix, via] : {std::pair("1::", "c::1"), std::pair("4::", "c::4")})
    {
        router.Interfaces()->AddRoute(m_world.Prefix(prefix), m_world.Address(via), 3);
    }
    Boot(m_world.a);
    RunFor(Seconds(10));
    std::size_t moves = 1;
    for (const auto& [link, careOf] : {std::pair(m_world.a, m_world.Address("2::10")),
                                       std::pair(link3, m_world.Address("6::10")),
                                       std::pair(m_world.a, m_world.Address("2::10"))})
    {
        if (moves > 1)
        {
            m_world.Move(link);
            RunFor(Seconds(10));
        }
        EXPECT_EQ(m_world.agent->updates.size(), moves);
        EXPECT_EQ(m_secondAgent.updates.size(), moves);
        EXPECT_EQ(Latest(*m_world.agent), std::tuple(m_first, careOf, 420U));
        EXPECT_EQ(Latest(m_secondAgent), std::tuple(m_second, careOf, 420U));
        EXPECT_TRUE(Reaches(m_first));
        EXPECT_TRUE(Reaches(m_second));
        ++moves;
    }
    for (const auto& tunnelled : m_world.Tunnelled(m_world.a))
    {
        const bool isFirst = tunnelled.inner->destination == m_first;
        EXPECT_EQ(tunnelled.source, m_world.Address(isFirst ? "1::1" : "4::1"));
    }
    EXPECT_EQ(m_world.Tunnelled(m_world.a).size(), 4U);
}

TEST_F(MobileNodeHomesTest, AtOneHomeIsAwayFromTheOtherWithTheHomeAddressAsCareOfAddress)
{
    REQ("BOOK-077");
    Boot(m_world.home);
    RunFor(Seconds(10));
    EXPECT_FALSE(m_node->IsAtHome());
    EXPECT_TRUE(m_node->FindHome(m_first)->IsAtHome());
    EXPECT_EQ(m_node->GetCareOfAddress(), m_first);
    EXPECT_TRUE(m_world.agent->updates.empty());
    ASSERT_EQ(m_secondAgent.updates.size(), 1U);
    EXPECT_EQ(Latest(m_secondAgent), std::tuple(m_second, m_first, 420U));
    EXPECT_EQ(Registration(m_second).GetState(), State::REGISTERED);
    EXPECT_TRUE(Reaches(m_first));
    EXPECT_TRUE(Reaches(m_second));
}

TEST_F(MobileNodeHomesTest, ComingHomeEndsOneBindingAndMovesTheOther)
{
    Boot(m_world.home);
    RunFor(Seconds(10));
    m_world.Move(m_world.b);
    RunFor(Seconds(10));
    EXPECT_FALSE(m_node->FindHome(m_first)->IsAtHome());
    EXPECT_TRUE(m_node->FindHome(m_second)->IsAtHome());
    EXPECT_EQ(Registration(m_second).GetState(), State::IDLE);
    EXPECT_EQ(Registration(m_first).GetState(), State::REGISTERED);
    ASSERT_EQ(m_secondAgent.updates.size(), 2U);
    EXPECT_EQ(std::get<2>(Latest(m_secondAgent)), 0U);
    // Not before the home address is undisputed.
    ASSERT_EQ(m_world.agent->updates.size(), 1U);
    EXPECT_EQ(Latest(*m_world.agent), std::tuple(m_first, m_second, 420U));
    EXPECT_GT(m_world.agent->updates.front().at, m_secondAgent.updates.back().at);
    EXPECT_TRUE(Reaches(m_first));
    EXPECT_TRUE(Reaches(m_second));
    m_world.Move(m_world.home);
    RunFor(Seconds(10));
    EXPECT_EQ(std::get<2>(Latest(*m_world.agent)), 0U);
    EXPECT_EQ(Latest(m_secondAgent), std::tuple(m_second, m_first, 420U));
    EXPECT_TRUE(Reaches(m_first));
    EXPECT_TRUE(Reaches(m_second));
}

TEST_F(MobileNodeHomesTest, ApplicationsGetTheFirstHomeAddressOrTheOneThatIsAtHome)
{
    Boot(m_world.a);
    RunFor(Seconds(10));
    EXPECT_EQ(ChosenSource(), m_first);
    m_world.Move(m_world.b);
    RunFor(Seconds(10));
    EXPECT_EQ(ChosenSource(), m_second);
    m_world.Move(m_world.home);
    RunFor(Seconds(10));
    EXPECT_EQ(ChosenSource(), m_first);
    m_world.Move(m_world.a);
    RunFor(Seconds(10));
    EXPECT_EQ(ChosenSource(), m_first);
}

TEST_F(MobileNodeHomesTest, AHomeAddressThatIsRefusedIsOfferedNoMore)
{
    m_world.agent->answer = [](const ScriptedHomeAgent::Update& update) {
        BindingAcknowledgement body;
        body.sequence = update.Body().sequence;
        body.status = BindingStatus::DUPLICATE_ADDRESS_DETECTION_FAILED;
        return body;
    };
    Boot(m_world.a);
    RunFor(Seconds(10));
    EXPECT_EQ(Registration(m_first).GetState(), State::REFUSED);
    EXPECT_EQ(ChosenSource(), m_second);
    EXPECT_TRUE(Reaches(m_second));
}

TEST_F(MobileNodeHomesTest, AHomeAgentThatIsSilentHoldsUpItsOwnHomeAddressOnly)
{
    m_world.agent->answer = [](const auto&) { return std::nullopt; };
    Boot(m_world.a);
    RunFor(Seconds(30));
    EXPECT_EQ(m_secondAgent.updates.size(), 1U);
    std::vector<Time> sent;
    for (const auto& update : m_world.Updates(m_world.a))
    {
        if (update.homeAddress == m_first)
        {
            sent.push_back(update.at);
        }
    }
    ASSERT_EQ(sent.size(), 5U);
    for (std::size_t i = 0; i + 1 < sent.size(); ++i)
    {
        EXPECT_EQ(sent[i + 1] - sent[i], MilliSeconds(1500 << i));
    }
    EXPECT_TRUE(Reaches(m_second));
}

TEST_F(MobileNodeHomesTest, AHomeAddressHasOneHomeAgent)
{
    REQ("BOOK-076");
    auto node = CreateObject<MobileNode>();
    HomeConfig config = m_world.homeConfig;
    node->AddHome(config);
    config.homeAgent = m_world.Address("4::1");
    EXPECT_DEATH(node->AddHome(config), "one home agent");
}

TEST_F(MobileNodeHomesTest, ACrashForgetsAllOfThem)
{
    Boot(m_world.a);
    RunFor(Seconds(10));
    m_world.mobileNode->stack->PowerOff();
    EXPECT_TRUE(m_node->GetHomes().empty());
    EXPECT_FALSE(m_world.mobileNode->Interfaces()->Has(m_first));
    EXPECT_FALSE(m_world.mobileNode->Interfaces()->Has(m_second));
    EXPECT_FALSE(m_world.mobileNode->stack->GetSteering()->PreferredSource());
    m_world.mobileNode->stack->PowerOn();
    RunFor(Seconds(10));
    EXPECT_TRUE(Reaches(m_first));
    EXPECT_TRUE(Reaches(m_second));
}

} // namespace ns3::nemo::tests::mip6_mobile_node_homes_test
