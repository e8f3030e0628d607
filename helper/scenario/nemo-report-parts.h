// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_REPORT_PARTS_H
#define NEMO_REPORT_PARTS_H

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ns3::nemo
{

/// What a page is made of, besides data: files of ours, and the library that draws.
struct ReportParts
{
    std::string style;   ///< CSS.
    std::string body;    ///< HTML of the page's body, without scripts.
    std::string library; ///< JavaScript of d3.
    std::string licence; ///< Text that has to go with the library.
    std::string script;  ///< JavaScript of ours.
};

/// Read what pages are made of. The library is what the environment variable NEMO_D3 names, or
/// that of Debian's node-d3 or of npm's d3 below `home`.
/// \param home the folder of nemo itself; the parts are in helper/report below it
/// \return the parts, or what is missing and what to do about it
std::variant<ReportParts, std::string> ReadReportParts(const std::string& home);

/// Write a page that needs nothing but itself.
/// \param title of the page, any text
/// \param data JSON; any text may stand in it
/// \return HTML. Only the scripts in it run, and nothing is loaded: it says so itself (Content
///         Security Policy)
std::string MakeReportPage(const ReportParts& parts,
                           const std::string& title,
                           const std::string& data);

} // namespace ns3::nemo

#endif // NEMO_REPORT_PARTS_H
