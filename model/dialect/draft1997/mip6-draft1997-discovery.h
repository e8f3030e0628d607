// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_DRAFT1997_DISCOVERY_H
#define MIP6_DRAFT1997_DISCOVERY_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-icmpv6.h"
#include "ns3/mip6-octets.h"

#include <optional>

namespace ns3::nemo
{

/**
 * The multicast packet of Router Discovery that says what a message of prefix discovery says, for
 * the inside of a tunnel. draft-ietf-mobileip-ipv6-04 section 8.5.
 *
 * @param message an advertisement or a solicitation of prefixes
 * @param source of a Router Solicitation: the home address
 * @param linkLocal source of a Router Advertisement; ::: it has none, and `source` is used
 * @return a whole IPv6 packet; nothing if it is another message
 */
Octets TunnelledDiscovery(const MobilityIcmpv6Message& message,
                          const Ipv6Address& source,
                          const Ipv6Address& linkLocal);

/**
 * Reads such a packet, which is valid by RFC 4861 section 6.1 but for its source.
 *
 * @param packet any octets
 * @return what it says, with identifier 0; nothing if it is anything else
 */
std::optional<MobilityIcmpv6Message> ReadTunnelledDiscovery(const Octets& packet);

} // namespace ns3::nemo

#endif // MIP6_DRAFT1997_DISCOVERY_H
