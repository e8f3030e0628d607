// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_REPORT_SWEEP_H
#define NEMO_REPORT_SWEEP_H

#include "ns3/nemo-json.h"

#include <string>
#include <variant>

namespace ns3::nemo
{

/// Read what a report says of a sweep: for each scenario and version in the database what was
/// swept, and of each combination count, mean, standard deviation and half of the 95 % interval of
/// each measure, with the figures of others beside them.
/// \param file the database
/// \return the data of the page, or what is wrong with the database, a sentence
std::variant<Json, std::string> ReadSweepForReport(const std::string& file);

} // namespace ns3::nemo

#endif // NEMO_REPORT_SWEEP_H
