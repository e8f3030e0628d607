// SPDX-License-Identifier: GPL-2.0-only
#include "system/scenario-run.h"
#include "unit/scenario/scenario-fixture.h"

#include "ns3/nemo-runner.h"

#include <cctype>
#include <gtest/gtest.h>
#include <sstream>

namespace ns3::nemo::tests::shipped_scenarios_test
{

namespace
{

namespace fs = std::filesystem;

/// What RunScenario does with a scenario that ships, as `nemo run` calls it.
class ShippedScenarioRun : public ::testing::TestWithParam<std::string>
{
  protected:
    ShippedScenarioRun()
        : m_folder(::testing::TempDir() + "nemo-shipped-" + GetParam())
    {
        fs::remove_all(m_folder);
    }

    ~ShippedScenarioRun() override
    {
        fs::remove_all(m_folder);
    }

    int Run(const std::string& folder)
    {
        Diagnostics diagnostics(GetParam());
        const auto scenario = LoadScenario(Shipped(GetParam()), {}, diagnostics);
        RunOptions options;
        options.file = Shipped(GetParam());
        options.outputDirectory = (m_folder / folder).string();
        options.pcap = true;
        options.out = &m_out;
        options.err = &m_err;
        return RunScenario(scenario.value(), options);
    }

    const fs::path m_folder;
    std::ostringstream m_out;
    std::ostringstream m_err;
};

TEST_P(ShippedScenarioRun, SucceedsAndGivesTheSameBytesTwice)
{
    EXPECT_EQ(Run("a"), 0) << m_out.str();
    EXPECT_EQ(Run("b"), 0);
    EXPECT_EQ(m_err.str(), "");
    std::size_t captures = 0;
    for (const auto& entry : fs::directory_iterator(m_folder / "a"))
    {
        const auto name = entry.path().filename();
        if (name != "run.json")
        {
            EXPECT_TRUE(ReadWhole(entry.path()) == ReadWhole(m_folder / "b" / name)) << name;
            captures += name.extension() == ".pcap" ? 1 : 0;
        }
    }
    Diagnostics diagnostics(GetParam());
    EXPECT_EQ(captures, LoadScenario(Shipped(GetParam()), {}, diagnostics)->links.size());
    EXPECT_GT(ReadWhole(m_folder / "a" / "results.json").size(), 0U);
}

/// The same by the fixture, whose captures the referee of `./nemo test` judges.
TEST_P(ShippedScenarioRun, HoldsItsExpectations)
{
    ScenarioRun run(Shipped(GetParam()));
    run.Run();
    EXPECT_FALSE(run.GetResults().at("expectations").empty());
    EXPECT_TRUE(run.HoldsExpectations());
    // Only what is refused for good is worth a warning, which says so.
    const std::string refusal = "refusal-";
    const auto& warnings = run.GetResults().at("warnings");
    const bool isRefused = GetParam().rfind(refusal, 0) == 0;
    ASSERT_EQ(warnings.size(), isRefused ? 1U : 0U);
    EXPECT_TRUE(!isRefused || warnings[0].get<std::string>().find(
                                  GetParam().substr(refusal.size())) != std::string::npos);
}

/// GoogleTest takes letters, digits and underscores.
std::string
NameOf(const ::testing::TestParamInfo<std::string>& info)
{
    std::string name = info.param;
    std::replace_if(
        name.begin(),
        name.end(),
        [](unsigned char c) { return std::isalnum(c) == 0; },
        '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(All, ShippedScenarioRun, ::testing::ValuesIn(ShippedNames()), NameOf);

} // namespace

} // namespace ns3::nemo::tests::shipped_scenarios_test
