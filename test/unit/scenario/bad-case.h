// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_BAD_CASE_H
#define NEMO_BAD_CASE_H

#include "unit/scenario/scenario-fixture.h"

#include <gtest/gtest.h>
#include <ostream>

namespace ns3::nemo::tests
{

/// One thing done to the base scenario and the one error that has to come of it.
struct BadCase
{
    std::string setting;    ///< What is set.
    std::string pointer;    ///< Where the error is; empty: where it was set.
    std::string problem;    ///< Part of what it says.
    std::string suggestion; ///< What it suggests.
};

/// Names the case in the output of the tests.
inline std::ostream&
operator<<(std::ostream& os, const BadCase& bad)
{
    return os << bad.setting;
}

/// Do it, and look at what comes of it.
inline void
ExpectOnlyThisError(const BadCase& bad)
{
    const auto result = LoadBase({bad.setting});
    EXPECT_FALSE(result.scenario);
    ASSERT_EQ(result.errors.size(), 1u) << Join(result.errors);
    const auto& error = result.errors[0];
    const std::string set = bad.setting.substr(0, bad.setting.find('='));
    EXPECT_EQ(error.pointer, bad.pointer.empty() ? set : bad.pointer);
    EXPECT_NE(error.problem.find(bad.problem), std::string::npos) << error.problem;
    EXPECT_EQ(error.suggestion, bad.suggestion);
    EXPECT_FALSE(error.allowed.empty()) << "an error says what is allowed";
}

} // namespace ns3::nemo::tests

#endif // NEMO_BAD_CASE_H
