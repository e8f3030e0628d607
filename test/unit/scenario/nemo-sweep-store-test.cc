// SPDX-License-Identifier: GPL-2.0-only
#include "unit/scenario/sweep-fixture.h"

#include <gmock/gmock.h>

namespace ns3::nemo::tests::nemo_sweep_store_test
{

using ::testing::ElementsAre;
using ::testing::HasSubstr;

namespace
{

class SweepStoreTest : public SweepFixture
{
  protected:
    /// Open a database in the folder.
    std::unique_ptr<SweepStore> Open(const std::string& name,
                                     SweepStore::Use use = SweepStore::Use::WRITE)
    {
        problem.clear();
        return SweepStore::Open(In(name), use, problem);
    }

    std::string problem; ///< What the last Open said.
};

SweepKey
Key(uint64_t run)
{
    return {"hash", R"({"/x":1})", 3, run, "9.9"};
}

/// \return an outcome with results
SweepOutcome
Outcome(const std::string& results, SweepStatus status = SweepStatus::PASSED)
{
    Diagnostics diagnostics("");
    SweepOutcome outcome;
    outcome.status = status;
    outcome.results = *ParseJson(results, diagnostics);
    outcome.host = "here";
    outcome.started = "2026-01-02T03:04:05Z";
    outcome.wallSeconds = 0.5;
    outcome.peakMemoryBytes = 4096;
    return outcome;
}

constexpr char RESULTS[] = R"({ "format": 1, "simSeconds": 30.5, "events": 77, "warnings": ["odd"],
  "bindings": [ {"node": "HA", "home": "4::2", "careOf": "7::2", "prefixes": ["5::/64"], "lifetime": 420,
                 "remaining": 333.2, "sequence": 7, "flags": "AHR"} ],
  "handovers": [ {"node": "MN", "index": 0, "from": null, "to": "7", "at": 20.0, "linkDown": null,
                  "linkUp": 20.0, "routerAdvertisement": 20.25, "careOfReady": 21.75, "buSent": 21.75,
                  "baReceived": 22.75, "status": 0, "statusName": "ok", "outage": 2.75,
                  "correspondents": [ {"node": "CN", "rrBegun": 23.0, "rrDone": 23.5, "bound": 23.625},
                                      {"node": "C2", "rrBegun": 24.0, "rrDone": null, "bound": null} ] } ],
  "flows": [ {"name": "v", "type": "udp", "from": "CN", "to": "MN", "sent": 10, "received": 9, "lost": 1,
              "outOfOrder": 0, "delayMean": 0.021, "delayP50": 0.02, "delayP99": 0.03, "jitterMean": null,
              "goodput": 64000} ],
  "messages": [ {"node": "HA", "type": "BU", "direction": "rx", "status": null, "count": 2, "bytes": 240} ],
  "drops": [ {"node": "HA", "reason": "r", "count": 0} ],
  "expectations": [ {"text": "t", "passed": true, "actual": "a"} ] })";

} // namespace

TEST_F(SweepStoreTest, KeepsEverythingOfARun)
{
    auto store = Open("deep/er/db.sqlite");
    ASSERT_TRUE(store) << problem;
    store->PutRun(Key(1), Outcome(RESULTS));
    store.reset();
    const auto file = In("deep/er/db.sqlite");
    const std::string id = Key(1).GetId();
    EXPECT_THAT(Rows(file, "SELECT * FROM runs"),
                ElementsAre(id + R"(|hash|{"/x":1}|3|1|9.9|passed||30.5|77|["odd"])"));
    EXPECT_THAT(Rows(file, "SELECT * FROM bindings"),
                ElementsAre(id + R"(|0|HA|4::2|7::2|["5::/64"]|420|333.2|7|AHR)"));
    EXPECT_THAT(Rows(file, "SELECT * FROM handovers"),
                ElementsAre(id + "|0|MN|0||7|20.0||20.0|20.25|21.75|21.75|22.75|0|ok|2.75"));
    EXPECT_THAT(Rows(file, "SELECT * FROM correspondents"),
                ElementsAre(id + "|0|0|CN|23.0|23.5|23.625", id + "|0|1|C2|24.0||"));
    EXPECT_THAT(Rows(file, "SELECT * FROM flows"),
                ElementsAre(id + "|0|v|udp|CN|MN|10|9|1|0|0.021|0.02|0.03||64000.0"));
    EXPECT_THAT(Rows(file, "SELECT * FROM messages"), ElementsAre(id + "|0|HA|BU|rx||2|240"));
    EXPECT_THAT(Rows(file, "SELECT * FROM drops"), ElementsAre(id + "|0|HA|r|0"));
    EXPECT_THAT(Rows(file, "SELECT * FROM expectations"), ElementsAre(id + "|0|t|1|a"));
    EXPECT_THAT(Rows(file, "SELECT * FROM processes"),
                ElementsAre(id + "|here|2026-01-02T03:04:05Z|0.5|4096"));
    // 1.75 + 1 + 0.5 + 0.125; the first correspondent counts.
    EXPECT_THAT(Rows(file, "SELECT * FROM phases"),
                ElementsAre(id + "|MN|0|2.75|0.25|1.5|1.75|1.0|0.5|0.125|3.375"));
}

TEST_F(SweepStoreTest, ResultsAreKeptOnceAndErrorsGiveWay)
{
    auto store = Open("db");
    ASSERT_TRUE(store) << problem;
    SweepOutcome failure;
    failure.error = "it fell";
    store->PutRun(Key(1), failure);
    EXPECT_EQ(store->GetStatuses("hash", "9.9").at(Key(1).GetId()), SweepStatus::WITHOUT_END);
    store->PutRun(Key(1), Outcome(RESULTS, SweepStatus::FAILED));
    EXPECT_EQ(store->GetStatuses("hash", "9.9").at(Key(1).GetId()), SweepStatus::FAILED);
    store->PutRun(Key(1), Outcome("{}"));
    store->PutRun(Key(1), failure);
    store->PutRun(Key(2), Outcome("{}"));
    EXPECT_EQ(store->GetStatuses("hash", "9.8").size(), 0u);
    EXPECT_EQ(store->GetStatuses("other", "9.9").size(), 0u);
    store.reset();
    EXPECT_THAT(Rows(In("db"), "SELECT run, status, error FROM runs ORDER BY run"),
                ElementsAre("1|failed|", "2|passed|"));
    EXPECT_EQ(Count(In("db"), "processes"), 2);
    EXPECT_EQ(Count(In("db"), "flows"), 1) << "of the first one that had results";
}

TEST_F(SweepStoreTest, WhatIsHalfDoneIsNotThere)
{
    auto store = Open("db");
    ASSERT_TRUE(store) << problem;
    store->GetDatabase().Execute("CREATE TRIGGER stop BEFORE INSERT ON processes BEGIN "
                                 "SELECT RAISE(ABORT, 'no'); END");
    EXPECT_THROW(store->PutRun(Key(1), Outcome(RESULTS)), SqliteError);
    EXPECT_EQ(Count(In("db"), "runs"), 0);
    EXPECT_EQ(Count(In("db"), "flows"), 0);
}

TEST_F(SweepStoreTest, ADatabaseOfSomethingElseIsRefusedAndLeftAsItIs)
{
    EXPECT_FALSE(Open("absent", SweepStore::Use::READ));
    EXPECT_THAT(problem, HasSubstr("there is no such file"));
    EXPECT_FALSE(std::filesystem::exists(In("absent")));
    const std::string text(5000, 'x');
    Write("text", text);
    SqliteDatabase(In("foreign")).Execute("CREATE TABLE runs (id)");
    for (const auto use : {SweepStore::Use::READ, SweepStore::Use::WRITE})
    {
        EXPECT_FALSE(Open("text", use));
        EXPECT_THAT(problem, HasSubstr("not a database"));
        EXPECT_FALSE(Open("foreign", use));
        EXPECT_THAT(problem, HasSubstr("is a database of something else than sweeps"));
    }
    EXPECT_EQ(ReadWhole(In("text")), text);
    EXPECT_THAT(Rows(In("foreign"), "SELECT name FROM sqlite_master"), ElementsAre("runs"));
    EXPECT_FALSE(Open(".")) << "a folder";
    EXPECT_FALSE(SweepStore::Open("/proc/none/x", SweepStore::Use::WRITE, problem));
    EXPECT_THAT(problem, HasSubstr("cannot be made a folder"));
}

TEST_F(SweepStoreTest, OtherVersionsAndMissingTablesAreRefused)
{
    ASSERT_TRUE(Open("db"));
    SqliteDatabase(In("db")).Execute("PRAGMA user_version = 2");
    EXPECT_FALSE(Open("db"));
    EXPECT_THAT(problem, HasSubstr("has tables of version 2, and this nemo knows 1"));
    SqliteDatabase(In("db")).Execute("PRAGMA user_version = 1; DROP TABLE drops");
    EXPECT_FALSE(Open("db"));
    EXPECT_THAT(problem, HasSubstr("has no table \"drops\""));
}

TEST_F(SweepStoreTest, AnEmptyFileBecomesADatabaseAndIsNoneToRead)
{
    Write("empty", "");
    EXPECT_FALSE(Open("empty", SweepStore::Use::READ));
    EXPECT_THAT(problem, HasSubstr("is empty"));
    EXPECT_TRUE(Open("empty"));
    EXPECT_TRUE(Open("empty", SweepStore::Use::READ)) << problem;
}

TEST_F(SweepStoreTest, FiguresOfOthersAreThoseOfTheLastFile)
{
    auto store = Open("db");
    ASSERT_TRUE(store) << problem;
    SweepPlan plan;
    plan.published = {{"A", {{"/x", 1}}, "m", 2.5, ""}, {"B", {}, "n", 3, ""}};
    store->PutScenario("hash", "name", "{}", plan);
    plan.published.pop_back();
    store->PutScenario("hash", "new name", "{}", plan);
    store.reset();
    EXPECT_THAT(Rows(In("db"), "SELECT * FROM published"),
                ElementsAre(R"(hash|0|A|{"/x":1}|m|2.5)"));
    EXPECT_THAT(Rows(In("db"), "SELECT * FROM scenarios"), ElementsAre("hash|new name|{}"));
}

TEST_F(SweepStoreTest, TidiedItIsOneFile)
{
    auto store = Open("db");
    ASSERT_TRUE(store) << problem;
    store->PutRun(Key(1), Outcome(RESULTS));
    EXPECT_TRUE(std::filesystem::exists(In("db-wal")));
    store->Tidy();
    EXPECT_FALSE(std::filesystem::exists(In("db-wal")));
}

} // namespace ns3::nemo::tests::nemo_sweep_store_test
