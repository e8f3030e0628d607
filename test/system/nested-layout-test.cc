// SPDX-License-Identifier: GPL-2.0-only
// What the packets of nested mobile networks look like on every link:
// test/vectors/nested-layouts.md, which was made from RFC 3963 and RFC 2473 and not from what this
// code sends.
#include "nemo-requirement.h"
#include "support/nested-layouts.h"
#include "system/nested-run.h"

#include <gtest/gtest.h>
#include <set>
#include <string>
#include <vector>

namespace ns3::nemo::tests::nested_layout_test
{

namespace
{

constexpr uint64_t PACKETS = 190; ///< of a flow of NestedWorld::Send

/// A chain of mobile routers, with datagrams both ways between the fixed node in the innermost
/// network and CN.
NestedWorld
Talking(uint32_t levels)
{
    NestedWorld world = NestedWorld::Chain(levels);
    world.Send("up", "MNN", "CN");
    world.Send("down", "CN", "MNN");
    return world;
}

/// Expect that all packets from one node to another look on each link as a table says, and that
/// they are on no other link.
void
ExpectLayouts(const NestedRun& run,
              const std::vector<NestedLayout>& layouts,
              const std::string& source,
              const std::string& destination)
{
    const Ipv6Address from = run.AddressOf(source);
    const Ipv6Address to = run.AddressOf(destination);
    std::size_t listed = 0;
    for (const NestedLayout& layout : layouts)
    {
        const auto packets = run.Between(layout.from, layout.to, from, to);
        EXPECT_EQ(packets.size(), PACKETS) << layout.from << "-" << layout.to;
        listed += packets.size();
        std::set<std::string> stacks;
        std::set<std::size_t> sizes;
        std::set<std::size_t> headers;
        for (const CaughtPacket& packet : packets)
        {
            stacks.insert(run.Layout(packet));
            sizes.insert(packet.octets.size());
            headers.insert(CountHeaders(packet));
        }
        EXPECT_EQ(stacks, std::set<std::string>{layout.stack}) << layout.from << "-" << layout.to;
        EXPECT_EQ(sizes, std::set<std::size_t>{layout.octets}) << layout.from << "-" << layout.to;
        EXPECT_EQ(headers, std::set<std::size_t>{layout.headers});
    }
    std::size_t sent = 0;
    for (const BuiltLink& link : run.GetTopology().links)
    {
        sent += run.On(link.spec->name)
                    .Where([&](const CaughtPacket& packet) {
                        const CaughtPacket& inner = Innermost(packet);
                        return inner.source == from && inner.destination == to && inner.icmpv6 == 0;
                    })
                    .size();
    }
    EXPECT_EQ(sent, listed) << "nothing beside the table";
}

/// Expect what each home agent of a chain has to know, and that none refuses what comes out of its
/// tunnels.
void
ExpectBindings(const NestedRun& run, uint32_t levels)
{
    for (uint32_t level = 1; level <= levels; ++level)
    {
        const std::string number = std::to_string(level);
        const auto bindings = run.BindingsOf("HA" + number);
        ASSERT_EQ(bindings.size(), 1U) << level;
        EXPECT_EQ(bindings[0].at("home"), "fd00:a" + Hexadecimal(level) + "::10" + number);
        const std::string place = level == 1 ? "fd00:7" : "fd00:b" + Hexadecimal(level - 1);
        EXPECT_EQ(bindings[0].at("careOf"), place + "::10" + number);
        EXPECT_EQ(bindings[0].at("prefixes"),
                  nlohmann::json::array({"fd00:b" + Hexadecimal(level) + "::/64"}));
        EXPECT_EQ(run.DropsOf("HA" + number, "reverse-tunnel-source-mismatch"), 0U) << level;
    }
}

} // namespace

TEST(NestedLayouts, OneTwoAndThreeLevelsLookAsTheyShouldOnEveryLinkBothWays)
{
    REQ("NEST-N-1", "NEST-N-2", "NEST-N-3", "NEST-N-4", "NEST-N-5", "NEST-N-6", "NEST-N-16");
    REQ("TUN-1");
    for (uint32_t levels = 1; levels <= 3; ++levels)
    {
        SCOPED_TRACE(levels);
        NestedRun run(Talking(levels));
        run.Run();
        const std::string chapter = "## n = " + std::to_string(levels);
        ExpectLayouts(run, ReadNestedLayouts({chapter, "Upstream"}), "MNN", "CN");
        ExpectLayouts(run, ReadNestedLayouts({chapter, "Downstream"}), "CN", "MNN");
        ExpectBindings(run, levels);
        for (const char* flow : {"up", "down"})
        {
            EXPECT_EQ(run.FlowOf(flow).at("received"), PACKETS) << flow;
        }
        run.End();
    }
}

TEST(NestedLayouts, WithAnEncapsulationLimitEachTunnelAllowsOneLess)
{
    for (const uint32_t levels : {3U, 5U})
    {
        SCOPED_TRACE(levels);
        NestedWorld world = Talking(levels);
        world.LimitEncapsulation();
        NestedRun run(world);
        run.Run();
        const std::string chapter = "### n = " + std::to_string(levels) + ", upstream";
        ExpectLayouts(run, ReadNestedLayouts({chapter}), "MNN", "CN");
        EXPECT_EQ(run.FlowOf("up").at("received"), PACKETS);
        EXPECT_EQ(run.FlowOf("down").at("received"), PACKETS);
        run.End();
    }
}

// RFC 2473 sections 4.1.1 and 8: the error goes from entry point to entry point, and who sent the
// packet hears that its destination cannot be reached.
TEST(NestedLayouts, BeyondTheEncapsulationLimitTheSourceIsToldByAllEntryPoints)
{
    NestedWorld world = Talking(6);
    world.LimitEncapsulation();
    NestedRun run(world);
    run.Run();
    auto layouts = ReadNestedLayouts({"### n = 6, upstream"});
    ASSERT_EQ(layouts.back().from, "MR1");
    ASSERT_EQ(layouts.back().to, "");
    layouts.pop_back();
    ExpectLayouts(run, layouts, "MNN", "CN");
    EXPECT_EQ(run.FlowOf("up").at("received"), 0);
    EXPECT_EQ(run.DropsOf("MR1", "encapsulation-limit"), PACKETS);
    ExpectBindings(run, 6); // signalling has one header less
    const auto problems = run.On("net1").Where([&](const CaughtPacket& packet) {
        return packet.icmpv6 == 4 && packet.destination == run.AddressOf("CoA2");
    });
    ASSERT_FALSE(problems.empty());
    for (const CaughtPacket& problem : problems)
    {
        EXPECT_EQ(problem.octets.at(41), 0) << "code";
        EXPECT_EQ(OctetReader(problem.octets.data() + 44, 4).U32(), 44U) << "pointer";
    }
    const auto told = run.Between("MR6", "MNN");
    std::size_t unreachable = 0;
    for (const CaughtPacket& packet : told)
    {
        EXPECT_NE(packet.icmpv6, 4);
        unreachable += packet.icmpv6 == 1 ? 1 : 0;
    }
    EXPECT_GE(unreachable, problems.size() / 2);
}

TEST(NestedLayouts, EachLevelAddsOneHeaderAndNoneIsTheLast)
{
    REQ("NEMO-1-3");
    for (const uint32_t levels : {4U, 5U, 8U})
    {
        SCOPED_TRACE(levels);
        NestedRun run(Talking(levels));
        run.Run();
        ExpectBindings(run, levels);
        for (const char* flow : {"up", "down"})
        {
            EXPECT_EQ(run.FlowOf(flow).at("received"), PACKETS) << flow;
        }
        const auto up = run.Between("MR1", "AR", run.AddressOf("MNN"), run.AddressOf("CN"));
        EXPECT_EQ(up.size(), PACKETS);
        for (const CaughtPacket& packet : up)
        {
            EXPECT_EQ(packet.octets.size(), 148 + 40 * levels);
            EXPECT_EQ(Innermost(packet).hopLimit, 63) << "one hop, whatever the depth";
        }
        const auto arrived = run.Between("R", "CN", run.AddressOf("MNN"), run.AddressOf("CN"));
        ASSERT_EQ(arrived.size(), PACKETS);
        EXPECT_EQ(arrived[0].hopLimit, 61);
        run.End();
    }
}

} // namespace ns3::nemo::tests::nested_layout_test
