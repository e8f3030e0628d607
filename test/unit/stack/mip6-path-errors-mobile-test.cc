// SPDX-License-Identifier: GPL-2.0-only
// ICMPv6 errors from inside a tunnel, at the mobile end of it. RFC 2473 section 8.
#include "nemo-requirement.h"
#include "support/mobile-node-test.h"
#include "unit/role/mobile-router-fixture.h"

#include "ns3/uinteger.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_path_errors_mobile_test
{

namespace
{

constexpr uint8_t UNREACHABLE = 1;
constexpr uint8_t TOO_BIG = 2;

/// A mobile router and what its network is told.
class MobileRouterErrorsTest : public MobileRouterTest
{
};

TEST_F(MobileRouterErrorsTest, AnUnreachableHomeAgentIsToldToTheNetwork)
{
    REQ("TUN-8");
    Away();
    WorldNode& inside = NewInside();
    // The home agent leaves the core; in the end the access router notices: RFC 4861 section 10,
    // 30 s of reachability, 5 s of delay, 3 s of probes, 3 s of resolution.
    m_world.core->Detach(m_world.agentNode->Device(3));
    for (int64_t at = SETTLED; at < SETTLED + 60; ++at)
    {
        m_world.At(Seconds(at),
                   [&]() { inside.SendUdp(m_world.Address("5::2"), m_world.Address("c::5")); });
    }
    m_world.RunUntil(Seconds(SETTLED + 65));
    const auto written = m_world.Caught(m_world.inside, [](const CaughtPacket& packet) {
        return packet.protocol == UDP;
    });
    const auto told = m_world.Caught(m_world.inside, [&](const CaughtPacket& packet) {
        return packet.icmpv6 == UNREACHABLE && packet.destination == m_world.Address("5::2");
    });
    ASSERT_FALSE(told.empty());
    EXPECT_EQ(told[0].source, m_world.Address("5::1"));
    EXPECT_EQ(told[0].octets.at(41), 3);
    const Octets quoted(told[0].octets.begin() + 48, told[0].octets.end());
    EXPECT_TRUE(std::any_of(written.begin(), written.end(), [&](const CaughtPacket& packet) {
        Octets forwarded = packet.octets;
        --forwarded[7];
        return quoted == forwarded;
    })) << "as the mobile router passed it on";
}

// RFC 2473 section 8.1: in terms of the packet that the network sent.
TEST_F(MobileRouterErrorsTest, ANarrowLinkIsToldToTheNetworkWithoutTheTunnelHeader)
{
    REQ("TUN-8");
    Away();
    m_world.core->SetAttribute("Mtu", UintegerValue(1400));
    WorldNode& inside = NewInside();
    const auto write = [&](uint32_t size) {
        inside.SendUdp(m_world.Address("5::2"), m_world.Address("c::5"), size - 48);
        m_world.RunUntil(Simulator::Now() + Seconds(2));
    };
    write(1361);
    const auto told = m_world.Caught(m_world.inside, [](const CaughtPacket& packet) {
        return packet.icmpv6 == TOO_BIG;
    });
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].destination, m_world.Address("5::2"));
    EXPECT_EQ(OctetReader(told[0].octets.data() + 44, 4).U32(), 1360U);
    // The network's node cuts the next one.
    write(1361);
    write(1360);
    EXPECT_EQ(m_world.correspondent->received.size(), 2U);
}

/// A mobile node on link a; what it sends itself passes its own tunnel.
class MobileNodeErrorsTest : public MobileNodeTest
{
  protected:
    MobileNodeErrorsTest()
    {
        m_world.correspondent->Listen();
        Registered();
        m_world.core->SetAttribute("Mtu", UintegerValue(1400));
    }

    /// The mobile node writes to the correspondent, so many octets with the IPv6 header.
    void Write(uint32_t size)
    {
        m_world.mobileNode->SendUdp(Ipv6Address::GetAny(), m_world.Address("c::5"), size - 48);
        RunFor(Seconds(2));
    }

    /// The sizes of the tunnel packets on link a since the last call.
    std::vector<std::size_t> Sizes()
    {
        const auto packets = m_world.Tunnelled(m_world.a);
        std::vector<std::size_t> sizes;
        for (; m_seen < packets.size(); ++m_seen)
        {
            sizes.push_back(packets[m_seen].octets.size());
        }
        return sizes;
    }

  private:
    std::size_t m_seen{0};
};

TEST_F(MobileNodeErrorsTest, ANarrowLinkIsToldToTheOwnSockets)
{
    Write(1460);
    EXPECT_EQ(Sizes(), std::vector<std::size_t>{1500});
    EXPECT_TRUE(m_world.correspondent->received.empty()) << "the first is lost";
    Write(1460);
    const auto sizes = Sizes();
    ASSERT_EQ(sizes.size(), 2U);
    EXPECT_LE(sizes[0], 1400U);
    EXPECT_EQ(m_world.correspondent->received.size(), 1U);
}

// What was told as a translated error is forgotten as any other.
TEST_F(MobileNodeErrorsTest, ThePathMtuIsForgottenInACrash)
{
    Write(1460);
    Sizes();
    m_world.mobileNode->stack->PowerOff();
    m_world.mobileNode->stack->PowerOn();
    RunFor(Seconds(20));
    EXPECT_TRUE(Sizes().empty());
    Write(1460);
    EXPECT_EQ(Sizes(), std::vector<std::size_t>{1500}) << "as big as the own link carries";
}

} // namespace

} // namespace ns3::nemo::tests::mip6_path_errors_mobile_test
