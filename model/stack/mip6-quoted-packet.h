// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_QUOTED_PACKET_H
#define MIP6_QUOTED_PACKET_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-octets.h"
#include "ns3/packet.h"

#include <cstdint>
#include <optional>

namespace ns3::nemo
{

/**
 * An IPv6 packet as far as an ICMPv6 error quotes it: at least its IPv6 header. RFC 4443 section
 * 2.4 (c).
 */
class QuotedPacket
{
  public:
    /// @param message a whole ICMPv6 error message
    /// @return the packet that it quotes; none if the IPv6 header is not all there
    static std::optional<QuotedPacket> Of(const Octets& message);

    /// @param octets from the IPv6 header on, at least 40 octets, else the run is aborted
    explicit QuotedPacket(Octets octets);

    /// @return IPv6 source
    Ipv6Address GetSource() const;
    /// @return IPv6 destination
    Ipv6Address GetDestination() const;
    /// @return Next Header of the IPv6 header
    uint8_t GetNextHeader() const;
    /// @return octets of the whole packet, also of what is not quoted
    uint32_t GetSize() const;
    /// @return what is quoted of it
    const Octets& GetOctets() const;
    /// @return the same as a packet
    Ptr<Packet> ToPacket() const;

    /// The packet with another header before its payload: the octets before `payload` go, but the
    /// IPv6 header, which is changed.
    /// @param payload offset of the octets that stay
    /// @param nextHeader what they are
    /// @param source IPv6 source
    /// @param destination IPv6 destination
    /// @return the changed packet, with its payload length
    QuotedPacket Without(std::size_t payload,
                         uint8_t nextHeader,
                         const Ipv6Address& source,
                         const Ipv6Address& destination) const;

    /// May its source be told that it was lost? RFC 4443 section 2.4 (e): not about an error, not
    /// to what is no single node, and and about a multicast packet only what may be told of it.
    /// @param evenForMulticast what is wrong may be told about a multicast packet: it is too big,
    /// or has an unknown option that asks for it (RFC 8200 section 4.2)
    /// @return whether it may
    bool MayBeTold(bool evenForMulticast) const;

  private:
    /// Behind extension headers too: an ICMPv6 error, or a Redirect.
    bool IsErrorItself() const;

    Octets m_octets;
};

} // namespace ns3::nemo

#endif // MIP6_QUOTED_PACKET_H
