// SPDX-License-Identifier: GPL-2.0-only
#include "system/scenario-run.h"
#include "unit/scenario/scenario-fixture.h"

#include "ns3/nemo-runner.h"

#include <cctype>
#include <gtest/gtest.h>
#include <sstream>
#include <string>
#include <vector>

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

    /// Only what is refused for good is worth a warning, which says so.
    static void ExpectWarnings(const nlohmann::json& warnings)
    {
        const std::string refusal = "refusal-";
        const bool isRefused = GetParam().rfind(refusal, 0) == 0;
        ASSERT_EQ(warnings.size(), isRefused ? 1U : 0U);
        EXPECT_TRUE(!isRefused || warnings[0].get<std::string>().find(
                                      GetParam().substr(refusal.size())) != std::string::npos);
    }

    const fs::path m_folder;
    std::ostringstream m_out;
    std::ostringstream m_err;
};

/// Once as `nemo run` does it, and once by the fixture, whose captures the referee of `./nemo test`
/// judges.
TEST_P(ShippedScenarioRun, HoldsItsExpectationsAndGivesTheSameBytesTwice)
{
    EXPECT_EQ(Run("a"), 0) << m_out.str();
    EXPECT_EQ(m_err.str(), "");
    ScenarioRun run(Shipped(GetParam()));
    run.Run();
    EXPECT_FALSE(run.GetResults().at("expectations").empty());
    EXPECT_TRUE(run.HoldsExpectations());
    ExpectWarnings(run.GetResults().at("warnings"));
    EXPECT_GT(run.GetResultsText().size(), 0U);
    EXPECT_TRUE(ReadWhole(m_folder / "a" / "results.json") == run.GetResultsText());
    std::vector<std::string> links;
    for (const auto& link : run.GetTopology().links)
    {
        links.push_back(link.spec->name);
    }
    for (const auto& link : links)
    {
        const auto octets = ReadWhole(m_folder / "a" / (link + ".pcap"));
        EXPECT_GE(octets.size(), 24U) << link << ": at least the header of the file";
        EXPECT_TRUE(octets == ReadWhole(run.CaptureOf(link))) << link;
    }
    Diagnostics diagnostics(GetParam());
    EXPECT_EQ(links.size(), LoadScenario(Shipped(GetParam()), {}, diagnostics)->links.size());
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
