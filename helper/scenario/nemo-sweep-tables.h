// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SWEEP_TABLES_H
#define NEMO_SWEEP_TABLES_H

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::nemo
{

/// What SQLite is told of a column.
enum class SweepColumnType : uint8_t
{
    TEXT,    ///< Text; of lists their JSON.
    INTEGER, ///< Whole numbers, and 1 or 0 for true and false.
    REAL,    ///< Numbers.
};

/// A column of a table of results.
struct SweepColumn
{
    std::string_view name; ///< In the database.
    std::string_view key;  ///< In results.json.
    SweepColumnType type;  ///< What it holds; any may be null.
};

/// A table that holds a list of results.json, with the run and the place in the list as its key.
struct SweepTable
{
    std::string_view name;            ///< In the database.
    std::string_view key;             ///< Of the list in results.json.
    std::vector<SweepColumn> columns; ///< Besides the key.
};

/// \return the tables of what stands in lists of results.json, but "correspondents"
const std::vector<SweepTable>& GetSweepTables();

/// \return the columns of "correspondents", besides run, handover and number
const std::vector<SweepColumn>& GetCorrespondentColumns();

/// \return the names of all tables, those first that others refer to
const std::vector<std::string>& GetSweepTableNames();

/// \return what makes all tables in an empty database, and says whose it is
const std::string& GetSweepSchema();

/// `PRAGMA application_id` of a database of sweeps: "NEMO".
constexpr int64_t SWEEP_APPLICATION_ID = 0x4e454d4f;
/// `PRAGMA user_version`: that of the tables.
constexpr int64_t SWEEP_SCHEMA_VERSION = 1;

} // namespace ns3::nemo

#endif // NEMO_SWEEP_TABLES_H
