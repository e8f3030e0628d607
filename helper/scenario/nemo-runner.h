// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_RUNNER_H
#define NEMO_RUNNER_H

#include "ns3/nemo-run-options.h"
#include "ns3/nemo-scenario.h"

namespace ns3::nemo
{

/// Build the scenario, run it to its end, write its results and print the summary.
/// \param scenario as the loader made it (seed and run as the command line wants them)
/// \param options where to write and what to print
/// \return the exit code, one of ExitCode; bad attributes and the like that are found only when
///         nodes are built give BAD_INPUT, and so does a folder that cannot be written to; files
///         that could not be written whole give INTERNAL_ERROR
int RunScenario(const Scenario& scenario, const RunOptions& options);

} // namespace ns3::nemo

#endif // NEMO_RUNNER_H
