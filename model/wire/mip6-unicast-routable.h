// SPDX-License-Identifier: GPL-2.0-only

#ifndef MIP6_UNICAST_ROUTABLE_H
#define MIP6_UNICAST_ROUTABLE_H

#include "ns3/ipv6-address.h"

namespace ns3::nemo
{

/**
 * May it be a home address or a care-of address? RFC 6275 sections 3.1, 6.1.7 and 6.3.
 *
 * @param address any address
 * @return whether packets from other links can be sent to it: not to a group, the unspecified, the
 * loopback or a link-local address
 */
inline bool
IsUnicastRoutable(const Ipv6Address& address)
{
    return !address.IsMulticast() && !address.IsAny() && !address.IsLocalhost() &&
           !address.IsLinkLocal();
}

} // namespace ns3::nemo

#endif // MIP6_UNICAST_ROUTABLE_H
