// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_MEASURE_MESSAGES_H
#define NEMO_MEASURE_MESSAGES_H

#include "ns3/ipv6-header.h"
#include "ns3/mip6-message-port.h"
#include "ns3/mip6-mobile-link-device.h"
#include "ns3/nemo-results.h"
#include "ns3/nemo-topology.h"
#include "ns3/packet.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

namespace ns3::nemo
{

/// A mobility message at the moment when it leaves or has arrived.
struct SignalEvent
{
    const BuiltNode& node;       ///< Where.
    MessageDirection direction;  ///< Made there or ended there.
    const Signal& signal;        ///< What it says.
    Ipv6Address source;          ///< Whom it is from: the home address if it is from one.
    Ipv6Address destination;     ///< Whom it is for.
    Ipv6Address wireSource;      ///< IPv6 source.
    Ipv6Address wireDestination; ///< First IPv6 destination.
};

/// Counts messages where they are made and where they end, from trace sources: those of mobility at
/// MessagePort, those of Neighbor Discovery on the links (sent) and where IPv6 delivers them
/// (received), so that nodes without our stack are counted alike.
class MessageCounter
{
  public:
    /// \param topology must outlive the counter; its nodes exist
    explicit MessageCounter(const Topology& topology);

    /// Hears of every mobility message.
    using Listener = std::function<void(const SignalEvent&)>;
    /// Tell somebody, before the node that receives it acts upon it.
    void Listen(Listener listener);

    /// \return all counts that are not zero, by node, type, direction and status
    std::vector<MessageResult> GetResults() const;

  private:
    /// What is counted apart.
    using Key = std::tuple<std::size_t, MessageType, MessageDirection, std::optional<uint8_t>>;

    /// A count.
    struct Count
    {
        uint64_t messages{0};
        uint64_t octets{0};
    };

    void OnSignalSent(std::size_t node,
                      const Signal& signal,
                      const Envelope& envelope,
                      uint32_t size);
    void OnSignalReceived(std::size_t node, const SignalDelivery& delivery);
    void OnIcmpv6Sent(std::size_t node,
                      const MobilityIcmpv6Message& message,
                      const Envelope& envelope,
                      uint32_t size);
    void OnIcmpv6Received(std::size_t node, const MobilityIcmpv6Delivery& delivery);
    void OnDelivered(std::size_t node,
                     const Ipv6Header& header,
                     Ptr<const Packet> packet,
                     uint32_t interface);
    void OnFrame(const LinkFrame& frame);
    void Add(std::size_t node,
             MessageType type,
             MessageDirection direction,
             std::optional<uint8_t> status,
             uint32_t octets);

    const Topology& m_topology;
    std::map<uint32_t, std::size_t> m_nodeIndex; ///< By ns-3's node id.
    std::map<Key, Count> m_counts;
    std::vector<Listener> m_listeners;
};

} // namespace ns3::nemo

#endif // NEMO_MEASURE_MESSAGES_H
