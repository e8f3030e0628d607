// SPDX-License-Identifier: GPL-2.0-only
// Registrations per second of a home agent: from the octets of the Binding Update to those of the
// Binding Acknowledgement, with the probe of a new home address and its announcement.
#include "support/home-agent-bench.h"

#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <benchmark/benchmark.h>
#include <malloc.h>
#include <string>

namespace ns3::nemo::tests
{

namespace
{

constexpr int BATCH = 1000;

/// Updates of BATCH mobile nodes with consecutive numbers from `first` on, 100 us apart.
void
RegisterBatch(HomeAgentBench& bench, int first, uint16_t sequence)
{
    for (int i = first; i < first + BATCH; ++i)
    {
        HandUpdate update;
        const std::string host = std::to_string(i / 10000) + ":" + std::to_string(i % 10000);
        update.home = Ipv6Address(("4::9:" + host).c_str());
        update.careOf = Ipv6Address(("7::9:" + host).c_str());
        update.lifetime = 200000;
        update.sequence = sequence;
        bench.Send(update);
        HomeAgentBench::Run(MicroSeconds(100));
    }
    HomeAgentBench::Run(Seconds(10));
}

/// New home addresses. "octets_per_binding" is all that the node and the simulation keep for one.
void
FirstRegistrations(benchmark::State& state)
{
    HomeAgentBench bench;
    bench.agent->SetAttribute("MaxBindings", UintegerValue(1000000));
    int next = 0;
    RegisterBatch(bench, next, 1);
    next += BATCH;
    bench.world->Clear();
    bench.neighbour->Clear();
    const auto before = mallinfo2().uordblks;
    for (auto _ : state)
    {
        RegisterBatch(bench, next, 1);
        next += BATCH;
        state.PauseTiming();
        bench.world->Clear();
        bench.neighbour->Clear();
        state.ResumeTiming();
    }
    if (bench.registrar->GetCache().Size() != static_cast<std::size_t>(next))
    {
        state.SkipWithError("not every node was registered");
    }
    const auto grown = static_cast<double>(mallinfo2().uordblks - before);
    state.counters["octets_per_binding"] = grown / static_cast<double>(next - BATCH);
    state.SetItemsProcessed(state.iterations() * BATCH);
}

/// The same home addresses again and again.
void
Refreshes(benchmark::State& state)
{
    HomeAgentBench bench;
    bench.agent->SetAttribute("MaxBindings", UintegerValue(1000000));
    uint16_t sequence = 1;
    RegisterBatch(bench, 0, sequence);
    for (auto _ : state)
    {
        bench.world->Clear();
        RegisterBatch(bench, 0, ++sequence);
        if (bench.world->Acknowledgements().size() != BATCH)
        {
            state.SkipWithError("not every update was answered");
            break;
        }
    }
    state.SetItemsProcessed(state.iterations() * BATCH);
}

} // namespace

BENCHMARK(FirstRegistrations)->Iterations(9)->Unit(benchmark::kMillisecond);
BENCHMARK(Refreshes)->Iterations(9)->Unit(benchmark::kMillisecond);

} // namespace ns3::nemo::tests
