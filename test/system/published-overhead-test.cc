// SPDX-License-Identifier: GPL-2.0-only
// The published numbers of doc/showcases/nested.md and doc/showcases/home-agent-load.md, and what a
// handover of doc/showcases/handover-split.md costs a stream of voice.
#include "system/scenario-run.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::published_overhead_test
{

namespace
{

constexpr double VOICE = 50; ///< Packets a second.

/// \return the kbit/s of a flow of nested.json on the access link
double
RateOnAccessLink(const ScenarioRun& run, const std::string& flow)
{
    const nlohmann::json paths = run.FlowOf(flow).at("paths");
    EXPECT_EQ(paths.size(), 1U) << flow;
    for (const auto& hop : paths.at(0).at("hops"))
    {
        if (hop.at("link") == "visited")
        {
            return hop.at("octets").get<double>() * 8 * VOICE / 1000;
        }
    }
    return 0;
}

TEST(PublishedOverhead, OfVoiceIsSixteenKilobitsAHeader)
{
    ScenarioRun run(Shipped("nested"));
    run.Run();
    std::vector<double> small;
    std::vector<double> large;
    for (int level = 0; level <= 4; ++level)
    {
        small.push_back(RateOnAccessLink(run, "g729-" + std::to_string(level)));
        large.push_back(RateOnAccessLink(run, "g711-" + std::to_string(level)));
    }
    EXPECT_EQ(small, (std::vector<double>{32, 48, 64, 80, 96}));
    EXPECT_EQ(large, (std::vector<double>{88, 104, 120, 136, 152}));
    for (int level = 0; level <= 5; ++level)
    {
        const auto ping = run.FlowOf("ping-" + std::to_string(level));
        EXPECT_NEAR(ping.at("delayP50").get<double>(), 0.01 * (level + 1), 0.0005) << level;
    }
}

TEST(PublishedOverhead, OfAHandoverIsTheRateTimesTheOutage)
{
    for (const char* max : {"1.5s", "3s"})
    {
        for (const char* seed : {"1", "2", "3"})
        {
            ScenarioRun run(Shipped("handover-split"),
                            {"/links/away/delay=1us",
                             std::string("/nodes/AR/links/away/advertise/max=") + max,
                             std::string("/seed=") + seed,
                             "/expect=[]"});
            run.Run();
            const double outage = run.HandoverOf("MN", 0).at("outage");
            EXPECT_GT(outage, 1);
            EXPECT_NEAR(run.FlowOf("cn-mn").at("lost").get<double>(), VOICE * outage, 1);
            run.End();
        }
    }
}

TEST(PublishedOverhead, OfRegistrationsIsThatOfTheFormula)
{
    ScenarioRun run(Shipped("home-agent-load"));
    run.Run();
    constexpr double TIME = 1080;
    constexpr uint64_t AT_FIRST = 20;
    const double formula = 10 * (1 / 120.0 + 1 / 270.0);
    const auto registrations = static_cast<double>(run.CountOf("HA", "BU", "rx") - AT_FIRST);
    EXPECT_NEAR(registrations / TIME, formula, 1e-9);
    double octets = 0;
    for (const auto& message : run.GetResults().at("messages"))
    {
        const bool isCounted = message.at("node") == "HA" &&
                               ((message.at("type") == "BU" && message.at("direction") == "rx") ||
                                (message.at("type") == "BA" && message.at("direction") == "tx"));
        octets += isCounted ? message.at("bytes").get<double>() : 0;
    }
    EXPECT_EQ(octets / static_cast<double>(run.CountOf("HA", "BU", "rx")), 200);
    // 193 kbit/s for a thousand times as many.
    EXPECT_NEAR(octets / (registrations + AT_FIRST) * 8 * registrations / TIME, 193, 0.5);
}

} // namespace

} // namespace ns3::nemo::tests::published_overhead_test
