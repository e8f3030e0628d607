// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SWEEP_MEASURES_H
#define NEMO_SWEEP_MEASURES_H

#include "ns3/nemo-sqlite.h"
#include "ns3/nemo-sweep-statistics.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::nemo
{

/// What was measured in the runs of a combination.
struct SweepMeasure
{
    std::string name;           ///< As doc/sweep.md has it, such as "flows/voice/lost".
    SweepStatistics statistics; ///< Over the runs in which there was such a value.
};

/// The runs of a sweep with the same values.
struct SweepCombination
{
    std::string scenario;               ///< Of its runs.
    std::string version;                ///< Of its runs.
    std::string parameters;             ///< Of its runs.
    uint64_t runs{0};                   ///< How many there are.
    uint64_t failed{0};                 ///< Of these, how many did not hold an expectation.
    uint64_t errors{0};                 ///< Of these, how many have no results.
    std::vector<SweepMeasure> measures; ///< Flows, handovers, messages.
};

/// What somebody else found: a row of "published".
struct SweepFigure
{
    std::string source;     ///< Who.
    std::string parameters; ///< Of which combination; those that are not there may be any.
    std::string metric;     ///< The name of the measure.
    double value{0};        ///< In the measure's unit.
};

/// Read the runs of all combinations.
/// \return them by scenario, version and parameters, numbers in their order
std::vector<SweepCombination> ReadSweepCombinations(const SqliteDatabase& database);

/// \return what others found for a scenario, in the order of its file
std::vector<SweepFigure> ReadSweepFigures(const SqliteDatabase& database,
                                          const std::string& scenario);

/// \return whether the figure is one of a combination with these parameters
bool IsFigureOf(const SweepFigure& figure, const std::string& parameters);

/// Say what keeps a text from being the name of a measure: a word that is none of those that stand
/// at the end. Flows and nodes are not looked for.
/// \return the words that may stand there; empty: nothing is wrong
std::vector<std::string> FindMeasureWords(const std::string& name);

/// \param name of a measure
/// \return "s", "bit/s", "octets" or, of what is counted, "count": of flows packets, of tcp octets
std::string UnitOfMeasure(const std::string& name);

/// \return whether one object of parameters comes before the other: numbers, and numbers with the
/// same unit, by what they are worth
bool ComesBefore(const std::string& parameters, const std::string& others);

} // namespace ns3::nemo

#endif // NEMO_SWEEP_MEASURES_H
