// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SWEEP_CHILD_H
#define NEMO_SWEEP_CHILD_H

#include "ns3/nemo-json.h"
#include "ns3/nemo-process-pool.h"
#include "ns3/nemo-sweep-plan.h"
#include "ns3/nemo-sweep-store.h"

#include <cstdint>
#include <string>

namespace ns3::nemo
{

/// A run of a sweep, as a process of its own is given it.
struct SweepErrand
{
    const Json* document{nullptr}; ///< The scenario; without "sweep".
    SweptValues values;            ///< What is put into it.
    uint64_t run{1};               ///< Which run.
    std::string file;              ///< The file's name, for messages.
};

/// Do the run and write what came of it, in a process that does nothing else. Errors go to the
/// standard error output.
/// \param errand what to run
/// \param output where results are written
/// \return the exit code, one of ExitCode
int RunSweepErrand(const SweepErrand& errand, int output);

/// \return what the process of a run has left, as it is stored
SweepOutcome ReadSweepOutcome(const ProcessPool::Finished& finished);

} // namespace ns3::nemo

#endif // NEMO_SWEEP_CHILD_H
