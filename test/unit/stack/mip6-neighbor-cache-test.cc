// SPDX-License-Identifier: GPL-2.0-only
// The states of an entry in the neighbour cache. RFC 4861 sections 7.2.3 and 7.2.5.
#include "support/neighbor-world.h"
#include "unit/wire/wire-data.h"

#include "ns3/ipv6-route.h"
#include "ns3/mip6-neighbor-cache.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_neighbor_cache_test
{

namespace
{

const Ipv6Address NEIGHBOUR("fd00::9");
const Mac48Address FIRST("02:00:00:00:00:01");
const Mac48Address SECOND("02:00:00:00:00:02");

class NeighborCacheTest : public ::testing::Test
{
  protected:
    NeighborCacheTest()
        : node(world.NewNode()),
          number(node.AddInterface(world.NewLink())),
          interface(node.ipv6->GetInterface(number))
    {
        node.interfaces->AddAddress(number, Ipv6Address("fd00::1"), 64, true);
    }

    NdiscCache::Entry* Entry()
    {
        return interface->GetNdiscCache()->Lookup(NEIGHBOUR);
    }

    /// An entry that waits for an answer, with so many packets.
    void Ask(int packets)
    {
        for (int i = 0; i < packets; ++i)
        {
            node.ipv6->Send(Create<Packet>(8), Ipv6Address("fd00::1"), NEIGHBOUR, 59, nullptr);
        }
        ASSERT_TRUE(Entry() && Entry()->IsIncomplete());
    }

    /// An advertisement of the neighbour; flags of R, S and O.
    void Advertise(const std::string& flags, std::optional<Mac48Address> linkLayer)
    {
        NeighborAdvertisement message;
        message.target = NEIGHBOUR;
        message.router = flags.find('R') != std::string::npos;
        message.solicited = flags.find('S') != std::string::npos;
        message.override = flags.find('O') != std::string::npos;
        if (linkLayer)
        {
            message.options.emplace_back(TargetLinkLayerAddress{*linkLayer});
        }
        NoteNeighborAdvertisement(interface, message);
    }

    /// The link-layer destinations of the packets that were sent to the neighbour.
    std::vector<Mac48Address> SentTo(Ptr<MobileLink> link) const
    {
        std::vector<Mac48Address> addresses;
        for (const auto& frame : world.Seen(link))
        {
            if (frame.Destination() == NEIGHBOUR && frame.NextHeader() == 59)
            {
                addresses.push_back(frame.to);
            }
        }
        return addresses;
    }

    NeighborWorld world;
    NeighborNode& node;
    uint32_t number;
    Ptr<Ipv6Interface> interface;
};

TEST_F(NeighborCacheTest, WhatANeighbourSaysOfItselfMakesAStaleEntry)
{
    NoteLinkLayerAddress(interface, NEIGHBOUR, FIRST, std::nullopt, false);
    ASSERT_TRUE(Entry());
    EXPECT_TRUE(Entry()->IsStale());
    EXPECT_FALSE(Entry()->IsRouter());
    EXPECT_EQ(Entry()->GetMacAddress(), Address(FIRST));
    NoteLinkLayerAddress(interface, NEIGHBOUR, FIRST, true, true);
    EXPECT_TRUE(Entry()->IsReachable());
    EXPECT_TRUE(Entry()->IsRouter());
    // The same again is no news; another address is.
    NoteLinkLayerAddress(interface, NEIGHBOUR, FIRST, std::nullopt, false);
    EXPECT_TRUE(Entry()->IsReachable());
    NoteLinkLayerAddress(interface, NEIGHBOUR, SECOND, std::nullopt, false);
    EXPECT_TRUE(Entry()->IsStale());
    EXPECT_TRUE(Entry()->IsRouter()) << "as it was";
    EXPECT_EQ(Entry()->GetMacAddress(), Address(SECOND));
    NoteLinkLayerAddress(interface, Ipv6Address::GetAny(), FIRST, std::nullopt, false);
    EXPECT_FALSE(interface->GetNdiscCache()->Lookup(Ipv6Address::GetAny()));
}

TEST_F(NeighborCacheTest, PacketsThatWaitLeaveForTheAddressThatIsTold)
{
    const auto link = DynamicCast<MobileLink>(node.Device(number)->GetLink());
    Ask(2);
    Advertise("R", FIRST); // not asked for: RFC 4861 section 7.2.5, first case
    EXPECT_TRUE(Entry()->IsDelay()) << "stale, and used at once";
    EXPECT_TRUE(Entry()->IsRouter());
    NeighborWorld::RunUntil(Seconds(1));
    EXPECT_EQ(SentTo(link), (std::vector<Mac48Address>{FIRST, FIRST}));
}

TEST_F(NeighborCacheTest, AnAnswerWithoutAnAddressAnswersNothing)
{
    Ask(1);
    Advertise("SO", std::nullopt);
    EXPECT_TRUE(Entry()->IsIncomplete());
    Advertise("SO", FIRST);
    EXPECT_TRUE(Entry()->IsReachable());
}

TEST_F(NeighborCacheTest, AnAdvertisementMakesNoEntry)
{
    Advertise("SO", FIRST);
    EXPECT_FALSE(Entry());
}

// RFC 4861 section 7.2.5 I: without O another address only makes a reachable entry stale.
TEST_F(NeighborCacheTest, AnotherAddressCountsOnlyWithTheOverrideFlag)
{
    NoteLinkLayerAddress(interface, NEIGHBOUR, FIRST, std::nullopt, true);
    Advertise("RS", SECOND);
    EXPECT_TRUE(Entry()->IsStale());
    EXPECT_EQ(Entry()->GetMacAddress(), Address(FIRST));
    EXPECT_FALSE(Entry()->IsRouter()) << "nothing else is taken from it";
    Advertise("O", SECOND);
    EXPECT_TRUE(Entry()->IsStale()) << "not asked for";
    EXPECT_EQ(Entry()->GetMacAddress(), Address(SECOND));
    Advertise("SO", FIRST);
    EXPECT_TRUE(Entry()->IsReachable());
    EXPECT_EQ(Entry()->GetMacAddress(), Address(FIRST));
}

// RFC 4861 section 7.2.5 II.
TEST_F(NeighborCacheTest, AnAnswerConfirmsTheAddressThatIsKnown)
{
    NoteLinkLayerAddress(interface, NEIGHBOUR, FIRST, true, false);
    Advertise("S", std::nullopt);
    EXPECT_TRUE(Entry()->IsReachable());
    EXPECT_FALSE(Entry()->IsRouter()) << "R is 0";
}

} // namespace

} // namespace ns3::nemo::tests::mip6_neighbor_cache_test
