// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_RUN_OPTIONS_H
#define NEMO_RUN_OPTIONS_H

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
    bool report{false};          ///< Write a report although the file does not ask for it.
    std::string home;            ///< The folder of nemo itself, which has the parts of reports.
    bool quiet{false};           ///< No summary and no progress.
    bool warned{false};         ///< The summary is without what the checks found odd: that is told.
    bool trace{false};          ///< A line per mobility message as it happens.
    std::ostream* out{nullptr}; ///< Summary and trace; never nullptr when a run starts.
    std::ostream* err{nullptr}; ///< Progress and errors; never nullptr when a run starts.
};

} // namespace ns3::nemo

#endif // NEMO_RUN_OPTIONS_H
