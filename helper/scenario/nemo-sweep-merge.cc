// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-sweep-merge.h"

#include "ns3/nemo-run-options.h"
#include "ns3/nemo-sqlite.h"
#include "ns3/nemo-sweep-store.h"
#include "ns3/nemo-sweep-tables.h"

#include <cstdint>
#include <filesystem>
#include <ostream>

namespace ns3::nemo
{

namespace
{

namespace fs = std::filesystem;

/// "both" are the runs that have results here and there; "taken" are those that only the other
/// database has, or only with results.
constexpr const char* CHOOSE = R"(
CREATE TEMP TABLE both AS SELECT id FROM main.runs JOIN other.runs AS theirs USING (id)
    WHERE main.runs.status <> 'error' AND theirs.status <> 'error';
CREATE TEMP TABLE taken AS SELECT id FROM other.runs
    WHERE id NOT IN (SELECT id FROM main.runs WHERE status <> 'error')
    AND (status <> 'error' OR id NOT IN (SELECT id FROM main.runs));
DELETE FROM main.processes WHERE run IN (SELECT id FROM taken);
DELETE FROM main.runs WHERE id IN (SELECT id FROM taken);
INSERT OR IGNORE INTO main.scenarios SELECT * FROM other.scenarios;
INSERT OR IGNORE INTO main.published SELECT * FROM other.published;
)";

/// What a merge has done.
struct Merged
{
    int64_t added{0};     ///< Runs that were not there.
    int64_t present{0};   ///< Runs that were there with the same results.
    int64_t differing{0}; ///< Runs that were there with other results.
};

/// \return the column of a table that says which run a row is of, or nothing if it is of none
std::string
RunColumn(const std::string& table)
{
    return table == "runs" ? "id" : table == "scenarios" || table == "published" ? "" : "run";
}

int64_t
Count(const SqliteDatabase& database, const std::string& what)
{
    SqliteStatement statement(database, "SELECT count(*) FROM " + what);
    statement.Step();
    return statement.GetInteger(0);
}

/// \return a query for the runs with rows of the table in one database and not in the other
std::string
Difference(const std::string& table, const std::string& here, const std::string& there)
{
    const std::string run = RunColumn(table);
    return "SELECT " + run + " FROM (SELECT * FROM " + here + "." + table + " WHERE " + run +
           " IN (SELECT id FROM both) EXCEPT SELECT * FROM " + there + "." + table + ")";
}

Merged
Merge(SqliteDatabase& database, const std::string& file)
{
    SqliteStatement(database, "ATTACH ? AS other").Bind(fs::absolute(file).string()).Step();
    SqliteTransaction transaction(database);
    database.Execute(CHOOSE);
    Merged merged;
    std::string differences;
    for (const auto& table : GetSweepTableNames())
    {
        const std::string run = RunColumn(table);
        if (run.empty())
        {
            continue;
        }
        if (table != "processes")
        {
            differences += (differences.empty() ? "" : " UNION ") +
                           Difference(table, "main", "other") + " UNION " +
                           Difference(table, "other", "main");
        }
        database.Execute("INSERT INTO main." + table + " SELECT * FROM other." + table + " WHERE " +
                         run + " IN (SELECT id FROM taken)");
    }
    merged.added = Count(database, "taken");
    merged.differing = Count(database, "(" + differences + ")");
    merged.present = Count(database, "both") - merged.differing;
    database.Execute("DROP TABLE temp.both; DROP TABLE temp.taken;");
    transaction.Commit();
    database.Execute("DETACH other");
    return merged;
}

/// \return whether all of them are databases of sweeps, and none is the other one; if not, it was
/// told
bool
CheckFiles(const std::vector<std::string>& files, const std::string& into, std::ostream& err)
{
    bool isRight = true;
    for (const auto& file : files)
    {
        std::string problem;
        std::error_code error;
        if (!SweepStore::Open(file, SweepStore::Use::READ, problem) ||
            fs::equivalent(file, into, error))
        {
            err << (problem.empty() ? file + ": is the database that gets the runs" : problem)
                << "\n";
            isRight = false;
        }
    }
    return isRight;
}

} // namespace

int
MergeSweeps(const std::vector<std::string>& files,
            const std::string& into,
            std::ostream& out,
            std::ostream& err)
{
    std::string problem;
    const auto store = CheckFiles(files, into, err)
                           ? SweepStore::Open(into, SweepStore::Use::WRITE, problem)
                           : nullptr;
    if (!store)
    {
        err << (problem.empty() ? "" : problem + "\n");
        return static_cast<int>(ExitCode::BAD_INPUT);
    }
    bool isSame = true;
    for (const auto& file : files)
    {
        const auto merged = Merge(store->GetDatabase(), file);
        out << file << ": " << merged.added << " runs added, " << merged.present
            << " were there already\n";
        if (merged.differing > 0)
        {
            err << file << ": " << merged.differing << " runs have other results than in " << into
                << ", which keeps its own\n";
            isSame = false;
        }
    }
    store->Tidy();
    return static_cast<int>(isSame ? ExitCode::SUCCESS : ExitCode::FAILED);
}

} // namespace ns3::nemo
