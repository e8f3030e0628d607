// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-runner.h"

#include <ostream>

namespace ns3::nemo
{

int
RunScenario(const Scenario& /* scenario */, const RunOptions& options)
{
    *options.err << options.file << ": running scenarios is not built yet\n";
    return static_cast<int>(ExitCode::INTERNAL_ERROR);
}

} // namespace ns3::nemo
