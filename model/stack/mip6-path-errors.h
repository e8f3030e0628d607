// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_PATH_ERRORS_H
#define MIP6_PATH_ERRORS_H

#include "ns3/mip6-mobility-icmpv6.h"
#include "ns3/mip6-octets.h"
#include "ns3/mip6-packet-path.h"
#include "ns3/object.h"

#include <cstdint>
#include <optional>

namespace ns3::nemo
{

/**
 * Undoes PacketPath's work in the packet that an ICMPv6 error quotes, so that the error reaches who
 * sent the packet, in words that he understands: relayed to the source of a tunnelled packet (RFC
 * 2473 section 8), or told to the local sockets. Keeps the path MTU of the wire destination.
 */
class PathErrors : public Object, public Icmpv6Observer
{
  public:
    /// @return the type
    static TypeId GetTypeId();

    /**
     * Listen to a node's ICMPv6 errors.
     * @param node the node
     * @param icmpv6 its ICMPv6
     * @param path whose work is undone
     */
    void Attach(Ptr<Node> node, Ptr<MobilityIcmpv6> icmpv6, Ptr<PacketPath> path);

    bool OnIcmpv6(const Icmpv6Delivery& delivery) override;

  protected:
    void DoDispose() override;

  private:
    /// The packet before PacketPath changed it, as far as the error quotes it.
    struct Original
    {
        Ipv6Address wireDestination; ///< first destination on the wire
        Octets octets;               ///< from its IPv6 header on
        Ipv6Address source;          ///< of that header
        Ipv6Address destination;     ///< of that header
        uint32_t overhead;           ///< octets that PacketPath had added
        uint32_t size;               ///< octets of the whole original, IPv6 header included
    };

    std::optional<Original> Undo(const Octets& quoted) const;
    bool Redirect(const Icmpv6Delivery& delivery, const Octets& quoted);
    void TellLocally(const Icmpv6Delivery& delivery, const Original& original, uint32_t mtu);
    void Relay(uint8_t type, const Original& original, uint32_t mtu);

    Ptr<Ipv6L3Protocol> m_ipv6;
    Ptr<MobilityIcmpv6> m_icmpv6;
    Ptr<PacketPath> m_path;
};

} // namespace ns3::nemo

#endif // MIP6_PATH_ERRORS_H
