// SPDX-License-Identifier: GPL-2.0-only
// What MobilityRouting makes of the verdicts of Steering, between ns-3's routing and PacketPath.
#include "support/chain-test.h"

#include "ns3/ipv6-route.h"
#include "ns3/mip6-mobility-routing.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_mobility_routing_test
{

namespace
{

const Ipv6Address ELSEWHERE("fd00:b::99");

/// The home agent of the chain, which forwards what the correspondent sends.
class MobilityRoutingTest : public ChainTest
{
  protected:
    MobilityRoutingTest()
    {
        chain.SetUpTunnel();
        CountDrops(HA);
    }

    MobilityRouting& Routing()
    {
        return *chain.At(HA).routing;
    }

    /// Let the home agent do this with packets for ELSEWHERE.
    void Rule(const SteeringAction& action)
    {
        auto rule = std::make_shared<SteeringRule>();
        rule->forwarded = action;
        rule->originated = action;
        chain.At(HA).steering->ToAddress(ELSEWHERE, rule);
    }

    /// What the home agent sends back when the correspondent writes to an address.
    std::vector<Octets> Answers(const Ipv6Address& destination)
    {
        Tap back(chain.At(HA), chain.LeftInterface(HA));
        SendAt(3, Socket6(CN), destination, 10);
        Run();
        return back.packets;
    }

    /// Asks for a route of what the home agent itself sends.
    Ptr<Ipv6Route> RouteFor(const Ipv6Address& source,
                            const Ipv6Address& destination,
                            Ptr<NetDevice> device = nullptr)
    {
        Ipv6Header header;
        header.SetSource(source);
        header.SetDestination(destination);
        Socket::SocketErrno error = Socket::ERROR_NOTERROR;
        const auto route = Routing().RouteOutput(nullptr, header, device, error);
        EXPECT_EQ(error, route ? Socket::ERROR_NOTERROR : Socket::ERROR_NOROUTETOHOST);
        return route;
    }

    Ptr<NetDevice> TransformDevice()
    {
        return chain.At(HA).ipv6->GetNetDevice(Routing().GetTransformInterface());
    }
};

TEST_F(MobilityRoutingTest, LeavesToOthersWhatIsNotSteered)
{
    const Ipv6Address any = Ipv6Address::GetAny();
    EXPECT_FALSE(RouteFor(any, ELSEWHERE));
    EXPECT_FALSE(RouteFor(any, Ipv6Address("ff02::1")));
    EXPECT_FALSE(RouteFor(any, Ipv6Address("fe80::1")));
    EXPECT_FALSE(RouteFor(any, ChainTopology::Address(1, 1))) << "an own address";
    EXPECT_FALSE(RouteFor(any,
                          ChainTopology::Home(),
                          chain.At(HA).ipv6->GetNetDevice(chain.LeftInterface(HA))))
        << "the socket wants another device";
}

// RFC 2464 section 7: the packet goes to the group's link-layer address.
TEST_F(MobilityRoutingTest, NoRouterIsTheNextHopToAGroup)
{
    auto& node = chain.At(MN);
    node.steering->PreferSource(std::nullopt);
    const auto route = [&](const char* group, Ptr<NetDevice> device) {
        Ipv6Header header;
        header.SetSource(ChainTopology::Address(2, 2));
        header.SetDestination(Ipv6Address(group));
        Socket::SocketErrno error = Socket::ERROR_NOTERROR;
        return node.routing->RouteOutput(nullptr, header, device, error);
    };
    const auto left = node.ipv6->GetNetDevice(chain.LeftInterface(MN));
    for (const Ptr<NetDevice>& device : {Ptr<NetDevice>(), left})
    {
        const auto found = route("ff0e::77", device);
        ASSERT_TRUE(found);
        EXPECT_EQ(found->GetOutputDevice(), left);
        EXPECT_TRUE(found->GetGateway().IsAny());
        EXPECT_FALSE(route("ff02::77", device));
    }
}

TEST_F(MobilityRoutingTest, SendsWhatIsSteeredOutByTheTransformDevice)
{
    const Ipv6Address given = ChainTopology::Address(0, 2);
    const auto route = RouteFor(given, ChainTopology::Home());
    ASSERT_TRUE(route);
    EXPECT_EQ(route->GetOutputDevice(), TransformDevice());
    EXPECT_EQ(route->GetSource(), given);
    EXPECT_EQ(route->GetDestination(), ChainTopology::Home());
    EXPECT_TRUE(RouteFor(given, ChainTopology::Home(), TransformDevice()));
    // Without a source: the one that the way to the tunnel's end has.
    const auto open = RouteFor(Ipv6Address::GetAny(), ChainTopology::Home());
    ASSERT_TRUE(open);
    EXPECT_EQ(open->GetSource(), ChainTopology::Address(1, 1));
}

// A pair is found by both ends, also if the socket leaves its own to ns-3's choice.
TEST_F(MobilityRoutingTest, AnOpenSourceIsTheOneThatTheNodeHasNow)
{
    chain.At(CN).Carry();
    auto& node = chain.At(CN);
    const Ipv6Address own = ChainTopology::Address(0, 1);
    const Ipv6Address second("fd00:c::7");
    const auto sourceOfRoute = [&]() -> std::optional<Ipv6Address> {
        Ipv6Header header;
        header.SetDestination(ELSEWHERE);
        Socket::SocketErrno error = Socket::ERROR_NOTERROR;
        const auto route = node.routing->RouteOutput(nullptr, header, nullptr, error);
        return route ? std::optional(route->GetSource()) : std::nullopt;
    };
    node.steering->Optimised().SendTo(own, ELSEWHERE, ChainTopology::Address(2, 2));
    EXPECT_EQ(sourceOfRoute(), std::optional(own));
    // ns-3 takes the last address of an interface if none is of the destination's network.
    const uint32_t interface = chain.RightInterface(CN);
    node.ipv6->AddAddress(interface, Ipv6InterfaceAddress(second, Ipv6Prefix(64)));
    EXPECT_EQ(sourceOfRoute(), std::nullopt);
    node.steering->Optimised().SendTo(second, ELSEWHERE, ChainTopology::Address(2, 2));
    EXPECT_EQ(sourceOfRoute(), std::optional(second));
    node.ipv6->RemoveAddress(interface, second);
    EXPECT_EQ(sourceOfRoute(), std::optional(own));
}

TEST_F(MobilityRoutingTest, AMobileNodePrefersItsHomeAddress)
{
    Ipv6Header header;
    header.SetDestination(ChainTopology::Address(0, 1));
    Socket::SocketErrno error = Socket::ERROR_NOTERROR;
    const auto route = chain.At(MN).routing->RouteOutput(nullptr, header, nullptr, error);
    ASSERT_TRUE(route);
    EXPECT_EQ(route->GetSource(), ChainTopology::Home());
    // But what has a care-of address as its source goes as it would without mobility.
    header.SetSource(ChainTopology::Address(2, 2));
    EXPECT_FALSE(chain.At(MN).routing->RouteOutput(nullptr, header, nullptr, error));
}

// RFC 4443 section 3.1.
TEST_F(MobilityRoutingTest, TellsTheSourceOfWhatIsRefused)
{
    Rule({Verdict::REFUSE, {}, 1, DropReason::NO_TUNNEL});
    const auto answers = Answers(ELSEWHERE);
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers[0][6], 58);
    EXPECT_EQ(answers[0][40], 1);
    EXPECT_EQ(answers[0][41], 1) << "the code of the rule";
    EXPECT_EQ(OctetReader(answers[0].data() + 48 + 24, 16).Address(), ELSEWHERE) << "quoted";
    EXPECT_EQ(drops[DropReason::NO_TUNNEL], 1);
}

TEST_F(MobilityRoutingTest, DropsInSilenceWhatIsToBeDropped)
{
    Rule({Verdict::DROP, {}, 0, DropReason::INGRESS_FILTER});
    EXPECT_TRUE(Answers(ELSEWHERE).empty());
    EXPECT_EQ(drops[DropReason::INGRESS_FILTER], 1);
}

TEST_F(MobilityRoutingTest, ForwardsFromAFilteredInterfaceOnlyWhatIsAdmitted)
{
    auto sink = Socket6(MN);
    auto source = Socket6(CN);
    SendAt(1, source, ChainTopology::Home(), 11);
    Simulator::Schedule(Seconds(2), [this] {
        chain.At(HA).steering->AdmitOnly(chain.LeftInterface(HA),
                                         {*NetworkPrefix::Parse("fd00:7::/64")});
    });
    SendAt(3, source, ChainTopology::Home(), 12);
    Simulator::Schedule(Seconds(4),
                        [this] { chain.At(HA).steering->AdmitAll(chain.LeftInterface(HA)); });
    SendAt(5, source, ChainTopology::Home(), 13);
    Run();
    ASSERT_EQ(received.size(), 2U);
    EXPECT_EQ(received[1].second, 13U);
    EXPECT_EQ(drops[DropReason::INGRESS_FILTER], 1);
}

// RFC 4861 section 7.2.3: solicitations for an address that the node answers for are for itself,
// also those that a neighbour sends to the address alone.
TEST_F(MobilityRoutingTest, SolicitationsForAProxiedAddressAreDelivered)
{
    std::vector<std::pair<Ipv6Address, uint32_t>> asked;
    Routing().SetProxyQuery([&](const Ipv6Address& address, uint32_t interface) {
        asked.emplace_back(address, interface);
        return address == ELSEWHERE;
    });
    int delivered = 0;
    const auto offer = [&](uint8_t type, uint8_t hopLimit, const Ipv6Address& destination) {
        const Octets message{type, 0, 0, 0};
        Ipv6Header header;
        header.SetNextHeader(58);
        header.SetHopLimit(hopLimit);
        header.SetSource(ChainTopology::Address(0, 1));
        header.SetDestination(destination);
        const int before = delivered;
        Routing().RouteInput(Create<Packet>(message.data(), 4),
                             header,
                             chain.At(HA).ipv6->GetNetDevice(chain.LeftInterface(HA)),
                             {},
                             {},
                             Callback<void, Ptr<const Packet>, const Ipv6Header&, uint32_t>(
                                 [&](Ptr<const Packet>, const Ipv6Header&, uint32_t interface) {
                                     EXPECT_EQ(interface, chain.LeftInterface(HA));
                                     ++delivered;
                                 }),
                             {});
        return delivered > before;
    };
    EXPECT_TRUE(offer(135, 255, ELSEWHERE));
    EXPECT_EQ(asked.back(), std::make_pair(ELSEWHERE, chain.LeftInterface(HA)));
    EXPECT_FALSE(offer(135, 254, ELSEWHERE)) << "from another link";
    EXPECT_FALSE(offer(136, 255, ELSEWHERE)) << "no solicitation";
    EXPECT_FALSE(offer(135, 255, Ipv6Address("fd00:b::98"))) << "not answered for";
}

// The device has a link-local address as any other, but there is no link behind it.
TEST_F(MobilityRoutingTest, NothingLinkLocalLeavesByTheTransformDevice)
{
    Tap left(chain.At(HA), chain.LeftInterface(HA));
    Tap right(chain.At(HA), chain.RightInterface(HA));
    Ipv6Header header;
    header.SetSource(Ipv6Address("fe80::1"));
    header.SetDestination(Ipv6Address("ff02::2"));
    header.SetNextHeader(59);
    auto packet = Create<Packet>();
    packet->AddHeader(header);
    EXPECT_FALSE(TransformDevice()->Send(packet,
                                         TransformDevice()->GetBroadcast(),
                                         Ipv6L3Protocol::PROT_NUMBER));
    Run();
    EXPECT_TRUE(left.packets.empty());
    EXPECT_TRUE(right.packets.empty());
}

} // namespace

} // namespace ns3::nemo::tests::mip6_mobility_routing_test
