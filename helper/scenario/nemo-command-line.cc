// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-command-line.h"

#include "ns3/nemo-command-files.h"
#include "ns3/nemo-command-options.h"
#include "ns3/nemo-command-sweep.h"
#include "ns3/nemo-diagnostics.h"
#include "ns3/nemo-json-document.h"
#include "ns3/nemo-report.h"
#include "ns3/nemo-runner.h"
#include "ns3/nemo-scenario-template.h"
#include "ns3/nemo-version.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <filesystem>
#include <ostream>
#include <set>
#include <utility>
#include <variant>

namespace ns3::nemo
{

namespace
{

namespace fs = std::filesystem;

constexpr int SUCCESS = static_cast<int>(ExitCode::SUCCESS);
constexpr int BAD_INPUT = static_cast<int>(ExitCode::BAD_INPUT);
constexpr int INTERNAL_ERROR = static_cast<int>(ExitCode::INTERNAL_ERROR);

/// \return whether as many files were given as the command takes; if not, it was told
bool
CheckFileCount(const std::string& command,
               const CommandOptions& options,
               std::size_t min,
               std::size_t max,
               std::ostream& err)
{
    const auto count = options.files.size();
    if (count >= min && count <= max)
    {
        return true;
    }
    err << "nemo " << command << ": "
        << (count < min ? "a file is missing" : "there are too many arguments") << "\n";
    PrintUsageLine(*FindCommand(command), err);
    return false;
}

int
Run(const CommandOptions& options, const CommandLineSetting& setting)
{
    if (!CheckFileCount("run", options, 1, SIZE_MAX, *setting.err))
    {
        return BAD_INPUT;
    }
    auto files = LoadFiles(options, setting.home, false, *setting.err);
    if (!AreAllRight(files))
    {
        return BAD_INPUT;
    }
    const auto folders = ChooseFolders(options);
    int worst = SUCCESS;
    for (std::size_t i = 0; i < files.size(); ++i)
    {
        Scenario& scenario = *files[i].scenario;
        scenario.seed = options.seed.value_or(scenario.seed);
        scenario.run = options.run.value_or(scenario.run);
        RunOptions run;
        run.file = files[i].file;
        run.outputDirectory = folders[i];
        run.pcap = options.pcap;
        run.quiet = options.quiet;
        run.warned = !options.quiet;
        run.trace = options.trace;
        run.report = options.report;
        run.home = setting.home;
        run.out = setting.out;
        if (files.size() > 1 && !options.quiet)
        {
            *setting.out << (i > 0 ? "\n" : "") << "=== " << files[i].file << "\n";
        }
        run.err = setting.err;
        worst = std::max(worst, RunScenario(scenario, run));
    }
    return worst;
}

int
Check(const CommandOptions& options, const CommandLineSetting& setting)
{
    if (!CheckFileCount("check", options, 1, SIZE_MAX, *setting.err))
    {
        return BAD_INPUT;
    }
    const auto files = LoadFiles(options, setting.home, true, *setting.err);
    for (const auto& file : files)
    {
        if (file.scenario && !options.quiet)
        {
            *setting.out << file.file << ": no errors\n";
        }
    }
    return AreAllRight(files) ? SUCCESS : BAD_INPUT;
}

int
List(const CommandOptions& options, const CommandLineSetting& setting)
{
    if (!CheckFileCount("list", options, 0, 0, *setting.err))
    {
        return BAD_INPUT;
    }
    const fs::path folder = ShippedScenarios(setting.home);
    std::error_code error;
    std::set<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder, error))
    {
        if (entry.path().extension() == ".json")
        {
            files.insert(entry.path());
        }
    }
    if (error)
    {
        *setting.err << folder.string() << ": " << error.message() << "\n";
        return INTERNAL_ERROR;
    }
    std::size_t width = 0;
    for (const auto& file : files)
    {
        width = std::max(width, file.stem().string().size());
    }
    for (const auto& file : files)
    {
        Diagnostics diagnostics(file.string());
        const auto json = ReadJsonFile(file.string(), diagnostics);
        const bool described = json && json->is_object() && json->contains("description") &&
                               (*json)["description"].is_string();
        std::string name = file.stem().string();
        name.resize(width, ' ');
        *setting.out << name << "  "
                     << (described ? (*json)["description"].get<std::string>() : "(no description)")
                     << "\n";
    }
    *setting.err << "They are in " << folder.string()
                 << ": ./nemo run examples/scenarios/NAME.json\n";
    return SUCCESS;
}

int
Init(const CommandOptions& options, const CommandLineSetting& setting)
{
    if (!CheckFileCount("init", options, 1, 1, *setting.err))
    {
        return BAD_INPUT;
    }
    const auto& file = options.files.front();
    // "x": somebody's own scenario is never overwritten, not even in a race.
    std::FILE* stream = std::fopen(file.c_str(), "wxe");
    if (stream == nullptr)
    {
        const bool exists = fs::exists(fs::path(file));
        *setting.err << file << ": "
                     << (exists ? "exists already and is left as it is" : "cannot be written")
                     << "\n";
        return BAD_INPUT;
    }
    const std::string_view text = GetScenarioTemplate();
    const bool written = std::fwrite(text.data(), 1, text.size(), stream) == text.size();
    if (std::fclose(stream) != 0 || !written)
    {
        *setting.err << file << ": could not be written completely\n";
        return INTERNAL_ERROR;
    }
    *setting.out << file << ": written. Next: ./nemo run " << file << "\n";
    return SUCCESS;
}

int
Report(const CommandOptions& options, const CommandLineSetting& setting)
{
    if (!CheckFileCount("report", options, 1, 1, *setting.err))
    {
        return BAD_INPUT;
    }
    const auto report = WriteReport(options.files.front(), setting.home, options.out);
    if (const auto* problem = std::get_if<ReportProblem>(&report))
    {
        *setting.err << problem->text << "\n";
        return problem->isOurs ? INTERNAL_ERROR : BAD_INPUT;
    }
    *setting.out << std::get<std::string>(report) << ": written\n";
    return SUCCESS;
}

/// Print that there is no such command.
int
RefuseCommand(const std::string& name, std::ostream& err)
{
    std::vector<std::string_view> names;
    for (const auto& command : GetCommands())
    {
        names.push_back(command.name);
    }
    const auto near = Suggest(name, names);
    err << "nemo: there is no command \"" << name << "\""
        << (near ? "; did you mean \"" + *near + "\"?" : "") << "\n";
    PrintUsageLine(err);
    return BAD_INPUT;
}

int
Help(const CommandOptions& options, const CommandLineSetting& setting)
{
    if (options.files.empty())
    {
        PrintUsage(*setting.out);
        return SUCCESS;
    }
    const auto* command = FindCommand(options.files.front());
    if (command == nullptr)
    {
        return RefuseCommand(options.files.front(), *setting.err);
    }
    PrintUsage(*command, *setting.out);
    if (!command->later.empty())
    {
        *setting.out << "  (it " << command->later << ")\n";
    }
    return SUCCESS;
}

int
Sweep(const CommandOptions& options, const CommandLineSetting& setting)
{
    return SweepFile(options, setting.home, *setting.out, *setting.err);
}

int
Merge(const CommandOptions& options, const CommandLineSetting& setting)
{
    return MergeDatabases(options, *setting.out, *setting.err);
}

int
Export(const CommandOptions& options, const CommandLineSetting& setting)
{
    return ExportDatabase(options, *setting.out, *setting.err);
}

/// \throw whatever the standard library throws, when memory or the disk ends
int
Dispatch(const std::vector<std::string>& arguments, const CommandLineSetting& setting)
{
    using Function = int (*)(const CommandOptions&, const CommandLineSetting&);
    static const std::pair<std::string_view, Function> functions[] = {{"run", Run},
                                                                      {"check", Check},
                                                                      {"list", List},
                                                                      {"init", Init},
                                                                      {"report", Report},
                                                                      {"sweep", Sweep},
                                                                      {"merge", Merge},
                                                                      {"export", Export},
                                                                      {"help", Help}};
    if (arguments.empty())
    {
        PrintUsage(*setting.err);
        return BAD_INPUT;
    }
    std::string name = arguments.front();
    name = name == "--help" || name == "-h" ? "help" : name;
    if (name == "--version")
    {
        *setting.out << "nemo " << GetVersion() << "\n";
        return SUCCESS;
    }
    const auto* command = FindCommand(name);
    if (command == nullptr)
    {
        return RefuseCommand(name, *setting.err);
    }
    if (!command->later.empty())
    {
        *setting.err << "nemo: \"" << name << "\" " << command->later << "\n";
        return BAD_INPUT;
    }
    std::vector<std::string> rest(arguments.begin() + 1, arguments.end());
    if (std::any_of(rest.begin(), rest.end(), [](const auto& a) {
            return a == "--help" || a == "-h";
        }))
    {
        PrintUsage(*command, *setting.out);
        return SUCCESS;
    }
    const auto options = ParseOptions(name, rest, *setting.err);
    const auto* found = std::find_if(std::begin(functions),
                                     std::end(functions),
                                     [&name](const auto& f) { return f.first == name; });
    return options ? found->second(*options, setting) : BAD_INPUT;
}

/// \return the exit code, or that of an error if what was printed did not get where it should
int
FinishOutput(int code, const CommandLineSetting& setting)
{
    errno = 0;
    setting.out->flush();
    if (setting.out->good())
    {
        return code;
    }
    *setting.err << "nemo: the output could not be written"
                 << (errno != 0 ? std::string(": ") + std::strerror(errno) : "") << "\n";
    return INTERNAL_ERROR;
}

} // namespace

int
RunCommandLine(const std::vector<std::string>& arguments, const CommandLineSetting& setting)
{
    try
    {
        return FinishOutput(Dispatch(arguments, setting), setting);
    }
    catch (const std::exception& error)
    {
        *setting.err << "nemo: internal error: " << error.what() << "\n";
        return INTERNAL_ERROR;
    }
}

} // namespace ns3::nemo
