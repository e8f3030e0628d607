// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_BINDING_H
#define MIP6_BINDING_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <vector>

namespace ns3::nemo
{

/// One entry of a binding cache: where the node with a home address is for the time being.
/// RFC 6275 section 9.1, RFC 3963 section 6.1.1.
struct Binding
{
    Ipv6Address homeAddress;      ///< Whose it is.
    Ipv6Address careOfAddress;    ///< Where the node is; `::` in the stub of a deleted binding.
    Ipv6Address homeAgentAddress; ///< The own address that the Binding Update was sent to.
    Time expires;                 ///< Absolute end of the binding; Time::Max(): never (1997 draft).
    uint32_t lifetime{0};         ///< The lifetime granted, in seconds.
    uint32_t interface {
        0
    };                            ///< The home link's ns-3 interface index (home registrations).
    uint16_t sequence{0};         ///< The largest sequence number accepted.
    bool homeRegistration{false}; ///< H
    bool mobileRouter{false};     ///< R
    bool linkLocalAddressCompatibility{false}; ///< L
    bool keyManagementMobility{false};         ///< K
    bool acknowledge{false};                   ///< A
    uint8_t interfaceIdentifierLength{0};      ///< ID Length (home registrations, 1997 draft).
    /// Whether `prefixes` were listed in the update (explicit mode), not looked up (implicit mode).
    bool explicitPrefixes{false};
    /// False for the stub of a deleted binding, which only remembers the sequence number until
    /// MAX_DELETE_BCE_TIMEOUT is over. RFC 6275 section 10.3.2.
    bool valid{true};
    std::vector<NetworkPrefix> prefixes; ///< The mobile network prefixes that are forwarded.
};

} // namespace ns3::nemo

#endif /* MIP6_BINDING_H */
