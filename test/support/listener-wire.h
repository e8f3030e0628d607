// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_LISTENER_WIRE_H
#define NEMO_TEST_LISTENER_WIRE_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-listener-message.h"
#include "ns3/mip6-octets.h"

#include <optional>
#include <string>

namespace ns3::nemo::tests
{

/// A whole packet of Multicast Listener Discovery, as RFC 2710 section 3 wants it, read or put
/// together by hand.
struct ListenerPacket
{
    ListenerMessage message;
    Ipv6Address source{"fe80::1"};
    Ipv6Address destination; ///< :: to send it where it belongs
    uint8_t hopLimit{1};

    /// The packet on the wire, with Router Alert.
    Octets Encode() const;
    /// Of an IPv6 packet; absent if it is none: no Router Alert, or a false checksum.
    static std::optional<ListenerPacket> Read(const Octets& packet);
};

/// A Report of a group, from this source.
Octets MakeReport(const std::string& group, const std::string& source = "fe80::1");
/// A Done of a group.
Octets MakeDone(const std::string& group);
/// A Query; ::: a General one.
Octets MakeQuery(const std::string& group = "::", uint16_t maximumResponseDelay = 1000);

/// What it says: "query", "report ff0e::1" or "done ff0e::1".
std::string ToText(const ListenerMessage& message);

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_LISTENER_WIRE_H
