// SPDX-License-Identifier: GPL-2.0-only

#include "ns3/test.h"

#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

/**
 * Inside an ns-3 tree the GoogleTest cases run as the one TestSuite `nemo`: `./test.py -s nemo`.
 * Outside nobody compiles this file: the cases are a program of their own.
 */
namespace ns3::nemo::tests
{

namespace
{

/// Keeps what failed, for ns-3 to report.
class FailureListener : public ::testing::EmptyTestEventListener
{
  public:
    /// A failed assertion: where, and what it said.
    struct Failure
    {
        std::string test;
        std::string file;
        int line;
        std::string summary;
    };

    void OnTestStart(const ::testing::TestInfo& info) override
    {
        m_test = std::string(info.test_suite_name()) + "." + info.name();
    }

    void OnTestPartResult(const ::testing::TestPartResult& result) override
    {
        if (!result.passed())
        {
            const char* file = result.file_name() ? result.file_name() : "";
            m_failures.push_back({m_test, file, result.line_number(), result.summary()});
        }
    }

    /// @return what failed so far
    const std::vector<Failure>& Failures() const
    {
        return m_failures;
    }

  private:
    std::string m_test;
    std::vector<Failure> m_failures;
};

} // namespace

/// All GoogleTest cases of the module, as one case of ns-3: GoogleTest runs once in a process.
class NemoGoogleTestCase : public TestCase
{
  public:
    NemoGoogleTestCase()
        : TestCase("the GoogleTest cases of nemo")
    {
    }

  private:
    void DoRun() override
    {
        int argc = 1;
        std::string program = "nemo";
        char* argv[] = {program.data(), nullptr};
        ::testing::InitGoogleTest(&argc, argv);

        auto& listeners = ::testing::UnitTest::GetInstance()->listeners();
        delete listeners.Release(listeners.default_result_printer());
        auto* failures = new FailureListener; // GoogleTest deletes it
        listeners.Append(failures);

        const int result = RUN_ALL_TESTS();
        for (const auto& failure : failures->Failures())
        {
            ReportTestFailure(failure.test,
                              "failed",
                              "passed",
                              failure.summary,
                              failure.file,
                              failure.line);
        }
        NS_TEST_EXPECT_MSG_EQ(result, 0, "GoogleTest says that a case failed");
    }
};

/// The TestSuite `nemo`.
class NemoTestSuite : public TestSuite
{
  public:
    NemoTestSuite()
        : TestSuite("nemo", UNIT)
    {
        AddTestCase(new NemoGoogleTestCase, TestCase::QUICK);
    }
};

static NemoTestSuite g_nemoTestSuite; //!< registers the suite with ns-3

} // namespace ns3::nemo::tests
