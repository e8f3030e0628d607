// SPDX-License-Identifier: GPL-2.0-only
#include "system/nested-world.h"

#include <sstream>

namespace ns3::nemo::tests
{

std::string
Hexadecimal(uint32_t number)
{
    std::ostringstream text;
    text << std::hex << number;
    return text.str();
}

namespace
{

/// \return how a scenario says that a node is on a link, or nowhere if that is empty
NestedWorld::Json
PlaceOf(const std::string& link)
{
    return link.empty() ? NestedWorld::Json() : NestedWorld::Json(link);
}

/// \return the address of a node on a link where nobody has to be told of it
NestedWorld::Json
Quiet(const std::string& address)
{
    return {{"address", address}, {"advertise", false}};
}

} // namespace

NestedWorld::NestedWorld()
{
    json = {{"duration", "80s"},
            {"links",
             {{"visited", {{"prefix", "fd00:7::/64"}}}, {"R-CN", {{"prefix", "fd00:c::/64"}}}}},
            {"nodes",
             {{"R", {{"role", "router"}, {"links", {{"R-CN", Quiet("::1")}}}}},
              {"AR", {{"role", "router"}, {"links", {{"visited", "::1"}}}}},
              {"CN", {{"role", "correspondent"}, {"links", {{"R-CN", "::10"}}}}}}},
            {"output", {{"paths", true}}},
            {"movement", Json::array()},
            {"traffic", Json::array()}};
    Join("AR", "R-AR");
}

NestedWorld
NestedWorld::Chain(uint32_t levels)
{
    NestedWorld world;
    std::string place = "visited";
    for (uint32_t number = 1; number <= levels; ++number)
    {
        // One after the other: what is lost for want of the tunnel around it comes back late.
        world.AddRouter(number, "");
        world.Move(std::to_string(5 * (number - 1)) + "s", "MR" + std::to_string(number), place);
        place = "net" + std::to_string(number);
    }
    world.AddHost("MNN", place, "::10");
    return world;
}

void
NestedWorld::Join(const std::string& node, const std::string& link)
{
    ++m_joined;
    json["links"][link] = {{"prefix", "fd00:f:" + Hexadecimal(m_joined) + "::/64"}};
    json["nodes"]["R"]["links"][link] = Quiet("::1");
    json["nodes"][node]["links"][link] = Quiet("::2");
}

void
NestedWorld::AddRouter(uint32_t number, const std::string& attached)
{
    const std::string name = std::to_string(number);
    const std::string digits = Hexadecimal(number);
    json["links"]["home" + name] = {{"prefix", "fd00:a" + digits + "::/64"}};
    json["links"]["net" + name] = {{"prefix", "fd00:b" + digits + "::/64"}};
    json["nodes"]["HA" + name] = {{"role", "home-agent"},
                                  {"links", {{"home" + name, Quiet("::1")}}},
                                  {"prefixTable",
                                   {{"fd00:a" + digits + "::" + Hexadecimal(0x100 + number),
                                     {"fd00:b" + digits + "::/64"}}}}};
    json["nodes"]["MR" + name] = {{"role", "mobile-router"},
                                  {"home", "home" + name},
                                  {"homeAgent", "HA" + name},
                                  {"interfaceId", "::" + Hexadecimal(0x100 + number)},
                                  {"attached", PlaceOf(attached)},
                                  {"ingress", {{"net" + name, "::1"}}}};
    Join("HA" + name, "R-HA" + name);
}

void
NestedWorld::AddHost(const std::string& name,
                     const std::string& link,
                     const std::string& identifier)
{
    json["nodes"][name] = {{"role", "host"}, {"links", {{link, identifier}}}};
}

void
NestedWorld::AddVisitor(const std::string& name, const std::string& attached)
{
    if (m_visitors == 0)
    {
        json["links"]["homeV"] = {{"prefix", "fd00:e::/64"}};
        json["nodes"]["HAV"] = {{"role", "home-agent"}, {"links", {{"homeV", Quiet("::1")}}}};
        Join("HAV", "R-HAV");
    }
    ++m_visitors;
    json["nodes"][name] = {{"role", "mobile-node"},
                           {"home", "homeV"},
                           {"homeAgent", "HAV"},
                           {"interfaceId", "::" + Hexadecimal(0x200 + m_visitors)},
                           {"attached", PlaceOf(attached)}};
}

void
NestedWorld::AddPlace(const std::string& link, const std::string& prefix)
{
    json["links"][link] = {{"prefix", prefix}};
    json["nodes"]["AR"]["links"][link] = "::1";
}

void
NestedWorld::Move(const std::string& at, const std::string& node, const std::string& to)
{
    json["movement"].push_back({{"at", at}, {"node", node}, {"to", PlaceOf(to)}});
}

void
NestedWorld::Send(const std::string& name,
                  const std::string& from,
                  const std::string& to,
                  uint32_t size)
{
    auto& flows = json["traffic"];
    // None at the same time, so that hosts on a link do not ask for each other at once.
    flows.push_back({{"name", name},
                     {"type", "udp"},
                     {"from", from},
                     {"to", to},
                     {"size", size},
                     {"rate", "10pps"},
                     {"start", std::to_string(60000 + 10 * flows.size()) + "ms"},
                     {"stop", "79s"}});
}

void
NestedWorld::LimitEncapsulation(uint32_t limit)
{
    for (auto& node : json["nodes"])
    {
        if (node["role"] == "home-agent" || node["role"] == "mobile-router")
        {
            node["encapsulationLimit"] = limit;
        }
    }
}

NestedWorld::Json&
NestedWorld::Node(const std::string& name)
{
    return json["nodes"].at(name);
}

std::string
NestedWorld::Text() const
{
    return json.dump(1);
}

} // namespace ns3::nemo::tests
