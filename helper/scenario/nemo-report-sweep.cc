// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-report-sweep.h"

#include "ns3/nemo-sqlite.h"
#include "ns3/nemo-sweep-measures.h"
#include "ns3/nemo-sweep-store.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ns3::nemo
{

namespace
{

/// So many errors show what is wrong with a sweep.
constexpr int64_t MOST_ERRORS = 5;
/// So many values that differ tell a scenario from another.
constexpr std::size_t MOST_DIFFERENCES = 4;

Json
NumberOrNull(const std::optional<double>& number)
{
    return number ? Json(*number) : Json();
}

/// \return the swept values of runs, an object by pointer
Json
ReadParameters(const std::string& text)
{
    const auto json = Json::parse(text, nullptr, false);
    return json.is_object() ? json : Json::object();
}

Json
DescribeCombination(const SweepCombination& combination)
{
    Json measures = Json::object();
    for (const auto& measure : combination.measures)
    {
        const auto& statistics = measure.statistics;
        measures[measure.name] = {{"count", statistics.GetCount()},
                                  {"mean", statistics.GetMean()},
                                  {"deviation", NumberOrNull(statistics.GetDeviation())},
                                  {"half", NumberOrNull(statistics.GetHalfInterval())}};
    }
    return {{"values", ReadParameters(combination.parameters)},
            {"runs", combination.runs},
            {"failed", combination.failed},
            {"errors", combination.errors},
            {"measures", std::move(measures)}};
}

Json
ReadDocument(const SqliteDatabase& database, const std::string& hash)
{
    SqliteStatement document(database, "SELECT document FROM scenarios WHERE hash = ?");
    const bool isThere = document.Bind(hash).Step();
    return isThere ? Json::parse(document.GetText(0), nullptr, false) : Json();
}

/// Say of scenarios with one name in what they differ from the first of them.
void
TellApart(const SqliteDatabase& database, Json& sweeps)
{
    std::map<std::string, std::string> first; // by name: the hash
    for (auto& sweep : sweeps)
    {
        const auto hash = sweep["hash"].get<std::string>();
        const auto [known, isNew] = first.try_emplace(sweep["scenario"].get<std::string>(), hash);
        const auto from = ReadDocument(database, known->second);
        const auto to = ReadDocument(database, hash);
        if (isNew || known->second == hash || from.is_discarded() || to.is_discarded())
        {
            continue;
        }
        for (const auto& change : Json::diff(from, to))
        {
            if (sweep["differences"].size() == MOST_DIFFERENCES)
            {
                sweep["differences"].push_back("and more");
                break;
            }
            const auto path = change["path"].get<std::string>();
            sweep["differences"].push_back(
                change.contains("value") ? path + " = " + Abridge(change["value"]) : "no " + path);
        }
    }
}

/// \return the name of a scenario, and in "errors" what runs that have no results said
Json
DescribeSweep(const SqliteDatabase& database, const SweepCombination& first)
{
    Json sweep{{"scenario", ""},
               {"hash", first.scenario},
               {"expects", false},
               {"differences", Json::array()},
               {"version", first.version},
               {"seeds", Json::array()},
               {"combinations", Json::array()},
               {"figures", Json::array()},
               {"errors", Json::array()}};
    SqliteStatement name(database, "SELECT name FROM scenarios WHERE hash = ?");
    if (name.Bind(first.scenario).Step())
    {
        sweep["scenario"] = name.GetText(0);
    }
    SqliteStatement expects(database,
                            "SELECT 1 FROM runs JOIN expectations ON expectations.run = runs.id "
                            "WHERE scenario = ? AND version = ? LIMIT 1");
    sweep["expects"] = expects.Bind(first.scenario).Bind(first.version).Step();
    SqliteStatement seeds(database,
                          "SELECT DISTINCT seed FROM runs WHERE scenario = ? AND version = ? "
                          "ORDER BY seed LIMIT 10");
    seeds.Bind(first.scenario).Bind(first.version);
    while (seeds.Step())
    {
        sweep["seeds"].push_back(seeds.GetInteger(0));
    }
    SqliteStatement errors(database,
                           "SELECT DISTINCT error FROM runs WHERE scenario = ? AND version = ? "
                           "AND error IS NOT NULL AND error <> '' LIMIT ?");
    errors.Bind(first.scenario).Bind(first.version).Bind(MOST_ERRORS);
    while (errors.Step())
    {
        sweep["errors"].push_back(errors.GetText(0));
    }
    for (const auto& figure : ReadSweepFigures(database, first.scenario))
    {
        sweep["figures"].push_back({{"source", figure.source},
                                    {"values", ReadParameters(figure.parameters)},
                                    {"measure", figure.metric},
                                    {"value", figure.value}});
    }
    return sweep;
}

} // namespace

std::variant<Json, std::string>
ReadSweepForReport(const std::string& file)
{
    std::string problem;
    const auto store = SweepStore::Open(file, SweepStore::Use::READ, problem);
    if (!store)
    {
        return problem;
    }
    try
    {
        const auto& database = store->GetDatabase();
        Json data{{"kind", "sweep"}, {"database", file}, {"sweeps", Json::array()}};
        const auto combinations = ReadSweepCombinations(database);
        const SweepCombination* last = nullptr;
        for (const auto& combination : combinations)
        {
            if (!last || last->scenario != combination.scenario ||
                last->version != combination.version)
            {
                data["sweeps"].push_back(DescribeSweep(database, combination));
            }
            last = &combination;
            data["sweeps"].back()["combinations"].push_back(DescribeCombination(combination));
        }
        TellApart(database, data["sweeps"]);
        return data;
    }
    catch (const SqliteError& error)
    {
        return file + ": cannot be read: " + error.what();
    }
}

} // namespace ns3::nemo
