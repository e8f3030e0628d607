// SPDX-License-Identifier: GPL-2.0-only
#include "unit/scenario/scenario-fixture.h"

#include "ns3/nemo-json-document.h"
#include "ns3/nemo-sweep-key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

namespace ns3::nemo::tests::nemo_sweep_key_test
{

namespace
{

/// \return the document in common of the base scenario after some settings, with this sweep
std::string
Common(const std::string& sweep, const std::vector<std::string>& settings = {})
{
    Diagnostics diagnostics("");
    Json document = *ParseJson(BASE_SCENARIO, diagnostics);
    for (const auto& setting : settings)
    {
        ApplySetting(setting, document, diagnostics);
    }
    document["sweep"] = *ParseJson(sweep, diagnostics);
    const auto plan = ReadSweepPlan(document, diagnostics);
    EXPECT_TRUE(plan) << Join(diagnostics.GetErrors());
    return WriteCommonDocument(document, plan.value_or(SweepPlan()));
}

constexpr char LOSS[] = R"({"/links/away/loss": [0, 0.1]})";

} // namespace

TEST(SweepKey, HashIsThatOfTheStandard)
{
    // FIPS 180-4's own example, and the empty text.
    EXPECT_EQ(HashText("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(HashText(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(SweepKey, EachOfTheFivePartsMakesAnotherId)
{
    const SweepKey key{"s", "{}", 1, 1, "0"};
    std::set<std::string> ids{key.GetId()};
    for (const SweepKey& other : {SweepKey{"t", "{}", 1, 1, "0"},
                                  SweepKey{"s", "{1}", 1, 1, "0"},
                                  SweepKey{"s", "{}", 2, 1, "0"},
                                  SweepKey{"s", "{}", 1, 2, "0"},
                                  SweepKey{"s", "{}", 1, 1, "1"},
                                  SweepKey{"s\",\"", "{}", 1, 1, "0"}})
    {
        EXPECT_TRUE(ids.insert(other.GetId()).second);
    }
    EXPECT_EQ(key.GetId(), (SweepKey{"s", "{}", 1, 1, "0"}.GetId()));
    EXPECT_THAT(key.GetId(), ::testing::MatchesRegex("[0-9a-f]{16}"));
}

TEST(SweepKey, ParametersAreSorted)
{
    EXPECT_EQ(WriteParameters({{"/b", 1}, {"/a", "x"}}), R"({"/a":"x","/b":1})");
    EXPECT_EQ(WriteParameters({}), "{}");
}

TEST(SweepKey, TheOwnValueOfWhatIsSweptDoesNotCount)
{
    EXPECT_EQ(Common(LOSS, {"/links/away/loss=0.7"}), Common(LOSS, {"/links/away/loss=0.2"}));
    EXPECT_NE(Common(LOSS), Common(LOSS, {"/links/core/delay=3ms"}));
    EXPECT_NE(Common(LOSS), Common("{}")) << "one that is not swept counts";
}

TEST(SweepKey, NeitherDoValuesRunsAndSeedsOfTheSweep)
{
    EXPECT_EQ(Common(LOSS), Common(R"({"runs": 9, "/links/away/loss": [0.5]})"));
    EXPECT_EQ(Common(LOSS), Common(LOSS, {"/seed=5", "/run=9", "/$schema=x"}));
    EXPECT_NE(Common(LOSS), Common(LOSS, {"/description=other"}));
}

TEST(SweepKey, TheOrderOfPointersDoesNotCount)
{
    EXPECT_EQ(Common(R"({"/links/away/loss": [0], "/links/away/mtu": [1400]})"),
              Common(R"({"/links/away/mtu": [1400], "/links/away/loss": [0]})"));
}

TEST(SweepKey, TheScenarioOfARunCanBeMadeAgain)
{
    Diagnostics diagnostics("");
    const Json common = *ParseJson(Common(LOSS), diagnostics);
    const Json again = ApplyValues(common, {{"/links/away/loss", 0.1}}, diagnostics);
    Json expected = *ParseJson(BASE_SCENARIO, diagnostics);
    expected["links"]["away"]["loss"] = 0.1;
    EXPECT_EQ(again.dump(), expected.dump());
}

} // namespace ns3::nemo::tests::nemo_sweep_key_test
