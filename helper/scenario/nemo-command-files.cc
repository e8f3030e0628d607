// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-command-files.h"

#include "ns3/nemo-diagnostics.h"
#include "ns3/nemo-json.h"
#include "ns3/nemo-scenario-loader.h"
#include "ns3/nemo-sweep-check.h"

#include <algorithm>
#include <filesystem>
#include <ostream>
#include <set>

namespace ns3::nemo
{

namespace
{

namespace fs = std::filesystem;

/// Load a file whose name results can repeat.
std::optional<Scenario>
LoadFile(const std::string& file,
         const CommandOptions& options,
         bool withSweeps,
         Diagnostics& diagnostics)
{
    if (!IsUtf8(file))
    {
        diagnostics.AddError({"", "", "the name of the file is no UTF-8", "another name", ""});
        return std::nullopt;
    }
    if (withSweeps)
    {
        auto sweep = LoadSweep(file, options.settings, diagnostics);
        return sweep ? std::optional(std::move(sweep->scenario)) : std::nullopt;
    }
    return LoadScenario(file, options.settings, diagnostics);
}

} // namespace

std::vector<LoadedFile>
LoadFiles(const CommandOptions& options, bool withSweeps, std::ostream& err)
{
    std::vector<LoadedFile> loaded;
    for (const auto& file : options.files)
    {
        Diagnostics diagnostics(file);
        loaded.push_back({file, LoadFile(file, options, withSweeps, diagnostics)});
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
