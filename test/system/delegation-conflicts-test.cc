// SPDX-License-Identifier: GPL-2.0-only
// Prefix delegation where two want the same: what must never happen is that two have it.
#include "nemo-requirement.h"
#include "support/prefix-authorities.h"
#include "system/scenario-run.h"

#include "ns3/mip6-home-agent.h"
#include "ns3/nemo-mobile-router.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <stdexcept>
#include <string>
#include <vector>

namespace ns3::nemo::tests::delegation_conflicts_test
{

namespace
{

using Strings = std::vector<std::string>;

/// Two home agents on one home link, and links and nodes besides.
std::string
World(const std::string& links,
      const std::string& agent1,
      const std::string& agent2,
      const std::string& nodes,
      const std::string& rest)
{
    return R"({
      "duration": "150s",
      "links": { "home": { "prefix": "fd00:4::/64" }, "A": { "prefix": "fd00:7::/64" },
                 "core": { "prefix": "fd00:ffff::/64", "delay": "5ms" },
                 )" +
           links + R"( },
      "nodes": {
        "HA1": { "role": "home-agent", "links": { "home": "::3", "core": "::3" }, "preference": 9,
                 )" +
           agent1 + R"( },
        "HA2": { "role": "home-agent", "links": { "home": "::4", "core": "::4" }, )" +
           agent2 + R"( },
        "AR": { "role": "router", "links": { "A": "::1", "core": "::7" },
                "routes": { "fd00:4::/64": "HA1" } }, )" +
           nodes + R"( }, )" + rest + "}";
}

Strings
HeldBy(const ScenarioRun& run, const std::string& name)
{
    Strings prefixes;
    for (const auto& held : run.RoleOf<MobileRouter>(name)->GetPrefixRequests().GetHeld())
    {
        prefixes.push_back(held.prefix.ToString());
    }
    return prefixes;
}

} // namespace

TEST(DelegationConflict, AHomeAgentWithoutMemoryLetsNoTwoHaveAPrefix)
{
    REQ("PD-3.1-2");
    ScenarioRun run(World(R"("bus": {}, "trailer": {}, "car": {})",
                          R"("authority": { "pool": { "prefix": "fd00:b000::/48" } })",
                          R"("nemo": false)",
                          R"("MR1": { "role": "mobile-router", "home": "home", "interfaceId": "::2",
                                "homeAgent": "HA1", "attached": "A", "mode": "delegated",
                                "ingress": { "bus": "::1", "trailer": "::1" },
                                "request": [
                                  { "link": "bus", "persistent": true, "implicit": true },
                                  { "link": "trailer", "implicit": true } ],
                                "attributes": {
                                  "ns3::nemo::MobileNode::LifetimeRequested": "40s" } },
                              "MR2": { "role": "mobile-router", "home": "home",
                                "interfaceId": "::22", "homeAgent": "HA1", "attached": null,
                                "mode": "delegated", "ingress": { "car": "::1" },
                                "request": [ { "link": "car", "implicit": true } ] })",
                          R"("faults": [ { "at": "50s", "node": "HA1", "action": "crash" },
                                         { "at": "52s", "node": "HA1", "action": "restart" } ],
                             "movement": [ { "at": "53s", "node": "MR2", "to": "A" } ])"));
    run.At(Seconds(49), [&]() {
        EXPECT_EQ(HeldBy(run, "MR1"), (Strings{"fd00:b000::/64", "fd00:b000:0:1::/64"}));
    });
    run.Run();
    EXPECT_EQ(HeldBy(run, "MR2"), Strings{"fd00:b000:0:1::/64"});
    EXPECT_EQ(HeldBy(run, "MR1"), (Strings{"fd00:b000::/64", "fd00:b000:0:2::/64"}));
}

TEST(DelegationConflict, WhatAnotherRouterUsesIsNotForwarded)
{
    REQ("PD-6.5-10");
    const LeaseFolder folder;
    const std::string file = R"("sqlite": ")" + folder.File() + R"(")";
    ScenarioRun run(
        World(R"("bus": {}, "car": { "prefix": "fd00:c000::/64" })",
              R"("authority": { )" + file + R"(, "pool": { "prefix": "fd00:b000::/48" } })",
              // It knows of the leases, but verifies no claims.
              R"("prefixTable": "any", "authority": { )" + file + R"(, "static": {} })",
              R"("MR1": { "role": "mobile-router", "home": "home", "interfaceId": "::2",
                    "homeAgent": "discover", "attached": "A", "mode": "delegated",
                    "ingress": { "bus": "::1" },
                    "request": [ { "link": "bus", "persistent": true } ],
                    "attributes": { "ns3::nemo::MobileRouter::PersistentStore": false } },
                  "MR2": { "role": "mobile-router", "home": "home", "interfaceId": "::22",
                    "homeAgent": "HA2", "attached": "A", "mode": "explicit",
                    "prefixes": ["fd00:b000::/64"], "ingress": { "car": "::1" } })",
              R"("faults": [ { "at": "20s", "node": "HA1", "action": "crash" },
                             { "at": "22s", "node": "MR1", "action": "crash" },
                             { "at": "25s", "node": "MR1", "action": "restart" } ])"));
    run.Run();
    // Whoever has it has it alone.
    std::size_t owners = 0;
    for (const auto& binding : run.BindingsOf("HA2"))
    {
        for (const auto& prefix : binding.at("prefixes"))
        {
            owners += prefix == "fd00:b000::/64" ? 1 : 0;
        }
    }
    EXPECT_LE(owners, 1U);
    // Nor do the two ask without end.
    EXPECT_LT(run.CountOf("MR1", "BU", "tx"), 60U);
}

TEST(DelegationConflict, OneOfTwoWishesIsMetIfThereIsOnePrefix)
{
    REQ("PD-7-12");
    ScenarioRun run(World(R"("bus": {}, "trailer": {})",
                          R"("authority": { "pool": { "prefix": "fd00:b000::/64" } })",
                          R"("nemo": false)",
                          R"("MR1": { "role": "mobile-router", "home": "home", "interfaceId": "::2",
                                "homeAgent": "HA1", "attached": "A", "mode": "delegated",
                                "ingress": { "bus": "::1", "trailer": "::1" } })",
                          R"("expect": [])"));
    run.At(Seconds(9), [&]() { EXPECT_EQ(HeldBy(run, "MR1"), Strings{"fd00:b000::/64"}); });
    run.Run();
    EXPECT_EQ(HeldBy(run, "MR1"), Strings{"fd00:b000::/64"});
    EXPECT_EQ(run.BindingsOf("HA1").size(), 1U);
}

TEST(DelegationConflict, WhatTheFileHasForOthersCannotBeAssigned)
{
    const auto assigned = [](const LeaseFolder& folder, const std::string& home) {
        return R"("authority": { "sqlite": ")" + folder.File() + R"(", "static": { ")" + home +
               R"(": ["fd00:b000::/64"] } })";
    };
    const std::string car = R"("car": { "prefix": "fd00:c000::/64" })";
    const std::string router = R"("LFN": { "role": "host", "links": { "car": "::5" } })";
    const LeaseFolder folder;
    const std::string one = assigned(folder, "fd00:4::2");
    const std::string other = assigned(folder, "fd00:4::22");
    EXPECT_THROW(ScenarioRun(World(car, one, other, router, R"("expect": [])")),
                 std::runtime_error);
    {
        ScenarioRun run(World(car, one, one, router, R"("expect": [])"));
        run.Run();
    }
    EXPECT_THROW(ScenarioRun(World(car, R"("nemo": false)", other, router, R"("expect": [])")),
                 std::runtime_error);
}

TEST(DelegationConflict, TheFileRemembersWhenTheRunEnded)
{
    const LeaseFolder folder;
    ScenarioRun run(World(R"("bus": {})",
                          R"("authority": { "sqlite": ")" + folder.File() +
                              R"(", "pool": { "prefix": "fd00:b000::/48" } })",
                          R"("nemo": false)",
                          R"("MR1": { "role": "mobile-router", "home": "home", "interfaceId": "::2",
                                "homeAgent": "HA1", "attached": "A", "mode": "delegated",
                                "ingress": { "bus": "::1" } })",
                          R"("expect": [])"));
    run.Run();
    run.End();
    EXPECT_EQ(SqliteLeaseStore::ReadClock(folder.File()), Seconds(150));
}

} // namespace ns3::nemo::tests::delegation_conflicts_test
