// SPDX-License-Identifier: GPL-2.0-only
// Faults that users of another simulator have met, where no other test has the reason to look for
// them. The names carry their numbers.
#include "support/link-tap.h"
#include "support/mobile-world.h"
#include "system/scenario-run.h"

#include "ns3/inet6-socket-address.h"
#include "ns3/mip6-correspondent-node.h"
#include "ns3/udp-socket-factory.h"

#include <gtest/gtest.h>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ns3::nemo::tests::peer_defects_test
{

namespace
{

constexpr uint8_t UDP = 17;
constexpr uint8_t REDIRECT = 137;

/// Datagrams between two nodes, by sockets of ns-3.
class Datagrams
{
  public:
    static constexpr uint16_t PORT = 4242;

    Datagrams(Ptr<Node> node, const Ipv6Address& own)
        : m_socket(Socket::CreateSocket(node, UdpSocketFactory::GetTypeId()))
    {
        m_socket->Bind(Inet6SocketAddress(own, PORT));
        m_socket->SetRecvCallback(MakeCallback(&Datagrams::OnReceive, this));
    }

    void Send(const Ipv6Address& to, uint32_t size)
    {
        m_socket->SendTo(Create<Packet>(size), 0, Inet6SocketAddress(to, PORT));
    }

    std::vector<uint32_t> received; ///< their sizes

  private:
    void OnReceive(Ptr<Socket> socket)
    {
        while (const auto packet = socket->Recv())
        {
            received.push_back(packet->GetSize());
        }
    }

    Ptr<Socket> m_socket;
};

} // namespace

TEST(PeerDefects, Peer_09_Peer_59_NobodyIsRedirectedByAHomeAgentWithOneInterface)
{
    // All that the home agent gets from the tunnel leaves by the interface that it came by.
    ScenarioRun run(R"({
      "duration": "60s",
      "links": { "1": { "prefix": "1::/64" }, "6": { "prefix": "6::/64" },
                 "core": { "prefix": "c::/64", "delay": "5ms" } },
      "nodes": {
        "R": { "role": "router", "links": { "1": "::1", "core": "::1" } },
        "HA": { "role": "home-agent", "links": { "1": "::3" } },
        "R6": { "role": "router", "links": { "6": "::1", "core": "::6" } },
        "CN": { "role": "correspondent", "links": { "core": "::9" } },
        "MN": { "role": "mobile-node", "home": "1", "interfaceId": "::2", "homeAgent": "HA",
                "routeOptimization": false } },
      "movement": [ { "at": "10s", "node": "MN", "to": "6" } ],
      "traffic": [ { "name": "down", "type": "udp", "from": "CN", "to": "MN", "rate": "20pps",
                     "start": "20s", "stop": "50s" },
                   { "name": "up", "type": "udp", "from": "MN", "to": "CN", "rate": "20pps",
                     "start": "20s", "stop": "50s" } ] })");
    const LinkTap home(run.LinkOf("1"));
    run.Run();
    EXPECT_EQ(run.FlowOf("up")["lost"], 0);
    EXPECT_EQ(run.FlowOf("down")["lost"], 0);
    const auto isTaken = [](const CaughtPacket& packet) {
        return packet.protocol == UDP && packet.destination == Ipv6Address("c::9");
    };
    EXPECT_EQ(home.Where(isTaken).size(), 600U) << "out of the tunnel, on the link it came by";
    for (const auto& packet : home.All())
    {
        EXPECT_NE(Innermost(packet).icmpv6, REDIRECT) << packet.at;
    }
}

TEST(PeerDefects, Peer_11_RolesMayBeAddedInAnyOrder)
{
    for (const bool correspondentFirst : {true, false})
    {
        MobileWorld world;
        auto correspondent = CreateObject<CorrespondentNode>();
        const auto add = [&] {
            world.mobileNode->node->AddApplication(correspondent);
            correspondent->Boot();
        };
        world.configure = [&](MobileNode&) {
            if (correspondentFirst)
            {
                add();
            }
        };
        MobileNode& role = world.NewMobileNode(world.home);
        if (!correspondentFirst)
        {
            add();
        }
        world.At(Seconds(5), [&] { world.Move(world.a); });
        world.RunUntil(Seconds(20));
        ASSERT_FALSE(world.agent->updates.empty());
        EXPECT_EQ(world.agent->updates.back().careOf, world.Address("2::10"));
        EXPECT_TRUE(role.IsRunning());
        EXPECT_TRUE(correspondent->IsRunning());
    }
}

TEST(PeerDefects, Peer_58_NoTestsWithLinkLocalAddressesNorWithTheHomeAgent)
{
    ScenarioRun run(Shipped("route-optimization"));
    const LinkTap visited(run.LinkOf("6"));
    const Ipv6Address agent("1::3");
    Datagrams mobileNode(run.NodeOf("MN").node, Ipv6Address("1::2"));
    Datagrams homeAgent(run.NodeOf("HA").node, agent);
    const Ipv6Address router = run.NodeOf("R6").stack->GetInterfaceTable()->LinkLocalAddress(1);
    for (double at = 40; at < 50; at += 0.5)
    {
        run.At(Seconds(at), [&] {
            mobileNode.Send(agent, 50);
            homeAgent.Send(Ipv6Address("1::2"), 50);
            mobileNode.Send(router, 50);
        });
    }
    run.Run();
    EXPECT_EQ(homeAgent.received.size(), 20U);
    EXPECT_EQ(mobileNode.received.size(), 20U);
    std::size_t tests = 0;
    for (const auto& packet : visited.All())
    {
        const CaughtPacket& inner = Innermost(packet);
        if (inner.signal &&
            (inner.signal->Get<HomeTestInit>() || inner.signal->Get<CareOfTestInit>()))
        {
            ++tests;
            EXPECT_NE(inner.destination, agent) << packet.at;
            EXPECT_FALSE(inner.destination.IsLinkLocal()) << packet.at;
        }
    }
    EXPECT_GT(tests, 0U) << "with correspondents";
}

TEST(PeerDefects, Peer_27_SmallPacketsSurviveRouteOptimisation)
{
    ScenarioRun run(Shipped("route-optimization"));
    const LinkTap visited(run.LinkOf("6"));
    const Ipv6Address home("1::2");
    const Ipv6Address peer("2::2");
    Datagrams mobileNode(run.NodeOf("MN").node, home);
    Datagrams correspondent(run.NodeOf("straight").node, peer);
    const std::vector<uint32_t> sizes{0, 1, 20};
    run.At(Seconds(50), [&] {
        for (const uint32_t size : sizes)
        {
            mobileNode.Send(peer, size);
            correspondent.Send(home, size);
        }
    });
    run.Run();
    EXPECT_EQ(mobileNode.received, sizes);
    EXPECT_EQ(correspondent.received, sizes);
    std::map<bool, std::vector<std::size_t>> lengths; // of IPv6 payloads, by direction
    for (const auto& packet : visited.All())
    {
        const std::size_t upper = packet.octets.size() - packet.offset;
        if (packet.at >= Seconds(50) && packet.protocol == UDP && upper <= 8 + 20)
        {
            lengths[packet.homeAddress.has_value()].push_back(packet.octets[4] * 256U +
                                                              packet.octets[5]);
            EXPECT_TRUE(packet.homeAddress || packet.routing);
        }
    }
    // 24 octets for the option or the routing header, 8 for UDP.
    const std::vector<std::size_t> expected{24 + 8, 24 + 9, 24 + 28};
    EXPECT_EQ(lengths[true], expected);
    EXPECT_EQ(lengths[false], expected);
}

} // namespace ns3::nemo::tests::peer_defects_test
