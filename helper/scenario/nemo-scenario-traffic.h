// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SCENARIO_TRAFFIC_H
#define NEMO_SCENARIO_TRAFFIC_H

#include "ns3/ipv6-address.h"
#include "ns3/nemo-scenario-on-off.h"
#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace ns3::nemo
{

/// What a flow is made of.
enum class TrafficType : uint8_t
{
    UDP,    ///< Datagrams at an even pace.
    PING,   ///< Echo requests, each waits for its reply.
    TCP,    ///< One connection, as fast as it goes.
    ON_OFF, ///< Datagrams at an even pace, with breaks.
};

/// An item of "traffic".
struct TrafficSpec
{
    std::string name;                   ///< Unique; unnamed flows are called from-to-type.
    TrafficType type{TrafficType::UDP}; ///< "type".
    std::string from;                   ///< Sending node.
    std::string to;                     ///< Receiving node.
    /// The address of `to` that is sent to; nullopt: its home address or else its first address.
    std::optional<Ipv6Address> address;
    Time start{Seconds(1)};          ///< First packet.
    Time stop;                       ///< No packet at or after this; never after the end.
    Time interval{MilliSeconds(20)}; ///< All but TCP: from packet to packet.
    uint32_t size{160};              ///< UDP payload or echo data octets.
    OnOffSpan on{Seconds(1)};        ///< On-off: how long it sends, from the start on.
    OnOffSpan off{Seconds(1)};       ///< On-off: how long it pauses.
    std::optional<uint64_t> bytes;   ///< TCP: octets to send; nullopt: all that goes until stop.
    std::optional<uint16_t> port; ///< All but ping: destination port; nullopt: the runner's choice.
    std::string pointer;          ///< JSON pointer, for messages.
};

/// As many flows as there are source ports.
constexpr std::size_t MOST_FLOWS = 15000;

/// \param flow no ping
/// \param index of the flow in the scenario, below MOST_FLOWS
/// \return its port at the receiver: that of the file, or else 9000 and the index
uint16_t PortOf(const TrafficSpec& flow, std::size_t index);

} // namespace ns3::nemo

#endif // NEMO_SCENARIO_TRAFFIC_H
