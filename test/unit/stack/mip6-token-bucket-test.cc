// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-token-bucket.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_token_bucket_test
{

namespace
{

/// How many of `tries` at a time get a token, of 10 a second and 3 at once.
uint32_t
Taken(TokenBucket& bucket, Time now, uint32_t tries)
{
    uint32_t taken = 0;
    for (uint32_t i = 0; i < tries; ++i)
    {
        taken += bucket.Take(now, 10, 3) ? 1 : 0;
    }
    return taken;
}

TEST(TokenBucketTest, LetsABurstPassAndThenTheRate)
{
    TokenBucket bucket;
    EXPECT_EQ(Taken(bucket, Seconds(5), 9), 3U);
    EXPECT_EQ(Taken(bucket, Seconds(5) + MilliSeconds(99), 9), 0U);
    EXPECT_EQ(Taken(bucket, Seconds(5) + MilliSeconds(100), 9), 1U);
    EXPECT_EQ(Taken(bucket, Seconds(5) + MilliSeconds(300), 9), 2U);
}

TEST(TokenBucketTest, KeepsNoMoreThanABurst)
{
    TokenBucket bucket;
    EXPECT_EQ(Taken(bucket, Seconds(0), 9), 3U);
    EXPECT_EQ(Taken(bucket, Hours(9), 9), 3U);
}

TEST(TokenBucketTest, HoldsTheAverageToTheToken)
{
    TokenBucket bucket;
    uint32_t taken = 0;
    for (int ms = 0; ms <= 60000; ms += 7)
    {
        taken += Taken(bucket, MilliSeconds(ms), 1);
    }
    // The burst, and ten for each second up to the last try at 59.997 s.
    EXPECT_EQ(taken, 3U + 599U);
}

TEST(TokenBucketTest, IsFullAfterFill)
{
    TokenBucket bucket;
    EXPECT_EQ(Taken(bucket, Seconds(1), 9), 3U);
    bucket.Fill();
    EXPECT_EQ(Taken(bucket, Seconds(1), 9), 3U);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_token_bucket_test
