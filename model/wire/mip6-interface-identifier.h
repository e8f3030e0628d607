// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_INTERFACE_IDENTIFIER_H
#define MIP6_INTERFACE_IDENTIFIER_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-network-prefix.h"

namespace ns3::nemo
{

/**
 * The address in a prefix that has the interface identifier of another address. RFC 4291 section
 * 2.5.1.
 * @param prefix whose bits come first
 * @param identifier whose bits come behind; those of the length of the prefix do not count
 */
Ipv6Address AddressIn(const NetworkPrefix& prefix, const Ipv6Address& identifier);

} // namespace ns3::nemo

#endif // MIP6_INTERFACE_IDENTIFIER_H
