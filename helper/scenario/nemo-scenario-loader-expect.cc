// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-json-units.h"
#include "ns3/nemo-scenario-loader-parts.h"
#include "ns3/nemo-scenario-names.h"

#include <limits>
#include <utility>

namespace ns3::nemo
{

namespace
{

/// Read a count.
std::optional<uint64_t>
ReadCount(const JsonValue& value)
{
    return value.ReadAs<uint64_t>(0, std::numeric_limits<int64_t>::max());
}

/// Add an error if the upper bound is below the lower one.
template <typename Bound>
void
CheckBounds(const JsonValue& value,
            const std::optional<Bound>& min,
            const std::optional<Bound>& max)
{
    if (min && max && *max < *min)
    {
        value.Refuse("has a maximum below its minimum, which nothing fulfils", "min up to max");
    }
}

/// Read "at": absent, it is the end.
void
LoadAt(const JsonObject& object, const LoadContext& context, Time& at)
{
    at = context.end;
    object.Assign("at", at, [&](const JsonValue& v) { return ReadMoment(v, context); });
}

/// Read the name of a node that can keep bindings.
bool
LoadKeeper(const JsonObject& object, const LoadContext& context, std::string& node)
{
    constexpr uint32_t keepers = ~VariantBit(NodeRole::HOST);
    return object
        .AssignRequired("node", "a node that keeps bindings", node, [&](const JsonValue& v) {
            return ReadNodeName(v, context, keepers, "is a host, which keeps no bindings");
        });
}

/// Read "home" or "careOf".
bool
LoadAddress(const JsonObject& object,
            const std::string& key,
            const LoadContext& context,
            AddressSpec& address)
{
    const bool needsLink = key == "careOf";
    return object.AssignRequired(
        key,
        needsLink ? "an address, or {\"node\", \"link\"}" : "an address, or {\"node\"}",
        address,
        [&](const JsonValue& v) { return ReadAddressSpec(v, needsLink, context); });
}

std::optional<ExpectKind>
ReadBinding(const JsonValue& value, const LoadContext& context)
{
    BindingExpectation binding;
    const auto object = JsonObject::Open(value, KeyContext::BINDING);
    if (!object)
    {
        return std::nullopt;
    }
    LoadAt(*object, context, binding.at);
    LoadKeeper(*object, context, binding.node);
    LoadAddress(*object, "home", context, binding.home);
    LoadAddress(*object, "careOf", context, binding.careOf);
    object->Assign("prefixes", binding.prefixes, ReadPrefixes);
    return binding;
}

std::optional<ExpectKind>
ReadNoBinding(const JsonValue& value, const LoadContext& context)
{
    NoBindingExpectation binding;
    const auto object = JsonObject::Open(value, KeyContext::NO_BINDING);
    if (!object)
    {
        return std::nullopt;
    }
    LoadAt(*object, context, binding.at);
    LoadKeeper(*object, context, binding.node);
    LoadAddress(*object, "home", context, binding.home);
    return binding;
}

/// Read "table" of "bindings".
std::optional<std::vector<BindingsExpectation::Entry>>
ReadTable(const JsonValue& value, const LoadContext& context)
{
    std::vector<BindingsExpectation::Entry> table;
    const auto items = value.ReadArray("a list of {\"home\", \"careOf\", \"prefixes\"}");
    for (const auto& item : items.value_or(std::vector<JsonValue>()))
    {
        const auto object = JsonObject::Open(item, KeyContext::BINDINGS_ENTRY);
        if (object)
        {
            BindingsExpectation::Entry entry;
            LoadAddress(*object, "home", context, entry.home);
            LoadAddress(*object, "careOf", context, entry.careOf);
            object->Assign("prefixes", entry.prefixes, ReadPrefixes);
            table.push_back(std::move(entry));
        }
    }
    return table;
}

std::optional<ExpectKind>
ReadBindings(const JsonValue& value, const LoadContext& context)
{
    BindingsExpectation bindings;
    const auto object = JsonObject::Open(value, KeyContext::BINDINGS);
    if (!object)
    {
        return std::nullopt;
    }
    LoadAt(*object, context, bindings.at);
    LoadKeeper(*object, context, bindings.node);
    object->Assign("exact", bindings.exact, [](const JsonValue& v) { return v.ReadBoolean(); });
    object->AssignRequired("table", "a list of bindings", bindings.table, [&](const JsonValue& v) {
        return ReadTable(v, context);
    });
    return bindings;
}

std::optional<ExpectKind>
ReadFlow(const JsonValue& item, const LoadContext& context)
{
    FlowExpectation flow;
    const auto object = JsonObject::Open(item, KeyContext::EXPECT_FLOW);
    object->AssignRequired("flow", "the name of a flow", flow.flow, [&](const JsonValue& v) {
        return ReadFlowName(v, context);
    });
    object->Assign("receivedMin", flow.receivedMin, ReadCount);
    object->Assign("receivedMax", flow.receivedMax, ReadCount);
    object->Assign("lostMin", flow.lostMin, ReadCount);
    object->Assign("lostMax", flow.lostMax, ReadCount);
    object->Assign("delayMax", flow.delayMax, [](const JsonValue& v) { return ReadDuration(v); });
    if (item.Get().size() == 1)
    {
        item.Refuse("says nothing about the flow", "a bound, such as \"receivedMin\": 1");
    }
    CheckBounds(item, flow.receivedMin, flow.receivedMax);
    CheckBounds(item, flow.lostMin, flow.lostMax);
    return flow;
}

std::optional<ExpectKind>
ReadHandover(const JsonValue& value, const LoadContext& context)
{
    constexpr uint32_t mobile =
        VariantBit(NodeRole::MOBILE_NODE) | VariantBit(NodeRole::MOBILE_ROUTER);
    HandoverExpectation handover;
    const auto object = JsonObject::Open(value, KeyContext::HANDOVER);
    if (!object)
    {
        return std::nullopt;
    }
    const auto duration = [](const JsonValue& v) { return ReadDuration(v); };
    object->AssignRequired(
        "node",
        "a mobile node or mobile router",
        handover.node,
        [&](const JsonValue& v) {
            return ReadNodeName(v, context, mobile, "is not a mobile node or mobile router");
        });
    object->Assign("index", handover.index, [](const JsonValue& v) {
        return v.ReadAs<uint32_t>(0, std::numeric_limits<uint32_t>::max());
    });
    object->Assign("outageMin", handover.outageMin, duration);
    object->Assign("outageMax", handover.outageMax, duration);
    if (!object->Has("outageMin") && !object->Has("outageMax"))
    {
        value.Refuse("says nothing about the handover", "\"outageMax\", \"outageMin\"");
    }
    CheckBounds(value, handover.outageMin, handover.outageMax);
    return handover;
}

std::optional<ExpectKind>
ReadMessages(const JsonValue& value, const LoadContext& context)
{
    MessagesExpectation messages;
    const auto object = JsonObject::Open(value, KeyContext::MESSAGES);
    if (!object)
    {
        return std::nullopt;
    }
    object->AssignRequired("node", "a node", messages.node, [&](const JsonValue& v) {
        return ReadNodeName(v, context);
    });
    const bool typed =
        object->AssignRequired("type",
                               "a message, such as \"BU\"",
                               messages.type,
                               [](const auto& v) { return v.ReadEnum(MESSAGE_TYPES); });
    object->Assign("direction", messages.direction, [](const JsonValue& v) {
        return v.ReadEnum(MESSAGE_DIRECTIONS);
    });
    object->Assign("status", messages.status, [](const JsonValue& v) {
        return v.ReadAs<uint8_t>(0, 255);
    });
    object->Assign("min", messages.min, ReadCount);
    object->Assign("max", messages.max, ReadCount);
    const bool hasStatus = messages.type == MessageType::BA || messages.type == MessageType::BE;
    if (typed && messages.status && !hasStatus)
    {
        object->Find("status")->Refuse("is for messages that carry one", "with \"BA\" and \"BE\"");
    }
    if (!object->Has("min") && !object->Has("max"))
    {
        value.Refuse("says nothing about how many", "\"min\", \"max\" or both");
    }
    CheckBounds(value, messages.min, messages.max);
    return messages;
}

/// Read an item whose kind is the only key.
std::optional<ExpectKind>
ReadKind(const JsonValue& kind, const LoadContext& context)
{
    using Reader = std::optional<ExpectKind> (*)(const JsonValue&, const LoadContext&);
    static const std::pair<std::string_view, Reader> readers[] = {
        {"binding", ReadBinding},
        {"noBinding", ReadNoBinding},
        {"bindings", ReadBindings},
        {"handover", ReadHandover},
        {"messages", ReadMessages},
        {"route",
         [](const JsonValue& v, const LoadContext& c) -> std::optional<ExpectKind> {
             return ReadRouteExpectation(v, c);
         }},
        {"stack", [](const JsonValue& v, const LoadContext& c) -> std::optional<ExpectKind> {
             return ReadStackExpectation(v, c);
         }}};
    for (const auto& [name, reader] : readers)
    {
        if (kind.GetKey() == name)
        {
            return reader(kind, context);
        }
    }
    return std::nullopt;
}

void
LoadExpectation(const JsonValue& item, LoadContext& context)
{
    std::optional<ExpectKind> kind;
    if (item.Get().is_object() && item.Get().contains("flow"))
    {
        kind = ReadFlow(item, context);
    }
    else if (JsonObject::Open(item, KeyContext::EXPECT))
    {
        const auto members = item.ReadMembers("");
        if (members->size() != 1)
        {
            auto kinds = GetKeys(KeyContext::EXPECT, ALL_VARIANTS);
            kinds.emplace_back("flow");
            item.Refuse("holds not exactly one kind", "one key out of " + ListNames(kinds));
        }
        for (const auto& member : *members)
        {
            kind = ReadKind(member, context);
        }
    }
    if (kind)
    {
        context.scenario.expect.push_back(
            {std::move(*kind), item.Get().dump(-1, ' ', false, Json::error_handler_t::replace)});
    }
}

} // namespace

std::optional<Time>
ReadMoment(const JsonValue& value, const LoadContext& context)
{
    const auto time = ReadDuration(value);
    if (time && *time > context.end)
    {
        value.Refuse("is out of range: it is after the end of the run",
                     "0s to " + WriteDuration(context.end) + ", as \"duration\" says" +
                         WITHOUT_EXPECTATIONS);
        return std::nullopt;
    }
    return time;
}

std::optional<std::string>
ReadFlowName(const JsonValue& value, const LoadContext& context)
{
    if (!value.Get().is_string() || !context.flows.Find(value.Get().get<std::string>()))
    {
        value.RefuseName("is not a flow", context.flows.GetNames());
        return std::nullopt;
    }
    return value.Get().get<std::string>();
}

void
LoadExpectations(const JsonObject& file, LoadContext& context)
{
    const auto value = file.Find("expect");
    const auto items = value ? value->ReadArray("a list of expectations") : std::nullopt;
    for (const auto& item : items.value_or(std::vector<JsonValue>()))
    {
        LoadExpectation(item, context);
    }
}

} // namespace ns3::nemo
