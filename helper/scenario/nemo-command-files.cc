// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-command-files.h"

#include "ns3/nemo-json.h"
#include "ns3/nemo-runner-session.h"
#include "ns3/nemo-scenario-loader.h"
#include "ns3/nemo-sweep-check.h"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <ostream>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

namespace ns3::nemo
{

namespace
{

namespace fs = std::filesystem;

/// \return the scenarios in a folder, in alphabetical order
std::set<fs::path>
ScenariosIn(const fs::path& folder)
{
    std::error_code error;
    std::set<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder, error))
    {
        if (entry.path().extension() == ".json")
        {
            files.insert(entry.path());
        }
    }
    return files;
}

/// \return the path as somebody would type it
std::string
Shorten(const fs::path& path)
{
    std::error_code error;
    const auto near = fs::proximate(path, error);
    const bool isBelow = !error && !near.empty() && *near.begin() != "..";
    return (isBelow ? near : path).string();
}

/// \return the file that may have been meant: one with nearly this name in the same folder, or one
///         that ships; empty: none comes near
std::string
SuggestFile(const fs::path& file, const std::string& home)
{
    const auto name = file.stem().string();
    const auto folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    for (const auto& place : {folder, ShippedScenarios(home)})
    {
        const auto files = ScenariosIn(place);
        std::deque<std::string> stems;
        for (const auto& one : files)
        {
            stems.push_back(one.stem().string());
        }
        if (const auto near = Suggest(name, {stems.begin(), stems.end()}))
        {
            return Shorten(place / (*near + ".json"));
        }
    }
    return "";
}

/// What can only be found out from the nodes themselves is told, too.
/// \return the scenario, if its nodes can be built
std::optional<Scenario>
KeepIfBuilt(Scenario scenario, Diagnostics& diagnostics)
{
    for (const auto& problem : RunSession::Try(scenario))
    {
        diagnostics.AddError({"", "", problem, "", ""});
    }
    return diagnostics.HasErrors() ? std::nullopt : std::optional(std::move(scenario));
}

/// Load a file whose name results can repeat.
std::optional<Scenario>
LoadFile(const std::string& file,
         const CommandOptions& options,
         const std::string& home,
         bool withSweeps,
         Diagnostics& diagnostics)
{
    if (!IsUtf8(file))
    {
        diagnostics.AddError({"", "", "the name of the file is no UTF-8", "another name", ""});
        return std::nullopt;
    }
    if (!IsThere(file, home, diagnostics))
    {
        return std::nullopt;
    }
    if (withSweeps)
    {
        auto sweep = LoadSweep(file, options.settings, diagnostics);
        return sweep ? KeepIfBuilt(std::move(sweep->scenario), diagnostics) : std::nullopt;
    }
    return LoadScenario(file, options.settings, diagnostics);
}

} // namespace

fs::path
ShippedScenarios(const std::string& home)
{
    return fs::path(home) / "examples" / "scenarios";
}

bool
IsThere(const std::string& file, const std::string& home, Diagnostics& diagnostics)
{
    std::error_code error;
    const bool isThere = fs::exists(file, error) || error;
    if (!isThere)
    {
        diagnostics.AddError(
            {"", "", "there is no such file", "a JSON file", SuggestFile(file, home)});
    }
    return isThere;
}

std::vector<LoadedFile>
LoadFiles(const CommandOptions& options,
          const std::string& home,
          bool withSweeps,
          std::ostream& err)
{
    std::vector<LoadedFile> loaded;
    for (const auto& file : options.files)
    {
        Diagnostics diagnostics(file);
        loaded.push_back({file, LoadFile(file, options, home, withSweeps, diagnostics)});
        if (diagnostics.HasErrors())
        {
            diagnostics.PrintErrors(err);
        }
        else if (!options.quiet)
        {
            diagnostics.PrintWarnings(err);
        }
    }
    return loaded;
}

bool
AreAllRight(const std::vector<LoadedFile>& files)
{
    return std::all_of(files.begin(), files.end(), [](const LoadedFile& file) {
        return file.scenario.has_value();
    });
}

std::vector<std::string>
ChooseFolders(const CommandOptions& options)
{
    std::vector<std::string> folders;
    std::set<fs::path> taken;
    const bool own = options.files.size() > 1 || !options.out;
    for (const auto& file : options.files)
    {
        const fs::path base(options.out.value_or("out"));
        const fs::path first = own ? base / fs::path(file).stem() : base;
        fs::path folder = first;
        for (int number = 2; !taken.insert(folder).second; ++number)
        {
            folder = first;
            folder += "-" + std::to_string(number);
        }
        folders.push_back(folder.string());
    }
    return folders;
}

} // namespace ns3::nemo
