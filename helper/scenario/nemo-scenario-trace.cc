// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-scenario-trace.h"

#include "ns3/nemo-text-values.h"

#include <cerrno>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace ns3::nemo
{

std::optional<Time>
ParseTraceTime(std::string_view text)
{
    const auto seconds = ParseNumber(text);
    if (!seconds || *seconds < 0 || *seconds > static_cast<double>(LONGEST_SECONDS))
    {
        return std::nullopt;
    }
    return NanoSeconds(static_cast<uint64_t>(std::llround(*seconds * 1e9)));
}

std::optional<double>
ParseTraceCoordinate(std::string_view text)
{
    const auto metres = ParseNumber(text);
    return metres && std::abs(*metres) <= FARTHEST ? metres : std::nullopt;
}

MovementTrace
ReadMovementTrace(const std::string& file, TraceKind kind, const std::set<std::string>& wanted)
{
    MovementTrace trace;
    std::error_code error;
    // A device or a pipe may have no end.
    if (!std::filesystem::is_regular_file(file, error))
    {
        trace.problem = error ? error.message() : "not a file";
        return trace;
    }
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
    {
        trace.problem = std::generic_category().message(errno);
        return trace;
    }
    return kind == TraceKind::NS2 ? ReadNs2Movement(stream, wanted) : ReadSumoTrace(stream, wanted);
}

} // namespace ns3::nemo
