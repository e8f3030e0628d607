// SPDX-License-Identifier: GPL-2.0-only
#ifndef HOME_AGENT_GROUPS_FIXTURE_H
#define HOME_AGENT_GROUPS_FIXTURE_H

#include "support/home-agent-bench.h"
#include "support/listener-wire.h"

#include "ns3/boolean.h"
#include "ns3/simulator.h"

#include <cstdint>
#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

namespace ns3::nemo::tests
{

const Ipv6Address SOURCE("4::55");
const Ipv6Address FIRST_CARE_OF("7::2");
const Ipv6Address OTHER_CARE_OF("8::2");
const Mac48Address GROUP_MAC("33:33:00:00:00:01");
constexpr uint8_t IPV6 = 41;

/// A home agent and two mobile nodes that tunnel by hand.
class HomeAgentGroupsTest : public testing::Test
{
  protected:
    explicit HomeAgentGroupsTest(bool isListening = true)
    {
        m_bench.agent->Halt();
        m_bench.agent->SetAttribute("MulticastListening", BooleanValue(isListening));
        m_bench.agent->Boot();
    }

    /// Registers 4::2 at 7::2, or 4::9 at 8::2.
    void Register(bool other = false, uint32_t lifetime = 400)
    {
        HandUpdate update;
        update.home = Ipv6Address(other ? "4::9" : "4::2");
        update.careOf = other ? OTHER_CARE_OF : FIRST_CARE_OF;
        update.sequence = m_sequence++;
        update.lifetime = lifetime;
        m_bench.Register(update);
    }

    /// Sends a packet to the home agent through a tunnel.
    void Tunnel(const Octets& inner,
                const Ipv6Address& careOf = FIRST_CARE_OF,
                const Ipv6Address& end = Ipv6Address("4::3"))
    {
        m_bench.world->Send(HandStation::MakePacket(careOf, end, IPV6, inner), m_bench.WorldMac());
        m_bench.Run(MilliSeconds(1));
    }

    /// The care-of addresses to which a datagram for the group is tunnelled that a node on the home
    /// link sends, with the hop limit that arrives there.
    std::vector<std::pair<Ipv6Address, int>> Reached(const std::string& group,
                                                     uint8_t hopLimit = 64)
    {
        const Ipv6Address to(group.c_str());
        m_bench.world->Clear();
        m_bench.neighbour->Send(MakeDatagram(SOURCE, to, hopLimit), GROUP_MAC);
        m_bench.Run(MilliSeconds(1));
        std::vector<std::pair<Ipv6Address, int>> reached;
        for (const auto& packet : m_bench.world->Heard())
        {
            const Octets inner = packet.Inner();
            if (inner.empty())
            {
                ADD_FAILURE() << "not in a tunnel: to " << packet.destination;
                continue;
            }
            EXPECT_EQ(packet.source, Ipv6Address("4::3"));
            const auto left = static_cast<uint8_t>(hopLimit - 1);
            EXPECT_EQ(inner, MakeDatagram(SOURCE, to, left));
            reached.emplace_back(packet.destination, inner.at(7));
        }
        return reached;
    }

    /// What the home agent has sent of Multicast Listener Discovery through the tunnel to a care-of
    /// address, in words.
    std::vector<std::string> Asked(const Ipv6Address& careOf = FIRST_CARE_OF) const
    {
        std::vector<std::string> asked;
        for (const auto& packet : m_bench.world->Heard())
        {
            if (packet.destination == careOf && !packet.Inner().empty())
            {
                const auto inner = ListenerPacket::Read(packet.Inner());
                asked.push_back(inner ? ToText(inner->message) : "no such message");
                EXPECT_TRUE(inner && inner->source.IsLinkLocal() && inner->hopLimit == 1);
            }
        }
        return asked;
    }

    /// The same, on the home link.
    std::vector<std::string> SaidAtHome() const
    {
        std::vector<std::string> said;
        for (const auto& packet : m_bench.neighbour->Heard())
        {
            if (const auto message = ListenerPacket::Read(packet.octets))
            {
                said.push_back(ToText(message->message));
                EXPECT_TRUE(message->source.IsLinkLocal());
                EXPECT_EQ(message->hopLimit, 1);
            }
        }
        return said;
    }

    using Words = std::vector<std::string>;
    using Reach = std::vector<std::pair<Ipv6Address, int>>;

    HomeAgentBench m_bench;
    uint16_t m_sequence{100};
};

} // namespace ns3::nemo::tests

#endif // HOME_AGENT_GROUPS_FIXTURE_H
