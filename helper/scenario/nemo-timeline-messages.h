// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TIMELINE_MESSAGES_H
#define NEMO_TIMELINE_MESSAGES_H

#include "ns3/mip6-message-port.h"
#include "ns3/nemo-timeline.h"
#include "ns3/nemo-topology.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3::nemo
{

/// Writes down each mobility message of a run, and joins the one that arrived to the one that was
/// sent: the latest that says the same, from the same node to the same, and has not arrived yet.
class TimelineMessages
{
  public:
    /// More are only counted: 90 movements in 1000 s make some 800.
    static constexpr std::size_t MOST = 4000;

    /// \param topology must outlive this; its nodes exist
    explicit TimelineMessages(const Topology& topology);

    TimelineMessages(const TimelineMessages&) = delete;
    TimelineMessages& operator=(const TimelineMessages&) = delete;

    /// Write down a message of another kind.
    /// \return its number, to be told of its arrival; nothing if there are too many
    std::optional<std::size_t> Add(TimelineMessage message);

    /// A message that was written down has arrived; only the first time counts.
    void Arrive(std::size_t number, const std::string& node);

    /// \return all of them by the time at which they were sent or, if that is not known, arrived
    std::vector<TimelineMessage> TakeMessages();

    /// \return how many there were beyond MOST
    uint64_t GetOmitted() const;

  private:
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
    void OnSent(std::size_t node, TimelineMessage message, const Envelope& envelope);
    void OnReceived(std::size_t node, TimelineMessage message);

    const Topology& m_topology;
    std::vector<TimelineMessage> m_messages;
    std::map<std::string, std::vector<std::size_t>> m_underWay; ///< By what they say.
    uint64_t m_omitted{0};
};

} // namespace ns3::nemo

#endif // NEMO_TIMELINE_MESSAGES_H
