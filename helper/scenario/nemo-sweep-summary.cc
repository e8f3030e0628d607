// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-sweep-summary.h"

#include "ns3/nemo-json.h"
#include "ns3/nemo-summary-table.h"

#include <algorithm>
#include <iomanip>
#include <ostream>
#include <sstream>

namespace ns3::nemo
{

namespace
{

/// Nobody reads more on a terminal.
constexpr std::size_t SHOWN_COMBINATIONS = 40;

/// \return who found something for this combination, in the order of the file
std::vector<std::string>
FindSources(const std::vector<SweepFigure>& figures, const std::string& parameters)
{
    std::vector<std::string> sources;
    for (const auto& figure : figures)
    {
        const bool isNew =
            std::find(sources.begin(), sources.end(), figure.source) == sources.end();
        if (isNew && IsFigureOf(figure, parameters))
        {
            sources.push_back(figure.source);
        }
    }
    return sources;
}

/// \return what a source found of a measure
std::optional<double>
FindFigure(const std::vector<SweepFigure>& figures,
           const std::string& source,
           const std::string& metric,
           const std::string& parameters)
{
    const auto found = std::find_if(figures.begin(), figures.end(), [&](const auto& figure) {
        return figure.source == source && figure.metric == metric && IsFigureOf(figure, parameters);
    });
    return found == figures.end() ? std::nullopt : std::optional(found->value);
}

std::string
DescribeRuns(const SweepCombination& combination)
{
    std::string text =
        std::to_string(combination.runs) + (combination.runs == 1 ? " run" : " runs");
    if (combination.failed > 0)
    {
        text += ", " + std::to_string(combination.failed) + " do not hold what the file expects";
    }
    if (combination.errors > 0)
    {
        text += ", " + std::to_string(combination.errors) + " without results";
    }
    return text;
}

void
PrintCombination(const SweepCombination& combination,
                 const std::vector<SweepFigure>& figures,
                 std::ostream& os)
{
    const auto sources = FindSources(figures, combination.parameters);
    std::vector<std::string> headers{"measure", "unit", ">n", ">mean", ">deviation", ">95 % +-"};
    for (const auto& source : sources)
    {
        headers.push_back(">" + source);
    }
    SummaryTable table(headers);
    for (const auto& measure : combination.measures)
    {
        const auto& statistics = measure.statistics;
        std::vector<std::string> cells{measure.name,
                                       UnitOfMeasure(measure.name),
                                       std::to_string(statistics.GetCount()),
                                       WriteFigure(statistics.GetMean()),
                                       WriteFigure(statistics.GetDeviation()),
                                       WriteFigure(statistics.GetHalfInterval())};
        for (const auto& source : sources)
        {
            cells.push_back(
                WriteFigure(FindFigure(figures, source, measure.name, combination.parameters)));
        }
        table.Add(cells);
    }
    const std::string what = DescribeParameters(combination.parameters);
    const std::string title = what + (what.empty() ? "" : ": ") + DescribeRuns(combination);
    if (combination.measures.empty())
    {
        os << "\n" << title << "\n";
    }
    table.Print(title, os);
}

} // namespace

std::string
DescribeParameters(const std::string& parameters)
{
    Json object = Json::parse(parameters, nullptr, false);
    object = object.is_object() ? object : Json::object();
    std::string text;
    for (const auto& [pointer, value] : object.items())
    {
        text += (text.empty() ? "" : ", ") + pointer + " = " + value.dump();
    }
    return text;
}

std::string
WriteFigure(const std::optional<double>& number)
{
    if (!number)
    {
        return "-";
    }
    std::ostringstream text;
    text << std::setprecision(6) << *number;
    return text.str();
}

void
PrintSweepSummary(const std::vector<SweepCombination>& combinations,
                  const std::vector<SweepFigure>& figures,
                  std::ostream& os)
{
    const std::size_t shown = std::min(combinations.size(), SHOWN_COMBINATIONS);
    for (std::size_t i = 0; i < shown; ++i)
    {
        PrintCombination(combinations[i], figures, os);
    }
    if (shown < combinations.size())
    {
        os << "\nand " << combinations.size() - shown
           << " more combinations: ./nemo export writes all into summary.csv\n";
    }
}

} // namespace ns3::nemo
