// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_TUNNEL_CIRCLE_H
#define MIP6_TUNNEL_CIRCLE_H

#include "ns3/ipv6-header.h"
#include "ns3/mip6-transform.h"
#include "ns3/packet.h"
#include "ns3/tag.h"

namespace ns3::nemo
{

/// Says of octets that nobody on the way can read that they are in a tunnel. It is not on the wire:
/// without it, a circle of protected tunnels that no limit ends would fill the links of a run.
class SealedTunnelTag : public Tag
{
  public:
    /// TypeId "ns3::nemo::SealedTunnelTag".
    static TypeId GetTypeId();

    SealedTunnelTag() = default;
    /// @param outer the header of the tunnel packet
    explicit SealedTunnelTag(const Ipv6Header& outer);

    /// Whether it is about the tunnel between these points.
    bool IsOf(const Ipv6Address& source, const Ipv6Address& destination) const;

    TypeId GetInstanceTypeId() const override;       ///< GetTypeId().
    uint32_t GetSerializedSize() const override;     ///< Octets.
    void Serialize(TagBuffer buffer) const override; ///< Writes its octets.
    void Deserialize(TagBuffer buffer) override;     ///< Reads them.
    void Print(std::ostream& os) const override;     ///< Writes it for people.

  private:
    Ipv6Address m_source;
    Ipv6Address m_destination;
};

/// A packet has been sealed into a tunnel. Each tunnel is noted once.
/// @param outer the header of the tunnel packet
/// @param packet what follows
void EnterSealed(const Ipv6Header& outer, Ptr<Packet> packet);

/// Give what has come out of a sealed tunnel the byte tags of what it was in, but for the one about
/// that tunnel.
/// @param outer the header of the tunnel packet
/// @param from what follows
/// @param to what came out of it
void LeaveSealed(const Ipv6Header& outer, Ptr<const Packet> from, Ptr<Packet> to);

/// Is a packet inside a tunnel already, so that it would enter it again without having left it?
/// RFC 2473 section 4.1.3.
/// @param tunnel its entry and exit points
/// @param header the packet's IPv6 header, which is not looked at
/// @param packet what follows; any header in it may be that of the tunnel, as far as it can be
/// read,
///   or has been noted by EnterSealed
bool IsWithin(const Transform& tunnel, const Ipv6Header& header, Ptr<const Packet> packet);

} // namespace ns3::nemo

#endif // MIP6_TUNNEL_CIRCLE_H
