// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-json.h"
#include "ns3/nemo-timeline.h"

#include <sstream>

namespace ns3::nemo
{

namespace
{

template <typename Value>
std::string
TextOf(const Value& value)
{
    std::ostringstream text;
    text << value;
    return text.str();
}

Json
SecondsOf(const std::optional<Time>& time)
{
    return time ? Json(InSeconds(*time)) : Json();
}

/// \return seconds to the nearest microsecond: a page has no room for more
Json
RoundedSeconds(int64_t nanoseconds)
{
    return static_cast<double>((nanoseconds + 500) / 1000) / 1e6;
}

Json
NameOrNull(const std::optional<std::string>& name)
{
    return name ? Json(*name) : Json();
}

Json
TimelineItem(const LinkSpec& link, const TimelineLink& sent)
{
    Json prefixes = Json::array();
    for (const auto& prefix : link.prefixes)
    {
        prefixes.push_back(prefix.prefix.ToString());
    }
    return {{"name", link.name},
            {"type", std::string(ToString(link.type))},
            {"prefixes", std::move(prefixes)},
            {"delay", InSeconds(link.delay)},
            {"rate", link.rate.GetBitRate()},
            {"loss", link.loss},
            {"packets", sent.packets},
            {"octets", sent.octets},
            {"tunnelOctets", sent.tunnelOctets},
            {"optionOctets", sent.optionOctets},
            {"signalOctets", sent.signalOctets}};
}

Json
TimelineItem(const NodeSpec& node)
{
    Json links = Json::array();
    for (const auto& link : node.links)
    {
        links.push_back(link.link);
    }
    Json homes = Json::array();
    for (const auto& home : HomesOf(node))
    {
        homes.push_back({{"link", home.IsVirtual() ? Json() : Json(home.link)},
                         {"homeAgent", home.homeAgent.empty() ? Json() : Json(home.homeAgent)}});
    }
    return {{"name", node.name},
            {"role", std::string(ToString(node.role))},
            {"links", std::move(links)},
            {"homes", std::move(homes)},
            {"interfaces", node.mobile ? node.mobile->interfaces : 0}};
}

/// \return what a fault does to a link, such as "loss 0.1, down"
std::string
DescribeLinkFault(const LinkFault& fault)
{
    std::ostringstream text;
    const char* separator = "";
    const auto add = [&](const char* name, const auto& value) {
        if (value)
        {
            text << separator << name << " " << *value;
            separator = ", ";
        }
    };
    add("delay", fault.delay ? std::optional(InSeconds(*fault.delay)) : std::nullopt);
    add("rate", fault.rate);
    add("loss", fault.loss);
    add("duplicate", fault.duplicate);
    add("reorder", fault.reorder);
    add("mtu", fault.mtu);
    for (const auto& prefix : fault.prefixes)
    {
        add("prefix", std::optional(prefix.prefix));
    }
    if (fault.up)
    {
        text << separator << (*fault.up ? "up" : "down");
    }
    return text.str();
}

Json
TimelineItem(const FaultSpec& fault)
{
    if (const auto* node = std::get_if<NodeFault>(&fault.what))
    {
        return {{"at", InSeconds(fault.at)},
                {"node", node->node},
                {"text", std::string(ToString(node->action))}};
    }
    const auto& link = std::get<LinkFault>(fault.what);
    return {{"at", InSeconds(fault.at)}, {"link", link.link}, {"text", DescribeLinkFault(link)}};
}

Json
TimelineItem(const TimelineAttachment& one)
{
    return {{"at", InSeconds(one.at)},
            {"node", one.node},
            {"interface", one.interface},
            {"link", NameOrNull(one.link)}};
}

Json
TimelineItem(const TimelineMessage& one)
{
    Json fields = Json::array();
    for (const auto& [name, value] : one.fields)
    {
        fields.push_back({name, value});
    }
    return {{"type", one.type},
            {"from", one.from},
            {"to", NameOrNull(one.to)},
            {"sent", SecondsOf(one.sent)},
            {"received", SecondsOf(one.received)},
            {"octets", one.octets},
            {"source", TextOf(one.wireSource)},
            {"destination", TextOf(one.wireDestination)},
            {"homeAddress", one.source == one.wireSource ? Json() : Json(TextOf(one.source))},
            {"routing",
             one.destination == one.wireDestination ? Json() : Json(TextOf(one.destination))},
            {"status", one.status ? Json(*one.status) : Json()},
            {"fields", std::move(fields)}};
}

Json
TimelineItem(const TimelineBinding& one)
{
    Json json{{"at", InSeconds(one.at)},
              {"node", one.node},
              {"home", TextOf(one.home)},
              {"isHome", one.isHome},
              {"careOf", nullptr}};
    if (one.binding)
    {
        json["careOf"] = TextOf(one.binding->careOf);
        json["lifetime"] = one.binding->lifetime;
        json["sequence"] = one.binding->sequence;
        json["flags"] = one.binding->flags;
    }
    return json;
}

Json
TimelineItem(const TimelineForwarding& one)
{
    return {{"at", InSeconds(one.at)},
            {"node", one.node},
            {"home", TextOf(one.home)},
            {"prefix", one.prefix.ToString()},
            {"on", one.isOn}};
}

Json
TimelineItem(const TimelineFlow& one)
{
    Json json{{"name", one.flow->name},
              {"start", InSeconds(one.flow->start)},
              {"stop", InSeconds(one.flow->stop)},
              {"width", InSeconds(one.width)},
              {"sent", Json::array()},
              {"lost", Json::array()},
              {"octets", Json::array()},
              {"delay", Json::array()},
              {"gaps", Json::array()}};
    for (const auto& bin : one.bins)
    {
        json["sent"].push_back(bin.sent);
        json["lost"].push_back(bin.lost);
        json["octets"].push_back(bin.octets);
        const auto mean = [&bin] { return bin.delaySum / static_cast<int64_t>(bin.delays); };
        json["delay"].push_back(bin.delays == 0
                                    ? Json()
                                    : Json{RoundedSeconds(bin.delayLeast->GetNanoSeconds()),
                                           RoundedSeconds(mean()),
                                           RoundedSeconds(bin.delayMost->GetNanoSeconds())});
    }
    for (const auto& gap : one.gaps)
    {
        json["gaps"].push_back({InSeconds(gap.from), InSeconds(gap.to), gap.lost});
    }
    return json;
}

/// Write a list, an item a line.
template <typename Item>
void
WriteItems(std::ostream& os, const char* key, const std::vector<Item>& items)
{
    os << ",\n  \"" << key << "\": [";
    const char* separator = "\n    ";
    for (const auto& item : items)
    {
        os << separator << TimelineItem(item).dump();
        separator = ",\n    ";
    }
    os << (items.empty() ? "]" : "\n  ]");
}

} // namespace

std::string
ToJson(const Timeline& timeline, const Scenario& scenario)
{
    std::ostringstream os;
    os << "{\n  \"format\": 1,\n  \"links\": [";
    for (std::size_t i = 0; i < scenario.links.size(); ++i)
    {
        os << (i == 0 ? "\n    " : ",\n    ")
           << TimelineItem(scenario.links[i], timeline.links[i]).dump();
    }
    os << "\n  ]";
    WriteItems(os, "nodes", scenario.nodes);
    WriteItems(os, "faults", scenario.faults);
    WriteItems(os, "attachments", timeline.attachments);
    WriteItems(os, "messages", timeline.messages);
    os << ",\n  \"messagesOmitted\": " << timeline.messagesOmitted;
    WriteItems(os, "bindings", timeline.bindings);
    WriteItems(os, "forwarding", timeline.forwarding);
    WriteItems(os, "flows", timeline.flows);
    os << "\n}\n";
    return os.str();
}

} // namespace ns3::nemo
