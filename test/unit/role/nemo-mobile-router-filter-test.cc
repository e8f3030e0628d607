// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/hand-station.h"
#include "unit/role/mobile-router-fixture.h"

namespace ns3::nemo::tests::nemo_mobile_router_filter_test
{

namespace
{

/// UDP from port 9 to port 9, 60 octets.
Octets
Datagram()
{
    Octets datagram{0, 9, 0, 9, 0, 60, 0, 0};
    datagram.resize(60);
    return datagram;
}

} // namespace

/// The ingress filter of a mobile router that is away. RFC 3963 section 9.
class MobileRouterFilterTest : public MobileRouterTest
{
  protected:
    MobileRouterFilterTest()
    {
        m_world.configure = [this](MobileNode& node) {
            auto& network = dynamic_cast<MobileRouter&>(node).GetNetwork();
            network.AddPrefix(m_world.Prefix("5::"));
            network.AddPrefix(m_world.Prefix("6::"));
        };
        Away();
    }

    /// A station inside sends a packet to the mobile router's link-layer address.
    void Send(const Ipv6Address& source,
              const Ipv6Address& destination,
              uint8_t protocol = UDP,
              const Octets& payload = Datagram())
    {
        m_station.Send(HandStation::MakePacket(source, destination, protocol, payload, 255),
                       m_world.mobileNode->Interfaces()->LinkLayerAddress(InterfaceOf("5::1")));
        m_world.RunUntil(Simulator::Now() + Seconds(1));
    }

    /// Does the mobile router tunnel a packet from this source to the correspondent?
    bool Tunnels(const std::string& source)
    {
        const auto before = Tunnelled(m_world.a).size();
        Send(m_world.Address(source), m_world.Address("c::5"));
        const auto after = Tunnelled(m_world.a);
        EXPECT_LE(after.size(), before + 1);
        EXPECT_EQ(Datagrams(m_world.a).size(), 0U) << "nor past the tunnel";
        return after.size() > before && after.back().inner->source == m_world.Address(source);
    }

    uint64_t Filtered() const
    {
        return m_world.mobileNode->Drops(DropReason::INGRESS_FILTER);
    }

    HandStation m_station{m_world.inside};
};

TEST_F(MobileRouterFilterTest, StopsSourcesThatAreNotOfTheNetwork)
{
    REQ("NEMO-9-2", "NEMO-9-3");
    EXPECT_TRUE(Tunnels("5::2"));
    EXPECT_TRUE(Tunnels("6::9")) << "behind another router of the network";
    EXPECT_EQ(Filtered(), 0U);
    EXPECT_FALSE(Tunnels("c::99")) << "of anywhere";
    EXPECT_EQ(Filtered(), 1U);
    EXPECT_FALSE(Tunnels("2::5")) << "of the visited link";
    EXPECT_EQ(Filtered(), 2U);
    EXPECT_FALSE(Tunnels("1::10")) << "the home address";
    EXPECT_EQ(Filtered(), 3U);
}

TEST_F(MobileRouterFilterTest, StopsTheRoutersOwnAddressesAsSources)
{
    REQ("NEMO-9-4");
    EXPECT_FALSE(Tunnels("5::1"));
    EXPECT_EQ(Filtered(), 1U);
    EXPECT_TRUE(Tunnels("5::11"));
    EXPECT_EQ(Filtered(), 1U);
}

// RFC 3963 section 9: "the Mobile Router SHOULD also perform ingress filtering on the inner packet"
// that it takes out of a tunnel from its own network.
TEST_F(MobileRouterFilterTest, LooksIntoTunnelsOfTheNetworkThatEndHere)
{
    REQ("NEMO-9-5");
    const auto enter = [this](const std::string& innerSource) {
        const auto before = Tunnelled(m_world.a).size();
        const Octets inner = HandStation::MakePacket(m_world.Address(innerSource),
                                                     m_world.Address("c::5"),
                                                     UDP,
                                                     Datagram());
        Send(m_world.Address("5::2"), m_world.Address("5::1"), IPV6, inner);
        const auto after = Tunnelled(m_world.a);
        EXPECT_EQ(Datagrams(m_world.a).size(), 0U) << "past the tunnel";
        return after.size() > before && after.back().inner->source == m_world.Address(innerSource);
    };
    EXPECT_TRUE(enter("5::3"));
    EXPECT_TRUE(enter("6::9"));
    EXPECT_EQ(Filtered(), 0U);
    EXPECT_FALSE(enter("9::9")) << "not of the network";
    EXPECT_EQ(Filtered(), 1U);
    EXPECT_FALSE(enter("5::1")) << "the router's own";
    EXPECT_EQ(Filtered(), 2U);
    EXPECT_FALSE(enter("1::10")) << "the router's own";
    EXPECT_EQ(Filtered(), 3U);
}

// AMB-17: what does not enter a tunnel is none of the filter's business.
TEST_F(MobileRouterFilterTest, LooksOnlyAtWhatWouldEnterTheTunnel)
{
    REQ("NEMO-9-2+1");
    // A host starts up: Duplicate Address Detection for two addresses, and a solicitation.
    WorldNode& host = m_world.NewNode();
    const uint32_t interface = host.AddInterface(m_world.inside, "", false);
    RouterDiscovery::Config config;
    config.interfaceIdentifier = 0x77;
    host.stack->GetRouterDiscovery()->Start(interface, config);
    m_world.RunUntil(Seconds(SETTLED + 10));
    const Ipv6Address linkLocal("fe80::99");
    const auto probes = m_world.Caught(m_world.inside, [](const CaughtPacket& packet) {
        return packet.icmpv6 == 135 && packet.source.IsAny();
    });
    ASSERT_GE(probes.size(), 1U);
    // Multicast Listener Discovery: type 143, no groups (RFC 3810 section 5.2).
    Send(linkLocal, Ipv6Address("ff02::16"), 58, {143, 0, 0, 0, 0, 0, 0, 0});
    // Traffic with the mobile router itself, whatever the source.
    m_world.mobileNode->Listen();
    Send(linkLocal, m_world.Address("5::1"));
    Send(m_world.Address("5::2"), m_world.Address("5::1"));
    Send(m_world.Address("5::2"), m_world.Address("1::10"));
    Send(m_world.Address("c::99"), m_world.Address("5::1"));
    // A link-local source leads nowhere (RFC 4291 section 2.5.6), but this is no spoofing.
    Send(linkLocal, m_world.Address("c::5"));
    EXPECT_EQ(Filtered(), 0U);
    EXPECT_EQ(Tunnelled(m_world.a).size(), 0U);
    host.SendUdp(Ipv6Address::GetAny(), m_world.Address("5::1"));
    m_world.RunUntil(Simulator::Now() + Seconds(1));
    EXPECT_EQ(m_world.mobileNode->received.size(), 5U) << "the last from the host";
    EXPECT_EQ(Filtered(), 0U);

    EXPECT_FALSE(Tunnels("c::99"));
    EXPECT_EQ(Filtered(), 1U);
}

// Only nodes inside have such a source; outside anybody can write it, and would be let into the
// tunnel to the home agent.
TEST_F(MobileRouterFilterTest, TakesNoTunnelOfTheNetworkFromOutside)
{
    HandStation outside(m_world.a);
    const auto roaming = m_world.mobileNode->Interfaces()->LinkLayerAddress(m_world.roaming);
    const Octets inner =
        HandStation::MakePacket(m_world.Address("5::3"), m_world.Address("c::5"), UDP, Datagram());
    Octets behindOptions(264, 0); // so long that PacketPath delivers what is behind anew
    behindOptions[0] = IPV6;
    behindOptions[1] = 32;
    behindOptions[2] = 1;
    behindOptions[3] = 253;
    behindOptions[257] = 1;
    behindOptions[258] = 5;
    behindOptions.insert(behindOptions.end(), inner.begin(), inner.end());
    uint64_t refused = m_world.mobileNode->Drops(DropReason::BAD_OUTER_SOURCE);
    for (const auto& [next, payload] :
         {std::pair(IPV6, inner), std::pair(uint8_t{60}, behindOptions)})
    {
        outside.Send(HandStation::MakePacket(m_world.Address("5::2"),
                                             m_world.Address("2::10"),
                                             next,
                                             payload),
                     roaming);
        m_world.RunUntil(Simulator::Now() + Seconds(1));
        EXPECT_EQ(m_world.mobileNode->Drops(DropReason::BAD_OUTER_SOURCE), ++refused);
    }
    EXPECT_EQ(Tunnelled(m_world.a).size(), 2U) << "only these themselves";
}

} // namespace ns3::nemo::tests::nemo_mobile_router_filter_test
