// SPDX-License-Identifier: GPL-2.0-only

#ifndef MIP6_LISTENER_MESSAGE_H
#define MIP6_LISTENER_MESSAGE_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-drop-reason.h"
#include "ns3/mip6-octets.h"

#include <cstddef>
#include <cstdint>
#include <variant>

namespace ns3::nemo
{

/// ICMPv6 types of Multicast Listener Discovery, version 1. RFC 2710 section 3.1.
enum class ListenerMessageType : uint8_t
{
    QUERY = 130,  //!< Multicast Listener Query
    REPORT = 131, //!< Multicast Listener Report
    DONE = 132,   //!< Multicast Listener Done
};

/// A message of Multicast Listener Discovery. RFC 2710 section 3.
struct ListenerMessage
{
    ListenerMessageType type{ListenerMessageType::QUERY}; //!< what it is
    /// Maximum Response Delay in milliseconds; of no meaning but in a Query.
    uint16_t maximumResponseDelay{0};
    Ipv6Address group{Ipv6Address::GetAny()}; //!< ::: a General Query

    /// @return whether it asks for all groups
    bool IsGeneralQuery() const;
    /// @return where it is sent: to all nodes, the group, or all routers. RFC 2710 section 3.7.
    Ipv6Address Destination() const;
};

/// @return whether all fields are equal
bool operator==(const ListenerMessage& a, const ListenerMessage& b);

/// @return whether an ICMPv6 message of this type is read by DecodeListenerMessage
bool IsListenerMessage(uint8_t type);

/**
 * Makes an ICMPv6 message with its checksum.
 *
 * @param message what to say
 * @param source IPv6 source, a link-local address
 * @param destination IPv6 destination
 * @return 24 octets
 */
Octets EncodeListenerMessage(const ListenerMessage& message,
                             const Ipv6Address& source,
                             const Ipv6Address& destination);

/**
 * Reads types 130 to 132. Code, and what follows the 24 octets (as in a Query of version 2), are
 * ignored; the checksum is checked by who has the addresses.
 *
 * @param data the whole ICMPv6 message; never read beyond size
 * @param size its length in octets
 * @return the message, or why it is invalid: other type, too short, a Report or Done of what is no
 * group, or a Query for it that is not ::
 */
std::variant<ListenerMessage, DropReason> DecodeListenerMessage(const uint8_t* data,
                                                                std::size_t size);

/// The Hop-by-Hop Options header that every such message stands behind: Router Alert for
/// Multicast Listener Discovery. RFC 2710 section 3, RFC 2711 section 2.1. @return 8 octets
Octets ListenerRouterAlert();

/**
 * Is it one of these messages, as far as its headers tell? Hop-by-Hop Options may stand before it.
 *
 * @param packet an IPv6 packet, or its first octets; never read beyond size
 * @param size how many there are
 */
bool IsListenerPacket(const uint8_t* packet, std::size_t size);

} // namespace ns3::nemo

#endif // MIP6_LISTENER_MESSAGE_H
