// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-report-parts.h"

#include <cryptopp/base64.h>
#include <cryptopp/filters.h>
#include <cryptopp/sha.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string_view>

namespace ns3::nemo
{

namespace
{

namespace fs = std::filesystem;

/// In the order in which they are put together.
constexpr std::string_view SCRIPTS[] = {"base.js",
                                        "charts.js",
                                        "topology.js",
                                        "sequence.js",
                                        "handovers.js",
                                        "flows.js",
                                        "bindings.js",
                                        "totals.js",
                                        "sweep.js",
                                        "main.js"};

std::optional<std::string>
ReadWholeFile(const fs::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return stream ? std::optional(text.str()) : std::nullopt;
}

/// \return the library, if it is anywhere
std::optional<std::string>
ReadLibrary(const fs::path& home)
{
    const char* named = std::getenv("NEMO_D3");
    if (named != nullptr)
    {
        return ReadWholeFile(named);
    }
    for (const fs::path& path :
         {fs::path("/usr/share/nodejs/d3/dist/d3.min.js"), home / "node_modules/d3/dist/d3.min.js"})
    {
        if (auto text = ReadWholeFile(path))
        {
            return text;
        }
    }
    return std::nullopt;
}

/// \return the text so that it can stand anywhere in HTML
std::string
EscapeHtml(std::string_view text)
{
    std::string result;
    for (const char c : text)
    {
        switch (c)
        {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '"':
            result += "&quot;";
            break;
        default:
            result += c;
        }
    }
    return result;
}

/// \return JSON that says the same and cannot end the script element that it stands in, whatever
/// its texts are
std::string
EscapeForScript(std::string_view json)
{
    std::string result;
    result.reserve(json.size());
    for (const char c : json)
    {
        // Outside of texts JSON has none of these.
        result += c == '<' ? "\\u003c" : c == '>' ? "\\u003e" : c == '&' ? "\\u0026" : "";
        if (c != '<' && c != '>' && c != '&')
        {
            result += c;
        }
    }
    return result;
}

/// \return the source expression of a script. W3C Content Security Policy Level 3 section 2.3.1
std::string
HashOfScript(const std::string& script)
{
    std::string digest;
    CryptoPP::SHA256 sha;
    CryptoPP::StringSource source(
        script,
        true,
        new CryptoPP::HashFilter(
            sha,
            new CryptoPP::Base64Encoder(new CryptoPP::StringSink(digest), false)));
    return "'sha256-" + digest + "'";
}

} // namespace

std::variant<ReportParts, std::string>
ReadReportParts(const std::string& home)
{
    const fs::path folder = fs::path(home) / "helper" / "report";
    ReportParts parts;
    const auto read = [&folder](std::string_view name, std::string& target) {
        const auto text = ReadWholeFile(folder / name);
        target += text.value_or("");
        return text.has_value();
    };
    bool isWhole = read("report.css", parts.style) && read("report.html", parts.body) &&
                   read("library-licence.txt", parts.licence);
    for (const auto name : SCRIPTS)
    {
        isWhole = isWhole && read(name, parts.script);
    }
    if (!isWhole)
    {
        return folder.string() + ": the parts of reports are not there, or not all of them; "
                                 "NEMO_HOME names the folder of nemo";
    }
    const auto library = ReadLibrary(home);
    if (!library || library->find("</script") != std::string::npos)
    {
        return "reports are drawn with d3, which is not there: apt-get install node-d3 (or name "
               "its d3.min.js in the environment variable NEMO_D3)";
    }
    parts.library = *library;
    return parts;
}

std::string
MakeReportPage(const ReportParts& parts, const std::string& title, const std::string& data)
{
    std::ostringstream page;
    page << "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         << "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
         << "script-src " << HashOfScript(parts.library) << " " << HashOfScript(parts.script)
         << "; style-src 'unsafe-inline'; img-src data:\">\n"
         << "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         << "<link rel=\"icon\" href=\"data:,\">\n"
         << "<title>" << EscapeHtml(title) << "</title>\n<style>\n"
         << parts.style << "</style>\n</head>\n<body>\n"
         << parts.body << "<footer><details><summary>Drawn with D3</summary><pre>"
         << EscapeHtml(parts.licence) << "</pre></details></footer>\n"
         << "<script type=\"application/json\" id=\"data\">" << EscapeForScript(data)
         << "</script>\n<script>" << parts.library << "</script>\n<script>" << parts.script
         << "</script>\n</body>\n</html>\n";
    return page.str();
}

} // namespace ns3::nemo
