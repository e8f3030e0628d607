// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_REPORT_H
#define NEMO_REPORT_H

#include <optional>
#include <string>
#include <variant>

namespace ns3::nemo
{

/// A file that could not be read or written, in a sentence.
struct ReportProblem
{
    std::string text;   ///< What is wrong, and what to do about it.
    bool isOurs{false}; ///< It could not be written: the disk's fault, not the caller's.
};

/// Write the report of a run or of a sweep: one HTML file that needs nothing but itself.
/// \param source the folder of a run, with its results.json (and timeline.json, without which
///        there is nothing of the course of time to show), or the SQLite database of a sweep
/// \param home the folder of nemo itself
/// \param out the file; nullopt: report.html in the folder, or that of the database's name
/// \return the file that was written, or why none was
std::variant<std::string, ReportProblem> WriteReport(const std::string& source,
                                                     const std::string& home,
                                                     const std::optional<std::string>& out);

} // namespace ns3::nemo

#endif // NEMO_REPORT_H
