// SPDX-License-Identifier: GPL-2.0-only
// Cost of a packet through the tunnel against the same path in plain ns-3: point-to-point
// 10 Gbit/s, 512 octets of UDP, no pcap.
#include "support/chain-topology.h"

#include "ns3/inet6-socket-address.h"
#include "ns3/simulator.h"
#include "ns3/udp-socket-factory.h"

#include <benchmark/benchmark.h>
#include <memory>

namespace ns3::nemo::tests
{

namespace
{

constexpr int PACKETS = 20000;

void
SendBurst(Ptr<Socket> socket, int left)
{
    socket->Send(Create<Packet>(512));
    if (left > 1)
    {
        Simulator::Schedule(MicroSeconds(10), &SendBurst, socket, left - 1);
    }
}

/// CN sends to an address of MN; returns what arrived.
uint32_t
RunFlow(ChainTopology& chain, Ipv6Address destination)
{
    uint32_t received = 0;
    auto sink =
        Socket::CreateSocket(chain.At(ChainTopology::MN).node, UdpSocketFactory::GetTypeId());
    sink->Bind(Inet6SocketAddress(Ipv6Address::GetAny(), 9));
    sink->SetRecvCallback(MakeBoundCallback(
        +[](uint32_t* count, Ptr<Socket> socket) {
            while (socket->Recv())
            {
                ++*count;
            }
        },
        &received));
    auto source =
        Socket::CreateSocket(chain.At(ChainTopology::CN).node, UdpSocketFactory::GetTypeId());
    source->Connect(Inet6SocketAddress(destination, 9));
    Simulator::Schedule(Seconds(3), &SendBurst, source, PACKETS);
    Simulator::Stop(Seconds(5));
    Simulator::Run();
    return received;
}

/// Other bindings of the home agent: they only make its tables large.
void
AddBindings(ChainTopology& chain, int64_t count)
{
    auto& steering = chain.At(ChainTopology::HA).steering;
    const auto agent = ChainTopology::Address(1, 1);
    for (int64_t i = 1; i < count; ++i)
    {
        uint8_t octets[16] = {0xfd, 0, 0, 0x0b, 0, 0, 0, 1};
        octets[12] = static_cast<uint8_t>(i >> 24);
        octets[13] = static_cast<uint8_t>(i >> 16);
        octets[14] = static_cast<uint8_t>(i >> 8);
        octets[15] = static_cast<uint8_t>(i);
        auto rule = std::make_shared<SteeringRule>();
        const auto careOf = ChainTopology::Address(2, 2);
        rule->forwarded = {Verdict::TRANSFORM,
                           ChainTopology::Tunnel(agent, careOf),
                           0,
                           DropReason::NO_TUNNEL};
        rule->tunnelSource = careOf;
        rule->tunnelDestination = agent;
        steering->ToAddress(Ipv6Address(octets), rule);
    }
}

/// Times one flow; what is set up before it and taken down after it does not count.
template <typename SetUp>
void
TimeFlow(benchmark::State& state, Ipv6Address destination, SetUp setUp)
{
    for (auto _ : state)
    {
        state.PauseTiming();
        auto chain = std::make_unique<ChainTopology>();
        setUp(*chain);
        state.ResumeTiming();
        if (RunFlow(*chain, destination) != PACKETS)
        {
            state.SkipWithError("packets were lost");
        }
        state.PauseTiming();
        chain.reset();
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * PACKETS);
}

void
PlainPath(benchmark::State& state)
{
    TimeFlow(state, ChainTopology::Address(2, 2), [](ChainTopology&) {});
}

void
TunnelPath(benchmark::State& state)
{
    TimeFlow(state, ChainTopology::Home(), [&](ChainTopology& chain) {
        chain.SetUpTunnel();
        AddBindings(chain, state.range(0));
    });
}

} // namespace

BENCHMARK(PlainPath)->Unit(benchmark::kMillisecond)->Iterations(3);
BENCHMARK(TunnelPath)->Arg(100)->Arg(100000)->Unit(benchmark::kMillisecond)->Iterations(3);

} // namespace ns3::nemo::tests
