// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_AUTHENTICATION_ASSOCIATION_H
#define MIP6_AUTHENTICATION_ASSOCIATION_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-ah.h"
#include "ns3/mip6-drop-reason.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-replay-window.h"
#include "ns3/mip6-sequence-counter.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::nemo
{

/// A pair of associations of the Authentication Header between two nodes, as one of them is
/// configured with it by hand. RFC 2402; RFC 2401 section 4.4.
struct AuthenticationPolicy
{
    /// The own address, as upper layers see it: a home address, wherever the node is. A prefix
    /// stands for any own address in it.
    NetworkPrefix local;
    /// The same of the peer. An association of a prefix proves only that its sender may speak for
    /// all of it.
    NetworkPrefix remote;
    /// Of what this end sends, 256 or more (RFC 2402 section 2.4); 0: nothing.
    uint32_t outboundSpi{0};
    AhKey outboundKey; ///< For it.
    /// Of what this end receives; 0: nothing, as from an anycast address.
    uint32_t inboundSpi{0};
    AhKey inboundKey; ///< For it.
    /// Further own addresses that it is of: home addresses of the same interface identifier
    /// (draft-ietf-mobileip-ipv6-04 section 9.4).
    std::vector<Ipv6Address> moreLocal{};
    std::vector<Ipv6Address> moreRemote{}; ///< The same of the peer.
};

/// The direction in which this node proves what it sends. Its state outlasts a crash, as its keys
/// do.
class SigningAssociation
{
  public:
    /// @param spi as the peer knows it, 256 or more; else the run is aborted
    /// @param key must be sound, else the run is aborted
    SigningAssociation(uint32_t spi, AhKey key);

    /**
     * Complete the Authentication Header of a packet with SPI, the next sequence number and
     * Authentication Data.
     * @param packet has the header, with nothing but Next Header right
     * @return none: it is done; else why not: SEQUENCE_EXHAUSTED, or as CoveredByAuthentication
     * says
     */
    std::optional<DropReason> Sign(AuthenticatedPacket& packet);

    /// Go on with this sequence number next.
    void SetNextSequence(uint32_t sequence);

  private:
    uint32_t m_spi;
    AhKey m_key;
    SequenceCounter m_sequence;
};

/// The other direction: what a peer has proven to this node.
class VerifyingAssociation
{
  public:
    /// @param key must be sound, else the run is aborted
    explicit VerifyingAssociation(AhKey key);

    /**
     * Verify a packet. RFC 2402 section 3.4: the number first, which costs little, then the
     * Authentication Data; only what is authentic moves the window.
     * @param packet as received
     * @return none: it is authentic; else why not: REPLAYED, BAD_INTEGRITY, or as
     * CoveredByAuthentication and ReadAuthenticationHeader say
     */
    std::optional<DropReason> Verify(const AuthenticatedPacket& packet);

  private:
    AhKey m_key;
    ReplayWindow m_window;
};

} // namespace ns3::nemo

#endif // MIP6_AUTHENTICATION_ASSOCIATION_H
