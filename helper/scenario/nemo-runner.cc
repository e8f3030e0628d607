// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-runner.h"

#include "ns3/nemo-runner-progress.h"
#include "ns3/nemo-runner-session.h"
#include "ns3/nemo-summary.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <ostream>
#include <sys/resource.h>
#include <system_error>
#include <unistd.h>

#ifndef NEMO_VERSION
#define NEMO_VERSION "unknown"
#endif

namespace ns3::nemo
{

namespace
{

namespace fs = std::filesystem;

std::string
HostName()
{
    char name[256] = "";
    const bool isKnown = gethostname(name, sizeof(name) - 1) == 0;
    return isKnown ? name : "unknown";
}

/// \return run.json: what of a run is not a function of the scenario
std::string
DescribeRun(const RunOptions& options, double wallSeconds)
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const nlohmann::ordered_json json{{"version", NEMO_VERSION},
                                      {"file", options.file},
                                      {"host", HostName()},
                                      {"wallSeconds", wallSeconds},
                                      // Linux counts in 1024 octets.
                                      {"peakMemoryBytes", int64_t{usage.ru_maxrss} * 1024}};
    return json.dump(2) + "\n";
}

/// What was written for a run.
struct Output
{
    std::vector<std::string> files; ///< Names.
    bool isComplete{true};          ///< False: something could not be written.
};

Output
WriteResults(const RunResults& results, const RunOptions& options, double wallSeconds)
{
    Output output;
    if (options.outputDirectory.empty())
    {
        return output;
    }
    const auto write = [&](const std::string& name, const std::string& text) {
        const std::string file = (fs::path(options.outputDirectory) / name).string();
        if (!WriteFile(file, text))
        {
            *options.err << file << ": cannot be written\n";
            output.isComplete = false;
        }
        output.files.push_back(file);
    };
    write("results.json", ToJson(results));
    write("run.json", DescribeRun(options, wallSeconds));
    return output;
}

/// Make the folder and see whether a file can be made there, which ns-3 takes for granted.
bool
PrepareFolder(const RunOptions& options)
{
    if (options.outputDirectory.empty())
    {
        return true;
    }
    std::error_code error;
    fs::create_directories(options.outputDirectory, error);
    if (error || access(options.outputDirectory.c_str(), W_OK | X_OK) != 0)
    {
        *options.err << options.outputDirectory << ": cannot be written to\n";
        return false;
    }
    return true;
}

ExitCode
RunPrepared(const Scenario& scenario, const RunOptions& options)
{
    const auto begin = std::chrono::steady_clock::now();
    RunSession session(scenario);
    SessionOptions wishes;
    const bool captures =
        (options.pcap || scenario.output.pcap) && !options.outputDirectory.empty();
    wishes.captureDirectory = captures ? options.outputDirectory : "";
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
    session.End();
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
    Output output = WriteResults(results, options, wall.count());
    if (captures)
    {
        for (const auto& link : scenario.links)
        {
            output.files.push_back(
                (fs::path(options.outputDirectory) / (link.name + ".pcap")).string());
        }
    }
    if (!options.quiet)
    {
        PrintSummary(results, output.files, *options.out);
    }
    const bool hold = std::all_of(results.expectations.begin(),
                                  results.expectations.end(),
                                  [](const auto& one) { return one.passed; });
    return !output.isComplete ? ExitCode::INTERNAL_ERROR
           : hold             ? ExitCode::SUCCESS
                              : ExitCode::FAILED;
}

} // namespace

int
RunScenario(const Scenario& scenario, const RunOptions& options)
{
    if (!PrepareFolder(options))
    {
        return static_cast<int>(ExitCode::INTERNAL_ERROR);
    }
    try
    {
        return static_cast<int>(RunPrepared(scenario, options));
    }
    catch (const std::exception& fault)
    {
        *options.err << options.file << ": internal error: " << fault.what() << "\n";
        return static_cast<int>(ExitCode::INTERNAL_ERROR);
    }
}

} // namespace ns3::nemo
