// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SWEEP_RUNNER_H
#define NEMO_SWEEP_RUNNER_H

#include "ns3/nemo-json.h"
#include "ns3/nemo-scenario.h"
#include "ns3/nemo-sweep-plan.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>

namespace ns3::nemo
{

/// What the command line adds to a sweep.
struct SweepOptions
{
    std::string file;     ///< The scenario file as it was named, for messages.
    std::string database; ///< Where results go.
    std::size_t jobs{1};  ///< So many processes at a time.
    std::optional<std::chrono::seconds> limit{}; ///< After which a run is ended.
    bool resume{false};         ///< Runs that are there already are not made again.
    uint64_t shard{1};          ///< Which part of the runs, from 1.
    uint64_t shards{1};         ///< Of how many.
    bool quiet{false};          ///< No summary and no progress.
    std::ostream* out{nullptr}; ///< Summary; never nullptr.
    std::ostream* err{nullptr}; ///< Progress and errors; never nullptr.
};

/// Make all runs of a sweep that are missing, each in a process of its own, and store what comes of
/// them.
/// \param plan the sweep
/// \param document the whole file, checked
/// \param scenario the same, loaded
/// \param options what else
/// \return the exit code, one of ExitCode: FAILED if a run does not hold an expectation, has no
///         results or is still missing
/// \throw SqliteError if the database fails
int RunSweep(const SweepPlan& plan,
             const Json& document,
             const Scenario& scenario,
             const SweepOptions& options);

} // namespace ns3::nemo

#endif // NEMO_SWEEP_RUNNER_H
