// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_FORWARD_PROGRESS_H
#define MIP6_FORWARD_PROGRESS_H

#include "ns3/ipv6-address.h"
#include "ns3/ipv6-header.h"
#include "ns3/packet.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <tuple>

namespace ns3::nemo
{

/// Notices that what this node sent arrived: a TCP acknowledgement for new data. RFC 4861 section
/// 7.3.1.
class ForwardProgress
{
  public:
    /// How many connections are followed; one more, and all are begun anew.
    static constexpr std::size_t MOST_CONNECTIONS = 256;

    /// A packet was delivered to this node.
    /// @param header its IPv6 header
    /// @param packet its payload
    /// @return whether it acknowledges more of a connection than any before; the first that is
    /// seen of a connection says nothing
    bool Hear(const Ipv6Header& header, Ptr<const Packet> packet);

    /// Forget all connections.
    void Clear();

  private:
    /// Peer, own address, both ports.
    using Connection = std::tuple<Ipv6Address, Ipv6Address, uint16_t, uint16_t>;

    std::map<Connection, uint32_t> m_acknowledged;
};

} // namespace ns3::nemo

#endif // MIP6_FORWARD_PROGRESS_H
