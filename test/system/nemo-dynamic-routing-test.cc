// SPDX-License-Identifier: GPL-2.0-only
// RIPng over the tunnel between a mobile router and its home agent. RFC 3963 section 8, appendix B.
#include "nemo-requirement.h"
#include "support/link-tap.h"
#include "support/mobile-world.h"
#include "support/ripng-view.h"
#include "system/scenario-run.h"

#include "ns3/inet6-socket-address.h"
#include "ns3/mip6-home-agent.h"
#include "ns3/nemo-mobile-router.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/udp-socket-factory.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace ns3::nemo::tests::nemo_dynamic_routing_test
{

namespace
{

const Ipv6Address HOME("4::2");
const Ipv6Address AGENT("4::3");

/// Most that RIPng waits with a triggered update (ns-3's MaxTriggeredCooldown).
const Time TRIGGERED = Seconds(5);

} // namespace

/// The scenario that ships, with its looks inside.
class DynamicRoutingTest : public testing::Test
{
  protected:
    /// @param isOpen without security, so that what is in the tunnel can be seen
    explicit DynamicRoutingTest(bool isOpen = true)
        : run(Shipped("ripng-over-tunnel"),
              isOpen ? std::vector<std::string>{"/security=[]"} : std::vector<std::string>{})
    {
    }

    Ptr<Node> NodeOf(const std::string& name) const
    {
        return run.NodeOf(name).node;
    }

    /// The interface of the tunnel at one of its ends; none: there is no tunnel.
    std::optional<uint32_t> Tunnel(const std::string& name) const
    {
        return run.NodeOf(name).stack->GetTunnelInterfaces()->Find(HOME);
    }

    /// Whether RIPng leads from the home agent into the tunnel.
    bool LeadsIntoTunnel(const char* destination) const
    {
        const auto route = RipRouteTo(NodeOf("HA"), destination);
        return route && Tunnel("HA") && route->interface == *Tunnel("HA");
    }

    Ipv6Address LinkLocal(const std::string& name, uint32_t interface) const
    {
        return run.NodeOf(name).stack->GetInterfaceTable()->LinkLocalAddress(interface);
    }

    /// Let the mobile router put a packet of 8 octets into the tunnel.
    void Inject(const Ipv6Address& source, const Ipv6Address& destination, uint8_t protocol) const
    {
        const Ptr<Packet> packet = HandDatagram(source, destination);
        Ipv6Header header;
        packet->RemoveHeader(header);
        header.SetNextHeader(protocol);
        header.SetHopLimit(255);
        Transform transform;
        transform.source = Ipv6Address("7::2");
        transform.destination = AGENT;
        transform.encapsulate = true;
        transform.interface = run.NodeOf("MR").FindRoaming()->number;
        run.NodeOf("MR").stack->GetPacketPath()->Output(packet, header, transform);
    }

    ScenarioRun run;
};

TEST_F(DynamicRoutingTest, TheHomeAgentLearnsThePrefixesFromTheTunnel)
{
    REQ("NEMO-3-25", "NEMO-3-26", "NEMO-3-27", "NEMO-5.1-2", "NEMO-6.1.2-3", "NEMO-8-10");
    REQ("NEMO-8-12", "NEMO-8-13");
    LinkTap visited(run.LinkOf("visited"));
    std::optional<Time> learned;
    for (int i = 0; i < 3000; ++i)
    {
        run.At(MilliSeconds(20000 + i * 10), [&]() {
            if (!learned && LeadsIntoTunnel("6::9"))
            {
                learned = Simulator::Now();
            }
        });
    }
    run.At(Seconds(45), [&]() {
        ASSERT_TRUE(Tunnel("HA"));
        ASSERT_TRUE(Tunnel("MR"));
        for (const char* end : {"HA", "MR"})
        {
            EXPECT_TRUE(run.NodeOf(end).stack->GetDynamicRouting()->IsSpeaking(*Tunnel(end)));
        }
        for (const char* destination : {"5::9", "6::9"})
        {
            EXPECT_TRUE(LeadsIntoTunnel(destination)) << destination;
            EXPECT_EQ(RipRouteTo(NodeOf("HA"), destination)->gateway,
                      LinkLocal("MR", *Tunnel("MR")));
        }
        // All that the home agent tells.
        for (const char* destination : {"4::9", "fd00:ffff::9"})
        {
            const auto route = RipRouteTo(NodeOf("MR"), destination);
            ASSERT_TRUE(route) << destination;
            EXPECT_EQ(route->interface, *Tunnel("MR"));
            EXPECT_EQ(route->gateway, LinkLocal("HA", *Tunnel("HA")));
        }
        const Binding* binding = run.RegistrarOf("HA")->GetCache().Find(HOME);
        ASSERT_NE(binding, nullptr);
        EXPECT_TRUE(binding->mobileRouter);
        EXPECT_TRUE(binding->prefixes.empty());
        const auto* entry =
            run.RoleOf<MobileRouter>("MR")->GetBindingUpdateList().Find(AGENT, HOME);
        ASSERT_NE(entry, nullptr);
        EXPECT_TRUE(entry->mobileRouter);
        EXPECT_TRUE(entry->prefixes.empty());
    });
    run.Run();
    EXPECT_TRUE(run.HoldsExpectations());
    std::optional<Time> told;
    std::size_t updates = 0;
    for (const CaughtPacket& packet : visited.All())
    {
        if (packet.IsUpdate())
        {
            ++updates;
            EXPECT_TRUE(packet.Update().mobileRouter);
            EXPECT_EQ(packet.signal->Option<MobileNetworkPrefixOption>(), nullptr);
        }
        const bool isTold = packet.inner && packet.destination == AGENT && IsRipng(*packet.inner) &&
                            packet.inner->octets[packet.inner->offset + 8] == 2;
        told = isTold && !told ? std::optional(packet.at) : told;
    }
    EXPECT_EQ(updates, 1U);
    ASSERT_TRUE(told);
    ASSERT_TRUE(learned);
    EXPECT_GT(*learned, *told);
    EXPECT_LT(*learned - *told, MilliSeconds(30));
    EXPECT_EQ(run.CountOf("MR", "BA", "rx", 143), 0U);
}

// The tunnel has no address that could be the source: it is the one for its far end.
TEST_F(DynamicRoutingTest, TheHomeAgentItselfWritesFromTheAddressOfItsWayOut)
{
    constexpr uint16_t PORT = 9;
    const auto open = [this](const char* name) {
        auto socket = Socket::CreateSocket(NodeOf(name), UdpSocketFactory::GetTypeId());
        socket->Bind(Inet6SocketAddress(Ipv6Address::GetAny(), PORT));
        return socket;
    };
    const auto sender = open("HA");
    const auto receiver = open("DEEP");
    run.At(Seconds(45), [&]() {
        ASSERT_TRUE(LeadsIntoTunnel("6::2"));
        sender->SendTo(Create<Packet>(100), 0, Inet6SocketAddress(Ipv6Address("6::2"), PORT));
    });
    run.At(Seconds(46), [&]() {
        Address from;
        ASSERT_TRUE(receiver->RecvFrom(from));
        EXPECT_EQ(Inet6SocketAddress::ConvertFrom(from).GetIpv6(), Ipv6Address("fd00:ffff::4"));
    });
    run.Run();
}

TEST_F(DynamicRoutingTest, MessagesGoByTheTunnelAwayAndByTheLinkAtHome)
{
    REQ("NEMO-3-28", "NEMO-5.8-5", "NEMO-8-2", "NEMO-8-5", "NEMO-8-6", "NEMO-8-7", "NEMO-8-8");
    REQ("NEMO-8-11");
    LinkTap visited(run.LinkOf("visited"));
    LinkTap other(run.LinkOf("other"));
    LinkTap home(run.LinkOf("home"));
    const auto roaming = run.NodeOf("MR").FindRoaming()->number;
    const Ipv6Address egress = LinkLocal("MR", roaming);
    const Ptr<RipNg> instance = RipNgOf(NodeOf("MR"));
    run.Run();
    EXPECT_EQ(RipNgOf(NodeOf("MR")), instance);
    std::set<std::string> ways;
    for (const LinkTap* tap : {&visited, &other})
    {
        for (const CaughtPacket& packet : tap->All())
        {
            EXPECT_FALSE(IsRipng(packet)) << packet.source;
            if (!packet.inner || !IsRipng(*packet.inner))
            {
                continue;
            }
            EXPECT_TRUE(packet.inner->source.IsLinkLocal());
            EXPECT_EQ(packet.inner->hopLimit, 255);
            std::ostringstream way;
            way << packet.source << ">" << packet.destination << " "
                << (packet.inner->destination.IsMulticast() ? "all" : "one");
            ways.insert(way.str());
        }
    }
    for (const char* way : {"7::2>4::3 all", "4::3>7::2 all", "8::2>4::3 all", "4::3>8::2 all"})
    {
        EXPECT_EQ(ways.count(way), 1U) << way;
    }
    std::vector<Time> atHome;
    for (const CaughtPacket& packet : home.All())
    {
        if (IsRipng(packet) && packet.source == egress)
        {
            atHome.push_back(packet.at);
        }
    }
    const auto isAway = [](Time at) { return at > Seconds(20) && at < Seconds(80); };
    ASSERT_FALSE(atHome.empty());
    EXPECT_LT(atHome.front(), Seconds(20));
    EXPECT_TRUE(std::none_of(atHome.begin(), atHome.end(), isAway));
    const auto again =
        std::find_if(atHome.begin(), atHome.end(), [](Time at) { return at > Seconds(80); });
    ASSERT_NE(again, atHome.end());
    EXPECT_LT(*again, Seconds(110));
}

TEST_F(DynamicRoutingTest, TheInterfaceStaysThroughMoves)
{
    REQ("NEMO-B1-1", "NEMO-B1-2", "NEMO-8-2");
    std::set<uint32_t> atAgent;
    std::set<uint32_t> atRouter;
    bool isLed = true;
    // From the first routes on until the return.
    for (int i = 0; i < 540; ++i)
    {
        run.At(MilliSeconds(26000 + i * 100), [&]() {
            atAgent.insert(Tunnel("HA").value_or(0));
            atRouter.insert(Tunnel("MR").value_or(0));
            isLed = isLed && LeadsIntoTunnel("6::9");
        });
    }
    std::size_t interfaces = 0;
    run.At(Seconds(30), [&]() { interfaces = NodeOf("HA")->GetNDevices(); });
    run.At(Seconds(79), [&]() { EXPECT_EQ(NodeOf("HA")->GetNDevices(), interfaces); });
    run.At(Seconds(100), [&]() { EXPECT_FALSE(Tunnel("HA")); });
    run.Run();
    EXPECT_EQ(atAgent.size(), 1U);
    EXPECT_EQ(atRouter.size(), 1U);
    EXPECT_EQ(atAgent.count(0), 0U);
    EXPECT_TRUE(isLed);
}

TEST_F(DynamicRoutingTest, ChangesTravelByTheTunnel)
{
    REQ("NEMO-8-3", "NEMO-8-4");
    run.At(Seconds(30), [&]() {
        const auto& fixed = run.NodeOf("LFR");
        fixed.stack->GetInterfaceTable()->AddAddress(fixed.FindInterface("deep")->number,
                                                     "9::1",
                                                     64,
                                                     true);
        const auto& agent = run.NodeOf("HA");
        agent.stack->GetInterfaceTable()->AddAddress(agent.FindInterface("home")->number,
                                                     "14::3",
                                                     64,
                                                     true);
        EXPECT_FALSE(RipRouteTo(NodeOf("HA"), "9::9"));
        EXPECT_FALSE(RipRouteTo(NodeOf("MR"), "14::9"));
    });
    // One triggered update from the home agent; from the fixed router one, and one of the mobile
    // router.
    run.At(Seconds(31) + TRIGGERED, [&]() {
        const auto route = RipRouteTo(NodeOf("MR"), "14::9");
        ASSERT_TRUE(route);
        EXPECT_EQ(route->interface, Tunnel("MR"));
    });
    run.At(Seconds(31) + TRIGGERED * 2, [&]() { EXPECT_TRUE(LeadsIntoTunnel("9::9")); });
    run.Run();
}

TEST_F(DynamicRoutingTest, NothingElseWithALinkLocalSourceComesOutOfTheTunnel)
{
    REQ("NEMO-8-9", "NEMO-8-8");
    LinkTap core(run.LinkOf("core"));
    run.At(Seconds(30), [&]() { Inject(Ipv6Address("fe80::1"), Ipv6Address("3::2"), 17); });
    run.At(Seconds(31), [&]() { Inject(Ipv6Address("3::9"), Ipv6Address("fe80::1"), 17); });
    run.At(Seconds(32), [&]() { Inject(Ipv6Address("fe80::1"), Ipv6Address("ff02::9"), 59); });
    run.At(Seconds(33), [&]() { Inject(Ipv6Address("fe80::1"), Ipv6Address("ff05::9"), 17); });
    // A source that the routing table does not lead into the tunnel to. RFC 3963 section 9.
    run.At(Seconds(34), [&]() { Inject(Ipv6Address("9::9"), Ipv6Address("3::2"), 59); });
    uint64_t before = 0;
    run.At(Seconds(29), [&]() {
        before = run.NodeOf("HA").stack->GetDropCount(DropReason::REVERSE_TUNNEL_SOURCE_MISMATCH);
    });
    run.Run();
    EXPECT_EQ(run.DropsOf("HA", "reverse-tunnel-source-mismatch"), before + 5);
    for (const CaughtPacket& packet : core.All())
    {
        EXPECT_TRUE(!packet.source.IsLinkLocal() || packet.hopLimit == 255);
        EXPECT_NE(packet.source, Ipv6Address("9::9"));
    }
}

/// With the security that ships.
class ProtectedRoutingTest : public DynamicRoutingTest
{
  protected:
    ProtectedRoutingTest()
        : DynamicRoutingTest(false)
    {
    }
};

TEST_F(ProtectedRoutingTest, OnlyProtectedMessagesOfTheTunnelCount)
{
    REQ("NEMO-8-15", "NEMO-8-16");
    LinkTap visited(run.LinkOf("visited"));
    // What somebody who knows everything but the keys would send.
    run.At(Seconds(30),
           [&]() { Inject(LinkLocal("MR", *Tunnel("MR")), Ipv6Address("ff02::9"), 17); });
    run.At(Seconds(45), [&]() { EXPECT_TRUE(LeadsIntoTunnel("6::9")); });
    run.Run();
    EXPECT_TRUE(run.HoldsExpectations());
    EXPECT_EQ(run.DropsOf("HA", "unprotected"), 1U);
    EXPECT_TRUE(run.GetResults().at("warnings").empty());
    constexpr uint8_t ESP = 50;
    std::size_t sealed = 0;
    for (const CaughtPacket& packet : visited.All())
    {
        EXPECT_FALSE(IsRipng(packet));
        sealed += packet.protocol == ESP ? 1 : 0;
    }
    EXPECT_GT(sealed, 100U);
}

TEST_F(DynamicRoutingTest, WithoutProtectionThereIsOneWarning)
{
    REQ("NEMO-8-15");
    run.Run();
    EXPECT_EQ(run.GetResults().at("warnings").size(), 1U);
}

} // namespace ns3::nemo::tests::nemo_dynamic_routing_test
