// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SWEEP_SUMMARY_H
#define NEMO_SWEEP_SUMMARY_H

#include "ns3/nemo-sweep-measures.h"

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace ns3::nemo
{

/// Write for people a table for each combination: measure, number of values, mean, standard
/// deviation, half of the 95 % interval, and what others found. Of many combinations only the
/// first ones.
void PrintSweepSummary(const std::vector<SweepCombination>& combinations,
                       const std::vector<SweepFigure>& figures,
                       std::ostream& os);

/// \return the parameters in one line for people, such as "/links/core/loss = 0.1"
std::string DescribeParameters(const std::string& parameters);

/// \return the number with six significant digits; "-" for nothing
std::string WriteFigure(const std::optional<double>& number);

} // namespace ns3::nemo

#endif // NEMO_SWEEP_SUMMARY_H
