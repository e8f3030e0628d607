// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-runner-files.h"

#include "ns3/nemo-json.h"
#include "ns3/nemo-report-parts.h"
#include "ns3/nemo-report.h"
#include "ns3/nemo-topology-security.h"
#include "ns3/nemo-version.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <system_error>
#include <unistd.h>
#include <variant>

namespace ns3::nemo
{

namespace
{

namespace fs = std::filesystem;

constexpr char RESULTS[] = "results.json";
constexpr char RUN[] = "run.json";
constexpr char TIMELINE[] = "timeline.json";
constexpr char REPORT[] = "report.html";
constexpr char CAPTURE[] = ".pcap";

/// Remove an earlier file of this name. Somebody's link or device of this name stays: what is
/// written goes where it leads.
/// \return why nothing can be written under this name; empty: it can
std::string
Clear(const std::string& file)
{
    std::error_code error;
    const auto status = fs::symlink_status(file, error);
    if (fs::is_directory(file, error))
    {
        return file + ": is a folder where a file has to be";
    }
    if (fs::is_regular_file(status) && !fs::remove(file, error) && error)
    {
        return file + ": an earlier file cannot be removed: " + error.message();
    }
    return "";
}

/// \return why no file of this name can be made; empty: it can, and there is none
std::string
Try(const std::string& file)
{
    errno = 0;
    if (!std::ofstream(file, std::ios::app))
    {
        return std::strerror(errno);
    }
    return Clear(file);
}

} // namespace

std::string
HostName()
{
    char name[256] = "";
    const bool isKnown = gethostname(name, sizeof(name) - 1) == 0;
    return isKnown ? name : "unknown";
}

RunFiles::RunFiles(const Scenario& scenario, const RunOptions& options)
    : m_scenario(scenario),
      m_options(options)
{
}

std::string
RunFiles::Prepare() const
{
    const std::string& folder = m_options.outputDirectory;
    if (folder.empty())
    {
        return "";
    }
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
    {
        return folder + ": cannot be made a folder for results: " + error.message();
    }
    auto names = EarlierCaptures();
    for (const auto& link : m_scenario.links)
    {
        names.push_back(CaptureOf(link.name));
    }
    names.push_back(In(std::string(ASSOCIATIONS_FILE)));
    for (const char* name : {RUN, TIMELINE, REPORT, RESULTS})
    {
        names.push_back(In(name));
    }
    for (const auto& name : names)
    {
        const auto problem = Clear(name);
        if (!problem.empty())
        {
            return problem;
        }
    }
    // Better now than when hours of simulation are over.
    const auto parts = HasReport() ? ReadReportParts(m_options.home) : ReportParts();
    if (const auto* missing = std::get_if<std::string>(&parts))
    {
        return *missing;
    }
    const auto reason = Try(In(RESULTS));
    return reason.empty() ? "" : folder + ": cannot be written to: " + reason;
}

std::vector<std::string>
RunFiles::EarlierCaptures() const
{
    std::vector<std::string> files;
    std::ifstream stream(In(RUN), std::ios::binary);
    const auto json = nlohmann::json::parse(stream, nullptr, false);
    const bool isNamed = json.is_object() && json.contains("captures");
    for (const auto& name : isNamed ? json["captures"] : nlohmann::json::array())
    {
        // Nothing outside the folder, whoever wrote that file.
        const fs::path path = name.is_string() ? name.get<std::string>() : "";
        if (path.extension() == CAPTURE && path == path.filename())
        {
            files.push_back(In(path.string()));
        }
    }
    return files;
}

bool
RunFiles::HasCaptures() const
{
    return (m_options.pcap || m_scenario.output.pcap) && !m_options.outputDirectory.empty();
}

bool
RunFiles::HasReport() const
{
    return (m_options.report || m_scenario.output.report) && !m_options.outputDirectory.empty();
}

std::string
RunFiles::CaptureOf(const std::string& link) const
{
    return In(link + CAPTURE);
}

std::vector<std::string>
RunFiles::GetNames() const
{
    std::vector<std::string> names;
    if (!m_options.outputDirectory.empty())
    {
        names = {In(RESULTS), In(RUN)};
    }
    if (HasReport())
    {
        names.insert(names.begin(), In(REPORT));
        names.push_back(In(TIMELINE));
    }
    for (const auto& link : m_scenario.links)
    {
        if (HasCaptures())
        {
            names.push_back(CaptureOf(link.name));
        }
    }
    const auto isUsed = [this](SecurityProtocol protocol) {
        const auto& all = m_scenario.security;
        return HasCaptures() && std::any_of(all.begin(), all.end(), [&](const auto& spec) {
                   return spec.protocol == protocol;
               });
    };
    if (isUsed(SecurityProtocol::ESP))
    {
        names.push_back(In(std::string(ASSOCIATIONS_FILE)));
    }
    if (isUsed(SecurityProtocol::AH))
    {
        names.push_back(In(std::string(AUTHENTICATIONS_FILE)));
    }
    return names;
}

std::vector<std::string>
RunFiles::Write(const RunResults& results,
                const std::optional<Timeline>& timeline,
                double wallSeconds) const
{
    std::vector<std::string> problems;
    if (m_options.outputDirectory.empty())
    {
        return problems;
    }
    const auto write = [&](const char* name, const std::string& text) {
        const auto reason = WriteFile(In(name), text);
        if (!reason.empty())
        {
            problems.push_back(In(name) + ": could not be written: " + reason);
        }
    };
    write(RESULTS, ToJson(results));
    write(RUN, Describe(wallSeconds));
    if (timeline)
    {
        write(TIMELINE, ToJson(*timeline, m_scenario));
        const auto report = WriteReport(m_options.outputDirectory, m_options.home, In(REPORT));
        if (const auto* problem = std::get_if<ReportProblem>(&report))
        {
            problems.push_back(problem->text);
        }
    }
    return problems;
}

std::string
RunFiles::In(const std::string& name) const
{
    return (fs::path(m_options.outputDirectory) / name).string();
}

/// \return run.json: what of a run is not a function of the scenario
std::string
RunFiles::Describe(double wallSeconds) const
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    nlohmann::ordered_json json{{"version", std::string(GetVersion())},
                                {"file", m_options.file},
                                {"host", HostName()},
                                {"wallSeconds", wallSeconds},
                                // Linux counts in 1024 octets.
                                {"peakMemoryBytes", int64_t{usage.ru_maxrss} * 1024},
                                {"captures", nlohmann::ordered_json::array()}};
    for (const auto& link : m_scenario.links)
    {
        if (HasCaptures())
        {
            json["captures"].push_back(link.name + CAPTURE);
        }
    }
    return json.dump(2) + "\n";
}

} // namespace ns3::nemo
