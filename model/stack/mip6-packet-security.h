// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_PACKET_SECURITY_H
#define MIP6_PACKET_SECURITY_H

#include "ns3/ipv6-address.h"
#include "ns3/ipv6-header.h"
#include "ns3/mip6-drop-reason.h"
#include "ns3/mip6-octets.h"
#include "ns3/mip6-security-association.h"
#include "ns3/mip6-security-policy.h"
#include "ns3/object.h"
#include "ns3/packet.h"
#include "ns3/random-variable-stream.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace ns3::nemo
{

/// The two ends of what is protected: of a tunnel the outer addresses, else the packet's, with the
/// home address in its place.
struct SecurityEnds
{
    Ipv6Address local;  ///< of this node
    Ipv6Address remote; ///< of the peer
};

/// What an association protected, and what that proves.
struct OpenedPacket
{
    EspPayload payload;    ///< What was inside.
    Protection protection; ///< Whose it is.
};

/**
 * The security policy and the associations of a node, keyed by hand: which association a packet
 * must leave with, and which it must have arrived with. RFC 3776; RFC 4301 section 4.4.
 *
 * PacketPath asks it about every packet that it sends or takes in. Addresses are those that sockets
 * see: a home address, wherever the mobile node is (RFC 3776 section 4.2). A tunnel is named by the
 * home address that it serves, not by its ends, which move (RFC 3776 section 4.3). What is not
 * configured is not protected, and need not be. It outlasts a crash, as SealingAssociation says.
 */
class PacketSecurity : public Object
{
  public:
    /// @return the type
    static TypeId GetTypeId();

    PacketSecurity();

    /**
     * Configure one end of a pair of associations.
     * @param policy aborts if it covers a kind of another mode or none, if a key or SPI is unsound,
     * if the inbound SPI is in use, or if one of the kinds is protected between the two already
     * (RFC 3776 section 4.2: a single association for home address and home agent)
     */
    void Add(const SecurityPolicy& policy);

    /// @return whether nothing is configured, so that no packet needs to be asked about
    bool IsEmpty() const;

    /// What everything in the tunnel of this home address leaves with. @return null: nothing
    SealingAssociation* ForTunnel(const Ipv6Address& homeAddress, const SecurityEnds& ends) const;

    /**
     * What a packet in the tunnel of this home address leaves with.
     * @param homeAddress whose tunnel
     * @param ends the tunnel's
     * @param nextHeader of the inner IPv6 header
     * @param packet what follows that
     * @return null: nothing
     */
    SealingAssociation* ForTunnelled(const Ipv6Address& homeAddress,
                                     const SecurityEnds& ends,
                                     uint8_t nextHeader,
                                     Ptr<const Packet> packet) const;

    /**
     * What a packet outside of any tunnel leaves with.
     * @param header its addresses, as sockets see them, and what follows
     * @param packet what follows
     * @return null: nothing
     */
    SealingAssociation* ForSignal(const Ipv6Header& header, Ptr<const Packet> packet) const;

    /**
     * Protect something.
     * @param association one that this object gave
     * @param payload what to protect
     * @param nextHeader what that begins with
     * @return the header; none if the association has no number left
     */
    std::optional<Octets> Seal(SealingAssociation& association,
                               const Octets& payload,
                               uint8_t nextHeader);

    /**
     * Take off an Encapsulating Security Payload.
     * @param header the addresses of its packet, with the home addresses in their places
     * @param octets from the header to the end of the packet
     * @return what was inside; or why it is not to be believed: the association is unknown, its
     * home address or home agent is not that of the packet, or as OpeningAssociation says
     */
    std::variant<OpenedPacket, DropReason> Open(const Ipv6Header& header, const Octets& octets);

    /**
     * May a packet outside of any tunnel be delivered?
     * @param header its addresses, as sockets see them, and what follows
     * @param packet what follows
     * @param protection what it came by; null: nothing
     * @return none: it may; else that it should have been protected, or that what protected it is
     * not for such packets
     */
    std::optional<DropReason> JudgeSignal(const Ipv6Header& header,
                                          Ptr<const Packet> packet,
                                          const Protection* protection) const;

    /**
     * May a packet come out of the tunnel of this home address?
     * @param homeAddress whose tunnel
     * @param ends the tunnel's
     * @param inner the packet, IPv6 header included
     * @param protection what it came by; null: nothing
     * @return as JudgeSignal
     */
    std::optional<DropReason> JudgeTunnelled(const Ipv6Address& homeAddress,
                                             const SecurityEnds& ends,
                                             Ptr<const Packet> inner,
                                             const Protection* protection) const;

    /// Give the random variable of initialization vectors a fixed stream. @return 1
    int64_t AssignStreams(int64_t stream);

  private:
    /// A policy with the state of its associations.
    struct Entry
    {
        SecurityPolicy policy;
        mutable SealingAssociation outbound;
        OpeningAssociation inbound;
    };

    /// By home address; a home agent may serve many.
    using EntryMap = std::multimap<Ipv6Address, std::unique_ptr<Entry>>;

    const Entry* Find(const Ipv6Address& homeAddress,
                      const SecurityEnds& ends,
                      TrafficKind kind) const;
    const Entry* FindSignal(const Ipv6Header& header, Ptr<const Packet> packet, bool isSent) const;

    EntryMap m_entries;
    std::map<uint32_t, Entry*> m_inbound; ///< By SPI. RFC 4301 section 4.1.
    Ptr<UniformRandomVariable> m_vectors; ///< Draws initialization vectors.
};

} // namespace ns3::nemo

#endif // MIP6_PACKET_SECURITY_H
