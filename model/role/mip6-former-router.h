// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_FORMER_ROUTER_H
#define MIP6_FORMER_ROUTER_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-router-discovery.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <optional>

namespace ns3::nemo
{

/// The router that a mobile node used before, while it can still be reached: its prefixes and the
/// care-of addresses formed of them stay, so that what is on its way to those arrives. RFC 6275
/// section 11.5.4.
class FormerRouter
{
  public:
    /// No router.
    /// @param discovery where it was adopted
    /// @param interface on this interface
    FormerRouter(Ptr<RouterDiscovery> discovery, uint32_t interface);
    FormerRouter(const FormerRouter&) = delete;
    FormerRouter& operator=(const FormerRouter&) = delete;

    /// This one is the former router from now on; an earlier one is abandoned. It is asked at once
    /// whether it is there.
    void Keep(const Ipv6Address& linkLocal);
    /// Ask it again; it is abandoned if it does not answer. Nothing happens if there is none.
    void Check();
    /// Abandon it.
    void Drop();
    /// It is none any more, but something else: it stays adopted. Ignored for any other router.
    void Release(const Ipv6Address& linkLocal);

  private:
    Ptr<RouterDiscovery> m_discovery;
    uint32_t m_interface;
    std::optional<Ipv6Address> m_router; ///< Link-local address.
};

} // namespace ns3::nemo

#endif // MIP6_FORMER_ROUTER_H
