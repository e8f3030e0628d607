// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-command-sweep.h"

#include "ns3/nemo-command-files.h"
#include "ns3/nemo-diagnostics.h"
#include "ns3/nemo-report-parts.h"
#include "ns3/nemo-report.h"
#include "ns3/nemo-run-options.h"
#include "ns3/nemo-sweep-check.h"
#include "ns3/nemo-sweep-export.h"
#include "ns3/nemo-sweep-merge.h"
#include "ns3/nemo-sweep-runner.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <ostream>
#include <thread>
#include <utility>
#include <variant>

namespace ns3::nemo
{

namespace
{

namespace fs = std::filesystem;

constexpr int WRONG_INPUT = static_cast<int>(ExitCode::BAD_INPUT);

/// \return where results go unless the command line says it
std::string
DefaultDatabase(const std::string& file, const CommandOptions& options)
{
    std::string name = "results";
    if (options.shard)
    {
        name += "-" + std::to_string(options.shard->first) + "-of-" +
                std::to_string(options.shard->second);
    }
    return (fs::path("out") / fs::path(file).stem() / (name + ".sqlite")).string();
}

/// \return whether the command line names what the command needs; if not, it was told
bool
CheckCall(const char* command,
          const CommandOptions& options,
          std::size_t most,
          const std::optional<std::string>& target,
          const char* option,
          std::ostream& err)
{
    const auto count = options.files.size();
    if (count >= 1 && count <= most && target)
    {
        return true;
    }
    err << "nemo " << command << ": ";
    if (count < 1 || count > most)
    {
        err << (count < 1 ? "a file is missing" : "there are too many arguments") << "\n";
    }
    else
    {
        err << option << " is missing\n";
    }
    PrintUsageLine(*FindCommand(command), err);
    return false;
}

/// Write the report of a sweep.
/// \return the exit code
int
ReportSweep(const std::string& database,
            const std::string& home,
            bool isQuiet,
            std::ostream& out,
            std::ostream& err)
{
    const auto report = WriteReport(database, home, std::nullopt);
    if (const auto* problem = std::get_if<ReportProblem>(&report))
    {
        err << problem->text << "\n";
        return static_cast<int>(ExitCode::INTERNAL_ERROR);
    }
    if (!isQuiet)
    {
        out << "Report: " << std::get<std::string>(report) << "\n";
    }
    return static_cast<int>(ExitCode::SUCCESS);
}

} // namespace

int
SweepFile(const CommandOptions& options,
          const std::string& home,
          std::ostream& out,
          std::ostream& err)
{
    if (!CheckCall("sweep", options, 1, "", "", err))
    {
        return WRONG_INPUT;
    }
    const std::string& file = options.files.front();
    Diagnostics diagnostics(file);
    const auto sweep = IsThere(file, home, diagnostics)
                           ? LoadSweep(file, options.settings, diagnostics)
                           : std::nullopt;
    if (sweep && !sweep->plan)
    {
        diagnostics.AddError({"",
                              "",
                              "\"sweep\" is missing",
                              "\"sweep\": {\"/json/pointer\": [values], \"runs\": 30}",
                              ""});
    }
    if (diagnostics.HasErrors())
    {
        diagnostics.PrintErrors(err);
        return WRONG_INPUT;
    }
    if (!options.quiet)
    {
        diagnostics.PrintWarnings(err);
    }
    SweepOptions wishes;
    wishes.file = file;
    wishes.database = options.database.value_or(DefaultDatabase(file, options));
    wishes.jobs = options.jobs.value_or(std::max(1U, std::thread::hardware_concurrency()));
    if (options.limit)
    {
        wishes.limit = std::chrono::seconds(*options.limit);
    }
    wishes.resume = options.resume;
    wishes.shard = options.shard ? options.shard->first : 1;
    wishes.shards = options.shard ? options.shard->second : 1;
    wishes.quiet = options.quiet;
    wishes.out = &out;
    wishes.err = &err;
    const bool hasReport = sweep->scenario.output.report;
    const auto parts = hasReport ? ReadReportParts(home) : ReportParts();
    if (const auto* missing = std::get_if<std::string>(&parts))
    {
        err << *missing << "\n";
        return WRONG_INPUT;
    }
    const int code = RunSweep(*sweep->plan, sweep->document, sweep->scenario, wishes);
    return hasReport && code < WRONG_INPUT
               ? std::max(code, ReportSweep(wishes.database, home, options.quiet, out, err))
               : code;
}

int
MergeDatabases(const CommandOptions& options, std::ostream& out, std::ostream& err)
{
    if (!CheckCall("merge", options, SIZE_MAX, options.into, "--into", err))
    {
        return WRONG_INPUT;
    }
    return MergeSweeps(options.files, *options.into, out, err);
}

int
ExportDatabase(const CommandOptions& options, std::ostream& out, std::ostream& err)
{
    if (!CheckCall("export", options, 1, options.csv, "--csv", err))
    {
        return WRONG_INPUT;
    }
    return ExportSweeps(options.files.front(), *options.csv, out, err);
}

} // namespace ns3::nemo
