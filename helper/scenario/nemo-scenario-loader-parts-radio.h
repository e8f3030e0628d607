// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SCENARIO_LOADER_PARTS_RADIO_H
#define NEMO_SCENARIO_LOADER_PARTS_RADIO_H

#include "ns3/nemo-json-object.h"
#include "ns3/nemo-scenario-node.h"
#include "ns3/nemo-scenario-trace.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>

/// \file
/// What the loader reads of access points and of who moves among them. Nobody but its files
/// includes this.

namespace ns3::nemo
{

struct LoadContext;

/// A way that has to be looked up in a file.
struct WantedTrace
{
    std::string node;    ///< Whose it is to be.
    TraceKind kind;      ///< What wrote the file.
    std::string file;    ///< The file.
    std::string id;      ///< Who it is there.
    std::string pointer; ///< JSON pointer of "mobility".
    Time from;           ///< When in the file the run begins.
};

/// Read a list of so many numbers from min to max.
/// `shape`: what the list is, for the error if it is none
template <std::size_t N>
std::optional<std::array<double, N>>
ReadNumbers(const JsonValue& value, const std::string& shape, double min, double max)
{
    const auto items = value.ReadArray(shape);
    if (items && items->size() != N)
    {
        value.Refuse("has another length", shape);
    }
    if (!items || items->size() != N)
    {
        return std::nullopt;
    }
    std::array<double, N> numbers{};
    bool areGood = true;
    for (std::size_t i = 0; i < N; ++i)
    {
        const auto number = (*items)[i].ReadNumber(min, max);
        areGood = areGood && number;
        numbers[i] = number.value_or(0);
    }
    return areGood ? std::optional(numbers) : std::nullopt;
}

/// Read [x, y] in metres.
std::optional<PositionSpec> ReadPosition(const JsonValue& value);

/// Read "ssid" and "accessPoint" of a link, whose type is there.
void LoadAccessPoints(const JsonObject& object, LinkSpec& link);

/// Read "mobility" of a node as an object; what stands in files is only noted.
void LoadCourse(const JsonValue& value, LoadContext& context, NodeSpec& node);

/// Let relative names of files of movement begin where the scenario file is.
void AnchorTraces(Json& document, const std::string& file);

/// Read the files that LoadCourse noted, each once.
void LoadTraces(LoadContext& context);

/// Check access points, and who moves by radio and who by "movement", once all are loaded.
void CheckRadio(LoadContext& context);

} // namespace ns3::nemo

#endif // NEMO_SCENARIO_LOADER_PARTS_RADIO_H
