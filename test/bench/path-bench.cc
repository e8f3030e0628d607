// SPDX-License-Identifier: GPL-2.0-only
// Cost of a packet through the tunnel, or on the optimised route, against the same path in plain
// ns-3: point-to-point 10 Gbit/s, 512 octets of UDP, no pcap. Both paths are in one simulation and
// take turns, so that whatever else the machine does weighs on both.
#include "paired-chains.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <benchmark/benchmark.h>
#include <vector>

namespace ns3::nemo::tests
{

namespace
{

constexpr int PACKETS = 20000;
constexpr int PAIRS = 9;

/// Each iteration is a pair of bursts. "ratio" is the median of mobile / plain; "least" and "most"
/// say how far the pairs lie apart.
void
ComparePaths(benchmark::State& state, FarEnd end, Way way = Way::TUNNEL)
{
    std::vector<double> ratios;
    double packets = 0;
    double seconds = 0;
    {
        PlainChain plain(1, end);
        MobileChain mobile(2, end, static_cast<uint32_t>(state.range(0)), way);
        plain.TimeBurst(PACKETS); // the first is for the caches
        mobile.TimeBurst(PACKETS);
        if (mobile.WayTaken() != way)
        {
            state.SkipWithError("packets took another way");
        }
        for (auto _ : state)
        {
            const double direct = plain.TimeBurst(PACKETS);
            const double moved = mobile.TimeBurst(PACKETS);
            if (direct < 0 || moved < 0)
            {
                state.SkipWithError("packets were lost");
                break;
            }
            state.SetIterationTime(moved);
            ratios.push_back(moved / direct);
            packets += PACKETS;
            seconds += moved;
        }
    }
    Simulator::Destroy();
    if (!ratios.empty())
    {
        std::sort(ratios.begin(), ratios.end());
        state.counters["ratio"] = ratios[ratios.size() / 2];
        state.counters["least"] = ratios.front();
        state.counters["most"] = ratios.back();
        state.counters["packets_per_second"] = packets / seconds;
    }
}

void
TunnelToMobileNode(benchmark::State& state)
{
    ComparePaths(state, FarEnd::MOBILE_NODE);
}

void
OptimisedToMobileNode(benchmark::State& state)
{
    ComparePaths(state, FarEnd::MOBILE_NODE, Way::OPTIMISED);
}

void
TunnelToMobileNetwork(benchmark::State& state)
{
    ComparePaths(state, FarEnd::MOBILE_ROUTER);
}

} // namespace

BENCHMARK(TunnelToMobileNode)
    ->Arg(100)
    ->Arg(100000)
    ->Iterations(PAIRS)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(OptimisedToMobileNode)
    ->Arg(100)
    ->Iterations(PAIRS)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(TunnelToMobileNetwork)
    ->Arg(100)
    ->Arg(100000)
    ->Iterations(PAIRS)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

} // namespace ns3::nemo::tests
