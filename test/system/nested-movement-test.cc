// SPDX-License-Identifier: GPL-2.0-only
// Movement of mobile routers with mobile routers and mobile nodes below them.
#include "nemo-requirement.h"
#include "system/nested-run.h"

#include <cmath>
#include <cstdlib>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::nested_movement_test
{

namespace
{

const Time MOVED = Seconds(65); ///< When somebody moves while the flows of NestedWorld::Send run.

/// The Binding Updates that are on a link from MOVED on, inside or outside of tunnels.
std::size_t
UpdatesAfterTheMove(const NestedRun& run, const std::string& link)
{
    return run.On(link)
        .Where([](const CaughtPacket& packet) {
            return packet.at >= MOVED && Innermost(packet).IsUpdate();
        })
        .size();
}

/// A chain with another place to visit, and 50 datagrams a second both ways.
NestedWorld
MovingChain(uint32_t levels)
{
    NestedWorld world = NestedWorld::Chain(levels);
    world.AddPlace("other", "fd00:8::/64");
    world.Send("up", "MNN", "CN");
    world.Send("down", "CN", "MNN");
    for (auto& flow : world.json["traffic"])
    {
        flow["rate"] = "50pps";
        flow["start"] = "64s";
        flow["stop"] = "72s";
    }
    return world;
}

/// A root with 6 routers below it, each of which has 2 more and these a visiting mobile node each,
/// and as many mobile nodes and fixed ones elsewhere that there are 50 nodes below the root.
NestedWorld
Tree()
{
    NestedWorld world;
    world.AddPlace("other", "fd00:8::/64");
    world.AddRouter(1, "visited");
    uint32_t number = 1;
    const auto add = [&world, &number](const std::string& place, const std::string& at) {
        world.AddRouter(++number, "");
        world.Move(at, "MR" + std::to_string(number), place);
        return "net" + std::to_string(number);
    };
    for (int i = 0; i < 6; ++i)
    {
        const std::string middle = add("net1", "8s");
        for (int k = 0; k < 2; ++k)
        {
            const std::string low = add(middle, "16s");
            const std::string name = std::to_string(number);
            world.AddVisitor("VMN" + name, "");
            world.Move("24s", "VMN" + name, low);
            world.AddHost("LFN" + name, low, "::20");
            world.Send("visitor" + name, "CN", "VMN" + name);
        }
    }
    for (int i = 0; i < 8; ++i)
    {
        world.AddHost("LFN1" + std::string(1, static_cast<char>('a' + i)),
                      "net1",
                      "::3" + std::to_string(i));
    }
    world.Send("fixed", "LFN1a", "CN");
    return world;
}

TEST(NestedMovement, OfTheRootIsSeenByNobodyBelow)
{
    REQ("NEST-N-14");
    NestedWorld world = MovingChain(3);
    world.Move("65s", "MR1", "other");
    NestedRun run(world);
    run.Run();
    EXPECT_EQ(run.CountOf("MR2", "BU", "tx"), 1U);
    EXPECT_EQ(run.CountOf("MR3", "BU", "tx"), 1U);
    EXPECT_EQ(run.BindingsOf("HA1")[0].at("careOf"), "fd00:8::101");
    const double outage = run.HandoverOf("MR1", 1).at("outage");
    for (const char* flow : {"up", "down"})
    {
        const double lost = run.FlowOf(flow).at("lost");
        EXPECT_LE(std::abs(lost - 50 * outage), 2) << flow;
    }
    EXPECT_EQ(run.WayOf("up"), "MNN 1 MR3 2 MR2 3 MR1 4 HA1 3 HA2 2 HA3 1 CN");
    EXPECT_EQ(run.OctetsOn("up", "other"), 148U + 3 * 40U);
}

TEST(NestedMovement, OfASubRouterChangesItsBindingAndTheDepthOfWhatIsBelow)
{
    REQ("NEST-N-15");
    NestedWorld world = MovingChain(3);
    world.Move("65s", "MR2", "visited");
    NestedRun run(world);
    run.Run();
    EXPECT_EQ(run.CountOf("MR1", "BU", "tx"), 1U);
    EXPECT_EQ(run.CountOf("MR2", "BU", "tx"), 2U);
    EXPECT_EQ(run.CountOf("MR3", "BU", "tx"), 1U);
    EXPECT_EQ(run.BindingsOf("HA1")[0].at("careOf"), "fd00:7::101");
    EXPECT_EQ(run.BindingsOf("HA3")[0].at("careOf"), "fd00:b2::103");
    EXPECT_EQ(run.BindingsOf("HA2")[0].at("careOf"), "fd00:7::102");
    EXPECT_EQ(run.WayOf("up"), "MNN 1 MR3 2 MR2 3 HA2 2 HA3 1 CN");
    EXPECT_EQ(run.WayOf("down"), "CN 1 HA3 2 HA2 3 MR2 2 MR3 1 MNN");
}

TEST(NestedMovement, OfTheRootOfFiftyNodesTakesOneBindingUpdate)
{
    NestedWorld world = Tree();
    world.Move("65s", "MR1", "other");
    const std::size_t above = 3 + 19 + 1 + 1; // R, AR, CN; home agents; HAV; MR1
    EXPECT_EQ(world.json["nodes"].size() - above, 50U);
    NestedRun run(world);
    run.Run();
    EXPECT_EQ(UpdatesAfterTheMove(run, "other"), 1U);
    for (const BuiltLink& link : run.GetTopology().links)
    {
        if (link.spec->name.substr(0, 3) == "net")
        {
            EXPECT_EQ(UpdatesAfterTheMove(run, link.spec->name), 0U) << link.spec->name;
        }
    }
    for (const auto& flow : run.GetResults().at("flows"))
    {
        EXPECT_GT(flow.at("received"), 100) << flow.at("name");
        EXPECT_GE(flow.at("paths").back().at("last"), 78.8) << flow.at("name");
    }
    for (int number = 1; number <= 19; ++number)
    {
        EXPECT_EQ(run.BindingsOf("HA" + std::to_string(number)).size(), 1U) << number;
    }
    EXPECT_EQ(run.BindingsOf("HAV").size(), 12U);
}

TEST(NestedMovement, OfALostRootCutsOffTheNestsFromEachOtherButNotNeighbours)
{
    REQ("NEST-N-17");
    NestedWorld world = NestedWorld::Chain(2);
    world.AddRouter(3, "");
    world.Move("10s", "MR3", "net1");
    world.AddHost("PEER", "net3", "::20");
    world.AddHost("NEIGHBOUR", "net2", "::20");
    world.Send("nests", "MNN", "PEER");
    world.Send("link", "MNN", "NEIGHBOUR");
    world.json["faults"] =
        NestedWorld::Json::array({{{"at", "70s"}, {"link", "visited"}, {"up", false}}});
    NestedRun run(world);
    run.Run();
    EXPECT_EQ(run.FlowOf("link").at("lost"), 0);
    const uint64_t before = 100;
    EXPECT_EQ(run.FlowOf("nests").at("received"), before);
    EXPECT_EQ(run.FlowOf("nests").at("sent"), 190U);
}

} // namespace

} // namespace ns3::nemo::tests::nested_movement_test
