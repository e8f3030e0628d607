// SPDX-License-Identifier: GPL-2.0-only
// Tunnels octet by octet: the outer header, the MTU, fragments. RFC 2473.
#include "nemo-requirement.h"
#include "support/chain-test.h"

#include "ns3/boolean.h"
#include "ns3/icmpv6-l4-protocol.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_packet_path_tunnel_test
{

namespace
{

/// A UDP packet of so many octets for Home() with Traffic Class 0xb8 and Flow Label 0xabcde.
Octets
MarkedPacket(uint32_t size, uint8_t hopLimit = 64)
{
    OctetWriter writer;
    writer.U32(0x6b8abcde);
    writer.U16(static_cast<uint16_t>(size - 40));
    writer.U8(17);
    writer.U8(hopLimit);
    writer.Address(ChainTopology::Address(0, 1));
    writer.Address(ChainTopology::Home());
    writer.U16(9);
    writer.U16(9);
    writer.U16(static_cast<uint16_t>(size - 40));
    writer.U16(0);
    for (uint32_t i = 48; i < size; ++i)
    {
        writer.U8(static_cast<uint8_t>(i * 7));
    }
    return writer.Release();
}

/// The same with the hop limit one lower, as the tunnel's entry point passes it on.
Octets
OneHopOn(Octets packet)
{
    --packet[7];
    return packet;
}

/// Options of a Destination Options header: Tunnel Encapsulation Limit 4. RFC 2473 section 4.1.1.
const Octets LIMIT{4, 1, 4};

class PacketPathTunnelTest : public ChainTest
{
  protected:
    explicit PacketPathTunnelTest(uint16_t mtu = 1500)
        : ChainTest(mtu)
    {
        chain.SetUpTunnel();
        chain.At(MN).path->TraceConnectWithoutContext(
            "Decapsulated",
            MakeCallback(&PacketPathTunnelTest::TakeOut, this));
    }

    void TakeOut(const Ipv6Header&, Ptr<const Packet> inner)
    {
        takenOut.push_back(OctetsOf(inner));
    }

    /// Sends this packet through the home agent at 3 s. @return what it put on the link
    std::vector<Octets> Through(const Octets& packet)
    {
        Tap inside(chain.At(HA), chain.RightInterface(HA));
        InjectAt(3, HA, chain.LeftInterface(HA), packet);
        Run();
        return inside.packets;
    }

    /// Lets the home agent add these options to each tunnel packet.
    void AddOptions(const Octets& options)
    {
        auto transform =
            ChainTopology::Tunnel(ChainTopology::Address(1, 1), ChainTopology::Address(2, 2));
        transform.options = options;
        auto rule = std::make_shared<SteeringRule>();
        rule->forwarded = {Verdict::TRANSFORM, transform, 0, DropReason::NO_TUNNEL};
        chain.At(HA).steering->ToAddress(ChainTopology::Home(), rule);
    }

    std::vector<Octets> takenOut; ///< by the mobile node
};

/// Six levels of 40 octets below 1500: 1260 is the tunnel MTU.
class PacketPathNarrowTunnelTest : public PacketPathTunnelTest
{
  protected:
    PacketPathNarrowTunnelTest()
        : PacketPathTunnelTest(1300)
    {
    }
};

// RFC 2473 section 5.1, RFC 6275 section 10.4.2.
TEST_F(PacketPathTunnelTest, ClassAndLabelOfTheOuterHeaderAreZero)
{
    REQ("TUN-2");
    const auto outer = Through(MarkedPacket(100));
    ASSERT_EQ(outer.size(), 1U);
    EXPECT_EQ(Octets(outer[0].begin(), outer[0].begin() + 8),
              (Octets{0x60, 0, 0, 0, 0, 100, 41, 64}));
    EXPECT_EQ(Octets(outer[0].begin() + 40, outer[0].end()), OneHopOn(MarkedPacket(100)));
}

// RFC 2473 sections 6.4 and 6.5.
TEST_F(PacketPathTunnelTest, ClassAndLabelAreCopiedWhenConfigured)
{
    REQ("TUN-2");
    chain.At(HA).path->SetAttribute("CopyTrafficClass", BooleanValue(true));
    InjectAt(2, HA, chain.LeftInterface(HA), MarkedPacket(100));
    Simulator::Schedule(Seconds(2.5), [this] {
        chain.At(HA).path->SetAttribute("CopyTrafficClass", BooleanValue(false));
        chain.At(HA).path->SetAttribute("CopyFlowLabel", BooleanValue(true));
    });
    const auto outer = Through(MarkedPacket(100));
    ASSERT_EQ(outer.size(), 2U);
    EXPECT_EQ(Octets(outer[0].begin(), outer[0].begin() + 4), (Octets{0x6b, 0x80, 0, 0}));
    EXPECT_EQ(Octets(outer[1].begin(), outer[1].begin() + 4), (Octets{0x60, 0x0a, 0xbc, 0xde}));
}

// RFC 2473 section 3.1: the outer header names Destination Options, and these the inner packet.
TEST_F(PacketPathTunnelTest, DestinationOptionsStandBetweenTheHeaders)
{
    REQ("TUN-2");
    AddOptions(LIMIT);
    const auto outer = Through(MarkedPacket(100));
    ASSERT_EQ(outer.size(), 1U);
    EXPECT_EQ(Octets(outer[0].begin(), outer[0].begin() + 8),
              (Octets{0x60, 0, 0, 0, 0, 108, 60, 64}));
    EXPECT_EQ(Octets(outer[0].begin() + 40, outer[0].begin() + 48),
              (Octets{41, 0, 4, 1, 4, 1, 1, 0}));
    ASSERT_EQ(takenOut.size(), 1U);
    EXPECT_EQ(takenOut[0], OneHopOn(MarkedPacket(100)));
}

// RFC 2473 section 7: the tunnel MTU is that of the path less all that is added, here 40 + 8.
TEST_F(PacketPathTunnelTest, OptionsMakeTheTunnelNarrower)
{
    REQ("TUN-6");
    AddOptions(LIMIT);
    Tap back(chain.At(HA), chain.LeftInterface(HA));
    InjectAt(2, HA, chain.LeftInterface(HA), MarkedPacket(1452));
    const auto outer = Through(MarkedPacket(1453));
    ASSERT_EQ(outer.size(), 1U);
    EXPECT_EQ(outer[0].size(), 1500U);
    ASSERT_EQ(back.packets.size(), 1U);
    EXPECT_EQ(back.packets[0][40], Icmpv6Header::ICMPV6_ERROR_PACKET_TOO_BIG);
    EXPECT_EQ(OctetReader(back.packets[0].data() + 44, 4).U32(), 1452U);
    // It quotes the packet as it came. RFC 4443 section 3.2.
    Octets expected = MarkedPacket(1453);
    expected.resize(1280 - 48);
    EXPECT_EQ(Octets(back.packets[0].begin() + 48, back.packets[0].end()), expected);
}

// RFC 2473 section 7.1 (b): up to 1280 octets the tunnel packet is cut, outside the inner packet,
// and put together again before it is taken out.
TEST_F(PacketPathNarrowTunnelTest, APacketThatEveryLinkCarriesIsTunnelledInFragments)
{
    REQ("TUN-6", "TUN-9");
    auto sink = Socket6(MN);
    const auto outer = Through(MarkedPacket(1280));
    ASSERT_EQ(outer.size(), 2U);
    std::size_t carried = 0;
    for (const auto& fragment : outer)
    {
        EXPECT_LE(fragment.size(), 1300U);
        EXPECT_EQ(fragment[6], 44);
        EXPECT_EQ(fragment[40], 41) << "what is cut is the tunnel packet";
        EXPECT_EQ(OctetReader(fragment.data() + 8, 16).Address(), ChainTopology::Address(1, 1));
        EXPECT_EQ(OctetReader(fragment.data() + 24, 16).Address(), ChainTopology::Address(2, 2));
        carried += fragment.size() - 48;
    }
    EXPECT_EQ(carried, 1280U);
    ASSERT_EQ(takenOut.size(), 1U);
    EXPECT_EQ(takenOut[0], OneHopOn(MarkedPacket(1280)));
    ASSERT_EQ(received.size(), 1U);
    EXPECT_EQ(received[0].second, 1232U);
}

// RFC 2473 section 7.1 (a): never less than 1280 is asked for.
TEST_F(PacketPathNarrowTunnelTest, ALargerPacketIsTooBig)
{
    REQ("TUN-6");
    Tap back(chain.At(HA), chain.LeftInterface(HA));
    EXPECT_TRUE(Through(MarkedPacket(1281)).empty());
    ASSERT_EQ(back.packets.size(), 1U);
    EXPECT_EQ(back.packets[0][40], Icmpv6Header::ICMPV6_ERROR_PACKET_TOO_BIG);
    EXPECT_EQ(OctetReader(back.packets[0].data() + 44, 4).U32(), 1280U);
    EXPECT_TRUE(takenOut.empty());
}

TEST_F(PacketPathNarrowTunnelTest, FragmentsMayComeInAnyOrderAndMustAllCome)
{
    REQ("TUN-9");
    // From the link to the access router they are sent to the mobile node by hand.
    const auto fragments = Through(MarkedPacket(1280));
    ASSERT_EQ(fragments.size(), 2U);
    ASSERT_EQ(takenOut.size(), 1U);
    takenOut.clear();
    const auto interface = chain.LeftInterface(MN);
    // Another identification, so that the first half of it waits for ever.
    Octets alone = fragments[0];
    alone[47] ^= 1;
    InjectAt(1, MN, interface, fragments[1]);
    InjectAt(2, MN, interface, alone);
    Simulator::Schedule(Seconds(3), [this] { EXPECT_TRUE(takenOut.empty()); });
    InjectAt(4, MN, interface, fragments[0]);
    Run();
    ASSERT_EQ(takenOut.size(), 1U);
    EXPECT_EQ(takenOut[0], OneHopOn(MarkedPacket(1280)));
}

// The mobile router's end: what it forwards into the tunnel comes out at the home agent whole.
TEST_F(PacketPathNarrowTunnelTest, TheHomeAgentPutsFragmentsTogetherToo)
{
    REQ("TUN-9");
    auto sink = Socket6(CN);
    std::size_t fragments = 0;
    Simulator::Schedule(Seconds(3), [this] {
        auto& mobile = chain.At(MN);
        Ipv6Header header;
        header.SetSource(ChainTopology::Home());
        header.SetDestination(ChainTopology::Address(0, 1));
        header.SetNextHeader(17);
        header.SetHopLimit(64);
        const Octets datagram = MarkedPacket(1280);
        auto payload = Create<Packet>(datagram.data() + 40, 1240);
        header.SetPayloadLength(1240);
        mobile.path->Output(
            payload,
            header,
            ChainTopology::Tunnel(ChainTopology::Address(2, 2), ChainTopology::Address(1, 1)),
            PacketPath::Origin::FORWARDED);
    });
    Tap inside(chain.At(MN), chain.LeftInterface(MN));
    Run();
    for (const auto& packet : inside.packets)
    {
        fragments += packet[6] == 44 ? 1 : 0;
    }
    EXPECT_EQ(fragments, 2U);
    ASSERT_EQ(received.size(), 1U);
    EXPECT_EQ(received[0].first, ChainTopology::Home());
    EXPECT_EQ(received[0].second, 1232U);
}

// RFC 2473 section 3.1: entering a tunnel is forwarding, and may be the last hop.
TEST_F(PacketPathTunnelTest, AHopLimitThatRunsOutAtTheEntryIsToldToTheSource)
{
    Tap back(chain.At(HA), chain.LeftInterface(HA));
    EXPECT_TRUE(Through(MarkedPacket(100, 1)).empty());
    ASSERT_EQ(back.packets.size(), 1U);
    EXPECT_EQ(back.packets[0][40], Icmpv6Header::ICMPV6_ERROR_TIME_EXCEEDED);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_packet_path_tunnel_test
