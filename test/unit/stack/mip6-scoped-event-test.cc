// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-scoped-event.h"

#include <gtest/gtest.h>
#include <memory>
#include <vector>

namespace ns3::nemo::tests::mip6_scoped_event_test
{

namespace
{

class ScopedEventTest : public ::testing::Test
{
  protected:
    ~ScopedEventTest() override
    {
        Simulator::Destroy();
    }

    /// What notes its number.
    auto Note(int number)
    {
        return [this, number]() { noted.push_back(number); };
    }

    std::vector<int> noted;
};

TEST_F(ScopedEventTest, HappensOnceAtItsTime)
{
    ScopedEvent event;
    EXPECT_FALSE(event.IsRunning());
    event.Schedule(Seconds(2), [this]() {
        EXPECT_EQ(Simulator::Now(), Seconds(2));
        Note(1)();
    });
    EXPECT_TRUE(event.IsRunning());
    Simulator::Run();
    EXPECT_EQ(noted, std::vector<int>{1});
    EXPECT_FALSE(event.IsRunning());
}

TEST_F(ScopedEventTest, IsReplacedByTheNextAndEndsWithItsHolder)
{
    ScopedEvent replaced;
    replaced.Schedule(Seconds(1), Note(1));
    replaced.Schedule(Seconds(2), Note(2));
    ScopedEvent cancelled;
    cancelled.Schedule(Seconds(1), Note(3));
    cancelled.Cancel();
    {
        ScopedEvent gone;
        gone.Schedule(Seconds(1), Note(4));
    }
    Simulator::Run();
    EXPECT_EQ(noted, std::vector<int>{2});
}

TEST_F(ScopedEventTest, GoesToAnotherHolder)
{
    ScopedEvent to;
    to.Schedule(Seconds(1), Note(1));
    {
        ScopedEvent from;
        from.Schedule(Seconds(1), Note(2));
        to = std::move(from);
    }
    ScopedEvent last(std::move(to));
    Simulator::Run();
    EXPECT_EQ(noted, std::vector<int>{2});
}

TEST_F(ScopedEventTest, MayDestroyItsHolder)
{
    auto event = std::make_unique<ScopedEvent>();
    event->Schedule(Seconds(1), [&]() { event.reset(); });
    Simulator::Run();
    EXPECT_FALSE(event);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_scoped_event_test
