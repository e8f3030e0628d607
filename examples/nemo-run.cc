// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-command-line.h"
#include "ns3/nemo-terminate.h"

#include <cstdlib>
#include <iostream>

/// The scenario runner. NEMO_HOME names the folder of nemo if that is not where it was built.
int
main(int argc, char* argv[])
{
    ns3::nemo::ExitOnTerminate();
    const char* home = std::getenv("NEMO_HOME");
    return ns3::nemo::RunCommandLine(
        {argv + 1, argv + argc},
        {home != nullptr ? home : NEMO_SOURCE_DIR, &std::cout, &std::cerr});
}
