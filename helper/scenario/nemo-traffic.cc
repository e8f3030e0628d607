// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-traffic.h"

#include "ns3/abort.h"
#include "ns3/address.h"
#include "ns3/bulk-send-application.h"
#include "ns3/double.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/nemo-traffic-datagram.h"
#include "ns3/nemo-traffic-echo.h"
#include "ns3/packet-sink.h"
#include "ns3/random-variable-stream.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/type-id.h"
#include "ns3/uinteger.h"

#include <variant>

namespace ns3::nemo
{

namespace
{

constexpr int64_t FIRST_SOURCE_PORT = 50000;
/// Random streams of flows, two for each, above those of the topology.
constexpr int64_t FIRST_FLOW_STREAM = int64_t{1} << 43;

FlowIdentity
Identify(const TrafficSpec& flow, std::size_t index)
{
    if (flow.type == TrafficType::PING)
    {
        return {ICMPV6, 0, 0, static_cast<uint16_t>(index + 1)};
    }
    const auto sourcePort = static_cast<uint16_t>(FIRST_SOURCE_PORT + static_cast<int64_t>(index));
    return {flow.type == TrafficType::TCP ? TCP_PROTOCOL : UDP_PROTOCOL,
            sourcePort,
            PortOf(flow, index),
            0};
}

/// \return what draws the seconds of a span
Ptr<RandomVariableStream>
Draw(const OnOffSpan& span)
{
    if (const auto* exponential = std::get_if<ExponentialSpan>(&span))
    {
        auto draw = CreateObject<ExponentialRandomVariable>();
        draw->SetAttribute("Mean", DoubleValue(exponential->mean.GetSeconds()));
        return draw;
    }
    if (const auto* uniform = std::get_if<UniformSpan>(&span))
    {
        auto draw = CreateObject<UniformRandomVariable>();
        draw->SetAttribute("Min", DoubleValue(uniform->min.GetSeconds()));
        draw->SetAttribute("Max", DoubleValue(uniform->max.GetSeconds()));
        return draw;
    }
    if (const auto* pareto = std::get_if<ParetoSpan>(&span))
    {
        auto draw = CreateObject<ParetoRandomVariable>();
        const double scale = pareto->mean.GetSeconds() * (pareto->shape - 1) / pareto->shape;
        draw->SetAttribute("Scale", DoubleValue(scale));
        draw->SetAttribute("Shape", DoubleValue(pareto->shape));
        return draw;
    }
    auto draw = CreateObject<ConstantRandomVariable>();
    draw->SetAttribute("Constant", DoubleValue(std::get<Time>(span).GetSeconds()));
    return draw;
}

/// Let an application run for the time of its flow.
void
Run(Ptr<Application> application, const BuiltNode& node, Time start, Time stop)
{
    node.node->AddApplication(application);
    application->SetStartTime(start);
    application->SetStopTime(stop);
}

} // namespace

Traffic::Traffic(const Scenario& scenario)
    : m_scenario(scenario)
{
    for (std::size_t i = 0; i < scenario.traffic.size(); ++i)
    {
        const auto& flow = scenario.traffic[i];
        m_flows.push_back({Identify(flow, i), std::make_unique<FlowMeter>(flow)});
    }
}

void
Traffic::Install(const Topology& topology)
{
    for (std::size_t i = 0; i < m_flows.size(); ++i)
    {
        const auto& flow = m_scenario.traffic[i];
        const auto destination =
            flow.address ? flow.address : topology.AddressOf(topology.GetNode(flow.to));
        NS_ABORT_MSG_UNLESS(destination,
                            "flow \"" << flow.name << "\": give the address of node \"" << flow.to
                                      << "\", which has none yet");
        switch (flow.type)
        {
        case TrafficType::UDP:
        case TrafficType::ON_OFF:
            InstallDatagrams(flow, m_flows[i], topology, *destination);
            break;
        case TrafficType::PING:
            InstallEcho(flow, m_flows[i], topology, *destination);
            break;
        case TrafficType::TCP:
            InstallStream(flow, m_flows[i], topology, *destination);
            break;
        }
    }
}

void
Traffic::InstallDatagrams(const TrafficSpec& flow,
                          const Running& running,
                          const Topology& topology,
                          const Ipv6Address& destination)
{
    const auto& identity = running.identity;
    auto* meter = running.meter.get();
    auto sink = CreateObject<DatagramSink>();
    sink->SetPort(identity.port);
    sink->TraceConnectWithoutContext("Received", MakeCallback(&FlowMeter::OnReceived, meter));
    Run(sink, topology.GetNode(flow.to), Time(0), Time(0));
    auto source = CreateObject<DatagramSource>();
    DatagramPlan plan{destination, identity.port, identity.sourcePort, flow.size, flow.interval};
    if (flow.type == TrafficType::ON_OFF)
    {
        const int64_t stream = FIRST_FLOW_STREAM + 2 * (identity.sourcePort - FIRST_SOURCE_PORT);
        plan.on = Draw(flow.on);
        plan.on->SetStream(stream);
        plan.off = Draw(flow.off);
        plan.off->SetStream(stream + 1);
    }
    source->SetPlan(plan);
    source->TraceConnectWithoutContext("Sent", MakeCallback(&FlowMeter::OnSent, meter));
    Run(source, topology.GetNode(flow.from), flow.start, flow.stop);
}

void
Traffic::InstallEcho(const TrafficSpec& flow,
                     const Running& running,
                     const Topology& topology,
                     const Ipv6Address& destination)
{
    auto* meter = running.meter.get();
    auto source = CreateObject<EchoSource>();
    source->SetPlan({destination, running.identity.identifier, flow.size, flow.interval});
    source->TraceConnectWithoutContext("Sent", MakeCallback(&FlowMeter::OnSent, meter));
    source->TraceConnectWithoutContext("Received", MakeCallback(&FlowMeter::OnReceived, meter));
    Run(source, topology.GetNode(flow.from), flow.start, flow.stop);
}

void
Traffic::InstallStream(const TrafficSpec& flow,
                       const Running& running,
                       const Topology& topology,
                       const Ipv6Address& destination)
{
    const auto& identity = running.identity;
    auto* meter = running.meter.get();
    const auto any = Ipv6Address::GetAny();
    auto sink = CreateObject<PacketSink>();
    sink->SetAttribute("Local", AddressValue(Inet6SocketAddress(any, identity.port)));
    sink->SetAttribute("Protocol", TypeIdValue(TcpSocketFactory::GetTypeId()));
    sink->TraceConnectWithoutContext("Rx", MakeCallback(&FlowMeter::OnStreamReceived, meter));
    Run(sink, topology.GetNode(flow.to), Time(0), Time(0));
    auto source = CreateObject<BulkSendApplication>();
    source->SetAttribute("Local", AddressValue(Inet6SocketAddress(any, identity.sourcePort)));
    source->SetAttribute("Remote", AddressValue(Inet6SocketAddress(destination, identity.port)));
    source->SetAttribute("MaxBytes", UintegerValue(flow.bytes.value_or(0)));
    source->TraceConnectWithoutContext("Tx", MakeCallback(&FlowMeter::OnStreamSent, meter));
    Run(source, topology.GetNode(flow.from), flow.start, flow.stop);
}

const FlowIdentity&
Traffic::GetIdentity(std::size_t index) const
{
    return m_flows[index].identity;
}

void
Traffic::Listen(std::size_t index, FlowListener* listener) const
{
    m_flows[index].meter->Listen(listener);
}

std::vector<FlowResult>
Traffic::GetResults() const
{
    std::vector<FlowResult> results;
    for (const auto& flow : m_flows)
    {
        results.push_back(flow.meter->GetResult());
    }
    return results;
}

} // namespace ns3::nemo
