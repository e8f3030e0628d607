// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-json-units.h"
#include "ns3/nemo-scenario-loader-parts.h"
#include "ns3/nemo-scenario-names.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace ns3::nemo
{

namespace
{

/// Room for a sequence number and a time in each packet.
constexpr int64_t SMALLEST_PACKET = 12;
/// Some room below the largest IPv6 payload, for what tunnels add.
constexpr int64_t LARGEST_PACKET = 65000;
/// Nothing on a simulated link makes sense of more.
const Time SHORTEST_INTERVAL = NanoSeconds(100);
/// Echo data of "ping" programs.
constexpr uint32_t PING_SIZE = 56;

/// Read "50pps" or "64kbps" as the time from packet to packet.
std::optional<Time>
ReadPace(const JsonValue& value, uint32_t size)
{
    const std::string text = value.Get().is_string() ? value.Get().get<std::string>() : "";
    const std::string_view unit = "pps";
    const bool packets = text.size() > unit.size() &&
                         text.compare(text.size() - unit.size(), unit.size(), unit) == 0;
    const auto count =
        packets ? ParseNumber(text.substr(0, text.size() - unit.size())) : std::nullopt;
    const auto rate = ParseDataRate(text);
    const double perSecond =
        rate ? static_cast<double>(rate->GetBitRate()) / (8.0 * size) : count.value_or(0);
    if (!(perSecond >= 1.0 / static_cast<double>(LONGEST_SECONDS)))
    {
        const bool isRate = count || IsRateText(text);
        value.GetDiagnostics().AddError({value.GetPointer(),
                                         Abridge(value.Get()),
                                         isRate ? "is out of range" : "is not a rate",
                                         isRate
                                             ? "more than zero, and at least a packet in 31 years"
                                             : "packets per second (\"50pps\") or bits "
                                               "(\"64kbps\")",
                                         isRate ? "" : MendRate(text)});
        return std::nullopt;
    }
    const Time interval = Seconds(1 / perSecond);
    if (interval < SHORTEST_INTERVAL)
    {
        value.Refuse("is too fast", "at least 100ns from packet to packet");
        return std::nullopt;
    }
    return interval;
}

/// Read "to": a node, or {"node", "address"}.
bool
LoadDestination(const JsonValue& value, const LoadContext& context, TrafficSpec& flow)
{
    if (!value.Get().is_object())
    {
        const auto node = ReadNodeName(value, context);
        flow.to = node.value_or("");
        return node.has_value();
    }
    const auto object = JsonObject::Open(value, KeyContext::DESTINATION);
    object->Assign("address", flow.address, [](const JsonValue& v) { return ReadDestination(v); });
    return object->AssignRequired("node", "a node", flow.to, [&](const JsonValue& v) {
        return ReadNodeName(v, context);
    });
}

/// Read "start" and "stop".
void
LoadTimes(const JsonObject& object, LoadContext& context, TrafficSpec& flow)
{
    flow.stop = context.end;
    object.Assign("start", flow.start, [](const JsonValue& v) { return ReadDuration(v); });
    object.Assign("stop", flow.stop, [](const JsonValue& v) { return ReadDuration(v); });
    flow.stop = std::min(flow.stop, context.end);
    if (flow.start >= context.end)
    {
        context.diagnostics.AddWarning(object.GetValue().GetPointer(),
                                       "the flow starts after the end of the run");
    }
    else if (flow.start >= flow.stop)
    {
        const auto stop = object.Find("stop");
        (stop ? *stop : object.GetValue()).Refuse("is not after the start", "a later time");
    }
}

/// A shape of 1 and below has no mean; far above, all draws are the mean.
constexpr double SMALLEST_SHAPE = 1.01;
constexpr double LARGEST_SHAPE = 1000;

std::optional<Time>
ReadSpanTime(const JsonValue& value)
{
    return ReadDuration(value, SHORTEST_INTERVAL);
}

/// Read the two bounds of "uniform".
std::optional<UniformSpan>
ReadUniform(const JsonValue& value)
{
    const auto items = value.ReadArray("the shortest and the longest duration");
    if (!items)
    {
        return std::nullopt;
    }
    if (items->size() != 2)
    {
        value.Refuse("does not hold two durations", "the shortest and the longest duration");
        return std::nullopt;
    }
    const auto min = ReadSpanTime(items->front());
    const auto max = ReadSpanTime(items->back());
    if (min && max && *max < *min)
    {
        items->back().Refuse("is below the shortest duration", "a longer one");
        return std::nullopt;
    }
    return min && max ? std::optional(UniformSpan{*min, *max}) : std::nullopt;
}

/// Read "on" or "off".
std::optional<OnOffSpan>
ReadSpan(const JsonValue& value)
{
    if (!value.Get().is_object())
    {
        const auto constant = ReadSpanTime(value);
        return constant ? std::optional<OnOffSpan>(*constant) : std::nullopt;
    }
    const auto object = JsonObject::Open(value, KeyContext::ON_OFF_SPAN);
    const auto count =
        int{object->Has("exponential")} + int{object->Has("uniform")} + int{object->Has("pareto")};
    if (count != 1 || (object->Has("shape") && !object->Has("pareto")))
    {
        value.Refuse("is no distribution",
                     "{\"exponential\": mean}, {\"uniform\": [min, max]} or {\"pareto\": mean, "
                     "\"shape\": number}");
        return std::nullopt;
    }
    OnOffSpan span;
    ParetoSpan pareto;
    if (object->Assign("pareto", pareto.mean, ReadSpanTime))
    {
        object->Assign("shape", pareto.shape, [](const JsonValue& v) {
            return v.ReadNumber(SMALLEST_SHAPE, LARGEST_SHAPE);
        });
        span = pareto;
    }
    ExponentialSpan exponential;
    if (object->Assign("exponential", exponential.mean, ReadSpanTime))
    {
        span = exponential;
    }
    object->Assign("uniform", span, ReadUniform);
    return span;
}

/// Read the keys that only some types have.
void
LoadPacing(const JsonObject& object, TrafficSpec& flow)
{
    if (flow.type == TrafficType::PING)
    {
        flow.size = PING_SIZE;
        flow.interval = Seconds(1);
    }
    const auto packet = [](const JsonValue& v) {
        return v.ReadAs<uint32_t>(SMALLEST_PACKET, LARGEST_PACKET);
    };
    object.Assign("size", flow.size, packet);
    object.Assign("rate", flow.interval, [&](const JsonValue& v) {
        return ReadPace(v, flow.size);
    });
    object.Assign("interval", flow.interval, [](const JsonValue& v) {
        return ReadDuration(v, SHORTEST_INTERVAL);
    });
    object.Assign("on", flow.on, ReadSpan);
    object.Assign("off", flow.off, ReadSpan);
    object.Assign("bytes", flow.bytes, [](const JsonValue& v) {
        return v.ReadAs<uint64_t>(1, std::numeric_limits<int64_t>::max());
    });
    object.Assign("port", flow.port, [](const JsonValue& v) {
        return v.ReadAs<uint16_t>(1, 65535);
    });
}

/// Read or make up the name. Flows are told apart by it.
void
LoadFlowName(const JsonObject& object, LoadContext& context, TrafficSpec& flow)
{
    flow.name = flow.from + "-" + flow.to + "-" + std::string(ToString(flow.type));
    const auto given = object.Find("name");
    const auto text = given ? given->ReadString("a name") : std::nullopt;
    if (text && !IsName(*text))
    {
        given->Refuse("is not a name", "letters, digits, dot, underscore and hyphen");
    }
    flow.name = text.value_or(flow.name);
    const bool known = text || (!flow.from.empty() && !flow.to.empty());
    if (known && context.flows.Find(flow.name))
    {
        const Json name(flow.name);
        context.diagnostics.AddError({object.GetValue().GetPointer(),
                                      Abridge(name),
                                      "is the name of another flow already",
                                      "a \"name\" of its own",
                                      ""});
    }
}

void
LoadFlow(const JsonValue& item, LoadContext& context)
{
    // The type says which keys there are; an error about it is told once, below.
    Diagnostics silent("");
    const auto found = item.Get().is_object() ? item.Get().find("type") : item.Get().end();
    const auto type = found != item.Get().end()
                          ? JsonValue(*found, "", silent).ReadEnum(TRAFFIC_TYPES)
                          : std::nullopt;
    const auto object =
        JsonObject::Open(item, KeyContext::TRAFFIC, type ? VariantBit(*type) : ALL_VARIANTS);
    if (!object)
    {
        return;
    }
    TrafficSpec flow;
    flow.pointer = item.GetPointer();
    object->AssignRequired("type",
                           "\"udp\", \"ping\", \"tcp\", \"onoff\"",
                           flow.type,
                           [](const JsonValue& v) { return v.ReadEnum(TRAFFIC_TYPES); });
    const bool hasSource =
        object->AssignRequired("from", "a node", flow.from, [&](const JsonValue& v) {
            return ReadNodeName(v, context);
        });
    const auto to = object->Require("to", "a node, or {\"node\", \"address\"}");
    const bool hasDestination = to && LoadDestination(*to, context, flow);
    if (hasSource && hasDestination && flow.from == flow.to)
    {
        to->Refuse("is the sender itself", "another node");
    }
    LoadTimes(*object, context, flow);
    LoadPacing(*object, flow);
    LoadFlowName(*object, context, flow);
    context.flows.Add(flow.name);
    context.scenario.traffic.push_back(std::move(flow));
}

} // namespace

void
LoadTraffic(const JsonObject& file, LoadContext& context)
{
    const auto value = file.Find("traffic");
    const auto items = value ? value->ReadArray("a list of flows") : std::nullopt;
    for (const auto& item : items.value_or(std::vector<JsonValue>()))
    {
        LoadFlow(item, context);
    }
}

} // namespace ns3::nemo
