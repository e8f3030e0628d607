// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_PACKET_PATH_PARTS_H
#define MIP6_PACKET_PATH_PARTS_H

#include "ns3/ipv6-interface.h"
#include "ns3/mip6-arrival.h"
#include "ns3/mip6-octets.h"
#include "ns3/mip6-packet-path.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace ns3::nemo
{

/// Where a packet leaves the node.
struct PacketPath::Exit
{
    Ptr<Ipv6Interface> interface; ///< by which
    Ipv6Address nextHop;          ///< to which neighbour
    uint32_t mtu;                 ///< the largest packet that may leave
};

/// How far a walk over the extension headers of one packet is.
struct PacketPath::Walk
{
    Ptr<const Packet> packet; ///< all behind the IPv6 header
    Ipv6Header header;        ///< rewritten on the way
    Arrival arrival;          ///< what the wire said
    Octets octets;            ///< the first part of the packet
    uint32_t at{0};           ///< offset of the next header to read
    uint8_t next{0};          ///< its number
    Octets signals;           ///< options that are signals
    bool rewritten{false};    ///< an address changed, so the packet must be delivered anew

    /// Go on in this packet, from there on.
    void Take(Ptr<const Packet> from, uint32_t offset)
    {
        packet = from;
        constexpr uint32_t WINDOW = 4096; // more than the headers of any sane packet have
        octets.resize(std::min(from->GetSize(), WINDOW));
        from->CopyData(octets.data(), static_cast<uint32_t>(octets.size()));
        at = std::min(offset, static_cast<uint32_t>(octets.size()));
    }

    /// The header to read.
    const uint8_t* Data() const
    {
        return octets.data() + at;
    }

    /// How many octets can be read there.
    std::size_t Left() const
    {
        return octets.size() - at;
    }
};

} // namespace ns3::nemo

#endif // MIP6_PACKET_PATH_PARTS_H
