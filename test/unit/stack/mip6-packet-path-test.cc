// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/chain-test.h"

#include "ns3/icmpv6-l4-protocol.h"
#include "ns3/mip6-extension-chain.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_packet_path_test
{

namespace
{

using PacketPathTest = ChainTest;

TEST_F(PacketPathTest, TunnelLeavesTheInnerPacketAsItIs)
{
    chain.SetUpTunnel();
    Tap before(chain.At(CN), chain.RightInterface(CN));
    Tap inside(chain.At(HA), chain.RightInterface(HA));
    auto sink = Socket6(MN);
    auto source = Socket6(CN);
    SendAt(3, source, ChainTopology::Home(), 100);
    Run();
    ASSERT_EQ(received.size(), 1U);
    EXPECT_EQ(received[0].first, ChainTopology::Address(0, 1));
    ASSERT_EQ(before.packets.size(), 1U);
    ASSERT_EQ(inside.packets.size(), 1U);
    const Octets& outer = inside.packets[0];
    ASSERT_EQ(outer.size(), before.packets[0].size() + 40);
    // Class and label 0, payload length, next header 41, hop limit 64, home agent to care-of.
    EXPECT_EQ(Octets(outer.begin(), outer.begin() + 8), (Octets{0x60, 0, 0, 0, 0, 148, 41, 64}));
    EXPECT_EQ(OctetReader(outer.data() + 8, 16).Address(), ChainTopology::Address(1, 1));
    EXPECT_EQ(OctetReader(outer.data() + 24, 16).Address(), ChainTopology::Address(2, 2));
    Octets inner(outer.begin() + 40, outer.end());
    EXPECT_EQ(inner[7], before.packets[0][7] - 1) << "one hop limit for the home agent";
    inner[7] = before.packets[0][7];
    EXPECT_EQ(inner, before.packets[0]);
}

TEST_F(PacketPathTest, ReverseTunnelAndItsSourceCheck)
{
    chain.SetUpTunnel();
    CountDrops(HA);
    auto sink = Socket6(CN);
    auto source = Socket6(MN, ChainTopology::Home());
    SendAt(3, source, ChainTopology::Address(0, 1), 100);
    // From 4 s on the home agent believes in another care-of address.
    Simulator::Schedule(Seconds(4), [this] {
        auto rule = std::make_shared<SteeringRule>();
        rule->tunnelSource = Ipv6Address("fd00:2::99");
        rule->tunnelDestination = ChainTopology::Address(1, 1);
        chain.At(HA).steering->ToAddress(ChainTopology::Home(), rule);
    });
    SendAt(5, source, ChainTopology::Address(0, 1), 100);
    Run();
    ASSERT_EQ(received.size(), 1U);
    EXPECT_EQ(received[0].first, ChainTopology::Home());
    EXPECT_EQ(drops[DropReason::REVERSE_TUNNEL_SOURCE_MISMATCH], 1);
}

TEST_F(PacketPathTest, OuterHopLimitDoesNotDependOnTheInner)
{
    REQ("NEMO-5.5-4");
    for (const int hops : {2, 64, 255})
    {
        ChainTopology one;
        one.SetUpTunnel();
        Tap inside(one.At(MN), one.LeftInterface(MN));
        auto source = Socket::CreateSocket(one.At(MN).node, UdpSocketFactory::GetTypeId());
        source->Bind(Inet6SocketAddress(ChainTopology::Home(), 9));
        source->SetIpv6HopLimit(static_cast<uint8_t>(hops));
        SendAt(3, source, ChainTopology::Address(0, 1), 10);
        Run();
        ASSERT_EQ(inside.packets.size(), 1U);
        EXPECT_EQ(inside.packets[0][7], 64);
        EXPECT_EQ(inside.packets[0][47], hops);
    }
}

// RFC 2473 section 7.1 (a): 1500 octets of link less 40 of outer header.
TEST_F(PacketPathTest, TooBigForTheTunnelIsToldToTheSource)
{
    REQ("TUN-6");
    chain.SetUpTunnel();
    auto sink = Socket6(MN);
    auto source = Socket6(CN);
    // 1460 octets with headers fit; 1461 do not, and the source cuts the next one.
    SendAt(3, source, ChainTopology::Home(), 1412);
    SendAt(4, source, ChainTopology::Home(), 1413);
    SendAt(5, source, ChainTopology::Home(), 1413);
    Tap inside(chain.At(HA), chain.RightInterface(HA));
    Tap toSource(chain.At(HA), chain.LeftInterface(HA));
    Run();
    ASSERT_EQ(received.size(), 2U);
    EXPECT_EQ(received[0].second, 1412U);
    EXPECT_EQ(received[1].second, 1413U);
    EXPECT_EQ(inside.packets.size(), 3U);
    ASSERT_EQ(toSource.packets.size(), 1U);
    const Octets& error = toSource.packets[0];
    EXPECT_EQ(error[6], 58);
    EXPECT_EQ(error[40], Icmpv6Header::ICMPV6_ERROR_PACKET_TOO_BIG);
    EXPECT_EQ(OctetReader(error.data() + 44, 4).U32(), 1460U);
}

TEST_F(PacketPathTest, LocalPacketsAreCutBeforeTheTunnel)
{
    chain.SetUpTunnel();
    auto sink = Socket6(CN);
    auto source = Socket6(MN, ChainTopology::Home());
    SendAt(3, source, ChainTopology::Address(0, 1), 3000);
    Tap inside(chain.At(MN), chain.LeftInterface(MN));
    Run();
    ASSERT_EQ(received.size(), 1U);
    EXPECT_EQ(received[0].second, 3000U);
    for (const auto& packet : inside.packets)
    {
        EXPECT_LE(packet.size(), 1500U);
        EXPECT_EQ(packet[6], 41) << "the fragments are inside, not outside";
        EXPECT_EQ(packet[46], 44);
    }
}

TEST_F(PacketPathTest, TunnelDoesNotEnterItself)
{
    REQ("TUN-5");
    chain.SetUpTunnel();
    CountDrops(MN);
    // Everything to the home agent from the care-of address itself shall go through the tunnel:
    // the outer packet would match again, for ever.
    auto rule = std::make_shared<SteeringRule>();
    rule->originated = {
        Verdict::TRANSFORM,
        ChainTopology::Tunnel(ChainTopology::Address(2, 2), ChainTopology::Address(1, 1)),
        0,
        DropReason::NO_TUNNEL};
    chain.At(MN).steering->ToAddress(ChainTopology::Address(1, 1), rule);
    auto source = Socket6(MN, ChainTopology::Address(2, 2));
    SendAt(3, source, ChainTopology::Address(1, 1), 10);
    Run();
    EXPECT_EQ(drops[DropReason::TUNNEL_LOOP], 1);
}

TEST_F(PacketPathTest, TruncatedTunnelPacketIsDropped)
{
    chain.SetUpTunnel();
    CountDrops(MN);
    Simulator::Schedule(Seconds(3), [this] {
        chain.At(HA).ipv6->Send(Create<Packet>(39),
                                ChainTopology::Address(1, 1),
                                ChainTopology::Address(2, 2),
                                41,
                                nullptr);
    });
    Run();
    EXPECT_EQ(drops[DropReason::TRUNCATED], 1);
}

TEST_F(PacketPathTest, HomeAddressesReplaceCareOfAddressesForSockets)
{
    chain.SetUpTunnel();
    chain.At(CN).Carry();
    const auto careOf = ChainTopology::Address(2, 2);
    const auto peer = ChainTopology::Address(0, 1);
    chain.At(MN).steering->Optimised().SendFrom(ChainTopology::Home(),
                                                peer,
                                                careOf,
                                                chain.LeftInterface(MN));
    chain.At(CN).steering->ExpectHome(ChainTopology::Home(), careOf);
    CountDrops(CN);
    auto sink = Socket6(CN);
    auto source = Socket6(MN, ChainTopology::Home());
    Tap wire(chain.At(MN), chain.LeftInterface(MN));
    for (const uint32_t size : {0U, 1U, 20U, 3000U})
    {
        SendAt(3 + size / 1000.0, source, peer, size);
    }
    Simulator::Schedule(Seconds(10),
                        [this] { chain.At(CN).steering->ForgetExpected(ChainTopology::Home()); });
    SendAt(11, source, peer, 1);
    Run();
    ASSERT_EQ(received.size(), 4U);
    for (const auto& [from, size] : received)
    {
        EXPECT_EQ(from, ChainTopology::Home());
    }
    EXPECT_EQ(received[3].second, 3000U);
    EXPECT_EQ(drops[DropReason::NO_BINDING], 1);
    // RFC 6275 section 6.3: before Fragment, in each fragment.
    int fragments = 0;
    for (const auto& packet : wire.packets)
    {
        EXPECT_EQ(packet[6], 60);
        EXPECT_LE(packet.size(), 1500U);
        fragments += packet[40] == 44 ? 1 : 0;
    }
    EXPECT_EQ(fragments, 3);
}

TEST_F(PacketPathTest, RoutingHeaderOnlyForAnOwnHomeAddress)
{
    chain.SetUpTunnel();
    chain.At(CN).Carry();
    CountDrops(MN);
    auto optimised = [this](Ipv6Address home) {
        Transform transform;
        transform.source = ChainTopology::Address(0, 1);
        transform.destination = ChainTopology::Address(2, 2);
        transform.routing = home;
        auto rule = std::make_shared<SteeringRule>();
        rule->originated = {Verdict::TRANSFORM, transform, 0, DropReason::NO_TUNNEL};
        chain.At(CN).steering->ToAddress(home, rule);
    };
    optimised(ChainTopology::Home());
    optimised(Ipv6Address("fd00:b::78"));
    auto sink = Socket6(MN);
    auto source = Socket6(CN);
    SendAt(3, source, ChainTopology::Home(), 33);
    SendAt(4, source, Ipv6Address("fd00:b::78"), 34);
    Run();
    ASSERT_EQ(received.size(), 1U);
    EXPECT_EQ(received[0].second, 33U);
    EXPECT_EQ(drops[DropReason::FOREIGN_ROUTING_ADDRESS], 1);
}

TEST_F(PacketPathTest, HostileHeadersNeitherCrashNorLoop)
{
    chain.SetUpTunnel();
    chain.At(AR).Carry(); // a plain ns-3 router would loop for ever on some of these
    const auto from = ChainTopology::Address(1, 1);
    const auto to = ChainTopology::Address(2, 2);
    uint32_t state = 1;
    for (int i = 0; i < 2000; ++i)
    {
        Octets junk(8 + i % 120);
        for (auto& octet : junk)
        {
            state = state * 1664525 + 1013904223;
            octet = static_cast<uint8_t>(state >> 24);
        }
        constexpr uint8_t NUMBERS[] = {0, 43, 60, 41};
        const uint8_t number = NUMBERS[i % 4];
        Simulator::Schedule(MilliSeconds(3000 + i), [this, junk, from, to, number] {
            chain.At(HA).ipv6->Send(Create<Packet>(junk.data(), static_cast<uint32_t>(junk.size())),
                                    from,
                                    to,
                                    number,
                                    nullptr);
        });
    }
    // The option of length 254 that ns-3's own parser never leaves.
    Octets endless(264, 0);
    endless[0] = 59;
    endless[1] = 32;
    endless[2] = 0x1e;
    endless[3] = 254;
    for (const uint8_t number : {0, 60})
    {
        Simulator::Schedule(Seconds(6), [this, endless, from, to, number] {
            chain.At(HA).ipv6->Send(
                Create<Packet>(endless.data(), static_cast<uint32_t>(endless.size())),
                from,
                to,
                number,
                nullptr);
        });
    }
    Run();
    EXPECT_EQ(Simulator::Now(), Seconds(20));
}

} // namespace

} // namespace ns3::nemo::tests::mip6_packet_path_test
