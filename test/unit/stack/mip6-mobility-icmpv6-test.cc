// SPDX-License-Identifier: GPL-2.0-only
#include "support/neighbor-world.h"

#include "ns3/icmpv6-l4-protocol.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ping6.h"
#include "ns3/string.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests
{

namespace
{

using Type = NeighborMessageType;

/// Notes what it sees, and takes it or not.
struct Watcher : Icmpv6Observer
{
    bool OnIcmpv6(const Icmpv6Delivery& delivery) override
    {
        types.push_back(delivery.type);
        interfaces.push_back(delivery.interface);
        octets.push_back(delivery.octets);
        sizes.push_back(delivery.packet->GetSize());
        if (action)
        {
            action();
        }
        return takes;
    }

    bool takes{false};
    std::function<void()> action;
    std::vector<uint8_t> types;
    std::vector<uint32_t> interfaces;
    std::vector<Octets> octets;
    std::vector<uint32_t> sizes;
};

/// Two nodes on one link, fd00:1::1 and fd00:1::2.
class MobilityIcmpv6Test : public ::testing::Test
{
  protected:
    MobilityIcmpv6Test()
    {
        a.interfaces->AddAddress(ia, addressA, 64, true);
        b.interfaces->AddAddress(ib, addressB, 64, true);
    }

    ~MobilityIcmpv6Test() override
    {
        sockets.clear();
    }

    Ptr<Socket> OpenSocket(NeighborNode& node)
    {
        auto socket = Socket::CreateSocket(node.node, UdpSocketFactory::GetTypeId());
        socket->Bind(Inet6SocketAddress(Ipv6Address::GetAny(), 9));
        sockets.push_back(socket);
        return socket;
    }

    static uint32_t CountReceived(Ptr<Socket> socket)
    {
        uint32_t count = 0;
        while (socket->Recv())
        {
            ++count;
        }
        return count;
    }

    /// a sends b a packet of ICMPv6 octets as they are.
    void Inject(const Octets& packet)
    {
        a.SendRaw(ia, packet, b.Hardware(ib));
        world.RunUntil(Simulator::Now() + MilliSeconds(10));
    }

    NeighborAdvertisement SomeAdvertisement() const
    {
        NeighborAdvertisement message;
        message.target = addressA;
        message.options.emplace_back(TargetLinkLayerAddress{a.Hardware(ia)});
        return message;
    }

    NeighborWorld world;
    Ptr<MobileLink> link = world.NewLink();
    NeighborNode& a = world.NewNode();
    NeighborNode& b = world.NewNode();
    const uint32_t ia = a.AddInterface(link);
    const uint32_t ib = b.AddInterface(link);
    const Ipv6Address addressA{"fd00:1::1"};
    const Ipv6Address addressB{"fd00:1::2"};
    std::vector<Ptr<Socket>> sockets;
};

TEST_F(MobilityIcmpv6Test, ObserversSeeAllOfAMessageInTheirOrder)
{
    Watcher first;
    Watcher second;
    b.icmpv6->AddObserver(&first);
    b.icmpv6->AddObserver(&second);
    const auto message = EncodeNeighborMessage(SomeAdvertisement(), addressA, addressB);
    Inject(MakePacket(message, addressA, addressB));
    first.takes = true;
    Inject(MakePacket(message, addressA, addressB));
    ASSERT_EQ(first.types, (std::vector<uint8_t>{136, 136}));
    EXPECT_EQ(first.octets[0], message);
    EXPECT_EQ(first.sizes[0], message.size());
    EXPECT_EQ(first.interfaces[0], ib);
    EXPECT_EQ(second.types.size(), 1U);
    b.icmpv6->RemoveObserver(&first);
    b.icmpv6->RemoveObserver(&second);
}

TEST_F(MobilityIcmpv6Test, ObserverMayRemoveItselfAndOthers)
{
    Watcher first;
    Watcher second;
    b.icmpv6->AddObserver(&first);
    b.icmpv6->AddObserver(&second);
    first.action = [&]() {
        b.icmpv6->RemoveObserver(&first);
        b.icmpv6->RemoveObserver(&second);
    };
    Inject(MakePacket(SomeAdvertisement(), addressA, addressB));
    Inject(MakePacket(SomeAdvertisement(), addressA, addressB));
    EXPECT_EQ(first.types.size(), 1U);
    EXPECT_TRUE(second.types.empty());
    EXPECT_DEATH(
        {
            b.icmpv6->AddObserver(&first);
            b.icmpv6->AddObserver(&first);
        },
        "only once");
}

TEST_F(MobilityIcmpv6Test, TakenMessageDoesNotReachTheNeighbourCache)
{
    Watcher taker;
    taker.takes = true;
    b.interfaces->LearnNeighbor(ib, addressA, Mac48Address("02:00:00:00:00:01"));
    auto message = SomeAdvertisement();
    message.override = true;
    b.icmpv6->AddObserver(&taker);
    Inject(MakePacket(message, addressA, addressB));
    // AddressProxy looks, but only a taken message stops: here the taker comes last.
    EXPECT_EQ(b.interfaces->NeighborLinkLayer(ib, addressA), Mac48Address("02:00:00:00:00:01"));
    b.icmpv6->RemoveObserver(&taker);
    Inject(MakePacket(message, addressA, addressB));
    EXPECT_EQ(b.interfaces->NeighborLinkLayer(ib, addressA), a.Hardware(ia));
}

TEST_F(MobilityIcmpv6Test, InvalidMessagesAreDroppedUnseen)
{
    Watcher watcher;
    b.icmpv6->AddObserver(&watcher);
    const Octets good = EncodeNeighborMessage(SomeAdvertisement(), addressA, addressB);
    Inject(MakePacket(good, addressA, addressB, 254));
    EXPECT_EQ(b.drops["bad-hop-limit"], 1);
    for (std::size_t i = 0; i < good.size(); ++i)
    {
        Octets bad = good;
        bad[i] ^= 0x10;
        Inject(MakePacket(bad, addressA, addressB));
    }
    EXPECT_EQ(b.drops["bad-checksum"], static_cast<int>(good.size()));
    Octets code = good;
    code[1] = 1;
    WriteIcmpv6Checksum(code, addressA, addressB);
    Inject(MakePacket(code, addressA, addressB));
    EXPECT_EQ(b.drops["bad-code"], 1);
    Inject(MakePacket(Octets(good.begin(), good.begin() + 3), addressA, addressB));
    EXPECT_EQ(b.drops["truncated"], 1);
    EXPECT_TRUE(watcher.types.empty());
    // An echo request may have come a long way.
    Octets echo{128, 0, 0, 0, 0, 1, 0, 1};
    WriteIcmpv6Checksum(echo, addressA, addressB);
    Inject(MakePacket(echo, addressA, addressB, 3));
    EXPECT_EQ(watcher.types, (std::vector<uint8_t>{128}));
    b.icmpv6->RemoveObserver(&watcher);
}

TEST_F(MobilityIcmpv6Test, AddressIsPreferredAndNothingIsSentWhenItIsAdded)
{
    world.RunUntil(Seconds(100));
    EXPECT_TRUE(world.Seen(link).empty());
    for (uint32_t i = 0; i < a.ipv6->GetNAddresses(ia); ++i)
    {
        EXPECT_EQ(a.ipv6->GetAddress(ia, i).GetState(), Ipv6InterfaceAddress::PREFERRED);
    }
}

TEST_F(MobilityIcmpv6Test, AdvertisementOfARouterConfiguresNothing)
{
    RouterAdvertisement message;
    message.routerLifetime = 1800;
    message.options.emplace_back(
        PrefixInformation{64, true, true, false, 1000, 1000, Ipv6Address("fd00:9::")});
    b.interfaces->SetForwarding(ib, false);
    Inject(MakePacket(message, a.interfaces->LinkLocalAddress(ia), addressB));
    EXPECT_EQ(b.ipv6->GetNAddresses(ib), 2U);
    EXPECT_FALSE(b.interfaces->IsOnLink(ib, NetworkPrefix(Ipv6Address("fd00:9::"), 64)));
}

/// ns-3 loses the first packets of both when their solicitations cross.
TEST_F(MobilityIcmpv6Test, NothingIsLostWhenSolicitationsCross)
{
    for (int offset = 0; offset <= 4000; offset += 250)
    {
        NeighborWorld another;
        auto wire = another.NewLink();
        auto& left = another.NewNode();
        auto& right = another.NewNode();
        left.interfaces->AddAddress(left.AddInterface(wire), addressA, 64, true);
        right.interfaces->AddAddress(right.AddInterface(wire), addressB, 64, true);
        left.icmpv6->SetAttribute("SolicitationJitter",
                                  StringValue("ns3::ConstantRandomVariable[Constant=0]"));
        right.icmpv6->SetAttribute("SolicitationJitter",
                                   StringValue("ns3::ConstantRandomVariable[Constant=0]"));
        auto one = OpenSocket(left);
        auto two = OpenSocket(right);
        another.At(Seconds(1), [&]() {
            one->SendTo(Create<Packet>(10), 0, Inet6SocketAddress(addressB, 9));
            one->SendTo(Create<Packet>(10), 0, Inet6SocketAddress(addressB, 9));
        });
        another.At(Seconds(1) + MicroSeconds(offset), [&]() {
            two->SendTo(Create<Packet>(10), 0, Inet6SocketAddress(addressA, 9));
            two->SendTo(Create<Packet>(10), 0, Inet6SocketAddress(addressA, 9));
        });
        another.RunUntil(Seconds(2));
        EXPECT_EQ(CountReceived(two), 2U) << offset;
        EXPECT_EQ(CountReceived(one), 2U) << offset;
    }
}

TEST_F(MobilityIcmpv6Test, PacketsThatWaitLeaveAtOnceWhenAProxyAnswers)
{
    auto& proxy = world.NewNode();
    const uint32_t ip = proxy.AddInterface(link);
    const Ipv6Address absent("fd00:1::99");
    proxy.interfaces->AddAddress(ip, Ipv6Address("fd00:1::3"), 64, true);
    proxy.proxy->Answer(absent, ip, false);
    auto socket = OpenSocket(a);
    world.At(Seconds(1),
             [&]() { socket->SendTo(Create<Packet>(10), 0, Inet6SocketAddress(absent, 9)); });
    world.RunUntil(Seconds(2));
    // One solicitation, and the packet goes to the proxy: no resolution of the proxy itself.
    EXPECT_EQ(world.Seen(link, Type::NEIGHBOR_SOLICITATION).size(), 1U);
    ASSERT_GE(world.Seen(link).size(), 3U);
    EXPECT_EQ(world.Seen(link)[2].to, proxy.Hardware(ip));
    EXPECT_EQ(world.Seen(link)[2].Destination(), absent);
}

TEST_F(MobilityIcmpv6Test, SolicitationOfAnAddressThatIsGoneDoesNoHarm)
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

TEST_F(MobilityIcmpv6Test, ResetForgetsSolicitationsThatWait)
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

TEST_F(MobilityIcmpv6Test, SolicitationsAreExact)
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

TEST_F(MobilityIcmpv6Test, TracesTellWhatIsSentAndReceived)
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

/// The checksum is verified although ChecksumEnabled is off: ns-3 writes it always.
TEST_F(MobilityIcmpv6Test, StockNodeIsUnderstood)
{
    auto node = CreateObject<Node>();
    InternetStackHelper stack;
    stack.SetIpv4StackInstall(false);
    stack.Install(node);
    auto device = CreateObject<MobileLinkDevice>();
    device->SetAddress(Mac48Address::Allocate());
    node->AddDevice(device);
    link->Attach(device);
    auto ipv6 = node->GetObject<Ipv6L3Protocol>();
    const uint32_t interface = ipv6->AddInterface(device);
    ipv6->SetUp(interface);
    ipv6->AddAddress(interface, Ipv6InterfaceAddress(Ipv6Address("fd00:1::7"), Ipv6Prefix(64)));
    auto ping = CreateObject<Ping6>();
    ping->SetLocal(Ipv6Address("fd00:1::7"));
    ping->SetRemote(addressA);
    ping->SetAttribute("MaxPackets", UintegerValue(3));
    node->AddApplication(ping);
    ping->SetStartTime(Seconds(3));
    // And an error of ours to it: port unreachable.
    world.RunUntil(Seconds(4));
    auto socket = Socket::CreateSocket(node, UdpSocketFactory::GetTypeId());
    socket->SendTo(Create<Packet>(10), 0, Inet6SocketAddress(addressA, 4711));
    world.RunUntil(Seconds(20));
    int replies = 0;
    for (const SeenFrame& frame : world.Seen(link))
    {
        replies += frame.Icmpv6Type() == 129;
        EXPECT_TRUE(frame.Icmpv6Type() == 0 || frame.HasGoodChecksum());
    }
    EXPECT_EQ(replies, 3);
    EXPECT_TRUE(a.drops.empty());
}

TEST(MobilityIcmpv6Install, ComesBeforeInterfaces)
{
    auto node = CreateObject<Node>();
    EXPECT_DEATH(MobilityIcmpv6::Install(node), "IPv6 stack");
    {
        NeighborWorld world;
        auto& other = world.NewNode();
        other.AddInterface(world.NewLink());
        EXPECT_DEATH(MobilityIcmpv6::Install(other.node), "before the node gets");
    }
    node->Dispose();
    Simulator::Destroy();
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

} // namespace ns3::nemo::tests
