// SPDX-License-Identifier: GPL-2.0-only
#include "unit/scenario/scenario-fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::nemo::tests::nemo_scenario_expect_test
{

using ::testing::ElementsAre;

namespace
{

/// Load one expectation in the base scenario.
template <typename Kind>
Kind
Expectation(const std::string& json)
{
    const auto result = LoadBase({"/expect=[" + json + "]"});
    EXPECT_EQ(Join(result.errors), "");
    const auto* kind =
        result.scenario ? std::get_if<Kind>(&result.scenario->expect.at(0).kind) : nullptr;
    EXPECT_NE(kind, nullptr) << json;
    return kind == nullptr ? Kind() : *kind;
}

Ipv6Address
Address(const AddressSpec& spec)
{
    return std::get<Ipv6Address>(spec);
}

NetworkPrefix
P(const char* text)
{
    return NetworkPrefix::Parse(text).value_or(NetworkPrefix());
}

} // namespace

TEST(ScenarioExpect, Binding)
{
    const auto whole = Expectation<BindingExpectation>(
        R"({"binding": {"at": "90s", "node": "HA", "home": "4::2", "careOf": "7::2", "prefixes": ["5::/64"]}})");
    EXPECT_EQ(whole.at, Seconds(90));
    EXPECT_EQ(whole.node, "HA");
    EXPECT_EQ(Address(whole.home), Ipv6Address("4::2"));
    EXPECT_EQ(Address(whole.careOf), Ipv6Address("7::2"));
    EXPECT_THAT(*whole.prefixes, ElementsAre(P("5::/64")));
    const auto byName = Expectation<BindingExpectation>(
        R"({"binding": {"node": "HA", "home": {"node": "MR"}, "careOf": {"node": "MR", "link": "away"}}})");
    EXPECT_EQ(byName.at, Seconds(100)) << "absent: at the end";
    EXPECT_EQ(std::get<NodeAddress>(byName.home).node, "MR");
    EXPECT_EQ(std::get<NodeAddress>(byName.home).link, std::nullopt);
    EXPECT_EQ(std::get<NodeAddress>(byName.careOf).link, "away");
    EXPECT_EQ(byName.prefixes, std::nullopt);
}

TEST(ScenarioExpect, NoBindingAndWholeTables)
{
    const auto none = Expectation<NoBindingExpectation>(
        R"({"noBinding": {"at": "0s", "node": "CN", "home": "4::2"}})");
    EXPECT_EQ(none.at, Seconds(0));
    EXPECT_EQ(none.node, "CN");
    const auto table = Expectation<BindingsExpectation>(
        R"({"bindings": {"node": "HA", "exact": true, "table": [
            {"home": "4::2", "careOf": "7::2", "prefixes": []}, {"home": "4::9", "careOf": "7::9"}]}})");
    EXPECT_TRUE(table.exact);
    ASSERT_EQ(table.table.size(), 2u);
    EXPECT_TRUE(table.table[0].prefixes->empty());
    EXPECT_FALSE(table.table[1].prefixes);
    EXPECT_FALSE(
        Expectation<BindingsExpectation>(R"({"bindings": {"node": "HA", "table": []}})").exact);
}

TEST(ScenarioExpect, Flow)
{
    const auto flow = Expectation<FlowExpectation>(
        R"({"flow": "voice", "receivedMin": 1, "receivedMax": 2, "lostMin": 3, "lostMax": 4, "delayMax": "5ms"})");
    EXPECT_EQ(flow.flow, "voice");
    EXPECT_EQ(flow.receivedMin, 1u);
    EXPECT_EQ(flow.receivedMax, 2u);
    EXPECT_EQ(flow.lostMin, 3u);
    EXPECT_EQ(flow.lostMax, 4u);
    EXPECT_EQ(flow.delayMax, MilliSeconds(5));
}

TEST(ScenarioExpect, HandoverAndMessages)
{
    const auto handover = Expectation<HandoverExpectation>(
        R"({"handover": {"node": "MR", "index": 0, "outageMin": "1s", "outageMax": "4s"}})");
    EXPECT_EQ(handover.index, 0u);
    EXPECT_EQ(handover.outageMin, Seconds(1));
    EXPECT_EQ(handover.outageMax, Seconds(4));
    const auto messages = Expectation<MessagesExpectation>(
        R"({"messages": {"node": "HA", "type": "BA", "direction": "tx", "status": 142, "min": 1, "max": 2}})");
    EXPECT_EQ(messages.type, MessageType::BA);
    EXPECT_EQ(messages.direction, MessageDirection::TX);
    EXPECT_EQ(messages.status, 142);
    EXPECT_EQ(messages.min, 1u);
    EXPECT_EQ(messages.max, 2u);
    const auto any = Expectation<MessagesExpectation>(
        R"({"messages": {"node": "HA", "type": "DHAADRequest", "max": 0}})");
    EXPECT_EQ(any.type, MessageType::DHAAD_REQUEST);
    EXPECT_EQ(any.direction, std::nullopt);
    EXPECT_EQ(any.min, std::nullopt);
}

TEST(ScenarioExpect, EveryMessageHasItsName)
{
    for (const char* name : {"BU",
                             "BA",
                             "BRR",
                             "BE",
                             "HoTI",
                             "CoTI",
                             "HoT",
                             "CoT",
                             "RS",
                             "RA",
                             "NS",
                             "NA",
                             "DHAADRequest",
                             "DHAADReply",
                             "MPS",
                             "MPA"})
    {
        const auto messages = Expectation<MessagesExpectation>(
            R"({"messages": {"node": "HA", "min": 1, "type": ")" + std::string(name) + "\"}}");
        EXPECT_EQ(ToString(messages.type), name);
    }
}

TEST(ScenarioExpect, Route)
{
    const auto plain = Expectation<RouteExpectation>(
        R"({"route": {"at": "1s", "node": "HA", "to": "5::/64", "via": "4::2", "link": "home"}})");
    EXPECT_EQ(plain.to, P("5::/64"));
    EXPECT_EQ(Address(*plain.via), Ipv6Address("4::2"));
    EXPECT_EQ(plain.link, "home");
    EXPECT_FALSE(plain.tunnel);
    EXPECT_FALSE(plain.none);
    const auto tunnel = Expectation<RouteExpectation>(
        R"({"route": {"node": "HA", "to": "5::2", "tunnel": "7::2"}})");
    EXPECT_EQ(tunnel.to, P("5::2/128"));
    EXPECT_EQ(Address(*tunnel.tunnel->end), Ipv6Address("7::2"));
    const auto any =
        Expectation<RouteExpectation>(R"({"route": {"node": "HA", "to": "5::2", "tunnel": true}})");
    EXPECT_FALSE(any.tunnel->end);
    EXPECT_TRUE(
        Expectation<RouteExpectation>(R"({"route": {"node": "HA", "to": "9::/64", "none": true}})")
            .none);
}

TEST(ScenarioExpect, Stack)
{
    const auto stack = Expectation<StackExpectation>(
        R"({"stack": {"flow": "voice", "link": "away", "start": "30s", "stop": "50s", "reverse": true, "headers": [
            "7::2 > 4::3", {"from": {"node": "LFN"}, "to": "fd00::9", "homeAddress": "1::22", "routing": {"node": "MN"}}]}})");
    EXPECT_EQ(stack.flow, "voice");
    EXPECT_EQ(stack.link, "away");
    EXPECT_EQ(stack.start, Seconds(30));
    EXPECT_EQ(stack.stop, Seconds(50));
    EXPECT_TRUE(stack.reverse);
    ASSERT_EQ(stack.headers.size(), 2u);
    EXPECT_EQ(Address(stack.headers[0].source), Ipv6Address("7::2"));
    EXPECT_EQ(Address(stack.headers[0].destination), Ipv6Address("4::3"));
    EXPECT_FALSE(stack.headers[0].homeAddress);
    EXPECT_EQ(std::get<NodeAddress>(stack.headers[1].source).node, "LFN");
    EXPECT_EQ(Address(*stack.headers[1].homeAddress), Ipv6Address("1::22"));
    EXPECT_TRUE(stack.headers[1].routing);
}

TEST(ScenarioExpect, TheTextIsTheItem)
{
    const auto result = LoadBase({R"(/expect=[{"flow": "voice",   "lostMax": 3}])"});
    ASSERT_TRUE(result.scenario);
    EXPECT_EQ(result.scenario->expect.at(0).text, R"({"flow":"voice","lostMax":3})");
}

} // namespace ns3::nemo::tests::nemo_scenario_expect_test
