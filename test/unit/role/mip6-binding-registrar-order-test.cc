// SPDX-License-Identifier: GPL-2.0-only
// The one order of checks: row NEMO-6.2-1+1. Every two causes that one update can have together
// are put to a real home agent; the earlier one decides, and nothing changes.
#include "nemo-requirement.h"
#include "support/home-agent-bench.h"

#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <string>
#include <vector>

namespace ns3::nemo::tests::mip6_binding_registrar_order_test
{

namespace
{

/// What the two causes of a pair must agree on: name of a property, and its value.
using Needs = std::map<std::string, int>;

/// A reason to refuse an update.
struct Cause
{
    std::string name;
    std::optional<BindingStatus> answer; ///< absent: silence
    Needs needs;
    /// Makes the fault: in the update, or in the world, which is set up and bound by now.
    std::function<void(HomeAgentBench&, HandUpdate&)> make;
    bool dropsPrefixes{false}; ///< what the router had is forwarded no more
};

void
Nothing(HomeAgentBench&, HandUpdate&)
{
}

/// In the order of row NEMO-6.2-1+1. Needs: H, R (flags of the update), bound (4::2 is bound),
/// delete (lifetime 0), table (what owns prefixes), claim (what the update lists), alternate (its
/// Alternate Care-of Address).
const std::vector<Cause> CAUSES = {
    {"MulticastHome", std::nullopt, {{"hao", 0}}, [](auto&, auto& u) { u.home = "ff0e::1"; }},
    {"MulticastCareOf",
     std::nullopt,
     {{"alternate", 1}},
     [](auto&, auto& u) { u.options.push_back(AlternateCareOfAddress{"ff0e::1"}); }},
    {"LinkLocalCareOf",
     std::nullopt,
     {{"alternate", 2}},
     [](auto&, auto& u) { u.options.push_back(AlternateCareOfAddress{"fe80::1"}); }},
    {"MalformedOption",
     std::nullopt,
     {},
     [](auto&, auto& u) {
         u.options.push_back(MalformedOption{2, {0}});
     }},
    {"NonceIndices",
     std::nullopt,
     {{"H", 1}},
     [](auto&, auto& u) {
         u.options.push_back(NonceIndices{1, 2});
     }},
    {"MissingHomeAddress",
     std::nullopt,
     {{"H", 1}, {"hao", 0}, {"delete", 0}, {"alternate", 3}},
     [](auto&, auto& u) { u.options.push_back(AlternateCareOfAddress{"7::2"}); }},
    {"RouterWithoutH",
     BindingStatus::MOBILE_ROUTER_OPERATION_NOT_PERMITTED,
     {{"H", 0}, {"R", 1}, {"nemo", 1}},
     Nothing},
    {"Unauthorized", std::nullopt, {{"H", 0}, {"R", 0}}, Nothing},
    {"Sequence",
     BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW,
     {{"bound", 1}},
     [](auto&, auto& u) { u.sequence = 50; }},
    {"NothingToDelete",
     BindingStatus::NOT_HOME_AGENT_FOR_THIS_MOBILE_NODE,
     {{"H", 1}, {"bound", 0}, {"delete", 1}},
     Nothing},
    {"RoutersOff",
     BindingStatus::MOBILE_ROUTER_OPERATION_NOT_PERMITTED,
     {{"H", 1}, {"R", 1}, {"nemo", 0}},
     [](auto& b, auto&) { b.agent->SetAttribute("NemoSupport", StringValue("disabled")); }},
    {"NotHomeSubnet",
     BindingStatus::NOT_HOME_SUBNET,
     {{"H", 1}, {"bound", 0}},
     [](auto& b, auto&) {
         b.agent->ServeLink(b.homeInterface, P("4::/64"), b.agentAddress, Seconds(0));
     }},
    {"RouterFlag",
     BindingStatus::REGISTRATION_TYPE_CHANGE_DISALLOWED,
     {{"H", 1}, {"bound", 1}, {"boundR", 0}, {"R", 1}},
     Nothing},
    {"NoRouterFlag",
     BindingStatus::REGISTRATION_TYPE_CHANGE_DISALLOWED,
     {{"H", 1}, {"bound", 1}, {"boundR", 1}, {"R", 0}},
     Nothing},
    {"Denied",
     BindingStatus::ADMINISTRATIVELY_PROHIBITED,
     {{"H", 1}},
     [](auto& b, auto& u) { b.agent->Deny(u.home); }},
    {"Full",
     BindingStatus::INSUFFICIENT_RESOURCES,
     {{"H", 1}, {"bound", 0}},
     [](auto& b, auto&) { b.agent->SetAttribute("MaxBindings", UintegerValue(0)); }},
    {"CareOfIsAgent",
     BindingStatus::INVALID_CARE_OF_ADDRESS,
     {{"H", 1}, {"alternate", 4}},
     [](auto&, auto& u) { u.options.push_back(AlternateCareOfAddress{"4::3"}); }},
    {"CareOfIsHome",
     BindingStatus::INVALID_CARE_OF_ADDRESS,
     {{"H", 1}, {"R", 0}, {"alternate", 5}},
     [](auto&, auto& u) { u.options.push_back(AlternateCareOfAddress{u.home}); }},
    {"BadPrefix",
     BindingStatus::INVALID_PREFIX,
     {{"H", 1}, {"R", 1}, {"explicit", 1}},
     [](auto&, auto& u) { u.With({"ff05::/64"}); }},
    {"MalformedPrefix",
     BindingStatus::INVALID_PREFIX,
     {{"H", 1}, {"R", 1}, {"explicit", 1}},
     [](auto&, auto& u) {
         u.options.push_back(MalformedOption{6, Octets(17)});
     }},
    {"ForeignPrefix",
     BindingStatus::NOT_AUTHORIZED_FOR_PREFIX,
     {{"H", 1}, {"R", 1}, {"explicit", 1}},
     [](auto&, auto& u) { u.With({"99::/64"}); }},
    {"NoPrefix",
     BindingStatus::FORWARDING_SETUP_FAILED,
     {{"H", 1}, {"R", 1}, {"explicit", 0}},
     [](auto& b, auto&) { b.agent->GetPrefixTable().Clear(); },
     true},
    {"Duplicate",
     BindingStatus::DUPLICATE_ADDRESS_DETECTION_FAILED,
     {{"H", 1}, {"bound", 0}},
     [](auto& b, auto& u) {
         b.neighbour->has = [home = u.home](const Ipv6Address& address) { return address == home; };
     }},
    {"SetupFails",
     BindingStatus::INVALID_PREFIX,
     {{"H", 1}, {"R", 1}},
     [](auto& b, auto&) {
         b.agent->SetForwardingSetup([](const auto&, const auto&) { return std::nullopt; });
     },
     true},
};

/// The needs of both; absent if they contradict each other.
std::optional<Needs>
Unite(const Needs& one, const Needs& other)
{
    Needs both = one;
    for (const auto& [name, value] : other)
    {
        if (both.emplace(name, value).first->second != value)
        {
            return std::nullopt;
        }
    }
    return both;
}

int
Need(const Needs& needs, const std::string& name, int otherwise)
{
    const auto need = needs.find(name);
    return need == needs.end() ? otherwise : need->second;
}

/// Numbers of the earlier and the later cause; equal: only one.
using Pair = std::pair<std::size_t, std::size_t>;

std::vector<Pair>
PossiblePairs()
{
    std::vector<Pair> pairs;
    for (std::size_t early = 0; early < CAUSES.size(); ++early)
    {
        for (std::size_t late = early; late < CAUSES.size(); ++late)
        {
            if (Unite(CAUSES[early].needs, CAUSES[late].needs))
            {
                pairs.emplace_back(early, late);
            }
        }
    }
    return pairs;
}

/// Bind 4::2 as the pair needs it, and give the update the flags that it needs.
HandUpdate
Prepare(HomeAgentBench& bench, const Needs& needs)
{
    bench.agent->GetPrefixTable().Add("4::2", P("5::/64"));
    bench.agent->GetPrefixTable().Add("4::9", P("99::/64"));
    HandUpdate update;
    const bool isRouter = Need(needs, "R", 1) == 1;
    if (Need(needs, "bound", 0) == 1)
    {
        HandUpdate first;
        first.flags = Need(needs, "boundR", isRouter) == 1 ? "AHR" : "AH";
        first.sequence = 90;
        bench.Register(first);
    }
    update.homeAddressOption = Need(needs, "hao", 1) == 1;
    update.flags = std::string("A") + (Need(needs, "H", 1) == 1 ? "H" : "") + (isRouter ? "R" : "");
    update.lifetime = Need(needs, "delete", 0) == 1 ? 0 : 400;
    if (Need(needs, "explicit", 0) == 1)
    {
        update.With({"5::/64"});
    }
    return update;
}

class OrderTest : public ::testing::TestWithParam<Pair>
{
};

TEST_P(OrderTest, TheEarlierCauseDecidesAndNothingChanges)
{
    REQ("NEMO-6.2-1+1", "NEMO-4.2-2+1", "NEMO-6.2-17");
    const Cause& early = CAUSES[GetParam().first];
    const Cause& late = CAUSES[GetParam().second];
    HomeAgentBench bench;
    HandUpdate update = Prepare(bench, *Unite(early.needs, late.needs));
    early.make(bench, update);
    if (&early != &late)
    {
        late.make(bench, update);
    }
    std::string before = bench.Dump();
    const auto changed = bench.changes;
    const auto forwarded = bench.forwarding;
    bench.neighbour->Clear();
    const auto answer = bench.Ask(update);
    EXPECT_EQ(answer.has_value(), early.answer.has_value());
    if (answer && early.answer)
    {
        EXPECT_EQ(*answer, *early.answer) << ToString(*answer);
        // R says what the home agent can do, whatever the status.
        const bool serves = Need(early.needs, "nemo", Need(late.needs, "nemo", 1)) == 1;
        EXPECT_EQ(bench.LastAnswer().Acknowledgement()->mobileRouter, update.Is('R') && serves);
        EXPECT_EQ(bench.LastAnswer().Acknowledgement()->lifetime, 0U);
    }
    const bool wasRouter = bench.Find("4::2") && bench.Find("4::2")->mobileRouter;
    if (early.dropsPrefixes && wasRouter)
    {
        EXPECT_EQ(bench.forwarding.back(), "5::/64 off");
        EXPECT_TRUE(bench.Find("4::2")->prefixes.empty());
        EXPECT_EQ(bench.Find("4::2")->sequence, 90);
        return;
    }
    EXPECT_EQ(bench.Dump(), before);
    EXPECT_EQ(bench.changes, changed);
    EXPECT_EQ(bench.forwarding, forwarded);
    // Only what passes all other checks is probed for.
    const bool probes = early.name == "Duplicate" || early.name == "SetupFails";
    EXPECT_EQ(bench.neighbour->Neighbors<NeighborSolicitation>("4::2").empty(),
              !probes || before.find("4::2") != std::string::npos);
}

std::string
NameOfPair(const ::testing::TestParamInfo<Pair>& pair)
{
    const auto [early, late] = pair.param;
    return CAUSES[early].name + (early == late ? "" : "Before" + CAUSES[late].name);
}

INSTANTIATE_TEST_SUITE_P(Pairs, OrderTest, ::testing::ValuesIn(PossiblePairs()), NameOfPair);

TEST(OrderPairsTest, ThePairsAreMany)
{
    // So that a change of the needs above does not silently empty the test.
    EXPECT_GE(PossiblePairs().size(), 150U);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_binding_registrar_order_test
