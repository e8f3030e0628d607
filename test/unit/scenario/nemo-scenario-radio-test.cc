// SPDX-License-Identifier: GPL-2.0-only
#include "unit/scenario/scenario-fixture.h"

#include <gtest/gtest.h>
#include <ostream>

namespace ns3::nemo::tests::nemo_scenario_radio_test
{

namespace
{

constexpr char STREET[] = R"json({
  "duration": "30s",
  "links": {
    "home": { "prefix": "4::/64" }, "core": { "prefix": "fd00::/64" },
    "east": { "type": "wifi", "ssid": "street", "prefix": "e::/64",
              "accessPoint": [ { "node": "AR", "position": [0, 0] }, { "node": "AR2", "position": [80, 0] } ] },
    "west": { "type": "wifi", "ssid": "street", "prefix": "f::/64", "mtu": 2296,
              "accessPoint": { "node": "AR", "position": [160, 5.5] } }
  },
  "nodes": {
    "HA": { "role": "home-agent", "links": { "home": "::3", "core": "::4" } },
    "AR": { "role": "router", "links": { "east": "::1", "west": "::1", "core": "::7" } },
    "AR2": { "role": "router", "links": { "east": "::2", "core": "::8" } },
    "CN": { "role": "correspondent", "links": { "core": "::9" } },
    "MN": { "role": "mobile-node", "home": "home", "interfaceId": "::2", "homeAgent": "HA",
            "mobility": { "waypoints": [["5s", [0, 0]], ["25s", [160, 0]]] } },
    "BY_WIRE": { "role": "mobile-node", "home": "home", "interfaceId": "::5", "homeAgent": "HA" }
  },
  "movement": [ { "at": "20s", "node": "BY_WIRE", "to": "core" } ]
})json";

/// What is set in STREET, and the one error that has to come of it.
struct BadRadio
{
    std::string setting;    ///< What is set.
    std::string pointer;    ///< Where the error is; empty: where it was set.
    std::string problem;    ///< Part of what it says.
    std::string suggestion; ///< What it suggests.
};

std::ostream&
operator<<(std::ostream& os, const BadRadio& bad)
{
    return os << bad.setting;
}

class RadioError : public ::testing::TestWithParam<BadRadio>
{
};

} // namespace

TEST_P(RadioError, SaysWhatToDo)
{
    const auto result = LoadText(STREET, {GetParam().setting});
    EXPECT_FALSE(result.scenario);
    ASSERT_EQ(result.errors.size(), 1u) << Join(result.errors);
    const auto& error = result.errors[0];
    const std::string set = GetParam().setting.substr(0, GetParam().setting.find('='));
    EXPECT_EQ(error.pointer, GetParam().pointer.empty() ? set : GetParam().pointer);
    EXPECT_NE(error.problem.find(GetParam().problem), std::string::npos) << error.problem;
    EXPECT_EQ(error.suggestion, GetParam().suggestion);
    EXPECT_FALSE(error.allowed.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Links,
    RadioError,
    ::testing::Values(
        BadRadio{"/links/home/ssid=x", "", "is for wifi links", ""},
        BadRadio{"/links/home/accessPoint=[]", "", "is for wifi links", ""},
        BadRadio{"/links/east/ssid=\"\"", "", "is not the name of a network", ""},
        BadRadio{"/links/east/ssid=123456789012345678901234567890123", "", "is not", ""},
        BadRadio{"/links/east/accessPoint=[]", "", "is empty", ""},
        BadRadio{"/links/east/accessPoint=7", "", "is not an object", ""},
        BadRadio{"/links/west/accessPoint/node=A", "", "is not a node that stays", "AR"},
        BadRadio{"/links/west/accessPoint/node=AR2", "", "is not a node that stays", "AR"},
        BadRadio{"/links/east/accessPoint/1/node=AR_2", "", "is not a node that stays", "AR2"},
        BadRadio{"/links/west/accessPoint/position=[1]", "", "has another length", ""},
        BadRadio{"/links/west/accessPoint/position=[1, 1e9]",
                 "/links/west/accessPoint/position/1",
                 "",
                 ""},
        BadRadio{"/links/west/accessPoint={\"node\": \"AR\"}", "", "\"position\" is missing", ""},
        BadRadio{"/links/west/accessPoint/high=2", "", "there is no such key", ""},
        BadRadio{"/links/east/mtu=2297", "", "a frame of a wifi link", ""},
        BadRadio{"/links/east/up=true", "", "always on", ""},
        BadRadio{"/faults=[{\"at\": \"1s\", \"link\": \"east\", \"up\": false}]",
                 "/faults/0/up",
                 "always on",
                 ""}));

INSTANTIATE_TEST_SUITE_P(
    Courses,
    RadioError,
    ::testing::Values(
        BadRadio{"/nodes/AR/mobility={\"constant\": [0, 0]}", "", "is for mobile nodes", ""},
        BadRadio{"/nodes/MN/mobility={}", "", "not one way to move", ""},
        BadRadio{"/nodes/MN/mobility/constant=[0, 0]", "/nodes/MN/mobility", "not one way", ""},
        BadRadio{"/nodes/MN/mobility/id=0", "", "is for \"ns2\" and \"sumo\"", ""},
        BadRadio{"/nodes/MN/mobility/from=\"1s\"", "", "is for \"ns2\" and \"sumo\"", ""},
        BadRadio{"/nodes/MN/mobility/waypoint=[]", "", "there is no such key", "waypoints"},
        BadRadio{"/nodes/MN/mobility/waypoints=[]", "", "is empty", ""},
        BadRadio{"/nodes/MN/mobility/waypoints/1=[\"5s\", [0, 0]]", "", "does not come after", ""},
        BadRadio{"/nodes/MN/mobility/waypoints/1=[\"soon\", [0, 0]]",
                 "/nodes/MN/mobility/waypoints/1/0",
                 "",
                 ""},
        BadRadio{"/nodes/MN/mobility={\"random\": {\"area\": [0, 0, 0, 0], \"speed\": [1, 2]}}",
                 "/nodes/MN/mobility/random/area",
                 "is a single place",
                 ""},
        BadRadio{"/nodes/MN/mobility={\"random\": {\"area\": [0, 0, 9, 9], \"speed\": [2, 1]}}",
                 "/nodes/MN/mobility/random/speed",
                 "slowest above the fastest",
                 ""},
        BadRadio{"/nodes/MN/mobility={\"random\": {\"area\": [0, 0, 9, 9], \"speed\": [0, 1]}}",
                 "/nodes/MN/mobility/random/speed/0",
                 "",
                 ""},
        BadRadio{"/nodes/MN/mobility={\"sumo\": \"nowhere.xml\", \"id\": \"a\"}",
                 "/nodes/MN/mobility/sumo",
                 "No such file",
                 ""},
        BadRadio{"/nodes/MN/mobility={\"ns2\": \"nowhere\"}", "", "\"id\" is missing", ""},
        BadRadio{"/nodes/MN/attached=home", "", "is for nodes that \"movement\" moves", ""},
        BadRadio{"/movement/0/node=MN", "", "has \"mobility\"", ""},
        BadRadio{"/movement/0/to=east", "", "join by radio", ""},
        BadRadio{"/nodes/BY_WIRE/attached=west", "/nodes/BY_WIRE", "begins on the wifi link", ""}));

TEST(RadioScenario, Loads)
{
    const auto result = LoadText(STREET);
    ASSERT_TRUE(result.scenario) << Join(result.errors);
    EXPECT_TRUE(result.warnings.empty());
    const auto& east = *result.scenario->FindLink("east");
    EXPECT_EQ(east.type, LinkType::WIFI);
    EXPECT_EQ(east.ssid, "street");
    ASSERT_EQ(east.accessPoints.size(), 2u);
    EXPECT_EQ(east.accessPoints[1].node, "AR2");
    EXPECT_DOUBLE_EQ(east.accessPoints[1].position.x, 80);
    EXPECT_DOUBLE_EQ(result.scenario->FindLink("west")->accessPoints.at(0).position.y, 5.5);
    const auto& node = *result.scenario->FindNode("MN");
    ASSERT_TRUE(node.course);
    ASSERT_EQ(node.course->waypoints.size(), 2u);
    EXPECT_EQ(node.course->waypoints[1].at, Seconds(25));
    EXPECT_FALSE(node.mobile->attached) << "the radio finds out where it is";
    EXPECT_FALSE(result.scenario->FindNode("BY_WIRE")->course);
    EXPECT_TRUE(node.mobility) << "the other meaning of the key";
}

TEST(RadioScenario, HasNoUseForACourseWithoutAccessPoints)
{
    const auto result = LoadBase({"/nodes/MN/mobility={\"constant\": [0, 0]}", "/movement=[]"});
    ASSERT_FALSE(result.errors.empty());
    EXPECT_NE(Join(result.errors).find("has no access point to move to"), std::string::npos);
}

TEST(RadioScenario, NamesTheLineOfATrace)
{
    const auto file = std::filesystem::temp_directory_path() / "nemo-scenario-radio-test.xml";
    std::ofstream(file) << "<fcd-export>\n<timestep time=\"0\">\n<vehicle id=\"a\"/>\n";
    const auto result =
        LoadText(STREET,
                 {"/nodes/MN/mobility={\"sumo\": \"" + file.string() + "\", \"id\": \"a\"}"});
    ASSERT_EQ(result.errors.size(), 1u) << Join(result.errors);
    EXPECT_NE(result.errors[0].problem.find("line 3: "), std::string::npos);
    EXPECT_NE(result.errors[0].value.find("nemo-scenario-radio-test.xml"), std::string::npos);
    std::filesystem::remove(file);
}

TEST(RadioScenario, BeginsWithinATrace)
{
    const auto load = [](const std::string& from) {
        return LoadText(STREET,
                        {"/nodes/MN/mobility={\"ns2\": \"" +
                         InRepository("examples/traces/street.ns2") +
                         "\", \"id\": 0, \"from\": \"" + from + "\"}"});
    };
    const auto middle = load("10s");
    ASSERT_TRUE(middle.scenario) << Join(middle.errors);
    EXPECT_TRUE(middle.warnings.empty());
    const auto& way = middle.scenario->FindNode("MN")->course->waypoints;
    ASSERT_EQ(way.size(), 2u);
    EXPECT_EQ(way[0].at, Seconds(0));
    EXPECT_DOUBLE_EQ(way[0].position.x, 80);
    EXPECT_EQ(way[1].at, Seconds(8));
    EXPECT_DOUBLE_EQ(way[1].position.x, 160);
    const auto later = load("100s");
    ASSERT_EQ(later.warnings.size(), 1u);
    EXPECT_NE(later.warnings[0].find("\"from\""), std::string::npos);
    EXPECT_EQ(later.scenario->FindNode("MN")->course->waypoints.size(), 1u);
}

TEST(RadioScenario, SuggestsWhoIsInTheTrace)
{
    const auto result =
        LoadText(STREET,
                 {"/nodes/MN/mobility={\"sumo\": \"" +
                  InRepository("examples/traces/street.fcd.xml") + "\", \"id\": \"car0\"}"});
    ASSERT_EQ(result.errors.size(), 1u) << Join(result.errors);
    EXPECT_EQ(result.errors[0].pointer, "/nodes/MN/mobility/id");
    EXPECT_EQ(result.errors[0].suggestion, "car.0");
}

} // namespace ns3::nemo::tests::nemo_scenario_radio_test
