// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-home-agent.h"
#include "ns3/nemo-lease-prefix-authority.h"
#include "ns3/nemo-prefix-lease-table.h"
#include "ns3/nemo-runner-session.h"
#include "ns3/nemo-scenario-loader.h"

#include <iostream>

// A source of delegated prefixes of one's own: each mobile router gets the prefix that an
// operator's plan has for it, found by the last octets of its home address. doc/extending.md walks
// through it.

namespace ns3::nemo
{

namespace
{

constexpr char SCENARIO[] = R"json({
  "duration": "30s",
  "links": { "home": { "prefix": "fd00:1::/64" }, "visited": { "prefix": "fd00:2::/64" }, "core": { "prefix": "fd00:3::/64" },
             "bus": {}, "tram": {} },
  "nodes": {
    "HA": { "role": "home-agent", "links": { "home": "::1", "core": "::1" },
            "authority": { "pool": { "prefix": "fd00:b000::/32" } } },
    "AR": { "role": "router", "links": { "visited": "::1", "core": "::2" } },
    "BUS": { "role": "mobile-router", "home": "home", "interfaceId": "::17", "homeAgent": "HA", "attached": "visited",
             "mode": "delegated", "ingress": { "bus": "::1" } },
    "TRAM": { "role": "mobile-router", "home": "home", "interfaceId": "::42", "homeAgent": "HA", "attached": "visited",
              "mode": "delegated", "ingress": { "tram": "::1" } }
  }
})json";

/// The plan: line L has PLAN:L::/48. What is kept of leases, their ends and whose they are is the
/// base's; its pools are none, so that it gives what Assign said and nothing else.
class LinePlan : public LeasePrefixAuthority
{
  public:
    /// @param plan a prefix of 32 bits
    explicit LinePlan(const NetworkPrefix& plan)
        : LeasePrefixAuthority(std::make_unique<PrefixLeaseTable>(), {}),
          m_plan(plan)
    {
    }

    PrefixGrant Request(const PrefixRequest& request,
                        Time now,
                        const Obstacle& findObstacle) override
    {
        const auto line = PrefixOf(request.homeAddress);
        if (request.length <= line.length && !findObstacle(line))
        {
            PrefixLease lease;
            lease.homeAddress = request.homeAddress;
            lease.prefix = line;
            // False if the line has it already: then there is nothing to assign.
            Assign(lease, now);
        }
        return LeasePrefixAuthority::Request(request, now, findObstacle);
    }

    bool IsFromHere(const NetworkPrefix& prefix) const override
    {
        return m_plan.Covers(prefix);
    }

  private:
    /// @return the prefix of the line whose number is the last 16 bits of a home address
    NetworkPrefix PrefixOf(const Ipv6Address& homeAddress) const
    {
        uint8_t octets[16];
        uint8_t home[16];
        m_plan.address.GetBytes(octets);
        homeAddress.GetBytes(home);
        octets[4] = home[14];
        octets[5] = home[15];
        return {Ipv6Address(octets), 48};
    }

    NetworkPrefix m_plan;
};

} // namespace

} // namespace ns3::nemo

int
main()
{
    using namespace ns3::nemo;
    Diagnostics diagnostics("nemo-new-prefix-authority");
    // The plan gives a /48: that is what the routers have to ask for.
    const auto scenario = LoadScenarioText(SCENARIO,
                                           {R"(/nodes/BUS/request=[{"link":"bus","length":48}])",
                                            R"(/nodes/TRAM/request=[{"link":"tram","length":48}])"},
                                           diagnostics);
    RunSession session(scenario.value());
    session.Build({});
    session.GetTopology().GetNode("HA").FindRole<HomeAgent>()->GetDelegation()->SetAuthority(
        std::make_shared<LinePlan>(NetworkPrefix::Parse("fd00:b000::/32").value()));

    for (const auto& lease : session.Run().delegations.value())
    {
        std::cout << lease.home << " has " << lease.prefix << "\n";
    }
    return 0;
}
