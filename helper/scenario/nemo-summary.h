// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SUMMARY_H
#define NEMO_SUMMARY_H

#include "ns3/nemo-measure-messages.h"
#include "ns3/nemo-results.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace ns3::nemo
{

/// Write what a person wants to know of a run: bindings at the end, a row for each handover with
/// its phases, a row for each flow, the expectations.
/// \param files what was written, named at the end
void PrintSummary(const RunResults& results,
                  const std::vector<std::string>& files,
                  std::ostream& os);

/// Write a line about a mobility message: time, node, tx or rx, type, addresses, main fields.
void PrintSignal(const SignalEvent& event, std::ostream& os);

} // namespace ns3::nemo

#endif // NEMO_SUMMARY_H
