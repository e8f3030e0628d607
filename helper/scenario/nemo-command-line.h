// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_COMMAND_LINE_H
#define NEMO_COMMAND_LINE_H

#include <iosfwd>
#include <string>
#include <vector>

namespace ns3::nemo
{

/// What the command line reads and writes besides files.
struct CommandLineSetting
{
    std::string home; ///< The folder of nemo itself; scenarios ship in examples/scenarios below it.
    std::ostream* out; ///< Results.
    std::ostream* err; ///< Errors and warnings.
};

/// Do what the command line asks: run, check, list, init or help.
/// \param arguments what follows the program's name
/// \param setting where from and where to
/// \return the exit code, one of ExitCode; never throws
int RunCommandLine(const std::vector<std::string>& arguments, const CommandLineSetting& setting);

} // namespace ns3::nemo

#endif // NEMO_COMMAND_LINE_H
