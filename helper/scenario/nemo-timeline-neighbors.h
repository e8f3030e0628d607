// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TIMELINE_NEIGHBORS_H
#define NEMO_TIMELINE_NEIGHBORS_H

#include "ns3/mip6-mobile-link-device.h"
#include "ns3/nemo-timeline-messages.h"
#include "ns3/nemo-topology.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace ns3::nemo
{

/// Writes down what of Neighbor Discovery belongs to a handover: what a mobile node sends from
/// coming to a link on, and the advertisements that it hears there, until it gets a Binding
/// Acknowledgement, and not more than a few of each kind.
class TimelineNeighbors
{
  public:
    /// \param topology must outlive this; its nodes exist
    /// \param messages where to write them
    TimelineNeighbors(const Topology& topology, TimelineMessages& messages);

    TimelineNeighbors(const TimelineNeighbors&) = delete;
    TimelineNeighbors& operator=(const TimelineNeighbors&) = delete;

  private:
    /// A mobile node on a link that is new to it: how many more are written down.
    struct Newcomer
    {
        const BuiltNode* node;
        uint32_t advertisements;
        uint32_t others;
    };

    void OnLinkChange(std::size_t newcomer, std::size_t roaming);
    void OnSignalReceived(std::size_t newcomer, const SignalDelivery& delivery);
    void OnFrame(std::size_t link, const LinkFrame& frame);
    void OnFrameReceived(const LinkFrame& frame, Ptr<const MobileLinkDevice> to);
    void WriteDown(const LinkFrame& frame, const std::string& link, const BuiltNode* to);

    const Topology& m_topology;
    TimelineMessages& m_messages;
    std::vector<Newcomer> m_newcomers;
    /// Numbers of messages by the frame's packet, and who has to get it; null: any router.
    std::multimap<uint64_t, std::pair<std::size_t, const BuiltNode*>> m_underWay;
};

} // namespace ns3::nemo

#endif // NEMO_TIMELINE_NEIGHBORS_H
