// SPDX-License-Identifier: GPL-2.0-only
#include "support/source-folder.h"

#include "ns3/nemo-scenario-trace.h"

#include <gtest/gtest.h>
#include <sstream>

namespace ns3::nemo::tests::nemo_scenario_trace_test
{

namespace
{

MovementTrace
Ns2(const std::string& text, const std::set<std::string>& wanted = {"0"})
{
    std::istringstream stream(text);
    return ReadNs2Movement(stream, wanted);
}

MovementTrace
Sumo(const std::string& text, const std::set<std::string>& wanted = {"bus"})
{
    std::istringstream stream(text);
    return ReadSumoTrace(stream, wanted);
}

void
ExpectAt(const WaypointSpec& waypoint, double seconds, double x, double y)
{
    EXPECT_DOUBLE_EQ(waypoint.at.GetSeconds(), seconds);
    EXPECT_NEAR(waypoint.position.x, x, 1e-6);
    EXPECT_NEAR(waypoint.position.y, y, 1e-6);
}

constexpr char TWO_STEPS[] = R"(<?xml version="1.0" encoding="UTF-8"?>
<!-- generated -->
<fcd-export xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="http://sumo.dlr.de/xsd/fcd_file.xsd">
    <timestep time="0.00"/>
    <timestep time="1.00">
        <vehicle id="bus" x="10.50" y="-1.60" angle="90.00" type="bus" speed="0.00" pos="5.10" lane="a_0" slope="0.00"/>
        <vehicle id="car" x="3.00" y="4.00" angle="90.00" type="car" speed="0.00" pos="5.10" lane="a_0" slope="0.00"/>
    </timestep>
    <timestep time="2.00">
        <person id="anna" x="1.00" y="1.00" angle="0.00" speed="1.00" pos="0.00" edge="a" slope="0.00"/>
        <vehicle id="bus" x="20.50" y="-1.60" angle="90.00" type="bus" speed="10.00" pos="15.10" lane="a_0" slope="0.00"/>
    </timestep>
</fcd-export>
)";

} // namespace

TEST(Ns2Movement, GoesWhereSetdestSendsIt)
{
    const auto trace = Ns2("# a comment\n\n"
                           "$node_(0) set X_ 10.0\n$node_(0) set Y_ 20.0\n$node_(0) set Z_ 0.0\n"
                           "$node_(1) set X_ 0.0\n$god_ set-dist 0 1 2\nset opt(x) 100\n"
                           "$ns_ at 5.0 \"$node_(0) setdest 40.0 60.0 10.0\"\r\n");
    EXPECT_EQ(trace.problem, "");
    EXPECT_EQ(trace.names, (std::set<std::string>{"0", "1"}));
    ASSERT_EQ(trace.ways.size(), 1u);
    const auto& way = trace.ways.at("0");
    ASSERT_EQ(way.size(), 3u);
    ExpectAt(way[0], 0, 10, 20);
    ExpectAt(way[1], 5, 10, 20);
    ExpectAt(way[2], 10, 40, 60);
}

TEST(Ns2Movement, TurnsRoundOnItsWayAndStops)
{
    const auto trace = Ns2("$ns_ at 20.0 \"$node_(0) setdest 0.0 0.0 0.0\"\n"
                           "$node_(0) set X_ 0.0\n$node_(0) set Y_ 0.0\n"
                           "$ns_ at 0.0 \"$node_(0) setdest 100.0 0.0 10.0\"\n"
                           "$ns_ at 4.0 \"$node_(0) setdest 40.0 100.0 2.0\"\n");
    EXPECT_EQ(trace.problem, "");
    const auto& way = trace.ways.at("0");
    ASSERT_EQ(way.size(), 3u);
    ExpectAt(way[0], 0, 0, 0);
    ExpectAt(way[1], 4, 40, 0);
    ExpectAt(way[2], 20, 40, 32);
}

TEST(Ns2Movement, IsPutElsewhere)
{
    const auto way =
        Ns2("$node_(0) set X_ 1.0\n$ns_ at 3.0 \"$node_(0) set X_ 9.0\"\n").ways.at("0");
    ASSERT_EQ(way.size(), 2u);
    ExpectAt(way[1], 3, 9, 0);
}

TEST(Ns2Movement, FaultsAreNamedByTheirLine)
{
    for (const std::string bad : {"$node_(x) set X_ 1.0",
                                  "$node_(0) set W_ 1.0",
                                  "$node_(0) set X_ 1e99",
                                  "$node_(0) set X_ nan",
                                  "$node_(0) set X_",
                                  "$ns_ at -1.0 \"$node_(0) setdest 1 1 1\"",
                                  "$ns_ at 1.0 \"$node_(0) setdest 1 1\"",
                                  "$ns_ at 1.0 \"$node_(0) setdest 1 1 -1\"",
                                  "$ns_ at 1.0",
                                  "$ns_ at",
                                  "hello"})
    {
        const auto trace = Ns2("$node_(0) set X_ 1.0\n" + bad + "\n");
        EXPECT_NE(trace.problem, "") << bad;
        EXPECT_EQ(trace.line, 2u) << bad;
    }
    EXPECT_EQ(Ns2(std::string(100000, 'a')).line, 1u);
    EXPECT_EQ(Ns2("").ways.size(), 0u);
}

TEST(SumoTrace, GivesTheWayOfWhoIsAskedFor)
{
    const auto trace = Sumo(TWO_STEPS);
    EXPECT_EQ(trace.problem, "");
    EXPECT_EQ(trace.names, (std::set<std::string>{"anna", "bus", "car"}));
    ASSERT_EQ(trace.ways.size(), 1u);
    const auto& way = trace.ways.at("bus");
    ASSERT_EQ(way.size(), 2u);
    ExpectAt(way[0], 1, 10.5, -1.6);
    ExpectAt(way[1], 2, 20.5, -1.6);
}

TEST(SumoTrace, FaultsAreNamedByTheirLine)
{
    const std::string front = "<fcd-export>\n<timestep time=\"1.00\">\n";
    const std::string back = "\n</timestep>\n</fcd-export>\n";
    for (const std::string bad :
         {"<vehicle x=\"1\" y=\"1\"/>",
          "<vehicle id=\"bus\" y=\"1\"/>",
          "<vehicle id=\"bus\" x=\"1\"/>",
          "<vehicle id=\"bus\" x=\"east\" y=\"1\"/>",
          "<vehicle id=\"bus\" x=\"1e300\" y=\"1\"/>",
          "<vehicle id=\"bus\" x=\"1\" y=\"1\"",
          "<vehicle id=\"bus\" x=\"1\" y=\"1\"/><vehicle id=\"bus\" x=\"1\" y=\"1\"/>",
          "</timestep><timestep>",
          "</timestep><timestep time=\"1.00\">",
          "</timestep><timestep time=\"00:00:02.00\">",
          "</timestep><timestep time=\"-2\">",
          "&nothing;"})
    {
        const auto trace = Sumo(front + bad + back);
        EXPECT_NE(trace.problem, "") << bad;
        EXPECT_GE(trace.line, 3u) << bad;
        EXPECT_LE(trace.line, 4u) << bad;
    }
    EXPECT_EQ(Sumo("<routes/>").line, 1u);
    EXPECT_NE(Sumo("<routes/>").problem.find("--fcd-output"), std::string::npos);
    EXPECT_NE(Sumo("").problem, "");
    EXPECT_NE(Sumo("$ns_ at 1.0").problem, "");
    EXPECT_NE(Sumo("<fcd-export>").problem, "");
}

TEST(SumoTrace, NothingThatItRefersToIsOpenedOrMultiplied)
{
    const auto trace = Sumo("<!DOCTYPE fcd-export [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>\n"
                            "<fcd-export><timestep time=\"0\">&a;</timestep></fcd-export>");
    EXPECT_NE(trace.problem, "");
}

TEST(MovementTrace, AFileIsReadByItsKind)
{
    const auto cars = ReadMovementTrace(InRepository("examples/traces/street.fcd.xml"),
                                        TraceKind::SUMO,
                                        {"car.0", "car.19", "nobody"});
    EXPECT_EQ(cars.problem, "");
    EXPECT_EQ(cars.names.size(), 20u);
    EXPECT_EQ(cars.ways.size(), 2u);
    const auto nodes =
        ReadMovementTrace(InRepository("examples/traces/street.ns2"), TraceKind::NS2, {"0", "1"});
    EXPECT_EQ(nodes.problem, "");
    EXPECT_EQ(nodes.ways.size(), 2u);
}

TEST(MovementTrace, WhatIsNoFileIsNotRead)
{
    EXPECT_EQ(ReadMovementTrace("/nowhere/at/all", TraceKind::SUMO, {}).problem,
              "No such file or directory");
    EXPECT_EQ(ReadMovementTrace("/dev/zero", TraceKind::NS2, {}).problem, "not a file");
    EXPECT_EQ(ReadMovementTrace("/tmp", TraceKind::SUMO, {}).problem, "not a file");
}

} // namespace ns3::nemo::tests::nemo_scenario_trace_test
