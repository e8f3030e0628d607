// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SWEEP_MERGE_H
#define NEMO_SWEEP_MERGE_H

#include <iosfwd>
#include <string>
#include <vector>

namespace ns3::nemo
{

/// Put the runs of several databases into one. Runs that have results are not replaced; where both
/// databases have some and they differ, those of the first one stay.
/// \param files the databases
/// \param into the one that gets them; made if it is not there
/// \param out what was done
/// \param err what went wrong
/// \return the exit code, one of ExitCode; FAILED if results differ
int MergeSweeps(const std::vector<std::string>& files,
                const std::string& into,
                std::ostream& out,
                std::ostream& err);

} // namespace ns3::nemo

#endif // NEMO_SWEEP_MERGE_H
