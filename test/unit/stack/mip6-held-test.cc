// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-held.h"

#include <gtest/gtest.h>
#include <stdexcept>

namespace ns3::nemo::tests::mip6_held_test
{

namespace
{

TEST(HeldTest, PutsTheOldValueBackWhateverHappens)
{
    int slot = 1;
    {
        const Held<int> outer(slot, 2);
        EXPECT_EQ(slot, 2);
        {
            const Held<int> inner(slot, 3);
            EXPECT_EQ(slot, 3);
        }
        EXPECT_EQ(slot, 2);
    }
    EXPECT_EQ(slot, 1);
    try
    {
        const Held<int> held(slot, 4);
        throw std::runtime_error("out of the scope");
    }
    catch (const std::runtime_error&)
    {
        EXPECT_EQ(slot, 1);
    }
}

} // namespace

} // namespace ns3::nemo::tests::mip6_held_test
