// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SCENARIO_TRACE_H
#define NEMO_SCENARIO_TRACE_H

#include "ns3/nemo-scenario-radio.h"

#include <cstddef>
#include <cstdint>
#include <istream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::nemo
{

/// The programs whose files of movement can be read.
enum class TraceKind : uint8_t
{
    NS2,  ///< Movement of ns-2, as setdest and BonnMotion write it.
    SUMO, ///< Floating car data of SUMO (`--fcd-output`), XML.
};

/// What was found in a file of movement.
struct MovementTrace
{
    /// The ways of those that were asked for and are there, one waypoint at least each.
    std::map<std::string, std::vector<WaypointSpec>> ways;
    std::set<std::string> names; ///< Who is in it, the first LISTED of them.
    std::string problem;         ///< What is wrong with it; empty: nothing.
    std::size_t line{0};         ///< Where, from 1 on; 0: with the file as a whole.

    static constexpr std::size_t LISTED = 1000; ///< Names that are kept.
};

/// More waypoints than this, of all together, are refused.
constexpr std::size_t MOST_WAYPOINTS = 10000000;
/// Metres; coordinates beyond this are refused.
constexpr double FARTHEST = 1e7;

/// Read a movement file of ns-2. Known are `set X_`, `set Y_` and `set Z_` of nodes, at once or
/// `$ns_ at` a time, and `setdest`; comments, `$god_` and what sets variables of Tcl is passed
/// over. All else is a problem.
/// \param text the file
/// \param wanted numbers of nodes, such as "0"
MovementTrace ReadNs2Movement(std::istream& text, const std::set<std::string>& wanted);

/// Read the floating car data of SUMO: the vehicles and persons of each timestep. Coordinates are
/// metres, not degrees. It is read bit by bit, and nothing that it refers to is opened.
/// \param text the file
/// \param wanted names of vehicles
MovementTrace ReadSumoTrace(std::istream& text, const std::set<std::string>& wanted);

/// Read a file.
MovementTrace ReadMovementTrace(const std::string& file,
                                TraceKind kind,
                                const std::set<std::string>& wanted);

/// \return seconds, or nothing unless it is a number from 0 to LONGEST_SECONDS
std::optional<Time> ParseTraceTime(std::string_view text);

/// \return metres, or nothing unless it is a number within FARTHEST
std::optional<double> ParseTraceCoordinate(std::string_view text);

} // namespace ns3::nemo

#endif // NEMO_SCENARIO_TRACE_H
