// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_MEASURE_FLOW_H
#define NEMO_MEASURE_FLOW_H

#include "ns3/nemo-results.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::nemo
{

/// Hears what a FlowMeter hears.
class FlowListener
{
  public:
    virtual ~FlowListener() = default;
    /// A packet of an application that numbers them was sent.
    virtual void OnSent(uint64_t sequence) = 0;
    /// One of them arrived for the first time.
    virtual void OnArrived(uint64_t sequence, Time delay, uint32_t octets) = 0;
    /// Octets of a stream arrived.
    virtual void OnStreamArrived(uint32_t octets) = 0;
};

/// Follows a flow by the trace sources of its applications.
///
/// - delay percentiles are nearest rank: the smallest delay that at least that share of the packets
///   did not exceed;
/// - jitterMean is the mean of |D(i) - D(i-1)| over the packets in the order of their arrival, with
///   D the delay (RFC 3550 section 6.4.1 without the smoothing);
/// - goodput is the payload that arrived, duplicates not counted, over the time from the flow's
/// start to
///   its stop, as the file has them: what is lost or late lowers it.
class FlowMeter
{
  public:
    /// \param flow must outlive the meter
    explicit FlowMeter(const TrafficSpec& flow);

    /// A packet of an application that numbers them was sent.
    void OnSent(uint64_t sequence, uint32_t octets);
    /// One of them arrived.
    void OnReceived(uint64_t sequence, Time delay, uint32_t octets);
    /// Octets of a stream were given to the socket.
    void OnStreamSent(Ptr<const Packet> packet);
    /// Octets of a stream arrived.
    void OnStreamReceived(Ptr<const Packet> packet, const Address& from);

    /// Tell somebody, who outlives the run, of all that is sent and arrives from now on.
    void Listen(FlowListener* listener);

    /// \return what is known by now
    FlowResult GetResult() const;

  private:
    void AddDelays(FlowResult& result) const;

    const TrafficSpec& m_flow;
    FlowListener* m_listener{nullptr}; ///< Null: nobody.
    uint64_t m_sent{0};
    uint64_t m_received{0};
    uint64_t m_octets{0};
    uint64_t m_outOfOrder{0};
    std::optional<uint64_t> m_highest; ///< Sequence number.
    std::vector<bool> m_arrived;       ///< By sequence number.
    std::vector<int64_t> m_delays;     ///< Nanoseconds, in the order of arrival.
};

} // namespace ns3::nemo

#endif // NEMO_MEASURE_FLOW_H
