// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-tunnel-circle.h"

#include "ns3/mip6-byte-tags.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/mip6-octets.h"
#include "ns3/mip6-passing-headers.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <ostream>

namespace ns3::nemo
{

namespace
{

constexpr std::size_t NEXT_HEADER = 6;  ///< Its place in the IPv6 header.
constexpr std::size_t SOURCE = 8;       ///< The same; the destination follows it.
constexpr uint32_t ADDRESS_OCTETS = 16; ///< Octets.

void
WriteAddress(TagBuffer& buffer, const Ipv6Address& address)
{
    std::array<uint8_t, ADDRESS_OCTETS> octets{};
    address.GetBytes(octets.data());
    buffer.Write(octets.data(), ADDRESS_OCTETS);
}

Ipv6Address
ReadAddress(TagBuffer& buffer)
{
    std::array<uint8_t, ADDRESS_OCTETS> octets{};
    buffer.Read(octets.data(), ADDRESS_OCTETS);
    return Ipv6Address::Deserialize(octets.data());
}

/// Whether it has been noted that a packet is in this tunnel.
bool
IsNoted(const Ipv6Address& source, const Ipv6Address& destination, Ptr<const Packet> packet)
{
    for (ByteTagIterator tags = packet->GetByteTagIterator(); tags.HasNext();)
    {
        const auto item = tags.Next();
        if (item.GetTypeId() == SealedTunnelTag::GetTypeId())
        {
            SealedTunnelTag tag;
            item.GetTag(tag);
            if (tag.IsOf(source, destination))
            {
                return true;
            }
        }
    }
    return false;
}

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

NS_OBJECT_ENSURE_REGISTERED(SealedTunnelTag);

TypeId
SealedTunnelTag::GetTypeId()
{
    static const TypeId tid = TypeId("ns3::nemo::SealedTunnelTag")
                                  .SetParent<Tag>()
                                  .SetGroupName("Nemo")
                                  .AddConstructor<SealedTunnelTag>();
    return tid;
}

SealedTunnelTag::SealedTunnelTag(const Ipv6Header& outer)
    : m_source(outer.GetSource()),
      m_destination(outer.GetDestination())
{
}

bool
SealedTunnelTag::IsOf(const Ipv6Address& source, const Ipv6Address& destination) const
{
    return m_source == source && m_destination == destination;
}

TypeId
SealedTunnelTag::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
SealedTunnelTag::GetSerializedSize() const
{
    return 2 * ADDRESS_OCTETS;
}

void
SealedTunnelTag::Serialize(TagBuffer buffer) const
{
    WriteAddress(buffer, m_source);
    WriteAddress(buffer, m_destination);
}

void
SealedTunnelTag::Deserialize(TagBuffer buffer)
{
    m_source = ReadAddress(buffer);
    m_destination = ReadAddress(buffer);
}

void
SealedTunnelTag::Print(std::ostream& os) const
{
    os << m_source << " -> " << m_destination;
}

void
EnterSealed(const Ipv6Header& outer, Ptr<Packet> packet)
{
    if (!IsNoted(outer.GetSource(), outer.GetDestination(), packet))
    {
        packet->AddByteTag(SealedTunnelTag(outer));
    }
}

void
LeaveSealed(const Ipv6Header& outer, Ptr<const Packet> from, Ptr<Packet> to)
{
    CopyByteTags(from, to, [&outer](const Tag& tag) {
        const auto* sealed = dynamic_cast<const SealedTunnelTag*>(&tag);
        return !sealed || !sealed->IsOf(outer.GetSource(), outer.GetDestination());
    });
}

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
    return IsNoted(tunnel.source, tunnel.destination, packet);
}

} // namespace ns3::nemo
