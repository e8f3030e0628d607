// SPDX-License-Identifier: GPL-2.0-only
// Duplicate Address Detection for a home address, on the virtual clock. RFC 6275 section 10.3.1.
// IPv6 Ready, home agent, group 2: detection of duplicates with flag L 0 and 1.
#include "nemo-requirement.h"
#include "support/home-agent-bench.h"

#include "ns3/inet6-socket-address.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <vector>

namespace ns3::nemo::tests::mip6_binding_registrar_dad_test
{

namespace
{

const Ipv6Address HOME("4::2");
const Ipv6Address LINK_LOCAL("fe80::2");
const Ipv6Address CARE_OF("7::2");
const auto FAILED = std::optional(BindingStatus::DUPLICATE_ADDRESS_DETECTION_FAILED);

/// Writes down when the home agent got updates and sent acknowledgements.
struct Clock
{
    explicit Clock(HomeAgentBench& bench)
    {
        const auto port = bench.stack->GetMessagePort();
        port->TraceConnectWithoutContext("Received", MakeCallback(&Clock::OnReceived, this));
        port->TraceConnectWithoutContext("Sent", MakeCallback(&Clock::OnSent, this));
    }

    void OnReceived(const SignalDelivery&)
    {
        received.push_back(Simulator::Now());
    }

    void OnSent(const Signal&, const Envelope&, uint32_t)
    {
        sent.push_back(Simulator::Now());
    }

    std::vector<Time> received;
    std::vector<Time> sent;
};

std::vector<HeardPacket>
Probes(const HomeAgentBench& bench, const Ipv6Address& target)
{
    return bench.neighbour->Neighbors<NeighborSolicitation>(target);
}

TEST(HomeAddressDadTest, OneSolicitationAndOneSecondBeforeTheFirstAnswer)
{
    REQ("RFC-108", "BOOK-032");
    HomeAgentBench bench;
    Clock clock(bench);
    HandUpdate update;
    bench.Register(update);
    ASSERT_EQ(clock.sent.size(), 1U);
    EXPECT_EQ(clock.sent[0] - clock.received[0], Seconds(1));
    ASSERT_EQ(Probes(bench, HOME).size(), 1U);
    const HeardPacket probe = Probes(bench, HOME)[0];
    EXPECT_TRUE(probe.source.IsAny());
    EXPECT_EQ(probe.destination, Ipv6Address::MakeSolicitedAddress(HOME));
    // Without a random delay: it leaves when the update comes.
    EXPECT_LT(probe.at - clock.received[0], MilliSeconds(1));
    // Refresh and deregistration are answered at once, without any.
    bench.neighbour->Clear();
    update.sequence = 101;
    bench.Register(update);
    update.sequence = 102;
    update.lifetime = 0;
    bench.Register(update);
    ASSERT_EQ(clock.sent.size(), 3U);
    EXPECT_EQ(clock.sent[1], clock.received[1]);
    EXPECT_EQ(clock.sent[2], clock.received[2]);
    EXPECT_TRUE(Probes(bench, HOME).empty());
}

TEST(HomeAddressDadTest, TheLinkLocalAddressIsProbedToo)
{
    HomeAgentBench bench;
    Clock clock(bench);
    HandUpdate update;
    update.flags = "AHL";
    bench.Register(update);
    EXPECT_EQ(clock.sent[0] - clock.received[0], Seconds(1));
    EXPECT_EQ(Probes(bench, HOME).size(), 1U);
    EXPECT_EQ(Probes(bench, LINK_LOCAL).size(), 1U);
}

TEST(HomeAddressDadTest, Peer_06_AnAddressThatSomebodyHasIsRefused)
{
    REQ("RFC-108");
    for (const auto& [taken, flags, isRefused] :
         std::vector<std::tuple<Ipv6Address, std::string, bool>>{{HOME, "AH", true},
                                                                 {HOME, "AHL", true},
                                                                 {LINK_LOCAL, "AHL", true},
                                                                 {LINK_LOCAL, "AH", false}})
    {
        HomeAgentBench bench;
        bench.neighbour->has = [home = taken](const Ipv6Address& address) {
            return address == home;
        };
        HandUpdate update;
        update.flags = flags;
        EXPECT_EQ(bench.Ask(update) == FAILED, isRefused) << taken << " " << flags;
        EXPECT_EQ(bench.registrar->GetCache().Size(), isRefused ? 0U : 1U);
        EXPECT_EQ(bench.stack->GetAddressProxy()->IsAnswering(HOME, bench.homeInterface),
                  !isRefused);
        EXPECT_FALSE(bench.stack->GetAddressProxy()->IsProbing(HOME, bench.homeInterface));
        EXPECT_FALSE(bench.stack->GetAddressProxy()->IsProbing(LINK_LOCAL, bench.homeInterface));
    }
}

TEST(HomeAddressDadTest, Peer_07_AnAddressThatIsProbedIsNotTaken)
{
    HomeAgentBench bench;
    const auto socket = Socket::CreateSocket(bench.node, UdpSocketFactory::GetTypeId());
    socket->Bind(Inet6SocketAddress(Ipv6Address::GetAny(), 9));
    bench.Send(HandUpdate());
    bench.Run(MilliSeconds(500));
    ASSERT_TRUE(bench.stack->GetAddressProxy()->IsProbing(HOME, bench.homeInterface));
    EXPECT_FALSE(bench.stack->GetInterfaceTable()->Has(HOME));
    bench.world->Send(MakeDatagram(Ipv6Address("3::2"), HOME, 64), bench.WorldMac());
    bench.Run(MilliSeconds(100));
    EXPECT_EQ(socket->GetRxAvailable(), 0U);
    // It is looked for on the home link, as always.
    EXPECT_EQ(Probes(bench, HOME).size(), 2U);
    bench.Run(Seconds(3));
    ASSERT_TRUE(bench.Find("4::2"));
    EXPECT_FALSE(bench.stack->GetInterfaceTable()->Has(HOME));
    EXPECT_EQ(bench.TunnelledTo(HOME), CARE_OF);
    EXPECT_EQ(socket->GetRxAvailable(), 0U);
}

TEST(HomeAddressDadTest, AnAddressThatTheHomeAgentHasOrKeepsIsRefused)
{
    HomeAgentBench bench;
    HandUpdate update;
    update.home = bench.agentAddress;
    EXPECT_EQ(bench.Ask(update), FAILED);
    // Another home prefix, and the same interface identifier.
    update.home = HOME;
    update.flags = "AHL";
    bench.Register(update);
    bench.agent->ServeLink(bench.homeInterface, P("44::/64"), bench.agentAddress);
    update.home = Ipv6Address("44::2");
    EXPECT_EQ(bench.Ask(update), FAILED);
    update.flags = "AH";
    bench.Register(update);
}

TEST(HomeAddressDadTest, TwoThatWantOneLinkLocalAddressAtOnce)
{
    HomeAgentBench bench;
    bench.agent->ServeLink(bench.homeInterface, P("44::/64"), bench.agentAddress);
    HandUpdate update;
    update.flags = "AHL";
    HandUpdate other = update;
    other.home = Ipv6Address("44::2");
    bench.Send(update);
    bench.Send(other);
    bench.Run(Seconds(3));
    EXPECT_TRUE(bench.Find("4::2"));
    EXPECT_FALSE(bench.Find("44::2"));
    EXPECT_EQ(bench.world->Acknowledgements().size(), 2U);
}

TEST(HomeAddressDadTest, UpdatesThatAreSentAgainMeanwhileDoNotStartItAnew)
{
    REQ("RFC-109");
    HomeAgentBench bench;
    bench.stack->GetAddressProxy()->SetAttribute("DupAddrDetectTransmits", UintegerValue(2));
    Clock clock(bench);
    HandUpdate update;
    bench.Send(update);
    bench.Run(MilliSeconds(1500));
    update.sequence = 101;
    update.careOf = Ipv6Address("8::2");
    bench.Send(update);
    bench.Run(MilliSeconds(100));
    update.sequence = 100; // late on its way
    update.careOf = Ipv6Address("7::2");
    bench.Send(update);
    bench.Run(Seconds(3));
    ASSERT_EQ(clock.sent.size(), 1U);
    EXPECT_EQ(clock.sent[0] - clock.received[0], Seconds(2));
    EXPECT_EQ(bench.LastAnswer().Acknowledgement()->sequence, 101);
    EXPECT_EQ(bench.LastAnswer().destination, Ipv6Address("8::2"));
    EXPECT_EQ(bench.Find("4::2")->careOfAddress, Ipv6Address("8::2"));
    EXPECT_EQ(Probes(bench, HOME).size(), 2U); // DupAddrDetectTransmits of one detection
    EXPECT_EQ(bench.Drops(DropReason::SUPERSEDED_UPDATE), 1U);
}

TEST(HomeAddressDadTest, TheWorldMayChangeMeanwhile)
{
    HomeAgentBench bench;
    HandUpdate update;
    bench.Send(update);
    bench.Run(MilliSeconds(500));
    bench.agent->Deny(HOME);
    bench.Run(Seconds(1));
    EXPECT_EQ(bench.LastAnswer().Acknowledgement()->status,
              BindingStatus::ADMINISTRATIVELY_PROHIBITED);
    EXPECT_EQ(bench.registrar->GetCache().Size(), 0U);
    bench.agent->Allow(HOME);
    // A newer update that is refused takes the older one with it.
    update.sequence = 101;
    bench.Send(update);
    bench.Run(MilliSeconds(500));
    update.sequence = 102;
    update.lifetime = 0;
    EXPECT_EQ(bench.Ask(update), std::optional(BindingStatus::NOT_HOME_AGENT_FOR_THIS_MOBILE_NODE));
    EXPECT_EQ(bench.registrar->GetCache().Size(), 0U);
    EXPECT_EQ(bench.registrar->GetPendingCount(), 0U);
    // And a crash takes it without a word.
    update.sequence = 103;
    update.lifetime = 400;
    bench.Send(update);
    bench.Run(MilliSeconds(500));
    bench.stack->PowerOff();
    bench.stack->PowerOn();
    EXPECT_EQ(bench.registrar->GetPendingCount(), 0U);
    const auto answers = bench.world->Acknowledgements().size();
    bench.Run(Seconds(3));
    EXPECT_EQ(bench.world->Acknowledgements().size(), answers);
}

TEST(HomeAddressDadTest, NobodyIsAskedForAnAddressThatIsOnNoLink)
{
    REQ("HOME-2");
    HomeAgentBench bench;
    Clock clock(bench);
    bench.agent->ServePrefix(P("5::/16"));
    HandUpdate update;
    update.home = Ipv6Address("5::fe");
    bench.Register(update);
    EXPECT_EQ(clock.sent[0], clock.received[0]);
    EXPECT_TRUE(Probes(bench, update.home).empty());
    EXPECT_TRUE(bench.neighbour->Neighbors<NeighborAdvertisement>(update.home).empty());
    EXPECT_EQ(bench.TunnelledTo(update.home), std::optional(update.careOf));
}

TEST(HomeAddressDadTest, AHomeAddressOutsideOfWhatIsServedIsNotProbed)
{
    REQ("RFC-104", "NEMO-6.2-3");
    HomeAgentBench bench;
    const std::optional notHomeSubnet(BindingStatus::NOT_HOME_SUBNET);
    bench.agent->ServeLink(bench.homeInterface, P("44::/64"), bench.agentAddress);
    bench.agent->ServeLink(bench.homeInterface, P("45::/64"), bench.agentAddress, Seconds(5));
    bench.agent->ServePrefix(P("46::/16"));
    bench.Run(Seconds(5));
    HandUpdate update;
    for (const auto& [home, isServed] : std::vector<std::pair<const char*, bool>>{{"99::1", false},
                                                                                  {"45::1", false},
                                                                                  {"44::1", true},
                                                                                  {"46::1", true}})
    {
        update.home = Ipv6Address(home);
        EXPECT_EQ(bench.Ask(update) == notHomeSubnet, !isServed) << home;
        EXPECT_EQ(bench.Find(home) != nullptr, isServed) << home;
        EXPECT_EQ(Probes(bench, update.home).empty(), update.home != Ipv6Address("44::1")) << home;
    }
}

} // namespace

} // namespace ns3::nemo::tests::mip6_binding_registrar_dad_test
