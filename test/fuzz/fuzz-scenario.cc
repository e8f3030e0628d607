// SPDX-License-Identifier: GPL-2.0-only

// Fuzzes the loader of scenario files. What begins with a slash is taken as settings, one a line,
// of the template that `nemo init` writes: that gets behind the grammar of JSON. All else is a
// file.

#include "ns3/nemo-scenario-loader.h"
#include "ns3/nemo-scenario-template.h"

#include <cstdint>
#include <cstdlib>
#include <sstream>

namespace
{

std::vector<std::string>
Lines(const std::string& text)
{
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
    {
        lines.push_back(line);
    }
    return lines;
}

} // namespace

/// libFuzzer's entry: any octets whatever.
extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    const std::string text(data, data + size);
    ns3::nemo::Diagnostics diagnostics("fuzz.json");
    const bool settings =
        !text.empty() && text.front() == '/' && text.find('=') != std::string::npos;
    const auto scenario = settings ? ns3::nemo::LoadScenarioText(ns3::nemo::GetScenarioTemplate(),
                                                                 Lines(text),
                                                                 diagnostics)
                                   : ns3::nemo::LoadScenarioText(text, {}, diagnostics);
    std::ostringstream printed;
    diagnostics.PrintErrors(printed);
    diagnostics.PrintWarnings(printed);
    if (scenario.has_value() == diagnostics.HasErrors())
    {
        std::abort();
    }
    return 0;
}
