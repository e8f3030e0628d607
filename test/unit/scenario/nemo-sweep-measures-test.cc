// SPDX-License-Identifier: GPL-2.0-only
#include "unit/scenario/sweep-fixture.h"

#include "ns3/nemo-sweep-measures.h"
#include "ns3/nemo-sweep-summary.h"

#include <gmock/gmock.h>

namespace ns3::nemo::tests::nemo_sweep_measures_test
{

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

namespace
{

class SweepMeasures : public SweepFixture
{
  protected:
    SweepMeasures()
    {
        std::string problem;
        store = SweepStore::Open(In("db"), SweepStore::Use::WRITE, problem);
    }

    /// Keep a run in which so many packets were lost and that had this delay.
    void Put(const std::string& parameters,
             uint64_t run,
             int lost,
             const std::string& delay,
             SweepStatus status = SweepStatus::PASSED)
    {
        Diagnostics diagnostics("");
        SweepOutcome outcome;
        outcome.status = status;
        outcome.error = status == SweepStatus::WITHOUT_END ? "fell" : "";
        outcome.results =
            status == SweepStatus::WITHOUT_END
                ? Json()
                : *ParseJson(R"({"flows": [{"name": "v", "lost": )" + std::to_string(lost) +
                                 R"(, "received": 5, "delayMean": )" + delay + R"(}],
                 "messages": [{"type": "BU", "direction": "tx", "count": 2, "bytes": 100},
                              {"type": "RA", "direction": "tx", "count": 9, "bytes": 900},
                              {"type": "BU", "direction": "rx", "count": 2, "bytes": 100},
                              {"type": "BA", "direction": "tx", "count": 1, "bytes": 40}],
                 "handovers": [{"node": "MN", "index": 1, "outage": 2.5}]})",
                             diagnostics);
        store->PutRun({"s", parameters, 1, run, "0"}, outcome);
    }

    /// \return the measure of that name; one without values if there is none
    static SweepStatistics Find(const SweepCombination& combination, const std::string& name)
    {
        for (const auto& measure : combination.measures)
        {
            if (measure.name == name)
            {
                return measure.statistics;
            }
        }
        return {};
    }

    std::unique_ptr<SweepStore> store;
};

} // namespace

TEST_F(SweepMeasures, AreTakenOverTheRunsOfACombination)
{
    Put("{}", 1, 1, "0.5");
    Put("{}", 2, 3, "null", SweepStatus::FAILED);
    Put("{}", 3, 0, "", SweepStatus::WITHOUT_END);
    const auto all = ReadSweepCombinations(store->GetDatabase());
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].runs, 3u);
    EXPECT_EQ(all[0].failed, 1u);
    EXPECT_EQ(all[0].errors, 1u);
    EXPECT_EQ(Find(all[0], "flows/v/lost").GetCount(), 2u);
    EXPECT_EQ(Find(all[0], "flows/v/lost").GetMean(), 2);
    EXPECT_EQ(Find(all[0], "flows/v/delayMean").GetCount(), 1u) << "null counts as nothing";
    EXPECT_EQ(Find(all[0], "handovers/MN/1/outage").GetMean(), 2.5);
    EXPECT_EQ(Find(all[0], "handovers/MN/1/total").GetCount(), 0u);
    EXPECT_EQ(Find(all[0], "messages/count").GetMean(), 3) << "that were sent, of mobility";
    EXPECT_EQ(Find(all[0], "messages/bytes").GetMean(), 140);
    EXPECT_EQ(Find(all[0], "messages/bytes").GetCount(), 2u);
}

TEST_F(SweepMeasures, CombinationsComeInTheOrderOfTheirValues)
{
    const std::vector<std::string> parameters{R"({"/d":"900us"})",
                                              R"({"/d":"2ms"})",
                                              R"({"/d":"10ms"})",
                                              R"({"/d":"0.5s"})"};
    for (auto it = parameters.rbegin(); it != parameters.rend(); ++it)
    {
        Put(*it, 1, 0, "0");
    }
    std::vector<std::string> found;
    for (const auto& combination : ReadSweepCombinations(store->GetDatabase()))
    {
        found.push_back(combination.parameters);
    }
    EXPECT_EQ(found, parameters);
}

TEST_F(SweepMeasures, FiguresOfOthersStandBesideTheirMeasure)
{
    Put(R"({"/x":1,"/y":2})", 1, 4, "0.5");
    const std::vector<SweepFigure> figures{{"Rana", R"({"/x":1})", "flows/v/lost", 17},
                                           {"Lee", R"({"/x":2})", "flows/v/lost", 18}};
    std::ostringstream os;
    PrintSweepSummary(ReadSweepCombinations(store->GetDatabase()), figures, os);
    EXPECT_THAT(os.str(), HasSubstr("/x = 1, /y = 2: 1 run\n"));
    EXPECT_THAT(os.str(), ::testing::ContainsRegex("flows/v/lost +count +1 +4 +- +- +17\n"));
    EXPECT_THAT(os.str(), Not(HasSubstr("Lee"))) << "of another combination";
}

TEST(SweepOrder, IsOneOfNumbersAndOfThoseWithUnits)
{
    const auto before = [](const std::string& a, const std::string& b) {
        const std::string left = "{\"/x\":" + a + "}";
        const std::string right = "{\"/x\":" + b + "}";
        EXPECT_FALSE(ComesBefore(left, left));
        EXPECT_FALSE(ComesBefore(left, right) && ComesBefore(right, left));
        return ComesBefore(left, right);
    };
    EXPECT_TRUE(before("9", "10"));
    EXPECT_TRUE(before("-1", "0.5"));
    EXPECT_TRUE(before("\"9ms\"", "\"10ms\""));
    EXPECT_TRUE(before("\"999us\"", "\"1ms\""));
    EXPECT_TRUE(before("\"500kbps\"", "\"2Mbps\""));
    EXPECT_TRUE(before("\"9pps\"", "\"50pps\""));
    EXPECT_TRUE(before("5", "\"a\"")) << "texts come last";
    EXPECT_TRUE(before("{\"a\":1}", "{\"b\":0}"));
    EXPECT_TRUE(before(R"({"min": "50ms", "max": "2s"})", R"({"min": "1s", "max": "2s"})"));
    EXPECT_TRUE(before("[1, 9]", "[1, 10]"));
    EXPECT_TRUE(before("[1]", "[1, 0]"));
    EXPECT_TRUE(before("1", "1.0")) << "the same number, in two ways";
    EXPECT_TRUE(ComesBefore("{\"/a\":9}", "{\"/b\":1}"));
    EXPECT_TRUE(ComesBefore("{}", "{\"/b\":1}"));
    EXPECT_FALSE(ComesBefore("nonsense", "nonsense"));
}

TEST(SweepFigures, AreOfCombinationsWithTheirValues)
{
    const auto isOf = [](const std::string& figure, const std::string& parameters) {
        return IsFigureOf({"", figure, "", 0}, parameters);
    };
    EXPECT_TRUE(isOf("{}", R"({"/x":1})"));
    EXPECT_TRUE(isOf(R"({"/x":{"a":1}})", R"({"/x":{"a":1},"/y":2})"));
    EXPECT_FALSE(isOf(R"({"/x":1})", R"({"/x":2})"));
    EXPECT_FALSE(isOf(R"({"/z":1})", R"({"/x":1})"));
}

TEST(SweepFigures, NumbersAreWrittenShort)
{
    EXPECT_EQ(WriteFigure(std::nullopt), "-");
    EXPECT_EQ(WriteFigure(2.5614159), "2.56142");
    EXPECT_EQ(DescribeParameters(R"({"/a":"5ms","/b":1})"), R"(/a = "5ms", /b = 1)");
}

TEST(SweepFigures, EachMeasureHasAUnit)
{
    EXPECT_EQ(UnitOfMeasure("flows/v/lost"), "count");
    EXPECT_EQ(UnitOfMeasure("flows/v/delayMean"), "s");
    EXPECT_EQ(UnitOfMeasure("flows/v/goodput"), "bit/s");
    EXPECT_EQ(UnitOfMeasure("handovers/MN/0/outage"), "s");
    EXPECT_EQ(UnitOfMeasure("messages/bytes"), "octets");
    EXPECT_EQ(UnitOfMeasure("messages/count"), "count");
}

} // namespace ns3::nemo::tests::nemo_sweep_measures_test
