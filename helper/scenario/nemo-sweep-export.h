// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SWEEP_EXPORT_H
#define NEMO_SWEEP_EXPORT_H

#include <iosfwd>
#include <string>

namespace ns3::nemo
{

/// Write each table of a database of sweeps, the view "phases" and a summary as CSV (RFC 4180).
/// \param file the database
/// \param folder where to; made if it is not there
/// \param out which files were written
/// \param err what went wrong
/// \return the exit code, one of ExitCode
int ExportSweeps(const std::string& file,
                 const std::string& folder,
                 std::ostream& out,
                 std::ostream& err);

} // namespace ns3::nemo

#endif // NEMO_SWEEP_EXPORT_H
