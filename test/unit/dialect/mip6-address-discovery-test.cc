// SPDX-License-Identifier: GPL-2.0-only
// Dynamic Home Agent Address Discovery at the mobile node. RFC 6275 section 11.4.1, RFC 3963
// section 7; ipv6-ready: "DHAAD order and retries".
#include "nemo-requirement.h"
#include "support/home-agent-bench.h"

#include "ns3/mip6-address-discovery.h"
#include "ns3/simulator.h"

#include <array>
#include <gtest/gtest.h>
#include <memory>
#include <optional>
#include <vector>

namespace ns3::nemo::tests::mip6_address_discovery_test
{

namespace
{

using Request = HomeAgentAddressDiscoveryRequest;
using Reply = HomeAgentAddressDiscoveryReply;

const Ipv6Address CARE_OF("fd00:ffff::4");
const Ipv6Address AGENT("9::1");

} // namespace

/// A node that is no home agent, and a station that can answer for any.
class AddressDiscoveryTest : public testing::Test
{
  protected:
    AddressDiscoveryTest()
    {
        m_question.homePrefix = P("9::/64");
        m_question.careOfAddress = CARE_OF;
        m_question.interface = m_bench.worldInterface;
        m_question.identifier = 0x1234;
    }

    ~AddressDiscoveryTest() override
    {
        m_discovery.reset();
    }

    void Ask()
    {
        m_discovery->Ask(m_question, [this](const HomeAgentAnswer& answer) {
            m_answer = answer.homeAgents;
            m_lacksMobileRouters = answer.lacksMobileRouters;
            m_answeredAt = Simulator::Now();
        });
    }

    void Say(const Reply& reply, const Ipv6Address& destination = CARE_OF)
    {
        const Octets message = EncodeMobilityIcmpv6(reply, AGENT, destination);
        m_bench.world->Send(HandStation::MakePacket(AGENT, destination, 58, message),
                            m_bench.WorldMac());
        HomeAgentBench::Run(MilliSeconds(1));
    }

    std::vector<HeardPacket> Requests() const
    {
        return m_bench.world->Heard([](const HeardPacket& packet) {
            return packet.discovery && std::holds_alternative<Request>(*packet.discovery);
        });
    }

    HomeAgentBench m_bench{false};
    HomeAgentQuestion m_question;
    std::unique_ptr<AddressDiscovery> m_discovery{
        std::make_unique<AddressDiscovery>(m_bench.stack->GetMessagePort(), Seconds(3), 4)};
    std::optional<std::vector<Ipv6Address>> m_answer;
    bool m_lacksMobileRouters{false};
    Time m_answeredAt;
};

TEST_F(AddressDiscoveryTest, IsSentAgainAndGivenUp)
{
    REQ("RFC-145", "BOOK-066");
    Ask();
    HomeAgentBench::Run(Seconds(200));
    const auto requests = Requests();
    std::vector<int64_t> at;
    for (const auto& request : requests)
    {
        at.push_back(request.at.GetMilliSeconds() / 1000);
        EXPECT_EQ(request.octets, requests[0].octets);
    }
    EXPECT_EQ(at, (std::vector<int64_t>{0, 3, 9, 21, 45}));
    EXPECT_EQ(requests[0].source, CARE_OF);
    EXPECT_EQ(requests[0].destination, Ipv6Address("9::fdff:ffff:ffff:fffe"));
    EXPECT_EQ(std::get<Request>(*requests[0].discovery), (Request{0x1234, false}));
    EXPECT_EQ(m_answer, std::optional(std::vector<Ipv6Address>()));
    EXPECT_EQ(m_answeredAt, Seconds(93));
}

TEST_F(AddressDiscoveryTest, OnlyItsOwnReplyCounts)
{
    REQ("BOOK-068");
    Ask();
    Say({0x4321, false, {AGENT}});
    EXPECT_FALSE(m_answer);
    Say({0x1234, false, {AGENT, Ipv6Address("9::2")}});
    EXPECT_EQ(m_answer, std::optional(std::vector{AGENT, Ipv6Address("9::2")}));
    m_answer.reset();
    Say({0x1234, false, {AGENT}});
    EXPECT_FALSE(m_answer); // once
    EXPECT_EQ(m_bench.Drops(DropReason::UNEXPECTED_MESSAGE), 2U);
    Ask();
    m_discovery->Stop();
    Say({0x1234, false, {AGENT}});
    HomeAgentBench::Run(Seconds(200));
    EXPECT_FALSE(m_answer);
}

TEST_F(AddressDiscoveryTest, MobileRoutersAskForHomeAgentsThatServeThem)
{
    REQ("NEMO-7.1-2");
    m_question.mobileRouter = true;
    Ask();
    HomeAgentBench::Run(MilliSeconds(1));
    ASSERT_EQ(Requests().size(), 1U);
    EXPECT_EQ(std::get<Request>(*Requests()[0].discovery), (Request{0x1234, true}));
    Say({0x1234, true, {AGENT}});
    EXPECT_EQ(m_answer, std::optional(std::vector{AGENT}));
    EXPECT_FALSE(m_lacksMobileRouters);
    Ask();
    Say({0x1234, false, {AGENT}});
    EXPECT_EQ(m_answer, std::optional(std::vector<Ipv6Address>()));
    EXPECT_TRUE(m_lacksMobileRouters);
    // Others do not care.
    m_question.mobileRouter = false;
    Ask();
    Say({0x1234, true, {AGENT}});
    EXPECT_EQ(m_answer, std::optional(std::vector{AGENT}));
    EXPECT_FALSE(m_lacksMobileRouters);
}

TEST_F(AddressDiscoveryTest, ListsOfAnythingAreBounded)
{
    Reply reply{0x1234, false, {Ipv6Address("ff02::1"), Ipv6Address("::"), Ipv6Address("fe80::1")}};
    for (uint8_t i = 0; i < 80; ++i)
    {
        const std::array<uint8_t, 16> octets{0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, i};
        reply.homeAgents.push_back(Ipv6Address::Deserialize(octets.data()));
        if (i < 5)
        {
            reply.homeAgents.push_back(reply.homeAgents.back());
        }
    }
    Ask();
    Say(reply);
    ASSERT_TRUE(m_answer);
    EXPECT_EQ(m_answer->size(), 77U);
    EXPECT_EQ(m_answer->front(), Ipv6Address("9::100"));
    EXPECT_EQ(m_answer->back(), Ipv6Address("9::14c"));
}

} // namespace ns3::nemo::tests::mip6_address_discovery_test
