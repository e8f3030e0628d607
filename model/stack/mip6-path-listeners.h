// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_PATH_LISTENERS_H
#define MIP6_PATH_LISTENERS_H

#include "ns3/ipv6-address.h"
#include "ns3/ipv6-header.h"
#include "ns3/mip6-drop-reason.h"
#include "ns3/mip6-octets.h"
#include "ns3/mip6-transform.h"
#include "ns3/packet.h"

#include <cstdint>
#include <functional>
#include <optional>

// Who is asked, or told, by PacketPath.

namespace ns3::nemo
{

/// Judges packets out of tunnels, by their headers and the interface that they arrived by; none: it
/// is not known, since the packet came out of another tunnel, or by way of extension headers.
using TunnelJudge = std::function<std::optional<DropReason>(const Ipv6Header& outer,
                                                            const Ipv6Header& inner,
                                                            std::optional<uint32_t> interface)>;

/// Told of a Home Address option that no binding vouches for: the own address that its packet was
/// for, the IPv6 source, the home address.
using UnboundListener = std::function<
    void(const Ipv6Address& local, const Ipv6Address& source, const Ipv6Address& home)>;

/// Told of destination options that are signals (ExtensionFormat::signals), when the headers of
/// their packet have been read and before what they rode on is delivered.
/// @param header with the home addresses in their places, and what follows
/// @param options complete ones, one behind the other, at least one
/// @param packet what follows; empty if that is No Next Header
/// @return whether the packet may be delivered; if not, the listener has dropped it
using OptionsListener =
    std::function<bool(const Ipv6Header& header, const Octets& options, Ptr<const Packet> packet)>;

/// Told of a packet that came out of a tunnel, before anybody judges whether it may.
/// @param outer header of the tunnel, with the home addresses in their places
/// @param packet what was in it
/// @return whether it was a message for the listener; then it goes no further
using TunnelListener = std::function<bool(const Ipv6Header& outer, Ptr<const Packet> packet)>;

/// Who takes the messages of mobility that are no payload; each may be left out.
struct SignalListeners
{
    OptionsListener options;  ///< Of destination options.
    TunnelListener tunnelled; ///< Of packets in tunnels.
};

/// A signal that rides on a packet which leaves anyway.
struct Rider
{
    Octets options;           ///< a complete destination option, laid out from offset 2
    bool authenticate{false}; ///< the packet is to have an Authentication Header then
    /// Told how many octets more the packet has because of it.
    std::function<void(uint32_t octets)> onSent;
};

/// Asked about each packet that this node makes and that leaves with extension headers, but neither
/// in a tunnel nor with a signal already. What it gives leaves with the packet if there is room,
/// else it is not told of it.
using RiderSource =
    std::function<std::optional<Rider>(const Ipv6Header& header, const Transform& transform)>;

} // namespace ns3::nemo

#endif // MIP6_PATH_LISTENERS_H
