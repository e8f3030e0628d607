// SPDX-License-Identifier: GPL-2.0-only

#ifndef MIP6_UNICAST_ROUTABLE_H
#define MIP6_UNICAST_ROUTABLE_H

#include "ns3/ipv6-address.h"

#include <cstdint>

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

/// The low 64 bits of an address. RFC 4291 section 2.5.1.
inline uint64_t
InterfaceIdentifierOf(const Ipv6Address& address)
{
    uint8_t octets[16];
    address.GetBytes(octets);
    uint64_t identifier = 0;
    for (int i = 8; i < 16; ++i)
    {
        identifier = identifier << 8 | octets[i];
    }
    return identifier;
}

/// Is it a site-local address, fec0::/10? RFC 3513 section 2.5.6; deprecated by RFC 3879.
inline bool
IsSiteLocal(const Ipv6Address& address)
{
    return address.CombinePrefix(Ipv6Prefix(10)) == Ipv6Address("fec0::");
}

} // namespace ns3::nemo

#endif // MIP6_UNICAST_ROUTABLE_H
