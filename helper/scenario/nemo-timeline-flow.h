// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TIMELINE_FLOW_H
#define NEMO_TIMELINE_FLOW_H

#include "ns3/bulk-send-application.h"
#include "ns3/nemo-measure-flow.h"
#include "ns3/nemo-timeline.h"
#include "ns3/nemo-traffic.h"
#include "ns3/sequence-number.h"
#include "ns3/tcp-header.h"
#include "ns3/tcp-socket-base.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3::nemo
{

/// Follows a flow over time. It only listens: no event is scheduled, so that the run is the same
/// with it and without.
class FlowTimeline : public FlowListener
{
  public:
    /// \param topology is built, and outlives this
    /// \param traffic its flows are installed; outlives this
    /// \param index of the flow in the scenario
    FlowTimeline(const Topology& topology, const Traffic& traffic, std::size_t index);

    FlowTimeline(const FlowTimeline&) = delete;
    FlowTimeline& operator=(const FlowTimeline&) = delete;

    /// \return the flow until now
    TimelineFlow GetResult() const;

    /// The width of the intervals: 1, 2 or 5 times a power of ten, so that a run has not too many.
    /// \param duration of the run
    /// \param flows of the scenario, which share what a page can hold
    static Time WidthFor(Time duration, std::size_t flows);

  private:
    /// A packet that was sent.
    struct Sent
    {
        Time at;
        bool hasArrived{false};
    };

    void OnSent(uint64_t sequence) override;
    void OnArrived(uint64_t sequence, Time delay, uint32_t octets) override;
    void OnStreamArrived(uint32_t octets) override;
    void OnStreamSent(Ptr<const Packet> packet);
    void OnSegment(Ptr<const Packet> packet,
                   const TcpHeader& header,
                   Ptr<const TcpSocketBase> socket);
    void OnRoundTrip(Time before, Time after);
    TimelineFlow::Bin& BinAt(Time time);
    void NoteDelay(Time sent, Time delay);

    TimelineFlow m_flow;
    std::vector<Sent> m_sent;          ///< By sequence number.
    Ptr<BulkSendApplication> m_sender; ///< Of tcp.
    Ptr<Socket> m_socket;              ///< Of tcp: the one that is listened to.
    SequenceNumber32 m_highest{0};     ///< Of tcp: the next octet that is new.
    bool m_hasSegments{false};         ///< Of tcp: `m_highest` is known.
};

} // namespace ns3::nemo

#endif // NEMO_TIMELINE_FLOW_H
