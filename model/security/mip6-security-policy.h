// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_SECURITY_POLICY_H
#define MIP6_SECURITY_POLICY_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-esp.h"
#include "ns3/mip6-security-association.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>

namespace ns3::nemo
{

/// What between a mobile node and its home agent can be protected. RFC 3776 section 4.1.
enum class TrafficKind : uint8_t
{
    BINDING,            ///< Binding Updates and Acknowledgements; transport mode
    PREFIX,             ///< Mobile Prefix Solicitations and Advertisements; transport mode
    RETURN_ROUTABILITY, ///< Home Test Init and Home Test in the tunnel; tunnel mode
    DATA,               ///< whatever is in the tunnel; tunnel mode
};

/// The mode in which a kind is protected. RFC 3776 sections 4.3 and 5.2.
SecurityMode ModeOf(TrafficKind kind);

/// Which kind a packet between the two is, outside of the tunnel.
/// @param protocol Next Header of the last extension header
/// @param data what follows; never read beyond size
/// @param size how many octets of it there are
/// @return BINDING or PREFIX; none of what is not protected there
std::optional<TrafficKind> KindOfSignal(uint8_t protocol, const uint8_t* data, std::size_t size);

/// Which kind a packet in the tunnel is. Extension headers are stepped over; of a packet whose
/// headers cannot be read nothing but that it is a packet is said.
/// @param nextHeader Next Header of the inner IPv6 header
/// @param data what follows that; never read beyond size
/// @param size how many octets of it there are
/// @return RETURN_ROUTABILITY or DATA
TrafficKind KindOfTunnelled(uint8_t nextHeader, const uint8_t* data, std::size_t size);

/// The header of an association. RFC 4301 section 3.2.
enum class SecurityProtocol : uint8_t
{
    ESP, ///< Encapsulating Security Payload. RFC 4303
    AH,  ///< Authentication Header. RFC 2402
};

/// What came by a security association proves: whose it is. RFC 6275 section 5.1.
struct Protection
{
    uint32_t spi{0};                                  ///< Its Security Parameters Index.
    SecurityMode mode{SecurityMode::TRANSPORT};       ///< Its mode.
    Ipv6Address homeAddress;                          ///< Of the mobile node at one of its ends.
    SecurityProtocol protocol{SecurityProtocol::ESP}; ///< Its header.
};

/// A pair of associations of one mode, and what is to be protected by it: what one end of it, the
/// mobile node or the home agent, is configured with by hand. RFC 3776 section 5.
struct SecurityPolicy
{
    Ipv6Address homeAddress; ///< Of the mobile node: the only one that may use it.
    Ipv6Address homeAgent;   ///< Address of the home agent.
    bool isHomeAgent{false}; ///< This end is the home agent.
    SecurityMode mode{SecurityMode::TRANSPORT}; ///< Of both associations.
    std::set<TrafficKind> kinds;                ///< At least one, all of this mode.
    uint32_t outboundSpi{0};                    ///< Of what this end sends.
    EspKeys outboundKeys;                       ///< For it.
    uint32_t inboundSpi{0};                     ///< Of what this end receives.
    EspKeys inboundKeys;                        ///< For it.

    /// Whether this kind is protected by it. DATA is whatever is in the tunnel: no other
    /// association is needed for return routability then (RFC 3963 section 9).
    bool Covers(TrafficKind kind) const;
};

} // namespace ns3::nemo

#endif // MIP6_SECURITY_POLICY_H
