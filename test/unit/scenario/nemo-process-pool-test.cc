// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-process-pool.h"

#include <chrono>
#include <csignal>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iostream>
#include <map>
#include <stdexcept>
#include <unistd.h>

namespace ns3::nemo::tests::nemo_process_pool_test
{

using std::chrono::milliseconds;
using ::testing::HasSubstr;

namespace
{

/// Wait for all that are at work. \return what became of them, by number
std::map<uint64_t, ProcessPool::Finished>
WaitForAll(ProcessPool& pool, const StopSignals& signals)
{
    std::map<uint64_t, ProcessPool::Finished> all;
    while (!pool.IsIdle())
    {
        pool.Wait(milliseconds(10000), signals);
        while (const auto finished = pool.Take())
        {
            all[finished->number] = *finished;
        }
    }
    return all;
}

void
Say(int output, const std::string& text)
{
    EXPECT_EQ(write(output, text.data(), text.size()), static_cast<ssize_t>(text.size()));
}

} // namespace

TEST(ProcessPool, HandsOverWhatChildrenWriteAndHowTheyEnd)
{
    const StopSignals signals;
    ProcessPool pool(3);
    EXPECT_TRUE(pool.Start(7, [](int output) {
        Say(output, "seven");
        std::cerr << "oh" << std::flush;
        return 0;
    }));
    EXPECT_TRUE(pool.Start(8, [](int) { return 42; }));
    EXPECT_TRUE(pool.HasRoom());
    EXPECT_TRUE(pool.Start(9, [](int) -> int { throw std::runtime_error("thrown"); }));
    EXPECT_FALSE(pool.HasRoom());
    const auto all = WaitForAll(pool, signals);
    ASSERT_EQ(all.size(), 3u);
    EXPECT_EQ(all.at(7).output, "seven");
    EXPECT_EQ(all.at(7).error, "oh");
    EXPECT_EQ(all.at(7).exitCode, 0);
    EXPECT_GT(all.at(7).peakMemoryBytes, 0);
    EXPECT_EQ(all.at(8).exitCode, 42);
    EXPECT_EQ(all.at(9).exitCode, 3);
    EXPECT_THAT(all.at(9).error, HasSubstr("internal error: thrown"));
}

TEST(ProcessPool, TellsWhichSignalEndedAChild)
{
    const StopSignals signals;
    ProcessPool pool(1);
    EXPECT_TRUE(pool.Start(1, [](int) { return raise(SIGKILL); }));
    const auto all = WaitForAll(pool, signals);
    EXPECT_EQ(all.at(1).exitCode, std::nullopt);
    EXPECT_EQ(all.at(1).signal, SIGKILL);
}

TEST(ProcessPool, EndsAChildThatTakesTooLong)
{
    const StopSignals signals;
    ProcessPool pool(2, milliseconds(300));
    EXPECT_TRUE(pool.Start(1, [](int) {
        pause();
        return 0;
    }));
    EXPECT_TRUE(pool.Start(2, [](int output) {
        Say(output, "quick");
        return 0;
    }));
    std::map<uint64_t, ProcessPool::Finished> all;
    while (!pool.IsIdle())
    {
        pool.Wait(milliseconds(20), signals);
        while (const auto finished = pool.Take())
        {
            all[finished->number] = *finished;
        }
    }
    EXPECT_TRUE(all.at(1).isLate);
    EXPECT_EQ(all.at(1).signal, SIGKILL);
    EXPECT_GE(all.at(1).wallSeconds, 0.3);
    EXPECT_FALSE(all.at(2).isLate);
    EXPECT_EQ(all.at(2).exitCode, 0);
}

TEST(ProcessPool, TakesMuchOutputAndBoundsErrors)
{
    const StopSignals signals;
    ProcessPool pool(2);
    const std::string much(3'000'000, 'x');
    for (const uint64_t number : {1, 2})
    {
        EXPECT_TRUE(pool.Start(number, [&](int output) {
            std::cerr << much;
            std::size_t done = 0;
            while (done < much.size())
            {
                done +=
                    static_cast<std::size_t>(write(output, much.data() + done, much.size() - done));
            }
            return 0;
        }));
    }
    for (const auto& [number, finished] : WaitForAll(pool, signals))
    {
        EXPECT_EQ(finished.output.size(), much.size()) << number;
        EXPECT_EQ(finished.error.size(), ProcessPool::ERROR_OCTETS) << number;
    }
}

TEST(ProcessPool, ChildrenIgnoreWhatATerminalSends)
{
    const StopSignals signals;
    ProcessPool pool(1);
    EXPECT_TRUE(pool.Start(1, [](int) {
        raise(SIGINT);
        raise(SIGTERM);
        raise(SIGHUP);
        return 5;
    }));
    EXPECT_EQ(WaitForAll(pool, signals).at(1).exitCode, 5);
}

TEST(ProcessPool, StopsAtOnceWhenAsked)
{
    const StopSignals signals;
    ProcessPool pool(1);
    EXPECT_TRUE(pool.Start(1, [](int) {
        pause();
        return 0;
    }));
    EXPECT_FALSE(signals.HasArrived());
    raise(SIGTERM);
    const auto begin = std::chrono::steady_clock::now();
    pool.Wait(milliseconds(60000), signals);
    EXPECT_FALSE(pool.Take());
    EXPECT_TRUE(signals.HasArrived());
    pool.KillAll();
    EXPECT_TRUE(pool.IsIdle());
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30));
}

TEST(ProcessPool, WaitsNoLongerThanAsked)
{
    const StopSignals signals;
    ProcessPool pool(1);
    EXPECT_TRUE(pool.Start(1, [](int) {
        pause();
        return 0;
    }));
    pool.Wait(milliseconds(1), signals);
    EXPECT_FALSE(pool.Take());
    EXPECT_FALSE(pool.IsIdle());
}

} // namespace ns3::nemo::tests::nemo_process_pool_test
