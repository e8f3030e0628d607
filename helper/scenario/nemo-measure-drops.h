// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_MEASURE_DROPS_H
#define NEMO_MEASURE_DROPS_H

#include "ns3/ipv6-l3-protocol.h"
#include "ns3/mip6-drop-reason.h"
#include "ns3/mip6-mobile-link-device.h"
#include "ns3/nemo-results.h"
#include "ns3/nemo-topology.h"
#include "ns3/packet.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ns3::nemo
{

/// Counts packets that ended before they were where they should be, from trace sources.
///
/// Reasons are those of DropReason as they are; "ipv6-..." for what ns-3's IPv6 drops; "link-..."
/// for frames lost on a link, by their sender and once for each receiver: "link-random",
/// "link-no-receiver", "link-receiver-left", "link-sender-left", "link-queue-full", "link-rule",
/// and "link-none" for what a node sends while it has no link.
class DropCounter
{
  public:
    /// \param topology must outlive the counter; its nodes exist
    explicit DropCounter(const Topology& topology);

    /// \return all counts that are not zero, by node and reason
    std::vector<DropResult> GetResults() const;

  private:
    void OnDrop(std::size_t node, DropReason reason, Ptr<const Packet> packet);
    void OnIpv6Drop(std::size_t node,
                    const Ipv6Header& header,
                    Ptr<const Packet> packet,
                    Ipv6L3Protocol::DropReason reason,
                    Ptr<Ipv6> ipv6,
                    uint32_t interface);
    void OnFrameLost(const LinkFrame& frame, FrameLoss reason);
    void OnRefused(std::size_t node, Ptr<const Packet> packet);

    const Topology& m_topology;
    std::map<uint32_t, std::size_t> m_nodeIndex; ///< By ns-3's node id.
    std::map<std::pair<std::size_t, std::string>, uint64_t> m_counts;
};

} // namespace ns3::nemo

#endif // NEMO_MEASURE_DROPS_H
