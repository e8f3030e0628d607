// SPDX-License-Identifier: GPL-2.0-only
// How deep tunnels nest. RFC 2473 section 4.1.1.
#include "nemo-requirement.h"
#include "support/chain-test.h"
#include "support/hand-station.h"

#include "ns3/boolean.h"
#include "ns3/icmpv6-l4-protocol.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <optional>

namespace ns3::nemo::tests::mip6_packet_path_limit_test
{

namespace
{

constexpr uint8_t IPV6_IN_IPV6 = 41;
constexpr uint8_t UDP = 17;
constexpr uint8_t ICMPV6 = 58;
constexpr std::size_t IPV6_HEADER = 40;

/// A Destination Options header with a Tunnel Encapsulation Limit.
Octets
LimitHeader(uint8_t next, uint8_t limit)
{
    return {next, 0, 4, 1, limit, 1, 1, 0};
}

class PacketPathLimitTest : public ChainTest
{
  protected:
    PacketPathLimitTest()
    {
        chain.SetUpTunnel();
        CountDrops(HA);
        m_sink = Socket6(MN);
    }

    /// A datagram for Home(), so long with its IPv6 header.
    /// @param limit of an option that it has; none: it has none
    static Octets PacketWith(std::optional<uint8_t> limit, std::size_t size = 100)
    {
        OctetWriter payload;
        if (limit)
        {
            payload.Append(LimitHeader(UDP, *limit));
        }
        const auto length = static_cast<uint16_t>(size - IPV6_HEADER - payload.Size());
        payload.U32(0x00090009);
        payload.U16(length);
        payload.Zero(length - 6);
        return HandStation::MakePacket(ChainTopology::Address(0, 1),
                                       ChainTopology::Home(),
                                       limit ? DESTINATION_OPTIONS_HEADER : UDP,
                                       payload.Release());
    }

    void Limit(uint8_t limit)
    {
        chain.At(HA).path->SetAttribute("LimitEncapsulation", BooleanValue(true));
        chain.At(HA).path->SetAttribute("EncapsulationLimit", UintegerValue(limit));
    }

    /// Sends this through the home agent. @return what it put on the link inside
    std::vector<Octets> Through(const Octets& packet)
    {
        Tap inside(chain.At(HA), chain.RightInterface(HA));
        Tap back(chain.At(HA), chain.LeftInterface(HA));
        InjectAt(3, HA, chain.LeftInterface(HA), packet);
        Run();
        told = back.packets;
        return inside.packets;
    }

    /// The octets between the outer IPv6 header and the inner one.
    static Octets Between(const Octets& outer)
    {
        const std::size_t size = outer.at(6) == IPV6_IN_IPV6 ? 0 : 8;
        return Octets(outer.begin() + IPV6_HEADER,
                      outer.begin() + static_cast<std::ptrdiff_t>(IPV6_HEADER + size));
    }

    std::vector<Octets> told; ///< what went back to the source

  private:
    Ptr<Socket> m_sink;
};

TEST_F(PacketPathLimitTest, WithoutLimitNothingIsAdded)
{
    REQ("TUN-4");
    const auto outer = Through(PacketWith(std::nullopt));
    ASSERT_EQ(outer.size(), 1U);
    EXPECT_EQ(outer[0].at(6), IPV6_IN_IPV6);
    EXPECT_EQ(outer[0].size(), 140U);
}

TEST_F(PacketPathLimitTest, AConfiguredLimitIsWrittenByDefaultFour)
{
    REQ("TUN-3", "TUN-4");
    chain.At(HA).path->SetAttribute("LimitEncapsulation", BooleanValue(true));
    const auto outer = Through(PacketWith(std::nullopt));
    ASSERT_EQ(outer.size(), 1U);
    EXPECT_EQ(outer[0].at(6), DESTINATION_OPTIONS_HEADER);
    EXPECT_EQ(Between(outer[0]), LimitHeader(IPV6_IN_IPV6, 4));
    EXPECT_EQ(outer[0].size(), 148U);
    EXPECT_EQ(received.size(), 1U) << "its end knows the option";
}

/// Limit in the packet, whether one of 4 is configured.
class PacketPathCarriedLimitTest : public PacketPathLimitTest,
                                   public ::testing::WithParamInterface<std::pair<int, bool>>
{
};

TEST_P(PacketPathCarriedLimitTest, ALimitInThePacketGoesDown)
{
    REQ("TUN-4");
    const auto [limit, isConfigured] = GetParam();
    if (isConfigured)
    {
        Limit(4);
    }
    const auto outer = Through(PacketWith(static_cast<uint8_t>(limit)));
    ASSERT_EQ(outer.size(), 1U);
    EXPECT_EQ(Between(outer[0]), LimitHeader(IPV6_IN_IPV6, static_cast<uint8_t>(limit - 1)));
}

INSTANTIATE_TEST_SUITE_P(All,
                         PacketPathCarriedLimitTest,
                         ::testing::Values(std::pair(1, false),
                                           std::pair(4, false),
                                           std::pair(255, false),
                                           std::pair(1, true),
                                           std::pair(9, true)));

TEST_F(PacketPathLimitTest, APacketWithLimitZeroEntersNoTunnel)
{
    REQ("TUN-4");
    EXPECT_TRUE(Through(PacketWith(0)).empty());
    EXPECT_EQ(drops, (std::map<DropReason, int>{{DropReason::ENCAPSULATION_LIMIT, 1}}));
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].at(6), ICMPV6);
    EXPECT_EQ(told[0].at(40), Icmpv6Header::ICMPV6_ERROR_PARAMETER_ERROR);
    EXPECT_EQ(told[0].at(41), 0);
    const uint32_t pointer = OctetReader(told[0].data() + 44, 4).U32();
    EXPECT_EQ(pointer, IPV6_HEADER + 4) << "the octet of the limit";
    const Octets sent = PacketWith(0);
    EXPECT_TRUE(std::equal(sent.begin() + 8, sent.end(), told[0].begin() + 48 + 8))
        << "which is in the packet that it quotes";
}

// RFC 2473 section 7: 40 octets of header and 8 of the option.
TEST_F(PacketPathLimitTest, TheOptionMakesTheTunnelNarrower)
{
    REQ("TUN-6", "RFC-186");
    Limit(4);
    InjectAt(2, HA, chain.LeftInterface(HA), PacketWith(std::nullopt, 1452));
    const auto outer = Through(PacketWith(std::nullopt, 1453));
    ASSERT_EQ(outer.size(), 1U);
    EXPECT_EQ(outer[0].size(), 1500U);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].at(40), Icmpv6Header::ICMPV6_ERROR_PACKET_TOO_BIG);
    EXPECT_EQ(OctetReader(told[0].data() + 44, 4).U32(), 1452U);
}

TEST_F(PacketPathLimitTest, ALimitThatOnlyThePacketHasMakesItNarrowerToo)
{
    REQ("TUN-6");
    InjectAt(2, HA, chain.LeftInterface(HA), PacketWith(3, 1452));
    const auto outer = Through(PacketWith(3, 1453));
    ASSERT_EQ(outer.size(), 1U);
    EXPECT_EQ(outer[0].size(), 1500U);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(OctetReader(told[0].data() + 44, 4).U32(), 1452U);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_packet_path_limit_test
