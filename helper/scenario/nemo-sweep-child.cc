// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-sweep-child.h"

#include "ns3/nemo-diagnostics.h"
#include "ns3/nemo-results.h"
#include "ns3/nemo-run-options.h"
#include "ns3/nemo-runner-files.h"
#include "ns3/nemo-runner-session.h"
#include "ns3/nemo-scenario-loader.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstring>
#include <ctime>
#include <iostream>
#include <unistd.h>

namespace ns3::nemo
{

namespace
{

/// Stands between the results and the seconds that they took, neither of which holds it.
constexpr char SEPARATOR = '\0';

constexpr int BAD = static_cast<int>(ExitCode::BAD_INPUT);

/// Write all of it.
/// \return whether that worked
bool
WriteAll(int output, const std::string& text)
{
    std::size_t done = 0;
    while (done < text.size())
    {
        const ssize_t count = write(output, text.data() + done, text.size() - done);
        if (count < 0 && errno != EINTR)
        {
            return false;
        }
        done += static_cast<std::size_t>(std::max<ssize_t>(count, 0));
    }
    return true;
}

/// \return the time as ISO 8601 has it, in UTC
std::string
WriteMoment(std::chrono::system_clock::time_point moment)
{
    const std::time_t seconds = std::chrono::system_clock::to_time_t(moment);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 32> text{};
    const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return {text.data(), size};
}

/// \return why a run has no results
std::string
DescribeFailure(const ProcessPool::Finished& finished)
{
    if (finished.isLate)
    {
        return "was ended after " + std::to_string(std::lround(finished.wallSeconds)) +
               " s (--limit)";
    }
    std::string text = finished.error;
    text.erase(std::find_if(text.rbegin(), text.rend(), [](char c) { return c != '\n'; }).base(),
               text.end());
    // What ns-3 or the system prints need not be UTF-8, and texts of the database are.
    text = IsUtf8(text) ? text : "(what it said is no UTF-8)";
    std::string end = finished.exitCode ? "exit code " + std::to_string(*finished.exitCode)
                                        : "killed by signal " + std::to_string(finished.signal) +
                                              " (" + strsignal(finished.signal) + ")";
    return text.empty() ? end : end + ": " + text;
}

} // namespace

int
RunSweepErrand(const SweepErrand& errand, int output)
{
    const auto begin = std::chrono::steady_clock::now();
    Diagnostics diagnostics(errand.file);
    const Json document = ApplyValues(*errand.document, errand.values, diagnostics);
    auto scenario = LoadScenarioDocument(document, diagnostics);
    if (!scenario)
    {
        diagnostics.PrintErrors(std::cerr);
        return BAD;
    }
    scenario->run = errand.run;
    RunSession session(*scenario);
    const auto problems = session.Build({});
    for (const auto& problem : problems)
    {
        std::cerr << problem << "\n";
    }
    if (!problems.empty())
    {
        return BAD;
    }
    const RunResults& results = session.Run();
    std::string text = ToJson(results);
    const auto& all = results.expectations;
    const bool hold =
        std::all_of(all.begin(), all.end(), [](const auto& one) { return one.passed; });
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
    text += SEPARATOR + Json(wall.count()).dump();
    if (!WriteAll(output, text))
    {
        std::cerr << "results could not be handed over: " << std::strerror(errno) << std::endl;
        return static_cast<int>(ExitCode::INTERNAL_ERROR);
    }
    return static_cast<int>(hold ? ExitCode::SUCCESS : ExitCode::FAILED);
}

SweepOutcome
ReadSweepOutcome(const ProcessPool::Finished& finished)
{
    SweepOutcome outcome;
    outcome.host = HostName();
    outcome.started = WriteMoment(finished.began);
    outcome.peakMemoryBytes = finished.peakMemoryBytes;
    outcome.wallSeconds = finished.wallSeconds;
    const bool hasResults = finished.exitCode && *finished.exitCode < BAD;
    const std::size_t end = finished.output.find(SEPARATOR);
    if (hasResults && end != std::string::npos)
    {
        outcome.results = Json::parse(finished.output.begin(),
                                      finished.output.begin() + static_cast<std::ptrdiff_t>(end),
                                      nullptr,
                                      false);
        // Its own watch: the time until somebody looks at it is none of the run's.
        const std::string wall = finished.output.substr(end + 1);
        std::from_chars(wall.data(), wall.data() + wall.size(), outcome.wallSeconds);
    }
    if (outcome.results.is_object())
    {
        outcome.status = *finished.exitCode == 0 ? SweepStatus::PASSED : SweepStatus::FAILED;
        return outcome;
    }
    outcome.results = nullptr;
    outcome.error = hasResults ? "it left no results" : DescribeFailure(finished);
    return outcome;
}

} // namespace ns3::nemo
