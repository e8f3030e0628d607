// SPDX-License-Identifier: GPL-2.0-only
// A home agent octet by octet, and what configures it.
#include "nemo-requirement.h"
#include "support/home-agent-bench.h"
#include "support/routable-vector.h"
#include "unit/wire/wire-data.h"

#include "ns3/ipv6-routing-table-entry.h"
#include "ns3/ipv6-static-routing-helper.h"
#include "ns3/mip6-home-agent.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::mip6_home_agent_test
{

namespace
{

const Ipv6Address HOME("4::2");

/// The Neighbor Advertisements for a target that the home link has seen.
std::vector<HeardPacket>
Advertisements(const HomeAgentBench& bench, const Ipv6Address& target)
{
    return bench.neighbour->Neighbors<NeighborAdvertisement>(target);
}

/// The home agent of the vectors: 2000:db9:1::1 with link-layer address 02:00:00:00:00:01.
struct VectorBench : HomeAgentBench
{
    VectorBench()
        : HomeAgentBench(true, "2000:db9:1::1")
    {
        agent->SetAttribute("MaxNeighborAdvertisement", UintegerValue(0));
        agent->SetAttribute("LifetimeMax", StringValue("960s"));
        agent->SetAttribute("RefreshAdvice", StringValue("720s"));
    }
};

TEST(HomeAgentTest, TheExamplesOfTheVectors)
{
    REQ("RFC-117", "RFC-118", "BOOK-012");
    VectorBench bench;
    bench.world->Send(RoutableVector("bu_home"), bench.WorldMac());
    bench.Run(Seconds(3));
    ASSERT_EQ(bench.world->Acknowledgements().size(), 1U);
    EXPECT_EQ(ToHex(bench.LastAnswer().octets), ToHex(RoutableVector("ba_home")));
    const Ipv6Address home("2000:db9:1::10");
    ASSERT_EQ(Advertisements(bench, home).size(), 1U);
    EXPECT_EQ(ToHex(Advertisements(bench, home)[0].octets), ToHex(RoutableVector("na_proxy")));
    bench.neighbour->has = [home](const Ipv6Address& address) { return address == home; };
    bench.neighbour->Send(RoutableVector("bu_dereg_home"), bench.HomeMac());
    bench.Run(Seconds(3));
    const auto answers = bench.neighbour->Acknowledgements();
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(ToHex(answers[0].octets), ToHex(RoutableVector("ba_dereg_home")));
}

TEST(HomeAgentTest, TheSequenceNumberOfTheVectors)
{
    REQ("RFC-092", "RFC-117");
    VectorBench bench;
    HandUpdate update;
    update.home = Ipv6Address("2000:db9:1::10");
    update.careOf = Ipv6Address("2000:db9:2::10");
    update.destination = bench.agentAddress;
    update.sequence = 2000;
    bench.Register(update);
    update.sequence = 7;
    bench.Ask(update);
    EXPECT_EQ(ToHex(bench.LastAnswer().octets), ToHex(RoutableVector("ba_seq_out_of_window")));
    // Deregistration abroad: by routing header, lifetime 0, and no advice although there is one.
    update.sequence = 2001;
    update.lifetime = 0;
    bench.Ask(update);
    const HeardPacket answer = bench.LastAnswer();
    EXPECT_EQ(answer.routing, std::optional(update.home));
    EXPECT_EQ(answer.destination, update.careOf);
    EXPECT_EQ(answer.Acknowledgement()->lifetime, 0U);
    EXPECT_FALSE(answer.signal->Option<BindingRefreshAdvice>());
}

TEST(HomeAgentTest, PolicyAndResources)
{
    REQ("RFC-105");
    HomeAgentBench bench;
    bench.agent->SetAttribute("MaxBindings", UintegerValue(2));
    bench.agent->Deny(HOME);
    HandUpdate update;
    EXPECT_EQ(bench.Ask(update), std::optional(BindingStatus::ADMINISTRATIVELY_PROHIBITED));
    bench.agent->Allow(HOME);
    bench.Register(update);
    update.home = Ipv6Address("4::10");
    bench.Register(update);
    update.home = Ipv6Address("4::11");
    EXPECT_EQ(bench.Ask(update), std::optional(BindingStatus::INSUFFICIENT_RESOURCES));
    update.home = HOME;
    update.sequence = 101;
    bench.Register(update); // a refresh needs no more room
}

TEST(HomeAgentTest, WhatWaitsTakesRoom)
{
    REQ("RFC-105");
    HomeAgentBench bench;
    bench.agent->SetAttribute("MaxBindings", UintegerValue(2));
    HandUpdate update;
    for (const char* home : {"4::10", "4::11", "4::12", "4::13"})
    {
        update.home = Ipv6Address(home);
        bench.Send(update);
    }
    bench.Run(MilliSeconds(500));
    EXPECT_EQ(bench.registrar->GetPendingCount(), 2U);
    // What waits already may be sent again.
    update.home = Ipv6Address("4::11");
    update.sequence = 101;
    bench.Send(update);
    bench.Run(Seconds(3));
    const std::vector<std::pair<Ipv6Address, BindingStatus>> expected{
        {"4::12", BindingStatus::INSUFFICIENT_RESOURCES},
        {"4::13", BindingStatus::INSUFFICIENT_RESOURCES},
        {"4::10", BindingStatus::ACCEPTED},
        {"4::11", BindingStatus::ACCEPTED}};
    EXPECT_EQ(bench.judged, expected);
}

TEST(HomeAgentTest, WhatWasDeletedTakesRoomUntilItIsForgotten)
{
    REQ("RFC-105");
    HomeAgentBench bench;
    bench.agent->SetAttribute("MaxBindings", UintegerValue(2));
    HandUpdate update;
    for (const char* home : {"4::10", "4::11"})
    {
        update.home = Ipv6Address(home);
        update.sequence = 100;
        update.lifetime = 400;
        bench.Register(update);
        update.sequence = 101;
        update.lifetime = 0;
        bench.Register(update);
    }
    ASSERT_EQ(bench.registrar->GetCache().StubCount(), 2U);
    HandUpdate other;
    other.home = Ipv6Address("4::12");
    EXPECT_EQ(bench.Ask(other), std::optional(BindingStatus::INSUFFICIENT_RESOURCES));
    update.sequence = 102;
    update.lifetime = 400;
    bench.Register(update); // it has its room already
    bench.Run(Seconds(10)); // MAX_DELETE_BCE_TIMEOUT
    other.sequence = 101;
    bench.Register(other);
}

TEST(HomeAgentTest, ASlowRefreshTakesNoMoreRoom)
{
    HomeAgentBench bench;
    bench.agent->SetAttribute("MaxBindings", UintegerValue(2));
    bench.agent->GetPrefixTable().Add(HOME, P("5::/64"));
    HandUpdate update;
    update.home = HOME;
    update.flags = "AHR";
    bench.Register(update);
    bench.agent->SetForwardingSetup([](const auto&, const auto&) { return Seconds(5); });
    bench.agent->GetPrefixTable().Add(HOME, P("6::/64"));
    update.sequence = 101;
    bench.Send(update);
    bench.Run(MilliSeconds(100));
    ASSERT_EQ(bench.registrar->GetPendingCount(), 1U);
    HandUpdate other;
    other.home = Ipv6Address("4::10");
    bench.Register(other);
}

TEST(HomeAgentTest, TheLongestPrefixServes)
{
    HomeAgentBench bench;
    bench.agent->ServePrefix(P("4::/16"), Seconds(20));
    HandUpdate update;
    bench.Register(update); // in 4::/64, which has no end
    EXPECT_EQ(bench.LastAnswer().Acknowledgement()->lifetime, 400U);
    update.home = Ipv6Address("4:0:0:1::2");
    bench.Ask(update);
    EXPECT_LT(bench.LastAnswer().Acknowledgement()->lifetime, 20U);
    EXPECT_EQ(bench.LastAnswer().Acknowledgement()->status,
              BindingStatus::ACCEPTED_PREFIX_DISCOVERY_NECESSARY);
    bench.Run(Seconds(20));
    EXPECT_FALSE(bench.Find("4:0:0:1::2"));
    EXPECT_TRUE(bench.Find("4::2"));
}

TEST(HomeAgentTest, AStaticRouteStaysWhateverIsBound)
{
    REQ("NEMO-3-29");
    HomeAgentBench bench;
    bench.agent->AddRouteVia(P("5::/64"), HOME);
    bench.agent->GetPrefixTable().Add(HOME, P("5::/64"));
    const auto isThere = [&] {
        Ipv6StaticRoutingHelper helper;
        const auto routing = helper.GetStaticRouting(bench.node->GetObject<Ipv6>());
        for (uint32_t i = 0; i < routing->GetNRoutes(); ++i)
        {
            const auto route = routing->GetRoute(i);
            if (route.GetDestNetwork() == Ipv6Address("5::") && route.GetGateway() == HOME)
            {
                return true;
            }
        }
        return false;
    };
    EXPECT_TRUE(isThere());
    // At home the router has the packets itself.
    bench.neighbour->has = [](const Ipv6Address& address) { return address == HOME; };
    const Ipv6Address inside("5::2");
    const auto isForwarded = [&](const HeardPacket& packet) {
        return packet.octets == MakeDatagram(Ipv6Address("3::2"), inside, 63);
    };
    EXPECT_FALSE(bench.TunnelledTo(inside));
    bench.Run(Seconds(1));
    EXPECT_EQ(bench.neighbour->Heard(isForwarded).size(), 1U);
    // Away they are tunnelled.
    bench.neighbour->has = [](const Ipv6Address&) { return false; };
    HandUpdate update;
    update.flags = "AHR";
    update.lifetime = 40;
    bench.Register(update);
    EXPECT_EQ(bench.TunnelledTo(inside), std::optional(update.careOf));
    EXPECT_TRUE(isThere());
    // Neither bound nor there: the neighbours are asked in vain, and the sender is told so. The
    // first packet only shows that the neighbour of old is gone (RFC 4861 section 7.3.3).
    bench.Run(Seconds(100));
    bench.world->Clear();
    EXPECT_FALSE(bench.TunnelledTo(inside));
    bench.Run(Seconds(20));
    EXPECT_FALSE(bench.TunnelledTo(inside));
    bench.Run(Seconds(20));
    const auto errors = bench.world->Heard([](const HeardPacket& packet) {
        return packet.protocol == 58 && packet.octets[40] == 1 && packet.octets[41] == 3;
    });
    EXPECT_EQ(errors.size(), 1U);
    EXPECT_TRUE(isThere());
    bench.agent->Halt();
    EXPECT_FALSE(isThere());
}

// A crash after the end of a home prefix, whose link the static route still is on.
TEST(HomeAgentTest, AStaticRouteOutlivesItsHomePrefix)
{
    HomeAgentBench bench;
    bench.agent->AddRouteVia(P("5::/64"), Ipv6Address("4::2"));
    bench.agent->ServeLink(bench.homeInterface,
                           P("4::/64"),
                           bench.agentAddress,
                           Seconds(1),
                           Seconds(1));
    HomeAgentBench::Run(Seconds(2));
    bench.stack->PowerOff();
    bench.stack->PowerOn();
    EXPECT_TRUE(bench.stack->GetInterfaceTable()->RemoveRoute(P("5::/64"),
                                                              Ipv6Address("4::2"),
                                                              bench.homeInterface));
}

TEST(HomeAgentTest, ItAdvertisesItself)
{
    REQ("RFC-069");
    HomeAgentBench bench;
    bench.agent->SetAttribute("HomeAgentPreference", UintegerValue(7));
    AdvertisingConfig config;
    config.minInterval = MilliSeconds(50);
    config.maxInterval = MilliSeconds(1500);
    bench.agent->Advertise(bench.homeInterface, config);
    bench.Run(Seconds(60));
    const auto heard = bench.neighbour->Heard([](const HeardPacket& packet) {
        return packet.message && std::holds_alternative<RouterAdvertisement>(*packet.message);
    });
    ASSERT_GE(heard.size(), 10U);
    for (const auto& packet : heard)
    {
        const auto& message = std::get<RouterAdvertisement>(*packet.message);
        EXPECT_TRUE(message.homeAgent);
        const auto* source = FindOption<SourceLinkLayerAddress>(message.options);
        ASSERT_TRUE(source);
        EXPECT_EQ(source->address, bench.HomeMac());
        const auto* prefix = FindOption<PrefixInformation>(message.options);
        ASSERT_TRUE(prefix);
        EXPECT_TRUE(prefix->routerAddress);
        EXPECT_EQ(prefix->prefix, bench.agentAddress);
        const auto* information = FindOption<HomeAgentInformation>(message.options);
        ASSERT_TRUE(information);
        EXPECT_EQ(*information, (HomeAgentInformation{true, 7, 5}));
    }
    bench.agent->Halt();
    bench.neighbour->Clear();
    bench.Run(Seconds(10));
    EXPECT_TRUE(bench.neighbour->Heard().empty());
}

} // namespace

} // namespace ns3::nemo::tests::mip6_home_agent_test
