// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_SECURITY_ASSOCIATION_H
#define MIP6_SECURITY_ASSOCIATION_H

#include "ns3/mip6-drop-reason.h"
#include "ns3/mip6-esp.h"
#include "ns3/mip6-octets.h"
#include "ns3/mip6-replay-window.h"
#include "ns3/mip6-sequence-counter.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>

namespace ns3::nemo
{

/// What an association puts its header before. RFC 4303 section 3.1.
enum class SecurityMode : uint8_t
{
    TRANSPORT, ///< the payload of the packet
    TUNNEL,    ///< a whole packet, in a new IPv6 header
};

/// A security association in the direction in which it protects: what this node seals. Its state
/// outlasts a crash, as its keys do: sequence numbers that start again would be replays.
class SealingAssociation
{
  public:
    /// @param spi as the peer knows it, 256 or more (RFC 4303 section 2.1); else the run is aborted
    /// @param keys must be sound, else the run is aborted
    SealingAssociation(uint32_t spi, EspKeys keys);

    /// Its Security Parameters Index.
    uint32_t GetSpi() const;

    /**
     * Protect something with the next sequence number, from 1 on.
     * @param vector initialization vector
     * @param payload what to protect
     * @param nextHeader what that begins with
     * @return the header; none if all numbers were used, since with a window on the other side they
     * must not begin again (RFC 4303 section 3.3.3)
     */
    std::optional<Octets> Seal(const EspVector& vector, const Octets& payload, uint8_t nextHeader);

    /// @return how many octets a payload may have so that at most `size` leave; 0: none
    std::size_t Room(std::size_t size) const;

    /// Go on with this sequence number next; for who keeps associations in a store of its own.
    void SetNextSequence(uint32_t sequence);

  private:
    uint32_t m_spi;
    EspKeys m_keys;
    SequenceCounter m_sequence;
};

/// The other direction: what a peer has sealed for this node.
class OpeningAssociation
{
  public:
    /// @param keys must be sound, else the run is aborted
    explicit OpeningAssociation(EspKeys keys);

    /**
     * Verify and decrypt. RFC 4303 section 3.4: the number first, which costs little, then the
     * Integrity Check Value; only what is authentic moves the window.
     * @param data first octet of the header; never read beyond size
     * @param size how many octets the packet has from there
     * @return what was protected; or why not: REPLAYED, or as OpenEsp says
     */
    std::variant<EspPayload, DropReason> Open(const uint8_t* data, std::size_t size);

  private:
    EspKeys m_keys;
    ReplayWindow m_window;
};

} // namespace ns3::nemo

#endif // MIP6_SECURITY_ASSOCIATION_H
