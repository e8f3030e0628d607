// SPDX-License-Identifier: GPL-2.0-only
// What MobilityIcmpv6 sends of Neighbor Discovery.
#include "unit/stack/mobility-icmpv6-fixture.h"

#include "ns3/string.h"

namespace ns3::nemo::tests::mip6_mobility_icmpv6_send_test
{

namespace
{

using Type = NeighborMessageType;
using MobilityIcmpv6SendTest = MobilityIcmpv6Test;

TEST_F(MobilityIcmpv6SendTest, SolicitationOfAnAddressThatIsGoneDoesNoHarm)
{
    a.icmpv6->SetAttribute("SolicitationJitter",
                           StringValue("ns3::ConstantRandomVariable[Constant=8]"));
    auto socket = OpenSocket(a);
    world.At(Seconds(1),
             [&]() { socket->SendTo(Create<Packet>(10), 0, Inet6SocketAddress(addressB, 9)); });
    world.At(MilliSeconds(1004), [&]() { a.interfaces->RemoveAddress(ia, addressA); });
    world.RunUntil(Seconds(10));
    const auto solicitations = world.Seen(link, Type::NEIGHBOR_SOLICITATION);
    ASSERT_GE(solicitations.size(), 1U);
    EXPECT_EQ(solicitations[0].at, MilliSeconds(1008));
    EXPECT_EQ(solicitations[0].Source(), a.interfaces->LinkLocalAddress(ia));
}

TEST_F(MobilityIcmpv6SendTest, ResetForgetsSolicitationsThatWait)
{
    a.icmpv6->SetAttribute("SolicitationJitter",
                           StringValue("ns3::ConstantRandomVariable[Constant=8]"));
    auto socket = OpenSocket(a);
    world.At(Seconds(1), [&]() {
        socket->SendTo(Create<Packet>(10), 0, Inet6SocketAddress(addressB, 9));
        a.icmpv6->Reset();
        a.interfaces->ForgetNeighbors(ia);
    });
    world.RunUntil(Seconds(10));
    EXPECT_TRUE(world.Seen(link).empty());
}

TEST_F(MobilityIcmpv6SendTest, SolicitationsAreExact)
{
    auto socket = OpenSocket(a);
    world.At(Seconds(1),
             [&]() { socket->SendTo(Create<Packet>(10), 0, Inet6SocketAddress(addressB, 9)); });
    world.RunUntil(Seconds(2));
    const auto solicitations = world.Seen(link, Type::NEIGHBOR_SOLICITATION);
    ASSERT_EQ(solicitations.size(), 1U);
    NeighborSolicitation wanted;
    wanted.target = addressB;
    wanted.options.emplace_back(SourceLinkLayerAddress{a.Hardware(ia)});
    EXPECT_EQ(solicitations[0].octets, MakePacket(wanted, addressA, Ipv6Address("ff02::1:ff00:2")));
    EXPECT_EQ(solicitations[0].to, Mac48Address("33:33:ff:00:00:02"));
}

TEST_F(MobilityIcmpv6SendTest, TracesTellWhatIsSentAndReceived)
{
    struct Count
    {
        void Sent(uint8_t type, const Octets& octets, uint32_t interface)
        {
            sent.emplace_back(type, octets.size(), interface);
        }

        void Received(uint8_t type, const Octets& octets, uint32_t interface)
        {
            received.emplace_back(type, octets.size(), interface);
        }

        std::vector<std::tuple<uint8_t, std::size_t, uint32_t>> sent;
        std::vector<std::tuple<uint8_t, std::size_t, uint32_t>> received;
    };

    Count count;
    a.icmpv6->TraceConnectWithoutContext("Sent", MakeCallback(&Count::Sent, &count));
    a.icmpv6->TraceConnectWithoutContext("Received", MakeCallback(&Count::Received, &count));
    auto socket = OpenSocket(a);
    world.At(Seconds(1),
             [&]() { socket->SendTo(Create<Packet>(10), 0, Inet6SocketAddress(addressB, 9)); });
    world.RunUntil(Seconds(2));
    using Entry = std::tuple<uint8_t, std::size_t, uint32_t>;
    EXPECT_EQ(count.sent, (std::vector<Entry>{{135, 32, ia}}));
    ASSERT_EQ(count.received.size(), 2U);
    EXPECT_EQ(count.received[0], Entry(136, 32, ia));
    EXPECT_EQ(std::get<0>(count.received[1]), 1); // nobody listens there: an error
}

/// Unresolved, the node must not ask and ask.
TEST(MobilityIcmpv6Bound, Peer_32_EventsAreBoundedWhileUnresolved)
{
    NeighborWorld world;
    auto link = world.NewLink();
    auto& node = world.NewNode();
    const uint32_t interface = node.AddInterface(link);
    node.interfaces->AddAddress(interface, Ipv6Address("fd00:1::1"), 64, true);
    auto socket = Socket::CreateSocket(node.node, UdpSocketFactory::GetTypeId());
    for (int i = 0; i < 1000; ++i)
    {
        world.At(MilliSeconds(10 * i), [&]() {
            socket->SendTo(Create<Packet>(10), 0, Inet6SocketAddress(Ipv6Address("fd00:1::2"), 9));
        });
    }
    world.RunUntil(Seconds(20));
    const auto solicitations = world.Seen(link, Type::NEIGHBOR_SOLICITATION);
    // MAX_MULTICAST_SOLICIT with RetransTimer between, over and over while there is something to
    // send (ns-3 sends one more than the three before it gives up).
    EXPECT_LE(solicitations.size(), 15U);
    EXPECT_GE(solicitations.size(), 9U);
    EXPECT_EQ(world.Seen(link).size(), solicitations.size());
    EXPECT_LT(Simulator::GetEventCount(), 3200U);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_mobility_icmpv6_send_test
