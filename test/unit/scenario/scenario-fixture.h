// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SCENARIO_FIXTURE_H
#define NEMO_SCENARIO_FIXTURE_H

#include "support/source-folder.h"

#include "ns3/nemo-diagnostics.h"
#include "ns3/nemo-scenario-loader.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

namespace ns3::nemo::tests
{

/// A scenario with one thing of each kind, which loads without an error or a warning.
inline constexpr char BASE_SCENARIO[] = R"json({
  "description": "base", "duration": "100s",
  "links": {
    "home": { "prefix": "4::/64" }, "home2": { "prefix": "1::/64" },
    "away": { "prefix": "7::/64" }, "inside": { "prefix": "5::/64" }, "deep": { "prefix": "6::/64" },
    "core": { "prefix": "fd00::/64" }, "wire": { "type": "point-to-point", "prefix": "8::/64" }
  },
  "nodes": {
    "HA": { "role": "home-agent", "links": { "home": "::3", "core": "::4" },
            "prefixTable": { "4::2": ["5::/64", "6::/64"] } },
    "HA2": { "role": "home-agent", "links": { "home2": "::3", "core": "::1" } },
    "AR": { "role": "router", "links": { "away": "::1", "core": "::7", "wire": "::1" } },
    "FAR": { "role": "router", "links": { "wire": "::2" } },
    "CN": { "role": "correspondent", "links": { "core": "::9" } },
    "MR": { "role": "mobile-router", "home": "home", "interfaceId": "::2", "homeAgent": "HA",
            "ingress": { "inside": "::1" }, "prefixes": ["5::/64", "6::/64"] },
    "LFR": { "role": "router", "links": { "inside": "::3", "deep": "::1" } },
    "LFN": { "role": "host", "links": { "inside": "::2" } },
    "MN": { "role": "mobile-node", "home": "home2", "interfaceId": "::22", "homeAgent": "HA2" }
  },
  "movement": [ { "at": "20s", "node": "MR", "to": "away" }, { "at": "40s", "node": "MN", "to": "deep" } ],
  "faults": [
    { "at": "70s", "node": "AR", "action": "crash" }, { "at": "75s", "node": "AR", "action": "restart" },
    { "at": "80s", "link": "away", "loss": 0.1, "prefix": ["7::/64", { "prefix": "e::/64", "valid": "60s" }] }
  ],
  "traffic": [
    { "name": "voice", "type": "udp", "from": "CN", "to": "LFN" },
    { "name": "echo", "type": "ping", "from": "CN", "to": "MR" },
    { "name": "file", "type": "tcp", "from": "CN", "to": "MN" }
  ],
  "expect": [
    { "binding": { "node": "HA", "home": "4::2", "careOf": "7::2" } },
    { "noBinding": { "node": "HA", "at": "10s", "home": "4::2" } },
    { "bindings": { "node": "HA", "table": [ { "home": "4::2", "careOf": "7::2" } ] } },
    { "flow": "voice", "lostMax": 10 },
    { "handover": { "node": "MR", "outageMax": "4s" } },
    { "messages": { "node": "HA", "type": "BA", "min": 1 } },
    { "route": { "node": "HA", "to": "5::/64", "tunnel": "7::2" } },
    { "stack": { "flow": "voice", "link": "away", "headers": ["4::3 > 7::2", "fd00::9 > 5::2"] } }
  ],
  "output": { "pcap": false }
})json";

/// What came of a text.
struct LoadResult
{
    std::optional<Scenario> scenario;  ///< If there was no error.
    std::vector<Diagnostic> errors;    ///< What was wrong.
    std::vector<std::string> warnings; ///< What was odd.
};

/// Load a text after setting some of its values.
inline LoadResult
LoadText(const std::string& text, const std::vector<std::string>& settings = {})
{
    Diagnostics diagnostics("test.json");
    LoadResult result;
    result.scenario = LoadScenarioText(text, settings, diagnostics);
    result.errors = diagnostics.GetErrors();
    result.warnings = diagnostics.GetWarnings();
    return result;
}

/// Load the base scenario after setting some of its values.
inline LoadResult
LoadBase(const std::vector<std::string>& settings = {})
{
    return LoadText(BASE_SCENARIO, settings);
}

/// \return the errors, one a line, for messages
inline std::string
Join(const std::vector<Diagnostic>& errors)
{
    std::string text;
    for (const auto& error : errors)
    {
        text += ToString(error) + "\n";
    }
    return text;
}

/// \return the whole file
inline std::string
ReadWhole(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// \return the scenarios that ship, in alphabetical order
inline std::vector<std::filesystem::path>
ShippedScenarios()
{
    std::vector<std::filesystem::path> files;
    const auto folder = std::filesystem::path(InRepository("examples/scenarios"));
    for (const auto& entry : std::filesystem::directory_iterator(folder))
    {
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace ns3::nemo::tests

#endif // NEMO_SCENARIO_FIXTURE_H
