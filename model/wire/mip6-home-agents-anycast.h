// SPDX-License-Identifier: GPL-2.0-only

#ifndef MIP6_HOME_AGENTS_ANYCAST_H
#define MIP6_HOME_AGENTS_ANYCAST_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-network-prefix.h"

#include <optional>

namespace ns3::nemo
{

/**
 * The Mobile IPv6 Home-Agents anycast address of a subnet: anycast identifier 126 behind ones.
 * RFC 2526 sections 2 and 3. With 64 bits the interface identifier is fdff:ffff:ffff:fffe, as in
 * EUI-64 format its universal/local bit is 0.
 *
 * @param subnet the prefix of the home link
 * @return the address; nothing when the prefix has more than 121 bits, and no room for it
 */
std::optional<Ipv6Address> HomeAgentsAnycastAddress(const NetworkPrefix& subnet);

} // namespace ns3::nemo

#endif // MIP6_HOME_AGENTS_ANYCAST_H
