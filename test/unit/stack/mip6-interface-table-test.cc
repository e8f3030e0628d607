// SPDX-License-Identifier: GPL-2.0-only
#include "support/neighbor-world.h"

#include "ns3/inet6-socket-address.h"
#include "ns3/ipv6-route.h"
#include "ns3/mip6-plain-routing.h"
#include "ns3/udp-socket-factory.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_interface_table_test
{

namespace
{

class InterfaceTableTest : public ::testing::Test
{
  protected:
    /// Where ns-3's routing would send a packet: "interface gateway", or "none".
    std::string RouteTo(const char* destination)
    {
        Ipv6Header header;
        header.SetDestination(Ipv6Address(destination));
        PlainRouting routing;
        const auto list = DynamicCast<Ipv6ListRouting>(node.ipv6->GetRoutingProtocol());
        routing.Attach(node.ipv6, PeekPointer(list), nullptr, nullptr);
        const auto route = routing.Find(header);
        if (!route)
        {
            return "none";
        }
        std::ostringstream text;
        text << *table.InterfaceOf(Ptr<const NetDevice>(route->GetOutputDevice())) << " "
             << route->GetGateway();
        return text.str();
    }

    NeighborWorld world;
    Ptr<MobileLink> link = world.NewLink();
    NeighborNode& node = world.NewNode();
    InterfaceTable& table = *node.interfaces;
    const uint32_t one = node.AddInterface(link);
    const uint32_t two = node.AddInterface(link);
    const Ipv6Address address{"fd00:1::1"};
    const NetworkPrefix prefix{Ipv6Address("fd00:1::"), 64};
};

TEST_F(InterfaceTableTest, AddressesAreFoundWhereTheyWereAdded)
{
    EXPECT_TRUE(table.Has(table.LinkLocalAddress(one), one));
    EXPECT_FALSE(table.Has(address));
    table.AddAddress(one, address, 64, true);
    table.AddAddress(one, address, 64, true); // stays as it is
    table.AddAddress(two, Ipv6Address("fd00:2::1"), 64, true);
    EXPECT_TRUE(table.Has(address));
    EXPECT_TRUE(table.Has(address, one));
    EXPECT_FALSE(table.Has(address, two));
    EXPECT_EQ(table.InterfaceOf(address), one);
    EXPECT_EQ(table.InterfaceOf(Ipv6Address("fd00:2::1")), two);
    EXPECT_EQ(table.InterfaceOf(Ipv6Address("fd00:3::1")), std::nullopt);
    EXPECT_EQ(table.AddressesOf(one),
              (std::vector<Ipv6Address>{table.LinkLocalAddress(one), address}));
    EXPECT_TRUE(table.RemoveAddress(one, address));
    EXPECT_FALSE(table.RemoveAddress(one, address));
    EXPECT_FALSE(table.Has(address));
    EXPECT_EQ(table.AddressesOf(one), (std::vector<Ipv6Address>{table.LinkLocalAddress(one)}));
    EXPECT_EQ(node.ipv6->GetInterfaceForAddress(address), -1);
}

TEST_F(InterfaceTableTest, AddressMayStandOnTwoInterfaces)
{
    table.AddAddress(one, address, 64, true);
    table.AddAddress(two, address, 128, false);
    EXPECT_TRUE(table.RemoveAddress(one, address));
    EXPECT_TRUE(table.Has(address, two));
    EXPECT_EQ(table.InterfaceOf(address), two);
    EXPECT_EQ(RouteTo("fd00:1::9"), "none");
}

/// ns-3 removes the route with any address of the prefix.
TEST_F(InterfaceTableTest, RouteToThePrefixStaysWhileSomethingNeedsIt)
{
    EXPECT_EQ(RouteTo("fd00:1::9"), "none");
    table.AddAddress(one, address, 64, true);
    table.AddAddress(one, Ipv6Address("fd00:1::2"), 64, true);
    EXPECT_EQ(RouteTo("fd00:1::9"), "1 ::");
    EXPECT_TRUE(table.IsOnLink(one, prefix));
    table.RemoveAddress(one, address);
    EXPECT_EQ(RouteTo("fd00:1::9"), "1 ::");
    table.AddOnLinkPrefix(one, prefix);
    table.AddOnLinkPrefix(one, prefix);
    table.RemoveAddress(one, Ipv6Address("fd00:1::2"));
    EXPECT_EQ(RouteTo("fd00:1::9"), "1 ::");
    table.RemoveOnLinkPrefix(one, prefix);
    EXPECT_EQ(RouteTo("fd00:1::9"), "1 ::");
    table.RemoveOnLinkPrefix(one, prefix);
    EXPECT_EQ(RouteTo("fd00:1::9"), "none");
    EXPECT_FALSE(table.IsOnLink(one, prefix));
    table.RemoveOnLinkPrefix(one, prefix); // nothing to take back
    table.AddOnLinkPrefix(one, prefix);
    EXPECT_EQ(RouteTo("fd00:1::9"), "1 ::");
}

TEST_F(InterfaceTableTest, AddressThatIsNotOnLinkMakesNoRoute)
{
    table.AddAddress(one, address, 64, false);
    EXPECT_EQ(RouteTo("fd00:1::9"), "none");
    table.AddOnLinkPrefix(one, prefix);
    EXPECT_EQ(RouteTo("fd00:1::9"), "1 ::");
    table.RemoveAddress(one, address);
    EXPECT_EQ(RouteTo("fd00:1::9"), "1 ::");
}

TEST_F(InterfaceTableTest, OneDefaultRouterPerInterface)
{
    table.AddAddress(one, address, 64, true);
    table.SetDefaultRouter(one, Ipv6Address("fe80::1"));
    table.SetDefaultRouter(one, Ipv6Address("fe80::2"));
    EXPECT_EQ(table.DefaultRouter(one), Ipv6Address("fe80::2"));
    EXPECT_EQ(RouteTo("fd00:5::1"), "1 fe80::2");
    table.SetDefaultRouter(one, Ipv6Address("fe80::1"));
    EXPECT_EQ(RouteTo("fd00:5::1"), "1 fe80::1");
    table.ClearDefaultRouter(two);
    EXPECT_EQ(RouteTo("fd00:5::1"), "1 fe80::1");
    table.ClearDefaultRouter(one);
    EXPECT_EQ(RouteTo("fd00:5::1"), "none");
    EXPECT_EQ(table.DefaultRouter(one), std::nullopt);
}

TEST_F(InterfaceTableTest, RoutesAreReplacedAndRemoved)
{
    const NetworkPrefix far(Ipv6Address("fd00:7::"), 48);
    const NetworkPrefix near(Ipv6Address("fd00:7::"), 64);
    table.AddAddress(one, address, 64, true);
    table.AddRoute(far, Ipv6Address("fd00:1::2"), one);
    table.AddRoute(near, Ipv6Address("fd00:1::3"), one);
    EXPECT_EQ(RouteTo("fd00:7::1"), "1 fd00:1::3");
    EXPECT_EQ(RouteTo("fd00:7:0:1::1"), "1 fd00:1::2");
    table.AddRoute(far, Ipv6Address("fd00:1::4"), one);
    EXPECT_EQ(RouteTo("fd00:7:0:1::1"), "1 fd00:1::4");
    EXPECT_EQ(RouteTo("fd00:7::1"), "1 fd00:1::3"); // same address, other length: stays
    EXPECT_FALSE(table.RemoveRoute(far, Ipv6Address("fd00:1::2"), one));
    EXPECT_TRUE(table.RemoveRoute(far, Ipv6Address("fd00:1::4"), one));
    EXPECT_EQ(RouteTo("fd00:7:0:1::1"), "none");
    EXPECT_EQ(RouteTo("fd00:7::1"), "1 fd00:1::3");
}

TEST_F(InterfaceTableTest, GroupsAreCounted)
{
    const Ipv6Address group("ff02::2");
    EXPECT_FALSE(table.IsMember(group, one));
    table.JoinGroup(group, one);
    table.JoinGroup(group, one);
    table.LeaveGroup(group, one);
    EXPECT_TRUE(table.IsMember(group, one));
    EXPECT_FALSE(table.IsMember(group, two));
    EXPECT_TRUE(node.ipv6->IsRegisteredMulticastAddress(group, one));
    table.LeaveGroup(group, one);
    EXPECT_FALSE(table.IsMember(group, one));
    EXPECT_FALSE(node.ipv6->IsRegisteredMulticastAddress(group, one));
    table.LeaveGroup(group, one);
    table.JoinGroup(group, one);
    EXPECT_TRUE(node.ipv6->IsRegisteredMulticastAddress(group, one));
    table.AddAddress(one, address, 64, true);
    EXPECT_TRUE(table.IsMember(Ipv6Address::MakeSolicitedAddress(address), one));
}

TEST_F(InterfaceTableTest, InterfaceTellsOfItself)
{
    EXPECT_EQ(table.LinkLayerAddress(one),
              Mac48Address::ConvertFrom(node.Device(one)->GetAddress()));
    EXPECT_EQ(table.LinkLocalAddress(one),
              Ipv6Address::MakeAutoconfiguredLinkLocalAddress(table.LinkLayerAddress(one)));
    EXPECT_EQ(table.Mtu(one), 1500U);
    EXPECT_EQ(table.InterfaceOf(Ptr<const NetDevice>(node.Device(two))), two);
    table.SetForwarding(one, true);
    EXPECT_TRUE(table.IsForwarding(one));
    EXPECT_FALSE(table.IsForwarding(two));
    EXPECT_EQ(table.SourceFor(one, Ipv6Address("fd00:1::9")), table.LinkLocalAddress(one));
    table.AddAddress(one, address, 64, true);
    EXPECT_EQ(table.SourceFor(one, Ipv6Address("fd00:1::9")), address);
    EXPECT_EQ(table.SourceFor(one, Ipv6Address("fe80::9")), table.LinkLocalAddress(one));
    EXPECT_DEATH(table.Mtu(9), "no IPv6 interface 9");
}

TEST_F(InterfaceTableTest, NeighboursAreLearnedAndForgotten)
{
    const Ipv6Address neighbour("fd00:1::2");
    const Mac48Address hardware("02:00:00:00:00:22");
    const Mac48Address other("02:00:00:00:00:33");
    auto cache = [&]() { return node.ipv6->GetInterface(one)->GetNdiscCache()->Lookup(neighbour); };
    EXPECT_EQ(table.NeighborLinkLayer(one, neighbour), std::nullopt);
    EXPECT_EQ(table.IsNeighborRouter(one, neighbour), std::nullopt);
    table.LearnNeighbor(one, neighbour, hardware);
    EXPECT_EQ(table.NeighborLinkLayer(one, neighbour), hardware);
    EXPECT_EQ(table.IsNeighborRouter(one, neighbour), false);
    EXPECT_TRUE(cache()->IsStale());
    table.LearnNeighbor(one, neighbour, hardware, true, InterfaceTable::Knowledge::REACHABLE);
    EXPECT_EQ(table.IsNeighborRouter(one, neighbour), true);
    EXPECT_TRUE(cache()->IsReachable());
    table.LearnNeighbor(one, neighbour, hardware); // no news
    EXPECT_TRUE(cache()->IsReachable());
    EXPECT_EQ(table.IsNeighborRouter(one, neighbour), true);
    table.LearnNeighbor(one, neighbour, other);
    EXPECT_TRUE(cache()->IsStale());
    EXPECT_EQ(table.NeighborLinkLayer(one, neighbour), other);
    table.LearnNeighbor(one, Ipv6Address::GetAny(), other); // ignored
    EXPECT_EQ(table.NeighborLinkLayer(two, neighbour), std::nullopt);
    table.ForgetNeighbor(one, neighbour);
    EXPECT_EQ(table.NeighborLinkLayer(one, neighbour), std::nullopt);
    table.LearnNeighbor(one, neighbour, hardware);
    table.ForgetNeighbors(one);
    EXPECT_EQ(table.NeighborLinkLayer(one, neighbour), std::nullopt);
}

TEST_F(InterfaceTableTest, LearningSendsWhatWaited)
{
    auto& peer = world.NewNode();
    const uint32_t interface = peer.AddInterface(link);
    const Ipv6Address silent("fd00:1::99"); // nobody answers for it
    table.AddAddress(one, address, 64, true);
    auto socket = Socket::CreateSocket(node.node, UdpSocketFactory::GetTypeId());
    world.At(Seconds(1),
             [&]() { socket->SendTo(Create<Packet>(10), 0, Inet6SocketAddress(silent, 9)); });
    world.At(MilliSeconds(1500), [&]() {
        EXPECT_EQ(table.NeighborLinkLayer(one, silent), std::nullopt); // incomplete
        table.LearnNeighbor(one, silent, peer.Hardware(interface));
    });
    world.RunUntil(Seconds(2));
    const SeenFrame& last = world.Seen(link).back();
    EXPECT_EQ(last.at, MilliSeconds(1500));
    EXPECT_EQ(last.Destination(), silent);
    EXPECT_EQ(last.to, peer.Hardware(interface));
}

TEST_F(InterfaceTableTest, CrashForgetsWhatWasLearnedOnly)
{
    table.AddAddress(one, address, 64, true);
    table.SetDefaultRouter(one, Ipv6Address("fe80::1"));
    const NetworkPrefix host(Ipv6Address("fd00:8::8"), 128);
    table.AddRoute(host, Ipv6Address("fd00:1::2"), one);
    table.LearnNeighbor(one, Ipv6Address("fe80::1"), Mac48Address("02:00:00:00:00:22"));
    // As by a Redirect.
    node.ipv6->GetRoutingProtocol()->NotifyAddRoute(Ipv6Address("fd00:9::9"),
                                                    Ipv6Prefix(128),
                                                    Ipv6Address("fe80::3"),
                                                    one,
                                                    Ipv6Address::GetZero());
    EXPECT_EQ(RouteTo("fd00:9::9"), "1 fe80::3");
    table.ForgetLearned();
    EXPECT_EQ(RouteTo("fd00:9::9"), "none");
    EXPECT_EQ(table.DefaultRouter(one), std::nullopt);
    EXPECT_EQ(table.NeighborLinkLayer(one, Ipv6Address("fe80::1")), std::nullopt);
    EXPECT_TRUE(table.Has(address, one));
    EXPECT_EQ(RouteTo("fd00:8::8"), "1 fd00:1::2");
    EXPECT_EQ(RouteTo("fd00:1::9"), "1 ::");
    EXPECT_EQ(RouteTo("::1"), "0 ::");
}

TEST_F(InterfaceTableTest, CrashForgetsPathMtus)
{
    auto& peer = world.NewNode();
    const uint32_t interface = peer.AddInterface(link);
    table.AddAddress(one, address, 64, true);
    const Ipv6Address far("fd00:1::7");
    table.LearnNeighbor(one, far, peer.Hardware(interface));
    auto socket = Socket::CreateSocket(node.node, UdpSocketFactory::GetTypeId());
    auto fragments = [&]() {
        const std::size_t before = world.Seen(link).size();
        socket->SendTo(Create<Packet>(1400), 0, Inet6SocketAddress(far, 9));
        world.RunUntil(Simulator::Now() + MilliSeconds(100));
        return world.Seen(link).size() - before;
    };
    EXPECT_EQ(fragments(), 1U);
    // Packet Too Big, with the head of such a packet.
    OctetWriter writer;
    writer.U32(0x02000000);
    writer.U32(1280);
    const Octets sent = world.Seen(link).back().octets;
    writer.Append(Octets(sent.begin(), sent.begin() + 60));
    Octets message = writer.Release();
    WriteIcmpv6Checksum(message, Ipv6Address("fd00:1::5"), address);
    peer.SendRaw(interface,
                 MakePacket(message, Ipv6Address("fd00:1::5"), address),
                 node.Hardware(one));
    world.RunUntil(Simulator::Now() + MilliSeconds(10));
    EXPECT_EQ(fragments(), 2U);
    table.ForgetLearned();
    table.LearnNeighbor(one, far, peer.Hardware(interface));
    EXPECT_EQ(fragments(), 1U);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_interface_table_test
