// SPDX-License-Identifier: GPL-2.0-only
// Routers that filter routing headers. RFC 6275 section 8.3.
#include "nemo-requirement.h"
#include "support/link-tap.h"
#include "system/optimised-world.h"
#include "system/scenario-run.h"

#include "ns3/ipv6-l3-protocol.h"

#include <gtest/gtest.h>
#include <string>

namespace ns3::nemo::tests::routing_header_filter_test
{

namespace
{

constexpr uint8_t ROUTING = 43;
constexpr uint8_t DESTINATION_OPTIONS = 60;
constexpr uint8_t NO_NEXT_HEADER = 59;

/// What came through an access router that forwards no packets with some routing headers.
struct Outcome
{
    std::size_t sourceRouted{0}; ///< packets with a type 0 routing header, of four
    std::size_t straight{0};     ///< datagrams with a type 2 routing header
    uint64_t dropped{0};         ///< by the filter
};

Outcome
Through(const std::string& attributes)
{
    OptimisedWorld world{OptimisedWorld::BothWays()};
    world.router = R"(, "attributes": { )" + attributes + " }";
    ScenarioRun run(world.Text());
    const LinkTap away(run.LinkOf("away"));
    run.At(Seconds(20), [&run] {
        const auto ipv6 = run.NodeOf("CN").node->GetObject<Ipv6L3Protocol>();
        // One more address to go to, behind which it ends; the second time behind options.
        Octets route{NO_NEXT_HEADER, 2, 0, 1, 0, 0, 0, 0};
        route.resize(24);
        OptimisedWorld::HOME.GetBytes(route.data() + 8);
        Octets behind{ROUTING, 0, 1, 4, 0, 0, 0, 0};
        behind.insert(behind.end(), route.begin(), route.end());
        for (const auto& [number, octets] :
             {std::pair(ROUTING, route), std::pair(DESTINATION_OPTIONS, behind)})
        {
            for (int i = 0; i < 2; ++i)
            {
                ipv6->Send(Create<Packet>(octets.data(), static_cast<uint32_t>(octets.size())),
                           OptimisedWorld::PEER,
                           OptimisedWorld::CARE_OF,
                           number,
                           nullptr);
            }
        }
    });
    run.Run();
    Outcome outcome;
    for (const auto& packet : away.All())
    {
        constexpr uint8_t UDP = 17;
        const bool isAtOnce = packet.octets.at(6) == ROUTING;
        const bool isBehind =
            packet.octets.at(6) == DESTINATION_OPTIONS && packet.octets.at(40) == ROUTING;
        outcome.sourceRouted +=
            (isAtOnce && packet.octets.at(42) == 0) || (isBehind && packet.octets.at(50) == 0);
        outcome.straight += packet.routing == OptimisedWorld::HOME && packet.protocol == UDP;
    }
    outcome.dropped = run.DropsOf("AR", "routing-header-filter");
    return outcome;
}

TEST(RoutingHeaderFilter, IsOffUnlessWanted)
{
    const Outcome outcome = Through("");
    EXPECT_EQ(outcome.sourceRouted, 4U);
    EXPECT_GT(outcome.straight, 900U);
    EXPECT_EQ(outcome.dropped, 0U);
}

TEST(RoutingHeaderFilter, OfSourceRoutesLeavesOptimisedRoutesAlone)
{
    REQ("RFC-185");
    const Outcome open = Through("");
    const Outcome outcome = Through(R"("ns3::nemo::AccessRouter::FilterType0Routing": true)");
    EXPECT_EQ(outcome.sourceRouted, 0U);
    EXPECT_EQ(outcome.straight, open.straight);
    EXPECT_EQ(outcome.dropped, 4U);
}

TEST(RoutingHeaderFilter, OfMobilityLeavesSourceRoutesAlone)
{
    REQ("RFC-185");
    const Outcome outcome = Through(R"("ns3::nemo::AccessRouter::FilterType2Routing": true)");
    EXPECT_EQ(outcome.sourceRouted, 4U);
    EXPECT_EQ(outcome.straight, 0U);
    EXPECT_GT(outcome.dropped, 0U);
}

} // namespace

} // namespace ns3::nemo::tests::routing_header_filter_test
