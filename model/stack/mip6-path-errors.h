// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_PATH_ERRORS_H
#define MIP6_PATH_ERRORS_H

#include "ns3/mip6-mobility-icmpv6.h"
#include "ns3/mip6-packet-path.h"
#include "ns3/mip6-quoted-packet.h"
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
    void DoDispose() override; ///< Lets go of all it holds.

  private:
    /// The packet before PacketPath changed it, as far as the error quotes it.
    struct Original
    {
        QuotedPacket packet;
        bool tunnelled;    ///< it was put into a tunnel
        uint32_t overhead; ///< octets that PacketPath had added, Fragment header apart
        /// Where on the wire a Tunnel Encapsulation Limit of 0 was, in octets from the quoted
        /// packet's start; none: nowhere.
        std::optional<std::size_t> exhaustedLimit;
        Octets signals; ///< destination options among its headers (ExtensionFormat::signals)
    };

    /// An ICMPv6 error in terms of the original.
    struct Report
    {
        uint8_t type;
        uint8_t code;
        uint32_t value; ///< MTU, or octet that a Parameter Problem points at
    };

    static std::optional<Original> Undo(const QuotedPacket& quoted, const ExtensionFormat& format);
    static std::optional<Report> Translate(const Octets& message, const Original& original);
    static std::optional<Report> TranslateOutOfTunnel(const Report& wire, const Original& original);
    bool Redirect(const Icmpv6Delivery& delivery, const QuotedPacket& quoted);
    void TellLocally(const Icmpv6Delivery& delivery,
                     const Report& report,
                     const Original& original);
    void Relay(const Report& report, const QuotedPacket& original);

    Ptr<Ipv6L3Protocol> m_ipv6;
    Ptr<MobilityIcmpv6> m_icmpv6;
    Ptr<PacketPath> m_path;
};

} // namespace ns3::nemo

#endif // MIP6_PATH_ERRORS_H
