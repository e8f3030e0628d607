// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SCENARIO_ON_OFF_H
#define NEMO_SCENARIO_ON_OFF_H

#include "ns3/nstime.h"

#include <cstdint>
#include <variant>

namespace ns3::nemo
{

/// {"exponential": mean}
struct ExponentialSpan
{
    Time mean; ///< Above zero.
};

/// {"uniform": [min, max]}
struct UniformSpan
{
    Time min; ///< The shortest.
    Time max; ///< The longest, not below the shortest.
};

/// {"pareto": mean, "shape": number}
struct ParetoSpan
{
    Time mean;         ///< Above zero.
    double shape{1.5}; ///< Above 1, or there would be no mean.
};

/// How long a flow of type "onoff" is on, or off: always the same, or drawn anew each time.
using OnOffSpan = std::variant<Time, ExponentialSpan, UniformSpan, ParetoSpan>;

} // namespace ns3::nemo

#endif // NEMO_SCENARIO_ON_OFF_H
