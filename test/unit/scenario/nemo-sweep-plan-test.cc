// SPDX-License-Identifier: GPL-2.0-only
#include "unit/scenario/bad-case.h"

#include "ns3/nemo-json-document.h"
#include "ns3/nemo-sweep-plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::nemo::tests::nemo_sweep_plan_test
{

using ::testing::ElementsAre;

namespace
{

/// \return the plan of the base scenario with this sweep; nothing if there was an error
std::optional<SweepPlan>
Plan(const std::string& sweep)
{
    Diagnostics diagnostics("");
    Json document = *ParseJson(BASE_SCENARIO, diagnostics);
    document["sweep"] = *ParseJson(sweep, diagnostics);
    return ReadSweepPlan(document, diagnostics);
}

/// \return the values that a sweep of the loss of a link gets from this list or range
std::vector<std::string>
ValuesOf(const std::string& values)
{
    std::vector<std::string> texts;
    const auto plan = Plan("{\"/links/away/loss\": " + values + "}");
    for (const auto& value : plan ? plan->axes.at(0).values : std::vector<Json>())
    {
        texts.push_back(value.dump());
    }
    return texts;
}

class BadSweep : public ::testing::TestWithParam<BadCase>
{
};

} // namespace

TEST(SweepPlan, WithoutSweepThereIsNone)
{
    Diagnostics diagnostics("");
    EXPECT_FALSE(ReadSweepPlan(*ParseJson(BASE_SCENARIO, diagnostics), diagnostics));
    EXPECT_FALSE(diagnostics.HasErrors());
    EXPECT_FALSE(ReadSweepPlan(Json(5), diagnostics));
}

TEST(SweepPlan, AnEmptySweepIsOneRunOfTheFile)
{
    const auto plan = Plan("{}");
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->CountCombinations(), 1u);
    EXPECT_EQ(plan->runs, 1u);
    EXPECT_TRUE(plan->GetValues(0).empty());
}

TEST(SweepPlan, CombinesAllValuesTheLastPointerFirst)
{
    const auto plan =
        Plan(R"({"/links/away/loss": [0, 0.5], "/links/core/delay": ["1ms", "2ms", "3ms"],
                               "runs": 7})");
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->CountCombinations(), 6u);
    EXPECT_EQ(plan->runs, 7u);
    EXPECT_THAT(plan->GetIndices(0), ElementsAre(0, 0));
    EXPECT_THAT(plan->GetIndices(1), ElementsAre(0, 1));
    EXPECT_THAT(plan->GetIndices(3), ElementsAre(1, 0));
    EXPECT_THAT(plan->GetValues(5),
                ElementsAre(std::pair<std::string, Json>("/links/away/loss", 0.5),
                            std::pair<std::string, Json>("/links/core/delay", "3ms")));
}

TEST(SweepPlan, RangesCountInDecimals)
{
    EXPECT_THAT(ValuesOf(R"({"from": 0, "to": 0.5, "step": 0.1})"),
                ElementsAre("0.0", "0.1", "0.2", "0.3", "0.4", "0.5"));
    EXPECT_THAT(ValuesOf(R"({"from": 1, "to": 4, "step": 2})"), ElementsAre("1", "3"));
    EXPECT_THAT(ValuesOf(R"({"from": 3, "to": 1, "step": -1})"), ElementsAre("3", "2", "1"));
    EXPECT_THAT(ValuesOf(R"({"from": 5, "to": 5, "step": 1})"), ElementsAre("5"));
    EXPECT_THAT(ValuesOf(R"({"from": "5ms", "to": "16ms", "step": "5.5ms"})"),
                ElementsAre("\"5ms\"", "\"10.5ms\"", "\"16ms\""));
    EXPECT_THAT(ValuesOf(R"({"from": "1", "to": "2", "step": "1"})"),
                ElementsAre("\"1\"", "\"2\""));
    EXPECT_EQ(ValuesOf(R"({"from": 0, "to": 9999, "step": 1})").size(), 10000u);
}

TEST(SweepPlan, AListHoldsAnyJson)
{
    EXPECT_THAT(ValuesOf(R"([1, "a", null, {"b": [2]}])"),
                ElementsAre("1", "\"a\"", "null", "{\"b\":[2]}"));
}

TEST(SweepPlan, PointersMayLeadToNewKeysAndIntoLists)
{
    EXPECT_TRUE(
        Plan(R"({"/links/away/mtu": [1400], "/traffic/0/rate": ["10pps"], "/seed": [1, 2]})"));
    EXPECT_TRUE(Plan(R"({"/nodes/MR/prefixes": [[], ["5::/64"]], "/nodes/MN/home": ["home2"]})"));
}

TEST(SweepPlan, FiguresOfOthersAreOneForEachMeasure)
{
    const auto plan = Plan(R"({"/links/away/loss": [0, 0.5], "published": [
        {"source": "A", "at": {"/links/away/loss": 0.5}, "values": {"flows/voice/lost": 3, "x": 1.5}},
        {"source": "B", "values": {"x": 2}}]})");
    ASSERT_TRUE(plan);
    ASSERT_EQ(plan->published.size(), 3u);
    EXPECT_EQ(plan->published[1].source, "A");
    EXPECT_EQ(plan->published[1].metric, "x");
    EXPECT_EQ(plan->published[1].value, 1.5);
    EXPECT_EQ(plan->published[1].at.at(0).second, Json(0.5));
    EXPECT_TRUE(plan->published[2].at.empty());
    EXPECT_EQ(plan->published[2].place, "/sweep/published/1/values/x");
}

TEST(SweepPlan, AllErrorsAreToldAtOnce)
{
    const auto result = LoadBase(
        {R"(/sweep={"runs": 0, "/links/awya/loss": [0], "/run": [1]})", "/links/core/loss=7"});
    ASSERT_EQ(result.errors.size(), 4u) << Join(result.errors);
    EXPECT_EQ(
        ToString(result.errors[2]),
        "/sweep/~1links~1awya~1loss: \"/links/awya\" does not exist, so nothing below it can be "
        "set; allowed: \"home\", \"home2\", \"away\", \"inside\", \"deep\", \"core\", \"wire\"; "
        "did "
        "you mean \"away\"?");
}

TEST_P(BadSweep, GivesThisErrorAndNoOther)
{
    ExpectOnlyThisError(GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    Sweep,
    BadSweep,
    ::testing::Values(
        BadCase{"/sweep=5", "", "is not an object", ""},
        BadCase{"/sweep=[]", "", "is not an object", ""},
        BadCase{R"(/sweep={"runs": 0})", "/sweep/runs", "is out of range", ""},
        BadCase{R"(/sweep={"runs": 1.5})", "/sweep/runs", "is out of range", ""},
        BadCase{R"(/sweep={"runs": 1000001})", "/sweep/runs", "is out of range", ""},
        BadCase{R"(/sweep={"rums": 3})", "/sweep/rums", "is no JSON pointer", "runs"},
        BadCase{R"(/sweep={"": [1]})", "/sweep/", "is no JSON pointer", ""},
        BadCase{R"(/sweep={"links/away/loss": [1]})",
                "/sweep/links~1away~1loss",
                "is no JSON pointer",
                "/links/away/loss"},
        BadCase{R"(/sweep={"/run": [1]})", "/sweep/~1run", "is what \"runs\" counts", ""},
        BadCase{R"(/sweep={"/sweep/runs": [1]})", "/sweep/~1sweep~1runs", "the sweep itself", ""},
        BadCase{R"(/sweep={"/nodes/CM/mobility": [false]})",
                "/sweep/~1nodes~1CM~1mobility",
                "\"/nodes/CM\" does not exist",
                "CN"},
        BadCase{R"(/sweep={"/movement/2/at": ["1s"]})",
                "/sweep/~1movement~12~1at",
                "\"/movement/2\" does not exist",
                ""},
        BadCase{R"(/sweep={"/movement/7": [{}]})",
                "/sweep/~1movement~17",
                "\"/movement/7\" cannot be set",
                ""},
        BadCase{R"(/sweep={"/links/away": [{"prefix": "7::/64"}], "/links/away/loss": [0]})",
                "/sweep/~1links~1away~1loss",
                "lead into each other",
                ""}));

INSTANTIATE_TEST_SUITE_P(
    Values,
    BadSweep,
    ::testing::Values(
        BadCase{R"(/sweep={"/links/away/loss": 0.5})",
                "/sweep/~1links~1away~1loss",
                "is not a list",
                ""},
        BadCase{R"(/sweep={"/links/away/loss": []})",
                "/sweep/~1links~1away~1loss",
                "holds no value",
                ""},
        BadCase{R"(/sweep={"/links/away/loss": [0, 0.5, 0]})",
                "/sweep/~1links~1away~1loss/2",
                "is in the list already",
                ""},
        BadCase{R"(/sweep={"/links/away/loss": {"from": 0, "to": 1, "step": 0}})",
                "/sweep/~1links~1away~1loss/step",
                "is no step",
                ""},
        BadCase{R"(/sweep={"/links/away/loss": {"from": 0, "to": 1, "step": -0.1}})",
                "/sweep/~1links~1away~1loss/step",
                "leads away",
                ""},
        BadCase{R"(/sweep={"/links/away/loss": {"from": 0, "to": 1}})",
                "/sweep/~1links~1away~1loss",
                "\"step\" is missing",
                ""},
        BadCase{R"(/sweep={"/links/away/loss": {"from": 0, "too": 1, "to": 1, "step": 1}})",
                "/sweep/~1links~1away~1loss/too",
                "there is no such key",
                "to"},
        BadCase{R"(/sweep={"/links/away/loss": {"from": 0, "to": 1, "step": 0.00001}})",
                "/sweep/~1links~1away~1loss/step",
                "makes 100001 values",
                ""},
        BadCase{R"(/sweep={"/links/away/delay": {"from": "5ms", "to": "1s", "step": "5ms"}})",
                "/sweep/~1links~1away~1delay",
                "mixes units",
                ""},
        BadCase{R"(/sweep={"/links/away/delay": {"from": 5, "to": "10", "step": 5}})",
                "/sweep/~1links~1away~1delay",
                "mixes units",
                ""},
        BadCase{R"(/sweep={"/links/away/delay": {"from": "ms", "to": "9ms", "step": "5ms"}})",
                "/sweep/~1links~1away~1delay/from",
                "does not begin with a number",
                ""},
        BadCase{R"(/sweep={"/links/away/loss": {"from": 0, "to": 1e300, "step": 1}})",
                "/sweep/~1links~1away~1loss/to",
                "has too many digits",
                ""},
        BadCase{R"(/sweep={"/links/away/loss": {"from": 0, "to": 1e15, "step": 0.1}})",
                "/sweep/~1links~1away~1loss",
                "needs too many digits",
                ""},
        BadCase{R"(/sweep={"/links/away/loss": {"from": 0, "to": true, "step": 1}})",
                "/sweep/~1links~1away~1loss/to",
                "is not a number",
                ""}));

INSTANTIATE_TEST_SUITE_P(
    Bounds,
    BadSweep,
    ::testing::Values(
        BadCase{
            R"(/sweep={"runs": 101, "/links/away/loss": {"from": 0, "to": 0.9999, "step": 0.0001}})",
            "/sweep",
            "asks for 1010000 runs",
            ""},
        BadCase{R"(/sweep={"runs": 1000000,
                   "/links/away/loss": {"from": 0, "to": 0.9999, "step": 0.0001},
                   "/links/core/loss": {"from": 0, "to": 0.9999, "step": 0.0001},
                   "/links/deep/loss": {"from": 0, "to": 0.9999, "step": 0.0001},
                   "/links/home/loss": {"from": 0, "to": 0.9999, "step": 0.0001}})",
                "/sweep",
                "asks for more than 2^64 runs",
                ""}));

INSTANTIATE_TEST_SUITE_P(
    Published,
    BadSweep,
    ::testing::Values(
        BadCase{R"(/sweep={"published": {}})", "/sweep/published", "is not a list", ""},
        BadCase{R"(/sweep={"published": [5]})", "/sweep/published/0", "is not an object", ""},
        BadCase{R"(/sweep={"published": [{"values": {}}]})",
                "/sweep/published/0",
                "\"source\" is missing",
                ""},
        BadCase{R"(/sweep={"published": [{"source": "A"}]})",
                "/sweep/published/0",
                "\"values\" is missing",
                ""},
        BadCase{R"(/sweep={"published": [{"source": "A", "values": {"x": "y"}}]})",
                "/sweep/published/0/values/x",
                "is not a number",
                ""},
        BadCase{R"(/sweep={"/links/away/loss": [0],
                   "published": [{"source": "A", "at": {"/links/away/los": 0}, "values": {}}]})",
                "/sweep/published/0/at/~1links~1away~1los",
                "is not swept",
                "/links/away/loss"},
        BadCase{R"(/sweep={"/links/away/loss": [0],
                   "published": [{"source": "A", "at": {"/links/away/loss": 1}, "values": {}}]})",
                "/sweep/published/0/at/~1links~1away~1loss",
                "is not among the values that are swept",
                ""}));

} // namespace ns3::nemo::tests::nemo_sweep_plan_test
