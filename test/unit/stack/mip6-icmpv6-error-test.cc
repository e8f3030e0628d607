// SPDX-License-Identifier: GPL-2.0-only
// Who is told of a packet that was lost, and what of ICMPv6 reaches ns-3: whatever a peer sends.
#include "support/home-agent-bench.h"

#include "ns3/ipv6-l3-protocol.h"
#include "ns3/ipv6-static-routing-helper.h"
#include "ns3/mip6-checksum.h"
#include "ns3/mip6-mobility-header.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_icmpv6_error_test
{

namespace
{

constexpr uint8_t ICMPV6 = 58;
constexpr uint8_t DESTINATION_OPTIONS = 60;
const Ipv6Address AGENT("4::3");
const Ipv6Address PEER("3::2");
const Ipv6Address GROUP("ff02::1");

/// A Destination Options header with one option that asks for a Parameter Problem, also about a
/// multicast packet; before `next`.
Octets
OddOption(uint8_t next)
{
    return {next, 0, 0xbf, 4, 0, 0, 0, 0};
}

/// An ICMPv6 message of `size` octets with a good checksum.
Octets
Message(uint8_t type, std::size_t size, const Ipv6Address& source, const Ipv6Address& destination)
{
    Octets octets(size, 0);
    octets.at(0) = type;
    const uint16_t checksum =
        UpperLayerChecksum(source, destination, ICMPV6, octets.data(), octets.size());
    octets.at(2) = static_cast<uint8_t>(checksum >> 8);
    octets.at(3) = static_cast<uint8_t>(checksum);
    return octets;
}

/// Sends a packet from the world and waits.
/// @return the ICMPv6 errors and mobility headers that came back
std::size_t
AnswersTo(HomeAgentBench& bench, const Octets& packet)
{
    bench.world->Clear();
    bench.world->Send(packet, bench.WorldMac());
    HomeAgentBench::Run(Seconds(3));
    return bench.world
        ->Heard([](const HeardPacket& heard) {
            const uint8_t next = heard.octets.at(6);
            return (next == ICMPV6 && heard.octets.at(40) < 128) ||
                   next == MOBILITY_HEADER_PROTOCOL;
        })
        .size();
}

// RFC 4443 section 2.4 (e.6), RFC 4291 section 2.7.
TEST(Icmpv6ErrorTest, NobodyIsToldWhoIsNoSingleNode)
{
    HomeAgentBench bench;
    bench.Register(HandUpdate());
    for (const Ipv6Address& source : {PEER, GROUP, Ipv6Address("ff0e::7")})
    {
        SCOPED_TRACE(source);
        const std::size_t told = source.IsMulticast() ? 0 : 1;
        const auto answers = [&](const Ipv6Address& to, uint8_t next, const Octets& payload) {
            return AnswersTo(bench, HandStation::MakePacket(source, to, next, payload));
        };
        EXPECT_EQ(answers(AGENT, DESTINATION_OPTIONS, OddOption(59)), told);
        EXPECT_EQ(answers(Ipv6Address("4::2"), 17, Octets(1440, 0)), told) << "too big";
        // A mobility header with a payload, which it cannot have; one of an unknown type.
        Octets message = EncodeMobilityHeader({BindingRefreshRequest{}, {}}, source, AGENT);
        message.at(0) = 17;
        EXPECT_LE(answers(AGENT, MOBILITY_HEADER_PROTOCOL, message), told);
    }
    EXPECT_EQ(bench.Drops(DropReason::BAD_ADDRESS), 2U * 3U); // all of both groups
}

// RFC 4443 section 2.4 (e.1).
TEST(Icmpv6ErrorTest, NoErrorIsAnsweredByAnError)
{
    HomeAgentBench bench;
    for (const uint8_t type : {1, 2, 3, 4, 100, 137})
    {
        Octets payload = OddOption(ICMPV6);
        const Octets error = Message(type, 56, PEER, AGENT);
        payload.insert(payload.end(), error.begin(), error.end());
        EXPECT_EQ(
            AnswersTo(bench, HandStation::MakePacket(PEER, AGENT, DESTINATION_OPTIONS, payload)),
            0U)
            << int(type);
    }
    Octets payload = OddOption(ICMPV6);
    const Octets request = Message(128, 56, PEER, AGENT);
    payload.insert(payload.end(), request.begin(), request.end());
    EXPECT_EQ(AnswersTo(bench, HandStation::MakePacket(PEER, AGENT, DESTINATION_OPTIONS, payload)),
              1U);
}

// Run under AddressSanitizer and valgrind: ns-3 reads fixed headers without looking.
TEST(Icmpv6ErrorTest, ShortMessagesDoNotReachNs3)
{
    HomeAgentBench bench;
    for (const uint8_t type : {1, 2, 3, 4, 99, 128, 129})
    {
        for (std::size_t size = 4; size < 56; ++size)
        {
            bench.world->Send(
                HandStation::MakePacket(PEER, AGENT, ICMPV6, Message(type, size, PEER, AGENT), 255),
                bench.WorldMac());
            HomeAgentBench::Run(MilliSeconds(1));
        }
    }
    // Five types of errors, all sizes; requests and replies of less than 8 octets.
    EXPECT_EQ(bench.Drops(DropReason::MESSAGE_TOO_SHORT), 5U * 52U + 2U * 4U);
}

// RFC 4861 section 8.2.
TEST(Icmpv6ErrorTest, ARouterIsNotRedirected)
{
    HomeAgentBench bench;
    Ipv6StaticRoutingHelper helper;
    const auto routes = helper.GetStaticRouting(bench.node->GetObject<Ipv6>());
    const uint32_t known = routes->GetNRoutes();
    const Ipv6Address router("fe80::1");
    Octets redirect(40, 0);
    redirect.at(0) = 137;
    Ipv6Address("fe80::2").Serialize(&redirect.at(8));
    PEER.Serialize(&redirect.at(24));
    const uint16_t checksum =
        UpperLayerChecksum(router, AGENT, ICMPV6, redirect.data(), redirect.size());
    redirect.at(2) = static_cast<uint8_t>(checksum >> 8);
    redirect.at(3) = static_cast<uint8_t>(checksum);
    bench.neighbour->Send(HandStation::MakePacket(router, AGENT, ICMPV6, redirect, 255),
                          bench.HomeMac());
    HomeAgentBench::Run(Seconds(1));
    EXPECT_EQ(routes->GetNRoutes(), known);
    EXPECT_EQ(bench.Drops(DropReason::UNEXPECTED_MESSAGE), 1U);
}

// RFC 4443 section 2.4 (f): of the node's errors, whoever in it makes them.
TEST(Icmpv6ErrorTest, TheirRateIsLimited)
{
    HomeAgentBench bench;
    const auto flood = [&](const Octets& packet) {
        bench.world->Clear();
        for (int i = 0; i < 30; ++i)
        {
            bench.world->Send(packet, bench.WorldMac());
        }
        HomeAgentBench::Run(MilliSeconds(50));
        return bench.world
            ->Heard([](const HeardPacket& heard) {
                return heard.octets.at(6) == ICMPV6 && heard.octets.at(40) < 128;
            })
            .size();
    };
    const Octets odd = HandStation::MakePacket(PEER, AGENT, DESTINATION_OPTIONS, OddOption(59));
    HomeAgentBench::Run(Seconds(2));
    flood(odd); // the neighbour is found
    HomeAgentBench::Run(Seconds(2));
    const uint64_t before = bench.Drops(DropReason::ERROR_RATE_LIMIT);
    EXPECT_EQ(flood(odd), 10U);
    EXPECT_EQ(bench.Drops(DropReason::ERROR_RATE_LIMIT), before + 20);
    HomeAgentBench::Run(MilliSeconds(450));
    // Time Exceeded, which ns-3 sends of its own: half a second later, five have come back.
    EXPECT_EQ(flood(HandStation::MakePacket(PEER, Ipv6Address("4::9"), 17, Octets(20, 0), 1)), 5U);
    bench.stack->GetIcmpv6()->SetAttribute("ErrorBurst", UintegerValue(3));
    bench.stack->GetIcmpv6()->SetAttribute("ErrorRate", UintegerValue(1));
    HomeAgentBench::Run(Seconds(10));
    EXPECT_EQ(flood(odd), 3U);
    HomeAgentBench::Run(Seconds(1));
    EXPECT_EQ(flood(odd), 1U);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_icmpv6_error_test
