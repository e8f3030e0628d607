// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-results.h"

#include "ns3/nemo-status-words.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace ns3::nemo
{

namespace
{

/// Keeps the order in which keys are set.
using OrderedJson = nlohmann::ordered_json;

OrderedJson
Write(const std::optional<Time>& time)
{
    return time ? OrderedJson(InSeconds(*time)) : OrderedJson();
}

template <typename T>
OrderedJson
WriteOptional(const std::optional<T>& value)
{
    return value ? OrderedJson(*value) : OrderedJson();
}

std::string
Write(const Ipv6Address& address)
{
    std::ostringstream text;
    text << address;
    return text.str();
}

OrderedJson
Write(const BindingResult& binding)
{
    OrderedJson json{{"node", binding.node},
                     {"home", Write(binding.home)},
                     {"careOf", Write(binding.careOf)},
                     {"prefixes", OrderedJson::array()},
                     {"lifetime", binding.lifetime},
                     {"remaining", InSeconds(binding.remaining)},
                     {"sequence", binding.sequence},
                     {"flags", binding.flags}};
    for (const auto& prefix : binding.prefixes)
    {
        json["prefixes"].push_back(prefix.ToString());
    }
    return json;
}

OrderedJson
Write(const DelegationResult& delegation)
{
    return {
        {"node", delegation.node},
        {"home", Write(delegation.home)},
        {"prefix", delegation.prefix.ToString()},
        {"persistent", delegation.persistent},
        {"implicit", delegation.implicit},
        {"correlator", delegation.correlator ? OrderedJson(*delegation.correlator) : OrderedJson()},
        {"remaining",
         delegation.remaining ? OrderedJson(InSeconds(*delegation.remaining)) : OrderedJson()}};
}

OrderedJson
Write(const CorrespondentResult& correspondent)
{
    return {{"node", correspondent.node},
            {"rrBegun", Write(correspondent.rrBegun)},
            {"rrDone", Write(correspondent.rrDone)},
            {"bound", Write(correspondent.bound)}};
}

OrderedJson
Write(const HandoverResult& handover)
{
    OrderedJson correspondents = OrderedJson::array();
    for (const auto& correspondent : handover.correspondents)
    {
        correspondents.push_back(Write(correspondent));
    }
    const bool isAnswered = handover.status.has_value();
    const StatusWords said =
        SayStatus(handover.status.value_or(BindingStatus::ACCEPTED), handover.dialect);
    return {{"node", handover.node},
            {"index", handover.index},
            {"from", WriteOptional(handover.from)},
            {"to", WriteOptional(handover.to)},
            {"at", InSeconds(handover.at)},
            {"linkDown", Write(handover.linkDown)},
            {"linkUp", Write(handover.linkUp)},
            {"routerAdvertisement", Write(handover.routerAdvertisement)},
            {"careOfReady", Write(handover.careOfReady)},
            {"buSent", Write(handover.buSent)},
            {"baReceived", Write(handover.baReceived)},
            {"status", isAnswered ? OrderedJson(static_cast<unsigned>(said.octet)) : OrderedJson()},
            {"statusName", isAnswered ? OrderedJson(std::string(said.name)) : OrderedJson()},
            {"outage", Write(handover.outage)},
            {"correspondents", std::move(correspondents)}};
}

OrderedJson
Write(const PathHop& hop)
{
    return {{"link", hop.link},
            {"from", hop.from},
            {"to", WriteOptional(hop.to)},
            {"headers", hop.headers},
            {"hopLimit", hop.hopLimit},
            {"octets", hop.octets}};
}

OrderedJson
Write(const PathResult& path)
{
    OrderedJson hops = OrderedJson::array();
    for (const auto& hop : path.hops)
    {
        hops.push_back(Write(hop));
    }
    return {{"direction", path.isBack ? "back" : "there"},
            {"packets", path.packets},
            {"first", InSeconds(path.first)},
            {"last", InSeconds(path.last)},
            {"hops", std::move(hops)}};
}

OrderedJson
Write(const FlowResult& result)
{
    OrderedJson json{{"name", result.flow->name},
                     {"type", std::string(ToString(result.flow->type))},
                     {"from", result.flow->from},
                     {"to", result.flow->to},
                     {"sent", result.sent},
                     {"received", result.received},
                     {"lost", result.lost},
                     {"outOfOrder", result.outOfOrder},
                     {"delayMean", Write(result.delayMean)},
                     {"delayP50", Write(result.delayP50)},
                     {"delayP99", Write(result.delayP99)},
                     {"jitterMean", Write(result.jitterMean)},
                     {"goodput", result.goodput}};
    if (result.paths)
    {
        json["paths"] = OrderedJson::array();
        for (const auto& path : *result.paths)
        {
            json["paths"].push_back(Write(path));
        }
    }
    return json;
}

OrderedJson
Write(const MessageResult& message)
{
    return {{"node", message.node},
            {"type", std::string(ToString(message.type))},
            {"direction", std::string(ToString(message.direction))},
            {"status", WriteOptional(message.status)},
            {"count", message.count},
            {"bytes", message.bytes}};
}

OrderedJson
Write(const DropResult& drop)
{
    return {{"node", drop.node}, {"reason", drop.reason}, {"count", drop.count}};
}

OrderedJson
Write(const ExpectationResult& expectation)
{
    return {{"text", expectation.text},
            {"passed", expectation.passed},
            {"actual", expectation.actual}};
}

/// Write a list, an item a line.
template <typename Item>
void
WriteList(std::ostream& os, const std::string& key, const std::vector<Item>& items)
{
    os << "  \"" << key << "\": [";
    const char* separator = "\n    ";
    for (const auto& item : items)
    {
        os << separator << Write(item).dump();
        separator = ",\n    ";
    }
    os << (items.empty() ? "]" : "\n  ]");
}

} // namespace

double
InSeconds(const Time& time)
{
    // One division of an integer: the nearest double, whose shortest text is the time itself.
    return static_cast<double>(time.GetNanoSeconds()) / 1e9;
}

std::string
ToJson(const RunResults& results)
{
    std::ostringstream os;
    os << "{\n  \"format\": 1,\n  \"scenario\": " << OrderedJson(results.scenario).dump()
       << ",\n  \"seed\": " << results.seed << ",\n  \"run\": " << results.run
       << ",\n  \"simSeconds\": " << OrderedJson(InSeconds(results.duration)).dump()
       << ",\n  \"events\": " << results.events
       << ",\n  \"warnings\": " << OrderedJson(results.warnings).dump() << ",\n";
    WriteList(os, "bindings", results.bindings);
    os << ",\n";
    if (results.delegations)
    {
        WriteList(os, "delegations", *results.delegations);
        os << ",\n";
    }
    WriteList(os, "handovers", results.handovers);
    os << ",\n";
    WriteList(os, "flows", results.flows);
    os << ",\n";
    WriteList(os, "messages", results.messages);
    os << ",\n";
    WriteList(os, "drops", results.drops);
    os << ",\n";
    WriteList(os, "expectations", results.expectations);
    os << "\n}\n";
    return os.str();
}

std::string
WriteFile(const std::string& path, const std::string& text)
{
    errno = 0;
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    return !file.fail() ? "" : errno != 0 ? std::strerror(errno) : "it failed";
}

} // namespace ns3::nemo
