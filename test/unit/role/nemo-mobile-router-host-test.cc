// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/hand-station.h"
#include "support/mobile-world.h"

#include "ns3/boolean.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <array>
#include <gtest/gtest.h>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace ns3::nemo::tests::nemo_mobile_router_host_test
{

namespace
{

constexpr uint8_t IPV6 = 41;
constexpr uint8_t NEIGHBOR_ADVERTISEMENT = 136;

/// What is to be compared of a packet: all octets, but the flag R of Neighbor Advertisements, which
/// a mobile router rightly sets at home, and the checksum over it.
Octets
Comparable(const CaughtPacket& packet)
{
    Octets octets = packet.octets;
    if (packet.icmpv6 == NEIGHBOR_ADVERTISEMENT)
    {
        octets[packet.offset + 2] = 0;
        octets[packet.offset + 3] = 0;
        octets[packet.offset + 4] &= 0x7f;
    }
    return octets;
}

/// A life of a mobile node or of a mobile router that acts as a mobile host, with everything that
/// RFC 6275 asks of mobile nodes: moves, refreshes, silence and rejections of the home agent,
/// packets from strangers, the return home, a crash; and data all the time.
class Life
{
  public:
    explicit Life(bool isRouter)
    {
        m_world.configure = [this, isRouter](MobileNode& node) {
            node.SetAttribute("LifetimeRequested", TimeValue(Seconds(40)));
            if (isRouter)
            {
                node.SetAttribute("MobileRouter", BooleanValue(false));
            }
            else
            {
                // As many interfaces, since each draws random numbers of the node.
                m_world.mobileNode->AddInterface(m_world.inside, "", true);
            }
        };
        isRouter ? static_cast<void>(m_world.NewMobileRouter(m_world.home))
                 : static_cast<void>(m_world.NewMobileNode(m_world.home));
        m_world.correspondent->Listen();
        m_world.mobileNode->Listen();
        m_world.agent->answer = [this](const auto& update) { return Answer(update); };
    }

    /// Each packet, a line each, by time.
    std::multimap<Time, std::string> Live()
    {
        Move(10, m_world.a);
        Move(100, m_world.b);
        m_world.At(Seconds(130), [this]() { m_answers = false; });
        m_world.At(Seconds(180), [this]() { m_answers = true; });
        m_world.At(Seconds(200), [this]() { m_world.Move(m_world.home, Seconds(2)); });
        Move(230, m_world.a);
        m_world.At(Seconds(250), [this]() { Disturb(); });
        m_world.At(Seconds(260), [this]() { m_rejection = BindingStatus::INSUFFICIENT_RESOURCES; });
        m_world.At(Seconds(300), [this]() { m_rejection.reset(); });
        m_world.At(Seconds(310), [this]() { m_world.mobileNode->stack->PowerOff(); });
        m_world.At(Seconds(320), [this]() { m_world.mobileNode->stack->PowerOn(); });
        Move(350, m_world.b);
        Move(352, m_world.home);
        for (int second = 1; second < END; ++second)
        {
            m_world.At(Seconds(second), [this]() { SendData(); });
        }
        m_world.RunUntil(Seconds(END));
        std::multimap<Time, std::string> lines;
        for (const auto& link : {m_world.home, m_world.a, m_world.b, m_world.core})
        {
            for (const CaughtPacket& packet : m_world.Caught(link))
            {
                std::ostringstream line;
                line << packet.at.As(Time::S) << " " << packet.source << " to "
                     << packet.destination << " ";
                for (const uint8_t octet : Comparable(packet))
                {
                    line << std::hex << int(octet) << ".";
                }
                lines.emplace(packet.at, line.str());
            }
        }
        return lines;
    }

    /// Tunnel packets that were not taken.
    uint64_t CountTunnelDrops() const
    {
        uint64_t drops = 0;
        for (const auto reason : {DropReason::BAD_OUTER_SOURCE,
                                  DropReason::BAD_INNER_DESTINATION,
                                  DropReason::REVERSE_TUNNEL_SOURCE_MISMATCH})
        {
            drops += m_world.mobileNode->Drops(reason);
        }
        return drops;
    }

    MobileWorld m_world;

  private:
    static constexpr int END = 380;

    void Move(int second, Ptr<MobileLink> link)
    {
        m_world.At(Seconds(second), [this, link]() { m_world.Move(link); });
    }

    std::optional<BindingAcknowledgement> Answer(const ScriptedHomeAgent::Update& update) const
    {
        if (!m_answers)
        {
            return std::nullopt;
        }
        BindingAcknowledgement body;
        body.status = m_rejection.value_or(BindingStatus::ACCEPTED);
        body.sequence = update.Body().sequence;
        body.lifetime = update.Body().lifetime;
        body.mobileRouter = update.Body().mobileRouter;
        return body;
    }

    void SendData()
    {
        m_world.mobileNode->SendUdp(Ipv6Address::GetAny(), m_world.Address("c::5"));
        m_world.correspondent->SendUdp(m_world.Address("c::5"), m_world.Address("1::10"));
    }

    /// What a mobile node must not take: tunnel packets of a stranger, and of its home agent for
    /// somebody else.
    void Disturb()
    {
        const auto to = m_world.mobileNode->Interfaces()->LinkLayerAddress(m_world.roaming);
        for (const auto& [outer, inner] : {std::array{"c::5", "1::10"}, std::array{"1::1", "9::9"}})
        {
            const Octets datagram = HandStation::MakePacket(m_world.Address("c::5"),
                                                            m_world.Address(inner),
                                                            59,
                                                            Octets(8));
            m_station.Send(HandStation::MakePacket(m_world.Address(outer),
                                                   m_world.Address("2::10"),
                                                   IPV6,
                                                   datagram),
                           to);
        }
    }

    HandStation m_station{m_world.a};
    bool m_answers{true};
    std::optional<BindingStatus> m_rejection;
};

} // namespace

// RFC 3963 section 5: a mobile router is a mobile node first of all. Each octet that it sends, and
// each that others send because of it, is that of a mobile node, at the same time.
TEST(MobileRouterAsHost, LivesTheLifeOfAMobileNode)
{
    REQ("NEMO-5-1");
    std::multimap<Time, std::string> expected;
    std::vector<std::pair<Ipv6Address, Ipv6Address>> received;
    uint64_t drops = 0;
    {
        Life node(false);
        expected = node.Live();
        received = node.m_world.mobileNode->received;
        drops = node.CountTunnelDrops();
    }
    Life router(true);
    const auto actual = router.Live();
    EXPECT_EQ(actual.size(), expected.size());
    const auto [ours, theirs] =
        std::mismatch(actual.begin(), actual.end(), expected.begin(), expected.end());
    EXPECT_TRUE(ours == actual.end()) << ours->second << "\n" << theirs->second;
    EXPECT_EQ(router.m_world.mobileNode->received, received);
    EXPECT_EQ(router.CountTunnelDrops(), drops);
    EXPECT_GE(drops, 2U);
    EXPECT_GT(received.size(), 250U);
    EXPECT_GT(router.m_world.agent->updates.size(), 15U);
}

} // namespace ns3::nemo::tests::nemo_mobile_router_host_test
