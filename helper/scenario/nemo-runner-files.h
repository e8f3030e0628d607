// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_RUNNER_FILES_H
#define NEMO_RUNNER_FILES_H

#include "ns3/nemo-results.h"
#include "ns3/nemo-run-options.h"
#include "ns3/nemo-scenario.h"
#include "ns3/nemo-timeline.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3::nemo
{

/// The files that a run leaves in its folder: results.json, run.json and captures. Without a folder
/// there are none.
class RunFiles
{
  public:
    /// \param scenario what runs; must outlive this
    /// \param options where to; must outlive this
    RunFiles(const Scenario& scenario, const RunOptions& options);

    /// Make the folder, see that files can be made there, which ns-3 takes for granted, and remove
    /// what an earlier run left: its results, the captures that its run.json names, and those of
    /// links of these names. Only regular files are removed.
    /// \return what is wrong with the folder; empty: nothing
    std::string Prepare() const;

    /// \return whether links are captured
    bool HasCaptures() const;

    /// \return whether there is to be a report
    bool HasReport() const;

    /// \return the name of a link's capture
    std::string CaptureOf(const std::string& link) const;

    /// \return the names of all files, those of people's interest first
    std::vector<std::string> GetNames() const;

    /// Write results.json and run.json and, of what was recorded, timeline.json and report.html.
    /// \return what could not be written and why, a sentence each
    std::vector<std::string> Write(const RunResults& results,
                                   const std::optional<Timeline>& timeline,
                                   double wallSeconds) const;

  private:
    std::string In(const std::string& name) const;
    std::vector<std::string> EarlierCaptures() const;
    std::string Describe(double wallSeconds) const;

    const Scenario& m_scenario;
    const RunOptions& m_options;
};

/// \return the name of this machine, or "unknown"
std::string HostName();

} // namespace ns3::nemo

#endif // NEMO_RUNNER_FILES_H
