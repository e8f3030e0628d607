// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SWEEP_ROWS_H
#define NEMO_SWEEP_ROWS_H

#include "ns3/nemo-json.h"
#include "ns3/nemo-sqlite.h"
#include "ns3/nemo-sweep-tables.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace ns3::nemo
{

/// Bind a value of results.json as its column wants it; what is of another kind is null.
void BindSweepValue(SqliteStatement& statement, const SweepColumn& column, const Json& object);

/// \return the statement that inserts a row into a table with so many columns
std::string SweepInsertion(std::string_view table, std::size_t columns);

/// Insert the lists of results.json, a row for each item.
/// \param database with the tables of GetSweepTables
/// \param id of the run
/// \param results as results.json; null: there are no rows
void PutSweepRows(const SqliteDatabase& database, const std::string& id, const Json& results);

} // namespace ns3::nemo

#endif // NEMO_SWEEP_ROWS_H
