// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SWEEP_AXIS_H
#define NEMO_SWEEP_AXIS_H

#include "ns3/nemo-json-value.h"
#include "ns3/nemo-json.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::nemo
{

/// No pointer of a sweep has more values.
constexpr std::size_t MOST_SWEPT_VALUES = 10000;

/// A place in the scenario file and the values that a sweep puts there.
struct SweepAxis
{
    std::string pointer;      ///< Where: a JSON pointer.
    std::vector<Json> values; ///< One at least, no two the same.
    std::string place;        ///< Where the list or range stands in the file.
    bool isRange{false};      ///< It is a range: its values stand nowhere in the file.

    /// \param index of a value
    /// \return the pointer to the value in the file, or to the range that it is of
    std::string PlaceOf(std::size_t index) const;
};

/// Read a member of "sweep": a list of values, or {"from", "to", "step"}. A range is counted in
/// decimals. What is wrong is added to the value's diagnostics.
/// \param member the key is a JSON pointer
/// \return nothing if there was an error
std::optional<SweepAxis> ReadSweepAxis(const JsonValue& member);

} // namespace ns3::nemo

#endif // NEMO_SWEEP_AXIS_H
