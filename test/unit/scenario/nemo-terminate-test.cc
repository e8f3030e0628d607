// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/fatal-error.h"
#include "ns3/nemo-terminate.h"

#include <exception>
#include <gtest/gtest.h>
#include <stdexcept>

namespace ns3::nemo::tests::nemo_terminate_test
{

TEST(TerminateDeathTest, WhatNs3GivesUpOnIsAnInternalError)
{
    const auto give = []() {
        ExitOnTerminate();
        NS_FATAL_ERROR("the reason");
    };
    EXPECT_EXIT(give(),
                ::testing::ExitedWithCode(3),
                "the reason(.|\n)*nemo: internal error: ns-3 gave up for the reason above\n");
}

TEST(TerminateDeathTest, WhatNobodyCatchesIsAnInternalError)
{
    const auto give = []() noexcept {
        ExitOnTerminate();
        std::rethrow_exception(std::make_exception_ptr(std::runtime_error("what it says")));
    };
    EXPECT_EXIT(give(), ::testing::ExitedWithCode(3), "nemo: internal error: what it says\n");
}

} // namespace ns3::nemo::tests::nemo_terminate_test
