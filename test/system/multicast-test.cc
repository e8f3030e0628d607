// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "system/scenario-run.h"

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
// 10.4.2, 10.4.3 and 11.3.4.

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

class MulticastTest : public testing::Test
{
  protected:
    explicit MulticastTest(const std::vector<std::string>& settings = {})
        : m_run(TWO_AWAY, settings)
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

TEST_F(MulticastTest, ReachesTheMobileNodeThatHasJoinedWhereverItIs)
{
    REQ("BOOK-019", "RFC-123", "RFC-142");
    CheckTour();
}

/// The same with everything in the tunnel protected.
class ProtectedMulticastTest : public MulticastTest
{
  protected:
    ProtectedMulticastTest()
        : MulticastTest(
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
MulticastTest::CheckTour()
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

TEST_F(MulticastTest, FromAMobileNodeItReachesTheHomeNetworkWithItsHomeAddress)
{
    REQ("RFC-142");
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
}

TEST_F(MulticastTest, FromTheInternetItGoesTheSameWay)
{
    SendAt(20, "FAR");
    m_run.At(Seconds(21), [&] {
        EXPECT_EQ(Received("ONE", "fd00:9::5"), 1);
        EXPECT_EQ(Received("TWO", "fd00:9::5"), 0);
    });
    m_run.Run();
}

} // namespace ns3::nemo::tests::multicast_test
