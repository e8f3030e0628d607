// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SCENARIO_LOADER_H
#define NEMO_SCENARIO_LOADER_H

#include "ns3/nemo-diagnostics.h"
#include "ns3/nemo-json.h"
#include "ns3/nemo-scenario.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::nemo
{

/// Load a scenario file: read, set what the command line sets, check, convert, fill in defaults.
/// Never throws and never ends the program, whatever the file holds.
/// \param file the file
/// \param settings the values of `--set`, each "/json/pointer=value", applied in order
/// \param diagnostics where all errors and warnings of the file go
/// \return the scenario, or nothing if there was any error
std::optional<Scenario> LoadScenario(const std::string& file,
                                     const std::vector<std::string>& settings,
                                     Diagnostics& diagnostics);

/// As LoadScenario, from text.
std::optional<Scenario> LoadScenarioText(std::string_view text,
                                         const std::vector<std::string>& settings,
                                         Diagnostics& diagnostics);

/// The first step of LoadScenario: read the file and set what the command line sets.
/// \return the document, or nothing if the file is no JSON. Errors of settings are added, and those
///         that can be done are
std::optional<Json> ReadScenarioDocument(const std::string& file,
                                         const std::vector<std::string>& settings,
                                         Diagnostics& diagnostics);

/// The second step of LoadScenario: check, convert, fill in defaults.
/// \param document as ReadScenarioDocument gave it, or with other values
std::optional<Scenario> LoadScenarioDocument(const Json& document, Diagnostics& diagnostics);

} // namespace ns3::nemo

#endif // NEMO_SCENARIO_LOADER_H
