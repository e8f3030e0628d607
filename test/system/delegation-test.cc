// SPDX-License-Identifier: GPL-2.0-only
// Prefix delegation from end to end: both sides as they are, over links.
#include "nemo-requirement.h"
#include "support/link-tap.h"
#include "support/prefix-authorities.h"
#include "system/scenario-run.h"

#include "ns3/mip6-home-agent.h"
#include "ns3/nemo-mobile-router.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::delegation_test
{

namespace
{

/// Two home agents on one home link, and a mobile router on link A that asks for a prefix.
std::string
TwoAgents(const std::string& authority1,
          const std::string& authority2,
          const std::string& router,
          const std::string& faults = "")
{
    return R"({
      "duration": "150s",
      "links": { "home": { "prefix": "fd00:4::/64" }, "A": { "prefix": "fd00:7::/64" },
                 "core": { "prefix": "fd00:ffff::/64", "delay": "5ms" }, "bus": {} },
      "nodes": {
        "HA1": { "role": "home-agent", "links": { "home": "::3", "core": "::3" }, "preference": 9,
                 "authority": )" +
           authority1 + R"( },
        "HA2": { "role": "home-agent", "links": { "home": "::4", "core": "::4" },
                 "authority": )" +
           authority2 + R"( },
        "AR": { "role": "router", "links": { "A": "::1", "core": "::7" },
                "routes": { "fd00:4::/64": "HA2" } },
        "LFN": { "role": "host", "links": { "bus": null } },
        "MR": { "role": "mobile-router", "home": "home", "interfaceId": "::2", "attached": "A",
                "mode": "delegated", "ingress": { "bus": "::1" }, )" +
           router + R"( } },
      "faults": [ )" +
           faults + R"( ] })";
}

/// The prefixes that a mobile router holds.
std::vector<std::string>
HeldBy(const ScenarioRun& run)
{
    std::vector<std::string> prefixes;
    for (const auto& held : run.RoleOf<MobileRouter>("MR")->GetPrefixRequests().GetHeld())
    {
        prefixes.push_back(held.prefix.ToString());
    }
    return prefixes;
}

using Strings = std::vector<std::string>;

} // namespace

TEST(Delegation, AtBootOneExchangeIsEnough)
{
    REQ("PD-2-3", "PD-2-2", "PD-5.4-1", "PD-5.4-2", "PD-5.4-4", "PD-5.7-2", "PD-7-6");
    ScenarioRun run(Shipped("delegation-boot"));
    run.At(Seconds(10), [&]() {
        EXPECT_EQ(HeldBy(run), Strings{"fd00:b000::/64"});
        // The host has formed its address out of it.
        const auto& host = run.NodeOf("LFN");
        bool isNumbered = false;
        const auto ipv6 = host.node->GetObject<Ipv6>();
        for (uint32_t i = 0; i < ipv6->GetNAddresses(host.interfaces[0].number); ++i)
        {
            isNumbered =
                isNumbered ||
                NetworkPrefix::Parse("fd00:b000::/64")
                    ->Contains(ipv6->GetAddress(host.interfaces[0].number, i).GetAddress());
        }
        EXPECT_TRUE(isNumbered);
        EXPECT_EQ(run.RegistrarOf("HA")->GetCache().Size(), 1U);
    });
    LinkTap tap(run.LinkOf("A"));
    run.Run();
    std::size_t early = 0;
    for (const CaughtPacket& packet : tap.All())
    {
        early +=
            packet.at < Seconds(10) && (packet.IsUpdate() || packet.IsAcknowledgement()) ? 1 : 0;
    }
    EXPECT_EQ(early, 2U);
    EXPECT_TRUE(run.HoldsExpectations());
    ASSERT_EQ(run.GetResults().at("delegations").size(), 1U);
    const auto& lease = run.GetResults().at("delegations")[0];
    EXPECT_EQ(lease.at("prefix"), "fd00:b000::/64");
    EXPECT_EQ(lease.at("home"), "fd00:4::2");
    EXPECT_EQ(lease.at("correlator"), 1);
    EXPECT_EQ(lease.at("persistent"), false);
}

TEST(Delegation, LossOfStateIsMadeGood)
{
    REQ("PD-3.1-2", "PD-8-3", "PD-5.5-2", "PD-7-7");
    ScenarioRun run(Shipped("delegation-resynchronisation"));
    run.Run();
    EXPECT_TRUE(run.HoldsExpectations());
    const auto& leases = run.GetResults().at("delegations");
    ASSERT_EQ(leases.size(), 2U);
    EXPECT_EQ(leases[0].at("persistent"), true);
    EXPECT_TRUE(leases[0].at("remaining").is_null());
    EXPECT_EQ(leases[1].at("persistent"), false);
}

TEST(Delegation, TheNetworkIsRenumbered)
{
    REQ("PD-5.5-1", "PD-5.5-2", "PD-L-2");
    ScenarioRun run(TwoAgents(R"({ "pool": { "prefix": "fd00:b000::/56" } })",
                              R"({ "pool": { "prefix": "fd00:c000::/56" } })",
                              R"("homeAgent": "HA1",
                                 "request": [ { "link": "bus", "persistent": true } ],
                                 "attributes": { "ns3::nemo::MobileNode::LifetimeRequested": "20s" })"));
    const auto delegation = [&]() -> PrefixDelegation& {
        return *run.RoleOf<HomeAgent>("HA1")->GetDelegation();
    };
    run.At(Seconds(30), [&]() {
        EXPECT_EQ(HeldBy(run), Strings{"fd00:b000::/64"});
        // Somebody else gets it, so that the router cannot.
        EXPECT_TRUE(delegation().Withdraw(Ipv6Address("fd00:4::2"),
                                          *NetworkPrefix::Parse("fd00:b000::/64")));
        EXPECT_TRUE(
            delegation().Assign(Ipv6Address("fd00:4::9"), *NetworkPrefix::Parse("fd00:b000::/64")));
    });
    run.At(Seconds(60), [&]() {
        EXPECT_EQ(HeldBy(run), Strings{"fd00:b000:0:1::/64"});
        const auto& router = run.NodeOf("MR");
        EXPECT_TRUE(router.stack->GetInterfaceTable()->Has(Ipv6Address("fd00:b000:0:1::1")));
        EXPECT_FALSE(router.stack->GetInterfaceTable()->Has(Ipv6Address("fd00:b000::1")));
    });
    LinkTap tap(run.LinkOf("bus"));
    run.Run();
    EXPECT_EQ(run.CountOf("HA1", "BA", "tx", 142), 1U);
    std::size_t farewells = 0;
    for (const CaughtPacket& packet : tap.All())
    {
        if (packet.icmpv6 == 134)
        {
            for (const auto& option :
                 AllOptions<PrefixInformation>(packet.As<RouterAdvertisement>().options))
            {
                farewells += option.validLifetime == 0 ? 1 : 0;
            }
        }
    }
    EXPECT_GE(farewells, 3U);
}

TEST(Delegation, HomeAgentsShareWhatIsPersistent)
{
    REQ("PD-5.3-4");
    const LeaseFolder folder;
    const std::string authority =
        R"({ "sqlite": ")" + folder.File() + R"(", "pool": { "prefix": "fd00:b000::/56" } })";
    ScenarioRun run(TwoAgents(authority,
                              authority,
                              R"("homeAgent": "discover",
                                 "request": [ { "link": "bus", "persistent": true, "implicit": true } ],
                                 "attributes": { "ns3::nemo::MobileNode::LifetimeRequested": "20s" })",
                              R"({ "at": "40s", "node": "HA1", "action": "crash" })"),
                    {"/duration=300s"});
    run.At(Seconds(39), [&]() {
        EXPECT_EQ(run.RegistrarOf("HA1")->GetCache().Size(), 1U);
        EXPECT_EQ(HeldBy(run), Strings{"fd00:b000::/64"});
    });
    run.Run();
    const auto bindings = run.BindingsOf("HA2");
    ASSERT_EQ(bindings.size(), 1U);
    EXPECT_EQ(bindings[0].at("prefixes"), (std::vector<std::string>{"fd00:b000::/64"}));
    EXPECT_EQ(HeldBy(run), Strings{"fd00:b000::/64"});
    EXPECT_EQ(run.GetResults().at("delegations").size(), 1U);
}

TEST(Delegation, AFileOutlastsTheRun)
{
    REQ("PD-8-3", "PD-5.4-1");
    const LeaseFolder folder;
    const std::string authority =
        R"({ "sqlite": ")" + folder.File() + R"(", "pool": { "prefix": "fd00:b000::/56" } })";
    const std::string text =
        TwoAgents(authority,
                  authority,
                  R"("homeAgent": "HA1", "request": [ { "link": "bus", "persistent": true } ])");
    {
        ScenarioRun first(text);
        first.Run();
        EXPECT_EQ(first.GetResults().at("delegations")[0].at("prefix"), "fd00:b000::/64");
    }
    {
        // Another router: the prefix is taken.
        ScenarioRun second(text, {"/nodes/MR/interfaceId=::5"});
        second.Run();
        ASSERT_EQ(second.GetResults().at("delegations").size(), 2U);
        EXPECT_EQ(HeldBy(second), Strings{"fd00:b000:0:1::/64"});
    }
    ScenarioRun third(text);
    third.Run();
    EXPECT_EQ(HeldBy(third), Strings{"fd00:b000::/64"});
}

TEST(Delegation, AFullHomeAgentIsLeftForAnother)
{
    REQ("PD-7-12", "PD-5.3-3");
    ScenarioRun run(TwoAgents(R"({ "pool": { "prefix": "fd00:d000::/64" } })",
                              R"({ "pool": { "prefix": "fd00:c000::/56" } })",
                              R"("homeAgent": "discover",
                                 "attributes": { "ns3::nemo::MobileNode::LifetimeRequested": "20s" })"));
    run.At(MilliSeconds(1), [&]() {
        EXPECT_TRUE(run.RoleOf<HomeAgent>("HA1")->GetDelegation()->Assign(
            Ipv6Address("fd00:4::9"),
            *NetworkPrefix::Parse("fd00:d000::/64")));
    });
    run.Run();
    EXPECT_EQ(HeldBy(run), Strings{"fd00:c000::/64"});
    EXPECT_EQ(run.BindingsOf("HA2").size(), 1U);
    EXPECT_GE(run.CountOf("HA1", "BA", "tx", 143), 1U);
}

TEST(Delegation, AHomeAgentOfAnotherDomainIsLeftForTheRightOne)
{
    REQ("PD-7-10", "PD-6.4-7");
    ScenarioRun run(TwoAgents(R"({ "pool": { "prefix": "fd00:b000::/56" } })",
                              R"({ "pool": { "prefix": "20:c000::/56" } })",
                              R"("homeAgent": "discover", "request": [])"));
    PrefixWish wish;
    wish.interface = run.NodeOf("MR").FindInterface("bus")->number;
    wish.type = PrefixType::GLOBAL;
    run.RoleOf<MobileRouter>("MR")->AddPrefixWish(wish);
    run.Run();
    EXPECT_EQ(HeldBy(run), Strings{"20:c000::/64"});
    EXPECT_GE(run.CountOf("MR", "DHAADRequest", "tx"), 1U);
    EXPECT_EQ(run.CountOf("HA1", "BA", "tx", 143), 1U);
}

} // namespace ns3::nemo::tests::delegation_test
