// SPDX-License-Identifier: GPL-2.0-only

#ifndef MIP6_MULTICAST_SCOPE_H
#define MIP6_MULTICAST_SCOPE_H

#include "ns3/ipv6-address.h"

#include <cstdint>

namespace ns3::nemo
{

constexpr uint8_t LINK_LOCAL_SCOPE = 0x2; //!< RFC 4291 section 2.7
constexpr uint8_t GLOBAL_SCOPE = 0xe;     //!< RFC 4291 section 2.7

/// The scope of a multicast address; the reserved F counts as global. RFC 4291 section 2.7.
inline uint8_t
ScopeOfGroup(const Ipv6Address& group)
{
    uint8_t octets[16];
    group.GetBytes(octets);
    const auto scope = static_cast<uint8_t>(octets[1] & 0x0f);
    return scope > GLOBAL_SCOPE ? GLOBAL_SCOPE : scope;
}

/// Is it a group whose packets routers may forward?
inline bool
IsGroupBeyondLink(const Ipv6Address& address)
{
    return address.IsMulticast() && ScopeOfGroup(address) > LINK_LOCAL_SCOPE;
}

/// Is it a group whose packets are tunnelled to mobile nodes? RFC 6275 section 10.4.2.
inline bool
IsGlobalGroup(const Ipv6Address& address)
{
    return address.IsMulticast() && ScopeOfGroup(address) == GLOBAL_SCOPE;
}

} // namespace ns3::nemo

#endif // MIP6_MULTICAST_SCOPE_H
