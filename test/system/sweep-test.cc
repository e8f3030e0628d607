// SPDX-License-Identifier: GPL-2.0-only
#include "unit/scenario/sweep-fixture.h"

#include "ns3/nemo-report-sweep.h"
#include "ns3/nemo-version.h"

#include <gmock/gmock.h>

// The commands `sweep`, `merge` and `export`, as they are called.

namespace ns3::nemo::tests::sweep_test
{

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

namespace
{

class Sweep : public SweepFixture
{
  protected:
    /// Sweep the small scenario into a database of the folder. \return the exit code
    int Run(const std::string& database, const std::vector<std::string>& more = {})
    {
        std::vector<std::string> arguments{"sweep", Write("small.json", SMALL_SWEEP)};
        arguments.insert(arguments.end(), more.begin(), more.end());
        for (const std::string& usual : {"--jobs=" + std::string("2"), "--db=" + In(database)})
        {
            const std::string name = usual.substr(0, usual.find('=') + 1);
            const bool isGiven =
                std::any_of(more.begin(), more.end(), [&name](const std::string& argument) {
                    return argument.rfind(name, 0) == 0;
                });
            if (!isGiven)
            {
                arguments.push_back(usual);
            }
        }
        return Call(arguments);
    }
};

constexpr char MISSING[] = "--set=/expect=[{\"flow\": \"voice\", \"receivedMin\": 100000}]";

} // namespace

TEST_F(Sweep, RunsEveryCombinationAndStoresWhatCame)
{
    ASSERT_EQ(Run("db"), 0) << err.str();
    EXPECT_EQ(err.str(), "");
    EXPECT_THAT(
        Rows(In("db"),
             "SELECT parameters, seed, run, version, status, sim_seconds FROM runs "
             "ORDER BY 1, 3"),
        ElementsAre(
            R"({"/links/core/delay":"50ms"}|1|1|)" + std::string(GetVersion()) + "|passed|12.0",
            R"({"/links/core/delay":"50ms"}|1|2|)" + std::string(GetVersion()) + "|passed|12.0",
            R"({"/links/core/delay":"5ms"}|1|1|)" + std::string(GetVersion()) + "|passed|12.0",
            R"({"/links/core/delay":"5ms"}|1|2|)" + std::string(GetVersion()) + "|passed|12.0"));
    for (const char* table :
         {"flows", "handovers", "correspondents", "bindings", "expectations", "processes"})
    {
        EXPECT_GE(Count(In("db"), table), 4) << table;
    }
    EXPECT_GT(Count(In("db"), "messages"), 20);
    EXPECT_GT(std::stod(Rows(In("db"), "SELECT min(wall_seconds) FROM processes").at(0)), 0);
}

TEST_F(Sweep, ResultsAreThoseOfTheRunItself)
{
    ASSERT_EQ(Run("db"), 0) << err.str();
    ASSERT_EQ(Call({"run",
                    In("small.json"),
                    "--quiet",
                    "--out",
                    In("run"),
                    "--run",
                    "2",
                    "--set",
                    "/links/core/delay=50ms"}),
              0)
        << err.str();
    Diagnostics diagnostics("");
    const Json results = *ReadJsonFile(In("run/results.json"), diagnostics);
    const auto row =
        Rows(In("db"),
             "SELECT f.received, f.delay_mean, h.outage, r.events FROM runs r JOIN flows "
             "f ON f.run = r.id JOIN handovers h ON h.run = r.id WHERE r.run = 2 AND "
             "r.parameters LIKE '%50ms%'");
    const Json& flow = results["flows"][0];
    EXPECT_THAT(row,
                ElementsAre(flow["received"].dump() + "|" + flow["delayMean"].dump() + "|" +
                            results["handovers"][0]["outage"].dump() + "|" +
                            results["events"].dump()));
}

TEST_F(Sweep, SummaryHasMeanDeviationAndInterval)
{
    ASSERT_EQ(Run("db", {"--set=/sweep/runs=3"}), 0) << err.str();
    EXPECT_THAT(out.str(), HasSubstr("/links/core/delay = \"5ms\": 3 runs\n"));
    EXPECT_THAT(out.str(), ContainsRegex("flows/voice/delayMean +s +3 +0\\.0[0-9]+ "));
    EXPECT_THAT(out.str(),
                ContainsRegex("handovers/MN/0/movement +s +3 +[0-9.]+ +[0-9.]+ +[0-9.]+"));
    EXPECT_THAT(out.str(), ContainsRegex("6 runs made in .* s, 2 at a time; overhead .* %"));
    EXPECT_LT(out.str().find("= \"5ms\""), out.str().find("= \"50ms\"")) << "numbers in order";
}

TEST_F(Sweep, QuietSaysNothing)
{
    ASSERT_EQ(Run("db", {"--quiet"}), 0);
    EXPECT_EQ(out.str() + err.str(), "");
}

TEST_F(Sweep, GivesTheSameRowsWithAnyNumberOfProcesses)
{
    ASSERT_EQ(Run("one", {"--jobs=1"}), 0);
    ASSERT_EQ(Run("many", {"--jobs=4"}), 0);
    EXPECT_EQ(AllRows(In("one")), AllRows(In("many")));
}

TEST_F(Sweep, WhatIsThereIsNotRunAgain)
{
    ASSERT_EQ(Run("db"), 0);
    EXPECT_EQ(Run("db"), 2) << "nothing is mixed up without being asked for";
    EXPECT_THAT(err.str(), HasSubstr("has runs of this sweep already; --resume"));
    const auto before = Rows(In("db"), "SELECT * FROM processes");
    EXPECT_EQ(Run("db", {"--resume"}), 0);
    EXPECT_THAT(out.str(), HasSubstr("0 runs made, 4 were there"));
    EXPECT_EQ(Rows(In("db"), "SELECT * FROM processes"), before);
    EXPECT_EQ(Run("db", {"--resume", "--set=/sweep/runs=3"}), 0);
    EXPECT_THAT(out.str(), HasSubstr("2 runs made"));
    EXPECT_EQ(Run("db", {"--set=/duration=13s"}), 0) << "another scenario";
    EXPECT_EQ(Count(In("db"), "runs"), 10);
    EXPECT_EQ(Count(In("db"), "scenarios"), 2);
}

TEST_F(Sweep, ResumedItEqualsAnUndisturbedOne)
{
    ASSERT_EQ(Run("whole"), 0);
    ASSERT_EQ(Run("part"), 0);
    // As if it had been killed before the last two were stored.
    const auto ids = Rows(In("part"), "SELECT id FROM runs LIMIT 2");
    for (const auto& table : GetSweepTableNames())
    {
        const bool isOfRuns = table != "scenarios" && table != "published";
        const std::string column = table == "runs" ? "id" : "run";
        for (std::size_t i = 0; isOfRuns && i < ids.size(); ++i)
        {
            SqliteDatabase(In("part"))
                .Execute("DELETE FROM " + table + " WHERE " + column + " = '" + ids[i] + "'");
        }
    }
    ASSERT_EQ(Run("part", {"--resume"}), 0);
    EXPECT_THAT(out.str(), HasSubstr("2 runs made"));
    EXPECT_EQ(AllRows(In("whole")), AllRows(In("part")));
}

TEST_F(Sweep, ExpectationsThatDoNotHoldAreCountedAndNotRunAgain)
{
    EXPECT_EQ(Run("db", {MISSING}), 1);
    EXPECT_THAT(out.str(), HasSubstr("4 do not hold what the file expects"));
    EXPECT_THAT(Rows(In("db"), "SELECT DISTINCT status FROM runs"), ElementsAre("failed"));
    EXPECT_EQ(Count(In("db"), "flows"), 4) << "measured all the same";
    EXPECT_EQ(Run("db", {MISSING, "--resume"}), 1);
    EXPECT_THAT(out.str(), HasSubstr("0 runs made, 4 were there"));
}

TEST_F(Sweep, ARunWithoutResultsIsStoredAndTheRestGoesOn)
{
    // Found only when nodes are built, and only of one value.
    const std::string attribute = "/nodes/CN/attributes";
    const std::string values = R"([{}, {"ns3::nemo::MobileNode::DadRandomDelay": "0s"}])";
    EXPECT_EQ(Run("db", {"--set=/sweep={\"" + attribute + "\": " + values + ", \"runs\": 2}"}), 1);
    EXPECT_THAT(err.str(), HasSubstr("run 1: exit code 2: "));
    EXPECT_THAT(out.str(), HasSubstr("2 have no results"));
    EXPECT_THAT(Rows(In("db"), "SELECT status, count(*), min(error IS NULL) FROM runs GROUP BY 1"),
                ElementsAre("error|2|0", "passed|2|1"));
    EXPECT_EQ(
        Run("db",
            {"--resume", "--set=/sweep={\"" + attribute + "\": " + values + ", \"runs\": 2}"}),
        1);
    EXPECT_THAT(out.str(), HasSubstr("2 runs made")) << "it is tried again";
}

TEST_F(Sweep, ARunThatTakesTooLongIsEndedAndTheRestGoesOn)
{
    const std::string values = R"({"/duration": ["12s", "10000000s"]})";
    EXPECT_EQ(Run("db", {"--set=/sweep=" + values, "--limit=3"}), 1);
    EXPECT_THAT(out.str(), HasSubstr("2 runs made"));
    EXPECT_THAT(out.str(), HasSubstr("1 have no results"));
    EXPECT_THAT(err.str(), HasSubstr("was ended after 3 s (--limit)"));
    EXPECT_THAT(Rows(In("db"), "SELECT status, json_extract(parameters, '$./duration') FROM runs"),
                ::testing::UnorderedElementsAre("passed|12s", "error|10000000s"));
}

TEST_F(Sweep, ShardsAddUpToTheWhole)
{
    ASSERT_EQ(Run("whole"), 0);
    for (const char* shard : {"1/3", "2/3", "3/3"})
    {
        ASSERT_EQ(Run(std::string("part") + shard[0], {"--shard", shard}), 0) << err.str();
    }
    EXPECT_EQ(Count(In("part1"), "runs"), 2);
    EXPECT_EQ(Count(In("part2"), "runs"), 1);
    ASSERT_EQ(Call({"merge", In("part1"), In("part2"), In("part3"), "--into", In("all")}), 0)
        << err.str();
    EXPECT_THAT(out.str(), HasSubstr(In("part1") + ": 2 runs added, 0 were there already\n"));
    EXPECT_EQ(AllRows(In("whole")), AllRows(In("all")));
    EXPECT_EQ(Count(In("all"), "processes"), 4);
    ASSERT_EQ(Call({"merge", In("part1"), "--into", In("all")}), 0);
    EXPECT_THAT(out.str(), HasSubstr("0 runs added, 2 were there already"));
    EXPECT_EQ(AllRows(In("whole")), AllRows(In("all")));
}

TEST_F(Sweep, ShardsMayWorkAtOneDatabase)
{
    ASSERT_EQ(Run("whole"), 0);
    ASSERT_EQ(Run("one", {"--shard", "1/2"}), 0);
    ASSERT_EQ(Run("one", {"--shard", "2/2"}), 0) << err.str();
    EXPECT_EQ(AllRows(In("whole")), AllRows(In("one")));
}

TEST_F(Sweep, MergeKeepsItsOwnWhereResultsDiffer)
{
    ASSERT_EQ(Run("a"), 0);
    ASSERT_EQ(Run("b"), 0);
    SqliteDatabase(In("b")).Execute(
        "UPDATE flows SET lost = lost + 1 WHERE run = (SELECT min(id) FROM "
        "runs)");
    SqliteDatabase(In("b")).Execute("DELETE FROM drops WHERE run = (SELECT max(id) FROM runs)");
    EXPECT_EQ(Call({"merge", In("b"), "--into", In("a")}), 1);
    EXPECT_THAT(err.str(), HasSubstr("2 runs have other results than in"));
    EXPECT_THAT(out.str(), HasSubstr("0 runs added, 2 were there already"));
}

TEST_F(Sweep, MergePutsResultsInPlaceOfErrors)
{
    ASSERT_EQ(Run("good"), 0);
    ASSERT_EQ(Run("bad"), 0);
    SqliteDatabase bad(In("bad"));
    bad.Execute("UPDATE runs SET status = 'error', error = 'fell', events = NULL");
    for (const auto& table : GetSweepTables())
    {
        bad.Execute("DELETE FROM " + std::string(table.name));
    }
    bad.Execute("DELETE FROM correspondents");
    ASSERT_EQ(Call({"merge", In("good"), "--into", In("bad")}), 0) << err.str();
    EXPECT_EQ(AllRows(In("good")), AllRows(In("bad")));
    ASSERT_EQ(Run("bad2"), 0);
}

TEST_F(Sweep, ExportWritesEachTable)
{
    ASSERT_EQ(Run("db"), 0);
    ASSERT_EQ(Call({"export", In("db"), "--csv", In("csv")}), 0) << err.str();
    EXPECT_THAT(ReadWhole(In("csv/runs.csv")),
                AllOf(::testing::StartsWith("id,scenario,/links/core/delay,seed,run,version,status,"
                                            "error,sim_seconds,events,warnings\r\n"),
                      HasSubstr(",50ms,1,2,")));
    EXPECT_THAT(ReadWhole(In("csv/scenarios.csv")), HasSubstr("small,\"{\"\"description\"\":"));
    EXPECT_THAT(ReadWhole(In("csv/summary.csv")), HasSubstr(",5ms,2,0,0,flows/voice/lost,2,"));
    EXPECT_THAT(ReadWhole(In("csv/phases.csv")), HasSubstr("\r\n"));
    for (const auto& table : GetSweepTableNames())
    {
        EXPECT_THAT(out.str(), HasSubstr(In("csv/" + table + ".csv\n")));
    }
}

TEST_F(Sweep, ReportsTellScenariosOfOneNameApart)
{
    ASSERT_EQ(Run("db", {"--set=/sweep/runs=1"}), 0) << err.str();
    ASSERT_EQ(Run("db", {"--resume", "--set=/sweep/runs=1", "--set=/duration=11s"}), 0)
        << err.str();
    ASSERT_EQ(Run("db", {"--resume", "--set=/sweep/runs=1", "--set=/expect=[]"}), 0) << err.str();
    const auto data = ReadSweepForReport(In("db"));
    ASSERT_TRUE(std::holds_alternative<Json>(data));
    const auto& sweeps = std::get<Json>(data)["sweeps"];
    ASSERT_EQ(sweeps.size(), 3U);
    std::string differences;
    int expecting = 0;
    for (const auto& sweep : sweeps)
    {
        differences += sweep["differences"].dump() + "\n";
        expecting += sweep["expects"].get<bool>() ? 1 : 0;
    }
    EXPECT_EQ(expecting, 2) << "one file expects nothing";
    EXPECT_EQ(sweeps[0]["differences"].size(), 0U) << "the others differ from the first";
    EXPECT_THAT(differences, HasSubstr("/duration"));
    EXPECT_THAT(differences, HasSubstr("/expect"));
}

TEST_F(Sweep, RunTakesAFileWithASweepAsItIs)
{
    const auto file = Write("small.json", SMALL_SWEEP);
    EXPECT_EQ(Call({"run", file, "--quiet", "--out", In("with")}), 0) << err.str();
    EXPECT_EQ(Call({"run", file, "--quiet", "--out", In("none"), "--set=/sweep={}"}), 0);
    EXPECT_EQ(ReadWhole(In("with/results.json")), ReadWhole(In("none/results.json")));
}

TEST_F(Sweep, CheckLooksAtAllValues)
{
    const auto file = Write("small.json", SMALL_SWEEP);
    EXPECT_EQ(Call({"check", file}), 0);
    const std::string bad = "--set=/sweep={\"/links/core/loss\": [0, 2, 3]}";
    EXPECT_EQ(Call({"check", file, bad}), 2);
    EXPECT_THAT(err.str(), HasSubstr("/sweep/~1links~1core~1loss/1: 2 is out of range"));
    EXPECT_THAT(err.str(), HasSubstr("2 errors\n"));
    EXPECT_EQ(Run("db", {bad}), 2);
    EXPECT_THAT(err.str(), HasSubstr("2 errors\n"));
    EXPECT_FALSE(std::filesystem::exists(In("db"))) << "nothing has begun";
}

TEST_F(Sweep, WhatIsNoSweepIsRefused)
{
    EXPECT_EQ(Call({"sweep"}), 2);
    EXPECT_THAT(err.str(), HasSubstr("a file is missing"));
    EXPECT_EQ(Call({"sweep", Write("base.json", BASE_SCENARIO), "--db", In("db")}), 2);
    EXPECT_THAT(err.str(), HasSubstr("\"sweep\" is missing"));
    EXPECT_EQ(Call({"sweep", In("absent.json")}), 2);
    for (const char* bad : {"--jobs=0",
                            "--jobs=x",
                            "--jobs=-1",
                            "--jobs=5000",
                            "--limit=0",
                            "--limit=1.5",
                            "--shard=0/2",
                            "--shard=3/2",
                            "--shard=1",
                            "--shard=1/",
                            "--shard=/2",
                            "--shard=1/2/3",
                            "--shard=-1/2",
                            "--shard=1/9999999",
                            "--db="})
    {
        EXPECT_EQ(Run("db", {bad}), 2) << bad;
        EXPECT_THAT(err.str(), HasSubstr("Usage: nemo sweep FILE")) << bad;
    }
    EXPECT_FALSE(std::filesystem::exists(In("db")));
}

TEST_F(Sweep, DatabasesThatAreNoneAreRefused)
{
    EXPECT_EQ(Run("small.json"), 2) << "the scenario itself";
    EXPECT_THAT(err.str(), HasSubstr("not a database"));
    EXPECT_EQ(ReadWhole(In("small.json")), SMALL_SWEEP) << "and it is left as it is";
    for (const auto& arguments :
         std::vector<std::vector<std::string>>{{"export", In("small.json"), "--csv", In("csv")},
                                               {"export", In("absent"), "--csv", In("csv")},
                                               {"export", In("absent")},
                                               {"export", "--csv", In("csv")},
                                               {"merge", In("small.json"), "--into", In("all")},
                                               {"merge", In("absent"), "--into", In("all")},
                                               {"merge", In("absent")},
                                               {"merge", "--into", In("all")}})
    {
        EXPECT_EQ(Call(arguments), 2) << arguments.at(1);
        EXPECT_NE(err.str(), "");
    }
    EXPECT_FALSE(std::filesystem::exists(In("all")));
    ASSERT_EQ(Run("db"), 0);
    EXPECT_EQ(Call({"merge", In("db"), "--into", In("db")}), 2) << "into itself";
    EXPECT_EQ(Call({"export", In("db"), "--csv", In("small.json")}), 2) << "no folder";
}

} // namespace ns3::nemo::tests::sweep_test
