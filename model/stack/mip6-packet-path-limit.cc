// SPDX-License-Identifier: GPL-2.0-only
// How deep PacketPath nests tunnels: the Tunnel Encapsulation Limit. RFC 2473 section 4.1.1.
#include "ns3/icmpv6-header.h"
#include "ns3/mip6-icmpv6-error.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/mip6-packet-path.h"
#include "ns3/mip6-passing-headers.h"

#include <algorithm>

namespace ns3::nemo
{

namespace
{

/// Extension headers are read in a window of this many octets: more than any sane packet has.
constexpr uint32_t WINDOW = 4096;

/// The limit that a packet brings with it, since it came out of no tunnel yet.
std::optional<PassingLimit>
LimitIn(const Ipv6Header& header, Ptr<const Packet> packet)
{
    const uint8_t first = header.GetNextHeader();
    if (!IsPassingHeader(first))
    {
        return std::nullopt;
    }
    Octets octets(std::min(packet->GetSize(), WINDOW));
    packet->CopyData(octets.data(), static_cast<uint32_t>(octets.size()));
    return FindEncapsulationLimit(first, octets.data(), octets.size());
}

} // namespace

std::optional<uint8_t>
PacketPath::ConfiguredLimit() const
{
    return m_limitsEncapsulation ? std::optional(m_encapsulationLimit) : std::nullopt;
}

std::optional<uint8_t>
PacketPath::LimitOf(const Ipv6Header& header, Ptr<const Packet> packet) const
{
    const auto carried = LimitIn(header, packet);
    if (!carried)
    {
        return ConfiguredLimit();
    }
    return static_cast<uint8_t>(std::max<uint8_t>(carried->limit, 1) - 1);
}

bool
PacketPath::MayEnterTunnel(const Ipv6Header& header, Ptr<const Packet> packet)
{
    const auto carried = LimitIn(header, packet);
    if (!carried || carried->limit > 0)
    {
        return true;
    }
    // To the previous entry point, which knows whose packet is in there.
    SendIcmpv6Error(*m_ipv6->GetIcmpv6(),
                    {Icmpv6Header::ICMPV6_ERROR_PARAMETER_ERROR,
                     Icmpv6Header::ICMPV6_MALFORMED_HEADER,
                     static_cast<uint32_t>(IPV6_HEADER_SIZE + carried->offset)},
                    header,
                    packet);
    Drop(DropReason::ENCAPSULATION_LIMIT, packet);
    return false;
}

} // namespace ns3::nemo
