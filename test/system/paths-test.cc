// SPDX-License-Identifier: GPL-2.0-only
// "paths": the ways of packets in results.json.
#include "system/scenario-run.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::paths_test
{

namespace
{

using Json = nlohmann::json;

/// A - R - B; what is different is JSON text.
std::string
World(const std::string& traffic, const std::string& more, const std::string& left = "")
{
    return R"({ "duration": "30s",
      "links": { "left": { "prefix": "fd00:1::/64" )" +
           left + R"( }, "right": { "prefix": "fd00:2::/64", "delay": "5ms" } },
      "nodes": {
        "A": { "role": "correspondent", "links": { "left": "::10" } },
        "R": { "role": "router", "links": { "left": "::1", "right": "::1" } },
        "B": { "role": "correspondent", "links": { "right": "::10" } } },
      "traffic": [ { "name": "flow", "from": "A", "to": "B", "start": "5s", "stop": "25s", )" +
           traffic + R"( } ])" + more + R"(, "output": { "paths": true } })";
}

/// The nodes that packets were at, with the numbers of headers in between.
std::string
WayOf(const Json& path)
{
    std::string text = path.at("hops")[0].at("from");
    for (const auto& hop : path.at("hops"))
    {
        text += " " + std::to_string(hop.at("headers").get<int>()) + " " +
                (hop.at("to").is_null() ? "*" : hop.at("to").get<std::string>());
    }
    return text;
}

TEST(Paths, AreToldForEachDirectionWithLinksHopLimitsAndSizes)
{
    ScenarioRun run(World(R"("type": "ping", "interval": "1s", "size": 60)", ""));
    run.Run();
    const Json paths = run.FlowOf("flow").at("paths");
    ASSERT_EQ(paths.size(), 2U);
    EXPECT_EQ(paths[0].at("direction"), "there");
    EXPECT_EQ(WayOf(paths[0]), "A 1 R 1 B");
    EXPECT_EQ(paths[0].at("packets"), 20);
    EXPECT_NEAR(paths[0].at("last").get<double>(), 24, 1e-4) << "when its last bit had left";
    const Json hops = paths[0].at("hops");
    EXPECT_EQ(hops[0].at("link"), "left");
    EXPECT_EQ(hops[0].at("hopLimit"), 64);
    EXPECT_EQ(hops[0].at("octets"), 40 + 8 + 60);
    EXPECT_EQ(hops[1].at("link"), "right");
    EXPECT_EQ(hops[1].at("hopLimit"), 63);
    EXPECT_EQ(paths[1].at("direction"), "back");
    EXPECT_EQ(WayOf(paths[1]), "B 1 R 1 A");
    EXPECT_EQ(paths[1].at("packets"), 20);
}

TEST(Paths, OfLostPacketsEndWhereTheyWereLast)
{
    ScenarioRun run(World(R"("type": "udp", "rate": "10pps")",
                          R"(, "faults": [ { "at": "10.05s", "link": "right", "up": false },
                                           { "at": "15.05s", "link": "right", "up": true } ])"));
    run.Run();
    const Json paths = run.FlowOf("flow").at("paths");
    uint64_t packets = 0;
    for (const auto& path : paths)
    {
        packets += path.at("packets").get<uint64_t>();
        const bool isLost = path.at("first") > 10.0 && path.at("last") < 15.1;
        EXPECT_EQ(WayOf(path), isLost ? "A 1 R" : "A 1 R 1 B");
        EXPECT_EQ(path.at("packets"), isLost ? 50 : 150);
    }
    EXPECT_EQ(paths.size(), 2U);
    EXPECT_EQ(packets, 200U);
}

TEST(Paths, OfDoubledPacketsAreTheSame)
{
    ScenarioRun run(World(R"("type": "udp", "rate": "10pps")", "", R"(, "duplicate": 0.5)"));
    run.Run();
    const Json paths = run.FlowOf("flow").at("paths");
    ASSERT_EQ(paths.size(), 1U);
    EXPECT_EQ(WayOf(paths[0]), "A 1 R 1 B");
    EXPECT_EQ(paths[0].at("packets"), 200);
}

TEST(Paths, CountASegmentThatIsSentAgainAgain)
{
    ScenarioRun run(World(R"("type": "tcp", "bytes": 300000)", "", R"(, "loss": 0.05)"));
    run.Run();
    EXPECT_EQ(run.FlowOf("flow").at("received"), 300000);
    uint64_t lost = 0;
    uint64_t arrived = 0;
    const Json paths = run.FlowOf("flow").at("paths");
    for (const auto& path : paths)
    {
        if (path.at("direction") == "there")
        {
            const bool hasArrived = WayOf(path) == "A 1 R 1 B";
            EXPECT_TRUE(hasArrived || WayOf(path) == "A 1 R") << WayOf(path);
            (hasArrived ? arrived : lost) += path.at("packets").get<uint64_t>();
        }
    }
    EXPECT_GT(lost, 10U);
    EXPECT_GT(arrived, 500U);
}

TEST(Paths, AreNotThereUnlessTheyAreAskedFor)
{
    ScenarioRun run(World(R"("type": "udp")", ""), {"/output/paths=false"});
    run.Run();
    EXPECT_EQ(run.FlowOf("flow").count("paths"), 0U);
}

} // namespace

} // namespace ns3::nemo::tests::paths_test
