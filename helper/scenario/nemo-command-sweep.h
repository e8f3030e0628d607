// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_COMMAND_SWEEP_H
#define NEMO_COMMAND_SWEEP_H

#include "ns3/nemo-command-options.h"

#include <iosfwd>
#include <string>

namespace ns3::nemo
{

/// `nemo sweep FILE`: make the runs that the file's "sweep" asks for and, if its "output" does too,
/// a report of them.
/// \param home the folder of nemo itself, which has the parts of reports
/// \return the exit code, one of ExitCode
int SweepFile(const CommandOptions& options,
              const std::string& home,
              std::ostream& out,
              std::ostream& err);

/// `nemo merge DB... --into DB`.
/// \return the exit code, one of ExitCode
int MergeDatabases(const CommandOptions& options, std::ostream& out, std::ostream& err);

/// `nemo export DB --csv DIR`.
/// \return the exit code, one of ExitCode
int ExportDatabase(const CommandOptions& options, std::ostream& out, std::ostream& err);

} // namespace ns3::nemo

#endif // NEMO_COMMAND_SWEEP_H
