// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/home-return.h"
#include "support/neighbor-world.h"

#include "ns3/boolean.h"
#include "ns3/uinteger.h"

// What is said in Neighbor Discovery when a mobile node comes home: RFC 6275 section 11.5.5.

namespace ns3::nemo::tests::mip6_home_arrival_test
{

namespace
{

constexpr std::size_t HEADER_SIZE = 40;
constexpr std::size_t FLAGS = HEADER_SIZE + 8; ///< A, H, L, K of a Binding Update

/// A mobility header without what depends on its sequence number.
Octets
WithoutSequence(Octets octets)
{
    std::fill_n(octets.begin() + HEADER_SIZE + 4, 4, uint8_t(0)); // checksum, sequence number
    return octets;
}

} // namespace

using HomeArrivalTest = HomeReturnTest;

TEST_F(HomeArrivalTest, EveryStepIfNobodyKnowsALinkLayerAddress)
{
    REQ("BOOK-059", "BOOK-054", "RFC-158");
    HideHomeAgent();
    Registered();
    m_world.Move(m_world.home);
    RunFor(Seconds(5));
    EXPECT_EQ(Headlines(),
              (std::vector<std::string>{"node NS",
                                        "agent NA",
                                        "node BU",
                                        "agent NS",
                                        "node NA",
                                        "agent BA",
                                        "node NA"}));
    const auto talk = Talk();
    ASSERT_EQ(talk.size(), 7U);
    EXPECT_TRUE(talk[0].source.IsAny());
    EXPECT_EQ(talk[0].As<NeighborSolicitation>().target, m_home);
    EXPECT_EQ(talk[0].destination, Ipv6Address::MakeSolicitedAddress(m_home));
    EXPECT_EQ(talk[1].destination, Ipv6Address::GetAllNodesMulticast());
    EXPECT_FALSE(talk[1].As<NeighborAdvertisement>().solicited);
    EXPECT_EQ(talk[2].to, m_world.agentNode->Interfaces()->LinkLayerAddress(m_world.agentHome));
    EXPECT_EQ(talk[2].at, talk[1].at + MilliSeconds(1)) << "as soon as it knows";
}

TEST_F(HomeArrivalTest, AnAdvertisementWithTheLinkLayerAddressSparesTheQuestion)
{
    REQ("BOOK-059", "RFC-158");
    Registered();
    m_world.Move(m_world.home);
    RunFor(Seconds(5));
    EXPECT_EQ(Headlines(),
              (std::vector<std::string>{"node BU", "agent NS", "node NA", "agent BA", "node NA"}));
    EXPECT_EQ(Probes(m_home) + Probes(m_agent), 0U);
    EXPECT_EQ(m_world.Updates(m_world.home)[0].to,
              m_world.agentNode->Interfaces()->LinkLayerAddress(m_world.agentHome));
    EXPECT_EQ(m_world.Updates(m_world.home)[0].at,
              *m_world.Last(HandoverPhase::ROUTER_ADVERTISEMENT));
}

TEST_F(HomeArrivalTest, AHomeAgentThatKnowsTheNodeNeedNotAsk)
{
    REQ("BOOK-059");
    Registered();
    m_world.agentNode->Interfaces()->LearnNeighbor(m_world.agentHome,
                                                   m_home,
                                                   Mac48Address(m_world.hardware.c_str()),
                                                   true,
                                                   InterfaceTable::Knowledge::REACHABLE);
    m_world.Move(m_world.home);
    RunFor(Seconds(5));
    EXPECT_EQ(Headlines(), (std::vector<std::string>{"node BU", "agent BA", "node NA"}));
}

TEST_F(HomeArrivalTest, TheHomeAgentIsRememberedAsReachable)
{
    Registered();
    m_world.Move(m_world.home);
    RunFor(Seconds(20));
    m_world.mobileNode->SendUdp(m_home, m_agent);
    RunFor(Seconds(10));
    EXPECT_TRUE(m_world.Solicitations(m_world.home, m_agent, m_home).empty());
}

TEST_F(HomeArrivalTest, ANeighbourWhoAsksIsAnsweredFromTheUpdateOn)
{
    REQ("BOOK-057", "RFC-160");
    HideHomeAgent();
    Registered();
    // So that it takes a while until the update is sent, and only the node can answer.
    m_world.agentNode->stack->GetAddressProxy()->StopAnswering(m_home, m_world.agentHome);
    m_world.agent->delay = MilliSeconds(300);
    m_world.Move(m_world.home);
    const Ipv6Address asker = m_world.Address("1::99");
    for (int i = 0; i < 60; ++i)
    {
        m_world.At(Seconds(10) + MilliSeconds(100 * i), [&]() {
            m_neighbour->stack->GetAddressProxy()->Solicit(m_home,
                                                           m_neighbourInterface,
                                                           asker,
                                                           [](auto) {});
        });
    }
    m_world.RunUntil(Seconds(16));
    ASSERT_EQ(m_world.Updates(m_world.home).size(), 1U);
    const Time update = m_world.Updates(m_world.home)[0].at;
    const auto questions = m_world.Caught(m_world.home, [&](const CaughtPacket& packet) {
        return packet.icmpv6 == 135 && packet.As<NeighborSolicitation>().target == m_home &&
               !IsNodes(packet);
    });
    ASSERT_LT(questions.front().at, update - Seconds(2));
    auto answers = Advertised(m_home);
    int answered = 0;
    for (const CaughtPacket& question : questions)
    {
        const Time due = question.at + MilliSeconds(1);
        const auto answer =
            std::find_if(answers.begin(), answers.end(), [&](const CaughtPacket& packet) {
                return packet.at == due && packet.destination == question.source;
            });
        ASSERT_EQ(answer != answers.end(), due > update) << due;
        if (due > update)
        {
            ++answered;
            EXPECT_EQ(answer->to, question.from);
            EXPECT_TRUE(answer->As<NeighborAdvertisement>().solicited);
            answers.erase(answer);
        }
    }
    EXPECT_GT(answered, 10);
    ASSERT_EQ(answers.size(), 1U) << "the one for all nodes";
    EXPECT_GE(answers[0].at, update + MilliSeconds(300)) << "with the acknowledgement";
}

TEST_F(HomeArrivalTest, TheHomeAgentsQuestionIsAnsweredBeforeItsAcknowledgement)
{
    REQ("BOOK-057", "RFC-160");
    Registered();
    m_world.Move(m_world.home);
    RunFor(Seconds(5));
    const auto talk = Talk();
    ASSERT_EQ(talk.size(), 5U);
    EXPECT_EQ(talk[2].at, talk[1].at + MilliSeconds(1));
    EXPECT_EQ(talk[2].to, talk[1].from);
    EXPECT_EQ(talk[2].destination, talk[1].source);
    EXPECT_TRUE(talk[2].As<NeighborAdvertisement>().solicited);
    EXPECT_TRUE(talk[3].IsAcknowledgement());
}

TEST_F(HomeArrivalTest, AllNodesAreToldAfterTheAcknowledgement)
{
    REQ("BOOK-058", "RFC-161");
    m_world.configure = [this](MobileNode&) {
        m_world.mobileNode->stack->GetAddressProxy()->SetAttribute("NeighborAdvertisementRepeats",
                                                                   UintegerValue(2));
    };
    Registered();
    // The neighbour knows the home agent's address as the node's: the proxy's.
    const auto agentHardware = m_world.agentNode->Interfaces()->LinkLayerAddress(m_world.agentHome);
    m_neighbour->SendUdp(Ipv6Address::GetAny(), m_home);
    RunFor(Seconds(1));
    const auto known = [this]() {
        return m_neighbour->Interfaces()->NeighborLinkLayer(m_neighbourInterface, m_home);
    };
    ASSERT_EQ(known(), std::optional(agentHardware));
    m_world.Move(m_world.home);
    RunFor(Seconds(10));
    EXPECT_EQ(known(), std::optional(Mac48Address(m_world.hardware.c_str())));
    const Time acknowledged = *m_world.Last(HandoverPhase::ACKNOWLEDGED);
    const auto linkLocal = m_world.mobileNode->Interfaces()->LinkLocalAddress(m_world.roaming);
    for (const Ipv6Address& address : {m_home, linkLocal})
    {
        SCOPED_TRACE(address);
        std::vector<Time> times;
        for (const CaughtPacket& packet : Advertised(address))
        {
            const auto message = packet.As<NeighborAdvertisement>();
            if (!message.solicited)
            {
                times.push_back(packet.at);
                EXPECT_EQ(packet.destination, Ipv6Address::GetAllNodesMulticast());
                EXPECT_TRUE(message.override);
                EXPECT_FALSE(message.router);
                EXPECT_EQ(FindOption<TargetLinkLayerAddress>(message.options)->address,
                          Mac48Address(m_world.hardware.c_str()));
            }
        }
        EXPECT_EQ(
            times,
            (std::vector{acknowledged, acknowledged + Seconds(1), acknowledged + Seconds(2)}));
    }
}

/// In the documentation's addresses, which are those of the vectors. ns-3 does not forward these:
/// the home agent does not hear of the node before it is home.
class HomeArrivalVectorTest : public HomeReturnTest
{
  protected:
    HomeArrivalVectorTest()
        : HomeReturnTest("2001:db8")
    {
        HideHomeAgent();
        m_world.configure = [this](MobileNode& node) {
            node.SetAttribute("SolicitHomeAgent", BooleanValue(m_solicitsHomeAgent));
        };
    }

    /// All that was said at home.
    std::vector<CaughtPacket> ComeHome()
    {
        m_world.NewMobileNode(m_world.a);
        m_world.RunUntil(Seconds(10));
        m_world.agentNode->stack->GetAddressProxy()->Answer(m_home, m_world.agentHome, false);
        m_world.Move(m_world.home);
        RunFor(Seconds(5));
        EXPECT_EQ(Talk().size(), 7U);
        return Talk();
    }

    bool m_solicitsHomeAgent{false};
};

TEST_F(HomeArrivalVectorTest, TheQuestionIsThatOfTheStandard)
{
    REQ("BOOK-054", "RFC-158");
    EXPECT_EQ(ComeHome().at(0).octets, VectorOctets("ns_return_home_rfc"));
}

TEST_F(HomeArrivalVectorTest, TheQuestionCanBeForTheHomeAgent)
{
    REQ("BOOK-054");
    m_solicitsHomeAgent = true;
    const auto talk = ComeHome();
    EXPECT_EQ(talk.at(0).octets, VectorOctets("ns_return_home_book"));
    EXPECT_EQ(talk.at(1).destination, Ipv6Address::GetAllNodesMulticast());
    EXPECT_EQ(talk.at(2).to, m_world.agentNode->Interfaces()->LinkLayerAddress(m_world.agentHome));
}

TEST_F(HomeArrivalVectorTest, TheUpdateIsThatOfTheVector)
{
    REQ("BOOK-053", "RFC-157");
    Octets expected = WithoutSequence(VectorOctets("bu_dereg_home"));
    // The node of the vector has one identifier for home and link-local address.
    ASSERT_EQ(expected[FLAGS], 0xe0);
    expected[FLAGS] = 0xc0;
    EXPECT_EQ(WithoutSequence(ComeHome().at(2).octets), expected);
}

TEST_F(HomeArrivalVectorTest, TheAdvertisementIsThatOfTheVector)
{
    REQ("BOOK-058", "RFC-161");
    EXPECT_EQ(ComeHome().at(6).octets, VectorOctets("na_returned_home"));
}

} // namespace ns3::nemo::tests::mip6_home_arrival_test
