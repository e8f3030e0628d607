// SPDX-License-Identifier: GPL-2.0-only
// However many addresses somebody on a link speaks from, the neighbour cache ends somewhere.
#include "unit/stack/mobility-icmpv6-fixture.h"

#include "ns3/mip6-neighbor-cache.h"
#include "ns3/mip6-taught-neighbors.h"
#include "ns3/ndisc-cache.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_taught_neighbors_test
{

namespace
{

constexpr uint32_t MOST = TaughtNeighbors::MOST;
const Mac48Address NEIGHBOUR("02:00:00:00:00:77");

Ipv6Address
Number(uint32_t number)
{
    uint8_t octets[16]{0xfe, 0x80};
    octets[13] = static_cast<uint8_t>(number >> 16);
    octets[14] = static_cast<uint8_t>(number >> 8);
    octets[15] = static_cast<uint8_t>(number);
    return Ipv6Address(octets);
}

class TaughtNeighborsTest : public MobilityIcmpv6Test
{
  protected:
    /// b is solicited from an address that says where it is.
    void Solicit(uint32_t number)
    {
        NeighborSolicitation message;
        message.target = addressB;
        message.options.emplace_back(SourceLinkLayerAddress{NEIGHBOUR});
        Ipv6Header header;
        header.SetSource(Number(number));
        header.SetDestination(addressB);
        header.SetHopLimit(255);
        b.icmpv6->Redeliver(EncodeNeighborMessage(message, header.GetSource(), addressB),
                            header,
                            ib);
    }

    NdiscCache::Entry* EntryOf(uint32_t number)
    {
        return b.ipv6->GetInterface(ib)->GetNdiscCache()->Lookup(Number(number));
    }

    std::size_t Count(uint32_t last)
    {
        std::size_t count = 0;
        for (uint32_t i = 1; i <= last; ++i)
        {
            count += EntryOf(i) ? 1 : 0;
        }
        return count;
    }
};

TEST_F(TaughtNeighborsTest, SolicitationsMakeSoManyEntriesAndNoMore)
{
    for (uint32_t i = 1; i <= MOST + 100; ++i)
    {
        Solicit(i);
    }
    EXPECT_EQ(Count(MOST + 100), MOST);
    EXPECT_FALSE(EntryOf(100)) << "the oldest go";
    EXPECT_TRUE(EntryOf(101));
    EXPECT_TRUE(EntryOf(MOST + 100));
}

TEST_F(TaughtNeighborsTest, WhoIsInUseStays)
{
    Solicit(1);
    Solicit(2);
    EntryOf(2)->MarkReachable();
    for (uint32_t i = 3; i <= MOST + 2; ++i)
    {
        Solicit(i);
    }
    EXPECT_FALSE(EntryOf(1));
    EXPECT_TRUE(EntryOf(2));
    EXPECT_FALSE(EntryOf(3));
    EXPECT_EQ(Count(MOST + 2), MOST);
}

TEST_F(TaughtNeighborsTest, AKnownNeighbourNeedsNoRoom)
{
    for (uint32_t i = 1; i <= MOST; ++i)
    {
        Solicit(i);
    }
    Solicit(5);
    EXPECT_TRUE(EntryOf(1));
    b.interfaces->LearnNeighbor(ib,
                                Number(7),
                                NEIGHBOUR,
                                std::nullopt,
                                InterfaceTable::Knowledge::REACHABLE);
    EXPECT_EQ(Count(MOST), MOST);
}

TEST_F(TaughtNeighborsTest, RoutersThatSpeakOfThemselvesAreBoundedToo)
{
    for (uint32_t i = 1; i <= MOST + 100; ++i)
    {
        b.interfaces->LearnNeighbor(ib,
                                    Number(i),
                                    NEIGHBOUR,
                                    true,
                                    InterfaceTable::Knowledge::STALE);
    }
    EXPECT_EQ(Count(MOST + 100), MOST);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_taught_neighbors_test
