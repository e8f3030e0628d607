// SPDX-License-Identifier: GPL-2.0-only

// Fuzzes the readers of movement files. The first octet says whose: even for ns-2, odd for SUMO.

#include "ns3/nemo-scenario-trace.h"

#include <cstdint>
#include <cstdlib>
#include <sstream>

/// libFuzzer's entry: any octets whatever.
extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    if (size == 0)
    {
        return 0;
    }
    std::istringstream text(std::string(data + 1, data + size));
    const std::set<std::string> wanted{"0", "1", "car.0"};
    const auto trace = data[0] % 2 == 0 ? ns3::nemo::ReadNs2Movement(text, wanted)
                                        : ns3::nemo::ReadSumoTrace(text, wanted);
    for (const auto& [name, way] : trace.ways)
    {
        if (wanted.count(name) == 0 || (way.empty() && trace.problem.empty()))
        {
            std::abort();
        }
        for (std::size_t i = 1; i < way.size(); ++i)
        {
            if (way[i].at <= way[i - 1].at)
            {
                std::abort();
            }
        }
    }
    return 0;
}
