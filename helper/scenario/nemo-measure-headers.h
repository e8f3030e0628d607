// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_MEASURE_HEADERS_H
#define NEMO_MEASURE_HEADERS_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-octets.h"
#include "ns3/nemo-traffic.h"
#include "ns3/packet.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::nemo
{

/// An IPv6 header and what of mobility stands behind it.
struct StackHeader
{
    Ipv6Address source;                     ///< IPv6 source.
    Ipv6Address destination;                ///< IPv6 destination.
    std::optional<Ipv6Address> routing;     ///< Home address in a type 2 routing header.
    std::optional<Ipv6Address> homeAddress; ///< Home Address option.
};

/// All IPv6 headers of a packet, outermost first.
using HeaderStack = std::vector<StackHeader>;

/// \return whether addresses and extensions are equal
bool operator==(const StackHeader& a, const StackHeader& b);
/// \return whether they differ
bool operator!=(const StackHeader& a, const StackHeader& b);

/// \return such as "4::3 > 7::2, 3::2 > 5::2"; behind a header with extensions stands
/// "routing 1::2" or "home address 1::2"
std::string ToString(const HeaderStack& stack);

/// The direction of a packet of a flow.
enum class FlowDirection : uint8_t
{
    FORWARD, ///< From the flow's sender.
    REVERSE, ///< To it: echo replies, what a TCP receiver says.
};

/// A packet as anybody on the way can read it.
struct ReadablePacket
{
    HeaderStack stack;   ///< All IPv6 headers.
    uint8_t hopLimit{0}; ///< Of the outermost one.
    uint8_t protocol{0}; ///< Upper-layer protocol.
    Octets payload;      ///< The first octets of what that protocol made, TELLTALE at most.

    /// So many octets tell a packet of a flow from the others: ports and numbers of TCP, number and
    /// time of our datagrams, checksums.
    static constexpr std::size_t TELLTALE = 20;
};

/// Read the headers of a packet, written from the RFCs and not from the code that makes them.
/// \param packet begins with an IPv6 header
/// \return nothing if it cannot be read, or is a fragment but the first
std::optional<ReadablePacket> ReadPacket(Ptr<const Packet> packet);

/// \return whether it is a packet of the flow in that direction
bool IsOfFlow(const ReadablePacket& packet, const FlowIdentity& identity, FlowDirection direction);

} // namespace ns3::nemo

#endif // NEMO_MEASURE_HEADERS_H
