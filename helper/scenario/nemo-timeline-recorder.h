// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TIMELINE_RECORDER_H
#define NEMO_TIMELINE_RECORDER_H

#include "ns3/mip6-binding.h"
#include "ns3/mip6-mobile-link-device.h"
#include "ns3/nemo-timeline-flow.h"
#include "ns3/nemo-timeline-messages.h"
#include "ns3/nemo-timeline-neighbors.h"
#include "ns3/nemo-timeline.h"
#include "ns3/nemo-topology.h"
#include "ns3/nemo-traffic.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace ns3::nemo
{

/// Records a run for a report, from trace sources. It schedules nothing and draws nothing: the run
/// is the same with it and without.
class TimelineRecorder
{
  public:
    /// \param topology is built, and outlives this
    /// \param traffic its flows are installed; outlives this
    TimelineRecorder(const Topology& topology, const Traffic& traffic);

    TimelineRecorder(const TimelineRecorder&) = delete;
    TimelineRecorder& operator=(const TimelineRecorder&) = delete;

    /// End the recording.
    /// \return all of it
    Timeline TakeTimeline();

  private:
    void OnLinkChange(std::size_t node, std::size_t roaming);
    void OnBinding(std::size_t node, const Binding* before, const Binding* after);
    void OnForwarding(std::size_t node,
                      const Ipv6Address& home,
                      const NetworkPrefix& prefix,
                      bool isOn);
    void OnFrame(std::size_t link, const LinkFrame& frame);

    const Topology& m_topology;
    TimelineMessages m_messages;
    TimelineNeighbors m_neighbors;
    std::vector<std::unique_ptr<FlowTimeline>> m_flows;
    Timeline m_timeline;
};

} // namespace ns3::nemo

#endif // NEMO_TIMELINE_RECORDER_H
