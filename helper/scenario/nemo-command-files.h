// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_COMMAND_FILES_H
#define NEMO_COMMAND_FILES_H

#include "ns3/nemo-command-options.h"
#include "ns3/nemo-diagnostics.h"
#include "ns3/nemo-scenario.h"

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace ns3::nemo
{

/// A file that was named and what is in it.
struct LoadedFile
{
    std::string file;                 ///< As it was named.
    std::optional<Scenario> scenario; ///< Nothing: it has errors, which are printed.
};

/// \return the folder with the scenarios that ship
/// \param home the folder of nemo itself
std::filesystem::path ShippedScenarios(const std::string& home);

/// Add an error if there is no such file, with one that may have been meant.
/// \param home the folder of nemo itself
/// \return whether there is
bool IsThere(const std::string& file, const std::string& home, Diagnostics& diagnostics);

/// Load all files, print what is wrong or, unless it is to be quiet, odd about them.
/// \param home the folder of nemo itself
/// \param withSweeps whether the values of sweeps are checked too and nodes built to look at them,
///        which takes longer
std::vector<LoadedFile> LoadFiles(const CommandOptions& options,
                                  const std::string& home,
                                  bool withSweeps,
                                  std::ostream& err);

/// \return whether none of them has errors
bool AreAllRight(const std::vector<LoadedFile>& files);

/// \return a folder for the results of each file, all different
std::vector<std::string> ChooseFolders(const CommandOptions& options);

} // namespace ns3::nemo

#endif // NEMO_COMMAND_FILES_H
