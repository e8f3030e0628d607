// SPDX-License-Identifier: GPL-2.0-only
// Where the Home Address option stands, and how often. RFC 6275 section 6.3.
#include "nemo-requirement.h"
#include "support/chain-test.h"
#include "support/esp-wire.h"
#include "support/hand-station.h"

#include "ns3/mip6-extension-chain.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_packet_path_home_address_test
{

namespace
{

constexpr uint8_t IPV6_IN_IPV6 = 41;
constexpr uint8_t UDP = 17;
constexpr uint8_t FRAGMENT = 44;
constexpr std::size_t IPV6_HEADER = 40;

/// The numbers of the headers behind the IPv6 header, down to the first that has no length of its
/// own.
std::vector<int>
HeadersOf(const Octets& packet)
{
    std::vector<int> headers;
    uint8_t next = packet.at(6);
    std::size_t at = IPV6_HEADER;
    while (next == ROUTING_HEADER || next == DESTINATION_OPTIONS_HEADER || next == FRAGMENT)
    {
        headers.push_back(next);
        const std::size_t size = next == FRAGMENT ? 8 : 8 * (packet.at(at + 1) + std::size_t(1));
        next = packet.at(at);
        at += size;
    }
    headers.push_back(next);
    return headers;
}

/// A Destination Options header with a Home Address option, and what follows it.
Octets
Option(const Ipv6Address& home, uint8_t next, const Octets& payload)
{
    OctetWriter writer;
    writer.Append({next, 2, 1, 2, 0, 0, HOME_ADDRESS_OPTION, 16});
    writer.Address(home);
    writer.Append(payload);
    return writer.Release();
}

/// A Fragment header of a packet that is whole, and what follows it.
Octets
Whole(uint8_t next, const Octets& payload)
{
    OctetWriter writer;
    writer.Append({next, 0, 0, 0, 0, 0, 0, 7});
    writer.Append(payload);
    return writer.Release();
}

/// A datagram of 10 octets from port 9 to port 9.
const Octets DATAGRAM{0, 9, 0, 9, 0, 10, 0, 0, 0, 0};

/// A mobile node that is itself the correspondent of another.
class PacketPathHomeAddressTest : public ChainTest
{
  protected:
    PacketPathHomeAddressTest()
    {
        chain.SetUpTunnel();
        chain.At(CN).Carry();
    }

    /// Let the mobile node send from its home address to the peer's, straight to where that is.
    void SendBothAway()
    {
        auto& pairs = chain.At(MN).steering->Optimised();
        pairs.SendFrom(home, peerHome, careOf, chain.LeftInterface(MN));
        pairs.SendTo(home, peerHome, peer);
    }

    /// What left the mobile node.
    std::vector<Octets> Send(uint32_t size)
    {
        Tap wire(chain.At(MN), chain.LeftInterface(MN));
        auto source = Socket6(MN, home);
        SendAt(3, source, peerHome, size);
        Run();
        return wire.packets;
    }

    /// Let the mobile node receive packets in which the peer says where it is at home.
    void Receive(const std::vector<Octets>& packets)
    {
        CountDrops(MN);
        chain.At(MN).steering->ExpectHome(peerHome, peer);
        const auto sink = Socket6(MN);
        for (const Octets& packet : packets)
        {
            InjectAt(3, MN, chain.LeftInterface(MN), packet);
        }
        Run();
    }

    const Ipv6Address home = ChainTopology::Home();
    const Ipv6Address agent = ChainTopology::Address(1, 1);
    const Ipv6Address careOf = ChainTopology::Address(2, 2);
    const Ipv6Address peer = ChainTopology::Address(0, 1);
    const Ipv6Address peerHome{"fd00:c::1"};
};

TEST_F(PacketPathHomeAddressTest, StandsBehindTheRoutingHeaderAndBeforeFragment)
{
    REQ("RFC-051");
    SendBothAway();
    const auto packets = Send(3000);
    ASSERT_EQ(packets.size(), 3U);
    for (const Octets& packet : packets)
    {
        EXPECT_EQ(HeadersOf(packet),
                  (std::vector<int>{ROUTING_HEADER, DESTINATION_OPTIONS_HEADER, FRAGMENT, UDP}));
    }
}

TEST_F(PacketPathHomeAddressTest, StandsBehindTheRoutingHeaderAndBeforeEsp)
{
    REQ("RFC-051");
    SendBothAway();
    auto security = CreateObject<PacketSecurity>();
    security->Add(PolicyOf(home, peerHome, false, {TrafficKind::BINDING}, 1000));
    chain.At(MN).path->SetSecurity(security);
    Tap wire(chain.At(MN), chain.LeftInterface(MN));
    Simulator::Schedule(Seconds(3), [this] {
        // A Binding Update: what an association of transport mode protects.
        Ipv6Header header;
        header.SetSource(home);
        header.SetDestination(peerHome);
        header.SetNextHeader(135);
        header.SetHopLimit(64);
        Transform transform;
        transform.source = careOf;
        transform.destination = peer;
        transform.homeAddress = home;
        transform.routing = peerHome;
        const Octets update{59, 1, 5, 0, 0, 0, 0, 1, 0xc0, 0, 0, 10, 1, 2, 0, 0};
        chain.At(MN).path->Output(Create<Packet>(update.data(), 16), header, transform);
    });
    Run();
    ASSERT_EQ(wire.packets.size(), 1U);
    EXPECT_EQ(HeadersOf(wire.packets[0]),
              (std::vector<int>{ROUTING_HEADER, DESTINATION_OPTIONS_HEADER, ESP_HEADER}));
}

TEST_F(PacketPathHomeAddressTest, IsTakenOnceForEachIpv6Header)
{
    REQ("RFC-051");
    // One in the tunnel packet's header, which is the home agent's own, and one in the packet.
    const Ipv6Address agentHome("fd00:d::1");
    chain.At(MN).steering->ExpectHome(agentHome, agent);
    chain.At(MN).steering->AcceptTunnel(
        NetworkPrefix(home, 128),
        {NetworkPrefix(agentHome, 128), {NetworkPrefix(home, 128)}});
    const Octets inner = HandStation::MakePacket(peer,
                                                 home,
                                                 DESTINATION_OPTIONS_HEADER,
                                                 Option(peerHome, UDP, DATAGRAM));
    Receive({HandStation::MakePacket(agent,
                                     careOf,
                                     DESTINATION_OPTIONS_HEADER,
                                     Option(agentHome, IPV6_IN_IPV6, inner))});
    ASSERT_EQ(received.size(), 1U);
    EXPECT_EQ(received[0].first, peerHome);
    EXPECT_TRUE(drops.empty());
}

TEST_F(PacketPathHomeAddressTest, IsNotTakenTwiceForOneIpv6Header)
{
    REQ("RFC-051");
    constexpr uint8_t OPTIONS = DESTINATION_OPTIONS_HEADER;
    const Octets one = Option(peerHome, UDP, DATAGRAM);
    OctetWriter both;
    both.Append({UDP, 5, 1, 2, 0, 0, HOME_ADDRESS_OPTION, 16});
    both.Address(peerHome);
    both.Append({1, 4, 0, 0, 0, 0, HOME_ADDRESS_OPTION, 16});
    both.Address(peerHome);
    both.Append(DATAGRAM);
    const Octets options = both.Release();
    Receive({HandStation::MakePacket(peer, careOf, OPTIONS, one),
             // In one header, in two, and in two with a Fragment header between them.
             HandStation::MakePacket(peer, careOf, OPTIONS, options),
             HandStation::MakePacket(peer, careOf, OPTIONS, Option(peerHome, OPTIONS, one)),
             HandStation::MakePacket(peer,
                                     careOf,
                                     OPTIONS,
                                     Option(peerHome, FRAGMENT, Whole(OPTIONS, one)))});
    EXPECT_EQ(received.size(), 1U) << "the one with one";
    EXPECT_EQ(drops, (std::map<DropReason, int>{{DropReason::DUPLICATE_HOME_ADDRESS, 3}}));
}

} // namespace

} // namespace ns3::nemo::tests::mip6_packet_path_home_address_test
