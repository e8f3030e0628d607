// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-sweep-measures.h"

#include "ns3/nemo-json.h"
#include "ns3/nemo-sweep-decimal.h"
#include "ns3/nemo-text-values.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

namespace ns3::nemo
{

namespace
{

/// Where a measure comes from: "what" gives a row for each thing of a run, its columns from the
/// fifth on being measures.
struct MeasureSource
{
    const char* kind;               ///< The first word of the names.
    std::vector<std::string> words; ///< The last words, in the order of the columns.
    const char* columns;            ///< What names the thing, with a "/" behind, then the measures.
    const char* what;               ///< The tables, joined to runs.
};

const std::vector<MeasureSource>&
GetMeasureSources()
{
    static const std::vector<MeasureSource> sources = {
        {"flows",
         {"received", "lost", "delayMean", "jitterMean", "goodput"},
         "name || '/', received, lost, delay_mean, jitter_mean, goodput",
         "runs JOIN flows ON flows.run = id"},
        {"handovers",
         {"outage",
          "detection",
          "configuration",
          "movement",
          "registration",
          "returnRoutability",
          "correspondent",
          "total"},
         "node || '/' || handover_index || '/', outage, detection, configuration, movement, "
         "registration, returnRoutability, correspondent, total",
         "runs JOIN phases ON phases.run = id"},
        {"messages",
         {"count", "bytes"},
         "'', coalesce(sum(count), 0), coalesce(sum(bytes), 0)",
         "runs LEFT JOIN messages ON messages.run = id AND direction = 'tx' AND type IN ('BU', "
         "'BA', "
         "'BRR', 'BE', 'HoTI', 'CoTI', 'HoT', 'CoT') WHERE runs.status <> 'error' GROUP BY id"}};
    return sources;
}

/// By which combinations are told apart: scenario, version, parameters.
using CombinationKey = std::array<std::string, 3>;

/// Orders combinations as people would.
struct CombinationOrder
{
    bool operator()(const CombinationKey& a, const CombinationKey& b) const
    {
        return std::tie(a[0], a[1]) != std::tie(b[0], b[1])
                   ? std::tie(a[0], a[1]) < std::tie(b[0], b[1])
                   : ComesBefore(a[2], b[2]);
    }
};

/// A measure's place among the others: its source, the thing, the column.
using MeasureKey = std::tuple<std::size_t, std::string, std::size_t>;

/// What is known of a combination while rows are read.
struct Gathered
{
    SweepCombination combination;
    std::map<MeasureKey, SweepStatistics> measures;
};

using AllGathered = std::map<CombinationKey, Gathered, CombinationOrder>;

CombinationKey
KeyOf(const SqliteStatement& row)
{
    return {row.GetText(0), row.GetText(1), row.GetText(2)};
}

/// Add what one source says.
void
Gather(const SqliteDatabase& database, std::size_t index, AllGathered& all)
{
    const auto& source = GetMeasureSources()[index];
    SqliteStatement rows(database,
                         std::string("SELECT scenario, version, parameters, ") + source.columns +
                             " FROM " + source.what);
    while (rows.Step())
    {
        const auto found = all.find(KeyOf(rows));
        for (std::size_t word = 0; found != all.end() && word < source.words.size(); ++word)
        {
            const int column = static_cast<int>(word) + 4;
            if (!rows.IsNull(column))
            {
                found->second.measures[{index, rows.GetText(3), word}].Add(rows.GetNumber(column));
            }
        }
    }
}

/// What a value is ordered by: numbers of one kind by what they are worth, all else as text.
struct Rank
{
    bool isText{true}; ///< It is no number, with or without a unit.
    std::string kind;  ///< The unit.
    double worth{0};   ///< In that unit.
    std::string text;  ///< As the file has it.

    bool operator<(const Rank& other) const
    {
        return std::tie(isText, kind, worth, text) <
               std::tie(other.isText, other.kind, other.worth, other.text);
    }
};

Rank
RankOf(const Json& value)
{
    Rank rank{true, "", 0, value.dump()};
    const std::string text = value.is_string() ? value.get<std::string>() : "";
    const std::size_t size = MeasureNumber(text);
    if (value.is_number())
    {
        return {false, "", value.get<double>(), rank.text};
    }
    if (const auto duration = ParseDuration(text))
    {
        return {false, "s", duration->GetSeconds(), rank.text};
    }
    if (const auto rate = ParseDataRate(text))
    {
        return {false, "bps", static_cast<double>(rate->GetBitRate()), rank.text};
    }
    if (const auto number = Decimal::Parse(std::string_view(text).substr(0, size)))
    {
        return {false, text.substr(size), number->ToDouble(), rank.text};
    }
    return rank;
}

/// \return below 0, 0 or above 0; objects and lists by their first members that differ
int
CompareValues(const Json& left, const Json& right)
{
    const bool areLists = left.is_array() && right.is_array();
    const bool areObjects = left.is_object() && right.is_object();
    if (!areLists && !areObjects)
    {
        const Rank one = RankOf(left);
        const Rank other = RankOf(right);
        return one < other ? -1 : other < one ? 1 : 0;
    }
    for (auto a = left.begin(), b = right.begin(); a != left.end() && b != right.end(); ++a, ++b)
    {
        const int keys = areObjects ? a.key().compare(b.key()) : 0;
        const int order = keys != 0 ? keys : CompareValues(*a, *b);
        if (order != 0)
        {
            return order;
        }
    }
    return left.size() == right.size() ? 0 : left.size() < right.size() ? -1 : 1;
}

Json
ParseParameters(const std::string& text)
{
    Json object = Json::parse(text, nullptr, false);
    return object.is_object() ? object : Json::object();
}

} // namespace

std::vector<SweepCombination>
ReadSweepCombinations(const SqliteDatabase& database)
{
    AllGathered all;
    SqliteStatement rows(database,
                         "SELECT scenario, version, parameters, count(*), sum(status = 'failed'), "
                         "sum(status = 'error') FROM runs GROUP BY 1, 2, 3");
    while (rows.Step())
    {
        auto& combination = all[KeyOf(rows)].combination;
        combination.runs = static_cast<uint64_t>(rows.GetInteger(3));
        combination.failed = static_cast<uint64_t>(rows.GetInteger(4));
        combination.errors = static_cast<uint64_t>(rows.GetInteger(5));
    }
    const auto& sources = GetMeasureSources();
    for (std::size_t i = 0; i < sources.size(); ++i)
    {
        Gather(database, i, all);
    }
    std::vector<SweepCombination> combinations;
    for (auto& [key, gathered] : all)
    {
        auto& combination = gathered.combination;
        combination.scenario = key[0];
        combination.version = key[1];
        combination.parameters = key[2];
        for (const auto& [place, statistics] : gathered.measures)
        {
            const auto& [source, thing, word] = place;
            combination.measures.push_back(
                {std::string(sources[source].kind) + "/" + thing + sources[source].words[word],
                 statistics});
        }
        combinations.push_back(std::move(combination));
    }
    return combinations;
}

std::vector<SweepFigure>
ReadSweepFigures(const SqliteDatabase& database, const std::string& scenario)
{
    SqliteStatement rows(database,
                         "SELECT source, parameters, metric, value FROM published WHERE "
                         "scenario = ? ORDER BY number");
    rows.Bind(scenario);
    std::vector<SweepFigure> figures;
    while (rows.Step())
    {
        figures.push_back({rows.GetText(0), rows.GetText(1), rows.GetText(2), rows.GetNumber(3)});
    }
    return figures;
}

bool
IsFigureOf(const SweepFigure& figure, const std::string& parameters)
{
    const Json all = ParseParameters(parameters);
    const Json wanted = ParseParameters(figure.parameters);
    for (const auto& [pointer, value] : wanted.items())
    {
        const auto found = all.find(pointer);
        if (found == all.end() || *found != value)
        {
            return false;
        }
    }
    return true;
}

std::vector<std::string>
FindMeasureWords(const std::string& name)
{
    const std::string kind = name.substr(0, name.find('/'));
    std::vector<std::string> kinds;
    for (const auto& source : GetMeasureSources())
    {
        kinds.emplace_back(source.kind);
        if (kind != source.kind)
        {
            continue;
        }
        const auto slashes = std::count(name.begin(), name.end(), '/');
        const auto wanted =
            std::count(source.columns, source.columns + std::string(source.columns).size(), '/') +
            1;
        const std::string word = name.substr(name.rfind('/') + 1);
        const bool isRight =
            slashes == wanted &&
            std::find(source.words.begin(), source.words.end(), word) != source.words.end();
        return isRight ? std::vector<std::string>() : source.words;
    }
    return kinds;
}

std::string
UnitOfMeasure(const std::string& name)
{
    const std::string word = name.substr(name.rfind('/') + 1);
    const bool isCounted = word == "received" || word == "lost" || word == "count";
    return isCounted ? "count" : word == "goodput" ? "bit/s" : word == "bytes" ? "octets" : "s";
}

bool
ComesBefore(const std::string& parameters, const std::string& others)
{
    const int order = CompareValues(ParseParameters(parameters), ParseParameters(others));
    return order != 0 ? order < 0 : parameters < others;
}

} // namespace ns3::nemo
