// SPDX-License-Identifier: GPL-2.0-only

#ifndef PACKET_WALKER_H
#define PACKET_WALKER_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-extension-chain.h"
#include "ns3/mip6-icmpv6.h"
#include "ns3/mip6-mobility-header.h"
#include "ns3/mip6-neighbor-discovery.h"
#include "ns3/mip6-octets.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ns3::nemo::tests
{

/// A whole IPv6 packet as values: nothing of it is kept as it was on the wire but the payload.
struct WalkedPacket
{
    uint32_t versionClassFlow{0x60000000}; //!< first four octets
    uint8_t hopLimit{64};                  //!< Hop Limit
    Ipv6Address source;                    //!< on the wire
    Ipv6Address destination;               //!< on the wire
    std::optional<OptionsHeader> hopByHop; //!< as read
    ExtensionChain chain;                  //!< what the extension headers say
    std::vector<std::string> names;        //!< of the extension headers, in their order
    uint8_t protocol{59};                  //!< of the payload
    Octets payload;                        //!< what follows the extension headers

    /// @return the source that checksums see
    Ipv6Address PseudoSource() const;
    /// @return the destination that checksums see
    Ipv6Address PseudoDestination() const;
};

/// Reads a packet up to its payload. @return it, or what a bounded reader had against it
std::variant<WalkedPacket, ExtensionError> Walk(const Octets& octets);

/// Reads a packet that is known to be good; a test fails when it is not.
WalkedPacket MustWalk(const Octets& octets);

/// Builds the packet of these values, around this payload.
Octets Build(const WalkedPacket& packet, const Octets& payload);

/// The payload as values: octets of a protocol that no codec here reads.
using Upper = std::variant<Octets, Signal, MobilityIcmpv6Message, NeighborMessage>;

/// Why a payload could not be read.
using UpperError = std::variant<MobilityHeaderError, DropReason>;

/// Reads a packet's payload, checksum included. @return it, or what the codec had against it
std::variant<Upper, UpperError> DecodeUpper(const WalkedPacket& packet);

/// Reads a payload that is known to be good; a test fails when it is not.
Upper MustDecodeUpper(const WalkedPacket& packet);

/// Makes the payload of these values.
Octets EncodeUpper(const Upper& upper,
                   const Ipv6Address& source,
                   const Ipv6Address& destination,
                   PaddingStyle style = PaddingStyle::AS_GIVEN);

} // namespace ns3::nemo::tests

#endif // PACKET_WALKER_H
