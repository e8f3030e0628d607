// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-sweep-check.h"

#include "ns3/nemo-scenario-loader.h"
#include "ns3/nemo-sweep-key.h"
#include "ns3/nemo-sweep-measures.h"
#include "ns3/nemo-sweep-summary.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace ns3::nemo
{

namespace
{

/// \return the errors of the scenario with these values in it
std::vector<Diagnostic>
FindErrors(const Json& document, const SweptValues& values)
{
    Diagnostics diagnostics("");
    LoadScenarioDocument(ApplyValues(document, values, diagnostics), diagnostics);
    return diagnostics.GetErrors();
}

/// \return whether one pointer is the other one or leads on from it
bool
LeadsOn(const std::string& from, const std::string& pointer)
{
    return pointer.compare(0, from.size(), from) == 0 &&
           (pointer.size() == from.size() || pointer[from.size()] == '/');
}

/// Load the scenario with each value of an axis.
void
CheckAxis(const SweepAxis& axis, const Json& document, Diagnostics& diagnostics)
{
    for (std::size_t i = 0; i < axis.values.size() && !diagnostics.IsFull(); ++i)
    {
        for (auto& error : FindErrors(document, {{axis.pointer, axis.values[i]}}))
        {
            const std::string place = axis.PlaceOf(i);
            if (LeadsOn(axis.pointer, error.pointer) && !axis.isRange)
            {
                error.pointer = place + error.pointer.substr(axis.pointer.size());
            }
            else
            {
                // Its value is not the one that stands at the place.
                const std::string value = error.value.empty() ? "" : error.value + " ";
                error.problem = "makes " + error.pointer + ": " + value + error.problem;
                error.value = axis.values[i].dump();
                error.pointer = place;
            }
            diagnostics.AddError(std::move(error));
        }
    }
}

/// Load the scenario with all values of each combination.
void
CheckCombinations(const SweepPlan& plan, const Json& document, Diagnostics& diagnostics)
{
    const uint64_t count = std::min(plan.CountCombinations(), CHECKED_COMBINATIONS);
    for (uint64_t i = 0; i < count && !diagnostics.IsFull(); ++i)
    {
        const auto values = plan.GetValues(i);
        for (auto& error : FindErrors(document, values))
        {
            const std::string value = error.value.empty() ? "" : error.value + " ";
            error.problem = "with " + DescribeParameters(WriteParameters(values)) + ", " +
                            error.pointer + ": " + value + error.problem;
            error.value.clear();
            error.pointer = "/sweep";
            diagnostics.AddError(std::move(error));
        }
    }
}

/// \return the part of the name between its first word and its last ones, so many
std::string
ThingOf(const std::string& metric, int words)
{
    std::string thing = metric;
    for (int i = 0; i < words; ++i)
    {
        thing.erase(std::min(thing.rfind('/'), thing.size()));
    }
    return thing.substr(std::min(thing.find('/'), thing.size() - 1) + 1);
}

/// Add an error if a published figure is of nothing that the scenario has.
void
CheckFigure(const PublishedFigure& figure, const Scenario& scenario, Diagnostics& diagnostics)
{
    const auto refuse = [&](const std::string& problem, const std::vector<std::string>& allowed) {
        const std::vector<std::string_view> names(allowed.begin(), allowed.end());
        const std::string word = figure.metric.substr(figure.metric.rfind('/') + 1);
        diagnostics.AddError({figure.place,
                              "",
                              problem,
                              ListNames(names) + " (doc/sweep.md)",
                              Suggest(word, names).value_or("")});
    };
    const auto words = FindMeasureWords(figure.metric);
    if (!words.empty())
    {
        refuse("\"" + figure.metric + "\" is no measure", words);
        return;
    }
    if (figure.metric.rfind("flows/", 0) == 0 && !scenario.FindFlow(ThingOf(figure.metric, 1)))
    {
        std::vector<std::string> flows;
        for (const auto& flow : scenario.traffic)
        {
            flows.push_back(flow.name);
        }
        refuse("\"" + ThingOf(figure.metric, 1) + "\" is not a flow", flows);
    }
    const std::string node = ThingOf(figure.metric, 2);
    if (figure.metric.rfind("handovers/", 0) == 0 && !scenario.FindNode(node))
    {
        std::vector<std::string> nodes;
        for (const auto& spec : scenario.nodes)
        {
            nodes.push_back(spec.name);
        }
        refuse("\"" + node + "\" is not a node", nodes);
    }
}

/// Where only "sweep" has errors, say what is wrong with the rest of it, too.
void
CheckOtherAxes(const std::optional<Json>& document, Diagnostics& diagnostics)
{
    if (!document || !document->is_object() || !document->contains("sweep"))
    {
        return;
    }
    Diagnostics silent("");
    Json plain = *document;
    plain.erase("sweep");
    if (const auto scenario = LoadScenarioDocument(plain, silent))
    {
        CheckSweep(ReadSoundParts(*document), *document, *scenario, diagnostics);
    }
}

} // namespace

std::optional<LoadedSweep>
LoadSweep(const std::string& file,
          const std::vector<std::string>& settings,
          Diagnostics& diagnostics)
{
    auto document = ReadScenarioDocument(file, settings, diagnostics);
    auto scenario = document ? LoadScenarioDocument(*document, diagnostics) : std::nullopt;
    if (!scenario)
    {
        CheckOtherAxes(document, diagnostics);
        return std::nullopt;
    }
    auto plan = ReadSweepPlan(*document, diagnostics);
    if (plan)
    {
        CheckSweep(*plan, *document, *scenario, diagnostics);
    }
    if (diagnostics.HasErrors())
    {
        return std::nullopt;
    }
    return LoadedSweep{std::move(*document), std::move(*scenario), std::move(plan)};
}

void
CheckSweep(const SweepPlan& plan,
           const Json& document,
           const Scenario& scenario,
           Diagnostics& diagnostics)
{
    Diagnostics inner("");
    Json plain = document;
    plain.erase("sweep");
    for (const auto& figure : plan.published)
    {
        CheckFigure(figure, scenario, inner);
    }
    for (const auto& axis : plan.axes)
    {
        CheckAxis(axis, plain, inner);
    }
    // With several wrong values most combinations would only say so again.
    if (!inner.HasErrors() && plan.axes.size() > 1)
    {
        CheckCombinations(plan, plain, inner);
    }
    for (const auto& error : inner.GetErrors())
    {
        diagnostics.AddError(error);
    }
}

} // namespace ns3::nemo
