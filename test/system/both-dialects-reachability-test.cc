// SPDX-License-Identifier: GPL-2.0-only
// How a mobile node finds out that its default router does not hear it, in both dialects: RFC 4861
// section 7.3, draft-ietf-mobileip-ipv6-04 section 9.2.
#include "nemo-requirement.h"
#include "support/both-dialects-hops.h"

#include <gtest/gtest.h>
#include <set>
#include <string>

namespace ns3::nemo::tests::both_dialects_reachability_test
{

namespace
{

using World = Draft1997World;

const std::string TO_A = R"({ "at": "10s", "node": "MN", "to": "A" })";
const std::string UP = R"({ "type": "udp", "from": "MN", "to": "CN", "rate": "10pps",
                            "start": "15s", "name": "up" })";

/// Neighbor Unreachability Detection, with a short memory.
std::string
Detects(bool isTold)
{
    return std::string(R"(/nodes/MN/attributes={ "ns3::Icmpv6L4Protocol::ReachableTime": "5s",
        "ns3::nemo::MobileNode::DetectUnreachability": )") +
           (isTold ? "true }" : "false }");
}

} // namespace

class ReachabilityInBothDialects : public BothDialects
{
};

// Draft section 9.2, RFC 4861 section 7.3.1: acknowledgements for new data show that the router is
// there; without anything of the kind it is asked.
TEST_P(ReachabilityInBothDialects, WhatUpperLayersHearNeedNotBeAsked)
{
    IsDraft() ? REQ("D04-077+1@draft1997") : REQ("D04-077+1");
    for (const std::string flow : {R"("type": "tcp")", R"("type": "udp", "rate": "50pps")"})
    {
        SCOPED_TRACE(flow);
        ScenarioRun run(Text(TO_A, "{ " + flow + R"(, "from": "MN", "to": "CN", "start": "15s",
                                 "stop": "50s", "name": "up" })"),
                        {"/links/core/rate=1Mbps", Detects(!IsDraft()), "/duration=50s"});
        const LinkTap link(run.LinkOf("A"));
        run.Run();
        const auto asked = Probes(run, link, Seconds(22));
        const bool isHeard = flow.find("tcp") != std::string::npos;
        EXPECT_GE(asked.size(), isHeard ? 0U : 2U);
        EXPECT_LE(asked.size(), isHeard ? 0U : 10U);
        for (const auto& packet : asked)
        {
            EXPECT_TRUE(packet.destination.IsLinkLocal());
        }
    }
}

// Draft section 9.2: the link works in one direction only.
TEST_P(ReachabilityInBothDialects, ARouterThatDoesNotHearTheNodeIsGivenUpAndOthersAreLookedFor)
{
    IsDraft() ? REQ("D04-077+1@draft1997") : REQ("D04-077+1");
    for (const bool isAnotherThere : {false, true})
    {
        SCOPED_TRACE(isAnotherThere);
        ScenarioRun run(Text(TO_A, UP),
                        {Detects(!IsDraft()),
                         isAnotherThere ? R"(/nodes/R_B/links={ "A": "::b", "core": "::b" })"
                                        : "/duration=60s"});
        const LinkTap link(run.LinkOf("A"));
        Ptr<const MobileLinkDevice> deaf;
        Mac48Address used;
        run.At(Seconds(20), [&] {
            used = *NextHops(run, link, Seconds(16), Seconds(20)).begin();
            for (const std::string name : {"R_A", "R_B"})
            {
                if (run.NodeOf(name).FindInterface("A") && MacOn(run, name, "A") == used)
                {
                    deaf = run.NodeOf(name).FindInterface("A")->device;
                }
            }
            run.LinkOf("A")->SetLossRule(
                [&](const LinkFrame&, Ptr<const MobileLinkDevice> receiver) {
                    return receiver == deaf;
                });
        });
        run.Run();
        ASSERT_TRUE(deaf);
        const auto asked = Probes(run, link, Seconds(20));
        ASSERT_GE(asked.size(), 3U);
        EXPECT_EQ(asked[1].at - asked[0].at, Seconds(1));
        EXPECT_EQ(asked[2].at - asked[1].at, Seconds(1));
        EXPECT_GE(asked[0].at, Seconds(20 + 5)) << "DELAY_FIRST_PROBE_TIME";
        EXPECT_LT(asked[0].at, Seconds(20 + 5 + 5 + 1)) << "and ReachableTime";
        const Time over = asked[0].at + Seconds(3);
        if (isAnotherThere)
        {
            EXPECT_EQ(NextHops(run, link, over + MilliSeconds(200), Seconds(60)).count(used), 0U);
            EXPECT_EQ(UpdatesTo(link, World::Agent()).size(), 1U) << "the care-of address stays";
            continue;
        }
        const auto sought = link.Where([](const CaughtPacket& packet) {
            return packet.icmpv6 == SOLICITATION && packet.at > Seconds(20);
        });
        ASSERT_FALSE(sought.empty());
        EXPECT_GE(sought[0].at, over);
        EXPECT_LT(sought[0].at, over + MilliSeconds(10));
    }
}

INSTANTIATE_TEST_SUITE_P(Dialects, ReachabilityInBothDialects, TheDialects(), DialectName);

} // namespace ns3::nemo::tests::both_dialects_reachability_test
