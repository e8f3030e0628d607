// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-runner.h"

#include "ns3/nemo-runner-files.h"
#include "ns3/nemo-runner-progress.h"
#include "ns3/nemo-runner-session.h"
#include "ns3/nemo-summary.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <ostream>

namespace ns3::nemo
{

namespace
{

namespace fs = std::filesystem;

/// \return whether all that was to be written is; what is not was told
bool
WriteResults(const RunResults& results,
             const std::optional<Timeline>& timeline,
             const std::vector<std::string>& lostCaptures,
             const RunFiles& files,
             const RunOptions& options,
             double wallSeconds)
{
    auto problems = files.Write(results, timeline, wallSeconds);
    for (const auto& link : lostCaptures)
    {
        problems.push_back(files.CaptureOf(link) + ": could not be written whole");
    }
    for (const auto& problem : problems)
    {
        *options.err << problem << "\n";
    }
    return problems.empty();
}

ExitCode
RunPrepared(const Scenario& scenario, const RunOptions& options, const RunFiles& files)
{
    const auto begin = std::chrono::steady_clock::now();
    RunSession session(scenario);
    SessionOptions wishes;
    wishes.captureDirectory = files.HasCaptures() ? options.outputDirectory : "";
    wishes.timeline = files.HasReport();
    if (options.trace)
    {
        wishes.onSignal = [&options](const SignalEvent& event) {
            PrintSignal(event, *options.out);
        };
    }
    const auto problems = session.Build(wishes);
    for (const auto& problem : problems)
    {
        *options.err << options.file << ": " << problem << "\n";
    }
    if (!problems.empty())
    {
        return ExitCode::BAD_INPUT;
    }
    std::unique_ptr<RunProgress> progress;
    if (!options.quiet && RunProgress::IsWanted(*options.err))
    {
        progress =
            std::make_unique<RunProgress>(session.GetTopology(), scenario.duration, *options.err);
    }
    RunResults results = session.Run();
    progress.reset();
    if (results.scenario.empty())
    {
        results.scenario = fs::path(options.file).stem().string();
    }
    const auto timeline = session.TakeTimeline();
    session.End();
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
    const bool isWritten =
        WriteResults(results, timeline, session.GetLostCaptures(), files, options, wall.count());
    if (!options.quiet)
    {
        const auto told = options.warned ? scenario.warnings.size() : 0;
        results.warnings.erase(results.warnings.begin(),
                               results.warnings.begin() + static_cast<std::ptrdiff_t>(told));
        PrintSummary(results, files.GetNames(), *options.out);
    }
    const bool hold = std::all_of(results.expectations.begin(),
                                  results.expectations.end(),
                                  [](const auto& one) { return one.passed; });
    return !isWritten ? ExitCode::INTERNAL_ERROR : hold ? ExitCode::SUCCESS : ExitCode::FAILED;
}

} // namespace

int
RunScenario(const Scenario& scenario, const RunOptions& options)
{
    const RunFiles files(scenario, options);
    const auto problem = files.Prepare();
    if (!problem.empty())
    {
        *options.err << problem << "\n";
        return static_cast<int>(ExitCode::BAD_INPUT);
    }
    try
    {
        return static_cast<int>(RunPrepared(scenario, options, files));
    }
    catch (const std::exception& fault)
    {
        *options.err << options.file << ": internal error: " << fault.what() << "\n";
        return static_cast<int>(ExitCode::INTERNAL_ERROR);
    }
}

} // namespace ns3::nemo
