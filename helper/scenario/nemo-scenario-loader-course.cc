// SPDX-License-Identifier: GPL-2.0-only
// How nodes move among access points.
#include "ns3/nemo-json-units.h"
#include "ns3/nemo-scenario-loader-parts.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace ns3::nemo
{

namespace
{

/// Metres a second: what moves at all, and more than anything on the ground.
constexpr double LOWEST_SPEED = 0.001;
constexpr double FASTEST_SPEED = 1e5;
/// Metres: who moves at random needs room to do so.
constexpr double SMALLEST_AREA = 0.1;

/// Read an item of "waypoints", such as ["10s", [150, 0]].
std::optional<WaypointSpec>
LoadWaypoint(const JsonValue& value)
{
    const std::string shape = "[time, [x, y]], such as [\"10s\", [150, 0]]";
    const auto items = value.ReadArray(shape);
    if (!items || items->size() != 2)
    {
        if (items)
        {
            value.Refuse("is not a waypoint", shape);
        }
        return std::nullopt;
    }
    const auto at = ReadDuration((*items)[0]);
    const auto position = ReadPosition((*items)[1]);
    return at && position ? std::optional(WaypointSpec{*at, *position}) : std::nullopt;
}

std::vector<WaypointSpec>
LoadWaypoints(const JsonValue& value)
{
    std::vector<WaypointSpec> waypoints;
    const auto items = value.ReadArray("a list of [time, [x, y]]");
    if (items && items->empty())
    {
        value.Refuse("is empty", "one waypoint at least, such as [[\"0s\", [0, 0]]]");
    }
    for (const auto& item : items.value_or(std::vector<JsonValue>()))
    {
        const auto waypoint = LoadWaypoint(item);
        if (waypoint && !waypoints.empty() && waypoint->at <= waypoints.back().at)
        {
            item.Refuse("does not come after the waypoint before", "times that ascend");
        }
        else if (waypoint)
        {
            waypoints.push_back(*waypoint);
        }
    }
    return waypoints;
}

RandomWaypointSpec
LoadRandom(const JsonValue& value)
{
    RandomWaypointSpec random;
    const auto object = JsonObject::Open(value, KeyContext::RANDOM_COURSE);
    if (!object)
    {
        return random;
    }
    const std::string corners = "[x1, y1, x2, y2] in metres, two corners such as [0, 0, 300, 100]";
    const auto area = object->Require("area", corners);
    if (const auto c = area ? ReadNumbers<4>(*area, corners, -FARTHEST, FARTHEST) : std::nullopt)
    {
        random.low = {std::min((*c)[0], (*c)[2]), std::min((*c)[1], (*c)[3])};
        random.high = {std::max((*c)[0], (*c)[2]), std::max((*c)[1], (*c)[3])};
        if (random.high.x - random.low.x < SMALLEST_AREA &&
            random.high.y - random.low.y < SMALLEST_AREA)
        {
            area->Refuse("is a single place", corners + "; or \"constant\"");
        }
    }
    const std::string speeds = "[slowest, fastest] in metres a second, such as [1, 2]";
    const auto speed = object->Require("speed", speeds);
    if (const auto s =
            speed ? ReadNumbers<2>(*speed, speeds, LOWEST_SPEED, FASTEST_SPEED) : std::nullopt)
    {
        random.slowest = (*s)[0];
        random.fastest = (*s)[1];
        if (random.slowest > random.fastest)
        {
            speed->Refuse("has the slowest above the fastest", speeds);
        }
    }
    object->Assign("pause", random.pause, [](const JsonValue& v) { return ReadDuration(v); });
    return random;
}

/// Read {"ns2" | "sumo": FILE, "id"}.
void
LoadTraceName(const JsonObject& object,
              std::string_view key,
              LoadContext& context,
              const std::string& node)
{
    WantedTrace wanted{node,
                       key == "ns2" ? TraceKind::NS2 : TraceKind::SUMO,
                       "",
                       "",
                       object.GetValue().GetPointer(),
                       Time(0)};
    const bool named = object.AssignRequired(key, "a file", wanted.file, [](const JsonValue& v) {
        return v.ReadString("the name of a file");
    });
    const auto id = object.Require("id", "who it is in that file, such as \"bus.0\"");
    if (id && id->Get().is_number_unsigned())
    {
        wanted.id = id->Get().dump();
    }
    else if (id)
    {
        wanted.id = id->ReadString("the name of a vehicle, or the number of a node").value_or("");
    }
    object.Assign("from", wanted.from, [](const JsonValue& v) { return ReadDuration(v); });
    if (named && !wanted.id.empty())
    {
        context.traces.push_back(std::move(wanted));
    }
}

/// \return the way as it is from a moment on
std::vector<WaypointSpec>
BeginAt(Time from, const std::vector<WaypointSpec>& way)
{
    const auto first = std::find_if(way.begin(), way.end(), [from](const WaypointSpec& one) {
        return one.at >= from;
    });
    if (first == way.end())
    {
        return {{Time(0), way.back().position}};
    }
    std::vector<WaypointSpec> rest;
    if (first != way.begin() && first->at > from)
    {
        const WaypointSpec& a = *std::prev(first);
        const double part = (from - a.at).GetSeconds() / (first->at - a.at).GetSeconds();
        const auto& to = first->position;
        rest.push_back({Time(0),
                        {a.position.x + (to.x - a.position.x) * part,
                         a.position.y + (to.y - a.position.y) * part}});
    }
    for (auto one = first; one != way.end(); ++one)
    {
        rest.push_back({one->at - from, one->position});
    }
    return rest;
}

/// Take the way that a trace gives.
void
SetCourse(const WantedTrace& wanted, const std::vector<WaypointSpec>& way, LoadContext& context)
{
    auto& waypoints = context.scenario.nodes[*context.nodes.Find(wanted.node)].course->waypoints;
    waypoints = BeginAt(wanted.from, way);
    if (waypoints.front().at >= context.end || way.back().at < wanted.from)
    {
        context.diagnostics.AddWarning(wanted.pointer,
                                       "does not move in the run: in the file it is there from " +
                                           std::to_string(way.front().at.GetSeconds()) + " s to " +
                                           std::to_string(way.back().at.GetSeconds()) +
                                           " s, and \"from\" says when in the file the run begins");
    }
}

/// What the trace does not say, in words.
void
RefuseTrace(const WantedTrace& wanted, const MovementTrace& trace, Diagnostics& diagnostics)
{
    const bool isSumo = wanted.kind == TraceKind::SUMO;
    const Json file(wanted.file);
    const Json id(wanted.id);
    if (!trace.problem.empty())
    {
        const auto line = trace.line > 0 ? "line " + std::to_string(trace.line) + ": " : "";
        diagnostics.AddError(
            {wanted.pointer + (isSumo ? "/sumo" : "/ns2"),
             Abridge(file),
             "cannot be used: " + line + trace.problem,
             isSumo ? "a file as SUMO writes it with --fcd-output" : "a movement file of ns-2",
             ""});
        return;
    }
    const std::vector<std::string_view> names(trace.names.begin(), trace.names.end());
    diagnostics.AddError({wanted.pointer + "/id",
                          Abridge(id),
                          "is not in the file " + Abridge(file),
                          names.empty() ? "nothing: nobody moves there" : ListNames(names),
                          Suggest(wanted.id, names).value_or("")});
}

} // namespace

void
LoadCourse(const JsonValue& value, LoadContext& context, NodeSpec& node)
{
    constexpr std::array<std::string_view, 5> kinds{"constant",
                                                    "waypoints",
                                                    "random",
                                                    "ns2",
                                                    "sumo"};
    node.course = CourseSpec();
    const auto object = JsonObject::Open(value, KeyContext::COURSE);
    if (!object)
    {
        return;
    }
    const auto count =
        std::count_if(kinds.begin(), kinds.end(), [&](auto kind) { return object->Has(kind); });
    if (count != 1)
    {
        value.Refuse("says not one way to move",
                     "one of \"constant\", \"waypoints\", \"random\", \"ns2\" and \"sumo\"");
        return;
    }
    const bool isTrace = object->Has("ns2") || object->Has("sumo");
    for (const auto* const key : {"id", "from"})
    {
        if (const auto other = isTrace ? std::nullopt : object->Find(key))
        {
            other->Refuse("is for \"ns2\" and \"sumo\"", "nothing");
        }
    }
    if (const auto constant = object->Find("constant"))
    {
        node.course->waypoints = {{Time(0), ReadPosition(*constant).value_or(PositionSpec())}};
    }
    else if (const auto waypoints = object->Find("waypoints"))
    {
        node.course->waypoints = LoadWaypoints(*waypoints);
    }
    else if (const auto random = object->Find("random"))
    {
        node.course->random = LoadRandom(*random);
    }
    else
    {
        LoadTraceName(*object, object->Has("ns2") ? "ns2" : "sumo", context, node.name);
    }
}

void
AnchorTraces(Json& document, const std::string& file)
{
    const auto nodes = document.find("nodes");
    if (nodes == document.end() || !nodes->is_object())
    {
        return;
    }
    for (auto& node : *nodes)
    {
        const auto mobility = node.is_object() ? node.find("mobility") : node.end();
        for (const auto* const key : {"ns2", "sumo"})
        {
            if (mobility != node.end() && mobility->is_object() && mobility->contains(key) &&
                (*mobility)[key].is_string())
            {
                auto& name = (*mobility)[key].get_ref<std::string&>();
                name = (std::filesystem::path(file).parent_path() / name).string();
            }
        }
    }
}

void
LoadTraces(LoadContext& context)
{
    std::map<std::pair<std::string, TraceKind>, std::set<std::string>> files;
    for (const auto& wanted : context.traces)
    {
        files[{wanted.file, wanted.kind}].insert(wanted.id);
    }
    for (const auto& [file, ids] : files)
    {
        const auto trace = ReadMovementTrace(file.first, file.second, ids);
        bool isTold = false;
        for (const auto& wanted : context.traces)
        {
            const auto way = trace.ways.find(wanted.id);
            if (wanted.file != file.first || wanted.kind != file.second)
            {
                continue;
            }
            if (trace.problem.empty() && way != trace.ways.end())
            {
                SetCourse(wanted, way->second, context);
            }
            else if (!isTold || trace.problem.empty())
            {
                isTold = true;
                RefuseTrace(wanted, trace, context.diagnostics);
            }
        }
    }
}

} // namespace ns3::nemo
