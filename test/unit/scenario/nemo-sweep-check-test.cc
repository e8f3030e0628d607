// SPDX-License-Identifier: GPL-2.0-only
#include "unit/scenario/scenario-fixture.h"

#include "ns3/nemo-json-document.h"
#include "ns3/nemo-scenario-loader.h"
#include "ns3/nemo-sweep-check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::nemo::tests::nemo_sweep_check_test
{

using ::testing::ElementsAre;
using ::testing::HasSubstr;

namespace
{

/// \return the errors of the base scenario with this sweep, as they are printed
std::vector<std::string>
ErrorsOf(const std::string& sweep)
{
    Diagnostics diagnostics("");
    Json document = *ParseJson(BASE_SCENARIO, diagnostics);
    document["sweep"] = *ParseJson(sweep, diagnostics);
    const auto scenario = LoadScenarioDocument(document, diagnostics);
    const auto plan = ReadSweepPlan(document, diagnostics);
    EXPECT_TRUE(scenario && plan) << Join(diagnostics.GetErrors());
    if (scenario && plan)
    {
        CheckSweep(*plan, document, *scenario, diagnostics);
    }
    std::vector<std::string> texts;
    for (const auto& error : diagnostics.GetErrors())
    {
        texts.push_back(ToString(error));
    }
    return texts;
}

} // namespace

TEST(SweepCheck, RightValuesAreRight)
{
    EXPECT_THAT(ErrorsOf(R"({"/links/away/loss": [0, 0.5], "/links/core/delay": {"from": "1ms",
                             "to": "9ms", "step": "2ms"}, "/seed": [1, 2], "runs": 2})"),
                ElementsAre());
}

TEST(SweepCheck, EachWrongValueIsToldWhereItStands)
{
    EXPECT_THAT(
        ErrorsOf(R"({"/links/away/loss": [0, 5, "x"], "/nodes/MN/home": ["home2", "hoem"]})"),
        ElementsAre(
            "/sweep/~1links~1away~1loss/1: 5 is out of range; allowed: a number, 0 to 1",
            "/sweep/~1links~1away~1loss/2: \"x\" is not a number; allowed: a number, 0 to 1",
            HasSubstr("/sweep/~1nodes~1MN~1home/1: \"hoem\" is not a link")));
}

TEST(SweepCheck, ValuesAreLookedAtEvenIfAPointerIsWrong)
{
    const std::string file = ::testing::TempDir() + "nemo-sweep-check.json";
    Json document = Json::parse(BASE_SCENARIO);
    document["sweep"] =
        Json::parse(R"({"/links/cora/delay": ["1ms"], "/links/away/loss": [0, 5]})");
    std::ofstream(file) << document.dump();
    Diagnostics diagnostics("");
    EXPECT_FALSE(LoadSweep(file, {}, diagnostics));
    std::filesystem::remove(file);
    ASSERT_EQ(diagnostics.GetErrors().size(), 2U) << Join(diagnostics.GetErrors());
    EXPECT_EQ(diagnostics.GetErrors()[0].pointer, "/sweep/~1links~1cora~1delay");
    EXPECT_EQ(diagnostics.GetErrors()[1].pointer, "/sweep/~1links~1away~1loss/1");
}

TEST(SweepCheck, WrongKeysAreToldWithWhatWasMeant)
{
    EXPECT_THAT(
        ErrorsOf(R"({"/links/away/los": [0.5]})"),
        ElementsAre(::testing::AllOf(HasSubstr("/sweep/~1links~1away~1los/0: there is no such key"),
                                     HasSubstr("did you mean \"loss\"?"))));
}

TEST(SweepCheck, WhatIsInsideOfAValueIsToldThere)
{
    EXPECT_THAT(ErrorsOf(R"({"/links/away": [{"prefix": "7::/64", "mtu": 5}]})"),
                ElementsAre(HasSubstr("/sweep/~1links~1away/0/mtu: 5 is out of range")));
}

TEST(SweepCheck, ValuesOfRangesAreToldWithTheRange)
{
    EXPECT_THAT(
        ErrorsOf(R"({"/links/away/loss": {"from": 0.5, "to": 1.5, "step": 0.5}})"),
        ElementsAre("/sweep/~1links~1away~1loss: 1.5 makes /links/away/loss: 1.5 is out of range; "
                    "allowed: a number, 0 to 1"));
}

TEST(SweepCheck, WhatAValueMakesWrongElsewhereIsToldToo)
{
    EXPECT_THAT(
        ErrorsOf(R"({"/nodes/MR/ingress": [{"inside": "::1"}, {"inside": "::2"}]})"),
        ::testing::Each(HasSubstr("/sweep/~1nodes~1MR~1ingress/1: {\"inside\":\"::2\"} makes")));
}

TEST(SweepCheck, ValuesThatDoNotGoTogetherAreToldOfTheCombination)
{
    const auto errors =
        ErrorsOf(R"({"/traffic/0/start": ["1s", "20s"], "/traffic/0/stop": ["10s", "30s"]})");
    ASSERT_EQ(errors.size(), 1u) << "20s alone is fine, and so is 10s";
    EXPECT_THAT(errors[0],
                HasSubstr("/sweep: with /traffic/0/start = \"20s\", /traffic/0/stop = \"10s\", "
                          "/traffic/0/stop: \"10s\" is not after the start"));
}

TEST(SweepCheck, FiguresHaveToBeOfSomething)
{
    EXPECT_THAT(ErrorsOf(R"({"published": [{"source": "A", "values": {"flows/voice/lost": 1,
                             "handovers/MR/0/outage": 1, "messages/bytes": 9}}]})"),
                ElementsAre());
    EXPECT_THAT(
        ErrorsOf(R"({"published": [{"source": "A", "values": {"flows/voice/lots": 1,
                             "flows/vioce/lost": 1, "handovers/MX/0/outage": 1, "handovers/MR/outage": 1,
                             "messages": 9, "x/y": 1}}]})"),
        ElementsAre(::testing::AllOf(HasSubstr("\"flows/voice/lots\" is no measure"),
                                     HasSubstr("did you mean \"lost\"?")),
                    ::testing::AllOf(HasSubstr("\"vioce\" is not a flow"), HasSubstr("voice")),
                    HasSubstr("\"MX\" is not a node"),
                    HasSubstr("is no measure"),
                    HasSubstr("is no measure"),
                    HasSubstr("\"x/y\" is no measure; allowed: \"flows\", \"handovers\", "
                              "\"messages\"")));
}

} // namespace ns3::nemo::tests::nemo_sweep_check_test
