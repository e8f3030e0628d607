// SPDX-License-Identifier: GPL-2.0-only
#include "unit/scenario/bad-case.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::nemo_scenario_flow_errors_test
{

namespace
{

class BadFlow : public ::testing::TestWithParam<BadCase>
{
};

} // namespace

TEST_P(BadFlow, GivesThisErrorAndNoOther)
{
    ExpectOnlyThisError(GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    MovementAndTraffic,
    BadFlow,
    ::testing::Values(
        BadCase{"/movement={}", "", "is not a list", ""},
        BadCase{"/movement/0/at=-1s", "", "out of range", ""},
        BadCase{"/movement/0/node=AR", "", "not a mobile node or mobile router", ""},
        BadCase{"/movement/0/node=MRR", "", "is not a node", "MR"},
        BadCase{"/movement/0/to=awya", "", "is not a link", "away"},
        BadCase{"/movement/-={\"at\": \"50s\", \"node\": \"MN\"}",
                "/movement/2",
                "\"to\" is missing",
                ""},
        BadCase{"/movement/-={\"node\": \"MN\", \"to\": null}",
                "/movement/2",
                "\"at\" is missing",
                ""},
        BadCase{"/movement/0/interface=1", "", "out of range", ""},
        BadCase{"/nodes/MN/interfaces=0", "", "out of range", ""},
        BadCase{"/nodes/MN/interfaces=9", "", "out of range", ""},
        BadCase{"/traffic/0/type=upd", "", "none of the words", "udp"},
        BadCase{"/traffic/0/from=CM", "", "is not a node", "CN"},
        BadCase{"/traffic/0/to=lfn", "", "is not a node", "LFN"},
        BadCase{"/traffic/0/to=CN", "", "is the sender itself", ""},
        BadCase{"/traffic/0/to={\"address\": \"5::2\"}", "", "\"node\" is missing", ""},
        BadCase{"/traffic/0/to={\"node\": \"LFN\", \"address\": \"ff02::1\"}",
                "/traffic/0/to/address",
                "not a global unicast",
                ""},
        BadCase{"/traffic/-={\"type\": \"udp\", \"from\": \"CN\", "
                "\"to\": {\"node\": \"MN\", \"address\": \"ff0e::1\"}}",
                "/traffic/3/to/address",
                "does not have among its \"groups\"",
                ""},
        BadCase{"/traffic/-={\"type\": \"ping\", \"from\": \"CN\", \"name\": \"group\", "
                "\"to\": {\"node\": \"MN\", \"address\": \"ff0e::1\"}}",
                "/traffic/3/to/address",
                "which only udp and onoff flows can be for",
                ""},
        BadCase{"/traffic/0/to={\"node\": \"LFN\", \"address\": \"::2\"}",
                "/traffic/0/to/address",
                "interface identifier only",
                ""},
        BadCase{"/traffic/0/rate=fast", "", "is not a rate", ""},
        BadCase{"/traffic/0/rate=0pps", "", "is out of range", ""},
        BadCase{"/traffic/0/rate=-5pps", "", "is out of range", ""},
        BadCase{"/traffic/0/rate=0kbps", "", "is out of range", ""},
        BadCase{"/traffic/0/rate=50 pps", "", "is not a rate", "50pps"},
        BadCase{"/traffic/0/rate=64kbit/s", "", "is not a rate", "64kbps"},
        BadCase{"/traffic/0/rate=pps", "", "is not a rate", ""},
        BadCase{"/traffic/0/rate=50", "", "is not a rate", ""},
        BadCase{"/traffic/0/rate=100000000pps", "", "is too fast", ""},
        BadCase{"/traffic/0/size=11", "", "out of range", ""},
        BadCase{"/traffic/0/size=65001", "", "out of range", ""},
        BadCase{"/traffic/0/bytes=5", "", "not for this kind", ""},
        BadCase{"/traffic/0/port=65536", "", "out of range", ""},
        BadCase{"/traffic/1/interval=0s", "", "out of range", ""},
        BadCase{"/traffic/1/rate=5pps", "", "not for this kind", ""},
        BadCase{"/traffic/2/bytes=0", "", "out of range", ""},
        BadCase{"/traffic/0/stop=1s", "", "not after the start", ""},
        BadCase{"/traffic/0/start=-1s", "", "out of range", ""},
        BadCase{"/traffic/1/name=voice", "/traffic/1", "name of another flow already", ""},
        BadCase{"/traffic/1/name=a b", "", "is not a name", ""}));

INSTANTIATE_TEST_SUITE_P(
    Expect,
    BadFlow,
    ::testing::Values(
        BadCase{"/expect/-={}", "/expect/8", "not exactly one kind", ""},
        BadCase{"/expect/-={\"bindng\": {}}", "/expect/8/bindng", "no such key", "binding"},
        BadCase{"/expect/-=7", "/expect/8", "is not an object", ""},
        BadCase{"/expect/0/binding/at=101s", "", "out of range", ""},
        BadCase{"/expect/0/binding/node=LFN", "", "is a host", ""},
        BadCase{"/expect/0/binding/node=HB", "", "is not a node", "HA"},
        BadCase{"/expect/0/binding/home=::2", "", "interface identifier only", ""},
        BadCase{"/expect/0/binding/careOf={\"node\": \"MR\"}", "", "\"link\" is missing", ""},
        BadCase{"/expect/0/binding/careOf={\"node\": \"MR\", \"link\": \"awy\"}",
                "/expect/0/binding/careOf/link",
                "is not a link",
                "away"},
        BadCase{"/expect/0/binding/prefixes=[5]",
                "/expect/0/binding/prefixes/0",
                "is not a string",
                ""},
        BadCase{"/expect/1/noBinding/careOf=7::2", "", "no such key", ""},
        BadCase{"/expect/2/bindings/table=4::2", "", "is not a list", ""},
        BadCase{"/expect/2/bindings/exact=yes", "", "neither true nor false", ""},
        BadCase{"/expect/3/flow=vioce", "", "is not a flow", "voice"},
        BadCase{"/expect/3/lostMax=-1", "", "out of range", ""},
        BadCase{"/expect/3/lostMin=11", "/expect/3", "maximum below its minimum", ""},
        BadCase{"/expect/3={\"flow\": \"voice\"}", "", "says nothing", ""},
        BadCase{"/expect/3/recievedMin=1", "", "no such key", "receivedMin"},
        BadCase{"/expect/4/handover/node=CN", "", "not a mobile node or mobile router", ""},
        BadCase{"/expect/4/handover/index=1", "", "does not happen: node \"MR\" moves 1 times", ""},
        BadCase{"/expect/4/handover={\"node\": \"MR\"}", "", "says nothing", ""},
        BadCase{"/expect/5/messages/type=BAA", "", "none of the words", "BA"},
        BadCase{"/expect/5/messages/direction=in", "", "none of the words", ""},
        BadCase{"/expect/5/messages/status=256", "", "out of range", ""},
        BadCase{
            "/expect/5/messages={\"node\": \"HA\", \"type\": \"BU\", \"status\": 0, \"min\": 1}",
            "/expect/5/messages/status",
            "is for messages that carry one",
            ""},
        BadCase{"/expect/5/messages={\"node\": \"HA\", \"type\": \"BU\"}", "", "says nothing", ""},
        BadCase{"/expect/6/route/via=7::2", "/expect/6/route", "does not say one thing", ""},
        BadCase{"/expect/6/route={\"node\": \"HA\", \"to\": \"5::/64\"}",
                "",
                "does not say one thing",
                ""},
        BadCase{"/expect/6/route/tunnel=false", "", "says nothing", ""},
        BadCase{"/expect/6/route/to=5::/", "", "is not an IPv6 prefix", ""},
        BadCase{"/expect/7/stack/headers=[]", "", "is empty", ""},
        BadCase{"/expect/7/stack/headers/0=4::3-7::2", "", "is not a header", ""},
        BadCase{"/expect/7/stack/headers/0=4::3 > ::2", "", "interface identifier only", ""},
        BadCase{"/expect/7/stack/flow=noise", "", "is not a flow", ""},
        BadCase{"/expect/7/stack/start=100s", "/expect/7/stack", "no time at all", ""}));

TEST(FlowErrors, AReceiverWithoutAnAddressNeedsOneInTheFile)
{
    const std::string bus = R"(/links/bus={})";
    const std::string router = R"(/nodes/MR={"role": "mobile-router", "home": "home", )"
                               R"("interfaceId": "::2", "homeAgent": "HA", "mode": "delegated", )"
                               R"("ingress": {"inside": "::1", "bus": "::1"}})";
    const std::string rider = R"(/nodes/X={"role": "host", "links": {"bus": null}})";
    const auto to = [&](const std::string& receiver) {
        return Join(LoadBase({bus,
                              router,
                              rider,
                              R"(/nodes/HA/authority={"pool": {"prefix": "9::/48"}})",
                              R"(/traffic/0/to=)" + receiver,
                              "/expect=[]"})
                        .errors);
    };
    EXPECT_EQ(
        to(R"("X")"),
        "/traffic/0/to: \"X\" has no address by now: its links get their prefixes in the run; "
        "allowed: {\"node\": \"X\", \"address\": ...}, with the address that it will have\n");
    EXPECT_EQ(to(R"({"node": "X", "address": "9::7"})"), "");
}

TEST(FlowErrors, FlowsToANodeDoNotShareAPort)
{
    const auto with = [](const std::string& type, const std::string& port) {
        return Join(LoadBase({R"(/traffic/-={"name": "more", "type": ")" + type +
                              R"(", "from": "HA", "to": "LFN", "port": )" + port + "}"})
                        .errors);
    };
    EXPECT_EQ(with("udp", "9000"),
              "/traffic/3/port: 9000 is that of flow \"voice\" at node \"LFN\" already; allowed: a "
              "\"port\" of its own\n");
    EXPECT_EQ(with("udp", "9001"), "");
    EXPECT_EQ(with("tcp", "9000"), "") << "another protocol";
    EXPECT_EQ(
        Join(
            LoadBase({"/traffic/0/port=9003",
                      R"(/traffic/-={"name": "more", "type": "onoff", "from": "HA", "to": "LFN"})"})
                .errors),
        "/traffic/3: its port 9003 is that of flow \"voice\" at node \"LFN\" already; allowed: a "
        "\"port\" of its own\n");
}

} // namespace ns3::nemo::tests::nemo_scenario_flow_errors_test
