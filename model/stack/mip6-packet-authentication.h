// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_PACKET_AUTHENTICATION_H
#define MIP6_PACKET_AUTHENTICATION_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-authentication-association.h"
#include "ns3/mip6-drop-reason.h"
#include "ns3/object.h"

#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <utility>

namespace ns3::nemo
{

/**
 * The associations of the Authentication Header that a node has, keyed by hand. RFC 2402.
 *
 * PacketPath asks it about what has to be authenticated and about each such header that comes in.
 * Addresses are those that upper layers see, as with PacketSecurity, which is about the
 * Encapsulating Security Payload. It outlasts a crash.
 */
class PacketAuthentication : public Object
{
  public:
    /// @return the type
    static TypeId GetTypeId();

    /**
     * Configure one end of a pair of associations.
     * @param policy aborts if a key or SPI is unsound (unless the SPI is 0) or the inbound SPI is
     * in use
     */
    void Add(const AuthenticationPolicy& policy);

    /// @return whether Sign would find an association between these two
    bool Has(const Ipv6Address& local, const Ipv6Address& remote) const;

    /**
     * Complete the Authentication Header of a packet that leaves.
     * @param local own address, as upper layers see it
     * @param remote of the peer, the same way
     * @param packet as it will be on the wire, see SigningAssociation::Sign
     * @return none: it is done; else why not: NO_ASSOCIATION, or as SigningAssociation says. Of
     * several associations the one with the longest prefixes is used, the first of equals.
     */
    std::optional<DropReason> Sign(const Ipv6Address& local,
                                   const Ipv6Address& remote,
                                   AuthenticatedPacket& packet);

    /**
     * Verify a packet that came.
     * @param spi what its Authentication Header says
     * @param local own address, as upper layers see it
     * @param remote of the sender, the same way
     * @param packet as it was on the wire
     * @return none: it is from that sender; else why not: UNKNOWN_ASSOCIATION,
     * ASSOCIATION_MISMATCH if the association is that of others, or as VerifyingAssociation says
     */
    std::optional<DropReason> Verify(uint32_t spi,
                                     const Ipv6Address& local,
                                     const Ipv6Address& remote,
                                     const AuthenticatedPacket& packet);

  private:
    /// A policy with the state of its associations.
    struct Entry
    {
        AuthenticationPolicy policy;
        std::optional<SigningAssociation> outbound;  ///< None: nothing is sent by it.
        std::optional<VerifyingAssociation> inbound; ///< None: nothing is received by it.

        /// Whether it is between these two.
        bool IsBetween(const Ipv6Address& local, const Ipv6Address& remote) const;
    };

    Entry* Find(const Ipv6Address& local, const Ipv6Address& remote) const;

    /// Own address and peer.
    using Ends = std::pair<Ipv6Address, Ipv6Address>;

    std::list<Entry> m_entries;           ///< In the order of Add.
    std::map<Ends, Entry*> m_byAddresses; ///< Those between two addresses.
    std::list<Entry*> m_byPrefixes;       ///< The others, few.
    std::map<uint32_t, Entry*> m_inbound; ///< By SPI.
};

} // namespace ns3::nemo

#endif // MIP6_PACKET_AUTHENTICATION_H
