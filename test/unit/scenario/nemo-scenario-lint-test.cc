// SPDX-License-Identifier: GPL-2.0-only
#include "unit/scenario/scenario-fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::nemo::tests::nemo_scenario_lint_test
{

using ::testing::ElementsAre;
using ::testing::IsEmpty;

namespace
{

/// \return the warnings of the base scenario with some values set; it has no error
std::vector<std::string>
Warnings(const std::vector<std::string>& settings)
{
    const auto result = LoadBase(settings);
    EXPECT_TRUE(result.scenario) << Join(result.errors);
    return result.warnings;
}

/// The base scenario without expectations, which some warnings depend on.
constexpr char NONE_EXPECTED[] = "/expect=[]";

std::string
Refusal(const std::string& answer, const std::string& reason)
{
    return "/nodes/MR: home agent \"HA\" will refuse it with " + answer + ": " + reason;
}

} // namespace

TEST(ScenarioLint, MobileNodesOnALinkWithoutAdvertisements)
{
    const std::string silent = R"(/nodes/AR/links/away={"address": "::1", "advertise": false})";
    EXPECT_THAT(Warnings({silent}),
                ElementsAre("/links/away: no router advertises here, so that \"MR\" forms no "
                            "address when it comes"));
    EXPECT_THAT(Warnings({silent, "/movement/0/to=null", NONE_EXPECTED}), IsEmpty());
    EXPECT_THAT(
        Warnings({silent, "/movement/0/to=null", R"(/nodes/MN/attached="away")", NONE_EXPECTED}),
        ElementsAre("/links/away: no router advertises here, so that \"MN\" forms no "
                    "address when it comes"));
}

TEST(ScenarioLint, AdvertisedPrefixesThatAreNo64)
{
    EXPECT_THAT(Warnings({R"(/links/away/prefix="7::/56")", NONE_EXPECTED}),
                ElementsAre("/links/away/prefix: 7::/56 is advertised and no /64: nobody forms an "
                            "address of it"));
    EXPECT_THAT(Warnings({R"(/links/wire/prefix="8::/126")"}), IsEmpty()) << "not advertised";
}

TEST(ScenarioLint, PrefixesOfTwoLinksThatOverlap)
{
    const auto wire = [](const std::string& prefix, const std::string& a, const std::string& b) {
        return Warnings({"/links/wire/prefix=" + prefix,
                         "/nodes/AR/links/wire=" + a,
                         "/nodes/FAR/links/wire=" + b});
    };
    EXPECT_THAT(wire("fd00::/48", "::51", "::52"),
                ElementsAre("/links/core/prefix: fd00::/64 overlaps fd00::/48 of link \"wire\""));
    EXPECT_THAT(wire(R"(["8::/64", "8::/56"])", "8::1", "8::2"), IsEmpty()) << "of one link";
}

TEST(ScenarioLint, FlowsThatNothingCarries)
{
    const std::string island = R"(/links/island={"prefix": "9::/64"})";
    const std::string castaway = R"(/nodes/X={"role": "host", "links": {"island": "::1"}})";
    EXPECT_THAT(Warnings({island, castaway, R"(/traffic/1/to="X")", NONE_EXPECTED}),
                ElementsAre("/traffic/1: there is no way from \"CN\" to \"X\""));
    EXPECT_THAT(Warnings({island, castaway, R"(/traffic/1/to="FAR")", NONE_EXPECTED}), IsEmpty());
}

TEST(ScenarioLint, ClaimsThatTheHomeAgentWillRefuse)
{
    EXPECT_THAT(Warnings({R"(/nodes/MR/prefixes=["5::/64", "6::/65"])"}),
                ElementsAre(Refusal("141 (invalid-prefix)",
                                    "its prefixTable does not give 6::/65 to home address 4::2")));
    EXPECT_THAT(Warnings({R"(/nodes/MR/prefixes=["9::/64"])", "/traffic=[]", NONE_EXPECTED}),
                ElementsAre(Refusal("142 (not-authorized-for-prefix)",
                                    "its prefixTable does not give 9::/64 to home address 4::2; "
                                    "allowed: \"prefixTable\": {\"4::2\": [\"9::/64\"]}, or "
                                    "\"any\"")));
    EXPECT_THAT(Warnings({R"(/nodes/MR/prefixes=["9::/64"])",
                          R"(/nodes/HA/prefixTable="any")",
                          "/traffic=[]",
                          NONE_EXPECTED}),
                IsEmpty());
    EXPECT_THAT(Warnings({"/nodes/HA/nemo=false"}),
                ElementsAre(Refusal("140 (mobile-router-operation-not-permitted)",
                                    "it serves no mobile routers (\"nemo\": false)")));
}

TEST(ScenarioLint, ImplicitModeNeedsAnEntry)
{
    EXPECT_THAT(Warnings({R"(/nodes/MR/mode="implicit")"}), IsEmpty());
    EXPECT_THAT(Warnings({R"(/nodes/MR/mode="implicit")", "/nodes/HA/prefixTable={}"}),
                ElementsAre(Refusal("143 (forwarding-setup-failed)",
                                    "its prefixTable has no prefix of home address 4::2; allowed: "
                                    "\"prefixTable\": {\"4::2\": [\"5::/64\", \"6::/64\"]}")));
}

TEST(ScenarioLint, ARefusalThatIsExpectedIsMeant)
{
    const auto expecting = [](const std::string& messages) {
        return Warnings({"/nodes/HA/nemo=false", "/expect=[{\"messages\": " + messages + "}]"});
    };
    EXPECT_THAT(expecting(R"({"node": "HA", "type": "BA", "status": 140, "min": 1})"), IsEmpty());
    EXPECT_THAT(expecting(R"({"node": "MR", "type": "BA", "status": 140, "min": 1})"), IsEmpty());
    for (const char* other : {R"({"node": "HA", "type": "BA", "status": 140, "max": 0})",
                              R"({"node": "HA", "type": "BA", "status": 0, "min": 1})",
                              R"({"node": "HA2", "type": "BA", "status": 140, "min": 1})",
                              R"({"node": "HA", "type": "BU", "min": 1})"})
    {
        EXPECT_EQ(expecting(other).size(), 1U) << other;
    }
}

TEST(ScenarioLint, AHomeAddressOfEui64IsKnownToo)
{
    const std::string plain =
        R"(/nodes/MR={"role": "mobile-router", "home": "home", "homeAgent": "HA",)"
        R"( "ingress": {"inside": "::1"}})";
    const std::string stranger =
        "/nodes/HA/prefixTable/4::2: no mobile node or mobile router has this "
        "home address; there are: \"1::22 of MN\", \"4::ff:fe05:1 of MR\"";
    const std::string home =
        "home address 4::ff:fe05:1 (EUI-64, since there is no \"interfaceId\"); "
        "allowed: \"prefixTable\": {\"4::ff:fe05:1\": [\"5::/64\"]}, or \"any\"";
    const std::string refused = "142 (not-authorized-for-prefix)";
    EXPECT_THAT(
        Warnings({plain, NONE_EXPECTED}),
        ElementsAre(stranger, Refusal(refused, "its prefixTable does not give 5::/64 to " + home)));
    EXPECT_THAT(
        Warnings({plain, "/nodes/HA/prefixTable={}", NONE_EXPECTED}),
        ElementsAre(Refusal(refused, "it has no prefixTable that gives 5::/64 to " + home)));
    EXPECT_THAT(
        Warnings({plain, R"(/nodes/HA/prefixTable={"4::ff:fe05:1": ["5::/64"]})", NONE_EXPECTED}),
        IsEmpty());
}

TEST(ScenarioLint, ALinkThatOnlyARouterWithoutAnotherWayOutAdvertisesOn)
{
    const std::string dead = "/nodes/AR/links={\"away\": \"::1\"}";
    const std::string quiet = "/traffic=[]";
    const std::string wire = "/nodes/FAR/links={\"wire\": \"::2\", \"core\": \"::8\"}";
    EXPECT_THAT(
        Warnings({dead, quiet, wire, NONE_EXPECTED}),
        ElementsAre("/links/away: \"AR\" advertises here with a Router Lifetime of 0, since no "
                    "other link of it leads on, so that \"MR\" finds no router when it comes: "
                    "give it a link to the other networks"));
    EXPECT_THAT(Warnings({dead,
                          quiet,
                          R"(/nodes/FAR/links={"wire": "::2", "core": "::8", "away": "::9"})",
                          NONE_EXPECTED}),
                IsEmpty())
        << "another router leads on";
}

TEST(ScenarioLint, MovesThatAreHardlyMeant)
{
    const auto moves = [](const std::string& second, const std::string& setting) {
        return Warnings({R"(/movement=[{"at": "20s", "node": "MR", "to": "away"}, )" + second + "]",
                         setting,
                         "/traffic=[]",
                         NONE_EXPECTED});
    };
    EXPECT_THAT(
        moves(R"({"at": "20s", "node": "MR", "to": "home"})", "/seed=1"),
        ElementsAre("/movement/1: moves \"MR\" at the same time as /movement/0, which so lasts "
                    "no time"));
    EXPECT_THAT(moves(R"({"at": "20s", "node": "MN", "to": "away"})", "/seed=1"), IsEmpty());
    EXPECT_THAT(
        moves(R"({"at": "30s", "node": "MR", "to": "home"})", "/links/away/up=false"),
        ElementsAre("/movement/0: leads to link \"away\", which is down (\"up\": false) from "
                    "then on"));
    EXPECT_THAT(Warnings({"/links/away/up=false",
                          R"(/faults=[{"at": "25s", "link": "away", "up": true}])",
                          NONE_EXPECTED}),
                IsEmpty())
        << "it comes up later";
}

} // namespace ns3::nemo::tests::nemo_scenario_lint_test
