// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-sweep-rows.h"

namespace ns3::nemo
{

namespace
{

/// \return a list of results.json; an empty one if it is not there
Json
ListOf(const Json& object, std::string_view key)
{
    const auto found = object.find(std::string(key));
    return found != object.end() && found->is_array() ? *found : Json::array();
}

} // namespace

void
BindSweepValue(SqliteStatement& statement, const SweepColumn& column, const Json& object)
{
    const auto found = object.find(std::string(column.key));
    const Json value = found == object.end() ? Json() : *found;
    if (column.type == SweepColumnType::TEXT && !value.is_null())
    {
        statement.Bind(value.is_string() ? value.get<std::string>() : value.dump());
    }
    else if (column.type == SweepColumnType::REAL && value.is_number())
    {
        statement.Bind(value.get<double>());
    }
    else if (column.type == SweepColumnType::INTEGER && value.is_boolean())
    {
        statement.Bind(int64_t{value.get<bool>()});
    }
    else if (column.type == SweepColumnType::INTEGER && value.is_number())
    {
        statement.Bind(value.get<int64_t>());
    }
    else
    {
        statement.BindNull();
    }
}

std::string
SweepInsertion(std::string_view table, std::size_t columns)
{
    std::string text = "INSERT INTO " + std::string(table) + " VALUES (?";
    for (std::size_t i = 1; i < columns; ++i)
    {
        text += ", ?";
    }
    return text + ")";
}

void
PutSweepRows(const SqliteDatabase& database, const std::string& id, const Json& results)
{
    for (const auto& table : GetSweepTables())
    {
        SqliteStatement insertion(database, SweepInsertion(table.name, table.columns.size() + 2));
        int64_t number = 0;
        for (const auto& item : ListOf(results, table.key))
        {
            insertion.Bind(id).Bind(number++);
            for (const auto& column : table.columns)
            {
                BindSweepValue(insertion, column, item);
            }
            insertion.Step();
            insertion.Reset();
        }
    }
    const auto& columns = GetCorrespondentColumns();
    SqliteStatement insertion(database, SweepInsertion("correspondents", columns.size() + 3));
    int64_t handover = 0;
    for (const auto& item : ListOf(results, "handovers"))
    {
        int64_t number = 0;
        for (const auto& correspondent : ListOf(item, "correspondents"))
        {
            insertion.Bind(id).Bind(handover).Bind(number++);
            for (const auto& column : columns)
            {
                BindSweepValue(insertion, column, correspondent);
            }
            insertion.Step();
            insertion.Reset();
        }
        ++handover;
    }
}

} // namespace ns3::nemo
