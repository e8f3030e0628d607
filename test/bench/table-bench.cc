// SPDX-License-Identifier: GPL-2.0-only
// Cost of the codec and of the tables, apart from any simulation.
#include "ns3/mip6-binding-cache.h"
#include "ns3/mip6-mobility-header.h"
#include "ns3/mip6-steering.h"

#include <benchmark/benchmark.h>
#include <malloc.h>
#include <memory>
#include <random>
#include <vector>

namespace ns3::nemo::tests
{

namespace
{

Ipv6Address
Numbered(uint8_t net, uint32_t number)
{
    uint8_t octets[16] = {0xfd, 0, 0, net};
    for (int i = 0; i < 4; ++i)
    {
        octets[12 + i] = static_cast<uint8_t>(number >> (24 - 8 * i));
    }
    return Ipv6Address(octets);
}

/// A Binding Update of a mobile router: to octets and back.
void
CodecRoundTrip(benchmark::State& state)
{
    BindingUpdate update;
    update.sequence = 7;
    update.acknowledge = update.homeRegistration = update.mobileRouter = true;
    update.lifetime = 420;
    const Signal signal{update,
                        {AlternateCareOfAddress{Ipv6Address("7::2")}, MobileNetworkPrefixOption{}}};
    const Ipv6Address home("4::2");
    const Ipv6Address agent("4::3");
    for (auto _ : state)
    {
        const Octets octets = EncodeMobilityHeader(signal, home, agent);
        benchmark::DoNotOptimize(DecodeMobilityHeader(octets.data(), octets.size(), home, agent));
    }
}

/// Look-up of a home address, hits and misses in turn, in a random order that no cache predicts.
void
SteeringLookup(benchmark::State& state)
{
    auto table = CreateObject<Steering>();
    const auto entries = static_cast<uint32_t>(state.range(0));
    for (uint32_t i = 0; i < entries; ++i)
    {
        table->ToAddress(Numbered(0xb, i), std::make_shared<SteeringRule>());
    }
    table->ToPrefix(NetworkPrefix(Ipv6Address("fd00:c::"), 64), std::make_shared<SteeringRule>());
    std::mt19937 random(1);
    std::vector<Ipv6Address> asked(4096);
    for (std::size_t i = 0; i < asked.size(); ++i)
    {
        asked[i] = Numbered(i % 2 ? 0xb : 0xc, random() % entries);
    }
    std::size_t next = 0;
    for (auto _ : state)
    {
        benchmark::DoNotOptimize(table->Forwarded(asked[next++ % asked.size()]));
    }
}

/// What a binding takes: cache entry and steering rule.
void
MemoryPerBinding(benchmark::State& state)
{
    constexpr uint32_t BINDINGS = 100000;
    double octets = 0;
    for (auto _ : state)
    {
        const auto before = mallinfo2().uordblks;
        BindingCache cache;
        auto table = CreateObject<Steering>();
        for (uint32_t i = 0; i < BINDINGS; ++i)
        {
            Binding binding;
            binding.homeAddress = Numbered(0xb, i);
            binding.careOfAddress = Numbered(0xf, i);
            binding.expires = Seconds(420);
            cache.Put(binding, Seconds(0));
            table->ToAddress(binding.homeAddress, std::make_shared<SteeringRule>());
            table->ExpectHome(binding.homeAddress, binding.careOfAddress);
        }
        octets = static_cast<double>(mallinfo2().uordblks - before) / BINDINGS;
    }
    state.counters["octets_per_binding"] = octets;
}

} // namespace

BENCHMARK(CodecRoundTrip);
BENCHMARK(SteeringLookup)->Arg(100)->Arg(10000)->Arg(1000000);
BENCHMARK(MemoryPerBinding)->Iterations(1)->Unit(benchmark::kMillisecond);

} // namespace ns3::nemo::tests
