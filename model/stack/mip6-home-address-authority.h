// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_HOME_ADDRESS_AUTHORITY_H
#define MIP6_HOME_ADDRESS_AUTHORITY_H

#include "ns3/ipv6-address.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::nemo
{

/**
 * What PacketPath asks about the home addresses that it meets in extension headers.
 */
class HomeAddressAuthority
{
  public:
    virtual ~HomeAddressAuthority() = default;

    /**
     * May it stand in a type 2 routing header, that is: is it a home address of this node that is
     * in use away from home? RFC 6275 section 6.4.
     * @param address the address in the routing header
     * @return true if it may
     */
    virtual bool IsHomeAddress(const Ipv6Address& address) const = 0;

    /**
     * Is there a binding that vouches for a Home Address option? RFC 6275 section 9.3.1.
     * @param homeAddress the address in the option
     * @param careOfAddress the IPv6 source on the wire
     * @param local the own address that the packet is for: each has a binding cache of its own (RFC
     * 6275 section 9.1)
     * @return true if there is one with just this care-of address
     */
    virtual bool MayComeFrom(const Ipv6Address& homeAddress,
                             const Ipv6Address& careOfAddress,
                             const Ipv6Address& local) const = 0;

    /**
     * A packet came straight to a home address, by a type 2 routing header.
     * @param homeAddress its destination
     * @param correspondent its source
     */
    virtual void NoteStraight(const Ipv6Address& homeAddress,
                              const Ipv6Address& correspondent) const = 0;

    /**
     * Whose tunnels may bring such a packet, wherever their other ends are now?
     * @param source inner source
     * @param destination inner destination
     * @return the home addresses that these tunnels serve; few
     */
    virtual std::vector<Ipv6Address> TunnelHomes(const Ipv6Address& source,
                                                 const Ipv6Address& destination) const = 0;

    /**
     * Whose tunnels are between these two, whatever comes out of them?
     * @param source outer source
     * @param destination outer destination
     * @param interface IPv6 interface that the packet arrived by; none: not known
     * @return the home addresses that these tunnels serve; few
     */
    virtual std::vector<Ipv6Address> HomesBehind(const Ipv6Address& source,
                                                 const Ipv6Address& destination,
                                                 std::optional<uint32_t> interface) const = 0;

    /**
     * Does the node receive what is sent to this anycast address, which is on no interface of it?
     * @param address a destination
     * @return the IPv6 interface on whose link the address is; none: it does not
     */
    virtual std::optional<uint32_t> AnycastInterface(const Ipv6Address& address) const
    {
        (void)address;
        return std::nullopt;
    }
};

} // namespace ns3::nemo

#endif // MIP6_HOME_ADDRESS_AUTHORITY_H
