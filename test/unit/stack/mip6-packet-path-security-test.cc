// SPDX-License-Identifier: GPL-2.0-only
// Tunnels in an Encapsulating Security Payload, octet by octet. RFC 4303 and RFC 3776.
#include "nemo-requirement.h"
#include "support/chain-test.h"
#include "support/esp-wire.h"

#include "ns3/flow-id-tag.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_packet_path_security_test
{

namespace
{

constexpr uint8_t IPV6_IN_IPV6 = 41;
constexpr uint8_t UDP = 17;
constexpr uint32_t SPI = 1000;

/// An IPv6 packet with a datagram of so many octets in all.
Octets
Datagram(const Ipv6Address& source, const Ipv6Address& destination, uint32_t size = 100)
{
    OctetWriter writer;
    writer.U32(0x60000000);
    writer.U16(static_cast<uint16_t>(size - 40));
    writer.U8(UDP);
    writer.U8(64);
    writer.Address(source);
    writer.Address(destination);
    writer.U32(0x00090009);
    writer.U16(static_cast<uint16_t>(size - 40));
    writer.Zero(size - 46);
    return writer.Release();
}

/// The same as it goes through a tunnel.
Octets
Tunnelled(const Ipv6Address& from, const Ipv6Address& to, const Octets& inner)
{
    OctetWriter writer;
    writer.U32(0x60000000);
    writer.U16(static_cast<uint16_t>(inner.size()));
    writer.U8(IPV6_IN_IPV6);
    writer.U8(64);
    writer.Address(from);
    writer.Address(to);
    writer.Append(inner);
    return writer.Release();
}

/// The tunnel between home agent and mobile node, protected as a whole.
class PacketPathSecurityTest : public ChainTest
{
  protected:
    explicit PacketPathSecurityTest(uint16_t mtu = 1500)
        : ChainTest(mtu)
    {
        chain.SetUpTunnel();
        for (const auto place : {HA, MN})
        {
            auto security = CreateObject<PacketSecurity>();
            security->Add(PolicyOf(home, agent, place == HA, {TrafficKind::DATA}, SPI));
            chain.At(place).path->SetSecurity(security);
        }
    }

    /// Sends these through the home agent from 3 s on. @return what it put on the link
    std::vector<Octets> Through(const std::vector<Octets>& packets)
    {
        Tap inside(chain.At(HA), chain.RightInterface(HA));
        for (const auto& packet : packets)
        {
            InjectAt(3, HA, chain.LeftInterface(HA), packet);
        }
        Run();
        return inside.packets;
    }

    /// Lets the home agent receive a tunnel packet from inside, and listens at the other side.
    void FromInside(const Octets& packet)
    {
        InjectAt(3, HA, chain.RightInterface(HA), packet);
    }

    /// A datagram of the mobile node in its tunnel, from there.
    Octets FromMobile(const Ipv6Address& careOfAddress) const
    {
        return Tunnelled(careOfAddress, agent, Datagram(home, peer));
    }

    const Ipv6Address home = ChainTopology::Home();
    const Ipv6Address agent = ChainTopology::Address(1, 1);
    const Ipv6Address careOf = ChainTopology::Address(2, 2);
    const Ipv6Address peer = ChainTopology::Address(0, 1);
    const EspKeys toMobile = KeysOf(static_cast<uint8_t>(SPI + 1));
    const EspKeys toAgent = KeysOf(static_cast<uint8_t>(SPI));
};

class PacketPathNarrowSecurityTest : public PacketPathSecurityTest
{
  protected:
    PacketPathNarrowSecurityTest()
        : PacketPathSecurityTest(1300)
    {
    }
};

} // namespace

// RFC 4303 section 3.1.2: the whole inner packet, behind a new IPv6 header.
TEST_F(PacketPathSecurityTest, ATunnelPacketIsInsideAndComesOutAsItWas)
{
    REQ("BOOK-021");
    REQ("NEMO-9-10");
    auto sink = Socket6(MN);
    const auto outer = Through({Datagram(peer, home), Datagram(peer, home)});
    ASSERT_EQ(outer.size(), 2U);
    for (uint32_t i = 0; i < 2; ++i)
    {
        const auto esp = FindEsp(outer[i], toMobile);
        ASSERT_TRUE(esp);
        EXPECT_EQ(esp->source, agent);
        EXPECT_EQ(esp->destination, careOf);
        EXPECT_EQ(esp->position.spi, SPI + 1);
        EXPECT_EQ(esp->position.sequence, i + 1);
        EXPECT_EQ(esp->before, 0);
        EXPECT_EQ(esp->payload.nextHeader, IPV6_IN_IPV6);
        Octets inner = Datagram(peer, home);
        --inner[7]; // one hop
        EXPECT_EQ(esp->payload.octets, inner);
        EXPECT_EQ(esp->size, 40 + EspSize(EspEncryption::AES_CBC, 100));
    }
    EXPECT_EQ(received.size(), 2U);
}

TEST_F(PacketPathSecurityTest, TheOtherWayToo)
{
    Tap toTheLeft(chain.At(HA), chain.LeftInterface(HA));
    Tap fromMobile(chain.At(MN), chain.LeftInterface(MN));
    auto socket = Socket6(MN, home);
    SendAt(3, socket, peer, 52);
    Run();
    ASSERT_EQ(fromMobile.packets.size(), 1U);
    const auto esp = FindEsp(fromMobile.packets[0], toAgent);
    ASSERT_TRUE(esp);
    EXPECT_EQ(esp->source, careOf);
    EXPECT_EQ(esp->destination, agent);
    ASSERT_EQ(toTheLeft.packets.size(), 1U);
    EXPECT_EQ(Ipv6Address::Deserialize(toTheLeft.packets[0].data() + 8), home);
}

/// FlowMonitor counts by such tags.
TEST_F(PacketPathSecurityTest, ByteTagsGoAlong)
{
    auto sink = Socket::CreateSocket(chain.At(MN).node, UdpSocketFactory::GetTypeId());
    sink->Bind(Inet6SocketAddress(Ipv6Address::GetAny(), 9));
    auto socket = Socket6(CN);
    Simulator::Schedule(Seconds(3), [&] {
        auto packet = Create<Packet>(100);
        packet->AddByteTag(FlowIdTag(4711));
        socket->SendTo(packet, 0, Inet6SocketAddress(home, 9));
    });
    Tap inside(chain.At(HA), chain.RightInterface(HA));
    Run();
    ASSERT_EQ(inside.packets.size(), 1U);
    EXPECT_TRUE(FindEsp(inside.packets[0], toMobile));
    auto packet = sink->Recv();
    ASSERT_TRUE(packet);
    FlowIdTag tag;
    ASSERT_TRUE(packet->FindFirstMatchingByteTag(tag));
    EXPECT_EQ(tag.GetFlowId(), 4711U);
}

// RFC 3963 sections 3 and 9, RFC 6275 section 11.6.3: the association proves who it is, from
// whatever care-of address, before the home agent has heard of that.
TEST_F(PacketPathSecurityTest, TheAssociationCountsAndNotTheOuterSource)
{
    REQ("RFC-192");
    REQ("NEMO-9-10");
    CountDrops(HA);
    Tap outside(chain.At(HA), chain.LeftInterface(HA));
    const Ipv6Address elsewhere("fd00:2::99");
    FromInside(SealPacket(FromMobile(careOf), toAgent, {SPI, 1}));
    FromInside(SealPacket(FromMobile(elsewhere), toAgent, {SPI, 2}));
    FromInside(FromMobile(elsewhere));
    Run();
    EXPECT_EQ(outside.packets.size(), 2U);
    EXPECT_EQ(drops, (std::map<DropReason, int>{{DropReason::REVERSE_TUNNEL_SOURCE_MISMATCH, 1}}));
}

// NEMO-3-21 of a mobile router, for its tunnel: the same without a look at the outer source.
TEST_F(PacketPathSecurityTest, WhatIsNotProtectedDoesNotComeOut)
{
    REQ("NEMO-9-10");
    auto sink = Socket6(MN);
    CountDrops(MN);
    CountDrops(HA);
    InjectAt(3, MN, chain.LeftInterface(MN), Tunnelled(agent, careOf, Datagram(peer, home)));
    FromInside(FromMobile(careOf));
    Run();
    EXPECT_TRUE(received.empty());
    EXPECT_EQ(drops, (std::map<DropReason, int>{{DropReason::UNPROTECTED, 2}}));
}

// RFC 4301 section 5.2: an association brings packets of its home address and of no other.
TEST_F(PacketPathSecurityTest, NobodySendsAsAnotherThroughHisOwnTunnel)
{
    CountDrops(HA);
    Tap outside(chain.At(HA), chain.LeftInterface(HA));
    const Ipv6Address other("fd00:b::78");
    auto rule = std::make_shared<SteeringRule>();
    rule->forwarded.transform.tunnelHome = other;
    rule->tunnelSource = careOf;
    rule->tunnelDestination = agent;
    chain.At(HA).steering->ToAddress(other, rule);
    FromInside(SealPacket(Tunnelled(careOf, agent, Datagram(other, peer)), toAgent, {SPI, 1}));
    FromInside(SealPacket(Tunnelled(careOf, agent, Datagram(peer, peer)), toAgent, {SPI, 2}));
    Run();
    EXPECT_TRUE(outside.packets.empty());
    EXPECT_EQ(drops, (std::map<DropReason, int>{{DropReason::ASSOCIATION_MISMATCH, 2}}));
}

// RFC 4303 section 3.4: each with a reason of its own.
TEST_F(PacketPathSecurityTest, WhatCannotBeOpenedIsCounted)
{
    CountDrops(HA);
    const Octets good = SealPacket(FromMobile(careOf), toAgent, {SPI, 7});
    Octets bad = good;
    bad.back() ^= 1;
    Octets cut(good.begin(), good.begin() + 46);
    cut[5] = 6;
    FromInside(bad);
    FromInside(SealPacket(FromMobile(careOf), toAgent, {SPI + 5, 1}));
    FromInside(cut);
    FromInside(good);
    FromInside(good);
    Run();
    EXPECT_EQ(drops,
              (std::map<DropReason, int>{{DropReason::BAD_INTEGRITY, 1},
                                         {DropReason::UNKNOWN_ASSOCIATION, 1},
                                         {DropReason::TRUNCATED, 1},
                                         {DropReason::REPLAYED, 1}}));
}

/// One association is enough: nobody asks for two, and each costs.
TEST_F(PacketPathSecurityTest, OneInAnotherIsNotOpened)
{
    CountDrops(HA);
    const Octets once = SealPacket(FromMobile(careOf), toAgent, {SPI, 1});
    FromInside(SealPacket(once, toAgent, {SPI, 2}));
    Run();
    EXPECT_EQ(drops, (std::map<DropReason, int>{{DropReason::ASSOCIATION_MISMATCH, 1}}));
}

TEST_F(PacketPathSecurityTest, AnAssociationWithoutNumbersSendsNothing)
{
    CountDrops(HA);
    auto security = CreateObject<PacketSecurity>();
    security->Add(PolicyOf(home, agent, true, {TrafficKind::DATA}, SPI));
    security->ForTunnel(home, {agent, careOf})->SetNextSequence(0);
    chain.At(HA).path->SetSecurity(security);
    EXPECT_TRUE(Through({Datagram(peer, home)}).empty());
    EXPECT_EQ(drops, (std::map<DropReason, int>{{DropReason::SEQUENCE_EXHAUSTED, 1}}));
}

// RFC 2473 section 7: what the protection takes is not there for the packet.
TEST_F(PacketPathSecurityTest, ProtectionMakesTheTunnelNarrower)
{
    REQ("NEMO-9-9");
    const auto room = static_cast<uint32_t>(EspRoom(EspEncryption::AES_CBC, 1500 - 40));
    ASSERT_LT(room, 1500U - 40 - 36);
    auto sink = Socket6(MN);
    Tap outside(chain.At(HA), chain.LeftInterface(HA));
    const auto inside = Through({Datagram(peer, home, room), Datagram(peer, home, room + 1)});
    ASSERT_EQ(inside.size(), 1U) << "in one piece, and the larger one not at all";
    EXPECT_LE(inside[0].size(), 1500U);
    EXPECT_GT(inside[0].size(), 1500U - AES_BLOCK_SIZE);
    ASSERT_EQ(outside.packets.size(), 1U);
    const Octets& error = outside.packets[0];
    EXPECT_EQ(error.at(40), 2) << "Packet Too Big";
    EXPECT_EQ(OctetReader(error.data() + 44, 4).U32(), room);
}

// RFC 4303 section 3.3.4: fragments are made behind it, and put together before it is opened.
TEST_F(PacketPathNarrowSecurityTest, FragmentsAreOfTheProtectedPacket)
{
    auto sink = Socket6(MN);
    constexpr uint8_t FRAGMENT = 44;
    const auto inside = Through({Datagram(peer, home, 1280)});
    ASSERT_EQ(inside.size(), 2U);
    for (const auto& fragment : inside)
    {
        EXPECT_EQ(fragment.at(6), FRAGMENT);
        EXPECT_EQ(fragment.at(40), ESP_HEADER);
        EXPECT_LE(fragment.size(), 1300U);
    }
    ASSERT_EQ(received.size(), 1U);
    EXPECT_EQ(received[0].second, 1280U - 48);
}

/// What this node itself makes too large is cut before it is protected, as for any tunnel.
TEST_F(PacketPathNarrowSecurityTest, OwnPacketsAreCutToWhatFits)
{
    Tap fromMobile(chain.At(MN), chain.LeftInterface(MN));
    auto socket = Socket6(MN, home);
    auto sink = Socket6(CN);
    SendAt(3, socket, peer, 2000);
    Run();
    ASSERT_EQ(received.size(), 1U);
    EXPECT_EQ(received[0].second, 2000U);
    EXPECT_GE(fromMobile.packets.size(), 2U);
}

} // namespace ns3::nemo::tests::mip6_packet_path_security_test
