// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_HOME_SERVICE_H
#define MIP6_HOME_SERVICE_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <optional>

namespace ns3::nemo
{

/// A prefix that is on a home link at the moment.
struct OnLinkPrefix
{
    NetworkPrefix prefix;    ///< Of the home link.
    Time until{Time::Max()}; ///< Absolute end of its valid lifetime, which lies ahead.
};

/// How a home agent serves a home address at the moment.
struct HomeService
{
    /// The interface of the home link, whose neighbours are answered for the home address; absent:
    /// the address is on no link (an aggregate of mobile networks, a virtual home network).
    std::optional<uint32_t> interface;
    /// The own address on the home link; of no meaning without one.
    Ipv6Address ownAddress;
    Time validUntil{Time::Max()};     ///< Absolute end of the prefix's valid lifetime.
    Time preferredUntil{Time::Max()}; ///< Absolute end of its preferred lifetime.

    /// What is left of the valid lifetime at `now` in whole seconds; INFINITE_LIFETIME: no end.
    uint32_t RemainingSeconds(Time now) const;

    /// Whether a mobile node that is bound for `lifetime` seconds has to ask for new prefixes
    /// meanwhile: its prefix is or becomes deprecated, or is invalid at the end. Compared in units
    /// of `unit` seconds, of which a rest does not count. RFC 6275 section 10.3.1.
    bool EndsDuring(uint32_t lifetime, Time now, uint32_t unit) const;
};

} // namespace ns3::nemo

#endif /* MIP6_HOME_SERVICE_H */
