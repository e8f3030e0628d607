// SPDX-License-Identifier: GPL-2.0-only
// Home links with several prefixes: at once, later, and one in place of another while a mobile
// router is away, whose network then goes on from the new home address. RFC 6275
// sections 10.6, 11.4.2 and 11.4.3, RFC 3963 sections 5.2 and 6.2.
#include "system/scenario-run.h"

#include "ns3/nemo-mobile-router.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::nemo_home_renumbering_test
{

namespace
{

/// The home link has another prefix from 30 s on, and the old one until 90 s.
const char* const WORLD = R"({ "duration": "130s",
  "links": {
    "home": { "prefix": "fd00:4::/64" }, "net": { "prefix": "fd00:5::/64" },
    "visited": { "prefix": "fd00:7::/64" }, "core": { "prefix": "fd00:c::/64", "delay": "5ms" }
  },
  "nodes": {
    "HA": { "role": "home-agent", "links": { "home": "::1", "core": "::1" }, "prefixTable": "any",
            "attributes": { "ns3::nemo::HomeAgent::MinMobPfxAdvInterval": "1s",
                            "ns3::nemo::HomeAgent::MaxMobPfxAdvInterval": "2s" } },
    "AR": { "role": "router", "links": { "visited": "::1", "core": "::2" } },
    "CN": { "role": "correspondent", "links": { "core": "::10" } },
    "MR": { "role": "mobile-router", "home": "home", "homeAgent": "HA", "interfaceId": "::2",
            "ingress": { "net": "::1" } },
    "LFN": { "role": "host", "links": { "net": "::10" } }
  },
  "movement": [ { "at": "5s", "node": "MR", "to": "visited" } ],
  "faults": [ { "at": "30s", "link": "home",
    "prefix": [ "fd00:14::/64", { "prefix": "fd00:4::/64", "valid": "60s", "preferred": "20s" } ] } ],
  "traffic": [
    { "name": "before", "type": "ping", "from": "CN", "to": "LFN", "start": "12s", "stop": "85s" },
    { "name": "after", "type": "ping", "from": "CN", "to": "LFN", "start": "100s" }
  ] })";

const Ipv6Address OLD_HOME("fd00:4::2");
const Ipv6Address NEW_HOME("fd00:14::2");

/// The same with a network that gets its prefixes from the home agent.
std::vector<std::string>
Delegated(const std::string& wish)
{
    return {"/links/net={}",
            R"(/nodes/HA/authority={ "pool": { "prefix": "fd00:b000::/56" } })",
            R"(/nodes/HA/prefixTable={})",
            "/nodes/MR/mode=delegated",
            R"(/nodes/MR/request=[ { "link": "net", )" + wish + " } ]",
            R"(/nodes/LFN/links/net=null)",
            "/traffic=[]"};
}

const Binding*
BindingOf(const ScenarioRun& run, const Ipv6Address& home)
{
    return run.RegistrarOf("HA")->GetCache().Find(home);
}

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

/// The network stays with the one home address, which the home agent lets claim its prefix.
void
ExpectNothingLost(const std::string& setting)
{
    ScenarioRun run(
        WORLD,
        {"/duration=60s",
         "/faults=[]",
         R"(/traffic=[ { "name": "ping", "type": "ping", "from": "CN", "to": "LFN", "start": "12s" } ])",
         setting});
    run.Run();
    EXPECT_EQ(run.FlowOf("ping").at("lost"), 0);
    EXPECT_EQ(run.CountOf("HA", "BU", "rx"), 1U);
    const auto bindings = run.BindingsOf("HA");
    ASSERT_EQ(bindings.size(), 1U);
    EXPECT_EQ(bindings[0].at("home"), "fd00:4::2");
    EXPECT_GE(run.CountOf("MR", "MPA", "rx"), 1U) << "it has heard of the other prefix";
}

} // namespace

TEST(HomePrefixes, ASecondOneLeavesAMobileNetworkAsItIs)
{
    ExpectNothingLost(R"(/links/home/prefix=["fd00:4::/64", "fd00:14::/64"])");
}

TEST(HomePrefixes, SoDoesOneThatComesLater)
{
    ExpectNothingLost(
        R"(/faults=[{ "at": "20s", "link": "home", "prefix": ["fd00:4::/64", "fd00:14::/64"] }])");
}

TEST(HomeRenumbering, TheNetworkGoesOnFromTheNewHomeAddress)
{
    ScenarioRun run(WORLD);
    const std::vector<NetworkPrefix> network{*NetworkPrefix::Parse("fd00:5::/64")};
    run.At(Seconds(84), [&] {
        // As long as the old one is valid the network stays with it; the new one is a host's.
        ASSERT_TRUE(BindingOf(run, OLD_HOME));
        EXPECT_EQ(BindingOf(run, OLD_HOME)->prefixes, network);
        ASSERT_TRUE(BindingOf(run, NEW_HOME));
        EXPECT_FALSE(BindingOf(run, NEW_HOME)->mobileRouter);
    });
    run.At(Seconds(100), [&] {
        EXPECT_FALSE(BindingOf(run, OLD_HOME));
        ASSERT_TRUE(BindingOf(run, NEW_HOME));
        EXPECT_TRUE(BindingOf(run, NEW_HOME)->mobileRouter);
        EXPECT_EQ(BindingOf(run, NEW_HOME)->prefixes, network);
    });
    run.Run();
    EXPECT_EQ(run.FlowOf("before").at("lost"), 0);
    EXPECT_EQ(run.FlowOf("after").at("lost"), 0);
    // The flag R of a binding never changes (RFC 3963 section 6.2): it ended and was made anew.
    EXPECT_EQ(run.CountOf("HA", "BA", "tx", 139), 0U);
}

TEST(HomeRenumbering, APrefixThatEndsWithItsBindingIsAskedForAnew)
{
    ScenarioRun run(WORLD, Delegated(R"("persistent": false)"));
    run.At(Seconds(84), [&] {
        EXPECT_EQ(HeldBy(run), Strings{"fd00:b000::/64"});
        ASSERT_TRUE(BindingOf(run, OLD_HOME));
        EXPECT_EQ(BindingOf(run, OLD_HOME)->prefixes.size(), 1U);
    });
    run.Run();
    EXPECT_EQ(HeldBy(run), Strings{"fd00:b000::/64"});
    const auto bindings = run.BindingsOf("HA");
    ASSERT_EQ(bindings.size(), 1U);
    EXPECT_EQ(bindings[0].at("home"), "fd00:14::2");
    EXPECT_EQ(bindings[0].at("prefixes"), Strings{"fd00:b000::/64"});
    ASSERT_EQ(run.GetResults().at("delegations").size(), 1U);
    EXPECT_EQ(run.GetResults().at("delegations")[0].at("home"), "fd00:14::2");
}

TEST(HomeRenumbering, APersistentPrefixStaysWithItsHomeAddress)
{
    for (const std::string isImplicit : {"false", "true"})
    {
        SCOPED_TRACE(isImplicit);
        ScenarioRun run(WORLD, Delegated(R"("persistent": true, "implicit": )" + isImplicit));
        run.At(Seconds(84), [&] { EXPECT_EQ(HeldBy(run), Strings{"fd00:b000::/64"}); });
        run.Run();
        // The home agent knows it as that of the old home address, and gives the new one another.
        EXPECT_EQ(HeldBy(run), Strings{"fd00:b000:0:1::/64"});
        const auto bindings = run.BindingsOf("HA");
        ASSERT_EQ(bindings.size(), 1U);
        EXPECT_EQ(bindings[0].at("home"), "fd00:14::2");
        EXPECT_EQ(bindings[0].at("prefixes"), Strings{"fd00:b000:0:1::/64"});
        EXPECT_EQ(run.GetResults().at("delegations").size(), 2U);
    }
}

} // namespace ns3::nemo::tests::nemo_home_renumbering_test
