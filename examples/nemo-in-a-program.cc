// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-mobile-node.h"
#include "ns3/nemo-runner-session.h"
#include "ns3/nemo-scenario-loader.h"
#include "ns3/simulator.h"

#include <iostream>

namespace
{

constexpr char SCENARIO[] = R"json({
  "duration": "30s",
  "links": { "home": { "prefix": "1::/64" }, "visited": { "prefix": "2::/64" }, "core": { "prefix": "3::/64" } },
  "nodes": {
    "HA": { "role": "home-agent", "links": { "home": "::1", "core": "::1" } },
    "AR": { "role": "router", "links": { "visited": "::1", "core": "::2" } },
    "MN": { "role": "mobile-node", "home": "home", "interfaceId": "::2", "homeAgent": "HA" }
  },
  "movement": [ { "at": "10s", "node": "MN", "to": "visited" } ]
})json";

void
OnCareOfAddress(const ns3::Ipv6Address& address)
{
    std::cout << ns3::Simulator::Now().As(ns3::Time::S) << " care-of address " << address << "\n";
}

} // namespace

/// A scenario in a program of one's own: it builds the nodes, and everything of ns-3 can be added
/// to them before they run.
int
main()
{
    ns3::nemo::Diagnostics diagnostics("example");
    const auto scenario = ns3::nemo::LoadScenarioText(SCENARIO, {}, diagnostics);
    if (!scenario)
    {
        diagnostics.PrintErrors(std::cerr);
        return 2;
    }
    ns3::nemo::RunSession session(*scenario);
    const auto problems = session.Build({});
    if (!problems.empty())
    {
        std::cerr << problems.front() << "\n";
        return 2;
    }
    const auto& node = session.GetTopology().GetNode("MN");
    node.FindRole<ns3::nemo::MobileNode>()->TraceConnectWithoutContext(
        "CareOfAddress",
        ns3::MakeCallback(&OnCareOfAddress));
    for (const auto& binding : session.Run().bindings)
    {
        std::cout << "binding " << binding.home << " -> " << binding.careOf << "\n";
    }
    return 0;
}
