// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-report.h"

#include "ns3/nemo-json.h"
#include "ns3/nemo-report-parts.h"
#include "ns3/nemo-report-sweep.h"
#include "ns3/nemo-results.h"

#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

namespace ns3::nemo
{

namespace
{

namespace fs = std::filesystem;

/// \return the JSON object in a file, null if there is no such file, or what is wrong with it
std::variant<Json, ReportProblem>
ReadObject(const fs::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
    {
        return Json();
    }
    auto json = Json::parse(stream, nullptr, false);
    if (!json.is_object() || !json.contains("format") || json["format"] != 1)
    {
        return ReportProblem{path.string() + ": is not what this version of nemo writes"};
    }
    return json;
}

/// \return all that there is to say of a run
std::variant<Json, ReportProblem>
DataOfRun(const fs::path& folder)
{
    auto results = ReadObject(folder / "results.json");
    auto timeline = ReadObject(folder / "timeline.json");
    for (const auto* one : {&results, &timeline})
    {
        if (const auto* problem = std::get_if<ReportProblem>(one))
        {
            return *problem;
        }
    }
    if (std::get<Json>(results).is_null())
    {
        return ReportProblem{folder.string() + ": has no results.json; is it the folder of a run?"};
    }
    std::ifstream stream(folder / "run.json", std::ios::binary);
    const auto run = stream ? Json::parse(stream, nullptr, false) : Json();
    return Json{{"kind", "run"},
                {"results", std::move(std::get<Json>(results))},
                {"timeline", std::move(std::get<Json>(timeline))},
                {"run", run.is_object() ? run : Json()}};
}

std::variant<Json, ReportProblem>
DataOfSweep(const std::string& file)
{
    auto data = ReadSweepForReport(file);
    if (const auto* problem = std::get_if<std::string>(&data))
    {
        return ReportProblem{*problem};
    }
    return std::move(std::get<Json>(data));
}

std::string
TitleOf(const Json& results)
{
    const auto name = results.find("scenario");
    return name != results.end() && name->is_string() ? name->get<std::string>() : "nemo";
}

} // namespace

std::variant<std::string, ReportProblem>
WriteReport(const std::string& source,
            const std::string& home,
            const std::optional<std::string>& out)
{
    std::error_code error;
    if (!fs::exists(source, error))
    {
        return ReportProblem{source + ": is not there"};
    }
    const bool isRun = fs::is_directory(source, error);
    const auto data = isRun ? DataOfRun(source) : DataOfSweep(source);
    if (const auto* problem = std::get_if<ReportProblem>(&data))
    {
        return *problem;
    }
    const auto parts = ReadReportParts(home);
    if (const auto* missing = std::get_if<std::string>(&parts))
    {
        return ReportProblem{*missing};
    }
    const auto& json = std::get<Json>(data);
    const auto page =
        MakeReportPage(std::get<ReportParts>(parts),
                       isRun ? TitleOf(json["results"]) : fs::path(source).filename().string(),
                       json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    const auto usual =
        isRun ? fs::path(source) / "report.html" : fs::path(source).replace_extension("html");
    const std::string file = out.value_or(usual.string());
    const auto reason = WriteFile(file, page);
    if (!reason.empty())
    {
        return ReportProblem{file + ": could not be written: " + reason, true};
    }
    return file;
}

} // namespace ns3::nemo
