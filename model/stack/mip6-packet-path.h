// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_PACKET_PATH_H
#define MIP6_PACKET_PATH_H

#include "ns3/ipv6-interface.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/mip6-arrival.h"
#include "ns3/mip6-drop-reason.h"
#include "ns3/mip6-extension-chain.h"
#include "ns3/mip6-home-address-authority.h"
#include "ns3/mip6-hook-adapters.h"
#include "ns3/mip6-packet-authentication.h"
#include "ns3/mip6-packet-security.h"
#include "ns3/mip6-path-listeners.h"
#include "ns3/mip6-path-mtu.h"
#include "ns3/mip6-routed-tunnel.h"
#include "ns3/mip6-transform.h"
#include "ns3/node.h"
#include "ns3/object.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace ns3::nemo
{

/**
 * The only code that adds or takes off headers.
 *
 * Every hook into ns-3 is an adapter of a few lines to one of two doors: Output makes wire bytes of
 * a packet and a Transform, Input walks the extension headers of a received packet and delivers it
 * once, with the home addresses that sockets know.
 */
class PacketPath : public Object
{
  public:
    /// @return the type
    static TypeId GetTypeId();

    /// Where a packet comes from decides who fragments it (RFC 2473 section 7).
    enum class Origin : uint8_t
    {
        LOCAL,    ///< this node made it: fragmented here before it enters a tunnel
        FORWARDED ///< it is somebody else's: Packet Too Big goes back, nothing is cut
    };

    /**
     * Install the hooks: extension headers 0, 43, 50, 51 and 60 and protocol 41.
     * @param node the node; its IPv6 stack must be there
     * @param authority who vouches for home addresses; must live as long as this object
     */
    void Attach(Ptr<Node> node, const HomeAddressAuthority* authority);

    /**
     * Send a packet with what the transform asks for.
     * @param packet payload of `header`; consumed
     * @param header the header that sockets and forwarding see
     * @param transform what to do
     * @param origin who made the packet
     * @return octets of the packet that left, IPv6 header included (of all fragments together); 0
     * if it was dropped
     */
    uint32_t Output(Ptr<Packet> packet,
                    const Ipv6Header& header,
                    const Transform& transform,
                    Origin origin = Origin::LOCAL);

    /**
     * Take an extension header and all that follow it off a packet that is for this node, without
     * ns-3's own option parser, which loops on an option of length 254.
     * @param packet what followed the IPv6 header
     * @param offset where this extension header starts
     * @param header the IPv6 header
     * @param number next header value of this extension header: 43, 50, 51 or 60
     * @return what ns-3 shall do: nothing more after a delivery, or go on behind the headers
     */
    ExtensionResult Input(Ptr<const Packet> packet,
                          uint32_t offset,
                          const Ipv6Header& header,
                          uint8_t number);

    /// How the packet being delivered looked on the wire. @return null: it came as it is
    const Arrival* GetArrival() const;
    /// The tunnel that the packet being delivered came out of. @return null: none
    const TunnelArrival* GetTunnel() const;

    /**
     * The largest packet that a tunnel or transformed path takes without being cut. RFC 2473
     * section 7.
     * @param transform the path
     * @return octets, IPv6 header included; none if there is no route
     */
    std::optional<uint32_t> InnerMtu(const Transform& transform) const;

    /// Does a packet that this node forwards, the payload of `header`, go that path without being
    /// cut? If not, it ends here, and its source is told. RFC 2473 section 7.1.
    bool Fits(Ptr<const Packet> packet, const Ipv6Header& header, const Transform& transform);

    PathMtu& GetPathMtu(); ///< By wire destination; a Packet Too Big message is told to it.
    /// Most tunnels that a packet enters, and is taken out of, at one node: one home agent may
    /// serve every level of a nested network, and more is a loop (RFC 2473 section 4.1.3) or an
    /// attack.
    static constexpr uint32_t MOST_NESTED = 16;

    /// Set who judges packets out of tunnels; without one every tunnel packet is dropped.
    void SetTunnelJudge(TunnelJudge judge);
    /// Protect what leaves and verify what comes by these associations; without them nothing is
    /// protected or authenticated, and what is protected is not opened.
    void SetSecurity(Ptr<PacketSecurity> security,
                     Ptr<PacketAuthentication> authentication = nullptr);

    /// Lay out and read extension headers as this dialect does; RFC 6275 at first.
    void SetFormat(const ExtensionFormat& format);
    const ExtensionFormat& GetFormat() const; ///< As SetFormat said.
    /// Set who takes the signals that are options or tunnelled; else they are passed over.
    void SetSignalListeners(SignalListeners listeners);
    /// Set who gives signals to ride on other packets.
    void SetRiderSource(RiderSource source);
    /// Does an association protect a packet that is sent from here, so that it leaves by Output?
    bool MustProtect(const Ipv6Header& header, Ptr<const Packet> packet) const;
    /// May this packet be delivered, which comes out of no association of transport mode? @return
    /// none: it may; else that it should have come out of one
    std::optional<DropReason> JudgeProtection(const Ipv6Header& header,
                                              Ptr<const Packet> packet) const;

    /// Set the device that decapsulated packets arrive on.
    void SetTunnelDevice(Ptr<NetDevice> device);
    /// Set who is asked about what the judge refuses.
    void SetRoutedTunnels(RoutedTunnelQuery query);
    /// Set who tells the sender (RFC 6275 section 9.3.3); without one nobody does.
    void SetUnboundListener(UnboundListener listener);

    /// Count and trace a packet that ends here.
    void Drop(DropReason reason, Ptr<const Packet> packet);
    uint64_t GetDropped() const; ///< How many packets ended here so far.
    void Reset();                ///< Forget what was learned: the node crashed.

    /// Does the node know Mobile IPv6? If not, it answers type 2 routing headers and Home Address
    /// options as RFC 8200 asks of headers that are not known.
    void SetMobilityAware(bool aware);

  protected:
    void DoDispose() override; ///< Lets go of all it holds.

  private:
    struct Exit; ///< where a packet leaves the node
    struct Walk; ///< state of one walk over extension headers

    std::optional<uint8_t> ConfiguredLimit() const;
    std::optional<uint8_t> LimitOf(const Ipv6Header& header, Ptr<const Packet> packet) const;
    bool MayEnterTunnel(const Ipv6Header& header, Ptr<const Packet> packet);
    std::optional<Exit> FindExit(const Transform& transform) const;
    uint32_t Encapsulate(Ptr<Packet> packet,
                         const Ipv6Header& header,
                         const Transform& transform,
                         const Exit& exit,
                         SealingAssociation* association);
    uint32_t CutAndEncapsulate(Ptr<Packet> packet,
                               const Ipv6Header& header,
                               const Transform& transform,
                               const Exit& exit,
                               uint32_t mtu);
    SealingAssociation* AssociationFor(Ptr<const Packet> packet,
                                       const Ipv6Header& header,
                                       const Transform& transform) const;
    uint32_t EmitSealed(Ptr<Packet> payload,
                        Ipv6Header header,
                        const Transform& transform,
                        const Exit& exit,
                        SealingAssociation& association);
    uint32_t EmitSigned(Ptr<Packet> payload,
                        const Ipv6Header& header,
                        const Transform& transform,
                        const Exit& exit);
    uint32_t Emit(Ptr<Packet> payload,
                  Ipv6Header header,
                  const Transform& transform,
                  const Exit& exit);
    std::optional<uint32_t> OutputWithRider(Ptr<Packet> packet,
                                            const Ipv6Header& header,
                                            const Transform& transform,
                                            uint32_t mtu);
    ExtensionChain ChainOf(const Transform& transform) const;
    uint32_t RoomOf(const Transform& transform, uint32_t mtu, const SealingAssociation* by) const;
    uint32_t EmitFragments(Ptr<Packet> payload,
                           Ipv6Header header,
                           const ExtensionChain& chain,
                           const Exit& exit);

    bool ReadRouting(Walk& walk);
    bool ReadOptions(Walk& walk);
    bool TakeHomeAddress(Walk& walk, const OptionsHeader& options);
    bool ReadSealed(Walk& walk);
    bool ReadSigned(Walk& walk);
    bool TakeSignals(const Walk& walk, const Ipv6Header& header, Ptr<const Packet> packet);
    bool Read(Walk& walk);
    bool Refuse(const Walk& walk, const ExtensionError& error);
    void Deliver(Walk& walk);
    ExtensionResult HopByHop(Ptr<const Packet> packet, uint32_t offset, const Ipv6Header& header);
    void Decapsulate(Ptr<Packet> packet, const Ipv6Header& outer, Ptr<Ipv6Interface> interface);
    bool Secures() const;
    std::optional<DropReason> JudgeTunnel(Ptr<const Packet> packet,
                                          const Ipv6Header& outer,
                                          std::optional<uint32_t> interface) const;
    std::optional<DropReason> JudgeListener(Ptr<const Packet> packet,
                                            const Ipv6Header& outer,
                                            std::optional<uint32_t> interface) const;
    std::optional<DropReason> JudgeSecurity(Ptr<const Packet> packet,
                                            const Ipv6Header& outer,
                                            const std::vector<Ipv6Address>& homes) const;
    void Hook(uint8_t number, ExtensionAdapter::Handler handler);

    Ptr<Node> m_node;
    Ptr<Ipv6L3Protocol> m_ipv6;
    const HomeAddressAuthority* m_authority{nullptr};
    Ptr<PacketSecurity> m_security;
    Ptr<PacketAuthentication> m_authentication;
    Ptr<NetDevice> m_tunnelDevice;
    TunnelJudge m_judge;
    RoutedTunnelQuery m_routed{NoRoutedTunnel};
    UnboundListener m_unbound;
    SignalListeners m_signals;
    RiderSource m_riders;
    PathMtu m_pathMtu;
    bool m_aware{true};
    ExtensionFormat m_format;
    KnownOptions m_known{MobilityDestinationOptions()};
    uint8_t m_tunnelHopLimit{64};
    bool m_copyTrafficClass{false};
    bool m_copyFlowLabel{false};
    bool m_limitsEncapsulation{false};
    uint8_t m_encapsulationLimit{4};
    uint32_t m_depth{0};   ///< packets being encapsulated within each other right now
    uint32_t m_unwound{0}; ///< tunnels that the packet being delivered came out of
    uint64_t m_dropped{0};
    const Arrival* m_arrival{nullptr};
    const TunnelArrival* m_tunnel{nullptr};

    TracedCallback<DropReason, Ptr<const Packet>> m_drop;
    TracedCallback<const Ipv6Header&, Ptr<const Packet>> m_encapsulated;
    TracedCallback<const Ipv6Header&, Ptr<const Packet>> m_decapsulated;
    TracedCallback<const Ipv6Header&, const Ipv6Header&> m_cameStraight;
};

} // namespace ns3::nemo

#endif // MIP6_PACKET_PATH_H
