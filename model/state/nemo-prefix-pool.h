// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_PREFIX_POOL_H
#define NEMO_PREFIX_POOL_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-network-prefix.h"

#include <cstdint>
#include <functional>
#include <optional>

namespace ns3::nemo
{

/// A prefix of which parts are given away. draft-ietf-nemo-prefix-delegation-00 section 5.3.
struct PrefixPool
{
    NetworkPrefix aggregate; ///< The whole; advertised to the rest of the world for good.
    uint8_t shortest{64};    ///< Bits of the largest part that one request gets (status 7).

    /// The bits that a request for `wanted` bits gets: as many, or more.
    uint8_t LengthFor(uint8_t wanted) const;

    /// A prefix that is in the way of another one; absent if none is.
    using Obstacle = std::function<std::optional<NetworkPrefix>(const NetworkPrefix&)>;

    /// The lowest part of `length` bits that nothing is in the way of; absent if there is none. At
    /// most 65536 obstacles are looked at.
    std::optional<NetworkPrefix> LowestFree(uint8_t length, const Obstacle& obstacle) const;

    /// The last address of a prefix.
    static Ipv6Address LastAddress(const NetworkPrefix& prefix);
};

} // namespace ns3::nemo

#endif /* NEMO_PREFIX_POOL_H */
