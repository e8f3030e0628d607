// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_DRAFT1997_FORMER_ROUTER_H
#define NEMO_TEST_DRAFT1997_FORMER_ROUTER_H

#include "support/draft1997-world.h"

#include <string>
#include <vector>

namespace ns3::nemo::tests
{

/// Settings of Draft1997World by which the router of link A is a home agent, which the mobile node,
/// when it has left, asks to forward for this time; they share an association. Others may follow.
inline std::vector<std::string>
WithFormerRouter(const std::string& lifetime, const std::vector<std::string>& more = {})
{
    const std::string key =
        R"("keys": { "authentication": "0x)" + Draft1997World::Repeated("07", 20) + R"(" })";
    const auto item = [&key](const std::string& peer, const std::string& spis) {
        return R"({ "between": ["MN", ")" + peer +
               R"("], "protect": ["binding"], "protocol": "ah", "spi": [)" + spis + "], " + key +
               " }";
    };
    std::vector<std::string> settings{
        "/nodes/R_A/role=home-agent",
        R"(/nodes/MN/attributes={ "ns3::nemo::Draft1997::PreviousRouterLifetime": ")" + lifetime +
            "\" }",
        "/security=[" + item("HA", "256, 257") + ", " + item("CN", "258, 259") + ", " +
            item("R_A", "260, 261") + "]",
        // The home agent and the correspondent are far away, the routers near each other.
        R"(/links/far={ "prefix": "f::/64", "delay": "200ms" })",
        R"(/nodes/HA/links={ "home": "::1", "far": "::1" })",
        R"(/nodes/CN/links={ "far": "::9" })",
        R"(/nodes/R_B/links={ "B": "::1", "core": "::b", "far": "::b" })"};
    settings.insert(settings.end(), more.begin(), more.end());
    return settings;
}

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_DRAFT1997_FORMER_ROUTER_H
