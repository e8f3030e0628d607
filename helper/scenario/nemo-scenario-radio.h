// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SCENARIO_RADIO_H
#define NEMO_SCENARIO_RADIO_H

#include "ns3/nstime.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3::nemo
{

/// A place on the ground, in metres.
struct PositionSpec
{
    double x{0}; ///< Towards the east.
    double y{0}; ///< Towards the north.
};

/// An item of "accessPoint" of a wifi link.
struct AccessPointSpec
{
    std::string node;      ///< The node with a wire to it, on the link.
    PositionSpec position; ///< Where it stands.
    std::string pointer;   ///< JSON pointer, for messages.
};

/// Where a node is at a moment.
struct WaypointSpec
{
    Time at;               ///< When.
    PositionSpec position; ///< Where.
};

/// {"random": ...}: random waypoint, from one place of an area straight to the next.
struct RandomWaypointSpec
{
    PositionSpec low;       ///< The corner of the area with the smaller coordinates.
    PositionSpec high;      ///< The corner with the larger ones.
    double slowest{1};      ///< Metres a second, above zero.
    double fastest{2};      ///< Not below slowest.
    Time pause{Seconds(0)}; ///< How long it stays at each place.
};

/// "mobility" as an object: how a node moves among access points.
struct CourseSpec
{
    /// In ascending order of time, one at least unless it is random. Before the first and after
    /// the last it stands still.
    std::vector<WaypointSpec> waypoints;
    std::optional<RandomWaypointSpec> random; ///< Instead of those.
};

} // namespace ns3::nemo

#endif // NEMO_SCENARIO_RADIO_H
