// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_RUNNER_SESSION_H
#define NEMO_RUNNER_SESSION_H

#include "ns3/nemo-expectations.h"
#include "ns3/nemo-faults.h"
#include "ns3/nemo-measure-drops.h"
#include "ns3/nemo-measure-handovers.h"
#include "ns3/nemo-measure-messages.h"
#include "ns3/nemo-measure-paths.h"
#include "ns3/nemo-measure-warnings.h"
#include "ns3/nemo-results.h"
#include "ns3/nemo-scenario.h"
#include "ns3/nemo-timeline-recorder.h"
#include "ns3/nemo-timeline.h"
#include "ns3/nemo-topology.h"
#include "ns3/nemo-traffic.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3::nemo
{

/// What a session does besides running.
struct SessionOptions
{
    /// Where a capture of each link goes, as LINK.pcap, and with security associations a file
    /// esp_sa that Wireshark opens them with; empty: none is made. The folder exists.
    std::string captureDirectory;
    /// Hears of every mobility message as it happens; may be empty.
    MessageCounter::Listener onSignal;
    /// Record the course of the run.
    bool timeline{false};
};

/// One run of a scenario, step by step: RunScenario for those who want to look inside.
///
/// ns-3 has one simulator in a process, so there is one session at a time. What it gives depends on
/// the scenario alone, not on what ran before in the process.
class RunSession
{
  public:
    /// Ends whatever simulation there is in the process; nothing is built yet.
    /// \param scenario is copied
    explicit RunSession(const Scenario& scenario);

    /// Ends the simulation.
    ~RunSession();

    RunSession(const RunSession&) = delete;
    RunSession& operator=(const RunSession&) = delete;

    /// Build the nodes of a scenario and throw them away: for those who only want to know whether
    /// that can be. Ends whatever simulation there is in the process, and touches no file.
    /// \return what of the scenario cannot be, a sentence each
    static std::vector<std::string> Try(const Scenario& scenario);

    /// Build everything. It is time 0 then, and nothing has happened: others can connect to trace
    /// sources and schedule events.
    /// \return what of the scenario cannot be, a sentence each; then the session is of no use
    std::vector<std::string> Build(const SessionOptions& options);

    /// \return nodes and links; they stay until the session ends
    const Topology& GetTopology() const;

    /// Run to the end and measure; nodes and links can still be looked at.
    /// \return the results
    const RunResults& Run();

    /// \return what was recorded, to be called once; nothing: that was not wanted
    std::optional<Timeline> TakeTimeline();

    /// End the simulation: nodes and links are disposed of, captures are complete. Done by the
    /// destructor if not before.
    void End();

    /// \return the links whose captures could not be written whole; known once the session has
    /// ended
    const std::vector<std::string>& GetLostCaptures() const;

  private:
    /// ns-3's RIPng closes at its end a socket that it makes at its beginning: where nothing ran it
    /// has to begin first.
    void BeginRouting() const;
    void ScheduleMovement();
    void Move(const MovementSpec& movement);
    std::vector<std::string> EnableCaptures(const std::string& directory) const;

    Scenario m_scenario;
    Topology m_topology;
    Faults m_faults;
    Traffic m_traffic;
    bool m_hasEnded{false};
    std::vector<std::string> m_lostCaptures;
    std::unique_ptr<MessageCounter> m_messages;
    std::unique_ptr<DropCounter> m_drops;
    std::unique_ptr<WarningCollector> m_warnings;
    std::unique_ptr<HandoverMeter> m_handovers;
    std::unique_ptr<PathMeter> m_paths; ///< Null: nobody wants to know.
    std::unique_ptr<Expectations> m_expectations;
    std::unique_ptr<TimelineRecorder> m_recorder; ///< Null: nobody wants to know.
    RunResults m_results;
};

} // namespace ns3::nemo

#endif // NEMO_RUNNER_SESSION_H
