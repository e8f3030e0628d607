// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-scenario-loader.h"

#include "ns3/nemo-json-document.h"
#include "ns3/nemo-json-units.h"
#include "ns3/nemo-scenario-loader-parts.h"
#include "ns3/nemo-scenario-names.h"
#include "ns3/nemo-seed.h"
#include "ns3/nemo-sweep-plan.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace ns3::nemo
{

namespace
{

/// Read what concerns the run as a whole.
void
LoadHead(const JsonObject& file, LoadContext& context)
{
    Scenario& scenario = context.scenario;
    std::string schema;
    const auto text = [](const JsonValue& value) { return value.ReadString(); };
    file.Assign("$schema", schema, text);
    file.Assign("description", scenario.description, text);
    context.end = Seconds(LONGEST_SECONDS);
    const bool timed = file.AssignRequired(
        "duration",
        "a duration, such as \"120s\"",
        scenario.duration,
        [](const JsonValue& value) { return ReadDuration(value, NanoSeconds(1)); });
    context.end = timed ? scenario.duration : context.end;
    file.Assign("allowLoops", context.allowsLoops, [](const JsonValue& value) {
        return value.ReadBoolean();
    });
    file.Assign("seed", scenario.seed, [](const JsonValue& value) {
        return value.ReadAs<uint32_t>(1, LARGEST_SEED);
    });
    file.Assign("run", scenario.run, [](const JsonValue& value) {
        return value.ReadAs<uint64_t>(0, std::numeric_limits<int64_t>::max());
    });
}

void
LoadOutput(const JsonObject& file, OutputSpec& output)
{
    const auto value = file.Find("output");
    const auto object = value ? JsonObject::Open(*value, KeyContext::OUTPUT) : std::nullopt;
    if (object)
    {
        object->Assign("pcap", output.pcap, [](const JsonValue& v) { return v.ReadBoolean(); });
        object->Assign("paths", output.paths, [](const JsonValue& v) { return v.ReadBoolean(); });
        object->Assign("report", output.report, [](const JsonValue& v) { return v.ReadBoolean(); });
    }
}

void
LoadMovementItem(const JsonValue& item, LoadContext& context)
{
    const auto object = JsonObject::Open(item, KeyContext::MOVEMENT);
    if (!object)
    {
        return;
    }
    PlacedMovement placed{{}, item.GetPointer()};
    constexpr uint32_t mobile =
        VariantBit(NodeRole::MOBILE_NODE) | VariantBit(NodeRole::MOBILE_ROUTER);
    const bool timed = object->AssignRequired("at",
                                              "a duration, such as \"20s\"",
                                              placed.movement.at,
                                              [](const JsonValue& v) { return ReadDuration(v); });
    const bool named = object->AssignRequired(
        "node",
        "a mobile node or mobile router",
        placed.movement.node,
        [&](const JsonValue& v) {
            return ReadNodeName(v, context, mobile, "is not a mobile node or mobile router");
        });
    const auto to = object->Require("to", "a link, or null for nowhere");
    if (to && !to->Get().is_null())
    {
        placed.movement.to = ReadLinkName(*to, context);
    }
    const auto node = named ? context.nodes.Find(placed.movement.node) : std::nullopt;
    const uint32_t last = node && context.scenario.nodes[*node].mobile
                              ? context.scenario.nodes[*node].mobile->interfaces - 1
                              : MOST_INTERFACES - 1;
    object->Assign("interface", placed.movement.interface, [&](const JsonValue& value) {
        const auto number = value.ReadInteger(0, last);
        return number ? std::optional(static_cast<uint32_t>(*number)) : std::nullopt;
    });
    if (timed && named && to && (to->Get().is_null() || placed.movement.to))
    {
        context.movement.push_back(std::move(placed));
    }
}

void
ApplySettings(const std::vector<std::string>& settings, Json& document, Diagnostics& diagnostics)
{
    for (const auto& setting : settings)
    {
        ApplySetting(setting, document, diagnostics);
    }
}

} // namespace

LoadContext::LoadContext(Diagnostics& where)
    : diagnostics(where)
{
}

std::optional<std::vector<NetworkPrefix>>
ReadPrefixes(const JsonValue& value)
{
    const auto items = value.ReadArray("a list of prefixes, such as [\"5::/64\"]");
    if (!items)
    {
        return std::nullopt;
    }
    std::vector<NetworkPrefix> prefixes;
    for (const auto& item : *items)
    {
        const auto prefix = ReadPrefix(item);
        if (prefix)
        {
            prefixes.push_back(*prefix);
        }
    }
    return prefixes;
}

void
LoadMovement(const JsonObject& file, LoadContext& context)
{
    const auto value = file.Find("movement");
    const auto items = value ? value->ReadArray("a list of movements") : std::nullopt;
    if (!items)
    {
        return;
    }
    for (const auto& item : *items)
    {
        LoadMovementItem(item, context);
    }
    std::stable_sort(context.movement.begin(),
                     context.movement.end(),
                     [](const PlacedMovement& a, const PlacedMovement& b) {
                         return a.movement.at < b.movement.at;
                     });
    for (const auto& placed : context.movement)
    {
        context.scenario.movement.push_back(placed.movement);
    }
}

std::optional<Json>
ReadScenarioDocument(const std::string& file,
                     const std::vector<std::string>& settings,
                     Diagnostics& diagnostics)
{
    auto document = ReadJsonFile(file, diagnostics);
    if (document)
    {
        ApplySettings(settings, *document, diagnostics);
        AnchorTraces(*document, file);
    }
    return document;
}

std::optional<Scenario>
LoadScenarioDocument(const Json& document, Diagnostics& diagnostics)
{
    LoadContext context(diagnostics);
    const auto file = JsonObject::Open(JsonValue(document, "", diagnostics), KeyContext::SCENARIO);
    if (!file)
    {
        return std::nullopt;
    }
    LoadHead(*file, context);
    LoadOutput(*file, context.scenario.output);
    LoadLinks(*file, context);
    LoadNodes(*file, context);
    LoadMovement(*file, context);
    LoadFaults(*file, context);
    LoadTraffic(*file, context);
    LoadSecurity(*file, context);
    LoadExpectations(*file, context);
    ReadSweepPlan(document, diagnostics);
    CheckScenario(context);
    CheckAttachments(context);
    if (diagnostics.HasErrors())
    {
        return std::nullopt;
    }
    WarnOfOddities(context);
    context.scenario.warnings = diagnostics.GetWarnings();
    return std::move(context.scenario);
}

std::optional<Scenario>
LoadScenario(const std::string& file,
             const std::vector<std::string>& settings,
             Diagnostics& diagnostics)
{
    const auto document = ReadScenarioDocument(file, settings, diagnostics);
    return document ? LoadScenarioDocument(*document, diagnostics) : std::nullopt;
}

std::optional<Scenario>
LoadScenarioText(std::string_view text,
                 const std::vector<std::string>& settings,
                 Diagnostics& diagnostics)
{
    auto document = ParseJson(text, diagnostics);
    if (!document)
    {
        return std::nullopt;
    }
    ApplySettings(settings, *document, diagnostics);
    return LoadScenarioDocument(*document, diagnostics);
}

} // namespace ns3::nemo
