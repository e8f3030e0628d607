// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_HELPER_DOCUMENT_H
#define NEMO_HELPER_DOCUMENT_H

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace ns3::nemo
{

/// What a helper was told, as a scenario file would say it: the same checks and the same builder.
class HelperDocument
{
  public:
    HelperDocument();

    /// A node with the attributes and the dialect that hold now. Aborts if the name is taken.
    /// @return its entry, to be completed
    nlohmann::ordered_json& AddNode(const std::string& name, const std::string& role);

    /// @return places as the value of "links" or "ingress"
    static nlohmann::ordered_json ToJson(
        const std::vector<std::pair<std::string, std::string>>& places);

    nlohmann::ordered_json json;                                  ///< The file.
    nlohmann::ordered_json attributes = nlohmann::json::object(); ///< Of nodes to come.
    std::string dialect;                                          ///< Of nodes to come.
};

} // namespace ns3::nemo

#endif // NEMO_HELPER_DOCUMENT_H
