// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-replay-window.h"

#include <gtest/gtest.h>
#include <limits>
#include <set>

namespace ns3::nemo::tests::mip6_replay_window_test
{

TEST(ReplayWindow, TakesEachNumberOnceInAnyOrder)
{
    ReplayWindow window;
    for (const uint32_t sequence : {3U, 1U, 2U, 60U, 59U})
    {
        EXPECT_TRUE(window.IsNew(sequence));
        window.Note(sequence);
        EXPECT_FALSE(window.IsNew(sequence));
    }
    EXPECT_FALSE(window.IsNew(0)) << "RFC 4303 section 2.2: the first is 1";
}

// RFC 4303 section 3.4.3.
TEST(ReplayWindow, IsSixtyFourNumbersWide)
{
    ReplayWindow window;
    window.Note(100);
    EXPECT_TRUE(window.IsNew(37));
    EXPECT_FALSE(window.IsNew(36));
    window.Note(36);
    window.Note(37);
    EXPECT_FALSE(window.IsNew(37));
    window.Note(101);
    EXPECT_FALSE(window.IsNew(100));
    EXPECT_TRUE(window.IsNew(38));
    EXPECT_FALSE(window.IsNew(37)) << "left of the window now";
}

TEST(ReplayWindow, ForgetsWhatAJumpLeavesBehind)
{
    ReplayWindow window;
    window.Note(1);
    window.Note(64);
    EXPECT_FALSE(window.IsNew(1));
    window.Note(1000);
    EXPECT_FALSE(window.IsNew(64));
    EXPECT_TRUE(window.IsNew(999));
    constexpr uint32_t LAST = std::numeric_limits<uint32_t>::max();
    window.Note(LAST);
    EXPECT_FALSE(window.IsNew(LAST));
    EXPECT_TRUE(window.IsNew(LAST - 63));
    EXPECT_FALSE(window.IsNew(LAST - 64));
}

/// Against a set of all that has come.
TEST(ReplayWindow, AgreesWithAPlainList)
{
    ReplayWindow window;
    std::set<uint32_t> come;
    uint32_t number = 1;
    for (int i = 0; i < 5000; ++i)
    {
        number = number * 1103515245U + 12345U;
        const uint32_t sequence = 1 + static_cast<uint32_t>(i) / 8 + (number >> 16) % 100;
        const bool isOld = !come.empty() && *come.rbegin() >= sequence + ReplayWindow::SIZE;
        EXPECT_EQ(window.IsNew(sequence), !isOld && come.count(sequence) == 0) << sequence;
        window.Note(sequence);
        if (!isOld)
        {
            come.insert(sequence);
        }
    }
}

} // namespace ns3::nemo::tests::mip6_replay_window_test
