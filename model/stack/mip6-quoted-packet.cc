// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-quoted-packet.h"

#include "ns3/abort.h"
#include "ns3/mip6-ah.h"
#include "ns3/mip6-extension-chain.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/mip6-neighbor-discovery.h"

namespace ns3::nemo
{

namespace
{

constexpr std::size_t ICMPV6_ERROR_SIZE = 8;

/// Offsets in an IPv6 header, and its size. RFC 8200 section 3.
constexpr std::size_t PAYLOAD_LENGTH = 4;
constexpr std::size_t NEXT_HEADER = 6;
constexpr std::size_t SOURCE = 8;
constexpr std::size_t DESTINATION = 24;

} // namespace

std::optional<QuotedPacket>
QuotedPacket::Of(const Octets& message)
{
    if (message.size() < ICMPV6_ERROR_SIZE + IPV6_HEADER_SIZE)
    {
        return std::nullopt;
    }
    return QuotedPacket(Octets(message.begin() + ICMPV6_ERROR_SIZE, message.end()));
}

QuotedPacket::QuotedPacket(Octets octets)
    : m_octets(std::move(octets))
{
    NS_ABORT_MSG_IF(m_octets.size() < IPV6_HEADER_SIZE,
                    "A quoted packet has at least an IPv6 header.");
}

Ipv6Address
QuotedPacket::GetSource() const
{
    return OctetReader(m_octets.data() + SOURCE, 16).Address();
}

Ipv6Address
QuotedPacket::GetDestination() const
{
    return OctetReader(m_octets.data() + DESTINATION, 16).Address();
}

uint8_t
QuotedPacket::GetNextHeader() const
{
    return m_octets[NEXT_HEADER];
}

uint32_t
QuotedPacket::GetSize() const
{
    return IPV6_HEADER_SIZE + OctetReader(m_octets.data() + PAYLOAD_LENGTH, 2).U16();
}

const Octets&
QuotedPacket::GetOctets() const
{
    return m_octets;
}

Ptr<Packet>
QuotedPacket::ToPacket() const
{
    return Create<Packet>(m_octets.data(), static_cast<uint32_t>(m_octets.size()));
}

QuotedPacket
QuotedPacket::Without(std::size_t payload,
                      uint8_t nextHeader,
                      const Ipv6Address& source,
                      const Ipv6Address& destination) const
{
    Octets octets(m_octets.begin(), m_octets.begin() + IPV6_HEADER_SIZE);
    octets.insert(octets.end(),
                  m_octets.begin() + static_cast<std::ptrdiff_t>(payload),
                  m_octets.end());
    const std::size_t length = GetSize() - payload;
    octets[PAYLOAD_LENGTH] = static_cast<uint8_t>(length >> 8);
    octets[PAYLOAD_LENGTH + 1] = static_cast<uint8_t>(length);
    octets[NEXT_HEADER] = nextHeader;
    source.GetBytes(octets.data() + SOURCE);
    destination.GetBytes(octets.data() + DESTINATION);
    return QuotedPacket(std::move(octets));
}

bool
QuotedPacket::MayBeTold(bool evenForMulticast) const
{
    const Ipv6Address source = GetSource();
    return !IsErrorItself() && !source.IsMulticast() && !source.IsAny() &&
           (evenForMulticast || !GetDestination().IsMulticast());
}

bool
QuotedPacket::IsErrorItself() const
{
    uint8_t next = GetNextHeader();
    std::size_t at = IPV6_HEADER_SIZE;
    const auto isExtension = [](uint8_t header) {
        return header == HOP_BY_HOP_HEADER || header == ROUTING_HEADER ||
               header == DESTINATION_OPTIONS_HEADER || header == AUTHENTICATION_HEADER;
    };
    while (isExtension(next) && at + 2 <= m_octets.size())
    {
        // RFC 2402 section 2.2 counts in words of four octets, and all but two of them.
        const std::size_t length = m_octets[at + 1];
        const std::size_t size =
            next == AUTHENTICATION_HEADER ? (length + 2) * 4 : (length + 1) * 8;
        next = m_octets[at];
        at += size;
    }
    if (next != ICMPV6 || at >= m_octets.size())
    {
        return false;
    }
    return m_octets[at] < ICMPV6_FIRST_INFORMATIONAL ||
           m_octets[at] == static_cast<uint8_t>(NeighborMessageType::REDIRECT);
}

} // namespace ns3::nemo
