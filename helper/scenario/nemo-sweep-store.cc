// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-sweep-store.h"

#include "ns3/nemo-sweep-rows.h"
#include "ns3/nemo-sweep-tables.h"

#include <filesystem>
#include <sqlite3.h>
#include <vector>

namespace ns3::nemo
{

namespace
{

namespace fs = std::filesystem;

int64_t
ReadPragma(const SqliteDatabase& database, const std::string& name)
{
    SqliteStatement statement(database, "PRAGMA " + name);
    return statement.Step() ? statement.GetInteger(0) : 0;
}

bool
IsEmpty(const SqliteDatabase& database)
{
    return !SqliteStatement(database, "SELECT 1 FROM sqlite_master").Step();
}

/// \return what keeps the database from being one of sweeps; empty: nothing does
std::string
Judge(const SqliteDatabase& database)
{
    if (ReadPragma(database, "application_id") != SWEEP_APPLICATION_ID)
    {
        return IsEmpty(database) ? "is empty" : "is a database of something else than sweeps";
    }
    const int64_t version = ReadPragma(database, "user_version");
    if (version != SWEEP_SCHEMA_VERSION)
    {
        return "has tables of version " + std::to_string(version) + ", and this nemo knows " +
               std::to_string(SWEEP_SCHEMA_VERSION);
    }
    // Whoever calls himself so may still lack tables.
    for (const auto& name : GetSweepTableNames())
    {
        SqliteStatement found(database,
                              "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?");
        if (!found.Bind(name).Step())
        {
            return "has no table \"" + name + "\"";
        }
    }
    return "";
}

/// Make the tables, unless somebody else did it meanwhile.
void
MakeTables(SqliteDatabase& database)
{
    SqliteTransaction transaction(database);
    if (IsEmpty(database))
    {
        database.Execute(GetSweepSchema());
    }
    transaction.Commit();
}

} // namespace

SweepStore::SweepStore(const std::string& file, Use use)
    // Absolute: SQLite takes some names, such as ":memory:", for no file.
    : m_database(fs::absolute(file).string())
{
    const bool isNew = use == Use::WRITE && IsEmpty(m_database);
    if (isNew)
    {
        MakeTables(m_database);
    }
    if (use == Use::WRITE && Judge(m_database).empty())
    {
        // The log makes a run last without waiting for the disk, and lets others read meanwhile.
        m_database.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
    }
}

SweepStore::~SweepStore() = default;

std::unique_ptr<SweepStore>
SweepStore::Open(const std::string& file, Use use, std::string& problem)
{
    std::error_code error;
    const fs::path folder = fs::absolute(file, error).parent_path();
    if (use == Use::READ && !fs::exists(file, error))
    {
        problem = file + ": there is no such file";
        return nullptr;
    }
    if (use == Use::WRITE && !fs::create_directories(folder, error) && error)
    {
        problem = folder.string() + ": cannot be made a folder: " + error.message();
        return nullptr;
    }
    try
    {
        std::unique_ptr<SweepStore> store(new SweepStore(file, use));
        problem = Judge(store->m_database);
        problem = problem.empty() ? "" : file + ": " + problem;
        return problem.empty() ? std::move(store) : nullptr;
    }
    catch (const SqliteError& fault)
    {
        problem = file + ": " +
                  (fault.IsLocked() ? "somebody else has locked it"
                                    : std::string("cannot be used: ") + fault.what());
        return nullptr;
    }
}

void
SweepStore::PutScenario(const std::string& hash,
                        const std::string& name,
                        const std::string& document,
                        const SweepPlan& plan)
{
    SqliteTransaction transaction(m_database);
    SqliteStatement(m_database, "INSERT OR REPLACE INTO scenarios VALUES (?, ?, ?)")
        .Bind(hash)
        .Bind(name)
        .Bind(document)
        .Step();
    SqliteStatement(m_database, "DELETE FROM published WHERE scenario = ?").Bind(hash).Step();
    SqliteStatement insertion(m_database, SweepInsertion("published", 6));
    int64_t number = 0;
    for (const auto& figure : plan.published)
    {
        insertion.Bind(hash)
            .Bind(number++)
            .Bind(figure.source)
            .Bind(WriteParameters(figure.at))
            .Bind(figure.metric)
            .Bind(figure.value)
            .Step();
        insertion.Reset();
    }
    transaction.Commit();
}

std::unordered_map<std::string, SweepStatus>
SweepStore::GetStatuses(const std::string& scenario, const std::string& version) const
{
    SqliteStatement rows(m_database,
                         "SELECT id, status FROM runs WHERE scenario = ? AND version = ?");
    rows.Bind(scenario).Bind(version);
    std::unordered_map<std::string, SweepStatus> statuses;
    while (rows.Step())
    {
        const std::string status = rows.GetText(1);
        statuses[rows.GetText(0)] = status == "passed"   ? SweepStatus::PASSED
                                    : status == "failed" ? SweepStatus::FAILED
                                                         : SweepStatus::WITHOUT_END;
    }
    return statuses;
}

bool
SweepStore::ClearPlace(const SweepKey& key, const std::string& id)
{
    SqliteStatement earlier(m_database,
                            "SELECT status, scenario, parameters FROM runs WHERE id = ?");
    if (!earlier.Bind(id).Step())
    {
        return true;
    }
    if (earlier.GetText(1) != key.scenario || earlier.GetText(2) != key.parameters)
    {
        throw SqliteError("two different runs have the id " + id, 0);
    }
    if (earlier.GetText(0) != ToString(SweepStatus::WITHOUT_END))
    {
        return false;
    }
    for (const char* place : {"processes WHERE run = ?", "runs WHERE id = ?"})
    {
        SqliteStatement(m_database, std::string("DELETE FROM ") + place).Bind(id).Step();
    }
    return true;
}

void
SweepStore::PutRun(const SweepKey& key, const SweepOutcome& outcome)
{
    const std::string id = key.GetId();
    SqliteTransaction transaction(m_database);
    if (!ClearPlace(key, id))
    {
        return;
    }
    SqliteStatement insertion(m_database, SweepInsertion("runs", 11));
    insertion.Bind(id)
        .Bind(key.scenario)
        .Bind(key.parameters)
        .Bind(int64_t{key.seed})
        .Bind(static_cast<int64_t>(key.run))
        .Bind(key.version)
        .Bind(ToString(outcome.status));
    outcome.error.empty() ? insertion.BindNull() : insertion.Bind(outcome.error);
    for (const SweepColumn& column :
         {SweepColumn{"sim_seconds", "simSeconds", SweepColumnType::REAL},
          SweepColumn{"events", "events", SweepColumnType::INTEGER},
          SweepColumn{"warnings", "warnings", SweepColumnType::TEXT}})
    {
        BindSweepValue(insertion, column, outcome.results);
    }
    insertion.Step();
    PutSweepRows(m_database, id, outcome.results);
    SqliteStatement(m_database, SweepInsertion("processes", 5))
        .Bind(id)
        .Bind(outcome.host)
        .Bind(outcome.started)
        .Bind(outcome.wallSeconds)
        .Bind(outcome.peakMemoryBytes)
        .Step();
    transaction.Commit();
}

void
SweepStore::Tidy()
{
    try
    {
        m_database.Execute("PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE); "
                           "PRAGMA journal_mode = DELETE;");
    }
    catch (const SqliteError&)
    {
        // Somebody reads it: the log beside it stays until the last one closes it.
    }
    sqlite3_busy_timeout(m_database.GetHandle(), SqliteDatabase::PATIENCE_MILLISECONDS);
}

SqliteDatabase&
SweepStore::GetDatabase()
{
    return m_database;
}

const SqliteDatabase&
SweepStore::GetDatabase() const
{
    return m_database;
}

std::string
ToString(SweepStatus status)
{
    switch (status)
    {
    case SweepStatus::PASSED:
        return "passed";
    case SweepStatus::FAILED:
        return "failed";
    case SweepStatus::WITHOUT_END:
        break;
    }
    return "error";
}

} // namespace ns3::nemo
