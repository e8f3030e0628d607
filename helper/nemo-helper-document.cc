// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-helper-document.h"

#include "ns3/abort.h"

namespace ns3::nemo
{

namespace
{

/// Longer than anybody simulates: how long is up to the program.
constexpr char FOR_EVER[] = "8760h";

} // namespace

HelperDocument::HelperDocument()
{
    json["duration"] = FOR_EVER;
    json["links"] = nlohmann::ordered_json::object();
    json["nodes"] = nlohmann::ordered_json::object();
    json["movement"] = nlohmann::ordered_json::array();
    json["allowLoops"] = true;
}

nlohmann::ordered_json&
HelperDocument::AddNode(const std::string& name, const std::string& role)
{
    NS_ABORT_MSG_IF(json["nodes"].contains(name), "There is a node \"" << name << "\" already");
    auto& node = json["nodes"][name];
    node["role"] = role;
    if (role != "host")
    {
        node["dialect"] = dialect;
    }
    if (!attributes.empty())
    {
        node["attributes"] = attributes;
    }
    return node;
}

nlohmann::ordered_json
HelperDocument::ToJson(const std::vector<std::pair<std::string, std::string>>& places)
{
    auto links = nlohmann::ordered_json::object();
    for (const auto& [link, address] : places)
    {
        links[link] = address.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(address);
    }
    return links;
}

} // namespace ns3::nemo
