// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-tunnel-circle.h"

#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/mip6-octets.h"
#include "ns3/mip6-passing-headers.h"

#include <cstddef>
#include <cstdint>

namespace ns3::nemo
{

namespace
{

constexpr std::size_t NEXT_HEADER = 6; ///< Its place in the IPv6 header.
constexpr std::size_t SOURCE = 8;      ///< The same; the destination follows it.

/// @param at where the extension headers begin; becomes the place behind them
/// @param next the number of the first one
/// @return the Next Header behind them; 0 if this is a fragment but the first
uint8_t
StepOverExtensions(const Octets& octets, std::size_t& at, uint8_t next)
{
    const std::size_t begin = at;
    for (const auto& header : ReadPassingHeaders(next, octets.data() + at, octets.size() - at))
    {
        const std::size_t place = begin + header.offset;
        OctetReader reader(octets.data() + place, header.size);
        next = reader.U8();
        reader.Skip(1);
        if (header.number == FRAGMENT_HEADER && (reader.U16() & 0xfff8) != 0)
        {
            return 0;
        }
        at = place + header.size;
    }
    return next;
}

} // namespace

bool
IsWithin(const Transform& tunnel, const Ipv6Header& header, Ptr<const Packet> packet)
{
    Octets octets(packet->GetSize());
    packet->CopyData(octets.data(), packet->GetSize());
    std::size_t at = 0;
    uint8_t next = StepOverExtensions(octets, at, header.GetNextHeader());
    while (next == IPV6_IN_IPV6 && octets.size() - at >= IPV6_HEADER_SIZE)
    {
        OctetReader addresses(octets.data() + at + SOURCE, IPV6_HEADER_SIZE - SOURCE);
        const Ipv6Address source = addresses.Address();
        if (source == tunnel.source && addresses.Address() == tunnel.destination)
        {
            return true;
        }
        next = octets[at + NEXT_HEADER];
        at += IPV6_HEADER_SIZE;
        next = StepOverExtensions(octets, at, next);
    }
    return false;
}

} // namespace ns3::nemo
