// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/link-tap.h"
#include "system/scenario-run.h"

#include "ns3/ipv6-interface.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/ipv6-routing-table-entry.h"
#include "ns3/ipv6-static-routing-helper.h"
#include "ns3/ndisc-cache.h"

#include <gtest/gtest.h>
#include <sstream>

namespace ns3::nemo::tests::nemo_mobile_network_test
{

namespace
{

constexpr uint8_t UDP = 17;
constexpr uint8_t TCP = 6;
constexpr uint8_t ICMPV6 = 58;

/// The network of RFC 3963 appendix A, figure 2, with another link to visit: 8.
std::vector<std::string>
WithAnotherLink(std::vector<std::string> settings)
{
    settings.insert(settings.begin(),
                    {R"(/links/8={"prefix": "8::/64"})",
                     R"(/nodes/AR8={"role": "router", "links": {"8": "::1", "internet": "::8"}})"});
    return settings;
}

/// What a plain host knows of the world: its addresses, its default router, and that router's
/// link-layer address.
std::string
Knowledge(const BuiltNode& host)
{
    const auto ipv6 = host.node->GetObject<Ipv6L3Protocol>();
    const auto interface = ipv6->GetInterface(host.interfaces[0].number);
    std::ostringstream text;
    for (uint32_t i = 0; i < interface->GetNAddresses(); ++i)
    {
        text << interface->GetAddress(i).GetAddress() << "\n";
    }
    const auto routing = Ipv6StaticRoutingHelper().GetStaticRouting(ipv6);
    const Ipv6Address router = routing->GetDefaultRoute().GetGateway();
    text << "by " << router;
    if (auto* entry = interface->GetNdiscCache()->Lookup(router))
    {
        text << " at " << Mac48Address::ConvertFrom(entry->GetMacAddress());
    }
    return text.str();
}

} // namespace

// RFC 3963 section 3: the nodes of the network need not know that it moves.
TEST(MobileNetwork, HostsInsideNoticeNothing)
{
    REQ("NEMO-3-3", "NEMO-3-23");
    ScenarioRun run(
        Shipped("rfc3963-figure-2"),
        WithAnotherLink({"/nodes/LFN/links/5=null",
                         "/links/3/rate=500kbps",
                         R"(/movement=[{"at": "20s", "node": "MR", "to": "7"},
                           {"at": "40s", "node": "MR", "to": "8"}])",
                         R"(/traffic=[{"name": "up", "type": "tcp", "from": "LFN", "to": "CN_MR",
                           "bytes": 2000000, "start": "10s"},
                          {"name": "probe", "type": "udp", "from": "LFN", "to": "CN_MR",
                           "rate": "10pps", "size": 100, "start": "5s", "stop": "59s"}])",
                         "/expect=[]"}));
    LinkTap tap(run.LinkOf("5"));
    LinkTap visited(run.LinkOf("8"));
    const BuiltNode& host = run.NodeOf("LFN");
    std::vector<std::string> known;
    for (int at : {5, 30, 50, 59})
    {
        run.At(Seconds(at), [&]() { known.push_back(Knowledge(host)); });
    }
    run.Run();

    const auto& own = host.interfaces[0];
    ASSERT_EQ(known.size(), 4U);
    std::ostringstream expected;
    const auto router = run.NodeOf("MR").stack->GetInterfaceTable();
    const uint32_t ingress = *router->InterfaceOf(Ipv6Address("5::1"));
    expected << host.node->GetObject<Ipv6L3Protocol>()->GetAddress(own.number, 0).GetAddress()
             << "\n"
             << FormAddress(NetworkPrefix("5::", 64), std::nullopt, own.device) << "\nby "
             << router->LinkLocalAddress(ingress) << " at " << router->LinkLayerAddress(ingress);
    for (const auto& text : known)
    {
        EXPECT_EQ(text, expected.str());
    }
    EXPECT_EQ(run.FlowOf("up")["received"], 2000000);
    const auto late =
        visited.Where([](const CaughtPacket& packet) { return Innermost(packet).protocol == TCP; });
    EXPECT_GT(late.size(), 100U) << "the connection is still there after two moves";
    EXPECT_GT(run.FlowOf("probe")["received"], 400);
    EXPECT_EQ(run.CountOf("HA_MR", "BU", "rx"), 2U);
    const auto hostLinkLayer = Mac48Address::ConvertFrom(own.device->GetAddress());
    const auto sent =
        tap.Where([&](const CaughtPacket& packet) { return packet.from == hostLinkLayer; });
    EXPECT_GT(sent.size(), 2000U);
    for (const CaughtPacket& packet : sent)
    {
        EXPECT_TRUE(packet.protocol == UDP || packet.protocol == TCP || packet.protocol == ICMPV6);
        EXPECT_EQ(packet.offset, 40U) << "no extension header";
    }
}

// RFC 3963 section 2: a mobile network may have several prefixes.
TEST(MobileNetwork, AllPrefixesOfALinkCanBeReached)
{
    REQ("NEMO-3-3+1");
    ScenarioRun run(Shipped("rfc3963-figure-2"),
                    {R"(/links/5/prefix=["5::/64", "15::/64"])",
                     "/nodes/LFN/links/5=null",
                     R"(/nodes/MR/prefixes=["5::/64", "15::/64", "6::/64"])",
                     R"(/nodes/HA_MR/prefixTable={"4::2": ["5::/64", "15::/64", "6::/64"]})",
                     R"(/traffic=[{"name": "first", "type": "ping", "from": "CN_MR", "to": "LFN",
                       "interval": "1s", "start": "30s", "stop": "50s"},
                      {"name": "second", "type": "ping", "from": "CN_MR",
                       "to": {"node": "LFN", "address": "15::ff:fe08:0"},
                       "interval": "1s", "start": "30s", "stop": "50s"}])",
                     R"(/expect=[{"binding": {"node": "HA_MR", "home": "4::2", "careOf": "7::2",
                                  "prefixes": ["5::/64", "15::/64", "6::/64"]}},
                     {"stack": {"flow": "second", "link": "7",
                                "headers": ["4::3 > 7::2", "3::2 > 15::ff:fe08:0"]}}])"});
    LinkTap visited(run.LinkOf("7"));
    run.Run();
    EXPECT_TRUE(run.HoldsExpectations());
    for (const auto* flow : {"first", "second"})
    {
        EXPECT_GE(run.FlowOf(flow)["sent"], 20) << flow;
        EXPECT_EQ(run.FlowOf(flow)["lost"], 0) << flow;
    }
    const auto updates =
        visited.Where([](const CaughtPacket& packet) { return packet.IsUpdate(); });
    ASSERT_EQ(updates.size(), 1U);
    EXPECT_EQ(updates[0].signal->Options<MobileNetworkPrefixOption>().size(), 3U);
}

// RFC 3963 section 3: a router without mobility inside, with another of the network's prefixes.
TEST(MobileNetwork, WhatIsBehindAFixedRouterInsideCanBeReached)
{
    REQ("NEMO-3-4");
    ScenarioRun run(Shipped("rfc3963-figure-2"),
                    {R"(/nodes/H6={"role": "host", "links": {"6": "::9"}})",
                     R"(/traffic=[{"name": "ping", "type": "ping", "from": "CN_MR", "to": "H6",
                                   "interval": "1s", "start": "30s", "stop": "50s"}])",
                     "/expect=[]"});
    LinkTap visited(run.LinkOf("7"));
    LinkTap inside(run.LinkOf("5"));
    LinkTap behind(run.LinkOf("6"));
    run.Run();
    EXPECT_GE(run.FlowOf("ping")["sent"], 20);
    EXPECT_EQ(run.FlowOf("ping")["lost"], 0);
    const auto toHost = [](const CaughtPacket& packet) {
        return Innermost(packet).destination == Ipv6Address("6::9");
    };
    const auto out = visited.Where(toHost);
    const auto in = inside.Where(toHost);
    const auto there = behind.Where(
        [&](const CaughtPacket& packet) { return toHost(packet) && packet.icmpv6 == 128; });
    const std::size_t sent = run.FlowOf("ping")["sent"];
    ASSERT_EQ(out.size(), sent);
    ASSERT_EQ(in.size(), sent);
    ASSERT_EQ(there.size(), sent);
    const auto router = run.NodeOf("LFR").stack->GetInterfaceTable();
    const auto mobile = run.NodeOf("MR").stack->GetInterfaceTable();
    for (std::size_t i = 0; i < sent; ++i)
    {
        // First the mobile router, then the fixed one.
        EXPECT_EQ(in[i].from, mobile->LinkLayerAddress(*mobile->InterfaceOf(Ipv6Address("5::1"))));
        EXPECT_EQ(in[i].to, router->LinkLayerAddress(*router->InterfaceOf(Ipv6Address("5::3"))));
        EXPECT_EQ(there[i].from,
                  router->LinkLayerAddress(*router->InterfaceOf(Ipv6Address("6::1"))));
        EXPECT_EQ(in[i].hopLimit, Innermost(out[i]).hopLimit - 1);
        EXPECT_EQ(there[i].hopLimit, in[i].hopLimit - 1);
    }
}

// RFC 3963 section 5.5: only what leaves the network takes the tunnel.
TEST(MobileNetwork, TrafficWithinTheNetworkStaysThere)
{
    REQ("NEMO-5.5-3+1");
    ScenarioRun run(Shipped("rfc3963-figure-2"),
                    {R"(/links/9={"prefix": "9::/64"})",
                     R"(/nodes/H6={"role": "host", "links": {"6": "::9"}})",
                     R"(/nodes/H9={"role": "host", "links": {"9": "::9"}})",
                     R"(/nodes/MR/ingress={"5": "::1", "9": "::1"})",
                     R"(/nodes/MR/prefixes=["5::/64", "6::/64", "9::/64"])",
                     R"(/nodes/HA_MR/prefixTable={"4::2": ["5::/64", "6::/64", "9::/64"]})",
                     R"(/traffic=[{"name": "by-router", "type": "ping", "from": "LFN", "to": "H6",
                       "interval": "1s", "start": "30s", "stop": "50s"},
                      {"name": "by-mobile-router", "type": "ping", "from": "LFN", "to": "H9",
                       "interval": "1s", "start": "30s", "stop": "50s"},
                      {"name": "both", "type": "ping", "from": "H9", "to": "H6",
                       "interval": "1s", "start": "30s", "stop": "50s"},
                      {"name": "own", "type": "ping", "from": "MR", "to": "LFN",
                       "interval": "1s", "start": "29500ms", "stop": "50s"},
                      {"name": "out", "type": "ping", "from": "LFN", "to": "CN_MR",
                       "interval": "1s", "start": "30s", "stop": "50s"}])",
                     "/expect=[]"});
    LinkTap visited(run.LinkOf("7"));
    run.Run();
    for (const auto* flow : {"by-router", "by-mobile-router", "both", "own", "out"})
    {
        EXPECT_GE(run.FlowOf(flow)["sent"], 20) << flow;
        EXPECT_EQ(run.FlowOf(flow)["lost"], 0) << flow;
    }
    const auto tunnelled =
        visited.Where([](const CaughtPacket& packet) { return packet.inner != nullptr; });
    EXPECT_GE(tunnelled.size(), 40U);
    for (const CaughtPacket& packet : visited.All())
    {
        const CaughtPacket& inner = Innermost(packet);
        const bool isOut =
            inner.source == Ipv6Address("3::2") || inner.destination == Ipv6Address("3::2");
        EXPECT_TRUE(isOut || !packet.inner) << inner.source << " to " << inner.destination;
        EXPECT_FALSE(packet.icmpv6 == 128 || packet.icmpv6 == 129);
    }
}

// RFC 3963 section 3: to a mobile node the mobile network is a link like any other.
TEST(MobileNetwork, VisitingMobileNodesRunMobileIpv6There)
{
    REQ("NEMO-3-24");
    ScenarioRun run(Shipped("rfc3963-figure-3"), {"/duration=70s", "/traffic=[]", "/expect=[]"});
    LinkTap tap(run.LinkOf("6"));
    Ipv6Address careOf;
    run.At(Seconds(60), [&]() {
        careOf = run.RoleOf<MobileNode>("MN")->GetCareOfAddress();
        const Binding* binding = run.RegistrarOf("HA_MN")->GetCache().Find(Ipv6Address("1::2"));
        ASSERT_NE(binding, nullptr);
        EXPECT_EQ(binding->careOfAddress, Ipv6Address("6::2"));
    });
    run.Run();
    EXPECT_EQ(careOf, Ipv6Address("6::2"));
    const auto updates = tap.Where([](const CaughtPacket& packet) { return packet.IsUpdate(); });
    ASSERT_EQ(updates.size(), 1U);
    EXPECT_EQ(updates[0].source, Ipv6Address("6::2"));
    EXPECT_EQ(updates[0].homeAddress, Ipv6Address("1::2"));
    EXPECT_EQ(updates[0].destination, Ipv6Address("1::3"));
    EXPECT_FALSE(updates[0].Update().mobileRouter);
}

} // namespace ns3::nemo::tests::nemo_mobile_network_test
