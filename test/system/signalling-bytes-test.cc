// SPDX-License-Identifier: GPL-2.0-only
#include "support/capture-file.h"
#include "support/link-tap.h"
#include "system/scenario-run.h"

#include <gtest/gtest.h>
#include <set>

// What mobility costs in octets, IPv6 header included, without ESP: each message, and each packet
// of data.

namespace ns3::nemo::tests::signalling_bytes_test
{

namespace
{

constexpr uint8_t UDP = 17;

/// \return the octets of each message of a type that a node made or received
uint64_t
SizeOf(const ScenarioRun& run,
       const std::string& node,
       const std::string& type,
       const std::string& direction)
{
    uint64_t count = 0;
    uint64_t bytes = 0;
    for (const auto& message : run.GetResults().at("messages"))
    {
        if (message.at("node") == node && message.at("type") == type &&
            message.at("direction") == direction)
        {
            count += message.at("count").get<uint64_t>();
            bytes += message.at("bytes").get<uint64_t>();
        }
    }
    EXPECT_GT(count, 0U) << node << " " << type << " " << direction;
    EXPECT_EQ(count > 0 ? bytes % count : 0, 0U) << "all alike";
    return count > 0 ? bytes / count : 0;
}

TEST(SignallingBytes, OfAHandoverWithRouteOptimisation)
{
    ScenarioRun run(Shipped("handover-split"));
    run.Run();
    EXPECT_EQ(SizeOf(run, "HA", "BU", "rx"), 96U);
    EXPECT_EQ(SizeOf(run, "HA", "BA", "tx"), 80U);
    EXPECT_EQ(SizeOf(run, "CN", "HoTI", "rx"), 56U);
    EXPECT_EQ(SizeOf(run, "CN", "CoTI", "rx"), 56U);
    EXPECT_EQ(SizeOf(run, "CN", "HoT", "tx"), 64U);
    EXPECT_EQ(SizeOf(run, "CN", "CoT", "tx"), 64U);
    EXPECT_EQ(SizeOf(run, "CN", "BU", "rx"), 96U);
    EXPECT_EQ(SizeOf(run, "CN", "BA", "tx"), 96U);
    std::set<std::size_t> homeTestInits;
    std::set<std::size_t> homeTests;
    for (const auto& packet : ReadCapture(run.CaptureOf("away")))
    {
        const auto& inner = Innermost(packet);
        if (packet.inner && inner.signal && inner.signal->Get<HomeTestInit>())
        {
            homeTestInits.insert(packet.octets.size());
        }
        else if (packet.inner && inner.signal && inner.signal->Get<HomeTest>())
        {
            homeTests.insert(packet.octets.size());
        }
    }
    EXPECT_EQ(homeTestInits, std::set<std::size_t>{96});
    EXPECT_EQ(homeTests, std::set<std::size_t>{104});
}

TEST(SignallingBytes, OfAMobileRouterByTheNumberOfItsPrefixes)
{
    for (const auto& [prefixes, bytes] :
         {std::pair(R"(["5::/64"])", 120U), std::pair(R"(["5::/64", "6::/64"])", 144U)})
    {
        ScenarioRun run(Shipped("rfc3963-figure-2"),
                        {std::string("/nodes/MR/prefixes=") + prefixes,
                         "/nodes/MR/routeOptimization=false",
                         "/expect=[]"});
        run.Run();
        EXPECT_EQ(SizeOf(run, "MR", "BU", "tx"), bytes);
        EXPECT_EQ(SizeOf(run, "MR", "BA", "rx"), 80U);
    }
    ScenarioRun run(Shipped("implicit-mode"), {"/nodes/MR/routeOptimization=false"});
    run.Run();
    EXPECT_EQ(SizeOf(run, "MR", "BU", "tx"), 96U);
}

/// The datagrams of 160 octets of "cn-mn" are 208 octets without mobility.
TEST(DataBytes, ATunnelTakes40OctetsAndARoutingHeader24)
{
    ScenarioRun run(Shipped("handover-split"));
    run.Run();
    std::set<std::size_t> tunnelled;
    std::set<std::size_t> routed;
    for (const auto& packet : ReadCapture(run.CaptureOf("away")))
    {
        if (packet.inner && packet.inner->protocol == UDP)
        {
            tunnelled.insert(packet.octets.size());
        }
        else if (packet.protocol == UDP)
        {
            routed.insert(packet.octets.size());
        }
    }
    EXPECT_EQ(tunnelled, std::set<std::size_t>{208 + 40});
    EXPECT_EQ(routed, std::set<std::size_t>{208 + 24});
}

} // namespace

} // namespace ns3::nemo::tests::signalling_bytes_test
