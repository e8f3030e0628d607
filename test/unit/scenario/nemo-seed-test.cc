// SPDX-License-Identifier: GPL-2.0-only
#include "unit/scenario/scenario-fixture.h"

#include "ns3/nemo-runner-session.h"
#include "ns3/nemo-seed.h"
#include "ns3/random-variable-stream.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <unordered_set>

namespace ns3::nemo::tests::nemo_seed_test
{

namespace
{

/// \return the first draw of a stream in a session of that seed
double
DrawOf(uint32_t seed)
{
    Scenario scenario;
    scenario.seed = seed;
    const RunSession session(scenario);
    auto variable = CreateObject<UniformRandomVariable>();
    variable->SetStream(5);
    return variable->GetValue(0, 1);
}

} // namespace

TEST(Seed, DrawsOfNeighboursHaveNothingInCommon)
{
    // The step from each draw to the next, on a circle: all the same when they are a lattice.
    std::vector<double> steps;
    for (uint32_t seed = 1; seed <= 50; ++seed)
    {
        const double step = DrawOf(seed + 1) - DrawOf(seed);
        steps.push_back(step - std::floor(step));
    }
    std::sort(steps.begin(), steps.end());
    for (std::size_t i = 1; i < steps.size(); ++i)
    {
        EXPECT_GT(steps[i] - steps[i - 1], 1e-9);
    }
    EXPECT_LT(steps.front(), 0.2);
    EXPECT_GT(steps.back(), 0.8);
}

TEST(Seed, TheSameGivesTheSame)
{
    EXPECT_EQ(DrawOf(7), DrawOf(7));
    EXPECT_EQ(SpreadSeed(1), 1U);
}

TEST(Seed, EachHasItsOwnWithinTheRange)
{
    std::unordered_set<uint32_t> seen;
    for (uint32_t i = 0; i < 100000; ++i)
    {
        for (const uint32_t seed : {1 + i, LARGEST_SEED - i})
        {
            const uint32_t spread = SpreadSeed(seed);
            EXPECT_TRUE(seen.insert(spread).second) << seed;
            EXPECT_GE(spread, 1U);
            EXPECT_LE(spread, LARGEST_SEED);
        }
    }
}

TEST(Seed, WhatNs3CannotTakeIsRefused)
{
    EXPECT_TRUE(LoadBase({"/seed=4294944442"}).scenario);
    EXPECT_EQ(DrawOf(LARGEST_SEED), DrawOf(LARGEST_SEED)) << "and does not end the program";
    EXPECT_NE(Join(LoadBase({"/seed=4294944443"}).errors).find("1 to 4294944442"),
              std::string::npos);
}

} // namespace ns3::nemo::tests::nemo_seed_test
