// SPDX-License-Identifier: GPL-2.0-only
#include "mip6-vector-table.h"

#include "ns3/mip6-sequence-number.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_sequence_number_test
{

TEST(SequenceNumber, AgreesWithTheVectors)
{
    const auto table = ReadVectorTable("seq_compare");
    ASSERT_EQ(table.size(), 15u);
    for (const auto& row : table)
    {
        EXPECT_EQ(IsNewer(row.at("new"), row.at("last")), row.at("newer").get<bool>()) << row;
    }
}

/// PEER-35: a known implementation accepts the last number again, and refuses every further one
/// once the counter has passed 32767.
TEST(SequenceNumber, Peer_35_IsModularOnTheWholeCircle)
{
    for (const uint32_t last : {0u, 1u, 15u, 32766u, 32767u, 32768u, 32769u, 65534u, 65535u})
    {
        SCOPED_TRACE(last);
        uint32_t wrong = 0;
        for (uint32_t ahead = 0; ahead < 65536; ++ahead)
        {
            // The RFC's own words: the last number and the 32768 preceding values are stale.
            const bool isStale = ahead == 0 || 65536 - ahead <= 32768;
            const bool isNewer =
                IsNewer(static_cast<uint16_t>(last + ahead), static_cast<uint16_t>(last));
            wrong += isNewer == isStale ? 1 : 0;
        }
        EXPECT_EQ(wrong, 0u);
    }
}

TEST(SequenceNumber, CounterNeverGetsStuck)
{
    uint16_t last = 65500;
    for (int i = 0; i < 70000; ++i)
    {
        const uint16_t next = SequenceAfter(last);
        ASSERT_TRUE(IsNewer(next, last)) << last;
        ASSERT_FALSE(IsNewer(last, next)) << last;
        last = next;
    }
    EXPECT_EQ(SequenceAfter(65535), 0);
    EXPECT_EQ(SequenceAfter(0), 1);
}

} // namespace ns3::nemo::tests::mip6_sequence_number_test
