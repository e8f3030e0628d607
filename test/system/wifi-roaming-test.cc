// SPDX-License-Identifier: GPL-2.0-only
#include "support/source-folder.h"
#include "system/scenario-run.h"

#include "ns3/mip6-wifi-link.h"
#include "ns3/mobility-model.h"

#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

// Who has "mobility" roams by association: nothing in these files says when it moves, and to where.

namespace ns3::nemo::tests::wifi_roaming_test
{

namespace
{

/// A street with an access router every 80 m, and a node that walks along it.
constexpr char STREET[] = R"json({
  "duration": "30s",
  "links": {
    "home": { "prefix": "4::/64" }, "core": { "prefix": "c::/64", "delay": "5ms" },
    "A": { "type": "wifi", "ssid": "street", "prefix": "a::/64", "accessPoint": { "node": "AR_A", "position": [0, 0] } },
    "B": { "type": "wifi", "ssid": "street", "prefix": "b::/64", "accessPoint": { "node": "AR_B", "position": [80, 0] } }
  },
  "nodes": {
    "HA": { "role": "home-agent", "links": { "home": "::3", "core": "::4" } },
    "AR_A": { "role": "router", "links": { "A": "::1", "core": "::a" } },
    "AR_B": { "role": "router", "links": { "B": "::1", "core": "::b" } },
    "CN": { "role": "correspondent", "links": { "core": "::9" } },
    "MN": { "role": "mobile-node", "home": "home", "interfaceId": "::2", "homeAgent": "HA",
            "mobility": { "waypoints": [["5s", [0, 10]], ["13s", [80, 10]]] } }
  },
  "traffic": [ { "name": "echo", "type": "ping", "from": "CN", "to": "MN", "interval": "100ms", "start": "3s" } ]
})json";

double
Between(const nlohmann::json& handover, const std::string& from, const std::string& to)
{
    return handover.at(to).get<double>() - handover.at(from).get<double>();
}

std::vector<std::string>
LinksOf(const ScenarioRun& run, const std::string& node)
{
    std::vector<std::string> links;
    for (const auto& one : run.GetResults()["handovers"])
    {
        if (one["node"] == node)
        {
            links.push_back(one["to"].is_null() ? "-" : one["to"].get<std::string>());
        }
    }
    return links;
}

std::string
ReadAll(const std::string& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

} // namespace

TEST(WifiRoaming, TheFirstAccessPointIsTheFirstHandover)
{
    ScenarioRun run(STREET);
    run.Run();
    const auto first = run.HandoverOf("MN", 0);
    EXPECT_TRUE(first["from"].is_null());
    EXPECT_EQ(first["to"], "A");
    EXPECT_EQ(first["at"], first["linkUp"]);
    EXPECT_LT(first["linkUp"].get<double>(), 1) << "a beacon each 102.4 ms, and an association";
    EXPECT_FALSE(first["baReceived"].is_null());
}

TEST(WifiRoaming, AssociationLeadsFromLinkToLink)
{
    ScenarioRun run(STREET);
    run.Run();
    ASSERT_EQ(LinksOf(run, "MN"), (std::vector<std::string>{"A", "B"}));
    const auto handover = run.HandoverOf("MN", 1);
    EXPECT_EQ(handover["from"], "A");
    EXPECT_EQ(handover["at"], handover["linkDown"]);
    // It is out of reach of A at some 50 m, that is at 10 s, and misses ten beacons.
    EXPECT_GT(handover["linkDown"].get<double>(), 10);
    EXPECT_LT(handover["linkDown"].get<double>(), 12.5);
    const auto bindings = run.BindingsOf("HA");
    ASSERT_EQ(bindings.size(), 1u);
    EXPECT_EQ(bindings[0]["careOf"], "b::2");
    EXPECT_EQ(run.FlowOf("echo")["sent"].get<int>(), 270);
    EXPECT_GT(run.FlowOf("echo")["received"].get<int>(), 230);
}

TEST(WifiRoaming, TheDelayOfScanningStandsBetweenLinkDownAndLinkUp)
{
    const auto scanning = [](const std::vector<std::string>& settings) {
        ScenarioRun run(STREET, settings);
        run.Run();
        const auto handover = run.HandoverOf("MN", 1);
        EXPECT_EQ(handover["to"], "B");
        EXPECT_GE(Between(handover, "linkUp", "routerAdvertisement"), 0);
        EXPECT_GE(Between(handover, "linkDown", "baReceived"),
                  Between(handover, "linkDown", "linkUp"));
        return Between(handover, "linkDown", "linkUp");
    };
    const double passive = scanning({});
    EXPECT_GE(passive, 0.12) << "ns3::StaWifiMac::WaitBeaconTimeout";
    EXPECT_LT(passive, 0.2);
    EXPECT_GE(scanning({R"(/nodes/MN/attributes={"ns3::StaWifiMac::WaitBeaconTimeout": "500ms"})"}),
              0.5);
    const double active =
        scanning({R"(/nodes/MN/attributes={"ns3::StaWifiMac::ActiveProbing": true})"});
    EXPECT_GE(active, 0.05) << "ns3::StaWifiMac::ProbeRequestTimeout";
    EXPECT_LT(active, passive);
    // Each further network is one more channel to look at.
    EXPECT_GE(scanning({"/links/B/ssid=other"}), 0.24);
}

TEST(WifiRoaming, FewerMissedBeaconsAreNoticedSooner)
{
    const auto lost = [](const std::string& beacons) {
        ScenarioRun run(
            STREET,
            {R"(/nodes/MN/attributes={"ns3::StaWifiMac::MaxMissedBeacons": )" + beacons + "}"});
        run.Run();
        return run.HandoverOf("MN", 1)["linkDown"].get<double>();
    };
    EXPECT_LT(lost("3"), lost("10") - 0.5);
}

TEST(WifiRoaming, AccessPointsOfOneLinkAreOneSubnet)
{
    ScenarioRun run(STREET,
                    {R"(/links/A/accessPoint=[{"node": "AR_A", "position": [0, 0]},
                                              {"node": "AR_A", "position": [80, 0]}])",
                     R"(/links/B/accessPoint/position=[9000, 0])"});
    run.Run();
    ASSERT_EQ(LinksOf(run, "MN"), (std::vector<std::string>{"A", "A"}));
    EXPECT_EQ(run.HandoverOf("MN", 1)["from"], "A");
    EXPECT_TRUE(run.HandoverOf("MN", 1)["buSent"].is_null()) << "the care-of address stays";
    EXPECT_EQ(run.BindingsOf("HA").at(0)["careOf"], "a::2");
    EXPECT_GT(run.FlowOf("echo")["received"].get<int>(), 230);
}

TEST(WifiRoaming, StationsOfOneLinkReachEachOther)
{
    const std::string second =
        R"({"role": "mobile-node", "home": "home", "interfaceId": "::5", "homeAgent": "HA",
            "mobility": {"constant": [SPOT, 10]}})";
    for (const std::string spot : {"10", "70"})
    {
        std::string node = second;
        node.replace(node.find("SPOT"), 4, spot);
        ScenarioRun run(STREET,
                        {R"(/links/A/accessPoint=[{"node": "AR_A", "position": [0, 0]},
                                                  {"node": "AR_A", "position": [80, 0]}])",
                         R"(/links/B/accessPoint/position=[9000, 0])",
                         R"(/nodes/MN/mobility={"constant": [0, 10]})",
                         "/nodes/MN2=" + node,
                         "/traffic/0/from=MN2"});
        run.Run();
        EXPECT_GE(run.FlowOf("echo")["received"].get<int>(), 265) << spot;
    }
}

TEST(WifiRoaming, WhoHearsNobodyIsNowhere)
{
    ScenarioRun run(STREET, {R"(/nodes/MN/mobility={"constant": [5000, 0]})"});
    run.Run();
    EXPECT_TRUE(LinksOf(run, "MN").empty());
    EXPECT_TRUE(run.BindingsOf("HA").empty());
    EXPECT_EQ(run.FlowOf("echo")["received"], 0);
}

TEST(WifiRoaming, LeavesTheLastAccessPointAndComesBack)
{
    ScenarioRun run(
        STREET,
        {"/links/B/accessPoint/position=[9000, 0]",
         R"(/nodes/MN/mobility={"waypoints": [["5s", [0, 0]], ["10s", [100, 0]], ["15s", [100, 0]], ["20s", [0, 0]]]})"});
    run.Run();
    ASSERT_EQ(LinksOf(run, "MN"), (std::vector<std::string>{"A", "A"}));
    const auto handover = run.HandoverOf("MN", 1);
    EXPECT_GT(Between(handover, "linkDown", "linkUp"), 5) << "as long as it is out of reach";
    EXPECT_FALSE(handover["outage"].is_null());
}

TEST(WifiRoaming, TheHomeLinkCanBeOne)
{
    ScenarioRun run(STREET,
                    {"/nodes/HA/links/A=::3",
                     "/nodes/MN/home=A",
                     R"(/nodes/MN/mobility={"waypoints": [["5s", [80, 0]], ["13s", [0, 0]]]})"});
    run.Run();
    ASSERT_EQ(LinksOf(run, "MN"), (std::vector<std::string>{"B", "A"}));
    EXPECT_TRUE(run.BindingsOf("HA").empty()) << "it is home";
    EXPECT_GT(run.FlowOf("echo")["received"].get<int>(), 230);
}

TEST(WifiRoaming, RepeatsItselfToTheOctet)
{
    const std::vector<std::string> settings{
        R"(/nodes/MN/mobility={"random": {"area": [0, 0, 80, 20], "speed": [5, 15], "pause": "1s"}})",
        "/duration=60s"};
    std::string results;
    std::string capture;
    std::vector<double> places;
    for (int turn = 0; turn < 2; ++turn)
    {
        ScenarioRun run(STREET, settings);
        const auto course = run.NodeOf("MN").node->GetObject<MobilityModel>();
        run.At(Seconds(30), [&]() { places.push_back(course->GetPosition().x); });
        run.Run();
        const auto text = run.GetResultsText();
        const auto octets = ReadAll(run.CaptureOf("A"));
        EXPECT_TRUE(turn == 0 || text == results);
        EXPECT_TRUE(turn == 0 || octets == capture);
        results = text;
        capture = octets;
    }
    EXPECT_EQ(places.at(0), places.at(1));
    ScenarioRun other(STREET, {settings[0], settings[1], "/run=2"});
    const auto course = other.NodeOf("MN").node->GetObject<MobilityModel>();
    other.At(Seconds(30), [&]() { EXPECT_NE(course->GetPosition().x, places.at(0)); });
    other.Run();
}

TEST(WifiRoaming, RandomWaypointsStayInTheirArea)
{
    ScenarioRun run(
        STREET,
        {R"(/nodes/MN/mobility={"random": {"area": [80, 20, 0, 0], "speed": [5, 15]}})"});
    const auto course = run.NodeOf("MN").node->GetObject<MobilityModel>();
    double distance = 0;
    Vector last = course->GetPosition();
    for (int second = 0; second < 30; ++second)
    {
        run.At(Seconds(second), [&]() {
            const auto place = course->GetPosition();
            EXPECT_TRUE(place.x >= 0 && place.x <= 80 && place.y >= 0 && place.y <= 20);
            const double step = CalculateDistance(place, last);
            EXPECT_LE(step, 15.001);
            distance += step;
            last = place;
        });
    }
    run.Run();
    EXPECT_GT(distance, 50);
}

TEST(WifiRoaming, AnNs2TraceMovesNodes)
{
    ScenarioRun run(STREET,
                    {"/nodes/MN/mobility={\"ns2\": \"" +
                     InRepository("examples/traces/street.ns2") + "\", \"id\": 0}"});
    const auto course = run.NodeOf("MN").node->GetObject<MobilityModel>();
    run.At(Seconds(10), [&]() { EXPECT_NEAR(course->GetPosition().x, 80, 0.01); });
    run.Run();
    EXPECT_EQ(LinksOf(run, "MN"), (std::vector<std::string>{"A", "B", "-"})) << "it goes on";
}

TEST(WifiRoaming, CapturesAreOfIeee80211)
{
    ScenarioRun run(STREET);
    run.Run();
    const auto octets = ReadAll(run.CaptureOf("B"));
    ASSERT_GT(octets.size(), 24u);
    EXPECT_EQ(octets[20], 105) << "LINKTYPE_IEEE802_11";
}

TEST(WifiRoaming, WhatRadioGivesUpIsCounted)
{
    ScenarioRun run(STREET);
    run.Run();
    // Requests to a node that is out of reach and has not lost its access point yet.
    EXPECT_GE(run.DropsOf("AR_A", "link-radio"), 5u);
    EXPECT_GE(run.DropsOf("AR_A", "link-no-receiver"), 1u) << "those after that";
}

TEST(WifiRoaming, LossOfTheLinkComesOnTopOfTheRadio)
{
    ScenarioRun run(STREET, {"/links/A/loss=0.3", "/links/B/loss=0.3"});
    run.Run();
    const auto received = run.FlowOf("echo")["received"].get<int>();
    EXPECT_GT(received, 80);
    EXPECT_LT(received, 180);
}

TEST(WifiRoaming, CrashAndRestartOfAStation)
{
    ScenarioRun run(STREET,
                    {R"(/nodes/MN/mobility={"constant": [0, 10]})",
                     R"(/faults=[{"at": "10s", "node": "MN", "action": "crash"},
                                 {"at": "15s", "node": "MN", "action": "restart"}])"});
    run.Run();
    const auto received = run.FlowOf("echo")["received"].get<int>();
    EXPECT_GT(received, 200);
    EXPECT_LT(received, 225);
    EXPECT_EQ(run.BindingsOf("HA").size(), 1u);
}

TEST(BusLine, ADownloadLivesOverFiveAccessPoints)
{
    ScenarioRun run(InRepository("examples/scenarios/bus-line.json"));
    std::vector<uint64_t> received;
    run.Run();
    EXPECT_TRUE(run.HoldsExpectations());
    EXPECT_EQ(LinksOf(run, "BUS"),
              (std::vector<std::string>{"stop1", "stop2", "stop3", "stop4", "stop5"}));
    for (uint32_t i = 1; i < 5; ++i)
    {
        EXPECT_GE(Between(run.HandoverOf("BUS", i), "linkDown", "linkUp"), 0.12);
    }
    EXPECT_GT(run.FlowOf("download")["received"].get<uint64_t>(), 5000000u);
}

TEST(Vehicles, TwentyCarsOfASumoTraceRoam)
{
    ScenarioRun run(InRepository("examples/scenarios/vehicles.json"));
    run.Run();
    EXPECT_TRUE(run.HoldsExpectations());
    for (int car = 0; car < 20; ++car)
    {
        const std::string name = "CAR" + std::to_string(car);
        EXPECT_GE(LinksOf(run, name).size(), 3u) << name;
        EXPECT_GT(run.FlowOf("car" + std::to_string(car))["received"].get<int>(), 100) << name;
    }
}

} // namespace ns3::nemo::tests::wifi_roaming_test
