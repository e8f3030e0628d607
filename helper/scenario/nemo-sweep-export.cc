// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-sweep-export.h"

#include "ns3/nemo-json.h"
#include "ns3/nemo-results.h"
#include "ns3/nemo-run-options.h"
#include "ns3/nemo-sweep-measures.h"
#include "ns3/nemo-sweep-store.h"
#include "ns3/nemo-sweep-tables.h"

#include <filesystem>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <vector>

namespace ns3::nemo
{

namespace
{

namespace fs = std::filesystem;

/// The column whose object becomes columns.
constexpr char PARAMETERS[] = "parameters";

/// \return the field as RFC 4180 has it
std::string
Quote(const std::string& field)
{
    if (field.find_first_of(",\"\r\n") == std::string::npos)
    {
        return field;
    }
    std::string quoted = "\"";
    for (const char c : field)
    {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + "\"";
}

std::string
WriteRow(const std::vector<std::string>& fields)
{
    std::string line;
    for (std::size_t i = 0; i < fields.size(); ++i)
    {
        line += (i > 0 ? "," : "") + Quote(fields[i]);
    }
    return line + "\r\n";
}

/// \return a number so that the same one can be read
std::string
WriteNumber(double number)
{
    return Json(number).dump();
}

std::string
WriteNumber(const std::optional<double>& number)
{
    return number ? WriteNumber(*number) : "";
}

/// \return the values at these pointers, empty where there are none; text as it is
std::vector<std::string>
SpreadParameters(const std::string& parameters, const std::vector<std::string>& pointers)
{
    const Json object = Json::parse(parameters, nullptr, false);
    std::vector<std::string> fields;
    for (const auto& pointer : pointers)
    {
        const auto found = object.find(pointer);
        fields.push_back(found == object.end() ? ""
                         : found->is_string()  ? found->get<std::string>()
                                               : found->dump());
    }
    return fields;
}

/// \return all pointers of any run, in alphabetical order
std::vector<std::string>
FindPointers(const SqliteDatabase& database)
{
    std::set<std::string> pointers;
    SqliteStatement rows(database, "SELECT DISTINCT parameters FROM runs");
    while (rows.Step())
    {
        const Json object = Json::parse(rows.GetText(0), nullptr, false);
        for (const auto& item : object.items())
        {
            pointers.insert(item.key());
        }
    }
    return {pointers.begin(), pointers.end()};
}

/// Add fields to a row.
void
Append(std::vector<std::string>& row, const std::vector<std::string>& fields)
{
    row.insert(row.end(), fields.begin(), fields.end());
}

/// \return a table as CSV; parameters of runs become columns of their own
std::string
WriteTable(const SqliteDatabase& database,
           const std::string& table,
           const std::vector<std::string>& pointers)
{
    SqliteStatement rows(database, "SELECT * FROM " + table + " ORDER BY 1, 2, 3");
    const auto isSpread = [&](int column) {
        return table == "runs" && rows.GetName(column) == PARAMETERS;
    };
    std::vector<std::string> header;
    for (int i = 0; i < rows.CountColumns(); ++i)
    {
        Append(header, isSpread(i) ? pointers : std::vector<std::string>{rows.GetName(i)});
    }
    std::string text = WriteRow(header);
    while (rows.Step())
    {
        std::vector<std::string> row;
        for (int i = 0; i < rows.CountColumns(); ++i)
        {
            if (isSpread(i))
            {
                Append(row, SpreadParameters(rows.GetText(i), pointers));
            }
            else
            {
                row.push_back(rows.IsReal(i) ? WriteNumber(rows.GetNumber(i)) : rows.GetText(i));
            }
        }
        text += WriteRow(row);
    }
    return text;
}

/// \return the names of scenarios by hash
std::map<std::string, std::string>
ReadNames(const SqliteDatabase& database)
{
    std::map<std::string, std::string> names;
    SqliteStatement rows(database, "SELECT hash, name FROM scenarios");
    while (rows.Step())
    {
        names[rows.GetText(0)] = rows.GetText(1);
    }
    return names;
}

/// \return mean, deviation and interval of each measure of each combination as CSV
std::string
WriteSummary(const SqliteDatabase& database, const std::vector<std::string>& pointers)
{
    std::vector<std::string> header{"scenario", "version"};
    Append(header, pointers);
    Append(header,
           {"runs",
            "failed",
            "errors",
            "measure",
            "n",
            "mean",
            "deviation",
            "half_interval_95",
            "unit",
            "name"});
    auto names = ReadNames(database);
    std::string text = WriteRow(header);
    for (const auto& combination : ReadSweepCombinations(database))
    {
        for (const auto& measure : combination.measures)
        {
            std::vector<std::string> row{combination.scenario, combination.version};
            Append(row, SpreadParameters(combination.parameters, pointers));
            Append(row,
                   {std::to_string(combination.runs),
                    std::to_string(combination.failed),
                    std::to_string(combination.errors),
                    measure.name,
                    std::to_string(measure.statistics.GetCount()),
                    WriteNumber(measure.statistics.GetMean()),
                    WriteNumber(measure.statistics.GetDeviation()),
                    WriteNumber(measure.statistics.GetHalfInterval()),
                    UnitOfMeasure(measure.name),
                    names[combination.scenario]});
            text += WriteRow(row);
        }
    }
    return text;
}

} // namespace

int
ExportSweeps(const std::string& file,
             const std::string& folder,
             std::ostream& out,
             std::ostream& err)
{
    std::string problem;
    const auto store = SweepStore::Open(file, SweepStore::Use::READ, problem);
    std::error_code error;
    if (store && !fs::create_directories(folder, error) && error)
    {
        problem = folder + ": cannot be made a folder: " + error.message();
    }
    if (!problem.empty())
    {
        err << problem << "\n";
        return static_cast<int>(ExitCode::BAD_INPUT);
    }
    const auto& database = store->GetDatabase();
    const auto pointers = FindPointers(database);
    std::vector<std::string> tables = GetSweepTableNames();
    tables.insert(tables.end(), {"phases", "summary"});
    for (const auto& table : tables)
    {
        const std::string path = (fs::path(folder) / (table + ".csv")).string();
        const auto reason = WriteFile(path,
                                      table == "summary" ? WriteSummary(database, pointers)
                                                         : WriteTable(database, table, pointers));
        if (!reason.empty())
        {
            err << path << ": could not be written: " << reason << "\n";
            return static_cast<int>(ExitCode::INTERNAL_ERROR);
        }
        out << path << "\n";
    }
    return static_cast<int>(ExitCode::SUCCESS);
}

} // namespace ns3::nemo
