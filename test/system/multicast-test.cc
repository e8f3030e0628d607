// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/both-dialects.h"

#include "ns3/inet6-socket-address.h"
#include "ns3/mip6-home-agent.h"
#include "ns3/mip6-mobile-node.h"
#include "ns3/socket.h"
#include "ns3/udp-socket-factory.h"

#include <gtest/gtest.h>
#include <map>
#include <string>
#include <vector>

// Multicast from the home network to mobile nodes that are away, and from them. RFC 6275 sections
// 10.4.2, 10.4.3 and 11.3.4; draft-ietf-mobileip-ipv6-04 section 10.

namespace ns3::nemo::tests::multicast_test
{

namespace
{

/// Two mobile nodes on two visited links; a source and a listener on the home link.
constexpr const char* TWO_AWAY = R"({
  "duration": "120s",
  "links": {
    "home": { "prefix": "fd00:1::/64" }, "a": { "prefix": "fd00:2::/64" }, "b": { "prefix": "fd00:3::/64" },
    "core": { "prefix": "fd00:9::/64", "delay": "5ms" }
  },
  "nodes": {
    "HA": { "role": "home-agent", "links": { "home": "::1", "core": "::1" } },
    "A": { "role": "router", "links": { "a": "::1", "core": "::2" } },
    "B": { "role": "router", "links": { "b": "::1", "core": "::3" } },
    "S": { "role": "correspondent", "links": { "home": "::5" }, "groups": ["ff0e::4d49:5036"] },
    "FAR": { "role": "correspondent", "links": { "core": "::5" } },
    "ONE": { "role": "mobile-node", "home": "home", "interfaceId": "::10", "homeAgent": "HA",
             "groups": ["ff0e::4d49:5036"] },
    "TWO": { "role": "mobile-node", "home": "home", "interfaceId": "::20", "homeAgent": "HA" }
  },
  "movement": [ { "at": "10s", "node": "ONE", "to": "a" }, { "at": "10s", "node": "TWO", "to": "b" },
                { "at": "60s", "node": "ONE", "to": "b" }, { "at": "90s", "node": "ONE", "to": "home" } ]
})";

const Ipv6Address GROUP("ff0e::4d49:5036");
constexpr uint16_t PORT = 5004;

} // namespace

class MulticastWorld
{
  protected:
    explicit MulticastWorld(const std::string& text = TWO_AWAY,
                            const std::vector<std::string>& settings = {})
        : m_run(text, settings)
    {
        for (const char* name : {"ONE", "TWO", "S"})
        {
            Listen(name);
        }
    }

    /// Count the datagrams for the group that reach an application, by their source.
    void Listen(const std::string& name)
    {
        auto socket = Socket::CreateSocket(m_run.NodeOf(name).node, UdpSocketFactory::GetTypeId());
        socket->Bind(Inet6SocketAddress(Ipv6Address::GetAny(), PORT));
        socket->SetRecvCallback(Callback<void, Ptr<Socket>>([this, name](Ptr<Socket> from) {
            Address sender;
            while (auto packet = from->RecvFrom(sender))
            {
                ++m_received[{name, Inet6SocketAddress::ConvertFrom(sender).GetIpv6()}];
            }
        }));
    }

    /// Send a datagram to the group.
    void SendAt(double seconds, const std::string& name)
    {
        m_run.At(Seconds(seconds), [this, name] {
            auto socket =
                Socket::CreateSocket(m_run.NodeOf(name).node, UdpSocketFactory::GetTypeId());
            socket->SendTo(Create<Packet>(160), 0, Inet6SocketAddress(GROUP, PORT));
            socket->Close();
        });
    }

    int Received(const std::string& name, const char* source)
    {
        return m_received[{name, Ipv6Address(source)}];
    }

    /// ONE is reached at home, on links a and b, and at home again; TWO never.
    void CheckTour();

    ScenarioRun m_run;
    std::map<std::pair<std::string, Ipv6Address>, int> m_received;
};

class MulticastTest : public BothDialects, protected MulticastWorld
{
  protected:
    MulticastTest()
        : MulticastWorld(Speaking(TWO_AWAY))
    {
    }
};

TEST_P(MulticastTest, ReachesTheMobileNodeThatHasJoinedWhereverItIs)
{
    IsDraft() ? REQ("D04-107") : REQ("BOOK-019", "RFC-123", "RFC-142");
    CheckTour();
}

/// The same with everything in the tunnel protected.
class ProtectedMulticastTest : public testing::Test, protected MulticastWorld
{
  protected:
    ProtectedMulticastTest()
        : MulticastWorld(
              TWO_AWAY,
              {R"(/security=[ { "between": ["ONE", "HA"], "protect": ["binding"], "spi": [256, 257] },
                                        { "between": ["ONE", "HA"], "protect": ["data"], "spi": [258, 259] } ])"})
    {
    }
};

TEST_F(ProtectedMulticastTest, ReachesTheMobileNodeInAProtectedTunnel)
{
    REQ("RFC-123");
    CheckTour();
    EXPECT_EQ(m_run.DropsOf("HA", "unprotected"), 0U);
}

void
MulticastWorld::CheckTour()
{
    const auto check = [&](double when, int one) {
        m_run.At(Seconds(when), [this, when, one] {
            EXPECT_EQ(Received("ONE", "fd00:1::5"), one) << "at " << when << " s";
            EXPECT_EQ(Received("TWO", "fd00:1::5"), 0) << "at " << when << " s";
        });
    };
    SendAt(5, "S");
    check(6, 1); // at home, on the link
    SendAt(20, "S");
    SendAt(21, "S");
    check(22, 3); // on link a, in the tunnel
    SendAt(70, "S");
    check(71, 4); // on link b, where TWO is as well
    m_run.At(Seconds(72), [&] { m_run.RoleOf<MobileNode>("ONE")->LeaveGroup(GROUP); });
    SendAt(75, "S");
    check(76, 4);
    m_run.At(Seconds(77), [&] { m_run.RoleOf<MobileNode>("ONE")->JoinGroup(GROUP); });
    SendAt(78, "S");
    check(79, 5);
    SendAt(100, "S");
    check(101, 6); // at home again
    m_run.At(Seconds(50), [&] {
        EXPECT_EQ(
            m_run.RoleOf<HomeAgent>("HA")->FindMemberships()->GroupsOf(Ipv6Address("fd00:1::10")),
            std::vector{GROUP});
    });
    m_run.At(Seconds(110),
             [&] { EXPECT_EQ(m_run.RoleOf<HomeAgent>("HA")->FindMemberships()->Size(), 0U); });
    m_run.Run();
}

TEST_P(MulticastTest, FromAMobileNodeItReachesTheHomeNetworkWithItsHomeAddress)
{
    IsDraft() ? REQ("D04-107") : REQ("RFC-142");
    const LinkTap link(m_run.LinkOf("b"));
    SendAt(20, "TWO");
    SendAt(70, "ONE");
    m_run.At(Seconds(80), [&] {
        EXPECT_EQ(Received("S", "fd00:1::20"), 1);
        EXPECT_EQ(Received("ONE", "fd00:1::20"), 1);
        EXPECT_EQ(Received("S", "fd00:1::10"), 1);
        EXPECT_EQ(Received("TWO", "fd00:1::10"), 0);
        EXPECT_EQ(m_received.size(), 4U) << "from no other address";
    });
    m_run.Run();
    // To the home agent, in a tunnel, without a word about mobility inside.
    std::size_t tunnelled = 0;
    for (const auto& packet : link.All())
    {
        tunnelled += packet.inner && packet.inner->destination == GROUP &&
                     packet.inner->protocol == 17 && packet.destination == Ipv6Address("fd00:1::1");
        EXPECT_FALSE(packet.destination == GROUP && ReadEither(packet).protocol == 17)
            << "nothing on the link itself";
    }
    EXPECT_EQ(tunnelled, 2U);
}

namespace
{

/// Send a datagram to the group from an address of a node, by the interface that it is on.
void
SendFrom(const ScenarioRun& run, const std::string& name, const char* source)
{
    const auto& node = run.NodeOf(name);
    auto socket = Socket::CreateSocket(node.node, UdpSocketFactory::GetTypeId());
    socket->Bind(Inet6SocketAddress(Ipv6Address(source), 0));
    socket->BindToNetDevice(node.FindRoaming()->device);
    socket->SendTo(Create<Packet>(160), 0, Inet6SocketAddress(GROUP, PORT));
    socket->Close();
}

} // namespace

// The other way of draft section 10: on the foreign link itself, as any node there.
TEST_P(MulticastTest, OnTheForeignLinkItIsSentAndReceivedAsByAnybody)
{
    if (IsDraft())
    {
        REQ("D04-107");
    }
    const LinkTap link(m_run.LinkOf("b"));
    m_run.At(Seconds(19),
             [&] { m_run.RoleOf<MobileNode>("TWO")->JoinGroup(GROUP, GroupPath::LINK); });
    m_run.At(Seconds(75), [&] { SendFrom(m_run, "ONE", "fd00:3::10"); });
    m_run.At(Seconds(80), [&] {
        EXPECT_EQ(Received("TWO", "fd00:3::10"), 1);
        EXPECT_EQ(Received("S", "fd00:3::10"), 0) << "it has not left the link";
    });
    m_run.Run();
    const auto sent = link.Where([](const CaughtPacket& packet) {
        return packet.destination == GROUP && packet.protocol == 17;
    });
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].source, Ipv6Address("fd00:3::10"));
    EXPECT_FALSE(ReadEither(sent[0]).homeAddress);
    const auto reports = link.Where([](const CaughtPacket& packet) {
        return packet.icmpv6 == 131 && packet.destination == GROUP;
    });
    ASSERT_FALSE(reports.empty()) << "routers of the link hear who listens";
    EXPECT_GE(reports[0].at, Seconds(19));
}

TEST_P(MulticastTest, FromTheInternetItGoesTheSameWay)
{
    SendAt(20, "FAR");
    m_run.At(Seconds(21), [&] {
        EXPECT_EQ(Received("ONE", "fd00:9::5"), 1);
        EXPECT_EQ(Received("TWO", "fd00:9::5"), 0);
    });
    m_run.Run();
}

INSTANTIATE_TEST_SUITE_P(Dialects, MulticastTest, TheDialects(), DialectName);

} // namespace ns3::nemo::tests::multicast_test
