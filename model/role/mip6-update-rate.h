// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_UPDATE_RATE_H
#define MIP6_UPDATE_RATE_H

#include "ns3/ipv6-address.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <deque>
#include <map>

namespace ns3::nemo
{

/// Keeps Binding Updates below MAX_UPDATE_RATE: so many in a second to one destination, whatever
/// home address they are for. RFC 6275 sections 11.5.3 and 11.8.
class UpdateRate
{
  public:
    /// The first moment, `now` or later, at which another may leave without being more than
    /// `perSecond` (1 or more) in a second.
    Time Earliest(const Ipv6Address& destination, Time now, uint32_t perSecond) const;

    /// One leaves now; no more than `perSecond` are remembered.
    void Note(const Ipv6Address& destination, Time now, uint32_t perSecond);

    /// Forget all.
    void Clear();

  private:
    std::map<Ipv6Address, std::deque<Time>> m_sent; ///< The last ones, the earliest first.
};

} // namespace ns3::nemo

#endif // MIP6_UPDATE_RATE_H
