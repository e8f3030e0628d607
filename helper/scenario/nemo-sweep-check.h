// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SWEEP_CHECK_H
#define NEMO_SWEEP_CHECK_H

#include "ns3/nemo-diagnostics.h"
#include "ns3/nemo-json.h"
#include "ns3/nemo-scenario.h"
#include "ns3/nemo-sweep-plan.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::nemo
{

/// So many combinations are loaded to see whether their values go together.
constexpr uint64_t CHECKED_COMBINATIONS = 10000;

/// A scenario file, all of which is checked.
struct LoadedSweep
{
    Json document;                 ///< As ReadScenarioDocument gives it.
    Scenario scenario;             ///< The same, loaded, at the file's own values.
    std::optional<SweepPlan> plan; ///< "sweep", if the file has it.
};

/// Load a scenario file and check its sweep too.
/// \param file the file
/// \param settings the values of `--set`
/// \param diagnostics where all errors and warnings go
/// \return nothing if there was an error
std::optional<LoadedSweep> LoadSweep(const std::string& file,
                                     const std::vector<std::string>& settings,
                                     Diagnostics& diagnostics);

/// Check what can be known of a sweep only by loading the scenario with each of its values, and
/// with the combinations of them, and whether published figures are of something that there is.
/// \param plan the sweep
/// \param document the whole file, which by itself has no errors
/// \param scenario the same, loaded
/// \param diagnostics where errors go; they are about the places in "sweep"
void CheckSweep(const SweepPlan& plan,
                const Json& document,
                const Scenario& scenario,
                Diagnostics& diagnostics);

} // namespace ns3::nemo

#endif // NEMO_SWEEP_CHECK_H
