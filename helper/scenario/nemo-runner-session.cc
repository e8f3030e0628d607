// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-runner-session.h"

#include "ns3/boolean.h"
#include "ns3/global-value.h"
#include "ns3/ipv6-routing-helper.h"
#include "ns3/ipv6.h"
#include "ns3/nemo-measure-bindings.h"
#include "ns3/nemo-seed.h"
#include "ns3/nemo-topology-builder.h"
#include "ns3/nemo-topology-security.h"
#include "ns3/packet.h"
#include "ns3/ripng.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3::nemo
{

RunSession::RunSession(const Scenario& scenario)
    : m_scenario(scenario),
      m_topology(m_scenario),
      m_faults(m_topology),
      m_traffic(m_scenario)
{
    Simulator::Destroy();
    RngSeedManager::SetSeed(SpreadSeed(scenario.seed));
    RngSeedManager::SetRun(scenario.run);
    GlobalValue::Bind("ChecksumEnabled", BooleanValue(true));
    // ns-3 takes a Neighbor Solicitation in a packet with uid 0, which is the very first one of the
    // process, for an own probe.
    Create<Packet>();
}

RunSession::~RunSession()
{
    End();
}

void
RunSession::End()
{
    if (!m_hasEnded)
    {
        m_hasEnded = true;
        BeginRouting();
        for (const auto& link : m_topology.links)
        {
            if (!link.link->ClosePcap())
            {
                m_lostCaptures.push_back(link.spec->name);
            }
        }
        Simulator::Destroy();
        // These are the process's: whoever simulates next starts with ns-3's defaults.
        GlobalValue::Bind("ChecksumEnabled", BooleanValue(false));
        RngSeedManager::SetSeed(1);
        RngSeedManager::SetRun(1);
    }
}

void
RunSession::BeginRouting() const
{
    for (const auto& node : m_topology.nodes)
    {
        const auto routing = node.node->GetObject<Ipv6>()->GetRoutingProtocol();
        if (const auto ripng = Ipv6RoutingHelper::GetRouting<RipNg>(routing))
        {
            ripng->Initialize();
        }
    }
}

const std::vector<std::string>&
RunSession::GetLostCaptures() const
{
    return m_lostCaptures;
}

std::vector<std::string>
RunSession::Try(const Scenario& scenario)
{
    RunSession session(scenario);
    return TopologyBuilder(session.m_topology).BuildParts();
}

std::vector<std::string>
RunSession::Build(const SessionOptions& options)
{
    auto problems = TopologyBuilder(m_topology).Build();
    if (problems.empty())
    {
        m_traffic.Install(m_topology);
    }
    if (problems.empty() && !options.captureDirectory.empty())
    {
        problems = EnableCaptures(options.captureDirectory);
    }
    if (!problems.empty())
    {
        return problems;
    }
    m_messages = std::make_unique<MessageCounter>(m_topology);
    if (options.onSignal)
    {
        m_messages->Listen(options.onSignal);
    }
    m_drops = std::make_unique<DropCounter>(m_topology);
    m_warnings = std::make_unique<WarningCollector>(m_topology);
    m_handovers = std::make_unique<HandoverMeter>(m_topology, *m_messages);
    if (m_scenario.output.paths)
    {
        m_paths = std::make_unique<PathMeter>(m_topology, m_traffic);
    }
    if (options.timeline)
    {
        m_recorder = std::make_unique<TimelineRecorder>(m_topology, m_traffic);
    }
    m_expectations = std::make_unique<Expectations>(m_topology, m_traffic);
    ScheduleMovement();
    m_faults.Schedule();
    m_expectations->Schedule();
    Simulator::Stop(m_scenario.duration);
    return {};
}

std::vector<std::string>
RunSession::EnableCaptures(const std::string& directory) const
{
    for (const auto& [name, lines] : {std::pair(ASSOCIATIONS_FILE, &m_topology.associations),
                                      std::pair(AUTHENTICATIONS_FILE, &m_topology.authentications)})
    {
        const std::string file = directory + "/" + std::string(name);
        const auto reason = lines->empty() ? std::string() : WriteFile(file, *lines);
        if (!reason.empty())
        {
            return {file + ": could not be written: " + reason};
        }
    }
    for (const auto& link : m_topology.links)
    {
        link.link->EnablePcap(directory + "/" + link.spec->name + ".pcap");
    }
    return {};
}

const Topology&
RunSession::GetTopology() const
{
    return m_topology;
}

std::optional<Timeline>
RunSession::TakeTimeline()
{
    return m_recorder ? std::optional(m_recorder->TakeTimeline()) : std::nullopt;
}

void
RunSession::ScheduleMovement()
{
    for (const auto& movement : m_scenario.movement)
    {
        Simulator::Schedule(movement.at, [this, &movement]() { Move(movement); });
    }
    for (const auto& [name, station] : m_topology.stations)
    {
        station->Listen([this, &node = m_topology.GetNode(name)](Ptr<WifiLink> link) {
            m_handovers->OnRadio(node,
                                 link ? std::optional(m_topology.NameOf(link)) : std::nullopt);
        });
    }
}

void
RunSession::Move(const MovementSpec& movement)
{
    const BuiltNode& node = m_topology.GetNode(movement.node);
    const auto device = node.FindRoaming(movement.interface)->device;
    const auto from = DynamicCast<MobileLink>(device->GetChannel());
    const auto to = movement.to ? m_topology.GetLink(*movement.to).link : nullptr;
    if (from == to)
    {
        return;
    }
    m_handovers->OnMovement(node, movement.interface, movement.to);
    if (to)
    {
        to->Attach(device);
    }
    else
    {
        from->Detach(device);
    }
}

const RunResults&
RunSession::Run()
{
    Simulator::Run();
    m_results.scenario = m_scenario.description;
    m_results.seed = m_scenario.seed;
    m_results.run = m_scenario.run;
    m_results.duration = m_scenario.duration;
    m_results.events = Simulator::GetEventCount();
    m_results.warnings = m_scenario.warnings;
    m_results.warnings.insert(m_results.warnings.end(),
                              m_warnings->GetWarnings().begin(),
                              m_warnings->GetWarnings().end());
    for (const auto& node : m_topology.nodes)
    {
        const auto bindings = BindingsOf(node);
        m_results.bindings.insert(m_results.bindings.end(), bindings.begin(), bindings.end());
    }
    m_results.delegations = DelegationsOf(m_topology);
    m_results.handovers = m_handovers->GetResults();
    m_results.flows = m_traffic.GetResults();
    for (std::size_t i = 0; m_paths && i < m_results.flows.size(); ++i)
    {
        m_results.flows[i].paths = m_paths->TakeResults(i);
    }
    m_results.messages = m_messages->GetResults();
    m_results.drops = m_drops->GetResults();
    m_results.expectations = m_expectations->Conclude(m_results);
    return m_results;
}

} // namespace ns3::nemo
