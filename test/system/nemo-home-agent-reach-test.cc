// SPDX-License-Identifier: GPL-2.0-only
// How packets find mobile networks: RFC 3963 sections 1, 3 and 6.3, on the topology of its
// figures.
#include "nemo-requirement.h"
#include "support/link-tap.h"
#include "support/mobile-world.h"
#include "system/scenario-run.h"

#include "ns3/ipv6-routing-protocol.h"
#include "ns3/ipv6-routing-table-entry.h"
#include "ns3/ipv6-static-routing-helper.h"
#include "ns3/mip6-steering.h"
#include "ns3/output-stream-wrapper.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace ns3::nemo::tests::nemo_home_agent_reach_test
{

namespace
{

/// What is sent on a link.
class LinkWatch
{
  public:
    LinkWatch(const ScenarioRun& run, const std::string& link)
    {
        run.LinkOf(link)->TraceConnectWithoutContext("FrameSent",
                                                     MakeCallback(&LinkWatch::Note, this));
    }

    std::vector<CaughtPacket> packets;

  private:
    void Note(const LinkFrame& frame)
    {
        Octets octets(frame.packet->GetSize());
        frame.packet->CopyData(octets.data(), frame.packet->GetSize());
        CaughtPacket packet = Dissect(octets);
        packet.at = Simulator::Now();
        packet.from = frame.source;
        packet.to = frame.destination;
        packets.push_back(std::move(packet));
    }
};

/// What stays of a packet on all its way: all but the hop limit.
Octets
Identity(const CaughtPacket& packet)
{
    Octets octets = Innermost(packet).octets;
    octets[7] = 0;
    return octets;
}

/// The packets of a link from one address to another, in tunnels or not.
std::vector<CaughtPacket>
Between(const LinkWatch& watch, const Ipv6Address& source, const Ipv6Address& destination)
{
    std::vector<CaughtPacket> found;
    for (const auto& packet : watch.packets)
    {
        const CaughtPacket& inner = Innermost(packet);
        if (inner.source == source && inner.destination == destination)
        {
            found.push_back(packet);
        }
    }
    return found;
}

Mac48Address
MacOf(const ScenarioRun& run, const std::string& node, const std::string& link)
{
    return Mac48Address::ConvertFrom(run.NodeOf(node).FindInterface(link)->device->GetAddress());
}

TEST(MobileNetworkReachTest, EveryPacketPassesTheHomeAgentInBothDirections)
{
    REQ("NEMO-1-4");
    ScenarioRun run(Shipped("rfc3963-figure-2"));
    const LinkWatch internet(run, "internet");
    const LinkWatch correspondents(run, "3");
    const Mac48Address agent = MacOf(run, "HA_MR", "internet");
    run.Run();
    const Ipv6Address correspondent("3::2");
    const Ipv6Address fixed("5::2");
    for (const auto& [source, destination] :
         {std::pair(correspondent, fixed), std::pair(fixed, correspondent)})
    {
        std::set<Octets> arrived;
        std::set<Octets> left;
        for (const auto& packet : Between(internet, source, destination))
        {
            EXPECT_TRUE(packet.from == agent || packet.to == agent) << packet.at;
            EXPECT_FALSE(Innermost(packet).routing);
            EXPECT_FALSE(Innermost(packet).homeAddress);
            (packet.to == agent ? arrived : left).insert(Identity(packet));
        }
        std::size_t count = 0;
        for (const auto& packet : Between(correspondents, source, destination))
        {
            if (packet.at >= Seconds(30) && packet.at < Seconds(55))
            {
                ++count;
                EXPECT_EQ(arrived.count(Identity(packet)), 1U) << packet.at;
                EXPECT_EQ(left.count(Identity(packet)), 1U) << packet.at;
            }
        }
        EXPECT_GE(count, 249U); // ten pings a second
    }
}

/// The nodes that a packet passes on its way, until one of them puts it into a tunnel, or has it.
std::vector<std::string>
HopsTo(const ScenarioRun& run, const std::string& from, const Ipv6Address& destination)
{
    std::vector<std::string> hops;
    const BuiltNode* node = &run.NodeOf(from);
    while (node && hops.size() < 10)
    {
        const auto ipv6 = node->node->GetObject<Ipv6>();
        if (ipv6->GetInterfaceForAddress(destination) >= 0 ||
            node->stack->GetSteering()->Forwarded(destination).verdict == Verdict::TRANSFORM)
        {
            break;
        }
        Ipv6Header header;
        header.SetDestination(destination);
        Socket::SocketErrno error = Socket::ERROR_NOTERROR;
        const auto route = ipv6->GetRoutingProtocol()->RouteOutput(nullptr, header, nullptr, error);
        const Ipv6Address next = route ? route->GetGateway() : Ipv6Address::GetAny();
        node = run.GetTopology().FindOwner(next.IsAny() ? destination : next);
        hops.push_back(node ? node->spec->name : "nowhere");
    }
    return hops;
}

TEST(MobileNetworkReachTest, ItsPrefixesLeadToTheHomeAgentFromEverywhere)
{
    REQ("NEMO-3-2");
    ScenarioRun run(Shipped("rfc3963-figure-2"));
    using Hops = std::vector<std::string>;
    for (const char* inside : {"5::2", "6::1"})
    {
        run.At(Seconds(50), [&run, inside]() {
            EXPECT_EQ(HopsTo(run, "CN_MR", inside), (Hops{"R3", "HA_MR"})) << inside;
            EXPECT_EQ(HopsTo(run, "CN_MN", inside), (Hops{"R2", "HA_MR"})) << inside;
            EXPECT_EQ(HopsTo(run, "AR", inside), Hops{"HA_MR"}) << inside;
            EXPECT_EQ(HopsTo(run, "HA_MN", inside), Hops{"HA_MR"}) << inside;
        });
    }
    run.Run();
    // And so they do: the flows to both prefixes.
    for (const char* flow : {"cn-lfn", "cn-lfr"})
    {
        EXPECT_GE(run.FlowOf(flow)["received"], 460) << flow;
    }
}

/// The routes of all nodes but these, as text.
std::string
RoutesOfAllBut(const ScenarioRun& run, const std::set<std::string>& others)
{
    std::ostringstream text;
    for (const auto& node : run.GetTopology().nodes)
    {
        if (others.count(node.spec->name) > 0)
        {
            continue;
        }
        text << node.spec->name << "\n";
        const auto routing =
            Ipv6StaticRoutingHelper().GetStaticRouting(node.node->GetObject<Ipv6>());
        for (uint32_t i = 0; i < routing->GetNRoutes(); ++i)
        {
            text << routing->GetRoute(i) << "\n";
        }
    }
    return text.str();
}

TEST(MobileNetworkReachTest, NobodyIsToldOfRoutesWhenTheRouterMoves)
{
    REQ("NEMO-6.3-2");
    ScenarioRun run(Shipped("rfc3963-figure-2"));
    const LinkWatch internet(run, "internet");
    const LinkWatch homeLink(run, "4");
    std::string before;
    run.At(Seconds(19), [&]() { before = RoutesOfAllBut(run, {"MR"}); });
    run.At(Seconds(50), [&]() { EXPECT_EQ(RoutesOfAllBut(run, {"MR"}), before); });
    run.Run();
    // All that the home agent itself says of the move: acknowledgements, tunnelled packets, and
    // its neighbours' business.
    constexpr uint8_t ipv6 = 41;
    const auto agent = run.NodeOf("HA_MR").node->GetObject<Ipv6>();
    int said = 0;
    for (const auto* watch : {&internet, &homeLink})
    {
        for (const auto& packet : watch->packets)
        {
            if (agent->GetInterfaceForAddress(packet.source) >= 0 && packet.at > Seconds(20))
            {
                ++said;
                const bool isNeighbours = packet.icmpv6 >= 133 && packet.icmpv6 <= 136;
                EXPECT_TRUE(packet.protocol == ipv6 || packet.IsAcknowledgement() || isNeighbours)
                    << packet.at << packet.source << packet.destination;
            }
        }
    }
    EXPECT_GT(said, 0);
}

/// A mobile network within the /48 of its home link.
const char* const AGGREGATE = R"({
  "duration": "40s",
  "links": {
    "home": { "prefix": "4::/64" }, "network": { "prefix": "4:0:0:5::/64" },
    "peers": { "prefix": "3::/64" }, "visited": { "prefix": "7::/64" },
    "internet": { "prefix": "fd00:ffff::/64", "delay": "10ms" }
  },
  "nodes": {
    "HA": { "role": "home-agent", "links": { "home": "::3", "internet": "::4" },
            "prefixTable": { "4::2": ["4:0:0:5::/64"] } },
    "R3": { "role": "router", "links": { "peers": "::1", "internet": "::3" }, "routes": { "4::/48": "HA" } },
    "AR": { "role": "router", "links": { "visited": "::1", "internet": "::7" }, "routes": { "4::/48": "HA" } },
    "CN": { "role": "correspondent", "links": { "peers": "::2" } },
    "MR": { "role": "mobile-router", "home": "home", "interfaceId": "::2", "homeAgent": "HA",
            "ingress": { "network": "::1" }, "mode": "explicit", "prefixes": ["4:0:0:5::/64"] },
    "LFN": { "role": "host", "links": { "network": "::2" } }
  },
  "movement": [ { "at": "15s", "node": "MR", "to": "visited" } ],
  "traffic": [ { "name": "ping", "type": "ping", "from": "CN", "to": "LFN", "interval": "100ms",
                 "start": "5s", "stop": "38s" } ]
})";

/// Take away all routes within a prefix other than to itself. @return what is left within it
std::vector<NetworkPrefix>
KeepOnly(const ScenarioRun& run, const std::string& node, const NetworkPrefix& aggregate)
{
    const auto routing =
        Ipv6StaticRoutingHelper().GetStaticRouting(run.NodeOf(node).node->GetObject<Ipv6>());
    std::vector<NetworkPrefix> left;
    for (uint32_t i = routing->GetNRoutes(); i-- > 0;)
    {
        const auto route = routing->GetRoute(i);
        const NetworkPrefix prefix(route.GetDestNetwork(),
                                   route.GetDestNetworkPrefix().GetPrefixLength());
        if (prefix == aggregate)
        {
            left.push_back(prefix);
        }
        else if (aggregate.Covers(prefix))
        {
            routing->RemoveRoute(i);
        }
    }
    return left;
}

TEST(MobileNetworkReachTest, TheAggregateOfTheHomeLinkIsEnough)
{
    REQ("NEMO-6.3-1");
    ScenarioRun run(AGGREGATE);
    const NetworkPrefix aggregate("4::", 48);
    for (const char* router : {"R3", "AR"})
    {
        EXPECT_EQ(KeepOnly(run, router, aggregate), std::vector{aggregate}) << router;
    }
    std::string before;
    run.At(Seconds(10), [&]() { before = RoutesOfAllBut(run, {"MR"}); });
    run.At(Seconds(39), [&]() {
        EXPECT_TRUE(run.RegistrarOf("HA")->GetCache().Find(Ipv6Address("4::2")));
        EXPECT_EQ(RoutesOfAllBut(run, {"MR"}), before);
    });
    run.Run();
    // All of 33 seconds but the handover.
    const double outage = run.HandoverOf("MR", 0)["outage"];
    EXPECT_LT(outage, 4.0);
    EXPECT_LE(run.FlowOf("ping")["lost"], 10 * outage + 1);
    EXPECT_GE(run.FlowOf("ping")["sent"], 329);
}

} // namespace

} // namespace ns3::nemo::tests::nemo_home_agent_reach_test
