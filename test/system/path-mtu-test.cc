// SPDX-License-Identifier: GPL-2.0-only
// What mobility adds to packets, as those see it who send them. RFC 6275 section 9.3.2, RFC 2473
// section 7, RFC 8201.
#include "nemo-requirement.h"
#include "support/link-tap.h"
#include "system/optimised-world.h"
#include "system/scenario-run.h"

#include "ns3/config.h"
#include "ns3/mip6-passing-headers.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::path_mtu_test
{

namespace
{

constexpr uint8_t TCP = 6;
constexpr uint8_t FRAGMENT = 44;
constexpr std::size_t IPV6_HEADER = 40;

const Ipv6Address& HOME = OptimisedWorld::HOME;
const Ipv6Address& PEER = OptimisedWorld::PEER;

/// How many Fragment headers stand one behind the other in a packet.
std::size_t
CountFragmentHeaders(const CaughtPacket& packet)
{
    const auto headers = ReadPassingHeaders(packet.octets.at(6),
                                            packet.octets.data() + IPV6_HEADER,
                                            packet.octets.size() - IPV6_HEADER);
    return static_cast<std::size_t>(
        std::count_if(headers.begin(), headers.end(), [](const PassingHeader& header) {
            return header.number == FRAGMENT;
        }));
}

/// How many octets of the stream a segment carries.
std::size_t
PayloadOf(const CaughtPacket& segment)
{
    constexpr std::size_t DATA_OFFSET = 12; ///< RFC 9293 section 3.1: in the upper four bits
    const std::size_t header = (segment.octets.at(segment.offset + DATA_OFFSET) >> 4) * 4U;
    return segment.octets.size() - segment.offset - header;
}

/// The optimised packets, or fragments of them, on a link from 20 s on.
std::vector<CaughtPacket>
Optimised(const LinkTap& tap)
{
    return tap.Where([](const CaughtPacket& packet) {
        return packet.at > Seconds(20) && (packet.homeAddress || packet.routing) && !packet.signal;
    });
}

/// A flow of datagrams that takes so many octets without mobility.
std::string
Datagrams(const std::string& name, bool isUp, uint32_t size)
{
    constexpr uint32_t HEADERS = 48;
    return R"(, { "name": ")" + name + R"(", "type": "udp", "rate": "20pps", "start": "20s",
                  "stop": "50s", "from": ")" +
           (isUp ? "MN" : "CN") + R"(", "to": ")" + (isUp ? "CN" : "MN") + R"(", "size": )" +
           std::to_string(size - HEADERS) + " }";
}

TEST(PathMtuOfRoutes, EachHeaderIsTakenFromWhatTransportMaySend)
{
    REQ("RFC-186");
    for (const uint32_t mtu : {1500U, 1280U})
    {
        OptimisedWorld world{OptimisedWorld::BothWays()};
        world.away = R"(, "mtu": )" + std::to_string(mtu);
        world.core = world.away;
        world.correspondent = R"("role": "mobile-node", "home": "peers", "interfaceId": "::5",
                                 "homeAgent": "HA2")";
        world.movement = R"(, { "at": "30s", "node": "CN", "to": "away" })";
        ScenarioRun run(world.Text());
        const auto offered = [&run](const std::string& node, const SteeringAction& action) {
            EXPECT_EQ(action.verdict, Verdict::TRANSFORM);
            return run.NodeOf(node).stack->GetPacketPath()->InnerMtu(action.transform);
        };
        const auto node = run.NodeOf("MN").stack->GetSteering();
        const auto peer = run.NodeOf("CN").stack->GetSteering();
        run.At(Seconds(29), [&] {
            EXPECT_EQ(offered("MN", *node->HomeAction(HOME)), mtu - 40) << "tunnel";
            EXPECT_EQ(offered("MN", node->Originated(HOME, PEER)), mtu - 24) << "Home Address";
            EXPECT_EQ(offered("CN", peer->Originated(PEER, HOME)), 1500 - 24) << "routing header";
        });
        run.At(Seconds(59), [&] {
            EXPECT_EQ(offered("MN", node->Originated(HOME, PEER)), mtu - 48) << "both";
            EXPECT_EQ(offered("CN", peer->Originated(PEER, HOME)), mtu - 48) << "both";
        });
        run.Run();
    }
}

TEST(PathMtuOfRoutes, OnANarrowLinkNothingIsLostAndOnlyWhatIsTooBigIsCut)
{
    REQ("RFC-186");
    for (const uint32_t size : {1256U, 1257U, 1280U, 1500U})
    {
        OptimisedWorld world{OptimisedWorld::BothWays() + Datagrams("big-up", true, size) +
                             Datagrams("big-down", false, size)};
        world.away = R"(, "mtu": 1280)";
        ScenarioRun run(world.Text());
        const LinkTap away(run.LinkOf("away"));
        run.Run();
        const auto up = run.FlowOf("big-up");
        EXPECT_EQ(up.at("received"), 600) << size;
        EXPECT_EQ(up.at("lost"), 0) << size << ": the own link is known";
        // Behind the first link it is learned from the first packet that is too big.
        EXPECT_EQ(run.FlowOf("big-down").at("lost"), size > 1256 ? 1 : 0) << size;
        std::size_t largest = 0;
        for (const auto& packet : Optimised(away))
        {
            largest = std::max(largest, packet.octets.size());
            EXPECT_LE(CountFragmentHeaders(packet), size > 1256 ? 1U : 0U) << packet.at;
        }
        EXPECT_LE(largest, 1280U);
        EXPECT_GE(largest, 1276U) << "no smaller than need be";
        run.End();
    }
}

TEST(PathMtuOfRoutes, PacketTooBigIsHeardInTermsOfThePacketThatWasSent)
{
    REQ("RFC-186");
    OptimisedWorld world{OptimisedWorld::BothWays() + Datagrams("big-up", true, 1400) +
                         Datagrams("big-down", false, 1400)};
    world.core = R"(, "mtu": 1300)";
    ScenarioRun run(world.Text());
    const LinkTap away(run.LinkOf("away"));
    const LinkTap peers(run.LinkOf("peers"));
    run.Run();
    for (const char* flow : {"big-up", "big-down"})
    {
        EXPECT_EQ(run.FlowOf(flow).at("received"), 599) << flow << ": the first is lost";
    }
    for (const LinkTap* tap : {&away, &peers})
    {
        std::size_t cut = 0;
        for (const auto& packet : Optimised(*tap))
        {
            const bool isTooBig = packet.octets.size() > 1300;
            EXPECT_LE(CountFragmentHeaders(packet), 1U) << packet.at << ": cut once";
            EXPECT_TRUE(!isTooBig || packet.at < Seconds(20.2)) << packet.at;
            cut += CountFragmentHeaders(packet);
        }
        EXPECT_GE(cut, 2 * 599U);
    }
}

TEST(PathMtuOfRoutes, ConnectionsFillTheNarrowLinkWithoutBeingCut)
{
    REQ("RFC-186");
    // 40 octets of IPv6, 20 of TCP and 12 of its time stamps in each of 1280 - 24.
    constexpr uint32_t ROOM = 1280 - 24 - 40 - 20 - 12;
    constexpr uint32_t STOCK = 536;
    for (const uint32_t segment : {ROOM, ROOM + 1})
    {
        Config::SetDefault("ns3::TcpSocket::SegmentSize", UintegerValue(segment));
        OptimisedWorld world{OptimisedWorld::BothWays() + R"(,
            { "name": "stream", "type": "tcp", "from": "MN", "to": "CN", "start": "20s", "bytes": 500000 })"};
        world.away = R"(, "mtu": 1280)";
        ScenarioRun run(world.Text());
        const LinkTap away(run.LinkOf("away"));
        run.Run();
        Config::SetDefault("ns3::TcpSocket::SegmentSize", UintegerValue(STOCK));
        EXPECT_EQ(run.FlowOf("stream").at("received"), 500000);
        std::size_t largest = 0;
        std::size_t fragments = 0;
        std::size_t sent = 0;
        for (const auto& packet : Optimised(away))
        {
            fragments += CountFragmentHeaders(packet);
            if (packet.protocol == TCP && packet.homeAddress)
            {
                largest = std::max(largest, packet.octets.size());
                sent += PayloadOf(packet);
            }
        }
        if (segment == ROOM)
        {
            EXPECT_EQ(largest, 1280U);
            EXPECT_EQ(fragments, 0U);
            EXPECT_EQ(sent, 500000U) << "nothing twice";
        }
        else
        {
            // Full segments are cut in two. In part they are not full, as with any application.
            EXPECT_EQ(fragments % 2, 0U);
            EXPECT_GT(fragments, 2U * 300);
        }
        run.End();
    }
}

} // namespace

} // namespace ns3::nemo::tests::path_mtu_test
