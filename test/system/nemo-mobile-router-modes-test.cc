// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/link-tap.h"
#include "system/scenario-run.h"

#include "ns3/boolean.h"
#include "ns3/nemo-mobile-router.h"

#include <gtest/gtest.h>
#include <string>

namespace ns3::nemo::tests::nemo_mobile_router_modes_test
{

namespace
{

constexpr uint8_t TCP = 6;

} // namespace

// RFC 3963 section 5: the home agent of a mobile host has a binding, that of a mobile router what
// is needed to forward for its network too.
TEST(MobileRouterModes, TheHomeAgentForwardsForAMobileRouterOnly)
{
    REQ("NEMO-5-2");
    ScenarioRun run(Shipped("rfc3963-figure-2"),
                    {R"(/traffic=[{"name": "ping", "type": "ping", "from": "CN_MR", "to": "LFN",
                                   "interval": "1s", "start": "25s", "stop": "59s"},
                                  {"name": "host", "type": "ping", "from": "CN_MR", "to": "MR",
                                   "interval": "1s", "start": "25s", "stop": "59s"}])",
                     "/nodes/MR/routeOptimization=false",
                     "/expect=[]"});
    const Ipv6Address home("4::2");
    const auto isForwarded = [&](const std::string& prefix) {
        return run.NodeOf("HA_MR").stack->GetSteering()->RuleOf(*NetworkPrefix::Parse(prefix)) !=
               nullptr;
    };
    const auto expect = [&](bool isRouter) {
        const Binding* binding = run.RegistrarOf("HA_MR")->GetCache().Find(home);
        ASSERT_NE(binding, nullptr);
        EXPECT_EQ(binding->mobileRouter, isRouter);
        EXPECT_EQ(binding->prefixes.size(), isRouter ? 2U : 0U);
        EXPECT_EQ(isForwarded("5::/64"), isRouter);
        EXPECT_EQ(isForwarded("6::/64"), isRouter);
    };
    const auto become = [&](bool isRouter) {
        run.RoleOf<MobileRouter>("MR")->SetAttribute("MobileRouter", BooleanValue(isRouter));
    };
    LinkTap tap(run.LinkOf("7"));
    run.At(Seconds(29), [&]() { expect(true); });
    run.At(Seconds(30), [&]() { become(false); });
    run.At(Seconds(39), [&]() { expect(false); });
    run.At(Seconds(40), [&]() { become(true); });
    run.At(Seconds(49), [&]() { expect(true); });
    run.Run();
    std::vector<std::pair<bool, bool>> updates; // deregisters, R
    for (const CaughtPacket& packet : tap.All())
    {
        if (packet.IsUpdate())
        {
            updates.emplace_back(packet.Update().lifetime == 0, packet.Update().mobileRouter);
        }
    }
    const std::vector<std::pair<bool, bool>> expected{{false, true},
                                                      {true, true},
                                                      {false, false},
                                                      {true, false},
                                                      {false, true}};
    EXPECT_EQ(updates, expected) << "each binding ends before the next";
    EXPECT_LE(run.FlowOf("host")["lost"], 4);
    EXPECT_GE(run.FlowOf("ping")["lost"], 9) << "nothing reaches the network of a mobile host";
    EXPECT_LE(run.FlowOf("ping")["lost"], 14);
}

// RFC 3963 section 5.2: what local configuration chooses makes no difference to those who speak
// with the network.
TEST(MobileRouterModes, BothModesReachTheSame)
{
    REQ("NEMO-5.2-6", "NEMO-5.2-5");

    struct Result
    {
        nlohmann::json flows;
        std::size_t options;
    };

    const auto result = [](const std::vector<std::string>& settings) {
        ScenarioRun run(Shipped("rfc3963-figure-2"), settings);
        LinkTap tap(run.LinkOf("7"));
        run.Run();
        EXPECT_TRUE(run.HoldsExpectations());
        const auto updates = tap.Where([](const CaughtPacket& packet) {
            return packet.IsUpdate() && packet.Update().homeRegistration;
        });
        EXPECT_EQ(updates.size(), 1U);
        nlohmann::json received;
        for (const auto& flow : run.GetResults().at("flows"))
        {
            received[flow.at("name").get<std::string>()] = flow.at("received");
        }
        return Result{received, updates.at(0).signal->Options<MobileNetworkPrefixOption>().size()};
    };
    const Result listed = result({"/nodes/MR/mode=explicit"});
    const Result implicit = result({"/nodes/MR/mode=implicit"});
    EXPECT_EQ(listed.options, 2U);
    EXPECT_EQ(implicit.options, 0U);
    EXPECT_EQ(listed.flows.size(), 5U);
    EXPECT_EQ(listed.flows, implicit.flows);
}

// RFC 3963 sections 5.5 and 5.8.
TEST(MobileRouterModes, SessionsSurviveTheReturnHome)
{
    REQ("NEMO-5.8-2+1");
    ScenarioRun run(Shipped("rfc3963-figure-2"),
                    {R"(/movement=[{"at": "20s", "node": "MR", "to": "7"},
                                   {"at": "40s", "node": "MR", "to": "4"}])",
                     "/links/3/rate=500kbps",
                     R"(/traffic=[{"name": "up", "type": "tcp", "from": "LFN", "to": "CN_MR",
                                   "bytes": 1500000, "start": "25s"},
                                  {"name": "down", "type": "ping", "from": "CN_MR", "to": "LFN",
                                   "interval": "250ms", "start": "55s", "stop": "59s"}])",
                     "/expect=[]"});
    LinkTap home(run.LinkOf("4"));
    run.Run();
    EXPECT_EQ(run.FlowOf("up")["received"], 1500000);
    EXPECT_EQ(run.FlowOf("down")["lost"], 0);
    const auto acknowledgements =
        home.Where([](const CaughtPacket& packet) { return packet.IsAcknowledgement(); });
    ASSERT_EQ(acknowledgements.size(), 1U);
    const auto since =
        home.Where([&](const CaughtPacket& packet) { return packet.at > acknowledgements[0].at; });
    std::size_t segments = 0;
    for (const CaughtPacket& packet : since)
    {
        EXPECT_FALSE(packet.inner) << packet.at.As(Time::S);
        segments += packet.protocol == TCP && packet.source == Ipv6Address("5::2") ? 1 : 0;
    }
    EXPECT_GT(segments, 100U);
    EXPECT_TRUE(run.BindingsOf("HA_MR").empty());
}

} // namespace ns3::nemo::tests::nemo_mobile_router_modes_test
