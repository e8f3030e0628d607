// SPDX-License-Identifier: GPL-2.0-only
// The life of a lease in a file that home agents share, from the first request until nobody
// remembers it. draft-ietf-nemo-prefix-delegation-00 sections 5.3, 5.4 and 6.5.
#include "nemo-requirement.h"
#include "support/link-tap.h"
#include "support/prefix-authorities.h"
#include "system/scenario-run.h"

#include "ns3/nemo-mobile-router.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::delegation_life_test
{

namespace
{

/// A persistent lease of 60 s out of a file; the home agent falls silent at 30 s.
std::string
World(const std::string& file)
{
    return R"({ "duration": "110s",
      "links": { "home": { "prefix": "fd00:4::/64" }, "A": { "prefix": "fd00:7::/64" },
                 "core": { "prefix": "fd00:ffff::/64", "delay": "5ms" }, "bus": {} },
      "nodes": {
        "HA": { "role": "home-agent", "links": { "home": "::3", "core": "::3" },
                "authority": { "sqlite": ")" +
           file + R"(", "pool": { "prefix": "fd00:b000::/56" } },
                "attributes": { "ns3::nemo::PrefixDelegation::PersistentLifetime": "60s" } },
        "AR": { "role": "router", "links": { "A": "::1", "core": "::7" } },
        "LFN": { "role": "correspondent", "links": { "bus": null } },
        "MR": { "role": "mobile-router", "home": "home", "homeAgent": "HA", "interfaceId": "::2",
                "attached": "A", "mode": "delegated", "ingress": { "bus": "::1" },
                "request": [ { "link": "bus", "persistent": true } ] } },
      "faults": [ { "at": "30s", "node": "HA", "action": "crash" } ] })";
}

/// What the router says of a prefix on a link, message by message: its valid lifetime.
std::vector<uint32_t>
Said(const LinkTap& tap, const std::string& text)
{
    const auto prefix = *NetworkPrefix::Parse(text);
    std::vector<uint32_t> lifetimes;
    for (const CaughtPacket& packet : tap.All())
    {
        if (packet.icmpv6 != 134)
        {
            continue;
        }
        for (const auto& option :
             AllOptions<PrefixInformation>(packet.As<RouterAdvertisement>().options))
        {
            if (prefix.Contains(option.prefix))
            {
                EXPECT_LE(option.preferredLifetime, option.validLifetime);
                lifetimes.push_back(option.validLifetime);
            }
        }
    }
    return lifetimes;
}

/// Whether the host on the link may begin something with an address out of a prefix.
bool
IsUsedByHost(const ScenarioRun& run, const std::string& text)
{
    const auto& host = run.NodeOf("LFN");
    const auto ipv6 = host.node->GetObject<Ipv6>();
    const uint32_t interface = host.interfaces[0].number;
    for (uint32_t i = 0; i < ipv6->GetNAddresses(interface); ++i)
    {
        if (NetworkPrefix::Parse(text)->Contains(ipv6->GetAddress(interface, i).GetAddress()))
        {
            return true;
        }
    }
    return false;
}

} // namespace

TEST(DelegationLife, WhatEndsInTheFileEndsInTheNetworkAndIsFree)
{
    REQ("PD-L-2");
    const LeaseFolder folder;
    {
        ScenarioRun run(World(folder.File()));
        const LinkTap tap(run.LinkOf("bus"));
        run.At(Seconds(29), [&] {
            EXPECT_EQ(run.RoleOf<MobileRouter>("MR")->GetPrefixRequests().GetHeld().size(), 1U);
            EXPECT_TRUE(IsUsedByHost(run, "fd00:b000::/64"));
        });
        // Nobody renews or refuses it: what was told at the beginning is all that is known.
        run.At(Seconds(55), [&] { EXPECT_TRUE(IsUsedByHost(run, "fd00:b000::/64")); });
        run.At(Seconds(105), [&] {
            EXPECT_TRUE(run.RoleOf<MobileRouter>("MR")->GetPrefixRequests().GetHeld().empty());
            EXPECT_FALSE(IsUsedByHost(run, "fd00:b000::/64"));
        });
        run.Run();
        const auto said = Said(tap, "fd00:b000::/64");
        ASSERT_GT(said.size(), 10U);
        EXPECT_GE(said.front(), 55U);
        EXPECT_LE(said.front(), 60U);
        std::size_t farewells = 0;
        for (std::size_t i = 1; i < said.size(); ++i)
        {
            EXPECT_LE(said[i], said[i - 1]) << "it counts down, and never comes back";
            farewells += said[i] == 0 ? 1 : 0;
        }
        EXPECT_GE(farewells, 3U);
        EXPECT_LE(farewells, 6U) << "then it is not mentioned any more";
    }
    // The clock of the file goes on: to another mobile router the prefix is free.
    ScenarioRun next(World(folder.File()), {"/nodes/MR/interfaceId=::5", "/faults=[]"});
    next.At(Seconds(29), [&] {
        const auto& held = next.RoleOf<MobileRouter>("MR")->GetPrefixRequests().GetHeld();
        ASSERT_EQ(held.size(), 1U);
        EXPECT_EQ(held[0].prefix, *NetworkPrefix::Parse("fd00:b000::/64"));
    });
    next.Run();
}

TEST(DelegationLife, WhatLivesInTheFileIsNobodyElses)
{
    const LeaseFolder folder;
    {
        // The run ends before the lease.
        ScenarioRun run(World(folder.File()), {"/duration=40s"});
        run.Run();
    }
    ScenarioRun next(World(folder.File()), {"/nodes/MR/interfaceId=::5", "/faults=[]"});
    const auto holds = [&](const std::string& text) {
        const auto& held = next.RoleOf<MobileRouter>("MR")->GetPrefixRequests().GetHeld();
        return held.size() == 1 && held[0].prefix == *NetworkPrefix::Parse(text);
    };
    next.At(Seconds(15), [&] { EXPECT_TRUE(holds("fd00:b000:0:1::/64")); });
    next.Run();
}

} // namespace ns3::nemo::tests::delegation_life_test
