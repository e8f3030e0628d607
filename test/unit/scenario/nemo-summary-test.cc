// SPDX-License-Identifier: GPL-2.0-only
#include "unit/scenario/scenario-fixture.h"

#include "ns3/mip6-drop-reason.h"
#include "ns3/mip6-mobile-link-device.h"
#include "ns3/nemo-summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sstream>

namespace ns3::nemo::tests::nemo_summary_test
{

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

namespace
{

std::string
Print(const RunResults& results)
{
    std::ostringstream text;
    PrintSummary(results, {}, text);
    return text.str();
}

/// \return a movement whose registration was answered so
RunResults
Answered(std::optional<BindingStatus> status)
{
    RunResults results;
    HandoverResult handover;
    handover.node = "MR";
    handover.status = status;
    results.handovers.push_back(handover);
    return results;
}

} // namespace

TEST(Summary, SaysWhatTheHomeAgentAnswered)
{
    EXPECT_THAT(Print(Answered(BindingStatus::NOT_AUTHORIZED_FOR_PREFIX)),
                HasSubstr("  refused 142 not-authorized-for-prefix\n"));
    EXPECT_THAT(Print(Answered(BindingStatus::ACCEPTED)), HasSubstr("  accepted\n"));
    EXPECT_THAT(Print(Answered(BindingStatus::ACCEPTED_PREFIX_DISCOVERY_NECESSARY)),
                HasSubstr("  accepted 1 accepted-prefix-discovery-necessary\n"));
    EXPECT_THAT(Print(Answered(std::nullopt)), Not(HasSubstr("accepted\n")));
}

TEST(Summary, ResultsHaveTheAnswerWithItsName)
{
    const auto handover = [](std::optional<BindingStatus> status) {
        return nlohmann::json::parse(ToJson(Answered(status))).at("handovers").at(0);
    };
    EXPECT_EQ(handover(BindingStatus::INVALID_PREFIX).at("status"), 141);
    EXPECT_EQ(handover(BindingStatus::INVALID_PREFIX).at("statusName"), "invalid-prefix");
    EXPECT_TRUE(handover(std::nullopt).at("status").is_null());
    EXPECT_TRUE(handover(std::nullopt).at("statusName").is_null());
}

TEST(Summary, ShowsTheWayOfMostPacketsWithTheirHeaders)
{
    RunResults results;
    TrafficSpec spec;
    spec.name = "cn-mnn";
    FlowResult flow;
    flow.flow = &spec;
    const PathHop first{"core", "CN", "HA", 1, 64, 148};
    const PathHop second{"core", "HA", "MR", 2, 64, 188};
    flow.paths = {PathResult{false, 3, {}, {}, {first}},
                  PathResult{false, 97, {}, {}, {first, second}},
                  PathResult{true, 5, {}, {}, {PathHop{"in", "MNN", std::nullopt, 1, 64, 148}}}};
    results.flows = {flow};
    EXPECT_THAT(Print(results), ContainsRegex("cn-mnn +there +97 +100  CN 1 HA 2 MR\n"));
    EXPECT_THAT(Print(results), ContainsRegex("cn-mnn +back +5 +5  MNN 1 \\*\n"));
    results.flows[0].paths.reset();
    EXPECT_THAT(Print(results), Not(HasSubstr("Ways")));
}

TEST(Summary, SaysWhatIsCountedAndWhichDelay)
{
    RunResults results;
    TrafficSpec flows[3];
    flows[0].type = TrafficType::UDP;
    flows[1].type = TrafficType::PING;
    flows[2].type = TrafficType::TCP;
    for (auto& flow : flows)
    {
        flow.name = "f";
        results.flows.emplace_back().flow = &flow;
    }
    const auto text = Print(results);
    EXPECT_THAT(text,
                AllOf(ContainsRegex("f +udp .*packets .*one way"),
                      ContainsRegex("f +ping .*packets .*round trip"),
                      ContainsRegex("f +tcp .*octets .* -  ")));
    EXPECT_THAT(text,
                ContainsRegex("counted in +sent +received +lost +out of order +delay is +mean ms "
                              "+P50 ms +P99 ms +jitter ms +goodput kbit/s\n"));
}

TEST(Summary, ListsDropsIfThereWereAny)
{
    RunResults results;
    results.drops.push_back({"HA", "ipv6-no-route", 0});
    EXPECT_THAT(Print(results), Not(HasSubstr("Drops")));
    results.drops.push_back({"AR", "link-lost", 12});
    EXPECT_THAT(Print(results),
                AllOf(HasSubstr("\nDrops\n"),
                      ContainsRegex("AR +link-lost +12\n"),
                      Not(HasSubstr("ipv6-no-route"))));
    results.drops.push_back({"AR", "error-rate-limit", 3});
    EXPECT_THAT(Print(results), ContainsRegex("AR +error-rate-limit \\(errors not sent\\) +3\n"));
}

TEST(Summary, EachReasonOfADropIsExplained)
{
    const auto page = ReadWhole(InRepository("doc/results.md"));
    for (auto i = 0; i <= static_cast<int>(DropReason::POWERED_OFF); ++i)
    {
        const auto name = std::string(ToString(static_cast<DropReason>(i)));
        EXPECT_THAT(page, HasSubstr("| `" + name + "` |"));
    }
    for (std::size_t i = 0; i < FRAME_LOSSES; ++i)
    {
        const auto name = std::string(ToString(static_cast<FrameLoss>(i)));
        EXPECT_THAT(page, HasSubstr("`link-" + name + "`"));
    }
}

} // namespace ns3::nemo::tests::nemo_summary_test
