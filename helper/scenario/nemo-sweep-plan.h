// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SWEEP_PLAN_H
#define NEMO_SWEEP_PLAN_H

#include "ns3/nemo-diagnostics.h"
#include "ns3/nemo-json.h"
#include "ns3/nemo-sweep-axis.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3::nemo
{

/// No sweep has more runs.
constexpr uint64_t MOST_SWEPT_RUNS = 1000000;

/// Values by the JSON pointer to where they stand.
using SweptValues = std::vector<std::pair<std::string, Json>>;

/// What somebody found for a combination: an item of "published" and one of its "values".
struct PublishedFigure
{
    std::string source; ///< Who.
    SweptValues at;     ///< The combination; pointers that are not here may have any value.
    std::string metric; ///< The name of the measure.
    double value{0};    ///< In the measure's unit.
    std::string place;  ///< Where the figure stands in the file.
};

/// "sweep" of a scenario file: what is tried, and how often. Combinations are numbered from 0, the
/// values of the last pointer changing first.
struct SweepPlan
{
    std::vector<SweepAxis> axes;            ///< In the order of the file.
    uint64_t runs{1};                       ///< Of each combination.
    std::vector<PublishedFigure> published; ///< In the order of the file.

    /// \return how many combinations there are; 1 if nothing is swept
    uint64_t CountCombinations() const;

    /// \param combination which
    /// \return its values, in the order of the file
    SweptValues GetValues(uint64_t combination) const;

    /// \param combination which
    /// \return for each axis the index of its value
    std::vector<std::size_t> GetIndices(uint64_t combination) const;
};

/// Read "sweep" and check all that can be checked without loading the scenario: pointers, values,
/// bounds.
/// \param document the whole file
/// \param diagnostics where errors go
/// \return nothing if there was an error or the file has no "sweep"
std::optional<SweepPlan> ReadSweepPlan(const Json& document, Diagnostics& diagnostics);

/// \return of a "sweep" that has errors what has none, without a word about the rest
/// \param document the whole file, an object
SweepPlan ReadSoundParts(const Json& document);

/// \return the document with the values put in; what cannot be set is added to the diagnostics
Json ApplyValues(Json document, const SweptValues& values, Diagnostics& diagnostics);

} // namespace ns3::nemo

#endif // NEMO_SWEEP_PLAN_H
