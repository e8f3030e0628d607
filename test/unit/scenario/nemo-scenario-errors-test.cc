// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "unit/scenario/bad-case.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::nemo_scenario_errors_test
{

namespace
{

class BadScenario : public ::testing::TestWithParam<BadCase>
{
};

} // namespace

TEST_P(BadScenario, GivesThisErrorAndNoOther)
{
    ExpectOnlyThisError(GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    Head,
    BadScenario,
    ::testing::Values(BadCase{"/sed=1", "", "no such key", "seed"},
                      BadCase{"/Links={}", "", "no such key", "links"},
                      BadCase{"/description=1", "", "is not a string", ""},
                      BadCase{"/duration=120", "", "is not a duration", "120s"},
                      BadCase{"/duration=\"10 s\"", "", "is not a duration", "10s"},
                      BadCase{"/duration=0s", "", "out of range", ""},
                      BadCase{"/duration=1e12s", "", "out of range", ""},
                      BadCase{"/seed=0", "", "out of range", ""},
                      BadCase{"/seed=4294967296", "", "out of range", ""},
                      BadCase{"/seed=1.5", "", "out of range", ""},
                      BadCase{"/seed=\"1\"", "", "is not a number", ""},
                      BadCase{"/run=-1", "", "out of range", ""},
                      BadCase{"/run=18446744073709551615", "", "out of range", ""},
                      BadCase{"/output/pcap=1", "", "neither true nor false", ""},
                      BadCase{"/output/pkap=true", "", "no such key", "pcap"}));

INSTANTIATE_TEST_SUITE_P(
    Links,
    BadScenario,
    ::testing::Values(
        BadCase{"/links/x={}", "", "\"prefix\" is missing", ""},
        BadCase{"/links/x y={\"prefix\": \"9::/64\"}", "", "not a name", ""},
        BadCase{"/links/={\"prefix\": \"9::/64\"}", "", "not a name", ""},
        BadCase{"/links/x=7", "", "is not an object", ""},
        BadCase{"/links/away/type=ring", "", "none of the words", ""},
        BadCase{"/links/away/type=Shared", "", "none of the words", "shared"},
        BadCase{"/links/away/delays=1s", "", "no such key", "delay"},
        BadCase{"/links/away/delay=-1s", "", "out of range", ""},
        BadCase{"/links/away/delay=soon", "", "is not a duration", ""},
        BadCase{"/links/away/rate=10", "", "is not a data rate", ""},
        BadCase{"/links/away/rate=0bps", "", "is out of range", ""},
        BadCase{"/links/away/rate=10 Mbps", "", "is not a data rate", "10Mbps"},
        BadCase{"/links/away/rate=10Mbit/s", "", "is not a data rate", "10Mbps"},
        BadCase{"/links/away/rate=10mbps", "", "is not a data rate", "10Mbps"},
        BadCase{"/links/away/loss=1.01", "", "out of range", ""},
        BadCase{"/links/away/loss=\"x\"", "", "is not a number", ""},
        BadCase{"/links/away/mtu=1279", "", "out of range", ""},
        BadCase{"/links/away/mtu=65536", "", "out of range", ""},
        BadCase{"/links/x={\"prefix\": []}", "/links/x/prefix", "is empty", ""},
        BadCase{"/links/x={\"prefix\": \"9::\"}", "/links/x/prefix", "is not an IPv6 prefix", ""},
        BadCase{"/links/x={\"prefix\": \"9::/129\"}",
                "/links/x/prefix",
                "is not an IPv6 prefix",
                ""},
        BadCase{"/links/x={\"prefix\": \"9::1/64\"}",
                "/links/x/prefix",
                "bits set behind",
                "9::/64"},
        BadCase{"/links/x={\"prefix\": \"fe80::/64\"}", "/links/x/prefix", "no subnet", ""},
        BadCase{"/links/x={\"prefix\": \"ff05::/64\"}", "/links/x/prefix", "no subnet", ""},
        BadCase{"/links/x={\"prefix\": \"::/0\"}", "/links/x/prefix", "no subnet", ""},
        BadCase{"/links/x={\"prefix\": \"9::/127\"}", "/links/x/prefix", "no subnet", ""},
        BadCase{"/links/x={\"prefix\": \"2001:db8:1::/64\"}",
                "/links/x/prefix",
                "ns-3 does not forward",
                ""},
        BadCase{"/links/x={\"prefix\": \"5::/64\"}",
                "/links/x/prefix",
                "prefix of link \"inside\" already",
                ""},
        BadCase{"/links/x={\"prefix\": {\"valid\": \"1s\"}}",
                "/links/x/prefix",
                "\"prefix\" is missing",
                ""},
        BadCase{"/links/x={\"prefix\": {\"prefix\": \"9::/64\", \"valid\": \"1.5s\"}}",
                "/links/x/prefix/valid",
                "whole number of seconds",
                ""},
        BadCase{"/links/x={\"prefix\": {\"prefix\": \"9::/64\", \"valid\": \"5s\", \"preferred\": "
                "\"6s\"}}",
                "/links/x/prefix/preferred",
                "longer than the valid",
                ""}));

INSTANTIATE_TEST_SUITE_P(
    Nodes,
    BadScenario,
    ::testing::Values(
        BadCase{"/nodes/X={\"links\": {\"core\": \"::99\"}}", "", "\"role\" is missing", ""},
        BadCase{"/nodes/CN/role=corespondent", "", "none of the words", "correspondent"},
        BadCase{"/nodes/CN/role=[]", "", "none of the words", ""},
        BadCase{"/nodes/CN=null", "", "is not an object", ""},
        BadCase{"/nodes/a b={\"role\": \"host\", \"links\": {\"core\": \"::99\"}}",
                "",
                "not a name",
                ""},
        BadCase{"/nodes/X={\"role\": \"host\"}", "", "\"links\" is missing", ""},
        BadCase{"/nodes/X={\"role\": \"host\", \"links\": {}}", "/nodes/X/links", "is empty", ""},
        BadCase{"/nodes/CN/link={}", "", "no such key", "links"},
        BadCase{"/nodes/CN/prefixTable={}", "", "not for this kind", ""},
        BadCase{"/nodes/CN/links/cor=::8", "", "is not a link", "core"},
        BadCase{"/nodes/CN/links/core=x", "", "is not an address", ""},
        BadCase{"/nodes/CN/links/core=5", "", "is not an address", ""},
        BadCase{"/nodes/CN/links/core=fd01::8", "", "outside of the prefix of link \"core\"", ""},
        BadCase{"/nodes/CN/links/core=::", "", "not a global unicast", ""},
        BadCase{"/nodes/CN/links/core=fd00::", "", "reserved for anycast", ""},
        BadCase{"/nodes/CN/links/core=::fdff:ffff:ffff:fffe", "", "reserved for anycast", ""},
        BadCase{"/nodes/CN/links/core=fe80::1", "", "not a global unicast", ""},
        BadCase{"/nodes/CN/links/core=2001:db8::1", "", "ns-3 does not forward", ""},
        BadCase{"/nodes/CN/links/core=::4", "", "address of node \"HA\" already", ""},
        BadCase{"/dialect=draft1997", "", "no such key here: it is a key of nodes", ""},
        BadCase{"/nodes/CN/links/core={\"adress\": \"::4\"}",
                "/nodes/CN/links/core/adress",
                "no such key",
                "address"},
        BadCase{"/nodes/CN/links/core={\"address\": \"::8\", \"advertise\": true}",
                "/nodes/CN/links/core/advertise",
                "is for routers",
                ""},
        BadCase{"/nodes/AR/links/away={\"address\": \"::1\", \"advertise\": 3}",
                "/nodes/AR/links/away/advertise",
                "is not an object",
                ""},
        BadCase{"/nodes/AR/links/away={\"address\": \"::1\", \"advertise\": {\"min\": \"20ms\"}}",
                "/nodes/AR/links/away/advertise/min",
                "out of range",
                ""},
        BadCase{"/nodes/AR/links/away={\"address\": \"::1\", \"advertise\": {\"min\": \"2s\"}}",
                "/nodes/AR/links/away/advertise",
                "\"min\" above \"max\"",
                ""},
        BadCase{"/nodes/CN/mobility=maybe", "", "neither true nor false", ""},
        BadCase{"/nodes/LFN/mobility=false", "", "correspondents only", ""},
        BadCase{"/nodes/CN/dialect=rfc3775", "", "none of the words", "rfc6275"},
        BadCase{"/nodes/CN/routes={\"5::\": \"HA\"}",
                "/nodes/CN/routes/5::",
                "is not an IPv6 prefix",
                ""},
        BadCase{"/nodes/CN/routes={\"5::/64\": \"HAA\"}",
                "/nodes/CN/routes/5::~164",
                "is not a node",
                "HA"},
        BadCase{"/nodes/CN/routes={\"5::/64\": \"LFN\"}",
                "/nodes/CN/routes/5::~164",
                "no neighbour",
                ""},
        BadCase{"/nodes/CN/routes={\"5::/64\": \"CN\"}",
                "/nodes/CN/routes/5::~164",
                "no neighbour",
                ""},
        BadCase{"/nodes/HA/prefixTable=all", "", "is not an object", ""},
        BadCase{"/nodes/HA/prefixTable={\"MR\": []}",
                "/nodes/HA/prefixTable/MR",
                "is not an IPv6 address",
                ""},
        BadCase{"/nodes/HA/prefixTable={\"4::2\": \"5::/64\"}",
                "/nodes/HA/prefixTable/4::2",
                "is not a list",
                ""},
        BadCase{"/nodes/HA/nemo=null", "", "neither true nor false", ""},
        BadCase{"/nodes/HA/preference=32768", "", "out of range", ""},
        BadCase{"/nodes/HA/homeAgentLifetime=0s", "", "out of range", ""},
        BadCase{"/nodes/HA/homeAgentLifetime=65536s", "", "out of range", ""},
        BadCase{"/nodes/HA/lifetimeMax=262141s", "", "out of range", ""}));

INSTANTIATE_TEST_SUITE_P(
    Mobile,
    BadScenario,
    ::testing::Values(
        BadCase{"/nodes/X={\"role\": \"mobile-node\", \"homeAgent\": \"HA\"}",
                "",
                "\"home\" is missing",
                ""},
        BadCase{"/nodes/X={\"role\": \"mobile-node\", \"home\": \"home\"}",
                "",
                "\"homeAgent\" is missing",
                ""},
        BadCase{"/nodes/MN/home=hoome2", "", "is not a link", "home2"},
        BadCase{"/nodes/MN/homeAgent=HA", "", "not on the home link \"home2\"", "HA2"},
        BadCase{"/nodes/MN/homeAgent=CN", "", "is not a home agent", ""},
        BadCase{"/nodes/HA2/dialect=draft1997",
                "/nodes/MN/homeAgent",
                "speaks \"draft1997\", which this node, of \"rfc6275\"",
                ""},
        BadCase{"/nodes/MN/homeAgent=HA22", "", "is not a node", "HA2"},
        BadCase{"/nodes/MN/interfaceId=1::22", "", "not an interface identifier", ""},
        BadCase{"/nodes/MN/interfaceId=::fdff:ffff:ffff:fffe", "", "makes no home address", ""},
        BadCase{"/nodes/MN/interfaceId=::3", "", "address of node \"HA2\" already", ""},
        BadCase{"/nodes/MN/homes=[{\"link\": \"home2\", \"homeAgent\": \"HA2\"}]",
                "",
                "stands beside \"home\"",
                ""},
        BadCase{"/nodes/X={\"role\": \"mobile-node\", \"homes\": []}",
                "/nodes/X/homes",
                "are 0 homes",
                ""},
        BadCase{"/nodes/MN/homePrefix=9::/64", "", "is not a prefix of the link \"home2\"", ""},
        BadCase{"/nodes/X={\"role\": \"mobile-node\", \"homePrefix\": \"9::/64\", "
                "\"interfaceId\": \"::7\", \"homeAgent\": \"HA\", \"attached\": null}",
                "/nodes/X/homeAgent",
                "does not serve the virtual home 9::/64",
                ""},
        BadCase{"/nodes/MN/careOfPorts=[0]", "/nodes/MN/careOfPorts/0", "out of range", ""},
        BadCase{"/nodes/MN/groups=ff0e::1", "", "is not a list", ""},
        BadCase{"/nodes/MN/groups=[\"ff02::1\"]",
                "/nodes/MN/groups/0",
                "not a multicast group",
                ""},
        BadCase{"/nodes/MN/groups=[\"9::1\"]", "/nodes/MN/groups/0", "not a multicast group", ""},
        BadCase{"/nodes/MN/groups=[\"ff0e::1\", \"ff0e:0::1\"]",
                "/nodes/MN/groups/1",
                "is in the list already",
                ""},
        BadCase{"/nodes/HA/homePrefixes=[\"9\"]",
                "/nodes/HA/homePrefixes/0",
                "is not an IPv6 prefix",
                ""},
        BadCase{"/nodes/HA/homeAddresses={\"4::2\": \"CN\"}",
                "/nodes/HA/homeAddresses/4::2",
                "is not mobile",
                ""},
        BadCase{"/nodes/MN/attached=far", "", "is not a link", ""},
        BadCase{"/nodes/MN/attached=5", "", "is not a link", ""},
        BadCase{"/nodes/MN/movementDetection=solicits", "", "none of the words", "solicit"},
        BadCase{"/nodes/MN/routeOptimization=1", "", "not a policy", ""},
        BadCase{"/nodes/MN/routeOptimization=[\"CM\"]",
                "/nodes/MN/routeOptimization/0",
                "is not a node",
                "CN"},
        BadCase{"/nodes/MN/routeOptimization={}", "", "no single policy", ""},
        BadCase{"/nodes/MN/routeOptimization={\"after\": 1, \"ports\": [1]}",
                "",
                "no single policy",
                ""},
        BadCase{"/nodes/MN/routeOptimization={\"after\": -1}",
                "/nodes/MN/routeOptimization/after",
                "out of range",
                ""},
        BadCase{"/nodes/MN/routeOptimization={\"ports\": [0]}",
                "/nodes/MN/routeOptimization/ports/0",
                "out of range",
                ""},
        BadCase{"/nodes/MN/ingress={\"deep\": \"::9\"}", "", "not for this kind", ""},
        BadCase{"/nodes/MR/ingress/insid=::1", "", "is not a link", "inside"},
        BadCase{"/nodes/MR/mode=implict", "", "none of the words", "implicit"},
        BadCase{"/nodes/MR/prefixes=[]", "", "claims nothing", ""},
        BadCase{"/nodes/MR/prefixes=[\"5::/x\"]",
                "/nodes/MR/prefixes/0",
                "is not an IPv6 prefix",
                ""},
        BadCase{"/nodes/MR/prefixes=[\"2001:db8::/48\"]",
                "/nodes/MR/prefixes/0",
                "ns-3 does not forward",
                ""},
        BadCase{"/nodes/MR/prefixes=5::/64", "", "is not a list", ""}));

TEST(ScenarioErrors, AMobileRouterHasOneEgressAndOneBindingAtATime)
{
    REQ("NEMO-1-5");
    const auto interfaces = LoadBase({"/nodes/MR/interfaces=2"});
    ASSERT_EQ(interfaces.errors.size(), 1u);
    EXPECT_EQ(interfaces.errors[0].pointer, "/nodes/MR/interfaces");
    EXPECT_NE(interfaces.errors[0].problem.find("has one egress interface"), std::string::npos);
    const auto links = LoadBase({"/nodes/MR/links={\"away\": \"::99\"}"});
    ASSERT_EQ(links.errors.size(), 1u);
    EXPECT_EQ(links.errors[0].pointer, "/nodes/MR/links");
    EXPECT_NE(links.errors[0].problem.find("has one egress interface"), std::string::npos);
    const auto homes =
        LoadBase({R"(/nodes/HA3={"role": "home-agent", "links": {"home": "::33", "core": "::33"}})",
                  R"(/nodes/MR={"role": "mobile-router", "ingress": {"inside": "::1"}, "homes": [
            {"link": "home", "interfaceId": "::2", "homeAgent": "HA"},
            {"link": "home", "interfaceId": "::2", "homeAgent": "HA3"},
            {"link": "home", "interfaceId": "::22", "homeAgent": "HA3"}]})"});
    ASSERT_EQ(homes.errors.size(), 1u) << Join(homes.errors);
    EXPECT_EQ(homes.errors[0].pointer, "/nodes/MR/homes/1");
    EXPECT_NE(homes.errors[0].problem.find("one binding at one home agent at a time"),
              std::string::npos);
}

TEST(ScenarioErrors, ListsOfPrefixesFitIntoAPacket)
{
    const auto load = [](int count, const std::string& mode) {
        std::string list;
        for (int i = 0; i < count; ++i)
        {
            list += (i > 0 ? ", \"5:0:0:" : "\"5:0:0:") + std::to_string(i) + "::/64\"";
        }
        return LoadBase({"/nodes/MR/prefixes=[" + list + "]", "/nodes/MR/mode=" + mode}).errors;
    };
    EXPECT_EQ(Join(load(49, "explicit")), "");
    EXPECT_EQ(Join(load(50, "implicit")), "") << "nothing of it is sent";
    ASSERT_EQ(load(50, "explicit").size(), 1u);
    EXPECT_EQ(load(50, "explicit")[0].pointer, "/nodes/MR/prefixes");
    EXPECT_EQ(load(50, "explicit")[0].allowed, "at most 49");
}

TEST(ScenarioErrors, AllAreCollected)
{
    const auto result = LoadBase({"/duration=5",
                                  "/links/away/mtu=1",
                                  "/nodes/CN/role=x",
                                  "/movement/0/to=x",
                                  "/traffic/0/rate=x",
                                  "/expect/3/flow=x",
                                  "/faults=7",
                                  "/links/home/loss=9"});
    EXPECT_EQ(result.errors.size(), 8u) << Join(result.errors);
}

TEST(ScenarioErrors, WhoseNameIsThereIsNotUnknownThoughRefused)
{
    // Only the mistakes themselves: not that the link, the node or the flow did not exist.
    const auto result = LoadBase({"/links/away/prefix=x", "/nodes/HA=7", "/traffic/0/from=7"});
    EXPECT_EQ(result.errors.size(), 3u) << Join(result.errors);
}

TEST(ScenarioErrors, TheRestOfANodeOfUnknownRoleIsReadToo)
{
    const auto result =
        LoadBase({"/nodes/MR/role=mobil-router", "/nodes/MR/interfaceId=x", "/nodes/MR/mode=x"});
    EXPECT_EQ(result.errors.size(), 3u) << Join(result.errors);
}

TEST(ScenarioErrors, ATextThatIsNoObject)
{
    for (const char* text : {"7", "[]", "null", "\"x\"", "true"})
    {
        const auto result = LoadText(text);
        ASSERT_EQ(result.errors.size(), 1u);
        EXPECT_EQ(result.errors[0].problem, "is not an object");
    }
    const auto empty = LoadText("{}");
    EXPECT_EQ(Join(empty.errors).substr(0, 21), "\"duration\" is missing");
    EXPECT_EQ(empty.errors.size(), 3u) << "duration, links, nodes";
}

TEST(ScenarioErrors, WithoutLinksNobodyIsToldThatHisLinkIsUnknown)
{
    EXPECT_EQ(Join(LoadBase({"/links=7"}).errors),
              "/links: 7 is not an object; allowed: an object of links by name\n");
    EXPECT_GT(LoadBase({"/links={}"}).errors.size(), 5U) << "none is known, and none was refused";
}

TEST(ScenarioErrors, WithoutAHomeAgentOneIsAskedForAndNobodyDiscovers)
{
    const auto lone = [](const std::string& agent) {
        return Join(
            LoadText(R"({"duration": "9s", "links": {"home": {"prefix": "4::/64"}}, "nodes": {)"
                     R"("MN": {"role": "mobile-node", "home": "home", "homeAgent": ")" +
                     agent + R"("}}})")
                .errors);
    };
    EXPECT_EQ(lone("HA"),
              "/nodes/MN/homeAgent: \"HA\" is not a node; allowed: a node with \"role\": "
              "\"home-agent\", of which there is none\n");
    EXPECT_NE(lone("discover").find("finds nobody"), std::string::npos);
}

TEST(ScenarioErrors, TwoLinksWithOnePrefixAreToldOnce)
{
    EXPECT_EQ(Join(LoadBase({R"(/links/deep/prefix="7::/64")", "/faults=[]", "/expect=[]"}).errors),
              "/links/deep/prefix: \"7::/64\" is the prefix of link \"away\" already; allowed: a "
              "prefix of its own\n");
}

TEST(ScenarioErrors, AnAddressThatTwoOverlappingPrefixesMakeIsToldWithThem)
{
    const auto text = Join(LoadBase({R"(/links/deep/prefix="7::/48")", "/expect=[]"}).errors);
    EXPECT_NE(
        text.find("/nodes/LFR/links/deep: \"7::1\" is the address of node \"AR\" already, since "
                  "7::/48 of link \"deep\" overlaps 7::/64 of link \"away\"; allowed: prefixes "
                  "that do not overlap\n"),
        std::string::npos)
        << text;
}

TEST(ScenarioErrors, WhatAShorterRunDoesNotReachCanBeLeftOut)
{
    const auto text = Join(LoadBase({"/duration=5s"}).errors);
    EXPECT_NE(
        text.find("/expect/1/noBinding/at: \"10s\" is out of range: it is after the end of the "
                  "run; allowed: 0s to 5s, as \"duration\" says; --set /expect=[] runs without "
                  "expectations\n"),
        std::string::npos)
        << text;
}

TEST(ScenarioErrors, BoundsAreSaidInUnitsThatPeopleRead)
{
    const auto result =
        LoadBase({"/duration=-1s",
                  R"(/nodes/AR/links/core={"address": "::7", "advertise": {"max": "1ms"}})"});
    const auto text = Join(result.errors);
    EXPECT_NE(text.find("/duration: \"-1s\" is out of range; allowed: 1ns or more\n"),
              std::string::npos);
    EXPECT_NE(text.find("\"1ms\" is out of range; allowed: 70ms"), std::string::npos) << text;
}

} // namespace ns3::nemo::tests::nemo_scenario_errors_test
