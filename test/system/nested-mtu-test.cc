// SPDX-License-Identifier: GPL-2.0-only
// What fits into the tunnels of nested mobile networks, and who is told of it. RFC 2473 sections 7
// and 8.
#include "nemo-requirement.h"
#include "support/nested-layouts.h"
#include "system/nested-run.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::nested_mtu_test
{

namespace
{

constexpr uint8_t PACKET_TOO_BIG = 2;
constexpr uint32_t HEADERS = 48; ///< IPv6 and UDP.

/// The MTUs of the Packet Too Big messages to an address on a link.
std::vector<uint32_t>
MtusTold(const NestedRun& run, const std::string& link, const std::string& to)
{
    std::vector<uint32_t> mtus;
    for (const CaughtPacket& packet : run.On(link).All())
    {
        if (packet.icmpv6 == PACKET_TOO_BIG && packet.destination == run.AddressOf(to))
        {
            mtus.push_back(OctetReader(packet.octets.data() + packet.offset + 4, 4).U32());
        }
    }
    return mtus;
}

TEST(NestedMtu, EachLevelSubtractsItsHeaderAndOnePacketIsLost)
{
    REQ("TUN-7");
    NestedWorld world = NestedWorld::Chain(3);
    world.Send("up", "MNN", "CN", 1400 - HEADERS);
    NestedRun run(world);
    run.Run();
    EXPECT_EQ(MtusTold(run, "net1", "CoA2"), std::vector<uint32_t>{1460});
    EXPECT_EQ(MtusTold(run, "net2", "CoA3"), std::vector<uint32_t>{1420});
    EXPECT_EQ(MtusTold(run, "net3", "MNN"), std::vector<uint32_t>{1380});
    EXPECT_EQ(run.FlowOf("up").at("lost"), 1);
}

TEST(NestedMtu, IsToldDownToTheLeastOfIpv6AndBelowTunnelsCutWhatTheyCarry)
{
    for (const NestedSize& size : ReadNestedSizes())
    {
        for (const bool isLimited : {false, true})
        {
            SCOPED_TRACE(std::to_string(size.levels) + (isLimited ? " limited" : ""));
            if (size.levels == 0 || size.levels == 2 || size.levels == 4 || size.levels == 7)
            {
                continue; // nothing that the others have not
            }
            NestedWorld world = NestedWorld::Chain(size.levels);
            world.Send("up", "MNN", "CN", 1500 - HEADERS);
            world.json["traffic"][0]["rate"] = "4pps";
            if (isLimited)
            {
                world.LimitEncapsulation(10);
            }
            NestedRun run(world);
            run.Run();
            const auto told = MtusTold(run, "net" + std::to_string(size.levels), "MNN");
            ASSERT_FALSE(told.empty());
            EXPECT_EQ(told.back(), isLimited ? size.reportedLimited : size.reported);
            // One for each entry point that learns, also of those that cut and tell nobody.
            EXPECT_LE(run.FlowOf("up").at("lost"), size.levels);
            EXPECT_LE(told.size(), size.levels);
            for (const CaughtPacket& packet : run.On("visited").All())
            {
                EXPECT_LE(packet.octets.size(), 1500U);
            }
            run.End();
        }
    }
}

TEST(NestedMtu, DownstreamTheHomeAgentsTell)
{
    NestedWorld world = NestedWorld::Chain(3);
    world.Send("down", "CN", "MNN", 1400 - HEADERS);
    NestedRun run(world);
    run.Run();
    EXPECT_EQ(MtusTold(run, "R-HA1", "HA2"), std::vector<uint32_t>{1460});
    EXPECT_EQ(MtusTold(run, "R-HA2", "HA3"), std::vector<uint32_t>{1420});
    EXPECT_EQ(MtusTold(run, "R-CN", "CN"), std::vector<uint32_t>{1380});
    EXPECT_EQ(run.FlowOf("down").at("lost"), 1);
}

} // namespace

} // namespace ns3::nemo::tests::nested_mtu_test
