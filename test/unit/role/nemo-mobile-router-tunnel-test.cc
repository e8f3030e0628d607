// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/hand-station.h"
#include "support/only-home.h"
#include "unit/role/mobile-router-fixture.h"

#include "ns3/boolean.h"

namespace ns3::nemo::tests::nemo_mobile_router_tunnel_test
{

namespace
{

/// What is in the tunnel: the packet that came, with one hop less to go.
Octets
OneHopOn(Octets octets)
{
    --octets[7];
    return octets;
}

} // namespace

/// Tunnel, ingress filter and the checks of tunnel packets, with a scripted home agent.
class MobileRouterTunnelTest : public MobileRouterTest
{
  protected:
    /// Packets of the node inside to the correspondent, at these times.
    void SendEvery(WorldNode& inside, Time interval, Time from, Time until)
    {
        for (Time at = from; at < until; at += interval)
        {
            m_world.At(at, [this, &inside]() {
                inside.SendUdp(m_world.Address("5::2"), m_world.Address("c::5"));
            });
        }
    }

    /// A station on a link sends a tunnel packet to the mobile router.
    void SendTunnelled(const std::string& outerSource,
                       const std::string& innerSource,
                       const std::string& innerDestination)
    {
        const Octets datagram(60);
        const Octets inner = HandStation::MakePacket(m_world.Address(innerSource),
                                                     m_world.Address(innerDestination),
                                                     UDP,
                                                     datagram);
        m_station.Send(HandStation::MakePacket(m_world.Address(outerSource),
                                               m_world.Address("2::10"),
                                               IPV6,
                                               inner),
                       m_world.mobileNode->Interfaces()->LinkLayerAddress(m_world.roaming));
        m_world.RunUntil(Simulator::Now() + Seconds(5));
    }

    uint64_t Drops(DropReason reason) const
    {
        return m_world.mobileNode->Drops(reason);
    }

    HandStation m_station{m_world.a};
};

// RFC 3963 section 3: "the Mobile Router ... reverse-tunnel[s] the packet to the Home Agent through
// this tunnel. This reverse-tunneling is done by using IP-in-IP encapsulation".
TEST_F(MobileRouterTunnelTest, TunnelsWhatTheNetworkSendsToTheHomeAgent)
{
    REQ("NEMO-3-16", "NEMO-3-17", "NEMO-5.5-2");
    Away();
    WorldNode& inside = NewInside();
    inside.SendUdp(m_world.Address("5::2"), m_world.Address("c::5"));
    m_world.correspondent->SendUdp(m_world.Address("c::5"), m_world.Address("5::2"));
    m_world.RunUntil(Seconds(15));

    const auto tunnelled = Tunnelled(m_world.a);
    ASSERT_EQ(tunnelled.size(), 2U);
    const bool isUpFirst = tunnelled[0].source == m_world.Address("2::10");
    const CaughtPacket& up = tunnelled[isUpFirst ? 0 : 1];
    const CaughtPacket& down = tunnelled[isUpFirst ? 1 : 0];
    EXPECT_EQ(up.source, m_world.Address("2::10"));
    EXPECT_EQ(up.destination, m_world.Address("1::1"));
    EXPECT_EQ(up.octets[6], IPV6) << "nothing between the two headers";
    EXPECT_EQ(down.source, m_world.Address("1::1"));
    EXPECT_EQ(down.destination, m_world.Address("2::10"));
    EXPECT_EQ(down.octets[6], IPV6);

    const auto sent = m_world.Caught(m_world.inside, [this](const CaughtPacket& packet) {
        return packet.protocol == UDP && packet.source == m_world.Address("5::2");
    });
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(up.inner->octets, OneHopOn(sent[0].octets));
    EXPECT_EQ(Datagrams(m_world.a).size(), 0U);
    EXPECT_EQ(inside.received.size(), 1U);
}

// RFC 3963 section 3: "the Mobile Router ... decapsulates it and forwards it onto the interface
// where the mobile network is connected".
TEST_F(MobileRouterTunnelTest, ForwardsToTheLinkThatLeadsToTheDestination)
{
    REQ("NEMO-3-20");
    const auto second = m_world.NewLink();
    const auto behind = m_world.NewLink();
    m_world.configure = [&](MobileNode& node) {
        MobileNetwork::Ingress ingress;
        ingress.interface = m_world.mobileNode->AddInterface(second, "", true);
        ingress.addresses = {{m_world.Address("8::1"), 64}};
        dynamic_cast<MobileRouter&>(node).GetNetwork().AddIngress(ingress);
        for (const auto* prefix : {"5::", "6::", "8::"})
        {
            dynamic_cast<MobileRouter&>(node).GetNetwork().AddPrefix(m_world.Prefix(prefix));
        }
    };
    m_world.agent->prefixes = {m_world.Prefix("5::"), m_world.Prefix("6::"), m_world.Prefix("8::")};
    m_world.RouteByCore(m_world.Prefix("6::"), "c::1");
    m_world.RouteByCore(m_world.Prefix("8::"), "c::1");
    Away();
    // A router on the first link, with 6:: behind it.
    WorldNode& router = m_world.NewNode();
    router.AddInterface(m_world.inside, "fd00:0:5::3", true);
    router.AddInterface(behind, "fd00:0:6::1", true);
    m_world.mobileNode->Interfaces()->AddRoute(m_world.Prefix("6::"),
                                               m_world.Address("5::3"),
                                               InterfaceOf("5::1"));
    NewInside();
    NewInside(second, "8::2", InterfaceOf("8::1"));
    m_world.NewNode().AddInterface(behind, "fd00:0:6::9", false);
    const std::vector<std::pair<std::string, Ptr<MobileLink>>> leadsTo{{"5::2", m_world.inside},
                                                                       {"8::2", second},
                                                                       {"6::9", m_world.inside}};
    for (const auto& [destination, link] : leadsTo)
    {
        m_world.correspondent->SendUdp(m_world.Address("c::5"), m_world.Address(destination));
    }
    m_world.RunUntil(Seconds(15));

    const auto tunnelled = Tunnelled(m_world.a);
    ASSERT_EQ(tunnelled.size(), leadsTo.size());
    for (const auto& [destination, link] : leadsTo)
    {
        const auto isIt = [&, to = m_world.Address(destination)](const CaughtPacket& packet) {
            return packet.destination == to;
        };
        const auto out = std::find_if(tunnelled.begin(), tunnelled.end(), [&](const auto& packet) {
            return isIt(*packet.inner);
        });
        ASSERT_NE(out, tunnelled.end()) << destination;
        for (const auto& ingress : {m_world.inside, second})
        {
            const auto forwarded = m_world.Caught(ingress, [&](const CaughtPacket& packet) {
                return packet.protocol == UDP && isIt(packet);
            });
            ASSERT_EQ(forwarded.size(), ingress == link ? 1U : 0U) << destination;
            if (ingress == link)
            {
                EXPECT_EQ(forwarded[0].octets, OneHopOn(out->inner->octets)) << destination;
            }
        }
    }
    const auto last = Datagrams(behind);
    ASSERT_EQ(last.size(), 1U) << "by way of the router inside";
    EXPECT_EQ(last[0].destination, m_world.Address("6::9"));
}

// RFC 3963 section 3: "the Mobile Router MUST check ... the source address on the outer IPv6 header
// is the Home Agent's address".
TEST_F(MobileRouterTunnelTest, TakesTunnelPacketsFromTheHomeAgentOnly)
{
    REQ("NEMO-3-21");
    Away();
    NewInside();
    SendTunnelled("c::5", "c::5", "5::2");
    EXPECT_EQ(Drops(DropReason::BAD_OUTER_SOURCE), 1U);
    EXPECT_EQ(Datagrams(m_world.inside).size(), 0U);
    SendTunnelled("1::1", "c::5", "5::2");
    EXPECT_EQ(Drops(DropReason::BAD_OUTER_SOURCE), 1U);
    EXPECT_EQ(Datagrams(m_world.inside).size(), 1U) << "the same from the home agent";
}

// RFC 3963 section 3: "... the destination address in the inner IPv6 packet belongs to a prefix
// used in the mobile network".
TEST_F(MobileRouterTunnelTest, TakesTunnelPacketsForTheNetworkOnly)
{
    REQ("NEMO-3-22");
    Away();
    NewInside();
    const auto sentBefore = m_world.Caught(m_world.a).size();
    SendTunnelled("1::1", "c::5", "9::2");
    EXPECT_EQ(Drops(DropReason::BAD_INNER_DESTINATION), 1U);
    EXPECT_EQ(Datagrams(m_world.inside).size(), 0U);
    const auto since = m_world.Caught(m_world.a);
    for (auto i = sentBefore; i < since.size(); ++i)
    {
        const bool isReturned = since[i].from != m_station.LinkLayer() && since[i].inner;
        EXPECT_FALSE(isReturned) << "nothing goes back to the home agent";
    }
    SendTunnelled("1::1", "c::5", "1::10");
    EXPECT_EQ(Drops(DropReason::BAD_INNER_DESTINATION), 1U) << "its own home address is fine";
}

// RFC 3963 section 5.3: an acknowledgement with status 0 and R is what lets it assume that the home
// agent forwards; section 5.5: and what sets up its end of the tunnel.
TEST_F(MobileRouterTunnelTest, HasNoTunnelBeforeTheAcknowledgement)
{
    REQ("NEMO-5.3-1", "NEMO-5.5-1");
    m_world.agent->delay = MilliSeconds(500);
    MobileRouter& router = m_world.NewMobileRouter(m_world.a);
    WorldNode& inside = NewInside();
    SendEvery(inside, MilliSeconds(10), Seconds(1), Seconds(10));
    m_world.RunUntil(Seconds(10));

    const auto acknowledgements = Acknowledgements(m_world.a);
    ASSERT_EQ(acknowledgements.size(), 1U);
    const Time acknowledged = *m_world.Last(HandoverPhase::ACKNOWLEDGED);
    const auto tunnelled = Tunnelled(m_world.a);
    ASSERT_FALSE(tunnelled.empty());
    // Sent every 10 ms, and 1 ms on the way on the link inside.
    EXPECT_GE(tunnelled[0].at, acknowledged);
    EXPECT_LE(tunnelled[0].at, acknowledged + MilliSeconds(10));
    EXPECT_EQ(Datagrams(m_world.a).size(), 0U);
    EXPECT_EQ(Datagrams(m_world.inside).size(), 900U);
    EXPECT_EQ(Drops(DropReason::NO_TUNNEL) + tunnelled.size(), 900U);
    EXPECT_TRUE(RegistrationOf(router).IsBound());
}

TEST_F(MobileRouterTunnelTest, TakesNothingOutOfTunnelsBeforeTheAcknowledgement)
{
    REQ("NEMO-5.5-1");
    m_world.agent->answer = [](const auto&) { return std::nullopt; };
    m_world.NewMobileRouter(m_world.a);
    m_world.RunUntil(Seconds(SETTLED));
    ASSERT_GE(Updates(m_world.a).size(), 1U);
    NewInside();
    SendTunnelled("1::1", "c::5", "5::2");
    EXPECT_EQ(Datagrams(m_world.inside).size(), 0U);
}

// RFC 3963 section 5.3: without R nothing is assumed, whatever the status.
TEST_F(MobileRouterTunnelTest, HasNoTunnelByAnAcknowledgementWithoutR)
{
    REQ("NEMO-5.3-1");
    m_world.agent->answer = [](const ScriptedHomeAgent::Update& update) {
        BindingAcknowledgement body;
        body.sequence = update.Body().sequence;
        body.lifetime = update.Body().lifetime;
        return body;
    };
    m_world.NewMobileRouter(m_world.a);
    WorldNode& inside = NewInside();
    SendEvery(inside, MilliSeconds(100), Seconds(1), Seconds(10));
    m_world.RunUntil(Seconds(10));
    ASSERT_GE(Acknowledgements(m_world.a).size(), 1U);
    EXPECT_EQ(Tunnelled(m_world.a).size(), 0U);
    EXPECT_EQ(Drops(DropReason::NO_TUNNEL), 90U);
}

/// The parameter is the attribute KeepTunnel.
class MobileRouterHandoverTest : public MobileRouterTunnelTest,
                                 public testing::WithParamInterface<bool>
{
};

// RFC 3963 section 5.3; AMB-29: silent until the acknowledgement unless told otherwise.
TEST_P(MobileRouterHandoverTest, UsesTheTunnelFromTheNewAddressWhenItMay)
{
    REQ("NEMO-5.3-1+2");
    m_world.configure = [](MobileNode& node) {
        node.SetAttribute("KeepTunnel", BooleanValue(GetParam()));
    };
    m_world.agent->delay = MilliSeconds(40);
    Away();
    WorldNode& inside = NewInside();
    m_world.At(Seconds(20), [this]() { m_world.Move(m_world.b); });
    // A router that has to ask for its neighbour first would drop all but the last three packets.
    m_world.At(Seconds(19), [this]() {
        m_world.routerB->SendUdp(Ipv6Address::GetAny(), m_world.Address("c::1"));
    });
    SendEvery(inside, MilliSeconds(2), Seconds(19), Seconds(24));
    m_world.RunUntil(Seconds(25));

    const auto updates = Updates(m_world.b);
    ASSERT_EQ(updates.size(), 1U);
    const Time acknowledged = *m_world.Last(HandoverPhase::ACKNOWLEDGED);
    ASSERT_GE(acknowledged, updates[0].at + MilliSeconds(40));
    const auto tunnelled = Tunnelled(m_world.b);
    ASSERT_FALSE(tunnelled.empty());
    const Time allowed = GetParam() ? updates[0].at : acknowledged;
    EXPECT_GE(tunnelled[0].at, allowed);
    EXPECT_LE(tunnelled[0].at, allowed + MilliSeconds(2));
    EXPECT_EQ(Datagrams(m_world.b).size(), 0U);
    EXPECT_GT(Drops(DropReason::NO_TUNNEL), 0U);
    for (const CaughtPacket& packet : tunnelled)
    {
        EXPECT_EQ(packet.source, m_world.Address("4::10"));
    }
}

INSTANTIATE_TEST_SUITE_P(KeepTunnel, MobileRouterHandoverTest, testing::Bool());

// RFC 3963 section 5.5: all traffic to and from the mobile network.
TEST_F(MobileRouterTunnelTest, TunnelsWhatIsForTheVisitedLinkToo)
{
    REQ("NEMO-5.5-3");
    Away();
    WorldNode& inside = NewInside();
    m_world.routerA->Listen();
    inside.SendUdp(m_world.Address("5::2"), m_world.Address("2::1"));
    m_world.RunUntil(Seconds(15));
    const auto tunnelled = Tunnelled(m_world.a);
    ASSERT_EQ(tunnelled.size(), 1U);
    EXPECT_EQ(tunnelled[0].destination, m_world.Address("1::1"));
    EXPECT_EQ(tunnelled[0].inner->destination, m_world.Address("2::1"));
    EXPECT_EQ(Datagrams(m_world.a).size(), 0U);
    EXPECT_EQ(m_world.routerA->received.size(), 1U) << "by way of the home agent";
}

} // namespace ns3::nemo::tests::nemo_mobile_router_tunnel_test
