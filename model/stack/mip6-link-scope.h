// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_LINK_SCOPE_H
#define MIP6_LINK_SCOPE_H

#include "ns3/mip6-multicast-scope.h"

namespace ns3::nemo
{

/// Of no other node than the next: never steered.
inline bool
StaysOnLink(const Ipv6Address& address)
{
    return address.IsMulticast() ? !IsGroupBeyondLink(address)
                                 : address.IsLinkLocal() || address.IsLocalhost();
}

/// Is it a group of the link, or of less, that ns-3 takes for any other destination? It knows
/// ff02::/16, and not those with flags nor ff01::/16. RFC 4291 section 2.7.
inline bool
IsUnknownToNs3(const Ipv6Address& address)
{
    return address.IsMulticast() && StaysOnLink(address) && !address.IsLinkLocalMulticast();
}

} // namespace ns3::nemo

#endif // MIP6_LINK_SCOPE_H
