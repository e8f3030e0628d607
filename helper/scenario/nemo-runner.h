// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_RUNNER_H
#define NEMO_RUNNER_H

#include "ns3/nemo-scenario.h"

#include <iosfwd>
#include <string>

namespace ns3::nemo
{

/// How a run of a scenario ended; also the exit code of the command line.
enum class ExitCode : int
{
    SUCCESS = 0,        ///< All expectations hold.
    FAILED = 1,         ///< An expectation does not hold.
    BAD_INPUT = 2,      ///< Nothing was run: file or command line is wrong.
    INTERNAL_ERROR = 3, ///< A fault of this program or of the machine.
};

/// What the command line adds to a scenario file.
struct RunOptions
{
    std::string file;            ///< The scenario file as it was named, for results and messages.
    std::string outputDirectory; ///< Where results.json, run.json and captures go; made if absent.
    bool pcap{false};            ///< Capture although the file does not ask for it.
    bool quiet{false};           ///< No summary and no progress.
    bool trace{false};           ///< A line per mobility message as it happens.
    std::ostream* out{nullptr};  ///< Summary and trace; never nullptr when a run starts.
    std::ostream* err{nullptr};  ///< Progress and errors; never nullptr when a run starts.
};

/// Build the scenario, run it to its end, write its results and print the summary.
/// \param scenario as the loader made it (seed and run as the command line wants them)
/// \param options where to write and what to print
/// \return the exit code, one of ExitCode; bad attributes and the like that are found only when
///         nodes are built give BAD_INPUT, files that cannot be written INTERNAL_ERROR
int RunScenario(const Scenario& scenario, const RunOptions& options);

} // namespace ns3::nemo

#endif // NEMO_RUNNER_H
